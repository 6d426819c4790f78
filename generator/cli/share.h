/* cli/share: the files that come with the program: templates, static files, the site to begin with. */
#ifndef CLI_SHARE_H
#define CLI_SHARE_H

#include "base/arena.h"

/* The folder share/gradeline beside the folder that the running program is in, whatever links led to
 * it: a build tree and an installation at any prefix look alike. Absolute; it need not exist. NULL when the
 * system does not say where the program is. argv0 is how it was called and may be NULL. */
const char *share_dir(const char *argv0, struct arena *a);

#endif

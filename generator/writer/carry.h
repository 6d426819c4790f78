/* writer/carry: files that go from the old tree to the new one as they are. */
#ifndef WRITER_CARRY_H
#define WRITER_CARRY_H

#include "base/diag.h"
#include "writer/manifest.h"

/* One file by a second name for the same bytes; where the file system has none,
 * by a copy with its mode and time. -1 with errno set. */
int carry_file(const char *from, const char *to);
/* Everything in output that the manifest does not call ours: files, links, folders.
 * -1 (reported) when one stands where a new file has to go. */
int carry_foreign(const char *output, const char *stage, const char *name, const struct manifest *ours,
		  struct diag *d);

#endif

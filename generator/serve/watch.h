/* serve/watch: which files changed since the last look.
 *
 * It looks at the stamps of every file, again and again, whenever it is asked. That works on every system and file
 * system (network folders and bind mounts give no events), needs no descriptor a folder, and cannot lose an event;
 * for 5,000 files a look takes some milliseconds. The caller says how often. It knows no clock and no HTTP.
 * What editors leave beside a file is passed over: names that begin with '.' or end with '~', ".swp" or ".swx",
 * "4913", "#name#". */
#ifndef SERVE_WATCH_H
#define SERVE_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

struct watch;

struct watch *watch_new(void);
/* What is looked at from now on: files, and folders with all that lies below them. Missing ones may appear later.
 * Names are copied. */
void watch_set(struct watch *w, const char *const *path, size_t n);
/* Looks, and says how many files are new, different or gone since the last look; all of them on the first one. */
size_t watch_look(struct watch *w);
/* The first (by name) of those that watch_look counted, or NULL; valid until the next look. */
const char *watch_first(const struct watch *w);
void watch_free(struct watch *w);

/* True for names that watch passes over. */
bool watch_ignores(const char *name);

#endif

/* site/footprint: have files changed? Known from what the system says of them, unread.
 *
 * A file's size, inode and times of content and of state go into one hash; a folder's is the
 * sum over its files with their paths. Any write to a file moves the time of its state, which
 * no program can set: two equal footprints mean the same bytes, as long as no file was changed
 * within the clock tick in which it was looked at. For that, newest is kept. */
#ifndef SITE_FOOTPRINT_H
#define SITE_FOOTPRINT_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#include "base/arena.h"
#include "base/str.h"

struct footprint {
	uint64_t low, high;            /* of 128 bits */
	uint64_t files, device;
	bool unsure;                   /* something could not be looked at, or lies on another device */
	struct timespec newest;        /* latest change of any of the files */
};

/* Adds a file or link; its target, where it is one, too. */
void footprint_file(struct footprint *f, int dir, const char *path, const char *name);
/* Adds the files below a folder, those that fs_walk would pass over excepted. */
void footprint_folder(struct footprint *f, const char *folder, const char *name);
/* Adds files of one open folder, by several threads. */
void footprint_files(struct footprint *f, int dir, const char *const *path, size_t n, unsigned threads);
bool footprint_same(const struct footprint *a, const struct footprint *b);

#endif

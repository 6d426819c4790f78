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
#include <sys/stat.h>
#include <time.h>
#include "base/arena.h"
#include "base/fs.h"
#include "base/str.h"

struct footprint {
	uint64_t low, high;            /* of 128 bits */
	uint64_t files, device;
	bool unsure;                   /* something could not be looked at, or lies on another device */
	struct timespec newest;        /* latest change of any of the files */
};

/* Adds a file of which the system said st. */
void footprint_stat(struct footprint *f, const char *name, const struct stat *st);
/* Adds a file of an open folder, or, where it is none any more, nothing but unsure. */
void footprint_regular(struct footprint *f, int dir, const char *path);
/* Adds a file or link; its target, where it is one, too. */
void footprint_file(struct footprint *f, int dir, const char *path, const char *name);

/* What a folder's walk found, as fs_walk would list it. All-zero is empty. */
struct footprint_list {
	struct fs_list files;
	struct fs_mark *mark;          /* one a file */
	bool odd;                      /* there was something that fs_walk has to decide about: no list */
};
/* Adds the files below a folder, those that fs_walk would pass over excepted. Folders at its top with a name in but (NULL
 * behind the last) are passed over, unless but is NULL; files are listed, in a, unless list is NULL. */
void footprint_tree(struct footprint *f, const char *folder, const char *name, const char *const *but,
		    struct footprint_list *list, struct arena *a);
/* Adds all that g has. */
void footprint_add(struct footprint *f, const struct footprint *g);
bool footprint_same(const struct footprint *a, const struct footprint *b);

#endif

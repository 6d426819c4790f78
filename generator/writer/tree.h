/* writer/tree: a finished site in memory, sorted by path.
 *
 * It comes from a folder (tree_load) or from a build (sink_tree_open). Once made it is
 * only read, by any number of threads. */
#ifndef WRITER_TREE_H
#define WRITER_TREE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "writer/sink.h"

#define TREE_MAX_FILE (1u << 30)       /* bytes of one file */

struct tree_file {
	const char *path;              /* relative, '/' between names: "areas/index.html" */
	struct span bytes;
};

struct tree {
	struct arena arena;            /* holds everything here */
	struct tree_file *v;           /* sorted by bytes of path */
	size_t n;
};

#define TREE_INIT { .arena = ARENA_INIT }

/* Reads a folder, without files whose names begin with '.' or end with '~'. name is what it is
 * called in messages. -1 (reported) when it is no folder or a file cannot be read. */
int tree_load(struct tree *t, const char *dir, const char *name, struct diag *d);
/* The same, without the files that the folder's manifest, where it has one, does not call ours: a published site
 * without what others put beside it. */
int tree_load_ours(struct tree *t, const char *dir, const char *name, struct diag *d);
/* NULL when there is none of that path. */
const struct tree_file *tree_find(const struct tree *t, struct span path);
void tree_release(struct tree *t);

/* A sink whose commit fills *out, which must be TREE_INIT. Without a commit it stays empty. */
struct sink *sink_tree_open(struct tree *out);

#endif

/* writer/tree: a site in memory, and the sink that makes one. */
#include "writer/tree.h"

#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/vec.h"
#include "writer/sink_int.h"

struct tree_sink {
	struct sink base;
	struct tree *out;
	VEC(struct tree_file) file;
};

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct tree_file *)a)->path, ((const struct tree_file *)b)->path);
}

int tree_load(struct tree *t, const char *dir, const char *name, struct diag *d)
{
	struct fs_list list;
	size_t i;

	if (!fs_need_dir(dir, name, d) || fs_walk(&t->arena, dir, name, &list, d) < 0)
		return -1;
	t->v = arena_calloc(&t->arena, list.n, sizeof *t->v);
	t->n = list.n;
	for (i = 0; i < list.n; i++) {
		t->v[i].path = list.path[i];
		if (fs_read(&t->arena, fs_join(&t->arena, dir, list.path[i]), fs_join(&t->arena, name, list.path[i]),
			    TREE_MAX_FILE, &t->v[i].bytes, d) < 0)
			return -1;
	}
	if (t->n)
		qsort(t->v, t->n, sizeof *t->v, by_path);
	return 0;
}

const struct tree_file *tree_find(const struct tree *t, struct span path)
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = span_cmp(span_of(t->v[middle].path), path);

		if (order == 0)
			return &t->v[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

void tree_release(struct tree *t)
{
	arena_release(&t->arena);
	memset(t, 0, sizeof *t);
}

static int tree_put(struct sink *s, const char *path, struct span bytes, bool *changed, struct diag *d)
{
	struct tree_sink *k = (struct tree_sink *)s;
	struct tree_file *f;

	(void)d;
	pthread_mutex_lock(&s->lock);
	f = vec_push(&k->file, &s->arena);
	f->path = arena_strdup(&k->out->arena, path);
	f->bytes = span_make(arena_strndup(&k->out->arena, bytes.p, bytes.n), bytes.n);
	pthread_mutex_unlock(&s->lock);
	*changed = true;
	return 0;
}

static int tree_commit(struct sink *s, struct diag *d)
{
	struct tree_sink *k = (struct tree_sink *)s;
	struct tree *t = k->out;

	(void)d;
	t->v = arena_calloc(&t->arena, k->file.n, sizeof *t->v);
	t->n = k->file.n;
	if (!t->n)
		return 0;
	memcpy(t->v, k->file.v, t->n * sizeof *t->v);
	qsort(t->v, t->n, sizeof *t->v, by_path);
	return 0;
}

static void tree_close(struct sink *s)
{
	struct tree_sink *k = (struct tree_sink *)s;

	if (!k->out->v)
		tree_release(k->out);
}

struct sink *sink_tree_open(struct tree *out)
{
	static const struct sink_ops ops = { tree_put, tree_commit, tree_close };
	struct tree_sink *k = xmalloc(sizeof *k);

	memset(k, 0, sizeof *k);
	sink_init(&k->base, &ops);
	k->out = out;
	return &k->base;
}

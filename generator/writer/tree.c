/* writer/tree: a site in memory, and the sink that makes one. */
#include "writer/tree.h"

#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/vec.h"
#include "writer/manifest.h"
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

/* ours: NULL for all files. */
static int load(struct tree *t, const char *dir, const char *name, const struct manifest *ours,
		struct diag *d)
{
	struct fs_list list;
	size_t i;

	if (!fs_need_dir(dir, name, d) || fs_walk(&t->arena, dir, name, &list, d) < 0)
		return -1;
	t->v = arena_calloc(&t->arena, list.n, sizeof *t->v);
	for (i = 0; i < list.n; i++) {
		struct tree_file *f = &t->v[t->n];

		if (ours && !manifest_find(ours, span_of(list.path[i])))
			continue;
		f->path = list.path[i];
		if (fs_read(&t->arena, fs_join(&t->arena, dir, f->path), fs_join(&t->arena, name, f->path),
			    TREE_MAX_FILE, &f->bytes, d) < 0)
			return -1;
		t->n++;
	}
	if (t->n)
		qsort(t->v, t->n, sizeof *t->v, by_path);
	return 0;
}

int tree_load(struct tree *t, const char *dir, const char *name, struct diag *d)
{
	return load(t, dir, name, NULL, d);
}

int tree_load_ours(struct tree *t, const char *dir, const char *name, struct diag *d)
{
	const char *path = fs_join(&t->arena, dir, SINK_MANIFEST),
		   *label = fs_join(&t->arena, name, SINK_MANIFEST);
	struct manifest ours = { .file = { NULL, 0, 0 } };
	struct span text;

	if (!fs_exists(path))
		return load(t, dir, name, NULL, d);
	if (fs_read(&t->arena, path, label, FS_MAX_FILE, &text, d) < 0)
		return -1;
	if (manifest_parse(&ours, text, &t->arena) < 0) {
		diag_report(d, DIAG_OUTPUT_NOT_OURS, (struct pos){ arena_strdup(&d->arena, label), 0, 0 },
			    "this is no list of its files");
		return -1;
	}
	return load(t, dir, name, &ours, d);
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
	static const struct sink_ops ops = { .put = tree_put, .commit = tree_commit, .close = tree_close };
	struct tree_sink *k = xmalloc(sizeof *k);

	memset(k, 0, sizeof *k);
	sink_init(&k->base, &ops);
	k->out = out;
	return &k->base;
}

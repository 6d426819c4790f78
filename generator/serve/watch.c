/* serve/watch: two lists of stamps, the last look's and this one's. */
#include "serve/watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/vec.h"

#if defined(__APPLE__)
#define st_mtim st_mtimespec
#define st_ctim st_ctimespec
#endif

/* The change time is part of it: a copy may bring its old time of modification along. */
struct stamp {
	const char *path;
	struct timespec modified, changed;
	off_t size;
	ino_t inode;
};

struct look {
	struct arena arena;
	VEC(struct stamp) file;
};

struct watch {
	struct arena arena;            /* of the paths */
	const char **path;
	size_t n;
	struct look look[2];
	unsigned now;                  /* which of them is the last */
	const char *first;
};

bool watch_ignores(const char *name)
{
	struct span s = span_of(name);

	return s.n == 0 || name[0] == '.' || span_ends(s, "~") || span_ends(s, ".swp") || span_ends(s, ".swx") ||
	       span_is(s, "4913") || (s.n > 1 && name[0] == '#' && span_ends(s, "#"));
}

static void add(struct look *l, const char *path, const struct stat *st)
{
	struct stamp *s;

	if (l->file.n >= FS_MAX_FILES)
		return;
	s = vec_push(&l->file, &l->arena);
	s->path = path;
	s->modified = st->st_mtim;
	s->changed = st->st_ctim;
	s->size = st->st_size;
	s->inode = st->st_ino;
}

static void look_into(struct look *l, const char *path, unsigned depth)
{
	DIR *dir = depth <= FS_MAX_DEPTH ? opendir(path) : NULL;
	struct dirent *e;

	if (!dir)
		return;
	while ((e = readdir(dir))) {
		struct stat st;

		if (watch_ignores(e->d_name) || fstatat(dirfd(dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		/* As in reading, a link to a folder is not gone into; what a link to a file leads to counts. */
		if (S_ISLNK(st.st_mode))
			fstatat(dirfd(dir), e->d_name, &st, 0);
		else if (S_ISDIR(st.st_mode))
			look_into(l, fs_join(&l->arena, path, e->d_name), depth + 1);
		if (!S_ISDIR(st.st_mode))
			add(l, fs_join(&l->arena, path, e->d_name), &st);
	}
	closedir(dir);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct stamp *)a)->path, ((const struct stamp *)b)->path);
}

static bool same_time(struct timespec a, struct timespec b)
{
	return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool same(const struct stamp *a, const struct stamp *b)
{
	return same_time(a->modified, b->modified) && same_time(a->changed, b->changed) && a->size == b->size &&
	       a->inode == b->inode;
}

static void differs(struct watch *w, const char *path, size_t *count)
{
	if (!(*count)++)
		w->first = path;
}

/* Both are sorted by path. */
static size_t compare(struct watch *w, const struct look *old, const struct look *new)
{
	size_t i = 0, j = 0, count = 0;

	while (i < old->file.n || j < new->file.n) {
		const struct stamp *a = i < old->file.n ? &old->file.v[i] : NULL;
		const struct stamp *b = j < new->file.n ? &new->file.v[j] : NULL;
		int order = !a ? 1 : !b ? -1 : strcmp(a->path, b->path);

		if (order != 0 || !same(a, b))
			differs(w, order < 0 ? a->path : b->path, &count);
		i += order <= 0;
		j += order >= 0;
	}
	return count;
}

struct watch *watch_new(void)
{
	struct watch *w = xmalloc(sizeof *w);

	memset(w, 0, sizeof *w);
	return w;
}

void watch_set(struct watch *w, const char *const *path, size_t n)
{
	struct arena a = ARENA_INIT;
	const char **copy = arena_calloc(&a, n, sizeof *copy);
	size_t i;

	for (i = 0; i < n; i++)
		copy[i] = arena_strdup(&a, path[i]);
	arena_release(&w->arena);
	w->arena = a;
	w->path = copy;
	w->n = n;
}

size_t watch_look(struct watch *w)
{
	const struct look *old = &w->look[w->now];
	struct look *new = &w->look[w->now ^= 1];
	size_t i;

	arena_clear(&new->arena);
	memset(&new->file, 0, sizeof new->file);
	w->first = NULL;
	for (i = 0; i < w->n; i++) {
		struct stat st;

		if (stat(w->path[i], &st) < 0)
			continue;
		if (S_ISDIR(st.st_mode))
			look_into(new, w->path[i], 0);
		else
			add(new, arena_strdup(&new->arena, w->path[i]), &st);
	}
	if (new->file.n)
		qsort(new->file.v, new->file.n, sizeof *new->file.v, by_path);
	return compare(w, old, new);
}

const char *watch_first(const struct watch *w)
{
	return w->first;
}

void watch_free(struct watch *w)
{
	if (!w)
		return;
	arena_release(&w->arena);
	arena_release(&w->look[0].arena);
	arena_release(&w->look[1].arena);
	free(w);
}

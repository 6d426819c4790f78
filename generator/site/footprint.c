/* site/footprint: sums of hashes, so that the order of files does not matter. */
#include "site/footprint.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
#include "base/fs.h"
#include "base/vec.h"

/* What a file is, without holes between the members. */
struct facts {
	uint64_t inode, size, mode;
	uint64_t written, written_ns, changed, changed_ns;
};

static void add(struct footprint *f, const char *name, const void *facts, size_t n)
{
	uint64_t path = XXH3_64bits(name, strlen(name));
	XXH128_hash_t h = XXH3_128bits_withSeed(facts, n, path);

	f->low += h.low64;
	f->high += h.high64;
	f->files++;
}

void footprint_stat(struct footprint *f, const char *name, const struct stat *st)
{
	struct facts facts = {
		.inode = (uint64_t)st->st_ino, .size = (uint64_t)st->st_size, .mode = (uint64_t)st->st_mode,
		.written = (uint64_t)st->st_mtim.tv_sec, .written_ns = (uint64_t)st->st_mtim.tv_nsec,
		.changed = (uint64_t)st->st_ctim.tv_sec, .changed_ns = (uint64_t)st->st_ctim.tv_nsec,
	};
	const struct timespec *t = &st->st_ctim;

	if (f->device && f->device != (uint64_t)st->st_dev + 1)
		f->unsure = true;
	f->device = (uint64_t)st->st_dev + 1;
	if (t->tv_sec > f->newest.tv_sec || (t->tv_sec == f->newest.tv_sec && t->tv_nsec > f->newest.tv_nsec))
		f->newest = *t;
	add(f, name, &facts, sizeof facts);
}

static void add_link(struct footprint *f, int dir, const char *path, const char *name)
{
	char target[4096];
	ssize_t n = readlinkat(dir, path, target, sizeof target);
	struct stat st;

	if (n < 0 || n == (ssize_t)sizeof target) {
		f->unsure = true;
		return;
	}
	add(f, name, target, (size_t)n);
	if (fstatat(dir, path, &st, 0) == 0 && S_ISREG(st.st_mode))
		footprint_stat(f, name, &st);
}

void footprint_regular(struct footprint *f, int dir, const char *path)
{
	struct stat st;

	if (dir < 0 || fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISREG(st.st_mode))
		f->unsure = true;
	else
		footprint_stat(f, path, &st);
}

void footprint_file(struct footprint *f, int dir, const char *path, const char *name)
{
	struct stat st;

	if (fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) < 0)
		f->unsure = true;
	else if (S_ISLNK(st.st_mode))
		add_link(f, dir, path, name);
	else
		footprint_stat(f, name, &st);
}

struct found {
	const char *path;
	struct fs_mark mark;
};

struct walk {
	struct footprint *f;
	struct arena *a;
	const char *const *but;        /* at the top */
	size_t skip;                   /* bytes of a name before the path below the folder */
	bool listing, odd;
	struct arena list;             /* of found */
	VEC(struct found) found;
};

static void walk_folder(struct walk *w, int parent, const char *path, const char *name, unsigned depth);

static bool passed_over(const struct walk *w, const char *entry)
{
	size_t i;

	for (i = 0; w->but && w->but[i]; i++)
		if (strcmp(entry, w->but[i]) == 0)
			return true;
	return false;
}

static void walk_entry(struct walk *w, int dir, const char *entry, const char *name, unsigned depth)
{
	struct stat st;

	if (fstatat(dir, entry, &st, AT_SYMLINK_NOFOLLOW) < 0) {
		w->f->unsure = true;
	} else if (S_ISDIR(st.st_mode)) {
		if (depth || !passed_over(w, entry))
			walk_folder(w, dir, entry, name, depth + 1);
	} else if (S_ISLNK(st.st_mode)) {
		w->odd = true;
		add_link(w->f, dir, entry, name);
	} else {
		w->odd |= !S_ISREG(st.st_mode);
		footprint_stat(w->f, name, &st);
		if (w->listing)
			*vec_push(&w->found, &w->list) = (struct found){ name + w->skip, fs_mark_of(&st) };
	}
}

static const char *below(struct arena *a, const char *name, const char *entry, size_t n)
{
	size_t before = strlen(name);
	char *out = arena_text(a, before + 1 + n);

	memcpy(out, name, before);
	out[before] = '/';
	memcpy(out + before + 1, entry, n + 1);
	return out;
}

static void walk_folder(struct walk *w, int parent, const char *path, const char *name, unsigned depth)
{
	int fd = depth > FS_MAX_DEPTH ? -1 : openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		w->f->unsure = true;
		return;
	}
	add(w->f, name, "/", 1);
	while ((e = readdir(dir))) {
		size_t n = strlen(e->d_name);

		if (e->d_name[0] != '.' && e->d_name[n - 1] != '~')
			walk_entry(w, fd, e->d_name, below(w->a, name, e->d_name, n), depth);
	}
	closedir(dir);
}

static int by_bytes(const void *x, const void *y)
{
	const struct found *a = x, *b = y;

	return strcmp(a->path, b->path);
}

void footprint_tree(struct footprint *f, const char *folder, const char *name, const char *const *but,
		    struct footprint_list *list, struct arena *a)
{
	struct walk w = { .f = f, .a = a, .but = but, .skip = strlen(name) + 1, .listing = list != NULL, .list = ARENA_INIT };
	size_t i;

	/* No folder is no files, and is so until there is one. */
	if (fs_exists(folder))
		walk_folder(&w, AT_FDCWD, folder, name, 0);
	if (!list)
		return;
	memset(list, 0, sizeof *list);
	list->odd = w.odd || f->unsure || w.found.n > FS_MAX_FILES;
	list->files.path = arena_calloc(a, w.found.n, sizeof *list->files.path);
	list->mark = arena_calloc(a, w.found.n, sizeof *list->mark);
	if (w.found.n)
		qsort(w.found.v, w.found.n, sizeof *w.found.v, by_bytes);
	for (i = 0; i < w.found.n; i++) {
		list->files.path[i] = w.found.v[i].path;
		list->mark[i] = w.found.v[i].mark;
	}
	list->files.n = w.found.n;
	arena_release(&w.list);
}

void footprint_add(struct footprint *f, const struct footprint *g)
{
	const struct timespec *t = &g->newest;

	if (f->device && g->device && f->device != g->device)
		f->unsure = true;
	if (g->device)
		f->device = g->device;
	if (t->tv_sec > f->newest.tv_sec || (t->tv_sec == f->newest.tv_sec && t->tv_nsec > f->newest.tv_nsec))
		f->newest = *t;
	f->low += g->low;
	f->high += g->high;
	f->files += g->files;
	f->unsure |= g->unsure;
}

bool footprint_same(const struct footprint *a, const struct footprint *b)
{
	return !a->unsure && !b->unsure && a->low == b->low && a->high == b->high && a->files == b->files;
}

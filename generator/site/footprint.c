/* site/footprint: sums of hashes, so that the order of files does not matter. */
#include "site/footprint.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
#include "base/fs.h"
#include "base/pool.h"

#define CHUNK 256                      /* files that a thread takes at once */

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

static void add_stat(struct footprint *f, const char *name, const struct stat *st)
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
		add_stat(f, name, &st);
}

void footprint_file(struct footprint *f, int dir, const char *path, const char *name)
{
	struct stat st;

	if (fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) < 0)
		f->unsure = true;
	else if (S_ISLNK(st.st_mode))
		add_link(f, dir, path, name);
	else
		add_stat(f, name, &st);
}

static void add_folder(struct footprint *f, struct arena *a, int parent, const char *path, const char *name, unsigned depth);

static void add_entry(struct footprint *f, struct arena *a, int dir, const char *entry, const char *name, unsigned depth)
{
	struct stat st;

	if (fstatat(dir, entry, &st, AT_SYMLINK_NOFOLLOW) < 0)
		f->unsure = true;
	else if (S_ISDIR(st.st_mode))
		add_folder(f, a, dir, entry, name, depth + 1);
	else if (S_ISLNK(st.st_mode))
		add_link(f, dir, entry, name);
	else
		add_stat(f, name, &st);
}

static void add_folder(struct footprint *f, struct arena *a, int parent, const char *path, const char *name, unsigned depth)
{
	int fd = depth > FS_MAX_DEPTH ? -1 : openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		f->unsure = true;
		return;
	}
	add(f, name, "/", 1);
	while ((e = readdir(dir))) {
		size_t n = strlen(e->d_name);

		if (e->d_name[0] != '.' && e->d_name[n - 1] != '~')
			add_entry(f, a, fd, e->d_name, arena_printf(a, "%s/%s", name, e->d_name), depth);
	}
	closedir(dir);
}

void footprint_folder(struct footprint *f, const char *folder, const char *name)
{
	struct arena a = ARENA_INIT;

	/* No folder is no files, and is so until there is one. */
	if (fs_exists(folder))
		add_folder(f, &a, AT_FDCWD, folder, name, 0);
	arena_release(&a);
}

struct job {
	int dir;
	const char *const *path;
	size_t n;
	struct footprint part[POOL_MAX];
};

static void add_chunk(void *ctx, size_t chunk, unsigned worker)
{
	struct job *job = ctx;
	size_t i = chunk * CHUNK, end = i + CHUNK < job->n ? i + CHUNK : job->n;

	for (; i < end; i++)
		footprint_file(&job->part[worker], job->dir, job->path[i], job->path[i]);
}

void footprint_files(struct footprint *f, int dir, const char *const *path, size_t n, unsigned threads)
{
	struct job job = { .dir = dir, .path = path, .n = n };
	size_t i;

	pool_run((n + CHUNK - 1) / CHUNK, threads, add_chunk, &job);
	for (i = 0; i < POOL_MAX; i++) {
		f->low += job.part[i].low;
		f->high += job.part[i].high;
		f->files += job.part[i].files;
		f->unsure |= job.part[i].unsure;
	}
}

bool footprint_same(const struct footprint *a, const struct footprint *b)
{
	return !a->unsure && !b->unsure && a->low == b->low && a->high == b->high && a->files == b->files;
}

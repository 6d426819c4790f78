/* writer/carry: hard links, copies where there are none, and foreign files. */
#include "writer/carry.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "writer/sink.h"

#define COPY_CHUNK 65536
#define LINK_MAX_BYTES 4096
#define CARRY_MAX_DEPTH 64

static int write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t put = write(fd, p, n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		p += put;
		n -= (size_t)put;
	}
	return 0;
}

static int copy_bytes(int in, int out, const struct stat *st)
{
	struct timespec times[2] = { st->st_atim, st->st_mtim };
	char chunk[COPY_CHUNK];
	ssize_t got;

	while ((got = read(in, chunk, sizeof chunk)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || write_all(out, chunk, (size_t)got) < 0)
			return -1;
	}
	if (fchmod(out, st->st_mode & 07777) < 0)
		return -1;
	return futimens(out, times);
}

static int copy_file(const char *from, const char *to)
{
	struct stat st;
	int in, out = -1, rc = -1;

	in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (in < 0 || fstat(in, &st) < 0)
		goto out;
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out >= 0)
		rc = copy_bytes(in, out, &st);
out:
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) < 0)
		rc = -1;
	return rc;
}

static int copy_link(const char *from, const char *to)
{
	char target[LINK_MAX_BYTES];
	ssize_t n = readlink(from, target, sizeof target - 1);

	if (n < 0)
		return -1;
	target[n] = '\0';
	return symlink(target, to);
}

int carry_file(const char *from, const char *to)
{
	struct stat st;

	if (linkat(AT_FDCWD, from, AT_FDCWD, to, 0) == 0)
		return 0;
	if (errno == EEXIST || errno == ENOENT || lstat(from, &st) < 0)
		return -1;
	if (S_ISLNK(st.st_mode))
		return copy_link(from, to);
	if (S_ISREG(st.st_mode))
		return copy_file(from, to);
	errno = EPERM;
	return -1;
}

struct carrying {
	struct arena arena;
	const char *output, *stage, *name;
	const struct manifest *ours;
	struct diag *d;
	int rc;
};

static void fault(struct carrying *c, const char *rel)
{
	struct pos at = { fs_join(&c->arena, c->name, rel), 0, 0 };

	diag_report(c->d, DIAG_SYS_WRITE, at, "it cannot be carried over: %s", strerror(errno));
	c->rc = -1;
}

static bool same_bytes(struct carrying *c, const char *a, const char *b)
{
	struct diag quiet = DIAG_INIT;
	struct span x, y;
	bool same = fs_read(&c->arena, a, a, FS_MAX_FILE, &x, &quiet) == 0 &&
		    fs_read(&c->arena, b, b, FS_MAX_FILE, &y, &quiet) == 0 && span_eq(x, y);

	diag_release(&quiet);
	return same;
}

static void carry_dir(struct carrying *c, const char *rel, unsigned depth);

static void conflict(struct carrying *c, const char *rel)
{
	diag_report(c->d, DIAG_OUTPUT_FOREIGN, (struct pos){ fs_join(&c->arena, c->name, rel), 0, 0 }, NULL);
	c->rc = -1;
}

/* A file or link that is not ours; folders above it are made when it needs them. */
static void carry_leaf(struct carrying *c, const char *rel, const char *from, const struct stat *st)
{
	const char *to = fs_join(&c->arena, c->stage, rel);
	struct stat there;
	char *folder;

	if (lstat(to, &there) == 0) {
		if (!S_ISREG(st->st_mode) || !S_ISREG(there.st_mode) || !same_bytes(c, from, to))
			conflict(c, rel);
		return;
	}
	if (errno == ENOTDIR) {
		conflict(c, rel);
		return;
	}
	folder = arena_strdup(&c->arena, to);
	*strrchr(folder, '/') = '\0';
	if (fs_mkdirs(folder) < 0 || carry_file(from, to) < 0)
		fault(c, rel);
}

static void carry_entry(struct carrying *c, const char *rel, unsigned depth)
{
	const char *from = fs_join(&c->arena, c->output, rel);
	struct stat st;

	if (strcmp(rel, SINK_MANIFEST) == 0)
		return;
	if (depth >= CARRY_MAX_DEPTH) {
		errno = ENAMETOOLONG;
		fault(c, rel);
	} else if (lstat(from, &st) < 0) {
		fault(c, rel);
	} else if (S_ISDIR(st.st_mode)) {
		carry_dir(c, rel, depth + 1);
	} else if (!manifest_find(c->ours, span_of(rel))) {
		carry_leaf(c, rel, from, &st);
	}
}

/* True when the folder holds nothing; such a one is nobody's but theirs. */
static bool is_empty(DIR *dir)
{
	struct dirent *e;
	bool empty = true;

	while ((e = readdir(dir)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			empty = false;
	rewinddir(dir);
	return empty;
}

static void carry_dir(struct carrying *c, const char *rel, unsigned depth)
{
	DIR *dir = opendir(*rel ? fs_join(&c->arena, c->output, rel) : c->output);
	struct dirent *e;

	if (!dir) {
		fault(c, rel);
		return;
	}
	if (*rel && is_empty(dir) && fs_mkdirs(fs_join(&c->arena, c->stage, rel)) < 0 && errno != ENOTDIR)
		fault(c, rel);
	while ((e = readdir(dir)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			carry_entry(c, *rel ? arena_printf(&c->arena, "%s/%s", rel, e->d_name) :
				    arena_strdup(&c->arena, e->d_name), depth);
	closedir(dir);
}

int carry_foreign(const char *output, const char *stage, const char *name, const struct manifest *ours,
		  struct diag *d)
{
	struct carrying c = { .output = output, .stage = stage, .name = name, .ours = ours, .d = d };

	if (fs_exists(output))
		carry_dir(&c, "", 0);
	arena_release(&c.arena);
	return c.rc;
}

/* base/fs: reading, writing and walking folders, all with limits. */
#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/utf8.h"
#include "base/vec.h"
#include "base/work.h"

#define TOGETHER (64u << 10)           /* bytes of small pieces that are written at once */

static int read_all(int fd, struct arena *a, size_t size, struct span *out)
{
	char *bytes = arena_regrow(a, NULL, 0, size + 1, 1);
	size_t n = 0;

	while (n < size) {
		ssize_t got = read(fd, bytes + n, size - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	bytes[n] = '\0';
	*out = span_make(bytes, n);
	return 0;
}

int fs_read(struct arena *a, const char *path, const char *name, size_t max, struct span *out, struct diag *d)
{
	struct pos whole = { name, 0, 0 };
	struct stat st;
	int rc = -1;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &st) < 0) {
		diag_report(d, DIAG_SYS_READ, whole, "%s", strerror(errno));
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		diag_report(d, DIAG_SYS_READ, whole, "not a regular file");
		goto out;
	}
	if ((unsigned long long)st.st_size > max) {
		diag_report(d, DIAG_FILE_TOO_LARGE, whole, "%lld bytes; at most %zu are read",
			    (long long)st.st_size, max);
		goto out;
	}
	if (read_all(fd, a, (size_t)st.st_size, out) < 0) {
		diag_report(d, DIAG_SYS_READ, whole, "%s", strerror(errno));
		goto out;
	}
	work_add(WORK_FILES_READ, 1);
	work_add(WORK_BYTES_READ, out->n);
	rc = 0;
out:
	if (fd >= 0)
		close(fd);
	return rc;
}

struct fs_mark fs_mark_of(const struct stat *st)
{
	return (struct fs_mark){
		.size = (uint64_t)st->st_size, .inode = (uint64_t)st->st_ino, .device = (uint64_t)st->st_dev,
		.modified = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		.changed = (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec,
	};
}

int fs_mark(const char *path, struct fs_mark *out)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return -1;
	*out = fs_mark_of(&st);
	return 0;
}

bool fs_mark_same(const struct fs_mark *a, const struct fs_mark *b)
{
	return a->size == b->size && a->inode == b->inode && a->device == b->device && a->modified == b->modified &&
	       a->changed == b->changed;
}

bool fs_is_text(const struct source *src, struct diag *d)
{
	ptrdiff_t nul = span_chr(src->text, '\0');
	ptrdiff_t bad = nul < 0 ? utf8_invalid(src->text) : -1;

	if (nul >= 0)
		diag_at(d, DIAG_FILE_NUL, src, (size_t)nul, "text in UTF-16 looks like this; save the file as UTF-8");
	if (bad >= 0)
		diag_at(d, DIAG_FILE_UTF8, src, (size_t)bad, "byte 0x%02x; save the file as UTF-8",
			(unsigned char)src->text.p[bad]);
	return nul < 0 && bad < 0;
}

int fs_append(int fd, struct span bytes)
{
	size_t n = 0;

	while (n < bytes.n) {
		ssize_t put = write(fd, bytes.p + n, bytes.n - n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		n += (size_t)put;
	}
	return 0;
}

/* -1 when rc is or the closing failed; errno is that of the first. */
static int close_after(int fd, int rc)
{
	int saved = errno;

	if (close(fd) < 0 && rc == 0)
		return -1;
	errno = saved;
	return rc;
}

static int write_close(int fd, struct span bytes)
{
	return close_after(fd, fs_append(fd, bytes));
}

static int open_new(int dir, const char *path)
{
	return openat(dir, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
}

int fs_write(const char *path, struct span bytes)
{
	int fd = open_new(AT_FDCWD, path);

	return fd < 0 ? -1 : write_close(fd, bytes);
}

/* path is cut at slashes and mended while it works. Most folders lie in one that is there. */
static int make_folders(int dir, char *path)
{
	char *slash;
	int rc;

	if (mkdirat(dir, path, 0755) == 0 || errno == EEXIST)
		return 0;
	slash = strrchr(path, '/');
	if (errno != ENOENT || !slash || slash == path)
		return -1;
	*slash = '\0';
	rc = make_folders(dir, path);
	*slash = '/';
	return rc < 0 ? -1 : mkdirat(dir, path, 0755) == 0 || errno == EEXIST ? 0 : -1;
}

int fs_mkparents_at(int dir, const char *path)
{
	size_t n = strlen(path);
	char *copy = xmalloc(n + 1), *slash;
	int rc = 0;

	memcpy(copy, path, n + 1);
	slash = strrchr(copy, '/');
	if (slash) {
		*slash = '\0';
		rc = make_folders(dir, copy);
	}
	free(copy);
	return rc;
}

int fs_create_at(int dir, const char *path)
{
	int fd = open_new(dir, path);

	/* Asking first whether the folder is there would cost a call for every file. */
	if (fd < 0 && errno == ENOENT && fs_mkparents_at(dir, path) == 0)
		fd = open_new(dir, path);
	return fd;
}

int fs_rename_at(int from, const char *name, int dir, const char *path)
{
	int rc = renameat(from, name, dir, path);

	if (rc < 0 && errno == ENOENT && fs_mkparents_at(dir, path) == 0)
		rc = renameat(from, name, dir, path);
	return rc;
}

int fs_write_at(int dir, const char *path, struct span bytes)
{
	int fd = fs_create_at(dir, path);

	return fd < 0 ? -1 : write_close(fd, bytes);
}

/* Small pieces together, so that many of them are not many writes. */
static int append_all(int fd, const struct span *piece, size_t n)
{
	struct strbuf out = STRBUF_INIT;
	size_t i;
	int rc = 0;

	for (i = 0; i < n && rc == 0; i++) {
		if (out.n && out.n + piece[i].n > TOGETHER) {
			rc = fs_append(fd, sb_view(&out));
			sb_clear(&out);
		}
		if (rc == 0 && piece[i].n > TOGETHER)
			rc = fs_append(fd, piece[i]);
		else
			sb_span(&out, piece[i]);
	}
	if (rc == 0)
		rc = fs_append(fd, sb_view(&out));
	sb_release(&out);
	return rc;
}

static int replace(const char *path, const struct span *piece, size_t n, bool may_be_lost)
{
	struct arena a = ARENA_INIT;
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *temp;
	int saved, rc, fd;

	temp = arena_printf(&a, "%.*s.%s.new-%ld", (int)(name - path), path, name, (long)getpid());
	fd = open_new(AT_FDCWD, temp);
	rc = fd < 0 ? -1 : append_all(fd, piece, n);
	if (fd >= 0 && close_after(fd, rc) < 0)
		rc = -1;
	if (rc == 0 && may_be_lost)
		(void)unlink(path);
	if (rc == 0)
		rc = rename(temp, path);
	if (rc < 0) {
		saved = errno;
		unlink(temp);
		errno = saved;
	}
	arena_release(&a);
	return rc;
}

int fs_replace(const char *path, struct span bytes)
{
	return replace(path, &bytes, 1, false);
}

int fs_renew(const char *path, const struct span *piece, size_t n)
{
	return replace(path, piece, n, true);
}

int fs_lengthen(const char *path, struct span bytes)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);

	return fd < 0 ? -1 : write_close(fd, bytes);
}

int fs_mkdirs(const char *path)
{
	size_t n = strlen(path);
	char *copy = xmalloc(n + 1);
	int rc;

	memcpy(copy, path, n + 1);
	rc = make_folders(AT_FDCWD, copy);
	free(copy);
	return rc;
}

bool fs_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

bool fs_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool fs_need_dir(const char *path, const char *name, struct diag *d)
{
	struct stat st;

	if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
		errno = ENOTDIR;
	else if (fs_is_dir(path))
		return true;
	diag_report(d, DIAG_SYS_READ, (struct pos){ name, 0, 0 }, "%s", strerror(errno));
	return false;
}

const char *fs_join(struct arena *a, const char *dir, const char *rest)
{
	if (!*dir || strcmp(dir, ".") == 0)
		return rest;
	return arena_printf(a, "%s%s%s", dir, dir[strlen(dir) - 1] == '/' ? "" : "/", rest);
}

struct walk {
	struct arena *a;
	const char *root, *name;
	char *real_root;
	struct diag *d;
	VEC(const char *) found;
	int rc;
};

static bool leads_outside(struct walk *w, const char *path)
{
	char *real = realpath(path, NULL);
	size_t n = strlen(w->real_root);
	bool outside = real && (strncmp(real, w->real_root, n) != 0 || (real[n] && real[n] != '/'));

	free(real);
	return outside;
}

static void walk_dir(struct walk *w, const char *rel, unsigned depth);

static void take_file(struct walk *w, const char *rel)
{
	if (w->found.n < FS_MAX_FILES)
		*vec_push(&w->found, w->a) = rel;
}

/* An entry that readdir calls neither a file nor a folder. */
static void walk_other(struct walk *w, const char *rel, unsigned depth)
{
	const char *path = fs_join(w->a, w->root, rel);
	struct pos whole = { fs_join(w->a, w->name, rel), 0, 0 };
	struct stat st;

	if (lstat(path, &st) < 0)
		return;
	if (S_ISLNK(st.st_mode)) {
		if (leads_outside(w, path)) {
			diag_report(w->d, DIAG_LINK_OUTSIDE, whole, NULL);
			w->rc = -1;
			return;
		}
		if (stat(path, &st) < 0) {
			diag_report(w->d, DIAG_SYS_READ, whole, "%s", strerror(errno));
			w->rc = -1;
			return;
		}
		/* A link to a folder inside would list its files twice. */
		if (!S_ISREG(st.st_mode))
			return;
	}
	if (S_ISDIR(st.st_mode))
		walk_dir(w, rel, depth + 1);
	else if (S_ISREG(st.st_mode))
		take_file(w, rel);
}

static void walk_dir(struct walk *w, const char *rel, unsigned depth)
{
	const char *path = *rel ? fs_join(w->a, w->root, rel) : w->root;
	struct dirent *e;
	DIR *dir;

	if (depth > FS_MAX_DEPTH)
		return;
	dir = opendir(path);
	if (!dir) {
		struct pos whole = { fs_join(w->a, w->name, rel), 0, 0 };

		diag_report(w->d, DIAG_SYS_READ, whole, "%s", strerror(errno));
		w->rc = -1;
		return;
	}
	while ((e = readdir(dir))) {
		size_t n = strlen(e->d_name);
		const char *below;

		if (e->d_name[0] == '.' || e->d_name[n - 1] == '~')
			continue;
		below = *rel ? arena_printf(w->a, "%s/%s", rel, e->d_name) : arena_strdup(w->a, e->d_name);
		if (e->d_type == DT_REG)
			take_file(w, below);
		else if (e->d_type == DT_DIR)
			walk_dir(w, below, depth + 1);
		else
			walk_other(w, below, depth);
	}
	closedir(dir);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int fs_walk(struct arena *a, const char *dir, const char *name, struct fs_list *out, struct diag *d)
{
	struct walk w = { .a = a, .root = dir, .name = name, .d = d };

	out->path = NULL;
	out->n = 0;
	if (!fs_exists(dir))
		return 0;
	w.real_root = realpath(dir, NULL);
	if (!w.real_root) {
		diag_report(d, DIAG_SYS_READ, (struct pos){ name, 0, 0 }, "%s", strerror(errno));
		return -1;
	}
	walk_dir(&w, "", 0);
	free(w.real_root);
	if (w.found.n)
		qsort(w.found.v, w.found.n, sizeof *w.found.v, by_bytes);
	out->path = w.found.v;
	out->n = w.found.n;
	return w.rc;
}

int fs_remove_tree(const char *path)
{
	struct stat st;
	struct dirent *e;
	DIR *dir;
	int rc = 0;

	if (lstat(path, &st) < 0)
		return errno == ENOENT ? 0 : -1;
	if (!S_ISDIR(st.st_mode))
		return unlink(path);
	dir = opendir(path);
	if (!dir)
		return -1;
	while (rc == 0 && (e = readdir(dir))) {
		struct arena a = ARENA_INIT;

		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			rc = fs_remove_tree(fs_join(&a, path, e->d_name));
		arena_release(&a);
	}
	closedir(dir);
	return rc == 0 ? rmdir(path) : -1;
}

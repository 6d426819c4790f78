/* base/spill: each writer takes its place in the file from one counter. */
#include "base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/fs.h"

struct spill {
	int fd;
	atomic_llong end;
};

struct spill *spill_open(const char *dir)
{
	struct arena a = ARENA_INIT;
	char *path = arena_strdup(&a, fs_join(&a, dir, ".spill-XXXXXX"));
	int fd = fs_mkdirs(dir) < 0 ? -1 : mkstemp(path);
	struct spill *s = NULL;

	if (fd >= 0) {
		unlink(path);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		s = xmalloc(sizeof *s);
		s->fd = fd;
		atomic_init(&s->end, 0);
	}
	arena_release(&a);
	return s;
}

void spill_close(struct spill *s)
{
	if (!s)
		return;
	close(s->fd);
	free(s);
}

long long spill_put(struct spill *s, struct span bytes)
{
	long long at = atomic_fetch_add(&s->end, (long long)bytes.n);
	size_t n = 0;

	while (n < bytes.n) {
		ssize_t put = pwrite(s->fd, bytes.p + n, bytes.n - n, (off_t)at + (off_t)n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return -1;
		n += (size_t)put;
	}
	return at;
}

int spill_get(const struct spill *s, long long at, char *to, size_t n)
{
	size_t have = 0;

	while (have < n) {
		ssize_t got = pread(s->fd, to + have, n - have, (off_t)at + (off_t)have);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return -1;
		have += (size_t)got;
	}
	return 0;
}

/* writer, private: what every kind of sink has. */
#ifndef WRITER_SINK_INT_H
#define WRITER_SINK_INT_H

#include <pthread.h>
#include "base/vec.h"
#include "writer/claims.h"
#include "writer/manifest.h"
#include "writer/sink.h"

/* Of a file's bytes. */
struct sink_sum {
	uint64_t hash;                /* XXH3 */
	unsigned long long size;
};

struct sink_ops {
	/* path is checked, new, and lives as long as the sink. Called by several threads at once. Sets *changed. */
	int (*put)(struct sink *s, const char *path, struct span bytes, bool *changed, struct diag *d);
	/* A file in pieces: opened, and, when all is written, closed and taken or dropped. NULL: put gets it whole. number is
	 * what open has given it, for close_file. */
	int (*open)(struct sink *s, const char *path, unsigned *number, struct diag *d);
	int (*close_file)(struct sink *s, const char *path, unsigned number, struct sink_sum sum, int fd, bool *changed,
			  struct diag *d);
	/* Reports what errno says of writing the file. */
	void (*fault)(struct sink *s, const char *path, struct diag *d);
	/* A file of the last commit, or NULL; the function NULL: there was none. With the lock, as the next. */
	struct owned *(*last)(struct sink *s, const char *path);
	const char *(*last_path)(const struct sink *s, size_t i);
	/* Adds a file of the last commit as it is. */
	void (*keep)(struct sink *s, const struct owned *was);
	int (*commit)(struct sink *s, struct diag *d);
	void (*close)(struct sink *s);
};

/* First member of every kind of sink. */
struct sink {
	const struct sink_ops *ops;
	pthread_mutex_t lock;         /* for everything below and for the kind's own lists */
	struct arena arena;
	struct claims claimed;
	VEC(const char *) kept;       /* paths of the last commit that stay */
	size_t kept_claimed;          /* so many of them have laid claim to their paths */
	bool strange;                 /* something was put that was no part of the last commit */
	struct sink_stats stats;
	uint64_t digest, digest_before;
	unsigned threads;             /* 0: one */
	bool failed;
};

void sink_init(struct sink *s, const struct sink_ops *ops);
/* Lays hold of a path before its bytes come. The path as the sink keeps it; NULL: it cannot be used (reported). */
const char *sink_claim(struct sink *s, const char *path, struct diag *d);
/* Counts a file that was put; rc -1: that failed. Returns rc. */
int sink_count(struct sink *s, int rc, bool changed, unsigned long long size);

#endif

/* writer, private: what every kind of sink has. */
#ifndef WRITER_SINK_INT_H
#define WRITER_SINK_INT_H

#include <pthread.h>
#include "base/map.h"
#include "writer/sink.h"

struct sink_ops {
	/* path is checked and new. Called by several threads at once. Sets *changed. */
	int (*put)(struct sink *s, const char *path, struct span bytes, bool *changed, struct diag *d);
	/* Adds a file of the last commit and gives its size; -1: it was no part of it. NULL: there was none. With the lock. */
	long long (*keep)(struct sink *s, const char *path);
	/* A file of the last commit is not as that left it. NULL: there was none. With the lock. */
	void (*doubt)(struct sink *s, const char *path);
	int (*commit)(struct sink *s, struct diag *d);
	void (*close)(struct sink *s);
};

/* First member of every kind of sink. */
struct sink {
	const struct sink_ops *ops;
	pthread_mutex_t lock;         /* for everything below and for the kind's own lists */
	struct arena arena;
	struct map claimed;           /* lower-cased path: the path as put, or folder_mark */
	struct sink_stats stats;
	uint64_t digest, digest_before;
	bool failed;
};

void sink_init(struct sink *s, const struct sink_ops *ops);

#endif

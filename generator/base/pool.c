/* base/pool: workers that take the next index until none is left. */
#include "base/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/pattern.h"
#include "base/work.h"

struct seat {
	struct pool_job *job;
	unsigned worker;
	bool started;
	pthread_t thread;
	struct work work;              /* of a thread that was started */
};

struct pool_job {
	void (*fn)(void *ctx, size_t i, unsigned worker);
	void *ctx;
	/* The caller's ledger as it was: it goes on being written. NULL when nobody counts. */
	unsigned long long (*clock)(void);
	enum work_room room;
	size_t n;
	atomic_size_t next;
	unsigned threads;
	struct seat seat[POOL_MAX];
};

static _Thread_local unsigned worker_here;

unsigned pool_worker(void)
{
	return worker_here;
}

static void *work(void *arg)
{
	struct seat *seat = arg;
	struct pool_job *job = seat->job;
	unsigned before = worker_here;
	size_t i;

	worker_here = seat->worker;
	while ((i = atomic_fetch_add(&job->next, 1)) < job->n)
		job->fn(job->ctx, i, seat->worker);
	worker_here = before;
	if (seat->worker)
		pattern_thread_done();
	return NULL;
}

static void *work_apart(void *arg)
{
	struct seat *seat = arg;

	if (seat->job->clock)
		work_open(&seat->work, seat->job->clock, seat->job->room);
	work(arg);
	if (seat->job->clock)
		work_close();
	return NULL;
}

struct pool_job *pool_begin(size_t n, unsigned threads, void (*fn)(void *ctx, size_t i, unsigned worker), void *ctx)
{
	struct pool_job *job = xmalloc(sizeof *job);
	unsigned w;

	memset(job, 0, sizeof *job);
	job->fn = fn;
	job->ctx = ctx;
	job->n = n;
	job->threads = threads > POOL_MAX ? POOL_MAX : threads;
	atomic_init(&job->next, 0);
	if (work_here) {
		job->clock = work_here->clock;
		job->room = work_here->room;
	}
	job->seat[0].job = job;
	/* A thread that cannot be had is done without: the others take its work. */
	for (w = 1; w < job->threads; w++) {
		struct seat *seat = &job->seat[w];

		seat->job = job;
		seat->worker = w;
		seat->started = pthread_create(&seat->thread, NULL, work_apart, seat) == 0;
	}
	return job;
}

void pool_end(struct pool_job *job)
{
	unsigned w;

	work(&job->seat[0]);
	for (w = 1; w < job->threads; w++) {
		struct seat *seat = &job->seat[w];

		if (!seat->started)
			continue;
		pthread_join(seat->thread, NULL);
		if (job->clock)
			work_join(work_here, &seat->work);
	}
	free(job);
}

void pool_run(size_t n, unsigned threads, void (*fn)(void *ctx, size_t i, unsigned worker), void *ctx)
{
	pool_end(pool_begin(n, threads, fn, ctx));
}

unsigned pool_default(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	if (n < 1)
		return 1;
	return n > POOL_MAX ? POOL_MAX : (unsigned)n;
}

/* base/pool: workers that take the next index until none is left. */
#include "base/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdatomic.h>
#include <unistd.h>
#include "base/pattern.h"
#include "base/work.h"

struct job {
	void (*fn)(void *ctx, size_t i, unsigned worker);
	void *ctx;
	/* The caller's ledger as it was: it goes on being written. NULL when nobody counts. */
	unsigned long long (*clock)(void);
	enum work_room room;
	size_t n;
	atomic_size_t next;
};

struct seat {
	struct job *job;
	unsigned worker;
	struct work work;              /* of a thread that was started */
};

static _Thread_local unsigned worker_here;

unsigned pool_worker(void)
{
	return worker_here;
}

static void *work(void *arg)
{
	struct seat *seat = arg;
	struct job *job = seat->job;
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

void pool_run(size_t n, unsigned threads, void (*fn)(void *ctx, size_t i, unsigned worker), void *ctx)
{
	struct job job = { .fn = fn, .ctx = ctx, .n = n };
	struct seat seat[POOL_MAX];
	pthread_t thread[POOL_MAX];
	bool started[POOL_MAX] = { false };
	unsigned w;

	atomic_init(&job.next, 0);
	if (work_here) {
		job.clock = work_here->clock;
		job.room = work_here->room;
	}
	if (threads < 1)
		threads = 1;
	if (threads > POOL_MAX)
		threads = POOL_MAX;
	for (w = 0; w < threads; w++)
		seat[w].job = &job, seat[w].worker = w;
	/* A thread that cannot be had is done without: the others take its work. */
	for (w = 1; w < threads; w++)
		started[w] = pthread_create(&thread[w], NULL, work_apart, &seat[w]) == 0;
	work(&seat[0]);
	for (w = 1; w < threads; w++) {
		if (!started[w])
			continue;
		pthread_join(thread[w], NULL);
		if (job.clock)
			work_join(work_here, &seat[w].work);
	}
}

unsigned pool_default(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	if (n < 1)
		return 1;
	return n > POOL_MAX ? POOL_MAX : (unsigned)n;
}

/* base/pool: N threads over an index range. No other file makes threads. */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

#define POOL_MAX 64

/* Calls fn(ctx, i, worker) once for each i in 0..n-1; worker is 0..threads-1,
 * so that each can have its own arena and sink. Returns when all are done.
 * threads 0 or 1 runs in the caller. The order of calls is not defined. */
void pool_run(size_t n, unsigned threads, void (*fn)(void *ctx, size_t i, unsigned worker),
	      void *ctx);
/* The same in two halves, between which the caller does something else: the other threads begin at once, the caller, who is
 * worker 0, takes what is left at the end. ctx has to live until then. Workers of what runs meanwhile have the same numbers. */
struct pool_job;
struct pool_job *pool_begin(size_t n, unsigned threads, void (*fn)(void *ctx, size_t i, unsigned worker), void *ctx);
void pool_end(struct pool_job *job);
/* Which of the workers the calling thread is while it runs fn; 0 outside. For what one worker keeps
 * from one call to the next. */
unsigned pool_worker(void);
/* Processors that are online, at least 1, at most POOL_MAX. */
unsigned pool_default(void);

#endif

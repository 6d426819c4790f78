/* site/outputs: the manifest's paths, and a footprint of each. */
#include "site/outputs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/pool.h"
#include "base/vec.h"
#include "writer/sink.h"

#define CHUNK 128                      /* files that a thread takes at once */

struct seen {
	uint64_t low, high;
};

struct outputs {
	struct arena arena;
	int dir;
	uint64_t digest;
	VEC(const char *) path;
	struct seen *seen;             /* one a path */
	struct footprint sum, part[POOL_MAX];
	struct pool_job *job;          /* NULL: all is looked at */
};

static void look_at_chunk(void *ctx, size_t chunk, unsigned worker)
{
	struct outputs *o = ctx;
	size_t i = chunk * CHUNK, end = i + CHUNK < o->path.n ? i + CHUNK : o->path.n;

	for (; i < end; i++) {
		struct footprint one;

		memset(&one, 0, sizeof one);
		footprint_regular(&one, o->dir, o->path.v[i]);
		o->seen[i] = (struct seen){ one.low, one.high };
		footprint_add(&o->part[worker], &one);
	}
}

/* Behind the first line a hash, a size and a path in each. */
static void take_paths(struct outputs *o, struct span text)
{
	struct span line;

	for (span_line(&text, &line); span_line(&text, &line);) {
		ptrdiff_t size = span_chr(line, ' ');
		ptrdiff_t name = size < 0 ? -1 : span_chr(span_skip(line, (size_t)size + 1), ' ');

		if (name >= 0)
			*vec_push(&o->path, &o->arena) = arena_strndup(&o->arena, line.p + size + name + 2, line.n - (size_t)(size + name + 2));
	}
}

struct outputs *outputs_look(const char *output, unsigned threads)
{
	struct outputs *o = xmalloc(sizeof *o);
	struct arena a = ARENA_INIT;
	struct diag quiet = DIAG_INIT;
	struct span text = { NULL, 0 };

	memset(o, 0, sizeof *o);
	o->dir = open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* The manifest first: whoever changes the output changes that last. */
	footprint_regular(&o->sum, o->dir, SINK_MANIFEST);
	if (o->sum.unsure || fs_read(&a, fs_join(&a, output, SINK_MANIFEST), SINK_MANIFEST, FS_MAX_FILE * 8u, &text, &quiet) < 0)
		o->sum.unsure = true;
	o->digest = digest_64(text);
	take_paths(o, text);
	o->seen = arena_calloc(&o->arena, o->path.n, sizeof *o->seen);
	o->job = pool_begin((o->path.n + CHUNK - 1) / CHUNK, threads, look_at_chunk, o);
	diag_release(&quiet);
	arena_release(&a);
	return o;
}

static void wait_for_all(struct outputs *o)
{
	unsigned i;

	if (!o->job)
		return;
	pool_end(o->job);
	o->job = NULL;
	for (i = 0; i < POOL_MAX; i++)
		footprint_add(&o->sum, &o->part[i]);
}

uint64_t outputs_digest(const struct outputs *o)
{
	return o->digest;
}

struct footprint outputs_sum(struct outputs *o)
{
	wait_for_all(o);
	return o->sum;
}

const char *outputs_file(struct outputs *o, size_t i, struct footprint *now)
{
	wait_for_all(o);
	memset(now, 0, sizeof *now);
	if (i >= o->path.n)
		return NULL;
	now->low = o->seen[i].low;
	now->high = o->seen[i].high;
	now->files = 1;
	return o->path.v[i];
}

void outputs_free(struct outputs *o)
{
	if (!o)
		return;
	wait_for_all(o);
	if (o->dir >= 0)
		close(o->dir);
	arena_release(&o->arena);
	free(o);
}

/* writer/sink: what all sinks share: checked paths, collisions, counts. */
#include "writer/sink_int.h"

#include <stdlib.h>
#include <string.h>

void sink_init(struct sink *s, const struct sink_ops *ops)
{
	s->ops = ops;
	pthread_mutex_init(&s->lock, NULL);
}

static const char *name_fault(struct span name)
{
	if (!name.n)
		return "it has an empty name in it";
	if (span_is(name, ".") || span_is(name, ".."))
		return "it has '.' or '..' in it";
	if (name.n > SINK_MAX_NAME)
		return "a name in it is longer than 255 bytes";
	return NULL;
}

const char *sink_path_fault(struct span path)
{
	const char *fault = NULL;
	size_t i, start = 0;

	if (!path.n)
		return "it is empty";
	if (path.p[0] == '/')
		return "it is absolute";
	if (path.n > SINK_MAX_PATH)
		return "it is longer than 1024 bytes";
	if (span_is(path, SINK_MANIFEST))
		return "the name is taken by the list of files";
	for (i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < 0x20 || path.p[i] == 0x7f || path.p[i] == '\\')
			return "it has a control character or a backslash in it";
	for (i = 0; i <= path.n && !fault; i++) {
		if (i < path.n && path.p[i] != '/')
			continue;
		fault = name_fault(span_make(path.p + start, i - start));
		start = i + 1;
	}
	return fault;
}

static void collision(const char *a, const char *b, struct diag *d)
{
	const char *first = strcmp(a, b) <= 0 ? a : b;
	const char *second = first == a ? b : a;
	struct pos at = { second, 0, 0 };

	if (strcmp(a, b) == 0)
		diag_report(d, DIAG_PATH_COLLISION, at, "'%s' is made twice", a);
	else
		diag_report(d, DIAG_PATH_COLLISION, at, "'%s' and '%s' cannot both exist everywhere", first, second);
}

/* Lays hold of the path, which the sink keeps, and its folders. Called with the lock held. */
static int claim(struct sink *s, const char *path, struct diag *d)
{
	const struct claim *in_way = claims_take(&s->claimed, path);

	if (!in_way)
		return 0;
	collision(path, in_way->folder ? arena_printf(&s->arena, "%s/", path) : in_way->path, d);
	return -1;
}

static struct owned *last(struct sink *s, const char *path)
{
	return s->ops->last ? s->ops->last(s, path) : NULL;
}

static int claim_kept(struct sink *s, struct diag *d)
{
	for (; s->kept_claimed < s->kept.n; s->kept_claimed++)
		if (claim(s, s->kept.v[s->kept_claimed], d) < 0)
			return -1;
	return 0;
}

/* Files of one commit do not collide, so those that stay lay claim to their paths only when one comes that was no part of
 * it. With the lock. The path as it is kept, or NULL. */
static const char *claim_new(struct sink *s, const char *path, struct diag *d)
{
	struct owned *was = last(s, path);

	if (was && was->kept) {
		collision(path, path, d);
		return NULL;
	}
	if (was)
		was->kept = true;
	s->strange |= !was;
	if (!was && claim_kept(s, d) < 0)
		return NULL;
	path = was ? was->path : arena_strdup(&s->arena, path);
	return claim(s, path, d) < 0 ? NULL : path;
}

const char *sink_claim(struct sink *s, const char *path, struct diag *d)
{
	const char *fault = sink_path_fault(span_of(path)), *kept = NULL;

	if (fault)
		diag_report(d, DIAG_PATH_INVALID, (struct pos){ path, 0, 0 }, "%s", fault);
	pthread_mutex_lock(&s->lock);
	if (!fault && !s->failed)
		kept = claim_new(s, path, d);
	s->failed |= !kept;
	pthread_mutex_unlock(&s->lock);
	return kept;
}

int sink_count(struct sink *s, int rc, bool changed, unsigned long long size)
{
	pthread_mutex_lock(&s->lock);
	if (rc < 0) {
		s->failed = true;
	} else {
		s->stats.files++;
		s->stats.changed += changed;
		s->stats.bytes += size;
	}
	pthread_mutex_unlock(&s->lock);
	return rc;
}

int sink_put(struct sink *s, const char *path, struct span bytes, struct diag *d)
{
	const char *kept = sink_claim(s, path, d);
	bool changed = false;
	int rc;

	if (!kept)
		return -1;
	rc = s->ops->put(s, kept, bytes, &changed, d);
	return sink_count(s, rc, changed, bytes.n);
}

const char *sink_last(const struct sink *s, size_t i)
{
	return s->ops->last_path ? s->ops->last_path(s, i) : NULL;
}

bool sink_keep(struct sink *s, const char *path, struct diag *d)
{
	struct owned *was;

	pthread_mutex_lock(&s->lock);
	was = s->failed ? NULL : last(s, path);
	if (was && was->kept) {
		collision(path, path, d);
		s->failed = true;
	} else if (was) {
		was->kept = true;
		*vec_push(&s->kept, &s->arena) = was->path;
		s->ops->keep(s, was);
		s->stats.files++;
		s->stats.bytes += was->size;
		s->failed = s->strange && claim_kept(s, d) < 0;
	}
	pthread_mutex_unlock(&s->lock);
	return was != NULL;
}

void sink_doubt(struct sink *s, const char *path)
{
	struct owned *was;

	pthread_mutex_lock(&s->lock);
	was = last(s, path);
	if (was)
		was->doubted = true;
	pthread_mutex_unlock(&s->lock);
}

uint64_t sink_digest_before(const struct sink *s)
{
	return s->digest_before;
}

void sink_threads(struct sink *s, unsigned threads)
{
	s->threads = threads;
}

int sink_commit(struct sink *s, struct diag *d)
{
	return s->failed ? -1 : s->ops->commit(s, d);
}

struct sink_stats sink_stats(const struct sink *s)
{
	return s->stats;
}

uint64_t sink_digest(const struct sink *s)
{
	return s->digest;
}

void sink_close(struct sink *s)
{
	if (!s)
		return;
	s->ops->close(s);
	pthread_mutex_destroy(&s->lock);
	claims_release(&s->claimed);
	arena_release(&s->arena);
	free(s);
}

/* writer/sink: what all sinks share: checked paths, collisions, counts. */
#include "writer/sink_int.h"

#include <stdlib.h>
#include <string.h>

/* Value in sink.claimed of a path that is some file's folder. */
static char folder_mark[] = "/";

void sink_init(struct sink *s, const struct sink_ops *ops)
{
	s->ops = ops;
	pthread_mutex_init(&s->lock, NULL);
	map_init(&s->claimed, &s->arena);
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

static char *lower(struct arena *a, const char *path)
{
	char *copy = arena_strdup(a, path);
	char *p;

	for (p = copy; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return copy;
}

/* Lays hold of the path and its folders. Called with the lock held. */
static int claim(struct sink *s, const char *path, struct diag *d)
{
	char *key = lower(&s->arena, path);
	char *old = map_get(&s->claimed, span_of(key));
	size_t i;

	if (old) {
		collision(path, old == folder_mark ? arena_printf(&s->arena, "%s/", path) : old, d);
		return -1;
	}
	map_set(&s->claimed, span_of(key), arena_strdup(&s->arena, path));
	for (i = 0; key[i]; i++) {
		struct span folder = span_make(key, i);

		if (key[i] != '/')
			continue;
		old = map_get(&s->claimed, folder);
		if (old && old != folder_mark) {
			collision(path, old, d);
			return -1;
		}
		if (!old)
			map_set(&s->claimed, folder, folder_mark);
	}
	return 0;
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
 * it. With the lock. */
static int claim_new(struct sink *s, const char *path, struct diag *d)
{
	struct owned *was = last(s, path);

	if (was && was->kept) {
		collision(path, path, d);
		return -1;
	}
	if (was)
		was->kept = true;
	s->strange |= !was;
	if (!was && claim_kept(s, d) < 0)
		return -1;
	return claim(s, path, d);
}

int sink_claim(struct sink *s, const char *path, struct diag *d)
{
	const char *fault = sink_path_fault(span_of(path));
	int rc = -1;

	if (fault)
		diag_report(d, DIAG_PATH_INVALID, (struct pos){ path, 0, 0 }, "%s", fault);
	pthread_mutex_lock(&s->lock);
	if (!fault && !s->failed)
		rc = claim_new(s, path, d);
	s->failed |= rc < 0;
	pthread_mutex_unlock(&s->lock);
	return rc;
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
	bool changed = false;
	int rc = sink_claim(s, path, d);

	if (rc < 0)
		return rc;
	rc = s->ops->put(s, path, bytes, &changed, d);
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
	arena_release(&s->arena);
	free(s);
}

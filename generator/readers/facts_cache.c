/* readers: finds and keeps facts between builds. */
#include "readers/facts_cache.h"

#include <string.h>
#include "base/diag_pack.h"
#include "base/digest.h"
#include "base/program.h"
#include "readers/pack.h"

#define MAGIC 0x31746361666c6467ull    /* "gdlfact1" */
#define FILE_MAX (1u << 30)
#define WASTE 2                        /* the file may grow to so many times what counts in it */

struct head {
	uint64_t magic, key;
};

/* A record is this, the name with its NUL, the messages, the facts. */
struct lead {
	uint64_t hash;                 /* of the rest */
	uint64_t size;                 /* of the rest, from here to the record's end */
	struct fs_mark mark;
};

#define HASHED offsetof(struct lead, size)

struct kept {
	struct span record, rest;      /* rest: after the name */
	struct fs_mark mark;
};

/* False at the end, and where bytes are not a record: a run that was killed may have left part of one. */
static bool next_record(struct span *rest, struct kept *out, const char **name)
{
	struct lead lead;
	const char *nul;

	if (rest->n < sizeof lead)
		return false;
	memcpy(&lead, rest->p, sizeof lead);
	if (lead.size > rest->n - HASHED || lead.size < sizeof lead - HASHED ||
	    lead.hash != digest_quick(0, span_make(rest->p + HASHED, (size_t)lead.size)))
		return false;
	out->record = span_make(rest->p, HASHED + (size_t)lead.size);
	out->rest = span_skip(out->record, sizeof lead);
	out->mark = lead.mark;
	*name = out->rest.p;
	nul = out->rest.n ? memchr(*name, '\0', out->rest.n) : NULL;
	if (!nul)
		return false;
	out->rest = span_skip(out->rest, (size_t)(nul + 1 - *name));
	*rest = span_skip(*rest, out->record.n);
	return true;
}

static void read_records(struct facts_cache *c)
{
	struct head head;
	struct span rest;
	struct kept one;
	const char *name;

	if (c->file.n < sizeof head)
		return;
	memcpy(&head, c->file.p, sizeof head);
	if (head.magic != MAGIC || head.key != c->key)
		return;
	for (rest = span_skip(c->file, sizeof head); next_record(&rest, &one, &name);) {
		struct kept *kept = arena_alloc(&c->arena, sizeof *kept);

		*kept = one;
		map_set(&c->record, span_of(name), kept);
	}
	c->whole = !rest.n;
}

void facts_open(struct facts_cache *c, const struct model *m, const char *name, const struct diag *d)
{
	uint64_t part[3] = { program_identity(), m->frameworks->digest, m->authorities_digest };
	struct diag quiet = DIAG_INIT;

	memset(c, 0, sizeof *c);
	map_init(&c->record, &c->arena);
	/* Tables in which something is wrong may not say what they will say once it is right. */
	if (!m->cache || !part[0] || diag_failed(d))
		return;
	c->grows = m->keep_facts && fs_clock(m->cache, &c->clock) == 0;
	c->path = fs_join(&c->arena, m->cache, "facts");
	c->key = digest_quick(digest_quick(0, span_make((const char *)part, sizeof part)), span_of(name));
	if (!fs_exists(c->path) || fs_read(&c->arena, c->path, c->path, FILE_MAX, &c->file, &quiet) < 0)
		c->file = span_make(NULL, 0);
	diag_release(&quiet);
	read_records(c);
}

static bool same_mark(const struct fs_mark *a, const struct fs_mark *b)
{
	return a->size == b->size && a->inode == b->inode && a->device == b->device && a->modified == b->modified &&
	       a->changed == b->changed;
}

struct report *facts_find(const struct facts_cache *c, const char *name, const struct fs_mark *mark,
			  const struct model *m, struct arena *a, struct diag *d, struct span *record)
{
	const struct kept *kept = map_get(&c->record, span_of(name));
	struct span rest;
	struct report *r;

	if (!kept || !same_mark(&kept->mark, mark))
		return NULL;
	rest = kept->rest;
	if (!diag_unpack(&rest, d) || !(r = report_unpack(&rest, m, a)) || rest.n) {
		diag_release(d);
		*d = (struct diag)DIAG_INIT;
		return NULL;
	}
	*record = kept->record;
	return r;
}

size_t facts_record(const char *name, const struct fs_mark *mark, const struct report *r, const struct model *m,
		    const struct diag *d, struct strbuf *out)
{
	size_t start = out->n, facts;
	struct lead lead;

	memset(&lead, 0, sizeof lead);
	lead.mark = *mark;
	pack_bytes(out, &lead, sizeof lead);
	pack_bytes(out, name, strlen(name) + 1);
	diag_pack(d, out);
	facts = out->n;
	report_pack(r, m, out);
	lead.size = out->n - start - HASHED;
	memcpy(out->p + start, &lead, sizeof lead);
	lead.hash = digest_quick(0, span_make(out->p + start + HASHED, (size_t)lead.size));
	memcpy(out->p + start, &lead, sizeof lead);
	return facts;
}

bool facts_certain(const struct facts_cache *c, const struct fs_mark *mark, const struct diag *d)
{
	return c->grows && !diag_failed(d) && !d->dropped && mark->device == c->clock.device &&
	       mark->changed < c->clock.changed;
}

uint64_t facts_digest(struct span record)
{
	struct lead lead;

	memcpy(&lead, record.p, sizeof lead);
	return lead.hash ? lead.hash : 1;
}

void facts_save(const struct facts_cache *c, const struct span *record, const bool *fresh, size_t n)
{
	const struct head head = { MAGIC, c->key };
	struct strbuf out = STRBUF_INIT;
	size_t i, all = sizeof head, added = 0;
	bool append;

	for (i = 0; i < n; i++) {
		all += record[i].n;
		added += fresh[i] ? record[i].n : 0;
	}
	if (!c->grows || !added)
		return;
	append = c->whole && c->file.n + added <= all * WASTE;
	if (!append)
		pack_bytes(&out, &head, sizeof head);
	for (i = 0; i < n; i++)
		if (fresh[i] || !append)
			sb_span(&out, record[i]);
	/* Kept or not: it is only a cache. */
	(void)(append ? fs_append(c->path, sb_view(&out)) : fs_replace(c->path, sb_view(&out)));
	sb_release(&out);
}

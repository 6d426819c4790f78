/* readers: finds and keeps facts between builds. */
#include "readers/facts_cache.h"

#include <string.h>
#include "base/diag_pack.h"
#include "base/digest.h"
#include "base/pack.h"
#include "base/vec.h"
#include "readers/pack.h"

#define MAGIC 0x33746361666c6467ull    /* "gdlfact3" */
#define FILE_MAX (1u << 30)
#define WASTE 2                        /* the file may grow to so many times what counts in it */

struct head {
	uint64_t magic, key;
};

/* A record begins with this and the name with its NUL; then come the facts and the messages. No holes between the members. */
struct lead {
	uint64_t hash;                 /* of the file's key and the rest: another run may add to the file, too */
	uint64_t size;                 /* of the rest, from here to the record's end */
	uint64_t digest[FACTS_KINDS];  /* of the name and the facts */
	struct fs_mark mark;
};

#define HASHED offsetof(struct lead, size)

struct kept_facts {
	struct facts_record record;
	struct fs_mark mark;
};

/* False at the end, and where bytes are not a record: a run that was killed may have left part of one. */
static bool next_record(uint64_t key, struct span *rest, struct kept_facts *out, const char **name)
{
	struct span record;
	struct lead lead;
	const char *nul;

	if (rest->n < sizeof lead)
		return false;
	memcpy(&lead, rest->p, sizeof lead);
	if (lead.size > rest->n - HASHED || lead.size <= sizeof lead - HASHED ||
	    lead.hash != digest_quick(key, span_make(rest->p + HASHED, (size_t)lead.size)))
		return false;
	record = span_make(rest->p, HASHED + (size_t)lead.size);
	out->mark = lead.mark;
	*name = rest->p + sizeof lead;
	nul = memchr(*name, '\0', record.n - sizeof lead);
	if (!nul)
		return false;
	out->record.lead = span_make(record.p, (size_t)(nul + 1 - record.p));
	out->record.facts = span_skip(record, out->record.lead.n);
	*rest = span_skip(*rest, record.n);
	return true;
}

static void read_records(struct facts_cache *c)
{
	struct head head;
	struct span rest;
	struct kept_facts one;
	const char *name;

	if (c->file.n < sizeof head)
		return;
	memcpy(&head, c->file.p, sizeof head);
	if (head.magic != MAGIC || head.key != c->key)
		return;
	for (rest = span_skip(c->file, sizeof head); next_record(c->key, &rest, &one, &name);) {
		struct kept_facts *kept = arena_alloc(&c->arena, sizeof *kept);

		*kept = one;
		map_lend(&c->record, span_of(name), kept);
	}
	c->whole = !rest.n;
}

void facts_open(struct facts_cache *c, const char *folder, uint64_t key)
{
	struct diag quiet = DIAG_INIT;
	struct arena text = ARENA_INIT;

	memset(c, 0, sizeof *c);
	if (!folder)
		return;
	map_init(&c->record, &c->arena);
	c->folder = folder;
	c->path = fs_join(&c->arena, folder, "facts");
	c->key = key;
	if (!fs_exists(c->path) || fs_read(&text, c->path, c->path, FILE_MAX, &c->file, &quiet) < 0)
		c->file = span_make(NULL, 0);
	diag_release(&quiet);
	read_records(c);
	/* Where nothing in it counts it need not stay. */
	if (!c->record.n && !c->whole) {
		c->file = span_make(NULL, 0);
		arena_release(&text);
	}
	arena_combine(&c->arena, &text);
}

static struct report *unpack(struct span *rest, const struct facts_record *record, const char *file, const struct model *m,
			     struct arena *a)
{
	struct report *r = report_unpack(rest, file, m, a);
	struct lead lead;

	memcpy(&lead, record->lead.p, sizeof lead);
	if (r) {
		r->mark = lead.mark;
		memcpy(r->digest, lead.digest, sizeof r->digest);
	}
	return r;
}

struct report *facts_find(const struct facts_cache *c, const char *name, const char *file, const struct fs_mark *mark,
			  const struct model *m, struct arena *a, struct diag *d, struct facts_record *record)
{
	const struct kept_facts *kept = c->path ? map_get(&c->record, span_of(name)) : NULL;
	struct diag said = DIAG_INIT;
	struct span rest;
	struct report *r;

	if (!kept || !fs_mark_same(&kept->mark, mark))
		return NULL;
	rest = kept->record.facts;
	r = unpack(&rest, &kept->record, arena_strdup(a, file), m, a);
	if (r && diag_unpack(&rest, &said) && !rest.n) {
		diag_merge(d, &said);
		*record = kept->record;
		return r;
	}
	diag_release(&said);
	return NULL;
}

/* packed: the name and the facts. */
static void take_digests(uint64_t *digest, const struct report *r, struct span packed, struct pack_lists at)
{
	const uint64_t counts[] = { r->judgement_count, r->improvement_count };
	size_t i;

	digest[FACTS_ALL] = digest_quick(0, packed);
	digest[FACTS_HEADS] = digest_quick(digest_quick(0, span_make(packed.p, at.pages)),
					   span_make((const char *)counts, sizeof counts));
	digest[FACTS_GRADES] = digest_quick(digest[FACTS_HEADS], span_make(packed.p + at.judgements, at.improvements - at.judgements));
	digest[FACTS_ASKED] = digest_quick(digest[FACTS_HEADS], span_make(packed.p + at.improvements, at.notes - at.improvements));
	for (i = 0; i < FACTS_KINDS; i++)
		digest[i] += !digest[i];
}

static struct span copy_of(struct span s, struct arena *a)
{
	return span_make(arena_strndup(a, s.p, s.n), s.n);
}

struct facts_record facts_record(const struct facts_cache *c, const char *name, const struct fs_mark *mark, const struct report *r,
				 const struct model *m, const struct diag *d, struct strbuf *scratch, struct arena *lead_in, struct arena *a)
{
	size_t before = sizeof(struct lead) + strlen(name) + 1;
	struct pack_lists at;
	struct lead lead;

	memset(&lead, 0, sizeof lead);
	lead.mark = *mark;
	sb_clear(scratch);
	pack_bytes(scratch, &lead, sizeof lead);
	pack_bytes(scratch, name, strlen(name) + 1);
	at = report_pack(r, m, scratch);
	at.pages -= sizeof lead;
	at.judgements -= sizeof lead;
	at.improvements -= sizeof lead;
	at.notes -= sizeof lead;
	take_digests(lead.digest, r, span_skip(sb_view(scratch), sizeof lead), at);
	diag_pack(d, scratch);
	lead.size = scratch->n - HASHED;
	memcpy(scratch->p, &lead, sizeof lead);
	lead.hash = digest_quick(c->key, span_skip(sb_view(scratch), HASHED));
	memcpy(scratch->p, &lead, sizeof lead);
	return (struct facts_record){ copy_of(span_make(scratch->p, before), lead_in), copy_of(span_skip(sb_view(scratch), before), a) };
}

struct report *facts_of(const struct facts_record *record, const char *file, const struct model *m, struct arena *a)
{
	struct span rest = record->facts;

	return unpack(&rest, record, file, m, a);
}

void facts_save(const struct facts_cache *c, const struct facts_record *record, const bool *fresh, size_t n)
{
	const struct head head = { MAGIC, c->key };
	struct arena a = ARENA_INIT;
	VEC(struct span) piece = { NULL, 0, 0 };
	size_t i, all = sizeof head, added = 0;
	bool append;

	if (!c->path)
		return;
	for (i = 0; i < n; i++) {
		size_t size = record[i].lead.n + record[i].facts.n;

		all += size;
		added += fresh[i] ? size : 0;
	}
	append = c->whole && c->file.n + added <= all * WASTE;
	if (!append)
		*vec_push(&piece, &a) = span_make((const char *)&head, sizeof head);
	for (i = 0; i < n; i++)
		if (record[i].lead.n && (fresh[i] || !append)) {
			*vec_push(&piece, &a) = record[i].lead;
			*vec_push(&piece, &a) = record[i].facts;
		}
	/* Kept or not: it is only a cache. A few records go in one piece, so that no other run's come between them. */
	if (append && piece.n) {
		struct strbuf out = STRBUF_INIT;

		for (i = 0; i < piece.n; i++)
			sb_span(&out, piece.v[i]);
		(void)fs_lengthen(c->path, sb_view(&out));
		sb_release(&out);
	} else if (!append && fs_mkdirs(c->folder) == 0) {
		(void)fs_renew(c->path, piece.v, piece.n);
	}
	arena_release(&a);
}

/* search: heads, texts and the order in which it is all written. May know base; see search.h. */
#include "search/search_int.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/digest.h"
#include "base/escape.h"
#include "base/spill.h"
#include "base/work.h"

struct search *search_new(const char *dir)
{
	struct search *s = xmalloc(sizeof *s);

	memset(s, 0, sizeof *s);
	map_init(&s->by_url, &s->arena);
	s->dir = arena_strdup(&s->arena, dir);
	s->noter[0] = noter_new();
	search_volume(s);
	return s;
}

void search_close(struct search *s)
{
	size_t i;

	for (i = 0; i < s->doc.n; i++) {
		free(s->doc.v[i].block);
		free(s->doc.v[i].own);
		s->doc.v[i].block = s->doc.v[i].own = NULL;
	}
	for (i = 0; s->volume && i < s->start.n; i++) {
		sb_release(&s->volume[i].starts);
		arena_release(&s->volume[i].arena);
	}
	for (i = 0; i < POOL_MAX; i++) {
		noter_free(s->noter[i]);
		s->noter[i] = NULL;
	}
	order_release(&s->order);
	recall_close(s->recall);
	spill_close(s->spill);
	s->recall = NULL;
	s->spill = NULL;
	s->volume = NULL;
	s->closed = true;
}

void search_free(struct search *s)
{
	if (!s)
		return;
	search_close(s);
	arena_release(&s->scratch);
	arena_release(&s->arena);
	free(s);
}

/* The words of a head, as stems of the first noter. */
static void note_head(struct search *s, struct doc *d)
{
	struct noter *t = s->noter[0];
	char *stems, *p;
	size_t i;

	noter_count(t, IN_NAME);
	noter_begin(t, 1);
	noter_unit(t, span_of(d->head.words), &s->scratch);
	arena_clear(&s->scratch);
	if (d->head.key) {
		sb_clear(&t->text);
		sb_putc(&t->text, '=');
		sb_puts(&t->text, d->head.key);
		noter_word(t, sb_view(&t->text));
	}
	p = stems = sb_reserve(&t->digits, t->touched_n * NUMBER_MAX);
	for (i = 0; i < t->touched_n; i++)
		p = varint_to(p, t->touched[i]);
	d->title_n = (unsigned)(p - stems);
	d->title = arena_strndup(&s->arena, stems, d->title_n);
	noter_count(t, IN_TEXT);
}

static uint64_t hash_head(const struct search_head *h)
{
	const char *const text[] = { h->url, h->title, h->kind, h->words, h->key ? h->key : "" };
	uint64_t hash = h->has_text;
	size_t i;

	for (i = 0; i < sizeof text / sizeof *text; i++)
		hash = digest_quick(hash, span_of(text[i]));
	return hash;
}

void search_add(struct search *s, const struct search_head *head)
{
	struct doc *d = vec_push(&s->doc, &s->arena);

	d->head = *head;
	d->head_hash = hash_head(head);
	d->known = s->recall ? map_get(&s->recall->by_url, span_of(head->url)) : NULL;
	d->aside = -1;
	map_lend(&s->by_url, span_of(head->url), (void *)(uintptr_t)s->doc.n);
	note_head(s, d);
	d->head.words = d->head.key = NULL;
	if (!head->has_text)
		return;
	d->held = ++s->texts <= HELD_MAX;
	if (s->texts == HELD_MAX + 1)
		s->spill = spill_open(s->dir);
}

bool search_recall(struct search *s, struct span kept, search_read *read, void *ctx)
{
	s->recall = recall_open(kept, &s->noter[0]->dict);
	if (!s->recall)
		return false;
	s->recall->read = read;
	s->recall->ctx = ctx;
	return true;
}

void search_volume(struct search *s)
{
	*vec_push(&s->start, &s->arena) = s->doc.n;
}

/* ---- files ----------------------------------------------------------------------- */

void file_string(struct strbuf *out, struct span s)
{
	sb_putc(out, '"');
	escape_json(out, s);
	sb_putc(out, '"');
}

void file_begin(struct strbuf *out, const char *name, const char *version)
{
	sb_puts(out, "gradeline_search(");
	file_string(out, span_of(name));
	sb_putc(out, ',');
	file_string(out, span_of(version));
	sb_putc(out, ',');
}

void file_end(struct strbuf *out)
{
	sb_puts(out, ");\n");
}

bool file_data(struct span file, const char *name, uint64_t hash, bool quoted, struct span *data)
{
	const struct span end = quoted ? SPAN_LIT("\");\n") : SPAN_LIT(");\n");
	struct strbuf begin = STRBUF_INIT;
	char version[VERSION_ROOM];
	bool good;

	version_of(hash, version);
	file_begin(&begin, name, version);
	if (quoted)
		sb_putc(&begin, '"');
	good = file.n >= begin.n + end.n && memcmp(file.p, begin.p, begin.n) == 0 &&
	       memcmp(file.p + file.n - end.n, end.p, end.n) == 0;
	if (good)
		*data = span_make(file.p + begin.n, file.n - begin.n - end.n);
	sb_release(&begin);
	return good;
}

void version_of(uint64_t hash, char version[VERSION_ROOM])
{
	snprintf(version, VERSION_ROOM, "%08x", (unsigned)(hash >> 32));
}

const char *text_name(const char *url, struct arena *a)
{
	struct span s = span_of(url);

	if (span_ends(s, "/"))
		s.n--;
	return arena_printf(a, "text/%.*s", SPAN_FMT(s));
}

const char *search_text_path(const char *url, struct arena *a)
{
	return arena_printf(a, SEARCH_DIR "%s.js", text_name(url, a));
}

/* ---- a text ------------------------------------------------------------------------------ */

/* A text that is not held is put aside; if that cannot be done, it is held. */
static void keep_block(struct search *s, struct doc *d, struct span block)
{
	d->block_n = (unsigned)block.n;
	if (!d->held && s->spill)
		d->aside = spill_put(s->spill, block);
	if (d->aside >= 0)
		return;
	d->block = xmalloc(block.n);
	memcpy(d->block, block.p, block.n);
}

void pack_text_words(struct noter *t, const struct search_unit *unit, size_t n, struct arena *scratch, struct strbuf *block)
{
	size_t i;

	noter_begin(t, n);
	for (i = 0; i < n; i++)
		noter_unit(t, unit[i].text, scratch);
	noter_pack(t, block);
}

static void note_text(struct search *s, struct doc *d, const struct search_unit *unit, size_t n, enum noter_count as,
		      struct arena *scratch)
{
	unsigned worker = pool_worker();
	struct noter *t = s->noter[worker];
	struct strbuf block = STRBUF_INIT;

	if (!t)
		t = s->noter[worker] = noter_new();
	noter_count(t, as);
	pack_text_words(t, unit, n, scratch, &block);
	noter_count(t, IN_TEXT);
	d->noter = (unsigned char)worker;
	d->noted = true;
	keep_block(s, d, sb_view(&block));
	sb_release(&block);
}

static void note_headings(struct doc *d, const struct search_unit *unit, size_t n, struct arena *scratch)
{
	char *digits = arena_text(scratch, n * NUMBER_MAX), *p = digits;
	unsigned before = 0, i;

	for (i = 0; i < n; i++) {
		if (!unit[i].heading)
			continue;
		p = digits_to(p, i + 1 - before);
		before = i + 1;
	}
	free(d->own);
	d->own = NULL;
	d->headings = span_make("", (size_t)(p - digits));
	if (d->headings.n)
		d->headings.p = d->own = memcpy(xmalloc(d->headings.n), digits, d->headings.n);
}

/* What was the same in the last build is noted only when it is found to be wanted. */
static void take_text(struct search *s, struct doc *d, const struct search_unit *unit, size_t n, struct arena *scratch)
{
	bool same;

	d->units = (unsigned)n;
	note_headings(d, unit, n, scratch);
	same = d->known && known_text(d, d->known);
	if (!same || s->volume)
		note_text(s, d, unit, n, same ? IN_KEPT : IN_TEXT, scratch);
	d->come = true;
}

static void put_unit(struct strbuf *out, const struct search_unit *u, bool first)
{
	sb_span(out, first ? SPAN_LIT("[\n\"") : SPAN_LIT(",\n\""));
	escape_json(out, span_of(u->anchor));
	sb_span(out, SPAN_LIT("\",\""));
	escape_json(out, u->text);
	sb_putc(out, '"');
}

void search_text(struct search *s, const char *url, const struct search_unit *unit, size_t n, struct arena *scratch,
		 struct strbuf *out)
{
	size_t number = s && !s->closed ? (size_t)(uintptr_t)map_get(&s->by_url, span_of(url)) : 0, at, i;
	enum work_room back = work_enter(WORK_WORDS);
	struct doc *d = number ? &s->doc.v[number - 1] : NULL;
	char version[VERSION_ROOM] = "00000000";
	uint64_t hash;

	if (n > SEARCH_UNITS_MAX)
		n = SEARCH_UNITS_MAX;
	file_begin(out, text_name(url, scratch), version);
	at = out->n;
	for (i = 0; i < n; i++)
		put_unit(out, &unit[i], i == 0);
	sb_puts(out, n ? "\n]" : "[]");
	/* The version stands before what it is made of. */
	hash = digest_64(span_make(out->p + at, out->n - at));
	version_of(hash, version);
	memcpy(out->p + at - sizeof version - 1, version, sizeof version - 1);
	file_end(out);
	if (d && !d->noted) {
		d->text_hash = hash;
		take_text(s, d, unit, n, scratch);
	}
	work_leave(back);
}

/* ---- all of it ------------------------------------------------------------------------- */

struct writing {
	struct search *s;
	search_put *put;
	search_stay *stay;
	void *ctx;
	atomic_bool failed;
};

static void leave(struct writing *w, size_t number, unsigned worker)
{
	const struct known_volume *was = &w->s->recall->volume[number];
	struct volume *v = &w->s->volume[number];
	char path[sizeof SEARCH_DIR + 2 * DIGITS_MAX];
	unsigned i;

	v->hash = was->hash;
	v->shards = was->shards;
	sb_puts(&v->starts, was->starts);
	snprintf(path, sizeof path, SEARCH_DIR "%zu/docs.js", number);
	v->done = w->stay(w->ctx, path, worker);
	for (i = 0; v->done && i < was->shards; i++) {
		snprintf(path, sizeof path, SEARCH_DIR "%zu/%u.js", number, i);
		v->done = w->stay(w->ctx, path, worker);
	}
	if (!v->done)
		atomic_store(&w->failed, true);
}

static void write_one(void *ctx, size_t i, unsigned worker)
{
	struct writing *w = ctx;
	struct volume *v = &w->s->volume[i];
	size_t k;

	if (v->done)
		return;
	if (v->way == VOLUME_STAYS) {
		leave(w, i, worker);
		return;
	}
	for (k = 0; k < v->docs; k++)
		if (doc_wanted(v, &v->doc[k]))
			return;
	volume_write(v, w->s, i, w->put, w->ctx, worker);
	if (v->failed)
		atomic_store(&w->failed, true);
	for (k = 0; v->done && k < v->docs; k++) {
		free(v->doc[k].block);
		v->doc[k].block = NULL;
	}
}

static void write_manifest(const struct search *s, search_put *put, void *ctx)
{
	struct strbuf out = STRBUF_INIT;
	char version[VERSION_ROOM];
	size_t i;

	file_begin(&out, "manifest", "");
	for (i = 0; i < s->start.n; i++) {
		version_of(s->volume[i].hash, version);
		sb_puts(&out, i ? ",\n[" : "[\n[");
		file_string(&out, span_of(version));
		sb_putc(&out, ',');
		file_string(&out, sb_view(&s->volume[i].starts));
		sb_putc(&out, ']');
	}
	sb_puts(&out, "\n]");
	file_end(&out);
	put(ctx, SEARCH_DIR "manifest.js", sb_view(&out), 0);
	sb_release(&out);
}

bool search_wants(const struct search *s, const char *path)
{
	struct span url = span_skip(span_of(path), sizeof SEARCH_DIR "text/" - 1);
	struct arena a = ARENA_INIT;
	size_t number, i;

	url.n -= url.n < 3 ? url.n : 3;        /* ".js" */
	number = (size_t)(uintptr_t)map_get(&s->by_url, url);
	if (!number)
		number = (size_t)(uintptr_t)map_get(&s->by_url, span_of(arena_printf(&a, "%.*s/", SPAN_FMT(url))));
	arena_release(&a);
	for (i = s->start.n; number && i-- > 0;)
		if (s->start.v[i] < number)
			return doc_wanted(&s->volume[i], &s->doc.v[number - 1]);
	return false;
}

int search_write(struct search *s, unsigned threads, search_put *put, search_stay *stay, void *ctx)
{
	struct writing w = { .s = s, .put = put, .stay = stay, .ctx = ctx };
	size_t i;

	if (!s->volume)
		search_settle(s);
	order_texts(s);
	pool_run(s->start.n, threads, write_one, &w);
	if (atomic_load(&w.failed))
		return -1;
	for (i = 0; i < s->start.n; i++)
		if (!s->volume[i].done)
			return 1;
	write_manifest(s, put, ctx);
	return 0;
}

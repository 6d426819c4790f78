/* search: heads, texts and the order in which it is all written. May know base; see search.h. */
#include "search/search_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
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

void search_free(struct search *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; i < s->doc.n; i++)
		free(s->doc.v[i].block);
	for (i = 0; i < POOL_MAX; i++)
		noter_free(s->noter[i]);
	spill_close(s->spill);
	arena_release(&s->arena);
	free(s);
}

/* The words of a head, as stems of the first noter. */
static void note_head(struct search *s, struct doc *d)
{
	struct noter *t = s->noter[0];
	struct arena scratch = ARENA_INIT;
	char *stems, *p;
	size_t i;

	noter_begin(t, 1);
	noter_unit(t, span_of(d->head.words), &scratch);
	if (d->head.key)
		noter_word(t, span_of(arena_printf(&scratch, "=%s", d->head.key)));
	p = stems = arena_text(&scratch, t->touched_n * NUMBER_MAX);
	for (i = 0; i < t->touched_n; i++)
		p = varint_to(p, t->touched[i]);
	d->title_n = (unsigned)(p - stems);
	d->title = arena_strndup(&s->arena, stems, d->title_n);
	arena_release(&scratch);
}

void search_add(struct search *s, const struct search_head *head)
{
	struct doc *d = vec_push(&s->doc, &s->arena);

	d->head = *head;
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

/* "text/reports/stockport/2012-02-17" */
static const char *text_name(const char *url, struct arena *a)
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

static void note_text(struct search *s, struct doc *d, const struct search_unit *unit, size_t n, struct arena *scratch)
{
	unsigned worker = pool_worker(), before = 0, i;
	struct noter *t = s->noter[worker];
	struct strbuf block = STRBUF_INIT;
	char *p;

	if (!t)
		t = s->noter[worker] = noter_new();
	noter_begin(t, n);
	p = sb_reserve(&block, n * NUMBER_MAX);
	for (i = 0; i < n; i++) {
		noter_unit(t, unit[i].text, scratch);
		if (!unit[i].heading)
			continue;
		p = digits_to(p, i + 1 - before);
		before = i + 1;
	}
	block.n = (size_t)(p - block.p);
	d->headings_n = (unsigned)block.n;
	d->units = (unsigned)n;
	d->noter = (unsigned char)worker;
	noter_pack(t, &block);
	keep_block(s, d, sb_view(&block));
	sb_release(&block);
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
	size_t number = s ? (size_t)(uintptr_t)map_get(&s->by_url, span_of(url)) : 0, at, i;
	enum work_room back = work_enter(WORK_WORDS);
	struct doc *d = number ? &s->doc.v[number - 1] : NULL;
	char version[9] = "00000000";
	unsigned hash;

	if (n > SEARCH_UNITS_MAX)
		n = SEARCH_UNITS_MAX;
	file_begin(out, text_name(url, scratch), version);
	at = out->n;
	for (i = 0; i < n; i++)
		put_unit(out, &unit[i], i == 0);
	sb_puts(out, n ? "\n]" : "[]");
	/* The version stands before what it is made of. */
	hash = (unsigned)(XXH3_64bits(out->p + at, out->n - at) >> 32);
	snprintf(version, sizeof version, "%08x", hash);
	memcpy(out->p + at - sizeof version - 1, version, sizeof version - 1);
	file_end(out);
	if (d && !d->noted) {
		d->noted = true;
		d->version = hash;
		note_text(s, d, unit, n, scratch);
	}
	work_leave(back);
}

/* ---- all of it ------------------------------------------------------------------------- */

struct writing {
	struct search *s;
	struct order order;
	struct volume *volume;
	size_t volumes;
	search_put *put;
	void *ctx;
};

static void write_one(void *ctx, size_t i, unsigned worker)
{
	struct writing *w = ctx;
	struct volume *v = &w->volume[i];
	size_t first = w->s->start.v[i], end = i + 1 < w->volumes ? w->s->start.v[i + 1] : w->s->doc.n, k;

	v->doc = w->s->doc.v ? w->s->doc.v + first : NULL;
	v->docs = end - first;
	volume_write(v, w->s, &w->order, i, w->put, w->ctx, worker);
	for (k = first; k < end; k++) {
		free(w->s->doc.v[k].block);
		w->s->doc.v[k].block = NULL;
	}
}

static void write_manifest(const struct writing *w)
{
	struct strbuf out = STRBUF_INIT;
	size_t i;

	file_begin(&out, "manifest", "");
	for (i = 0; i < w->volumes; i++) {
		sb_puts(&out, i ? ",\n[" : "[\n[");
		file_string(&out, span_of(w->volume[i].version));
		sb_putc(&out, ',');
		file_string(&out, sb_view(&w->volume[i].starts));
		sb_putc(&out, ']');
	}
	sb_puts(&out, "\n]");
	file_end(&out);
	w->put(w->ctx, SEARCH_DIR "manifest.js", sb_view(&out), 0);
	sb_release(&out);
}

int search_write(struct search *s, unsigned threads, search_put *put, void *ctx)
{
	struct writing w = { .s = s, .volumes = s->start.n, .put = put, .ctx = ctx };
	int rc = 0;
	size_t i;

	w.volume = arena_calloc(&s->arena, w.volumes, sizeof *w.volume);
	order_make(&w.order, s->noter);
	pool_run(w.volumes, threads, write_one, &w);
	for (i = 0; i < w.volumes; i++)
		rc = w.volume[i].failed ? -1 : rc;
	if (rc == 0)
		write_manifest(&w);
	for (i = 0; i < w.volumes; i++)
		sb_release(&w.volume[i].starts);
	order_release(&w.order);
	return rc;
}

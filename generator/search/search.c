/* search: heads, texts and the order in which it is all written. May know base; see search.h. */
#include "search/search_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include "base/escape.h"
#include "base/pool.h"
#include "base/work.h"

struct search *search_new(void)
{
	struct search *s = xmalloc(sizeof *s);

	memset(s, 0, sizeof *s);
	map_init(&s->by_url, &s->arena);
	search_volume(s);
	return s;
}

void search_free(struct search *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; i < s->doc.n; i++) {
		free(s->doc.v[i].block);
		free((char *)(uintptr_t)s->doc.v[i].headings);
	}
	arena_release(&s->arena);
	free(s);
}

void search_add(struct search *s, const struct search_head *head)
{
	struct doc *d = vec_push(&s->doc, &s->arena);

	d->head = *head;
	map_set(&s->by_url, span_of(head->url), (void *)(uintptr_t)s->doc.n);
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

/* ---- a text's words ------------------------------------------------------------------ */

struct noted {                         /* a word of the text in hand */
	unsigned last, count, from;
};

struct pair {
	unsigned word, unit;
};

struct noting {
	struct arena *a;
	struct map words;              /* to number + 1 */
	VEC(struct noted) word;
	VEC(struct pair) pair;
	unsigned unit;
};

static void note_word(void *ctx, struct span word)
{
	struct noting *t = ctx;
	size_t number = (size_t)(uintptr_t)map_get(&t->words, word);
	struct pair *pair;

	if (!number) {
		vec_push(&t->word, t->a);
		number = t->word.n;
		map_set(&t->words, word, (void *)(uintptr_t)number);
	}
	if (t->word.v[number - 1].last == t->unit)
		return;
	t->word.v[number - 1].last = t->unit;
	t->word.v[number - 1].count++;
	pair = vec_push(&t->pair, t->a);
	pair->word = (unsigned)number - 1;
	pair->unit = t->unit;
}

/* The pairs by word, as struct doc has them. */
static void pack_block(struct noting *t, struct strbuf *out)
{
	unsigned *unit = arena_calloc(t->a, t->pair.n, sizeof *unit), from = 0;
	size_t i, k;

	for (i = 0; i < t->word.n; i++) {
		t->word.v[i].from = from;
		from += t->word.v[i].count;
		t->word.v[i].count = 0;
	}
	for (i = 0; i < t->pair.n; i++) {
		struct noted *w = &t->word.v[t->pair.v[i].word];

		unit[w->from + w->count++] = t->pair.v[i].unit;
	}
	for (i = 0; i < t->word.n; i++) {
		const struct noted *w = &t->word.v[i];
		struct span text = t->words.entry[i].key;
		unsigned before = 0;

		sb_putc(out, (char)text.n);
		sb_span(out, text);
		varint_put(out, w->count);
		for (k = 0; k < w->count; k++) {
			varint_put(out, unit[w->from + k] - before);
			before = unit[w->from + k];
		}
	}
}

static void note_text(struct doc *d, const struct search_unit *unit, size_t n, struct arena *scratch)
{
	struct noting t = { .a = scratch };
	struct strbuf block = STRBUF_INIT, headings = STRBUF_INIT;
	unsigned before = 0;

	map_init(&t.words, scratch);
	for (t.unit = 1; t.unit <= n; t.unit++) {
		words_of(span_of(unit[t.unit - 1].text), scratch, note_word, &t);
		if (!unit[t.unit - 1].heading)
			continue;
		packed_put(&headings, t.unit - before);
		before = t.unit;
	}
	pack_block(&t, &block);
	d->block = block.p;
	d->block_n = block.n;
	d->headings = headings.p;
	d->units = (unsigned)n;
}

void search_text(struct search *s, const char *url, const struct search_unit *unit, size_t n, struct arena *scratch,
		 struct strbuf *out)
{
	size_t number = s ? (size_t)(uintptr_t)map_get(&s->by_url, span_of(url)) : 0, i;
	enum work_room back = work_enter(WORK_WORDS);
	struct strbuf list = STRBUF_INIT;
	char version[9];
	uint64_t hash;

	if (n > SEARCH_UNITS_MAX)
		n = SEARCH_UNITS_MAX;
	for (i = 0; i < n; i++) {
		sb_puts(&list, i ? ",\n" : "[\n");
		file_string(&list, span_of(unit[i].anchor));
		sb_putc(&list, ',');
		file_string(&list, span_of(unit[i].text));
	}
	sb_puts(&list, n ? "\n]" : "[]");
	hash = XXH3_64bits(list.p, list.n);
	hash += !hash;
	snprintf(version, sizeof version, "%08x", (unsigned)(hash >> 32));
	file_begin(out, text_name(url, scratch), version);
	sb_span(out, sb_view(&list));
	file_end(out);
	sb_release(&list);
	if (number && !s->doc.v[number - 1].hash) {
		s->doc.v[number - 1].hash = hash;
		note_text(&s->doc.v[number - 1], unit, n, scratch);
	}
	work_leave(back);
}

/* ---- all of it ------------------------------------------------------------------------- */

struct writing {
	struct search *s;
	struct volume *volume;
	size_t volumes;
	search_put *put;
	void *ctx;
};

static void collect_one(void *ctx, size_t i, unsigned worker)
{
	struct writing *w = ctx;
	struct volume *v = &w->volume[i];
	size_t first = w->s->start.v[i], end = i + 1 < w->volumes ? w->s->start.v[i + 1] : w->s->doc.n, k;

	(void)worker;
	v->doc = w->s->doc.v ? w->s->doc.v + first : NULL;
	v->docs = end - first;
	volume_collect(v);
	for (k = first; k < end; k++) {
		free(w->s->doc.v[k].block);
		w->s->doc.v[k].block = NULL;
	}
}

static void write_one(void *ctx, size_t i, unsigned worker)
{
	struct writing *w = ctx;

	volume_write(&w->volume[i], i, w->put, w->ctx, worker);
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

void search_write(struct search *s, unsigned threads, search_put *put, void *ctx)
{
	struct writing w = { .s = s, .volumes = s->start.n, .put = put, .ctx = ctx };
	struct stems stems;
	size_t i, k;

	w.volume = arena_calloc(&s->arena, w.volumes, sizeof *w.volume);
	pool_run(w.volumes, threads, collect_one, &w);
	/* Every volume lists all forms of its words, so that a form that stands only in another one finds them. */
	stems_init(&stems);
	for (i = 0; i < w.volumes; i++)
		for (k = 0; k < w.volume[i].words.n; k++) {
			struct word *word = w.volume[i].words.entry[k].value;

			word->form = stems_form(&stems, word->text);
		}
	stems_sort(&stems);
	pool_run(w.volumes, threads, write_one, &w);
	write_manifest(&w);
	for (i = 0; i < w.volumes; i++)
		volume_release(&w.volume[i]);
	stems_release(&stems);
}

/* search/volume: the words of some documents, sorted into shards. Part of the search room.
 *
 * A shard is one string of groups with '|' between them. A group is the forms of one word
 * with spaces between, then ':' and where it stands (deltas of unit numbers, packed), or '!'
 * when it is too common. A group stands in the shard of its first form; a form that sorts
 * into another shard leads there: "form~first".
 *
 * What noters packed is gone through twice: first to know how much there is of each group,
 * then to put each step into its place. Only the step from one document to the next is new. */
#include "search/search_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>
#include "base/spill.h"

struct group {
	size_t at, room;               /* its digits */
	unsigned count, last;
};

struct making {
	struct volume *v;
	const struct search *s;
	const struct order *o;
	char *aside;                   /* blocks that were put aside, one after another */
	struct group *group;           /* one a group of the site */
	char *digits;
	struct strbuf *shard;
	struct span *start;            /* first word of each */
	size_t *shard_of;              /* of each group */
	size_t shards, shard_cap;
};

/* ---- collecting ------------------------------------------------------------------------ */

static bool is_common(const struct making *w, const struct group *g)
{
	return g->count > COMMON_MIN && g->count > w->v->units / 3;
}

/* Calls add for whatever stands in the volume, in order. */
static void each_word(struct making *w, void (*add)(struct making *w, size_t group, struct packed p))
{
	const char *aside = w->aside;
	unsigned unit = 1;             /* unit 0 is nobody's, so that a word's last unit is 0 before it stands anywhere */
	size_t i;

	for (i = 0; i < w->v->docs; i++) {
		const struct doc *d = &w->v->doc[i];
		const char *block = d->aside >= 0 ? aside : d->block;
		const unsigned char *p = (const unsigned char *)d->title, *end = p + d->title_n;

		while (p < end) {
			struct packed one = { .count = 1, .first = unit, .last = unit, .digits = { "", 0 } };

			add(w, w->o->rank[0][varint_get(&p)], one);
		}
		if (d->block_n) {
			p = (const unsigned char *)block + d->headings_n;
			end = (const unsigned char *)block + d->block_n;
		}
		while (p < end) {
			struct packed one = packed_get(&p);

			one.first += unit;
			one.last += unit;
			add(w, w->o->rank[d->noter][one.stem], one);
		}
		aside += d->aside >= 0 ? d->block_n : 0;
		unit += 1 + d->units;
	}
}

static void count_word(struct making *w, size_t group, struct packed p)
{
	struct group *g = &w->group[group];
	char digits[NUMBER_MAX];

	g->room += (size_t)(digits_to(digits, p.first - g->last) - digits) + p.digits.n;
	g->count += p.count;
	g->last = p.last;
}

static void place_word(struct making *w, size_t group, struct packed p)
{
	struct group *g = &w->group[group];
	char *to = w->digits + g->at;

	if (is_common(w, g))
		return;
	to = digits_to(to, p.first - g->last);
	memcpy(to, p.digits.p, p.digits.n);
	g->at = (size_t)(to - w->digits) + p.digits.n;
	g->last = p.last;
}

/* The volume's blocks that were put aside, in its documents' order. */
static int bring_back(struct making *w)
{
	size_t i, n = 0;
	char *to;

	for (i = 0; i < w->v->docs; i++)
		n += w->v->doc[i].aside >= 0 ? w->v->doc[i].block_n : 0;
	to = w->aside = xmalloc(n);
	for (i = 0; i < w->v->docs; i++) {
		const struct doc *d = &w->v->doc[i];

		if (d->aside < 0)
			continue;
		if (spill_get(w->s->spill, d->aside, to, d->block_n) < 0)
			return -1;
		to += d->block_n;
	}
	return 0;
}

static void collect(struct making *w)
{
	size_t i, all = 0;

	w->v->units = 1;
	for (i = 0; i < w->v->docs; i++)
		w->v->units += 1 + w->v->doc[i].units;
	w->group = xmalloc(w->o->n * sizeof *w->group);
	memset(w->group, 0, w->o->n * sizeof *w->group);
	each_word(w, count_word);
	for (i = 0; i < w->o->n; i++) {
		struct group *g = &w->group[i];

		g->at = all;
		g->last = 0;
		if (is_common(w, g))
			g->room = 0;
		all += g->room;
	}
	w->digits = xmalloc(all);
	each_word(w, place_word);
}

/* ---- shards ------------------------------------------------------------------------------- */

static struct span first_form(struct span forms)
{
	ptrdiff_t gap = span_chr(forms, ' ');

	return gap < 0 ? forms : span_make(forms.p, (size_t)gap);
}

static void add_shard(struct making *w, struct span first)
{
	if (w->shards == w->shard_cap) {
		w->shard_cap = w->shard_cap ? w->shard_cap * 2 : 32;
		w->shard = xrealloc(w->shard, w->shard_cap * sizeof *w->shard);
		w->start = xrealloc(w->start, w->shard_cap * sizeof *w->start);
	}
	w->shard[w->shards] = (struct strbuf)STRBUF_INIT;
	w->start[w->shards++] = first;
	if (w->shards > 1)
		sb_putc(&w->v->starts, ' ');
	sb_span(&w->v->starts, first);
}

static void begin_part(struct strbuf *to)
{
	if (to->n)
		sb_putc(to, '|');
}

static void put_groups(struct making *w)
{
	size_t i, size = 0;

	w->shard_of = xmalloc(w->o->n * sizeof *w->shard_of);
	for (i = 0; i < w->o->n; i++) {
		const struct group *g = &w->group[i];
		size_t line = w->o->forms[i].n + 1 + g->room;
		struct strbuf *to;

		if (!g->count)
			continue;
		if (!w->shards || size + line + 1 > SHARD_MAX) {
			add_shard(w, first_form(w->o->forms[i]));
			size = 0;
		}
		size += line + 1;
		w->shard_of[i] = w->shards - 1;
		to = &w->shard[w->shards - 1];
		begin_part(to);
		sb_span(to, w->o->forms[i]);
		sb_putc(to, is_common(w, g) ? '!' : ':');
		sb_add(to, w->digits + g->at - g->room, g->room);
	}
}

/* The last shard from `from` on whose first word is not behind this one. */
static size_t shard_with(const struct making *w, size_t from, struct span word)
{
	size_t low = from, high = w->shards;

	/* Most forms of a word stand beside one another. */
	if (low + 1 == high || span_cmp(w->start[low + 1], word) > 0)
		return low;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (span_cmp(w->start[middle], word) <= 0)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void put_leads(struct making *w)
{
	size_t i;

	for (i = 0; i < w->o->n; i++) {
		struct span forms = w->o->forms[i], first = first_form(forms), form;

		if (!w->group[i].count)
			continue;
		for (forms = span_skip(forms, first.n + 1); forms.n; forms = span_skip(forms, form.n + 1)) {
			size_t at;

			form = first_form(forms);
			at = shard_with(w, w->shard_of[i], form);
			if (at == w->shard_of[i])
				continue;
			begin_part(&w->shard[at]);
			sb_span(&w->shard[at], form);
			sb_putc(&w->shard[at], '~');
			sb_span(&w->shard[at], first);
		}
	}
}

/* ---- files ---------------------------------------------------------------------------------- */

static void list_docs(const struct making *w, struct strbuf *out)
{
	const char *aside = w->aside;
	size_t i;

	sb_putc(out, '[');
	for (i = 0; i < w->v->docs; i++) {
		const struct doc *d = &w->v->doc[i];

		sb_puts(out, i ? ",\n[" : "\n[");
		file_string(out, span_of(d->head.url));
		sb_putc(out, ',');
		file_string(out, span_of(d->head.title));
		sb_putc(out, ',');
		file_string(out, span_of(d->head.kind));
		if (d->units) {
			sb_printf(out, ",%u,\"%08x\",\"", d->units, d->version);
			sb_add(out, d->aside >= 0 ? aside : d->block, d->headings_n);
			sb_putc(out, '"');
		}
		sb_putc(out, ']');
		aside += d->aside >= 0 ? d->block_n : 0;
	}
	sb_puts(out, "\n]");
}

struct putting {
	const struct volume *v;
	size_t number;
	search_put *put;
	void *ctx;
	unsigned worker;
};

static void put_file(const struct putting *p, const char *name, struct span data, bool quoted)
{
	struct strbuf path = STRBUF_INIT, out = STRBUF_INIT;
	const size_t dir = sizeof SEARCH_DIR - 1;

	sb_printf(&path, SEARCH_DIR "%zu/%s", p->number, name);
	sb_reserve(&out, data.n + 80);
	file_begin(&out, path.p + dir, p->v->version);
	sb_puts(&path, ".js");
	if (quoted)
		file_string(&out, data);
	else
		sb_span(&out, data);
	file_end(&out);
	p->put(p->ctx, sb_str(&path), sb_view(&out), p->worker);
	sb_release(&path);
	sb_release(&out);
}

static void put_files(const struct making *w, const struct putting *to)
{
	struct strbuf docs = STRBUF_INIT;
	XXH3_state_t *state = XXH3_createState();
	size_t i;

	list_docs(w, &docs);
	XXH3_64bits_reset(state);
	XXH3_64bits_update(state, docs.p, docs.n);
	for (i = 0; i < w->shards; i++)
		XXH3_64bits_update(state, w->shard[i].p, w->shard[i].n);
	snprintf(w->v->version, sizeof w->v->version, "%08x", (unsigned)(XXH3_64bits_digest(state) >> 32));
	XXH3_freeState(state);
	put_file(to, "docs", sb_view(&docs), false);
	for (i = 0; i < w->shards; i++) {
		char name[24];

		snprintf(name, sizeof name, "%zu", i);
		put_file(to, name, sb_view(&w->shard[i]), true);
	}
	sb_release(&docs);
}

void volume_write(struct volume *v, const struct search *s, const struct order *o, size_t number, search_put *put, void *ctx,
		  unsigned worker)
{
	struct making w = { .v = v, .s = s, .o = o };
	struct putting to = { v, number, put, ctx, worker };
	size_t i;

	if (bring_back(&w) == 0) {
		collect(&w);
		put_groups(&w);
		put_leads(&w);
		put_files(&w, &to);
	} else {
		v->failed = true;
	}
	for (i = 0; i < w.shards; i++)
		sb_release(&w.shard[i]);
	free(w.shard);
	free(w.start);
	free(w.shard_of);
	free(w.digits);
	free(w.group);
	free(w.aside);
}

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
	bool hidden;                   /* not in the old shards, for it was too common */
};

struct slice {
	size_t group;
	struct packed p;
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
	/* Of documents that stay, if it is merged. */
	struct merge merge;
	struct cut *cut;               /* one a piece */
	VEC(struct slice) slice;
	size_t taken;                  /* slices that went this time */
};

/* ---- collecting ------------------------------------------------------------------------ */

static bool is_common(const struct making *w, const struct group *g)
{
	return g->count > COMMON_MIN && g->count > w->v->units / 3;
}

typedef void add_word(struct making *w, size_t group, struct packed p);

static const char *each_of_doc(struct making *w, const struct doc *d, const char *aside, unsigned unit, add_word *add)
{
	const char *block = d->aside >= 0 ? aside : d->block;
	const unsigned char *p = (const unsigned char *)d->title, *end = p + d->title_n;

	while (p < end) {
		struct packed one = { .count = 1, .first = unit, .last = unit, .digits = { "", 0 } };

		add(w, w->o->rank[0][varint_get(&p)], one);
	}
	p = (const unsigned char *)block;
	end = d->block_n ? p + d->block_n : p;
	while (p < end) {
		struct packed one = packed_get(&p);

		one.first += unit;
		one.last += unit;
		add(w, w->o->rank[d->noter][one.stem], one);
	}
	return d->aside >= 0 ? aside + d->block_n : aside;
}

/* The documents from i on that stay, one behind the other as they did; gives the number of the one behind them. */
static size_t run_from(const struct making *w, size_t i)
{
	const struct doc *d = w->v->doc;

	for (i++; i < w->v->docs && d[i].stays && d[i].known == d[i - 1].known + 1; i++)
		;
	return i;
}

static void cut_run(struct making *w, size_t i, size_t end, unsigned unit)
{
	const struct known *first = w->v->doc[i].known, *last = w->v->doc[end - 1].known;
	unsigned from = first->first, to = last->first + 1 + last->units;
	bool all = end == w->v->docs && to == w->s->recall->volume[first->volume].units;
	size_t k;

	for (k = 0; k < w->merge.piece.n; k++) {
		size_t group = w->o->rank[0][w->merge.piece.v[k].stem];
		struct packed p = cut_off(&w->cut[k], from, to, all);

		if (!p.count)
			continue;
		p.first += unit - from;
		p.last += unit - from;
		*vec_push(&w->slice, &w->merge.arena) = (struct slice){ group, p };
	}
	*vec_push(&w->slice, &w->merge.arena) = (struct slice){ NO_GROUP, { .count = 0 } };
}

/* Calls add for whatever stands in the volume, in order. again: not for the first time. */
static void each_word(struct making *w, add_word *add, bool again)
{
	const char *aside = w->aside;
	unsigned unit = 1;             /* unit 0 is nobody's, so that a word's last unit is 0 before it stands anywhere */
	size_t i = 0, end;

	w->taken = 0;
	while (i < w->v->docs) {
		const struct doc *d = &w->v->doc[i];

		if (w->v->way == VOLUME_MERGED && d->stays) {
			end = run_from(w, i);
			if (!again)
				cut_run(w, i, end, unit);
			for (; w->slice.v[w->taken].group != NO_GROUP; w->taken++)
				add(w, w->slice.v[w->taken].group, w->slice.v[w->taken].p);
			w->taken++;
		} else {
			end = i + 1;
			aside = each_of_doc(w, d, aside, unit, add);
		}
		for (; i < end; i++)
			unit += 1 + w->v->doc[i].units;
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

/* ---- what was too common to be listed ------------------------------------------------ */

static void take_off(struct making *w, size_t group, struct packed p)
{
	if (group != NO_GROUP && w->group[group].hidden)
		w->group[group].count -= p.count;
}

/* Their counts are known, and what had a part in them and has gone. False: one of them has to be listed now. */
static bool count_hidden(struct making *w, const struct known_volume *was)
{
	size_t i;

	for (i = 0; i < was->hiddens; i++) {
		unsigned group = w->o->rank[0][was->hidden[i].stem];

		if (group == NO_GROUP)
			return false;
		w->group[group].hidden = true;
		w->group[group].count += was->hidden[i].count;
	}
	for (i = 0; i < was->docs; i++) {
		const struct known *k = &was->doc[i];
		struct doc old = { .block = k->block, .block_n = k->block_n, .aside = -1 };

		if (k->stays)
			continue;
		old.title = k->now->title;
		old.title_n = k->now->title_n;
		each_of_doc(w, &old, NULL, 0, take_off);
	}
	for (i = 0; i < was->hiddens; i++)
		if (!is_common(w, &w->group[w->o->rank[0][was->hidden[i].stem]]))
			return false;
	return true;
}

/* ---- all of them ------------------------------------------------------------------------ */

static bool open_old(struct making *w, size_t number)
{
	size_t i;

	if (!merge_open(&w->merge, w->s, number))
		return false;
	w->cut = arena_calloc(&w->merge.arena, w->merge.piece.n, sizeof *w->cut);
	for (i = 0; i < w->merge.piece.n; i++) {
		struct span digits = w->merge.piece.v[i].digits;

		w->cut[i] = (struct cut){ digits.p, digits.p + digits.n, 0 };
	}
	return true;
}

/* False: old shards do not do. */
static bool collect(struct making *w, size_t number)
{
	const struct known_volume *was = w->v->way == VOLUME_MERGED ? &w->s->recall->volume[number] : NULL;
	size_t i, all = 0;

	w->v->units = 1;
	for (i = 0; i < w->v->docs; i++)
		w->v->units += 1 + w->v->doc[i].units;
	w->group = xmalloc(w->o->n * sizeof *w->group);
	memset(w->group, 0, w->o->n * sizeof *w->group);
	if (was && !open_old(w, number))
		return false;
	each_word(w, count_word, false);
	if (was && !count_hidden(w, was))
		return false;
	for (i = 0; i < w->o->n; i++) {
		struct group *g = &w->group[i];

		g->at = all;
		g->last = 0;
		if (is_common(w, g))
			g->room = 0;
		all += g->room;
	}
	w->digits = xmalloc(all);
	each_word(w, place_word, true);
	return true;
}

/* ---- shards ------------------------------------------------------------------------------- */

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
	w->v->has = arena_alloc(&w->v->arena, w->o->n / 8 + 1);
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
		w->v->has[i / 8] |= (unsigned char)(1u << i % 8);
		if (is_common(w, g))
			*vec_push(&w->v->hidden, &w->v->arena) = (struct hidden){ (unsigned)i, g->count };
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
	char version[VERSION_ROOM];
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
			version_of(d->text_hash, version);
			sb_printf(out, ",%u,\"%s\",\"", d->units, version);
			sb_span(out, d->headings);
			sb_putc(out, '"');
		}
		sb_putc(out, ']');
	}
	sb_puts(out, "\n]");
}

struct putting {
	const char *version;
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
	file_begin(&out, path.p + dir, p->version);
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

static void put_files(const struct making *w, struct putting *to)
{
	struct strbuf docs = STRBUF_INIT;
	XXH3_state_t *state = XXH3_createState();
	char version[VERSION_ROOM];
	size_t i;

	list_docs(w, &docs);
	XXH3_64bits_reset(state);
	XXH3_64bits_update(state, docs.p, docs.n);
	for (i = 0; i < w->shards; i++)
		XXH3_64bits_update(state, w->shard[i].p, w->shard[i].n);
	w->v->hash = XXH3_64bits_digest(state);
	w->v->shards = w->shards;
	version_of(w->v->hash, version);
	to->version = version;
	XXH3_freeState(state);
	put_file(to, "docs", sb_view(&docs), false);
	for (i = 0; i < w->shards; i++) {
		char name[24];

		snprintf(name, sizeof name, "%zu", i);
		put_file(to, name, sb_view(&w->shard[i]), true);
	}
	sb_release(&docs);
}

void volume_write(struct volume *v, const struct search *s, size_t number, search_put *put, void *ctx, unsigned worker)
{
	struct making w = { .v = v, .s = s, .o = &s->order };
	struct putting to = { NULL, number, put, ctx, worker };
	size_t i;

	if (bring_back(&w) < 0) {
		v->failed = true;
	} else if (collect(&w, number)) {
		put_groups(&w);
		put_leads(&w);
		put_files(&w, &to);
		v->done = true;
	} else {
		v->way = VOLUME_ANEW;
	}
	for (i = 0; i < w.shards; i++)
		sb_release(&w.shard[i]);
	arena_release(&w.merge.arena);
	free(w.shard);
	free(w.start);
	free(w.shard_of);
	free(w.digits);
	free(w.group);
	free(w.aside);
}

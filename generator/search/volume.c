/* search/volume: the words of some documents, sorted into shards. Part of the search room.
 *
 * A shard is one string of groups with '|' between them. A group is the forms of one word
 * with spaces between, then ':' and where it stands (deltas of unit numbers, packed), or '!'
 * when it is too common. A group stands in the shard of its first form; a form that sorts
 * into another shard leads there: "form~first". */
#include "search/search_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

struct group {
	const struct stem *stem;
	struct word **word;            /* its forms that stand in this volume */
	size_t words;
	struct strbuf line;
	size_t shard;
};

/* ---- collecting ------------------------------------------------------------------------ */

static void stands(struct volume *v, struct span text, unsigned unit)
{
	struct word *w = map_get(&v->words, text);

	if (!w) {
		w = arena_alloc(&v->arena, sizeof *w);
		map_set(&v->words, text, w);
		w->text = v->words.entry[v->words.n - 1].key;
	} else if (w->last == unit) {
		return;
	}
	varint_put(&w->post, unit - w->last);
	w->last = unit;
	w->count++;
}

struct title {
	struct volume *v;
	unsigned unit;
};

static void title_word(void *ctx, struct span word)
{
	struct title *t = ctx;

	stands(t->v, word, t->unit);
}

static void collect_doc(struct volume *v, const struct doc *d, struct arena *scratch)
{
	struct title t = { v, v->units };
	const unsigned char *p = (const unsigned char *)d->block, *end = p + d->block_n;

	words_of(span_of(d->head.words), scratch, title_word, &t);
	if (d->head.key)
		title_word(&t, span_of(arena_printf(scratch, "=%s", d->head.key)));
	while (p && p < end) {
		struct span text = span_make((const char *)p + 1, *p);
		unsigned n, unit = 0;

		p += 1 + text.n;
		for (n = varint_get(&p); n; n--) {
			unit += varint_get(&p);
			stands(v, text, v->units + unit);
		}
	}
	v->units += 1 + d->units;
}

void volume_collect(struct volume *v)
{
	struct arena scratch = ARENA_INIT;
	size_t i;

	map_init(&v->words, &v->arena);
	/* Unit 0 is nobody's, so that a word's last unit is 0 before it stands anywhere. */
	v->units = 1;
	for (i = 0; i < v->docs; i++) {
		arena_clear(&scratch);
		collect_doc(v, &v->doc[i], &scratch);
	}
	arena_release(&scratch);
}

void volume_release(struct volume *v)
{
	size_t i;

	for (i = 0; i < v->words.n; i++)
		sb_release(&((struct word *)v->words.entry[i].value)->post);
	sb_release(&v->starts);
	arena_release(&v->arena);
}

/* ---- groups ------------------------------------------------------------------------------ */

static const struct form *first_form(const struct stem *s)
{
	return s->form.v[0];
}

static int by_stem(const void *a, const void *b)
{
	const struct word *x = *(struct word *const *)a, *y = *(struct word *const *)b;
	int d = span_cmp(first_form(x->form->stem)->text, first_form(y->form->stem)->text);

	return d ? d : span_cmp(x->text, y->text);
}

static int by_number(const void *a, const void *b)
{
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;

	return x < y ? -1 : x > y;
}

/* Where any of the forms stands, in order, each place once. */
static unsigned *places(const struct group *g, struct arena *a, size_t *n)
{
	unsigned *out;
	size_t i, k, all = 0;

	for (i = 0; i < g->words; i++)
		all += g->word[i]->count;
	out = arena_calloc(a, all, sizeof *out);
	for (i = 0, all = 0; i < g->words; i++) {
		const unsigned char *p = (const unsigned char *)g->word[i]->post.p;
		unsigned unit = 0;

		for (k = 0; k < g->word[i]->count; k++)
			out[all++] = unit += varint_get(&p);
	}
	if (g->words > 1)
		qsort(out, all, sizeof *out, by_number);
	for (i = 0, k = 0; i < all; i++)
		if (!k || out[k - 1] != out[i])
			out[k++] = out[i];
	*n = k;
	return out;
}

static void make_line(const struct volume *v, struct group *g, struct arena *scratch)
{
	unsigned *unit, before = 0;
	size_t n, i;

	arena_clear(scratch);
	unit = places(g, scratch, &n);
	for (i = 0; i < g->stem->form.n; i++) {
		if (i)
			sb_putc(&g->line, ' ');
		sb_span(&g->line, g->stem->form.v[i]->text);
	}
	if (n > COMMON_MIN && n > v->units / 3) {
		sb_putc(&g->line, '!');
		return;
	}
	sb_putc(&g->line, ':');
	for (i = 0; i < n; i++) {
		packed_put(&g->line, unit[i] - before);
		before = unit[i];
	}
}

/* By first form, so that a shard is a range of words. */
static struct group *make_groups(struct volume *v, size_t *n)
{
	struct word **word = arena_calloc(&v->arena, v->words.n + 1, sizeof *word);
	struct group *group = arena_calloc(&v->arena, v->words.n + 1, sizeof *group);
	struct arena scratch = ARENA_INIT;
	size_t i;

	for (i = 0; i < v->words.n; i++)
		word[i] = v->words.entry[i].value;
	qsort(word, v->words.n, sizeof *word, by_stem);
	for (i = 0, *n = 0; i < v->words.n; i++) {
		struct group *g = *n ? &group[*n - 1] : NULL;

		if (!g || g->stem != word[i]->form->stem) {
			g = &group[(*n)++];
			g->stem = word[i]->form->stem;
			g->word = &word[i];
		}
		g->words++;
	}
	for (i = 0; i < *n; i++)
		make_line(v, &group[i], &scratch);
	arena_release(&scratch);
	return group;
}

/* ---- shards ------------------------------------------------------------------------------- */

/* The last shard whose first word is not behind this one. */
static size_t shard_of(const struct span *start, size_t n, struct span word)
{
	size_t low = 0, high = n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (span_cmp(start[middle], word) <= 0)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static struct span *split(struct volume *v, struct group *group, size_t n, size_t *shards)
{
	struct span *start = arena_calloc(&v->arena, n + 1, sizeof *start);
	size_t i, size = 0;

	for (i = 0, *shards = 0; i < n; i++) {
		if (!*shards || size + group[i].line.n + 1 > SHARD_MAX) {
			start[*shards] = first_form(group[i].stem)->text;
			if (*shards)
				sb_putc(&v->starts, ' ');
			sb_span(&v->starts, start[(*shards)++]);
			size = 0;
		}
		size += group[i].line.n + 1;
		group[i].shard = *shards - 1;
	}
	return start;
}

static void add_part(struct strbuf *to, struct span part)
{
	if (to->n)
		sb_putc(to, '|');
	sb_span(to, part);
}

static struct strbuf *make_shards(struct volume *v, size_t *shards)
{
	size_t n, i, k;
	struct group *group = make_groups(v, &n);
	struct span *start = split(v, group, n, shards);
	struct strbuf *out = arena_calloc(&v->arena, *shards + 1, sizeof *out);

	for (i = 0; i < n; i++)
		add_part(&out[group[i].shard], sb_view(&group[i].line));
	for (i = 0; i < n; i++) {
		const struct stem *s = group[i].stem;

		for (k = 1; k < s->form.n; k++) {
			size_t at = shard_of(start, *shards, s->form.v[k]->text);

			if (at == group[i].shard)
				continue;
			add_part(&out[at], s->form.v[k]->text);
			sb_putc(&out[at], '~');
			sb_span(&out[at], first_form(s)->text);
		}
		sb_release(&group[i].line);
	}
	return out;
}

static void list_docs(const struct volume *v, struct strbuf *out)
{
	size_t i;

	sb_putc(out, '[');
	for (i = 0; i < v->docs; i++) {
		const struct doc *d = &v->doc[i];

		sb_puts(out, i ? ",\n[" : "\n[");
		file_string(out, span_of(d->head.url));
		sb_putc(out, ',');
		file_string(out, span_of(d->head.title));
		sb_putc(out, ',');
		file_string(out, span_of(d->head.kind));
		if (d->units)
			sb_printf(out, ",%u,\"%08x\",\"%s\"", d->units, (unsigned)(d->hash >> 32),
				  d->headings ? d->headings : "");
		sb_putc(out, ']');
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

void volume_write(struct volume *v, size_t number, search_put *put, void *ctx, unsigned worker)
{
	struct putting to = { v, number, put, ctx, worker };
	size_t shards, i;
	struct strbuf *shard = make_shards(v, &shards), docs = STRBUF_INIT;
	XXH3_state_t *state = XXH3_createState();

	list_docs(v, &docs);
	XXH3_64bits_reset(state);
	XXH3_64bits_update(state, docs.p, docs.n);
	for (i = 0; i < shards; i++)
		XXH3_64bits_update(state, shard[i].p, shard[i].n);
	snprintf(v->version, sizeof v->version, "%08x", (unsigned)(XXH3_64bits_digest(state) >> 32));
	XXH3_freeState(state);
	put_file(&to, "docs", sb_view(&docs), false);
	for (i = 0; i < shards; i++) {
		char name[24];

		snprintf(name, sizeof name, "%zu", i);
		put_file(&to, name, sb_view(&shard[i]), true);
		sb_release(&shard[i]);
	}
	sb_release(&docs);
}

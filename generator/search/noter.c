/* search/noter: where each word of a text stands, packed. Part of the search room; may know base.
 *
 * A word is looked up, and unless its stem stood in the unit before, a pair is added to the chain of that stem.
 * Nothing has to be emptied from text to text: units count on, so what is older than the text is seen to be. */
#include "search/search_int.h"

#include <limits.h>
#include <stdlib.h>

struct noter *noter_new(void)
{
	struct noter *t = xmalloc(sizeof *t);

	memset(t, 0, sizeof *t);
	dict_init(&t->dict);
	noter_count(t, IN_TEXT);
	return t;
}

void noter_free(struct noter *t)
{
	size_t i;

	if (!t)
		return;
	dict_release(&t->dict);
	for (i = 0; i < COUNTS; i++)
		free(t->count[i]);
	free(t->stem);
	free(t->touched);
	free(t->pair);
	sb_release(&t->digits);
	sb_release(&t->text);
	free(t);
}

static void more_stems(struct noter *t, size_t need)
{
	size_t n = t->stems ? t->stems * 2 : 1024;

	while (n < need)
		n *= 2;
	t->stem = xrealloc(t->stem, n * sizeof *t->stem);
	memset(t->stem + t->stems, 0, (n - t->stems) * sizeof *t->stem);
	t->touched = xrealloc(t->touched, n * sizeof *t->touched);
	t->stems = n;
}

static void more_forms(struct noter *t, size_t need)
{
	size_t n = t->forms ? t->forms * 2 : 1024, i;

	while (n < need)
		n *= 2;
	for (i = 0; i < COUNTS; i++) {
		if (!t->count[i])
			continue;
		t->count[i] = xrealloc(t->count[i], n * sizeof *t->count[i]);
		memset(t->count[i] + t->forms, 0, (n - t->forms) * sizeof *t->count[i]);
	}
	t->forms = n;
	t->uses = t->count[t->counting];
}

/* For all that the dictionary has. */
static void make_room(struct noter *t)
{
	if (t->dict.stem.n > t->stems)
		more_stems(t, t->dict.stem.n);
	if (t->dict.form.n > t->forms)
		more_forms(t, t->dict.form.n);
}

void noter_count(struct noter *t, enum noter_count as)
{
	if (!t->forms)
		more_forms(t, 1);
	if (!t->count[as]) {
		t->count[as] = xmalloc(t->forms * sizeof *t->count[as]);
		memset(t->count[as], 0, t->forms * sizeof *t->count[as]);
	}
	t->counting = as;
	t->uses = t->count[as];
}

void noter_begin(struct noter *t, size_t n)
{
	make_room(t);
	if (t->unit > UINT_MAX - n - 1) {
		memset(t->stem, 0, t->stems * sizeof *t->stem);
		t->unit = 0;
	}
	t->from = t->unit + 1;
	t->touched_n = t->pairs = 0;
}

static void more_pairs(struct noter *t)
{
	t->pair_cap = t->pair_cap ? t->pair_cap * 2 : 4096;
	t->pair = xrealloc(t->pair, t->pair_cap * sizeof *t->pair);
}

static inline __attribute__((always_inline)) void stands(struct noter *t, unsigned stem)
{
	struct noted *s = &t->stem[stem];

	if (s->unit == t->unit)
		return;
	if (t->pairs == t->pair_cap)
		more_pairs(t);
	if (s->unit < t->from) {
		s->first = (unsigned)t->pairs;
		s->count = 0;
		t->touched[t->touched_n++] = stem;
	} else {
		t->pair[s->last].next = (unsigned)t->pairs;
	}
	s->last = (unsigned)t->pairs;
	s->unit = t->unit;
	s->count++;
	t->pair[t->pairs++].unit = t->unit;
}

void noter_word(struct noter *t, struct span word)
{
	const struct slot s = *dict_word(&t->dict, word);

	make_room(t);
	stands(t, s.stem);
	t->uses[s.form]++;
}

static void note_any(void *ctx, struct span word)
{
	noter_word(ctx, word);
}

__attribute__((noinline)) static void note_new(struct noter *t, uint64_t first, uint64_t second)
{
	char text[17] = "";

	word_put_eight(text, first);
	word_put_eight(text + 8, second);
	noter_word(t, span_of(text));
}

static inline __attribute__((always_inline)) void note(void *ctx, uint64_t first, uint64_t second, bool eight)
{
	struct noter *t = ctx;
	const struct slot *s = dict_look(&t->dict, first, second, eight);

	if (!s) {
		note_new(t, first, second);
		return;
	}
	stands(t, s->stem);
	t->uses[s->form]++;
}

void noter_unit(struct noter *t, struct span text, struct arena *scratch)
{
	char *p;

	sb_clear(&t->text);
	p = sb_reserve(&t->text, text.n + WORD_ROOM);
	memcpy(p, text.p, text.n);
	memset(p + text.n, 0, WORD_ROOM);
	t->unit++;
	words_each(p, p + text.n, scratch, note, note_any, t);
}

static char *pack_one(struct noter *t, unsigned stem, char *p)
{
	const struct noted *s = &t->stem[stem];
	const struct pair *pair = &t->pair[s->first];
	char *digits = t->digits.p, *q = digits;
	unsigned i;

	if (s->count == 1)
		return varint_to(varint_to(p, stem * 2), pair->unit - t->from + 1);
	p = varint_to(varint_to(p, stem * 2 + 1), s->count);
	p = varint_to(varint_to(p, pair->unit - t->from + 1), s->unit - pair->unit);
	for (i = 1; i < s->count; i++) {
		const struct pair *next = &t->pair[pair->next];

		q = digits_to(q, next->unit - pair->unit);
		pair = next;
	}
	p = varint_to(p, (unsigned)(q - digits));
	memcpy(p, digits, (size_t)(q - digits));
	return p + (q - digits);
}

void noter_pack(struct noter *t, struct strbuf *out)
{
	char *p = sb_reserve(out, t->touched_n * 5 * NUMBER_MAX + t->pairs * NUMBER_MAX);
	size_t i;

	sb_reserve(&t->digits, (size_t)(t->unit + 1 - t->from) * NUMBER_MAX);
	for (i = 0; i < t->touched_n; i++)
		p = pack_one(t, t->touched[i], p);
	out->n = (size_t)(p - out->p);
	*p = '\0';
}

struct packed packed_get(const unsigned char **p)
{
	unsigned head = varint_get(p);
	struct packed w = { .stem = head / 2, .count = 1, .digits = { "", 0 } };

	if (head & 1)
		w.count = varint_get(p);
	w.first = w.last = varint_get(p);
	if (head & 1) {
		w.last += varint_get(p);
		w.digits.n = varint_get(p);
		w.digits.p = (const char *)*p;
		*p += w.digits.n;
	}
	return w;
}

/* search/order: the words of the whole site, sorted. Part of the search room.
 *
 * Every volume lists all forms of its words, so that a form that stands only in another one finds them; and all
 * volumes have their words in one order. */
#include "search/search_int.h"

#include <stdlib.h>

/* A noter's numbers, in the first one's dictionary, which takes up its forms. */
struct taken {
	unsigned *stem, *form;
};

static struct taken take_up(struct arena *a, struct dict *site, const struct dict *d)
{
	struct taken to = { arena_calloc(a, d->stem.n, sizeof *to.stem), arena_calloc(a, d->form.n, sizeof *to.form) };
	size_t i;

	for (i = 1; i < d->form.n; i++) {
		const struct slot *s = dict_word(site, span_make(d->form.v[i].text, d->form.v[i].n));

		to.stem[d->form.v[i].stem] = s->stem;
		to.form[i] = s->form;
	}
	return to;
}

/* How often each form stands in texts, in o->texts, and anywhere. */
static uint64_t *count_forms(struct order *o, struct noter *const *noter, const struct taken *taken, const struct recall *was,
			     struct arena *scratch)
{
	const struct noter *site = noter[0];
	size_t n = site->dict.form.n, i, w;
	uint64_t *all = arena_calloc(scratch, n, sizeof *all), *texts = arena_calloc(&o->arena, n, sizeof *texts);

	for (i = 0; i < n && i < site->forms; i++) {
		texts[i] = site->count[IN_TEXT][i];
		all[i] = site->count[IN_NAME] ? site->count[IN_NAME][i] : 0;
	}
	for (i = 0; was && i < was->texts.n; i++)
		texts[i] += was->texts.v[i];
	for (w = 1; w < POOL_MAX; w++)
		for (i = 1; noter[w] && i < noter[w]->dict.form.n; i++)
			texts[taken[w].form[i]] += noter[w]->count[IN_TEXT][i];
	for (i = 0; was && site->count[IN_GONE] && i < n && i < site->forms; i++)
		texts[i] -= site->count[IN_GONE][i];
	for (i = 0; i < n; i++)
		all[i] += texts[i];
	o->texts = texts;
	return all;
}

static int by_bytes(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* All forms of a stem that stand somewhere, sorted. */
static struct span join_forms(struct order *o, const struct dict *d, size_t stem, const uint64_t *count, struct arena *scratch)
{
	VEC(struct span) form = { NULL, 0, 0 };
	size_t i, n = 0;
	unsigned f;
	char *text, *p;

	arena_clear(scratch);
	for (f = d->stem.v[stem]; f; f = d->form.v[f].next) {
		if (!count[f])
			continue;
		*vec_push(&form, scratch) = span_make(d->form.v[f].text, d->form.v[f].n);
		n += d->form.v[f].n + 1;
	}
	if (form.n <= 1)
		return form.n ? form.v[0] : SPAN_LIT("");
	qsort(form.v, form.n, sizeof *form.v, by_bytes);
	p = text = arena_text(&o->arena, n - 1);
	for (i = 0; i < form.n; i++) {
		if (i)
			*p++ = ' ';
		memcpy(p, form.v[i].p, form.v[i].n);
		p += form.v[i].n;
	}
	return span_make(text, n - 1);
}

struct place {
	struct span forms;
	unsigned stem;
};

/* No word holds a space or anything less, so a list of forms sorts as its first one does. */
static int by_forms(const void *a, const void *b)
{
	return span_cmp(((const struct place *)a)->forms, ((const struct place *)b)->forms);
}

static void sort_groups(struct order *o, const struct dict *site, const uint64_t *count)
{
	struct place *place = xmalloc(site->stem.n * sizeof *place);
	struct arena scratch = ARENA_INIT;
	bool sorted = true;
	size_t i;

	o->n = 0;
	for (i = 0; i < site->stem.n; i++) {
		struct span forms = join_forms(o, site, i, count, &scratch);

		if (!forms.n)
			continue;
		sorted &= !o->n || span_cmp(place[o->n - 1].forms, forms) < 0;
		place[o->n++] = (struct place){ forms, (unsigned)i };
	}
	if (!sorted)
		qsort(place, o->n, sizeof *place, by_forms);
	for (i = 0; i < o->n; i++) {
		o->forms[i] = place[i].forms;
		o->stem[i] = place[i].stem;
		o->rank[0][place[i].stem] = (unsigned)i;
	}
	free(place);
	arena_release(&scratch);
}

void order_make(struct order *o, struct noter *const *noter, const struct recall *was)
{
	struct dict *site = &noter[0]->dict;
	struct taken taken[POOL_MAX] = { { NULL, NULL } };
	struct arena scratch = ARENA_INIT;
	size_t i, w;

	*o = (struct order){ .arena = ARENA_INIT };
	for (w = 1; w < POOL_MAX; w++)
		if (noter[w])
			taken[w] = take_up(&scratch, site, &noter[w]->dict);
	o->forms = arena_calloc(&o->arena, site->stem.n, sizeof *o->forms);
	o->stem = arena_calloc(&o->arena, site->stem.n, sizeof *o->stem);
	o->rank[0] = arena_calloc(&o->arena, site->stem.n, sizeof *o->rank[0]);
	for (i = 0; i < site->stem.n; i++)
		o->rank[0][i] = NO_GROUP;
	sort_groups(o, site, count_forms(o, noter, taken, was, &scratch));
	for (w = 1; w < POOL_MAX; w++) {
		if (!noter[w])
			continue;
		o->rank[w] = arena_calloc(&o->arena, noter[w]->dict.stem.n, sizeof *o->rank[w]);
		for (i = 0; i < noter[w]->dict.stem.n; i++)
			o->rank[w][i] = o->rank[0][taken[w].stem[i]];
	}
	arena_release(&scratch);
}

void order_release(struct order *o)
{
	arena_release(&o->arena);
}

/* search/order: the words of the whole site, sorted. Part of the search room.
 *
 * Every volume lists all forms of its words, so that a form that stands only in another one finds them; and all
 * volumes have their words in one order. */
#include "search/search_int.h"

#include <stdlib.h>

/* Gives each stem of one noter its number in the first one's dictionary, which takes up its forms. */
static unsigned *take_up(struct order *o, struct dict *site, const struct dict *d)
{
	unsigned *to = arena_calloc(&o->arena, d->stem.n, sizeof *to);
	size_t i;

	for (i = 1; i < d->form.n; i++)
		to[d->form.v[i].stem] = dict_stem(site, span_make(d->form.v[i].text, d->form.v[i].n));
	return to;
}

static int by_bytes(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* All forms of a stem, sorted. */
static struct span join_forms(struct order *o, const struct dict *d, size_t stem, struct arena *scratch)
{
	VEC(struct span) form = { NULL, 0, 0 };
	size_t i, n = 0;
	unsigned f;
	char *text, *p;

	arena_clear(scratch);
	for (f = d->stem.v[stem]; f; f = d->form.v[f].next) {
		*vec_push(&form, scratch) = span_make(d->form.v[f].text, d->form.v[f].n);
		n += d->form.v[f].n + 1;
	}
	if (form.n == 1)
		return form.v[0];
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

void order_make(struct order *o, struct noter *const *noter)
{
	struct dict *site = &noter[0]->dict;
	struct arena scratch = ARENA_INIT;
	struct place *place;
	size_t i, w;

	*o = (struct order){ .arena = ARENA_INIT };
	for (w = 1; w < POOL_MAX; w++)
		if (noter[w])
			o->rank[w] = take_up(o, site, &noter[w]->dict);
	o->n = site->stem.n;
	o->forms = arena_calloc(&o->arena, o->n, sizeof *o->forms);
	o->rank[0] = arena_calloc(&o->arena, o->n, sizeof *o->rank[0]);
	place = xmalloc(o->n * sizeof *place);
	for (i = 0; i < o->n; i++)
		place[i] = (struct place){ join_forms(o, site, i, &scratch), (unsigned)i };
	if (o->n)
		qsort(place, o->n, sizeof *place, by_forms);
	for (i = 0; i < o->n; i++) {
		o->forms[i] = place[i].forms;
		o->rank[0][place[i].stem] = (unsigned)i;
	}
	for (w = 1; w < POOL_MAX; w++)
		for (i = 0; noter[w] && i < noter[w]->dict.stem.n; i++)
			o->rank[w][i] = o->rank[0][o->rank[w][i]];
	free(place);
	arena_release(&scratch);
}

void order_release(struct order *o)
{
	arena_release(&o->arena);
}

/* search/dict: words by number, and their stems by Snowball's English stemmer. Part of the search room.
 *
 * Every word of every text is looked up here, so a slot holds what tells most words apart. */
#include "search/search_int.h"

#include <libstemmer.h>
#include <stdlib.h>

#define SHIFT_MAX (64 - 12)       /* of the first slots, which are 64 KB */

static void new_slots(struct dict *d, unsigned shift)
{
	d->shift = shift;
	d->mask = ((size_t)1 << (64 - shift)) - 1;
	d->slot = xrealloc(d->slot, (d->mask + 1) * sizeof *d->slot);
	memset(d->slot, 0, (d->mask + 1) * sizeof *d->slot);
}

void dict_init(struct dict *d)
{
	*d = (struct dict){ .arena = ARENA_INIT };
	map_init(&d->stems, &d->arena);
	map_init(&d->crowded, &d->arena);
	new_slots(d, SHIFT_MAX);
	vec_push(&d->form, &d->arena);
	d->stemmer = sb_stemmer_new("english", "UTF_8");
	if (!d->stemmer)        /* out of memory: the arena's way to go */
		abort();
}

void dict_release(struct dict *d)
{
	if (d->stemmer)
		sb_stemmer_delete(d->stemmer);
	free(d->slot);
	arena_release(&d->arena);
	*d = (struct dict){ .arena = ARENA_INIT };
}

static struct span stem_of(struct dict *d, struct span word)
{
	const sb_symbol *p;

	if (word.p[0] == '=')
		return word;
	p = sb_stemmer_stem(d->stemmer, (const sb_symbol *)word.p, (int)word.n);
	if (!p)
		abort();
	return span_make((const char *)p, (size_t)sb_stemmer_length(d->stemmer));
}

/* Its slot, or a free one. */
static struct slot *look(struct dict *d, struct span word)
{
	char eight[16] = { 0 };
	uint64_t first;
	struct slot *s;
	unsigned left;
	size_t i;

	memcpy(eight, word.p, word.n < 16 ? word.n : 16);
	first = word_eight(eight);
	i = dict_at(d, first, word_eight(eight + 8));
	for (left = PROBES; left; left--, i = (i + 1) & d->mask) {
		const struct form *f;

		s = &d->slot[i];
		f = &d->form.v[s->form];
		if (!s->form || (s->first == first && span_eq(span_make(f->text, f->n), word)))
			return s;
	}
	s = map_get(&d->crowded, word);
	if (!s) {
		s = arena_calloc(&d->arena, 1, sizeof *s);
		map_set(&d->crowded, word, s);
	}
	return s;
}

static void grow(struct dict *d)
{
	size_t i;

	new_slots(d, d->shift - 1);
	for (i = 1; i < d->form.n; i++) {
		const struct form *f = &d->form.v[i];

		*look(d, span_make(f->text, f->n)) = (struct slot){ word_eight(f->text), (unsigned)i, f->stem };
	}
}

static const struct slot *add(struct dict *d, struct slot *s, struct span word, struct span root)
{
	size_t stem = (size_t)(uintptr_t)map_get(&d->stems, root);
	struct form *f;

	if (!stem) {
		vec_push(&d->stem, &d->arena);
		stem = d->stem.n;
		map_set(&d->stems, root, (void *)(uintptr_t)stem);
	}
	f = vec_push(&d->form, &d->arena);
	f->text = memcpy(arena_alloc(&d->arena, (word.n + 8) / 8 * 8), word.p, word.n);
	f->n = (unsigned)word.n;
	f->stem = (unsigned)stem - 1;
	f->next = d->stem.v[stem - 1];
	d->stem.v[stem - 1] = (unsigned)d->form.n - 1;
	*s = (struct slot){ word_eight(f->text), (unsigned)d->form.n - 1, f->stem };
	if (d->form.n <= d->mask / 2)
		return s;
	grow(d);
	return look(d, word);
}

const struct slot *dict_word(struct dict *d, struct span word)
{
	struct slot *s = look(d, word);

	return s->form ? s : add(d, s, word, stem_of(d, word));
}

void dict_load(struct dict *d, struct span word, struct span root)
{
	struct slot *s = look(d, word);

	if (!s->form)
		add(d, s, word, root);
}

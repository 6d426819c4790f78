/* search/stems: forms of one word, by Snowball's English stemmer. Part of the search room. */
#include "search/search_int.h"

#include <libstemmer.h>
#include <stdlib.h>

void stems_init(struct stems *t)
{
	*t = (struct stems){ .arena = ARENA_INIT };
	map_init(&t->forms, &t->arena);
	map_init(&t->stems, &t->arena);
	t->stemmer = sb_stemmer_new("english", "UTF_8");
	if (!t->stemmer)        /* out of memory: the arena's way to go */
		abort();
}

/* A key to filter by is no word. */
static struct span stem_of(struct stems *t, struct span word)
{
	const sb_symbol *p;

	if (word.p[0] == '=')
		return word;
	p = sb_stemmer_stem(t->stemmer, (const sb_symbol *)word.p, (int)word.n);
	if (!p)
		abort();
	return span_make((const char *)p, (size_t)sb_stemmer_length(t->stemmer));
}

struct form *stems_form(struct stems *t, struct span word)
{
	struct form *f = map_get(&t->forms, word);
	struct span root;
	struct stem *stem;

	if (f)
		return f;
	f = arena_alloc(&t->arena, sizeof *f);
	f->text = span_make(arena_strndup(&t->arena, word.p, word.n), word.n);
	root = stem_of(t, word);
	stem = map_get(&t->stems, root);
	if (!stem) {
		stem = arena_alloc(&t->arena, sizeof *stem);
		stem->text = span_make(arena_strndup(&t->arena, root.p, root.n), root.n);
		map_set(&t->stems, stem->text, stem);
	}
	f->stem = stem;
	*vec_push(&stem->form, &t->arena) = f;
	map_set(&t->forms, f->text, f);
	return f;
}

static int by_text(const void *a, const void *b)
{
	return span_cmp((*(struct form *const *)a)->text, (*(struct form *const *)b)->text);
}

void stems_sort(struct stems *t)
{
	size_t i;

	for (i = 0; i < t->stems.n; i++) {
		struct stem *s = t->stems.entry[i].value;

		qsort(s->form.v, s->form.n, sizeof *s->form.v, by_text);
	}
}

void stems_release(struct stems *t)
{
	sb_stemmer_delete(t->stemmer);
	arena_release(&t->arena);
}

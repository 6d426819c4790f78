/* audit/aside: where the ids of pages are kept. A large site has more than are worth their memory, since most are never asked
 * for: past a number of them they wait in a file. */
#include "audit/links_int.h"

#include <string.h>

#define FILES_FEW 4096                 /* of so many files all ids are held */
#define HELD (256u << 10)              /* ids that each worker holds */
#define TOGETHER (32u << 10)           /* ids that are put aside at once */

void links_set_aside(struct links *l, const char *dir)
{
	if (l->document.n > FILES_FEW)
		l->aside = spill_open(dir);
}

static void put_aside(struct links *l, struct worker *w)
{
	long long at = spill_put(l->aside, span_make((const char *)w->full, w->full_n * sizeof *w->full));
	size_t i;

	for (i = 0; i < w->waiting.n; i++) {
		struct document *doc = w->waiting.v[i];

		if (at < 0) {
			doc->id = memcpy(arena_calloc(&w->arena, doc->ids, sizeof *doc->id), doc->id, doc->ids * sizeof *doc->id);
			continue;
		}
		doc->at = at + (doc->id - w->full) * (long long)sizeof *doc->id;
		doc->aside = true;
	}
	w->waiting.n = w->full_n = 0;
}

static uint32_t *room(struct links *l, struct document *doc, struct worker *w)
{
	uint32_t *to;

	if (!l->aside || w->held < HELD || doc->ids > TOGETHER) {
		w->held += doc->ids;
		return arena_calloc(&w->arena, doc->ids, sizeof *to);
	}
	if (!w->full)
		w->full = xmalloc(TOGETHER * sizeof *w->full);
	if (w->full_n + doc->ids > TOGETHER)
		put_aside(l, w);
	*vec_push(&w->waiting, &w->arena) = doc;
	to = w->full + w->full_n;
	w->full_n += doc->ids;
	return to;
}

void ids_take(struct links *l, struct document *doc, const uint32_t *id, size_t n, struct worker *w)
{
	doc->ids = (uint32_t)n;
	doc->id = n ? memcpy(room(l, doc, w), id, n * sizeof *id) : NULL;
}

void ids_end(struct links *l)
{
	unsigned i;

	for (i = 0; i < l->workers; i++)
		if (l->worker[i].waiting.n)
			put_aside(l, &l->worker[i]);
}

const uint32_t *ids_get(const struct links *l, const struct document *doc, struct strbuf *scratch)
{
	size_t n = doc->ids * sizeof *doc->id;

	if (!doc->aside)
		return doc->id;
	sb_clear(scratch);
	sb_reserve(scratch, n);
	return spill_get(l->aside, doc->at, scratch->p, n) < 0 ? NULL : (const uint32_t *)(const void *)scratch->p;
}

void links_bring_back(struct links *l)
{
	size_t i;

	for (i = 0; i < l->document.n; i++) {
		struct document *doc = &l->document.v[i];
		uint32_t *to;

		if (!doc->aside)
			continue;
		to = arena_calloc(&l->arena, doc->ids, sizeof *to);
		/* What cannot be read is as if the page had not been looked at. */
		if (spill_get(l->aside, doc->at, (char *)to, doc->ids * sizeof *to) < 0)
			doc->scanned = false;
		doc->id = to;
		doc->aside = false;
	}
}

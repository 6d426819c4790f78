/* audit/recall: what is known of files from an earlier run, and what the next one may know of this one's. */
#include "audit/links_int.h"

#include <stdlib.h>

void links_recall(struct links *l, size_t file, struct links_known known)
{
	struct document *doc = &l->document.v[file];

	doc->id = known.id;
	doc->ids = (uint32_t)known.ids;
	doc->scanned = doc->markup;
	doc->recalled = true;
}

void links_recall_targets(struct links *l, const struct links_target *target, size_t n)
{
	l->recalled = target;
	l->recalled_count = n;
}

bool links_known(const struct links *l, size_t file, struct links_known *out)
{
	const struct document *doc = &l->document.v[file];

	*out = (struct links_known){ doc->id, doc->ids };
	return !doc->suspect && !doc->aside && (doc->scanned || !doc->markup);
}

static int by_target(const void *x, const void *y)
{
	const struct links_target *a = x, *b = y;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

/* Those that were there when the files were recalled are known to be there. */
static bool recalled_exists(const struct links *l, struct links_target t)
{
	return t.file && t.file <= l->document.n &&
	       (l->document.v[t.file - 1].recalled || document_has_target(&l->document.v[t.file - 1], t.id));
}

/* What the workers' tables hold, in one list. */
void targets_sort(struct links *l)
{
	size_t n = 0, i;
	unsigned k;

	for (k = 0; k < l->workers; k++)
		n += l->worker[k].targets;
	l->target = arena_calloc(&l->arena, n, sizeof *l->target);
	for (k = 0; k < l->workers; k++) {
		struct worker *w = &l->worker[k];

		for (i = 0; i < w->slots; i++)
			if (w->target[i].file)
				l->target[l->targets++] = w->target[i];
		free(w->target);
		w->target = NULL;
		w->targets = w->slots = 0;
	}
	if (l->targets)
		qsort(l->target, l->targets, sizeof *l->target, by_target);
}

const struct links_target *links_targets(const struct links *l, struct arena *a, size_t *n)
{
	struct links_target *all = arena_calloc(a, l->recalled_count + l->targets, sizeof *all);
	size_t i = 0, k = 0;

	/* Those that were recalled are sorted, too. */
	for (*n = 0; i < l->recalled_count || k < l->targets;) {
		const struct links_target *old = i < l->recalled_count ? &l->recalled[i] : NULL;
		bool is_old = old && (k == l->targets || by_target(old, &l->target[k]) <= 0);
		struct links_target t = is_old ? l->recalled[i++] : l->target[k++];

		if ((!is_old || recalled_exists(l, t)) && (!*n || by_target(&all[*n - 1], &t) != 0))
			all[(*n)++] = t;
	}
	return all;
}

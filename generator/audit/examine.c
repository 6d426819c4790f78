/* audit/examine: all that is wrong with one page, found without any short cut. */
#include "audit/links_int.h"

#include <stdlib.h>
#include <string.h>

const char *kept_text(struct worker *w, struct span s)
{
	char *kept = map_get(&w->text, s);

	if (!kept) {
		kept = arena_strndup(&w->arena, s.p, s.n);
		map_set(&w->text, s, kept);
	}
	return kept;
}

static void add_fault(struct worker *w, enum diag_code code, const struct reference *r, struct span path,
		      struct span anchor)
{
	struct fault *f = vec_push(&w->fault, &w->page_arena);

	f->code = code;
	f->offset = r->offset;
	f->value = kept_text(w, span_of(r->value));
	f->path = path.n ? kept_text(w, path) : NULL;
	f->anchor = anchor.n ? kept_text(w, anchor) : NULL;
}

static int id_order(const void *x, const void *y)
{
	const struct id *a = x, *b = y;
	int c = strcmp(a->name, b->name);

	return c ? c : (a->offset > b->offset) - (a->offset < b->offset);
}

static int id_match(const void *name, const void *y)
{
	const struct id *b = y;

	return strcmp(name, b->name);
}

static bool has_id(const struct worker *w, const char *name)
{
	return w->id.n && bsearch(name, w->id.v, w->id.n, sizeof *w->id.v, id_match);
}

static void note(void *ctx, enum scan_kind kind, struct span value, size_t offset)
{
	struct worker *w = ctx;
	const char *text;

	sb_clear(&w->buf);
	scan_decode(value, &w->buf);
	text = arena_strndup(&w->page_arena, w->buf.p, w->buf.n);
	if (kind == SCAN_BASE)
		w->based = true;
	else if (kind != SCAN_ID)
		*vec_push(&w->reference, &w->page_arena) = (struct reference){ text, (uint32_t)offset, kind };
	else if (*text)
		*vec_push(&w->id, &w->page_arena) = (struct id){ text, (uint32_t)offset };
}

void examine_ids(const struct links *l, const struct document *doc, struct worker *w)
{
	arena_clear(&w->page_arena);
	memset(&w->id, 0, sizeof w->id);
	memset(&w->reference, 0, sizeof w->reference);
	memset(&w->fault, 0, sizeof w->fault);
	w->based = false;
	sb_clear(&w->bytes);
	if (l->text.again(l->text.ctx, (size_t)(doc - l->document.v), &w->bytes) < 0)
		return;
	scan_markup(sb_view(&w->bytes), note, w);
	if (w->id.n)
		qsort(w->id.v, w->id.n, sizeof *w->id.v, id_order);
}

/* One or more ids of the same page, with spaces between them. */
static void examine_names(const struct document *doc, const struct reference *r, struct worker *w)
{
	struct span rest = span_of(r->value), name;

	while (scan_word(&rest, &name))
		if (!has_id(w, arena_strndup(&w->page_arena, name.p, name.n)))
			add_fault(w, DIAG_BROKEN_ANCHOR, r, span_of(doc->path), name);
}

static void examine_reference(const struct links *l, const struct document *doc, const struct reference *r,
			      struct worker *w)
{
	static const struct span none;
	struct leads to = follow(l, doc, w->based, r->kind, span_of(r->value), &w->follow);

	if (to.to == AMISS) {
		add_fault(w, to.amiss, r, none, none);
	} else if (to.to == INSIDE && !to.file) {
		add_fault(w, DIAG_BROKEN_LINK, r, to.path, none);
	} else if (to.anchor.n) {
		bool there = to.to == THIS_PAGE ? has_id(w, to.anchor.p) : document_has_target(to.file, id_hash(to.anchor));

		if (!there)
			add_fault(w, DIAG_BROKEN_ANCHOR, r, span_of(to.file->path), to.anchor);
	}
}

void examine(const struct links *l, struct suspect *s, struct worker *w)
{
	const struct document *doc = s->doc;
	size_t k;

	examine_ids(l, doc, w);
	for (k = 1; k < w->id.n; k++) {
		struct reference again = { w->id.v[k].name, w->id.v[k].offset, SCAN_ID };

		if (strcmp(w->id.v[k].name, w->id.v[k - 1].name) == 0)
			add_fault(w, DIAG_DUPLICATE_ID, &again, span_make(NULL, 0), span_make(NULL, 0));
	}
	for (k = 0; k < w->reference.n; k++) {
		if (w->reference.v[k].kind == SCAN_ID_REF)
			examine_names(doc, &w->reference.v[k], w);
		else
			examine_reference(l, doc, &w->reference.v[k], w);
	}
	s->faults = w->fault.n;
	s->fault = arena_calloc(&w->arena, w->fault.n, sizeof *s->fault);
	if (s->faults)
		memcpy(s->fault, w->fault.v, s->faults * sizeof *s->fault);
}

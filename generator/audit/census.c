/* audit/census: what only an audit asks of the references: how many there are, which files another
 * page links to, which links lead to other sites. A build does not pay for it. */
#include "audit/links_int.h"

#include <stdlib.h>
#include <string.h>

void links_audit(struct links *l)
{
	size_t i;

	l->outside = arena_calloc(&l->arena, l->document.n, sizeof *l->outside);
	l->reached = xmalloc((l->document.n + 1) * sizeof *l->reached);
	for (i = 0; i < l->document.n; i++)
		atomic_init(&l->reached[i], false);
}

struct census {
	struct links *l;
	const struct document *doc;
	struct worker *w;
	bool page;                     /* its links lead readers somewhere */
};

static void look_at_link(struct census *c, struct span url, size_t offset)
{
	struct links *l = c->l;
	struct leads to;

	if (follow_is_outside(l, url)) {
		if (span_starts(url, "http://") || span_starts(url, "https://"))
			*vec_push(&c->w->outside, &c->w->scratch) = (struct outside){ kept_text(c->w, url), (uint32_t)offset };
		return;
	}
	to = follow(l, c->doc, c->doc->based, SCAN_LINK, url, &c->w->follow);
	if (c->page && to.to == INSIDE && to.file)
		atomic_store_explicit(&l->reached[to.file - l->document.v], true, memory_order_relaxed);
}

static void look_at(void *ctx, enum scan_kind kind, struct span value, size_t offset)
{
	struct census *c = ctx;
	struct worker *w = c->w;

	if (kind == SCAN_ID || kind == SCAN_BASE)
		return;
	sb_clear(&w->buf);
	scan_decode(value, &w->buf);
	w->counts.links += kind != SCAN_ID_REF;
	w->counts.anchors += span_chr(sb_view(&w->buf), '#') >= 0;
	if (kind == SCAN_LINK)
		look_at_link(c, sb_view(&w->buf), offset);
}

void take_census(struct links *l, struct document *doc, struct span text, struct worker *w)
{
	struct census c = { .l = l, .doc = doc, .w = w, .page = span_ends(span_of(doc->path), ".html") };
	struct outside *kept;

	w->outside.n = 0;
	scan_markup(text, look_at, &c);
	kept = arena_calloc(&w->arena, w->outside.n, sizeof *kept);
	if (w->outside.n)
		memcpy(kept, w->outside.v, w->outside.n * sizeof *kept);
	l->outside[doc - l->document.v] = (struct outsides){ kept, w->outside.n };
}

size_t links_count(const struct links *l)
{
	return l->document.n;
}

const char *links_path(const struct links *l, size_t file)
{
	return l->document.v[file].path;
}

struct pos links_made_from(const struct links *l, size_t file)
{
	return l->document.v[file].made_from;
}

const char *links_base_url(const struct links *l)
{
	return l->base_url;
}

bool links_reached(const struct links *l, size_t file)
{
	return l->reached && atomic_load_explicit(&l->reached[file], memory_order_relaxed);
}

struct links_counts links_counts(const struct links *l)
{
	struct links_counts sum = { 0, 0 };
	unsigned i;

	for (i = 0; i < l->workers; i++) {
		sum.links += l->worker[i].counts.links;
		sum.anchors += l->worker[i].counts.anchors;
	}
	return sum;
}

void links_each_outside(const struct links *l, void (*found)(void *ctx, const char *url, size_t file, size_t offset),
			void *ctx)
{
	size_t i, k;

	for (i = 0; l->outside && i < l->document.n; i++) {
		const struct outsides *o = &l->outside[i];

		for (k = 0; k < o->n; k++)
			found(ctx, o->v[k].url, i, o->v[k].offset);
	}
}

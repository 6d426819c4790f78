/* pages/plan: the list of all pages, and the rendering of one. Part of the pages room. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/pool.h"
#include "pages/pages_int.h"

/* ---- the context ---------------------------------------------------------------- */

/* Ends with '/', or is "". */
static const char *tidy_base(const char *url, struct arena *a)
{
	size_t n = url ? strlen(url) : 0;

	if (!n)
		return "";
	return url[n - 1] == '/' ? arena_strdup(a, url) : arena_printf(a, "%s/", url);
}

static int newest_day_first(const void *a, const void *b)
{
	const struct report *x = *(const struct report *const *)a, *y = *(const struct report *const *)b;
	int d = date_cmp(y->day, x->day);

	return d ? d : strcmp(x->id, y->id);
}

static void sort_by_day(struct pages *p)
{
	size_t n = p->changes.n;

	p->by_day.v = arena_calloc(&p->arena, n + 1, sizeof *p->by_day.v);
	p->by_day.n = n;
	if (!n)
		return;
	memcpy(p->by_day.v, p->changes.v, n * sizeof *p->by_day.v);
	qsort(p->by_day.v, n, sizeof *p->by_day.v, newest_day_first);
}

static void count_held(struct pages *p)
{
	const struct model *m = p->m;
	const struct authority **last = arena_calloc(&p->arena, m->frameworks->n + 1, sizeof *last);
	size_t i;

	p->held = arena_calloc(&p->arena, m->frameworks->n + 1, sizeof *p->held);
	for (i = 0; i < m->report_count; i++) {
		size_t f = (size_t)(m->report[i]->framework - m->frameworks->v);

		p->held[f].reports++;
		p->held[f].judgements += m->report[i]->judgement_count;
		p->held[f].authorities += last[f] != m->report[i]->authority;
		last[f] = m->report[i]->authority;
	}
}

static const char *keep(struct pages *p, const char *s)
{
	return arena_strdup(&p->arena, s ? s : "");
}

struct pages *pages_new(const struct pages_options *o)
{
	struct pages *p = xmalloc(sizeof *p);

	memset(p, 0, sizeof *p);
	p->config = o->config;
	p->m = o->model;
	p->templates = o->templates;
	p->assets.style = keep(p, o->assets.style);
	p->assets.script = keep(p, o->assets.script);
	p->assets.icon = keep(p, o->assets.icon);
	p->open = o->open;
	p->close = o->close;
	p->ctx = o->ctx;
	p->opened = arena_calloc(&p->arena, POOL_MAX, sizeof *p->opened);
	p->assets.search = keep(p, o->assets.search);
	p->search = o->search;
	p->version = keep(p, o->version);
	p->base_url = tidy_base(o->config->base_url, &p->arena);
	p->data_date = data_date(p->m);
	area_index_make(&p->areas, p->m, &p->arena);
	p->pairs = pairs_make(p->m, o->config->compare == COMPARE_ALL, &p->arena);
	p->changes = changes_make(p->m, &p->arena);
	coverage_make(&p->coverage, p->m);
	spark_axis_make(&p->sparks, p->m, &p->arena);
	p->spark = arena_calloc(&p->arena, p->m->authority_count * p->m->comparable_count + 1, sizeof *p->spark);
	sort_by_day(p);
	count_held(p);
	return p;
}

void pages_made(struct pages *p)
{
	sparks_free(p);
	prose_close(p);
}

void pages_free(struct pages *p)
{
	if (!p)
		return;
	pages_made(p);
	arena_release(&p->arena);
	free(p);
}

struct date pages_data_date(const struct pages *p)
{
	return p->data_date;
}

/* ---- the list --------------------------------------------------------------------- */

static const char *source_words(const struct page *p, struct arena *a)
{
	return arena_printf(a, "%s: %s", p->family->name, p->title);
}

static void report_collision(struct planner *pl, const struct page *first, const struct page *second)
{
	struct arena *a = &pl->scratch;

	diag_report(pl->d, DIAG_PAGE_COLLISION, second->pos, "'%s' (%s) is the address of %s",
		    url_site(second->path, a), source_words(second, a), source_words(first, a));
	diag_note(pl->d, first->pos, "the first of the two: %s", source_words(first, a));
}

struct page *plan_add(struct planner *pl, const struct page_family *f, const char *path, const char *title,
		      const void *subject, const struct pos *pos)
{
	struct arena *a = &pl->scratch;
	const char *folded = url_folded(path, a);
	struct page *p = vec_push(&pl->v, a);
	size_t before;

	p->path = path;
	p->title = title;
	p->family = f;
	p->subject = subject;
	p->indexed = true;
	if (pos)
		p->pos = *pos;
	if (url_reserved(path))
		diag_report(pl->d, DIAG_PAGE_RESERVED, p->pos, "'%s' (%s)", url_site(path, a), source_words(p, a));
	before = (size_t)(uintptr_t)map_get(&pl->seen, span_of(folded));
	if (before)
		report_collision(pl, &pl->v.v[before - 1], p);
	else
		map_lend(&pl->seen, span_of(folded), (void *)(uintptr_t)pl->v.n);
	return p;
}

static void find_wants(struct pages *p)
{
	static const struct {
		const char *name;
		enum want want;
	} dear[] = {
		{ "grades", WANT_GRADES }, { "latest", WANT_LATEST }, { "groups", WANT_GROUPS }, { "key", WANT_KEY },
		{ "spark", WANT_SPARK }, { "sparks", WANT_SPARKS },
	};
	size_t i, k;

	p->wants = arena_calloc(&p->arena, page_families_count, sizeof *p->wants);
	for (i = 0; i < page_families_count; i++)
		for (k = 0; k < sizeof dear / sizeof dear[0] && page_families[i].template; k++)
			if (mu_mentions(p->templates, page_families[i].template, dear[k].name))
				p->wants[i] |= dear[k].want;
}

const struct page_list *pages_plan(struct pages *p, struct diag *d)
{
	struct planner pl = { .p = p, .d = d };
	size_t i;

	map_init(&pl.seen, &pl.scratch);
	if (p->config->share_images)
		p->share = share_program(&p->arena, p->config->pos, d);
	for (i = 0; i < page_families_count; i++)
		page_families[i].list(&pl, &page_families[i]);
	p->plan.v = arena_calloc(&p->arena, pl.v.n, sizeof *p->plan.v);
	p->plan.n = pl.v.n;
	if (pl.v.n)
		memcpy(p->plan.v, pl.v.v, pl.v.n * sizeof *p->plan.v);
	arena_release(&pl.scratch);
	p->crosses = arena_calloc(&p->arena, p->plan.n + 1, sizeof *p->crosses);
	find_wants(p);
	depend_make(p);
	return &p->plan;
}

static bool same_template(const struct page_family *a, const struct page_family *b)
{
	return a->template && b->template && !strcmp(a->template, b->template);
}

void pages_check(const struct pages *p, struct diag *d)
{
	size_t i, k;

	for (i = 0; i < page_families_count; i++) {
		const struct page_family *f = &page_families[i];

		for (k = 0; k < i && !same_template(&page_families[k], f); k++)
			;
		if (f->template && k == i)      /* families may share a template */
			mu_check(p->templates, f->template, f->record, d);
	}
}

/* ---- one page ---------------------------------------------------------------------- */

int page_render(const struct pages *p, const struct page *page, struct arena *scratch, struct strbuf *out,
		struct diag *d)
{
	return page_render_pieces(p, page, scratch, out, NULL, d);
}

int page_render_pieces(const struct pages *p, const struct page *page, struct arena *scratch, struct strbuf *out,
		       const struct page_pieces *pieces, struct diag *d)
{
	const struct page_family *f = page->family;
	struct ctx c = { .p = p, .page = page, .a = scratch, .d = d, .root = url_root(page->path, scratch), .pieces = pieces };

	c.wants = p->wants[f - page_families];

	if (f->write) {
		f->write(&c, out);
		return 0;
	}
	if (mu_render_record(p->templates, f->template, f->record, f->make(&c), out, d) < 0)
		return -1;
	return f->finish ? f->finish(&c, out) : 0;
}

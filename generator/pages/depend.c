/* pages/depend: what a page is made of, as a hash. Part of the pages room.
 *
 * A family says in its row at which reports its functions look, and at which of their facts (enum depends, enum facts);
 * what is not said is all. */
#include "base/digest.h"
#include "pages/data_int.h"

#include <string.h>

/* Of two numbers one, in an order. There are very many of them, so it is a short one. */
static uint64_t mix(uint64_t a, uint64_t b)
{
	uint64_t x = (a * 0x9e3779b97f4a7c15u ^ b) * 0xd6e8feb86659fd93u;

	x ^= x >> 32;
	x *= 0xd6e8feb86659fd93u;
	x ^= x >> 32;
	return x + !x;
}

/* Of anything not known nothing is known. */
static uint64_t both(uint64_t a, uint64_t b)
{
	return a && b ? mix(a, b) : 0;
}

/* A number, which is never unknown. */
static uint64_t with_number(uint64_t sum, long n)
{
	return sum ? mix(sum, (uint64_t)n) : 0;
}

static uint64_t with_text(uint64_t sum, const char *text)
{
	uint64_t with = digest_quick(sum, span_of(text));

	return sum ? with + !with : 0;
}

/* ---- worked out once ---------------------------------------------------------------- */

static uint64_t axis(const struct spark_axis *x)
{
	uint64_t sum = with_number(with_number(with_number(1, x->day0), x->day1), x->width);
	size_t i;

	for (i = 0; i < x->year_count; i++)
		sum = with_number(with_number(sum, x->year[i].x), x->year[i].year);
	return sum;
}

static uint64_t shared(const struct pages *p)
{
	uint64_t sum = with_number(1, date_is_set(p->data_date) ? date_days(p->data_date) : -1);

	return with_text(sum, p->share ? p->share : "");
}

static void sum_authorities(struct pages *p)
{
	const struct model *m = p->m;
	size_t i, k, kind;

	for (kind = 0; kind < FACTS_KINDS; kind++) {
		uint64_t *of = p->facts[kind] = arena_calloc(&p->arena, m->authority_count, sizeof *of);

		p->all[kind] = 1;
		for (i = 0; i < m->authority_count; i++) {
			const struct authority *who = &m->authority[i];

			of[i] = 1;
			for (k = 0; k < who->report_count; k++)
				of[i] = both(of[i], who->report[k]->digest[kind]);
			p->all[kind] = both(p->all[kind], of[i]);
		}
	}
}

/* What the report's own framework said of its authority before; and all that is held under each framework. */
static void sum_frameworks(struct pages *p)
{
	const struct model *m = p->m;
	size_t n = m->frameworks->n, i, f;
	uint64_t *last = arena_calloc(&p->arena, n + 1, sizeof *last);

	p->before = arena_calloc(&p->arena, m->report_count + 1, sizeof *p->before);
	p->under = arena_calloc(&p->arena, n + 1, sizeof *p->under);
	for (f = 0; f < n; f++)
		p->under[f] = 1;
	for (i = 0; i < m->report_count; i++) {
		const struct report *r = m->report[i];

		for (f = 0; f < n && (!i || m->report[i - 1]->authority != r->authority); f++)
			last[f] = 1;
		f = (size_t)(r->framework - m->frameworks->v);
		p->before[i] = last[f];
		last[f] = both(last[f], r->digest[FACTS_GRADES]);
		p->under[f] = both(p->under[f], r->digest[FACTS_HEADS]);
	}
}

/* The reports that have a judgement in an area. */
static void sum_areas(struct pages *p)
{
	size_t i, k;

	p->judged = arena_calloc(&p->arena, p->areas.n + 1, sizeof *p->judged);
	for (i = 0; i < p->areas.n; i++) {
		const struct judgement_list *l = &p->areas.of[i];

		p->judged[i] = 1;
		for (k = 0; k < l->n; k++)
			if (!k || l->v[k]->report != l->v[k - 1]->report)
				p->judged[i] = both(p->judged[i], l->v[k]->report->digest[FACTS_GRADES]);
	}
}

/* With whom an authority has a page. */
static void sum_pairs(struct pages *p)
{
	const struct authority *first = p->m->authority;
	size_t i;

	p->paired = arena_calloc(&p->arena, p->m->authority_count + 1, sizeof *p->paired);
	for (i = 0; i < p->m->authority_count; i++)
		p->paired[i] = 1;
	for (i = 0; i < p->pairs.n; i++) {
		size_t a = (size_t)(p->pairs.v[i].a - first), b = (size_t)(p->pairs.v[i].b - first);

		p->paired[a] = with_number(p->paired[a], (long)b);
		p->paired[b] = with_number(p->paired[b], (long)a);
	}
}

static void sum_lists(struct pages *p)
{
	size_t i;

	p->newest = with_number(1, (long)p->changes.n);
	for (i = 0; i < p->changes.n && i < NEWEST; i++)
		p->newest = both(p->newest, p->changes.v[i]->digest[FACTS_GRADES]);
	p->listed = 1;
	for (i = 0; i < p->plan.n; i++) {
		const struct page *page = &p->plan.v[i];

		p->listed = with_text(with_number(p->listed, page->indexed), page->path);
		p->listed = with_number(p->listed, date_is_set(page->updated) ? date_days(page->updated) : -1);
		if (!p->first_report && page->family->depends == DEPENDS_REPORT)
			p->first_report = page;
	}
}

void depend_make(struct pages *p)
{
	p->shared = shared(p);
	p->axis = axis(&p->sparks);
	sum_authorities(p);
	sum_frameworks(p);
	sum_areas(p);
	sum_pairs(p);
	sum_lists(p);
}

/* ---- one page ----------------------------------------------------------------------- */

static uint64_t of(const struct pages *p, const struct authority *who, enum facts facts)
{
	return p->facts[facts][who - p->m->authority];
}

static uint64_t with(const struct pages *p, uint64_t sum, const struct authority *const *who, size_t n, enum facts facts)
{
	size_t i;

	for (i = 0; i < n; i++)
		sum = both(sum, of(p, who[i], facts));
	return sum;
}

static uint64_t related(const struct pages *p, const struct authority *who)
{
	uint64_t sum = both(of(p, who, FACTS_ALL), p->paired[who - p->m->authority]);

	sum = with(p, sum, who->neighbour, who->neighbour_count, FACTS_GRADES);
	sum = with(p, sum, who->predecessor, who->predecessor_count, FACTS_GRADES);
	return with(p, sum, who->successor, who->successor_count, FACTS_GRADES);
}

static uint64_t pair(const struct pages *p, const struct pair *k, enum facts facts)
{
	const struct authority *first = p->m->authority;

	return both(both(of(p, k->a, facts), p->paired[k->a - first]), both(of(p, k->b, facts), p->paired[k->b - first]));
}

static uint64_t file_of(const struct report *r)
{
	return both(r->digest[FACTS_ALL], digest_quick(1, span_make((const char *)&r->mark, sizeof r->mark)));
}

static uint64_t maybe(const struct report *r, enum facts facts)
{
	return r ? r->digest[facts] : 1;
}

static uint64_t report(const struct pages *p, const struct page *page)
{
	const struct report *r = page->subject;
	const struct authority *who = r->authority;
	uint64_t sum = both(file_of(r), p->before[page - p->first_report]);
	size_t i;

	for (i = 0; i < who->report_count && who->report[i] != r; i++)
		;
	sum = with_number(with_number(sum, (long)i), (long)who->report_count);
	sum = both(both(sum, maybe(r->previous, FACTS_GRADES)), maybe(r->next, FACTS_GRADES));
	return both(sum, maybe(asked_before(who, r), FACTS_ASKED));
}

static uint64_t area(const struct pages *p, const struct comparable *k)
{
	uint64_t sum = with_number(p->judged[k - p->m->comparable], (long)p->coverage.authorities);
	size_t i;

	for (i = 0; i < k->map_count; i++)
		sum = both(sum, p->under[k->map[i].framework - p->m->frameworks->v]);
	return sum;
}

static enum facts facts_of(const struct pages *p, const struct page *page)
{
	const struct page_family *f = page->family;

	if (f->depends == DEPENDS_COLUMNS)
		return ((const struct data_file *)page->subject)->facts;
	if (f->facts == FACTS_CARDS)
		return p->wants[f - page_families] & WANT_GRADES ? FACTS_GRADES : FACTS_HEADS;
	return f->facts;
}

static uint64_t reports_of(const struct pages *p, const struct page *page)
{
	const void *subject = page->subject;
	const struct region *region = subject;
	const struct comparable *k = subject;
	enum facts facts = facts_of(p, page);

	switch (page->family->depends) {
	case DEPENDS_TEXT:
		return file_of(subject);
	case DEPENDS_REPORT:
		return report(p, page);
	case DEPENDS_AUTHORITY:
		return of(p, subject, facts);
	case DEPENDS_RELATED:
		return related(p, subject);
	case DEPENDS_PAIR:
		return pair(p, subject, facts);
	case DEPENDS_REGION:
		return with(p, 1, region->authority, region->authority_count, facts);
	case DEPENDS_AREA:
		return area(p, k);
	case DEPENDS_JUDGED:
		return p->judged[k - p->m->comparable];
	case DEPENDS_NEWEST:
		return p->newest;
	case DEPENDS_PLAN:
		return p->listed;
	case DEPENDS_NONE:
		return 1;
	case DEPENDS_OUTSIDE:
		return 0;
	case DEPENDS_COLUMNS:
	case DEPENDS_ALL:
		break;
	}
	return p->all[facts];
}

uint64_t page_depends(const struct pages *p, const struct page *page, uint64_t inputs)
{
	bool sparks = p->wants[page->family - page_families] & (WANT_SPARK | WANT_SPARKS);
	uint64_t sum = both(both(inputs, p->shared), sparks ? p->axis : 1);

	return both(sum, both(with_text(1, page->path), reports_of(p, page)));
}

uint64_t depend_part(const struct pages *p, const struct authority *who, enum facts facts, bool first, uint64_t inputs)
{
	return with_number(with_text(both(inputs, of(p, who, facts)), who->id), first);
}

bool page_crosses(const struct pages *p, const struct page *page)
{
	return p->crosses[page - p->plan.v];
}

uint64_t pages_depend(const struct pages *p, uint64_t inputs)
{
	return both(both(inputs, p->shared), p->all[FACTS_ALL]);
}

bool page_is_searched(const struct page *page)
{
	return page->family->depends == DEPENDS_TEXT;
}

/* pages/depend: what a page is made of, as a hash. Part of the pages room.
 *
 * A family says in its row which reports its functions look at (enum depends); what is not said is all. */
#include "base/digest.h"
#include "pages/pages_int.h"

/* Of anything not known nothing is known. */
static uint64_t both(uint64_t a, uint64_t b)
{
	uint64_t sum = digest_quick(a, span_make((const char *)&b, sizeof b));

	return a && b ? sum + !sum : 0;
}

static uint64_t with_number(uint64_t sum, long n)
{
	int64_t wide = n;

	return digest_quick(sum, span_make((const char *)&wide, sizeof wide));
}

static uint64_t shared(const struct pages *p)
{
	const struct spark_axis *x = &p->sparks;
	uint64_t sum = with_number(1, date_is_set(p->data_date) ? date_days(p->data_date) : -1);
	size_t i;

	sum = with_number(with_number(with_number(sum, x->day0), x->day1), x->width);
	for (i = 0; i < x->year_count; i++)
		sum = with_number(with_number(sum, x->year[i].x), x->year[i].year);
	for (i = 0; i < p->plan.n; i++)
		sum = digest_quick(sum, span_of(p->plan.v[i].path));
	sum = digest_quick(sum, span_of(p->share));
	return sum + !sum;
}

void depend_make(struct pages *p)
{
	const struct model *m = p->m;
	size_t i, k;

	p->facts = arena_calloc(&p->arena, m->authority_count, sizeof *p->facts);
	p->all = 1;
	for (i = 0; i < m->authority_count; i++) {
		const struct authority *who = &m->authority[i];

		p->facts[i] = 1;
		for (k = 0; k < who->report_count; k++)
			p->facts[i] = both(p->facts[i], who->report[k]->digest);
		p->all = both(p->all, p->facts[i]);
	}
	p->shared = shared(p);
}

static uint64_t facts(const struct pages *p, const struct authority *who)
{
	return p->facts[who - p->m->authority];
}

static uint64_t with(const struct pages *p, uint64_t sum, const struct authority *const *who, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		sum = both(sum, facts(p, who[i]));
	return sum;
}

static uint64_t related(const struct pages *p, const struct authority *who)
{
	uint64_t sum = with(p, facts(p, who), who->neighbour, who->neighbour_count);

	sum = with(p, sum, who->predecessor, who->predecessor_count);
	return with(p, sum, who->successor, who->successor_count);
}

static uint64_t file_of(const struct report *r)
{
	return both(r->digest, digest_quick(1, span_make((const char *)&r->mark, sizeof r->mark)));
}

static uint64_t reports_of(const struct pages *p, const struct page *page)
{
	const struct report *r = page->subject;
	const struct pair *k = page->subject;

	switch (page->family->depends) {
	case DEPENDS_TEXT:
		return file_of(r);
	case DEPENDS_REPORT:
		return both(file_of(r), facts(p, r->authority));
	case DEPENDS_AUTHORITY:
		return facts(p, page->subject);
	case DEPENDS_RELATED:
		return related(p, page->subject);
	case DEPENDS_PAIR:
		return both(facts(p, k->a), facts(p, k->b));
	case DEPENDS_OUTSIDE:
		return 0;
	case DEPENDS_ALL:
		break;
	}
	return p->all;
}

uint64_t page_depends(const struct pages *p, const struct page *page, uint64_t inputs)
{
	uint64_t path = digest_quick(1, span_of(page->path));

	return both(both(inputs, p->shared), both(path, reports_of(p, page)));
}

uint64_t pages_depend(const struct pages *p, uint64_t inputs)
{
	return both(both(inputs, p->shared), p->all);
}

bool page_is_searched(const struct page *page)
{
	return page->family->depends == DEPENDS_TEXT;
}

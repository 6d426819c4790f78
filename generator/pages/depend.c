/* pages/depend: which reports a page is made of. Part of the pages room.
 *
 * A family says in its row what its functions look at (enum depends); what is not said is all. */
#include "base/digest.h"
#include "pages/pages_int.h"

/* Of anything not known nothing is known. */
static uint64_t both(uint64_t a, uint64_t b)
{
	uint64_t sum = digest_quick(a, span_make((const char *)&b, sizeof b));

	return a && b ? sum + !sum : 0;
}

void depend_make(struct pages *p)
{
	const struct model *m = p->m;
	size_t i, k;

	p->own = arena_calloc(&p->arena, m->authority_count, sizeof *p->own);
	p->all = 1;
	for (i = 0; i < m->authority_count; i++) {
		const struct authority *who = &m->authority[i];

		p->own[i] = 1;
		for (k = 0; k < who->report_count; k++)
			p->own[i] = both(p->own[i], who->report[k]->digest);
		p->all = both(p->all, p->own[i]);
	}
}

static uint64_t own(const struct pages *p, const struct authority *who)
{
	return p->own[who - p->m->authority];
}

static uint64_t with(const struct pages *p, uint64_t sum, const struct authority *const *who, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		sum = both(sum, own(p, who[i]));
	return sum;
}

static uint64_t related(const struct pages *p, const struct authority *who)
{
	uint64_t sum = with(p, own(p, who), who->neighbour, who->neighbour_count);

	sum = with(p, sum, who->predecessor, who->predecessor_count);
	return with(p, sum, who->successor, who->successor_count);
}

uint64_t page_depends(const struct pages *p, const struct page *page, uint64_t inputs)
{
	const struct report *r = page->subject;
	const struct pair *k = page->subject;

	switch (page->family->depends) {
	case DEPENDS_REPORT:
		return both(inputs, own(p, r->authority));
	case DEPENDS_AUTHORITY:
		return both(inputs, own(p, page->subject));
	case DEPENDS_RELATED:
		return both(inputs, related(p, page->subject));
	case DEPENDS_PAIR:
		return both(inputs, both(own(p, k->a), own(p, k->b)));
	case DEPENDS_ALL:
		break;
	}
	return both(inputs, p->all);
}

/* views/timeline: the chart in words. Says "was" only within one framework. Pure. */
#include <string.h>
#include "views/latest.h"
#include "views/timeline.h"

/* The main judgements of a report with when and where: "Good for overall effectiveness in May 2022 (ILACS)". */
static const char *report_words(const struct model *m, const struct report *r, struct arena *a)
{
	struct judgement_list main_ones = latest_main(m, r, a);
	const char **item;
	size_t i;

	if (!main_ones.n)
		return NULL;
	item = arena_calloc(a, main_ones.n, sizeof *item);
	for (i = 0; i < main_ones.n; i++)
		item[i] = judgement_words(main_ones.v[i], a);
	return arena_printf(a, "%s in %s (%s)", list_words(item, main_ones.n, a), month_words(r->day, a),
			    r->framework->short_name);
}

static const char *join_reports(const struct model *m, const struct authority *who, size_t upto,
				const struct framework *like, bool same, struct arena *a)
{
	const char **item = arena_calloc(a, upto + 1, sizeof *item);
	size_t i, n = 0;

	for (i = upto; i-- > 0;) {
		const struct report *r = who->report[i];
		const char *s = (r->framework == like) == same ? report_words(m, r, a) : NULL;

		if (s)
			item[n++] = s;
	}
	return n ? list_words(item, n, a) : NULL;
}

const char **timeline_summary(const struct model *m, const struct authority *who, struct arena *a, size_t *count)
{
	const char **out = arena_calloc(a, 4, sizeof *out);
	const char *now, *same, *other;
	size_t last = who->report_count, n = 0;
	const struct report *r;

	*count = 0;
	if (!last)
		return out;
	r = who->report[--last];
	now = report_words(m, r, a);
	out[n++] = now ? arena_printf(a, "%s.", now)
		       : arena_printf(a, "The latest report, of %s (%s), awards no headline grade.",
				      month_words(r->day, a), r->framework->short_name);
	same = join_reports(m, who, last, r->framework, true, a);
	if (same)
		out[n++] = arena_printf(a, "Before that, under the same framework: %s.", same);
	other = join_reports(m, who, last, r->framework, false, a);
	if (other)
		out[n++] = arena_printf(a, "Earlier grades, under other frameworks, are not directly comparable: %s.", other);
	*count = n;
	return out;
}

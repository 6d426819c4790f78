/* views/timeline: the chart in words. Says "was" only within one framework. Pure. */
#include <string.h>
#include "base/vec.h"
#include "views/latest.h"
#include "views/spark.h"
#include "views/timeline.h"

#define TOLD 4      /* earlier reports in a sentence; the table has all */

/* "requires improvement to be good for overall effectiveness"; only the grade where the area is understood. */
static const char *grades_words(const struct judgement_list *l, const struct comparable *understood, struct arena *a)
{
	const char **item = arena_calloc(a, l->n + 1, sizeof *item);
	size_t i;

	if (l->n == 1 && understood && l->v[0]->comparable == understood)
		return in_sentence(l->v[0]->grade->label, a);
	for (i = 0; i < l->n; i++)
		item[i] = in_sentence(judgement_words(l->v[i], a), a);
	return list_words(item, l->n, a);
}

/* "good for help and protection and care leavers; inadequate for leadership": areas under their own names. */
static const char *by_grade(const struct judgement_list *l, struct arena *a)
{
	const char *all = "", **area = arena_calloc(a, l->n + 1, sizeof *area);
	size_t i, k, n;

	for (i = 0; i < l->n; i++) {
		for (k = 0; k < i && l->v[k]->grade != l->v[i]->grade; k++)
			;
		if (k < i)
			continue;
		for (n = 0, k = i; k < l->n; k++)
			if (l->v[k]->grade == l->v[i]->grade)
				area[n++] = in_sentence(l->v[k]->comparable->name, a);
		all = TEXT(a, all, all[0] ? "; " : "", in_sentence(l->v[i]->grade->label, a), " for ",
			   list_words(area, n, a));
	}
	return all;
}

/* Earlier reports under the same framework as like, or under others, newest first. */
static const char *earlier(const struct model *m, const struct authority *who, const struct report *like, bool same,
			   const struct comparable *understood, struct arena *a)
{
	const char *all = "";
	size_t i, told = 0, left = 0;

	for (i = who->report_count - 1; i-- > 0;) {
		const struct report *r = who->report[i];
		struct judgement_list l = latest_main(m, r, a);

		if (!l.n || (r->framework == like->framework) != same)
			continue;
		if (told == TOLD) {
			left++;
			continue;
		}
		all = TEXT(a, all, told++ ? "; " : "", grades_words(&l, understood, a), " in ", month_words(r->day, a),
			   same ? "" : TEXT(a, " (", r->framework->short_name, ")"));
	}
	return left ? TEXT(a, all, "; and ", number_words((long)left, a), " before") : all;
}

/* The first headline area, where it was no longer judged on that day; else NULL. */
static const struct comparable *ended_before(const struct model *m, struct date day)
{
	struct date end;
	size_t i;

	for (i = 0; i < m->comparable_count && !m->comparable[i].headline; i++)
		;
	if (i == m->comparable_count)
		return NULL;
	end = area_end(m, &m->comparable[i]);
	return date_is_set(end) && date_cmp(end, day) < 0 ? &m->comparable[i] : NULL;
}

static const char *now_words(const struct model *m, const struct report *r, struct arena *a)
{
	struct judgement_list l = latest_main(m, r, a), all = latest_headlines(m, r, a);
	const struct comparable *ended = ended_before(m, r->day);
	const char *when = TEXT(a, r->authority->name, date_is_set(r->end) || date_is_set(r->start)
				? " was last inspected in " : " was last reported on in ", month_words(r->day, a),
				", under ", r->framework->short_name);
	struct date since;

	if (!l.n)
		return TEXT(a, when, "; that report gives no headline grade.");
	if (!ended)
		return TEXT(a, when, ": ", grades_words(&l, NULL, a), ".");
	since = date_from_days(date_days(area_end(m, ended)) + 1);
	return TEXT(a, when, ": ", by_grade(&all, a), ". No grade has been given for ", in_sentence(ended->name, a), " since ",
		    month_words(since, a), ".");
}

const char **timeline_summary(const struct model *m, const struct authority *who, struct arena *a, size_t *count)
{
	const char **out = arena_calloc(a, 4, sizeof *out);
	const char *same, *other;
	struct judgement_list l;
	const struct report *r;
	size_t n = 0;

	*count = 0;
	if (!who->report_count)
		return out;
	r = who->report[who->report_count - 1];
	l = latest_main(m, r, a);
	out[n++] = now_words(m, r, a);
	same = earlier(m, who, r, true, l.n == 1 ? l.v[0]->comparable : NULL, a);
	if (same[0])
		out[n++] = TEXT(a, "Before that, under the same framework: ", same, ".");
	other = earlier(m, who, r, false, NULL, a);
	if (other[0])
		out[n++] = TEXT(a, "Earlier grades, under other frameworks, are not directly comparable: ", other, ".");
	*count = n;
	return out;
}

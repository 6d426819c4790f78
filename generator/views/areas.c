/* views/areas: one judgement area through every authority's history. Pure. */
#include "views/areas.h"

#include <string.h>
#include "views/timeline.h"

void area_index_make(struct area_index *x, const struct model *m, struct arena *a)
{
	size_t i, k, *fill;

	x->n = m->comparable_count;
	x->of = arena_calloc(a, x->n + 1, sizeof *x->of);
	x->authorities = arena_calloc(a, x->n + 1, sizeof *x->authorities);
	fill = arena_calloc(a, x->n + 1, sizeof *fill);
	for (i = 0; i < m->report_count; i++)
		for (k = 0; k < m->report[i]->judgement_count; k++)
			if (m->report[i]->judgement[k].comparable)
				fill[m->report[i]->judgement[k].comparable - m->comparable]++;
	for (i = 0; i < x->n; i++)
		x->of[i].v = arena_calloc(a, fill[i] + 1, sizeof *x->of[i].v);
	for (i = 0; i < m->report_count; i++) {
		for (k = 0; k < m->report[i]->judgement_count; k++) {
			const struct judgement *j = &m->report[i]->judgement[k];
			size_t c = j->comparable ? (size_t)(j->comparable - m->comparable) : x->n;
			struct judgement_list *l = &x->of[c];

			if (c == x->n)
				continue;
			if (!l->n || l->v[l->n - 1]->report->authority != j->report->authority)
				x->authorities[c]++;
			l->v[l->n++] = j;
		}
	}
}

void area_histories_make(struct area_histories *h, const struct judgement_list *l, struct arena *a)
{
	VEC(struct area_history) all = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < l->n; i++) {
		const struct authority *who = l->v[i]->report->authority;

		if (!all.n || all.v[all.n - 1].authority != who) {
			struct area_history *fresh = vec_push(&all, a);

			fresh->authority = who;
			fresh->v = &l->v[i];
		}
		all.v[all.n - 1].n++;
	}
	h->v = all.v;
	h->n = all.n;
}

/* Authorities stand in an array by name, as the list does. */
struct area_history area_history_of(const struct judgement_list *l, const struct authority *who)
{
	struct area_history h = { who, NULL, 0 };
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (l->v[mid]->report->authority < who)
			low = mid + 1;
		else
			high = mid;
	}
	h.v = l->v + low;
	while (low + h.n < l->n && h.v[h.n]->report->authority == who)
		h.n++;
	return h;
}

bool history_break(const struct judgement *before, const struct judgement *after)
{
	return before && before->report->framework != after->report->framework;
}

static bool counted(const struct judgement *j, const struct area_distribution *d)
{
	return j->report->framework == d->map->framework && j->area == d->map->area && j->strand == d->map->strand &&
	       (j->basis == BASIS_NARRATIVE) == d->narrative && j->grade->rank != RANK_NONE;
}

static int judged_year(const struct judgement *j)
{
	return j->report->day.year;
}

/* Inspections under the framework in each year, 0 for the first of them. */
static size_t *inspections(const struct model *m, const struct framework *f, int first, size_t years, struct arena *a)
{
	size_t *n = arena_calloc(a, years + 1, sizeof *n), i;

	for (i = 0; i < m->report_count; i++) {
		int y = m->report[i]->day.year - first;

		if (m->report[i]->framework == f && y >= 0 && (size_t)y < years)
			n[y]++;
	}
	return n;
}

/* First and last year of the judgements counted; false when there are none. */
static bool year_range(const struct area_distribution *d, const struct judgement_list *l, int *first, int *last)
{
	size_t i;
	bool any = false;

	for (i = 0; i < l->n; i++) {
		int y = judged_year(l->v[i]);

		if (!counted(l->v[i], d))
			continue;
		if (!any || y < *first)
			*first = y;
		if (!any || y > *last)
			*last = y;
		any = true;
	}
	return any;
}

static void add_to(struct area_year *y, const struct judgement *j)
{
	y->count[j->grade - j->report->framework->grades]++;
	y->total++;
}

static void fill_distribution(struct area_distribution *d, const struct model *m, const struct judgement_list *l,
			      int first, int last, struct arena *a)
{
	size_t years = (size_t)(last - first) + 1, grades = d->map->framework->grade_count, i, kept = 0;
	size_t *held = inspections(m, d->map->framework, first, years, a);

	d->year = arena_calloc(a, years, sizeof *d->year);
	d->total.count = arena_calloc(a, grades, sizeof *d->total.count);
	for (i = 0; i < years; i++) {
		d->year[i].year = first + (int)i;
		d->year[i].count = arena_calloc(a, grades, sizeof *d->year[i].count);
	}
	for (i = 0; i < l->n; i++) {
		if (!counted(l->v[i], d))
			continue;
		add_to(&d->year[judged_year(l->v[i]) - first], l->v[i]);
		add_to(&d->total, l->v[i]);
	}
	for (i = 0; i < years; i++) {
		struct area_year *y = &d->year[i];

		y->not_judged = held[i] - y->total;
		if (!held[i])
			continue;
		d->total.not_judged += y->not_judged;
		d->year[kept++] = *y;
	}
	d->year_count = kept;
}

void area_distributions_make(struct area_distributions *out, const struct model *m, const struct comparable *c,
			     const struct judgement_list *l, struct arena *a)
{
	size_t i, k;
	int first = 0, last = 0;

	out->v = arena_calloc(a, 2 * c->map_count + 1, sizeof *out->v);
	out->n = 0;
	for (i = 0; i < c->map_count; i++) {
		for (k = 0; k < 2; k++) {
			struct area_distribution *d = &out->v[out->n];

			d->map = &c->map[i];
			d->narrative = k == 1;
			if (!year_range(d, l, &first, &last))
				continue;
			fill_distribution(d, m, l, first, last, a);
			out->n++;
		}
	}
}

#define BAR_UNIT 28                    /* a single judgement need not be wider */

int area_bar_unit(const struct area_distributions *d)
{
	size_t i, k, most = 1;

	for (i = 0; i < d->n; i++)
		for (k = 0; k < d->v[i].year_count; k++)
			if (d->v[i].year[k].total + d->v[i].year[k].not_judged > most)
				most = d->v[i].year[k].total + d->v[i].year[k].not_judged;
	if (most > AREA_BARS)
		return 1;
	return AREA_BARS / (int)most < BAR_UNIT ? AREA_BARS / (int)most : BAR_UNIT;
}

static void add_part(struct area_bars *b, const struct grade *g, size_t count, int unit, struct arena *a)
{
	struct area_bar *part = &b->v[b->n];
	const char *number = number_words((long)count, a), *text = TEXT(a, g ? g->letter : "\xe2\x80\x93", " ", number);

	if (!count)
		return;
	*part = (struct area_bar){ g, count, b->width, (int)count * unit, "" };
	if (text_width(text) <= part->width)
		part->text = text;
	else if (text_width(number) <= part->width)
		part->text = number;
	b->width += part->width;
	b->n++;
}

void area_bars_make(struct area_bars *b, const struct area_year *y, const struct framework *f, int unit, struct arena *a)
{
	size_t i;

	b->v = arena_calloc(a, f->grade_count + 1, sizeof *b->v);
	b->n = 0;
	b->width = 0;
	for (i = 0; i < f->grade_count; i++)
		if (f->grades[i].rank != RANK_NONE)
			add_part(b, &f->grades[i], y->count[i], unit, a);
	add_part(b, NULL, y->not_judged, unit, a);
}

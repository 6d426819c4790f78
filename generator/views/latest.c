/* views/latest: the newest word on each authority, coverage, changes, improvements. Pure. */
#include "views/latest.h"

#include <stdlib.h>
#include <string.h>

static bool graded(const struct judgement *j)
{
	return j->basis != BASIS_NARRATIVE && j->grade->rank != RANK_NONE;
}

static void add_of(struct judgement_list *l, const struct report *r, const struct comparable *c)
{
	size_t i;

	for (i = 0; i < r->judgement_count; i++)
		if (r->judgement[i].comparable == c && graded(&r->judgement[i]))
			l->v[l->n++] = &r->judgement[i];
}

struct judgement_list latest_headlines(const struct model *m, const struct report *r, struct arena *a)
{
	struct judgement_list l = { NULL, 0 };
	size_t i;

	l.v = arena_calloc(a, r->judgement_count + 1, sizeof *l.v);
	for (i = 0; i < m->comparable_count; i++)
		if (m->comparable[i].headline)
			add_of(&l, r, &m->comparable[i]);
	return l;
}

struct judgement_list latest_main(const struct model *m, const struct report *r, struct arena *a)
{
	struct judgement_list all = latest_headlines(m, r, a), l = { NULL, 0 };
	size_t i;

	l.v = arena_calloc(a, r->judgement_count + 1, sizeof *l.v);
	if (!all.n)
		return l;
	/* A framework may award its first area once a strand, mapped to different places. */
	for (i = 0; i < r->judgement_count; i++)
		if (r->judgement[i].area == all.v[0]->area && graded(&r->judgement[i]))
			l.v[l.n++] = &r->judgement[i];
	return l;
}

const struct report *latest_report(const struct authority *who)
{
	return who->report_count ? who->report[who->report_count - 1] : NULL;
}

const struct judgement *earlier_judgement(const struct judgement *j)
{
	const struct report *r = j->report->previous;

	for (; r; r = r->previous) {
		const struct judgement *e;

		if (r->framework != j->report->framework)
			continue;
		e = report_judgement(r, j->strand, j->area);
		if (e)
			return (e->basis == BASIS_NARRATIVE) == (j->basis == BASIS_NARRATIVE) ? e : NULL;
	}
	return NULL;
}

struct date report_known(const struct report *r)
{
	return date_is_set(r->published) ? r->published : r->day;
}

struct date data_date(const struct model *m)
{
	struct date newest = { 0, 0, 0 };
	size_t i;

	for (i = 0; i < m->report_count; i++) {
		struct date d = report_known(m->report[i]);

		if (date_cmp(d, newest) > 0)
			newest = d;
	}
	return newest;
}

static size_t frameworks_with_reports(const struct model *m)
{
	size_t i, k, n = 0;

	for (k = 0; k < m->frameworks->n; k++) {
		for (i = 0; i < m->report_count; i++)
			if (m->report[i]->framework == &m->frameworks->v[k])
				break;
		n += i < m->report_count;
	}
	return n;
}

void coverage_make(struct coverage *c, const struct model *m)
{
	size_t i;

	memset(c, 0, sizeof *c);
	for (i = 0; i < m->authority_count; i++) {
		const struct authority *who = &m->authority[i];

		c->authorities += who->report_count || !date_is_set(who->to);
		c->with_report += who->report_count > 0;
	}
	for (i = 0; i < m->report_count; i++) {
		const struct report *r = m->report[i];

		c->judgements += r->judgement_count;
		c->improvements += r->improvement_count;
		if (!i || date_cmp(r->day, c->first) < 0)
			c->first = r->day;
		if (!i || date_cmp(r->day, c->last) > 0)
			c->last = r->day;
	}
	c->reports = m->report_count;
	c->frameworks = frameworks_with_reports(m);
}

static int newer_first(const void *a, const void *b)
{
	const struct report *x = *(const struct report *const *)a, *y = *(const struct report *const *)b;
	int d = date_cmp(report_known(y), report_known(x));

	return d ? d : strcmp(x->id, y->id);
}

struct report_list changes_make(const struct model *m, struct arena *a)
{
	struct report_list l = { arena_calloc(a, m->report_count + 1, sizeof *l.v), m->report_count };
	size_t i;

	for (i = 0; i < l.n; i++)
		l.v[i] = m->report[i];
	if (l.n)
		qsort(l.v, l.n, sizeof *l.v, newer_first);
	return l;
}

struct improvement_groups improvements_make(const struct report *r, struct arena *a)
{
	size_t kinds = r->framework->timescale_count + 1, k, i;
	struct improvement_groups g = { arena_calloc(a, kinds, sizeof *g.v), 0 };

	for (k = 0; k < kinds; k++) {
		struct improvement_group *out = &g.v[g.n];

		out->timescale = k + 1 < kinds ? &r->framework->timescales[k] : NULL;
		out->v = arena_calloc(a, r->improvement_count + 1, sizeof *out->v);
		for (i = 0; i < r->improvement_count; i++)
			if (r->improvement[i].timescale == out->timescale)
				out->v[out->n++] = &r->improvement[i];
		g.n += out->n > 0;
	}
	return g;
}

const struct report *asked_before(const struct authority *who, const struct report *r)
{
	const struct report *p = r ? r->previous : latest_report(who);

	while (p && !p->improvement_count)
		p = p->previous;
	return p;
}

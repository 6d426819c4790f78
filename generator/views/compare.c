/* views/compare: two authorities side by side, within one framework at a time. Pure. */
#include "views/compare.h"

#include <stdlib.h>
#include <string.h>

static size_t reports_under(const struct authority *who, const struct framework *f)
{
	size_t i, n = 0;

	for (i = 0; i < who->report_count; i++)
		n += who->report[i]->framework == f;
	return n;
}

static struct judgement_list judged(const struct authority *who, const struct framework *f, const struct strand *s,
				    const struct area *area, struct arena *a)
{
	struct judgement_list l = { NULL, 0 };
	size_t i;

	l.v = arena_calloc(a, who->report_count + 1, sizeof *l.v);
	for (i = 0; i < who->report_count; i++) {
		const struct judgement *j =
			who->report[i]->framework == f ? report_judgement(who->report[i], s, area) : NULL;

		if (j)
			l.v[l.n++] = j;
	}
	return l;
}

static bool any_narrative(const struct judgement_list *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->v[i]->basis == BASIS_NARRATIVE)
			return true;
	return false;
}

static void add_rows(struct compare_table *t, const struct comparison *c, const struct model *m, bool headline,
		     struct arena *arena)
{
	const struct framework *f = t->framework;
	size_t i, k;

	for (i = 0; i < f->area_count; i++) {
		for (k = 0; k < f->areas[i].strand_count; k++) {
			struct compare_row *row = &t->row[t->row_count];

			row->strand = f->areas[i].strands[k];
			row->area = &f->areas[i];
			row->comparable = NULL;
			model_map(m, f, row->strand, row->area, &row->comparable);
			if ((row->comparable && row->comparable->headline) != headline)
				continue;
			row->a = judged(c->a, f, row->strand, row->area, arena);
			row->b = judged(c->b, f, row->strand, row->area, arena);
			if (!row->a.n && !row->b.n)
				continue;
			t->narrative |= any_narrative(&row->a) || any_narrative(&row->b);
			t->row_count++;
		}
	}
}

static void add_table(struct comparison *c, const struct model *m, const struct framework *f, struct arena *arena)
{
	struct compare_table *t = &c->table[c->table_count++];
	size_t i, rows = 0;

	t->framework = f;
	for (i = 0; i < f->area_count; i++)
		rows += f->areas[i].strand_count;
	t->row = arena_calloc(arena, rows + 1, sizeof *t->row);
	add_rows(t, c, m, true, arena);
	add_rows(t, c, m, false, arena);
}

static void say(struct comparison *c, const char *sentence)
{
	c->not_comparable[c->not_count++] = sentence;
}

static const char *one_sided(const struct authority *with, const struct authority *without, const struct framework *f,
			     struct arena *a)
{
	return arena_printf(a, "%s: %s held for %s, none for %s, so its grades are not set beside any of %s's.",
			    f->short_name, count_words(reports_under(with, f), "report", "reports", a), with->name,
			    without->name, without->name);
}

/* Areas that only one of the two was judged in, in one sentence a framework. */
static void say_missing(struct comparison *c, const struct compare_table *t, bool of_a, struct arena *arena)
{
	const char **item = arena_calloc(arena, t->row_count + 1, sizeof *item);
	size_t i, n = 0;

	for (i = 0; i < t->row_count; i++)
		if (!(of_a ? t->row[i].a.n : t->row[i].b.n))
			item[n++] = in_sentence(area_words(t->row[i].area, t->row[i].strand, arena), arena);
	if (n)
		say(c, arena_printf(arena, "%s: no judgement held of %s for %s.", t->framework->short_name,
				    list_words(item, n, arena), (of_a ? c->a : c->b)->name));
}

void comparison_make(struct comparison *c, const struct model *m, const struct authority *a,
		     const struct authority *b, struct arena *arena)
{
	size_t i, f;

	memset(c, 0, sizeof *c);
	c->a = a;
	c->b = b;
	c->table = arena_calloc(arena, m->frameworks->n + 1, sizeof *c->table);
	c->not_comparable = arena_calloc(arena, 3 * m->frameworks->n + 2, sizeof *c->not_comparable);
	for (f = m->frameworks->n; f-- > 0;) {
		const struct framework *fw = &m->frameworks->v[f];
		size_t in_a = reports_under(a, fw), in_b = reports_under(b, fw);

		if (in_a && in_b)
			add_table(c, m, fw, arena);
		else if (in_a || in_b)
			say(c, one_sided(in_a ? a : b, in_a ? b : a, fw, arena));
	}
	if (!c->table_count)
		say(c, arena_printf(arena, "%s and %s have no framework in common among the reports held, so none of "
				    "their grades can be compared.", a->name, b->name));
	else if (c->table_count > 1)
		say(c, "Grades under different frameworks are not comparable: each table below stands by itself.");
	for (i = 0; i < c->table_count; i++) {
		say_missing(c, &c->table[i], true, arena);
		say_missing(c, &c->table[i], false, arena);
	}
}

const char *shared_frameworks(const struct model *m, const struct authority *a, const struct authority *b,
			      struct arena *arena)
{
	const char **item = arena_calloc(arena, m->frameworks->n + 1, sizeof *item);
	size_t f, n = 0;

	for (f = m->frameworks->n; f-- > 0;)
		if (reports_under(a, &m->frameworks->v[f]) && reports_under(b, &m->frameworks->v[f]))
			item[n++] = m->frameworks->v[f].short_name;
	return list_words(item, n, arena);
}

static int pair_order(const void *x, const void *y)
{
	const struct pair *p = x, *q = y;
	int d = strcmp(p->a->id, q->a->id);

	return d ? d : strcmp(p->b->id, q->b->id);
}

static bool names_neighbour(const struct authority *a, const struct authority *b)
{
	size_t i;

	for (i = 0; i < a->neighbour_count; i++)
		if (a->neighbour[i] == b)
			return true;
	return false;
}

static struct pair pair_of(const struct authority *a, const struct authority *b)
{
	bool swap = strcmp(a->id, b->id) > 0;

	return (struct pair){ swap ? b : a, swap ? a : b, names_neighbour(a, b) || names_neighbour(b, a) };
}

/* Sorts and drops the second of equal pairs (neighbours may name one another). */
static void tidy_pairs(struct pair_list *l)
{
	size_t i, kept = 0;

	if (l->n)
		qsort(l->v, l->n, sizeof *l->v, pair_order);
	for (i = 0; i < l->n; i++)
		if (!kept || pair_order(&l->v[kept - 1], &l->v[i]))
			l->v[kept++] = l->v[i];
	l->n = kept;
}

struct pair_list pairs_make(const struct model *m, bool all, struct arena *arena)
{
	VEC(struct pair) v = { NULL, 0, 0 };
	struct pair_list l;
	size_t i, k;

	for (i = 0; i < m->authority_count; i++) {
		const struct authority *a = &m->authority[i];

		if (!a->report_count)
			continue;
		for (k = i + 1; all && k < m->authority_count; k++)
			if (m->authority[k].report_count)
				*vec_push(&v, arena) = pair_of(a, &m->authority[k]);
		for (k = 0; !all && k < a->neighbour_count; k++)
			if (a->neighbour[k]->report_count && a->neighbour[k] != a)
				*vec_push(&v, arena) = pair_of(a, a->neighbour[k]);
	}
	l.v = v.v;
	l.n = v.n;
	l.all = all;
	tidy_pairs(&l);
	return l;
}

bool pairs_have(const struct pair_list *l, const struct authority *a, const struct authority *b)
{
	return a != b && a->report_count && b->report_count && (l->all || names_neighbour(a, b) || names_neighbour(b, a));
}

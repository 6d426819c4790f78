/* views/matrix: one judgement area, authorities by years. Pure. */
#include "views/matrix.h"

/* Years of judgements under each framework; count 0 where there are none. */
static void span_years(struct matrix_band *b, const struct model *m, const struct area_history *h, size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < h[i].n; k++) {
			struct matrix_band *of = &b[h[i].v[k]->report->framework - m->frameworks->v];
			int year = h[i].v[k]->report->day.year, last;

			if (!of->count)
				of->first = year;
			last = of->first + (int)of->count - 1;
			if (!of->count || year > last)
				last = year;
			if (year < of->first)
				of->first = year;
			of->count = (size_t)(last - of->first) + 1;
		}
	}
}

/* The report's column, or the number of columns. */
static size_t column_of(const struct matrix *x, const struct report *r)
{
	size_t i, at = 0;

	for (i = 0; i < x->band_count; at += x->band[i++].count)
		if (x->band[i].framework == r->framework)
			return r->day.year >= x->band[i].first &&
					       r->day.year < x->band[i].first + (int)x->band[i].count
				       ? at + (size_t)(r->day.year - x->band[i].first)
				       : x->columns;
	return x->columns;
}

static void fill_row(struct matrix *x, struct matrix_row *row, const struct area_history *h, struct arena *a)
{
	const struct authority *who = h->authority;
	const struct judgement **v = arena_calloc(a, h->n, sizeof *v);
	size_t *column = arena_calloc(a, h->n, sizeof *column), i;

	row->authority = who;
	row->cell = arena_calloc(a, x->columns + 1, sizeof *row->cell);
	for (i = 0; i < h->n; i++)
		row->cell[column[i] = column_of(x, h->v[i]->report)].n++;
	for (i = 0; i <= x->columns; v += row->cell[i++].n)
		row->cell[i].v = v;
	for (i = 0; i <= x->columns; i++)
		row->cell[i].n = 0;
	for (i = 0; i < h->n; i++) {
		struct matrix_cell *cell = &row->cell[column[i]];

		cell->v[cell->n++] = h->v[i];
		x->narrative |= h->v[i]->basis == BASIS_NARRATIVE;
	}
	for (i = 0; i < who->report_count; i++) {
		size_t at = column_of(x, who->report[i]);

		if (at == x->columns || row->cell[at].n)
			continue;
		row->cell[at].not_judged = true;
		x->not_judged = true;
	}
}

void matrix_make(struct matrix *x, const struct model *m, const struct area_history *h, size_t n, struct arena *a)
{
	struct matrix_band *all = arena_calloc(a, m->frameworks->n + 1, sizeof *all);
	size_t i;

	*x = (struct matrix){ .band = all, .row = arena_calloc(a, n + 1, sizeof *x->row), .row_count = n };
	span_years(all, m, h, n);
	for (i = 0; i < m->frameworks->n; i++) {
		if (!all[i].count)
			continue;
		all[x->band_count] = all[i];
		all[x->band_count].framework = &m->frameworks->v[i];
		x->columns += all[x->band_count++].count;
	}
	for (i = 0; i < n; i++)
		fill_row(x, &x->row[i], &h[i], a);
}

/* pages/make_matrix: one area, authorities by years, as a record. Part of the pages room; works in the scratch
 * arena of one rendering. */
#include "pages/make_int.h"

#include <string.h>
#include "views/matrix.h"

static struct mu_list band_records(struct ctx *c, const struct matrix *x)
{
	struct rec_matrix_band *v = arena_calloc(c->a, x->band_count + 1, sizeof *v);
	size_t i;

	for (i = 0; i < x->band_count; i++) {
		v[i].label = x->band[i].framework->short_name;
		v[i].href = href_to(c, path_framework(x->band[i].framework, c->a), NULL);
		v[i].columns = (long)x->band[i].count;
	}
	return list_of(v, x->band_count);
}

static struct mu_list column_labels(struct ctx *c, const struct matrix *x)
{
	const char **v = arena_calloc(c->a, x->columns + 1, sizeof *v);
	size_t i, k, n = 0;

	for (i = 0; i < x->band_count; i++)
		for (k = 0; k < x->band[i].count; k++)
			v[n++] = number_words(x->band[i].first + (long)k, c->a);
	return list_of(v, n);
}

static void mark_record(struct ctx *c, struct rec_matrix_mark *out, const struct judgement *j)
{
	out->grade = grade_make(c, j);
	out->about = TEXT(c->a, j->grade->label, ", ", j->report->framework->short_name, ", ", month_words(j->report->day, c->a),
			  out->grade->narrative ? ", stated only in prose" : "");
}

static void row_record(struct ctx *c, struct rec_matrix_row *out, const struct matrix *x, const struct matrix_row *row)
{
	struct rec_matrix_cell *cell = arena_calloc(c->a, x->columns + 1, sizeof *cell);
	size_t i, k;

	for (i = 0; i < x->columns; i++) {
		const struct matrix_cell *from = &row->cell[i];
		struct rec_matrix_mark *mark;

		cell[i].not_judged = from->not_judged;
		if (!from->n)
			continue;
		mark = arena_calloc(c->a, from->n, sizeof *mark);
		for (k = 0; k < from->n; k++)
			mark_record(c, &mark[k], from->v[k]);
		cell[i].marks = list_of(mark, from->n);
	}
	out->id = TEXT(c->a, "authority-", row->authority->id);
	out->name = row->authority->name;
	out->href = href_to(c, path_authority(row->authority, "index.html", c->a), NULL);
	out->years = years_words(row->authority->from, row->authority->to, c->a);
	out->cells = list_of(cell, x->columns);
}

/* x's rows stand by region. */
static struct mu_list group_records(struct ctx *c, const struct matrix *x)
{
	struct rec_matrix_group *v = arena_calloc(c->a, x->row_count + 1, sizeof *v);
	struct rec_matrix_row *row = arena_calloc(c->a, x->row_count + 1, sizeof *row);
	size_t i, k, n = 0;

	for (i = 0; i < x->row_count; i = k, n++) {
		const struct authority *first = x->row[i].authority;

		for (k = i; k < x->row_count && !strcmp(x->row[k].authority->region_id, first->region_id); k++)
			row_record(c, &row[k], x, &x->row[k]);
		v[n].id = TEXT(c->a, "region-", first->region_id);
		v[n].label = first->region;
		v[n].href = href_to(c, path_region(first->region_id, c->a), NULL);
		v[n].count = (long)(k - i);
		v[n].rows = list_of(&row[i], k - i);
	}
	return list_of(v, n);
}

static struct mu_list name_links(struct ctx *c, const struct area_histories *h)
{
	struct rec_link *v = arena_calloc(c->a, h->n + 1, sizeof *v);
	size_t i;

	for (i = 0; i < h->n; i++) {
		v[i].text = h->v[i].authority->name;
		v[i].href = TEXT(c->a, "#authority-", h->v[i].authority->id);
	}
	return list_of(v, h->n);
}

static struct mu_list key_records(struct ctx *c, const struct matrix *x)
{
	VEC(struct rec_grade) v = { NULL, 0, 0 };
	size_t i, k, n;

	for (i = 0; i < x->band_count; i++) {
		const struct framework *f = x->band[i].framework;

		for (k = 0; k < f->grade_count; k++) {
			const struct rec_grade *g = grade_plain(c, &f->grades[k]);

			for (n = 0; n < v.n && (strcmp(v.v[n].id, g->id) != 0 || strcmp(v.v[n].label, g->label) != 0); n++)
				;
			if (n == v.n && g->judged)
				*vec_push(&v, c->a) = *g;
		}
	}
	return list_of(v.v, v.n);
}

/* The histories by region, and by name within each. */
static struct area_history *by_region(struct ctx *c, const struct area_histories *h)
{
	const struct model *m = c->p->m;
	struct area_history *v = arena_calloc(c->a, h->n + 1, sizeof *v);
	size_t i, k, n = 0;

	for (i = 0; i < m->region_count; i++)
		for (k = 0; k < h->n; k++)
			if (!strcmp(h->v[k].authority->region_id, m->region[i].id))
				v[n++] = h->v[k];
	return v;
}

const struct rec_matrix *matrix_record(struct ctx *c, const struct area_histories *h)
{
	struct rec_matrix *out;
	struct matrix x;

	if (!h->n)
		return NULL;
	out = arena_alloc(c->a, sizeof *out);
	matrix_make(&x, c->p->m, by_region(c, h), h->n, c->a);
	out->bands = band_records(c, &x);
	out->columns = column_labels(c, &x);
	out->groups = group_records(c, &x);
	out->names = name_links(c, h);
	out->key = key_records(c, &x);
	out->has_narrative = x.narrative;
	out->has_not_judged = x.not_judged;
	return out;
}

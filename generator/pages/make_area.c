/* pages/make_area: judgement areas. Part of the pages room; works in the scratch arena
 * of one rendering. */
#include "pages/make_int.h"

static size_t area_slot(const struct ctx *c)
{
	return (size_t)((const struct comparable *)c->page->subject - c->p->m->comparable);
}

static struct date newest_in(const struct judgement_list *l)
{
	struct date d = { 0, 0, 0 };
	size_t i;

	for (i = 0; i < l->n; i++)
		if (date_cmp(report_known(l->v[i]->report), d) > 0)
			d = report_known(l->v[i]->report);
	return d;
}

LISTS(areas)
{
	plan_add(pl, f, "areas/index.html", "Areas", NULL, NULL)->updated = pl->p->data_date;
}

static void list_areas_file(struct planner *pl, const struct page_family *f, const char *file, bool indexed)
{
	const struct model *m = pl->p->m;
	size_t i;

	for (i = 0; i < m->comparable_count; i++) {
		struct page *p = plan_add(pl, f, path_area(&m->comparable[i], file, &pl->p->arena),
					  m->comparable[i].name, &m->comparable[i], &m->comparable[i].pos);

		p->updated = newest_in(&pl->p->areas.of[i]);
		p->indexed = indexed;
	}
}

LISTS(area)
{
	list_areas_file(pl, f, "index.html", true);
}

LISTS(area_csv)
{
	list_areas_file(pl, f, "data.csv", false);
}

MAKES(areas)
{
	struct rec_areas *r = arena_alloc(c->a, sizeof *r);

	base_make(c, &r->base, "Areas of judgement",
		  "What inspections judge, and how far each area can be compared between frameworks.");
	r->areas = area_cards(c, false);
	return r;
}

static const char *map_years(struct ctx *c, const struct area_map *k)
{
	struct date from = date_is_set(k->area->from) ? k->area->from : k->framework->from;
	struct date to = date_is_set(k->area->to) ? k->area->to : k->framework->to;

	return years_words(from, to, c->a);
}

static struct mu_list mappings(struct ctx *c, const struct comparable *area)
{
	struct rec_mapping *v = arena_calloc(c->a, area->map_count + 1, sizeof *v);
	size_t i;

	for (i = 0; i < area->map_count; i++) {
		const struct area_map *k = &area->map[i];

		v[i].framework = framework_link(c, k->framework);
		v[i].comparable = area_link(c, area);
		v[i].years = map_years(c, k);
		v[i].strand = k->strand->id[0] ? k->strand->label : "";
		v[i].label = k->area->label;
		v[i].relation = relation_name(k->relation);
		v[i].relation_text = relation_words(k->relation);
		v[i].why = k->why;
		v[i].meaning = k->area->meaning;
	}
	return list_of(v, area->map_count);
}

/* ---- distribution -------------------------------------------------------------- */

static size_t scale_size(const struct framework *f)
{
	size_t i, n = 0;

	for (i = 0; i < f->grade_count; i++)
		n += f->grades[i].rank != RANK_NONE;
	return n;
}

static void bars_record(struct ctx *c, struct rec_distribution_row *out, const struct framework *f,
			const struct area_year *y, int unit)
{
	struct area_bars b;
	struct rec_bar *v;
	size_t i;

	area_bars_make(&b, y, f, unit, c->a);
	v = arena_calloc(c->a, b.n + 1, sizeof *v);
	for (i = 0; i < b.n; i++) {
		v[i].x = b.v[i].x;
		v[i].width = b.v[i].width;
		v[i].mid_x = b.v[i].x + b.v[i].width / 2;
		v[i].rank = b.v[i].grade ? b.v[i].grade->rank : RANK_NONE;
		v[i].text = b.v[i].text;
	}
	out->bar_width = b.width;
	out->bars = list_of(v, b.n);
}

static void year_record(struct ctx *c, struct rec_distribution_row *out, const struct framework *f,
			const struct area_year *y, const char *label)
{
	struct rec_count *count = arena_calloc(c->a, scale_size(f) + 1, sizeof *count);
	size_t i, n = 0;

	out->year = label;
	out->total = (long)y->total;
	out->not_judged = (long)y->not_judged;
	for (i = 0; i < f->grade_count; i++) {
		if (f->grades[i].rank == RANK_NONE)
			continue;
		count[n].grade = grade_plain(c, &f->grades[i]);
		count[n].count = (long)y->count[i];
		count[n].any = y->count[i] > 0;
		count[n++].percent = y->total ? (long)((200 * y->count[i] + y->total) / (2 * y->total)) : 0;
	}
	out->counts = list_of(count, n);
}

static void distribution_record(struct ctx *c, struct rec_distribution *out, const struct area_distribution *d,
				int unit)
{
	const struct framework *f = d->map->framework;
	struct rec_grade *scale = arena_calloc(c->a, f->grade_count + 1, sizeof *scale);
	struct rec_distribution_row *row = arena_calloc(c->a, d->year_count + 1, sizeof *row);
	struct rec_distribution_row *total = arena_alloc(c->a, sizeof *total);
	size_t i, n = 0;

	for (i = 0; i < f->grade_count; i++)
		if (f->grades[i].rank != RANK_NONE)
			scale[n++] = *grade_plain(c, &f->grades[i]);
	for (i = 0; i < d->year_count; i++) {
		year_record(c, &row[i], f, &d->year[i], number_words(d->year[i].year, c->a));
		bars_record(c, &row[i], f, &d->year[i], unit);
	}
	year_record(c, total, f, &d->total, "All years");
	out->framework = framework_link(c, f);
	out->label = arena_printf(c->a, "%s%s", area_words(d->map->area, d->map->strand, c->a),
				  d->narrative ? ", stated only in prose" : "");
	out->years = map_years(c, d->map);
	out->scale = list_of(scale, n);
	out->rows = list_of(row, d->year_count);
	out->total = total;
}

static struct mu_list distributions(struct ctx *c, const struct comparable *area, const struct judgement_list *l)
{
	struct area_distributions d;
	struct rec_distribution *v;
	size_t i;
	int unit;

	area_distributions_make(&d, c->p->m, area, l, c->a);
	unit = area_bar_unit(&d);
	v = arena_calloc(c->a, d.n + 1, sizeof *v);
	for (i = 0; i < d.n; i++)
		distribution_record(c, &v[i], &d.v[i], unit);
	return list_of(v, d.n);
}

MAKES(area)
{
	struct rec_area_page *r = arena_alloc(c->a, sizeof *r);
	const struct comparable *area = c->page->subject;
	const struct judgement_list *l = &c->p->areas.of[area_slot(c)];
	struct rec_download *file = arena_alloc(c->a, sizeof *file);
	struct area_histories h;

	base_crumb(c, "Areas", "areas/index.html");
	base_make(c, &r->base, area->name,
		  arena_printf(c->a, "%s: every authority's judgements, by name and by year, and how far frameworks "
			       "can be compared.", area->name));
	area_histories_make(&h, l, c->a);
	r->id = area->id;
	r->name = area->name;
	r->summary = markdown_html(c, area->summary, area->pos);
	r->headline = area->headline;
	r->mappings = mappings(c, area);
	r->distributions = distributions(c, area, l);
	r->matrix = matrix_record(c, &h);
	r->authorities = (long)h.n;
	r->judgements = (long)l->n;
	r->without = (long)(c->p->coverage.authorities > h.n ? c->p->coverage.authorities - h.n : 0);
	file->text = "Judgements of this area";
	file->href = href_to(c, path_area(area, "data.csv", c->a), NULL);
	file->format = "CSV";
	file->rows = (long)l->n;
	r->downloads = list_of(file, 1);
	return r;
}

WRITES(area_csv)
{
	const struct judgement_list *l = &c->p->areas.of[area_slot(c)];

	data_judgements_csv(c, l->v, l->n, out);
}

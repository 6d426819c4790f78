/* pages/make_framework: inspection frameworks. Part of the pages room; works in the
 * scratch arena of one rendering. */
#include "pages/make_int.h"

#include <string.h>

#define LATEST 6              /* reports shown on a framework's page */

LISTS(frameworks)
{
	plan_add(pl, f, "frameworks/index.html", "Frameworks", NULL, NULL)->updated = pl->p->data_date;
}

LISTS(framework)
{
	const struct frameworks *all = pl->p->m->frameworks;
	size_t i;

	for (i = 0; i < all->n; i++)
		plan_add(pl, f, path_framework(&all->v[i], &pl->p->arena), all->v[i].name, &all->v[i], &all->v[i].pos)
			->updated = pl->p->data_date;
}

MAKES(frameworks)
{
	struct rec_frameworks *r = arena_alloc(c->a, sizeof *r);

	base_make(c, &r->base, "Inspection frameworks", "The rules that inspections followed, in order of time, and "
		  "what replaced what.");
	r->frameworks = framework_cards(c);
	return r;
}

/* Printed numbers best to worst, in words: which end is best differs between frameworks. */
static const char *scale_words(struct ctx *c, const struct framework *f)
{
	const struct grade *best = NULL, *worst = NULL;
	size_t i;

	for (i = 0; i < f->grade_count; i++) {
		if (f->grades[i].rank == RANK_NONE)
			continue;
		if (!best)
			best = &f->grades[i];
		worst = &f->grades[i];
	}
	if (!best || best == worst)
		return "";
	if (!best->number)
		return arena_printf(c->a, "Its reports print words, from %s (best) to %s (worst).", best->label,
				    worst->label);
	return arena_printf(c->a, "Its reports print numbers: %d is %s (best), %d is %s (worst).", best->number,
			    best->label, worst->number, worst->label);
}

static void count_grades(const struct model *m, const struct framework *f, long *count)
{
	size_t i, k;

	for (i = 0; i < m->report_count; i++) {
		const struct report *r = m->report[i];

		if (r->framework != f)
			continue;
		for (k = 0; k < r->judgement_count; k++)
			if (r->judgement[k].basis != BASIS_NARRATIVE)
				count[r->judgement[k].grade - f->grades]++;
	}
}

/* The words that stand for a grade; forms that set its number beside them tell nobody more. */
static const char *printed_words(struct ctx *c, const struct keys *printed)
{
	const char **word = arena_calloc(c->a, printed->n + 1, sizeof *word);
	size_t i, n = 0;

	for (i = 0; i < printed->n; i++)
		if (!strpbrk(printed->v[i], "0123456789"))
			word[n++] = printed->v[i];
	return list_words(word, n, c->a);
}

static struct mu_list scale_rows(struct ctx *c, const struct framework *f, bool *numbers)
{
	struct rec_scale_row *v = arena_calloc(c->a, f->grade_count + 1, sizeof *v);
	long *count = arena_calloc(c->a, f->grade_count + 1, sizeof *count);
	size_t i;

	count_grades(c->p->m, f, count);
	for (i = 0; i < f->grade_count; i++) {
		v[i].grade = grade_plain(c, &f->grades[i]);
		v[i].printed = printed_words(c, &f->grades[i].printed);
		v[i].count = count[i];
		*numbers |= f->grades[i].number != 0;
	}
	return list_of(v, f->grade_count);
}

static void area_record(struct ctx *c, struct rec_framework_area *out, const struct framework *f,
			const struct strand *s, const struct area *area)
{
	const struct comparable *k = NULL;
	const struct area_map *map = model_map(c->p->m, f, s, area, &k);
	const char **strand = arena_calloc(c->a, area->strand_count + 1, sizeof *strand);
	size_t i, n = 0;

	for (i = 0; i < area->strand_count; i++)
		if (area->strands[i]->id[0])
			strand[n++] = area->strands[i]->label;
	out->id = s->id[0] ? arena_printf(c->a, "area-%s-%s", s->id, area->id) : arena_printf(c->a, "area-%s", area->id);
	out->label = area->label;
	out->meaning = area->meaning;
	out->years = date_is_set(area->from) || date_is_set(area->to) ? years_words(area->from, area->to, c->a) : "";
	out->strands = list_words(strand, n, c->a);
	out->comparable = map ? area_link(c, k) : NULL;
	out->relation_text = map ? relation_words(map->relation) : "";
	out->why = map ? map->why : "";
	out->narrative = area->narrative.n > 0 || area->narrative_headings.n > 0;
}

static struct mu_list strands(struct ctx *c, const struct framework *f)
{
	struct rec_strand *v = arena_calloc(c->a, f->strand_count + 1, sizeof *v);
	size_t i, k;

	for (i = 0; i < f->strand_count; i++) {
		struct rec_framework_area *area = arena_calloc(c->a, f->area_count + 1, sizeof *area);
		size_t n = 0;

		for (k = 0; k < f->area_count; k++)
			if (area_in_strand(&f->areas[k], &f->strands[i]))
				area_record(c, &area[n++], f, &f->strands[i], &f->areas[k]);
		v[i].id = f->strands[i].id;
		v[i].label = f->strands[i].id[0] ? f->strands[i].label : "";
		v[i].areas = list_of(area, n);
	}
	return list_of(v, f->strand_count);
}

/* ---- what can be compared ---------------------------------------------------------- */

static void pair_row(struct ctx *c, struct rec_mapping *out, const struct comparable *k, const struct area_map *here,
		     const struct area_map *there)
{
	enum relation weaker = here->relation > there->relation ? here->relation : there->relation;

	out->framework = framework_link(c, there->framework);
	out->comparable = area_link(c, k);
	out->label = arena_printf(c->a, "%s; there: %s", area_words(here->area, here->strand, c->a),
				  area_words(there->area, there->strand, c->a));
	out->strand = "";
	out->relation = relation_name(weaker);
	out->relation_text = relation_words(weaker);
	out->why = here->why == there->why || !strcmp(here->why, there->why)
		? here->why : arena_printf(c->a, "%s %s", here->why, there->why);
}

/* Rows for one comparable area: each mapping here with each there. */
static void pair_area(struct ctx *c, struct rec_pair *out, struct rec_mapping *row, const struct comparable *k,
		      const struct framework *f, const struct framework *other)
{
	size_t i, n;

	for (i = 0; i < k->map_count; i++) {
		if (k->map[i].framework != f)
			continue;
		for (n = 0; n < k->map_count; n++) {
			const struct area_map *here = &k->map[i], *there = &k->map[n];
			enum relation weaker = here->relation > there->relation ? here->relation : there->relation;

			if (there->framework != other)
				continue;
			pair_row(c, &row[out->areas.count++], k, here, there);
			out->same += weaker == REL_SAME;
			out->similar += weaker == REL_SIMILAR;
			out->partial += weaker == REL_PARTIAL;
		}
	}
}

static size_t pair_rows(const struct model *m, const struct framework *f, const struct framework *other)
{
	size_t i, k, n = 0;

	for (i = 0; i < m->comparable_count; i++) {
		size_t here = 0, there = 0;

		for (k = 0; k < m->comparable[i].map_count; k++) {
			here += m->comparable[i].map[k].framework == f;
			there += m->comparable[i].map[k].framework == other;
		}
		n += here * there;
	}
	return n;
}

static struct mu_list pairs(struct ctx *c, const struct framework *f)
{
	const struct model *m = c->p->m;
	struct rec_pair *v = arena_calloc(c->a, m->frameworks->n + 1, sizeof *v);
	size_t i, k, n = 0;

	for (i = 0; i < m->frameworks->n; i++) {
		const struct framework *other = &m->frameworks->v[i];
		size_t rows = other == f ? 0 : pair_rows(m, f, other);
		struct rec_mapping *row;

		if (!rows)
			continue;
		row = arena_calloc(c->a, rows, sizeof *row);
		for (k = 0; k < m->comparable_count; k++)
			pair_area(c, &v[n], row, &m->comparable[k], f, other);
		v[n].other = framework_link(c, other);
		v[n].areas.items = row;
		v[n].text = v[n].same
			? "Only areas marked as the same judgement are joined on timelines; grades are never averaged."
			: "No area is the same judgement in both, so no grade is set in one line with the other's.";
		n++;
	}
	return list_of(v, n);
}

static struct mu_list latest_under(struct ctx *c, const struct framework *f)
{
	const struct report *v[LATEST];
	size_t i, n = 0;

	for (i = 0; i < c->p->changes.n && n < LATEST; i++)
		if (c->p->changes.v[i]->framework == f)
			v[n++] = c->p->changes.v[i];
	return report_cards(c, v, n);
}

MAKES(framework)
{
	struct rec_framework_page *r = arena_alloc(c->a, sizeof *r);
	const struct framework *f = c->page->subject;
	const struct frameworks *all = c->p->m->frameworks;
	const struct framework *old = f->replaces ? framework_by_id(all, span_of(f->replaces)) : NULL;
	const struct framework *fresh = replaced_by(c->p->m, f);
	const struct held *held = &c->p->held[f - all->v];

	base_crumb(c, "Frameworks", "frameworks/index.html");
	base_make(c, &r->base, f->name, arena_printf(c->a, "%s (%s): its scale, what it judges, and what can be "
						     "compared with other frameworks.", f->name, f->short_name));
	r->id = f->id;
	r->name = f->name;
	r->short_name = f->short_name;
	r->inspectorate = f->inspectorate;
	r->years = years_words(f->from, f->to, c->a);
	r->summary = markdown_html(c, f->summary, f->pos);
	r->in_use = !date_is_set(f->to);
	r->replaces = old ? framework_link(c, old) : NULL;
	r->replaced_by = fresh ? framework_link(c, fresh) : NULL;
	r->scale = scale_rows(c, f, &r->prints_numbers);
	r->scale_text = scale_words(c, f);
	r->strands = strands(c, f);
	r->has_strands = f->strand_count > 1 || f->strands[0].id[0];
	r->pairs = pairs(c, f);
	r->reports = (long)held->reports;
	r->authorities = (long)held->authorities;
	r->judgements = (long)held->judgements;
	r->latest = latest_under(c, f);
	return r;
}

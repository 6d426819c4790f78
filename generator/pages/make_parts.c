/* pages/make_parts: grades, links and cards that several families show.
 * Part of the pages room; works in the scratch arena of one rendering. */
#include "pages/make_report_int.h"

#include <stdint.h>
#include <string.h>

/* A slot by address; only speed depends on it. */
static size_t slot_of(const void *p, size_t slots)
{
	return (size_t)((uintptr_t)p / 64 * 2654435761u >> 8) % slots;
}

static const struct report_memo *report_facts(struct ctx *c, const struct report *r)
{
	size_t slot = slot_of(r, MEMO_REPORTS);
	struct report_memo *k;
	const char *path;

	if (c->reports[slot].report == r)
		return c->reports[slot].memo;
	k = arena_alloc(c->a, sizeof *k);
	path = path_report(r, c->a);
	k->href = span_of(href_to(c, path, NULL));
	k->within = strcmp(path, c->page->path) ? k->href : SPAN_LIT("");
	c->reports[slot].report = r;
	c->reports[slot].memo = k;
	return k;
}

const char *report_href(struct ctx *c, const struct report *r)
{
	return report_facts(c, r)->href.p;
}

const char *judgement_href(struct ctx *c, const struct judgement *j)
{
	const struct report_memo *k = report_facts(c, j->report);

	if (!j->anchor || !j->anchor[0])
		return k->href.p;
	return TEXT_SPANS(c->a, k->within, SPAN_LIT("#"), span_of(j->anchor));
}

const struct rec_grade *grade_plain(struct ctx *c, const struct grade *g)
{
	size_t slot = slot_of(g, MEMO_GRADES);
	struct rec_grade *out;

	if (c->grades[slot].grade == g)
		return c->grades[slot].record;
	out = arena_alloc(c->a, sizeof *out);
	out->id = g->id;
	out->label = g->label;
	out->letter = g->letter;
	out->shape = shape_name(grade_shape(g));
	out->rank = g->rank;
	out->number = g->number ? number_words(g->number, c->a) : "";
	out->judged = g->rank != RANK_NONE;
	out->meaning = g->meaning;
	c->grades[slot].grade = g;
	c->grades[slot].record = out;
	return out;
}

const struct rec_grade *grade_make(struct ctx *c, const struct judgement *j)
{
	struct rec_grade *out = arena_alloc(c->a, sizeof *out);

	*out = *grade_plain(c, j->grade);
	out->narrative = j->basis == BASIS_NARRATIVE;
	out->href = judgement_href(c, j);
	return out;
}

const struct rec_link *authority_link(struct ctx *c, const struct authority *who)
{
	return link_make(c, who->name, href_to(c, path_authority(who, "index.html", c->a), NULL));
}

const struct rec_link *framework_link(struct ctx *c, const struct framework *f)
{
	struct rec_link *k = arena_alloc(c->a, sizeof *k);

	k->text = f->short_name;
	k->href = href_to(c, path_framework(f, c->a), NULL);
	k->note = f->name;
	return k;
}

const struct rec_link *area_link(struct ctx *c, const struct comparable *k)
{
	return k ? link_make(c, k->name, href_to(c, path_area(k, "index.html", c->a), NULL)) : NULL;
}

const struct rec_link *region_link(struct ctx *c, const struct authority *who)
{
	if (!who->region || !who->region[0])
		return NULL;
	return link_make(c, who->region, href_to(c, path_region(who->region_id, c->a), NULL));
}

static struct mu_list area_grades(struct ctx *c, const struct report *r)
{
	struct judgement_list l = latest_headlines(c->p->m, r, c->a);
	struct rec_area_grade *v = arena_calloc(c->a, l.n + 1, sizeof *v);
	size_t i;

	for (i = 0; i < l.n; i++) {
		v[i].area = area_words(l.v[i]->area, l.v[i]->strand, c->a);
		v[i].grade = grade_make(c, l.v[i]);
	}
	return list_of(v, l.n);
}

void report_card(struct ctx *c, struct rec_report_card *out, const struct report *r)
{
	out->id = r->id;
	out->title = r->title;
	out->href = report_href(c, r);
	out->inspected = date_is_set(r->start) || date_is_set(r->end) ? inspected_words(r, c->a) : "";
	out->authority = authority_link(c, r->authority);
	out->framework = framework_link(c, r->framework);
	out->day = date_make(c, r->day);
	out->published = date_make(c, r->published);
	if (c->wants & WANT_GRADES)
		out->grades = area_grades(c, r);
	out->judgements = (long)r->judgement_count;
	out->improvements = (long)r->improvement_count;
	out->current = c->page->subject == r;
}

const struct rec_report_card *report_card_new(struct ctx *c, const struct report *r)
{
	struct rec_report_card *out;

	if (!r)
		return NULL;
	out = arena_alloc(c->a, sizeof *out);
	report_card(c, out, r);
	return out;
}

struct mu_list report_cards(struct ctx *c, const struct report *const *r, size_t n)
{
	struct rec_report_card *v = arena_calloc(c->a, n + 1, sizeof *v);
	size_t i;

	for (i = 0; i < n; i++)
		report_card(c, &v[i], r[i]);
	return list_of(v, n);
}

void authority_card(struct ctx *c, struct rec_authority_card *out, const struct authority *who)
{
	const struct report *r = latest_report(who);

	out->id = who->id;
	out->name = who->name;
	out->href = href_to(c, path_authority(who, "index.html", c->a), NULL);
	out->type = who->type;
	out->region = region_link(c, who);
	out->former = date_is_set(who->to);
	out->years = years_words(who->from, who->to, c->a);
	out->aliases = list_words(who->alias, who->alias_count, c->a);
	out->reports = (long)who->report_count;
	if (c->wants & WANT_LATEST)
		out->latest = report_card_new(c, r);
	out->age = r ? age_words(r->day, c->p->data_date, c->a) : "";
	if (c->wants & WANT_SPARK && spark_area(c))
		out->spark = spark_of(c, who, spark_area(c));
}

struct mu_list authority_cards(struct ctx *c, const struct authority *const *who, size_t n)
{
	struct rec_authority_card *v = arena_calloc(c->a, n + 1, sizeof *v);
	size_t i;

	for (i = 0; i < n; i++)
		authority_card(c, &v[i], who[i]);
	return list_of(v, n);
}

struct mu_list authority_links(struct ctx *c)
{
	const struct model *m = c->p->m;
	struct rec_link *v = arena_calloc(c->a, m->authority_count + 1, sizeof *v);
	size_t i;

	for (i = 0; i < m->authority_count; i++) {
		const struct authority *who = &m->authority[i];

		v[i].text = who->name;
		v[i].href = href_to(c, path_authority(who, "index.html", c->a), NULL);
		if (date_is_set(who->to))
			v[i].note = arena_printf(c->a, "until %d", who->to.year);
		else
			v[i].note = list_words(who->alias, who->alias_count, c->a);
	}
	return list_of(v, m->authority_count);
}

/* The text in its lines, bullets as they stand. */
static struct mu_list text_lines(struct ctx *c, const char *text)
{
	struct span rest = span_of(text), line;
	VEC(const char *) v = { NULL, 0, 0 };

	while (span_line(&rest, &line))
		if (span_trim(line).n)
			*vec_push(&v, c->a) = arena_strndup(c->a, span_trim(line).p, span_trim(line).n);
	return list_of(v.v, v.n);
}

static void improvement_make(struct ctx *c, struct rec_improvement *out, const struct report *r,
			     const struct report_text *t, const struct improvement *m)
{
	long number;

	out->number = m->number;
	out->anchor = TEXT(c->a, "improvement-", number_words(m->number, c->a));
	out->href = TEXT_SPANS(c->a, report_facts(c, r)->within, SPAN_LIT("#"), span_of(out->anchor));
	out->place_href = t ? report_text_href(c, t, r, m->at, &number) : NULL;
	out->text = m->text;
	out->strand = m->strand ? m->strand->label : "";
	if (m->strand && !m->strand->id[0])
		out->strand = "";
	out->timescale = m->timescale ? m->timescale->label : "";
	out->lines = text_lines(c, m->text);
}

struct mu_list improvement_groups(struct ctx *c, const struct report *r, const struct report_text *t)
{
	struct improvement_groups g = improvements_make(r, c->a);
	struct rec_improvement_group *v = arena_calloc(c->a, g.n + 1, sizeof *v);
	size_t i, k;

	for (i = 0; i < g.n; i++) {
		struct rec_improvement *item = arena_calloc(c->a, g.v[i].n + 1, sizeof *item);
		const struct timescale *when = g.v[i].timescale;

		for (k = 0; k < g.v[i].n; k++)
			improvement_make(c, &item[k], r, t, g.v[i].v[k]);
		v[i].id = arena_printf(c->a, "asked-%s", when ? when->id : "any-time");
		v[i].label = when ? when->label : g.n > 1 ? "No timescale given" : "Improvements";
		v[i].improvements = list_of(item, g.v[i].n);
	}
	return list_of(v, g.n);
}

void history_cell(struct ctx *c, struct rec_history_cell *out, const struct judgement *before,
		  const struct judgement *j)
{
	out->grade = grade_make(c, j);
	out->day = date_make(c, j->report->day);
	out->framework = j->report->framework->short_name;
	out->label = j->label;
	out->break_before = history_break(before, j);
}

const struct framework *replaced_by(const struct model *m, const struct framework *f)
{
	size_t i;

	for (i = 0; i < m->frameworks->n; i++)
		if (m->frameworks->v[i].replaces && !strcmp(m->frameworks->v[i].replaces, f->id))
			return &m->frameworks->v[i];
	return NULL;
}

struct mu_list framework_cards(struct ctx *c)
{
	const struct frameworks *all = c->p->m->frameworks;
	struct rec_framework_card *v = arena_calloc(c->a, all->n + 1, sizeof *v);
	size_t i;

	for (i = 0; i < all->n; i++) {
		const struct framework *f = &all->v[i];
		const struct framework *old = f->replaces ? framework_by_id(all, span_of(f->replaces)) : NULL;
		const struct framework *fresh = replaced_by(c->p->m, f);

		v[i].id = f->id;
		v[i].name = f->name;
		v[i].short_name = f->short_name;
		v[i].href = href_to(c, path_framework(f, c->a), NULL);
		v[i].years = years_words(f->from, f->to, c->a);
		v[i].replaces = old ? framework_link(c, old) : NULL;
		v[i].replaced_by = fresh ? framework_link(c, fresh) : NULL;
		v[i].reports = (long)c->p->held[i].reports;
		v[i].in_use = !date_is_set(f->to);
	}
	return list_of(v, all->n);
}

/* The frameworks that judge an area, each once: "APA, SLAC and ILACS". */
static const char *area_frameworks(struct ctx *c, const struct comparable *k)
{
	const char **name = arena_calloc(c->a, k->map_count + 1, sizeof *name);
	size_t i, n = 0;

	for (i = 0; i < k->map_count; i++)
		if (!n || strcmp(name[n - 1], k->map[i].framework->short_name) != 0)
			name[n++] = k->map[i].framework->short_name;
	return list_words(name, n, c->a);
}

struct mu_list area_cards(struct ctx *c, bool headline_only)
{
	const struct model *m = c->p->m;
	struct rec_area_card *v = arena_calloc(c->a, m->comparable_count + 1, sizeof *v);
	size_t i, n = 0;

	for (i = 0; i < m->comparable_count; i++) {
		const struct comparable *k = &m->comparable[i];

		if (headline_only && !k->headline)
			continue;
		v[n].id = k->id;
		v[n].name = k->name;
		v[n].href = href_to(c, path_area(k, "index.html", c->a), NULL);
		v[n].summary = k->summary;
		v[n].frameworks = area_frameworks(c, k);
		v[n].headline = k->headline;
		v[n].judgements = (long)c->p->areas.of[i].n;
		v[n].authorities = (long)c->p->areas.authorities[i];
		n++;
	}
	return list_of(v, n);
}

const struct rec_coverage *coverage_record(struct ctx *c)
{
	const struct coverage *k = &c->p->coverage;
	struct rec_coverage *out = arena_alloc(c->a, sizeof *out);

	out->authorities = (long)k->authorities;
	out->with_report = (long)k->with_report;
	out->without_report = (long)(k->authorities - k->with_report);
	out->reports = (long)k->reports;
	out->judgements = (long)k->judgements;
	out->improvements = (long)k->improvements;
	out->frameworks = (long)k->frameworks;
	out->first = date_make(c, k->first);
	out->last = date_make(c, k->last);
	if (k->reports)
		out->text = arena_printf(c->a, "The inspections held run from %s to %s, under %s. Reports that are not "
					 "listed are not held: nothing follows from their absence.",
					 month_words(k->first, c->a), month_words(k->last, c->a),
					 count_words(k->frameworks, "framework", "frameworks", c->a));
	else
		out->text = "No report is held yet.";
	return out;
}

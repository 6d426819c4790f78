/* pages/make_report_judgements: a report's judgements and where each was read.
 * Part of the pages room; works in the scratch arena of one rendering. */
#include "pages/make_report_int.h"

#include <string.h>

/* Where something stands: the numbered paragraph, with a link if the text held here has it,
 * else the line of the file or the page of the PDF. */
static const char *place_of(struct ctx *c, const struct report *r, const struct report_text *t, long paragraph,
			    struct pos at, const char **href)
{
	unsigned page = at.line ? report_page(r, at.line) : 0;

	*href = "";
	if (!paragraph && page && r->source_url && r->source_url[0])
		*href = TEXT(c->a, r->source_url, "#page=", number_words((long)page, c->a));
	if (!paragraph)
		return line_words(c, r, at);
	if (report_text_has(t, paragraph)) {
		*href = TEXT(c->a, "#p", number_words(paragraph, c->a));
		return TEXT(c->a, "paragraph ", number_words(paragraph, c->a));
	}
	return TEXT(c->a, "paragraph ", number_words(paragraph, c->a), " of the report");
}

static void sighting_record(struct ctx *c, struct rec_sighting *out, const struct judgement *j, size_t i,
			    const struct report_text *t)
{
	const struct sighting *s = &j->sighting[i];

	out->basis = basis_words(s->basis);
	out->label = s->label;
	out->printed = s->printed;
	out->place = place_of(c, j->report, t, s->paragraph, s->at, &out->place_href);
	out->grade = grade_plain(c, s->grade ? s->grade : j->grade);
	out->counts = i == 0;
}

/* What the same framework said before; nothing is said across frameworks. */
static void make_before(struct ctx *c, struct rec_judgement *out, const struct judgement *j)
{
	const struct judgement *e = earlier_judgement(j);
	const char *when;

	if (!e || e->grade->rank == RANK_NONE || j->grade->rank == RANK_NONE)
		return;
	when = month_words(e->report->day, c->a);
	out->before = e->grade == j->grade
		? arena_printf(c->a, "Also %s in %s.", e->grade->label, when)
		: arena_printf(c->a, "Was %s in %s, now %s.", e->grade->label, when, j->grade->label);
	out->before_href = judgement_href(c, e);
}

static void judgement_record(struct ctx *c, struct rec_judgement *out, const struct judgement *j,
			     const struct report_text *t)
{
	struct rec_sighting *s = arena_calloc(c->a, j->sighting_count + 1, sizeof *s);
	size_t i;

	for (i = 0; i < j->sighting_count; i++)
		sighting_record(c, &s[i], j, i, t);
	out->anchor = j->anchor;
	out->href = judgement_href(c, j);
	out->label = j->label && j->label[0] ? j->label : j->area->label;
	out->area = j->area->label;
	out->strand = j->strand->id[0] ? j->strand->label : "";
	out->comparable = area_link(c, j->comparable);
	out->relation = j->comparable && j->relation != REL_SAME ? relation_words(j->relation) : "";
	out->grade = grade_make(c, j);
	out->printed = j->printed && j->printed[0] ? j->printed : j->grade->label;
	out->basis = basis_words(j->basis);
	out->basis_id = basis_name(j->basis);
	out->place = place_of(c, j->report, t, j->paragraph, j->at, &out->place_href);
	out->narrative = j->basis == BASIS_NARRATIVE;
	out->seen_again = j->sighting_count > 1;
	out->sightings = list_of(s, j->sighting_count);
	make_before(c, out, j);
}

/* The judgements of one strand; with prose set, of all strands those stated only in prose. */
static struct mu_list pick(struct ctx *c, const struct report *r, const struct rec_judgement *all,
			   const struct strand *strand, bool prose)
{
	struct rec_judgement *v = arena_calloc(c->a, r->judgement_count + 1, sizeof *v);
	size_t i, n = 0;

	for (i = 0; i < r->judgement_count; i++)
		if (all[i].narrative == prose && (prose || r->judgement[i].strand == strand))
			v[n++] = all[i];
	return list_of(v, n);
}

static void add_group(struct rec_judgement_group *v, size_t *n, const char *id, const char *label,
		      struct mu_list judgements)
{
	if (!judgements.count)
		return;
	v[*n].id = id;
	v[*n].label = label;
	v[(*n)++].judgements = judgements;
}

void report_judgements_make(struct ctx *c, struct rec_report_page *out, const struct report *r,
			    const struct report_text *t)
{
	const struct framework *f = r->framework;
	struct rec_judgement *all = arena_calloc(c->a, r->judgement_count + 1, sizeof *all);
	struct rec_judgement_group *v = arena_calloc(c->a, f->strand_count + 2, sizeof *v);
	size_t i, n = 0, graded;

	for (i = 0; i < r->judgement_count; i++) {
		judgement_record(c, &all[i], &r->judgement[i], t);
		out->seen_again |= all[i].seen_again;
	}
	for (i = 0; i < f->strand_count; i++) {
		const struct strand *s = &f->strands[i];

		add_group(v, &n, s->id[0] ? s->id : "all", s->id[0] ? s->label : "Judgements",
			  pick(c, r, all, s, false));
	}
	graded = n;
	add_group(v, &n, "in-prose", "Stated only in prose", pick(c, r, all, NULL, true));
	if (n > graded) {
		v[graded].narrative = true;
		v[graded].note = "The report states these in its text and prints no grade for them in a table or heading.";
	}
	out->groups = list_of(v, n);
	out->readings = list_of(all, r->judgement_count);
}

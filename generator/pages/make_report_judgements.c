/* pages/make_report_judgements: a report's judgements and where each was read.
 * Part of the pages room; works in the scratch arena of one rendering. */
#include "pages/make_report_int.h"

#include <string.h>

/* The page of the PDF, where that is published; else NULL. */
static const char *pdf_href(struct ctx *c, const struct report *r, struct pos at)
{
	unsigned page = at.line ? report_page(r, at.line) : 0;

	if (!page || !r->source_url || !r->source_url[0])
		return NULL;
	return TEXT(c->a, r->source_url, "#page=", number_words((long)page, c->a));
}

/* The link to a line that was read and does not show in the text: the page of the PDF, or the last heading before it. */
static const char *near_href(struct ctx *c, const struct report *r, const struct report_text *t, struct pos at)
{
	const char *pdf = pdf_href(c, r, at), *slug = "text";
	size_t i;

	if (pdf)
		return pdf;
	if (!t->html[0] || !at.line || !at.file || !r->file || strcmp(at.file, r->file) != 0)
		return "";
	for (i = 0; i < t->section_count; i++)
		if (report_text_shows(t, r, &t->section[i]) && t->section[i].at.line <= at.line)
			slug = t->section[i].slug;
	return TEXT(c->a, "#", slug);
}

/* Where something that was entered by hand stands in the document, as far as the hand said. */
static const char *place_by_hand(struct ctx *c, const struct report_text *t, long paragraph, enum basis basis,
				 const char **href)
{
	static const char *const words[] = {
		[BASIS_TABLE] = "the document's table of judgements",
		[BASIS_RECORD] = "the document's record of findings",
		[BASIS_HEADING] = "a graded heading of the document",
		[BASIS_HEADLINE] = "the document's sentence that awards it",
		[BASIS_NARRATIVE] = "the document's prose",
		[BASIS_FRONT_MATTER] = "the document; its place is not given",
	};
	_Static_assert(sizeof words / sizeof words[0] == BASIS_COUNT, "words for each basis");

	*href = "";
	if (!paragraph)
		return words[basis];
	if (report_text_has(t, paragraph))
		*href = TEXT(c->a, "#p", number_words(paragraph, c->a));
	return TEXT(c->a, "paragraph ", number_words(paragraph, c->a), " of the document");
}

/* The page names its source file above. */
static const char *line_or_page(struct ctx *c, const struct report *r, struct pos at)
{
	const char *source = r->source_file && r->source_file[0] ? r->source_file : r->file;
	unsigned page = at.line ? report_page(r, at.line) : 0;

	if (page)
		return TEXT(c->a, "page ", number_words((long)page, c->a), " of the PDF");
	if (at.line && at.file && source && !strcmp(at.file, source))
		return TEXT(c->a, "line ", number_words((long)at.line, c->a), " of the source file");
	return line_words(c, r, at);
}

/* Where something that was read stands: the row, heading or paragraph of the text held here, in words its number or the
 * line of the file or the page of the PDF. */
static const char *place_of(struct ctx *c, const struct report *r, const struct report_text *t, long paragraph,
			    struct pos at, const char **href)
{
	long number = 0;

	*href = report_text_href(c, t, r, at, &number);
	if (*href && number)
		return TEXT(c->a, "paragraph ", number_words(number, c->a));
	if (!*href && paragraph) {
		bool shown = report_text_has(t, paragraph);
		const char *words = number_words(paragraph, c->a);

		*href = shown ? TEXT(c->a, "#p", words) : "";
		return TEXT(c->a, "paragraph ", words, shown ? "" : " of the report");
	}
	if (!*href)
		*href = near_href(c, r, t, at);
	return line_or_page(c, r, at);
}

static void sighting_record(struct ctx *c, struct rec_sighting *out, const struct judgement *j, size_t i,
			    const struct report_text *t)
{
	const struct sighting *s = &j->sighting[i];

	out->basis = basis_words(s->basis);
	out->label = s->label;
	out->printed = s->printed;
	out->place = j->by_hand && i == 0 ? place_by_hand(c, t, s->paragraph, s->basis, &out->place_href)
					  : place_of(c, j->report, t, s->paragraph, s->at, &out->place_href);
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

/* A bare number says nothing without its scale, which once ran the other way. */
static const char *scale_note(struct ctx *c, const struct judgement *j)
{
	const struct framework *f = j->report->framework;
	const char *number = arena_printf(c->a, "%d", j->grade->number);

	if (!j->printed || strcmp(j->printed, number) != 0)
		return "";
	return arena_printf(c->a, "printed as %s, where %d is the best", number, f->grades[0].number);
}

/* The first paragraph of what led to the judgement, where that is not what it was read from. */
static const char *findings_href(struct ctx *c, const struct report_text *t, const struct judgement *j, const char *place)
{
	const char *href = TEXT(c->a, "#p", number_words(j->paragraph, c->a));

	return report_text_has(t, j->paragraph) && strcmp(href, place) != 0 ? href : NULL;
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
	out->printed = j->printed;
	out->scale_note = scale_note(c, j);
	out->basis = basis_words(j->basis);
	out->basis_id = basis_name(j->basis);
	if (j->by_hand) {
		out->place = place_by_hand(c, t, j->paragraph, j->basis, &out->place_href);
		out->entered = line_words(c, j->report, j->at);
	} else {
		out->place = place_of(c, j->report, t, j->paragraph, j->at, &out->place_href);
		out->pdf_href = *out->place_href == '#' ? pdf_href(c, j->report, j->at) : NULL;
		out->findings_href = findings_href(c, t, j, out->place_href);
		out->findings = out->findings_href ? TEXT(c->a, "paragraph ", number_words(j->paragraph, c->a)) : "";
	}
	out->narrative = j->basis == BASIS_NARRATIVE;
	out->seen_again = j->sighting_count > 1;
	out->sightings = list_of(s, j->sighting_count);
	make_before(c, out, j);
}

struct picked {
	struct rec_judgement *v;
	const struct judgement **of;       /* one a record */
	size_t n;
};

/* Adds a judgement: below the one that it is a part of, after the parts that are there, if that one is there. */
static void add_picked(struct picked *p, const struct rec_judgement *record, const struct judgement *j)
{
	const struct area *whole = j->area->part_of;
	const char *part_of = "";
	size_t at = p->n, i;

	for (i = 0; whole && i < p->n; i++) {
		if (p->of[i]->area != whole || p->of[i]->strand != j->strand)
			continue;
		part_of = p->v[i].label;
		for (at = i + 1; at < p->n && p->of[at]->area->part_of == whole; at++)
			;
		break;
	}
	memmove(&p->v[at + 1], &p->v[at], (p->n - at) * sizeof *p->v);
	memmove(&p->of[at + 1], &p->of[at], (p->n - at) * sizeof *p->of);
	p->v[at] = *record;
	p->v[at].part_of = part_of;
	p->of[at] = j;
	p->n++;
}

/* The judgements of one strand; with prose set, of all strands those stated only in prose. */
static struct mu_list pick(struct ctx *c, const struct report *r, const struct rec_judgement *all,
			   const struct strand *strand, bool prose)
{
	struct picked p = {
		.v = arena_calloc(c->a, r->judgement_count + 1, sizeof *p.v),
		.of = arena_calloc(c->a, r->judgement_count + 1, sizeof *p.of),
	};
	size_t i;

	for (i = 0; i < r->judgement_count; i++)
		if (all[i].narrative == prose && (prose || r->judgement[i].strand == strand))
			add_picked(&p, &all[i], &r->judgement[i]);
	return list_of(p.v, p.n);
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

/* Whether a program read it or a hand entered it, and how much. */
static void make_reading(struct ctx *c, struct rec_report_page *out, const struct report *r,
			 const struct report_text *t)
{
	const char *part[3];
	size_t hand = 0, n = 0, i;

	for (i = 0; i < r->judgement_count; i++)
		hand += r->judgement[i].by_hand;
	out->by_hand = hand == r->judgement_count && !t->numbered && (hand || !t->html[0]);
	if (hand && !out->by_hand)
		out->hand_note = arena_printf(c->a, "Entered by hand, not read by program: %s.",
					      count_words(hand, "judgement", "judgements", c->a));
	part[n++] = count_words(r->judgement_count, "judgement", "judgements", c->a);
	part[n++] = count_words(r->improvement_count, "improvement", "improvements", c->a);
	if (r->paragraphs)
		part[n++] = arena_printf(c->a, "paragraphs numbered to %ld", r->paragraphs);
	out->counted = list_words(part, n, c->a);
}

void report_judgements_make(struct ctx *c, struct rec_report_page *out, const struct report *r,
			    const struct report_text *t)
{
	const struct framework *f = r->framework;
	struct rec_judgement *all = arena_calloc(c->a, r->judgement_count + 1, sizeof *all);
	struct rec_judgement_group *v = arena_calloc(c->a, f->strand_count + 2, sizeof *v);
	size_t i, n = 0, graded;

	for (i = 0; i < r->judgement_count; i++) {
		judgement_record(c, &all[i], &t->judgement[i], t);
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
	make_reading(c, out, r, t);
	out->groups = list_of(v, n);
	out->readings = list_of(all, r->judgement_count);
}

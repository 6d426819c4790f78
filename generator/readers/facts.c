/* readers: one walk over the blocks. Collects sections and paragraphs, every place
 * where a grade stands, and improvements; settles nothing yet. */
#include "readers/readers_int.h"

#include <string.h>
#include "base/utf8.h"

#define LEAD_MAX 120             /* bytes of a line that announces items */

/* Where the walk stands. */
struct walk {
	struct reading *rd;
	const struct strand *strand;       /* NULL before the first strand's heading */
	const struct area *area;           /* of the heading directly before, until text follows */
	const char *area_label;
	bool crowded;                      /* the heading directly before that one was another area's */
	const struct area *narrative;      /* section whose prose states a grade */
	bool improving;                    /* items are improvements */
	bool items_seen;
	const struct timescale *timescale;
	bool next_is_item;                 /* the next paragraph is the action that a lead announced */
	bool record;                       /* inside the record of findings */
	const struct strand *record_strand;
	size_t record_group;
	struct pos record_group_at;
	size_t awaiting_from;              /* sightings from here on wait for their first paragraph */
};

static const char *keep(struct reading *rd, struct span s)
{
	s = span_trim(s);
	return arena_strndup(rd->a, s.p, s.n);
}

/* ---- grades -------------------------------------------------------------- */

/* The grade that a word and a number stand for; they must agree. */
static const struct grade *grade_of(struct walk *w, struct span word, struct span number, struct pos at)
{
	struct reading *rd = w->rd;
	const struct grade *by_word = word.n ? framework_grade_printed(rd->fw, word) : NULL;
	const struct grade *by_number = number.n ? framework_grade_printed(rd->fw, number) : NULL;

	if ((word.n && !by_word) || (number.n && !by_number)) {
		struct span bad = word.n && !by_word ? word : number;

		reading_doubt(rd, DIAG_GRADE_UNKNOWN, w->strand, w->area, at.line, bad, "'%.*s' is not in the scale of %s",
			      SPAN_SHOWN(bad), rd->fw->id);
		return NULL;
	}
	if (by_word && by_number && by_word != by_number) {
		reading_doubt(rd, DIAG_GRADE_CONFLICT, w->strand, w->area, at.line, word,
			      "the word says '%.*s', the number '%.*s'; give it in the front matter", SPAN_SHOWN(word),
			      SPAN_SHOWN(number));
		return NULL;
	}
	return by_word ? by_word : by_number;
}

static void add_seen(struct walk *w, const struct strand *strand, const struct area *area, struct sighting s)
{
	struct seen *seen = vec_push(&w->rd->seen, w->rd->a);

	seen->strand = strand;
	seen->area = area;
	seen->s = s;
}

static void see_grade_line(struct walk *w, const struct graded_line *g, struct pos at)
{
	struct span printed = g->grade.n ? g->grade : g->number;
	const struct grade *grade = grade_of(w, g->grade, g->number, at);

	if (!grade)
		return;
	if (w->record)
		*vec_push(&w->rd->record, w->rd->a) = (struct record_row){ w->record_strand, w->record_group, w->record_group_at, w->area,
			{ BASIS_RECORD, grade, w->area_label, keep(w->rd, printed), 0, at } };
	else
		add_seen(w, w->strand, w->area, (struct sighting){ BASIS_HEADING, grade, w->area_label, keep(w->rd, printed), 0, at });
	w->area = NULL;
}

/* A sentence that awards a grade, anywhere in the text. */
static void see_headline(struct walk *w, const struct md_block *b, struct pos at)
{
	struct span text = span_of(b->text);
	size_t i, k;

	for (i = 0; i < w->rd->fw->area_count; i++) {
		const struct area *area = &w->rd->fw->areas[i];

		for (k = 0; k < area->headline.n; k++) {
			const struct grade *grade;
			struct span word;

			if (!pattern_group(area->headline.v[k], text, "grade", &word))
				continue;
			grade = framework_grade_printed(w->rd->fw, word);
			if (grade)
				add_seen(w, area->strands[0], area, (struct sighting){ BASIS_HEADLINE, grade, area->label,
					 keep(w->rd, word), b->number, at });
			break;
		}
	}
}

/* Prose that states a grade, in the first paragraph under its heading. */
static void see_narrative(struct walk *w, const struct md_block *b, struct pos at)
{
	const struct area *area = w->narrative;
	const struct grade *grade = NULL;
	struct span word = { "", 0 };
	size_t k;

	w->narrative = NULL;
	for (k = 0; k < area->narrative.n && !grade; k++)
		if (pattern_group(area->narrative.v[k], span_of(b->text), "grade", &word))
			grade = framework_grade_printed(w->rd->fw, word);
	if (!grade) {
		reading_doubt(w->rd, DIAG_NARRATIVE_UNREAD, area->strands[0], area, at.line, SPAN_LIT(""), "%s", area->label);
		return;
	}
	add_seen(w, area->strands[0], area, (struct sighting){ BASIS_NARRATIVE, grade, w->area_label,
		 keep(w->rd, word), b->number, at });
}

/* ---- tables --------------------------------------------------------------- */

static const char *row_value(const struct md_block *b)
{
	size_t i;

	for (i = 1; i < b->cell_count; i++)
		if (*b->cell[i])
			return b->cell[i];
	return "";
}

static void record_heading(struct walk *w, const struct md_block *b, struct pos at)
{
	const struct strand *strand = strand_headed(w->rd->fw, utf8_key(span_of(b->text), w->rd->a));

	if (!strand)
		return;
	w->record_strand = strand;
	w->record_group++;
	w->record_group_at = at;
}

/* "2.1 Adoption performance": the number is the table's, not the label's. */
static struct span without_number(struct span label)
{
	size_t n = 0;

	while (n < label.n && ((label.p[n] >= '0' && label.p[n] <= '9') || label.p[n] == '.'))
		n++;
	return n && n < label.n && label.p[n] == ' ' ? span_trim(span_skip(label, n)) : label;
}

/* The area that a row's label names, first in the strand, then in any; without a footnote's mark if need be. */
static const struct area *row_area(struct walk *w, struct span *label, const struct strand *strand)
{
	const struct framework *fw = w->rd->fw;
	const struct area *area;
	const char *key;

	*label = without_number(*label);
	key = utf8_key(*label, w->rd->a);
	area = framework_area_keyed(fw, key, strand);
	if (!area)
		area = framework_area_keyed(fw, key, NULL);
	if (area || without_mark(*label).n == label->n)
		return area;
	*label = without_mark(*label);
	return row_area(w, label, strand);
}

static const struct grade *row_grade(struct walk *w, struct span *value)
{
	const struct grade *grade = framework_grade_keyed(w->rd->fw, utf8_key(*value, w->rd->a));

	if (grade || without_mark(*value).n == value->n)
		return grade;
	grade = framework_grade_printed(w->rd->fw, without_mark(*value));
	if (grade)
		*value = without_mark(*value);
	return grade;
}

/* True when a row beside this one names an area, or holds a grade: then all of them should. */
static bool beside(struct walk *w, size_t block, bool area)
{
	const struct md_block *b = w->rd->block;
	struct span s;
	size_t i;

	for (i = block; i > 0 && b[i - 1].kind == MD_ROW; i--)
		;
	for (; i < w->rd->n && b[i].kind == MD_ROW; i++) {
		s = span_of(area ? b[i].text : row_value(&b[i]));
		if (i != block && (area ? row_area(w, &s, w->strand) != NULL : row_grade(w, &s) != NULL))
			return true;
	}
	return false;
}

/* Two columns of grades that differ: which of them counts, nobody has said. */
static bool has_other_grade(struct walk *w, const struct md_block *b, const struct grade *grade, struct span *other)
{
	const struct grade *g;
	size_t i;

	for (i = 1; i < b->cell_count; i++) {
		*other = span_of(b->cell[i]);
		g = other->n ? row_grade(w, other) : NULL;
		if (g && g != grade)
			return true;
	}
	return false;
}

static void take_row(struct walk *w, size_t block, struct pos at)
{
	const struct md_block *b = &w->rd->block[block];
	struct reading *rd = w->rd;
	struct span label = span_of(b->text), value = span_of(row_value(b));
	const struct strand *strand = w->record ? w->record_strand : w->strand;
	const struct area *area = row_area(w, &label, strand);
	const struct grade *grade = row_grade(w, &value);
	struct sighting s;
	struct span left;

	/* A table may have its grades on the left. */
	if (!area && !grade && row_area(w, &value, strand) && framework_grade_printed(rd->fw, label)) {
		left = label;
		label = value;
		value = left;
		area = row_area(w, &label, strand);
		grade = row_grade(w, &value);
	}
	s = (struct sighting){ w->record ? BASIS_RECORD : BASIS_TABLE, grade, keep(rd, label), keep(rd, value), 0, at };
	if (!value.n) {
		if (w->record)
			record_heading(w, b, at);
		return;
	}
	if (!area && grade) {
		area = area_nearly_labelled(rd->fw, label, rd->a);
		if (area)
			reading_report(rd, DIAG_LABEL_NEAR, at.line, label, "'%.*s' as '%s'", SPAN_SHOWN(label), area->label);
	}
	/* Strengths and weaknesses may stand in a table of areas, too. */
	if (area && !grade && !area->expected && !w->record && !beside(w, block, false))
		return;
	if (area && grade && has_other_grade(w, b, grade, &left)) {
		reading_doubt(rd, DIAG_GRADE_CONFLICT, w->record ? NULL : strand, area, at.line, left,
			      "the row of '%.*s' holds '%.*s' as well as '%.*s'; give it in the front matter", SPAN_SHOWN(label),
			      SPAN_SHOWN(left), SPAN_SHOWN(value));
	} else if (area && !grade) {
		reading_doubt(rd, DIAG_GRADE_UNKNOWN, w->record ? NULL : strand, area, at.line, value,
			      "'%.*s' for '%.*s' is not in the scale of %s", SPAN_SHOWN(value), SPAN_SHOWN(label), rd->fw->id);
	} else if (area && w->record) {
		struct record_row *row = vec_push(&rd->record, rd->a);

		*row = (struct record_row){ strand, w->record_group, w->record_group_at, area, s };
	} else if (area) {
		add_seen(w, rd->fw->strand_count == 1 ? &rd->fw->strands[0] : strand, area, s);
	} else if (grade && (w->record || beside(w, block, true))) {
		reading_report(rd, DIAG_ROW_UNKNOWN, at.line, label, "'%.*s', graded '%.*s'", SPAN_SHOWN(label),
			       SPAN_SHOWN(value));
	}
}

/* ---- improvements ---------------------------------------------------------- */

static void add_improvement(struct walk *w, const struct md_block *b, struct pos at)
{
	struct improvement *i;

	/* "There are no areas for immediate action" asks for nothing. */
	if (patterns_match(&w->rd->fw->improvements_none, span_of(b->text)))
		return;
	i = vec_push(&w->rd->improvement, w->rd->a);
	i->strand = w->strand ? w->strand : &w->rd->fw->strands[0];
	i->timescale = w->timescale;
	i->text = b->text;
	i->at = at;
	w->items_seen = true;
}

/* A list inside an item belongs to it. */
static void append_to_improvement(struct walk *w, const struct md_block *b)
{
	struct improvement *i = &w->rd->improvement.v[w->rd->improvement.n - 1];

	i->text = arena_printf(w->rd->a, "%s\n- %s", i->text, b->text);
}

static void stop_improving(struct walk *w)
{
	w->improving = w->items_seen = w->next_is_item = false;
	w->timescale = NULL;
}

static bool take_lead(struct walk *w, const struct md_block *b)
{
	const struct improvement_lead *lead = framework_lead(w->rd->fw, span_of(b->text));

	if (!lead)
		return false;
	w->improving = true;
	w->items_seen = false;
	w->timescale = lead->timescale;
	/* "…the following action:" may be followed by the action as a paragraph. */
	w->next_is_item = span_ends(span_of(b->text), ":");
	return true;
}

/* Text after the items ends the list, unless it announces more of them ("Within a year:"), for which no time is known.
 * Among numbered items it is the rest of one, over a page; their list ends with the next heading. */
static void more_items(struct walk *w, const struct md_block *b)
{
	if (w->rd->fw->improvements_numbered && w->rd->fw->improvements_end.n)
		return;
	if (!w->timescale || b->number || strlen(b->text) > LEAD_MAX || !span_ends(span_of(b->text), ":"))
		stop_improving(w);
	w->timescale = NULL;
}

/* ---- paragraphs ------------------------------------------------ */

static void add_paragraph(struct walk *w, const struct md_block *b, struct pos at)
{
	struct reading *rd = w->rd;
	struct paragraph *p;

	if (rd->facts_only)
		return;
	p = vec_push(&rd->paragraph, rd->a);
	*vec_push(&rd->paragraph_section, rd->a) = rd->section.n; /* 0: before the first heading */
	p->number = b->number;
	p->text = b->text;
	p->at = at;
}

/* A list belongs to the paragraph that introduces it. */
static void append_item(struct walk *w, const struct md_block *b, struct pos at)
{
	struct reading *rd = w->rd;
	struct paragraph *p;

	if (rd->facts_only)
		return;
	if (!rd->paragraph.n || rd->paragraph_section.v[rd->paragraph.n - 1] != rd->section.n) {
		add_paragraph(w, b, at);
		return;
	}
	p = &rd->paragraph.v[rd->paragraph.n - 1];
	p->text = arena_printf(rd->a, "%s\n- %s", p->text, b->text);
}

/* Grades under a heading belong to the first numbered paragraph after it. */
static void give_paragraph(struct walk *w, long number)
{
	size_t i;

	for (i = w->awaiting_from; i < w->rd->seen.n; i++)
		if (w->rd->seen.v[i].s.basis == BASIS_HEADING)
			w->rd->seen.v[i].s.paragraph = number;
	w->awaiting_from = w->rd->seen.n;
}

/* ---- the walk ---------------------------------------------------------------- */

/* A heading's text, without a footnote's mark where that makes it known. */
static struct span marked(struct walk *w, const char *text)
{
	struct span whole = span_of(text), bare = without_mark(whole);

	return bare.n != whole.n && known_heading(w->rd->fw, bare, w->rd->a) ? bare : whole;
}

static void enter_area(struct walk *w, const struct area *area, const char *label)
{
	struct body_area *b;

	w->area = area;
	w->area_label = label;
	if (!area || w->record)
		return;
	b = vec_push(&w->rd->body, w->rd->a);
	b->strand = w->strand;
	b->area = area;
}

/* Numbered improvements may stand under headings of their own: areas, or words that nobody knows. */
static bool groups_improvements(const struct walk *w, struct span line, const struct area *area, bool graded)
{
	const struct framework *fw = w->rd->fw;

	return w->improving && !patterns_match(&fw->improvements_end, line) && fw->improvements_numbered && !graded && (area || !known_heading(fw, line, w->rd->a));
}

static void take_heading(struct walk *w, size_t block, struct pos at)
{
	const struct framework *fw = w->rd->fw;
	struct span line = marked(w, w->rd->block[block].text);
	struct graded_line g;
	bool graded = graded_line(fw, line, &g) && g.label.n;
	struct span label = graded ? g.label : line;
	const char *key = utf8_key(label, w->rd->a);
	const struct strand *strand = strand_headed(fw, key);
	const struct timescale *timescale = timescale_headed(fw, key);
	const struct area *area, *before = w->area;
	bool within;

	if (!w->rd->facts_only)
		add_section(w->rd, block);
	w->awaiting_from = w->rd->seen.n;
	w->narrative = NULL;
	w->area = NULL;
	see_headline(w, &w->rd->block[block], at);
	if (timescale) {
		w->improving = true;
		w->timescale = timescale;
		w->next_is_item = false;
		return;
	}
	area = framework_area_keyed(fw, key, w->strand);
	if (!area)
		area = framework_area_keyed(fw, key, NULL);
	within = groups_improvements(w, line, area, graded);
	if (!within)
		stop_improving(w);
	if (record_headed(fw, key))
		w->record = true;
	else if (keys_have(&fw->part_headings, key) || keys_have(&fw->improvement_headings, key))
		w->record = false;
	if (strand) {
		if (w->record)
			record_heading(w, &w->rd->block[block], at);
		else
			w->strand = strand;
		return;
	}
	w->improving = within || keys_have(&fw->improvement_headings, key);
	enter_area(w, area, keep(w->rd, label));
	w->crowded = before && before != area;
	if (graded && area)
		see_grade_line(w, &g, at);
	w->narrative = narrative_headed(fw, key);
}

static void take_paragraph(struct walk *w, const struct md_block *b, struct pos at)
{
	struct graded_line g;

	if (w->area && b->kind == MD_PARAGRAPH && grade_alone(w->rd->fw, span_of(b->text), &g)) {
		/* Of labels that stand together, the grade below the last is the first one's. */
		if (!w->crowded)
			see_grade_line(w, &g, at);
		return;
	}
	w->area = NULL;
	if (b->number)
		give_paragraph(w, b->number);
	if (w->narrative)
		see_narrative(w, b, at);
	see_headline(w, b, at);
	if (w->improving && b->number && w->rd->fw->improvements_numbered) {
		add_improvement(w, b, at);
	} else if (w->next_is_item && !b->number) {
		add_improvement(w, b, at);
		stop_improving(w);
	} else if (!take_lead(w, b) && w->items_seen) {
		more_items(w, b);
	}
	add_paragraph(w, b, at);
}

/* A list inside an improvement belongs to it, and to the paragraph that it is. */
static void take_item(struct walk *w, const struct md_block *b, struct pos at)
{
	bool inside = w->improving && b->level > 1 && w->items_seen;

	if (w->improving && !inside) {
		add_improvement(w, b, at);
		return;
	}
	if (inside)
		append_to_improvement(w, b);
	append_item(w, b, at);
}

static void take_block(struct walk *w, size_t i)
{
	const struct md_block *b = &w->rd->block[i];
	struct pos at = reading_pos(w->rd, i);

	switch (b->kind) {
	case MD_HEADING:
		take_heading(w, i, at);
		break;
	case MD_PARAGRAPH:
	case MD_NUMBERED:
		take_paragraph(w, b, at);
		break;
	case MD_BULLET:
		w->next_is_item = false;
		take_item(w, b, at);
		break;
	case MD_ROW:
		take_row(w, i, at);
		break;
	case MD_OTHER:
		break;
	}
}

/* Finds the highest printed number; says which numbers the document should have and has not. */
static void check_numbers(struct reading *rd)
{
	long expected = 1;
	size_t i;

	for (i = rd->first_body; i < rd->n; i++) {
		const struct md_block *b = &rd->block[i];

		if (b->kind != MD_NUMBERED || !b->number)
			continue;
		if (b->number > expected && expected > 1)
			reading_report(rd, DIAG_PARAGRAPH_GAP, reading_pos(rd, i).line, SPAN_LIT(""),
				       "%ld follows %ld", b->number, expected - 1);
		if (b->number > rd->r->paragraphs)
			rd->r->paragraphs = b->number;
		expected = b->number + 1;
	}
}

void read_body(struct reading *rd)
{
	struct walk w = { .rd = rd };
	size_t i;

	if (rd->fw->strand_count == 1)
		w.strand = &rd->fw->strands[0];
	for (i = 0; i < rd->first_body; i++)
		see_headline(&w, &rd->block[i], reading_pos(rd, i));
	for (; i < rd->n; i++)
		take_block(&w, i);
	finish_sections(rd);
	check_numbers(rd);
	rd->r->improvement = rd->improvement.v;
	rd->r->improvement_count = rd->improvement.n;
}

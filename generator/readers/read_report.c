/* readers: one report, from file to facts. The path of every door is here. */
#include "readers/readers.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include "base/fs.h"
#include "base/work.h"
#include "readers/readers_int.h"

unsigned prose_source_line(const struct prose *p, unsigned md_line)
{
	if (!p->line)
		return p->line0 + md_line;
	return md_line && md_line <= p->lines ? p->line[md_line - 1] : 0;
}

struct pos reading_pos(const struct reading *rd, size_t block)
{
	return (struct pos){ rd->doc->whole.name, prose_source_line(&rd->prose, rd->block[block].line), 1 };
}

static size_t offset_of_line(struct span text, unsigned line)
{
	struct span rest = text, taken;

	while (line > 1 && span_line(&rest, &taken))
		line--;
	return text.n - rest.n;
}

void reading_report(struct reading *rd, enum diag_code code, unsigned line, struct span what, const char *detail, ...)
{
	const struct source *src = &rd->doc->whole;
	size_t at = offset_of_line(src->text, line);
	struct span rest = span_skip(src->text, at), text_line = { "", 0 };
	ptrdiff_t within;
	va_list ap;
	char *text;

	va_start(ap, detail);
	text = arena_vprintf(rd->a, detail, ap);
	va_end(ap);
	span_line(&rest, &text_line);
	within = what.n ? span_find(text_line, arena_strndup(rd->a, what.p, what.n)) : -1;
	diag_at(rd->d, code, src, at + (within > 0 ? (size_t)within : 0), "%s", text);
	/* Nobody sees the lines of a PDF's text; its pages they do. */
	if (report_page(rd->r, line))
		diag_note(rd->d, (struct pos){ src->name, line, 0 }, "page %u of the PDF", report_page(rd->r, line));
}

void reading_doubt(struct reading *rd, enum diag_code code, const struct strand *strand, const struct area *area,
		   unsigned line, struct span what, const char *detail, ...)
{
	struct doubt *doubt = vec_push(&rd->doubt, rd->a);
	va_list ap;

	va_start(ap, detail);
	*doubt = (struct doubt){ code, strand, area, line, what, arena_vprintf(rd->a, detail, ap) };
	va_end(ap);
}

static struct judgement *in_question(struct report *r, const struct doubt *doubt)
{
	size_t i;

	for (i = 0; i < r->judgement_count; i++) {
		struct judgement *j = &r->judgement[i];

		if (j->area == doubt->area && (!doubt->strand || j->strand == doubt->strand))
			return j;
	}
	return NULL;
}

void report_doubts(struct reading *rd)
{
	size_t i;

	for (i = 0; i < rd->doubt.n; i++) {
		const struct doubt *doubt = &rd->doubt.v[i];
		struct judgement *j = in_question(rd->r, doubt);

		/* Prose need not say what a table or a heading has said. */
		if (j && (j->by_hand || doubt->code == DIAG_NARRATIVE_UNREAD))
			continue;
		if (j && doubt->code == DIAG_GRADE_CONFLICT)
			j->in_doubt = true;
		reading_report(rd, doubt->code, doubt->line, doubt->what, "%s", doubt->text);
	}
}

/* What was expected, for a report that no framework knows. */
static void report_unrecognised(const struct model *m, const struct doc *doc, struct span other, struct diag *d)
{
	struct span rest = doc->body.text, line = { "", 0 };
	size_t i;

	if (other.n) {
		diag_at(d, DIAG_FRAMEWORK_UNKNOWN, &doc->body, (size_t)(other.p - doc->body.text.p),
			"'%.*s' begins another kind of document, one without judgements", SPAN_SHOWN(other));
		return;
	}
	while (!line.n && span_line(&rest, &line))
		line = span_trim(line);
	diag_at(d, DIAG_FRAMEWORK_UNKNOWN, &doc->body, line.n ? (size_t)(line.p - doc->body.text.p) : 0,
		"none of the first lines is a title that a framework knows; name it in the front matter (framework: ...)");
	for (i = 0; i < m->frameworks->n; i++)
		diag_note(d, m->frameworks->v[i].pos, "%s (%s) is recognised by its title, see 'documents: title:' here",
			  m->frameworks->v[i].id, m->frameworks->v[i].name);
}

void read_prose(struct reading *rd, const char *name)
{
	const struct source *body = &rd->doc->body;
	struct md_doc *doc;

	if (span_ends(span_of(name), ".md")) {
		rd->prose.md = body->text;
		rd->prose.line0 = body->line0;
	} else {
		tidy(&rd->prose, body, rd->doc->pages > 0, rd->fw, rd->a);
	}
	doc = md_parse_in(rd->prose.md, rd->a);
	rd->block = md_blocks(doc, &rd->n);
	rd->r->body = rd->n ? doc : NULL;
	rd->r->body_line0 = rd->prose.line0;
	if (!rd->n)
		md_free(doc);
}

static void check_authority(struct reading *rd)
{
	struct report *r = rd->r;
	struct pos at = r->pos.file ? r->pos : (struct pos){ rd->doc->whole.name, 0, 0 };
	struct span printed;

	/* Without a list nobody is known, and that has been said. */
	if (r->authority || rd->authority_given || !rd->m->authority_count)
		return;
	if (!r->authority_printed) {
		diag_report(rd->d, DIAG_AUTHORITY_MISSING, at, NULL);
		return;
	}
	printed = span_of(r->authority_printed);
	reading_report(rd, DIAG_AUTHORITY_UNKNOWN, at.line, printed,
		       "'%.*s' is neither a name nor an alias in authorities.yaml", SPAN_SHOWN(printed));
}

static void check_areas(struct reading *rd)
{
	struct report *r = rd->r;
	struct pos whole = { rd->doc->whole.name, 0, 0 };
	struct date day = date_is_set(r->end) ? r->end : r->published;
	size_t i, k;

	/* An error already says why something is not there. */
	if (diag_failed(rd->d))
		return;
	if (!r->judgement_count) {
		diag_report(rd->d, DIAG_NO_JUDGEMENTS, whole, NULL);
		return;
	}
	for (i = 0; i < rd->fw->area_count; i++) {
		const struct area *area = &rd->fw->areas[i];

		if (!area->expected || (date_is_set(day) && !area_judged_on(area, day)))
			continue;
		for (k = 0; k < area->strand_count; k++)
			if (!report_judgement(r, area->strands[k], area))
				diag_report(rd->d, DIAG_AREA_MISSING, whole, "%s%s%s", area->strands[k]->label,
					    *area->strands[k]->label ? ", " : "", area->label);
	}
}

/* What the cover of rough text should say and did not, or not in words that are known. */
static void check_cover(struct reading *rd)
{
	const struct report *r = rd->r;
	const struct framework *fw = rd->fw;
	const struct {
		const struct patterns *how;
		bool there;
		const char *what;
	} fact[] = {
		{ &fw->lead_inspector, r->lead_inspector != NULL, "the lead inspector" },
		{ &fw->inspected, date_is_set(r->end), "the days of the inspection" },
		{ &fw->published, date_is_set(r->published), "the day of publication" },
	};
	size_t n = sizeof fact / sizeof *fact, i;
	const char *missing = "";

	/* Of days that stand there and were not understood it has been said. */
	for (i = 0; i < rd->d->n; i++)
		if (rd->d->entry[i].code == DIAG_DATE_UNREAD)
			n = 1;
	for (i = 0; rd->prose.line && i < n; i++)
		if (fact[i].how->n && !fact[i].there)
			missing = arena_printf(rd->a, "%s%s%s", missing, *missing ? ", " : "", fact[i].what);
	if (*missing)
		diag_report(rd->d, DIAG_COVER_MISSING, (struct pos){ rd->doc->whole.name, 0, 0 }, "%s", missing);
}

/* Grades that were read for areas of another time: the label may have been cut. */
static void check_times(struct reading *rd)
{
	const struct report *r = rd->r;
	size_t i;

	for (i = 0; date_is_set(r->day) && i < r->judgement_count; i++) {
		const struct judgement *j = &r->judgement[i];

		if (!j->by_hand && !area_judged_on(j->area, r->day))
			reading_report(rd, DIAG_AREA_UNTIMELY, j->at.line, span_of(j->label), "%s", j->area->label);
	}
}

static const char *place_in_pdf(const struct report *r, unsigned line, struct arena *a)
{
	unsigned page = report_page(r, line);

	return page ? arena_printf(a, " (page %u)", page) : "";
}

/* What was said about this report goes on its page as well. */
static void keep_notes(struct reading *rd)
{
	struct report *r = rd->r;
	size_t i;

	r->note = arena_calloc(rd->a, rd->d->n + 1, sizeof *r->note);
	for (i = 0; i < rd->d->n; i++) {
		const struct diag_entry *e = &rd->d->entry[i];
		struct reading_note *note = &r->note[r->note_count++];

		note->level = diag_code_level(e->code);
		note->at = e->at;
		note->at.file = r->file;
		note->text = arena_printf(rd->a, "%s%s%s%s", diag_code_wording(e->code), e->detail ? ": " : "",
					  e->detail ? e->detail : "", place_in_pdf(r, e->at.line, rd->a));
	}
}

static struct report *read_all(struct reading *rd, const struct front *front, const char *name)
{
	struct report *r = arena_alloc(rd->a, sizeof *r);

	rd->r = r;
	r->framework = rd->fw;
	r->file = name;
	r->page_line = rd->doc->page_line;
	r->pages = rd->doc->pages;
	read_prose(rd, name);
	rd->title_given = front_has_title(front);
	read_cover(rd);
	r->cover_blocks = rd->first_body;
	/* A cover is facts by now; a page written in Markdown has none. */
	r->body_first = rd->prose.line ? rd->first_body : 0;
	read_body(rd);
	settle_record(rd);
	settle_judgements(rd);
	front_apply(rd, front);
	report_doubts(rd);
	if (!r->source_sha256 && *rd->doc->sha256)
		r->source_sha256 = rd->doc->sha256;
	if (!r->title)
		r->title = rd->fw->name;
	r->day = date_is_set(r->end) ? r->end : r->published;
	if (date_is_set(r->published) && date_is_set(r->end) && date_cmp(r->published, r->end) < 0)
		diag_report(rd->d, DIAG_PUBLISHED_EARLY, (struct pos){ name, 0, 0 }, "published %s, inspected until %s",
			    date_iso(r->published, rd->a), date_iso(r->end, rd->a));
	check_authority(rd);
	check_cover(rd);
	check_times(rd);
	check_areas(rd);
	keep_notes(rd);
	return r;
}

/* From the open door on. d holds what was said of this report alone. */
static struct report *read_doc(const struct model *m, const struct doc *doc, bool facts_only, struct arena *a,
			       struct diag *d)
{
	struct reading rd = { .m = m, .a = a, .d = d, .doc = doc, .facts_only = facts_only };
	struct front *front = front_read(doc, a, d);
	struct span other = { NULL, 0 };
	bool given;

	if (!front)
		return NULL;
	rd.fw = front_framework(front, m->frameworks, d, &given);
	if (!given)
		rd.fw = recognise(m->frameworks, doc->body.text, &other);
	if (rd.fw)
		return read_all(&rd, front, doc->whole.name);
	if (!given)
		report_unrecognised(m, doc, other, d);
	return NULL;
}

int doc_at(struct doc *doc, const struct model *m, const char *path, const char *name, struct arena *a,
	   struct diag *d)
{
	return is_pdf_name(path) ? pdf_open(doc, path, name, m->cache, a, d)
				 : doc_open(doc, path, name, a, d);
}

static enum work_room room_of(const char *path)
{
	return is_pdf_name(path) ? WORK_DOOR_PDF : span_ends(span_of(path), ".md") ? WORK_DOOR_MD : WORK_DOOR_TEXT;
}

struct report *read_report_file(const struct model *m, const char *path, const char *name, bool facts_only,
				struct arena *a, struct diag *d)
{
	struct doc *doc = arena_alloc(a, sizeof *doc);
	enum work_room back = work_enter(room_of(path));
	struct diag own = DIAG_INIT;
	struct report *r = NULL;
	struct fs_mark mark;

	name = arena_strdup(a, name);
	/* Before it is read: a change while it is read is a change. */
	if (fs_mark(path, &mark) < 0)
		memset(&mark, 0, sizeof mark);
	if (doc_at(doc, m, path, name, a, &own) == 0)
		r = read_doc(m, doc, facts_only, a, &own);
	if (r)
		r->mark = mark;
	diag_merge(d, &own);
	work_leave(back);
	return r;
}

struct report *reader_report_file(const struct model *m, const char *path, const char *name, struct arena *a,
				  struct diag *d)
{
	return read_report_file(m, path, name, false, a, d);
}

struct report *reader_report_bytes(const struct model *m, struct span bytes, const char *name,
				   struct arena *a, struct diag *d)
{
	struct doc *doc = arena_alloc(a, sizeof *doc);
	struct diag own = DIAG_INIT;
	struct report *r = NULL;

	if (doc_take(doc, bytes, arena_strdup(a, name), &own) == 0)
		r = read_doc(m, doc, false, a, &own);
	diag_merge(d, &own);
	return r;
}

void report_release(struct report *r)
{
	/* The model only ever sees the prose as const; it is the readers' to free. */
	if (r)
		md_free((struct md_doc *)(uintptr_t)r->body);
}

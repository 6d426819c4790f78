/* readers: reports to bytes and back. A struct goes as it is, its pointers after it, in the order in which they
 * are taken again: whoever gives struct report, judgement, sighting, improvement or reading_note another
 * pointer adds it in both halves of this file. */
#include "readers/pack.h"

#include <string.h>
#include "base/diag_pack.h"

#define COUNT_MAX 1000000          /* more of anything is no report */

/* ---- to bytes --------------------------------------------------------------------- */

/* The number + 1 of an element of a table; 0 for NULL. */
#define NUMBER(p, table) ((p) ? (uint64_t)((p) - (table)) + 1 : 0)

/* Places name the report's own file, or none. */
static void pack_place(struct strbuf *out, struct pos *at)
{
	pack_number(out, at->file != NULL);
	at->file = NULL;
}

/* What it points to, and then itself, pointing nowhere. */
static void pack_sighting(const struct sighting *from, const struct framework *fw, struct strbuf *out)
{
	struct sighting s = *from;

	pack_number(out, NUMBER(s.grade, fw->grades));
	pack_text(out, s.label);
	pack_text(out, s.printed);
	pack_place(out, &s.at);
	s.grade = NULL;
	s.label = s.printed = NULL;
	pack_bytes(out, &s, sizeof s);
}

static void pack_judgement(const struct judgement *from, const struct framework *fw, struct strbuf *out)
{
	struct judgement j = *from;
	size_t i;

	pack_number(out, NUMBER(j.strand, fw->strands));
	pack_number(out, NUMBER(j.area, fw->areas));
	pack_number(out, NUMBER(j.grade, fw->grades));
	pack_text(out, j.label);
	pack_text(out, j.printed);
	pack_place(out, &j.at);
	pack_number(out, j.sighting_count);
	for (i = 0; i < j.sighting_count; i++)
		pack_sighting(&j.sighting[i], fw, out);
	j.report = NULL;
	j.strand = NULL;
	j.area = NULL;
	j.comparable = NULL;
	j.grade = NULL;
	j.label = j.printed = j.anchor = NULL;
	j.sighting = NULL;
	pack_bytes(out, &j, sizeof j);
}

static void pack_lists(const struct report *r, struct strbuf *out)
{
	size_t i;

	for (i = 0; i < r->judgement_count; i++)
		pack_judgement(&r->judgement[i], r->framework, out);
	for (i = 0; i < r->improvement_count; i++) {
		struct improvement m = r->improvement[i];

		pack_number(out, NUMBER(m.strand, r->framework->strands));
		pack_number(out, NUMBER(m.timescale, r->framework->timescales));
		pack_text(out, m.text);
		pack_place(out, &m.at);
		m.strand = NULL;
		m.timescale = NULL;
		m.text = NULL;
		pack_bytes(out, &m, sizeof m);
	}
	for (i = 0; i < r->note_count; i++) {
		struct reading_note n = r->note[i];

		pack_text(out, n.text);
		pack_place(out, &n.at);
		n.text = NULL;
		pack_bytes(out, &n, sizeof n);
	}
}

void report_pack(const struct report *from, const struct model *m, struct strbuf *out)
{
	struct report r = *from;

	pack_number(out, NUMBER(r.authority, m->authority));
	pack_number(out, NUMBER(r.framework, m->frameworks->v));
	pack_text(out, r.file);
	pack_text(out, r.authority_printed);
	pack_text(out, r.title);
	pack_text(out, r.lead_inspector);
	pack_text(out, r.summary);
	pack_text(out, r.source_url);
	pack_text(out, r.source_file);
	pack_text(out, r.source_sha256);
	pack_place(out, &r.pos);
	r.id = r.authority_printed = r.title = r.lead_inspector = r.summary = NULL;
	r.source_url = r.source_file = r.source_sha256 = r.file = NULL;
	r.authority = NULL;
	r.framework = NULL;
	r.page_line = NULL;
	r.judgement = NULL;
	r.improvement = NULL;
	r.section = NULL;
	r.section_count = 0;
	r.body = NULL;
	r.note = NULL;
	r.previous = r.next = NULL;
	pack_bytes(out, &r, sizeof r);
	pack_bytes(out, from->page_line, from->pages * sizeof *from->page_line);
	pack_lists(from, out);
}

/* ---- from bytes ------------------------------------------------------------------- */

struct unpack {
	struct span *in;
	struct arena *a;
	const struct framework *fw;
	const struct report *r;
	bool wrong;
};

/* NULL, or an element of a table; any other number is wrong. */
static const void *take_one(struct unpack *u, const void *table, size_t count, size_t size)
{
	uint64_t number = take_number(u->in);

	u->wrong |= number > count;
	return number && number <= count ? (const char *)table + (number - 1) * size : NULL;
}

#define TAKE(u, table, count) take_one(u, table, count, sizeof *(table))

/* Room for count elements that take at least one byte each. */
static void *take_room(struct unpack *u, size_t count, size_t size)
{
	if (count > COUNT_MAX || count > u->in->n) {
		u->wrong = true;
		return NULL;
	}
	return count ? arena_calloc(u->a, count, size) : NULL;
}

static const char *take_place(struct unpack *u)
{
	return take_number(u->in) ? u->r->file : NULL;
}

static void take_sighting(struct unpack *u, struct sighting *s)
{
	const struct grade *grade = TAKE(u, u->fw->grades, u->fw->grade_count);
	const char *label = take_text(u->in), *printed = take_text(u->in), *file = take_place(u);

	take_bytes(u->in, s, sizeof *s);
	s->grade = grade;
	s->label = label;
	s->printed = printed;
	s->at.file = file;
}

static void take_judgement(struct unpack *u, struct judgement *j)
{
	const struct strand *strand = TAKE(u, u->fw->strands, u->fw->strand_count);
	const struct area *area = TAKE(u, u->fw->areas, u->fw->area_count);
	const struct grade *grade = TAKE(u, u->fw->grades, u->fw->grade_count);
	const char *label = take_text(u->in), *printed = take_text(u->in), *file = take_place(u);
	size_t count = take_number(u->in), i;
	struct sighting *sighting = take_room(u, count, sizeof *sighting);

	for (i = 0; i < count && !u->wrong && !take_failed(u->in); i++)
		take_sighting(u, &sighting[i]);
	take_bytes(u->in, j, sizeof *j);
	u->wrong |= j->sighting_count != count || !strand || !area;
	j->report = u->r;
	j->strand = strand;
	j->area = area;
	j->grade = grade;
	j->label = label;
	j->printed = printed;
	j->at.file = file;
	j->sighting = sighting;
}

static void take_improvement(struct unpack *u, struct improvement *m)
{
	const struct strand *strand = TAKE(u, u->fw->strands, u->fw->strand_count);
	const struct timescale *timescale = TAKE(u, u->fw->timescales, u->fw->timescale_count);
	const char *text = take_text(u->in), *file = take_place(u);

	take_bytes(u->in, m, sizeof *m);
	m->strand = strand;
	m->timescale = timescale;
	m->text = text;
	m->at.file = file;
}

static void take_note(struct unpack *u, struct reading_note *n)
{
	const char *text = take_text(u->in), *file = take_place(u);

	take_bytes(u->in, n, sizeof *n);
	n->text = text;
	n->at.file = file;
}

static void take_lists(struct unpack *u, struct report *r)
{
	size_t i;

	r->judgement = take_room(u, r->judgement_count, sizeof *r->judgement);
	for (i = 0; i < r->judgement_count && !u->wrong && !take_failed(u->in); i++)
		take_judgement(u, &r->judgement[i]);
	r->improvement = u->wrong ? NULL : take_room(u, r->improvement_count, sizeof *r->improvement);
	for (i = 0; i < r->improvement_count && !u->wrong && !take_failed(u->in); i++)
		take_improvement(u, &r->improvement[i]);
	r->note = u->wrong ? NULL : take_room(u, r->note_count, sizeof *r->note);
	for (i = 0; i < r->note_count && !u->wrong && !take_failed(u->in); i++)
		take_note(u, &r->note[i]);
}

struct report *report_unpack(struct span *in, const struct model *m, struct arena *a)
{
	struct report *r = arena_alloc(a, sizeof *r), texts = { .id = NULL };
	struct unpack u = { .in = in, .a = a, .r = r };
	unsigned *page_line;

	texts.authority = TAKE(&u, m->authority, m->authority_count);
	texts.framework = u.fw = TAKE(&u, m->frameworks->v, m->frameworks->n);
	texts.file = r->file = take_text(in);
	texts.authority_printed = take_text(in);
	texts.title = take_text(in);
	texts.lead_inspector = take_text(in);
	texts.summary = take_text(in);
	texts.source_url = take_text(in);
	texts.source_file = take_text(in);
	texts.source_sha256 = take_text(in);
	texts.pos.file = take_place(&u);
	if (u.wrong || !u.fw || !texts.authority || !texts.file || !take_bytes(in, r, sizeof *r))
		return NULL;
	r->authority = texts.authority;
	r->framework = texts.framework;
	r->file = texts.file;
	r->authority_printed = texts.authority_printed;
	r->title = texts.title;
	r->lead_inspector = texts.lead_inspector;
	r->summary = texts.summary;
	r->source_url = texts.source_url;
	r->source_file = texts.source_file;
	r->source_sha256 = texts.source_sha256;
	r->pos.file = texts.pos.file;
	r->page_line = page_line = take_room(&u, r->pages, sizeof *page_line);
	if (u.wrong || (r->pages && !take_bytes(in, page_line, r->pages * sizeof *page_line)))
		return NULL;
	take_lists(&u, r);
	return u.wrong || take_failed(in) ? NULL : r;
}

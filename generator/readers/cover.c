/* readers: the cover. Title, authority, dates and inspector stand in lines of their
 * own before the first heading; the framework's patterns say how. */
#include "readers/readers_int.h"

#define NAME_LINES 2             /* on which an authority's name goes on */

static bool first_group(const struct patterns *p, struct span line, const char *group, struct span *out)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (pattern_group(p->v[i], line, group, out) && span_trim(*out).n) {
			*out = span_trim(*out);
			return true;
		}
	return false;
}

/* The name above a title is the authority's only when nothing else is: addresses of
 * letters stand there, too. */
struct before {
	struct span known, printed;
	size_t known_block, printed_block;
};

static const char *keep(struct reading *rd, struct span s)
{
	return arena_strndup(rd->a, s.p, s.n);
}

static void set_authority(struct reading *rd, struct span printed, size_t block)
{
	const struct authority *who = model_authority_named(rd->m, printed);

	if (rd->r->authority || !printed.n)
		return;
	if (who || !rd->r->authority_printed) {
		rd->r->authority_printed = keep(rd, printed);
		rd->r->pos = reading_pos(rd, block);
	}
	rd->r->authority = who;
}

static bool ends_cover(const struct reading *rd, size_t i)
{
	const struct md_block *b = &rd->block[i];
	struct span text = span_of(b->text);
	/* Markdown that gives its title in front need not have a cover at all. */
	bool titled = rd->r->title || (rd->title_given && !rd->prose.line);

	if (b->kind == MD_NUMBERED || b->kind == MD_ROW)
		return true;
	if (b->kind == MD_PARAGRAPH && titled && text.n >= COVER_PROSE && span_ends(text, "."))
		return true;
	return b->kind == MD_HEADING && b->level > 1;
}

/* The title is what its pattern matches; the authority may follow on the same line. */
static bool read_title(struct reading *rd, struct span line, size_t block)
{
	size_t i, start, end;
	struct span who;

	for (i = 0; i < rd->fw->title.n; i++) {
		if (!pattern_find(rd->fw->title.v[i], line, &start, &end))
			continue;
		rd->r->title = keep(rd, span_trim(span_make(line.p + start, end - start)));
		if (first_group(&rd->fw->authority, line, "authority", &who))
			set_authority(rd, who, block);
		else
			set_authority(rd, span_trim(span_skip(line, end)), block);
		return true;
	}
	return false;
}

/* True when the line gave a date or looked as if it should. */
static bool read_dates(struct reading *rd, struct span line, size_t block)
{
	struct span s;

	if (!date_is_set(rd->r->end) && first_group(&rd->fw->inspected, line, "dates", &s)) {
		if (!printed_period(s, &rd->r->start, &rd->r->end))
			reading_report(rd, DIAG_DATE_UNREAD, reading_pos(rd, block).line, s, "'%.*s'", SPAN_SHOWN(s));
		else if (date_cmp(rd->r->start, rd->r->end) > 0)
			reading_report(rd, DIAG_DATE_ORDER, reading_pos(rd, block).line, s, "'%.*s'", SPAN_SHOWN(s));
		return true;
	}
	if (!date_is_set(rd->r->published) && first_group(&rd->fw->published, line, "date", &s)) {
		if (!printed_date(s, &rd->r->published))
			reading_report(rd, DIAG_DATE_UNREAD, reading_pos(rd, block).line, s, "'%.*s'", SPAN_SHOWN(s));
		return true;
	}
	return false;
}

static void note_before(struct reading *rd, struct before *b, struct span line, size_t block)
{
	struct span s;

	if (!first_group(&rd->fw->authority, line, "authority", &s))
		return;
	if (model_authority_named(rd->m, s)) {
		b->known = s;
		b->known_block = block;
	}
	b->printed = s;
	b->printed_block = block;
}

static void read_line(struct reading *rd, struct before *before, struct span line, size_t block)
{
	struct span s;

	if (!rd->r->title && read_title(rd, line, block)) {
		if (!rd->r->authority)
			set_authority(rd, before->known, before->known_block);
		return;
	}
	if (read_dates(rd, line, block))
		return;
	if (!rd->r->lead_inspector && first_group(&rd->fw->lead_inspector, line, "name", &s)) {
		rd->r->lead_inspector = keep(rd, s);
		return;
	}
	if (!rd->r->title)
		note_before(rd, before, line, block);
	else if (first_group(&rd->fw->authority, line, "authority", &s))
		set_authority(rd, s, block);
	else if (!rd->fw->authority.n)
		set_authority(rd, line, block);
}

/* An inspector who is not on the cover may be named in the text. */
static void read_inspector(struct reading *rd)
{
	struct span s;
	size_t i;

	for (i = rd->first_body; i < rd->n && !rd->r->lead_inspector; i++)
		if (rd->block[i].kind == MD_PARAGRAPH &&
		    first_group(&rd->fw->lead_inspector, span_of(rd->block[i].text), "name", &s))
			rd->r->lead_inspector = keep(rd, s);
}

/* A paragraph of the cover after block i. */
static bool goes_on(const struct reading *rd, size_t i)
{
	return i + 1 < rd->n && rd->block[i + 1].kind == MD_PARAGRAPH && !ends_cover(rd, i + 1);
}

/* The line i, or with the next ones where only all of them are a name that is known ("Bath and North East", "Somerset"). */
static struct span name_line(struct reading *rd, size_t *i)
{
	struct span all = span_of(rd->block[*i].text), line = all;
	size_t k, end = *i + NAME_LINES;

	for (k = *i; k < end && goes_on(rd, k); k++) {
		all = span_of(arena_printf(rd->a, "%.*s %s", SPAN_FMT(all), rd->block[k + 1].text));
		if (model_authority_named(rd->m, all)) {
			line = all;
			*i = k + 1;
		}
	}
	return line;
}

/* The line i, or with the next one where it is only the label of a fact that stands there ("Lead inspector:"),
 * or with more of a name. */
static struct span fact_line(struct reading *rd, size_t *i)
{
	const struct md_block *b = &rd->block[*i];
	struct span line = span_of(b->text), both, s;

	if (!span_ends(line, ":"))
		return name_line(rd, i);
	if (!goes_on(rd, *i))
		return line;
	both = span_of(arena_printf(rd->a, "%s %s", b->text, b[1].text));
	if (!first_group(&rd->fw->inspected, both, "dates", &s) && !first_group(&rd->fw->published, both, "date", &s) &&
	    !first_group(&rd->fw->lead_inspector, both, "name", &s))
		return line;
	++*i;
	return both;
}

void read_cover(struct reading *rd)
{
	struct before before = { { NULL, 0 }, { NULL, 0 }, 0, 0 };
	size_t i, first;

	for (i = 0; i < rd->n && !ends_cover(rd, i); i++) {
		struct span line;

		if (rd->block[i].kind == MD_OTHER)
			continue;
		first = i;
		line = fact_line(rd, &i);
		read_line(rd, &before, line, first);
	}
	rd->first_body = i;
	if (!rd->r->authority_printed)
		set_authority(rd, before.printed, before.printed_block);
	read_inspector(rd);
}

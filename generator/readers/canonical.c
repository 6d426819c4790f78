/* readers: facts and prose to the canonical file. Knows the keys that front.c reads. */
#include "readers/canonical.h"

#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "markdown/md.h"

/* ---- text in YAML ----------------------------------------------------------- */

/* Bytes of the character that s begins with and its code point; a byte that begins none is U+FFFD. */
static size_t character(struct span s, unsigned long *code)
{
	static const struct { unsigned char mask, lead; } form[] = { { 0x80, 0x00 }, { 0xe0, 0xc0 }, { 0xf0, 0xe0 },
		{ 0xf8, 0xf0 } };
	unsigned char first = (unsigned char)*s.p;
	size_t n, i;

	for (n = 1; n <= 4 && n <= s.n; n++) {
		if ((first & form[n - 1].mask) != form[n - 1].lead)
			continue;
		if (utf8_invalid(span_make(s.p, n)) >= 0)
			break;
		*code = first & (unsigned char)~form[n - 1].mask;
		for (i = 1; i < n; i++)
			*code = *code << 6 | ((unsigned char)s.p[i] & 0x3f);
		return n;
	}
	*code = 0xfffd;
	return 1;
}

/* YAML takes these for line ends, or does not take them at all. */
static bool needs_escape(unsigned long code)
{
	return code < 0x20 || (code >= 0x7f && code <= 0xa0) || code == 0x2028 || code == 0x2029 || code == 0xfeff ||
	       (code >= 0xfffd && code <= 0xffff);
}

/* In double quotes, on one line, whatever it holds. */
static void put_text(struct strbuf *out, const char *text)
{
	struct span s = span_of(text);
	unsigned long code;
	size_t n;

	sb_putc(out, '"');
	for (; s.n; s = span_skip(s, n)) {
		n = character(s, &code);
		if (code == '"' || code == '\\')
			sb_printf(out, "\\%c", (int)code);
		else if (code == '\n')
			sb_puts(out, "\\n");
		else if (needs_escape(code))
			sb_printf(out, "\\u%04lx", code);
		else
			sb_add(out, s.p, n);
	}
	sb_putc(out, '"');
}

/* "key: text" on a line of its own; nothing when there is no text. */
static void put_line(struct strbuf *out, const char *key, const char *text)
{
	if (!text || !*text)
		return;
	sb_printf(out, "%s: ", key);
	put_text(out, text);
	sb_putc(out, '\n');
}

/* ---- facts ------------------------------------------------------------------ */

static void put_dates(struct strbuf *out, const struct report *r, struct arena *a)
{
	if (date_is_set(r->start) && date_is_set(r->end)) {
		sb_printf(out, "inspected: %s", date_iso(r->start, a));
		if (date_cmp(r->start, r->end) != 0)
			sb_printf(out, "/%s", date_iso(r->end, a));
		sb_putc(out, '\n');
	}
	if (date_is_set(r->published))
		sb_printf(out, "published: %s\n", date_iso(r->published, a));
}

static void put_source(struct strbuf *out, const struct report *r, const struct canonical *how)
{
	bool own = r->source_file || (r->source_sha256 && strcmp(r->source_sha256, how->sha256) != 0);

	sb_puts(out, "source:\n");
	put_line(out, "  url", r->source_url);
	put_line(out, "  file", own ? r->source_file : how->file);
	put_line(out, "  sha256", own ? r->source_sha256 : how->sha256);
}

static void put_judgement(struct strbuf *out, const struct judgement *j)
{
	sb_puts(out, "  - {");
	if (*j->strand->id)
		sb_printf(out, "strand: %s, ", j->strand->id);
	sb_printf(out, "area: %s, grade: %s, basis: %s", j->area->id, j->grade->id, basis_name(j->basis));
	if (j->paragraph)
		sb_printf(out, ", paragraph: %ld", j->paragraph);
	sb_puts(out, ", label: ");
	put_text(out, j->label);
	if (*j->printed) {
		sb_puts(out, ", printed: ");
		put_text(out, j->printed);
	}
	sb_puts(out, "}\n");
}

static void put_improvement(struct strbuf *out, const struct improvement *i)
{
	const char *lead = "  - ";

	if (i->strand && *i->strand->id) {
		sb_printf(out, "%sstrand: %s\n", lead, i->strand->id);
		lead = "    ";
	}
	if (i->timescale) {
		sb_printf(out, "%stimescale: %s\n", lead, i->timescale->id);
		lead = "    ";
	}
	sb_printf(out, "%stext: ", lead);
	put_text(out, i->text);
	sb_putc(out, '\n');
}

/* Lists are given when they are empty, too: what is given wins over what the prose may say. */
static void put_lists(struct strbuf *out, const struct report *r)
{
	size_t i;

	sb_puts(out, r->judgement_count ? "judgements:\n" : "judgements: []\n");
	for (i = 0; i < r->judgement_count; i++)
		put_judgement(out, &r->judgement[i]);
	sb_puts(out, r->improvement_count ? "improvements:\n" : "improvements: []\n");
	for (i = 0; i < r->improvement_count; i++)
		put_improvement(out, &r->improvement[i]);
}

/* Without empty lines at either end, every line ending alike. */
static void put_prose(struct strbuf *out, const struct report *r)
{
	struct span rest = span_rtrim(md_text(r->body, r->body_first)), line;
	bool begun = false;

	while (span_line(&rest, &line)) {
		if (!begun && !span_trim(line).n)
			continue;
		if (!begun)
			sb_putc(out, '\n');
		begun = true;
		sb_span(out, line);
		sb_putc(out, '\n');
	}
}

/* The highest number in what put_prose writes. */
static long highest_number(const struct report *r)
{
	const struct md_block *b;
	long highest = 0;
	size_t n = 0, i;

	b = r->body ? md_blocks(r->body, &n) : NULL;
	for (i = r->body_first; i < n; i++)
		if (b[i].kind == MD_NUMBERED && b[i].number > highest)
			highest = b[i].number;
	return highest;
}

static int by_framework(const void *x, const void *y)
{
	const struct judgement *a = x, *b = y;

	if (a->strand != b->strand)
		return a->strand < b->strand ? -1 : 1;
	return a->area < b->area ? -1 : a->area > b->area;
}

void canonical_settle(struct report *r)
{
	size_t n = 0, i;

	for (i = 0; i < r->judgement_count; i++)
		if (!r->judgement[i].in_doubt)
			r->judgement[n++] = r->judgement[i];
	r->judgement_count = n;
	if (n)
		qsort(r->judgement, r->judgement_count, sizeof *r->judgement, by_framework);
}

const char *canonical_path(const struct report *r, struct arena *a)
{
	return arena_printf(a, "%s/%s.md", r->authority->id, date_iso(r->day, a));
}

void canonical_write(const struct report *r, const struct canonical *how, struct strbuf *out)
{
	struct arena a = ARENA_INIT;

	sb_printf(out, "---\nauthority: %s\nframework: %s\n", r->authority->id, r->framework->id);
	put_line(out, "title", r->title);
	put_dates(out, r, &a);
	put_line(out, "lead_inspector", r->lead_inspector);
	put_line(out, "summary", r->summary);
	put_source(out, r, how);
	if (r->paragraphs && r->paragraphs != (how->facts_only ? 0 : highest_number(r)))
		sb_printf(out, "paragraphs: %ld\n", r->paragraphs);
	put_lists(out, r);
	sb_puts(out, "---\n");
	if (!how->facts_only && r->body)
		put_prose(out, r);
	arena_release(&a);
}

/* ---- the same again ----------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_judgement(const struct judgement *a, const struct judgement *b)
{
	return a->strand == b->strand && a->area == b->area && a->grade == b->grade && a->basis == b->basis &&
	       a->paragraph == b->paragraph && same_text(a->label, b->label) && same_text(a->printed, b->printed);
}

static bool same_improvement(const struct improvement *a, const struct improvement *b)
{
	return a->strand == b->strand && a->timescale == b->timescale && same_text(a->text, b->text);
}

static bool same_lists(const struct report *a, const struct report *b, const char **what)
{
	size_t i;

	*what = "the judgements";
	if (a->judgement_count != b->judgement_count)
		return false;
	for (i = 0; i < a->judgement_count; i++)
		if (!same_judgement(&a->judgement[i], &b->judgement[i]))
			return false;
	*what = "the improvements";
	if (a->improvement_count != b->improvement_count)
		return false;
	for (i = 0; i < a->improvement_count; i++)
		if (!same_improvement(&a->improvement[i], &b->improvement[i]))
			return false;
	return true;
}

const char *canonical_differs(const struct report *a, const struct report *b)
{
	const char *what;

	if (a->authority != b->authority || a->framework != b->framework)
		return "the authority or the framework";
	if (!same_text(a->title, b->title))
		return "the title";
	if (date_cmp(a->start, b->start) != 0 || date_cmp(a->end, b->end) != 0 || date_cmp(a->published, b->published) != 0)
		return "the dates";
	if (!same_text(a->lead_inspector, b->lead_inspector))
		return "the inspector";
	if (a->paragraphs != b->paragraphs)
		return "the paragraphs' numbers";
	return same_lists(a, b, &what) ? NULL : what;
}

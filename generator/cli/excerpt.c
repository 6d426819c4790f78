/* cli/excerpt: a source line as a terminal can show it, with a caret. */
#include "base/utf8.h"
#include "base/vec.h"
#include "cli/report.h"

#define WINDOW 96          /* columns of a line that are shown */
#define BEFORE 40          /* of these, at least so many before the caret of a long line */
#define TAB 8

/* One character as it is shown. */
struct cell {
	size_t start, end;     /* bytes in the text as shown */
	size_t width;          /* columns */
};

struct shown {
	struct arena arena;
	struct strbuf text;
	VEC(struct cell) cell;
	size_t width;
};

/* Bytes of the character at p; 0 when they are not well-formed. */
static size_t character_size(struct span s)
{
	unsigned char c = (unsigned char)s.p[0];
	size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	if (n > s.n || utf8_invalid(span_make(s.p, n)) >= 0)
		return 0;
	return n;
}

/* Characters that would change the terminal or the order of the text. */
static bool is_unseen(struct span c)
{
	static const char *const unseen[] = { "\xe2\x80\x8b", "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xaa", "\xe2\x80\xab",
					      "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x81\xa7",
					      "\xe2\x81\xa8", "\xe2\x81\xa9", "\xef\xbb\xbf" };
	size_t i;

	if (c.n == 1)
		return (unsigned char)c.p[0] < 0x20 || c.p[0] == 0x7f;
	if (c.n == 2 && (unsigned char)c.p[0] == 0xc2 && (unsigned char)c.p[1] < 0xa0)
		return true;
	for (i = 0; i < sizeof unseen / sizeof *unseen; i++)
		if (span_is(c, unseen[i]))
			return true;
	return false;
}

/* One character, spelt out where it cannot be shown; gives its columns. */
static size_t show_character(struct strbuf *out, struct span c)
{
	size_t i;

	if (character_size(c) == c.n && !is_unseen(c)) {
		sb_span(out, c);
		return 1;
	}
	for (i = 0; i < c.n; i++)
		sb_printf(out, "\\x%02x", (unsigned char)c.p[i]);
	return 4 * c.n;
}

/* Takes the first character off the text; a byte that is part of none is one. */
static struct span take_character(struct span *text)
{
	size_t n = character_size(*text);
	struct span c = span_make(text->p, n ? n : 1);

	*text = span_skip(*text, c.n);
	return c;
}

void visible_add(struct strbuf *out, const char *text)
{
	struct span rest = span_of(text);

	while (rest.n)
		show_character(out, take_character(&rest));
}

static void show(struct shown *s, struct span c)
{
	struct cell *cell = vec_push(&s->cell, &s->arena);

	cell->start = s->text.n;
	if (c.p[0] == '\t') {
		cell->width = TAB - s->width % TAB;
		sb_printf(&s->text, "%*s", (int)cell->width, "");
	} else {
		cell->width = show_character(&s->text, c);
	}
	cell->end = s->text.n;
	s->width += cell->width;
}

static void spaces(struct strbuf *out, size_t n)
{
	while (n--)
		sb_putc(out, ' ');
}

/* First cell to show so that the caret's is in the window. */
static size_t window_start(const struct shown *s, size_t caret)
{
	size_t first = caret < s->cell.n ? caret : 0, before = 0;

	if (s->width <= WINDOW)
		return 0;
	while (first && before + s->cell.v[first - 1].width <= BEFORE)
		before += s->cell.v[--first].width;
	return first;
}

void excerpt_add(struct strbuf *out, unsigned line, struct span text, unsigned col)
{
	struct shown s = { .width = 0 };
	size_t i, first, width = 0, before = 0;

	while (text.n)
		show(&s, take_character(&text));
	first = window_start(&s, col - 1);
	sb_printf(out, "%6u | ", line);
	if (first) {
		sb_puts(out, "...");
		before = 3;
	}
	for (i = first; i < s.cell.n && width + s.cell.v[i].width <= WINDOW; i++) {
		sb_add(out, s.text.p + s.cell.v[i].start, s.cell.v[i].end - s.cell.v[i].start);
		width += s.cell.v[i].width;
		if (i + 1 < col)
			before += s.cell.v[i].width;
	}
	sb_puts(out, i < s.cell.n ? "...\n" : "\n");
	/* One past the last character is where something is missing. */
	if (col && col <= s.cell.n + 1) {
		sb_puts(out, "       | ");
		spaces(out, before);
		sb_puts(out, "^\n");
	}
	sb_release(&s.text);
	arena_release(&s.arena);
}

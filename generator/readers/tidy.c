/* readers: rough text to regular Markdown.
 *
 * Rough text is what people get out of a PDF: paragraphs broken by pages, lost
 * bullets, tables as tabs, headings without marks, a contents list. Lines are
 * classified, put together to blocks, and written as Markdown with a map from
 * each Markdown line to the source line it began on. */
#include "readers/tidy_int.h"

#include <string.h>
#include "base/utf8.h"

#define LONE_MARK 5              /* bytes of a number or a bullet without its text */
#define LONE_SKIP 3              /* numbers that may be missing before one that stands alone */
#define COVER_LINES 40           /* among which a title is the report's own */
#define TITLE_BYTES 200

/* "a)" or "(iv)": at most four letters, the first bracket at will. */
static size_t letter_length(struct span s)
{
	size_t n = s.n && *s.p == '(', first = n;

	while (n < s.n && n < first + 4 && s.p[n] >= 'a' && s.p[n] <= 'z')
		n++;
	/* A word in brackets is no mark: only a single letter and Roman figures are. */
	if (n == first || n >= s.n || s.p[n] != ')' || (n > first + 1 && strspn(s.p + first, "ivx") != n - first))
		return 0;
	return n + 1;
}

/* Bullets of word processors: hyphen, dashes, dots, squares, arrows, the "o" of an inner list, letters in brackets,
 * and the private-use glyphs of symbol fonts. */
static size_t bullet_length(struct span s)
{
	static const char *const marks[] = { "-", "*", "\xe2\x80\x93", "\xe2\x80\xa2", "\xe2\x96\xaa", "\xe2\x96\xa0",
		"\xe2\x97\x8f", "\xe2\x97\xa6", "\xc2\xb7", "\xe2\x80\xa3", "\xef\x82\xa7", "\xef\x82\xb7",
		"\xe2\x80\x92", "\xe2\x80\x94", "\xe2\x81\x83", "\xe2\x88\x99", "\xe2\x96\xab", "\xe2\x96\xb6", "\xe2\x96\xba",
		"\xe2\x97\x86", "\xe2\x97\x8b", "\xe2\x97\xbc", "\xe2\x97\xbe", "\xe2\x9c\x93", "\xe2\x9d\x96", "\xe2\x9e\xa2", "\xe2\x9e\xa4",
		"\xef\x81\xb6", "\xef\x83\x98", "\xef\x83\xbc", "\xef\x81\xae", "\xef\x82\xa8", "\xef\x83\x91", "o" };
	size_t letter = letter_length(s), i;

	if (letter && letter < s.n && (s.p[letter] == ' ' || s.p[letter] == '\t'))
		return letter;
	for (i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = strlen(marks[i]);

		if (span_starts(s, marks[i]) && s.n > n && (s.p[n] == ' ' || s.p[n] == '\t'))
			return n;
	}
	return 0;
}

/* "12. text": the number, and the text after it; 0 when the line has no number. */
static long leading_number(struct span s, struct span *text)
{
	size_t n = 0;
	long v = 0;

	while (n < s.n && is_digit(s.p[n]) && n < 4)
		v = v * 10 + (s.p[n++] - '0');
	if (!n || n > 3 || n + 1 >= s.n || s.p[n] != '.' || (s.p[n + 1] != ' ' && s.p[n + 1] != '\t'))
		return 0;
	*text = span_trim(span_skip(s, n + 1));
	return text->n ? v : 0;
}

static void classify(struct tidy_line *l)
{
	struct span s = span_ltrim(l->raw);
	size_t bullet = bullet_length(s);
	struct span inner = span_trim(span_skip(s, bullet));

	l->text = s;
	l->kind = L_TEXT;
	l->number = leading_number(s, &l->text);
	if (!l->number && bullet)
		l->number = leading_number(inner, &l->text);
	if (l->number) {
		l->kind = L_NUMBER;
		l->whole = s;
	} else if (bullet) {
		l->kind = L_BULLET;
		l->text = inner;
	} else if (span_starts(s, "|") || l->tabbed) {
		l->kind = L_ROW;
	}
}

static bool is_rule_row(struct span s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!strchr("-|: \t", s.p[i]))
			return false;
	return s.n > 2;
}

/* A page number, or the mark of a footnote that lost its place. */
static bool only_digits(struct tidy *t, struct span s)
{
	bool sentence = s.n && strchr(".,)", s.p[s.n - 1]);
	const char *key = s.n <= 12 && !sentence ? utf8_key(s, t->a) : "";
	size_t i;

	for (i = 0; key[i]; i++)
		if (!is_digit(key[i]))
			return false;
	return i > 0;
}

/* The report's title again, as it stands at the edge of each page; not a line of prose that names it. */
static bool is_running_title(const struct tidy *t, struct span s)
{
	size_t i, start, end;

	if (!s.n || !is_upper(*s.p) || strchr(".,;:", s.p[s.n - 1]))
		return false;
	for (i = 0; t->line.n > COVER_LINES && s.n <= TITLE_BYTES && i < t->fw->title.n; i++)
		if (pattern_find(t->fw->title.v[i], s, &start, &end) && end == s.n)
			return true;
	return false;
}

static bool is_furniture(struct tidy *t, struct span s)
{
	return only_digits(t, s) || patterns_match(&t->fw->furniture, s) || is_running_title(t, s);
}

/* "Inspection dates:" and then the days alone, or more of them, as they also stand at the foot of each page. */
static bool is_value(struct tidy *t, struct span s, unsigned gap)
{
	const struct tidy_line *last = t->line.n ? &t->line.v[t->line.n - 1] : NULL;

	if (!last)
		return false;
	if (!gap && only_dates(s) && patterns_match(&t->fw->inspected, span_trim(last->raw)))
		return true;
	return span_ends(last->raw, ":") &&
	       tidy_is_fact(t->fw, span_of(arena_printf(t->a, "%.*s %.*s", (int)last->raw.n, last->raw.p, (int)s.n, s.p)));
}

/* An entry of a contents list ends with a page, which unlike a year has three digits at most. */
static bool contents_row(struct span s)
{
	size_t n = 0;

	while (n < s.n && is_digit(s.p[s.n - 1 - n]))
		n++;
	return n && n < 4;
}

/* The first line of an entry that goes on, in small letters, to its page; nothing between them but empty lines. */
static bool contents_wraps(struct span rest)
{
	struct span next = { NULL, 0 };

	while (!next.n && span_line(&rest, &next))
		next = span_trim(next);
	return next.n && is_lower(next.p[0]) && contents_row(next);
}

/* Soft hyphens and odd spaces out; the text stays at its place in the source otherwise. */
static struct span clean_line(struct tidy *t, struct span raw)
{
	char *p, *q;
	size_t i;

	for (i = 0; i < raw.n; i++)
		if ((unsigned char)raw.p[i] == 0xc2 || (unsigned char)raw.p[i] == '\f')
			break;
	if (i == raw.n)
		return raw;
	p = q = arena_strndup(t->a, raw.p, raw.n);
	for (i = 0; i < raw.n; i++) {
		unsigned char c = (unsigned char)raw.p[i];
		unsigned char next = i + 1 < raw.n ? (unsigned char)raw.p[i + 1] : 0;

		if (c == 0xc2 && next == 0xad) {
			i++;
		} else if (c == 0xc2 && next == 0xa0) {
			*q++ = ' ';
			i++;
		} else {
			*q++ = c == '\f' ? ' ' : (char)c;
		}
	}
	return span_make(p, (size_t)(q - p));
}

static bool is_next(const struct tidy *t, long number, unsigned gap)
{
	return number == 1 || (number > t->number && number <= t->number + 1 + (gap ? LONE_SKIP : 0));
}

/* The next paragraph's number, or a bullet, and nothing more: what it belongs to is the next line. */
static bool is_lone_mark(const struct tidy *t, struct span s, unsigned gap)
{
	char line[LONE_MARK + 3];
	struct span text;
	long number;

	if (t->whole || s.n > LONE_MARK)
		return false;
	memcpy(line, s.p, s.n);
	memcpy(line + s.n, " x", 2);
	number = leading_number(span_make(line, s.n + 2), &text);
	return number ? is_next(t, number, gap) : bullet_length(span_make(line, s.n + 2)) == s.n;
}

static void split_lines(struct tidy *t, const struct source *raw)
{
	struct span rest = raw->text, line, mark = { NULL, 0 };
	unsigned number = raw->line0, blank = 1, mark_gap = 0;
	bool contents = false;

	while (span_line(&rest, &line)) {
		struct tidy_line *l;
		struct span s;

		number++;
		line = clean_line(t, line);
		s = span_trim(line);
		if (!s.n) {
			blank++;
			continue;
		}
		if (contents && (contents_row(s) || contents_wraps(rest)))
			continue;
		if (is_lone_mark(t, s, blank)) {
			mark = s;
			mark_gap = blank;
			blank = 0;
			continue;
		}
		contents = s.n < 20 && strcmp(utf8_key(s, t->a), "contents") == 0;
		if (contents || (is_furniture(t, s) && !is_value(t, s, blank)))
			continue;
		l = vec_push(&t->line, t->a);
		l->raw = span_rtrim(line);
		l->tabbed = span_chr(line, '\t') >= 0;     /* an empty last cell is a tab at the end */
		l->line = number;
		l->gap = blank;
		l->rule = is_rule_row(s);
		classify(l);
		if (mark.n && l->kind == L_TEXT) {
			l->raw = span_of(arena_printf(t->a, "%.*s %.*s", SPAN_FMT(mark), SPAN_FMT(s)));
			l->gap = mark_gap;
			classify(l);
		}
		mark.n = 0;
		if (l->number && is_next(t, l->number, l->gap))
			t->number = l->number;
		blank = 0;
	}
}

static bool splits_cells(char c, bool pipes)
{
	return pipes ? c == '|' : c == '\t';
}

void tidy_cells(const struct tidy_line *l, struct span *cell, size_t *count)
{
	bool pipes = span_starts(l->text, "|");
	struct span s = pipes ? span_skip(l->text, 1) : l->text;
	size_t start = 0, i;

	*count = 0;
	for (i = 0; i <= s.n && *count < TIDY_MAX_CELLS; i++) {
		if (i < s.n && !splits_cells(s.p[i], pipes))
			continue;
		cell[(*count)++] = span_trim(span_make(s.p + start, i - start));
		start = i + 1;
	}
	while (*count && !cell[*count - 1].n)
		(*count)--;
}

void tidy(struct prose *out, const struct source *raw, bool whole, const struct framework *fw, struct arena *a)
{
	struct tidy t = { .fw = fw, .a = a, .whole = whole };

	split_lines(&t, raw);
	t.number = 0;
	tidy_rows(&t);
	tidy_blocks(&t);
	tidy_lists(&t);
	tidy_markdown(&t, out);
}

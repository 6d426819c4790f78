/* readers: tables that lost their marks. Rough text may keep a table as columns of spaces, with labels and grades broken
 * over lines, or as labels and grades one below the other. Only a label that is one of the framework's areas, beside
 * a grade of its scale, makes a row; all else stays text. */
#include "readers/tidy_int.h"

#include <string.h>
#include <strings.h>
#include "base/utf8.h"

#define ROW_LINES 5              /* lines that a row of a table takes at most */
#define GRADE_BYTES 60           /* of a line that can be a grade */
#define LABEL_BYTES 200          /* of one that can be a heading with a number */
#define FRONT_LINES 200          /* a report's first table is among them */
#define FAR_RIGHT 16             /* columns: what begins there, under a table, is in its right column */

/* What one line of a table holds. */
struct sides {
	struct span left, right;
	bool split;                    /* the line itself shows two columns, or stands in the right one */
};

static size_t blanks(struct span s, bool *tab)
{
	size_t n = 0;

	*tab = false;
	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
		*tab |= s.p[n++] == '\t';
	return n;
}

/* Cuts a line at its last gap of a tab or of two spaces and more. */
static struct sides sides_of(struct span raw)
{
	struct sides s = { span_trim(raw), { "", 0 }, false };
	bool tab;
	size_t i, n = blanks(raw, &tab);

	if (n >= FAR_RIGHT || tab) {
		s.right = s.left;
		s.left = span_make("", 0);
		s.split = true;
		return s;
	}
	for (i = n; i < raw.n; i++) {
		n = blanks(span_skip(raw, i), &tab);
		if ((n >= 2 || tab) && i + n < raw.n) {
			s.left = span_trim(span_make(raw.p, i));
			s.right = span_trim(span_skip(raw, i + n));
			s.split = true;
		}
		i += n;
	}
	return s;
}

static void add(struct strbuf *b, struct span s)
{
	if (s.n && b->n)
		sb_putc(b, ' ');
	sb_span(b, s);
}

/* "2.1 Adoption performance" and "4. Outcomes": the number is the table's. */
static struct span without_number(struct span s)
{
	size_t n = 0;

	while (n < s.n && ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == '.'))
		n++;
	return n && n < s.n && s.p[n] == ' ' ? span_trim(span_skip(s, n)) : s;
}

static bool is_area(const struct tidy *t, struct span label)
{
	label = without_number(label);
	return label.n && (framework_area_keyed(t->fw, utf8_key(label, t->a), NULL) ||
			   framework_area_keyed(t->fw, utf8_key(without_mark(label), t->a), NULL));
}

/* A grade of the scale, with or without a footnote's mark, but not one that the framework prints below a heading: that is the heading's. */
static bool is_grade(const struct tidy *t, struct span s)
{
	struct graded_line g;

	return s.n && (framework_grade_printed(t->fw, s) || framework_grade_printed(t->fw, without_mark(s))) &&
	       !(graded_line(t->fw, s, &g) && !g.label.n);
}

static bool may_be_row(const struct tidy_line *l)
{
	return !l->rule && l->kind != L_BULLET && !span_starts(l->text, "|");
}

static void set_row(struct tidy *t, struct tidy_line *l, struct span label, struct span grade)
{
	const char *row = arena_printf(t->a, "%.*s\t%.*s", (int)label.n, label.p, (int)grade.n, grade.p);

	l->raw = l->text = span_of(row);
	l->kind = L_ROW;
	l->tabbed = true;
}

/* Two columns show somewhere in the lines from i on that may be one row. */
static bool shows_columns(const struct tidy *t, size_t i)
{
	size_t k;

	for (k = 0; k < ROW_LINES && i + k < t->line.n && (!k || !t->line.v[i + k].gap); k++) {
		struct span s = span_ltrim(t->line.v[i + k].raw);
		bool tab;

		if (span_find(s, "  ") >= 0 || span_chr(s, '\t') >= 0 || blanks(t->line.v[i + k].raw, &tab) >= FAR_RIGHT)
			return true;
	}
	return false;
}

/* Lines from i on that are one row in two columns, the longest way to read them; 0: none. */
static size_t columns_at(struct tidy *t, size_t i)
{
	struct strbuf label = STRBUF_INIT, grade = STRBUF_INIT;
	struct span best_label = { "", 0 }, best_grade = { "", 0 };
	bool split = false;
	size_t best = 0, k;

	if (!shows_columns(t, i))
		return 0;
	for (k = 0; k < ROW_LINES && i + k < t->line.n; k++) {
		const struct tidy_line *l = &t->line.v[i + k];
		struct sides s = sides_of(l->raw);

		if (!may_be_row(l) || (k && l->gap) || (s.split && split && is_grade(t, s.right)))
			break;
		/* After a whole label only the rest of a grade can follow, wherever it stands. */
		if (!s.split && split && is_area(t, sb_view(&label)) && !is_grade(t, sb_view(&grade)))
			s = (struct sides){ { "", 0 }, s.left.n ? s.left : s.right, false };
		add(&label, s.left);
		add(&grade, s.right);
		split |= s.split;
		if (!split || !is_grade(t, sb_view(&grade)) || !is_area(t, sb_view(&label)))
			continue;
		best = k + 1;
		best_label = span_of(arena_strndup(t->a, sb_str(&label), label.n));
		best_grade = span_of(arena_strndup(t->a, sb_str(&grade), grade.n));
	}
	if (best > 1 || (best && t->line.v[i].kind != L_ROW))
		set_row(t, &t->line.v[i], best_label, best_grade);
	sb_release(&label);
	sb_release(&grade);
	return best;
}

/* Lines from i on, one or two, that are a grade and nothing else; 0: none. */
static size_t grade_at(struct tidy *t, size_t i, struct span *grade)
{
	const struct tidy_line *l = &t->line.v[i];

	if (l->kind != L_TEXT || l->gap > 2 || l->raw.n > GRADE_BYTES)
		return 0;
	*grade = span_trim(l->raw);
	if (i + 1 < t->line.n && l[1].kind == L_TEXT && !l[1].gap) {
		struct span next = span_trim(l[1].raw);
		struct span both = span_of(arena_printf(t->a, "%.*s %.*s", (int)grade->n, grade->p, (int)next.n, next.p));

		if (is_grade(t, both)) {
			*grade = both;
			return 2;
		}
	}
	return is_grade(t, *grade);
}

/* Lines from i on that are an area's label and then, below it, a grade; 0: none. */
static size_t pair_at(struct tidy *t, size_t i, struct span *label, struct span *grade)
{
	struct strbuf text = STRBUF_INIT;
	size_t k, n, found = 0;

	for (k = 0; k + 1 < ROW_LINES && i + k + 1 < t->line.n && !found; k++) {
		const struct tidy_line *l = &t->line.v[i + k];

		if (!may_be_row(l) || l->kind == L_ROW || (k && l->gap))
			break;
		add(&text, span_trim(l->raw));
		n = grade_at(t, i + k + 1, grade);
		if (n && is_area(t, sb_view(&text))) {
			*label = span_of(arena_strndup(t->a, sb_str(&text), text.n));
			found = k + 1 + n;
		}
	}
	sb_release(&text);
	return found;
}

/* One label with a grade below it is a heading; two that follow each other are a table. */
static size_t pairs_at(struct tidy *t, size_t i, bool in_table)
{
	struct span label, grade, other;
	size_t n = pair_at(t, i, &label, &grade);

	if (!n || (!in_table && !pair_at(t, i + n, &other, &other)))
		return 0;
	set_row(t, &t->line.v[i], label, grade);
	return n;
}

/* A label that got no grade: where labels stand together, the grade below the last is the first one's. */
static bool is_loose_label(struct tidy *t, const struct tidy_line *l)
{
	return l->kind == L_TEXT && l->raw.n <= LABEL_BYTES && is_area(t, span_trim(l->raw));
}

/* Bytes of the longest grade of the scale that s ends with, after a space; 0: none. */
static size_t ends_in_grade(const struct tidy *t, struct span s)
{
	size_t best = 0, i, k, n;

	for (i = 0; i < t->fw->grade_count; i++)
		for (k = 0; k < t->fw->grades[i].printed.n; k++) {
			n = strlen(t->fw->grades[i].printed.v[k]);
			if (n > best && s.n > n && strncasecmp(s.p + s.n - n, t->fw->grades[i].printed.v[k], n) == 0 && s.p[s.n - n - 1] == ' ')
				best = n;
		}
	return best;
}

/* Lines before the first heading, number or bullet that is no row of a table. Further on, grades may be those of
 * another inspection, or a heading's. */
static size_t front_lines(struct tidy *t)
{
	size_t i;

	for (i = 0; i < t->line.n && i < FRONT_LINES; i++) {
		const struct tidy_line *l = &t->line.v[i];
		struct span s = span_trim(l->raw);

		if (is_area(t, s) || ends_in_grade(t, s))
			continue;
		if (l->kind == L_BULLET || l->kind == L_NUMBER || known_heading(t->fw, s, t->a))
			break;
	}
	return i;
}

/* "Overall effectiveness Good": a row that has nothing between its columns, and is not how the framework prints a heading. */
static size_t joined_at(struct tidy *t, struct tidy_line *l)
{
	struct span s = span_trim(l->raw), label;
	size_t n = s.n <= LABEL_BYTES ? ends_in_grade(t, s) : 0;
	struct graded_line g;

	if (!n || l->kind == L_ROW || graded_line(t->fw, s, &g))
		return 0;
	label = span_trim(span_make(s.p, s.n - n));
	if (!is_area(t, label))
		return 0;
	set_row(t, l, label, span_skip(s, s.n - n));
	return 1;
}

/* A fact of the cover, or a heading with its grade, whose parts a tab keeps apart is no table. beside: there is a row
 * next to it. */
static void no_row(struct tidy *t, struct tidy_line *l, bool beside)
{
	struct sides s = sides_of(l->raw);
	struct span text = span_of(arena_printf(t->a, "%.*s %.*s", (int)s.left.n, s.left.p, (int)s.right.n, s.right.p));
	struct graded_line g;

	if (span_starts(l->text, "|") || !s.split || !s.left.n)
		return;
	if (!tidy_is_fact(t->fw, text) && !(!beside && is_area(t, s.left) && graded_line(t->fw, s.right, &g) && !g.label.n))
		return;
	l->text = text;
	l->kind = L_TEXT;
	l->tabbed = false;
}

/* Outside tables the spaces of a page's layout are one. */
static void one_space(struct tidy *t, struct tidy_line *l, bool beside)
{
	char *p, *q;
	size_t i;
	bool space = false;

	if (l->kind == L_ROW)
		no_row(t, l, beside);
	if (l->kind == L_ROW || span_find(l->text, "  ") < 0)
		return;
	p = q = arena_strndup(t->a, l->text.p, l->text.n);
	for (i = 0; i < l->text.n; i++) {
		if (l->text.p[i] != ' ' || !space)
			*q++ = l->text.p[i];
		space = l->text.p[i] == ' ';
	}
	l->text = span_make(p, (size_t)(q - p));
}

/* "1. Overall effectiveness", "2.1 Adoption" and "a. Being healthy" are headings whose numbers are the contents list's, not paragraphs. */
static void unnumber(struct tidy *t, struct tidy_line *l)
{
	struct span s = span_ltrim(l->raw);
	bool lettered = s.n > 3 && s.p[0] >= 'a' && s.p[0] <= 'z' && (s.p[1] == '.' || s.p[1] == ')') && s.p[2] == ' ';
	bool decimal = l->kind == L_TEXT && s.n && s.p[0] >= '0' && s.p[0] <= '9' && is_area(t, s);
	struct span text = lettered ? span_trim(span_skip(s, 2)) : decimal ? without_number(s) : l->text;
	bool may = (lettered || decimal || l->kind == L_NUMBER) && text.n <= LABEL_BYTES && !span_ends(text, ".");
	int level = may ? known_heading(t->fw, text, t->a) : 0;

	if (level < 2)
		return;
	l->text = text;
	l->kind = L_TEXT;
	l->number = 0;
}

void tidy_rows(struct tidy *t)
{
	const struct tidy_line *next;
	size_t i, to = 0, n, front = front_lines(t);
	bool in_table = false;

	for (i = 0; i < t->line.n; i += n) {
		n = may_be_row(&t->line.v[i]) ? columns_at(t, i) : 0;
		if (!n && i < front && may_be_row(&t->line.v[i]))
			n = joined_at(t, &t->line.v[i]);
		if (!n && may_be_row(&t->line.v[i])) {
			n = to && is_loose_label(t, &t->line.v[to - 1]) ? 0 : pairs_at(t, i, in_table);
			in_table = n > 0;
		}
		n = n ? n : 1;
		next = i + n < t->line.n ? &t->line.v[i + n] : NULL;
		one_space(t, &t->line.v[i], (to && t->line.v[to - 1].kind == L_ROW && !t->line.v[i].gap) ||
					    (next && next->kind == L_ROW && !next->gap));
		unnumber(t, &t->line.v[i]);
		t->line.v[to++] = t->line.v[i];
	}
	t->line.n = to;
}

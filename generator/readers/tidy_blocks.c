/* readers: lines to blocks. Decides what is a heading, what goes on over a page
 * break, and what is an item of a list. */
#include "readers/tidy_int.h"

#include <string.h>
#include <strings.h>
#include "base/utf8.h"

#define HEADING_MAX 130          /* bytes of a heading no framework names */
#define HEADLINE_MAX 250         /* bytes of a sentence that awards a grade */
#define FIELD_MAX 40             /* bytes of what stands before a colon and a value */
#define SUPERSCRIPTS "\xe2\x81"  /* the first bytes of most of them */
#define PART_LEVEL 2             /* of a heading that begins a part */
#define PROSE_MIN 80             /* bytes of a line that is surely prose */

static struct tidy_block *last_block(struct tidy *t)
{
	return t->block.n ? &t->block.v[t->block.n - 1] : NULL;
}

/* Marks of emphasis left over from a word processor say nothing about a line. */
static struct span strip_stars(struct tidy *t, struct span s)
{
	struct strbuf out = STRBUF_INIT;
	struct span plain;
	size_t i;

	if (span_chr(s, '*') < 0)
		return s;
	for (i = 0; i < s.n; i++)
		if (s.p[i] != '*')
			sb_putc(&out, s.p[i]);
	plain = span_make(arena_strndup(t->a, sb_str(&out), out.n), out.n);
	sb_release(&out);
	return span_trim(plain);
}

/* True when the text ends as a sentence, or as the lead of a list, does. */
static bool is_ended(struct span s)
{
	while (s.n) {
		char c = s.p[s.n - 1];

		if (strchr(".!?:;", c))
			return true;
		/* Quotes, brackets and footnote digits may follow the stop. */
		if (!strchr("\"')]*", c) && !(c >= '0' && c <= '9' && s.n > 1 && strchr(".?!", s.p[s.n - 2])) &&
		    !span_ends(s, "\xe2\x80\x99") && !span_ends(s, "\xe2\x80\x9d"))
			return false;
		s.n -= (unsigned char)c >= 0x80 ? 3 : 1;
	}
	return true;
}

static bool starts_lower(struct span s)
{
	return s.n && is_lower(*s.p);
}

/* A letter outside ASCII or a quote may be one; the mark of a footnote is none. */
static bool starts_upper(struct span s)
{
	return s.n && (is_upper(*s.p) || ((unsigned char)*s.p >= 0xc3 && !span_starts(s, SUPERSCRIPTS)));
}

static bool is_grade_alone(const struct tidy *t, struct span s)
{
	struct graded_line g;

	return graded_line(t->fw, s, &g) && !g.label.n;
}

/* A grade's word directly under a heading. */
static bool is_grade_below(const struct tidy *t, const struct tidy_block *heading, struct span s)
{
	return heading && heading->kind == T_HEADING && framework_grade_printed(t->fw, s);
}

static int known(struct tidy *t, const struct tidy_line *l)
{
	if (l->kind != L_TEXT && l->kind != L_BULLET)
		return 0;
	return known_heading(t->fw, strip_stars(t, l->text), t->a);
}

/* Facts that stand on lines of their own wherever they are: dates, the inspector. */
bool tidy_is_fact(const struct framework *fw, struct span s)
{
	return s.n <= HEADING_MAX &&
	       (patterns_match(&fw->inspected, s) || patterns_match(&fw->published, s) || patterns_match(&fw->lead_inspector, s));
}

/* A grade that stands by itself, under its heading or as the framework prints it. */
static bool is_grade_block(const struct tidy *t, const struct tidy_block *b)
{
	return is_grade_alone(t, sb_view(&b->text)) || (b > t->block.v && is_grade_below(t, b - 1, sb_view(&b->text)));
}

/* Prose that stops in the middle of a sentence: what follows is its rest. */
static bool breaks_off(const struct tidy *t, const struct tidy_block *b)
{
	return !t->whole && b && (b->kind == T_NUMBERED || b->kind == T_PARAGRAPH) && !is_ended(sb_view(&b->text)) &&
	       !is_grade_block(t, b);
}

/* "Deputy lead inspector: A Name". */
static bool is_field(struct span s)
{
	ptrdiff_t colon = span_chr(s, ':');

	return colon > 0 && colon < FIELD_MAX && starts_upper(span_ltrim(span_skip(s, (size_t)colon + 1)));
}

/* A sentence after which improvements are listed. */
static bool is_lead(const struct framework *fw, struct span s)
{
	return s.n <= HEADING_MAX && framework_lead(fw, s);
}

/* A line between such lines, as those of a team are, is no heading. */
static bool is_among_fields(const struct tidy *t, size_t i)
{
	size_t from = i ? i - 1 : i, n = 0;

	for (i = from; i < from + 3 && i < t->line.n; i++)
		n += is_field(t->line.v[i].text);
	return n > 1;
}

/* A heading that no framework names: short, alone, capital first, no stop, and something follows it. */
static bool looks_like_heading(struct tidy *t, size_t i)
{
	const struct tidy_line *l = &t->line.v[i];
	const struct tidy_line *next = i + 1 < t->line.n ? &t->line.v[i + 1] : NULL;

	/* In a list without bullets only a line before a number is one. */
	if (t->plain && next && next->kind != L_NUMBER)
		return false;
	/* Numbered paragraphs may have one between them without a blank line. */
	if (t->cover || l->kind != L_TEXT || !next || l->text.n > HEADING_MAX ||
	    ((!l->gap || !next->gap) && (t->whole || next->kind != L_NUMBER)) || is_among_fields(t, i))
		return false;
	if (breaks_off(t, last_block(t)) || is_lead(t->fw, l->text) || tidy_is_fact(t->fw, l->text) || is_grade_below(t, last_block(t), l->text))
		return false;
	if (!starts_upper(l->text) || (is_ended(l->text) && !span_ends(l->text, "?")) || span_ends(l->text, ",") ||
	    is_grade_alone(t, strip_stars(t, l->text)))
		return false;
	return next->kind != L_TEXT || next->text.n >= PROSE_MIN || known(t, next) ||
	       is_grade_alone(t, strip_stars(t, next->text));
}

/* A line that stops where a name or a clause must follow. */
static bool is_open(struct span s)
{
	static const char *const words[] = { "and", "of", "in", "the", "for", "by", "to", "with" };
	size_t i, n;

	for (i = 0; i < sizeof words / sizeof *words; i++) {
		n = strlen(words[i]);
		if (s.n > n && s.p[s.n - n - 1] == ' ' && strncasecmp(s.p + s.n - n, words[i], n) == 0)
			return true;
	}
	return false;
}

/* Text that may go on in the next lines. */
static bool is_open_prose(const struct tidy_block *b)
{
	return b && (b->kind == T_PARAGRAPH || b->kind == T_NUMBERED || b->kind == T_BULLET);
}

static int heading_level(struct tidy *t, size_t i)
{
	const struct tidy_line *l = &t->line.v[i];
	const struct tidy_block *last = last_block(t);
	int level = known(t, l);

	/* The rest of a title may be what a heading says. */
	if (t->cover && !l->gap && last && last->kind == T_COVER && is_open(sb_view(&last->text)))
		return 0;
	/* A label may be the end of a sentence that broke off above it. */
	if (level && !l->gap && starts_lower(l->text) && is_open_prose(last) && !is_ended(sb_view(&last->text)))
		return 0;
	/* A bullet is a heading only where a timescale got one by mistake. */
	if (l->kind == L_BULLET)
		return level == 4 ? 4 : 0;
	if (level)
		return level;
	return looks_like_heading(t, i) ? 3 : 0;
}

static struct tidy_block *add_block(struct tidy *t, enum tidy_kind kind, const struct tidy_line *l)
{
	struct tidy_block *b = vec_push(&t->block, t->a);

	b->kind = kind;
	b->line = l->line;
	sb_span(&b->text, l->text);
	return b;
}

static void join(struct tidy_block *b, struct span text)
{
	sb_putc(&b->text, ' ');
	sb_span(&b->text, text);
}

/* A heading may carry its grade; where the framework also prints the grade on a line of its
 * own, it gets one here, so that both forms are one. */
static void add_heading(struct tidy *t, const struct tidy_line *l, int level)
{
	struct span plain = strip_stars(t, l->text);
	struct tidy_block *b = add_block(t, T_HEADING, l);
	struct graded_line g;

	b->level = level;
	t->timed = level == 4;
	t->plain = t->fw->improvements_plain && keys_have(&t->fw->improvement_headings, utf8_key(without_mark(plain), t->a));
	sb_clear(&b->text);
	if (grade_apart(t->fw, plain, &g)) {
		sb_span(&b->text, g.label);
		b = add_block(t, T_PARAGRAPH, l);
		sb_clear(&b->text);
		sb_span(&b->text, g.tail);
		return;
	}
	sb_span(&b->text, plain);
	t->cover = false;
}

static bool is_cover_fact(const struct tidy *t, struct span s)
{
	const struct framework *fw = t->fw;

	return patterns_match(&fw->title, s) || patterns_match(&fw->authority, s) || patterns_match(&fw->inspected, s) ||
	       patterns_match(&fw->published, s) || patterns_match(&fw->lead_inspector, s);
}

/* A whole sentence that awards a grade is a line of its own; what begins a sentence below it is the next. */
static bool ends_headline(const struct tidy *t, struct span text, struct span next)
{
	size_t i;

	if (text.n > HEADLINE_MAX || !starts_upper(next))
		return false;
	for (i = 0; i < t->fw->area_count; i++)
		if (patterns_match(&t->fw->areas[i].headline, text))
			return true;
	return false;
}

static bool continues(struct tidy *t, const struct tidy_block *b, const struct tidy_line *l)
{
	if (!is_open_prose(b) || is_grade_block(t, b) || (is_field(sb_view(&b->text)) && is_field(l->text)))
		return false;
	if (t->whole || ends_headline(t, sb_view(&b->text), l->text) || tidy_is_fact(t->fw, sb_view(&b->text)) || tidy_is_fact(t->fw, l->text) || is_lead(t->fw, l->text))
		return false;
	if (t->plain && b->kind == T_PARAGRAPH && starts_upper(l->text) && (l->gap || is_ended(sb_view(&b->text))))
		return false;
	if (!l->gap)
		return true;
	/* Over more than a page break's blank lines only a small letter goes on. */
	if (!is_ended(sb_view(&b->text)))
		return starts_lower(l->text) || (b->kind != T_BULLET && l->gap <= 2);
	/* After a stop, over one blank line, the text of a numbered paragraph goes on:
	 * in numbered documents prose belongs to the last number. */
	return b->kind == T_NUMBERED && l->gap == 1;
}

/* A line that lost its bullet: right under a timescale, or after an item. After an item with a stop a capital begins prose. */
static bool lost_bullet(const struct tidy *t, const struct tidy_block *b, const struct tidy_line *l)
{
	bool ended;

	if (!b || !t->timed || span_ends(l->text, ":") || is_lead(t->fw, l->text) || patterns_match(&t->fw->improvements_none, l->text))
		return false;
	if (b->kind == T_HEADING)
		return b->level == 4;
	ended = is_ended(sb_view(&b->text)) || span_ends(sb_view(&b->text), "; and") || span_ends(sb_view(&b->text), "; or");
	return b->kind == T_BULLET && l->gap && (starts_lower(l->text) ? t->whole || ended : !ended);
}

/* Facts of the cover stand on lines of their own; other lines may be one paragraph. Of whole
 * lines only "Inspection of …", "and", "Review of …" are one. */
static bool goes_on_cover(const struct tidy *t, const struct tidy_block *b, const struct tidy_line *l, struct span plain)
{
	struct span text = sb_view(&b->text);

	/* "… 11 October 2024 and", "13 to 16 January 2025" */
	if (!l->gap && patterns_match(&t->fw->inspected, text) && only_dates(plain))
		return true;
	if (starts_lower(plain) || is_open(text))
		return l->gap < 2 && (t->whole || !l->gap);
	if (t->whole || l->gap || is_cover_fact(t, plain) || ends_headline(t, text, plain))
		return false;
	return patterns_match(&t->fw->title, text) ? span_chr(plain, ':') < 0 : !is_cover_fact(t, text);
}

/* The line and those right below it are a title together, and fewer of them are not: how many follow; 0: none need to. */
static size_t rest_of_title(const struct tidy *t, const struct tidy_line *l)
{
	const struct tidy_line *end = t->line.v + t->line.n;
	struct strbuf title = STRBUF_INIT;
	size_t n = 0;
	bool found;

	sb_span(&title, l->text);
	found = patterns_match(&t->fw->title, l->text);
	while (!found && n + 1 < TITLE_LINES && l + n + 1 < end && l[n + 1].kind == L_TEXT && !l[n + 1].gap) {
		n++;
		sb_putc(&title, ' ');
		sb_span(&title, l[n].text);
		found = patterns_match(&t->fw->title, sb_view(&title));
	}
	sb_release(&title);
	return found ? n : 0;
}

static void take_text(struct tidy *t, const struct tidy_line *l)
{
	struct tidy_block *b = last_block(t);
	struct span plain = strip_stars(t, l->text);

	if (t->cover && l->text.n >= COVER_PROSE && span_ends(l->text, ".") && !is_cover_fact(t, plain))
		t->cover = false;
	if (t->cover) {
		if (b && b->kind == T_COVER && (t->title || goes_on_cover(t, b, l, plain))) {
			join(b, l->text);
			t->title -= t->title > 0;
		} else {
			add_block(t, T_COVER, l);
			t->title = rest_of_title(t, l);
		}
		return;
	}
	if (is_grade_alone(t, plain))
		add_block(t, T_PARAGRAPH, l);
	else if (lost_bullet(t, b, l))
		add_block(t, T_BULLET, l);
	else if (continues(t, b, l))
		join(b, l->text);
	else
		add_block(t, T_PARAGRAPH, l);
	t->timed |= is_lead(t->fw, plain);
}

/* A page break can turn the rest of a paragraph into a bullet; two bullets are a list. */
static bool false_bullet(const struct tidy *t, const struct tidy_block *b, const struct tidy_line *l)
{
	const struct tidy_line *next = l + 1 < t->line.v + t->line.n ? l + 1 : NULL;

	if ((next && next->kind == L_BULLET && next->gap <= 1) || (b && is_lead(t->fw, sb_view(&b->text))))
		return false;
	return !t->whole && b && (b->kind == T_NUMBERED || b->kind == T_PARAGRAPH) && l->gap && !is_ended(sb_view(&b->text)) &&
	       starts_lower(l->text);
}

static void take_bullet(struct tidy *t, const struct tidy_line *l)
{
	struct tidy_block *b = last_block(t);
	bool nested;

	if (false_bullet(t, b, l)) {
		join(b, l->text);
		return;
	}
	nested = b && (b->kind == T_NUMBERED || (b->kind == T_BULLET && b->nested));
	add_block(t, T_BULLET, l)->nested = nested;
}

#define NUMBER_SKIP 3            /* numbers that may be missing before one is not believed */

static void take_number(struct tidy *t, struct tidy_line *l)
{
	struct tidy_block *b = last_block(t);
	bool next = l->number > t->number && l->number <= t->number + 1 + NUMBER_SKIP;
	bool restart = l->number == 1 && (l->gap || (b && b->kind == T_HEADING));

	/* "…by age\n16. This…" in the middle of a sentence is a line, not a number. */
	if ((!next && !restart) || (is_open_prose(b) && !l->gap && !is_ended(sb_view(&b->text)) && l->number != t->number + 1)) {
		l->text = l->whole;
		take_text(t, l);
		return;
	}
	t->cover = t->plain = t->timed = false;
	t->number = l->number;
	add_block(t, T_NUMBERED, l)->number = l->number;
}

/* A letter's head may stand in columns: before the title, a row without a grade is lines of the cover. */
static bool take_head(struct tidy *t, const struct tidy_line *l)
{
	struct span cell[TIDY_MAX_CELLS];
	struct tidy_line line = *l;
	size_t n, i;

	tidy_cells(l, cell, &n);
	for (i = 0; i < n; i++)
		if (framework_grade_printed(t->fw, cell[i]))
			return false;
	for (i = 0; i < t->block.n; i++)
		if (patterns_match(&t->fw->title, sb_view(&t->block.v[i].text)))
			return false;
	for (i = 0; i < n; i++) {
		line.text = cell[i];
		if (cell[i].n)
			add_block(t, T_COVER, &line);
	}
	return true;
}

static bool is_row(const struct tidy *t, size_t i)
{
	return i < t->line.n && (t->line.v[i].kind == L_ROW || t->line.v[i].rule);
}

/* A row of a label and a grade: its two cells. */
static bool is_box(const struct tidy *t, size_t i, struct span cell[TIDY_MAX_CELLS])
{
	size_t n;

	tidy_cells(&t->line.v[i], cell, &n);
	return n == 2 && framework_grade_printed(t->fw, cell[1]) && known_heading(t->fw, cell[0], t->a);
}

/* A row of neither, as are the names of columns. */
static bool is_head(const struct tidy *t, size_t i)
{
	struct span cell[TIDY_MAX_CELLS];
	size_t n;

	tidy_cells(&t->line.v[i], cell, &n);
	return n == 2 && !framework_grade_printed(t->fw, cell[1]) && !known_heading(t->fw, cell[0], t->a);
}

/* A row by itself. */
static bool box_row(const struct tidy *t, size_t i, struct span cell[TIDY_MAX_CELLS])
{
	return !(i && is_row(t, i - 1)) && !is_row(t, i + 1) && is_box(t, i, cell);
}

/* The same in one line of text. */
static bool box_text(const struct tidy *t, size_t at, struct span cell[TIDY_MAX_CELLS])
{
	const struct tidy_line *l = &t->line.v[at];
	bool alone = l->gap && (at + 1 == t->line.n || l[1].gap);
	size_t i;

	for (i = alone && l->text.n <= HEADING_MAX ? l->text.n : 0; i-- > 1;) {
		cell[0] = span_make(l->text.p, i);
		cell[1] = span_skip(l->text, i + 1);
		if (l->text.p[i] == ' ' && starts_upper(cell[1]) && framework_grade_printed(t->fw, cell[1]) &&
		    known_heading(t->fw, cell[0], t->a))
			return true;
	}
	return false;
}

/* A box above a part of the text, with what it judges and how. As a heading it says where that part begins. */
static bool take_box(struct tidy *t, size_t i)
{
	struct tidy_line line = t->line.v[i];
	struct span cell[TIDY_MAX_CELLS];

	if (t->cover || !(line.kind == L_ROW ? box_row(t, i, cell) : line.kind == L_TEXT && box_text(t, i, cell)))
		return false;
	line.text = cell[0];
	add_heading(t, &line, PART_LEVEL);
	line.text = cell[1];
	add_block(t, T_PARAGRAPH, &line);
	return true;
}

/* A box below the names of its columns stays a table, with its label for a heading above. */
static void head_table(struct tidy *t, size_t i)
{
	struct tidy_line line = t->line.v[i];
	struct span cell[TIDY_MAX_CELLS];

	if (t->cover || (i && is_row(t, i - 1)) || !is_row(t, i + 1) || is_row(t, i + 2) || !is_head(t, i) || !is_box(t, i + 1, cell))
		return;
	line.text = cell[0];
	add_heading(t, &line, PART_LEVEL);
}

static void take_row(struct tidy *t, const struct tidy_line *l)
{
	struct tidy_block *b = last_block(t);

	if (t->cover && (l->rule || take_head(t, l)))
		return;
	if (l->rule) {
		if (b && b->kind == T_ROW)
			b->header = true;
		return;
	}
	t->cover = t->plain = t->timed = false;
	add_block(t, T_ROW, l)->row = l;
}

void tidy_blocks(struct tidy *t)
{
	size_t i;

	t->cover = true;
	for (i = 0; i < t->line.n; i++) {
		struct tidy_line *l = &t->line.v[i];
		int level = l->rule ? 0 : heading_level(t, i);

		if (level) {
			add_heading(t, l, level);
			t->cover = false;
		} else if (take_box(t, i)) {
			continue;
		} else if (l->rule || l->kind == L_ROW) {
			head_table(t, i);
			take_row(t, l);
		} else if (l->kind == L_NUMBER) {
			take_number(t, l);
		} else if (l->kind == L_BULLET) {
			take_bullet(t, l);
		} else {
			take_text(t, l);
		}
	}
}

/* markdown: documents whose blocks can be told from the beginnings of their lines.
 *
 * Most prose is paragraphs, headings, numbered paragraphs and bullets without any markup in
 * them. Those are read here, line by line; a text that holds markup is handed to cmark alone.
 * As soon as a line could mean anything else (code, quotations, rules, references, HTML, tabs,
 * lists of another make), the whole document is cmark's: md_read_lines says false. What is
 * read here gives the blocks and the HTML that cmark's tree would have given. */
#include "markdown/md_int.h"

#include <string.h>
#include "base/sixteen.h"

/* What a line holds. */
#define HAS_MARKUP 1u  /* a byte that may begin or end markup within the text */
#define HAS_GAP 2u     /* two spaces together */
#define HAS_CONTROL 4u /* a byte that no plain line has */

/* ---- bytes of a line ------------------------------------------------------------ */

static bool may_mark(unsigned char c)
{
	return (c >= '[' && c <= '`') || c == '&' || c == '<' || c == '*';
}

static unsigned look_bytes(struct span s)
{
	unsigned found = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		found |= may_mark(c) ? HAS_MARKUP : 0;
		found |= c < ' ' ? HAS_CONTROL : 0;
		found |= c == ' ' && i + 1 < s.n && s.p[i + 1] == ' ' ? HAS_GAP : 0;
	}
	return found;
}

/* The least that was seen so far of what is small where a line holds something. */
struct seen {
	sixteen byte, pair, bracket, and, less, star;
};

/* Looks at the 16 bytes from p on, and at the one behind them. */
static inline void look_at(struct seen *s, const char *p)
{
	sixteen c = sixteen_at(p);

	s->byte = sixteen_least(s->byte, c);
	s->pair = sixteen_least(s->pair, sixteen_most(c, sixteen_at(p + 1)));
	s->bracket = sixteen_least(s->bracket, c - '[');
	s->and = sixteen_least(s->and, c ^ '&');
	s->less = sixteen_least(s->less, c ^ '<');
	s->star = sixteen_least(s->star, c ^ '*');
}

static unsigned found_in(const struct seen *s)
{
	sixteen sign = sixteen_least(sixteen_least(s->and, s->less), s->star);
	sixteen markup = (sixteen)(sign == 0) | (sixteen)(s->bracket <= '`' - '[');

	return (sixteen_any(markup) ? HAS_MARKUP : 0) | (sixteen_any((sixteen)(s->pair <= ' ')) ? HAS_GAP : 0) |
	       (sixteen_any((sixteen)(s->byte < ' ')) ? HAS_CONTROL : 0);
}

static unsigned look(struct span s)
{
	sixteen none = sixteen_of(0xff);
	struct seen seen = { none, none, none, none, none, none };
	size_t i;

	if (s.n < 17)
		return look_bytes(s);
	for (i = 0; i + 33 <= s.n; i += 32) {
		look_at(&seen, s.p + i);
		look_at(&seen, s.p + i + 16);
	}
	if (i + 17 <= s.n)
		look_at(&seen, s.p + i);
	look_at(&seen, s.p + s.n - 17); /* some of them once more */
	return found_in(&seen) | look_bytes(span_skip(s, s.n - 1));
}

/* ---- how a text begins ------------------------------------------------------------ */

static bool is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static size_t digits(struct span s)
{
	size_t n = 0;

	while (n < s.n && is_digit(s.p[n]))
		n++;
	return n;
}

/* True when s, at the beginning of a line or going on a paragraph, begins no block but a paragraph. */
static bool begins_text(struct span s)
{
	size_t n;

	if (!s.n)
		return false;
	switch (*s.p) {
	case '*':
	case '_':
		n = s.n > 1 && s.p[1] == *s.p ? 2 : 1;
		return n < s.n && is_word(s.p[n]);
	case '`':
		return s.n > 1 && s.p[1] != '`';
	case '"':
	case '\'':
	case '(':
	case ')':
	case ',':
	case '.':
	case '/':
	case ':':
	case ';':
	case '?':
	case '@':
	case '^':
	case '{':
	case '}':
	case '$':
	case '%':
	case '!':
	case ']':
	case '&':
	case '\\':
		return true;
	case '\xef':
		return !span_starts(s, "\xef\xbb\xbf"); /* cmark passes a byte order mark over, at times */
	default:
		n = digits(s);
		if (n)
			return n == s.n || (s.p[n] != '.' && s.p[n] != ')') ||
			       (n + 1 < s.n && s.p[n + 1] != ' ');
		return is_word(*s.p);
	}
}

bool md_is_plain(struct span line)
{
	return !look(line) && begins_text(line) && line.p[line.n - 1] != ' ';
}

/* ---- blocks ------------------------------------------------------------------------ */

struct lines {
	struct md_doc *doc;
	unsigned at;   /* the line that comes next, from 0 */
	bool gap;      /* a blank line, a heading or nothing stands before it */
	bool in_item;  /* the text before it is a list item's */
	size_t inside; /* column from which on a line belongs to the top item; 0: none is open */
	size_t nested; /* column of that item's bullets; 0: it has none so far */
};

static struct span line_at(const struct lines *l, unsigned i)
{
	const char *from = l->doc->line[i], *to = l->doc->line[i + 1];

	return span_make(from, (size_t)(to - from) - (to > from && to[-1] == '\n'));
}

static size_t indent_of(struct span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] == ' ')
		n++;
	return n;
}

/* Gives the newest block its text: src, whose lines hold what found says. False: cmark sees more in it
 * than one paragraph. */
static bool set_text(struct md_doc *doc, struct span src, unsigned found)
{
	struct md_block *b = &doc->block.v[doc->block.n - 1];
	struct md_piece *p = &doc->piece.v[doc->piece.n - 1];
	struct strbuf joined = STRBUF_INIT;
	cmark_node *only;

	p->src = src;
	if (!found) {
		b->text = arena_strndup(doc->a, src.p, src.n);
	} else if (found & HAS_MARKUP) {
		p->root = cmark_parse_document(src.p, src.n, CMARK_OPT_DEFAULT);
		only = cmark_node_first_child(p->root);
		if (!only || cmark_node_next(only) || cmark_node_get_type(only) != CMARK_NODE_PARAGRAPH)
			return false;
		b->text = md_plain(only, doc->a);
	} else {
		md_add_words(&joined, src);
		b->text = arena_strndup(doc->a, sb_str(&joined), joined.n);
		sb_release(&joined);
	}
	return true;
}

/* Takes the text that begins at byte skip of this line, and the lines that go on with it. */
static bool take_text(struct lines *l, size_t skip)
{
	struct span line = span_skip(line_at(l, l->at), skip), next;
	const char *from = line.p;
	unsigned found = 0;
	bool lazy = false;

	if (!begins_text(line))
		return false;
	for (;;) {
		found |= look(line);
		l->at++;
		if (l->at >= l->doc->line_count)
			break;
		next = line_at(l, l->at);
		if (!begins_text(span_skip(next, indent_of(next))))
			break;
		/* Spaces before a line that stands left of its item's text stay in code and after breaks. */
		lazy |= indent_of(next) && indent_of(next) < skip;
		/* Spaces before a line's end may be a break; a joined line is not the text as it stands. */
		found |= line.n && line.p[line.n - 1] == ' ' ? HAS_MARKUP : HAS_GAP;
		line = next;
	}
	line = span_rtrim(line);
	return !(found & HAS_CONTROL) && !(lazy && found & HAS_MARKUP) &&
	       set_text(l->doc, span_make(from, (size_t)(line.p + line.n - from)), found);
}

static bool take_heading(struct lines *l, struct span line)
{
	size_t level = 0;
	unsigned found;

	while (level < line.n && line.p[level] == '#')
		level++;
	if (level > 6 || level >= line.n || line.p[level] != ' ' || look(line) & HAS_CONTROL)
		return false;
	md_add_block(l->doc, MD_HEADING, (int)level, ++l->at);
	line = span_trim(span_skip(line, level));
	found = look(line);
	if (!line.n || line.p[line.n - 1] == '#')
		return false;
	l->inside = l->nested = 0;
	l->in_item = false;
	l->gap = true;
	return set_text(l->doc, line, found);
}

static bool take_table(struct lines *l)
{
	unsigned first = l->at;
	struct span line;

	for (; l->at < l->doc->line_count; l->at++) {
		line = line_at(l, l->at);
		if (!line.n || *line.p != '|')
			break;
		if (look(line) & HAS_CONTROL)
			return false;
	}
	if (!l->gap || l->at - first < 2 || (l->at < l->doc->line_count && indent_of(line) < line.n))
		return false;
	l->inside = l->nested = 0;
	l->in_item = false;
	md_add_table(l->doc, first + 1, l->at, 0);
	return true;
}

/* "- text" at the left, or below an item where its text begins. */
static bool take_bullet(struct lines *l, struct span line)
{
	size_t column = indent_of(line);

	if (column + 2 > line.n || line.p[column] != '-' || line.p[column + 1] != ' ')
		return false;
	if (!column)
		l->inside = 2, l->nested = 0;
	else if (!l->inside || column < l->inside || column > l->inside + 3 ||
		 (l->nested && column != l->nested))
		return false;
	else
		l->nested = column;
	md_add_block(l->doc, MD_BULLET, column ? 2 : 1, l->at + 1);
	l->in_item = true;
	l->gap = false;
	return take_text(l, column + 2);
}

static bool take_numbered(struct lines *l, struct span line, size_t n)
{
	size_t i;
	long number = 0;

	/* A paragraph goes on with a line that begins like this, unless it says 1. */
	if (n > 6 || (!l->gap && !l->in_item) || n + 2 > line.n || line.p[n] != '.' || line.p[n + 1] != ' ')
		return false;
	for (i = 0; i < n; i++)
		number = number * 10 + (line.p[i] - '0');
	md_add_block(l->doc, MD_NUMBERED, 1, l->at + 1)->number = number;
	l->inside = n + 2;
	l->nested = 0;
	l->in_item = true;
	l->gap = false;
	return take_text(l, n + 2);
}

static bool take_paragraph(struct lines *l)
{
	if (!l->gap)
		return false;
	md_add_block(l->doc, MD_PARAGRAPH, 0, l->at + 1);
	l->inside = l->nested = 0;
	l->in_item = false;
	l->gap = false;
	return take_text(l, 0);
}

static bool take_block(struct lines *l)
{
	struct span line = line_at(l, l->at);

	if (indent_of(line) == line.n) {
		l->gap = true;
		l->at++;
		return true;
	}
	switch (*line.p) {
	case '#':
		return take_heading(l, line);
	case '|':
		return take_table(l);
	case '-':
	case ' ':
		return take_bullet(l, line);
	default:
		return begins_text(line) ? take_paragraph(l) : take_numbered(l, line, digits(line));
	}
}

bool md_read_lines(struct md_doc *doc)
{
	struct lines l = { .doc = doc, .gap = true };

	while (l.at < doc->line_count)
		if (!take_block(&l)) {
			md_drop_blocks(doc);
			return false;
		}
	return true;
}

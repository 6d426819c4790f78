/* mustache/lex: bytes to tokens. Knows delimiters and sigils, nothing of what a
 * tag means. Text is cut at line ends, because the rules of standalone lines
 * and of indentation are rules about lines. */
#include <string.h>
#include "mustache/mustache_int.h"

const struct mu_delims mu_default_delims = {{"{{", 2}, {"}}", 2}};

struct lexer {
	struct mu_lexed *lx;
	const struct source *src;
	struct arena *arena;
	struct diag *d;
	struct mu_delims now;
	size_t pos;
	bool bol; /* the next token begins a line */
	unsigned errors;
};

/* Offset of needle at or after from, or -1. */
static ptrdiff_t find_from(struct span text, size_t from, struct span needle)
{
	const char *p = text.p + from, *end = text.p + text.n;

	if (needle.n == 0)
		return -1;
	while ((size_t)(end - p) >= needle.n) {
		p = memchr(p, needle.p[0], (size_t)(end - p) - needle.n + 1);
		if (!p)
			return -1;
		if (memcmp(p, needle.p, needle.n) == 0)
			return p - text.p;
		p++;
	}
	return -1;
}

static struct mu_token *push(struct lexer *l, enum mu_token_kind kind, size_t start, size_t end)
{
	struct mu_token *t = vec_push(&l->lx->tok, l->arena);

	t->kind = (uint8_t)kind;
	t->start = (uint32_t)start;
	t->end = (uint32_t)end;
	t->match = MU_NONE;
	t->outer = MU_NONE;
	t->delims = (uint32_t)(l->lx->delims.n - 1);
	t->bol = l->bol;
	l->bol = false;
	return t;
}

static void lex_text(struct lexer *l, size_t end)
{
	const char *base = l->src->text.p;

	while (l->pos < end) {
		const char *nl = memchr(base + l->pos, '\n', end - l->pos);
		size_t stop = nl ? (size_t)(nl - base) + 1 : end;

		push(l, TOK_TEXT, l->pos, stop);
		l->bol = nl != NULL;
		l->pos = stop;
	}
}

static enum mu_token_kind kind_of(char sigil)
{
	switch (sigil) {
	case '#':
		return TOK_SECTION;
	case '^':
		return TOK_INVERTED;
	case '/':
		return TOK_CLOSE;
	case '>':
		return TOK_PARTIAL;
	case '<':
		return TOK_PARENT;
	case '$':
		return TOK_BLOCK;
	case '&':
	case '{':
		return TOK_RAW;
	case '!':
		return TOK_COMMENT;
	case '=':
		return TOK_DELIMITERS;
	default:
		return TOK_VARIABLE;
	}
}

static bool has_space(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr(" \t\r\n\f\v", s.p[i]) && s.p[i])
			return true;
	return false;
}

/* Counts an error; false when so many were reported that more would not help. */
static bool may_report(struct lexer *l)
{
	return ++l->errors <= MU_MAX_ERRORS;
}

/* Sets the delimiters that content (between the two '=') asks for. */
static void set_delims(struct lexer *l, size_t at, struct span content)
{
	struct span s = span_trim(content);
	struct mu_delims next = {{s.p, 0}, {NULL, 0}};

	while (next.open.n < s.n && !has_space(span_make(s.p + next.open.n, 1)))
		next.open.n++;
	next.close = span_trim(span_skip(s, next.open.n));
	if (next.open.n == 0 || next.close.n == 0 || has_space(next.close) || span_chr(next.open, '=') >= 0 ||
	    span_chr(next.close, '=') >= 0) {
		if (may_report(l))
			diag_at(l->d, DIAG_TEMPLATE_DELIMITER, l->src, at,
				"write two delimiters with a space between, without '='");
		return;
	}
	l->now = next;
	*(struct mu_delims *)vec_push(&l->lx->delims, l->arena) = next;
}

/* The text that ends the tag whose sigil stands at offset from. */
static struct span closer(struct lexer *l, enum mu_token_kind kind, char sigil)
{
	const char *prefix = kind == TOK_DELIMITERS ? "=" : sigil == '{' ? "}" : NULL;

	if (!prefix)
		return l->now.close;
	return span_of(arena_printf(l->arena, "%s%.*s", prefix, SPAN_FMT(l->now.close)));
}

static void check_name(struct lexer *l, struct mu_token *t)
{
	struct span name = span_make(l->src->text.p + t->name, t->name_len);

	if (t->kind == TOK_COMMENT || t->kind == TOK_DELIMITERS)
		return;
	if (name.n > 0 && !has_space(name))
		return;
	t->gone = true;
	if (!may_report(l))
		return;
	if (name.n)
		diag_at(l->d, DIAG_TEMPLATE_TAG, l->src, t->start, "'%.*s' is not one name", SPAN_FMT(name));
	else
		diag_at(l->d, DIAG_TEMPLATE_TAG, l->src, t->start, "it has no name");
}

/* The tag that begins at l->pos. */
static void lex_tag(struct lexer *l)
{
	struct span text = l->src->text;
	size_t start = l->pos, in = start + l->now.open.n;
	enum mu_token_kind kind;
	struct span name, end;
	struct mu_token *t;
	ptrdiff_t close, inner;
	char sigil;

	while (in < text.n && (text.p[in] == ' ' || text.p[in] == '\t'))
		in++;
	sigil = in < text.n ? text.p[in] : '\0';
	kind = kind_of(sigil);
	if (kind != TOK_VARIABLE)
		in++;
	end = closer(l, kind, sigil);
	close = find_from(text, in, end);
	/* a delimiter inside a tag means that its end was forgotten; comments and delimiter
	 * tags may hold one */
	inner = kind == TOK_COMMENT || kind == TOK_DELIMITERS ? -1 : find_from(text, in, l->now.open);
	if (close < 0 || (inner >= 0 && inner < close)) {
		if (may_report(l))
			diag_at(l->d, DIAG_TEMPLATE_TAG_OPEN, l->src, start, "'%.*s' is expected",
				SPAN_FMT(end));
		l->pos = start + l->now.open.n;
		lex_text(l, inner >= 0 ? (size_t)inner : text.n);
		return;
	}
	t = push(l, kind, start, (size_t)close + end.n);
	name = span_trim(span_make(text.p + in, (size_t)close - in));
	if ((kind == TOK_PARTIAL || kind == TOK_PARENT) && name.n && name.p[0] == '*') {
		t->star = true;
		name = span_ltrim(span_skip(name, 1));
	}
	t->name = (uint32_t)(name.p - text.p);
	t->name_len = (uint32_t)name.n;
	check_name(l, t);
	l->pos = t->end;
	if (kind == TOK_DELIMITERS)
		set_delims(l, start, name);
}

void mu_lex(struct mu_lexed *lx, const struct source *src, struct mu_delims first, struct arena *a,
	    struct diag *d)
{
	struct lexer l = {.lx = lx, .src = src, .arena = a, .d = d, .now = first, .bol = true};

	*(struct mu_delims *)vec_push(&lx->delims, a) = first;
	while (l.pos < src->text.n) {
		ptrdiff_t open = find_from(src->text, l.pos, l.now.open);

		lex_text(&l, open < 0 ? src->text.n : (size_t)open);
		if (open >= 0)
			lex_tag(&l);
	}
}

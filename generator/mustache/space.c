/* mustache/space: the rules of lines. A tag that stands alone in its line takes the
 * line away; a partial's indentation belongs to each of its lines; a block's text is
 * indented where it is expanded, not as where it was written. All of it is decided
 * here, on tokens, so that rendering only has to know where lines begin. */
#include <string.h>
#include "mustache/mustache_int.h"

struct space {
	struct mu_token *tok;
	uint32_t n;
	const char *base;
};

static bool is_blank(const struct space *s, const struct mu_token *t)
{
	for (uint32_t i = t->start; i < t->end; i++)
		if (!strchr(" \t\r\n", s->base[i]) || !s->base[i])
			return false;
	return true;
}

static bool ends_line(const struct space *s, const struct mu_token *t)
{
	return t->end > t->start && s->base[t->end - 1] == '\n';
}

/* Only blanks stand before the tag in its line; *lead is the token that holds them, or
 * MU_NONE when there are none. */
static bool blank_before(const struct space *s, uint32_t i, uint32_t *lead)
{
	const struct mu_token *t;

	*lead = MU_NONE;
	if (s->tok[i].bol)
		return true;
	if (i == 0)
		return false;
	t = &s->tok[i - 1];
	if (t->kind != TOK_TEXT || !t->bol || !is_blank(s, t) || ends_line(s, t))
		return false;
	*lead = i - 1;
	return true;
}

/* Only blanks stand behind the tag in its line; *tail holds them, or is MU_NONE. */
static bool blank_after(const struct space *s, uint32_t i, uint32_t *tail)
{
	const struct mu_token *t;

	*tail = MU_NONE;
	if (i + 1 == s->n)
		return true;
	t = &s->tok[i + 1];
	if (t->kind != TOK_TEXT || !is_blank(s, t) || (!ends_line(s, t) && i + 2 != s->n))
		return false;
	*tail = i + 1;
	return true;
}

static void drop(struct space *s, uint32_t i)
{
	if (i != MU_NONE)
		s->tok[i].gone = true;
}

static void set_indent(struct space *s, struct mu_token *t, uint32_t lead)
{
	if (lead == MU_NONE)
		return;
	t->indent = s->tok[lead].start;
	t->indent_len = s->tok[lead].end - s->tok[lead].start;
}

/* Removes a tag's line when nothing else stands in it. */
static bool standalone(struct space *s, uint32_t i)
{
	uint32_t lead, tail;

	if (!blank_before(s, i, &lead) || !blank_after(s, i, &tail))
		return false;
	drop(s, lead);
	drop(s, tail);
	set_indent(s, &s->tok[i], lead);
	s->tok[i].bol = false;
	return true;
}

/* Length of the blanks with which text begins. */
static uint32_t leading(const struct space *s, const struct mu_token *t)
{
	uint32_t i = t->start;

	while (i < t->end && (s->base[i] == ' ' || s->base[i] == '\t'))
		i++;
	return i - t->start;
}

/* The token that begins the first line with anything in it of the tokens from..to-1, or
 * MU_NONE. */
static uint32_t first_line(const struct space *s, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		const struct mu_token *t = &s->tok[i];

		if (!t->bol || (t->kind == TOK_TEXT && is_blank(s, t) && ends_line(s, t)))
			continue;
		if (t->kind == TOK_TEXT && is_blank(s, t) && i + 1 == to)
			return MU_NONE;
		return i;
	}
	return MU_NONE;
}

/* Takes the indentation of the first line from all lines of from..to-1. */
static void dedent(struct space *s, uint32_t from, uint32_t to)
{
	uint32_t first = first_line(s, from, to), len;
	const char *prefix;

	if (first == MU_NONE || s->tok[first].kind != TOK_TEXT)
		return;
	prefix = s->base + s->tok[first].start;
	len = leading(s, &s->tok[first]);
	for (uint32_t i = from; i < to; i++) {
		struct mu_token *t = &s->tok[i];
		uint32_t k = 0;

		if (t->kind != TOK_TEXT || !t->bol)
			continue;
		while (k < len && t->start + k < t->end && s->base[t->start + k] == prefix[k])
			k++;
		t->start += k;
	}
}

/* A block that a parent tag is given: its text is kept free of the indentation that it has
 * here. What stands around it is never rendered, so only its own side of a line counts. */
static void space_argument(struct space *s, uint32_t i)
{
	uint32_t close = s->tok[i].match, tail, lead;

	if (blank_after(s, i, &tail) && tail != MU_NONE) {
		s->tok[i].fresh = true;
		drop(s, tail);
		dedent(s, tail + 1, close);
	}
	if (blank_before(s, close, &lead) && lead != MU_NONE && lead > i)
		drop(s, lead);
	s->tok[i].bol = false;
	s->tok[close].bol = false;
}

static bool in_one_line(const struct space *s, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (s->tok[i].kind == TOK_TEXT && ends_line(s, &s->tok[i]))
			return false;
	return true;
}

/* A block where its text is wanted. An override takes the indentation of the default text,
 * or of the tag when there is no text. */
static void space_block(struct space *s, uint32_t i)
{
	struct mu_token *t = &s->tok[i];
	uint32_t lead, tail, first;

	if (in_one_line(s, i, t->match)) {
		if (blank_before(s, i, &lead) && blank_after(s, t->match, &tail)) {
			t->form = FORM_ONE_LINE;
			set_indent(s, t, lead);
		}
		return;
	}
	if (!standalone(s, i))
		return;
	t->form = FORM_OWN_LINE;
	first = first_line(s, i + 1, t->match);
	if (first == MU_NONE)
		return;
	t->indent = s->tok[first].start;
	t->indent_len = s->tok[first].kind == TOK_TEXT ? leading(s, &s->tok[first]) : 0;
}

/* A parent's tags need not share a line to stand alone. */
static void space_parent(struct space *s, uint32_t i)
{
	uint32_t lead, tail, close = s->tok[i].match;

	if (!blank_before(s, i, &lead) || !blank_after(s, close, &tail))
		return;
	drop(s, lead);
	drop(s, tail);
	set_indent(s, &s->tok[i], lead);
	s->tok[i].form = FORM_OWN_LINE;
	s->tok[i].bol = false;
}

static bool is_argument(const struct space *s, uint32_t i)
{
	uint32_t outer = s->tok[i].outer;

	return s->tok[i].kind == TOK_BLOCK && outer != MU_NONE && s->tok[outer].kind == TOK_PARENT;
}

static void space_close(struct space *s, uint32_t i)
{
	uint32_t open = s->tok[i].match;

	if (s->tok[open].kind == TOK_PARENT || is_argument(s, open) || s->tok[open].form == FORM_ONE_LINE)
		return;
	standalone(s, i);
}

void mu_space(struct mu_lexed *lx, const struct source *src)
{
	struct space s = {lx->tok.v, (uint32_t)lx->tok.n, src->text.p};

	for (uint32_t i = 0; i < s.n; i++)
		if (is_argument(&s, i))
			space_argument(&s, i);
	for (uint32_t i = 0; i < s.n; i++) {
		switch (s.tok[i].kind) {
		case TOK_SECTION:
		case TOK_INVERTED:
		case TOK_COMMENT:
		case TOK_DELIMITERS:
			standalone(&s, i);
			break;
		case TOK_PARTIAL:
			if (standalone(&s, i))
				s.tok[i].form = FORM_OWN_LINE;
			break;
		case TOK_PARENT:
			space_parent(&s, i);
			break;
		case TOK_BLOCK:
			if (!is_argument(&s, i))
				space_block(&s, i);
			break;
		case TOK_CLOSE:
			space_close(&s, i);
			break;
		default:
			break;
		}
	}
}

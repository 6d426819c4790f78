/* mustache/nest: who closes whom. Knows tokens, nothing of programs or data. */
#include <stdio.h>
#include "mustache/mustache_int.h"

struct nest {
	struct mu_lexed *lx;
	const struct source *src;
	struct diag *d;
	uint32_t open[MU_MAX_DEPTH];
	size_t n;
	unsigned errors;
};

static struct span token_name(const struct nest *ns, uint32_t i)
{
	const struct mu_token *t = &ns->lx->tok.v[i];

	return span_make(ns->src->text.p + t->name, t->name_len);
}

/* A closing tag repeats the name; of a dynamic parent with or without the star. */
static bool closes(const struct nest *ns, uint32_t close, uint32_t open)
{
	struct span c = token_name(ns, close);

	if (ns->lx->tok.v[open].star && c.n && c.p[0] == '*')
		c = span_ltrim(span_skip(c, 1));
	return span_eq(c, token_name(ns, open));
}

static const char *sigil_of(const struct mu_token *t)
{
	static const char *const sigils[] = {
		[TOK_SECTION] = "#", [TOK_INVERTED] = "^", [TOK_PARENT] = "<", [TOK_BLOCK] = "$"};

	return sigils[t->kind];
}

/* A note at a token that is still open. */
static void note_open(const struct nest *ns, uint32_t i)
{
	const struct mu_token *t = &ns->lx->tok.v[i];

	diag_note(ns->d, source_pos(ns->src, t->start), "{{%s%.*s}} is opened here", sigil_of(t),
		  SPAN_FMT(token_name(ns, i)));
}

static void nest_open(struct nest *ns, uint32_t i)
{
	struct mu_token *t = &ns->lx->tok.v[i];

	if (ns->n == MU_MAX_DEPTH) {
		diag_at(ns->d, DIAG_TEMPLATE_DEPTH, ns->src, t->start, "%d tags are open already",
			MU_MAX_DEPTH);
		/* What closes the tags that were not opened would only be said to be stray. */
		ns->errors = MU_MAX_ERRORS;
		ns->n = 0;
		return;
	}
	ns->open[ns->n++] = i;
}

/* A closing tag that names nothing open. A near miss of the innermost name closes it, so
 * that one slip gives one message. */
static void nest_stray(struct nest *ns, uint32_t i)
{
	struct span name = token_name(ns, i);
	char near[80];
	const char *known = near;

	ns->errors++;
	diag_at(ns->d, DIAG_TEMPLATE_CLOSE_STRAY, ns->src, ns->lx->tok.v[i].start, "'%.*s'", SPAN_FMT(name));
	if (ns->n == 0)
		return;
	note_open(ns, ns->open[ns->n - 1]);
	if (token_name(ns, ns->open[ns->n - 1]).n >= sizeof near)
		return;
	snprintf(near, sizeof near, "%.*s", SPAN_FMT(token_name(ns, ns->open[ns->n - 1])));
	if (nearest_name(name, &known, 1))
		ns->n--;
}

static void nest_close(struct nest *ns, uint32_t i)
{
	size_t k = ns->n;

	while (k > 0 && !closes(ns, i, ns->open[k - 1]))
		k--;
	if (k == 0) {
		nest_stray(ns, i);
		return;
	}
	if (k < ns->n) {
		ns->errors++;
		diag_at(ns->d, DIAG_TEMPLATE_CROSSED, ns->src, ns->lx->tok.v[i].start,
			"'%.*s' is closed before '%.*s'", SPAN_FMT(token_name(ns, i)),
			SPAN_FMT(token_name(ns, ns->open[ns->n - 1])));
		note_open(ns, ns->open[ns->n - 1]);
		note_open(ns, ns->open[k - 1]);
		/* what was open inside stays open, so that its own closing tag is no second finding */
		for (size_t j = k; j < ns->n; j++)
			ns->open[j - 1] = ns->open[j];
		ns->n--;
		return;
	}
	ns->lx->tok.v[i].match = ns->open[k - 1];
	ns->lx->tok.v[ns->open[k - 1]].match = i;
	ns->n--;
}

bool mu_nest(struct mu_lexed *lx, const struct source *src, struct diag *d)
{
	struct nest ns = {.lx = lx, .src = src, .d = d};

	for (uint32_t i = 0; i < lx->tok.n && ns.errors < MU_MAX_ERRORS; i++) {
		struct mu_token *t = &lx->tok.v[i];

		if (t->gone)
			continue;
		t->outer = ns.n ? ns.open[ns.n - 1] : MU_NONE;
		switch (t->kind) {
		case TOK_SECTION:
		case TOK_INVERTED:
		case TOK_PARENT:
		case TOK_BLOCK:
			nest_open(&ns, i);
			break;
		case TOK_CLOSE:
			nest_close(&ns, i);
			break;
		default:
			break;
		}
	}
	while (ns.n > 0) {
		uint32_t i = ns.open[--ns.n];

		ns.errors++;
		diag_at(d, DIAG_TEMPLATE_SECTION_OPEN, src, lx->tok.v[i].start, "{{/%.*s}} is expected",
			SPAN_FMT(token_name(&ns, i)));
		diag_note(d, source_pos(src, src->text.n), "the file ends here");
	}
	return ns.errors == 0;
}

/* mustache/compile: tokens to a flat array of ops. Literals that touch one another
 * become one; what stands in a parent outside its blocks is left out. Knows nothing
 * of data. */
#include <string.h>
#include "mustache/mustache_int.h"

struct compiler {
	struct mu_lexed lx;
	const struct source *src;
	struct arena *keep; /* what the program needs */
	struct mu_options opt;
	struct diag *d;
	VEC(struct mu_op) op; /* in scratch; copied at the end */
	struct arena *scratch;
	struct strbuf pool; /* all literals; op.text.n bytes from op.body */
	size_t barrier;     /* ops before this one take no more text */
	bool bol;           /* the next op begins a line */
};

static struct span token_name(const struct compiler *c, const struct mu_token *t)
{
	return span_make(c->src->text.p + t->name, t->name_len);
}

static const struct mu_part no_part;

static struct mu_op *emit(struct compiler *c, enum mu_code code, const struct mu_token *t)
{
	struct mu_op *op = vec_push(&c->op, c->scratch);

	op->code = (uint8_t)code;
	op->at = t->start;
	op->delims = t->delims;
	op->part = &no_part;
	op->bol = c->bol;
	c->bol = false;
	return op;
}

static void emit_text(struct compiler *c, const struct mu_token *t, struct span text)
{
	struct mu_op *last = c->op.n > c->barrier ? &c->op.v[c->op.n - 1] : NULL;
	bool line_end = c->pool.n > 0 && c->pool.p[c->pool.n - 1] == '\n';

	/* within one op every newline but the last is followed by a new line of the template */
	if (last && last->code == OP_TEXT && c->bol == (last->text.n > 0 && line_end)) {
		last->text.n += text.n;
		c->bol = false;
	} else {
		last = emit(c, OP_TEXT, t);
		last->body = (uint32_t)c->pool.n;
		last->text.n = text.n;
	}
	sb_span(&c->pool, text);
}

/* What begins the line of a closing tag still belongs to the body. */
static void close_body(struct compiler *c, const struct mu_token *t)
{
	if (c->bol)
		emit(c, OP_TEXT, t)->body = (uint32_t)c->pool.n;
	c->barrier = c->op.n;
}

static const struct mu_name *make_name(struct compiler *c, const struct mu_token *t)
{
	struct span rest = token_name(c, t);
	struct mu_name *name = arena_alloc(c->keep, sizeof *name);
	size_t dots = 0;

	name->text = rest;
	if (span_is(rest, "."))
		return name;
	for (size_t i = 0; i < rest.n; i++)
		dots += rest.p[i] == '.';
	name->part = arena_calloc(c->keep, dots + 1, sizeof *name->part);
	for (name->count = 0; name->count <= dots; name->count++) {
		ptrdiff_t dot = span_chr(rest, '.');
		struct span part = dot < 0 ? rest : span_make(rest.p, (size_t)dot);

		name->part[name->count].text = part;
		rest = span_skip(rest, part.n + 1);
		if (part.n == 0) {
			diag_at(c->d, DIAG_TEMPLATE_TAG, c->src, t->start, "'%.*s' is not a name",
				SPAN_FMT(name->text));
			break;
		}
	}
	return name;
}

static void emit_range(struct compiler *c, uint32_t from, uint32_t to);

/* An op with a body: token i to its match. */
static void emit_body(struct compiler *c, enum mu_code code, uint32_t i)
{
	const struct mu_token *t = &c->lx.tok.v[i], *close = &c->lx.tok.v[t->match];
	struct mu_op *op = emit(c, code, t);
	size_t at = c->op.n - 1;

	op->body = t->end;
	op->body_end = close->start;
	op->form = t->form;
	op->fresh = t->fresh;
	op->text = span_make(c->src->text.p + t->indent, t->indent_len);
	if (code == OP_SECTION || code == OP_INVERTED)
		op->name = make_name(c, t);
	else
		op->ref = token_name(c, t);
	c->barrier = c->op.n;
	emit_range(c, i + 1, t->match);
	c->bol |= close->bol;
	close_body(c, close);
	c->op.v[at].next = (uint32_t)c->op.n;
}

static struct mu_op *emit_reference(struct compiler *c, enum mu_code code, const struct mu_token *t)
{
	const struct mu_name *name = t->star ? make_name(c, t) : NULL;
	struct mu_op *op = emit(c, code, t);

	op->ref = token_name(c, t);
	op->name = name;
	op->standalone = t->form == FORM_OWN_LINE;
	op->text = span_make(c->src->text.p + t->indent, t->indent_len);
	return op;
}

/* One warning a parent for what will not be seen. */
static void warn_ignored(struct compiler *c, const struct mu_token *t, bool *warned)
{
	struct span text = span_make(c->src->text.p + t->start, t->end - t->start);

	if (*warned || c->opt.lenient || t->kind == TOK_COMMENT || t->kind == TOK_DELIMITERS ||
	    (t->kind == TOK_TEXT && span_trim(text).n == 0))
		return;
	*warned = true;
	diag_at(c->d, DIAG_TEMPLATE_IGNORED, c->src, t->start + (uint32_t)(text.n - span_ltrim(text).n),
		NULL);
}

static void check_twice(struct compiler *c, struct map *given, uint32_t arg)
{
	struct mu_token *t = &c->lx.tok.v[arg];
	struct span name = token_name(c, t);
	const struct mu_token *before = map_get(given, name);

	if (!before) {
		map_set(given, name, t);
		return;
	}
	if (c->opt.lenient)
		return;
	diag_at(c->d, DIAG_BLOCK_TWICE, c->src, t->start, "'%.*s'", SPAN_FMT(name));
	diag_note(c->d, source_pos(c->src, before->start), "it is given here first");
}

static void emit_parent(struct compiler *c, uint32_t i)
{
	const struct mu_token *tok = c->lx.tok.v;
	size_t at = c->op.n;
	bool warned = false;
	struct map given;

	map_init(&given, c->scratch);
	emit_reference(c, OP_PARENT, &tok[i]);
	for (uint32_t k = i + 1; k < tok[i].match; k++) {
		if (tok[k].kind == TOK_BLOCK && tok[k].outer == i) {
			check_twice(c, &given, k);
			c->bol = false;
			emit_body(c, OP_ARG, k);
		} else {
			warn_ignored(c, &tok[k], &warned);
		}
		if (tok[k].match != MU_NONE && tok[k].match > k)
			k = tok[k].match;
	}
	c->bol = false;
	c->barrier = c->op.n;
	c->op.v[at].next = (uint32_t)c->op.n;
}

static void emit_range(struct compiler *c, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		const struct mu_token *t = &c->lx.tok.v[i];
		struct mu_op *op;

		if (t->gone)
			continue;
		c->bol |= t->bol;
		switch ((enum mu_token_kind)t->kind) {
		case TOK_TEXT:
			if (t->end > t->start)
				emit_text(c, t, span_make(c->src->text.p + t->start, t->end - t->start));
			break;
		case TOK_VARIABLE:
		case TOK_RAW:
			op = emit(c, OP_VARIABLE, t);
			op->raw = t->kind == TOK_RAW;
			op->name = make_name(c, t);
			break;
		case TOK_SECTION:
			emit_body(c, OP_SECTION, i);
			i = t->match;
			break;
		case TOK_INVERTED:
			emit_body(c, OP_INVERTED, i);
			i = t->match;
			break;
		case TOK_BLOCK:
			emit_body(c, OP_BLOCK, i);
			i = t->match;
			break;
		case TOK_PARENT:
			emit_parent(c, i);
			i = t->match;
			break;
		case TOK_PARTIAL:
			emit_reference(c, OP_PARTIAL, t);
			break;
		case TOK_CLOSE:
		case TOK_COMMENT:
		case TOK_DELIMITERS:
			break;
		}
	}
}

/* Whether the body of the section at pc can be run without its value as the dot: it has no "." and leads nowhere. */
static bool is_dotless(const struct mu_program *p, uint32_t pc)
{
	for (uint32_t i = pc + 1; i < p->op[pc].next; i++)
		if (p->op[i].code > OP_INVERTED || (p->op[i].name && p->op[i].name->count == 0))
			return false;
	return true;
}

/* Copies ops and literals to where they stay. */
static void finish(struct compiler *c, struct mu_program *p)
{
	char *pool = arena_alloc(c->keep, c->pool.n + MU_SLACK);

	if (c->pool.n)
		memcpy(pool, c->pool.p, c->pool.n);
	p->count = (uint32_t)c->op.n;
	p->op = arena_calloc(c->keep, c->op.n, sizeof *p->op);
	if (c->op.n)
		memcpy(p->op, c->op.v, c->op.n * sizeof *p->op);
	for (uint32_t i = 0; i < p->count; i++) {
		struct mu_op *op = &p->op[i];

		if (op->code == OP_TEXT)
			op->text.p = pool + op->body;
		if (op->name && op->name->count == 1)
			op->part = op->name->part;
		op->dotless = op->code == OP_SECTION && is_dotless(p, i);
	}
	p->delims = arena_calloc(c->keep, c->lx.delims.n, sizeof *p->delims);
	memcpy(p->delims, c->lx.delims.v, c->lx.delims.n * sizeof *p->delims);
}

struct mu_program *mu_compile(const char *name, struct source src, struct mu_delims first,
			      struct mu_options opt, struct arena *a, struct diag *d)
{
	struct mu_program *p = arena_alloc(a, sizeof *p);
	struct arena scratch = ARENA_INIT;
	struct compiler c = {.src = &p->src, .keep = a, .opt = opt, .d = d, .scratch = &scratch};
	size_t errors = d->count[DIAG_ERROR];
	bool nested;

	p->name = name;
	p->src = src;
	mu_lex(&c.lx, &p->src, first, &scratch, d);
	nested = mu_nest(&c.lx, &p->src, d);
	if (nested && d->count[DIAG_ERROR] == errors) {
		mu_space(&c.lx, &p->src);
		emit_range(&c, 0, (uint32_t)c.lx.tok.n);
		finish(&c, p);
	}
	if (d->count[DIAG_ERROR] != errors) {
		p->broken = true;
		p->count = 0;
	}
	sb_release(&c.pool);
	arena_release(&scratch);
	return p;
}

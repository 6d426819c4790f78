/* mustache/render: runs a program over data. One struct mu_render belongs to one
 * rendering; the set is only read. Nothing is allocated for a tag over table data
 * beyond what the output grows. */
#include <string.h>
#include "base/work.h"
#include "base/escape.h"
#include "mustache/mustache_int.h"

static bool fail_limit(struct mu_render *r, const struct mu_program *p, const struct mu_op *op,
		       enum diag_code code, const char *what, size_t most)
{
	if (!r->failed) {
		diag_at(r->d, code, &p->src, op->at, "at most %zu %s are allowed", most, what);
		mu_note_chain(r->d, r->call);
	}
	r->failed = true;
	return false;
}

static struct span indent_of(const struct mu_render *r)
{
	return span_make(sb_str(&r->indent) + r->ind_from, r->indent.n - r->ind_from);
}

static void begin_line(struct mu_render *r)
{
	if (r->out->n != r->skip_at)
		sb_span(r->out, indent_of(r));
	r->skip_at = SIZE_MAX;
}

/* Most literals are short: they are copied with what stands behind them in the program's pool. */
static inline void add_literal(struct strbuf *out, struct span text)
{
	char *to = sb_reserve(out, text.n + MU_SLACK);

	memcpy(to, text.p, MU_SLACK);
	if (text.n > MU_SLACK)
		memcpy(to + MU_SLACK, text.p + MU_SLACK, text.n - MU_SLACK);
	to[text.n] = '\0';
	out->n += text.n;
}

/* A literal of several lines under indentation. Empty lines stay empty. */
static void text_indented(struct mu_render *r, const struct mu_op *op)
{
	struct span rest = op->text;
	bool bol = op->bol;

	if (rest.n == 0 && bol)
		begin_line(r);
	while (rest.n > 0) {
		const char *nl = memchr(rest.p, '\n', rest.n);
		size_t n = nl ? (size_t)(nl - rest.p) + 1 : rest.n;

		if (bol && rest.p[0] != '\n' && !(rest.p[0] == '\r' && n == 2))
			begin_line(r);
		sb_add(r->out, rest.p, n);
		rest = span_skip(rest, n);
		bol = true;
	}
}

static void report_unknown(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	for (size_t i = 0; i < r->n_reported; i++)
		if (r->reported[i] == op)
			return;
	if (r->n_reported == MU_MAX_REPORTED)
		return;
	r->reported[r->n_reported++] = op;
	diag_at(r->d, DIAG_NAME_UNKNOWN, &p->src, op->at, "'%.*s'", SPAN_FMT(op->name->text));
	mu_note_chain(r->d, r->call);
}

/* Whether the field that the name was found as before is one of the innermost struct. */
static inline bool is_near(const struct mu_render *r, const struct mu_op *op, const struct mu_field **f)
{
	*f = atomic_load_explicit(&op->part->hit[0], memory_order_relaxed);
	return (uintptr_t)*f - r->near.table < r->near.bytes;
}

static inline void resolve(struct mu_render *r, const struct mu_program *p, const struct mu_op *op, struct mu_value *v)
{
	const struct mu_field *f;

	if (is_near(r, op, &f))
		mu_load(r->near.object, f, v);
	else if (op->name->count == 0)
		*v = r->frame[r->depth - 1];
	else if (mu_lookup(r->frame, r->depth, r->prov, op->name, v) == FOUND_UNKNOWN && !r->set->opt.lenient)
		report_unknown(r, p, op);
}

struct mu_value mu_resolve_name(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	struct mu_value v;

	resolve(r, p, op, &v);
	return v;
}

static const struct mu_lambda *lambda_of(const struct mu_render *r, struct mu_value v)
{
	return v.type == MU_NODE && r->prov->lambda ? r->prov->lambda(v.p) : NULL;
}

static bool run_variable(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	struct mu_value v;
	const struct mu_lambda *l;

	resolve(r, p, op, &v);
	if (v.type == MU_TEXT && !op->raw) {      /* by far most */
		if (v.p)
			escape_html(r->out, span_make(v.p, strlen(v.p)));
		return true;
	}
	l = lambda_of(r, v);
	if (l && l->variable)
		return mu_run_lambda_variable(r, p, op, l);
	/* in a strict set a value's type has the last word; mu_check reports such a tag */
	mu_write(r->out, &v, op->raw && (r->set->opt.lenient || v.type == MU_NODE), r->prov, &r->scratch);
	return true;
}

static bool run_body(struct mu_render *r, const struct mu_program *p, const struct mu_op *op, struct mu_value v)
{
	struct mu_near around = r->near;
	bool ok;

	if (r->depth == MU_MAX_FRAMES)
		return fail_limit(r, p, op, DIAG_TEMPLATE_DEPTH, "sections in one another", MU_MAX_FRAMES);
	r->frame[r->depth++] = v;
	r->near = mu_near_with(around, &v);
	ok = mu_run(r, p, (uint32_t)(op - p->op) + 1, op->next);
	r->near = around;
	r->depth--;
	return ok;
}

static bool run_nodes(struct mu_render *r, const struct mu_program *p, const struct mu_op *op,
		      struct mu_value v)
{
	long n = r->prov->length(v.p);

	if (n < 0)
		return run_body(r, p, op, v);
	for (long i = 0; i < n; i++) {
		struct mu_value item = {r->prov->item(v.p, (size_t)i), NULL, MU_NODE};

		if (item.p && !run_body(r, p, op, item))
			return false;
	}
	return true;
}

static bool run_list(struct mu_render *r, const struct mu_program *p, const struct mu_op *op, struct mu_value list)
{
	for (size_t i = 0, n = mu_list_count(list); i < n; i++)
		if (!run_body(r, p, op, mu_list_item(list, i)))
			return false;
	return true;
}

/* v is true. */
static bool run_true(struct mu_render *r, const struct mu_program *p, const struct mu_op *op, struct mu_value v)
{
	switch (v.type) {
	case MU_BOOL:
		return mu_run(r, p, (uint32_t)(op - p->op) + 1, op->next);
	case MU_LIST:
		return run_list(r, p, op, v);
	case MU_NODE:
		return run_nodes(r, p, op, v);
	default:
		return run_body(r, p, op, v);
	}
}

static bool run_section(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	struct mu_value v;
	const struct mu_lambda *l;

	resolve(r, p, op, &v);
	l = lambda_of(r, v);
	if (l && l->section)
		return mu_run_lambda_section(r, p, op, l);
	return !mu_truthy(r->prov, v) || run_true(r, p, op, v);
}

static bool run_inverted(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	struct mu_value v;

	resolve(r, p, op, &v);
	if (lambda_of(r, v) || mu_truthy(r->prov, v))
		return true;
	return mu_run(r, p, (uint32_t)(op - p->op) + 1, op->next);
}

static bool run_text(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	(void)p;
	text_indented(r, op);       /* mu_run writes all other text itself */
	return true;
}

static bool run_argument(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	(void)r;
	(void)p;
	(void)op;
	return true; /* arguments are run by the blocks that they override */
}

static bool (*const handlers[])(struct mu_render *, const struct mu_program *, const struct mu_op *) = {
	[OP_TEXT] = run_text,         [OP_VARIABLE] = run_variable,  [OP_SECTION] = run_section,
	[OP_INVERTED] = run_inverted, [OP_PARTIAL] = mu_run_partial, [OP_PARENT] = mu_run_parent,
	[OP_ARG] = run_argument,      [OP_BLOCK] = mu_run_block};
_Static_assert(sizeof handlers / sizeof handlers[0] == OP_CODES, "one handler per op");

/* An op over a field of the innermost struct, by far the most. Returns the op to go on with, which for a
 * condition that holds is the first one of its body; NULL when a limit was hit. */
static inline const struct mu_op *run_near(struct mu_render *r, const struct mu_program *p, const struct mu_op *op,
					   const struct mu_field *f)
{
	struct mu_value v;
	bool is;

	if (op->code == OP_VARIABLE && f->type == MU_TEXT && !op->raw) {
		const char *text;

		memcpy(&text, r->near.object + f->offset, sizeof text);
		if (text)
			escape_html(r->out, span_make(text, strlen(text)));
		return op + 1;
	}
	mu_load(r->near.object, f, &v);
	if (op->code == OP_VARIABLE) {
		mu_write(r->out, &v, op->raw && r->set->opt.lenient, r->prov, &r->scratch);
		return op + 1;
	}
	is = v.type == MU_BOOL ? *(const bool *)v.p : mu_truthy(r->prov, v);
	if (is == (op->code == OP_INVERTED))
		return p->op + op->next;
	if (op->code == OP_INVERTED || v.type == MU_BOOL || (v.type <= MU_JSON && op->dotless))
		return op + 1;
	return run_true(r, p, op, v) ? p->op + op->next : NULL;
}

/* An op that is no literal. */
static inline const struct mu_op *run_op(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	const struct mu_field *f;

	if (op->code <= OP_INVERTED && is_near(r, op, &f))
		return run_near(r, p, op, f);
	if (!handlers[op->code](r, p, op))
		return NULL;
	return op->next ? p->op + op->next : op + 1;
}

bool mu_run(struct mu_render *r, const struct mu_program *p, uint32_t pc, uint32_t end)
{
	bool plain = r->indent.n <= r->ind_from;      /* what is run from here puts it back */
	const struct mu_op *op, *stop;

	if (pc >= end)
		return true;      /* a program without ops has no memory for them */
	op = p->op + pc;
	stop = p->op + end;
	/* Ops lead forwards: one run has few, and their literals are short. */
	if (r->steps > MU_MAX_STEPS)
		return fail_limit(r, p, op, DIAG_TEMPLATE_LIMIT, "steps", MU_MAX_STEPS);
	do {
		r->steps++;
		if (op->code == OP_TEXT && plain) {
			add_literal(r->out, op->text);      /* half of all ops */
			op++;
			continue;
		}
		if (r->out->n > r->limit)
			return fail_limit(r, p, op, DIAG_TEMPLATE_LIMIT, "bytes", MU_MAX_OUTPUT);
		if (!plain && op->bol && op->code != OP_TEXT)
			begin_line(r);
		op = run_op(r, p, op);
		if (!op)
			return false;
	} while (op < stop);
	if (r->out->n > r->limit)
		return fail_limit(r, p, stop - 1, DIAG_TEMPLATE_LIMIT, "bytes", MU_MAX_OUTPUT);
	return true;
}

static int render(const struct mu_set *s, const char *name, const struct mu_provider *prov,
		  struct mu_value root, struct strbuf *out, struct diag *d)
{
	const struct mu_program *p = mu_find(s, span_of(name));
	struct mu_call call = {NULL, p, NULL, p};
	enum work_room back;
	struct mu_render r;
	bool ok;

	if (!p) {
		mu_report_missing(s, NULL, NULL, span_of(name), d);
		return -1;
	}
	if (p->broken)
		return -1;
	memset(&r, 0, offsetof(struct mu_render, frame));
	r.set = s;
	r.prov = prov;
	r.out = out;
	r.limit = out->n + MU_MAX_OUTPUT;
	r.d = d;
	r.call = &call;
	r.skip_at = SIZE_MAX;
	r.frame[r.depth++] = root;
	r.near = mu_near_with(r.near, &root);
	back = work_enter(WORK_MUSTACHE);
	ok = mu_run(&r, p, 0, p->count);
	work_add(WORK_TEMPLATE_OPS, r.steps);
	work_leave(back);
	sb_release(&r.indent);
	sb_release(&r.scratch);
	return ok ? 0 : -1;
}

int mu_render_record(const struct mu_set *s, const char *name, const struct mu_record *root, const void *data,
		     struct strbuf *out, struct diag *d)
{
	return render(s, name, NULL, (struct mu_value){data, root, MU_OBJECT}, out, d);
}

int mu_render_provider(const struct mu_set *s, const char *name, const struct mu_provider *p,
		       const void *root, struct strbuf *out, struct diag *d)
{
	return render(s, name, p, (struct mu_value){root, NULL, MU_NODE}, out, d);
}

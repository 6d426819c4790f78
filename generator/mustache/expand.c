/* mustache/expand: one template within another: partials, parents and their blocks,
 * lambdas. Keeps the chain (for messages and its limit), the indentation in force and
 * the arguments that parents were given. */
#include <stdio.h>
#include <string.h>
#include "mustache/mustache_int.h"

void mu_note_chain(struct diag *d, const struct mu_call *call)
{
	unsigned shown = 0;

	for (; call && call->op && shown < 12; call = call->up, shown++) {
		struct pos at = source_pos(&call->prog->src, call->op->at);

		if (call->op->code == OP_BLOCK)
			diag_note(d, at, "shown in block '%.*s' here", SPAN_FMT(call->op->ref));
		else
			diag_note(d, at, "included from here");
	}
	if (call && call->op)
		diag_note(d, (struct pos){NULL, 0, 0}, "and so on");
}

const char *mu_chain_text(const struct mu_call *call, struct arena *a)
{
	const char *text = call->into->name;
	unsigned shown = 1;

	for (call = call->up; call && shown < 8; call = call->up, shown++)
		text = arena_printf(a, "%s > %s", call->into->name, text);
	return call ? arena_printf(a, "... > %s", text) : text;
}

static bool fail_chain(struct mu_render *r)
{
	const struct mu_call *call = r->call;
	struct arena a = ARENA_INIT;

	if (!r->failed) {
		diag_at(r->d, DIAG_TEMPLATE_RECURSION, &call->prog->src, call->op->at,
			"%s (at most %d in one another)", mu_chain_text(call, &a), MU_MAX_CHAIN);
		mu_note_chain(r->d, call->up);
	}
	r->failed = true;
	arena_release(&a);
	return false;
}

/* What an expansion changes and puts back. */
struct saved {
	size_t ind_from, ind_len;
	const struct mu_env *env;
	const struct mu_call *call;
};

static struct saved save(const struct mu_render *r)
{
	return (struct saved){r->ind_from, r->indent.n, r->env, r->call};
}

static void restore(struct mu_render *r, struct saved s)
{
	r->ind_from = s.ind_from;
	if (r->indent.n > s.ind_len)
		sb_truncate(&r->indent, s.ind_len);
	r->env = s.env;
	r->call = s.call;
}

/* Indentation for what follows: more of it, or none inside a line. */
static void indent(struct mu_render *r, bool own_lines, struct span more)
{
	if (!own_lines)
		r->ind_from = r->indent.n;
	else if (more.n)
		sb_span(&r->indent, more);
}

/* Runs ops of p as an expansion of the tag described by call. */
static bool run_within(struct mu_render *r, struct mu_call *call, const struct mu_program *p, uint32_t pc,
		       uint32_t end)
{
	bool ok;

	call->up = r->call;
	call->into = p;
	r->call = call;
	if (r->chain == MU_MAX_CHAIN)
		return fail_chain(r);
	r->chain++;
	ok = mu_run(r, p, pc, end);
	r->chain--;
	return ok;
}

/* The template that a partial or parent tag names; NULL when there is none. */
static const struct mu_program *target_of(struct mu_render *r, const struct mu_program *p,
					  const struct mu_op *op)
{
	const struct mu_program *target = op->target;
	struct mu_value v;

	if (!op->name)
		return target;
	v = mu_resolve_name(r, p, op);
	sb_clear(&r->scratch);
	if (v.type == MU_NODE)
		r->prov->text(v.p, &r->scratch);
	else if (v.type == MU_TEXT && v.p)
		sb_puts(&r->scratch, v.p);
	if (r->scratch.n == 0)
		return NULL;
	target = mu_find(r->set, sb_view(&r->scratch));
	if (!target) {
		mu_report_missing(r->set, p, op, sb_view(&r->scratch), r->d);
		if (!r->set->opt.lenient)
			mu_note_chain(r->d, r->call);
	}
	return target;
}

bool mu_run_partial(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	const struct mu_program *target = target_of(r, p, op);
	struct mu_call call = {NULL, p, op, NULL};
	struct saved s = save(r);
	bool ok;

	if (!target)
		return true;
	indent(r, op->standalone, op->text);
	ok = run_within(r, &call, target, 0, target->count);
	restore(r, s);
	return ok;
}

bool mu_run_parent(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	struct mu_env env = {r->env, p, (uint32_t)(op - p->op)};
	const struct mu_program *target = target_of(r, p, op);
	struct mu_call call = {NULL, p, op, NULL};
	struct saved s = save(r);
	bool ok;

	if (!target)
		return true;
	r->env = &env;
	indent(r, op->standalone, op->text);
	ok = run_within(r, &call, target, 0, target->count);
	restore(r, s);
	return ok;
}

uint32_t mu_argument(const struct mu_program *p, uint32_t pc, struct span block)
{
	uint32_t end = p->op[pc].next;

	for (pc++; pc < end; pc = p->op[pc].next)
		if (span_eq(p->op[pc].ref, block))
			return pc;
	return MU_NONE;
}

/* Runs the argument at pc of env in place of the block. */
static bool run_override(struct mu_render *r, const struct mu_program *p, const struct mu_op *op,
			 const struct mu_env *env, uint32_t pc)
{
	const struct mu_op *arg = &env->prog->op[pc];
	struct mu_call call = {NULL, p, op, NULL};
	struct saved s = save(r);
	bool ok;

	if (op->form == FORM_OWN_LINE && !arg->fresh && arg->next > pc + 1) {
		/* text written within a line goes where a line begins */
		sb_add(r->out, sb_str(&r->indent) + r->ind_from, r->indent.n - r->ind_from);
		sb_span(r->out, op->text);
	}
	indent(r, op->form != FORM_INLINE, op->text);
	if (op->form == FORM_ONE_LINE && arg->fresh)
		r->skip_at = r->out->n;
	r->env = env->outer;
	ok = run_within(r, &call, env->prog, pc + 1, arg->next);
	restore(r, s);
	return ok;
}

bool mu_run_block(struct mu_render *r, const struct mu_program *p, const struct mu_op *op)
{
	const struct mu_env *found = NULL;
	uint32_t at = MU_NONE;

	for (const struct mu_env *e = r->env; e; e = e->outer) {
		uint32_t pc = mu_argument(e->prog, e->pc, op->ref);

		if (pc != MU_NONE) {
			found = e;
			at = pc;
		}
	}
	if (found)
		return run_override(r, p, op, found, at);
	return mu_run(r, p, (uint32_t)(op - p->op) + 1, op->next);
}

/* Compiles and runs what a lambda gave. */
static bool run_text(struct mu_render *r, const struct mu_program *p, const struct mu_op *op,
		     struct strbuf *text, struct mu_delims delims)
{
	struct mu_call call = {NULL, p, op, NULL};
	struct saved s = save(r);
	struct arena a = ARENA_INIT;
	struct mu_program *made;
	bool ok = true;

	r->steps += LAMBDA_STEPS;
	if (text->n > MU_MAX_TEMPLATE) {
		diag_at(r->d, DIAG_TEMPLATE_LIMIT, &p->src, op->at, "the lambda gave %zu bytes", text->n);
		r->failed = true;
		return false;
	}
	made = mu_compile("lambda", (struct source){"lambda", {sb_str(text), text->n}, 0}, delims,
			  r->set->opt, &a, r->d);
	mu_resolve(r->set, made, r->d);
	r->ind_from = r->indent.n;
	ok = !made->broken && run_within(r, &call, made, 0, made->count);
	restore(r, s);
	arena_release(&a);
	return ok;
}

bool mu_run_lambda_variable(struct mu_render *r, const struct mu_program *p, const struct mu_op *op,
			    const struct mu_lambda *l)
{
	struct strbuf text = STRBUF_INIT, rendered = STRBUF_INIT, *out = r->out;
	size_t limit = r->limit;
	struct mu_value v;
	bool ok;

	l->variable(l->user, &text);
	r->out = &rendered;
	r->skip_at = SIZE_MAX;
	r->limit = MU_MAX_OUTPUT;
	ok = run_text(r, p, op, &text, mu_default_delims);
	r->out = out;
	r->limit = limit;
	v = (struct mu_value){sb_str(&rendered), NULL, op->raw ? MU_HTML : MU_TEXT};
	if (ok)
		mu_write(out, &v, op->raw, r->prov, &r->scratch);
	sb_release(&text);
	sb_release(&rendered);
	return ok;
}

bool mu_run_lambda_section(struct mu_render *r, const struct mu_program *p, const struct mu_op *op,
			   const struct mu_lambda *l)
{
	struct strbuf text = STRBUF_INIT;
	bool ok;

	l->section(l->user, span_make(p->src.text.p + op->body, op->body_end - op->body), &text);
	ok = run_text(r, p, op, &text, p->delims[op->delims]);
	sb_release(&text);
	return ok;
}

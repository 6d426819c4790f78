/* mustache/link: from names of partials and parents to programs, and what only the whole
 * set can tell: missing templates, blocks that no parent has, chains without end. */
#include <stdlib.h>
#include <string.h>
#include "mustache/mustache_int.h"

static const char *nearest_template(const struct mu_set *s, struct span name, struct arena *a)
{
	const char **names = arena_calloc(a, s->sorted.n, sizeof *names);

	for (size_t i = 0; i < s->sorted.n; i++)
		names[i] = s->sorted.v[i]->name;
	return nearest_name(name, names, s->sorted.n);
}

void mu_report_missing(const struct mu_set *s, const struct mu_program *p, const struct mu_op *op,
		       struct span name, struct diag *d)
{
	enum diag_code code = !op                     ? DIAG_TEMPLATE_MISSING
			      : op->code == OP_PARENT ? DIAG_PARENT_MISSING
						      : DIAG_PARTIAL_MISSING;
	struct arena a = ARENA_INIT;
	const char *near, *where, *hint = "";

	if (s->opt.lenient && op)
		return;
	near = nearest_template(s, name, &a);
	where = s->dir ? arena_printf(&a, "%s/%.*s.mustache was looked for", s->dir, SPAN_FMT(name))
		       : arena_printf(&a, "it is not among the %zu templates given", s->sorted.n);
	if (near)
		hint = arena_printf(&a, "; the nearest name is '%s'", near);
	if (op)
		diag_at(d, code, &p->src, op->at, "'%.*s': %s%s", SPAN_FMT(name), where, hint);
	else
		diag_report(d, code, (struct pos){s->dir, 0, 0}, "'%.*s': %s%s", SPAN_FMT(name), where, hint);
	arena_release(&a);
}

static bool is_reference(const struct mu_op *op)
{
	return op->code == OP_PARTIAL || op->code == OP_PARENT;
}

void mu_resolve(const struct mu_set *s, struct mu_program *p, struct diag *d)
{
	for (uint32_t i = 0; i < p->count; i++) {
		struct mu_op *op = &p->op[i];

		if (!is_reference(op) || op->name)
			continue;
		op->target = mu_find(s, op->ref);
		if (!op->target)
			mu_report_missing(s, p, op, op->ref, d);
	}
}

/* ---- blocks --------------------------------------------------------------- */

/* Programs that can be reached from one, each once. */
struct reach {
	struct mu_set *set;
	VEC(struct mu_program *) todo;
	struct arena arena;
	VEC(const char *) names; /* of all blocks met */
	bool open;               /* a dynamic name: anything may be reached */
};

static void reach_add(struct reach *r, const struct mu_program *target)
{
	struct mu_program *p = target ? map_get(&r->set->by_name, span_of(target->name)) : NULL;

	if (!p || p->mark == r->set->mark)
		return;
	p->mark = r->set->mark;
	*(struct mu_program **)vec_push(&r->todo, &r->arena) = p;
}

static void reach_all(struct reach *r, const struct mu_program *from)
{
	r->set->mark++;
	reach_add(r, from);
	for (size_t i = 0; i < r->todo.n; i++) {
		const struct mu_program *p = r->todo.v[i];

		r->open |= p->broken;
		for (uint32_t k = 0; k < p->count; k++) {
			const struct mu_op *op = &p->op[k];

			if (is_reference(op)) {
				r->open |= op->name != NULL;
				reach_add(r, op->target);
			} else if (op->code == OP_BLOCK) {
				*(const char **)vec_push(&r->names, &r->arena) =
					arena_strndup(&r->arena, op->ref.p, op->ref.n);
			}
		}
	}
}

static void check_blocks(struct mu_set *s, const struct mu_program *p, uint32_t parent, struct diag *d)
{
	const struct mu_op *op = &p->op[parent];
	struct reach r = {.set = s};

	if (op->target && op->next > parent + 1)
		reach_all(&r, op->target);
	for (uint32_t pc = parent + 1; op->target && pc < op->next && !r.open; pc = p->op[pc].next) {
		const struct mu_op *arg = &p->op[pc];
		const char *near;
		size_t i = 0;

		while (i < r.names.n && !span_is(arg->ref, r.names.v[i]))
			i++;
		if (i < r.names.n)
			continue;
		near = nearest_name(arg->ref, r.names.v, r.names.n);
		diag_at(d, DIAG_BLOCK_UNKNOWN, &p->src, arg->at, "'%.*s' in '%s'%s%s%s", SPAN_FMT(arg->ref),
			op->target->name, near ? "; the nearest name is '" : "", near ? near : "",
			near ? "'" : "");
	}
	arena_release(&r.arena);
}

/* ---- chains without end --------------------------------------------------- */

/* A template on the way from the one where the search began. */
struct step {
	struct mu_program *p;
	uint32_t pc; /* where the search goes on; the tag before it is being followed */
	uint32_t tag;
};

struct chain {
	struct mu_set *set;
	struct step *step;
	size_t n;
};

/* The next partial or parent that is expanded whatever the data says. */
static uint32_t next_certain(const struct mu_program *p, uint32_t pc)
{
	while (pc < p->count && !is_reference(&p->op[pc]))
		pc = p->op[pc].next ? p->op[pc].next : pc + 1;
	return pc;
}

static void report_cycle(const struct chain *c, size_t from, struct diag *d)
{
	const struct step *last = &c->step[c->n - 1];
	struct strbuf names = STRBUF_INIT;

	for (size_t i = from; i < c->n; i++)
		sb_printf(&names, "%s > ", c->step[i].p->name);
	sb_puts(&names, c->step[from].p->name);
	diag_at(d, DIAG_TEMPLATE_RECURSION, &last->p->src, last->p->op[last->tag].at, "%s", sb_str(&names));
	for (size_t i = c->n - 1; i-- > from;)
		diag_note(d, source_pos(&c->step[i].p->src, c->step[i].p->op[c->step[i].tag].at),
			  "included from here");
	sb_release(&names);
}

static void follow(struct chain *c, struct mu_program *p, struct diag *d)
{
	if (p->mark == c->set->mark) {
		for (size_t i = 0; i < c->n; i++)
			if (c->step[i].p == p) {
				report_cycle(c, i, d);
				return;
			}
		return;
	}
	p->mark = c->set->mark;
	c->step[c->n++] = (struct step){p, 0, 0};
}

/* Depth first over tags that nothing guards; each template is visited once. */
static void check_cycles(struct mu_set *s, struct diag *d)
{
	struct chain c = {s, xmalloc((s->sorted.n + 1) * sizeof *c.step), 0};

	s->mark++;
	for (size_t i = 0; i < s->sorted.n; i++) {
		if (s->sorted.v[i]->mark != s->mark)
			follow(&c, s->sorted.v[i], d);
		while (c.n > 0) {
			struct step *top = &c.step[c.n - 1];
			const struct mu_op *op;

			top->tag = next_certain(top->p, top->pc);
			if (top->tag >= top->p->count) {
				c.n--;
				continue;
			}
			op = &top->p->op[top->tag];
			top->pc = op->next ? op->next : top->tag + 1;
			if (op->target)
				follow(&c, map_get(&s->by_name, span_of(op->target->name)), d);
		}
	}
	free(c.step);
}

void mu_set_link(struct mu_set *s, struct diag *d)
{
	for (size_t i = 0; i < s->sorted.n; i++)
		mu_resolve(s, s->sorted.v[i], d);
	for (size_t i = 0; i < s->sorted.n && !s->opt.lenient; i++)
		for (uint32_t k = 0; k < s->sorted.v[i]->count; k++)
			if (s->sorted.v[i]->op[k].code == OP_PARENT)
				check_blocks(s, s->sorted.v[i], k, d);
	check_cycles(s, d);
}

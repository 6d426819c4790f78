/* mustache/check: every name of a template, tried against the record tables before
 * anything is rendered. Walks as rendering would, with types in place of values: a
 * stack of records, the arguments of parents, one visit for each template in each
 * situation. Situations are made few: a record hides an older one of its kind in the
 * stack, and arguments that are given already are not given again, so that templates
 * that include themselves come to an end. */
#include <string.h>
#include "mustache/mustache_int.h"

#define MAX_STEPS (4u << 20) /* ops looked at in one check */

/* The stack of records, interned: equal stacks are one pointer. */
struct stack {
	const struct stack *up;
	const struct mu_record *rec;
};

/* As struct mu_env, interned as well. */
struct given {
	const struct given *outer;
	const struct mu_program *prog;
	size_t pc;
};

struct checker {
	const struct mu_set *set;
	struct diag *d;
	struct arena arena;
	struct map stacks, givens; /* by their bytes */
	struct map visited, reported;
	size_t steps;
	unsigned chain;
};

/* Where the walk is. dot is the type of "."; MU_OBJECT means the top record. */
struct where {
	const struct stack *stack;
	const struct given *given;
	const struct mu_call *call;
	int dot;
};

/* What a name stands for; unknown: type MU_NOTHING. */
struct meaning {
	int type;
	const struct mu_record *rec;
};

static void *intern(struct checker *c, struct map *m, const void *bytes, size_t n)
{
	struct span key = {bytes, n};
	void *have = map_get(m, key);

	if (have)
		return have;
	have = arena_alloc(&c->arena, n);
	memcpy(have, bytes, n);
	map_set(m, key, have);
	return have;
}

/* False the second time for the same bytes. */
static bool first_time(struct map *m, const void *bytes, size_t n)
{
	return map_set(m, (struct span){bytes, n}, m);
}

static const struct stack *push(struct checker *c, const struct stack *s, const struct mu_record *rec)
{
	const struct stack *below[256];
	struct stack node;
	size_t n = 0;

	for (; s && n < sizeof below / sizeof *below; s = s->up)
		if (s->rec != rec)
			below[n++] = s;
	node.up = NULL;
	while (n-- > 0) {
		node.rec = below[n]->rec;
		node.up = intern(c, &c->stacks, &node, sizeof node);
	}
	node.rec = rec;
	return intern(c, &c->stacks, &node, sizeof node);
}

/* ---- messages --------------------------------------------------------------- */

static const char *type_word(struct meaning m)
{
	static const char *const words[] = {
		[MU_TEXT] = "text",       [MU_HTML] = "HTML",    [MU_URL] = "a URL",
		[MU_JSON] = "JSON",       [MU_INT] = "a number", [MU_BOOL] = "true or false",
		[MU_OBJECT] = "a record", [MU_LIST] = "a list"};

	return words[m.type];
}

/* Begins a message at op unless that place has one. */
static bool may_report(struct checker *c, const struct mu_op *op)
{
	return first_time(&c->reported, &op, sizeof op);
}

static void report_kind(struct checker *c, const struct mu_program *p, const struct mu_op *op, struct where w,
			enum diag_code code, struct meaning m, const char *advice)
{
	if (!may_report(c, op))
		return;
	diag_at(c->d, code, &p->src, op->at, "'%.*s' is %s%s", SPAN_FMT(op->name->text), type_word(m),
		advice);
	mu_note_chain(c->d, w.call);
}

/* All names of a record, for a note; the last of the list may be "...". */
static const char *names_of(struct checker *c, const struct mu_record *rec)
{
	const char *text = "";

	for (size_t i = 0; i < rec->count && i < 40; i++)
		text = arena_printf(&c->arena, "%s%s%s", text, i ? ", " : "", rec->fields[i].name);
	return rec->count > 40 ? arena_printf(&c->arena, "%s, ...", text) : text;
}

/* The name of part i is not in any of the records from s upwards (one: only s). */
static void report_unknown(struct checker *c, const struct mu_program *p, const struct mu_op *op,
			   struct where w, size_t i, const struct stack *s, bool one)
{
	VEC(const char *) names = {NULL, 0, 0};
	const struct mu_record *first = s->rec;
	const char *in = "", *near;

	if (!may_report(c, op))
		return;
	for (; s; s = one ? NULL : s->up) {
		in = arena_printf(&c->arena, "%s%s%s", in, *in ? (s->up && !one ? ", " : " or ") : "",
				  s->rec->name);
		for (size_t k = 0; k < s->rec->count; k++)
			*(const char **)vec_push(&names, &c->arena) = s->rec->fields[k].name;
	}
	near = nearest_name(op->name->part[i].text, names.v, names.n);
	diag_at(c->d, DIAG_NAME_UNKNOWN, &p->src, op->at, "'%.*s' is not in %s%s%s%s",
		SPAN_FMT(op->name->part[i].text), in, near ? "; the nearest name is '" : "", near ? near : "",
		near ? "'" : "");
	if (!near)
		diag_note(c->d, (struct pos){NULL, 0, 0}, "names of %s: %s", first->name, names_of(c, first));
	mu_note_chain(c->d, w.call);
}

static void report_no_way(struct checker *c, const struct mu_program *p, const struct mu_op *op,
			  struct where w, size_t i, struct meaning m)
{
	const struct mu_part *part = op->name->part;

	if (!may_report(c, op))
		return;
	diag_at(c->d, DIAG_NAME_UNKNOWN, &p->src, op->at, "'%.*s': '%.*s' is %s and has no names in it",
		SPAN_FMT(op->name->text), SPAN_FMT(part[i - 1].text), type_word(m));
	mu_note_chain(c->d, w.call);
}

/* ---- names ------------------------------------------------------------------ */

static struct meaning resolve(struct checker *c, const struct mu_program *p, const struct mu_op *op,
			      struct where w)
{
	const struct mu_name *name = op->name;
	const struct stack *s = w.stack;
	const struct mu_field *f = NULL;
	struct meaning m = {MU_NOTHING, NULL};

	if (name->count == 0)
		return (struct meaning){w.dot, w.dot == MU_OBJECT ? s->rec : NULL};
	for (; s && !f; s = s->up)
		f = mu_field_find(s->rec, &name->part[0]);
	if (!f) {
		report_unknown(c, p, op, w, 0, w.stack, false);
		return m;
	}
	for (size_t i = 1; i < name->count; i++) {
		struct stack one = {NULL, f->record};

		m = (struct meaning){(int)f->type, f->record};
		if (f->type != MU_OBJECT) {
			report_no_way(c, p, op, w, i, m);
			return (struct meaning){MU_NOTHING, NULL};
		}
		f = mu_field_find(f->record, &name->part[i]);
		if (!f) {
			report_unknown(c, p, op, w, i, &one, true);
			return (struct meaning){MU_NOTHING, NULL};
		}
	}
	return (struct meaning){(int)f->type, f->record};
}

static void check_variable(struct checker *c, const struct mu_program *p, const struct mu_op *op,
			   struct where w)
{
	struct meaning m = resolve(c, p, op, w);

	if (m.type == MU_OBJECT || m.type == MU_LIST)
		report_kind(c, p, op, w, DIAG_NAME_KIND, m, "; a section is needed to show what is in it");
	else if (m.type != MU_NOTHING && op->raw && m.type != MU_HTML)
		report_kind(c, p, op, w, DIAG_NAME_UNESCAPED, m, "; two braces write it as it should be");
}

/* ---- the walk --------------------------------------------------------------- */

static void walk(struct checker *c, const struct mu_program *p, size_t pc, size_t end, struct where w);

/* Walks part of another template (or of the one that gave an argument). */
static void visit(struct checker *c, const struct mu_program *at, const struct mu_op *tag,
		  const struct mu_program *p, size_t pc, size_t end, struct where w)
{
	struct mu_call call = {w.call, at, tag, p};
	struct {
		const void *p, *stack, *given;
		size_t pc, dot;
	} key = {p, w.stack, w.given, pc, (size_t)w.dot};

	if (c->chain == MU_MAX_CHAIN || !first_time(&c->visited, &key, sizeof key))
		return;
	w.call = &call;
	c->chain++;
	walk(c, p, pc, end, w);
	c->chain--;
}

static void check_section(struct checker *c, const struct mu_program *p, const struct mu_op *op,
			  struct where w)
{
	struct meaning m = resolve(c, p, op, w);
	size_t body = (size_t)(op - p->op) + 1;

	if (m.type == MU_INT || (m.type == MU_OBJECT && op->name->count == 0))
		report_kind(c, p, op, w, DIAG_SECTION_ALWAYS, m,
			    m.type == MU_INT ? ", and 0 counts as a value" : "");
	if (op->code == OP_SECTION && m.rec) {
		w.stack = push(c, w.stack, m.rec);
		w.dot = MU_OBJECT;
	} else if (op->code == OP_SECTION && m.type != MU_BOOL && m.type != MU_NOTHING) {
		w.dot = m.type == MU_LIST ? MU_TEXT : m.type;
	}
	/* what is in a section over an unknown name cannot be judged */
	if (m.type != MU_NOTHING)
		walk(c, p, body, op->next, w);
}

static void check_reference(struct checker *c, const struct mu_program *p, const struct mu_op *op,
			    struct where w)
{
	struct given g = {w.given, p, (size_t)(op - p->op)};
	const struct given *old;
	struct meaning m;
	bool news = false;

	if (op->name) {
		m = resolve(c, p, op, w);
		if (m.type != MU_TEXT && m.type != MU_NOTHING)
			report_kind(c, p, op, w, DIAG_NAME_KIND, m, "; a template's name is text");
		return;
	}
	if (!op->target)
		return;
	for (uint32_t pc = (uint32_t)g.pc + 1; op->code == OP_PARENT && pc < op->next && !news;
	     pc = p->op[pc].next) {
		for (old = w.given; old; old = old->outer)
			if (mu_argument(old->prog, (uint32_t)old->pc, p->op[pc].ref) != MU_NONE)
				break;
		news = !old;
	}
	if (news)
		w.given = intern(c, &c->givens, &g, sizeof g);
	visit(c, p, op, op->target, 0, op->target->count, w);
}

static void check_block(struct checker *c, const struct mu_program *p, const struct mu_op *op, struct where w)
{
	const struct given *found = NULL;
	uint32_t at = MU_NONE;

	for (const struct given *g = w.given; g; g = g->outer) {
		uint32_t pc = mu_argument(g->prog, (uint32_t)g->pc, op->ref);

		if (pc != MU_NONE) {
			found = g;
			at = pc;
		}
	}
	if (!found) {
		walk(c, p, (size_t)(op - p->op) + 1, op->next, w);
		return;
	}
	w.given = found->outer;
	visit(c, p, op, found->prog, at + 1, found->prog->op[at].next, w);
}

static void walk(struct checker *c, const struct mu_program *p, size_t pc, size_t end, struct where w)
{
	for (; pc < end && c->steps < MAX_STEPS; pc = p->op[pc].next ? p->op[pc].next : pc + 1) {
		const struct mu_op *op = &p->op[pc];

		if (++c->steps == MAX_STEPS)
			diag_at(c->d, DIAG_TEMPLATE_LIMIT, &p->src, op->at,
				"the templates include one another in too many ways to be checked");
		switch ((enum mu_code)op->code) {
		case OP_VARIABLE:
			check_variable(c, p, op, w);
			break;
		case OP_SECTION:
		case OP_INVERTED:
			check_section(c, p, op, w);
			break;
		case OP_PARTIAL:
		case OP_PARENT:
			check_reference(c, p, op, w);
			break;
		case OP_BLOCK:
			check_block(c, p, op, w);
			break;
		case OP_TEXT:
		case OP_ARG:
		case OP_CODES:
			break;
		}
	}
}

void mu_check(const struct mu_set *s, const char *name, const struct mu_record *root, struct diag *d)
{
	const struct mu_program *p = mu_find(s, span_of(name));
	struct checker c = {.set = s, .d = d};
	struct where w = {.dot = MU_OBJECT};

	if (!p) {
		mu_report_missing(s, NULL, NULL, span_of(name), d);
		return;
	}
	if (s->opt.lenient)
		return;
	map_init(&c.stacks, &c.arena);
	map_init(&c.givens, &c.arena);
	map_init(&c.visited, &c.arena);
	map_init(&c.reported, &c.arena);
	w.stack = push(&c, NULL, root);
	walk(&c, p, 0, p->count, w);
	arena_release(&c.arena);
}

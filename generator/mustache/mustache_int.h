/* mustache, inside: tokens, programs and the state of one rendering. Only the
 * files of this room may include it; everybody else uses mustache.h.
 *
 * The way of a template: lex (bytes to tokens), nest (who closes whom), space
 * (standalone lines and indentation), compile (tokens to a flat array of ops),
 * link (names of partials to programs). After that a program never changes,
 * apart from the lookup caches, which are atomic and only ever remember. */
#ifndef MUSTACHE_MUSTACHE_INT_H
#define MUSTACHE_MUSTACHE_INT_H

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include "base/map.h"
#include "base/vec.h"
#include "mustache/mustache.h"

#define MU_NONE UINT32_MAX
#define MU_MAX_ERRORS 100             /* of one kind reported in one template */

/* ---- tokens ------------------------------------------------------------- */

enum mu_token_kind {
	TOK_TEXT,          /* at most one line, its newline included */
	TOK_VARIABLE, TOK_RAW, TOK_SECTION, TOK_INVERTED, TOK_PARENT, TOK_BLOCK,
	TOK_PARTIAL, TOK_CLOSE, TOK_COMMENT, TOK_DELIMITERS
};

/* How a block's tags stand in their lines, which decides how an override is indented. */
enum mu_form {
	FORM_INLINE,       /* something else stands in the line */
	FORM_ONE_LINE,     /* both tags in one line of their own */
	FORM_OWN_LINE      /* the opening tag has a line of its own */
};

/* Offsets are bytes in the source, which is never larger than MU_MAX_TEMPLATE. */
struct mu_token {
	uint8_t kind;
	uint8_t form;            /* TOK_BLOCK: enum mu_form */
	bool bol;                /* begins a line */
	bool gone;               /* leaves no trace in the program */
	bool star;               /* a dynamic name */
	bool fresh;              /* TOK_BLOCK as argument: its content begins on a new line */
	uint32_t start, end;     /* the whole tag, or the text that is left of a line */
	uint32_t name, name_len; /* a tag's content without sigil and padding */
	uint32_t match;          /* the token that closes or opens this one, or MU_NONE */
	uint32_t outer;          /* the open token around this one, or MU_NONE */
	uint32_t delims;         /* the delimiters in force, an index */
	uint32_t indent, indent_len;   /* what a partial, parent or block indents by */
};

struct mu_delims {
	struct span open, close;
};

struct mu_lexed {
	VEC(struct mu_token) tok;
	VEC(struct mu_delims) delims;
};

/* ---- programs ----------------------------------------------------------- */

enum mu_code {
	OP_TEXT,           /* .text */
	OP_VARIABLE,       /* .name, .raw */
	OP_SECTION,        /* .name; body up to .next */
	OP_INVERTED,       /* .name; body up to .next */
	OP_PARTIAL,        /* .ref or, dynamic, .name; .text is the indentation */
	OP_PARENT,         /* the same, then OP_ARGs up to .next */
	OP_ARG,            /* .ref is the block's name; body up to .next */
	OP_BLOCK,          /* .ref, default body up to .next; .text indents an override */
	OP_CODES
};

#define MU_CACHE 2

/* One step of a dotted name. What lookups in record tables found is remembered
 * here, first come first kept: a field is good for a record when it lies in the
 * record's table, so one pointer is a whole cache entry and needs no lock. */
struct mu_part {
	struct span text;
	_Atomic(const struct mu_field *) hit[MU_CACHE];
	_Atomic(const struct mu_record *) miss[MU_CACHE];
};

/* count 0 is ".". */
struct mu_name {
	struct span text;
	struct mu_part *part;
	size_t count;
};

struct mu_program;

#define MU_SLACK 32          /* bytes that may be read behind the text of an OP_TEXT */

struct mu_op {
	uint8_t code;
	uint8_t form;              /* OP_BLOCK */
	bool bol;                  /* begins a line of the template: indentation goes before it */
	bool raw;                  /* OP_VARIABLE: asked to be written unescaped */
	bool standalone;           /* OP_PARTIAL, OP_PARENT: .text indents each line */
	bool fresh;                /* OP_ARG: the body begins on a new line */
	bool dotless;              /* OP_SECTION: nothing in the body can ask for "." */
	uint32_t at;               /* the tag's offset in the source */
	uint32_t next;             /* first op behind the body */
	uint32_t body, body_end;   /* OP_SECTION: source offsets of the body, for lambdas */
	uint32_t delims;           /* OP_SECTION: delimiters of the body, for lambdas */
	struct span text;
	struct span ref;
	const struct mu_name *name;
	const struct mu_part *part;        /* of a name that has only one; else an empty one */
	const struct mu_program *target;   /* OP_PARTIAL, OP_PARENT: set by link; NULL is empty */
};

struct mu_program {
	const char *name;          /* "partials/grade" */
	struct source src;
	struct mu_op *op;
	uint32_t count;
	struct mu_delims *delims;
	bool broken;               /* had errors: has no ops */
	unsigned mark;             /* link's own */
};

struct mu_set {
	struct arena arena;
	struct mu_options opt;
	const char *dir;           /* for "looked for" in messages; NULL when not from a folder */
	struct map by_name;
	VEC(struct mu_program *) sorted;
	unsigned mark;
};

extern const struct mu_delims mu_default_delims;

/* Each reports what is wrong and goes on where it can. The tokens live in a. */
void mu_lex(struct mu_lexed *lx, const struct source *src, struct mu_delims first, struct arena *a,
	    struct diag *d);
/* Pairs opening and closing tokens. False when the nesting is wrong (reported). */
bool mu_nest(struct mu_lexed *lx, const struct source *src, struct diag *d);
/* Applies the rules of standalone lines and of indentation. Only on well-nested tokens. */
void mu_space(struct mu_lexed *lx, const struct source *src);
/* Never NULL; broken when an error was reported. The program lives in a, and so
 * must name and src, which are not copied. */
struct mu_program *mu_compile(const char *name, struct source src, struct mu_delims first,
			      struct mu_options opt, struct arena *a, struct diag *d);
/* Points the program's partials and parents to those of the set; reports missing ones
 * unless the set is lenient. */
void mu_resolve(const struct mu_set *s, struct mu_program *p, struct diag *d);
const struct mu_program *mu_find(const struct mu_set *s, struct span name);
/* Reports that op names a template that does not exist. */
void mu_report_missing(const struct mu_set *s, const struct mu_program *p, const struct mu_op *op,
		       struct span name, struct diag *d);

/* The first argument of the parent op at pc that overrides the block, or MU_NONE. */
uint32_t mu_argument(const struct mu_program *p, uint32_t pc, struct span block);

/* ---- values --------------------------------------------------------------- */

/* Beside enum mu_type: what comes from a provider, and nothing. */
enum { MU_NODE = MU_LIST + 1, MU_NOTHING };

struct mu_value {
	const void *p;                 /* text, object or node; else the member's address */
	const struct mu_record *rec;   /* MU_OBJECT: its type; MU_LIST: its items' */
	int type;                      /* enum mu_type, MU_NODE or MU_NOTHING */
};

enum mu_found { FOUND, FOUND_EMPTY, FOUND_UNKNOWN };

/* The field of that name, or NULL. */
const struct mu_field *mu_field_find(const struct mu_record *rec, struct mu_part *part);
/* NULL lies in none: it is as far from any table as can be. */
static inline bool mu_in_table(const struct mu_record *rec, const struct mu_field *f)
{
	return (uintptr_t)f - (uintptr_t)rec->fields < rec->count * sizeof *f;
}

/* The innermost struct, where most names are found: mu_in_table without its loads. */
struct mu_near {
	const char *object;
	uintptr_t table;
	size_t bytes;                  /* of the table; 0 when there is no such struct */
};

/* With the value as the innermost frame. Text and the like have no names: what is around them stays. */
static inline struct mu_near mu_near_with(struct mu_near around, const struct mu_value *v)
{
	if (v->type <= MU_JSON)
		return around;
	if (v->type != MU_OBJECT || !v->rec || !v->p)
		return (struct mu_near){NULL, 0, 0};
	return (struct mu_near){v->p, (uintptr_t)v->rec->fields, v->rec->count * sizeof *v->rec->fields};
}

/* The member as a value: pointers are followed, everything else stays where it is. */
static inline void mu_load(const void *object, const struct mu_field *f, struct mu_value *out)
{
	out->p = (const char *)object + f->offset;
	if (f->type <= MU_JSON || f->type == MU_OBJECT)
		memcpy(&out->p, out->p, sizeof out->p);
	out->rec = f->record;
	out->type = (int)f->type;
}

/* Looks the name, which has parts, up in the n frames, innermost last. FOUND_EMPTY: the name is
 * known but the way to it is broken off by something empty. */
enum mu_found mu_lookup(const struct mu_value *frame, size_t n, const struct mu_provider *prov,
			const struct mu_name *name, struct mu_value *out);

/* True when a section over the value is rendered (lists: is not empty). */
static inline bool mu_truthy(const struct mu_provider *prov, struct mu_value v)
{
	if (v.type <= MU_JSON)
		return v.p && *(const char *)v.p;
	switch (v.type) {
	case MU_INT:
		return true;
	case MU_BOOL:
		return *(const bool *)v.p;
	case MU_OBJECT:
		return v.p != NULL;
	case MU_LIST:
		return ((const struct mu_list *)v.p)->count > 0;
	case MU_NODE:
		return prov->truth(v.p) == MU_TRUE;
	default:
		return false;
	}
}
size_t mu_list_count(struct mu_value list);
struct mu_value mu_list_item(struct mu_value list, size_t i);

/* Appends the value as its type asks. scratch is cleared and used. */
void mu_write(struct strbuf *out, const struct mu_value *v, bool raw, const struct mu_provider *prov,
	      struct strbuf *scratch);

/* ---- one rendering -------------------------------------------------------- */

#define LAMBDA_STEPS 1000             /* what compiling a lambda's text counts as */
#define MU_MAX_REPORTED 32            /* places where unknown names are reported in one rendering */

/* Arguments given by a parent tag. Looked up from the outside in; an argument's
 * own content sees only what is outside of it. */
struct mu_env {
	const struct mu_env *outer;
	const struct mu_program *prog;
	uint32_t pc;
};

/* What is being expanded, for the chain in messages. */
struct mu_call {
	const struct mu_call *up;
	const struct mu_program *prog;   /* where the tag stands */
	const struct mu_op *op;          /* the tag; NULL for the first template */
	const struct mu_program *into;   /* what it expands to */
};

struct mu_render {
	const struct mu_set *set;
	const struct mu_provider *prov;
	struct strbuf *out;
	size_t limit;                    /* out->n may not exceed it */
	size_t steps;
	struct diag *d;
	const struct mu_env *env;
	const struct mu_call *call;
	unsigned chain;
	bool failed;
	struct strbuf indent;            /* the indentation in force is its tail from ind_from */
	size_t ind_from;
	size_t skip_at;                  /* output length at which indentation was already written */
	struct strbuf scratch;
	const struct mu_op *reported[MU_MAX_REPORTED];
	size_t n_reported;
	struct mu_near near;             /* of the innermost frame */
	size_t depth;
	struct mu_value frame[MU_MAX_FRAMES];
};

/* Runs ops pc..end-1 of p. False when a limit was hit (reported). */
bool mu_run(struct mu_render *r, const struct mu_program *p, uint32_t pc, uint32_t end);
/* Partials, parents, blocks and lambdas; each as mu_run. */
bool mu_run_partial(struct mu_render *r, const struct mu_program *p, const struct mu_op *op);
bool mu_run_parent(struct mu_render *r, const struct mu_program *p, const struct mu_op *op);
bool mu_run_block(struct mu_render *r, const struct mu_program *p, const struct mu_op *op);
bool mu_run_lambda_variable(struct mu_render *r, const struct mu_program *p, const struct mu_op *op,
			    const struct mu_lambda *l);
bool mu_run_lambda_section(struct mu_render *r, const struct mu_program *p, const struct mu_op *op,
			   const struct mu_lambda *l);
/* Resolves the op's name; in a strict set reports an unknown one. */
struct mu_value mu_resolve_name(struct mu_render *r, const struct mu_program *p,
				const struct mu_op *op);
/* Adds a note for each template on the way to the place of the last message. */
void mu_note_chain(struct diag *d, const struct mu_call *call);
/* "page > layout > nav", shortened in the middle; in a. */
const char *mu_chain_text(const struct mu_call *call, struct arena *a);

#endif

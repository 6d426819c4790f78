/* mustache: logic-less templates. This header is the whole contract.
 *
 * The engine owns no data. Templates are compiled once into an immutable
 * program (struct mu_set) that any number of threads may render from at the
 * same time. Data is described by record tables (struct mu_record): a C struct
 * and, for each name that a template may use, a type and an offset. The tables
 * serve rendering, the check of every name before anything is rendered, and
 * docs/templates.md. Data whose shape is known only at run time (JSON) comes in
 * through struct mu_provider instead.
 *
 * Names are looked up from the innermost section outwards; the first that has the name
 * decides, and the rest of a dotted name is taken from there.
 *
 * Nothing here prints; findings go to a struct diag. Sizes are bytes. */
#ifndef MUSTACHE_MUSTACHE_H
#define MUSTACHE_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* ---- data described by tables ---------------------------------------- */

/* The type decides how {{name}} is escaped and what {{#name}} means. A section is rendered
 * when the value is not empty, and looks for names in the value first; text and numbers
 * become the dot, MU_BOOL leaves the dot alone. Unless a set is lenient, {{{name}}} and
 * {{&name}} are escaped by type as well (mu_check reports them where that differs). */
enum mu_type {
	MU_TEXT,      /* const char *: escaped for element text and attributes; NULL or "" is empty (falsy) */
	MU_HTML,      /* const char *: trusted HTML (from cmark or the timeline), written as it is */
	MU_URL,       /* const char *: percent-encoded and escaped for a quoted attribute */
	MU_JSON,      /* const char *: a JSON document, made safe inside a script element */
	MU_INT,       /* long: decimal; always truthy, 0 too */
	MU_BOOL,      /* bool: a section's condition; as a variable "true" or "false" */
	MU_OBJECT,    /* const void *: pointer to a struct of .record; NULL is falsy */
	MU_LIST       /* struct mu_list of structs of .record, or of const char * when .record is NULL */
};

struct mu_list {
	const void *items;    /* count structs of the record's size, or const char * */
	size_t count;
};

struct mu_record;

struct mu_field {
	const char *name;
	enum mu_type type;
	size_t offset;
	const struct mu_record *record;   /* for MU_OBJECT and MU_LIST */
	const char *doc;                  /* one line for docs/templates.md */
};

/* Tables must live, unchanged, as long as any set that they are used with: sets remember
 * where names were found. Tables may refer to one another. */
struct mu_record {
	const char *name;                 /* "judgement" */
	size_t size;                      /* sizeof the struct: the stride of lists */
	const struct mu_field *fields;    /* sorted as the documentation shows them */
	size_t count;
};

#define MU_FIELD(strct, member, kind, rec, text) \
	{ #member, kind, offsetof(struct strct, member), rec, text }
#define MU_RECORD(label, strct, table) \
	{ label, sizeof(struct strct), table, sizeof(table) / sizeof(table)[0] }

/* ---- data that only run time knows ------------------------------------ */

enum mu_truth { MU_ABSENT, MU_FALSE, MU_TRUE };

/* A node is the provider's own pointer; NULL is "absent". */
struct mu_provider {
	/* The child of that name, or NULL. The name has no dots and is not ".". */
	const void *(*child)(const void *node, struct span name);
	/* Falsy: false, null, an empty list. */
	enum mu_truth (*truth)(const void *node);
	/* Number of items when node is a list, -1 when it is not one. */
	long (*length)(const void *node);
	const void *(*item)(const void *node, size_t i);
	/* Appends the unescaped text of a scalar. */
	void (*text)(const void *node, struct strbuf *out);
	/* A lambda: non-NULL when node is one. May be NULL when the provider has none. */
	const struct mu_lambda *(*lambda)(const void *node);
};

struct mu_render;

/* A function as data. */
struct mu_lambda {
	void *user;
	/* As a variable: appends template text, which is rendered with the default
	 * delimiters and then escaped as the tag asks. */
	void (*variable)(void *user, struct strbuf *out);
	/* As a section: gets the unrendered text, appends template text, which is
	 * rendered with the section's delimiters. */
	void (*section)(void *user, struct span text, struct strbuf *out);
};

/* ---- templates ---------------------------------------------------------- */

struct mu_set;

struct mu_options {
	bool lenient;         /* the spec's silence: unknown names, missing partials and parents are empty */
};

/* Loads every *.mustache below dir; a template's name is its path below dir without
 * the ending ("partials/grade"). Reports every error of every file. name is what dir
 * is called in messages. The set is never NULL; when diag_failed, do not render.
 * Templates cannot read outside dir. Free with mu_set_free. */
struct mu_set *mu_set_load(const char *dir, const char *name, struct mu_options opt, struct diag *d);
/* An empty set, to be filled with mu_set_add (tests, render). */
struct mu_set *mu_set_new(struct mu_options opt);
/* Adds one template's text, which is copied, as name and file are. file is its name in
 * messages. Takes the place of one that has the name. 0, or -1 with its errors reported;
 * such a template is there, but empty. */
int mu_set_add(struct mu_set *s, const char *name, const char *file, struct span text, struct diag *d);
/* Resolves partials and parents once all are in, and must be called once before checking
 * and rendering (mu_set_load does). Missing ones (with where they were looked for and the
 * nearest name), overridden blocks that the parent does not have, and chains that no data
 * can end are reported. */
void mu_set_link(struct mu_set *s, struct diag *d);
void mu_set_free(struct mu_set *s);
/* Names of the templates, sorted. */
size_t mu_set_count(const struct mu_set *s);
const char *mu_set_name(const struct mu_set *s, size_t i);

/* Checks each name that the template, its partials and parents use against what data of
 * type root offers: unknown names (with the nearest known one), triple-mustache on a value
 * that is not MU_HTML, lists and objects as variables, sections over what cannot be false.
 * Each place is reported once, with the tags that led there as notes. Reports nothing when
 * all is well, or when the set is lenient. Templates named by data ({{>*name}}) cannot be
 * looked into; their unknown names are reported when they are rendered. Thread-safe for
 * one set and distinct d. */
void mu_check(const struct mu_set *s, const char *name, const struct mu_record *root, struct diag *d);

/* False when nothing that the template can reach has part ("grades") in any name: then data
 * need not have it. For linked sets. */
bool mu_mentions(const struct mu_set *s, const char *name, const char *part);
/* True when text stands in some template, as it is. */
bool mu_writes(const struct mu_set *s, const char *text);

/* Renders with table-described data. Appends to out. 0, or -1 when a limit was hit or
 * the template is broken or does not exist (reported); out then holds what was rendered
 * so far. Unknown names are reported unless the set is lenient, and are empty.
 * Thread-safe for one set, distinct out and d. */
int mu_render_record(const struct mu_set *s, const char *name, const struct mu_record *root,
		     const void *data, struct strbuf *out, struct diag *d);
/* The same with provider data. A name behind something empty (null, false) is empty too,
 * not unknown. */
int mu_render_provider(const struct mu_set *s, const char *name, const struct mu_provider *p,
		       const void *root, struct strbuf *out, struct diag *d);

#define MU_MAX_DEPTH 64               /* nested sections in one template */
#define MU_MAX_CHAIN 64               /* partials and parents within one another */
#define MU_MAX_FRAMES 512             /* sections in one another in one rendering */
#define MU_MAX_OUTPUT (64u << 20)     /* bytes of one rendering */
#ifndef MU_MAX_STEPS
#define MU_MAX_STEPS (64u << 20)      /* tags and literals of one rendering; fewer when fuzzing */
#endif
#define MU_MAX_TEMPLATE (1u << 20)    /* bytes of one template */

#endif

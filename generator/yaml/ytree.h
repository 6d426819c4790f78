/* yaml: text to a small tree with places (libyaml). The only room that includes yaml.h.
 *
 * Plain data only: no anchors, aliases, tags or second documents. Bounded in
 * depth, nodes and bytes. Duplicate keys are refused. Everything lives in the
 * arena, a copy of the text included; nodes point into it. */
#ifndef YAML_YTREE_H
#define YAML_YTREE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

#define YAML_MAX_DEPTH 16
#define YAML_MAX_NODES 400000
#define YAML_MAX_BYTES (4u << 20)

enum ykind { Y_SCALAR, Y_LIST, Y_MAP };

struct ynode {
	enum ykind kind;
	struct pos at;             /* where the value begins */
	struct span text;          /* Y_SCALAR: its text; NUL-terminated, no NUL inside */
	bool plain;                /* Y_SCALAR: written without quotes */
	struct ynode **item;       /* Y_LIST: n items; Y_MAP: n values in order */
	struct ynode **key;        /* Y_MAP: n keys, scalars */
	size_t n;
	const struct source *src;  /* what it was read from; lives as long as the tree */
	size_t offset;             /* byte in src->text where the value begins */
};

/* Parses src (its line0 counts lines before it in the file). NULL when there
 * is an error, which has been reported; an empty document is an error.
 * src and its text need not outlive the call. */
struct ynode *yaml_parse(const struct source *src, struct arena *a, struct diag *d);
/* fs_read and yaml_parse in one: name is used in messages. */
struct ynode *yaml_read(const char *path, const char *name, struct arena *a, struct diag *d);
/* The value of a key of a Y_MAP, or NULL. */
const struct ynode *yaml_get(const struct ynode *map, const char *key);
/* True for a plain scalar that YAML calls null: empty, ~, null. */
bool yaml_is_null(const struct ynode *n);

/* diag_report at a node, with its line as the excerpt. */
void yaml_report(const struct ynode *n, struct diag *d, enum diag_code code, const char *detail, ...)
	__attribute__((format(printf, 4, 5)));
/* The same at a byte of a scalar's text, where its source shows the text as it is (no
 * escapes, no folding); otherwise at the node. */
void yaml_report_inside(const struct ynode *n, size_t byte, struct diag *d, enum diag_code code,
			const char *detail, ...) __attribute__((format(printf, 5, 6)));
/* "; did you mean 'x'?" with the nearest of names, or "": the end of a message about wrong. */
const char *yaml_hint(struct span wrong, const char *const *names, size_t n, struct arena *a);

#endif

/* yaml: text to a small tree with places (libyaml). The only room that includes yaml.h.
 *
 * Plain data only: no anchors, aliases, tags or second documents. Bounded in
 * depth, nodes and bytes. Duplicate keys are refused. Everything lives in the
 * arena; nodes point into it. */
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
	struct span text;          /* Y_SCALAR: its text; NUL-terminated */
	bool plain;                /* Y_SCALAR: written without quotes */
	struct ynode **item;       /* Y_LIST: n items; Y_MAP: n values in order */
	struct ynode **key;        /* Y_MAP: n keys, scalars */
	size_t n;
};

/* Parses src (its line0 counts lines before it in the file). NULL when there
 * is an error, which has been reported; an empty document is an error. */
struct ynode *yaml_parse(const struct source *src, struct arena *a, struct diag *d);
/* The value of a key of a Y_MAP, or NULL. */
const struct ynode *yaml_get(const struct ynode *map, const char *key);
/* True for a plain scalar that YAML calls null: empty, ~, null. */
bool yaml_is_null(const struct ynode *n);

#endif

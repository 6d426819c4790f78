/* yaml: trees to structs by tables.
 *
 * A table row says: this key fills that member, with this type and these
 * bounds. Unknown keys (with the nearest known one), missing keys, wrong types
 * and values out of range are reported at their place, all in one pass.
 *
 * A key whose value is empty (or ~, null) counts as absent. Line ends that
 * close a block of text are taken off. */
#ifndef YAML_YSCHEMA_H
#define YAML_YSCHEMA_H

#include <stddef.h>
#include "yaml/ytree.h"
#include "base/date.h"

enum ytype {
	YT_TEXT,       /* const char *; NULL when the key is absent. min/max: bytes */
	YT_ID,         /* const char *: lower-case letters, digits and single hyphens. min/max: bytes */
	YT_INT,        /* long; min/max: value */
	YT_BOOL,       /* bool: true or false */
	YT_DATE,       /* struct date: YYYY-MM-DD, a day that exists */
	YT_PERIOD,     /* struct date[2]: DATE/DATE or one DATE (both the same); must not run backwards */
	YT_TEXTS,      /* struct ytexts: a list of scalars, or one scalar. max: count */
	YT_MAP,        /* the member is a struct filled by .sub */
	YT_LIST,       /* struct ylist of structs filled by .sub. max: count */
	YT_NODE,       /* const struct ynode *: taken as it is */
	YT_ENUM,       /* int: index into .words (NULL-terminated) */
	YT_TEXT_AT,    /* struct ytext: as YT_TEXT, with its place; .text NULL when absent */
	YT_ID_AT,      /* struct ytext: as YT_ID, with its place */
	YT_COUNT
};

struct ytext {
	const char *text;
	struct pos at;
	const struct ynode *node;   /* for yaml_report; NULL when the key is absent */
};

struct ytexts {
	struct ytext *v;
	size_t n;
};

struct ylist {
	void *v;           /* n structs of the sub-schema's size */
	size_t n;
};

struct yschema;

struct yfield {
	const char *key;
	enum ytype type;
	bool required;
	size_t offset;
	long min, max;              /* 0, 0: the type's default (text 1 to 4000 bytes, lists to 10000) */
	const struct yschema *sub;
	const char *const *words;
	long absent;                /* YT_INT, YT_BOOL, YT_ENUM: the value when the key is absent */
};

struct yschema {
	const char *what;           /* for messages: "framework", "judgement" */
	size_t size;                /* sizeof the struct */
	const struct yfield *fields;
	size_t count;
	ptrdiff_t pos_offset;       /* offset of a struct pos that gets the node's place, or -1 */
};

/* Fills out (zeroed first) from a Y_MAP. 0, or -1 when anything was reported;
 * what could be read is filled in either way. Text points into the tree's arena. */
int yaml_bind(const struct ynode *n, const struct yschema *s, void *out, struct arena *a, struct diag *d);

#endif

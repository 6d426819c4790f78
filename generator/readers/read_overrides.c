/* readers: overrides.yaml, the record of what was published past the publish gate. May know base, yaml and model. */
#include "readers/tables.h"

#include <stdlib.h>
#include <string.h>
#include "base/digest.h"
#include "base/fs.h"
#include "yaml/yschema.h"

struct raw_override {
	struct date date;
	struct ytext gate;
	const char *reason;
	struct pos pos;
};

struct raw_file {
	struct ylist overrides;
};

#define KEY(S, k, t, member, ...) { .key = (k), .type = (t), .offset = offsetof(struct S, member), __VA_ARGS__ }
#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct yfield override_fields[] = {
	KEY(raw_override, "date", YT_DATE, date, .required = true),
	KEY(raw_override, "gate", YT_TEXT_AT, gate, .required = true, .min = 1, .max = 100),
	KEY(raw_override, "reason", YT_TEXT, reason, .required = true, .min = 1, .max = 1000),
};
static const struct yschema override_row = {
	.what = "override", .size = sizeof(struct raw_override), .fields = override_fields,
	.count = COUNT(override_fields), .pos_offset = (ptrdiff_t)offsetof(struct raw_override, pos),
};

static const struct yfield file_fields[] = {
	KEY(raw_file, "overrides", YT_LIST, overrides, .required = true, .sub = &override_row, .max = 10000),
};
static const struct yschema file = {
	.what = "file of overrides", .size = sizeof(struct raw_file), .fields = file_fields, .count = COUNT(file_fields),
	.pos_offset = -1,
};

static bool is_gate(const char *s)
{
	return strlen(s) == OVERRIDE_GATE && strspn(s, "0123456789abcdef") == OVERRIDE_GATE;
}

static int newest_first(const void *x, const void *y)
{
	const struct override *a = x, *b = y;
	int d = date_cmp(b->date, a->date);

	return d ? d : strcmp(a->gate, b->gate);
}

int read_overrides(struct model *m, const char *path, const char *name, struct diag *d)
{
	const size_t before = d->count[DIAG_ERROR];
	const struct raw_override *rows;
	const struct ynode *root;
	struct raw_file raw;
	size_t i;

	if (!fs_exists(path))
		return 0;
	root = yaml_read(path, name, &m->arena, d);
	if (!root)
		return -1;
	m->others_digest = digest_quick(m->others_digest, root->src->text);
	if (yaml_bind(root, &file, &raw, &m->arena, d) < 0)
		return -1;
	rows = raw.overrides.v;
	m->override = arena_calloc(&m->arena, raw.overrides.n, sizeof *m->override);
	m->override_count = raw.overrides.n;
	for (i = 0; i < raw.overrides.n; i++) {
		m->override[i] = (struct override){ rows[i].date, rows[i].gate.text, rows[i].reason, rows[i].pos };
		if (!is_gate(rows[i].gate.text))
			yaml_report(rows[i].gate.node, d, DIAG_VALUE_RANGE, "'gate' is '%.*s'; it has %d digits from 0 to f",
				    SPAN_SHOWN(span_of(rows[i].gate.text)), OVERRIDE_GATE);
	}
	if (m->override_count)
		qsort(m->override, m->override_count, sizeof *m->override, newest_first);
	return d->count[DIAG_ERROR] > before ? -1 : 0;
}

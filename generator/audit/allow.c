/* audit/allow: the allow-list. May know base and yaml. */
#include "audit/allow.h"

#include <stdlib.h>
#include <string.h>
#include "base/map.h"
#include "yaml/yschema.h"

struct entry {
	struct ytext code, path;
	const char *reason;
	struct date until;
	struct pos at;
	enum diag_code is;
	size_t hidden;
	bool expired;
};

struct allow {
	struct arena arena;
	struct entry *entry;
	size_t n;
	size_t hidden;
};

struct file {
	struct ylist allow;
};

#define FIELD(member, ...) .offset = offsetof(struct entry, member), .required = true, __VA_ARGS__
static const struct yfield entry_fields[] = {
	{ .key = "code", .type = YT_TEXT_AT, FIELD(code, .max = 60) },
	{ .key = "path", .type = YT_TEXT_AT, FIELD(path, .max = 1000) },
	{ .key = "reason", .type = YT_TEXT, FIELD(reason, .min = 1, .max = 1000) },
	{ .key = "until", .type = YT_DATE, FIELD(until, .max = 0) },
};
static const struct yschema entry_schema = {
	"allowed finding", sizeof(struct entry), entry_fields, sizeof entry_fields / sizeof *entry_fields,
	offsetof(struct entry, at)
};
static const struct yfield file_fields[] = {
	{ .key = "allow", .type = YT_LIST, .offset = offsetof(struct file, allow), .max = ALLOW_MAX, .sub = &entry_schema },
};
static const struct yschema file_schema = {
	"allow-list", sizeof(struct file), file_fields, sizeof file_fields / sizeof *file_fields, -1
};

static bool may_be_allowed(enum diag_code code, bool tree)
{
	if (diag_code_level(code) == DIAG_WARNING || (code >= DIAG_AUDIT_FIRST && code <= DIAG_AUDIT_LAST))
		return true;
	return tree && code >= DIAG_BROKEN_LINK && code <= DIAG_DUPLICATE_ID;
}

static bool read_code(struct entry *e, bool tree, struct arena *a, struct diag *d)
{
	const char *names[DIAG_CODES];
	size_t i, n = 0;

	for (i = 0; i < DIAG_CODES; i++) {
		if (strcmp(diag_code_slug((enum diag_code)i), e->code.text) == 0) {
			e->is = (enum diag_code)i;
			if (may_be_allowed(e->is, tree))
				return true;
			yaml_report(e->code.node, d, DIAG_VALUE_RANGE, "'%s' cannot be allowed: build would fail all the same",
				    e->code.text);
			return false;
		}
		if (may_be_allowed((enum diag_code)i, tree))
			names[n++] = diag_code_slug((enum diag_code)i);
	}
	yaml_report(e->code.node, d, DIAG_VALUE_RANGE, "there is no code '%.*s'%s", SPAN_SHOWN(span_of(e->code.text)),
		    yaml_hint(span_of(e->code.text), names, n, a));
	return false;
}

struct allow *allow_load(const char *path, const char *name, bool tree, struct date today, struct diag *d)
{
	struct allow *a = xmalloc(sizeof *a);
	struct ynode *top;
	struct file file;
	bool good;
	size_t i;

	memset(a, 0, sizeof *a);
	top = yaml_read(path, name, &a->arena, d);
	good = top && yaml_bind(top, &file_schema, &file, &a->arena, d) == 0;
	if (good) {
		a->entry = file.allow.v;
		a->n = file.allow.n;
	}
	for (i = 0; i < a->n; i++) {
		a->entry[i].at.file = arena_strdup(&d->arena, name);
		a->entry[i].expired = date_cmp(a->entry[i].until, today) < 0;
		good = read_code(&a->entry[i], tree, &a->arena, d) && good;
	}
	if (good)
		return a;
	allow_free(a);
	return NULL;
}

void allow_free(struct allow *a)
{
	if (!a)
		return;
	arena_release(&a->arena);
	free(a);
}

static bool is_about(const struct entry *e, const char *path)
{
	size_t n = strlen(e->path.text);

	if (n && e->path.text[n - 1] == '*')
		return strncmp(e->path.text, path, n - 1) == 0;
	return strcmp(e->path.text, path) == 0;
}

bool allow_hides(struct allow *a, enum diag_code code, const char *path)
{
	size_t i;

	for (i = 0; a && path && i < a->n; i++) {
		struct entry *e = &a->entry[i];

		if (e->is != code || e->expired || !is_about(e, path))
			continue;
		e->hidden++;
		a->hidden++;
		return true;
	}
	return false;
}

static bool drop(void *ctx, const struct diag_entry *e)
{
	return allow_hides(ctx, e->code, e->at.file);
}

void allow_filter(struct allow *a, struct diag *d)
{
	if (a)
		diag_drop(d, drop, a);
}

void allow_finish(struct allow *a, bool complete, struct diag *d)
{
	struct arena scratch = ARENA_INIT;
	size_t i;

	for (i = 0; a && i < a->n; i++) {
		const struct entry *e = &a->entry[i];

		if (e->expired)
			yaml_report(e->code.node, d, DIAG_ALLOW_EXPIRED, "%s of %s, until %s: %s", e->code.text, e->path.text,
				    date_iso(e->until, &scratch), e->reason);
		else if (complete && !e->hidden)
			yaml_report(e->code.node, d, DIAG_ALLOW_UNUSED, "%s of %s", e->code.text, e->path.text);
	}
	arena_release(&scratch);
}

size_t allow_count(const struct allow *a)
{
	return a ? a->hidden : 0;
}

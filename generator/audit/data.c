/* audit: data files: JSON (jansson), what a data package says of its files, CSV. */
#include <jansson.h>
#include <string.h>
#include "audit/audit_int.h"
#include "base/escape.h"

#define PACKAGE_FILE "datapackage.json"
#define MAX_CSV_FINDINGS 20        /* of one file */

/* Parsed, or NULL (reported). */
static json_t *parse(struct job *j, struct span text)
{
	json_error_t e;
	json_t *v = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);

	if (!v)
		diag_at(&j->file->d, DIAG_JSON_SYNTAX, &j->src,
			audit_offset(j, text.p) + (e.position > 0 && (size_t)e.position <= text.n ? (size_t)e.position - 1 : 0), "%s", e.text);
	return v;
}

void audit_json_text(struct job *j, struct span text)
{
	json_decref(parse(j, text));
}

/* The columns' names with newlines between; NULL: it does not say. */
static const char *package_columns(json_t *resource, struct arena *a)
{
	json_t *fields = json_object_get(json_object_get(resource, "schema"), "fields"), *field;
	struct strbuf out = STRBUF_INIT;
	const char *kept = NULL;
	size_t i;

	if (!json_is_array(fields))
		return NULL;
	json_array_foreach(fields, i, field) {
		const char *name = json_string_value(json_object_get(field, "name"));

		sb_printf(&out, "%s%s", i ? "\n" : "", name ? name : "");
	}
	kept = arena_strdup(a, sb_str(&out));
	sb_release(&out);
	return kept;
}

/* Where the file says the path: jansson keeps no places. */
static struct pos place_of(struct job *j, const char *path)
{
	ptrdiff_t at = span_find(j->src.text, arena_printf(&j->w->scratch, "\"%s\"", path));

	return at < 0 ? (struct pos){ j->src.name, 0, 0 } : source_pos(&j->src, (size_t)at + 1);
}

static void add_resource(struct job *j, const char *path, const char *columns, size_t *cap)
{
	struct checked *file = j->file;

	vec_grow((void **)&file->resource, file->resources, cap, sizeof *file->resource, &j->w->keep);
	file->resource[file->resources++] =
		(struct resource){ { arena_strdup(&j->w->keep, path), place_of(j, path) }, columns };
}

static void package(struct job *j, json_t *top)
{
	json_t *resources = json_object_get(top, "resources"), *resource, *part;
	size_t i, k, cap = 0;

	if (!json_is_array(resources) || !json_array_size(resources))
		diag_report(&j->file->d, DIAG_DATA_PACKAGE, (struct pos){ j->src.name, 0, 0 }, "it lists no 'resources'");
	json_array_foreach(resources, i, resource) {
		json_t *path = json_object_get(resource, "path");
		const char *columns = package_columns(resource, &j->w->keep);

		if (json_is_string(path))
			add_resource(j, json_string_value(path), columns, &cap);
		else if (!path && !json_object_get(resource, "data"))
			diag_report(&j->file->d, DIAG_DATA_PACKAGE, (struct pos){ j->src.name, 0, 0 },
				    "resource %zu has neither 'path' nor 'data'", i + 1);
		json_array_foreach(path, k, part)
			if (json_is_string(part))
				add_resource(j, json_string_value(part), k ? NULL : columns, &cap);
	}
}

void audit_json(struct job *j)
{
	const char *slash = strrchr(j->src.name, '/');
	json_t *top = parse(j, j->src.text);

	if (top && strcmp(slash ? slash + 1 : j->src.name, PACKAGE_FILE) == 0)
		package(j, top);
	json_decref(top);
}

struct csv {
	struct job *job;
	struct span text;
	size_t at;
	size_t columns;                /* of the first row; 0: not yet read */
	struct strbuf cell, header;
	size_t findings;
};

static bool full(struct csv *c)
{
	return c->findings++ >= MAX_CSV_FINDINGS;
}

/* A cell in quotes; c->at stands behind the first. */
static void quoted_cell(struct csv *c, size_t start)
{
	for (; c->at < c->text.n; c->at++) {
		if (c->text.p[c->at] != '"') {
			sb_putc(&c->cell, c->text.p[c->at]);
		} else if (c->at + 1 < c->text.n && c->text.p[c->at + 1] == '"') {
			sb_putc(&c->cell, '"');
			c->at++;
		} else {
			c->at++;
			return;
		}
	}
	if (!full(c))
		diag_at(&c->job->file->d, DIAG_CSV_SHAPE, &c->job->src, start, "the quotes that begin here are not closed");
}

static bool at_end_of_cell(const struct csv *c)
{
	return c->at >= c->text.n || c->text.p[c->at] == ',' || c->text.p[c->at] == '\n' ||
	       (c->text.p[c->at] == '\r' && (c->at + 1 >= c->text.n || c->text.p[c->at + 1] == '\n'));
}

/* Takes one cell; false when it ends its row. */
static bool take_cell(struct csv *c)
{
	size_t start = c->at;
	bool stray = false;

	sb_clear(&c->cell);
	if (c->at < c->text.n && c->text.p[c->at] == '"') {
		c->at++;
		quoted_cell(c, start);
	}
	for (; !at_end_of_cell(c); c->at++) {
		stray = stray || c->text.p[c->at] == '"' || c->text.p[start] == '"';
		sb_putc(&c->cell, c->text.p[c->at]);
	}
	if (stray && !full(c))
		diag_at(&c->job->file->d, DIAG_CSV_SHAPE, &c->job->src, start, "quotes stand around a whole cell or not at all");
	if (escape_is_formula(sb_view(&c->cell)) && !full(c))
		diag_at(&c->job->file->d, DIAG_CSV_FORMULA, &c->job->src, start, "'%.*s'", SPAN_SHOWN(sb_view(&c->cell)));
	if (c->at < c->text.n && c->text.p[c->at] == ',') {
		c->at++;
		return true;
	}
	if (c->at < c->text.n && c->text.p[c->at] == '\r')
		c->at++;
	c->at += c->at < c->text.n;
	return false;
}

void audit_csv(struct job *j)
{
	struct csv c = { .job = j, .text = j->src.text, .at = span_starts(j->src.text, "\xef\xbb\xbf") ? 3 : 0 };

	while (c.at < c.text.n) {
		size_t start = c.at, cells = 1;
		bool more;

		do {
			more = take_cell(&c);
			if (!c.columns)
				sb_printf(&c.header, "%s%s", cells > 1 ? "\n" : "", sb_str(&c.cell));
			cells += more;
		} while (more);
		if (!c.columns)
			c.columns = cells;
		else if (cells != c.columns && !full(&c))
			diag_at(&j->file->d, DIAG_CSV_SHAPE, &j->src, start, "%zu cell%s; the first row has %zu", cells,
				cells == 1 ? "" : "s", c.columns);
	}
	j->file->columns = arena_strdup(&j->w->keep, sb_str(&c.header));
	sb_release(&c.cell);
	sb_release(&c.header);
}

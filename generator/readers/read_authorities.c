/* readers: authorities.yaml. May know base, yaml and model. */
#include "readers/tables.h"

#include <string.h>
#include "base/digest.h"
#include "base/map.h"
#include "base/utf8.h"
#include "yaml/yschema.h"

struct raw_authority {
	struct ytext id, name;
	const char *type, *region, *gss_code, *urn, *dfe_code;
	struct ytexts aliases, neighbours, predecessors, successors;
	struct date from, to;
	const struct ynode *last_day;
	struct pos pos;
};

struct raw_styles {
	struct ytexts before, after;
};

struct raw_file {
	struct raw_styles styles;
	struct ylist authorities;
};

#define KEY(S, k, t, member, ...) { .key = (k), .type = (t), .offset = offsetof(struct S, member), __VA_ARGS__ }
#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct yfield authority_fields[] = {
	KEY(raw_authority, "id", YT_ID_AT, id, .required = true),
	KEY(raw_authority, "name", YT_TEXT_AT, name, .required = true, .min = 1, .max = 120),
	KEY(raw_authority, "type", YT_TEXT, type, .min = 1, .max = 80),
	KEY(raw_authority, "region", YT_TEXT, region, .required = true, .min = 1, .max = 80),
	KEY(raw_authority, "gss_code", YT_TEXT, gss_code, .min = 1, .max = 20),
	KEY(raw_authority, "urn", YT_TEXT, urn, .min = 1, .max = 20),
	KEY(raw_authority, "dfe_code", YT_TEXT, dfe_code, .min = 1, .max = 20),
	KEY(raw_authority, "aliases", YT_TEXTS, aliases, .max = 100),
	KEY(raw_authority, "neighbours", YT_TEXTS, neighbours, .max = 100),
	KEY(raw_authority, "predecessors", YT_TEXTS, predecessors, .max = 100),
	KEY(raw_authority, "successors", YT_TEXTS, successors, .max = 100),
	KEY(raw_authority, "from", YT_DATE, from),
	KEY(raw_authority, "to", YT_DATE, to),
};
static const struct yschema authority_row = {
	.what = "authority", .size = sizeof(struct raw_authority), .fields = authority_fields,
	.count = COUNT(authority_fields), .pos_offset = (ptrdiff_t)offsetof(struct raw_authority, pos),
};

static const struct yfield style_fields[] = {
	KEY(raw_styles, "before", YT_TEXTS, before, .max = 200),
	KEY(raw_styles, "after", YT_TEXTS, after, .max = 200),
};
static const struct yschema styles = {
	.what = "list of styles", .size = sizeof(struct raw_styles), .fields = style_fields,
	.count = COUNT(style_fields), .pos_offset = -1,
};

static const struct yfield file_fields[] = {
	KEY(raw_file, "styles", YT_MAP, styles, .sub = &styles),
	KEY(raw_file, "authorities", YT_LIST, authorities, .required = true, .sub = &authority_row),
};
static const struct yschema file = {
	.what = "file of authorities", .size = sizeof(struct raw_file), .fields = file_fields,
	.count = COUNT(file_fields), .pos_offset = -1,
};

static const char **fold_styles(const struct ytexts *list, struct arena *a, size_t *count)
{
	const char **v = arena_calloc(a, list->n, sizeof *v);
	size_t i;

	for (i = 0; i < list->n; i++) {
		const char *key = utf8_key(span_of(list->v[i].text), a);

		if (*key)
			v[(*count)++] = key;
	}
	return v;
}

static void fill(struct model *m, const struct raw_authority *r, struct authority *a)
{
	size_t i;

	*a = (struct authority){
		.id = r->id.text, .name = r->name.text, .type = r->type, .region = r->region ? r->region : "",
		.gss_code = r->gss_code, .urn = r->urn, .dfe_code = r->dfe_code,
		.from = r->from, .to = r->to, .pos = r->pos,
	};
	a->alias = arena_calloc(&m->arena, r->aliases.n, sizeof *a->alias);
	for (i = 0; i < r->aliases.n; i++)
		a->alias[a->alias_count++] = r->aliases.v[i].text;
}

/* Fills m->authority from the rows that can be told apart; the others lose their id, so
 * that later passes leave them out. */
static void take_rows(struct model *m, struct raw_authority *rows, size_t n, const struct ynode *list, struct diag *d)
{
	struct map ids;
	size_t i;

	map_init(&ids, &m->arena);
	m->authority = arena_calloc(&m->arena, n, sizeof *m->authority);
	for (i = 0; i < n; i++) {
		struct raw_authority *r = &rows[i];
		const struct raw_authority *first;

		r->last_day = yaml_get(list->item[i], "to");
		if (!r->id.text || !r->name.text) {
			r->id.text = NULL;
			continue;
		}
		first = map_get(&ids, span_of(r->id.text));
		if (first) {
			yaml_report(r->id.node, d, DIAG_ID_DUPLICATE, "authority '%s'", r->id.text);
			diag_note(d, first->id.at, "first given here");
			r->id.text = NULL;
			continue;
		}
		if (date_is_set(r->from) && date_is_set(r->to) && date_cmp(r->from, r->to) > 0)
			yaml_report(r->last_day, d, DIAG_DATE_ORDER, "'to' is before 'from'");
		map_set(&ids, span_of(r->id.text), r);
		fill(m, r, &m->authority[m->authority_count++]);
	}
}

/* A printed name and who bears it; next: others who bore it at another time. */
struct bearer {
	const struct raw_authority *who;
	const struct ytext *name;
	struct bearer *next;
};

static bool met(const struct raw_authority *a, const struct raw_authority *b)
{
	bool a_first = date_is_set(a->to) && date_is_set(b->from) && date_cmp(a->to, b->from) < 0;
	bool b_first = date_is_set(b->to) && date_is_set(a->from) && date_cmp(b->to, a->from) < 0;

	return !a_first && !b_first;
}

static void check_name(struct model *m, struct map *names, const struct raw_authority *who, const struct ytext *name,
		       struct diag *d)
{
	struct span key = span_of(utf8_key(span_of(name->text), &m->arena));
	struct bearer *first = map_get(names, key), *b;

	for (b = first; b; b = b->next) {
		if (b->who != who && met(b->who, who)) {
			yaml_report(name->node, d, DIAG_NAME_SHARED, "'%s' is also %s", name->text, b->who->id.text);
			diag_note(d, b->name->at, "given here");
			return;
		}
	}
	b = arena_alloc(&m->arena, sizeof *b);
	*b = (struct bearer){ who, name, first };
	map_set(names, key, b);
}

static void check_names(struct model *m, const struct raw_authority *rows, size_t n, struct diag *d)
{
	struct map names;
	size_t i, j;

	map_init(&names, &m->arena);
	for (i = 0; i < n; i++) {
		if (!rows[i].id.text)
			continue;
		check_name(m, &names, &rows[i], &rows[i].name, d);
		for (j = 0; j < rows[i].aliases.n; j++)
			check_name(m, &names, &rows[i], &rows[i].aliases.v[j], d);
	}
}

static void report_unknown(const struct model *m, const struct ytext *id, struct diag *d)
{
	struct arena scratch = ARENA_INIT;
	const char **names = arena_calloc(&scratch, m->authority_count, sizeof *names);
	size_t i;

	for (i = 0; i < m->authority_count; i++)
		names[i] = m->authority[i].id;
	yaml_report(id->node, d, DIAG_AUTHORITY_UNKNOWN, "'%.*s'%s", span_shown(span_of(id->text)), id->text,
		    yaml_hint(span_of(id->text), names, m->authority_count, &scratch));
	arena_release(&scratch);
}

/* Ids to authorities; self and repeated ones are reported. */
static size_t link_list(struct model *m, const struct authority *self, const struct ytexts *ids,
			const struct authority ***out, struct diag *d)
{
	const struct authority **v = arena_calloc(&m->arena, ids->n, sizeof *v);
	size_t n = 0, i, j;

	for (i = 0; i < ids->n; i++) {
		const struct authority *a = model_authority(m, span_of(ids->v[i].text));

		if (!a) {
			report_unknown(m, &ids->v[i], d);
			continue;
		}
		for (j = 0; j < n && v[j] != a; j++)
			;
		if (a == self)
			yaml_report(ids->v[i].node, d, DIAG_VALUE_RANGE, "'%s' cannot name itself", a->id);
		else if (j < n)
			yaml_report(ids->v[i].node, d, DIAG_VALUE_RANGE, "'%s' is listed twice", a->id);
		else
			v[n++] = a;
	}
	*out = v;
	return n;
}

static void link_rows(struct model *m, const struct raw_authority *rows, size_t n, struct diag *d)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const struct raw_authority *r = &rows[i];
		struct authority *a;

		if (!r->id.text)
			continue;
		a = map_get(&m->authority_by_id, span_of(r->id.text));
		a->neighbour_count = link_list(m, a, &r->neighbours, &a->neighbour, d);
		a->predecessor_count = link_list(m, a, &r->predecessors, &a->predecessor, d);
		a->successor_count = link_list(m, a, &r->successors, &a->successor, d);
	}
}

int read_authorities(struct model *m, const char *path, const char *name, struct diag *d)
{
	const size_t before = d->count[DIAG_ERROR];
	const struct ynode *root = yaml_read(path, name, &m->arena, d);
	struct raw_file raw;

	if (!root)
		return -1;
	m->authorities_digest = digest_quick(0, root->src->text);
	yaml_bind(root, &file, &raw, &m->arena, d);
	m->before = fold_styles(&raw.styles.before, &m->arena, &m->before_count);
	m->after = fold_styles(&raw.styles.after, &m->arena, &m->after_count);
	if (raw.authorities.n)
		take_rows(m, raw.authorities.v, raw.authorities.n, yaml_get(root, "authorities"), d);
	check_names(m, raw.authorities.v, raw.authorities.n, d);
	model_index_authorities(m);
	link_rows(m, raw.authorities.v, raw.authorities.n, d);
	return d->count[DIAG_ERROR] > before ? -1 : 0;
}

/* readers: areas.yaml, which says what of one framework can be laid beside what of another.
 * May know base, yaml, frameworks and model. */
#include "readers/tables.h"

#include <stdint.h>
#include <stdlib.h>
#include "base/digest.h"
#include "base/map.h"
#include "base/vec.h"
#include "yaml/yschema.h"

struct raw_map {
	struct ytext framework, strand, area;
	int relation;
	const char *why;
	struct pos pos;
};

struct raw_comparable {
	struct ytext id;
	const char *name, *summary;
	bool headline;
	struct ylist maps;
	struct pos pos;
};

struct raw_file {
	struct ylist areas;
};

static const char *const relations[] = { "same", "similar", "partial", NULL };
_Static_assert(REL_SAME == 0 && REL_SIMILAR == 1 && REL_PARTIAL == 2, "words stand in the order of enum relation");

#define KEY(S, k, t, member, ...) { .key = (k), .type = (t), .offset = offsetof(struct S, member), __VA_ARGS__ }
#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct yfield map_fields[] = {
	KEY(raw_map, "framework", YT_ID_AT, framework, .required = true),
	KEY(raw_map, "strand", YT_ID_AT, strand),
	KEY(raw_map, "area", YT_ID_AT, area, .required = true),
	KEY(raw_map, "relation", YT_ENUM, relation, .required = true, .words = relations),
	KEY(raw_map, "why", YT_TEXT, why, .required = true, .min = 1, .max = 1000),
};
static const struct yschema map_row = {
	.what = "mapping", .size = sizeof(struct raw_map), .fields = map_fields, .count = COUNT(map_fields),
	.pos_offset = (ptrdiff_t)offsetof(struct raw_map, pos),
};

static const struct yfield area_fields[] = {
	KEY(raw_comparable, "id", YT_ID_AT, id, .required = true),
	KEY(raw_comparable, "name", YT_TEXT, name, .required = true, .min = 1, .max = 120),
	KEY(raw_comparable, "headline", YT_BOOL, headline),
	KEY(raw_comparable, "summary", YT_TEXT, summary),
	KEY(raw_comparable, "maps", YT_LIST, maps, .required = true, .sub = &map_row, .max = 500),
};
static const struct yschema area_row = {
	.what = "comparable area", .size = sizeof(struct raw_comparable), .fields = area_fields,
	.count = COUNT(area_fields), .pos_offset = (ptrdiff_t)offsetof(struct raw_comparable, pos),
};

static const struct yfield file_fields[] = {
	KEY(raw_file, "areas", YT_LIST, areas, .required = true, .sub = &area_row, .max = 500),
};
static const struct yschema file = {
	.what = "file of areas", .size = sizeof(struct raw_file), .fields = file_fields, .count = COUNT(file_fields),
	.pos_offset = -1,
};

/* What the passes over the file share. */
struct areas {
	struct model *m;
	struct diag *d;
	struct map mapped;         /* "framework/strand/area" to the raw_map that came first */
};

typedef const char *id_at(const void *list, size_t i);

static const char *framework_id_at(const void *list, size_t i)
{
	return ((const struct framework *)list)[i].id;
}

static const char *strand_id_at(const void *list, size_t i)
{
	return ((const struct strand *)list)[i].id;
}

static const char *area_id_at(const void *list, size_t i)
{
	return ((const struct area *)list)[i].id;
}

/* No id of list (n entries) is t: says so, with the nearest. */
static void report_unknown(struct areas *s, enum diag_code code, const struct ytext *t, const void *list, size_t n,
			   id_at *at)
{
	struct arena scratch = ARENA_INIT;
	const char **names = arena_calloc(&scratch, n, sizeof *names);
	size_t i;

	for (i = 0; i < n; i++)
		names[i] = at(list, i);
	yaml_report(t->node, s->d, code, "'%.*s'%s", span_shown(span_of(t->text)), t->text,
		    yaml_hint(span_of(t->text), names, n, &scratch));
	arena_release(&scratch);
}

/* The strand that a mapping means; NULL when there is none, which is reported. */
static const struct strand *find_strand(struct areas *s, const struct framework *f, const struct raw_map *r,
					const struct ynode *node)
{
	const struct strand *strand = framework_strand(f, span_of(r->strand.text));

	if (strand)
		return strand;
	if (!r->strand.text)
		yaml_report(node, s->d, DIAG_KEY_MISSING, "framework '%s' has strands, so a mapping needs 'strand'",
			    f->id);
	else
		report_unknown(s, DIAG_STRAND_UNKNOWN, &r->strand, f->strands, f->strand_count, strand_id_at);
	return NULL;
}

/* Turns a row into a mapping. False when it means nothing, which is reported. */
static bool resolve(struct areas *s, const struct raw_map *r, const struct ynode *node, struct area_map *out)
{
	const struct framework *f;

	if (!r->framework.text || !r->area.text)
		return false;
	f = framework_by_id(s->m->frameworks, span_of(r->framework.text));
	if (!f) {
		report_unknown(s, DIAG_FRAMEWORK_ID, &r->framework, s->m->frameworks->v, s->m->frameworks->n,
			       framework_id_at);
		return false;
	}
	*out = (struct area_map){
		.framework = f,
		.strand = find_strand(s, f, r, node),
		.area = framework_area(f, span_of(r->area.text)),
		.relation = (enum relation)r->relation,
		.why = r->why ? r->why : "",
	};
	if (!out->area)
		report_unknown(s, DIAG_AREA_UNKNOWN, &r->area, f->areas, f->area_count, area_id_at);
	if (!out->area || !out->strand)
		return false;
	if (!area_in_strand(out->area, out->strand)) {
		yaml_report(r->area.node, s->d, DIAG_AREA_UNKNOWN, "'%s' is not judged in strand '%s'", out->area->id,
			    out->strand->id);
		return false;
	}
	return true;
}

/* A judgement has one comparable area at most: otherwise pages would not know which. */
static bool is_first(struct areas *s, const struct raw_map *r, const struct area_map *map, const struct ynode *node)
{
	struct span key = span_of(arena_printf(&s->m->arena, "%s/%s/%s", map->framework->id, map->strand->id,
					       map->area->id));
	const struct raw_map *first = map_get(&s->mapped, key);

	if (!first) {
		map_set(&s->mapped, key, (void *)(uintptr_t)r);
		return true;
	}
	yaml_report(node, s->d, DIAG_MAP_DUPLICATE, "%s%s%s, %s", map->framework->id, *map->strand->id ? ", " : "",
		    map->strand->id, map->area->id);
	diag_note(s->d, first->pos, "first mapped here");
	return false;
}

/* Frameworks stand in the registry by date, strands and areas in the framework's order. */
static int by_framework(const void *x, const void *y)
{
	const struct area_map *a = x, *b = y;

	if (a->framework != b->framework)
		return a->framework < b->framework ? -1 : 1;
	if (a->strand != b->strand)
		return a->strand < b->strand ? -1 : 1;
	return a->area < b->area ? -1 : a->area > b->area;
}

static void fill_maps(struct areas *s, const struct raw_comparable *r, const struct ynode *node, struct comparable *c)
{
	const struct raw_map *rows = r->maps.v;
	const struct ynode *list = yaml_get(node, "maps");
	size_t i;

	c->map = arena_calloc(&s->m->arena, r->maps.n, sizeof *c->map);
	for (i = 0; i < r->maps.n; i++) {
		struct area_map *map = &c->map[c->map_count];

		if (resolve(s, &rows[i], list->item[i], map) && is_first(s, &rows[i], map, list->item[i]))
			c->map_count++;
	}
	if (c->map_count)
		qsort(c->map, c->map_count, sizeof *c->map, by_framework);
}

static void fill_comparables(struct areas *s, const struct raw_comparable *rows, size_t n, const struct ynode *list)
{
	struct map ids;
	size_t i;

	map_init(&ids, &s->m->arena);
	map_init(&s->mapped, &s->m->arena);
	s->m->comparable = arena_calloc(&s->m->arena, n, sizeof *s->m->comparable);
	for (i = 0; i < n; i++) {
		const struct raw_comparable *r = &rows[i], *first;
		struct comparable *c = &s->m->comparable[s->m->comparable_count];

		if (!r->id.text)
			continue;
		first = map_get(&ids, span_of(r->id.text));
		if (first) {
			yaml_report(r->id.node, s->d, DIAG_ID_DUPLICATE, "area '%s'", r->id.text);
			diag_note(s->d, first->id.at, "first given here");
			continue;
		}
		map_set(&ids, span_of(r->id.text), (void *)(uintptr_t)r);
		*c = (struct comparable){
			.id = r->id.text,
			.name = r->name ? r->name : r->id.text,
			.summary = r->summary ? r->summary : "",
			.headline = r->headline,
			.pos = r->pos,
		};
		fill_maps(s, r, list->item[i], c);
		s->m->comparable_count++;
	}
}

int read_areas(struct model *m, const char *path, const char *name, struct diag *d)
{
	const size_t before = d->count[DIAG_ERROR];
	const struct ynode *root = yaml_read(path, name, &m->arena, d);
	struct areas s = { .m = m, .d = d };
	struct raw_file raw;

	if (!root)
		return -1;
	m->others_digest = digest_quick(m->others_digest, root->src->text);
	yaml_bind(root, &file, &raw, &m->arena, d);
	if (raw.areas.n)
		fill_comparables(&s, raw.areas.v, raw.areas.n, yaml_get(root, "areas"));
	return d->count[DIAG_ERROR] > before ? -1 : 0;
}

/* model: looking things up, and the authorities' index. May know base and frameworks. */
#include "model/model.h"

#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"

static const char *const relation_names[] = {
	[REL_SAME] = "same",
	[REL_SIMILAR] = "similar",
	[REL_PARTIAL] = "partial",
};

const char *relation_name(enum relation r)
{
	return relation_names[r];
}

void model_init(struct model *m, const struct frameworks *f)
{
	memset(m, 0, sizeof *m);
	m->frameworks = f;
	map_init(&m->authority_by_id, &m->arena);
	map_init(&m->authority_by_name, &m->arena);
}

void model_release(struct model *m)
{
	arena_release(&m->arena);
	memset(m, 0, sizeof *m);
}

const struct authority *model_authority(const struct model *m, struct span id)
{
	return map_get(&m->authority_by_id, id);
}

bool authority_existed(const struct authority *a, struct date day)
{
	if (date_is_set(a->from) && date_cmp(day, a->from) < 0)
		return false;
	return !date_is_set(a->to) || date_cmp(day, a->to) <= 0;
}

/* One search for a printed name. Words of a style come off either end in any order, so
 * the tries are counted: made-up text must not make them many. */
struct name_search {
	const struct model *m;
	struct date day;           /* unset: any day */
	unsigned tries;
};
#define NAME_TRIES 200

static const struct authority *authority_keyed(const struct name_search *s, struct span key)
{
	const struct authority *a = map_get(&s->m->authority_by_name, key);
	size_t i, j;

	if (!a || !date_is_set(s->day) || authority_existed(a, s->day))
		return a;
	for (i = 0; i < s->m->authority_count; i++) {
		const struct authority *other = &s->m->authority[i];

		for (j = 0; j < other->names.n; j++) {
			if (span_is(key, other->names.v[j]) && authority_existed(other, s->day))
				return other;
		}
	}
	return a;
}

static const struct authority *strip_end(struct name_search *s, struct span key)
{
	const struct authority *a;
	size_t i;

	if (s->tries == NAME_TRIES)
		return NULL;
	s->tries++;
	a = authority_keyed(s, key);
	for (i = 0; !a && i < s->m->after_count; i++) {
		size_t n = strlen(s->m->after[i]);

		if (key.n > n + 1 && span_ends(key, s->m->after[i]) && key.p[key.n - n - 1] == ' ')
			a = strip_end(s, span_make(key.p, key.n - n - 1));
	}
	return a;
}

static const struct authority *strip_start(struct name_search *s, struct span key)
{
	const struct authority *a = strip_end(s, key);
	size_t i;

	for (i = 0; !a && s->tries < NAME_TRIES && i < s->m->before_count; i++) {
		size_t n = strlen(s->m->before[i]);

		if (key.n > n + 1 && span_starts(key, s->m->before[i]) && key.p[n] == ' ')
			a = strip_start(s, span_skip(key, n + 1));
	}
	return a;
}

const struct authority *model_authority_named_on(const struct model *m, struct span printed, struct date day)
{
	struct name_search s = { .m = m, .day = day };
	struct arena scratch = ARENA_INIT;
	const struct authority *a = strip_start(&s, span_of(utf8_key(printed, &scratch)));

	arena_release(&scratch);
	return a;
}

const struct authority *model_authority_named(const struct model *m, struct span printed)
{
	return model_authority_named_on(m, printed, (struct date){ 0, 0, 0 });
}

const struct comparable *model_comparable(const struct model *m, struct span id)
{
	size_t i;

	for (i = 0; i < m->comparable_count; i++) {
		if (span_is(id, m->comparable[i].id))
			return &m->comparable[i];
	}
	return NULL;
}

const struct report *model_report(const struct model *m, struct span id)
{
	ptrdiff_t slash = span_chr(id, '/');
	const struct authority *a = slash < 0 ? NULL : model_authority(m, span_make(id.p, (size_t)slash));
	size_t i;

	for (i = 0; a && i < a->report_count; i++) {
		if (span_is(id, a->report[i]->id))
			return a->report[i];
	}
	return NULL;
}

const struct area_map *model_map(const struct model *m, const struct framework *f, const struct strand *s,
				 const struct area *a, const struct comparable **in)
{
	size_t i, j;

	for (i = 0; i < m->comparable_count; i++) {
		const struct comparable *c = &m->comparable[i];

		for (j = 0; j < c->map_count; j++) {
			if (c->map[j].framework == f && c->map[j].strand == s && c->map[j].area == a) {
				if (in)
					*in = c;
				return &c->map[j];
			}
		}
	}
	return NULL;
}

unsigned report_page(const struct report *r, unsigned line)
{
	size_t page = 0;

	while (page < r->pages && r->page_line[page] <= line)
		page++;
	return (unsigned)page;
}

const struct judgement *report_judgement(const struct report *r, const struct strand *s, const struct area *a)
{
	size_t i;

	for (i = 0; i < r->judgement_count; i++) {
		if (r->judgement[i].strand == s && r->judgement[i].area == a)
			return &r->judgement[i];
	}
	return NULL;
}

static int by_name(const void *x, const void *y)
{
	const struct authority *a = x, *b = y;
	int c = strcmp(a->names.v[0], b->names.v[0]);

	return c ? c : strcmp(a->id, b->id);
}

static void fold_names(struct authority *a, struct arena *arena)
{
	size_t i;

	a->names.v = arena_calloc(arena, a->alias_count + 1, sizeof *a->names.v);
	a->names.v[a->names.n++] = utf8_key(span_of(a->name), arena);
	for (i = 0; i < a->alias_count; i++) {
		const char *key = utf8_key(span_of(a->alias[i]), arena);

		if (*key && !keys_have(&a->names, key))
			a->names.v[a->names.n++] = key;
	}
}

/* True when a is the one that a name without a date means. */
static bool is_later(const struct authority *a, const struct authority *than)
{
	if (!date_is_set(a->to) || !date_is_set(than->to))
		return !date_is_set(a->to) && date_is_set(than->to);
	return date_cmp(a->to, than->to) > 0;
}

static void index_names(struct model *m, struct authority *a)
{
	size_t i;

	for (i = 0; i < a->names.n; i++) {
		struct span key = span_of(a->names.v[i]);
		const struct authority *other = map_get(&m->authority_by_name, key);

		if (key.n && (!other || is_later(a, other)))
			map_set(&m->authority_by_name, key, a);
	}
}

static int region_by_name(const void *x, const void *y)
{
	const struct region *a = x, *b = y;

	return strcmp(a->name, b->name);
}

static struct region *region_named(struct model *m, struct authority *a)
{
	size_t i;

	for (i = 0; i < m->region_count; i++) {
		if (strcmp(m->region[i].id, a->region_id) == 0)
			return &m->region[i];
	}
	m->region[i].id = a->region_id;
	m->region[i].name = a->region;
	m->region[i].authority = arena_calloc(&m->arena, m->authority_count, sizeof *m->region[i].authority);
	m->region_count++;
	return &m->region[i];
}

static void make_regions(struct model *m)
{
	size_t i;

	m->region = arena_calloc(&m->arena, m->authority_count, sizeof *m->region);
	for (i = 0; i < m->authority_count; i++) {
		struct authority *a = &m->authority[i];
		struct region *r;

		if (!a->region)
			continue;
		a->region_id = utf8_slug(span_of(a->region), &m->arena);
		r = region_named(m, a);
		r->authority[r->authority_count++] = a;
	}
	if (m->region_count)
		qsort(m->region, m->region_count, sizeof *m->region, region_by_name);
}

void model_index_authorities(struct model *m)
{
	size_t i;

	for (i = 0; i < m->authority_count; i++)
		fold_names(&m->authority[i], &m->arena);
	if (m->authority_count)
		qsort(m->authority, m->authority_count, sizeof *m->authority, by_name);
	for (i = 0; i < m->authority_count; i++) {
		map_set(&m->authority_by_id, span_of(m->authority[i].id), &m->authority[i]);
		index_names(m, &m->authority[i]);
	}
	make_regions(m);
}

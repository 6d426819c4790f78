/* frameworks: what must hold between the parts of one file. May know base and yaml. */
#include "frameworks/fw_file.h"

#include <stdint.h>
#include "base/map.h"
#include "base/utf8.h"

/* A printed form and the entry it stands for. */
struct form {
	const struct ynode *node;
	size_t owner;
};

static void report_twice(const struct loading *l, enum diag_code code, const struct ynode *again,
			 const struct ynode *first)
{
	yaml_report(again, l->d, code, "'%.*s'", span_shown(again->text), again->text.p);
	diag_note(l->d, first->at, "first given here");
}

/* Remembers that owner is printed as t; reports when another entry is as well. */
static bool add_form(const struct loading *l, struct map *forms, const struct ytext *t, size_t owner)
{
	const char *key;
	struct form *form;

	if (!t->text)
		return true;
	key = utf8_key(span_of(t->text), l->a);
	if (!*key)
		return true;
	form = map_get(forms, span_of(key));
	if (form && form->owner != owner) {
		report_twice(l, DIAG_LABEL_SHARED, t->node, form->node);
		return false;
	}
	if (form)
		return true;
	form = arena_alloc(l->a, sizeof *form);
	*form = (struct form){ t->node, owner };
	map_set(forms, span_of(key), form);
	return true;
}

static void add_forms(const struct loading *l, struct map *forms, const struct ytexts *list, size_t owner)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		add_form(l, forms, &list->v[i], owner);
}

static void check_id(const struct loading *l, struct map *ids, const struct ytext *id)
{
	const struct ynode *first;

	if (!id->text)
		return;
	first = map_get(ids, span_of(id->text));
	if (first)
		report_twice(l, DIAG_ID_DUPLICATE, id->node, first);
	else
		map_set(ids, span_of(id->text), (void *)(uintptr_t)id->node);
}

static void check_ranks(const struct loading *l, const struct ynode *scale, const struct raw_grade *grades, size_t n)
{
	long last = RANK_NONE;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct ynode *rank = yaml_get(scale->item[i], "rank");

		if (!rank || grades[i].rank == RANK_NONE)
			continue;
		if (grades[i].rank <= last)
			yaml_report(rank, l->d, DIAG_SCALE_ORDER, "rank %ld after rank %ld", grades[i].rank, last);
		last = grades[i].rank;
	}
}

static void check_numbers(const struct loading *l, const struct ynode *scale, const struct raw_grade *grades,
			  size_t n)
{
	size_t i, j;

	for (i = 0; i < n; i++) {
		for (j = 0; j < i && grades[i].number; j++) {
			if (grades[j].number == grades[i].number) {
				report_twice(l, DIAG_LABEL_SHARED, yaml_get(scale->item[i], "number"),
					     yaml_get(scale->item[j], "number"));
				break;
			}
		}
	}
}

static void check_scale(const struct loading *l, const struct ynode *root, const struct raw_framework *raw)
{
	const struct ynode *scale = yaml_get(root, "scale");
	const struct raw_grade *grades = raw->scale.v;
	struct map ids, forms, letters;
	size_t i;

	map_init(&ids, l->a);
	map_init(&forms, l->a);
	map_init(&letters, l->a);
	for (i = 0; i < raw->scale.n; i++) {
		const struct raw_grade *g = &grades[i];

		check_id(l, &ids, &g->id);
		add_form(l, &forms, &g->label, i);
		add_forms(l, &forms, &g->printed, i);
		if (!g->letter.text)
			continue;
		if (utf8_length(span_of(g->letter.text)) != 1)
			yaml_report(g->letter.node, l->d, DIAG_VALUE_RANGE, "'letter' is '%.*s', not one character",
				    span_shown(g->letter.node->text), g->letter.text);
		else if (map_has(&letters, g->letter.node->text))
			report_twice(l, DIAG_LABEL_SHARED, g->letter.node, map_get(&letters, g->letter.node->text));
		else
			map_set(&letters, g->letter.node->text, (void *)(uintptr_t)g->letter.node);
	}
	check_ranks(l, scale, grades, raw->scale.n);
	check_numbers(l, scale, grades, raw->scale.n);
}

static bool area_has_strand(const struct raw_area *a, const char *strand)
{
	size_t i;

	for (i = 0; i < a->strands.n; i++) {
		if (span_is(span_of(a->strands.v[i].text), strand))
			return true;
	}
	return a->strands.n == 0;
}

/* Labels of areas that are judged in one strand ("" for a framework without). */
static void check_area_labels(const struct loading *l, const struct raw_framework *raw, const char *strand,
			      bool *reported)
{
	const struct raw_area *areas = raw->areas.v;
	struct map forms;
	size_t i, j;

	map_init(&forms, l->a);
	for (i = 0; i < raw->areas.n; i++) {
		/* Areas of two strands would be reported twice. */
		if (reported[i] || !area_has_strand(&areas[i], strand))
			continue;
		reported[i] |= !add_form(l, &forms, &areas[i].label, i);
		for (j = 0; j < areas[i].labels.n; j++)
			reported[i] |= !add_form(l, &forms, &areas[i].labels.v[j], i);
	}
}

static void check_period(const struct loading *l, const struct ynode *node, struct date from, struct date to)
{
	if (date_is_set(from) && date_is_set(to) && date_cmp(from, to) > 0)
		yaml_report(yaml_get(node, "to"), l->d, DIAG_DATE_ORDER, "'to' is before 'from'");
}

static void check_areas(const struct loading *l, const struct ynode *root, const struct raw_framework *raw)
{
	const struct raw_strand *strands = raw->strands.v;
	const struct raw_area *areas = raw->areas.v;
	bool *reported = arena_calloc(l->a, raw->areas.n, sizeof *reported);
	struct map ids;
	size_t i;

	map_init(&ids, l->a);
	for (i = 0; i < raw->areas.n; i++) {
		check_id(l, &ids, &areas[i].id);
		check_period(l, yaml_get(root, "areas")->item[i], areas[i].from, areas[i].to);
	}
	if (!raw->strands.n)
		check_area_labels(l, raw, "", reported);
	for (i = 0; i < raw->strands.n; i++) {
		if (strands[i].id.text)
			check_area_labels(l, raw, strands[i].id.text, reported);
	}
}

static void check_strands(const struct loading *l, const struct raw_framework *raw)
{
	const struct raw_strand *strands = raw->strands.v;
	struct map ids, headings;
	size_t i;

	map_init(&ids, l->a);
	map_init(&headings, l->a);
	for (i = 0; i < raw->strands.n; i++) {
		check_id(l, &ids, &strands[i].id);
		add_forms(l, &headings, &strands[i].headings, i);
	}
}

static void check_timescales(const struct loading *l, const struct raw_framework *raw)
{
	const struct raw_timescale *scales = raw->improvements.timescales.v;
	struct map ids, forms;
	size_t i;

	map_init(&ids, l->a);
	map_init(&forms, l->a);
	for (i = 0; i < raw->improvements.timescales.n; i++) {
		check_id(l, &ids, &scales[i].id);
		add_form(l, &forms, &scales[i].label, i);
		add_forms(l, &forms, &scales[i].printed, i);
	}
}

void check_framework(const struct loading *l, const struct ynode *root, const struct raw_framework *raw)
{
	check_period(l, root, raw->from, raw->to);
	check_scale(l, root, raw);
	check_strands(l, raw);
	check_areas(l, root, raw);
	check_timescales(l, raw);
}

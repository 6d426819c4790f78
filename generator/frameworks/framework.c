/* frameworks: looking things up in the registry. May know base only. */
#include "frameworks/framework.h"

#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"

static const char *const basis_names[] = {
	[BASIS_TABLE] = "table",       [BASIS_RECORD] = "record",       [BASIS_HEADING] = "heading",
	[BASIS_HEADLINE] = "headline", [BASIS_NARRATIVE] = "narrative", [BASIS_FRONT_MATTER] = "front-matter",
};
_Static_assert(sizeof basis_names / sizeof *basis_names == BASIS_COUNT, "one name per basis");

const char *basis_name(enum basis b)
{
	return basis_names[b];
}

static void patterns_release(struct patterns *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		pattern_free(p->v[i]);
	p->n = 0;
}

static void framework_release(struct framework *f)
{
	struct patterns *lists[] = { &f->title,          &f->other,     &f->authority, &f->inspected,     &f->published,
				     &f->lead_inspector, &f->furniture, &f->graded_heading,
				     &f->improvements_end, &f->improvements_none, &f->previous_inspection };
	size_t i;

	for (i = 0; i < sizeof lists / sizeof *lists; i++)
		patterns_release(lists[i]);
	for (i = 0; i < f->area_count; i++) {
		patterns_release(&f->areas[i].narrative);
		patterns_release(&f->areas[i].headline);
	}
	for (i = 0; i < f->lead_count; i++)
		pattern_free(f->leads[i].pattern);
	f->lead_count = 0;
}

void frameworks_release(struct frameworks *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		framework_release(&f->v[i]);
	memset(f, 0, sizeof *f);
}

const struct framework *framework_by_id(const struct frameworks *f, struct span id)
{
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (span_is(id, f->v[i].id))
			return &f->v[i];
	}
	return NULL;
}

const struct grade *framework_grade(const struct framework *f, struct span id)
{
	size_t i;

	for (i = 0; i < f->grade_count; i++) {
		if (span_is(id, f->grades[i].id))
			return &f->grades[i];
	}
	return NULL;
}

const struct grade *framework_grade_keyed(const struct framework *f, const char *key)
{
	char *end;
	long number;
	size_t i;

	for (i = 0; i < f->grade_count; i++) {
		if (keys_have(&f->grades[i].printed, key))
			return &f->grades[i];
	}
	if (*key < '1' || *key > '9')
		return NULL;
	number = strtol(key, &end, 10);
	for (i = 0; !*end && i < f->grade_count; i++) {
		if (f->grades[i].number == number)
			return &f->grades[i];
	}
	return NULL;
}

const struct grade *framework_grade_printed(const struct framework *f, struct span printed)
{
	struct arena scratch = ARENA_INIT;
	const struct grade *g = framework_grade_keyed(f, utf8_key(printed, &scratch));

	arena_release(&scratch);
	return g;
}

const struct strand *framework_strand(const struct framework *f, struct span id)
{
	size_t i;

	for (i = 0; i < f->strand_count; i++) {
		if (span_is(id, f->strands[i].id))
			return &f->strands[i];
	}
	return NULL;
}

const struct area *framework_area(const struct framework *f, struct span id)
{
	size_t i;

	for (i = 0; i < f->area_count; i++) {
		if (span_is(id, f->areas[i].id))
			return &f->areas[i];
	}
	return NULL;
}

static const char *without_article(const char *key)
{
	return strncmp(key, "the ", 4) == 0 ? key + 4 : key;
}

/* With or without "the" before it, a label is the same. */
static bool is_label(const struct area *a, const char *key)
{
	size_t i;

	key = without_article(key);
	for (i = 0; i < a->labels.n; i++)
		if (strcmp(without_article(a->labels.v[i]), key) == 0)
			return true;
	return false;
}

const struct area *framework_area_keyed(const struct framework *f, const char *key, const struct strand *strand)
{
	size_t i;

	for (i = 0; i < f->area_count; i++) {
		const struct area *a = &f->areas[i];

		if ((!strand || area_in_strand(a, strand)) && is_label(a, key))
			return a;
	}
	return NULL;
}

const struct area *framework_area_labelled(const struct framework *f, struct span label, const struct strand *strand)
{
	struct arena scratch = ARENA_INIT;
	const struct area *a = framework_area_keyed(f, utf8_key(label, &scratch), strand);

	arena_release(&scratch);
	return a;
}

const struct timescale *framework_timescale(const struct framework *f, struct span id)
{
	size_t i;

	for (i = 0; i < f->timescale_count; i++) {
		if (span_is(id, f->timescales[i].id))
			return &f->timescales[i];
	}
	return NULL;
}

bool area_in_strand(const struct area *a, const struct strand *s)
{
	size_t i;

	for (i = 0; i < a->strand_count; i++) {
		if (a->strands[i] == s)
			return true;
	}
	return false;
}

bool area_judged_on(const struct area *a, struct date day)
{
	if (date_is_set(a->from) && date_cmp(day, a->from) < 0)
		return false;
	return !date_is_set(a->to) || date_cmp(day, a->to) <= 0;
}

bool keys_have(const struct keys *k, const char *folded)
{
	size_t i;

	for (i = 0; i < k->n; i++) {
		if (strcmp(k->v[i], folded) == 0)
			return true;
	}
	return false;
}

const struct improvement_lead *framework_lead(const struct framework *f, struct span sentence)
{
	size_t i;

	for (i = 0; i < f->lead_count; i++)
		if (pattern_match(f->leads[i].pattern, sentence))
			return &f->leads[i];
	return NULL;
}

bool patterns_match(const struct patterns *p, struct span s)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (pattern_match(p->v[i], s))
			return true;
	return false;
}

/* A small world for tests of views and pages: four frameworks with their own scales, a few
 * councils, reports added one by one. Built in C, so that no reader has a say. */
#ifndef TESTS_UNIT_TEST_VIEWS_WORLD_H
#define TESTS_UNIT_TEST_VIEWS_WORLD_H

#include "unit.h"
#include "model/model.h"

enum { APA, SLAC, SIF, ILACS, FRAMEWORKS };
enum { OVERALL, LEADERS, HEALTHY, AREAS };
enum { OUTSTANDING, GOOD, THIRD, INADEQUATE, NOT_JUDGED, GRADES };
#define COUNCILS 4
#define REPORTS 64

struct world {
	struct arena a;
	struct diag d;
	struct frameworks fw;
	struct model m;
	struct report *report[REPORTS];
	size_t reports;
};

static const struct {
	const char *id, *short_name;
	struct date from, to;
	const char *third, *third_label, *strand[2];
	bool worst_first;        /* prints 4 for the best */
} world_frameworks[FRAMEWORKS] = {
	{ "apa", "APA", { 2005, 1, 1 }, { 2008, 12, 31 }, "adequate", "Adequate", { "", NULL }, true },
	{ "slac", "SLAC", { 2009, 6, 1 }, { 2012, 12, 31 }, "adequate", "Adequate", { "safeguarding", "looked-after" },
	  false },
	{ "sif", "SIF", { 2013, 11, 1 }, { 2017, 12, 31 }, "requires-improvement", "Requires improvement", { "", NULL },
	  false },
	{ "ilacs", "ILACS", { 2018, 1, 1 }, { 0, 0, 0 }, "requires-improvement", "Requires improvement to be good",
	  { "", NULL }, false },
};

static void world_scale(struct world *w, struct framework *f, size_t i)
{
	static const struct grade base[GRADES] = {
		{ .id = "outstanding", .label = "Outstanding", .letter = "O", .rank = 1 },
		{ .id = "good", .label = "Good", .letter = "G", .rank = 2 },
		{ .letter = "R", .rank = 3 },
		{ .id = "inadequate", .label = "Inadequate", .letter = "I", .rank = 4 },
		{ .id = "not-judged", .label = "Not judged", .letter = "-", .rank = RANK_NONE },
	};
	size_t g;

	f->grades = arena_calloc(&w->a, GRADES, sizeof *f->grades);
	f->grade_count = GRADES;
	memcpy(f->grades, base, sizeof base);
	f->grades[THIRD].id = world_frameworks[i].third;
	f->grades[THIRD].label = world_frameworks[i].third_label;
	for (g = 0; g < NOT_JUDGED; g++)
		f->grades[g].number = world_frameworks[i].worst_first ? 4 - (int)g : (int)g + 1;
}

static void world_framework(struct world *w, size_t i)
{
	static const char *const area[AREAS][2] = {
		[OVERALL] = { "overall-effectiveness", "Overall effectiveness" },
		[LEADERS] = { "leaders", "Leaders" }, [HEALTHY] = { "being-healthy", "Being healthy" },
	};
	struct framework *f = &w->fw.v[i];
	size_t k, s;

	f->id = f->name = world_frameworks[i].id;
	f->short_name = world_frameworks[i].short_name;
	f->inspectorate = "Ofsted";
	f->from = world_frameworks[i].from;
	f->to = world_frameworks[i].to;
	f->replaces = i ? world_frameworks[i - 1].id : NULL;
	world_scale(w, f, i);
	f->strand_count = world_frameworks[i].strand[1] ? 2 : 1;
	f->strands = arena_calloc(&w->a, f->strand_count, sizeof *f->strands);
	for (s = 0; s < f->strand_count; s++)
		f->strands[s].id = f->strands[s].label = world_frameworks[i].strand[s];
	f->area_count = AREAS;
	f->areas = arena_calloc(&w->a, AREAS, sizeof *f->areas);
	for (k = 0; k < AREAS; k++) {
		f->areas[k].id = area[k][0];
		f->areas[k].label = area[k][1];
		f->areas[k].strand_count = f->strand_count;
		f->areas[k].strands = arena_calloc(&w->a, f->strand_count, sizeof *f->areas[k].strands);
		for (s = 0; s < f->strand_count; s++)
			f->areas[k].strands[s] = &f->strands[s];
	}
	f->timescale_count = 1;
	f->timescales = arena_calloc(&w->a, 1, sizeof *f->timescales);
	f->timescales[0].id = "immediately";
	f->timescales[0].label = "Immediately";
}

/* One comparable area: overall is `same` in SIF and ILACS, else partial; the others similar. */
static void world_comparable(struct world *w, size_t k, const char *id, const char *name, bool headline)
{
	struct comparable *c = &w->m.comparable[k];
	size_t i, s;

	c->id = id;
	c->name = name;
	c->summary = "Our words.";
	c->headline = headline;
	c->map = arena_calloc(&w->a, 2 * FRAMEWORKS, sizeof *c->map);
	for (i = 0; i < FRAMEWORKS; i++) {
		struct framework *f = &w->fw.v[i];

		for (s = 0; s < f->strand_count; s++)
			c->map[c->map_count++] = (struct area_map){
				f, &f->strands[s], &f->areas[k],
				k == OVERALL ? (i >= SIF ? REL_SAME : REL_PARTIAL) : REL_SIMILAR, "Because."
			};
	}
}

static void world_councils(struct world *w)
{
	static const char *const ids[COUNCILS] = { "alfold", "barset", "casterbridge", "dunwich" };
	static const char *const names[COUNCILS] = { "Alfold", "Barset", "Casterbridge", "Dunwich" };
	struct model *m = &w->m;
	size_t i;

	m->authority_count = COUNCILS;
	m->authority = arena_calloc(&w->a, COUNCILS, sizeof *m->authority);
	m->region = arena_calloc(&w->a, 1, sizeof *m->region);
	m->region_count = 1;
	*m->region = (struct region){ "wessex", "Wessex", arena_calloc(&w->a, COUNCILS, sizeof(void *)), COUNCILS };
	for (i = 0; i < COUNCILS; i++) {
		struct authority *who = &m->authority[i];

		who->id = ids[i];
		who->name = names[i];
		who->region = "Wessex";
		who->region_id = "wessex";
		m->region->authority[i] = who;
		map_set(&m->authority_by_id, span_of(who->id), who);
	}
	/* Alfold and Barset name one another; Alfold names Dunwich, too. */
	m->authority[0].neighbour = arena_calloc(&w->a, 2, sizeof(void *));
	m->authority[0].neighbour[m->authority[0].neighbour_count++] = &m->authority[1];
	m->authority[0].neighbour[m->authority[0].neighbour_count++] = &m->authority[3];
	m->authority[1].neighbour = arena_calloc(&w->a, 1, sizeof(void *));
	m->authority[1].neighbour[m->authority[1].neighbour_count++] = &m->authority[0];
	m->authority[3].to = (struct date){ 2009, 3, 31 };
}

static inline void world_open(struct world *w)
{
	size_t i;

	memset(w, 0, sizeof *w);
	w->fw.v = arena_calloc(&w->a, FRAMEWORKS, sizeof *w->fw.v);
	w->fw.n = FRAMEWORKS;
	model_init(&w->m, &w->fw);
	for (i = 0; i < FRAMEWORKS; i++)
		world_framework(w, i);
	w->m.comparable = arena_calloc(&w->a, AREAS, sizeof *w->m.comparable);
	w->m.comparable_count = AREAS;
	/* Headline areas come first on a timeline, wherever they stand in the file. */
	world_comparable(w, OVERALL, "overall", "Overall effectiveness", true);
	world_comparable(w, LEADERS, "leadership", "Leadership", false);
	world_comparable(w, HEALTHY, "being-healthy", "How healthy children are helped to be in every place", true);
	world_councils(w);
}

/* A report of an inspection that ended that day, without judgements. */
static inline struct report *world_report(struct world *w, size_t council, size_t framework, int y, int mo, int day)
{
	struct report *r = arena_alloc(&w->a, sizeof *r);

	assert_true(w->reports < REPORTS);
	r->authority = &w->m.authority[council];
	r->framework = &w->fw.v[framework];
	r->title = "Inspection";
	r->authority_printed = r->authority->name;
	r->end = (struct date){ y, mo, day };
	r->file = r->pos.file = arena_printf(&w->a, "content/%s-%d.md", r->authority->id, y);
	r->judgement = arena_calloc(&w->a, 2 * AREAS, sizeof *r->judgement);
	w->report[w->reports++] = r;
	return r;
}

static inline struct judgement *world_judge(struct world *w, struct report *r, size_t area, size_t strand, size_t grade)
{
	struct judgement *j = &r->judgement[r->judgement_count++];

	j->strand = &r->framework->strands[strand];
	j->area = &r->framework->areas[area];
	j->grade = &r->framework->grades[grade];
	j->label = j->area->label;
	j->printed = j->grade->label;
	j->basis = BASIS_TABLE;
	j->at = (struct pos){ r->file, 10 + (unsigned)r->judgement_count, 1 };
	j->sighting = arena_calloc(&w->a, 1, sizeof *j->sighting);
	j->sighting_count = 1;
	*j->sighting = (struct sighting){ BASIS_TABLE, j->grade, j->label, j->printed, 0, j->at };
	return j;
}

/* A report that awards the overall grade in every strand. */
static inline struct report *world_overall(struct world *w, size_t council, size_t framework, int y, int mo, int day,
					   size_t grade)
{
	struct report *r = world_report(w, council, framework, y, mo, day);
	size_t s;

	for (s = 0; s < r->framework->strand_count; s++)
		world_judge(w, r, OVERALL, s, grade);
	return r;
}

static inline void world_freeze(struct world *w)
{
	model_freeze(&w->m, w->report, w->reports, &w->d);
	assert_int_equal(w->d.count[DIAG_ERROR], 0);
}

static inline void world_close(struct world *w)
{
	model_release(&w->m);
	diag_release(&w->d);
	arena_release(&w->a);
}

#endif

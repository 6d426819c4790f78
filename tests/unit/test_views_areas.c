/* views/areas and views/latest: histories, counts with their denominators, what is newest. */
#include "test_views_world.h"
#include "views/areas.h"

static void index_and_histories(void **state)
{
	struct world w;
	struct area_index x;
	struct area_histories h;

	(void)state;
	world_open(&w);
	world_overall(&w, 1, ILACS, 2022, 4, 1, GOOD);
	world_overall(&w, 0, ILACS, 2021, 4, 1, THIRD);
	world_overall(&w, 0, SLAC, 2010, 4, 1, THIRD);
	world_freeze(&w);
	area_index_make(&x, &w.m, &w.a);
	assert_int_equal(x.n, AREAS);
	assert_int_equal(x.of[OVERALL].n, 4);
	assert_int_equal(x.authorities[OVERALL], 2);
	assert_int_equal(x.of[LEADERS].n, 0);
	area_histories_make(&h, &x.of[OVERALL], &w.a);
	assert_int_equal(h.n, 2);
	assert_string_equal(h.v[0].authority->name, "Alfold");
	assert_int_equal(h.v[0].n, 3);
	assert_int_equal(h.v[0].v[0]->report->day.year, 2010);
	assert_false(history_break(NULL, h.v[0].v[0]));
	assert_false(history_break(h.v[0].v[0], h.v[0].v[1]));
	assert_true(history_break(h.v[0].v[1], h.v[0].v[2]));
	assert_string_equal(h.v[1].authority->name, "Barset");
	area_histories_make(&h, &x.of[LEADERS], &w.a);
	assert_int_equal(h.n, 0);
	world_close(&w);
}

/* Counts stand beside how many could have been made; prose is counted apart. */
static void distribution(void **state)
{
	struct world w;
	struct area_index x;
	struct area_distributions d;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, ILACS, 2019, 4, 1, GOOD);
	world_overall(&w, 1, ILACS, 2019, 5, 1, GOOD);
	world_overall(&w, 2, ILACS, 2021, 4, 1, THIRD);
	world_overall(&w, 1, ILACS, 2021, 5, 1, NOT_JUDGED);
	world_report(&w, 0, ILACS, 2021, 6, 1);
	world_overall(&w, 2, SIF, 2016, 4, 1, GOOD)->judgement[0].basis = BASIS_NARRATIVE;
	world_freeze(&w);
	area_index_make(&x, &w.m, &w.a);
	area_distributions_make(&d, &w.m, &w.m.comparable[OVERALL], &x.of[OVERALL], &w.a);
	assert_int_equal(d.n, 2);
	assert_ptr_equal(d.v[0].map->framework, &w.fw.v[SIF]);
	assert_true(d.v[0].narrative);
	assert_int_equal(d.v[0].total.total, 1);
	assert_ptr_equal(d.v[1].map->framework, &w.fw.v[ILACS]);
	assert_false(d.v[1].narrative);
	assert_int_equal(d.v[1].year_count, 2);          /* nothing in 2020, so no row */
	assert_int_equal(d.v[1].year[0].year, 2019);
	assert_int_equal(d.v[1].year[0].count[GOOD], 2);
	assert_int_equal(d.v[1].year[0].total, 2);
	assert_int_equal(d.v[1].year[0].not_judged, 0);
	assert_int_equal(d.v[1].year[1].count[THIRD], 1);
	assert_int_equal(d.v[1].year[1].total, 1);
	assert_int_equal(d.v[1].year[1].not_judged, 2);
	assert_int_equal(d.v[1].total.total, 3);
	assert_int_equal(d.v[1].total.not_judged, 2);
	world_close(&w);
}

static void latest(void **state)
{
	struct world w;
	struct report *r;
	struct judgement_list l;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, SLAC, 2010, 4, 1, THIRD);
	r = world_report(&w, 0, ILACS, 2022, 4, 1);
	world_judge(&w, r, LEADERS, 0, GOOD);
	world_judge(&w, r, HEALTHY, 0, GOOD);
	world_judge(&w, r, OVERALL, 0, GOOD)->basis = BASIS_NARRATIVE;
	world_freeze(&w);
	assert_ptr_equal(latest_report(&w.m.authority[0]), r);
	assert_null(latest_report(&w.m.authority[1]));
	l = latest_main(&w.m, r, &w.a);                  /* overall is only in prose; leaders is no headline */
	assert_int_equal(l.n, 1);
	assert_string_equal(l.v[0]->area->id, "being-healthy");
	l = latest_main(&w.m, r->previous, &w.a);
	assert_int_equal(l.n, 2);                        /* one a strand */
	l = latest_headlines(&w.m, r, &w.a);
	assert_int_equal(l.n, 1);
	world_close(&w);
}

/* The one before is looked for in the same framework only, and prose does not answer a grade. */
static void earlier(void **state)
{
	struct world w;
	struct report *first, *last;

	(void)state;
	world_open(&w);
	first = world_overall(&w, 0, ILACS, 2018, 4, 1, THIRD);
	world_report(&w, 0, ILACS, 2020, 4, 1);
	last = world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD);
	world_overall(&w, 0, SIF, 2016, 4, 1, GOOD);
	world_freeze(&w);
	assert_ptr_equal(earlier_judgement(&last->judgement[0]), &first->judgement[0]);
	assert_null(earlier_judgement(&first->judgement[0]));
	first->judgement[0].basis = BASIS_NARRATIVE;
	assert_null(earlier_judgement(&last->judgement[0]));
	world_close(&w);
}

static void coverage_and_changes(void **state)
{
	struct world w;
	struct coverage c;
	struct report_list l;
	struct report *old;

	(void)state;
	world_open(&w);
	old = world_overall(&w, 0, SLAC, 2010, 4, 1, THIRD);
	old->published = (struct date){ 2023, 1, 1 };    /* inspected first, known last */
	world_overall(&w, 1, ILACS, 2022, 4, 1, GOOD);
	world_overall(&w, 2, ILACS, 2022, 4, 1, GOOD);
	world_freeze(&w);
	coverage_make(&c, &w.m);
	assert_int_equal(c.authorities, 3);              /* Dunwich is gone and has no report */
	assert_int_equal(c.with_report, 3);
	assert_int_equal(c.reports, 3);
	assert_int_equal(c.judgements, 4);
	assert_int_equal(c.frameworks, 2);
	assert_int_equal(c.first.year, 2010);
	assert_int_equal(c.last.year, 2022);
	assert_int_equal(data_date(&w.m).year, 2023);
	l = changes_make(&w.m, &w.a);
	assert_ptr_equal(l.v[0], old);
	assert_string_equal(l.v[1]->id, "barset/2022-04-01");
	assert_string_equal(l.v[2]->id, "casterbridge/2022-04-01");
	world_close(&w);
}

static void asked(void **state)
{
	struct world w;
	struct report *r, *last;
	struct improvement_groups g;

	(void)state;
	world_open(&w);
	r = world_overall(&w, 0, SLAC, 2010, 4, 1, THIRD);
	r->improvement = arena_calloc(&w.a, 3, sizeof *r->improvement);
	r->improvement_count = 3;
	r->improvement[1].timescale = &r->framework->timescales[0];
	last = world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD);
	world_freeze(&w);
	assert_ptr_equal(asked_before(&w.m.authority[0], NULL), r);
	assert_ptr_equal(asked_before(&w.m.authority[0], last), r);
	assert_null(asked_before(&w.m.authority[0], r));
	assert_null(asked_before(&w.m.authority[1], NULL));
	g = improvements_make(r, &w.a);
	assert_int_equal(g.n, 2);
	assert_string_equal(g.v[0].timescale->id, "immediately");
	assert_int_equal(g.v[0].n, 1);
	assert_null(g.v[1].timescale);
	assert_int_equal(g.v[1].n, 2);
	world_close(&w);
}

static void nothing_held(void **state)
{
	struct world w;
	struct coverage c;
	struct area_index x;

	(void)state;
	world_open(&w);
	world_freeze(&w);
	coverage_make(&c, &w.m);
	assert_int_equal(c.authorities, 3);
	assert_int_equal(c.reports, 0);
	assert_false(date_is_set(data_date(&w.m)));
	assert_int_equal(changes_make(&w.m, &w.a).n, 0);
	area_index_make(&x, &w.m, &w.a);
	assert_int_equal(x.of[OVERALL].n, 0);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(index_and_histories),
		cmocka_unit_test(distribution),
		cmocka_unit_test(latest),
		cmocka_unit_test(earlier),
		cmocka_unit_test(coverage_and_changes),
		cmocka_unit_test(asked),
		cmocka_unit_test(nothing_held),
	};

	return RUN_ALL(tests);
}

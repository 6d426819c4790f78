/* views/compare: like beside like, what cannot be compared said first, pairs listed once. */
#include "test_views_world.h"
#include "views/compare.h"

static void compared(struct world *w, struct comparison *c)
{
	world_freeze(w);
	comparison_make(c, &w->m, &w->m.authority[0], &w->m.authority[1], &w->a);
}

static void one_framework_each(void **state)
{
	struct world w;
	struct comparison c;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, SIF, 2015, 4, 1, GOOD);
	world_overall(&w, 1, ILACS, 2022, 4, 1, GOOD);
	compared(&w, &c);
	assert_int_equal(c.table_count, 0);              /* `same` areas do not make two frameworks one */
	assert_int_equal(c.not_count, 3);
	assert_string_equal(c.not_comparable[0], "ILACS: 1 report held for Barset, none for Alfold, so its grades are not "
			    "set beside any of Alfold's.");
	assert_string_equal(c.not_comparable[2], "Alfold and Barset have no framework in common among the reports held, "
			    "so none of their grades can be compared.");
	assert_string_equal(shared_frameworks(&w.m, c.a, c.b, &w.a), "");
	world_close(&w);
}

static void side_by_side(void **state)
{
	struct world w;
	struct comparison c;
	struct report *r;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, SLAC, 2010, 4, 1, GOOD);
	world_overall(&w, 1, SLAC, 2011, 4, 1, THIRD);
	world_overall(&w, 0, ILACS, 2018, 4, 1, THIRD);
	r = world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD);
	world_judge(&w, r, LEADERS, 0, GOOD);
	r = world_overall(&w, 1, ILACS, 2021, 4, 1, OUTSTANDING);
	world_judge(&w, r, HEALTHY, 0, GOOD)->basis = BASIS_NARRATIVE;
	compared(&w, &c);
	assert_int_equal(c.table_count, 2);
	assert_ptr_equal(c.table[0].framework, &w.fw.v[ILACS]);     /* newest first */
	assert_true(c.table[0].narrative);
	assert_int_equal(c.table[0].row_count, 3);
	assert_string_equal(c.table[0].row[0].comparable->id, "overall");
	assert_int_equal(c.table[0].row[0].a.n, 2);
	assert_int_equal(c.table[0].row[0].a.v[0]->report->day.year, 2018);
	assert_int_equal(c.table[0].row[0].b.n, 1);
	assert_string_equal(c.table[0].row[1].area->id, "being-healthy");
	assert_string_equal(c.table[0].row[2].area->id, "leaders");
	assert_ptr_equal(c.table[1].framework, &w.fw.v[SLAC]);
	assert_int_equal(c.table[1].row_count, 2);                  /* one a strand */
	assert_string_equal(c.not_comparable[0],
			    "Grades under different frameworks are not comparable: each table below stands by itself.");
	assert_string_equal(c.not_comparable[1], "ILACS: no judgement held of being healthy for Alfold.");
	assert_string_equal(c.not_comparable[2], "ILACS: no judgement held of leaders for Barset.");
	assert_int_equal(c.not_count, 3);
	assert_string_equal(shared_frameworks(&w.m, c.a, c.b, &w.a), "ILACS and SLAC");
	world_close(&w);
}

static void pairs(void **state)
{
	struct world w;
	struct pair_list l;

	(void)state;
	world_open(&w);
	world_overall(&w, 1, ILACS, 2022, 4, 1, GOOD);
	world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD);
	world_overall(&w, 2, ILACS, 2022, 4, 1, GOOD);
	world_freeze(&w);
	l = pairs_make(&w.m, false, &w.a);
	assert_int_equal(l.n, 1);        /* named by both, listed once; Dunwich has no report */
	assert_string_equal(l.v[0].a->id, "alfold");
	assert_string_equal(l.v[0].b->id, "barset");
	assert_true(l.v[0].neighbours);
	assert_true(pairs_have(&l, &w.m.authority[1], &w.m.authority[0]));
	assert_false(pairs_have(&l, &w.m.authority[0], &w.m.authority[2]));
	l = pairs_make(&w.m, true, &w.a);
	assert_int_equal(l.n, 3);
	assert_string_equal(l.v[2].a->id, "barset");
	assert_string_equal(l.v[2].b->id, "casterbridge");
	assert_false(l.v[2].neighbours);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_framework_each),
		cmocka_unit_test(side_by_side),
		cmocka_unit_test(pairs),
	};

	return RUN_ALL(tests);
}

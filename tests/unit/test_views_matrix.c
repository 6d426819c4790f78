/* views/matrix and the bars of views/areas: authorities by years, each framework in columns of its own. */
#include "test_views_world.h"
#include "views/matrix.h"

static void columns_by_framework(void **state)
{
	struct world w;
	struct area_index x;
	struct area_histories h;
	struct matrix t;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, SIF, 2016, 4, 1, THIRD);
	world_overall(&w, 0, ILACS, 2018, 4, 1, GOOD);
	world_overall(&w, 0, ILACS, 2018, 9, 1, GOOD)->judgement[0].basis = BASIS_NARRATIVE;
	world_overall(&w, 1, ILACS, 2020, 4, 1, OUTSTANDING);
	world_overall(&w, 1, SIF, 2018, 1, 9, INADEQUATE);       /* the year both frameworks have */
	world_report(&w, 1, ILACS, 2019, 4, 1);                  /* inspected, overall not judged */
	world_report(&w, 1, ILACS, 2023, 4, 1);                  /* after the last column */
	world_freeze(&w);
	area_index_make(&x, &w.m, &w.a);
	area_histories_make(&h, &x.of[OVERALL], &w.a);
	matrix_make(&t, &w.m, h.v, h.n, &w.a);
	assert_int_equal(t.band_count, 2);
	assert_ptr_equal(t.band[0].framework, &w.fw.v[SIF]);
	assert_int_equal(t.band[0].first, 2016);
	assert_int_equal(t.band[0].count, 3);
	assert_ptr_equal(t.band[1].framework, &w.fw.v[ILACS]);
	assert_int_equal(t.band[1].first, 2018);
	assert_int_equal(t.band[1].count, 3);
	assert_int_equal(t.columns, 6);
	assert_int_equal(t.row_count, 2);
	assert_true(t.narrative);
	assert_true(t.not_judged);
	assert_int_equal(t.row[0].cell[0].n, 1);
	assert_int_equal(t.row[0].cell[2].n, 0);
	assert_int_equal(t.row[0].cell[3].n, 2);
	assert_int_equal(t.row[0].cell[3].v[1]->report->day.month, 9);
	assert_int_equal(t.row[1].cell[2].n, 1);                 /* SIF in 2018 is not ILACS in 2018 */
	assert_int_equal(t.row[1].cell[3].n, 0);
	assert_false(t.row[1].cell[3].not_judged);
	assert_true(t.row[1].cell[4].not_judged);
	assert_false(t.row[1].cell[5].not_judged);
	assert_int_equal(t.row[1].cell[5].n, 1);
	world_close(&w);
}

static void nothing_held(void **state)
{
	struct world w;
	struct matrix t;

	(void)state;
	world_open(&w);
	world_freeze(&w);
	matrix_make(&t, &w.m, NULL, 0, &w.a);
	assert_int_equal(t.band_count, 0);
	assert_int_equal(t.columns, 0);
	assert_int_equal(t.row_count, 0);
	world_close(&w);
}

static void one_history(void **state)
{
	struct world w;
	struct area_index x;
	struct area_history h;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, ILACS, 2018, 4, 1, GOOD);
	world_overall(&w, 2, ILACS, 2019, 4, 1, GOOD);
	world_overall(&w, 2, ILACS, 2022, 4, 1, GOOD);
	world_freeze(&w);
	area_index_make(&x, &w.m, &w.a);
	h = area_history_of(&x.of[OVERALL], &w.m.authority[2]);
	assert_int_equal(h.n, 2);
	assert_int_equal(h.v[0]->report->day.year, 2019);
	assert_int_equal(area_history_of(&x.of[OVERALL], &w.m.authority[0]).n, 1);
	assert_int_equal(area_history_of(&x.of[OVERALL], &w.m.authority[1]).n, 0);
	assert_int_equal(area_history_of(&x.of[OVERALL], &w.m.authority[3]).n, 0);
	assert_int_equal(area_history_of(&x.of[LEADERS], &w.m.authority[0]).n, 0);
	world_close(&w);
}

/* A bar's parts stand beside one another, hold all of the year, and say only what fits. */
static void bars(void **state)
{
	struct world w;
	struct area_index x;
	struct area_distributions d;
	struct area_bars b;
	int unit;
	size_t i;

	(void)state;
	world_open(&w);
	for (i = 0; i < 20; i++)
		world_overall(&w, i % 3, ILACS, 2019, 1 + (int)i / 3, 1 + (int)i, i ? GOOD : INADEQUATE);
	world_report(&w, 2, ILACS, 2019, 11, 5);
	world_freeze(&w);
	area_index_make(&x, &w.m, &w.a);
	area_distributions_make(&d, &w.m, &w.m.comparable[OVERALL], &x.of[OVERALL], &w.a);
	unit = area_bar_unit(&d);
	assert_int_equal(unit, AREA_BARS / 21);
	area_bars_make(&b, &d.v[0].year[0], &w.fw.v[ILACS], unit, &w.a);
	assert_int_equal(b.n, 3);                                /* no part for a grade that was not given */
	assert_int_equal(b.width, 21 * unit);
	assert_string_equal(b.v[0].grade->id, "good");
	assert_string_equal(b.v[0].text, "G 19");
	assert_int_equal(b.v[1].x, b.v[0].width);
	assert_string_equal(b.v[1].grade->id, "inadequate");
	assert_string_equal(b.v[1].text, "1");
	assert_null(b.v[2].grade);
	assert_int_equal(b.v[2].count, 1);
	assert_int_equal(b.v[2].x + b.v[2].width, b.width);
	area_bars_make(&b, &d.v[0].year[0], &w.fw.v[ILACS], 1, &w.a);
	assert_string_equal(b.v[1].text, "");
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_by_framework),
		cmocka_unit_test(nothing_held),
		cmocka_unit_test(one_history),
		cmocka_unit_test(bars),
	};

	return RUN_ALL(tests);
}

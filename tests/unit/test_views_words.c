/* views/words: dates, spans of time and marks in words. */
#include "test_views_world.h"
#include "views/words.h"

static void inspected(void **state)
{
	static const struct {
		struct date start, end, published;
		const char *words;
	} rows[] = {
		{ { 2012, 2, 6 }, { 2012, 2, 17 }, { 2012, 3, 23 }, "6 to 17 February 2012" },
		{ { 2012, 1, 30 }, { 2012, 2, 10 }, { 0, 0, 0 }, "30 January to 10 February 2012" },
		{ { 2012, 12, 28 }, { 2013, 1, 4 }, { 0, 0, 0 }, "28 December 2012 to 4 January 2013" },
		{ { 2012, 2, 6 }, { 2012, 2, 6 }, { 0, 0, 0 }, "6 February 2012" },
		{ { 0, 0, 0 }, { 2012, 2, 6 }, { 0, 0, 0 }, "6 February 2012" },
		{ { 0, 0, 0 }, { 0, 0, 0 }, { 2006, 11, 3 }, "published 3 November 2006" },
		{ { 0, 0, 0 }, { 0, 0, 0 }, { 0, 0, 0 }, "" },
	};
	struct arena a = ARENA_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct report r = { .start = rows[i].start, .end = rows[i].end, .published = rows[i].published };

		assert_string_equal(inspected_words(&r, &a), rows[i].words);
	}
	arena_release(&a);
}

static void age(void **state)
{
	static const struct {
		struct date then, now;
		const char *words;
	} rows[] = {
		{ { 2020, 5, 6 }, { 2020, 5, 6 }, "less than a month" },
		{ { 2020, 5, 6 }, { 2020, 6, 5 }, "less than a month" },
		{ { 2020, 5, 6 }, { 2020, 6, 6 }, "1 month" },
		{ { 2020, 5, 6 }, { 2021, 5, 5 }, "11 months" },
		{ { 2020, 5, 6 }, { 2021, 5, 6 }, "1 year" },
		{ { 2020, 5, 6 }, { 2023, 7, 6 }, "3 years 2 months" },
		{ { 2020, 1, 31 }, { 2022, 3, 1 }, "2 years 1 month" },
		{ { 2023, 1, 1 }, { 2020, 1, 1 }, "" },
		{ { 0, 0, 0 }, { 2020, 1, 1 }, "" },
	};
	struct arena a = ARENA_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_string_equal(age_words(rows[i].then, rows[i].now, &a), rows[i].words);
	arena_release(&a);
}

static void years_lists_counts(void **state)
{
	static const char *const item[] = { "one", "two", "three" };
	struct arena a = ARENA_INIT;

	(void)state;
	assert_string_equal(years_words((struct date){ 2009, 6, 1 }, (struct date){ 2012, 1, 1 }, &a), "2009 to 2012");
	assert_string_equal(years_words((struct date){ 2013, 6, 1 }, (struct date){ 2013, 9, 1 }, &a), "2013");
	assert_string_equal(years_words((struct date){ 2018, 1, 1 }, (struct date){ 0, 0, 0 }, &a), "since 2018");
	assert_string_equal(years_words((struct date){ 0, 0, 0 }, (struct date){ 2009, 3, 31 }, &a), "until 2009");
	assert_string_equal(years_words((struct date){ 0, 0, 0 }, (struct date){ 0, 0, 0 }, &a), "");
	assert_string_equal(list_words(item, 0, &a), "");
	assert_string_equal(list_words(item, 1, &a), "one");
	assert_string_equal(list_words(item, 2, &a), "one and two");
	assert_string_equal(list_words(item, 3, &a), "one, two and three");
	assert_string_equal(count_words(1, "report", "reports", &a), "1 report");
	assert_string_equal(count_words(0, "report", "reports", &a), "0 reports");
	assert_string_equal(number_words(0, &a), "0");
	assert_string_equal(number_words(-1204, &a), "-1204");
	assert_string_equal(in_sentence("Leaders", &a), "leaders");
	assert_string_equal(in_sentence("LSCB", &a), "LSCB");
	assert_string_equal(in_sentence("", &a), "");
	arena_release(&a);
}

/* Adequate and requires improvement share a rank, never a mark. */
static void shapes(void **state)
{
	struct arena a = ARENA_INIT;
	struct grade g = { .id = "x", .rank = 1 };
	int s;

	(void)state;
	assert_int_equal(grade_shape(&g), SHAPE_CIRCLE);
	g.rank = 2;
	assert_int_equal(grade_shape(&g), SHAPE_SQUARE);
	g.rank = 3;
	g.id = "requires-improvement";
	assert_int_equal(grade_shape(&g), SHAPE_DIAMOND);
	g.id = "adequate";
	assert_int_equal(grade_shape(&g), SHAPE_HEXAGON);
	g.id = "x";
	g.rank = 4;
	assert_int_equal(grade_shape(&g), SHAPE_TRIANGLE);
	g.rank = 9;
	assert_int_equal(grade_shape(&g), SHAPE_TRIANGLE);
	g.rank = RANK_NONE;
	assert_int_equal(grade_shape(&g), SHAPE_DASH);
	for (s = 0; s < SHAPES; s++) {
		const char *d = shape_path((enum shape)s, 50, 50, 11, &a);

		assert_int_equal(d[0], 'M');
		assert_int_equal(d[strlen(d) - 1], 'z');
		assert_true(strlen(shape_name((enum shape)s)) > 0);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inspected),
		cmocka_unit_test(age),
		cmocka_unit_test(years_lists_counts),
		cmocka_unit_test(shapes),
	};

	return RUN_ALL(tests);
}

/* views/timeline: lanes, breaks, joins, and texts that keep clear of one another. */
#include "test_views_world.h"
#include <stdlib.h>
#include "views/spark.h"
#include "views/timeline.h"

struct box {
	int x1, y1, x2, y2;
	const char *text;
};

static void made(struct world *w, struct timeline *t, size_t council)
{
	world_freeze(w);
	timeline_make(t, &w->m, &w->m.authority[council], TIMELINE_MAIN, (struct date){ 2026, 6, 19 }, &w->a);
}

static size_t add_text(struct box *b, size_t n, struct timeline_text t, bool middle)
{
	int width = text_width(t.text), x = middle ? t.x - width / 2 : t.x;

	b[n] = (struct box){ x, t.y - 10, x + width, t.y + 2, t.text };
	return n + 1;
}

static size_t add_lines(struct box *b, size_t n, const struct timeline_lines *t, bool strong)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		n = add_text(b, n, t->v[i], false);
		if (strong)
			b[n - 1].x2 = t->v[i].x + strong_width(t->v[i].text);
	}
	return n;
}

static size_t all_texts(const struct timeline *t, struct box *b)
{
	size_t n = 0, i, k;

	for (i = 0; i < t->band_count; i++) {
		n = add_text(b, n, t->band[i].label, false);
		n = add_text(b, n, t->band[i].years, false);
		if (t->band[i].step_count)
			n = add_text(b, n, t->band[i].scale_label, false);
		for (k = 0; k < t->band[i].step_count; k++)
			n = add_text(b, n, t->band[i].step[k].text, false);
	}
	for (i = 0; i < t->break_count; i++)
		n = add_text(b, n, t->brk[i].label, true);
	for (i = 0; i < t->tick_count; i++)
		n = add_text(b, n, t->tick[i].label, true);
	for (i = 0; i < t->lane_count; i++) {
		n = add_lines(b, n, &t->lane[i].label, false);
		n = add_lines(b, n, &t->lane[i].begun, false);
		n = add_lines(b, n, &t->lane[i].last, true);
		n = add_lines(b, n, &t->lane[i].ended, false);
	}
	return n;
}

static bool overlap(const struct box *a, const struct box *b)
{
	return a->x1 < b->x2 && b->x1 < a->x2 && a->y1 < b->y2 && b->y1 < a->y2;
}

/* No two texts and no two marks share a pixel, and all lies within the picture. */
static void expect_clear(const struct timeline *t)
{
	struct box b[1024];
	size_t n = all_texts(t, b), i, k;

	for (i = 0; i < t->lane_count; i++)
		for (k = 0; k < t->lane[i].mark_count; k++) {
			const struct timeline_mark *m = &t->lane[i].mark[k];

			b[n++] = (struct box){ m->x - TIMELINE_MARK, m->y - TIMELINE_MARK, m->x + TIMELINE_MARK,
					       m->y + TIMELINE_MARK, "mark" };
		}
	assert_true(n < sizeof b / sizeof b[0]);
	for (i = 0; i < n; i++) {
		assert_in_range(b[i].x1, 0, t->width);
		assert_in_range(b[i].x2, 0, t->width);
		assert_in_range(b[i].y1, 0, t->height);
		assert_in_range(b[i].y2, 0, t->height);
		for (k = 0; k < i; k++) {
			if (overlap(&b[i], &b[k]))
				print_message("'%s' covers '%s'\n", b[i].text, b[k].text);
			assert_false(overlap(&b[i], &b[k]));
		}
	}
}

/* Bands lie in the plot, one after another; each break lies between two, clear of every mark. */
static void expect_bands(const struct timeline *t)
{
	int x = t->plot_x;
	size_t i, l, k;

	assert_int_equal(t->break_count + 1, t->band_count);
	for (i = 0; i < t->band_count; i++) {
		assert_true(t->band[i].x >= x);
		assert_true(t->band[i].width > 0);
		x = t->band[i].x + t->band[i].width;
		if (i < t->break_count) {
			assert_true(t->brk[i].x >= x);
			x = t->brk[i].x;
		}
	}
	assert_true(x <= t->plot_x + t->plot_width);
	for (l = 0; l < t->lane_count; l++)
		for (k = 0; k < t->lane[l].mark_count; k++) {
			const struct timeline_mark *m = &t->lane[l].mark[k];
			const struct timeline_band *b = &t->band[m->band];

			assert_true(m->x - TIMELINE_MARK >= b->x && m->x + TIMELINE_MARK <= b->x + b->width);
			assert_ptr_equal(m->judgement->report->framework, b->framework);
		}
}

static void no_report(void **state)
{
	struct world w;
	struct timeline t;
	size_t n;

	(void)state;
	world_open(&w);
	made(&w, &t, 0);
	assert_int_equal(t.lane_count, 0);
	assert_int_equal(t.width, 0);
	timeline_summary(&w.m, &w.m.authority[0], &w.a, &n);
	assert_int_equal(n, 0);
	world_close(&w);
}

static void three_frameworks_two_breaks(void **state)
{
	struct world w;
	struct timeline t;
	const char **s;
	size_t n;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, APA, 2006, 11, 1, GOOD);
	world_overall(&w, 0, SLAC, 2012, 2, 17, THIRD);
	world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD);
	made(&w, &t, 0);
	assert_int_equal(t.band_count, 3);
	assert_int_equal(t.break_count, 2);
	assert_int_equal(t.lane_count, 1);
	assert_int_equal(t.lane[0].mark_count, 4);      /* two strands in 2012 */
	assert_int_equal(t.lane[0].join_count, 0);
	assert_false(t.lane[0].mark[0].after_break);
	assert_true(t.lane[0].mark[1].after_break);
	assert_false(t.lane[0].mark[2].after_break);
	assert_true(t.lane[0].mark[3].after_break);
	expect_bands(&t);
	expect_clear(&t);
	s = timeline_summary(&w.m, &w.m.authority[0], &w.a, &n);
	assert_int_equal(n, 2);
	assert_string_equal(s[0], "Alfold was last inspected in April 2022, under ILACS: good for overall effectiveness.");
	assert_string_equal(s[1], "Earlier grades, under other frameworks, are not directly comparable: adequate for "
			    "overall effectiveness (safeguarding) and adequate for overall effectiveness (looked-after) "
			    "in February 2012 (SLAC); good for overall effectiveness in November 2006 (APA).");
	world_close(&w);
}

static void joins_only_like_with_like(void **state)
{
	struct world w;
	struct timeline t;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, APA, 2006, 11, 1, GOOD);
	world_overall(&w, 0, SIF, 2014, 5, 1, THIRD);   /* overall: `same` in both, so joined across */
	world_overall(&w, 0, ILACS, 2018, 6, 1, THIRD);
	world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD);
	world_judge(&w, w.report[1], LEADERS, 0, GOOD);  /* leaders: only similar */
	world_judge(&w, w.report[2], LEADERS, 0, GOOD);
	world_judge(&w, w.report[3], LEADERS, 0, OUTSTANDING);
	made(&w, &t, 0);
	assert_int_equal(t.lane_count, 2);
	assert_int_equal(t.lane[0].join_count, 2);
	assert_int_equal(t.lane[1].join_count, 1);
	assert_int_equal(t.lane[1].join[0].x1, t.lane[1].mark[1].x + TIMELINE_MARK);
	assert_int_equal(t.lane[1].join[0].x2, t.lane[1].mark[2].x - TIMELINE_MARK);
	assert_int_equal(t.lane[1].join[0].y, t.lane[1].y);
	expect_clear(&t);
	world_close(&w);
}

static void prose_is_never_joined_with_grades(void **state)
{
	struct world w;
	struct timeline t;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, ILACS, 2018, 6, 1, GOOD);
	world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD)->judgement[0].basis = BASIS_NARRATIVE;
	world_overall(&w, 0, ILACS, 2024, 4, 1, NOT_JUDGED);
	made(&w, &t, 0);
	assert_true(t.narrative);
	assert_int_equal(t.lane[0].mark_count, 3);
	assert_int_equal(t.lane[0].join_count, 0);
	world_close(&w);
}

static void headline_areas_first(void **state)
{
	struct world w;
	struct timeline t;
	struct report *r;

	(void)state;
	world_open(&w);
	r = world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD);
	world_judge(&w, r, HEALTHY, 0, GOOD);
	world_judge(&w, r, LEADERS, 0, GOOD);
	made(&w, &t, 0);
	assert_int_equal(t.lane_count, 3);
	assert_string_equal(t.lane[0].area->id, "overall");
	assert_string_equal(t.lane[1].area->id, "being-healthy");
	assert_string_equal(t.lane[2].area->id, "leadership");
	assert_int_equal(t.lane[1].label.n, 3);       /* a long label */
	expect_clear(&t);
	world_close(&w);
}

/* From 1 to 40 reports, crowded or far apart, in every framework: two strands in one lane, long grades, areas that
 * have ended. */
static void any_number_of_reports(void **state)
{
	static const int step[] = { 7, 40, 400 };
	size_t n, s, i;

	(void)state;
	for (s = 0; s < sizeof step / sizeof step[0]; s++) {
		for (n = 1; n <= 40; n += n < 20 ? 1 : 5) {
			struct world w;
			struct timeline t;

			world_open(&w);
			for (i = 0; i < n; i++) {
				struct date d = date_from_days(date_days((struct date){ 2005, 3, 1 }) + (long)i * step[s]);

				world_overall(&w, 0, i * FRAMEWORKS / n, d.year, d.month, d.day, i % 4);
				if (i % 3 == 0)
					world_judge(&w, w.report[i], HEALTHY, 0, THIRD);
			}
			w.fw.v[ILACS].areas[OVERALL].to = (struct date){ 2026, 3, 31 };
			made(&w, &t, 0);
			expect_bands(&t);
			expect_clear(&t);
			world_close(&w);
		}
	}
}

/* Frameworks may overlap in time: a band is a run of reports, its scale is shown once. */
static void frameworks_that_interleave(void **state)
{
	struct world w;
	struct timeline t;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, SIF, 2017, 11, 1, GOOD);
	world_overall(&w, 0, ILACS, 2018, 2, 1, GOOD);
	world_overall(&w, 0, SIF, 2018, 4, 1, GOOD);
	made(&w, &t, 0);
	assert_int_equal(t.band_count, 3);
	assert_int_equal(t.band[0].step_count, 4);
	assert_int_equal(t.band[2].step_count, 0);
	expect_bands(&t);
	expect_clear(&t);
	world_close(&w);
}

static void says_was_only_within_a_framework(void **state)
{
	struct world w;
	const char **s;
	size_t n;

	(void)state;
	world_open(&w);
	world_overall(&w, 0, ILACS, 2018, 6, 1, THIRD);
	world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD);
	world_freeze(&w);
	s = timeline_summary(&w.m, &w.m.authority[0], &w.a, &n);
	assert_int_equal(n, 2);
	assert_string_equal(s[1], "Before that, under the same framework: requires improvement to be good in June 2018.");
	world_close(&w);
}

static const char *joined(struct world *w, const struct timeline_lines *t)
{
	const char *all = "";
	size_t i;

	for (i = 0; i < t->n; i++)
		all = arena_printf(&w->a, "%s%s%s", all, i ? "/" : "", t->v[i].text);
	return all;
}

/* Where an area ends or begins again, and what it was last given. */
static void says_where_judging_ends(void **state)
{
	struct world w;
	struct timeline t;

	(void)state;
	world_open(&w);
	w.fw.v[ILACS].areas[OVERALL].to = (struct date){ 2026, 3, 31 };
	w.fw.v[ILACS].areas[HEALTHY].from = (struct date){ 2023, 1, 1 };
	world_overall(&w, 0, ILACS, 2022, 4, 1, THIRD);
	world_judge(&w, world_report(&w, 0, ILACS, 2025, 5, 1), HEALTHY, 0, GOOD)->basis = BASIS_NARRATIVE;
	made(&w, &t, 0);
	assert_int_equal(t.lane_count, 2);
	assert_string_equal(joined(&w, &t.lane[0].last), "Requires improvement/to be good, April\u00a02022");
	assert_string_equal(joined(&w, &t.lane[0].ended), "not given since/April\u00a02026");
	assert_int_equal(t.lane[0].begun.n, 0);
	assert_int_equal(t.lane[0].judged_count, 1);
	assert_true(t.lane[0].judged[0].x2 < t.plot_x + t.plot_width);
	assert_string_equal(joined(&w, &t.lane[1].last), "Good (in prose),/May\u00a02025");
	assert_string_equal(joined(&w, &t.lane[1].begun), "again since January\u00a02023");
	assert_int_equal(t.lane[1].ended.n, 0);
	assert_true(t.lane[1].judged[t.lane[1].judged_count - 1].x1 > t.plot_x);
	expect_clear(&t);
	/* Before the data reaches that day, nothing has ended. */
	timeline_make(&t, &w.m, &w.m.authority[0], TIMELINE_MAIN, (struct date){ 2026, 3, 30 }, &w.a);
	assert_int_equal(t.lane[0].ended.n, 0);
	world_close(&w);
}

/* What the framework in use does not judge, headline areas aside, is the other part. */
static void older_areas_apart(void **state)
{
	struct world w;
	struct timeline t, older;

	(void)state;
	world_open(&w);
	w.m.comparable[LEADERS].map_count--;             /* no longer under ILACS */
	w.m.comparable[HEALTHY].map_count--;
	world_overall(&w, 0, SIF, 2014, 5, 1, GOOD);
	world_judge(&w, w.report[0], LEADERS, 0, GOOD);
	world_judge(&w, w.report[0], HEALTHY, 0, THIRD);
	made(&w, &t, 0);
	assert_int_equal(t.lane_count, 2);
	assert_int_equal(t.other_count, 1);
	assert_string_equal(joined(&w, &t.lane[1].ended), "not given since/January\u00a02018");
	timeline_make(&older, &w.m, &w.m.authority[0], TIMELINE_OLDER, (struct date){ 2026, 6, 19 }, &w.a);
	assert_int_equal(older.lane_count, 1);
	assert_int_equal(older.other_count, 2);
	assert_string_equal(older.lane[0].area->id, "leadership");
	assert_int_equal(older.plot_width, t.plot_width);
	assert_int_equal(older.band[0].step_count, 0);   /* scales stand under the main part */
	expect_clear(&t);
	expect_clear(&older);
	world_close(&w);
}

/* After the last overall grade the sentence tells the others, by grade. */
static void says_all_when_there_is_no_overall_grade(void **state)
{
	struct world w;
	const char **s;
	size_t n;

	(void)state;
	world_open(&w);
	w.fw.v[ILACS].areas[OVERALL].to = (struct date){ 2026, 3, 31 };
	w.m.comparable[LEADERS].headline = true;
	world_overall(&w, 0, ILACS, 2022, 4, 1, THIRD);
	world_report(&w, 0, ILACS, 2026, 6, 5);
	world_judge(&w, w.report[1], LEADERS, 0, GOOD);
	world_judge(&w, w.report[1], HEALTHY, 0, GOOD);
	world_freeze(&w);
	s = timeline_summary(&w.m, &w.m.authority[0], &w.a, &n);
	assert_int_equal(n, 2);
	assert_string_equal(s[0], "Alfold was last inspected in June 2026, under ILACS: good for leadership and how healthy "
			    "children are helped to be in every place. No grade has been given for overall effectiveness "
			    "since April 2026.");
	assert_string_equal(s[1], "Before that, under the same framework: requires improvement to be good for overall "
			    "effectiveness in April 2022.");
	world_close(&w);
}

/* ---- sparks ------------------------------------------------------------------------ */

static void expect_spark_clear(const struct spark *s, const struct spark_axis *axis)
{
	size_t i, k;

	for (i = 0; i < s->mark_count; i++) {
		assert_in_range(s->mark[i].x, SPARK_MARK, axis->width - SPARK_MARK);
		if (i)
			assert_true(s->mark[i].x - s->mark[i - 1].x > 2 * SPARK_MARK);
		for (k = 0; k < s->break_count; k++)
			assert_true(abs(s->brk[k] - s->mark[i].x) > SPARK_MARK);
	}
	assert_in_range(s->end, s->mark[s->mark_count - 1].x, axis->width);
}

static void sparks_of_any_density(void **state)
{
	size_t n, i, k;

	(void)state;
	for (n = 1; n <= 40; n++) {
		const struct judgement *v[2 * REPORTS];
		struct spark_axis axis;
		struct world w;
		struct spark s;

		world_open(&w);
		for (i = 0; i < n; i++) {
			struct date d = date_from_days(date_days((struct date){ 2005, 3, 1 }) + (long)i * 50);

			world_overall(&w, 0, i * FRAMEWORKS / n, d.year, d.month, d.day, i % 4);
		}
		world_freeze(&w);
		for (i = k = 0; i < n; i++) {
			const struct report *r = w.m.authority[0].report[i];
			size_t j;

			for (j = 0; j < r->judgement_count; j++)
				v[k++] = &r->judgement[j];
		}
		spark_axis_make(&axis, &w.m, &w.a);
		spark_make(&s, &axis, &w.m, v, k, &w.a);
		assert_int_equal(s.mark_count, k);
		expect_spark_clear(&s, &axis);
		for (i = 0; i < axis.year_count; i++)
			assert_in_range(axis.year[i].x, 0, axis.width);
		world_close(&w);
	}
}

static void a_spark_read_out(void **state)
{
	const struct judgement *v[3];
	struct spark_axis axis;
	struct world w;
	struct spark s;

	(void)state;
	world_open(&w);
	w.fw.v[ILACS].areas[OVERALL].to = (struct date){ 2023, 3, 31 };
	v[0] = &world_overall(&w, 0, SIF, 2014, 5, 1, THIRD)->judgement[0];
	v[1] = &world_overall(&w, 0, ILACS, 2019, 6, 1, GOOD)->judgement[0];
	v[2] = &world_overall(&w, 0, ILACS, 2022, 4, 1, OUTSTANDING)->judgement[0];
	world_report(&w, 0, ILACS, 2024, 4, 1);
	world_freeze(&w);
	spark_axis_make(&axis, &w.m, &w.a);
	spark_make(&s, &axis, &w.m, v, 3, &w.a);
	assert_string_equal(s.words, "Requires improvement, May 2014 (SIF); break; Good, June 2019; Outstanding, April 2022 "
			    "(ILACS)");
	assert_int_equal(s.break_count, 1);
	assert_int_equal(s.join_count, 2);               /* overall: `same` under both */
	assert_true(s.end < axis.width);
	w.fw.v[ILACS].areas[OVERALL].to = (struct date){ 0, 0, 0 };
	spark_make(&s, &axis, &w.m, v, 3, &w.a);
	assert_int_equal(s.end, axis.width);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_report),
		cmocka_unit_test(three_frameworks_two_breaks),
		cmocka_unit_test(joins_only_like_with_like),
		cmocka_unit_test(prose_is_never_joined_with_grades),
		cmocka_unit_test(headline_areas_first),
		cmocka_unit_test(any_number_of_reports),
		cmocka_unit_test(frameworks_that_interleave),
		cmocka_unit_test(says_was_only_within_a_framework),
		cmocka_unit_test(says_where_judging_ends),
		cmocka_unit_test(older_areas_apart),
		cmocka_unit_test(says_all_when_there_is_no_overall_grade),
		cmocka_unit_test(sparks_of_any_density),
		cmocka_unit_test(a_spark_read_out),
	};

	return RUN_ALL(tests);
}

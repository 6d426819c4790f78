/* views/timeline: lanes, breaks, joins, and texts that keep clear of one another. */
#include "test_views_world.h"
#include "views/timeline.h"

struct box {
	int x1, y1, x2, y2;
	const char *text;
};

static void made(struct world *w, struct timeline *t, size_t council)
{
	world_freeze(w);
	timeline_make(t, &w->m, &w->m.authority[council], &w->a);
}

static size_t add_text(struct box *b, size_t n, struct timeline_text t, bool middle)
{
	int width = text_width(t.text), x = middle ? t.x - width / 2 : t.x;

	b[n] = (struct box){ x, t.y - 10, x + width, t.y + 2, t.text };
	return n + 1;
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
	for (i = 0; i < t->lane_count; i++)
		for (k = 0; k < t->lane[i].line_count; k++)
			n = add_text(b, n, t->lane[i].line[k], false);
	return n;
}

static bool overlap(const struct box *a, const struct box *b)
{
	return a->x1 < b->x2 && b->x1 < a->x2 && a->y1 < b->y2 && b->y1 < a->y2;
}

/* No two texts and no two marks share a pixel, and all lies within the picture. */
static void expect_clear(const struct timeline *t)
{
	struct box b[512];
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
	assert_string_equal(s[0], "Good for overall effectiveness in April 2022 (ILACS).");
	assert_string_equal(s[1], "Earlier grades, under other frameworks, are not directly comparable: Adequate for "
			    "overall effectiveness (safeguarding) and Adequate for overall effectiveness (looked-after) "
			    "in February 2012 (SLAC) and Good for overall effectiveness in November 2006 (APA).");
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
	assert_int_equal(t.lane[1].line_count, 2);       /* a long label */
	expect_clear(&t);
	world_close(&w);
}

/* From 1 to 20 reports, crowded or far apart, in every framework. */
static void any_number_of_reports(void **state)
{
	static const int step[] = { 7, 40, 400 };
	size_t n, s, i;

	(void)state;
	for (s = 0; s < sizeof step / sizeof step[0]; s++) {
		for (n = 1; n <= 20; n++) {
			struct world w;
			struct timeline t;

			world_open(&w);
			for (i = 0; i < n; i++) {
				struct date d = date_from_days(date_days((struct date){ 2005, 3, 1 }) + (long)i * step[s]);

				world_overall(&w, 0, i * FRAMEWORKS / n, d.year, d.month, d.day, i % 4);
			}
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
	assert_string_equal(s[1], "Before that, under the same framework: Requires improvement to be good for overall "
			    "effectiveness in June 2018 (ILACS).");
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
	};

	return RUN_ALL(tests);
}

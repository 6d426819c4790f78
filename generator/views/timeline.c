/* views/timeline: columns, and how all is put together. Lanes are in timeline_lanes.c, bands and texts around
 * them in timeline_place.c. Pure. */
#include "views/timeline_int.h"

#include <string.h>
#include "base/utf8.h"

#define LAST_GAP (TIMELINE_MARK + 5)   /* from the last mark to its words */

int text_width(const char *s)
{
	return (int)utf8_length(span_of(s)) * TIMELINE_CHAR;
}

int strong_width(const char *s)
{
	return (int)utf8_length(span_of(s)) * TIMELINE_STRONG;
}

bool judgements_join(const struct judgement *before, const struct judgement *after)
{
	if (!before->comparable || before->comparable != after->comparable)
		return false;
	if ((before->basis == BASIS_NARRATIVE) != (after->basis == BASIS_NARRATIVE))
		return false;
	if (before->grade->rank == RANK_NONE || after->grade->rank == RANK_NONE)
		return false;
	if (before->report->framework == after->report->framework)
		return before->area == after->area && before->strand == after->strand;
	return before->relation == REL_SAME && after->relation == REL_SAME;
}

int layout_x(const struct layout *l, struct date d)
{
	long span = l->day1 - l->day0;
	long x = (date_days(d) - l->day0) * l->t->plot_width / (span ? span : 1);

	return l->t->plot_x + (int)x;
}

/* How many marks a report puts side by side in its fullest lane. */
static int report_slots(const struct report *r, const struct model *m, int *count)
{
	int most = 1;
	size_t i;

	memset(count, 0, m->comparable_count * sizeof *count);
	for (i = 0; i < r->judgement_count; i++) {
		const struct comparable *c = r->judgement[i].comparable;
		int *n = c ? &count[c - m->comparable] : NULL;

		if (n && ++*n > most)
			most = *n;
	}
	return most;
}

static void make_columns(struct layout *l, const struct model *m, const struct authority *who)
{
	int *count = arena_calloc(l->arena, m->comparable_count + 1, sizeof *count);
	size_t i;

	l->cols = who->report_count;
	l->col = arena_calloc(l->arena, l->cols, sizeof *l->col);
	for (i = 0; i < l->cols; i++) {
		struct column *c = &l->col[i];

		c->report = who->report[i];
		c->slots = report_slots(c->report, m, count);
		c->half = c->slots * MARK_SLOT / 2;
		c->band = i ? l->col[i - 1].band : 0;
		if (i && c->report->framework != l->col[i - 1].report->framework)
			c->band++;
	}
}

/* Least distance between the middles of columns i-1 and i. */
static int column_gap(const struct layout *l, size_t i)
{
	const struct column *a = &l->col[i - 1], *b = &l->col[i];

	return a->half + b->half + (a->band != b->band ? BREAK_GAP : 0);
}

/* Time runs on to the data's date, so that the age of the last mark is seen; of a former council to its end. */
static int last_year(const struct layout *l)
{
	int last = l->col[l->cols - 1].report->day.year, end = l->now.year;

	if (date_is_set(l->t->authority->to) && l->t->authority->to.year < end)
		end = l->t->authority->to.year;
	return end > last ? end : last;
}

static void make_axis(struct layout *l)
{
	struct timeline *t = l->t;
	int first = l->col[0].report->day.year, last = last_year(l);
	int need = 2 * EDGE + l->col[0].half + l->col[l->cols - 1].half;
	size_t i;

	for (i = 1; i < l->cols; i++)
		need += column_gap(l, i);
	t->plot_x = LABEL_COLUMN;
	t->plot_width = (last + 1 - first) * YEAR_MIN;
	if (t->plot_width < PLOT_MIN)
		t->plot_width = PLOT_MIN;
	if (t->plot_width < need)
		t->plot_width = need;
	l->day0 = date_days((struct date){ first, 1, 1 });
	l->day1 = date_days((struct date){ last, 12, 31 }) + 1;
}

/* True places first; then, left to right and back, only what hides another moves. */
static void place_columns(struct layout *l)
{
	int left = l->t->plot_x + EDGE, right = l->t->plot_x + l->t->plot_width - EDGE;
	size_t i;

	for (i = 0; i < l->cols; i++) {
		struct column *c = &l->col[i];
		int least = i ? l->col[i - 1].x + column_gap(l, i) : left + c->half;

		c->x = layout_x(l, c->report->day);
		if (c->x < least)
			c->x = least;
	}
	for (i = l->cols; i-- > 0;) {
		struct column *c = &l->col[i];
		int most = i + 1 < l->cols ? l->col[i + 1].x - column_gap(l, i + 1) : right - c->half;

		if (c->x > most)
			c->x = most;
	}
}

/* Texts below one another, their middle at y. Returns the baseline after the last. */
static int stack_lines(struct timeline_lines *t, int x, int y)
{
	size_t i;

	for (i = 0; i < t->n; i++, y += TIMELINE_TEXT) {
		t->v[i].x = x;
		t->v[i].y = y;
	}
	return y;
}

static void place_lane(struct timeline_lane *lane, int lane_x)
{
	const struct timeline_mark *last = &lane->mark[lane->mark_count - 1];
	int left = (int)(lane->label.n + lane->begun.n), right = (int)(lane->last.n + lane->ended.n);
	size_t k;
	int y;

	lane->y = lane->top + lane->height / 2;
	for (k = 0; k < lane->mark_count; k++)
		lane->mark[k].y = lane->y;
	for (k = 0; k < lane->join_count; k++)
		lane->join[k].y = lane->y;
	y = stack_lines(&lane->label, lane_x, lane->top + (lane->height - left * TIMELINE_TEXT) / 2 + 11);
	stack_lines(&lane->begun, lane_x, y);
	y = stack_lines(&lane->last, last->x + LAST_GAP, lane->top + (lane->height - right * TIMELINE_TEXT) / 2 + 11);
	stack_lines(&lane->ended, last->x + LAST_GAP, y);
}

/* Heights: lanes below one another, marks and labels on their middles. */
static void stack_lanes(struct timeline *t)
{
	int y = t->plot_y;
	size_t i;

	for (i = 0; i < t->lane_count; i++) {
		t->lane[i].top = y;
		place_lane(&t->lane[i], t->lane_x);
		y += t->lane[i].height;
	}
	t->axis_y = y + DAYS_HEIGHT;
	t->plot_height = t->axis_y - t->plot_y;
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

static void mark_days(struct layout *l)
{
	size_t i;

	l->t->day = arena_calloc(l->arena, l->cols, sizeof *l->t->day);
	for (i = 0; i < l->cols; i++)
		l->t->day[i] = (struct timeline_day){ layout_x(l, l->col[i].report->day), l->col[i].x };
	l->t->day_count = l->cols;
}

/* Wide enough for the last year's label and for the words at every last mark. */
static int right_edge(const struct timeline *t)
{
	int most = t->plot_x + t->plot_width + 20;
	size_t i, k;

	for (i = 0; i < t->lane_count; i++) {
		const struct timeline_lane *lane = &t->lane[i];
		int x = lane->mark[lane->mark_count - 1].x + LAST_GAP;

		for (k = 0; k < lane->last.n; k++)
			most = larger(most, x + strong_width(lane->last.v[k].text));
		for (k = 0; k < lane->ended.n; k++)
			most = larger(most, x + text_width(lane->ended.v[k].text));
	}
	return most;
}

void timeline_make(struct timeline *t, const struct model *m, const struct authority *who, enum timeline_part part,
		   struct date now, struct arena *a)
{
	struct layout l = { t, a, NULL, 0, 0, 0, part, now };

	memset(t, 0, sizeof *t);
	t->authority = who;
	if (!who->report_count)
		return;
	make_columns(&l, m, who);
	make_axis(&l);
	place_columns(&l);
	layout_lanes(&l, m);
	if (!t->lane_count)
		return;
	mark_days(&l);
	t->lane_x = 4;
	t->width = right_edge(t);
	t->plot_y = layout_bands(&l);
	stack_lanes(t);
	layout_ticks(&l);
	t->height = part == TIMELINE_MAIN ? layout_scales(&l, t->axis_y + 28) + 4 : t->axis_y + 26;
}

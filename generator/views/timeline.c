/* views/timeline: lanes, columns and marks. Bands and texts around them are in
 * timeline_place.c. Pure. */
#include "views/timeline_int.h"

#include <string.h>
#include "base/utf8.h"

int text_width(const char *s)
{
	return (int)utf8_length(span_of(s)) * TIMELINE_CHAR;
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

static void make_axis(struct layout *l)
{
	struct timeline *t = l->t;
	int first = l->col[0].report->day.year, last = l->col[l->cols - 1].report->day.year;
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

/* The label in lines of LABEL_CHARS at most; a word that is longer stands alone. */
static void break_label(struct timeline_lane *lane, struct arena *a)
{
	struct span rest = span_of(lane->area->name);
	VEC(struct timeline_text) lines = { NULL, 0, 0 };

	while (rest.n) {
		size_t cut = rest.n, i;

		if (utf8_length(rest) > LABEL_CHARS) {
			for (cut = 0, i = 0; i < rest.n; i++) {
				if (rest.p[i] != ' ')
					continue;
				if (cut && utf8_length(span_make(rest.p, i)) > LABEL_CHARS)
					break;
				cut = i;
			}
			if (!cut)
				cut = rest.n;
		}
		vec_push(&lines, a)->text = arena_strndup(a, rest.p, cut);
		rest = span_ltrim(span_skip(rest, cut));
	}
	lane->line = lines.v;
	lane->line_count = lines.n;
	lane->height = (int)lines.n * TIMELINE_TEXT + 8;
	if (lane->height < LANE_MIN)
		lane->height = LANE_MIN;
}

static void add_mark(struct timeline_lane *lane, const struct column *c, const struct judgement *j, size_t slot,
		     size_t slots)
{
	struct timeline_mark *k = &lane->mark[lane->mark_count];
	const struct timeline_mark *before = lane->mark_count ? k - 1 : NULL;

	k->judgement = j;
	k->band = c->band;
	k->after_break = before && before->band != c->band;
	k->x = c->x - (int)(slots - 1) * MARK_SLOT / 2 + (int)slot * MARK_SLOT;
	lane->mark_count++;
}

static void fill_lane(struct layout *l, struct timeline_lane *lane)
{
	size_t i, k, n, slot;

	for (i = 0; i < l->cols; i++) {
		const struct report *r = l->col[i].report;

		for (k = n = 0; k < r->judgement_count; k++)
			n += r->judgement[k].comparable == lane->area;
		for (k = slot = 0; k < r->judgement_count; k++)
			if (r->judgement[k].comparable == lane->area)
				add_mark(lane, &l->col[i], &r->judgement[k], slot++, n);
	}
	for (i = 1; i < lane->mark_count; i++) {
		const struct timeline_mark *a = &lane->mark[i - 1], *b = a + 1;

		if (!judgements_join(a->judgement, b->judgement) || b->x - a->x <= 2 * TIMELINE_MARK)
			continue;
		lane->join[lane->join_count].x1 = a->x + TIMELINE_MARK;
		lane->join[lane->join_count++].x2 = b->x - TIMELINE_MARK;
	}
}

/* Lanes of one kind (headline or not), in the order of areas.yaml. */
static void add_lanes(struct layout *l, const struct model *m, const size_t *count, bool headline)
{
	size_t i;

	for (i = 0; i < m->comparable_count; i++) {
		struct timeline_lane *lane = &l->t->lane[l->t->lane_count];

		if (!count[i] || m->comparable[i].headline != headline)
			continue;
		lane->area = &m->comparable[i];
		lane->mark = arena_calloc(l->arena, count[i], sizeof *lane->mark);
		lane->join = arena_calloc(l->arena, count[i], sizeof *lane->join);
		break_label(lane, l->arena);
		fill_lane(l, lane);
		l->t->lane_count++;
	}
}

static size_t *count_marks(struct layout *l, const struct model *m)
{
	size_t *count = arena_calloc(l->arena, m->comparable_count + 1, sizeof *count);
	size_t i, k, lanes = 0;

	for (i = 0; i < l->cols; i++) {
		const struct report *r = l->col[i].report;

		for (k = 0; k < r->judgement_count; k++) {
			const struct judgement *j = &r->judgement[k];

			l->t->narrative |= j->comparable && j->basis == BASIS_NARRATIVE;
			if (j->comparable && !count[j->comparable - m->comparable]++)
				lanes++;
		}
	}
	l->t->lane = arena_calloc(l->arena, lanes + 1, sizeof *l->t->lane);
	return count;
}

/* Heights: lanes below one another, marks and labels on their middles. */
static void stack_lanes(struct timeline *t)
{
	int y = t->plot_y;
	size_t i, k;

	for (i = 0; i < t->lane_count; i++) {
		struct timeline_lane *lane = &t->lane[i];
		int line = y + (lane->height - (int)lane->line_count * TIMELINE_TEXT) / 2 + 11;

		lane->top = y;
		lane->y = y + lane->height / 2;
		for (k = 0; k < lane->mark_count; k++)
			lane->mark[k].y = lane->y;
		for (k = 0; k < lane->join_count; k++)
			lane->join[k].y = lane->y;
		for (k = 0; k < lane->line_count; k++, line += TIMELINE_TEXT) {
			lane->line[k].x = t->lane_x;
			lane->line[k].y = line;
		}
		y += lane->height;
	}
	t->plot_height = y - t->plot_y;
	t->axis_y = y;
}

void timeline_make(struct timeline *t, const struct model *m, const struct authority *who, struct arena *a)
{
	struct layout l = { t, a, NULL, 0, 0, 0 };
	size_t *count;

	memset(t, 0, sizeof *t);
	t->authority = who;
	if (!who->report_count)
		return;
	make_columns(&l, m, who);
	make_axis(&l);
	place_columns(&l);
	count = count_marks(&l, m);
	add_lanes(&l, m, count, true);
	add_lanes(&l, m, count, false);
	if (!t->lane_count)
		return;
	t->lane_x = 4;
	t->width = t->plot_x + t->plot_width + 20;   /* half of the last year's label */
	t->plot_y = layout_bands(&l);
	stack_lanes(t);
	layout_ticks(&l);
	t->height = layout_scales(&l, t->axis_y + 28) + 4;
}

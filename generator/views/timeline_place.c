/* views/timeline: bands, breaks, years and scales, and the places of their texts. Pure. */
#include "views/timeline_int.h"

#include <string.h>

/* Boxes of one height, left to right: each goes to the first row where it is free. */
struct box {
	int x, width;
	size_t row;
};

/* Returns the number of rows used. Boxes are kept left of limit. */
static size_t stagger(struct box *box, size_t n, int limit, struct arena *a)
{
	int *end = arena_calloc(a, n + 1, sizeof *end);      /* first free x of each row */
	size_t i, rows = 0;

	for (i = 0; i < n; i++) {
		struct box *b = &box[i];

		if (b->x + b->width > limit)
			b->x = limit - b->width;
		if (b->x < 0)
			b->x = 0;
		for (b->row = 0; b->row < rows && end[b->row] > b->x; b->row++)
			;
		if (b->row == rows)
			rows++;
		end[b->row] = b->x + b->width + TIMELINE_CHAR;
	}
	return rows;
}

static int max_int(int a, int b)
{
	return a > b ? a : b;
}

static int min_int(int a, int b)
{
	return a < b ? a : b;
}

static void make_bands(struct layout *l)
{
	struct timeline *t = l->t;
	size_t i;

	t->band_count = l->col[l->cols - 1].band + 1;
	t->band = arena_calloc(l->arena, t->band_count, sizeof *t->band);
	for (i = 0; i < l->cols; i++) {
		struct timeline_band *b = &t->band[l->col[i].band];

		if (!b->count++) {
			b->framework = l->col[i].report->framework;
			b->first = i;
		}
	}
}

/* A break lies where the new framework began, if that is between the two reports. */
static int break_x(const struct layout *l, const struct timeline_band *b)
{
	const struct column *before = &l->col[b->first - 1], *after = &l->col[b->first];
	int least = before->x + before->half + EDGE, most = after->x - after->half - EDGE;
	int x = date_is_set(b->framework->from) ? layout_x(l, b->framework->from) : (least + most) / 2;

	return x < least ? least : x > most ? most : x;
}

/* A band is as wide as its framework's years, between the breaks on either side; its marks lie in it. */
static void shade(const struct layout *l, size_t i, int left, int right)
{
	struct timeline_band *b = &l->t->band[i];
	const struct column *first = &l->col[b->first], *last = &l->col[b->first + b->count - 1];
	int x1 = left, x2 = right;

	if (date_is_set(b->framework->from))
		x1 = layout_x(l, b->framework->from);
	if (date_is_set(b->framework->to))
		x2 = layout_x(l, date_from_days(date_days(b->framework->to) + 1));
	x1 = min_int(max_int(x1, left), max_int(first->x - first->half - EDGE, left));
	x2 = max_int(min_int(x2, right), min_int(last->x + last->half + EDGE, right));
	b->x = x1;
	b->width = x2 - x1;
}

static void make_breaks(struct layout *l)
{
	struct timeline *t = l->t;
	int left = t->plot_x;
	size_t i;

	t->break_count = t->band_count - 1;
	t->brk = arena_calloc(l->arena, t->break_count + 1, sizeof *t->brk);
	for (i = 0; i < t->band_count; i++) {
		struct timeline_break *k = &t->brk[i];

		int start = left;

		if (i < t->break_count) {
			k->x = break_x(l, &t->band[i + 1]);
			k->label.text = "break";
			k->text = arena_printf(l->arena,
					       "Break between %s and %s: grades on either side are not directly comparable",
					       t->band[i].framework->short_name, t->band[i + 1].framework->short_name);
			left = k->x;
		} else {
			left = t->plot_x + t->plot_width;
		}
		shade(l, i, start, left);
	}
}

int layout_bands(struct layout *l)
{
	struct timeline *t = l->t;
	int row_height = 2 * TIMELINE_TEXT + 6, y;
	struct box *box;
	size_t i, rows;

	make_bands(l);
	make_breaks(l);
	box = arena_calloc(l->arena, t->band_count, sizeof *box);
	for (i = 0; i < t->band_count; i++) {
		struct timeline_band *b = &t->band[i];

		b->label.text = b->framework->short_name;
		b->years.text = years_words(b->framework->from, b->framework->to, l->arena);
		box[i].x = b->x + EDGE;
		box[i].width = max_int(text_width(b->label.text), text_width(b->years.text));
	}
	rows = stagger(box, t->band_count, t->width, l->arena);
	for (i = 0; i < t->band_count; i++) {
		struct timeline_band *b = &t->band[i];

		b->label.x = b->years.x = box[i].x;
		b->label.y = (int)box[i].row * row_height + 12;
		b->years.y = b->label.y + TIMELINE_TEXT;
	}
	y = (int)rows * row_height;
	if (!t->break_count)
		return y;
	for (i = 0; i < t->break_count; i++) {
		t->brk[i].label.x = t->brk[i].x;
		t->brk[i].label.y = y + 10;
	}
	return y + TIMELINE_TEXT + 2;
}

void layout_ticks(struct layout *l)
{
	static const int steps[] = { 1, 2, 5, 10, 25, 50 };
	struct timeline *t = l->t;
	int first = date_from_days(l->day0).year, last = date_from_days(l->day1).year;
	int per_year = t->plot_width / (last - first), year;
	size_t k = 0;

	while (k + 1 < sizeof steps / sizeof steps[0] && steps[k] * per_year < 4 * TIMELINE_CHAR + 8)
		k++;
	t->tick = arena_calloc(l->arena, (size_t)(last - first) + 1, sizeof *t->tick);
	for (year = first; year <= last; year++) {
		struct timeline_tick *tick = &t->tick[t->tick_count];

		if (year % steps[k])
			continue;
		tick->year = year;
		tick->x = layout_x(l, (struct date){ year, 1, 1 });
		tick->label = (struct timeline_text){ tick->x, t->axis_y + 18, arena_printf(l->arena, "%d", year) };
		t->tick_count++;
	}
}

static const char *step_words(const struct grade *g, struct arena *a)
{
	return g->number ? arena_printf(a, "%s (printed %d)", g->label, g->number) : g->label;
}

/* The scale of a band's framework, unless a band before it shows it. */
static bool scale_shown(const struct timeline *t, size_t band)
{
	size_t i;

	for (i = 0; i < band; i++)
		if (t->band[i].framework == t->band[band].framework)
			return true;
	return false;
}

#define STEP_HEIGHT 18
#define STEP_INDENT 20            /* room for the step's mark */

static void fill_steps(struct timeline_band *b, struct box *box, struct arena *a)
{
	const struct framework *f = b->framework;
	size_t i;

	b->scale_label.text = arena_printf(a, "%s scale", f->short_name);
	b->step = arena_calloc(a, f->grade_count, sizeof *b->step);
	box->x = b->x + EDGE;
	box->width = text_width(b->scale_label.text);
	for (i = 0; i < f->grade_count; i++) {
		struct timeline_step *s;

		if (f->grades[i].rank == RANK_NONE)
			continue;
		s = &b->step[b->step_count++];
		s->grade = &f->grades[i];
		s->text.text = step_words(s->grade, a);
		box->width = max_int(box->width, STEP_INDENT + text_width(s->text.text));
	}
}

int layout_scales(struct layout *l, int y)
{
	struct timeline *t = l->t;
	struct box *box = arena_calloc(l->arena, t->band_count, sizeof *box);
	struct timeline_band **of = arena_calloc(l->arena, t->band_count, sizeof *of);
	size_t i, k, n = 0, most = 0, rows;
	int row_height;

	for (i = 0; i < t->band_count; i++) {
		if (scale_shown(t, i))
			continue;
		of[n] = &t->band[i];
		fill_steps(of[n], &box[n], l->arena);
		if (of[n]->step_count > most)
			most = of[n]->step_count;
		n++;
	}
	rows = stagger(box, n, t->width, l->arena);
	row_height = ((int)most + 1) * STEP_HEIGHT + 8;
	for (i = 0; i < n; i++) {
		int top = y + (int)box[i].row * row_height;

		of[i]->scale_label.x = box[i].x;
		of[i]->scale_label.y = top + 13;
		for (k = 0; k < of[i]->step_count; k++) {
			struct timeline_step *s = &of[i]->step[k];

			s->x = box[i].x + 8;
			s->y = top + ((int)k + 1) * STEP_HEIGHT + 9;
			s->text.x = box[i].x + STEP_INDENT;
			s->text.y = s->y + 4;
		}
	}
	return y + (int)rows * row_height;
}

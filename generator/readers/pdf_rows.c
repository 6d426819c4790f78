/* readers: the rows of a table. The first column makes them: lines that stand close, or one
 * that a number begins. What stands in the other columns goes to the row it stands beside, so that
 * it does not matter whether a label wraps round its grade or a grade is set on two lines. */
#include "readers/pdf_grid_int.h"

#define CLOSE 1.15               /* of the least distance: lines of one cell */
#define SINGLE 1.3               /* of the line's height: lines that are further apart are never one cell */

struct span pdf_first_word(const struct grid *g, const struct cell *c)
{
	return g->doc->word.v[g->doc->seg.v[c->seg].word].text;
}

bool pdf_begins_row(const struct grid *g, const struct cell *c)
{
	struct span s = pdf_first_word(g, c);
	size_t i;
	bool dot = false;

	if (!s.n || !is_digit(*s.p) || g->doc->seg.v[c->seg].words < 2)
		return false;
	for (i = 0; i < s.n; i++) {
		dot = dot || s.p[i] == '.';
		if (!is_digit(s.p[i]) && s.p[i] != '.')
			return false;
	}
	return dot && s.n < 6;
}

static bool all_digits(const struct grid *g, const struct cell *c)
{
	const struct pdf_seg *s = &g->doc->seg.v[c->seg];
	struct span w = g->doc->word.v[s->word].text;
	size_t i;

	for (i = 0; i < w.n; i++)
		if (!is_digit(w.p[i]))
			return false;
	return s->words == 1;
}

/* ---- rows ------------------------------------------------------------------- */

static const struct cell *beside(const struct grid *g, const struct cell *c)
{
	size_t i;

	for (i = 0; i < g->cell.n; i++)
		if (g->cell.v[i].line == c->line && g->cell.v[i].column > c->column)
			return &g->cell.v[i];
	return NULL;
}

/* Distance from which two lines of a column are two cells. */
static double close_limit(const struct grid *g, size_t column)
{
	const struct cell *before = NULL;
	double least = 0;
	size_t i;

	for (i = 0; i < g->cell.n; i++) {
		const struct cell *c = &g->cell.v[i];
		double step = before ? c->foot - before->foot : 0;

		if (c->column != column || (before && c->line == before->line))
			continue;
		if (before && (!least || step < least))
			least = step;
		before = c;
	}
	return least * CLOSE;
}

/* True when c goes on the cell that ends with the line of before. */
static bool goes_on(const struct grid *g, const struct cell *before, const struct cell *c, double limit)
{
	double step = c->foot - before->foot;
	const struct cell *mine, *other;

	if (c->line == before->line)
		return true;
	if (limit < CLOSE * c->height)
		limit = CLOSE * c->height;
	if (pdf_begins_row(g, c) || step > limit || step > SINGLE * c->height * g->doc->lead)
		return false;
	mine = beside(g, c);
	other = beside(g, before);
	/* Two rows without space between them: both begin something, on both sides. */
	return !mine || !other || !is_upper(*pdf_first_word(g, c).p) || !is_upper(*pdf_first_word(g, mine).p);
}

static void make_rows(struct grid *g)
{
	double limit = close_limit(g, 0);
	const struct cell *before = NULL;
	size_t i;

	for (i = 0; i < g->cell.n; i++) {
		struct cell *c = &g->cell.v[i];
		struct pdf_row *r;

		if (c->column)
			continue;
		if (!before || !goes_on(g, before, c, limit)) {
			r = vec_push(&g->row, g->doc->a);
			r->line = c->line;
			r->y0 = c->box.y0;
		}
		r = &g->row.v[g->row.n - 1];
		r->y1 = c->box.y1;
		c->row = g->row.n - 1;
		before = c;
	}
}

static double apart(double a, double b)
{
	return a > b ? a - b : b - a;
}

/* The row beside which the stretch y0..y1 stands. */
static size_t nearest_row(const struct grid *g, double y0, double y1)
{
	double middle = (y0 + y1) / 2, least = 0;
	size_t best = NO_ROW, i;

	for (i = 0; i < g->row.n; i++) {
		const struct pdf_row *r = &g->row.v[i];
		double gap = middle < r->y0 ? r->y0 - middle : middle > r->y1 ? middle - r->y1 : 0;
		/* Inside two rows' reach the nearer middle decides. */
		double far = gap * 1000 + apart(middle, (r->y0 + r->y1) / 2);

		if (best == NO_ROW || far < least) {
			least = far;
			best = i;
		}
	}
	return best;
}

static size_t rows_within(const struct grid *g, double y0, double y1)
{
	size_t n = 0, i;

	for (i = 0; i < g->row.n; i++) {
		double middle = (g->row.v[i].y0 + g->row.v[i].y1) / 2;

		n += middle >= y0 && middle <= y1;
	}
	return n;
}

/* True when c begins a cell beside the first line of a label. */
static bool begins_beside(const struct grid *g, const struct cell *c)
{
	size_t i;

	for (i = 0; i < g->cell.n; i++) {
		const struct cell *label = &g->cell.v[i];

		if (label->line == c->line && !label->column)
			return g->row.v[label->row].line == label->line && is_upper(*pdf_first_word(g, c).p);
	}
	return false;
}

/* Gives the cells of one column to rows, a cluster of close lines at a time. */
static void share_column(struct grid *g, size_t column)
{
	double limit = close_limit(g, column), y0 = 0, y1 = 0;
	size_t from = 0, i, k;
	const struct cell *before = NULL;

	for (i = 0; i <= g->cell.n; i++) {
		const struct cell *c = i < g->cell.n ? &g->cell.v[i] : NULL;
		size_t row;

		if (c && c->column != column)
			continue;
		if (before && (!c || begins_beside(g, c) || !goes_on(g, before, c, limit))) {
			bool split = rows_within(g, y0, y1) > 1;

			row = nearest_row(g, y0, y1);
			for (k = from; k < i; k++)
				if (g->cell.v[k].column == column)
					g->cell.v[k].row = split ? nearest_row(g, g->cell.v[k].box.y0, g->cell.v[k].box.y1) : row;
			before = NULL;
		}
		if (!c)
			break;
		if (!before) {
			from = i;
			y0 = c->box.y0;
		}
		y1 = c->box.y1;
		before = c;
	}
}

static bool is_contents(const struct grid *g)
{
	size_t i, n = 0;

	for (i = 0; i < g->cell.n; i++) {
		if (!g->cell.v[i].column)
			continue;
		if (!all_digits(g, &g->cell.v[i]))
			return false;
		n++;
	}
	return n > 1 && g->columns == 2;
}

/* The first cell of the first entry: what stands above it is the list's heading. */
static size_t first_entry(const struct grid *g)
{
	size_t i = 0;

	while (i + 1 < g->cell.n && !g->cell.v[i + 1].column)
		i++;
	while (i > 0 && is_lower(*pdf_first_word(g, &g->cell.v[i]).p))
		i--;
	return i;
}

/* In a list of contents the page number ends an entry. */
bool pdf_grid_contents(struct grid *g)
{
	size_t first, i;

	if (!is_contents(g))
		return false;
	first = first_entry(g);
	for (i = first; i < g->cell.n; i++) {
		struct cell *c = &g->cell.v[i];

		/* An entry may go on below its page number. */
		if (i == first || (g->cell.v[i - 1].column && !c->column && !is_lower(*pdf_first_word(g, c).p))) {
			struct pdf_row *r = vec_push(&g->row, g->doc->a);

			r->line = c->line;
			r->y0 = c->box.y0;
		}
		c->row = g->row.n - 1;
		g->row.v[c->row].y1 = c->box.y1;
	}
	return true;
}

void pdf_grid_rows(struct grid *g)
{
	size_t column;

	make_rows(g);
	for (column = 1; column < g->columns && g->row.n; column++)
		share_column(g, column);
}

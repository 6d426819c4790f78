/* readers: tables. A table is a stretch of lines between which a gutter stays clear from
 * top to bottom. Its first column makes the rows: lines that stand close, or one that a number
 * begins. What stands in the other columns goes to the row it stands beside, so that it does
 * not matter whether a label wraps round its grade or a grade is set on two lines. */
#include "readers/pdf_int.h"

#include <stdlib.h>
#include <string.h>

#define GUTTER 0.35              /* of the body's height: columns are at least so far apart */
#define FAR 4.0                  /* of the body's height: the table has ended */
#define LEAD 6                   /* lines of a first label that may stand above the first cell beside it */
#define CLOSE 1.15               /* of the least distance: lines of one cell */
#define SINGLE 1.3               /* of the line's height: lines that are further apart are never one cell */
#define SAME_COLUMN 8.0          /* points between a column's places on two pages */
#define MAX_LINES 400            /* of one table */
#define NO_ROW ((size_t)-1)

struct extent { double x0, x1; };

struct cell {                    /* a segment in the table */
	size_t line, seg, column, row;
	struct pdf_box box;
	double height;
};

struct grid {
	struct pdf_doc *doc;
	struct extent column[PDF_MAX_COLUMNS + 1];
	size_t columns;
	size_t first, last;            /* lines [first, last) */
	VEC(struct cell) cell;
	VEC(struct pdf_row) row;
};

static bool is_text(const struct pdf_line *l)
{
	return !l->furniture && !l->note;
}

/* ---- columns ---------------------------------------------------------------- */

/* Adds a stretch, joining those it touches. False: more columns than a table has. */
static bool cover(struct grid *g, double x0, double x1, double gutter)
{
	struct extent all[PDF_MAX_COLUMNS + 1];
	size_t n = 0, i;
	bool placed = false;

	for (i = 0; i < g->columns; i++) {
		struct extent c = g->column[i];

		if (c.x1 + gutter > x0 && x1 + gutter > c.x0) {
			x0 = c.x0 < x0 ? c.x0 : x0;
			x1 = c.x1 > x1 ? c.x1 : x1;
			continue;
		}
		if (c.x0 > x1 && !placed) {
			all[n++] = (struct extent){ x0, x1 };
			placed = true;
		}
		if (n > PDF_MAX_COLUMNS)
			return false;
		all[n++] = c;
	}
	if (!placed) {
		if (n > PDF_MAX_COLUMNS)
			return false;
		all[n++] = (struct extent){ x0, x1 };
	}
	if (n > PDF_MAX_COLUMNS)
		return false;
	memcpy(g->column, all, n * sizeof *all);
	g->columns = n;
	return true;
}

/* Takes a line in if a gutter stays clear; leaves g as it was otherwise. */
static bool take_line(struct grid *g, const struct pdf_line *l)
{
	struct grid old = *g;
	size_t i;

	for (i = l->seg; i < l->seg + l->segs; i++) {
		const struct pdf_box *b = &g->doc->seg.v[i].box;

		if (!cover(g, b->x0, b->x1, GUTTER * g->doc->body) || (old.columns > 1 && g->columns < 2)) {
			*g = old;
			return false;
		}
	}
	return true;
}

/* The lines that keep a gutter, from i on. False: there is none. */
static bool find_extent(struct grid *g, size_t i, size_t end)
{
	const struct pdf_line *before = NULL;
	size_t taken = 0;

	g->first = i;
	for (; i < end && taken < MAX_LINES; i++) {
		const struct pdf_line *l = &g->doc->line.v[i];

		if (!is_text(l))
			continue;
		if (before && l->box.y0 - before->box.y1 > FAR * g->doc->body)
			break;
		if (!take_line(g, l))
			break;
		if (g->columns < 2 && taken >= LEAD)
			return false;
		taken++;
		before = l;
		g->last = i + 1;
	}
	return g->columns > 1;
}

static void collect(struct grid *g)
{
	size_t i, k, c;

	for (i = g->first; i < g->last; i++) {
		const struct pdf_line *l = &g->doc->line.v[i];

		for (k = l->seg; is_text(l) && k < l->seg + l->segs; k++) {
			const struct pdf_seg *s = &g->doc->seg.v[k];
			struct cell *cell = vec_push(&g->cell, g->doc->a);

			for (c = 0; c + 1 < g->columns && s->box.x0 > g->column[c].x1; c++)
				;
			*cell = (struct cell){ i, k, c, NO_ROW, s->box, l->height };
		}
	}
}

/* ---- words of a cell -------------------------------------------------------- */

static struct span first_word(const struct grid *g, const struct cell *c)
{
	return g->doc->word.v[g->doc->seg.v[c->seg].word].text;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "1." and "2.1" begin a row. */
static bool begins_row(const struct grid *g, const struct cell *c)
{
	struct span s = first_word(g, c);
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

static bool beside_label(const struct grid *g, const struct cell *c)
{
	size_t i;

	for (i = 0; i < g->cell.n; i++)
		if (g->cell.v[i].line == c->line && !g->cell.v[i].column)
			return true;
	return false;
}

/* Distance from which two lines of a column are two cells. */
static double close_limit(const struct grid *g, size_t column)
{
	const struct cell *before = NULL;
	double least = 0;
	size_t i;

	for (i = 0; i < g->cell.n; i++) {
		const struct cell *c = &g->cell.v[i];
		double step = before ? c->box.y0 - before->box.y0 : 0;

		if (c->column != column)
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
	double step = c->box.y0 - before->box.y0;
	const struct cell *mine, *other;

	if (begins_row(g, c) || step > limit || step > SINGLE * c->height)
		return false;
	mine = beside(g, c);
	other = beside(g, before);
	/* Two rows without space between them: both begin something, on both sides. */
	return !mine || !other || !is_upper(*first_word(g, c).p) || !is_upper(*first_word(g, mine).p);
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
		if (before && (!c || !goes_on(g, before, c, limit))) {
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
	while (i > 0 && is_lower(*first_word(g, &g->cell.v[i]).p))
		i--;
	return i;
}

/* In a list of contents the page number ends an entry. */
static void rows_of_contents(struct grid *g)
{
	size_t first = first_entry(g), i;

	for (i = first; i < g->cell.n; i++) {
		struct cell *c = &g->cell.v[i];

		/* An entry may go on below its page number. */
		if (i == first || (g->cell.v[i - 1].column && !c->column && !is_lower(*first_word(g, c).p))) {
			struct pdf_row *r = vec_push(&g->row, g->doc->a);

			r->line = c->line;
			r->y0 = c->box.y0;
		}
		c->row = g->row.n - 1;
		g->row.v[c->row].y1 = c->box.y1;
	}
}

static void write_cells(struct grid *g)
{
	struct strbuf text = STRBUF_INIT;
	size_t r, c, i;

	for (r = 0; r < g->row.n; r++)
		for (c = 0; c < g->columns; c++) {
			sb_clear(&text);
			for (i = 0; i < g->cell.n; i++) {
				const struct pdf_seg *s = &g->doc->seg.v[g->cell.v[i].seg];

				if (g->cell.v[i].row != r || g->cell.v[i].column != c)
					continue;
				if (text.n)
					sb_putc(&text, ' ');
				pdf_put_words(g->doc, s->word, s->words, false, &text);
			}
			g->row.v[r].cell[c] = span_make(arena_strndup(g->doc->a, sb_str(&text), text.n), text.n);
		}
	sb_release(&text);
}

/* ---- which rows are the table's ---------------------------------------------- */

static size_t filled(const struct pdf_row *r, size_t columns)
{
	size_t n = 0, c;

	for (c = 0; c < columns; c++)
		n += r->cell[c].n > 0;
	return n;
}

/* "Published:   23 August 2013" is a line with a tab, not a row. */
static bool is_field(const struct pdf_row *r)
{
	return span_ends(r->cell[0], ":");
}

/* Half a row: what the page before could not hold. */
static bool is_rest(const struct pdf_row *r)
{
	return !r->cell[0].n || is_lower(*r->cell[0].p);
}

/* The rest of a label that stands apart from its first lines goes back to it. */
static void join_broken(struct grid *g)
{
	size_t i, k = 0;

	for (i = 0; i < g->row.n; i++) {
		struct pdf_row *r = &g->row.v[i], *before = k ? &g->row.v[k - 1] : NULL;

		if (before && filled(r, g->columns) == 1 && r->cell[0].n && is_lower(*r->cell[0].p) &&
		    r->y0 - before->y1 < g->doc->body && filled(before, g->columns) > 1) {
			before->cell[0].p = arena_printf(g->doc->a, "%.*s %.*s", SPAN_FMT(before->cell[0]), SPAN_FMT(r->cell[0]));
			before->cell[0].n += 1 + r->cell[0].n;
			before->y1 = r->y1;
			continue;
		}
		g->row.v[k++] = *r;
	}
	g->row.n = k;
}

/* A label of several lines with a cell between them: nothing but a table is set like this. */
static bool wraps_round(const struct grid *g, size_t row)
{
	size_t lines = 0, cells = 0, i;

	for (i = 0; i < g->cell.n; i++) {
		const struct cell *c = &g->cell.v[i];

		if (c->row != row)
			continue;
		if (c->column && beside_label(g, c))
			return false;
		lines += !c->column;
		cells += c->column > 0;
	}
	return lines > 1 && cells > 0;
}

static size_t line_after(const struct grid *g, size_t row)
{
	return row + 1 < g->row.n ? g->row.v[row + 1].line : g->last;
}

static size_t first_line_of(const struct grid *g, size_t row)
{
	size_t line = g->row.v[row].line, i;

	for (i = 0; i < g->cell.n; i++)
		if (g->cell.v[i].row == row && g->cell.v[i].line < line)
			line = g->cell.v[i].line;
	return line;
}

bool pdf_table_at(struct pdf_doc *doc, size_t i, size_t end, const struct pdf_table *before, struct pdf_table *out)
{
	struct grid g = { .doc = doc };
	size_t from = 0, to, full = 0, k;
	bool contents, goes_back;

	if (!is_text(&doc->line.v[i]) || !find_extent(&g, i, end))
		return false;
	collect(&g);
	contents = is_contents(&g);
	if (contents) {
		rows_of_contents(&g);
	} else {
		make_rows(&g);
		for (k = 1; k < g.columns && g.row.n; k++)
			share_column(&g, k);
	}
	if (!g.row.n)
		return false;
	/* First lines before rows move. */
	for (k = 0; k < g.row.n; k++)
		g.row.v[k].line = first_line_of(&g, k);
	write_cells(&g);
	join_broken(&g);
	for (k = 0; k < g.row.n; k++)
		full += filled(&g.row.v[k], g.columns) > 1 && !is_field(&g.row.v[k]);
	for (k = 0; k < g.row.n; k++)
		full += full == 1 && wraps_round(&g, k);
	goes_back = before && before->columns == g.columns && apart(before->x0, g.column[g.columns - 1].x0) < SAME_COLUMN;
	if (full < (goes_back ? 1 : 2))
		return false;
	to = g.row.n;
	while (from < to && !(goes_back && is_rest(&g.row.v[from])) && filled(&g.row.v[from], g.columns) < 2)
		from++;
	while (to > from && filled(&g.row.v[to - 1], g.columns) < 2)
		to--;
	out->row = g.row.v + from;
	out->rows = to - from;
	out->columns = g.columns;
	out->first = g.row.v[from].line;
	out->last = line_after(&g, to - 1);
	out->x0 = g.column[g.columns - 1].x0;
	out->contents = contents;
	return true;
}

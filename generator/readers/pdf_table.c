/* readers: tables. A table is a stretch of lines between which a gutter stays clear from
 * top to bottom, with at least two rows that have a cell on both sides of it. */
#include "readers/pdf_grid_int.h"

#include <stdlib.h>
#include <string.h>

#define GUTTER 0.35              /* of the body's height: columns are at least so far apart */
#define FAR 4.0                  /* of the body's height: the table has ended */
#define LEAD 6                   /* lines of a first label that may stand above the first cell beside it */
#define ALONE 2.0                /* of the body's height: between the cells of a row that is the only one */
#define SAME_COLUMN 8.0          /* points between a column's places on two pages */
#define MAX_LINES 150            /* of one table */
#define LABEL_WORDS 8            /* a cell with more is prose */

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
			*cell = (struct cell){ i, k, c, NO_ROW, s->box, l->height, l->foot };
		}
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

static double apart(double a, double b)
{
	return a > b ? a - b : b - a;
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

/* A label of several lines with a cell between them, or, far from them, beside one that goes on below:
 * nothing but a table is set like this. */
static bool wraps_round(const struct grid *g, size_t row)
{
	const struct cell *last = NULL, *beside = NULL, *label = NULL;
	size_t lines = 0, cells = 0, words = 0, i;

	for (i = 0; i < g->cell.n; i++) {
		const struct cell *c = &g->cell.v[i];

		if (c->row != row)
			continue;
		if (!c->column) {
			last = c;
			lines++;
			continue;
		}
		cells++;
		words += g->doc->seg.v[c->seg].words;
		if (!beside && last && last->line == c->line) {
			beside = c;
			label = last;
		}
	}
	if (lines < 2 || !cells)
		return false;
	return !beside || (label->line < last->line && is_lower(*pdf_first_word(g, last).p) && words < LABEL_WORDS &&
			   beside->box.x0 - label->box.x1 > ALONE * g->doc->body);
}

/* "1. Label        Good": a number before, and space that no sentence has. */
static bool is_numbered_row(const struct grid *g, size_t row)
{
	const struct cell *label = NULL, *value = NULL;
	size_t i;

	for (i = 0; i < g->cell.n; i++) {
		const struct cell *c = &g->cell.v[i];

		if (c->row == row && !c->column && !label)
			label = c;
		if (c->row == row && c->column && !value)
			value = c;
	}
	return g->columns == 2 && label && value && pdf_begins_row(g, label) && g->doc->seg.v[label->seg].words > 2 &&
	       g->doc->seg.v[value->seg].words < LABEL_WORDS && value->box.x0 - label->box.x1 > ALONE * g->doc->body;
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
	contents = pdf_grid_contents(&g);
	if (!contents)
		pdf_grid_rows(&g);
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
		full += full == 1 && (wraps_round(&g, k) || is_numbered_row(&g, k));
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

/* readers, private: a table while its rows are made (pdf_table.c and pdf_rows.c only). */
#ifndef READERS_PDF_GRID_INT_H
#define READERS_PDF_GRID_INT_H

#include "readers/pdf_int.h"

#define NO_ROW ((size_t)-1)

struct extent { double x0, x1; };

struct cell {                    /* a segment in the table */
	size_t line, seg, column, row;
	struct pdf_box box;
	double height, foot;           /* of its line */
};

struct grid {
	struct pdf_doc *doc;
	struct extent column[PDF_MAX_COLUMNS + 1];
	size_t columns;
	size_t first, last;            /* lines [first, last) */
	VEC(struct cell) cell;
	VEC(struct pdf_row) row;
};

/* pdf_rows.c: gives every cell its row. */
void pdf_grid_rows(struct grid *g);
/* The same for a list of contents, whose second column is page numbers; false: it is none. */
bool pdf_grid_contents(struct grid *g);
struct span pdf_first_word(const struct grid *g, const struct cell *c);
/* "1." and "2.1" begin a row. */
bool pdf_begins_row(const struct grid *g, const struct cell *c);

#endif

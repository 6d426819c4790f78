/* views/matrix: one judgement area, authorities by years.
 *
 * Columns are years, in bands of one framework each, so that nothing stands in one column with
 * a judgement under another framework; each band runs from its first to its last year with a
 * judgement of the area. Rows stand in the order given, never by grade. See views/words.h for
 * what holds for every view. */
#ifndef VIEWS_MATRIX_H
#define VIEWS_MATRIX_H

#include "views/areas.h"

struct matrix_band {
	const struct framework *framework;
	int first;                    /* year of its first column */
	size_t count;                 /* columns, at least one */
};

struct matrix_cell {
	const struct judgement **v;   /* oldest first */
	size_t n;
	bool not_judged;              /* inspected under the framework in that year, but this area was not judged */
};

struct matrix_row {
	const struct authority *authority;
	struct matrix_cell *cell;     /* one a column */
};

struct matrix {
	struct matrix_band *band;     /* in the frameworks' order */
	size_t band_count;
	size_t columns;               /* of all bands */
	struct matrix_row *row;       /* one a history, in its order */
	size_t row_count;
	bool narrative, not_judged;   /* some cell has such a mark */
};
void matrix_make(struct matrix *x, const struct model *m, const struct area_history *h, size_t n, struct arena *a);

#endif

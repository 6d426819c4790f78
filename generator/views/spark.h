/* views/spark: one area of one authority in one row, small enough for a table.
 *
 * All sparks of a site share one axis of time, so that rows under one another can be read down. Marks stand
 * at the day of their inspection; those that would hide one another are moved apart by the least that shows
 * each. A break is ruled between marks of two frameworks. The line under the marks ends where frameworks
 * stopped to judge the area. Geometry is in whole pixels. See views/words.h for what holds for every view. */
#ifndef VIEWS_SPARK_H
#define VIEWS_SPARK_H

#include "views/words.h"

#define SPARK_HEIGHT 22
#define SPARK_MARK 8              /* a mark reaches so far from its middle */

struct spark_year {
	int x, year;
};

struct spark_axis {
	long day0, day1;              /* first day, and the day after the last */
	int width;                    /* enough for the fullest lane of any authority */
	struct spark_year *year;      /* 1 January of some years, far enough apart to be labelled */
	size_t year_count;
};
/* From the first to the last year of any report; width 0 without reports. */
void spark_axis_make(struct spark_axis *axis, const struct model *m, struct arena *a);

struct spark_mark {
	int x;
	const struct judgement *judgement;
};
struct spark_join {               /* between marks that may be read as a series */
	int x1, x2;
};

struct spark {
	struct spark_mark *mark;      /* left to right */
	size_t mark_count;
	struct spark_join *join;
	size_t join_count;
	int *brk;                     /* x of each break */
	size_t break_count;
	int end;                      /* the line ends here; the axis' width while the area is judged */
	const char *words;            /* "Adequate, February 2012 (SLAC); break; Good, May 2022 (ILACS)" */
};
/* Of n judgements of one authority in one comparable area, oldest first, at least one. */
void spark_make(struct spark *s, const struct spark_axis *axis, const struct model *m,
		const struct judgement *const *v, size_t n, struct arena *a);

/* The day until which the newest framework that is in use judges the area: unset while it has no end; the
 * last day of the last framework that judged it, when none in use does. */
struct date area_end(const struct model *m, const struct comparable *area);

#endif

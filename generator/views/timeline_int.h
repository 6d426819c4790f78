/* views/timeline_int: what the timeline's files share. Private to the room. */
#ifndef VIEWS_TIMELINE_INT_H
#define VIEWS_TIMELINE_INT_H

#include "views/timeline.h"

#define LABEL_COLUMN 208          /* lane labels stand left of the plot */
#define LABEL_CHARS 24            /* of them in a line */
#define LAST_CHARS 22             /* of a last mark's words in a line */
#define LANE_MIN 32
#define DAYS_HEIGHT 12            /* under the lanes: leaders from marks to their days */
#define MARK_SLOT (2 * TIMELINE_MARK + 4)
#define BREAK_GAP 20              /* free between the marks on either side of a break */
#define PLOT_MIN 620
#define YEAR_MIN 24               /* pixels a year, at least */
#define EDGE 6

struct column {                   /* a report: the place of its marks */
	const struct report *report;
	int x, half;              /* middle, half of the width */
	int slots;                /* marks side by side in its fullest lane */
	size_t band;
};

struct layout {
	struct timeline *t;
	struct arena *arena;
	struct column *col;       /* one a report, oldest first */
	size_t cols;
	long day0, day1;          /* first and last day of the axis */
	enum timeline_part part;
	struct date now;
};

/* timeline_lanes.c: lanes of the part with their marks and texts, but not their heights. */
void layout_lanes(struct layout *l, const struct model *m);

/* Time to pixels. */
int layout_x(const struct layout *l, struct date d);
/* Bands and breaks from the columns' places; the header above the plot. Returns the header's height. */
int layout_bands(struct layout *l);
void layout_ticks(struct layout *l);
/* Each framework's scale under the axis, from y on. Returns the first free y. */
int layout_scales(struct layout *l, int y);

#endif

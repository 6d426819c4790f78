/* pages/records_timeline: what templates are told of timelines and of sparks, the timelines of one row. All numbers
 * are pixels of the viewBox. See pages/records.h for what holds for all records. */
#ifndef PAGES_RECORDS_TIMELINE_H
#define PAGES_RECORDS_TIMELINE_H

#include <stdbool.h>
#include "mustache/mustache.h"

struct rec_date;
struct rec_grade;

struct rec_text_line {
	long x, y;
	const char *text;
};

struct rec_tick {
	long x, y1, y2, label_y;
	const char *label;                 /* "2012" */
};

struct rec_scale_step {                    /* a step of a band's own scale */
	long x, y;                         /* of the text, its baseline */
	long mark_x, mark_y;               /* of the small mark left of it */
	const char *shape;                 /* id of its drawing: "m-good" */
	const char *label;
	const char *text;                  /* "Outstanding (printed 4)" */
};

struct rec_band {
	long x, y, width, height, mid_x, label_x, label_y, years_y;
	const char *id, *label, *years, *href;
	bool odd;
	struct mu_list scale;              /* rec_scale_step, best first; shown once a framework */
	const struct rec_text_line *scale_label;
};

struct rec_break {
	long x, y1, y2, label_x, label_y;
	const char *label;                 /* "break" */
	const char *text;                  /* "Break between SLAC and ILACS: grades are not directly comparable" */
};

struct rec_mark {
	long x, y;
	const char *shape;                 /* id of its drawing: "m-good", "h-good" when only in prose */
	const char *title;                 /* "Leaders: Good, inspected 6 May 2022 (ILACS)" */
	const struct rec_grade *grade;
};

struct rec_lane {
	long x1, x2, y, top, height;       /* the line's ends and height; the strip's top and height */
	const char *id, *label, *href;
	bool headline, odd;
	const char *line;                  /* path: where a framework judged the area */
	const char *joins;                 /* path between marks that may be read as a series, or "" */
	struct mu_list label_lines;        /* rec_text_line */
	struct mu_list begun_lines;        /* rec_text_line: "again since January 2023"; or none */
	struct mu_list last_lines;         /* rec_text_line: "Good, May 2025" */
	struct mu_list ended_lines;        /* rec_text_line: "not given since April 2026"; or none */
	struct mu_list marks;              /* rec_mark */
};

struct rec_timeline_row {
	const char *framework, *framework_href;
	const char *label;                 /* the judgement's label as printed */
	const char *basis;
	const struct rec_date *day;
	const struct rec_grade *grade;
	bool break_before;                 /* a framework break lies before this row */
	const char *break_text;            /* "Break: ..." before this row, or "" */
	const char *status;                /* "[b]" after a break, else "" */
};

struct rec_timeline_group {
	const char *id, *area, *href;
	bool headline;
	struct mu_list rows;               /* rec_timeline_row, oldest first */
	long count;                        /* rows, for rowspan */
};

struct rec_key {                           /* what a shape means */
	const struct rec_grade *grade;
	const char *text;                  /* "Requires improvement (third of four)" */
};

struct rec_timeline {
	const char *id, *title;
	const char *summary;               /* the chart in words, whole sentences */
	const char *caption;               /* "14 judgements in 4 frameworks, 2006 to 2024" */
	bool standalone;                   /* timeline.svg, not inside a page */
	long width, height, lane_x, plot_x, plot_y, plot_width, plot_height, axis_y;
	struct mu_list bands;              /* rec_band */
	struct mu_list breaks;             /* rec_break */
	struct mu_list lanes;              /* rec_lane */
	struct mu_list ticks;              /* rec_tick */
	struct mu_list shapes;             /* rec_spark_shape: drawings of the marks, of both parts */
	const char *days;                  /* path: from each report's marks to its day on the axis */
	struct mu_list groups;             /* rec_timeline_group: the table */
	struct mu_list key;                /* rec_key */
	bool has_narrative;                /* some marks are hollow */
	long break_count;
	long sheet_width, sheet_height, foot_y;   /* of the standalone file: with margins, head and foot */
	const char *more;                  /* "22 areas": lanes of the other part; "" when there are none */
};

/* ---- sparks ---------------------------------------------------------------------- */

struct rec_spark_mark {
	long x;
	const char *shape;                 /* id of its drawing in the page: "g-good", "p-good" when only in prose */
};

struct rec_spark {
	long width, height;                /* the same for all sparks of a site */
	const char *words;                 /* the row read out */
	const char *line, *joins, *breaks; /* path data; "" when there are none */
	struct mu_list marks;              /* rec_spark_mark */
};

struct rec_spark_shape {                   /* a mark's drawing, about x = 0 */
	const char *id, *path, *letter;
	long rank, letter_y;
	bool narrative;
};

struct rec_spark_label {
	long x;
	const char *text;
};

struct rec_sparks {                        /* what all sparks of a page share */
	long width, height;
	struct mu_list shapes;             /* rec_spark_shape */
	struct mu_list years;              /* rec_spark_label */
};

/* ---- the share image ----------------------------------------------------------------- */

struct rec_share_row {                     /* a headline area */
	long y;                            /* top of the row */
	const char *label;
	const struct rec_spark *spark;
	const struct rec_grade *grade;     /* the last */
	const char *when;                  /* "May 2025, ILACS" */
	const char *ended;                 /* "not given since April 2026", or "" */
};

extern const struct mu_record record_share_row;
extern const struct mu_record record_text_line, record_tick, record_scale_step, record_band, record_break, record_mark,
	record_lane, record_timeline_row, record_timeline_group, record_key, record_timeline, record_spark,
	record_spark_mark, record_spark_shape, record_spark_label, record_sparks;

#endif

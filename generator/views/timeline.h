/* views/timeline: one authority's judgements through time, laid out.
 *
 * One lane a comparable area that the authority has a judgement in, headline areas
 * first; the line of a lane runs where a framework judged that area. Time runs left to right, linear from the first
 * report's year to the data's; marks that
 * would hide one another are moved apart by the least that shows both. A band is a
 * run of reports under one framework, drawn over that framework's own years; a ruled break stands between two bands. Marks
 * are joined only within one framework and one of its areas, or across frameworks
 * when areas.yaml says `same` of both. Stated-only-in-prose marks are never joined
 * with others. All geometry is in whole pixels; texts keep clear of one another by
 * the widths that text_width gives.
 * The grade's words stand at the last mark of each lane. Areas that the framework in use does not judge,
 * headline ones aside, are a part of their own: they would bury the others.
 * Pure; see views/words.h for what holds for every view. */
#ifndef VIEWS_TIMELINE_H
#define VIEWS_TIMELINE_H

#include "views/words.h"

#define TIMELINE_MARK 11          /* a mark reaches so far from its middle */
#define TIMELINE_TEXT 14          /* height of a line of text */
#define TIMELINE_CHAR 7           /* widest average of a character */
#define TIMELINE_STRONG 9         /* the same in semibold */

struct timeline_text {            /* y is the baseline */
	int x, y;
	const char *text;
};

struct timeline_mark {
	int x, y;
	const struct judgement *judgement;
	bool after_break;             /* the mark before it in the lane lies in an earlier band */
	size_t band;
};

struct timeline_join {
	int x1, x2, y;
};

struct timeline_span {            /* of a lane's line: the area was judged then */
	int x1, x2;
};

struct timeline_lines {           /* of one label, below one another */
	struct timeline_text *v;
	size_t n;
};

struct timeline_lane {
	const struct comparable *area;
	int top, height, y;
	struct timeline_lines label;
	struct timeline_lines begun;  /* under it: "again since January 2023"; or none */
	struct timeline_lines last;   /* right of the last mark: "Good, May 2025" */
	struct timeline_lines ended;  /* under that: "not given since April 2026"; or none */
	struct timeline_span *judged;
	size_t judged_count;
	struct timeline_mark *mark;   /* left to right */
	size_t mark_count;
	struct timeline_join *join;
	size_t join_count;
};

struct timeline_step {            /* a step of a band's scale; letter in a mark at x, text right of it */
	int x, y;
	const struct grade *grade;
	struct timeline_text text;
};

struct timeline_band {
	const struct framework *framework;
	int x, width;
	size_t first, count;          /* reports of the authority: index and number */
	struct timeline_text label, years;
	struct timeline_text scale_label;
	struct timeline_step *step;   /* best first; where the scale is shown once for a framework */
	size_t step_count;
};

struct timeline_break {
	int x;
	struct timeline_text label;
	const char *text;             /* what the break means */
};

struct timeline_tick {
	int x, year;
	struct timeline_text label;
};

struct timeline_day {             /* a report: its day, and where its marks stand */
	int at, x;
};

enum timeline_part { TIMELINE_MAIN, TIMELINE_OLDER };

struct timeline {
	const struct authority *authority;
	int width, height;
	int lane_x, plot_x, plot_y, plot_width, plot_height, axis_y;
	struct timeline_lane *lane;
	size_t lane_count;
	size_t other_count;           /* lanes of the other part */
	struct timeline_day *day;     /* one a report, oldest first */
	size_t day_count;
	struct timeline_band *band;
	size_t band_count;
	struct timeline_break *brk;   /* band_count - 1 of them, or none */
	size_t break_count;
	struct timeline_tick *tick;
	size_t tick_count;
	bool narrative;               /* some mark is stated only in prose */
	bool any_narrative;           /* of this part or the other */
};

/* now: the data's date, after which an end in the framework's data has come. A part without judged areas has
 * lane_count 0 and no geometry. Where the main part would be empty, it takes all lanes. Only the main part has scales. */
void timeline_make(struct timeline *t, const struct model *m, const struct authority *who, enum timeline_part part,
		   struct date now, struct arena *a);
/* Pixels that the text may take at most. */
int text_width(const char *s);
int strong_width(const char *s);
/* True when the two judgements may be set beside one another as a series. */
bool judgements_join(const struct judgement *before, const struct judgement *after);
/* The chart in sentences, each one a person could read out; *count of them (0 without reports). */
const char **timeline_summary(const struct model *m, const struct authority *who, struct arena *a, size_t *count);

#endif

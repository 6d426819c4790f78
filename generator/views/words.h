/* views/words: dates, spans of time, lists and marks in words.
 *
 * The views room may know base, frameworks and model. Its functions are pure: they
 * read a frozen model, allocate from the arena given, report nothing, never fail.
 * Results are valid while both model and arena live. */
#ifndef VIEWS_WORDS_H
#define VIEWS_WORDS_H

#include "model/model.h"

/* The texts one after another. Pages are full of small ones, and printf is slow. */
#define TEXT(arena, ...) \
	text_join(arena, (const char *const[]){ __VA_ARGS__ }, \
		  sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))
const char *text_join(struct arena *a, const char *const *part, size_t n);
/* The same of texts whose lengths are known. */
#define TEXT_SPANS(arena, ...) \
	span_join(arena, (const struct span[]){ __VA_ARGS__ }, \
		  sizeof((const struct span[]){ __VA_ARGS__ }) / sizeof(struct span))
const char *span_join(struct arena *a, const struct span *part, size_t n);
/* The number in decimal. */
const char *number_words(long n, struct arena *a);

/* The outline that stands for a grade: never colour alone. */
enum shape {
	SHAPE_CIRCLE,      /* rank 1 */
	SHAPE_SQUARE,      /* rank 2 */
	SHAPE_DIAMOND,     /* rank 3: requires improvement */
	SHAPE_HEXAGON,     /* rank 3 under the older name, adequate */
	SHAPE_TRIANGLE,    /* rank 4 and below */
	SHAPE_DASH,        /* not judged */
	SHAPES
};
enum shape grade_shape(const struct grade *g);
const char *shape_name(enum shape s);          /* "circle" */
/* SVG path data of the outline about (x, y), reaching r pixels from there. */
const char *shape_path(enum shape s, int x, int y, int r, struct arena *a);
/* Baseline of a letter drawn in the outline at y. */
int shape_letter_y(enum shape s, int y);

/* "6 to 17 February 2012", "30 January to 10 February 2012"; the publication when no
 * inspection date is printed ("published 3 November 2006"); "" without either. */
const char *inspected_words(const struct report *r, struct arena *a);
/* "February 2012"; "" for no date. */
const char *month_words(struct date d, struct arena *a);
/* "2009 to 2012", "since 2018", "2013". */
const char *years_words(struct date from, struct date to, struct arena *a);
/* "3 years 2 months", "11 months", "less than a month"; "" when a date is missing or then is later than now. */
const char *age_words(struct date then, struct date now, struct arena *a);
/* "one", "one and two", "one, two and three"; "" for none. */
const char *list_words(const char *const *item, size_t n, struct arena *a);
/* "1 report", "2 reports". */
const char *count_words(size_t n, const char *one, const char *many, struct arena *a);
/* A label inside a sentence: first letter small unless the word is an abbreviation. */
const char *in_sentence(const char *label, struct arena *a);
/* The framework's area with its strand: "Overall effectiveness (safeguarding)". */
const char *area_words(const struct area *area, const struct strand *strand, struct arena *a);
/* "Good for overall effectiveness (safeguarding)". */
const char *judgement_words(const struct judgement *j, struct arena *a);
/* How a judgement was read: "in a table of judgements". */
const char *basis_words(enum basis b);
/* "stands for the same thing in both frameworks" and so on. */
const char *relation_words(enum relation r);

#endif

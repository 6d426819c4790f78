/* views/areas: one judgement area through every authority's history.
 *
 * Alphabetical, never ranked; counts are counts of judgements within one framework's
 * area and year, with the number that could have been made beside them. See
 * views/words.h for what holds for every view. */
#ifndef VIEWS_AREAS_H
#define VIEWS_AREAS_H

#include "views/latest.h"

/* Every judgement of each comparable area, by authority name, then day. Made once a build. */
struct area_index {
	struct judgement_list *of;     /* one a comparable, in the model's order */
	size_t *authorities;           /* how many authorities each list has */
	size_t n;
};
void area_index_make(struct area_index *x, const struct model *m, struct arena *a);

struct area_history {
	const struct authority *authority;
	const struct judgement *const *v;      /* oldest first; points into the index */
	size_t n;
};
struct area_histories {
	struct area_history *v;        /* by name */
	size_t n;
};
void area_histories_make(struct area_histories *h, const struct judgement_list *l, struct arena *a);
/* One authority's part of the list; n 0 when it has none. */
struct area_history area_history_of(const struct judgement_list *l, const struct authority *who);
/* True when a framework break lies between two judgements of one history. */
bool history_break(const struct judgement *before, const struct judgement *after);

struct area_year {
	int year;
	size_t *count;                 /* one a grade of the framework's scale, best first */
	size_t total;                  /* judgements counted */
	size_t not_judged;             /* inspections of the year under the framework without one counted here */
};
/* A mapping's judgements by the year of inspection. Judgements stated only in prose are a
 * distribution of their own. Mappings without judgements give none. */
struct area_distribution {
	const struct area_map *map;
	bool narrative;
	struct area_year *year;        /* in order */
	size_t year_count;
	struct area_year total;
};
struct area_distributions {
	struct area_distribution *v;   /* in the order of the mappings */
	size_t n;
};
void area_distributions_make(struct area_distributions *d, const struct model *m, const struct comparable *c,
			     const struct judgement_list *l, struct arena *a);

/* A year as a bar of counts: one part a grade that was given, best first, then what was not judged. */
struct area_bar {
	const struct grade *grade;     /* NULL: not judged */
	size_t count;
	int x, width;                  /* pixels */
	const char *text;              /* "G 4", "4" or "", whichever fits into the width */
};
struct area_bars {
	struct area_bar *v;
	size_t n;
	int width;                     /* of all parts */
};
#define AREA_BARS 300                  /* the longest year of an area is as long, if counts are few enough */
/* Pixels for one judgement, the same in all distributions, so that their bars can be set beside one another. */
int area_bar_unit(const struct area_distributions *d);
void area_bars_make(struct area_bars *b, const struct area_year *y, const struct framework *f, int unit, struct arena *a);

#endif

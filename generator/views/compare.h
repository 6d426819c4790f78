/* views/compare: two authorities side by side, within one framework at a time.
 *
 * What cannot be compared comes first. Rows hold one area of one framework, so like
 * stands beside like; nothing is said across frameworks and nobody is called better.
 * See views/words.h for what holds for every view. */
#ifndef VIEWS_COMPARE_H
#define VIEWS_COMPARE_H

#include "views/latest.h"

struct compare_row {
	const struct strand *strand;
	const struct area *area;
	const struct comparable *comparable;   /* or NULL */
	struct judgement_list a, b;            /* oldest first; one of them may be empty */
};

struct compare_table {
	const struct framework *framework;     /* both have a report under it */
	struct compare_row *row;               /* areas that either was judged in, headline ones first */
	size_t row_count;
	bool narrative;                        /* some are stated only in prose */
};

struct comparison {
	const struct authority *a, *b;
	const char **not_comparable;           /* sentences */
	size_t not_count;
	struct compare_table *table;           /* newest framework first */
	size_t table_count;
};
void comparison_make(struct comparison *c, const struct model *m, const struct authority *a,
		     const struct authority *b, struct arena *arena);
/* Frameworks that both have a report under: "ILACS and SIF"; "" for none. */
const char *shared_frameworks(const struct model *m, const struct authority *a, const struct authority *b,
			      struct arena *arena);

struct pair {
	const struct authority *a, *b;         /* a before b by id */
	bool neighbours;                       /* one names the other as a statistical neighbour */
};
struct pair_list {
	struct pair *v;                        /* by a's id, then b's */
	size_t n;
	bool all;                              /* not only neighbours */
};
/* Pairs of authorities that both have a report: statistical neighbours, or all. */
struct pair_list pairs_make(const struct model *m, bool all, struct arena *a);
/* True when the list holds the pair in either order. */
bool pairs_have(const struct pair_list *l, const struct authority *a, const struct authority *b);

#endif

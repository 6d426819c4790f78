/* base/prefilter: what a text must hold for a pattern to match it, told from the pattern's own text.
 *
 * Most texts match no pattern, and looking for a few letters is many times cheaper than matching.
 * Nothing is told of a pattern that is written in a way that is not known here. */
#ifndef BASE_PREFILTER_H
#define BASE_PREFILTER_H

#include <stdbool.h>
#include "base/str.h"

#define PREFILTER_LITERALS 4

/* Some text of the pattern, which must live as long as the filter is asked. */
struct prefilter_literal {
	struct span text;
	size_t sure;    /* its bytes before the first letter that has forms beyond ASCII */
	size_t rare[2]; /* the places of the two rarest of those, in their order */
};

struct prefilter_literals {
	struct prefilter_literal v[PREFILTER_LITERALS];
	size_t n;
};

struct prefilter {
	bool anchored; /* a match begins where the text begins, with a byte of begin */
	bool begin[256];
	struct prefilter_literals need;  /* one of these stands in every text that matches; none: not known */
	struct prefilter_literals start; /* every match begins with one of these; none: not known */
	bool bounded;                    /* and no letter or digit stands before it */
};

/* For a pattern that compiles, caseless and UTF. */
void prefilter_make(struct prefilter *f, struct span pattern);
/* prefilter_may_match for a pattern that is not anchored. */
bool prefilter_look(const struct prefilter *f, struct span s, size_t *from);

/* False: the pattern does not match s, which is well-formed UTF-8. Otherwise no match begins before *from. */
static inline bool prefilter_may_match(const struct prefilter *f, struct span s, size_t *from)
{
	*from = 0;
	return f->anchored ? s.n && f->begin[(unsigned char)*s.p] : prefilter_look(f, s, from);
}

#endif

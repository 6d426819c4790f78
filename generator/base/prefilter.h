/* base/prefilter: what a text must hold for a pattern to match it, told from the pattern's own text.
 *
 * Most texts match no pattern, and looking for a few letters is many times cheaper than matching.
 * Nothing is told of a pattern that is written in a way that is not known here. */
#ifndef BASE_PREFILTER_H
#define BASE_PREFILTER_H

#include <stdbool.h>
#include "base/str.h"

#define PREFILTER_LITERALS 4

/* Where a literal's text stands in the pattern, which must live as long as the filter is asked. */
struct prefilter_literal {
	struct span text;
	size_t rare[2]; /* the places of its two rarest bytes, in their order */
};

struct prefilter {
	bool anchored; /* a match begins where the text begins, with a byte of begin */
	bool begin[256];
	/* One of these stands in every text that matches; none: nothing is known. */
	struct prefilter_literal literal[PREFILTER_LITERALS];
	size_t literals;
};

/* For a pattern that compiles, caseless and UTF. */
void prefilter_make(struct prefilter *f, struct span pattern);
/* False: the pattern does not match s, which is well-formed UTF-8. */
bool prefilter_may_match(const struct prefilter *f, struct span s);

#endif

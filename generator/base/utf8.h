/* base/utf8: the only room that knows Unicode (utf8proc). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

/* Offset of the first byte that is not well-formed UTF-8, or -1. */
ptrdiff_t utf8_invalid(struct span s);
/* Number of code points in well-formed text. */
size_t utf8_length(struct span s);
/* Lower case, accents and compatibility forms folded, punctuation, hyphens and
 * quotes dropped or made one space, spaces joined and trimmed: two printed
 * forms of one label have one key. Digits and letters stay. "&" becomes "and". */
const char *utf8_key(struct span s, struct arena *a);
/* utf8_key with '-' for spaces, at most 80 bytes: for URLs and anchors.
 * "section" when nothing is left. */
const char *utf8_slug(struct span s, struct arena *a);

#endif

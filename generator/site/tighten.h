/* site/tighten: a style sheet without the white space and comments that only its authors need. */
#ifndef SITE_TIGHTEN_H
#define SITE_TIGHTEN_H

#include "base/arena.h"
#include "base/str.h"

/* The same style in fewer bytes, in the arena. Lines stay lines, so that a message's line is the source's; strings stay as
 * they are; a comment that begins with "contrast" stays, for `check` reads it in the finished site. */
struct span tighten_css(struct span css, struct arena *a);

#endif

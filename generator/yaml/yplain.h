/* yaml, private: both ways to a tree. yaml_parse takes the first, and the second where the first says
 * nothing. */
#ifndef YAML_YPLAIN_H
#define YAML_YPLAIN_H

#include "yaml/ytree.h"

/* The tree of text that is written in the plainest way, without libyaml: keys that are words, values on one
 * line, no escapes, no folding. NULL without a message: it is not, or something is wrong with it.
 * src must live as long as the tree. */
struct ynode *yaml_plain(const struct source *src, struct arena *a);
/* The tree of any text, by libyaml. */
struct ynode *yaml_full(const struct source *src, struct arena *a, struct diag *d);

#endif

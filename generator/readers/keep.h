/* readers, private: what is kept of a report when its prose is let go. */
#ifndef READERS_KEEP_H
#define READERS_KEEP_H

#include "base/map.h"
#include "model/model.h"

/* One worker's. All-zero is empty. */
struct keeper {
	struct arena arena; /* what was kept */
	struct map words;   /* labels, grades, titles: few words that many reports share, in the arena */
};

/* A copy of r in the keeper's arena, compact and without its prose. */
struct report *report_keep(const struct report *r, struct keeper *k);

#endif

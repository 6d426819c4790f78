/* site/static_files: static/ as it goes to the output.
 *
 * style.css, site.js, search.js and icon.svg become assets/<name>.<hash>.<ext>, so that browsers
 * may keep them for ever; every other file keeps its path. Style sheets are tightened. */
#ifndef SITE_STATIC_FILES_H
#define SITE_STATIC_FILES_H

#include "base/arena.h"
#include "base/diag.h"
#include "pages/plan.h"

struct static_file {
	const char *path;              /* in the output */
	struct pos from;               /* static/style.css */
	struct span bytes;
};

struct static_files {
	struct static_file *v;
	size_t n;
	struct page_assets assets;     /* members NULL where static/ has no such file */
};

/* Reads every file below dir (called name in messages). No folder is no files. -1: reported. */
int static_load(struct static_files *out, const char *dir, const char *name, struct arena *a, struct diag *d);

#endif

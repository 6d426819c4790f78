/* site/links: do all links inside the site lead somewhere?
 *
 * Every file of the site is added, by one thread. While pages are rendered their
 * ids and references are noted, each worker for itself, in little memory. When all
 * are there, links_check follows every reference: to pages, files and anchors, from
 * pages, feeds, charts and the sitemap. Absolute URLs below base_url count as links
 * inside the site. Only hashes are kept: for messages the text of pages is asked for
 * again. Knows base only. */
#ifndef SITE_LINKS_H
#define SITE_LINKS_H

#include "base/diag.h"
#include "base/str.h"

struct links;

/* base_url may be NULL or "". workers: as many as call links_scan, at least 1. */
struct links *links_new(const char *base_url, unsigned workers);
void links_free(struct links *l);

/* Adds a file by its output path; made_from is where its content comes from (file NULL:
 * from nowhere in particular). Strings are borrowed. Returns its number: 0, 1, 2 ... */
size_t links_add(struct links *l, const char *path, struct pos made_from);
/* Notes a file's ids and references; files that are not markup have none. Thread-safe
 * for distinct files and workers, once all are added. */
void links_scan(struct links *l, size_t file, struct span text, unsigned worker);

/* How links_check gets a file's bytes again: appends them to out; -1 when it cannot. Called
 * by several threads at once. */
struct links_text {
	int (*again)(void *ctx, size_t file, struct strbuf *out);
	void *ctx;
};
/* Reports what is wrong, in order of files; the same fault on many pages is one message
 * with a note of how many. */
void links_check(struct links *l, unsigned threads, struct links_text text, struct diag *d);

#endif

/* serve/page: what the server adds to pages, and pages of its own.
 *
 * Only pages that are served get any of it; nothing here goes into a build. */
#ifndef SERVE_PAGE_H
#define SERVE_PAGE_H

#include "base/str.h"

#define PAGE_OWN ".gradeline/"         /* the server's own files, below the base path */

struct page_extra {
	const char *base;              /* "/" or "/sub/" */
	const char *state;             /* what the page shows; when the server's differs, the page reloads itself */
	struct span problem;           /* why the last build failed, as text; empty: it did not */
	bool rebase;                   /* a <base> of the page is for another folder of the host than base */
};

/* Appends the page with the script that reloads it and, above all, the problem. */
void page_with_extra(struct strbuf *out, struct span html, const struct page_extra *x);
/* Appends a whole page with a heading and a sentence (plain text), and with what page_with_extra adds. */
void page_plain(struct strbuf *out, const char *heading, const char *text, const struct page_extra *x);
/* A file of the server's own by its name below PAGE_OWN ("reload.js"); p NULL: there is none. */
struct span page_own_file(struct span name);

#endif

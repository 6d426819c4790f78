/* pages/plan: every page of the site, listed before any is rendered.
 *
 * The pages room may know base, config, frameworks, model, views, markdown and
 * mustache. It turns what is held into URLs and bytes; it neither writes files
 * nor prints nor reads the clock.
 *
 * Use: pages_new, pages_plan, pages_check, then page_render for each page of the
 * list, from as many threads as you like. After pages_plan the context is
 * read-only in effect: it, the config, model and templates given to it must
 * outlive every rendering. */
#ifndef PAGES_PLAN_H
#define PAGES_PLAN_H

#include <stdint.h>
#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/str.h"

struct model;
struct report;
struct mu_record;
struct mu_set;
struct site_config;
struct page_family;
struct search;

/* Output paths of the fingerprinted static files ("assets/style.1f3a.css"),
 * relative to the site's root; NULL or "" where there is no such file. */
struct page_assets {
	const char *style, *script, *icon, *search;
};

struct pages_options {
	const struct site_config *config;
	const struct model *model;           /* frozen */
	const struct mu_set *templates;      /* loaded and linked */
	struct page_assets assets;
	/* Gives *out, which is r together with its prose, in the arena; close goes before the arena is cleared,
	 * whatever open gave. NULL: the model's reports have their prose. Called by many threads; each has the
	 * report that it opened last until it opens another, or until pages_free. */
	int (*open)(void *ctx, const struct report *r, struct report *out, struct arena *a, struct diag *d);
	void (*close)(struct report *out);
	void *ctx;
	struct search *search;               /* pages_search adds heads, page_render texts; or NULL */
	const char *version;                 /* of the generator: "1.0.0"; shown on pages */
};

struct page {
	const char *path;                    /* output path: "authorities/stockport/index.html" */
	const char *title;                   /* for listings and messages */
	const struct page_family *family;
	const void *subject, *other;         /* what it is about; private to the family */
	struct date updated;                 /* latest date of its data, or unset; never the clock */
	bool indexed;                        /* belongs in the sitemap */
	struct pos pos;                      /* the file it comes from; file NULL when from none */
	size_t then;                         /* number of a page that its worker makes next, since it has what that needs; or 0 */
	bool after;                          /* it is such a page */
};

struct page_list {
	struct page *v;                      /* data files first (they take longest), then by family */
	size_t n;
};

struct pages;

/* Works out the indexes that pages share. Never fails. The strings of o are copied, the objects borrowed. */
struct pages *pages_new(const struct pages_options *o);
void pages_free(struct pages *p);
/* No page will be rendered any more, and the model may go: all but the list of pages is freed. */
void pages_made(struct pages *p);

/* Lists every page, once. Two pages with one output path, in any case, are reported
 * (PAGE_COLLISION, at the second, with a note at the first). The list belongs to p. */
const struct page_list *pages_plan(struct pages *p, struct diag *d);

/* Checks the template of each family against the record that the family gives it. */
void pages_check(const struct pages *p, struct diag *d);

/* Adds to the search index all that can be found by its name, once, before page_render makes a page that is searched: the
 * same as long as pages_depend is. Not needed where no index is written. */
void pages_search(struct pages *p);

/* Appends one page's bytes to out. Thread-safe for distinct scratch, out and d; scratch
 * may be cleared as soon as it returns. 0, or -1 when the template failed (reported). */
int page_render(const struct pages *p, const struct page *page, struct arena *scratch,
		struct strbuf *out, struct diag *d);
/* A stretch of a data file that hangs on the reports of one authority. */
struct page_part {
	uint64_t depends;                    /* on what, a hash; never 0 */
	uint64_t at, size;                   /* bytes of the file */
};
/* Where the first bytes of a long data file go while the rest is made, and what need not be made of it. */
struct page_pieces {
	size_t size;                         /* about as many bytes at a time */
	void (*take)(void *ctx, struct span bytes);
	/* Called with each part, in their order. NULL: nobody asks, and the next three are not used. */
	void (*note)(void *ctx, const struct page_part *part);
	/* Parts of the file as it was made once, with the same inputs if not with the same model; copy gives the bytes of one, or false. */
	const struct page_part *old;
	size_t olds;
	bool (*copy)(void *ctx, const struct page_part *part, char *to);
	uint64_t inputs;                     /* as page_depends has them */
	void *ctx;
};
/* The same, where out need not hold all of a data file: it ends up with what pieces did not take. */
int page_render_pieces(const struct pages *p, const struct page *page, struct arena *scratch,
		       struct strbuf *out, const struct page_pieces *pieces, struct diag *d);

/* A hash of inputs and of all else that the page depends on: as long as it is the same, page_render gives the same bytes and
 * says the same, if it said nothing. inputs: a hash of the config, the templates, the assets and all of the model but its
 * reports. 0: not known. After pages_plan. */
uint64_t page_depends(const struct pages *p, const struct page *page, uint64_t inputs);
/* Instead of page_render, before any other page is made: the bytes that the page has, since it is not made. */
void page_stays(struct pages *p, const struct page *page, size_t bytes);
/* Of a page that was made: its Markdown led to somewhere that page_depends does not know of, so it is to be made each time. */
bool page_crosses(const struct pages *p, const struct page *page);
/* page_depends for a page that depends on everything. */
uint64_t pages_depend(const struct pages *p, uint64_t inputs);
/* True when rendering it also notes what the search index needs. */
bool page_is_searched(const struct page *page);

/* The date of the newest fact held (publication, else inspection); unset when no report is held. */
struct date pages_data_date(const struct pages *p);

/* The families, for docs/templates.md: name, template and the record that the template sees.
 * Families without a template (CSV, JSON) have NULL for both. */
size_t page_family_count(void);
/* The number of a page's family. */
size_t page_family_of(const struct page *page);
const char *page_family_name(size_t i);
const char *page_family_template(size_t i);
const struct mu_record *page_family_record(size_t i);

#endif

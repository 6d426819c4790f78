/* audit/links: do all links inside the site lead somewhere?
 *
 * Every file of the site is added, by one thread. While pages are rendered their
 * ids and references are noted, each worker for itself, in little memory. When all
 * are there, links_check follows every reference: to pages, files and anchors, from
 * pages, feeds, charts and the sitemap. Absolute URLs below base_url count as links
 * inside the site. Only hashes are kept: for messages the text of pages is asked for
 * again. Knows base only. */
#ifndef AUDIT_LINKS_H
#define AUDIT_LINKS_H

#include <stdbool.h>
#include <stdint.h>
#include "base/diag.h"
#include "base/str.h"

struct allow;
struct links;

/* base_url may be NULL or "". workers: as many as call links_scan, at least 1. */
struct links *links_new(const char *base_url, unsigned workers);
void links_free(struct links *l);

/* Once, after the last links_add: ids that are too many for memory wait in a file in that folder. Without it all are held. */
void links_set_aside(struct links *l, const char *dir);
/* Makes room for so many files. */
void links_reserve(struct links *l, size_t n);
/* Adds a file by its output path; made_from is where its content comes from (file NULL:
 * from nowhere in particular). Strings are borrowed. Returns its number: 0, 1, 2 ... */
size_t links_add(struct links *l, const char *path, struct pos made_from);
/* Notes a file's ids and references; files that are not markup have none. Thread-safe
 * for distinct files and workers, once all are added. */
void links_scan(struct links *l, size_t file, struct span text, unsigned worker);

/* What is known of a file whose bytes are those of an earlier run with the same files in the same order, in which
 * nothing was amiss. */
struct links_known {
	const uint32_t *id;            /* hashes of its ids, sorted */
	size_t ids;
};
/* An id of a file that some other file names. */
struct links_target {
	uint32_t file;                 /* its number + 1 */
	uint32_t id;
};
/* Notes a file by what was known of it, instead of links_scan. What it points to is borrowed. Thread-safe as links_scan. */
void links_recall(struct links *l, size_t file, struct links_known known);
/* Notes what the files of that run named, as links_targets gave it; it is borrowed. More than the recalled ones named costs time at most. */
void links_recall_targets(struct links *l, const struct links_target *target, size_t n);
/* After links_check: brings back what waits in the file, for links_known. */
void links_bring_back(struct links *l);
/* After links_check: what is to be recalled of a file. False when it has to be scanned each time. */
bool links_known(const struct links *l, size_t file, struct links_known *out);
/* After links_check: what all files name, in a. */
const struct links_target *links_targets(const struct links *l, struct arena *a, size_t *n);

/* How links_check gets a file's bytes again: appends them to out; -1 when it cannot. Called
 * by several threads at once. */
struct links_text {
	int (*again)(void *ctx, size_t file, struct strbuf *out);
	void *ctx;
};
/* Reports what is wrong, in order of files; the same fault on many pages is one message
 * with a note of how many. What allow (may be NULL) permits is left out. */
void links_check(struct links *l, unsigned threads, struct links_text text, struct allow *allow, struct diag *d);

/* What the audit asks of the same files. Numbers are those of links_add. */

/* Call it between the last links_add and the first links_scan: from then on links_reached,
 * links_counts and links_each_outside have something to say, when all files are scanned. */
void links_audit(struct links *l);

size_t links_count(const struct links *l);
const char *links_path(const struct links *l, size_t file);
struct pos links_made_from(const struct links *l, size_t file);
/* "" where none is known, else ending in '/'. */
const char *links_base_url(const struct links *l);

enum links_lead {
	LINKS_FILE,            /* to a file of the site: *to is its number */
	LINKS_NOWHERE,         /* to where the site has no file */
	LINKS_ELSEWHERE        /* to another host, or no address of a file at all */
};
/* Where a decoded URL on that file's page leads. Thread-safe once all are added. */
enum links_lead links_lead(const struct links *l, size_t from, const char *url, size_t *to);

/* Does another page link to the file? */
bool links_reached(const struct links *l, size_t file);
struct links_counts {
	size_t links, anchors; /* references followed; those that name a place in a page */
};
struct links_counts links_counts(const struct links *l);
/* Calls found for each link to another site (http or https), in order of files. */
void links_each_outside(const struct links *l, void (*found)(void *ctx, const char *url, size_t file, size_t offset),
			void *ctx);

#endif

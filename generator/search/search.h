/* search: the index that the search page reads, as plain script files.
 *
 * It takes heads (what can be found by its name) and their texts, and gives files below
 * search/ that a <script> element can load, from a host or from file://. Heads stand in
 * volumes; a volume holds together and does not change while its documents do not. The
 * formats are told in docs/architecture.md, "Search". Knows base and libstemmer only.
 *
 * Use: search_add and search_volume from one thread, then search_text from any, then
 * search_write once. Output depends on the heads' order, not on that of the texts. */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

#define SEARCH_DIR "search/"
#define SEARCH_UNITS_MAX 100000        /* pieces of one document's text; more are left out */

struct search;

/* Something with an address. Borrowed, must outlive the search. */
struct search_head {
	const char *url;               /* site path, unique: "reports/stockport/2012-02-17/" */
	const char *title;             /* as a result shows it */
	const char *kind;              /* "Authority" */
	const char *words;             /* what it is found by; this and the key are not looked at after search_add */
	const char *key;               /* what it can be filtered by: an authority's id; or NULL */
	bool has_text;                 /* search_text will come */
};

/* A paragraph, or a heading, of its text. */
struct search_unit {
	const char *anchor;            /* id on the page: "p12" */
	struct span text;              /* plain */
	bool heading;                  /* ranked before paragraphs */
};

/* dir: for a file in which the words of most texts wait if there are many; if none can be made there, they stay
 * in memory. */
struct search *search_new(const char *dir);
/* NULL is fine. */
void search_free(struct search *s);
void search_add(struct search *s, const struct search_head *head);
/* What is added from here on stands in a further volume. Later volumes are searched first,
 * but for the first of all, which is searched before any. */
void search_volume(struct search *s);

/* "search/text/reports/stockport/2012-02-17.js": where the text of a head belongs. */
const char *search_text_path(const char *url, struct arena *a);
/* Appends that file's bytes to out and notes its words; what comes a second time for one url is
 * only written. Thread-safe for distinct urls and scratch, within pool_run. s may be NULL: nothing is noted. */
void search_text(struct search *s, const char *url, const struct search_unit *unit, size_t n, struct arena *scratch,
		 struct strbuf *out);

/* Gives each further file to put, from several threads at once (worker: 0..threads-1); path and bytes
 * are valid during the call. -1 with errno set when words that waited in the file could not be read. */
typedef void search_put(void *ctx, const char *path, struct span bytes, unsigned worker);
int search_write(struct search *s, unsigned threads, search_put *put, void *ctx);

#endif

/* search: the index that the search page reads, as plain script files.
 *
 * It takes heads (what can be found by its name) and their texts, and gives files below
 * search/ that a <script> element can load, from a host or from file://. Heads stand in
 * volumes; a volume holds together and does not change while its documents do not. The
 * formats are told in docs/architecture.md, "Search". Knows base and libstemmer only.
 *
 * Use: search_add and search_volume from one thread, then search_text from any, then
 * search_settle and search_write. Output depends on the heads' order, not on that of the texts, nor on
 * what was recalled of an earlier build: that only spares work. */
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
/* The index that an earlier build wrote and that stands: what search_keep gave of it, and where its files can be read, those
 * of texts, too (whole, in the arena; false: they cannot; from any thread). Before the first search_add. False: all is as if
 * nothing had been given. From then on a text that does not come is taken to be what it was. */
typedef bool search_read(void *ctx, const char *path, struct arena *a, struct span *out);
bool search_recall(struct search *s, struct span kept, search_read *read, void *ctx);
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

/* All texts that have changed are in. True: others are wanted. */
bool search_settle(struct search *s);
/* True when the text with that path has to come by search_text before search_write, though it is what it was. */
bool search_wants(const struct search *s, const char *path);

/* Gives each further file to put, from several threads at once (worker: 0..threads-1); path and bytes
 * are valid during the call. Those that are as they stand go to stay, which may say false: it does not. */
typedef void search_put(void *ctx, const char *path, struct span bytes, unsigned worker);
typedef bool search_stay(void *ctx, const char *path, unsigned worker);
/* 0: all files are out. 1: texts are wanted, and it is to be called again. -1: words that waited in the file could not be read,
 * or stay said false. */
int search_write(struct search *s, unsigned threads, search_put *put, search_stay *stay, void *ctx);
/* After that: appends what the next build is to be given. */
void search_keep(const struct search *s, struct strbuf *out);
/* Nothing more is to be written: gives memory back. A text that comes after that is only written. */
void search_close(struct search *s);

#endif

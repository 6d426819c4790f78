/* diff: two finished sites compared in their own terms: reports, grades, improvements,
 * authorities, pages.
 *
 * Knows base, writer (trees) and jansson. A tree is input from outside: its data/ files are
 * read with bounds, and what cannot be read is reported, never guessed. What stands in the
 * tables is made safe for a terminal; the printers make it safe for their format. The result
 * depends on the two trees alone; the order of rows within the data files makes no difference
 * between "same" and "differs". */
#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H

#include "base/arena.h"
#include "base/diag.h"
#include "writer/tree.h"

#define DIFF_MAX_DATA (64u << 20) /* bytes of one data file */
#define DIFF_MAX_ROWS 1000000     /* rows of one data file */
#define DIFF_MARKDOWN_MAX 60000   /* bytes: a GitHub comment holds 65,536 characters */

enum diff_table {
	DIFF_REPORTS_ADDED,
	DIFF_REPORTS_REMOVED,
	DIFF_REPORTS_RENAMED,
	DIFF_REPORTS_CORRECTED,
	DIFF_GRADES_CORRECTED,
	DIFF_GRADES_ADDED, /* to reports that both sites have; so the next */
	DIFF_GRADES_REMOVED,
	DIFF_IMPROVEMENTS,
	DIFF_AUTHORITIES_ADDED,
	DIFF_AUTHORITIES_REMOVED,
	DIFF_AUTHORITIES_CHANGED,
	DIFF_PAGES_LOST,  /* no page and no redirect stands there any more */
	DIFF_PAGES_MOVED, /* a redirect stands there */
	DIFF_PAGES_GAINED,
	DIFF_ANCHORS_LOST, /* places on report pages that somebody may cite */
	DIFF_TABLES
};

/* Columns of the tables, where others than the printers look at them. */
enum { DIFF_REPORT_ID, DIFF_REPORT_GRADES = 4 };
enum {
	DIFF_GRADE_REPORT,
	DIFF_GRADE_STRAND,
	DIFF_GRADE_AREA,
	DIFF_GRADE_OLD,
	DIFF_GRADE_NEW,
	DIFF_GRADE_OLD_SOURCE,
	DIFF_GRADE_NEW_SOURCE
};
enum { DIFF_GONE_GRADE = 3, DIFF_GONE_SOURCE };
enum { DIFF_PAGE };

struct diff_rows {
	const char *const **v; /* v[row][column]; no cell is NULL */
	size_t n, cap;
};

struct diff {
	struct arena arena; /* holds everything here */
	const char *old_name, *new_name;
	struct diff_rows table[DIFF_TABLES];
	size_t files_changed;              /* in both, with other bytes; pages included */
	size_t files_added, files_removed; /* other files than pages */
};

#define DIFF_INIT                                                                                            \
	{                                                                                                    \
		.arena = ARENA_INIT                                                                          \
	}

/* True when the tree has the files by which diff_make knows a site. */
bool diff_is_site(const struct tree *t);
/* Compares. The trees need live no longer than the call. Names are those of the sites, for people.
 * -1 when one is no site (TREE_OTHER) or its data cannot be read (TREE_DATA), reported. */
int diff_make(struct diff *out, const struct tree *old, const char *old_name, const struct tree *new,
	      const char *new_name, struct diag *d);
/* Nothing differs, not a byte of any file. */
bool diff_same(const struct diff *f);
void diff_release(struct diff *f);

/* Each appends the whole comparison. Text and Markdown shorten long tables and say how many more there are.
 */
void diff_text(const struct diff *f, struct strbuf *out);
void diff_markdown(const struct diff *f, struct strbuf *out);
void diff_json(const struct diff *f, struct strbuf *out);

#endif

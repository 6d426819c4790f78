/* base/diag: what is wrong, where, collected instead of printed.
 *
 * Every room reports into a struct diag and goes on; nothing here prints.
 * Codes, levels and wordings stand in diag_codes.def, one line each. Lines and
 * columns are 1-based; columns count characters (code points); line 0 means
 * "the whole file". One sink belongs to one thread; diag_merge joins them. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

enum diag_level {
	DIAG_NOTE,       /* something a person may want to know; never a finding */
	DIAG_WARNING,    /* a finding; exit status 1 only with --strict */
	DIAG_ERROR,      /* content or templates: exit status 1 */
	DIAG_CONFIG,     /* usage or configuration: exit status 2 */
	DIAG_SYSTEM,     /* the machine: exit status 3 */
	DIAG_LEVELS
};

enum diag_code {
#define DIAG(code, level, slug, wording) DIAG_##code,
#include "base/diag_codes.def"
#undef DIAG
	DIAG_CODES,
	DIAG_AUDIT_FIRST = DIAG_HTML_SYNTAX,
	DIAG_AUDIT_LAST = DIAG_EXTERNAL_LINK
};

/* A place in a file. file is relative to the site's folder where it lies inside it. */
struct pos {
	const char *file;
	unsigned line, col;
};

/* Text of a file with its name, for turning byte offsets into places. */
struct source {
	const char *name;
	struct span text;
	unsigned line0;      /* lines that stand before text in the file */
};

struct diag_note {
	struct pos at;
	const char *text;
	struct diag_note *next;
};

struct diag_entry {
	enum diag_code code;
	struct pos at;
	const char *detail;      /* what exactly; NULL when the wording says all */
	const char *excerpt;     /* the source line; NULL when not known */
	struct diag_note *notes; /* second places, include stack, hints; in order */
	size_t seq;              /* order of arrival, for a stable sort */
};

struct diag {
	struct arena arena;
	struct diag_entry *entry;
	size_t n, cap;
	size_t count[DIAG_LEVELS];
	size_t dropped;          /* entries past DIAG_MAX, counted, not kept */
};

#define DIAG_INIT { .entry = NULL }
#define DIAG_MAX 2000        /* entries kept in one sink */
#define DIAG_EXCERPT_MAX 240 /* bytes of a source line kept */

/* Records one message; detail is printf-style and may be NULL. Cannot fail. */
void diag_report(struct diag *d, enum diag_code code, struct pos at, const char *detail, ...)
	__attribute__((format(printf, 4, 5)));
/* The same at a byte offset of a source: line, column and excerpt are worked out here. */
void diag_at(struct diag *d, enum diag_code code, const struct source *src, size_t offset,
	     const char *detail, ...) __attribute__((format(printf, 5, 6)));
/* Adds a note to the message reported last (no message: nothing happens). */
void diag_note(struct diag *d, struct pos at, const char *text, ...)
	__attribute__((format(printf, 3, 4)));
/* Gives the message reported last the line of src that holds offset as its excerpt, for
 * callers that know the place already. */
void diag_excerpt(struct diag *d, const struct source *src, size_t offset);
/* Records e again under another code, its own wording going into the detail: same place,
 * excerpt and notes. e may live in another sink. */
void diag_report_as(struct diag *d, enum diag_code code, const struct diag_entry *e);

/* Place of a byte offset; an offset past the end is the end. */
struct pos source_pos(const struct source *src, size_t offset);

enum diag_level diag_code_level(enum diag_code code);
const char *diag_code_slug(enum diag_code code);      /* "grade-unknown" */
const char *diag_code_wording(enum diag_code code);

/* True when anything of DIAG_ERROR or worse was reported. */
bool diag_failed(const struct diag *d);
/* Records e, which may live in another sink, once more: same code, place, excerpt and notes. */
void diag_repeat(struct diag *d, const struct diag_entry *e);
/* Takes out the entries that drop wants gone; the counts follow. */
void diag_drop(struct diag *d, bool (*drop)(void *ctx, const struct diag_entry *e), void *ctx);
/* Moves src's entries behind dst's; src is empty afterwards. */
void diag_merge(struct diag *dst, struct diag *src);
/* Sorts by file, line, column; equal places keep their order of arrival. What was said twice,
 * to the letter and at one place, is kept once. */
void diag_sort(struct diag *d);
void diag_release(struct diag *d);

#endif

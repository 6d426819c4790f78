/* diff, private: what the files of this room share. */
#ifndef DIFF_DIFF_INT_H
#define DIFF_DIFF_INT_H

#include "base/map.h"
#include "base/vec.h"
#include "diff/diff.h"

/* ---- facts.c: the data files of one site ------------------------------------------- */

/* Columns that are read; the names stand in facts.c in the same order. */
enum {
	R_ID,
	R_AUTHORITY,
	R_FRAMEWORK,
	R_TITLE,
	R_START,
	R_END,
	R_PUBLISHED,
	R_GRADES,
	R_FILE,
	R_SHA256,
	R_COLUMNS
};
enum { J_REPORT, J_AREA, J_GRADE, J_STRAND, J_PARAGRAPH, J_URL, J_FILE, J_LINE, J_COLUMNS };
enum { I_REPORT, I_NUMBER, I_STRAND, I_TIMESCALE, I_TEXT, I_COLUMNS };
enum { A_ID, A_NAME, A_TYPE, A_REGION, A_GSS, A_URN, A_DFE, A_FROM, A_TO, A_COLUMNS };
#define FACT_COLUMNS 10

enum fact_file { FACT_REPORTS, FACT_JUDGEMENTS, FACT_IMPROVEMENTS, FACT_AUTHORITIES, FACT_FILES };

struct fact {
	const char *cell[FACT_COLUMNS]; /* "" for null; made safe */
	const struct fact *other;       /* its counterpart in the other site, once found */
};

struct facts {
	struct {
		struct fact *v;
		size_t n;
	} file[FACT_FILES];
	struct map report; /* id to struct fact */
};

/* -1: reported. */
int facts_read(struct facts *out, const struct tree *t, const char *name, struct arena *a, struct diag *d);
/* Text without characters that steer a terminal or reorder text: U+FFFD stands for them, a space for white
 * space. */
const char *clean_text(struct span s, struct arena *a);

/* ---- tables.c ------------------------------------------------------------------------ */

#define DIFF_COLUMNS 9

enum diff_kind { KIND_TEXT, KIND_NUMBER, KIND_LINK };

struct diff_column {
	const char *key;   /* in JSON */
	const char *title; /* in Markdown; NULL: not shown there */
	enum diff_kind kind;
};

struct diff_spec {
	const char *key;        /* in JSON */
	const char *one, *many; /* "grade corrected", "grades corrected" */
	const char *line;       /* text: "%0" is column 0, "~1" column 1 and ", " unless it is empty */
	struct diff_column column[DIFF_COLUMNS + 1]; /* ends with a NULL key */
};

extern const struct diff_spec diff_specs[DIFF_TABLES];
/* Adds a row of as many cells as the table has columns; NULL becomes "". Text is borrowed. */
void diff_row(struct diff *f, enum diff_table t, const char *const *cell);
#define ROW(f, t, ...) diff_row((f), (t), (const char *const[DIFF_COLUMNS]){ __VA_ARGS__ })
/* "2 reports added, 1 page lost; 14 files changed": appends. */
void diff_summary(const struct diff *f, struct strbuf *out);

/* ---- improvements.c, pages.c --------------------------------------------------------------------------- */

/* Reports must have found their counterparts. */
void diff_improvements(struct diff *f, struct facts *old, struct facts *new);
void diff_pages(struct diff *f, const struct tree *old, const struct tree *new);

#endif

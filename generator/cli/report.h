/* cli/report: findings for people and for machines. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include <stdio.h>
#include "cli/cmd.h"

struct report_style {
	enum format format;
	bool colour;
	bool quiet;            /* no notes, no count */
	bool errors_only;      /* as text: no warnings either */
	const char *root;      /* folder that names of files count from, for excerpts; "." is here */
};

/* Prints all of d, sorted by place. Text ends with a line that counts the findings. */
void report_print(FILE *out, struct diag *d, const struct report_style *style);
/* The same, appended. */
void report_add(struct strbuf *out, struct diag *d, const struct report_style *style);
/* The exit status that the findings ask for. */
enum status report_status(const struct diag *d, bool strict);

/* "note", "warning" or "error": what people and machines are told of a level. */
const char *report_level(enum diag_level level);
/* report_formats.c: each appends the whole report. */
void report_json(struct strbuf *out, const struct diag *d, const struct report_style *style);
void report_github(struct strbuf *out, const struct diag *d, const struct report_style *style);
void report_sarif(struct strbuf *out, const struct diag *d, const struct report_style *style);
/* report_junit.c */
void report_junit(struct strbuf *out, const struct diag *d, const struct report_style *style);
/* The file as it is called from the current folder, where a repository's root usually is. */
const char *report_from_here(const char *file, const struct report_style *style, struct arena *a);
/* Appends the wording and the detail of an entry. */
void report_message(struct strbuf *out, const struct diag_entry *e);

/* excerpt.c: appends a line of a source and a line with a caret below its column (1-based,
 * in characters; 0 or past the end: no caret). Tabs become spaces, what cannot be seen is
 * spelt out, a long line is cut to the part around the column. */
void excerpt_add(struct strbuf *out, unsigned line, struct span text, unsigned col);
/* Appends text from outside so that it can neither steer the terminal nor forge a line. */
void visible_add(struct strbuf *out, const char *text);

#endif

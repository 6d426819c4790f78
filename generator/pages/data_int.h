/* pages/data_int: columns and files of the downloads, described once for CSV, JSON,
 * datapackage.json and the dictionary at /data/. Private to the room. */
#ifndef PAGES_DATA_INT_H
#define PAGES_DATA_INT_H

#include "pages/pages_int.h"

enum column_type { COLUMN_STRING, COLUMN_INTEGER, COLUMN_DATE, COLUMN_TYPES };
enum column_categories { CATEGORIES_NONE, CATEGORIES_GRADE, CATEGORIES_BASIS, CATEGORIES_TIMESCALE };

struct data_column {
	const char *name;
	struct span key;                   /* as a member's name in JSON: "name": */
	enum column_type type;
	enum column_categories categories;
	const char *text;
	/* The cell's plain text, empty for an empty cell: where it stands in the model, or put together in
	 * cell, which is empty and may be used for nothing else. row is what the file's rows are of. */
	struct span (*get)(const struct pages *p, const void *row, struct strbuf *cell);
};

struct data_writer {
	const struct pages *p;
	const struct data_column *column;
	size_t columns, rows;
	struct strbuf *out, cell;
	const struct page_pieces *pieces;  /* or NULL: out gets all */
	size_t taken;                      /* bytes that went there */
	struct page_part part;             /* in hand */
	size_t next_old;                   /* of pieces->old, where the next is looked for first */
	enum data_format format;
};

struct data_file {
	const char *name, *text;
	const struct data_column *column;
	size_t columns;
	enum facts facts;                  /* what the columns show of a report */
	const char *key;                   /* primary key, with commas */
	const char *foreign[2][3];         /* column, other file, its column */
	size_t (*count)(const struct pages *p);
	void (*each)(struct data_writer *w);       /* calls data_row for each row, in order */
};

extern const struct data_file data_files[DATA_FILES];
enum { DATA_JUDGEMENTS, DATA_REPORTS, DATA_AUTHORITIES, DATA_IMPROVEMENTS };

/* Rows of improvements carry their report. */
struct improvement_row {
	const struct report *report;
	const struct improvement *improvement;
};

const char *column_type_name(enum column_type t);
void data_begin(struct data_writer *w, const struct pages *p, size_t file, enum data_format format,
		struct strbuf *out);
void data_row(struct data_writer *w, const void *row);
void data_end(struct data_writer *w);
/* The rows of one authority stand between these two; facts: what the columns show. True when they were copied from the file
 * as it was: then no row is to be added, nor data_part_end called. */
bool data_part_stays(struct data_writer *w, const struct authority *who, enum facts facts);
void data_part_end(struct data_writer *w);
void data_report_judgements(struct data_writer *w, const struct report *r);
void data_report_improvements(struct data_writer *w, const struct report *r);

#endif

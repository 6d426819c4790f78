/* readers, private: rough text on its way to Markdown (tidy*.c only). */
#ifndef READERS_TIDY_INT_H
#define READERS_TIDY_INT_H

#include "readers/readers_int.h"

enum line_kind { L_TEXT, L_NUMBER, L_BULLET, L_ROW };

struct tidy_line {
	enum line_kind kind;
	struct span raw;               /* without trailing space */
	struct span text;              /* without bullet or number */
	struct span whole;             /* L_NUMBER: with its number, for a line that is not one after all */
	long number;
	unsigned line;                 /* source line */
	unsigned gap;                  /* blank lines before it */
	bool tabbed;                   /* holds a tab: a row, unless it has a number or a bullet */
	bool rule;                     /* the line under a table's header */
};

enum tidy_kind { T_COVER, T_HEADING, T_PARAGRAPH, T_NUMBERED, T_BULLET, T_ROW };

struct tidy_block {
	enum tidy_kind kind;
	int level;                     /* T_HEADING: 1 title, 2 part, 3 area, 4 timescale */
	long number;
	struct strbuf text;            /* lines joined */
	const struct tidy_line *row;   /* T_ROW */
	bool nested;                   /* T_BULLET: belongs to the numbered paragraph above */
	bool header;                   /* T_ROW: the row above a rule */
	unsigned line;
};

struct tidy {
	const struct framework *fw;
	struct arena *a;
	VEC(struct tidy_line) line;
	VEC(struct tidy_block) block;
	long number;                   /* last paragraph number seen */
	bool whole;                    /* lines are whole paragraphs: nothing goes on in the next */
	bool timed;                    /* in a list below a timescale */
	bool plain;                    /* in a list of improvements that may have no bullets */
	bool cover;                    /* still before the first heading, number or table */
	size_t title;                  /* lines of the cover that are the rest of its title */
};

#define TIDY_MAX_CELLS 8

/* Cells of a row, trimmed; empty ones at the end are left out. */
void tidy_cells(const struct tidy_line *l, struct span *cell, size_t *count);
/* tidy_rows.c: lines that are a table without its marks become rows; the spaces of a page's layout become one. */
void tidy_rows(struct tidy *t);
/* tidy_lists.c: paragraphs that are a list without its marks become items. */
void tidy_lists(struct tidy *t);
/* A date or a name that stands on a line of its own. */
bool tidy_is_fact(const struct framework *fw, struct span s);
/* tidy_blocks.c: lines to blocks. */
void tidy_blocks(struct tidy *t);
/* tidy_md.c: blocks to Markdown. Releases the blocks' text. */
void tidy_markdown(struct tidy *t, struct prose *out);

#endif

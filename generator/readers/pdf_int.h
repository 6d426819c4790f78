/* readers, private: a PDF on its way to rough text (pdf*.c only).
 *
 * pdftotext gives words with their places; from these come lines, from lines what
 * belongs to the page and not to the text (running headers, page numbers, footnotes),
 * then tables, then paragraphs. Lengths are points, y grows downwards. Nothing here knows
 * a framework: what is made of a PDF depends on its bytes alone, so it can be kept. */
#ifndef READERS_PDF_INT_H
#define READERS_PDF_INT_H

#include "base/vec.h"
#include "readers/readers_int.h"

#define PDF_TEXT_VERSION 3       /* of what is made of a PDF; a kept text of another version is not used */
#define PDF_MAX_PAGES 2000
#define PDF_MAX_WORDS 2000000
#define PDF_MAX_COLUMNS 8        /* of a table */

struct pdf_box {
	double x0, y0, x1, y1;
};

struct pdf_word {
	struct pdf_box box;
	struct span text;
	bool raised;                   /* small digits above the line: a footnote's mark */
};

/* Words of one line without a wide gap between them. */
struct pdf_seg {
	struct pdf_box box;
	size_t word, words;            /* into pdf_doc.word */
};

enum pdf_mark { PDF_NO_MARK, PDF_NUMBER, PDF_BULLET };

struct pdf_line {
	struct pdf_box box;
	double height;                 /* of most of its words: about 1.2 of the type's size */
	double foot;                   /* y where those words end: a measure of the baseline */
	size_t seg, segs;              /* into pdf_doc.seg */
	size_t word, words;
	enum pdf_mark mark;            /* what its first word is */
	double text_x;                 /* where its text begins, after the mark */
	bool furniture;                /* of the page: header, footer, page number */
	bool note;                     /* of a footnote */
	bool note_start;
	bool in_table;
};

struct pdf_page {
	double width, height;
	size_t word, words;
	size_t line, lines;
};

struct pdf_doc {
	struct arena *a;
	VEC(struct pdf_page) page;
	VEC(struct pdf_word) word;
	VEC(struct pdf_seg) seg;
	VEC(struct pdf_line) line;
	double body;                   /* height of most words */
	double right;                  /* where full lines end */
	double lead;                   /* usual distance of lines, in heights: 1 for text set solid */
};

/* A row of a table: its cells' texts. */
struct pdf_row {
	struct span cell[PDF_MAX_COLUMNS];
	size_t line;                   /* its first line */
	double y0, y1;
};

/* A table on one page. */
struct pdf_table {
	struct pdf_row *row;
	size_t rows, columns;
	size_t first, last;            /* lines [first, last) that it covers */
	double x0;                     /* of its last column */
	bool contents;                 /* labels and page numbers */
};

/* Rough text made of a PDF. */
struct pdf_text {
	struct span text;
	unsigned *page_line;           /* line of text on which each page's first begins */
	size_t pages;
	char sha256[DIGEST_HEX];       /* of the PDF */
};

/* pdf_words.c: the XHTML of pdftotext -bbox. False: it is not of that form, or too large. */
bool pdf_words(struct pdf_doc *doc, struct span xhtml);
/* pdf_lines.c: words to lines of segments, with the measures of the document. */
void pdf_lines(struct pdf_doc *doc);
/* Appends words [first, first+n) with spaces where there are gaps. */
void pdf_put_words(const struct pdf_doc *doc, size_t first, size_t n, bool marks, struct strbuf *out);
/* pdf_page.c: marks furniture and footnotes. */
void pdf_furniture(struct pdf_doc *doc);
/* pdf_table.c: the table that begins at or after line i of a page and before end; false: none. */
bool pdf_table_at(struct pdf_doc *doc, size_t i, size_t end, const struct pdf_table *before, struct pdf_table *out);
/* pdf_flow.c: everything to text. */
void pdf_flow(struct pdf_doc *doc, struct pdf_text *out);
/* All of the above. False as pdf_words. */
bool pdf_text_of(struct span xhtml, struct pdf_text *out, struct arena *a);

/* pdf_cache.c: kept texts. dir NULL: nothing is kept. */
bool pdf_cache_get(const char *dir, struct span pdf, struct pdf_text *out, struct arena *a);
void pdf_cache_put(const char *dir, struct span pdf, const struct pdf_text *text);

#endif

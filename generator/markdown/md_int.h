/* markdown, private: the document behind struct md_doc. */
#ifndef MARKDOWN_MD_INT_H
#define MARKDOWN_MD_INT_H

#include <cmark.h>
#include "base/vec.h"
#include "markdown/md.h"

#define MD_MAX_DEPTH 20 /* lists within one another; deeper ones are left out */

/* What is known of a block beside what readers see. */
struct md_piece {
	bool first; /* of a number: the first block that has it */
	/* The rest only in a document that was read line by line. */
	struct span src;   /* the Markdown of its text: lines as they stand */
	cmark_node *root;  /* the same parsed, when it holds markup; NULL: it is plain text */
	unsigned from, to; /* a row: the first and last line of its table */
};

struct md_doc {
	struct arena own, *a; /* a: where everything lies; &own unless the caller gave one */
	struct span text;
	const char **line; /* start of each line; line_count + 1 entries */
	size_t line_count;
	cmark_node *root; /* NULL: read line by line, see md_lines.c */
	VEC(struct md_block) block;
	VEC(struct md_piece) piece; /* one a block */
};

/* md_lines.c: fills blocks and pieces of a document whose blocks can be told from the beginnings of its
 * lines. False: it cannot be done, the document is without blocks and cmark must read it. */
bool md_read_lines(struct md_doc *doc);
/* The other way: cmark's tree to blocks. */
void md_read_tree(struct md_doc *doc);
/* After either: says of each block whether it is the first of its number. */
void md_mark_repeats(struct md_doc *doc);
/* True when a cell, or another line of its own, is text as it stands: no markup, no space to join. */
bool md_is_plain(struct span line);

struct md_block *md_add_block(struct md_doc *doc, enum md_kind kind, int level, unsigned line);
void md_add_table(struct md_doc *doc, unsigned first, unsigned last, int level);
/* Forgets all blocks. */
void md_drop_blocks(struct md_doc *doc);
/* Plain text of a node's inlines, white space joined, in the arena. */
const char *md_plain(cmark_node *node, struct arena *a);
/* Appends the words of s, one space between them and none twice. */
void md_add_words(struct strbuf *out, struct span s);
/* The paragraph's own lines, when it is a table; otherwise false. */
bool md_is_table(const struct md_doc *doc, cmark_node *paragraph);
struct span md_line(const struct md_doc *doc, int line); /* 1-based */
/* Splits a table line at its unescaped '|'. */
struct span *md_cells(struct span line, struct arena *a, size_t *count);
bool md_is_delimiter_row(struct span line);

/* One rendering. */
struct md_out {
	const struct md_doc *doc;
	const struct md_render *how;
	struct strbuf *html;
	size_t first, last; /* blocks to render */
	size_t next;        /* block that comes next in the walk */
	int depth;          /* lists open */
	int level;          /* of the heading before */
	int tables;         /* so far, shown or not: regions of one page need names of their own */
	int line0;          /* lines of the document before the text that a tree was made of */
	struct arena scratch;
};

/* md_html.c, for both ways of rendering. */
bool md_shown(const struct md_out *o, size_t block);
/* A block's start tag, "<p" to "<p>", with its id if it has one. */
void md_open(struct md_out *o, const char *tag, size_t block);
void md_put_inlines(struct md_out *o, cmark_node *parent);
int md_open_heading(struct md_out *o, int level, size_t block);
void md_close_heading(struct md_out *o, int level);
void md_open_numbered(struct md_out *o, size_t block);
void md_put_table(struct md_out *o, int first, int last);
/* md_lines_html.c: a document that was read line by line. */
void md_put_lines(struct md_out *o);

#endif

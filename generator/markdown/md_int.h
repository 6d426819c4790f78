/* markdown, private: the document behind struct md_doc. */
#ifndef MARKDOWN_MD_INT_H
#define MARKDOWN_MD_INT_H

#include <cmark.h>
#include "base/vec.h"
#include "markdown/md.h"

#define MD_MAX_DEPTH 20     /* lists within one another; deeper ones are left out */

struct md_doc {
	struct arena arena;
	struct span text;              /* copy of the Markdown */
	const char **line;             /* start of each line; line_count + 1 entries */
	size_t line_count;
	cmark_node *root;
	VEC(struct md_block) block;
	VEC(cmark_node *) node;        /* node[i] made block[i] */
	VEC(bool) first;               /* block i is the first with its number */
};

/* Plain text of a node's inlines, white space joined, in the arena. */
const char *md_plain(cmark_node *node, struct arena *a);
/* The paragraph's own lines, when it is a table; otherwise false. */
bool md_is_table(const struct md_doc *doc, cmark_node *paragraph);
struct span md_line(const struct md_doc *doc, int line);     /* 1-based */
/* Splits a table line at its unescaped '|'. */
struct span *md_cells(struct span line, struct arena *a, size_t *count);
bool md_is_delimiter_row(struct span line);
/* Plain text of one cell's Markdown. */
const char *md_cell_plain(struct span cell, struct arena *a);

#endif

/* markdown: prose to a tree and to safe HTML (cmark). The only room that includes cmark.h.
 *
 * Beyond CommonMark it knows two things that reports need: list items keep the
 * numbers printed before them, and a paragraph of lines that begin with '|' is a
 * table. Raw HTML is never passed through.
 * A document is immutable once parsed and may be rendered by several threads. */
#ifndef MARKDOWN_MD_H
#define MARKDOWN_MD_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct md_doc;

enum md_kind {
	MD_HEADING,      /* level 1-6 */
	MD_PARAGRAPH,
	MD_NUMBERED,     /* a list item with a printed number, first paragraph's text */
	MD_BULLET,       /* an item of a plain list */
	MD_ROW,          /* a table row: cells */
	MD_OTHER         /* rule, code, quotation: rendered, without facts */
};

struct md_block {
	enum md_kind kind;
	int level;                 /* heading level; else nesting depth of lists, 0 outside */
	long number;               /* MD_NUMBERED */
	unsigned line;             /* 1-based line of the Markdown text where it begins */
	const char *text;          /* plain text, white space joined */
	const char **cell;         /* MD_ROW: plain texts */
	size_t cell_count;
};

/* Parses text (copied). Never fails: everything is some Markdown. Freed with md_free. */
struct md_doc *md_parse(struct span text);
/* The same in an arena, with the text as it is: both must outlive the document. Freed with md_free
 * before the arena is cleared. */
struct md_doc *md_parse_in(struct span text, struct arena *a);
void md_free(struct md_doc *doc);
/* Blocks in reading order, nested ones after their parents. Valid while doc lives. */
const struct md_block *md_blocks(const struct md_doc *doc, size_t *count);

/* The Markdown from the line of block first on, 0: all of it. Valid while doc lives. */
struct span md_text(const struct md_doc *doc, size_t first);

struct md_render {
	/* By block: the id of its element, or NULL; NULL: none has one. Headings, rows, bullets and plain paragraphs
	 * take it; a numbered paragraph has its own. */
	const char *const *id;
	/* Rewrites a link's target ("report:stockport/2012-02-17" to a URL), or NULL to leave it.
	 * at: line and column of the target in the Markdown text; its file is NULL. */
	const char *(*link)(void *user, const char *target, struct pos at);
	void *user;
	/* Added to heading levels, so that the page's own come first: one of level base + 1 stands
	 * before the text. A heading that skips a level is raised to the next. */
	int heading_base;
};
/* Appends HTML of blocks first..last-1 (0 and SIZE_MAX: all). Numbered items become
 * <p id="p87"><a href="#p87" aria-label="Paragraph 87">87</a> text</p>, what is below them follows;
 * a number that stood before is <span>87</span> without an id. Tables stand in a scrollable box.
 * docs/templates.md tells themes. Thread-safe. */
void md_html(const struct md_doc *doc, size_t first, size_t last, const struct md_render *how, struct strbuf *out);
/* HTML of one short text (a summary): paragraphs and lists, no ids. */
void md_html_text(struct span text, const struct md_render *how, struct strbuf *out);

#endif

/* markdown: blocks that were read line by line to HTML, as md_html.c writes cmark's tree. */
#include "markdown/md_int.h"

#include "base/escape.h"

/* Lines of plain text, each without the spaces before it. */
static void put_plain(struct md_out *o, struct span src)
{
	struct span line;

	while (span_line(&src, &line)) {
		escape_html(o->html, span_ltrim(line));
		if (src.n)
			sb_putc(o->html, '\n');
	}
}

static void put_text(struct md_out *o, size_t block)
{
	const struct md_piece *p = &o->doc->piece.v[block];

	if (!p->root) {
		put_plain(o, p->src);
		return;
	}
	o->line0 = (int)o->doc->block.v[block].line - 1;
	md_put_inlines(o, cmark_node_first_child(p->root));
	o->line0 = 0;
}

static bool is_bullet(const struct md_doc *doc, size_t i, int level)
{
	return i < doc->block.n && doc->block.v[i].kind == MD_BULLET && doc->block.v[i].level == level;
}

static void put_bullets(struct md_out *o, int level, bool visible);

/* An item and the bullets below it: those of one that is not shown are not shown either. */
static void put_item(struct md_out *o, bool visible, const char *tag, const char *close)
{
	bool show = visible && md_shown(o, o->next);
	size_t block = o->next++;

	if (show) {
		if (*tag)
			md_open(o, tag, block);
		put_text(o, block);
		sb_puts(o->html, o->doc->block.v[block].kind == MD_NUMBERED ? "</p>\n" : "");
	}
	if (o->doc->block.v[block].level == 1)
		put_bullets(o, 2, show);
	if (show)
		sb_puts(o->html, close);
}

static void put_bullets(struct md_out *o, int level, bool visible)
{
	bool open = false;

	while (is_bullet(o->doc, o->next, level)) {
		bool show = visible && md_shown(o, o->next);

		if (show && !open)
			sb_puts(o->html, "<ul>\n");
		open |= show;
		put_item(o, visible, "<li", "</li>\n");
	}
	if (open)
		sb_puts(o->html, "</ul>\n");
}

static void put_numbered(struct md_out *o)
{
	if (md_shown(o, o->next))
		md_open_numbered(o, o->next);
	put_item(o, true, "", "");
}

static void put_heading(struct md_out *o, size_t block)
{
	int level;

	if (!md_shown(o, block))
		return;
	level = md_open_heading(o, o->doc->block.v[block].level, block);
	put_text(o, block);
	md_close_heading(o, level);
}

static void put_paragraph(struct md_out *o, size_t block)
{
	if (!md_shown(o, block))
		return;
	md_open(o, "<p", block);
	put_text(o, block);
	sb_puts(o->html, "</p>\n");
}

void md_put_lines(struct md_out *o)
{
	while (o->next < o->doc->block.n) {
		const struct md_piece *p = &o->doc->piece.v[o->next];

		switch (o->doc->block.v[o->next].kind) {
		case MD_HEADING:
			put_heading(o, o->next++);
			break;
		case MD_NUMBERED:
			put_numbered(o);
			break;
		case MD_BULLET:
			put_bullets(o, 1, true);
			break;
		case MD_ROW:
			md_put_table(o, (int)p->from, (int)p->to);
			break;
		default:
			put_paragraph(o, o->next++);
			break;
		}
	}
}

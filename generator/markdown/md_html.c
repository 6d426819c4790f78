/* markdown: the tree to safe HTML. Raw HTML in the source is shown as text, never
 * passed through. Knows cmark's tree; knows nothing of reports. */
#include "markdown/md_int.h"

#include <stdint.h>
#include <string.h>
#include "base/escape.h"
#include "base/work.h"

static void put_text(struct md_out *o, const char *s)
{
	escape_html(o->html, span_of(s));
}

/* Inline nodes have no reliable place: the target is looked for in the lines of its block. */
static struct pos link_place(const struct md_out *o, cmark_node *n, const char *target)
{
	struct pos at = { NULL, 0, 1 };
	int line, last;

	while (n && !cmark_node_get_end_line(n))
		n = cmark_node_parent(n);
	while (n && cmark_node_get_type(n) >= CMARK_NODE_FIRST_INLINE)
		n = cmark_node_parent(n);
	if (!n)
		return at;
	line = o->line0 + cmark_node_get_start_line(n);
	last = o->line0 + cmark_node_get_end_line(n);
	at.line = (unsigned)line;
	for (; line <= last; line++) {
		struct source src = { NULL, md_line(o->doc, line), (unsigned)line - 1 };
		ptrdiff_t found = span_find(src.text, target);

		if (found >= 0)
			return source_pos(&src, (size_t)found);
	}
	return at;
}

static void put_link(struct md_out *o, cmark_node *n)
{
	const char *target = cmark_node_get_url(n);
	const char *moved = NULL;

	if (o->how && o->how->link)
		moved = o->how->link(o->how->user, target, link_place(o, n, target));

	sb_puts(o->html, "<a href=\"");
	escape_url(o->html, span_of(moved ? moved : target));
	sb_puts(o->html, "\">");
}

static void put_inline(struct md_out *o, cmark_node *n, bool enter)
{
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_HTML_INLINE:
		put_text(o, cmark_node_get_literal(n));
		break;
	case CMARK_NODE_SOFTBREAK:
		sb_putc(o->html, '\n');
		break;
	case CMARK_NODE_LINEBREAK:
		sb_puts(o->html, "<br>\n");
		break;
	case CMARK_NODE_CODE:
		sb_puts(o->html, "<code>");
		put_text(o, cmark_node_get_literal(n));
		sb_puts(o->html, "</code>");
		break;
	case CMARK_NODE_EMPH:
		sb_puts(o->html, enter ? "<em>" : "</em>");
		break;
	case CMARK_NODE_STRONG:
		sb_puts(o->html, enter ? "<strong>" : "</strong>");
		break;
	case CMARK_NODE_LINK:
		if (enter)
			put_link(o, n);
		else
			sb_puts(o->html, "</a>");
		break;
	default:
		break;       /* an image is its alternative text: its children */
	}
}

void md_put_inlines(struct md_out *o, cmark_node *parent)
{
	cmark_iter *it = cmark_iter_new(parent);
	cmark_event_type ev;

	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(it);

		if (n != parent)
			put_inline(o, n, ev == CMARK_EVENT_ENTER);
	}
	cmark_iter_free(it);
}

bool md_shown(const struct md_out *o, size_t block)
{
	return block >= o->first && block < o->last;
}

void md_open(struct md_out *o, const char *tag, size_t block)
{
	const char *id = o->how && o->how->id ? o->how->id[block] : NULL;

	sb_puts(o->html, tag);
	if (id) {
		sb_puts(o->html, " id=\"");
		put_text(o, id);
		sb_putc(o->html, '"');
	}
	sb_putc(o->html, '>');
}

int md_open_heading(struct md_out *o, int level, size_t block)
{
	char open[] = "<h6";

	level += o->how ? o->how->heading_base : 0;
	/* Whoever goes from heading to heading must not wonder what was between. */
	if (level > o->level + 1)
		level = o->level + 1;
	if (level > 6)
		level = 6;
	o->level = level;
	open[2] = (char)('0' + level);
	md_open(o, open, block);
	return level;
}

void md_close_heading(struct md_out *o, int level)
{
	char close[] = "</h6>\n";

	close[3] = (char)('0' + level);
	sb_puts(o->html, close);
}

static void put_heading(struct md_out *o, cmark_node *n, size_t block)
{
	int level = md_open_heading(o, cmark_node_get_heading_level(n), block);

	md_put_inlines(o, n);
	md_close_heading(o, level);
}

static void put_cell(struct md_out *o, struct span cell, const char *open, const char *close)
{
	cmark_node *root, *p;

	sb_puts(o->html, open);
	if (md_is_plain(cell)) {
		escape_html(o->html, cell);
	} else {
		root = cmark_parse_document(cell.p, cell.n, CMARK_OPT_DEFAULT);
		p = cmark_node_first_child(root);
		if (p)
			md_put_inlines(o, p);
		cmark_node_free(root);
	}
	sb_puts(o->html, close);
}

static bool all_empty(const struct span *cell, size_t n)
{
	while (n--)
		if (cell[n].n)
			return false;
	return true;
}

static void put_row(struct md_out *o, struct span line, size_t block, size_t columns, bool header)
{
	size_t n, i;
	struct span *cell = md_cells(line, &o->scratch, &n);

	if (header && all_empty(cell, n))
		return;
	md_open(o, header ? "<thead><tr" : "<tr", block);
	for (i = 0; i < columns; i++) {
		struct span text = i < n ? cell[i] : SPAN_LIT("");

		if (header)
			put_cell(o, text, "<th scope=\"col\">", "</th>");
		else if (i == 0)
			put_cell(o, text, "<th scope=\"row\">", "</th>");
		else
			put_cell(o, text, "<td>", "</td>");
	}
	sb_puts(o->html, header ? "</tr></thead>\n" : "</tr>\n");
}

static size_t table_columns(struct md_out *o, int first, int last)
{
	size_t most = 0, n;
	int i;

	for (i = first; i <= last; i++) {
		md_cells(md_line(o->doc, i), &o->scratch, &n);
		most = n > most ? n : most;
	}
	return most;
}

void md_put_table(struct md_out *o, int first, int last)
{
	bool header = md_is_delimiter_row(md_line(o->doc, first + 1));
	size_t columns = table_columns(o, first, last);
	bool any = false;
	int i;

	o->tables++;
	for (i = first; i <= last; i++) {
		struct span line = md_line(o->doc, i);
		size_t block = o->next;

		if (md_is_delimiter_row(line))
			continue;
		o->next++;
		if (md_shown(o, block)) {
			if (!any)
				sb_printf(o->html, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
					  "aria-label=\"Table %d of the text\"><table aria-label=\"Table %d of the text\">\n", o->tables, o->tables);
			any = true;
			put_row(o, line, block, columns, header && i == first);
		}
	}
	if (any)
		sb_puts(o->html, "</table></div>\n");
}

static void put_paragraph(struct md_out *o, cmark_node *n)
{
	size_t block = o->next++;

	if (!md_shown(o, block))
		return;
	md_open(o, "<p", block);
	md_put_inlines(o, n);
	sb_puts(o->html, "</p>\n");
}

/* What stands below an item's first paragraph. */
static void put_rest(struct md_out *o, cmark_node *n);

/* A number that is not negative, at the end of room. */
static struct span in_digits(long number, char *room, size_t n)
{
	size_t at = n;

	do {
		room[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number && at);
	return span_make(room + at, n - at);
}

/* A paragraph with its number before it: a link to itself, where the number stands for the first time. */
void md_open_numbered(struct md_out *o, size_t block)
{
	char digits[24];
	struct span number = in_digits(o->doc->block.v[block].number, digits, sizeof digits);

	if (o->doc->piece.v[block].first) {
		sb_puts(o->html, "<p id=\"p");
		sb_span(o->html, number);
		sb_puts(o->html, "\"><a href=\"#p");
		sb_span(o->html, number);
		sb_puts(o->html, "\" aria-label=\"Paragraph ");
		sb_span(o->html, number);
		sb_puts(o->html, "\">");
		sb_span(o->html, number);
		sb_puts(o->html, "</a> ");
	} else {
		sb_puts(o->html, "<p><span>");
		sb_span(o->html, number);
		sb_puts(o->html, "</span> ");
	}
}

static void put_numbered(struct md_out *o, cmark_node *item, size_t block)
{
	cmark_node *child = cmark_node_first_child(item);
	bool has_text = child && cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH;

	md_open_numbered(o, block);
	if (has_text)
		md_put_inlines(o, child);
	sb_puts(o->html, "</p>\n");
	put_rest(o, has_text ? cmark_node_next(child) : child);
}

static void put_bullet(struct md_out *o, cmark_node *item, size_t block)
{
	cmark_node *child = cmark_node_first_child(item);
	bool has_text = child && cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH;

	md_open(o, "<li", block);
	if (has_text)
		md_put_inlines(o, child);
	put_rest(o, has_text ? cmark_node_next(child) : child);
	sb_puts(o->html, "</li>\n");
}

static void put_list(struct md_out *o, cmark_node *list)
{
	bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
	bool open = false;
	cmark_node *item;

	o->depth++;
	for (item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
		size_t block = o->next++;

		if (!md_shown(o, block)) {
			size_t length = o->html->n;

			/* Walk on, so that the count of blocks stays true. */
			put_rest(o, cmark_node_first_child(item) ? cmark_node_next(cmark_node_first_child(item)) : NULL);
			sb_truncate(o->html, length);
			continue;
		}
		if (!ordered && !open)
			sb_puts(o->html, "<ul>\n");
		open = true;
		if (ordered)
			put_numbered(o, item, block);
		else
			put_bullet(o, item, block);
	}
	if (!ordered && open)
		sb_puts(o->html, "</ul>\n");
	o->depth--;
}

static void put_other(struct md_out *o, cmark_node *n)
{
	if (!md_shown(o, o->next++))
		return;
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_THEMATIC_BREAK:
		sb_puts(o->html, "<hr>\n");
		break;
	case CMARK_NODE_CODE_BLOCK:
		sb_puts(o->html, "<pre><code>");
		put_text(o, cmark_node_get_literal(n));
		sb_puts(o->html, "</code></pre>\n");
		break;
	case CMARK_NODE_HTML_BLOCK:
		sb_puts(o->html, "<p>");
		put_text(o, cmark_node_get_literal(n));
		sb_puts(o->html, "</p>\n");
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		sb_puts(o->html, "<blockquote><p>");
		md_put_inlines(o, n);
		sb_puts(o->html, "</p></blockquote>\n");
		break;
	default:
		break;
	}
}

static void put_rest(struct md_out *o, cmark_node *n)
{
	for (; n; n = cmark_node_next(n)) {
		switch (cmark_node_get_type(n)) {
		case CMARK_NODE_LIST:
			if (o->depth < MD_MAX_DEPTH)
				put_list(o, n);
			break;
		case CMARK_NODE_PARAGRAPH:
			put_paragraph(o, n);
			break;
		default:
			put_other(o, n);
			break;
		}
	}
}

static void put_children(struct md_out *o, cmark_node *parent)
{
	cmark_node *n;

	for (n = cmark_node_first_child(parent); n; n = cmark_node_next(n)) {
		size_t block = o->next;

		switch (cmark_node_get_type(n)) {
		case CMARK_NODE_HEADING:
			o->next++;
			if (md_shown(o, block))
				put_heading(o, n, block);
			break;
		case CMARK_NODE_PARAGRAPH:
			if (md_is_table(o->doc, n))
				md_put_table(o, cmark_node_get_start_line(n), cmark_node_get_end_line(n));
			else
				put_paragraph(o, n);
			break;
		case CMARK_NODE_LIST:
			put_list(o, n);
			break;
		default:
			put_other(o, n);
			break;
		}
	}
}

void md_html(const struct md_doc *doc, size_t first, size_t last, const struct md_render *how, struct strbuf *out)
{
	struct md_out o = { .doc = doc, .how = how, .html = out, .first = first, .last = last };
	enum work_room back = work_enter(WORK_HTML);

	o.level = (how ? how->heading_base : 0) + 1;
	if (doc->root)
		put_children(&o, doc->root);
	else
		md_put_lines(&o);
	arena_release(&o.scratch);
	work_leave(back);
}

void md_html_text(struct span text, const struct md_render *how, struct strbuf *out)
{
	struct md_doc *doc = md_parse(text);

	md_html(doc, 0, SIZE_MAX, how, out);
	md_free(doc);
}

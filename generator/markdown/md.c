/* markdown: parsing, and the flat list of blocks that readers work on.
 * Knows cmark; knows nothing of reports. */
#include "markdown/md_int.h"

#include <stdlib.h>
#include <string.h>

#define MAX_CELLS 16

static bool ends_in_space(const struct strbuf *b)
{
	return !b->n || b->p[b->n - 1] == ' ';
}

static void add_words(struct strbuf *out, const char *s)
{
	while (*s) {
		size_t word = strcspn(s, " \t\n\v\f\r");

		sb_add(out, s, word);
		s += word;
		if (!*s)
			break;
		if (!ends_in_space(out))
			sb_putc(out, ' ');
		s++;
	}
}

static void add_plain(struct strbuf *out, cmark_node *node)
{
	cmark_iter *it = cmark_iter_new(node);
	cmark_event_type ev;

	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(it);

		if (ev != CMARK_EVENT_ENTER)
			continue;
		switch (cmark_node_get_type(n)) {
		case CMARK_NODE_TEXT:
		case CMARK_NODE_CODE:
			add_words(out, cmark_node_get_literal(n));
			break;
		case CMARK_NODE_SOFTBREAK:
		case CMARK_NODE_LINEBREAK:
			add_words(out, " ");
			break;
		default:
			break;
		}
	}
	cmark_iter_free(it);
}

const char *md_plain(cmark_node *node, struct arena *a)
{
	struct strbuf out = STRBUF_INIT;
	struct span trimmed;
	const char *text;

	add_plain(&out, node);
	trimmed = span_trim(sb_view(&out));
	text = arena_strndup(a, trimmed.p, trimmed.n);
	sb_release(&out);
	return text;
}

struct span md_line(const struct md_doc *doc, int line)
{
	size_t i = (size_t)line - 1;
	const char *end;

	if (line < 1 || i >= doc->line_count)
		return SPAN_LIT("");
	end = doc->line[i + 1];
	return span_rtrim(span_make(doc->line[i], (size_t)(end - doc->line[i])));
}

bool md_is_table(const struct md_doc *doc, cmark_node *paragraph)
{
	int first = cmark_node_get_start_line(paragraph);
	int last = cmark_node_get_end_line(paragraph);
	int i;

	for (i = first; i <= last; i++)
		if (!span_starts(span_ltrim(md_line(doc, i)), "|"))
			return false;
	return last > first;
}

struct span *md_cells(struct span line, struct arena *a, size_t *count)
{
	struct span *cell = arena_calloc(a, MAX_CELLS, sizeof *cell);
	size_t start, i;

	*count = 0;
	line = span_trim(line);
	start = 1;
	for (i = 1; i <= line.n && *count < MAX_CELLS; i++) {
		if (i < line.n && (line.p[i] != '|' || line.p[i - 1] == '\\'))
			continue;
		if (i == line.n && start == i)
			break;
		cell[(*count)++] = span_trim(span_make(line.p + start, i - start));
		start = i + 1;
	}
	return cell;
}

bool md_is_delimiter_row(struct span line)
{
	bool dash = false;
	size_t i;

	line = span_trim(line);
	for (i = 0; i < line.n; i++) {
		if (!strchr("|-: ", line.p[i]))
			return false;
		dash |= line.p[i] == '-';
	}
	return dash;
}

const char *md_cell_plain(struct span cell, struct arena *a)
{
	cmark_node *root = cmark_parse_document(cell.p, cell.n, CMARK_OPT_DEFAULT);
	const char *text = md_plain(root, a);

	cmark_node_free(root);
	return text;
}

static struct md_block *add_block(struct md_doc *doc, enum md_kind kind, cmark_node *node, int line)
{
	struct md_block *b = vec_push(&doc->block, &doc->arena);

	*vec_push(&doc->node, &doc->arena) = node;
	*vec_push(&doc->first, &doc->arena) = true;
	b->kind = kind;
	b->line = (unsigned)line;
	b->text = "";
	b->node = doc->node.n - 1;
	return b;
}

static void add_table(struct md_doc *doc, cmark_node *paragraph, int depth)
{
	int last = cmark_node_get_end_line(paragraph);
	int i;

	for (i = cmark_node_get_start_line(paragraph); i <= last; i++) {
		struct span line = md_line(doc, i);
		struct md_block *b;
		struct span *cell;
		size_t k;

		if (md_is_delimiter_row(line))
			continue;
		b = add_block(doc, MD_ROW, paragraph, i);
		b->level = depth;
		cell = md_cells(line, &doc->arena, &b->cell_count);
		b->cell = arena_calloc(&doc->arena, b->cell_count + 1, sizeof *b->cell);
		for (k = 0; k < b->cell_count; k++)
			b->cell[k] = md_cell_plain(cell[k], &doc->arena);
		if (b->cell_count)
			b->text = b->cell[0];
	}
}

static long printed_number(const struct md_doc *doc, cmark_node *item)
{
	struct span line = md_line(doc, cmark_node_get_start_line(item));
	long n = 0;

	line = span_skip(line, (size_t)cmark_node_get_start_column(item) - 1);
	for (; line.n && *line.p >= '0' && *line.p <= '9' && n < 1000000; line = span_skip(line, 1))
		n = n * 10 + (*line.p - '0');
	return n;
}

static void add_children(struct md_doc *doc, cmark_node *parent, int depth);

static void add_item(struct md_doc *doc, cmark_node *item, int depth)
{
	bool ordered = cmark_node_get_list_type(cmark_node_parent(item)) == CMARK_ORDERED_LIST;
	cmark_node *first = cmark_node_first_child(item);
	bool has_text = first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH;
	struct md_block *b = add_block(doc, ordered ? MD_NUMBERED : MD_BULLET, item, cmark_node_get_start_line(item));
	cmark_node *n;

	b->level = depth;
	if (ordered)
		b->number = printed_number(doc, item);
	if (has_text)
		b->text = md_plain(first, &doc->arena);
	for (n = has_text ? cmark_node_next(first) : first; n; n = cmark_node_next(n)) {
		switch (cmark_node_get_type(n)) {
		case CMARK_NODE_LIST:
			if (depth < MD_MAX_DEPTH)
				add_children(doc, n, depth + 1);
			break;
		case CMARK_NODE_PARAGRAPH:
			b = add_block(doc, MD_PARAGRAPH, n, cmark_node_get_start_line(n));
			b->level = depth + 1;
			b->text = md_plain(n, &doc->arena);
			break;
		default:
			add_block(doc, MD_OTHER, n, cmark_node_get_start_line(n))->level = depth + 1;
			break;
		}
	}
}

static void add_children(struct md_doc *doc, cmark_node *parent, int depth)
{
	cmark_node *n;

	for (n = cmark_node_first_child(parent); n; n = cmark_node_next(n)) {
		int line = cmark_node_get_start_line(n);
		struct md_block *b;

		switch (cmark_node_get_type(n)) {
		case CMARK_NODE_HEADING:
			b = add_block(doc, MD_HEADING, n, line);
			b->level = cmark_node_get_heading_level(n);
			b->text = md_plain(n, &doc->arena);
			break;
		case CMARK_NODE_PARAGRAPH:
			if (md_is_table(doc, n)) {
				add_table(doc, n, depth);
				break;
			}
			b = add_block(doc, MD_PARAGRAPH, n, line);
			b->level = depth;
			b->text = md_plain(n, &doc->arena);
			break;
		case CMARK_NODE_LIST:
			add_children(doc, n, depth + 1);
			break;
		case CMARK_NODE_ITEM:
			add_item(doc, n, depth);
			break;
		default:
			add_block(doc, MD_OTHER, n, line)->level = depth;
			break;
		}
	}
}

static void index_lines(struct md_doc *doc)
{
	struct span rest = doc->text, line;
	size_t n = 0;

	while (span_line(&rest, &line))
		n++;
	doc->line = arena_calloc(&doc->arena, n + 1, sizeof *doc->line);
	doc->line_count = n;
	rest = doc->text;
	for (n = 0; n < doc->line_count; n++) {
		doc->line[n] = rest.p;
		span_line(&rest, &line);
	}
	doc->line[n] = doc->text.p + doc->text.n;
}

/* Only the first paragraph of a number carries its anchor. */
static void mark_repeats(struct md_doc *doc)
{
	long highest = 0;
	bool *seen;
	size_t i;

	for (i = 0; i < doc->block.n; i++)
		if (doc->block.v[i].kind == MD_NUMBERED && doc->block.v[i].number > highest)
			highest = doc->block.v[i].number;
	seen = arena_calloc(&doc->arena, (size_t)highest + 1, sizeof *seen);
	for (i = 0; i < doc->block.n; i++) {
		const struct md_block *b = &doc->block.v[i];

		if (b->kind != MD_NUMBERED)
			continue;
		doc->first.v[i] = !seen[b->number];
		seen[b->number] = true;
	}
}

struct md_doc *md_parse(struct span text)
{
	struct md_doc *doc = xmalloc(sizeof *doc);

	memset(doc, 0, sizeof *doc);
	doc->text = span_make(arena_strndup(&doc->arena, text.p, text.n), text.n);
	doc->root = cmark_parse_document(doc->text.p, doc->text.n, CMARK_OPT_DEFAULT);
	index_lines(doc);
	add_children(doc, doc->root, 0);
	mark_repeats(doc);
	return doc;
}

void md_free(struct md_doc *doc)
{
	if (!doc)
		return;
	cmark_node_free(doc->root);
	arena_release(&doc->arena);
	free(doc);
}

struct span md_text(const struct md_doc *doc, size_t first)
{
	const char *from = doc->text.p;

	if (first >= doc->block.n && first)
		return SPAN_LIT("");
	if (first)
		from = doc->line[doc->block.v[first].line - 1];
	return span_skip(doc->text, (size_t)(from - doc->text.p));
}

const struct md_block *md_blocks(const struct md_doc *doc, size_t *count)
{
	*count = doc->block.n;
	return doc->block.v;
}

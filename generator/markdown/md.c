/* markdown: parsing, and the flat list of blocks that readers work on.
 * Knows cmark; knows nothing of reports. */
#include "markdown/md_int.h"

#include <stdlib.h>
#include <string.h>
#include "base/work.h"

#define MAX_CELLS 16

static bool ends_in_space(const struct strbuf *b)
{
	return !b->n || b->p[b->n - 1] == ' ';
}

void md_add_words(struct strbuf *out, struct span s)
{
	while (s.n) {
		size_t word = 0;

		while (word < s.n && !is_space(s.p[word]))
			word++;
		sb_add(out, s.p, word);
		if (word < s.n && !ends_in_space(out))
			sb_putc(out, ' ');
		s = span_skip(s, word + 1);
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
			md_add_words(out, span_of(cmark_node_get_literal(n)));
			break;
		case CMARK_NODE_SOFTBREAK:
		case CMARK_NODE_LINEBREAK:
			md_add_words(out, SPAN_LIT(" "));
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

static const char *cell_plain(struct span cell, struct arena *a)
{
	cmark_node *root;
	const char *text;

	if (md_is_plain(cell))
		return arena_strndup(a, cell.p, cell.n);
	root = cmark_parse_document(cell.p, cell.n, CMARK_OPT_DEFAULT);
	text = md_plain(root, a);
	cmark_node_free(root);
	return text;
}

struct md_block *md_add_block(struct md_doc *doc, enum md_kind kind, int level, unsigned line)
{
	struct md_block *b = vec_push(&doc->block, doc->a);

	vec_push(&doc->piece, doc->a)->first = true;
	b->kind = kind;
	b->level = level;
	b->line = line;
	b->text = "";
	return b;
}

static void free_pieces(struct md_doc *doc)
{
	size_t i;

	for (i = 0; i < doc->piece.n; i++)
		if (doc->piece.v[i].root)
			cmark_node_free(doc->piece.v[i].root);
}

void md_drop_blocks(struct md_doc *doc)
{
	free_pieces(doc);
	doc->block.n = doc->piece.n = 0;
}

void md_add_table(struct md_doc *doc, unsigned first, unsigned last, int level)
{
	unsigned i;

	for (i = first; i <= last; i++) {
		struct span line = md_line(doc, (int)i);
		struct md_block *b;
		struct span *cell;
		size_t k;

		if (md_is_delimiter_row(line))
			continue;
		b = md_add_block(doc, MD_ROW, level, i);
		doc->piece.v[doc->piece.n - 1].from = first;
		doc->piece.v[doc->piece.n - 1].to = last;
		cell = md_cells(line, doc->a, &b->cell_count);
		b->cell = arena_calloc(doc->a, b->cell_count + 1, sizeof *b->cell);
		for (k = 0; k < b->cell_count; k++)
			b->cell[k] = cell_plain(cell[k], doc->a);
		if (b->cell_count)
			b->text = b->cell[0];
	}
}

/* ---- cmark's tree to blocks -------------------------------------------------- */

static unsigned line_of(cmark_node *n)
{
	return (unsigned)cmark_node_get_start_line(n);
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
	struct md_block *b = md_add_block(doc, ordered ? MD_NUMBERED : MD_BULLET, depth, line_of(item));
	cmark_node *n;

	if (ordered)
		b->number = printed_number(doc, item);
	if (has_text)
		b->text = md_plain(first, doc->a);
	for (n = has_text ? cmark_node_next(first) : first; n; n = cmark_node_next(n)) {
		switch (cmark_node_get_type(n)) {
		case CMARK_NODE_LIST:
			if (depth < MD_MAX_DEPTH)
				add_children(doc, n, depth + 1);
			break;
		case CMARK_NODE_PARAGRAPH:
			b = md_add_block(doc, MD_PARAGRAPH, depth + 1, line_of(n));
			b->text = md_plain(n, doc->a);
			break;
		default:
			md_add_block(doc, MD_OTHER, depth + 1, line_of(n));
			break;
		}
	}
}

static void add_children(struct md_doc *doc, cmark_node *parent, int depth)
{
	cmark_node *n;

	for (n = cmark_node_first_child(parent); n; n = cmark_node_next(n)) {
		struct md_block *b;

		switch (cmark_node_get_type(n)) {
		case CMARK_NODE_HEADING:
			b = md_add_block(doc, MD_HEADING, cmark_node_get_heading_level(n), line_of(n));
			b->text = md_plain(n, doc->a);
			break;
		case CMARK_NODE_PARAGRAPH:
			if (md_is_table(doc, n)) {
				md_add_table(doc, line_of(n), (unsigned)cmark_node_get_end_line(n), depth);
				break;
			}
			b = md_add_block(doc, MD_PARAGRAPH, depth, line_of(n));
			b->text = md_plain(n, doc->a);
			break;
		case CMARK_NODE_LIST:
			add_children(doc, n, depth + 1);
			break;
		case CMARK_NODE_ITEM:
			add_item(doc, n, depth);
			break;
		default:
			md_add_block(doc, MD_OTHER, depth, line_of(n));
			break;
		}
	}
}

static void index_lines(struct md_doc *doc)
{
	const char *p = doc->text.p, *end = p + doc->text.n, *nl;
	VEC(const char *) line = { NULL, 0, 0 };

	for (; p < end; p = nl ? nl + 1 : end) {
		*vec_push(&line, doc->a) = p;
		nl = memchr(p, '\n', (size_t)(end - p));
	}
	*vec_push(&line, doc->a) = end;
	doc->line = line.v;
	doc->line_count = line.n - 1;
}

/* Only the first paragraph of a number carries its anchor. */
void md_mark_repeats(struct md_doc *doc)
{
	long highest = 0;
	bool *seen;
	size_t i;

	for (i = 0; i < doc->block.n; i++)
		if (doc->block.v[i].kind == MD_NUMBERED && doc->block.v[i].number > highest)
			highest = doc->block.v[i].number;
	seen = arena_calloc(doc->a, (size_t)highest + 1, sizeof *seen);
	for (i = 0; i < doc->block.n; i++) {
		const struct md_block *b = &doc->block.v[i];

		if (b->kind != MD_NUMBERED)
			continue;
		doc->piece.v[i].first = !seen[b->number];
		seen[b->number] = true;
	}
}

void md_read_tree(struct md_doc *doc)
{
	doc->root = cmark_parse_document(doc->text.p, doc->text.n, CMARK_OPT_DEFAULT);
	add_children(doc, doc->root, 0);
}

static void fill(struct md_doc *doc)
{
	enum work_room back = work_enter(WORK_MARKDOWN);

	index_lines(doc);
	if (!md_read_lines(doc))
		md_read_tree(doc);
	md_mark_repeats(doc);
	work_add(WORK_DOCUMENTS, 1);
	work_add(WORK_BYTES_PARSED, doc->text.n);
	work_add(WORK_BLOCKS, doc->block.n);
	work_leave(back);
}

struct md_doc *md_parse(struct span text)
{
	struct md_doc *doc = xmalloc(sizeof *doc);

	memset(doc, 0, sizeof *doc);
	doc->a = &doc->own;
	doc->text = span_make(arena_strndup(doc->a, text.p, text.n), text.n);
	fill(doc);
	return doc;
}

struct md_doc *md_parse_in(struct span text, struct arena *a)
{
	struct md_doc *doc = arena_alloc(a, sizeof *doc);

	doc->a = a;
	doc->text = text;
	fill(doc);
	return doc;
}

void md_free(struct md_doc *doc)
{
	if (!doc)
		return;
	free_pieces(doc);
	if (doc->root)
		cmark_node_free(doc->root);
	if (doc->a != &doc->own)
		return;
	arena_release(&doc->own);
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

/* readers: blocks to Markdown, one line a block, with the source line of each. */
#include "readers/tidy_int.h"

#include <string.h>

struct writer {
	struct tidy *t;
	struct strbuf md;
	VEC(unsigned) line;
};

static void end_line(struct writer *w, unsigned source_line)
{
	sb_putc(&w->md, '\n');
	*vec_push(&w->line, w->t->a) = source_line;
}

static size_t tag_length(struct span s, bool *strong)
{
	static const struct { const char *tag; bool strong; } tags[] = { { "<i>", false }, { "</i>", false },
		{ "<em>", false }, { "</em>", false }, { "<b>", true }, { "</b>", true }, { "<strong>", true },
		{ "</strong>", true } };
	size_t i;

	for (i = 0; i < sizeof tags / sizeof *tags; i++)
		if (span_starts(s, tags[i].tag)) {
			*strong = tags[i].strong;
			return strlen(tags[i].tag);
		}
	return 0;
}

/* What Markdown would take for markup, and what may be a tag or an end of a cell. */
static const bool special[256] = { ['\\'] = true, ['`'] = true, ['['] = true, [']'] = true, ['_'] = true,
	['&'] = true, ['<'] = true, ['|'] = true };

/* Writes one special character; returns how many bytes of rest it took. */
static size_t put_special(struct writer *w, struct span rest, bool cell)
{
	bool strong = false;
	size_t tag = *rest.p == '<' ? tag_length(rest, &strong) : 0;
	bool plain = *rest.p == '|' ? !cell : span_starts(rest, "<http");

	if (tag) {
		sb_puts(&w->md, strong ? "**" : "*");
		return tag;
	}
	if (!plain)
		sb_putc(&w->md, '\\');
	sb_putc(&w->md, *rest.p);
	return 1;
}

/* What Markdown would take for markup is escaped; emphasis and web addresses stay. */
static void put_text(struct writer *w, struct span s, bool cell)
{
	size_t i = 0, plain;

	if (s.n && strchr("#>+-=~", *s.p) && !cell)
		sb_putc(&w->md, '\\');
	while (i < s.n) {
		for (plain = i; i < s.n && !special[(unsigned char)s.p[i]]; i++)
			;
		sb_add(&w->md, s.p + plain, i - plain);
		if (i < s.n)
			i += put_special(w, span_skip(s, i), cell);
	}
}

/* A paragraph that begins like a list or a table must not become one. */
static void put_paragraph(struct writer *w, struct span s)
{
	size_t digits = 0;

	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	if (digits && digits < s.n && (s.p[digits] == '.' || s.p[digits] == ')')) {
		sb_add(&w->md, s.p, digits);
		sb_putc(&w->md, '\\');
		sb_putc(&w->md, s.p[digits]);
		put_text(w, span_skip(s, digits + 1), true);
		return;
	}
	if (s.n && *s.p == '|')
		sb_putc(&w->md, '\\');
	if (s.n > 1 && *s.p == '*' && s.p[1] == ' ')
		sb_putc(&w->md, '\\');
	put_text(w, s, false);
}

static void put_cells(struct writer *w, const struct tidy_block *b, size_t columns)
{
	struct span cell[TIDY_MAX_CELLS];
	size_t n, i;

	tidy_cells(b->row, cell, &n);
	sb_puts(&w->md, "|");
	for (i = 0; i < columns; i++) {
		sb_putc(&w->md, ' ');
		if (i < n)
			put_text(w, cell[i], true);
		sb_puts(&w->md, " |");
	}
	end_line(w, b->line);
}

static void put_empty_row(struct writer *w, size_t columns, const char *cell, unsigned line)
{
	size_t i;

	sb_puts(&w->md, "|");
	for (i = 0; i < columns; i++)
		sb_puts(&w->md, cell);
	end_line(w, line);
}

static bool is_grade(const struct framework *fw, struct span s)
{
	return framework_grade_printed(fw, s) != NULL;
}

/* The first row is the header when a rule follows it, or when its last cell is no grade and the next row's is. */
static bool has_header(struct writer *w, const struct tidy_block *b, size_t rows)
{
	struct span first[TIDY_MAX_CELLS], second[TIDY_MAX_CELLS];
	size_t n, m;

	if (b[0].header)
		return true;
	if (rows < 2)
		return false;
	tidy_cells(b[0].row, first, &n);
	tidy_cells(b[1].row, second, &m);
	return n > 1 && m == n && !is_grade(w->t->fw, first[n - 1]) && is_grade(w->t->fw, second[m - 1]);
}

static void put_table(struct writer *w, const struct tidy_block *b, size_t rows)
{
	struct span cell[TIDY_MAX_CELLS];
	size_t columns = 1, n, i;
	bool header = has_header(w, b, rows);

	for (i = 0; i < rows; i++) {
		tidy_cells(b[i].row, cell, &n);
		columns = n > columns ? n : columns;
	}
	if (header)
		put_cells(w, b, columns);
	else
		put_empty_row(w, columns, "  |", b->line);
	put_empty_row(w, columns, "---|", b->line);
	for (i = header; i < rows; i++)
		put_cells(w, &b[i], columns);
}

static void put_block(struct writer *w, const struct tidy_block *b)
{
	struct span text = span_trim(sb_view(&b->text));

	switch (b->kind) {
	case T_HEADING:
		sb_printf(&w->md, "%.*s ", b->level, "######");
		put_text(w, text, true);
		break;
	case T_NUMBERED:
		sb_printf(&w->md, "%ld. ", b->number);
		put_paragraph(w, text);
		break;
	case T_BULLET:
		sb_puts(&w->md, b->nested ? "     - " : "- ");
		put_paragraph(w, text);
		break;
	default:
		put_paragraph(w, text);
		break;
	}
	end_line(w, b->line);
}

void tidy_markdown(struct tidy *t, struct prose *out)
{
	struct writer w = { .t = t };
	size_t i = 0;

	while (i < t->block.n) {
		const struct tidy_block *b = &t->block.v[i];
		size_t rows = 0;

		while (i + rows < t->block.n && b[rows].kind == T_ROW)
			rows++;
		if (rows)
			put_table(&w, b, rows);
		else
			put_block(&w, b);
		i += rows ? rows : 1;
		/* A list stays one list; all else is kept apart. */
		if (i >= t->block.n || t->block.v[i].kind != T_BULLET || b->kind != T_BULLET || t->block.v[i].nested != b->nested)
			end_line(&w, b->line);
	}
	for (i = 0; i < t->block.n; i++)
		sb_release(&t->block.v[i].text);
	out->md = span_make(arena_strndup(t->a, sb_str(&w.md), w.md.n), w.md.n);
	out->line = w.line.v;
	out->lines = w.line.n;
	sb_release(&w.md);
}

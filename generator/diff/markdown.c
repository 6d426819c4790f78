/* diff/markdown: a comparison for a pull request. Cells come from outside: nothing in them may end a cell,
 * make markup, call a person or refer to an issue. */
#include "diff/diff_int.h"

#define ROWS_SHOWN 50  /* of one table */
#define CELL_SHOWN 160 /* bytes before escaping */
#define RESERVED 3000  /* bytes kept for what says how much was left out */

/* Every sign that Markdown may see markup in is written by its number. A zero-width space keeps '@' and '#'
 * from being mentions and references, which hosts look for in the rendered text. */
static void put_escaped(struct strbuf *out, const char *s)
{
	size_t n = strlen(s), cut = n < CELL_SHOWN ? n : CELL_SHOWN, i;

	while (cut && cut < n && ((unsigned char)s[cut] & 0xc0) == 0x80)
		cut--;
	for (i = 0; i < cut; i++) {
		bool host = s[i] == '.' && i >= 3 && (s[i - 1] | 32) == 'w' && (s[i - 2] | 32) == 'w';

		if (strchr("\\`*_{}[]<>!|~&:\"$", s[i]) || host)
			sb_printf(out, "&#%d;", s[i]);
		else if (s[i] == '@' || s[i] == '#')
			sb_printf(out, "&#%d;&#8203;", s[i]);
		else
			sb_putc(out, s[i]);
	}
	if (cut < n)
		sb_puts(out, "...");
}

/* A web address that can stand in a link as it is. */
static bool is_link(const char *s)
{
	static const char signs[] = "-._~/:#?=%";
	size_t n = strlen(s), i;

	if (!span_starts(span_of(s), "https://") && !span_starts(span_of(s), "http://"))
		return false;
	for (i = 0; i < n; i++) {
		bool word = (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z') ||
			    (s[i] >= '0' && s[i] <= '9');

		if (!word && !strchr(signs, s[i]))
			return false;
	}
	return n <= 500;
}

static void put_cell(struct strbuf *out, enum diff_kind kind, const char *s)
{
	if (kind == KIND_LINK && is_link(s))
		sb_printf(out, "[page](%s)", s);
	else
		put_escaped(out, s);
}

static void put_head(struct strbuf *out, const struct diff_spec *spec)
{
	size_t i;

	for (i = 0; spec->column[i].key; i++)
		if (spec->column[i].title)
			sb_printf(out, "| %s ", spec->column[i].title);
	sb_puts(out, "|\n");
	for (i = 0; spec->column[i].key; i++)
		if (spec->column[i].title)
			sb_puts(out, spec->column[i].kind == KIND_NUMBER ? "|---:" : "|---");
	sb_puts(out, "|\n");
}

static void put_row(struct strbuf *out, const struct diff_spec *spec, const char *const *row)
{
	size_t i;

	for (i = 0; spec->column[i].key; i++) {
		if (!spec->column[i].title)
			continue;
		sb_puts(out, "| ");
		put_cell(out, spec->column[i].kind, row[i]);
		sb_putc(out, ' ');
	}
	sb_puts(out, "|\n");
}

static void put_table(struct strbuf *out, const struct diff_spec *spec, const struct diff_rows *t,
		      size_t start)
{
	struct strbuf line = STRBUF_INIT;
	size_t k;

	sb_printf(out, "\n### %c%s (%zu)\n\n", spec->many[0] - 'a' + 'A', spec->many + 1, t->n);
	for (k = 0; k < t->n && k < ROWS_SHOWN; k++) {
		sb_clear(&line);
		if (k == 0)
			put_head(&line, spec);
		put_row(&line, spec, t->v[k]);
		if (out->n - start + line.n > DIFF_MARKDOWN_MAX - RESERVED)
			break;
		sb_span(out, sb_view(&line));
	}
	if (k < t->n)
		sb_printf(out, "%sand %zu more\n", k ? "\n" : "", t->n - k);
	sb_release(&line);
}

void diff_markdown(const struct diff *f, struct strbuf *out)
{
	size_t start = out->n, first, i;

	sb_puts(out, "**");
	first = out->n;
	diff_summary(f, out);
	out->p[first] = (char)(out->p[first] >= 'a' && out->p[first] <= 'z' ? out->p[first] - 'a' + 'A'
									    : out->p[first]);
	sb_puts(out, ".**\n\nOld: ");
	put_escaped(out, f->old_name);
	sb_puts(out, "; new: ");
	put_escaped(out, f->new_name);
	sb_puts(out, "\n");
	for (i = 0; i < DIFF_TABLES; i++)
		if (f->table[i].n)
			put_table(out, &diff_specs[i], &f->table[i], start);
}

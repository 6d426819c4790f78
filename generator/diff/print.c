/* diff/print: a comparison as text for a terminal and as JSON. */
#include "diff/diff_int.h"
#include "base/escape.h"

#define ROWS_SHOWN 30  /* of one table */
#define CELL_SHOWN 200 /* bytes */

/* At most so many bytes of a cell, whole characters. */
static void put_cell(struct strbuf *out, const char *cell)
{
	size_t n = strlen(cell), cut = CELL_SHOWN;

	if (n <= CELL_SHOWN) {
		sb_add(out, cell, n);
		return;
	}
	while (cut && ((unsigned char)cell[cut] & 0xc0) == 0x80)
		cut--;
	sb_add(out, cell, cut);
	sb_puts(out, "...");
}

static void put_line(struct strbuf *out, const char *pattern, const char *const *row)
{
	const char *p;

	sb_puts(out, "  ");
	for (p = pattern; *p; p++) {
		if ((*p == '%' || *p == '~') && p[1] >= '0' && p[1] <= '8') {
			const char *cell = row[p[1] - '0'];

			put_cell(out, cell);
			if (*p == '~' && *cell)
				sb_puts(out, ", ");
			p++;
		} else {
			sb_putc(out, *p);
			if (*p == '\n')
				sb_puts(out, "    ");
		}
	}
	sb_putc(out, '\n');
}

/* "Grades corrected": as a heading. */
static void put_title(struct strbuf *out, const char *words)
{
	sb_putc(out, (char)(words[0] - 'a' + 'A'));
	sb_puts(out, words + 1);
}

void diff_text(const struct diff *f, struct strbuf *out)
{
	size_t i, k;

	sb_printf(out, "old: %s\nnew: %s\n", f->old_name, f->new_name);
	diff_summary(f, out);
	sb_putc(out, '\n');
	for (i = 0; i < DIFF_TABLES; i++) {
		const struct diff_rows *t = &f->table[i];

		if (!t->n)
			continue;
		sb_putc(out, '\n');
		put_title(out, diff_specs[i].many);
		sb_printf(out, " (%zu)\n", t->n);
		for (k = 0; k < t->n && k < ROWS_SHOWN; k++)
			put_line(out, diff_specs[i].line, t->v[k]);
		if (k < t->n)
			sb_printf(out, "  and %zu more; --format json has all\n", t->n - k);
	}
}

/* ---- JSON ----------------------------------------------------------------------------- */

static void put_string(struct strbuf *out, const char *s)
{
	sb_putc(out, '"');
	escape_json(out, span_of(s));
	sb_putc(out, '"');
}

/* A column of numbers came from outside, too. */
static bool is_number(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n && !s[n] && n < 16 && (s[0] != '0' || n == 1);
}

static void put_object(struct strbuf *out, const struct diff_column *column, const char *const *row)
{
	size_t i;

	for (i = 0; column[i].key; i++) {
		sb_printf(out, "%s\"%s\": ", i ? ", " : "{", column[i].key);
		if (column[i].kind == KIND_NUMBER && is_number(row[i]))
			sb_puts(out, row[i]);
		else
			put_string(out, row[i]);
	}
	sb_putc(out, '}');
}

void diff_json(const struct diff *f, struct strbuf *out)
{
	size_t i, k;

	sb_puts(out, "{\"gradeline_diff\": 1,\n\"old\": ");
	put_string(out, f->old_name);
	sb_puts(out, ", \"new\": ");
	put_string(out, f->new_name);
	sb_printf(out, ",\n\"same\": %s", diff_same(f) ? "true" : "false");
	for (i = 0; i < DIFF_TABLES; i++) {
		sb_printf(out, ",\n\"%s\": [", diff_specs[i].key);
		for (k = 0; k < f->table[i].n; k++) {
			sb_puts(out, k ? ",\n  " : "\n  ");
			put_object(out, diff_specs[i].column, f->table[i].v[k]);
		}
		sb_putc(out, ']');
	}
	sb_printf(out, ",\n\"files_changed\": %zu, \"files_added\": %zu, \"files_removed\": %zu}\n",
		  f->files_changed, f->files_added, f->files_removed);
}

/* cli/report: findings as text, with the line they are about. */
#include "cli/report.h"

#include <string.h>
#include "base/fs.h"

#define EXCERPT_MAX 4000           /* bytes of a line */

const char *report_level(enum diag_level level)
{
	static const char *const names[] = {
		[DIAG_NOTE] = "note", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error",
		[DIAG_CONFIG] = "error", [DIAG_SYSTEM] = "error",
	};
	_Static_assert(sizeof names / sizeof *names == DIAG_LEVELS, "a name for each level");

	return names[level];
}

enum status report_status(const struct diag *d, bool strict)
{
	if (d->count[DIAG_SYSTEM])
		return STATUS_SYSTEM;
	if (d->count[DIAG_CONFIG])
		return STATUS_USAGE;
	return d->count[DIAG_ERROR] || (strict && d->count[DIAG_WARNING]) ? STATUS_FINDINGS : STATUS_FINE;
}

void report_message(struct strbuf *out, const struct diag_entry *e)
{
	sb_puts(out, diag_code_wording(e->code));
	if (e->detail && *e->detail)
		sb_printf(out, ": %s", e->detail);
}

struct text_report {
	const struct report_style *style;
	struct strbuf out;
};

static void colour(struct text_report *t, const char *code)
{
	if (t->style->colour)
		sb_printf(&t->out, "\033[%sm", code);
}

static const char *level_colour(enum diag_level level)
{
	return level == DIAG_NOTE ? "36" : level == DIAG_WARNING ? "33" : "31";
}

static void place(struct text_report *t, struct pos at)
{
	visible_add(&t->out, at.file ? at.file : "gradeline");
	if (at.file && at.line)
		sb_printf(&t->out, ":%u", at.line);
	if (at.file && at.line && at.col)
		sb_printf(&t->out, ":%u", at.col);
	sb_puts(&t->out, ": ");
}

/* The file in hand, for excerpts: findings are sorted by file, so one is enough. */
struct reading {
	struct arena arena;
	const char *file;
	struct span bytes;             /* p NULL: cannot be read */
};

static void take_file(struct reading *r, const char *file, const char *root)
{
	struct diag quiet = DIAG_INIT;
	const char *path;

	if (r->file && span_is(span_of(r->file), file))
		return;
	arena_clear(&r->arena);
	r->file = arena_strdup(&r->arena, file);
	path = file[0] == '/' ? file : fs_join(&r->arena, root, file);
	if (!fs_exists(path))
		path = file;
	if (fs_read(&r->arena, path, file, FS_MAX_FILE, &r->bytes, &quiet) < 0)
		r->bytes = span_make(NULL, 0);
	diag_release(&quiet);
}

static bool line_of_file(struct reading *r, unsigned number, struct span *line)
{
	struct span rest = r->bytes;
	unsigned n;

	for (n = 0; n < number; n++)
		if (!rest.p || !span_line(&rest, line))
			return false;
	return true;
}

/* Gives messages without the line they are about that line; what was kept of a long one
 * may end before the column, so it is read again where that can be done. */
static void add_excerpts(struct diag *d, const char *root)
{
	struct reading r = { .file = NULL };
	size_t i;

	for (i = 0; i < d->n; i++) {
		struct diag_entry *e = &d->entry[i];
		struct span line;

		if (!e->at.file || !e->at.line || (e->excerpt && strlen(e->excerpt) < DIAG_EXCERPT_MAX))
			continue;
		take_file(&r, e->at.file, root);
		/* The line of a PDF's text is not a line of the file. */
		if (line_of_file(&r, e->at.line, &line) && (!e->excerpt || span_starts(line, e->excerpt)))
			e->excerpt = arena_strndup(&d->arena, line.p, line.n < EXCERPT_MAX ? line.n : EXCERPT_MAX);
	}
	arena_release(&r.arena);
}

static void entry(struct text_report *t, const struct diag_entry *e)
{
	enum diag_level level = diag_code_level(e->code);
	struct strbuf message = STRBUF_INIT;
	const struct diag_note *note;

	colour(t, "1");
	place(t, e->at);
	colour(t, "0");
	colour(t, level_colour(level));
	sb_puts(&t->out, report_level(level));
	colour(t, "0");
	sb_puts(&t->out, ": ");
	report_message(&message, e);
	visible_add(&t->out, sb_str(&message));
	sb_release(&message);
	sb_printf(&t->out, " [%s]\n", diag_code_slug(e->code));
	if (e->excerpt && e->at.line)
		excerpt_add(&t->out, e->at.line, span_of(e->excerpt), e->at.col);
	for (note = e->notes; note; note = note->next) {
		sb_puts(&t->out, "    ");
		if (note->at.file)
			place(t, note->at);
		visible_add(&t->out, note->text);
		sb_putc(&t->out, '\n');
	}
}

/* "2 errors, 1 warning": everything that was found, shown or not. */
static void closing(struct strbuf *out, const struct diag *d)
{
	size_t errors = d->count[DIAG_ERROR] + d->count[DIAG_CONFIG] + d->count[DIAG_SYSTEM];
	size_t warnings = d->count[DIAG_WARNING];

	if (!errors && !warnings)
		return;
	sb_puts(out, "gradeline: ");
	if (errors)
		sb_printf(out, "%zu error%s", errors, errors == 1 ? "" : "s");
	if (warnings)
		sb_printf(out, "%s%zu warning%s", errors ? ", " : "", warnings, warnings == 1 ? "" : "s");
	if (d->dropped)
		sb_printf(out, "; the first %zu messages are shown", d->n);
	sb_putc(out, '\n');
}

static bool is_wanted(const struct report_style *style, enum diag_level level)
{
	return level >= DIAG_ERROR || (!style->errors_only && (level != DIAG_NOTE || !style->quiet));
}

static void report_text(struct strbuf *out, const struct diag *d, const struct report_style *style)
{
	struct text_report t = { .style = style };
	size_t i;

	for (i = 0; i < d->n; i++)
		if (is_wanted(style, diag_code_level(d->entry[i].code)))
			entry(&t, &d->entry[i]);
	sb_span(out, sb_view(&t.out));
	if (!style->quiet)
		closing(out, d);
	sb_release(&t.out);
}

void report_add(struct strbuf *out, struct diag *d, const struct report_style *style)
{
	static void (*const reports[])(struct strbuf *, const struct diag *, const struct report_style *) = {
		[FORMAT_TEXT] = report_text, [FORMAT_JSON] = report_json,
		[FORMAT_GITHUB] = report_github, [FORMAT_SARIF] = report_sarif, [FORMAT_JUNIT] = report_junit,
	};

	diag_sort(d);
	add_excerpts(d, style->root);
	reports[style->format](out, d, style);
}

void report_print(FILE *out, struct diag *d, const struct report_style *style)
{
	struct strbuf text = STRBUF_INIT;

	report_add(&text, d, style);
	fwrite(sb_str(&text), 1, text.n, out);
	fflush(out);
	sb_release(&text);
}

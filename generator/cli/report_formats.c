/* cli/report_formats: findings for machines. */
#include "cli/report.h"

#include <string.h>
#include "base/escape.h"
#include "base/fs.h"
#include "base/utf8.h"

/* A quoted JSON string; bytes that are not UTF-8 become U+FFFD. */
static void json_text(struct strbuf *out, const char *s)
{
	struct span rest = span_of(s);

	sb_putc(out, '"');
	while (rest.n) {
		ptrdiff_t bad = utf8_invalid(rest);

		if (bad < 0) {
			escape_json(out, rest);
			break;
		}
		escape_json(out, span_make(rest.p, (size_t)bad));
		sb_puts(out, "\\ufffd");
		rest = span_skip(rest, (size_t)bad + 1);
	}
	sb_putc(out, '"');
}

static void json_message(struct strbuf *out, const struct diag_entry *e)
{
	struct strbuf message = STRBUF_INIT;

	report_message(&message, e);
	json_text(out, sb_str(&message));
	sb_release(&message);
}

/* "file", "line" and "column"; null where there is none. */
static void json_place(struct strbuf *out, struct pos at)
{
	sb_puts(out, "\"file\":");
	if (at.file)
		json_text(out, at.file);
	else
		sb_puts(out, "null");
	if (at.file && at.line)
		sb_printf(out, ",\"line\":%u", at.line);
	else
		sb_puts(out, ",\"line\":null");
	if (at.file && at.line && at.col)
		sb_printf(out, ",\"column\":%u", at.col);
	else
		sb_puts(out, ",\"column\":null");
}

static bool is_shown(const struct diag_entry *e, const struct report_style *style)
{
	return !style->quiet || diag_code_level(e->code) != DIAG_NOTE;
}

static void json_entry(struct strbuf *out, const struct diag_entry *e)
{
	const struct diag_note *note;

	sb_printf(out, "{\"level\":\"%s\",\"code\":\"%s\",", report_level(diag_code_level(e->code)),
		  diag_code_slug(e->code));
	json_place(out, e->at);
	sb_puts(out, ",\"message\":");
	json_message(out, e);
	sb_puts(out, ",\"excerpt\":");
	if (e->excerpt)
		json_text(out, e->excerpt);
	else
		sb_puts(out, "null");
	sb_puts(out, ",\"notes\":[");
	for (note = e->notes; note; note = note->next) {
		sb_putc(out, '{');
		json_place(out, note->at);
		sb_puts(out, ",\"message\":");
		json_text(out, note->text);
		sb_puts(out, note->next ? "}," : "}");
	}
	sb_puts(out, "]}\n");
}

void report_json(struct strbuf *out, const struct diag *d, const struct report_style *style)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (is_shown(&d->entry[i], style))
			json_entry(out, &d->entry[i]);
}

const char *report_from_here(const char *file, const struct report_style *style, struct arena *a)
{
	return file[0] == '/' ? file : fs_join(a, style->root, file);
}

/* Workflow commands end at a newline; in properties ':' and ',' mean something, too. */
static void github_text(struct strbuf *out, const char *s, bool property)
{
	const char *special = property ? "%\r\n:," : "%\r\n";

	for (; *s; s++) {
		if (strchr(special, *s))
			sb_printf(out, "%%%02X", (unsigned char)*s);
		else
			sb_putc(out, *s);
	}
}

static void github_entry(struct strbuf *out, const struct diag_entry *e, const struct report_style *style,
			 struct arena *a)
{
	static const char *const kinds[] = { [DIAG_NOTE] = "notice", [DIAG_WARNING] = "warning" };
	enum diag_level level = diag_code_level(e->code);
	struct strbuf message = STRBUF_INIT;
	const struct diag_note *note;

	sb_printf(out, "::%s ", level <= DIAG_WARNING ? kinds[level] : "error");
	if (e->at.file) {
		sb_puts(out, "file=");
		github_text(out, report_from_here(e->at.file, style, a), true);
		if (e->at.line)
			sb_printf(out, ",line=%u", e->at.line);
		if (e->at.line && e->at.col)
			sb_printf(out, ",col=%u", e->at.col);
		sb_putc(out, ',');
	}
	sb_printf(out, "title=%s::", diag_code_slug(e->code));
	report_message(&message, e);
	for (note = e->notes; note; note = note->next)
		sb_printf(&message, "\n%s%s%s", note->at.file ? note->at.file : "", note->at.file ? ": " : "", note->text);
	github_text(out, sb_str(&message), false);
	sb_putc(out, '\n');
	sb_release(&message);
}

void report_github(struct strbuf *out, const struct diag *d, const struct report_style *style)
{
	struct arena a = ARENA_INIT;
	size_t i;

	for (i = 0; i < d->n; i++)
		if (is_shown(&d->entry[i], style))
			github_entry(out, &d->entry[i], style, &a);
	arena_release(&a);
}

static void sarif_uri(struct strbuf *out, const char *file)
{
	sb_putc(out, '"');
	for (; *file; file++) {
		unsigned char c = (unsigned char)*file;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			     strchr("-._~/", c);

		if (plain)
			sb_putc(out, *file);
		else
			sb_printf(out, "%%%02X", c);
	}
	sb_putc(out, '"');
}

static void sarif_location(struct strbuf *out, struct pos at, const char *message, const struct report_style *style)
{
	struct arena a = ARENA_INIT;

	sb_puts(out, "{");
	if (at.file) {
		sb_puts(out, "\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
		sarif_uri(out, report_from_here(at.file, style, &a));
		sb_puts(out, "}");
		if (at.line)
			sb_printf(out, ",\"region\":{\"startLine\":%u", at.line);
		if (at.line && at.col)
			sb_printf(out, ",\"startColumn\":%u", at.col);
		sb_puts(out, at.line ? "}}" : "}");
	}
	if (message) {
		sb_puts(out, at.file ? ",\"message\":{\"text\":" : "\"message\":{\"text\":");
		json_text(out, message);
		sb_putc(out, '}');
	}
	sb_putc(out, '}');
	arena_release(&a);
}

static void sarif_result(struct strbuf *out, const struct diag_entry *e, const struct report_style *style)
{
	const struct diag_note *note;

	sb_printf(out, "{\"ruleId\":\"%s\",\"ruleIndex\":%d,\"level\":\"%s\",\"message\":{\"text\":", diag_code_slug(e->code),
		  (int)e->code, report_level(diag_code_level(e->code)));
	json_message(out, e);
	sb_putc(out, '}');
	if (e->at.file) {
		sb_puts(out, ",\"locations\":[");
		sarif_location(out, e->at, NULL, style);
		sb_putc(out, ']');
	}
	if (e->notes)
		sb_puts(out, ",\"relatedLocations\":[");
	for (note = e->notes; note; note = note->next) {
		sarif_location(out, note->at, note->text, style);
		sb_putc(out, note->next ? ',' : ']');
	}
	sb_putc(out, '}');
}

void report_sarif(struct strbuf *out, const struct diag *d, const struct report_style *style)
{
	const char *comma = "";
	size_t i;

	sb_puts(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[\n"
		"{\"tool\":{\"driver\":{\"name\":\"gradeline\",\"version\":\"" GRADELINE_VERSION "\",\"rules\":[\n");
	for (i = 0; i < DIAG_CODES; i++) {
		enum diag_code code = (enum diag_code)i;

		sb_printf(out, "{\"id\":\"%s\",\"shortDescription\":{\"text\":", diag_code_slug(code));
		json_text(out, diag_code_wording(code));
		sb_printf(out, "},\"defaultConfiguration\":{\"level\":\"%s\"}}%s\n", report_level(diag_code_level(code)),
			  i + 1 < DIAG_CODES ? "," : "");
	}
	sb_puts(out, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
	for (i = 0; i < d->n; i++) {
		if (!is_shown(&d->entry[i], style))
			continue;
		sb_printf(out, "%s\n", comma);
		sarif_result(out, &d->entry[i], style);
		comma = ",";
	}
	sb_puts(out, "\n]}]}\n");
}

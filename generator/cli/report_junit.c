/* cli/report_junit: findings as a JUnit report, which GitLab, Jenkins and others show beside a
 * merge request. A rule is a suite, a finding a failed test; a note is a test that passed. */
#include <string.h>
#include "base/utf8.h"
#include "cli/report.h"

/* For text and quoted attributes; what XML 1.0 cannot hold becomes U+FFFD. */
static void xml_text(struct strbuf *out, const char *s)
{
	struct span rest = span_of(s);

	for (; rest.n; rest = span_skip(rest, 1)) {
		unsigned char c = (unsigned char)rest.p[0];
		/* A character begins here: is all of it good? */
		size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
		bool bad = n > rest.n || utf8_invalid(span_make(rest.p, n)) >= 0 || (c < ' ' && !strchr("\t\n\r", c)) ||
			   (n == 3 && c == 0xef && (unsigned char)rest.p[1] == 0xbf && (unsigned char)rest.p[2] >= 0xbe);

		if (bad)
			sb_puts(out, "\xef\xbf\xbd");
		else if (c == '&')
			sb_puts(out, "&amp;");
		else if (c == '<')
			sb_puts(out, "&lt;");
		else if (c == '>')
			sb_puts(out, "&gt;");
		else if (c == '"')
			sb_puts(out, "&quot;");
		else if (c < ' ')
			sb_printf(out, "&#%u;", c);
		else
			sb_add(out, rest.p, n);
		if (!bad)
			rest = span_skip(rest, n - 1);
	}
}

static void place(struct strbuf *out, struct pos at)
{
	xml_text(out, at.file ? at.file : "gradeline");
	if (at.file && at.line)
		sb_printf(out, ":%u", at.line);
	if (at.file && at.line && at.col)
		sb_printf(out, ":%u", at.col);
}

static void test(struct strbuf *out, const struct diag_entry *e, const struct report_style *style, struct arena *a)
{
	bool failed = diag_code_level(e->code) != DIAG_NOTE;
	const char *element = failed ? "failure" : "system-out";
	struct strbuf message = STRBUF_INIT;
	const struct diag_note *note;

	report_message(&message, e);
	sb_printf(out, "<testcase classname=\"%s\" name=\"", diag_code_slug(e->code));
	place(out, e->at);
	sb_puts(out, ": ");
	xml_text(out, sb_str(&message));
	sb_puts(out, "\"");
	if (e->at.file) {
		sb_puts(out, " file=\"");
		xml_text(out, report_from_here(e->at.file, style, a));
		sb_puts(out, "\"");
	}
	sb_printf(out, "><%s", element);
	if (failed) {
		sb_printf(out, " type=\"%s\" message=\"", report_level(diag_code_level(e->code)));
		xml_text(out, sb_str(&message));
		sb_puts(out, "\"");
	}
	sb_putc(out, '>');
	place(out, e->at);
	sb_putc(out, '\n');
	if (e->excerpt)
		xml_text(out, e->excerpt);
	for (note = e->notes; note; note = note->next) {
		sb_putc(out, '\n');
		place(out, note->at);
		sb_puts(out, ": ");
		xml_text(out, note->text);
	}
	sb_printf(out, "</%s></testcase>\n", element);
	sb_release(&message);
}

static void count(const struct diag *d, const struct report_style *style, size_t code, size_t *tests, size_t *failures)
{
	size_t i;

	*tests = *failures = 0;
	for (i = 0; i < d->n; i++) {
		bool note = diag_code_level(d->entry[i].code) == DIAG_NOTE;

		if ((code < DIAG_CODES && d->entry[i].code != code) || (note && style->quiet))
			continue;
		++*tests;
		*failures += !note;
	}
}

void report_junit(struct strbuf *out, const struct diag *d, const struct report_style *style)
{
	struct arena a = ARENA_INIT;
	size_t code, i, tests, failures;

	count(d, style, DIAG_CODES, &tests, &failures);
	sb_printf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gradeline\" tests=\"%zu\" failures=\"%zu\">\n",
		  tests ? tests : 1, failures);
	/* A report without a test would be taken for one that did not run. */
	if (!tests)
		sb_puts(out, "<testsuite name=\"gradeline\" tests=\"1\" failures=\"0\">\n"
			"<testcase classname=\"gradeline\" name=\"nothing was found\"/>\n</testsuite>\n");
	for (code = 0; code < DIAG_CODES; code++) {
		count(d, style, code, &tests, &failures);
		if (!tests)
			continue;
		sb_printf(out, "<testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\">\n", diag_code_slug((enum diag_code)code), tests,
			  failures);
		for (i = 0; i < d->n; i++)
			if (d->entry[i].code == code && !(style->quiet && diag_code_level(d->entry[i].code) == DIAG_NOTE))
				test(out, &d->entry[i], style, &a);
		sb_puts(out, "</testsuite>\n");
	}
	sb_puts(out, "</testsuites>\n");
	arena_release(&a);
}

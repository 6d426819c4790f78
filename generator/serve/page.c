/* serve/page: HTML, and the script and style of the preview. */
#include "serve/page.h"

#include <string.h>
#include <strings.h>
#include "base/escape.h"

/* One open page asks, and is answered when the site changed or after a while. A tab that is not seen does not ask:
 * browsers have few connections a host. A server that is away is asked again. */
static const char script[] =
	"(function () {\n"
	"\t\"use strict\";\n"
	"\tvar me = document.currentScript, state = me.dataset.state, url = me.dataset.wait;\n"
	"\tvar asked = null, timer = 0;\n"
	"\tfunction again(ms) {\n"
	"\t\tasked = null;\n"
	"\t\tclearTimeout(timer);\n"
	"\t\ttimer = setTimeout(ask, ms);\n"
	"\t}\n"
	"\tfunction ask() {\n"
	"\t\tif (asked || document.hidden) return;\n"
	"\t\tvar mine = asked = new AbortController();\n"
	"\t\tfetch(url + \"?state=\" + state, { cache: \"no-store\", signal: mine.signal }).then(function (r) {\n"
	"\t\t\tif (!r.ok) throw new Error(r.status);\n"
	"\t\t\treturn r.text();\n"
	"\t\t}).then(function (now) {\n"
	"\t\t\tif (now !== state) location.reload();\n"
	"\t\t\telse if (mine === asked) again(300);\n"
	"\t\t}).catch(function () {\n"
	"\t\t\tif (mine === asked) again(500);\n"
	"\t\t});\n"
	"\t}\n"
	"\tdocument.addEventListener(\"visibilitychange\", function () {\n"
	"\t\tif (!document.hidden) ask();\n"
	"\t\telse if (asked) { asked.abort(); asked = null; }\n"
	"\t});\n"
	"\task();\n"
	"})();\n";

static const char style[] =
	".gradeline-problem { position: sticky; top: 0; z-index: 2147483647; box-sizing: border-box; width: 100%; max-height: 60vh;\n"
	"\toverflow: auto; margin: 0; padding: .6rem 1rem; background: #fff4f2; color: #201010; border: 0 solid #b00020;\n"
	"\tborder-width: .3rem 0 1px; font: 1rem/1.4 system-ui, sans-serif; text-align: left; }\n"
	".gradeline-problem summary { cursor: pointer; font-weight: 700; }\n"
	".gradeline-problem pre { margin: .5rem 0 0; padding: 0; background: none; color: inherit; border: 0; overflow: auto;\n"
	"\tfont: .875rem/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }\n"
	"@media print { .gradeline-problem { display: none; } }\n";

struct span page_own_file(struct span name)
{
	if (span_is(name, "reload.js"))
		return SPAN_LIT(script);
	if (span_is(name, "preview.css"))
		return SPAN_LIT(style);
	return span_make(NULL, 0);
}

/* Where text (lower case) first stands from an offset on, in whatever case; html.n when nowhere. */
static size_t find(struct span html, size_t from, const char *text)
{
	size_t n = strlen(text);

	for (; from + n <= html.n; from++) {
		const char *hit = memchr(html.p + from, text[0], html.n - n + 1 - from);

		if (!hit)
			break;
		from = (size_t)(hit - html.p);
		if (strncasecmp(hit, text, n) == 0)
			return from;
	}
	return html.n;
}

static void add_script(struct strbuf *out, const struct page_extra *x)
{
	sb_printf(out, "<script src=\"%s" PAGE_OWN "reload.js\" data-state=\"%s\" data-wait=\"%s" PAGE_OWN "wait\" defer></script>\n",
		  x->base, x->state, x->base);
}

static void add_problem(struct strbuf *out, const struct page_extra *x)
{
	if (!x->problem.n)
		return;
	sb_printf(out, "\n<link rel=\"stylesheet\" href=\"%s" PAGE_OWN "preview.css\">\n", x->base);
	sb_puts(out, "<details class=\"gradeline-problem\" role=\"alert\" open>"
		     "<summary>The last change could not be built. This page is from the last build that could.</summary>\n<pre>");
	escape_html(out, x->problem);
	sb_puts(out, "</pre></details>\n");
}

/* Copies the head; its <base> leads to our base path where that is wanted. */
static void copy_head(struct strbuf *out, struct span head, const struct page_extra *x)
{
	static const char base[] = "<base href=\"";
	size_t at = x->rebase ? find(head, 0, base) : head.n;
	struct span rest;
	ptrdiff_t end;

	if (at < head.n) {
		at += sizeof base - 1;
		rest = span_skip(head, at);
		end = span_chr(rest, '"');
		sb_add(out, head.p, at);
		sb_puts(out, x->base);
		head = span_skip(rest, end < 0 ? 0 : (size_t)end);
	}
	sb_span(out, head);
}

void page_with_extra(struct strbuf *out, struct span html, const struct page_extra *x)
{
	size_t head = find(html, 0, "</head"), body = find(html, head, "<body");
	size_t inside = find(html, body, ">");

	/* Without a head or a body of its own a page gets all at its end. */
	if (inside == html.n) {
		sb_span(out, html);
		add_problem(out, x);
		add_script(out, x);
		return;
	}
	inside++;
	copy_head(out, span_make(html.p, head), x);
	add_script(out, x);
	sb_add(out, html.p + head, inside - head);
	add_problem(out, x);
	sb_span(out, span_skip(html, inside));
}

void page_plain(struct strbuf *out, const char *heading, const char *text, const struct page_extra *x)
{
	sb_puts(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	escape_html(out, span_of(heading));
	sb_printf(out, "</title>\n<link rel=\"stylesheet\" href=\"%s" PAGE_OWN "preview.css\">\n", x->base);
	add_script(out, x);
	sb_puts(out, "</head>\n<body>\n<h1>");
	escape_html(out, span_of(heading));
	sb_puts(out, "</h1>\n<p>");
	escape_html(out, span_of(text));
	sb_puts(out, "</p>\n");
	if (x->problem.n) {
		sb_puts(out, "<div class=\"gradeline-problem\" role=\"alert\"><pre>");
		escape_html(out, x->problem);
		sb_puts(out, "</pre></div>\n");
	}
	sb_puts(out, "</body>\n</html>\n");
}

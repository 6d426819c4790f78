/* serve/request: paths, hosts, ranges and types. Nothing here knows a server. */
#include "serve/request.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The next byte of the path, its escape undone; -1 when it must not stand there. */
static int take_byte(struct span *rest)
{
	int c = (unsigned char)rest->p[0];

	if (c == '%') {
		int high = rest->n > 2 ? hex(rest->p[1]) : -1, low = rest->n > 2 ? hex(rest->p[2]) : -1;

		if (high < 0 || low < 0)
			return -1;
		c = high * 16 + low;
		*rest = span_skip(*rest, 2);
	}
	*rest = span_skip(*rest, 1);
	return c < 0x20 || c == 0x7f || c == '\\' ? -1 : c;
}

static bool is_dots(struct span name)
{
	return span_is(name, ".") || span_is(name, "..");
}

/* Names between '/'; only the last may be empty. */
static bool names_are_plain(struct span path)
{
	ptrdiff_t slash;

	while ((slash = span_chr(path, '/')) >= 0) {
		if (!slash || is_dots(span_make(path.p, (size_t)slash)))
			return false;
		path = span_skip(path, (size_t)slash + 1);
	}
	return !is_dots(path);
}

bool request_path(struct strbuf *out, struct span raw)
{
	size_t start = out->n;

	if (!span_starts(raw, "/"))
		return false;
	raw = span_skip(raw, 1);
	while (raw.n) {
		int c = take_byte(&raw);

		if (c < 0) {
			sb_truncate(out, start);
			return false;
		}
		sb_putc(out, (char)c);
	}
	if (names_are_plain(span_make(sb_str(out) + start, out->n - start)))
		return true;
	sb_truncate(out, start);
	return false;
}

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

void request_encode(struct strbuf *out, struct span path)
{
	size_t i;

	for (i = 0; i < path.n; i++) {
		if (path.p[i] == '/' || is_unreserved(path.p[i]))
			sb_putc(out, path.p[i]);
		else
			sb_printf(out, "%%%02X", (unsigned char)path.p[i]);
	}
}

bool request_base(struct strbuf *out, const char *text)
{
	struct strbuf base = STRBUF_INIT;
	bool good = text[0] == '/';
	size_t i;

	for (i = 0; good && text[i]; i++)
		good = text[i] == '/' || is_unreserved(text[i]);
	good = good && request_path(&base, span_of(text));
	if (good) {
		sb_putc(out, '/');
		sb_span(out, sb_view(&base));
		if (base.n && !span_ends(sb_view(&base), "/"))
			sb_putc(out, '/');
	}
	sb_release(&base);
	return good;
}

bool request_host_ours(const char *host, unsigned port)
{
	static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };
	struct strbuf with_port = STRBUF_INIT;
	bool ours = false;
	size_t i;

	for (i = 0; host && !ours && i < sizeof names / sizeof *names; i++) {
		sb_clear(&with_port);
		sb_printf(&with_port, "%s:%u", names[i], port);
		ours = strcasecmp(host, names[i]) == 0 || strcasecmp(host, sb_str(&with_port)) == 0;
	}
	sb_release(&with_port);
	return ours;
}

/* A number of decimal digits off the front; false when there is none. One that is too large is the largest. */
static bool take_number(struct span *s, size_t *n)
{
	bool any = false;

	*n = 0;
	for (; s->n && s->p[0] >= '0' && s->p[0] <= '9'; *s = span_skip(*s, 1)) {
		size_t digit = (size_t)(s->p[0] - '0');

		*n = *n > (SIZE_MAX - digit) / 10 ? SIZE_MAX : *n * 10 + digit;
		any = true;
	}
	return any;
}

enum range request_range(const char *header, size_t size, size_t *first, size_t *last)
{
	struct span s = span_of(header);
	bool from, to;

	if (s.n < 6 || strncasecmp(s.p, "bytes=", 6) != 0)
		return RANGE_WHOLE;
	s = span_trim(span_skip(s, 6));
	from = take_number(&s, first);
	if (!span_starts(s, "-"))
		return RANGE_WHOLE;
	s = span_skip(s, 1);
	to = take_number(&s, last);
	/* Several parts may be answered with the whole; nobody asks a preview for them. */
	if (s.n || (!from && !to) || (from && to && *last < *first))
		return RANGE_WHOLE;
	if (!from) {
		if (!*last || !size)
			return RANGE_NONE;
		*first = *last < size ? size - *last : 0;
		*last = size - 1;
		return RANGE_PART;
	}
	if (*first >= size)
		return RANGE_NONE;
	if (!to || *last >= size)
		*last = size - 1;
	return RANGE_PART;
}

const char *request_type(struct span path)
{
	static const struct {
		const char *end, *type;
	} types[] = {
		{ ".html", "text/html; charset=utf-8" },
		{ ".htm", "text/html; charset=utf-8" },
		{ ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".mjs", "text/javascript; charset=utf-8" },
		{ ".svg", "image/svg+xml; charset=utf-8" },
		{ ".csv", "text/csv; charset=utf-8" },
		{ ".json", "application/json; charset=utf-8" },
		{ ".jsonld", "application/ld+json; charset=utf-8" },
		{ ".geojson", "application/geo+json; charset=utf-8" },
		{ ".atom", "application/atom+xml; charset=utf-8" },
		{ ".rss", "application/rss+xml; charset=utf-8" },
		{ ".xml", "application/xml; charset=utf-8" },
		{ ".txt", "text/plain; charset=utf-8" },
		{ ".md", "text/markdown; charset=utf-8" },
		{ ".webmanifest", "application/manifest+json; charset=utf-8" },
		{ ".png", "image/png" },
		{ ".jpg", "image/jpeg" },
		{ ".jpeg", "image/jpeg" },
		{ ".gif", "image/gif" },
		{ ".webp", "image/webp" },
		{ ".avif", "image/avif" },
		{ ".ico", "image/vnd.microsoft.icon" },
		{ ".pdf", "application/pdf" },
		{ ".woff2", "font/woff2" },
		{ ".woff", "font/woff" },
		{ ".ttf", "font/ttf" },
		{ ".mp4", "video/mp4" },
		{ ".zip", "application/zip" },
		{ ".gz", "application/gzip" },
		{ ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
		{ ".ods", "application/vnd.oasis.opendocument.spreadsheet" },
	};
	size_t i;

	for (i = 0; i < sizeof types / sizeof *types; i++) {
		size_t n = strlen(types[i].end);

		if (path.n > n && strncasecmp(path.p + path.n - n, types[i].end, n) == 0)
			return types[i].type;
	}
	return "application/octet-stream";
}

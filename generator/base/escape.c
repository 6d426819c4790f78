/* base/escape: tables by byte, runs copied whole. */
#include "base/escape.h"

#include <stdbool.h>
#include <string.h>

static const char *html_entity(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static const bool html_special[256] = { ['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true };

void escape_html(struct strbuf *out, struct span s)
{
	size_t from = 0, i;

	for (i = 0; i < s.n; i++) {
		if (!html_special[(unsigned char)s.p[i]])
			continue;
		sb_add(out, s.p + from, i - from);
		sb_puts(out, html_entity((unsigned char)s.p[i]));
		from = i + 1;
	}
	sb_add(out, s.p + from, s.n - from);
}

/* RFC 3986 unreserved, reserved and '%', less the quotes that attributes use. */
static bool url_plain(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("-._~:/?#[]@!$()*+,;=%", c));
}

static bool scheme_allowed(struct span s)
{
	ptrdiff_t colon = span_chr(s, ':');
	ptrdiff_t i;

	if (colon < 0)
		return true;
	for (i = 0; i < colon; i++)
		if (strchr("/?#", s.p[i]))
			return true;
	return span_starts(s, "http:") || span_starts(s, "https:") || span_starts(s, "mailto:");
}

void escape_url(struct strbuf *out, struct span s)
{
	size_t i;

	if (!scheme_allowed(s)) {
		sb_putc(out, '#');
		return;
	}
	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '&')
			sb_puts(out, "&amp;");
		else if (url_plain(c))
			sb_putc(out, (char)c);
		else
			sb_printf(out, "%%%02X", c);
	}
}

static bool json_escape(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0x7f;
}

void escape_json(struct strbuf *out, struct span s)
{
	size_t from = 0, i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		size_t skip = 1;

		/* U+2028 and U+2029 end a line in older JavaScript. */
		if (c == 0xe2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80 &&
		    ((unsigned char)s.p[i + 2] & 0xfe) == 0xa8)
			skip = 3;
		else if (!json_escape(c))
			continue;
		sb_add(out, s.p + from, i - from);
		if (skip == 3)
			sb_printf(out, "\\u202%c", (unsigned char)s.p[i + 2] == 0xa8 ? '8' : '9');
		else if (c == '"' || c == '\\')
			sb_printf(out, "\\%c", c);
		else if (c == '\n')
			sb_puts(out, "\\n");
		else
			sb_printf(out, "\\u%04x", c);
		i += skip - 1;
		from = i + 1;
	}
	sb_add(out, s.p + from, s.n - from);
}

static bool plain_number(struct span s)
{
	size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+') ? 1 : 0;
	bool digit = false;

	for (; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digit = true;
		else if (s.p[i] != '.')
			return false;
	}
	return digit;
}

void escape_csv(struct strbuf *out, struct span s)
{
	bool formula = s.n && strchr("=+-@\t\r", s.p[0]) && !plain_number(s);
	bool quote = formula;
	size_t i;

	for (i = 0; i < s.n && !quote; i++)
		quote = s.p[i] && strchr(",\"\r\n", s.p[i]) != NULL;
	if (!quote) {
		sb_span(out, s);
		return;
	}
	sb_putc(out, '"');
	if (formula)
		sb_putc(out, '\'');
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			sb_putc(out, '"');
		sb_putc(out, s.p[i]);
	}
	sb_putc(out, '"');
}

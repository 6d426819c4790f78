/* base/escape: tables by byte, runs copied whole. */
#include "base/escape.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const struct span html_entity[256] = {
	['&'] = { "&amp;", 5 },   ['<'] = { "&lt;", 4 },   ['>'] = { "&gt;", 4 },
	['"'] = { "&quot;", 6 }, ['\''] = { "&#39;", 5 },
};

/* Sixteen bytes at once, in whatever the machine has for that (an extension of gcc and clang). */
typedef unsigned char sixteen __attribute__((vector_size(16)));

/* '&' and '\'' differ in their last bit, '<' and '>' in the one before. */
static inline bool has_entity(const char *p)
{
	sixteen bytes, found;
	uint64_t half[2];

	memcpy(&bytes, p, sizeof bytes);
	found = (sixteen)((bytes | 1) == '\'') | (sixteen)((bytes | 2) == '>') | (sixteen)(bytes == '"');
	memcpy(half, &found, sizeof half);
	return (half[0] | half[1]) != 0;
}

/* Where the next byte that has an entity stands from i on; s.n when none does. The last
 * sixteen bytes are taken once more with some that were seen already. */
static size_t next_entity(struct span s, size_t i)
{
	for (; i + 16 <= s.n; i += 16)
		if (has_entity(s.p + i))
			break;
	if (i + 16 > s.n && s.n >= 16 && !has_entity(s.p + s.n - 16))
		return s.n;
	while (i < s.n && !html_entity[(unsigned char)s.p[i]].n)
		i++;
	return i;
}

void escape_html(struct strbuf *out, struct span s)
{
	size_t from = 0, i;

	for (i = next_entity(s, 0); i < s.n; i = next_entity(s, from)) {
		sb_add(out, s.p + from, i - from);
		sb_span(out, html_entity[(unsigned char)s.p[i]]);
		from = i + 1;
	}
	sb_add(out, s.p + from, s.n - from);
}

#define ROW8 true, true, true, true, true, true, true, true

/* RFC 3986 unreserved, reserved and '%', less '&' and the quote that attributes use. */
static const bool url_plain[256] = {
	['!'] = true, ['#'] = true, ['$'] = true, ['%'] = true, ['('] = true, [')'] = true, ['*'] = true,
	['+'] = true, [','] = true, ['-'] = true, ['.'] = true, ['/'] = true,
	['0'] = ROW8, true, true, [':'] = true, [';'] = true, ['='] = true, ['?'] = true, ['@'] = true,
	['A'] = ROW8, ROW8, ROW8, true, true, ['['] = true, [']'] = true, ['_'] = true,
	['a'] = ROW8, ROW8, ROW8, true, true, ['~'] = true,
};

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

/* Where the first byte that must be written otherwise stands from i on; s.n when none does. */
static size_t next_odd(struct span s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p;

	while (i + 4 <= s.n && url_plain[p[i]] & url_plain[p[i + 1]] & url_plain[p[i + 2]] & url_plain[p[i + 3]])
		i += 4;
	while (i < s.n && url_plain[p[i]])
		i++;
	return i;
}

void escape_url(struct strbuf *out, struct span s)
{
	size_t from = 0, i;

	if (!scheme_allowed(s)) {
		sb_putc(out, '#');
		return;
	}
	for (i = next_odd(s, 0); i < s.n; i = next_odd(s, from)) {
		sb_add(out, s.p + from, i - from);
		if (s.p[i] == '&')
			sb_puts(out, "&amp;");
		else
			sb_printf(out, "%%%02X", (unsigned char)s.p[i]);
		from = i + 1;
	}
	sb_add(out, s.p + from, s.n - from);
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

bool escape_is_formula(struct span s)
{
	return s.n && s.p[0] && strchr("=+-@\t\r", s.p[0]) && !plain_number(s);
}

void escape_csv(struct strbuf *out, struct span s)
{
	bool formula = escape_is_formula(s);
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

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
static inline bool any_entity(sixteen bytes)
{
	sixteen found = (sixteen)((bytes | 1) == '\'') | (sixteen)((bytes | 2) == '>') | (sixteen)(bytes == '"');
	uint64_t half[2];

	memcpy(half, &found, sizeof half);
	return (half[0] | half[1]) != 0;
}

static inline bool has_entity(const char *p)
{
	sixteen bytes;

	memcpy(&bytes, p, sizeof bytes);
	return any_entity(bytes);
}

/* Of 4 to 15 bytes: the first and the last 8 or 4 of them, which may overlap. */
static inline bool short_has_entity(struct span s)
{
	char bytes[16] = { 0 };
	size_t part = s.n < 8 ? 4 : 8;

	if (s.n < 8) {
		memcpy(bytes, s.p, 4);
		memcpy(bytes + 4, s.p + s.n - part, 4);
	} else {
		memcpy(bytes, s.p, 8);
		memcpy(bytes + 8, s.p + s.n - part, 8);
	}
	return has_entity(bytes);
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
	if (!i && s.n < 16 && s.n >= 4 && !short_has_entity(s))
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

/* Where the run of bytes that the table says are (or are not) so ends, from i on. */
static inline size_t run_end(const bool table[256], bool so, struct span s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p;

	while (i + 4 <= s.n && table[p[i]] == so && table[p[i + 1]] == so && table[p[i + 2]] == so &&
	       table[p[i + 3]] == so)
		i += 4;
	while (i < s.n && table[p[i]] == so)
		i++;
	return i;
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

void escape_url(struct strbuf *out, struct span s)
{
	size_t from = 0, i;

	if (!scheme_allowed(s)) {
		sb_putc(out, '#');
		return;
	}
	for (i = run_end(url_plain, true, s, 0); i < s.n; i = run_end(url_plain, true, s, from)) {
		sb_add(out, s.p + from, i - from);
		if (s.p[i] == '&')
			sb_puts(out, "&amp;");
		else
			sb_printf(out, "%%%02X", (unsigned char)s.p[i]);
		from = i + 1;
	}
	sb_add(out, s.p + from, s.n - from);
}

/* What may have to be written otherwise; 0xe2 begins U+2028 and U+2029, which end a line in older JavaScript. */
static const bool json_odd[256] = {
	ROW8, ROW8, ROW8, ROW8, ['"'] = true, ['\\'] = true, ['<'] = true, ['>'] = true, ['&'] = true,
	[0x7f] = true, [0xe2] = true,
};

static void json_escape(struct strbuf *out, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char six[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

	if (c == '"' || c == '\\') {
		sb_putc(out, '\\');
		sb_putc(out, (char)c);
	} else if (c == '\n') {
		sb_add(out, "\\n", 2);
	} else {
		sb_add(out, six, sizeof six);
	}
}

void escape_json(struct strbuf *out, struct span s)
{
	size_t from = 0, i = run_end(json_odd, false, s, 0);

	while (i < s.n) {
		const unsigned char *p = (const unsigned char *)s.p + i;
		bool line = *p == 0xe2 && i + 2 < s.n && p[1] == 0x80 && (p[2] & 0xfe) == 0xa8;

		if (line || *p != 0xe2) {
			sb_add(out, s.p + from, i - from);
			if (line)
				sb_puts(out, p[2] == 0xa8 ? "\\u2028" : "\\u2029");
			else
				json_escape(out, *p);
			from = i + (line ? 3 : 1);
		}
		i = run_end(json_odd, false, s, i + (line ? 3 : 1));
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

static const bool csv_odd[256] = { [','] = true, ['"'] = true, ['\r'] = true, ['\n'] = true };
static const bool formula_start[256] = {
	['='] = true, ['+'] = true, ['-'] = true, ['@'] = true, ['\t'] = true, ['\r'] = true,
};

void escape_csv(struct strbuf *out, struct span s)
{
	bool formula = s.n && formula_start[(unsigned char)s.p[0]] && !plain_number(s);
	size_t i;

	if (!formula && run_end(csv_odd, false, s, 0) == s.n) {
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

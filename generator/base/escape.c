/* base/escape: tables by byte, runs copied whole. */
#include "base/escape.h"

#include <stdbool.h>
#include <string.h>
#include "base/sixteen.h"

static const struct span html_entity[256] = {
	['&'] = { "&amp;", 5 },   ['<'] = { "&lt;", 4 },   ['>'] = { "&gt;", 4 },
	['"'] = { "&quot;", 6 }, ['\''] = { "&#39;", 5 },
};

/* For each escape: the bytes that may have to be written otherwise, and perhaps some more.
 * '&' and '\'' differ in their last bit, '<' and '>' in the one before. */
static inline sixteen html_odd(sixteen c)
{
	return (sixteen)((c | 1) == '\'') | (sixteen)((c | 2) == '>') | (sixteen)(c == '"');
}

/* '"' and '&' differ in one bit; '<', '>' and '\\' in those that 0x9d leaves out, as do '^', '|' and '~'. */
static inline sixteen json_seems_odd(sixteen c)
{
	return (sixteen)((c & 0x9d) == 0x1c) | (sixteen)((c | 4) == '&') | (sixteen)(c < 0x20) | (sixteen)(c == 0x7f) |
	       (sixteen)((c | 1) == 0xa9);
}

static inline sixteen csv_seems_odd(sixteen c)
{
	return (sixteen)(c == ',') | (sixteen)(c == '"') | (sixteen)(c == '\r') | (sixteen)(c == '\n');
}

/* All but letters, "-./0123456789:", '#' and '_': of those nearly all addresses are made. */
static inline sixteen url_seems_odd(sixteen c)
{
	return ~((sixteen)((c | 0x20) - 'a' < 26) | (sixteen)(c - '-' < 14) | (sixteen)(c == '#') | (sixteen)(c == '_'));
}

/* Copies the start of s as long as it may be copied, in large steps; the last one takes some bytes
 * once more. Returns how far it came: the rest, even if it is plain, is the caller's. */
static inline __attribute__((always_inline)) size_t copy_plain(char *to, struct span s, sixteen (*odd)(sixteen))
{
	sixteen c = { 0 };
	size_t i;

	if (s.n < 8)
		return 0;
	if (s.n < 16) {
		uint64_t half[2];

		memcpy(&half[0], s.p, 8);
		memcpy(&half[1], s.p + s.n - 8, 8);
		memcpy(&c, half, sizeof c);
		if (sixteen_any(odd(c)))
			return 0;
		memcpy(to, &half[0], 8);
		memcpy(to + s.n - 8, &half[1], 8);
		return s.n;
	}
	for (i = 0; i + 32 <= s.n; i += 32) {
		sixteen next;

		memcpy(&c, s.p + i, sizeof c);
		memcpy(&next, s.p + i + 16, sizeof next);
		if (sixteen_any(odd(c) | odd(next)))
			break;
		memcpy(to + i, &c, sizeof c);
		memcpy(to + i + 16, &next, sizeof next);
	}
	for (; i + 16 <= s.n; i += 16) {
		memcpy(&c, s.p + i, sizeof c);
		if (sixteen_any(odd(c)))
			return i;
		memcpy(to + i, &c, sizeof c);
	}
	memcpy(&c, s.p + s.n - 16, sizeof c);
	if (sixteen_any(odd(c)))
		return i;
	memcpy(to + s.n - 16, &c, sizeof c);
	return s.n;
}

void escape_html(struct strbuf *out, struct span s)
{
	while (s.n) {
		char *to = sb_reserve(out, s.n);
		size_t n = copy_plain(to, s, html_odd);
		struct span entity = { NULL, 0 };

		for (; n < s.n; n++) {
			entity = html_entity[(unsigned char)s.p[n]];
			if (entity.n)
				break;
			to[n] = s.p[n];
		}
		out->n += n;
		to[n] = '\0';
		if (n == s.n)
			return;
		sb_span(out, entity);
		s = span_skip(s, n + 1);
	}
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
	ptrdiff_t colon, i;

	if (s.n > 2 && memcmp(s.p, "../", 3) == 0)      /* by far most */
		return true;
	colon = span_chr(s, ':');
	if (colon < 0)
		return true;
	for (i = 0; i < colon; i++)
		if (strchr("/?#", s.p[i]))
			return true;
	return span_starts(s, "http:") || span_starts(s, "https:") || span_starts(s, "mailto:");
}

void escape_url(struct strbuf *out, struct span s)
{
	static const char hex[] = "0123456789ABCDEF";

	if (!scheme_allowed(s)) {
		sb_putc(out, '#');
		return;
	}
	while (s.n) {
		char *to = sb_reserve(out, s.n);
		size_t n = copy_plain(to, s, url_seems_odd);
		unsigned char c = 0;

		for (; n < s.n; n++) {
			c = (unsigned char)s.p[n];
			if (!url_plain[c])
				break;
			to[n] = (char)c;
		}
		out->n += n;
		if (n == s.n)
			sb_add(out, "", 0);
		else if (c == '&')
			sb_add(out, "&amp;", 5);
		else
			sb_add(out, (char[]){ '%', hex[c >> 4], hex[c & 15] }, 3);
		s = span_skip(s, n + 1);
	}
}

/* What may have to be written otherwise. U+2028 and U+2029 end a line in older JavaScript; of their bytes e2 80 a8
 * and e2 80 a9 only the last tells them from quotation marks and dashes. */
static const bool json_odd[256] = {
	ROW8, ROW8, ROW8, ROW8, ['"'] = true, ['\\'] = true, ['<'] = true, ['>'] = true, ['&'] = true,
	[0x7f] = true, [0xa8] = true, [0xa9] = true,
};

/* Writes the odd byte at p otherwise, if need be; `before` bytes of the same text stand before it, and at the end of out. */
static void json_escape(struct strbuf *out, const char *p, size_t before)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char c = (unsigned char)*p;

	if (c >= 0x80 && before >= 2 && p[-1] == '\x80' && p[-2] == '\xe2') {
		sb_truncate(out, out->n - 2);
		sb_add(out, c == 0xa8 ? "\\u2028" : "\\u2029", 6);
	} else if (c >= 0x80) {
		sb_putc(out, *p);
	} else if (c == '"' || c == '\\') {
		sb_add(out, (char[]){ '\\', *p }, 2);
	} else if (c == '\n') {
		sb_add(out, "\\n", 2);
	} else {
		sb_add(out, (char[]){ '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] }, 6);
	}
}

#define JSON_STEPS 16                  /* bytes that are looked at singly where one seemed odd and is not */

void escape_json(struct strbuf *out, struct span s)
{
	size_t i = 0;

	while (i < s.n) {
		struct span rest = span_skip(s, i);
		char *to = sb_reserve(out, rest.n);
		size_t n = copy_plain(to, rest, json_seems_odd), end = rest.n - n > JSON_STEPS ? n + JSON_STEPS : rest.n;

		for (; n < end && !json_odd[(unsigned char)rest.p[n]]; n++)
			to[n] = rest.p[n];
		out->n += n;
		out->p[out->n] = '\0';
		i += n;
		if (n == end)
			continue;
		json_escape(out, s.p + i, i);
		i++;
	}
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

/* Sets nothing but the bytes when the cell can stand as it is. */
static bool csv_as_it_is(struct strbuf *out, struct span s)
{
	char *to = sb_reserve(out, s.n);
	size_t n = copy_plain(to, s, csv_seems_odd);

	for (; n < s.n && !csv_odd[(unsigned char)s.p[n]]; n++)
		to[n] = s.p[n];
	return n == s.n;
}

bool escape_is_formula(struct span s)
{
	return s.n && formula_start[(unsigned char)s.p[0]] && !plain_number(s);
}

void escape_csv(struct strbuf *out, struct span s)
{
	bool formula = escape_is_formula(s);
	size_t i;

	if (!formula && csv_as_it_is(out, s)) {
		out->n += s.n;
		out->p[out->n] = '\0';
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

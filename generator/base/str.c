/* base/str: spans and the growing buffer. */
#include "base/str.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/format.h"

bool span_starts(struct span a, const char *prefix)
{
	size_t n = strlen(prefix);

	return a.n >= n && memcmp(a.p, prefix, n) == 0;
}

bool span_ends(struct span a, const char *suffix)
{
	size_t n = strlen(suffix);

	return a.n >= n && memcmp(a.p + a.n - n, suffix, n) == 0;
}

struct span span_ltrim(struct span a)
{
	while (a.n && is_space(*a.p))
		a = span_skip(a, 1);
	return a;
}

struct span span_rtrim(struct span a)
{
	while (a.n && is_space(a.p[a.n - 1]))
		a.n--;
	return a;
}

struct span span_trim(struct span a)
{
	return span_rtrim(span_ltrim(a));
}

bool span_line(struct span *rest, struct span *line)
{
	const char *nl;

	if (!rest->n)
		return false;
	nl = memchr(rest->p, '\n', rest->n);
	*line = span_make(rest->p, nl ? (size_t)(nl - rest->p) : rest->n);
	*rest = span_skip(*rest, line->n + (nl ? 1 : 0));
	if (line->n && line->p[line->n - 1] == '\r')
		line->n--;
	return true;
}

ptrdiff_t span_find(struct span a, const char *needle)
{
	size_t n = strlen(needle);
	size_t i;

	if (!n)
		return 0;
	for (i = 0; i + n <= a.n; i++) {
		const char *hit = memchr(a.p + i, needle[0], a.n - n + 1 - i);

		if (!hit)
			return -1;
		i = (size_t)(hit - a.p);
		if (memcmp(hit, needle, n) == 0)
			return (ptrdiff_t)i;
	}
	return -1;
}

ptrdiff_t span_chr(struct span a, char c)
{
	const char *hit = a.n ? memchr(a.p, c, a.n) : NULL;

	return hit ? hit - a.p : -1;
}

#define SHOWN_BYTES 60

int span_shown(struct span s)
{
	size_t n = s.n;

	if (n > SHOWN_BYTES) {
		n = SHOWN_BYTES;
		while (n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
			n--;
	}
	return (int)n;
}

int span_cmp(struct span a, struct span b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c)
		return c < 0 ? -1 : 1;
	return a.n == b.n ? 0 : a.n < b.n ? -1 : 1;
}

void sb_grow(struct strbuf *b, size_t n)
{
	size_t cap = b->cap ? b->cap : 64;

	if (n > SIZE_MAX / 4 - b->n)
		abort();
	while (cap < b->n + n + 1)
		cap *= 2;
	b->p = xrealloc(b->p, cap);
	b->cap = cap;
}

struct span digits_of(char where[DIGITS_MAX], unsigned long value, bool negative)
{
	char *end = where + DIGITS_MAX, *p = end;

	do
		*--p = (char)('0' + value % 10);
	while (value /= 10);
	if (negative)
		*--p = '-';
	return span_make(p, (size_t)(end - p));
}

void sb_uint(struct strbuf *b, unsigned long value)
{
	char digits[DIGITS_MAX];

	sb_span(b, digits_of(digits, value, false));
}

void sb_int(struct strbuf *b, long value)
{
	char digits[DIGITS_MAX];

	sb_span(b, digits_of(digits, value < 0 ? 0ul - (unsigned long)value : (unsigned long)value, value < 0));
}

void sb_vprintf(struct strbuf *b, const char *fmt, va_list ap)
{
	struct format f;
	va_list again;
	int n;

	if (format_make(&f, fmt, ap)) {
		format_copy(&f, sb_reserve(b, f.total));
		b->n += f.total;
		b->p[b->n] = '\0';
		return;
	}
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		abort();
	vsnprintf(sb_reserve(b, (size_t)n), (size_t)n + 1, fmt, again);
	va_end(again);
	b->n += (size_t)n;
}

void sb_printf(struct strbuf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	sb_vprintf(b, fmt, ap);
	va_end(ap);
}

void sb_release(struct strbuf *b)
{
	free(b->p);
	*b = (struct strbuf)STRBUF_INIT;
}

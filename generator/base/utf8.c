/* base/utf8: folding and slugs; the only file that includes utf8proc. */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "base/sixteen.h"

/* Where the first byte that is not ASCII stands from i on; s.n when there is none. */
static size_t next_not_ascii(struct span s, size_t i)
{
	for (; i + 64 <= s.n; i += 64)
		if (sixteen_any(sixteen_at(s.p + i) | sixteen_at(s.p + i + 16) | sixteen_at(s.p + i + 32) |
				sixteen_at(s.p + i + 48)))
			break;
	for (; i + 16 <= s.n; i += 16)
		if (sixteen_any(sixteen_at(s.p + i)))
			break;
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

/* Bytes of the character that s begins with, where they are well formed and of a common kind; 0: look closer. */
static size_t common_length(struct span s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (s.n >= 3 && p[0] > 0xe0 && p[0] < 0xed && (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80)
		return 3;
	return s.n >= 2 && p[0] > 0xc1 && p[0] < 0xe0 && (p[1] & 0xc0) == 0x80 ? 2 : 0;
}

ptrdiff_t utf8_invalid(struct span s)
{
	size_t i = 0;

	while ((i = next_not_ascii(s, i)) < s.n) {
		size_t common = common_length(span_skip(s, i));
		utf8proc_int32_t cp;
		utf8proc_ssize_t len = (utf8proc_ssize_t)common;

		if (!common)
			len = utf8proc_iterate((const utf8proc_uint8_t *)s.p + i, (utf8proc_ssize_t)(s.n - i), &cp);
		if (len < 1)
			return (ptrdiff_t)i;
		i += (size_t)len;
	}
	return -1;
}

size_t utf8_length(struct span s)
{
	size_t count = 0, i;

	for (i = 0; i < s.n; i++)
		count += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return count;
}

static bool is_quote(utf8proc_int32_t cp)
{
	return cp == '\'' || cp == '"' || cp == '`' || cp == 0x00b4 || (cp >= 0x2018 && cp <= 0x201f) || cp == 0x02bc;
}

static bool is_word(utf8proc_int32_t cp)
{
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
		return true;
	default:
		return false;
	}
}

static char *fold_unicode(struct span s, char sep, size_t max, struct arena *a);

/* How many bytes of s, which begins with 0xe2, are a quotation mark (U+2018 to U+201F) or a dash
 * (U+2013, U+2014); 0: something else. */
static size_t common_mark(struct span s, bool *quote)
{
	unsigned char c = s.n >= 3 && s.p[1] == '\x80' ? (unsigned char)s.p[2] : 0;

	*quote = c >= 0x98 && c <= 0x9f;
	return *quote || c == 0x93 || c == 0x94 ? 3 : 0;
}

/* Words of s in lower case without accents, joined by sep. Most text is ASCII but for its quotation marks
 * and dashes; that takes no tables. */
static char *fold(struct span s, char sep, size_t max, struct arena *a)
{
	char *out = arena_text(a, s.n), *q = out;
	bool gap = false, quote;
	size_t i, n;

	for (i = 0; i < s.n; i += n) {
		char c = s.p[i];
		char lower = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;

		n = 1;
		if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9')) {
			if ((size_t)(q - out) + 2 > max)
				break;
			if (gap && q != out)
				*q++ = sep;
			*q++ = lower;
			gap = false;
		} else if ((unsigned char)c >= 0x80) {
			n = c == '\xe2' ? common_mark(span_skip(s, i), &quote) : 0;
			if (!n)
				return fold_unicode(s, sep, max, a);
			gap |= !quote;
		} else if (c == '&') {
			return fold_unicode(s, sep, max, a);
		} else if (c != '\'' && c != '"' && c != '`') {
			gap = true;
		}
	}
	*q = '\0';
	return out;
}

static char *fold_unicode(struct span s, char sep, size_t max, struct arena *a)
{
	utf8proc_uint8_t *mapped = NULL;
	struct strbuf out = STRBUF_INIT;
	utf8proc_ssize_t n, i = 0;
	bool gap = false;
	char *result;

	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &mapped,
			 UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	while (n > 0 && i < n) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t len = utf8proc_iterate(mapped + i, n - i, &cp);

		if (len < 1)
			break;
		if (cp == '&' || is_word(cp)) {
			struct span word = cp == '&' ? SPAN_LIT("and") : span_make((char *)mapped + i, (size_t)len);

			if (out.n + word.n + 1 > max)
				break;
			if ((gap || cp == '&') && out.n && out.p[out.n - 1] != sep)
				sb_putc(&out, sep);
			sb_span(&out, word);
			gap = cp == '&';
		} else if (!is_quote(cp)) {
			gap = true;
		}
		i += len;
	}
	free(mapped);
	result = arena_strndup(a, sb_str(&out), out.n);
	sb_release(&out);
	return result;
}

const char *utf8_key(struct span s, struct arena *a)
{
	return fold(s, ' ', (size_t)-2, a);
}

#define SLUG_MAX 80

const char *utf8_slug(struct span s, struct arena *a)
{
	char *slug = fold(s, '-', SLUG_MAX, a);

	return *slug ? slug : "section";
}

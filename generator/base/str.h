/* base/str: borrowed and owned text.
 *
 * struct span is text that somebody else owns: a pointer and a length in
 * bytes, not NUL-terminated. struct strbuf owns a growing buffer that is
 * always NUL-terminated. Neither knows about encodings. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct span {
	const char *p;
	size_t n;
};

#define SPAN_LIT(s) ((struct span){ (s), sizeof(s) - 1 })
#define SPAN_FMT(s) (int)(s).n, (s).p      /* for "%.*s" */

static inline struct span span_make(const char *p, size_t n)
{
	return (struct span){ p, n };
}

/* NULL gives an empty span. */
static inline struct span span_of(const char *s)
{
	return span_make(s ? s : "", s ? strlen(s) : 0);
}

static inline bool span_eq(struct span a, struct span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool span_is(struct span a, const char *s)
{
	return span_eq(a, span_of(s));
}

bool span_starts(struct span a, const char *prefix);
bool span_ends(struct span a, const char *suffix);
/* Of ASCII alone, whatever the locale. */
static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool is_letter(char c)
{
	return is_lower(c) || is_upper(c);
}

/* White space here is space, tab, CR, LF, FF, VT. */
static inline bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct span span_trim(struct span a);
struct span span_ltrim(struct span a);
struct span span_rtrim(struct span a);
/* n bytes from the start dropped; n above the length gives the empty end. */
static inline struct span span_skip(struct span a, size_t n)
{
	if (n > a.n)
		n = a.n;
	return (struct span){ a.p + n, a.n - n };
}

/* Takes the text up to the next newline off the front of *rest (newline and a
 * CR before it not included). False when *rest is empty. */
bool span_line(struct span *rest, struct span *line);
/* Offset of the first match, or -1. */
ptrdiff_t span_find(struct span a, const char *needle);
ptrdiff_t span_chr(struct span a, char c);
/* How many bytes of s a message quotes: at most 60, whole characters. For "%.*s". */
int span_shown(struct span s);
#define SPAN_SHOWN(s) span_shown(s), (s).p
/* -1, 0, 1 by bytes. */
int span_cmp(struct span a, struct span b);

/* Decimal digits, written to the end of where; the result lies in it. */
#define DIGITS_MAX 24
struct span digits_of(char where[DIGITS_MAX], unsigned long value, bool negative);

struct strbuf {
	char *p;         /* never NULL after the first append; NUL-terminated */
	size_t n;        /* bytes used, without the NUL */
	size_t cap;
};

#define STRBUF_INIT { NULL, 0, 0 }

/* Makes the buffer larger, so that n more bytes and a NUL fit. */
void sb_grow(struct strbuf *b, size_t n);

/* Makes room for n more bytes and a NUL; returns where to write them.
 * A buffer that has memory is never full: its NUL stands behind the n bytes. */
static inline char *sb_reserve(struct strbuf *b, size_t n)
{
	if (n >= b->cap - b->n)
		sb_grow(b, n);
	return b->p + b->n;
}

static inline void sb_add(struct strbuf *b, const char *p, size_t n)
{
	char *end = sb_reserve(b, n);

	if (n)
		memcpy(end, p, n);
	end[n] = '\0';
	b->n += n;
}

static inline void sb_puts(struct strbuf *b, const char *s)
{
	sb_add(b, s, strlen(s));
}

static inline void sb_span(struct strbuf *b, struct span s)
{
	sb_add(b, s.p, s.n);
}

static inline void sb_putc(struct strbuf *b, char c)
{
	char *end = sb_reserve(b, 1);

	end[0] = c;
	end[1] = '\0';
	b->n++;
}

/* In decimal. */
void sb_uint(struct strbuf *b, unsigned long value);
void sb_int(struct strbuf *b, long value);
void sb_printf(struct strbuf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void sb_vprintf(struct strbuf *b, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
/* Shortens to n bytes; n must not exceed the length. */
static inline void sb_truncate(struct strbuf *b, size_t n)
{
	if (n >= b->n)
		return;
	b->n = n;
	b->p[n] = '\0';
}

/* Empty, memory kept. */
static inline void sb_clear(struct strbuf *b)
{
	sb_truncate(b, 0);
}

void sb_release(struct strbuf *b);         /* empty, memory freed */
/* Contents as a C string; "" when nothing was appended. Valid until the next call. */
static inline const char *sb_str(const struct strbuf *b)
{
	return b->p ? b->p : "";
}

static inline struct span sb_view(const struct strbuf *b)
{
	return span_make(sb_str(b), b->n);
}

#endif

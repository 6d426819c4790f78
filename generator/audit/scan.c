/* audit/scan: a cursor over markup. Knows base only. */
#include "audit/scan.h"

#include <string.h>
#include "base/seek.h"

struct scan {
	const char *start, *end;       /* of the whole text */
	void (*found)(void *ctx, enum scan_kind kind, struct span value, size_t offset);
	void *ctx;
};

/* The first stands for none. */
static const struct {
	struct span name;
	enum scan_kind kind;
} attributes[] = {
	{ { "", 0 }, SCAN_ID },
	{ { "action", 6 }, SCAN_LINK },
	{ { "aria-labelledby", 15 }, SCAN_ID_REF },
	{ { "aria-describedby", 16 }, SCAN_ID_REF },
	{ { "aria-controls", 13 }, SCAN_ID_REF },
	{ { "aria-details", 12 }, SCAN_ID_REF },
	{ { "for", 3 }, SCAN_ID_REF },
	{ { "href", 4 }, SCAN_LINK },
	{ { "headers", 7 }, SCAN_ID_REF },
	{ { "id", 2 }, SCAN_ID },
	{ { "list", 4 }, SCAN_ID_REF },
	{ { "poster", 6 }, SCAN_RESOURCE },
	{ { "src", 3 }, SCAN_RESOURCE },
	{ { "xlink:href", 10 }, SCAN_LINK },
};

/* Which of them, if any, begins with that letter, capital or not, and is so long. */
#define LONGEST 16
static const unsigned char attribute_of[32][LONGEST + 1] = {
	['a' & 31] = { [6] = 1, [15] = 2, [16] = 3, [13] = 4, [12] = 5 },
	['f' & 31] = { [3] = 6 },
	['h' & 31] = { [4] = 7, [7] = 8 },
	['i' & 31] = { [2] = 9 },
	['l' & 31] = { [4] = 10 },
	['p' & 31] = { [6] = 11 },
	['s' & 31] = { [3] = 12 },
	['x' & 31] = { [10] = 13 },
};

/* Elements whose content is text up to their end tag, whatever it looks like. */
static const struct span raw_elements[] = { { "script", 6 }, { "style", 5 }, { "title", 5 }, { "textarea", 8 } };

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What a byte may be in a tag: one look at it tells. */
enum {
	SPACE = 1,
	ENDS_NAME = 2,                 /* of an attribute */
	ENDS_ELEMENT = 4,              /* its name */
	ENDS_VALUE = 8,                /* without quotes */
	SPECIAL = 16                   /* first letter of base, loc and the raw elements */
};
#define ENDS (ENDS_NAME | ENDS_ELEMENT | ENDS_VALUE)

static const unsigned char kind_of[256] = {
	[' '] = SPACE | ENDS, ['\t'] = SPACE | ENDS, ['\n'] = SPACE | ENDS, ['\r'] = SPACE | ENDS, ['\f'] = SPACE | ENDS,
	['>'] = ENDS, ['/'] = ENDS_NAME | ENDS_ELEMENT, ['='] = ENDS_NAME,
	['b'] = SPECIAL, ['l'] = SPECIAL, ['s'] = SPECIAL, ['t'] = SPECIAL,
	['B'] = SPECIAL, ['L'] = SPECIAL, ['S'] = SPECIAL, ['T'] = SPECIAL,
};

static bool is(char c, unsigned kinds)
{
	return kind_of[(unsigned char)c] & kinds;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* b in lower case. */
static bool same_name(struct span a, struct span b)
{
	size_t i;

	for (i = 0; a.n == b.n && i < a.n; i++)
		if (lower(a.p[i]) != b.p[i])
			return false;
	return a.n == b.n;
}

static const char *until(const char *p, const char *end, unsigned kinds)
{
	while (p < end && !is(*p, kinds))
		p++;
	return p;
}

static const char *skip_space(const char *p, const char *end)
{
	while (p < end && is(*p, SPACE))
		p++;
	return p;
}

/* Behind the next '>', or the end of the text. */
static const char *past_tag(const char *p, const char *end)
{
	p = seek(p, end, '>');
	return p < end ? p + 1 : p;
}

static const char *past(const char *p, const char *end, const char *what)
{
	ptrdiff_t i = span_find(span_make(p, (size_t)(end - p)), what);

	return i < 0 ? end : p + i + strlen(what);
}

static void report(const struct scan *s, enum scan_kind kind, struct span value)
{
	s->found(s->ctx, kind, value, (size_t)(value.p - s->start));
}

static inline void report_attribute(const struct scan *s, struct span name, struct span value, bool in_base)
{
	unsigned i = name.n <= LONGEST ? attribute_of[*name.p & 31][name.n] : 0;

	if (i && same_name(name, attributes[i].name))
		report(s, in_base && span_is(attributes[i].name, "href") ? SCAN_BASE : attributes[i].kind, value);
}

/* Attributes written as nearly all are: a space, the name, =" and the value. Returns where that ends. */
static inline const char *scan_plain_attributes(const struct scan *s, const char *p, bool in_base)
{
	const char *const end = s->end;

	while (end - p > 20 && *p == ' ') {
		unsigned n = seek_word_end_16(p + 1);
		struct span name = { p + 1, n }, value = { p + n + 3, 0 };
		const char *quote;

		if (!n || p[n + 1] != '=' || p[n + 2] != '"')
			break;
		quote = seek(value.p, end, '"');
		if (quote == end)
			break;
		value.n = (size_t)(quote - value.p);
		report_attribute(s, name, value, in_base);
		p = quote + 1;
	}
	return p;
}

/* Attributes up to and with the '>'; returns what is behind it. */
static const char *scan_attributes(const struct scan *s, const char *p, bool in_base)
{
	const char *end = s->end;

	p = scan_plain_attributes(s, p, in_base);
	for (;;) {
		struct span name, value;
		bool quoted;

		p = skip_space(p, end);
		if (p == end)
			return p;
		if (is(*p, ENDS_NAME)) {
			if (*p++ == '>')
				return p;
			continue;
		}
		name.p = p;
		p = until(p, end, ENDS_NAME);
		name.n = (size_t)(p - name.p);
		p = skip_space(p, end);
		if (p == end || *p != '=')
			continue;
		p = skip_space(p + 1, end);
		quoted = p < end && (*p == '"' || *p == '\'');
		value.p = p + quoted;
		p = quoted ? seek(p + 1, end, *p) : until(p, end, ENDS_VALUE);
		value.n = (size_t)(p - value.p);
		p += quoted && p < end;
		report_attribute(s, name, value, in_base);
	}
}

/* To the end tag of a raw element. */
static const char *past_raw(const char *p, const char *end, struct span name)
{
	while (p < end) {
		p = past(p, end, "</");
		if ((size_t)(end - p) >= name.n && same_name(span_make(p, name.n), name))
			break;
	}
	return p;
}

/* p is behind the tag of an element that may not be like the others. */
static const char *after_special(const struct scan *s, struct span name, const char *p)
{
	const char *start = p;
	size_t i;

	for (i = 0; i < COUNT(raw_elements); i++)
		if (same_name(name, raw_elements[i]) && p[-1] == '>' && p[-2] != '/')
			return past_raw(p, s->end, raw_elements[i]);
	if (!same_name(name, SPAN_LIT("loc")))
		return p;
	p = seek(p, s->end, '<');
	report(s, SCAN_LOC, span_make(start, (size_t)(p - start)));
	return p;
}

static inline const char *scan_element(const struct scan *s, const char *p)
{
	struct span name = { p, 0 };
	bool special = is(*p, SPECIAL);

	p = until(p + 1, s->end, ENDS_ELEMENT);
	name.n = (size_t)(p - name.p);
	special &= name.n > 2;      /* not "li", "td" */
	if (p < s->end && *p == '>')
		p++;
	else
		p = scan_attributes(s, p, special && same_name(name, SPAN_LIT("base")));
	return special ? after_special(s, name, p) : p;
}

void scan_markup(struct span text,
		 void (*found)(void *ctx, enum scan_kind kind, struct span value, size_t offset), void *ctx)
{
	struct scan s = { .start = text.p, .found = found, .ctx = ctx };
	const char *p = text.p, *end;

	if (!text.n)
		return;
	s.end = end = text.p + text.n;
	while (p < end && (*p == '<' || (p = seek(p, end, '<')) < end) && ++p < end) {
		if (*p == '/' || *p == '?')
			p = past_tag(p, end);
		else if (is_letter(*p))
			p = scan_element(&s, p);
		else if (span_starts(span_make(p, (size_t)(end - p)), "!--"))
			p = past(p + 3, end, "-->");
		else if (span_starts(span_make(p, (size_t)(end - p)), "![CDATA["))
			p = past(p, end, "]]>");
		else if (*p == '!')
			p = past_tag(p, end);
	}
}

/* Code point as UTF-8. */
static void put_character(unsigned long c, struct strbuf *out)
{
	if (c < 0x80) {
		sb_putc(out, (char)c);
	} else if (c < 0x800) {
		sb_putc(out, (char)(0xc0 | c >> 6));
		sb_putc(out, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		sb_putc(out, (char)(0xe0 | c >> 12));
		sb_putc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		sb_putc(out, (char)(0x80 | (c & 0x3f)));
	} else {
		sb_putc(out, (char)(0xf0 | c >> 18));
		sb_putc(out, (char)(0x80 | (c >> 12 & 0x3f)));
		sb_putc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		sb_putc(out, (char)(0x80 | (c & 0x3f)));
	}
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* "#233" or "#xE9". False when it is neither or no character. */
static bool number_reference(struct span name, unsigned long *out)
{
	bool hex = name.n > 2 && lower(name.p[1]) == 'x';
	int base = hex ? 16 : 10;
	size_t i;

	*out = 0;
	if (name.n < 2 || name.p[0] != '#' || name.n > 9)
		return false;
	for (i = hex ? 2 : 1; i < name.n; i++) {
		if (digit(name.p[i]) >= base)
			return false;
		*out = *out * (unsigned long)base + (unsigned long)digit(name.p[i]);
	}
	return *out > 0 && *out < 0x110000 && (*out < 0xd800 || *out > 0xdfff);
}

static bool named_reference(struct span name, unsigned long *out)
{
	static const struct {
		const char *name;
		char c;
	} names[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' } };
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		if (span_is(name, names[i].name)) {
			*out = (unsigned long)names[i].c;
			return true;
		}
	}
	return false;
}

void scan_decode(struct span value, struct strbuf *out)
{
	size_t i;

	value = span_trim(value);
	if (span_chr(value, '&') < 0) {
		sb_span(out, value);
		return;
	}
	for (i = 0; i < value.n; i++) {
		struct span rest = span_skip(value, i + 1);
		ptrdiff_t end = value.p[i] == '&' ? span_chr(rest, ';') : -1;
		unsigned long c;

		if (end > 0 && (number_reference(span_make(rest.p, (size_t)end), &c) ||
				named_reference(span_make(rest.p, (size_t)end), &c))) {
			put_character(c, out);
			i += (size_t)end + 1;
		} else {
			sb_putc(out, value.p[i]);
		}
	}
}

bool scan_word(struct span *rest, struct span *word)
{
	size_t n = 0;

	*rest = span_ltrim(*rest);
	while (n < rest->n && !is(rest->p[n], SPACE))
		n++;
	*word = span_make(rest->p, n);
	*rest = span_skip(*rest, n);
	return n > 0;
}

/* site/tighten: takes spaces only where CSS needs none: at a line's ends, round { } ; and after , and after the colon
 * of a declaration. Spaces before a colon or round + - > ~ may mean something and stay. */
#include "site/tighten.h"

#include <string.h>

static size_t string_end(struct span css, size_t i)
{
	char quote = css.p[i];

	for (i++; i < css.n && css.p[i] != quote; i++)
		i += css.p[i] == '\\';
	return i < css.n ? i + 1 : css.n;
}

/* Past the comment at i; out gets it when it is one to keep, else its line breaks. */
static size_t take_comment(struct span css, size_t i, char *out, size_t *n)
{
	struct span rest = span_skip(css, i + 2);
	ptrdiff_t length = span_find(rest, "*/");
	size_t end = length < 0 ? css.n : i + 2 + (size_t)length + 2;

	if (span_starts(span_ltrim(rest), "contrast")) {
		memcpy(out + *n, css.p + i, end - i);
		*n += end - i;
		return end;
	}
	for (; i < end; i++)
		if (css.p[i] == '\n')
			out[(*n)++] = '\n';
	return end;
}

static bool drops_before(char c)
{
	return c == '{' || c == '}' || c == ';' || c == '\n';
}

static bool drops_after(char c)
{
	return drops_before(c) || c == ',' || c == ':';
}

struct span tighten_css(struct span css, struct arena *a)
{
	char *out = arena_alloc(a, css.n + 1);
	size_t n = 0, i = 0;

	while (i < css.n) {
		char c = css.p[i];

		if (c == '"' || c == '\'') {
			size_t end = string_end(css, i);

			memcpy(out + n, css.p + i, end - i);
			n += end - i;
			i = end;
		} else if (c == '/' && i + 1 < css.n && css.p[i + 1] == '*') {
			i = take_comment(css, i, out, &n);
		} else if (c == ' ' || c == '\t') {
			while (i < css.n && (css.p[i] == ' ' || css.p[i] == '\t'))
				i++;
			if (n && i < css.n && !drops_after(out[n - 1]) && !drops_before(css.p[i]))
				out[n++] = ' ';
		} else {
			/* The last semicolon of a block says nothing. */
			if (c == '}' && n > 1 && out[n - 1] == ';' && out[n - 2] != ':')
				n--;
			out[n++] = c;
			i++;
		}
	}
	return span_make(out, n);
}

/* readers: words and their boxes, out of the XHTML that pdftotext -bbox writes.
 * Its form is fixed, one element a line, so it is scanned, not parsed. */
#include "readers/pdf_int.h"

#include <stdlib.h>
#include <string.h>

/* A number of the form 123.456000; other forms end it. */
static double number(const char **p, const char *end)
{
	double v = 0, scale = 1;
	bool minus = *p < end && **p == '-';

	for (*p += minus; *p < end && **p >= '0' && **p <= '9'; (*p)++)
		v = v * 10 + (**p - '0');
	if (*p < end && **p == '.')
		for ((*p)++; *p < end && **p >= '0' && **p <= '9'; (*p)++)
			v += (**p - '0') * (scale /= 10);
	return minus ? -v : v;
}

/* The numbers between quotation marks; false when there are fewer than n. */
static bool numbers(struct span tag, double *out, size_t n)
{
	const char *p = tag.p, *end = tag.p + tag.n;
	size_t i;

	for (i = 0; i < n; i++) {
		p = memchr(p, '"', (size_t)(end - p));
		if (!p)
			return false;
		p++;
		out[i] = number(&p, end);
		if (p >= end || *p != '"')
			return false;
		p++;
	}
	return true;
}

static size_t entity(struct span s, char *c)
{
	static const struct { const char *name; char c; } all[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' }, { "&#39;", '\'' } };
	size_t i;

	for (i = 0; i < sizeof all / sizeof *all; i++)
		if (span_starts(s, all[i].name)) {
			*c = all[i].c;
			return strlen(all[i].name);
		}
	return 0;
}

/* Ligatures of typesetting, which are letters to a reader. */
static const char *ligature(struct span s)
{
	static const char *const letters[] = { "ff", "fi", "fl", "ffi", "ffl" };
	unsigned char last = s.n > 2 ? (unsigned char)s.p[2] : 0;

	if (!span_starts(s, "\xef\xac") || last < 0x80 || last > 0x84)
		return NULL;
	return letters[last - 0x80];
}

static bool is_plain(struct span s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == '&' || s.p[i] == '|' || (unsigned char)s.p[i] < 0x20 || (unsigned char)s.p[i] == 0xef)
			return false;
	return true;
}

/* Entities and ligatures to characters; control characters out. */
static struct span plain(struct pdf_doc *doc, struct span s)
{
	char *p;
	size_t n = 0, i;

	if (is_plain(s))
		return s;
	p = arena_alloc(doc->a, s.n + 1);
	for (i = 0; i < s.n; i++) {
		struct span rest = span_skip(s, i);
		const char *letters = ligature(rest);
		char c = s.p[i];
		size_t taken = c == '&' ? entity(rest, &c) : 0;

		if (letters) {
			memcpy(p + n, letters, strlen(letters));
			n += strlen(letters);
			i += 2;
			continue;
		}
		i += taken ? taken - 1 : 0;
		if ((unsigned char)c >= 0x20 && c != 0x7f)
			p[n++] = c == '|' ? '/' : c;     /* a bar parts the cells of a row */
	}
	return span_make(p, n);
}

static bool take_word(struct pdf_doc *doc, struct span tag, struct span rest)
{
	struct pdf_page *page = doc->page.n ? &doc->page.v[doc->page.n - 1] : NULL;
	ptrdiff_t end = span_find(rest, "</word>");
	double box[4];
	struct span text;
	struct pdf_word *w;

	if (!page || end < 0 || !numbers(tag, box, 4) || doc->word.n >= PDF_MAX_WORDS)
		return false;
	text = plain(doc, span_make(rest.p, (size_t)end));
	/* What stands outside the page, or has no size, is not seen. */
	if (!span_trim(text).n || box[2] <= 0 || box[3] <= 0 || box[0] >= page->width || box[1] >= page->height ||
	    box[3] - box[1] < 1)
		return true;
	w = vec_push(&doc->word, doc->a);
	w->box = (struct pdf_box){ box[0], box[1], box[2], box[3] };
	w->text = text;
	page->words++;
	return true;
}

static bool take_page(struct pdf_doc *doc, struct span tag)
{
	struct pdf_page *page;
	double size[2];

	if (doc->page.n >= PDF_MAX_PAGES || !numbers(tag, size, 2))
		return false;
	page = vec_push(&doc->page, doc->a);
	page->width = size[0];
	page->height = size[1];
	page->word = doc->word.n;
	return true;
}

bool pdf_words(struct pdf_doc *doc, struct span xhtml)
{
	struct span rest = xhtml, line;

	while (span_line(&rest, &line)) {
		struct span s = span_ltrim(line);
		ptrdiff_t close = s.n && *s.p == '<' ? span_chr(s, '>') : -1;
		struct span tag = span_make(s.p, close < 0 ? 0 : (size_t)close);

		if (close < 0)
			continue;
		if (span_starts(s, "<word ") && !take_word(doc, tag, span_skip(s, (size_t)close + 1)))
			return false;
		if (span_starts(s, "<page ") && !take_page(doc, tag))
			return false;
	}
	return doc->page.n > 0;
}

/* readers: words to lines. Words that share a baseline are one line; a wide gap parts
 * it into segments, which may be cells. Small raised digits stay in their line and are marked. */
#include "readers/pdf_int.h"

#include <stdlib.h>
#include <string.h>

#define SHARED 0.6               /* of the smaller height: words are on one line */
#define WIDE 0.5                 /* of the line's height: a gap that may part cells */
#define JUSTIFIED 1.8            /* times a line's least gap: what all gaps of a justified line are below */
#define JUSTIFIED_WORDS 5
#define FULL 6.0                 /* points from the right edge within which a line is full */
#define NARROW 0.04              /* of the line's height: no space between words */
#define RAISED_SIZE 0.8          /* of the line's height: a raised word is smaller */
#define RAISED_BY 0.1            /* of the line's height: and ends this much above */

static double height(const struct pdf_box *b)
{
	return b->y1 - b->y0;
}

static int by_middle(const void *a, const void *b)
{
	const struct pdf_word *v = a, *w = b;
	double m = v->box.y0 + v->box.y1, n = w->box.y0 + w->box.y1;

	if (m != n)
		return m < n ? -1 : 1;
	return v->box.x0 < w->box.x0 ? -1 : v->box.x0 > w->box.x0;
}

static int by_left(const void *a, const void *b)
{
	const struct pdf_word *v = a, *w = b;

	return v->box.x0 < w->box.x0 ? -1 : v->box.x0 > w->box.x0;
}

static bool on_line(const struct pdf_box *line, const struct pdf_box *word)
{
	double top = line->y0 > word->y0 ? line->y0 : word->y0;
	double end = line->y1 < word->y1 ? line->y1 : word->y1;
	double small = height(line) < height(word) ? height(line) : height(word);

	return end - top >= SHARED * small;
}

static void grow(struct pdf_box *b, const struct pdf_box *with)
{
	b->x0 = with->x0 < b->x0 ? with->x0 : b->x0;
	b->x1 = with->x1 > b->x1 ? with->x1 : b->x1;
	b->y0 = with->y0 < b->y0 ? with->y0 : b->y0;
	b->y1 = with->y1 > b->y1 ? with->y1 : b->y1;
}

static bool all_digits(struct span s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0 && s.n < 4;
}

/* Bullets are one character that is no letter; symbol fonts put theirs into private use. */
static bool is_bullet(struct span s)
{
	static const struct { unsigned from, to; } ranges[] = { { '*', '*' }, { '-', '-' }, { 0xb7, 0xb7 },
		{ 0x0336, 0x0336 }, { 0x2010, 0x2015 }, { 0x2022, 0x2023 }, { 0x2043, 0x2043 }, { 0x2212, 0x2212 },
		{ 0x2500, 0x25ff }, { 0x2713, 0x2714 }, { 0x2756, 0x2756 }, { 0x27a2, 0x27a4 }, { 0xe000, 0xf8ff }, { 'o', 'o' } };
	const unsigned char *p = (const unsigned char *)s.p;
	unsigned c = 0;
	size_t i;

	if (s.n == 1)
		c = p[0];
	else if (s.n == 2 && p[0] >= 0xc0)
		c = (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	else if (s.n == 3 && p[0] >= 0xe0)
		c = (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
	for (i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return false;
}

/* "12." */
static bool is_number(struct span s)
{
	return s.n > 1 && s.p[s.n - 1] == '.' && all_digits(span_make(s.p, s.n - 1));
}

/* "2.1", the number of a row below another, and "(iii)". */
static bool is_row_number(struct span s)
{
	size_t i, dots = 0;

	if (s.n > 2 && s.n < 7 && *s.p == '(' && s.p[s.n - 1] == ')')
		return true;
	for (i = 0; i < s.n; i++) {
		dots += s.p[i] == '.';
		if (s.p[i] != '.' && (s.p[i] < '0' || s.p[i] > '9'))
			return false;
	}
	return dots && dots < s.n && s.n < 6;
}

static void find_mark(struct pdf_doc *doc, struct pdf_line *l)
{
	const struct pdf_word *w = &doc->word.v[l->word];

	l->text_x = l->box.x0;
	if (l->words < 2 || w[0].raised)
		return;
	if (is_number(w->text))
		l->mark = PDF_NUMBER;
	else if (is_bullet(w->text) && w[1].box.x0 - w[0].box.x1 > NARROW * l->height)
		l->mark = PDF_BULLET;
	if (l->mark)
		l->text_x = w[1].box.x0;
}

/* A gap wider than this may part cells. In a justified line all gaps are wide, and none does. */
static double wide_gap(const struct pdf_doc *doc, const struct pdf_line *l)
{
	const struct pdf_word *w = &doc->word.v[l->word];
	double least = 0, wide = WIDE * l->height;
	size_t i;

	for (i = 1; i < l->words; i++) {
		double gap = w[i].box.x0 - w[i - 1].box.x1;

		if (gap > NARROW * l->height && (!least || gap < least))
			least = gap;
	}
	return l->words >= JUSTIFIED_WORDS && l->box.x1 > doc->right - FULL && least * JUSTIFIED > wide ? least * JUSTIFIED : wide;
}

static void cut_segments(struct pdf_doc *doc, struct pdf_line *l)
{
	struct pdf_seg *s = NULL;
	bool marked = l->mark || is_row_number(doc->word.v[l->word].text);
	double wide = wide_gap(doc, l);
	size_t i;

	l->seg = doc->seg.n;
	for (i = l->word; i < l->word + l->words; i++) {
		const struct pdf_word *w = &doc->word.v[i];
		bool after_mark = marked && i == l->word + 1;

		if (!s || (!after_mark && w->box.x0 - s->box.x1 > wide)) {
			s = vec_push(&doc->seg, doc->a);
			s->box = w->box;
			s->word = i;
			l->segs++;
		}
		grow(&s->box, &w->box);
		s->words++;
	}
}

/* The size that most letters have; a bullet or a stop may be of another. */
static void measure(struct pdf_line *l, const struct pdf_word *w)
{
	size_t most = 0, i, k;

	for (i = 0; i < l->words; i++) {
		size_t letters = 0;

		for (k = 0; k < l->words; k++)
			if (height(&w[k].box) - height(&w[i].box) < 0.5 && height(&w[i].box) - height(&w[k].box) < 0.5)
				letters += w[k].text.n;
		if (letters > most) {
			most = letters;
			l->height = height(&w[i].box);
			l->foot = w[i].box.y1;
		}
	}
}

static void finish_line(struct pdf_doc *doc, struct pdf_line *l)
{
	struct pdf_word *w = &doc->word.v[l->word];
	size_t i;

	qsort(w, l->words, sizeof *w, by_left);
	measure(l, w);
	for (i = 0; i < l->words; i++)
		w[i].raised = height(&w[i].box) < RAISED_SIZE * l->height && all_digits(w[i].text) &&
			      w[i].box.y1 < l->foot - RAISED_BY * l->height;
	find_mark(doc, l);
}

static void lines_of_page(struct pdf_doc *doc, struct pdf_page *page)
{
	struct pdf_box tall = { 0, 0, 0, 0 };      /* the line's tallest word so far */
	struct pdf_line *l = NULL;
	size_t i;

	if (page->words)
		qsort(&doc->word.v[page->word], page->words, sizeof *doc->word.v, by_middle);
	page->line = doc->line.n;
	for (i = page->word; i < page->word + page->words; i++) {
		const struct pdf_word *w = &doc->word.v[i];

		if (!l || !on_line(&tall, &w->box)) {
			if (l)
				finish_line(doc, l);
			l = vec_push(&doc->line, doc->a);
			l->box = tall = w->box;
			l->word = i;
			page->lines++;
		}
		grow(&l->box, &w->box);
		if (height(&w->box) > height(&tall))
			tall = w->box;
		l->words++;
	}
	if (l)
		finish_line(doc, l);
}

#define SIZES 1000               /* tenths of a point */

/* The height of most characters. */
static double body_height(const struct pdf_doc *doc)
{
	size_t count[SIZES] = { 0 }, i, best = 0;

	for (i = 0; i < doc->word.n; i++) {
		double h = height(&doc->word.v[i].box) * 10;

		if (h > 0 && h < SIZES - 1)
			count[(size_t)(h + 0.5)] += doc->word.v[i].text.n;
	}
	for (i = 0; i < SIZES; i++)
		if (count[i] > count[best])
			best = i;
	return best ? (double)best / 10 : 14;
}

static int by_value(const void *a, const void *b)
{
	const double *v = a, *w = b;

	return *v < *w ? -1 : *v > *w;
}

/* Where the longest lines of body text end, leaving out the odd one. */
static double right_edge(const struct pdf_doc *doc)
{
	double *x = xmalloc((doc->line.n + 1) * sizeof *x), edge = 0;
	size_t n = 0, i;

	for (i = 0; i < doc->line.n; i++)
		if (doc->line.v[i].height < doc->body * 1.05 &&
		    doc->line.v[i].height > doc->body * 0.95)
			x[n++] = doc->line.v[i].box.x1;
	if (n) {
		qsort(x, n, sizeof *x, by_value);
		edge = x[n - 1 - n / 50];
	}
	free(x);
	return edge;
}

#define STEPS 200                /* hundredths of a height */

/* The usual distance from line to line, in heights; fonts differ in what they call their height. */
static double usual_lead(const struct pdf_doc *doc)
{
	size_t count[STEPS] = { 0 }, best = 100, i;

	for (i = 1; i < doc->line.n; i++) {
		const struct pdf_line *l = &doc->line.v[i];
		double step = (l->foot - l[-1].foot) / l->height * 100;

		if (step > 90 && step < STEPS - 1)
			count[(size_t)(step + 0.5)]++;
	}
	for (i = 0; i < STEPS; i++)
		if (count[i] > count[best])
			best = i;
	return best > 100 ? (double)best / 100 : 1;
}

void pdf_lines(struct pdf_doc *doc)
{
	size_t i;

	for (i = 0; i < doc->page.n; i++)
		lines_of_page(doc, &doc->page.v[i]);
	doc->body = body_height(doc);
	doc->right = right_edge(doc);
	doc->lead = usual_lead(doc);
	for (i = 0; i < doc->line.n; i++)
		cut_segments(doc, &doc->line.v[i]);
}

static void put_raised(struct span digits, struct strbuf *out)
{
	static const char *const small[] = { "\xe2\x81\xb0", "\xc2\xb9", "\xc2\xb2", "\xc2\xb3", "\xe2\x81\xb4",
		"\xe2\x81\xb5", "\xe2\x81\xb6", "\xe2\x81\xb7", "\xe2\x81\xb8", "\xe2\x81\xb9" };
	size_t i;

	for (i = 0; i < digits.n; i++)
		sb_puts(out, small[digits.p[i] - '0']);
}

void pdf_put_words(const struct pdf_doc *doc, size_t first, size_t n, bool marks, struct strbuf *out)
{
	size_t i;

	for (i = first; i < first + n; i++) {
		const struct pdf_word *w = &doc->word.v[i];
		double gap = i > first ? w->box.x0 - w[-1].box.x1 : 0;

		if (w->raised) {
			if (marks)
				put_raised(w->text, out);
			continue;
		}
		if (i > first && out->n && (gap > NARROW * height(&w->box) || w[-1].raised))
			sb_putc(out, ' ');
		sb_span(out, w->text);
	}
}

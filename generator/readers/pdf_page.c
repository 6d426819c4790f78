/* readers: what belongs to a page and not to the text. Running headers and footers
 * stand at the same height on several pages and differ only in digits; page numbers stand
 * alone at an edge; footnotes are small text at the foot that begins with a number. */
#include "readers/pdf_int.h"

#include <stdlib.h>
#include <xxhash.h>

#define TOP 0.12                 /* of the page's height: where headers stand */
#define BOTTOM 0.86              /* and footers from here */
#define NEAR 8.0                 /* points between the heights of one header on two pages */
#define SMALL 0.93               /* of the body's height: a footnote */
#define MAX_PAGE_DIGITS 4
#define MANY_PAGES 8             /* above: two pages that agree are chance */

/* ---- furniture -------------------------------------------------------------- */

struct edge_line {
	size_t line, page;
	unsigned long long key;        /* of its letters */
	bool letters;
};

static bool at_edge(const struct pdf_page *p, const struct pdf_line *l)
{
	return l->box.y1 < TOP * p->height || l->box.y0 > BOTTOM * p->height;
}

/* What a line says without digits and spaces. */
static unsigned long long letters_key(const struct pdf_doc *doc, const struct pdf_line *l, bool *letters)
{
	struct strbuf s = STRBUF_INIT;
	unsigned long long key;
	size_t i, k;

	for (i = l->word; i < l->word + l->words; i++)
		for (k = 0; k < doc->word.v[i].text.n; k++)
			if (!is_digit(doc->word.v[i].text.p[k]))
				sb_putc(&s, doc->word.v[i].text.p[k]);
	*letters = s.n > 0;
	key = XXH3_64bits(sb_str(&s), s.n);
	sb_release(&s);
	return key;
}

/* "12", "Page 3 of 9", "- 4 -" */
static bool is_page_number(const struct pdf_doc *doc, const struct pdf_line *l)
{
	static const char *const words[] = { "page", "Page", "of", "-", "\xe2\x80\x93", "/" };
	size_t numbers = 0, i, k;

	for (i = l->word; i < l->word + l->words; i++) {
		struct span s = doc->word.v[i].text;
		bool known = false;

		for (k = 0; k < sizeof words / sizeof *words && !known; k++)
			known = span_is(s, words[k]);
		for (k = 0; k < s.n && is_digit(s.p[k]); k++)
			;
		if (!known && (k < s.n || s.n > MAX_PAGE_DIGITS))
			return false;
		numbers += !known;
	}
	return numbers == 1 || numbers == 2;
}

static bool same_height(double a, double b)
{
	return a - b < NEAR && b - a < NEAR;
}

static int by_key(const void *a, const void *b)
{
	const struct edge_line *v = a, *w = b;

	if (v->key != w->key)
		return v->key < w->key ? -1 : 1;
	return v->page < w->page ? -1 : v->page > w->page;
}

/* Pages of a run of equal lines on which they stand at the height of e. */
static size_t pages_with(const struct pdf_doc *doc, const struct edge_line *run, size_t n, const struct edge_line *e)
{
	size_t count = 0, last = (size_t)-1, i;

	for (i = 0; i < n; i++)
		if (run[i].page != last && same_height(doc->line.v[run[i].line].box.y0, doc->line.v[e->line].box.y0)) {
			last = run[i].page;
			count++;
		}
	return count;
}

static void drop_run(struct pdf_doc *doc, const struct edge_line *run, size_t n)
{
	size_t least = doc->page.n > MANY_PAGES ? 3 : 2, i;

	for (i = 0; i < n; i++)
		if (pages_with(doc, run, n, &run[i]) >= least)
			doc->line.v[run[i].line].furniture = true;
}

static void drop_furniture(struct pdf_doc *doc)
{
	VEC(struct edge_line) edge = { NULL, 0, 0 };
	size_t i, k;

	for (i = 0; i < doc->page.n; i++) {
		const struct pdf_page *p = &doc->page.v[i];

		for (k = p->line; k < p->line + p->lines; k++) {
			struct edge_line e = { k, i, 0, false };

			if (!at_edge(p, &doc->line.v[k]))
				continue;
			if (is_page_number(doc, &doc->line.v[k]))
				doc->line.v[k].furniture = true;
			e.key = letters_key(doc, &doc->line.v[k], &e.letters);
			if (e.letters)
				*vec_push(&edge, doc->a) = e;
		}
	}
	if (edge.n)
		qsort(edge.v, edge.n, sizeof *edge.v, by_key);
	for (i = 0; i < edge.n; i = k) {
		for (k = i; k < edge.n && edge.v[k].key == edge.v[i].key; k++)
			;
		drop_run(doc, &edge.v[i], k - i);
	}
}

/* ---- footnotes -------------------------------------------------------------- */

static bool starts_note(const struct pdf_doc *doc, const struct pdf_line *l)
{
	struct span s = doc->word.v[l->word].text;
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return s.n > 0 && s.n < 4;
}

/* Small lines at the foot of a page, from the first that begins with a number. */
static void find_notes(struct pdf_doc *doc, const struct pdf_page *p)
{
	size_t k = p->line + p->lines, first = k;
	bool in = false;

	while (k-- > p->line) {
		const struct pdf_line *l = &doc->line.v[k];

		if (l->furniture)
			continue;
		if (l->height > SMALL * doc->body)
			break;
		first = k;
	}
	for (k = first; k < p->line + p->lines; k++) {
		struct pdf_line *l = &doc->line.v[k];

		if (l->furniture)
			continue;
		l->note_start = starts_note(doc, l);
		in = in || l->note_start;
		l->note = in;
	}
}

void pdf_furniture(struct pdf_doc *doc)
{
	size_t i;

	drop_furniture(doc);
	for (i = 0; i < doc->page.n; i++)
		find_notes(doc, &doc->page.v[i]);
}

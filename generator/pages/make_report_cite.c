/* pages/make_report_cite: how a report is cited, and what it says of the inspection before.
 * Part of the pages room; works in the scratch arena of one rendering. */
#include "pages/make_report_int.h"

#include <string.h>

#define LOOKS_BACK_MAX 12         /* paragraphs listed: more would be the text again */
#define QUOTE_MAX 400             /* bytes of a sentence */

/* The page's folder: "reports/stockport/2012-02-17/". */
static const char *folder_of(const char *path, struct arena *a)
{
	const char *slash = strrchr(path, '/');

	return slash ? arena_strndup(a, path, (size_t)(slash + 1 - path)) : path;
}

const struct rec_cite *report_cite(struct ctx *c, const struct report *r, const struct report_text *t)
{
	struct rec_cite *out = arena_alloc(c->a, sizeof *out);
	bool dated = date_is_set(r->start) || date_is_set(r->end);
	const char *published = date_is_set(r->published) ? date_long(r->published, c->a) : "";
	long n;

	out->text = TEXT(c->a, r->framework->inspectorate, ", “", r->title, "”, ", r->authority->name,
			 dated ? ", inspected " : "", dated ? inspected_words(r, c->a) : "",
			 published[0] ? ", published " : "", published);
	out->short_text = TEXT(c->a, r->framework->inspectorate, ", ", r->authority->name, ", ",
			       r->framework->short_name, ", ", date_long(r->day, c->a));
	out->absolute = c->p->base_url[0] != '\0';
	out->address = TEXT(c->a, c->p->base_url, folder_of(c->page->path, c->a));
	for (n = 1; n < t->limit && !t->has[n]; n++)
		;
	out->paragraph = n < t->limit ? number_words(n, c->a) : "";
	return out;
}

static bool ends_sentence(char c)
{
	return c == '.' || c == '!' || c == '?';
}

/* The sentence of text about the bytes from start to end, cut at a word when it is too long. */
static const char *sentence_about(struct ctx *c, const char *text, size_t start, size_t end)
{
	size_t from = start, to = end;

	while (from > 0 && text[from - 1] != '\n' && !(from > 1 && text[from - 1] == ' ' && ends_sentence(text[from - 2])))
		from--;
	while (text[to] && text[to] != '\n' && !(ends_sentence(text[to]) && (text[to + 1] == ' ' || !text[to + 1])))
		to++;
	to += text[to] && text[to] != '\n';
	if (to - from <= QUOTE_MAX)
		return arena_strndup(c->a, text + from, to - from);
	for (to = from + QUOTE_MAX; to > from && text[to] != ' '; to--)
		;
	return TEXT(c->a, arena_strndup(c->a, text + from, to - from), " …");
}

static bool looks_back(const struct patterns *p, const char *text, size_t *start, size_t *end)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (pattern_find(p->v[i], span_of(text), start, end))
			return true;
	return false;
}

/* Where a paragraph stands in the text that is shown; false: nowhere. */
static bool place_of(struct ctx *c, struct rec_looks_back *out, const struct report_text *t, const struct report *r,
		     const struct section *s, long number)
{
	if (report_text_has(t, number)) {
		out->place = TEXT(c->a, "paragraph ", number_words(number, c->a));
		out->href = TEXT(c->a, "#p", number_words(number, c->a));
		return true;
	}
	if (!report_text_shows(t, r, s))
		return false;
	out->place = TEXT(c->a, "under “", s->heading, "”");
	out->href = TEXT(c->a, "#", s->slug);
	return true;
}

void report_looks_back(struct ctx *c, struct report_text *t, const struct report *r)
{
	const struct patterns *p = &r->framework->previous_inspection;
	struct rec_looks_back *v = arena_calloc(c->a, LOOKS_BACK_MAX + 1, sizeof *v);
	size_t i, k, n = 0, start, end;

	for (i = 0; p->n && i < r->section_count; i++) {
		const struct section *s = &r->section[i];

		for (k = 0; k < s->paragraph_count; k++) {
			const struct paragraph *one = &s->paragraph[k];

			if (!looks_back(p, one->text, &start, &end) || !place_of(c, &v[n], t, r, s, one->number))
				continue;
			if (n == LOOKS_BACK_MAX) {
				t->looks_back_more++;
				continue;
			}
			v[n++].quote = sentence_about(c, one->text, start, end);
		}
	}
	t->looks_back = list_of(v, n);
}

/* audit: an HTML page: parsed by gumbo, walked once. Here is what concerns the page as a
 * whole; names and fetching have files of their own. */
#include "audit/html_int.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_PARSED (16u << 20)     /* bytes; a larger page is not parsed */
#define MAX_ERRORS 50              /* parse errors of one page */
#define MAX_DEPTH 1000             /* elements within elements: gumbo's time grows with the square */

/* gumbo frees what it made by recursion, which a deep page would turn into a crash. So its
 * memory is ours: a list of blocks, freed in a loop. */
struct block {
	struct block *before, *after;
};

static void *take(void *list, size_t n)
{
	struct block *head = list, *b = xmalloc(sizeof *b + n);

	b->before = head;
	b->after = head->after;
	if (b->after)
		b->after->before = b;
	head->after = b;
	return b + 1;
}

static void give(void *list, void *p)
{
	struct block *b = p ? (struct block *)p - 1 : NULL;

	(void)list;
	if (!b)
		return;
	b->before->after = b->after;
	if (b->after)
		b->after->before = b->before;
	free(b);
}

/* Elements that need no end tag do not count. */
static bool is_closed(struct span tag)
{
	static const char *const open[] = { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
					    "track", "wbr", "li", "dt", "dd", "p", "option", "optgroup", "tr", "td", "th", "tbody",
					    "thead", "tfoot", "colgroup", "rt", "rp", "html", "head", "body" };
	size_t i, n = 0;

	while (n < tag.n && is_letter(tag.p[n]))
		n++;
	for (i = 0; i < sizeof open / sizeof *open; i++)
		if (n == strlen(open[i]) && strncasecmp(tag.p, open[i], n) == 0)
			return false;
	return true;
}

/* Where the page goes deeper than is parsed; -1: nowhere. By tags alone, so it errs where text looks like one. */
static ptrdiff_t too_deep(struct span page)
{
	size_t i, depth = 0;

	for (i = 0; i + 2 < page.n; i++) {
		bool end = page.p[i] == '<' && page.p[i + 1] == '/';
		struct span tag = span_skip(page, i + 1 + end);
		ptrdiff_t close;

		if (page.p[i] != '<' || !is_letter(tag.p[0]) || !is_closed(tag))
			continue;
		close = span_chr(tag, '>');
		if (close > 0 && tag.p[close - 1] == '/')
			continue;
		if (!end && ++depth > MAX_DEPTH)
			return (ptrdiff_t)i;
		depth -= end && depth;
	}
	return -1;
}

static const GumboVector *children(const GumboNode *n)
{
	if (n->type == GUMBO_NODE_DOCUMENT)
		return &n->v.document.children;
	return n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE ? &n->v.element.children : NULL;
}

void html_walk_start(struct html_walk *w, const GumboNode *top, struct arena *a)
{
	memset(w, 0, sizeof *w);
	w->arena = a;
	w->start = top;
}

const GumboNode *html_walk_next(struct html_walk *w)
{
	const GumboNode *n = w->start;

	w->start = NULL;
	while (!n && w->stack.n) {
		struct html_step *step = &w->stack.v[w->stack.n - 1];
		const GumboVector *c = children(step->node);

		if (c && step->next < c->length)
			n = c->data[step->next++];
		else
			w->stack.n--;
	}
	if (n)
		*vec_push(&w->stack, w->arena) = (struct html_step){ n, 0 };
	return n;
}

void html_walk_over(struct html_walk *w)
{
	if (w->stack.n)
		w->stack.n--;
}

const GumboElement *html_element(const GumboNode *n)
{
	return n->type == GUMBO_NODE_ELEMENT ? &n->v.element : NULL;
}

bool html_is(const GumboNode *n, GumboTag tag)
{
	return n->type == GUMBO_NODE_ELEMENT && n->v.element.tag == tag;
}

const char *html_attr(const GumboElement *e, const char *name)
{
	const GumboAttribute *a = gumbo_get_attribute(&e->attributes, name);

	return a ? a->value : NULL;
}

bool html_attr_is(const GumboElement *e, const char *name, const char *value)
{
	const char *is = html_attr(e, name);

	return is && strcasecmp(is, value) == 0;
}

size_t html_at(const struct html *h, const GumboElement *e)
{
	return audit_offset(h->job, e->original_tag.data);
}

size_t html_attr_at(const struct html *h, const GumboElement *e, const char *name)
{
	const GumboAttribute *a = gumbo_get_attribute(&e->attributes, name);
	struct span value = a ? span_make(a->original_value.data, a->original_value.length) : span_make(NULL, 0);

	if (!value.n)
		return html_at(h, e);
	return audit_offset(h->job, value.p) + (value.p[0] == '"' || value.p[0] == '\'');
}

struct span html_tag(const GumboElement *e)
{
	return span_make(e->original_tag.data, e->original_tag.data ? e->original_tag.length : 0);
}

void html_text(const GumboNode *n, struct strbuf *out, struct arena *a)
{
	struct html_walk w;

	html_walk_start(&w, n, a);
	while ((n = html_walk_next(&w)))
		if (n->type == GUMBO_NODE_TEXT || n->type == GUMBO_NODE_WHITESPACE || n->type == GUMBO_NODE_CDATA)
			sb_puts(out, n->v.text.text);
}

bool html_no_text(const char *s)
{
	static const char *const spaces[] = { " ", "\t", "\n", "\r", "\f", "\xc2\xa0", "\xe2\x80\x8b" };
	size_t i;

	while (s && *s) {
		for (i = 0; i < sizeof spaces / sizeof *spaces; i++)
			if (strncmp(s, spaces[i], strlen(spaces[i])) == 0)
				break;
		if (i == sizeof spaces / sizeof *spaces)
			return false;
		s += strlen(spaces[i]);
	}
	return true;
}

void html_report(struct html *h, enum diag_code code, const GumboElement *e)
{
	struct span tag = html_tag(e);

	if (tag.n)
		diag_at(&h->job->file->d, code, &h->job->src, html_at(h, e), "'%.*s'", SPAN_SHOWN(tag));
	else
		diag_report(&h->job->file->d, code, (struct pos){ h->job->src.name, 0, 0 }, NULL);
}

/* What gumbo.h does not show of its errors, as far as it is needed: the place. The rest of the
 * record differs between versions; the place is only believed where it lies in the page. */
struct parse_error {
	int kind;
	GumboSourcePosition position;
	const char *text;
};

static void parse_errors(struct html *h, const GumboVector *errors)
{
	const struct span page = h->job->src.text;
	unsigned i;

	for (i = 0; i < errors->length; i++) {
		const struct parse_error *e = errors->data[i];

		if (e->text >= page.p && e->text <= page.p + page.n)
			diag_at(&h->job->file->d, DIAG_HTML_SYNTAX, &h->job->src, (size_t)(e->text - page.p), NULL);
		else
			diag_report(&h->job->file->d, DIAG_HTML_SYNTAX,
				    (struct pos){ h->job->src.name, (unsigned)e->position.line, 0 }, NULL);
	}
}

static void look_at_title(struct html *h, const GumboNode *n)
{
	struct strbuf text = STRBUF_INIT;

	if (h->job->file->title.text || !n->parent || !html_is(n->parent, GUMBO_TAG_HEAD))
		return;
	html_text(n, &text, &h->job->w->scratch);
	h->job->file->title = audit_mention(h->job, span_trim(sb_view(&text)), html_at(h, &n->v.element));
	sb_release(&text);
}

/* "0; url=elsewhere.html": the address, or an empty span. */
static struct span refresh_url(const char *content)
{
	const char *url = content ? strchr(content, ';') : NULL;
	struct span s = url ? span_trim(span_of(url + 1)) : span_make(NULL, 0);

	if (s.n < 4 || strncasecmp(s.p, "url", 3) != 0)
		return span_make(NULL, 0);
	s = span_ltrim(span_skip(s, 3));
	if (!s.n || s.p[0] != '=')
		return span_make(NULL, 0);
	s = span_trim(span_skip(s, 1));
	if (s.n > 1 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0])
		s = span_make(s.p + 1, s.n - 2);
	return s;
}

/* Does the list have the word, in whatever letters? */
static bool has_word(const char *list, const char *word)
{
	for (; *list; list++)
		if (strncasecmp(list, word, strlen(word)) == 0)
			return true;
	return false;
}

static void look_at_meta(struct html *h, const GumboElement *e)
{
	const char *content = html_attr(e, "content");

	if (!content)
		return;
	if (html_attr_is(e, "name", "robots") && has_word(content, "noindex"))
		h->job->file->noindex = true;
	if (html_attr_is(e, "http-equiv", "content-security-policy") && !h->policy.p)
		h->policy = span_of(content);
	if (html_attr_is(e, "http-equiv", "refresh")) {
		struct span url = refresh_url(content);

		if (url.n)
			h->job->file->redirect = audit_mention(h->job, url, html_attr_at(h, e, "content"));
	}
}

static void look_at_link(struct html *h, const GumboElement *e)
{
	const char *href = html_attr(e, "href");

	if (href && html_attr_is(e, "rel", "canonical"))
		h->job->file->canonical = audit_mention(h->job, span_trim(span_of(href)), html_attr_at(h, e, "href"));
}

static void look_at_heading(struct html *h, const GumboElement *e, int level)
{
	if (level == 1 && h->h1s++)
		html_report(h, DIAG_H1_SEVERAL, e);
	if (h->heading && level > h->heading + 1)
		diag_at(&h->job->file->d, DIAG_HEADING_SKIPPED, &h->job->src, html_at(h, e), "h%d follows h%d", level,
			h->heading);
	h->heading = level;
}

static void look(struct html *h, const GumboNode *n)
{
	const GumboElement *e = html_element(n);

	if (!e)
		return;
	if (e->tag >= GUMBO_TAG_H1 && e->tag <= GUMBO_TAG_H6)
		look_at_heading(h, e, (int)e->tag - (int)GUMBO_TAG_H1 + 1);
	else if (e->tag == GUMBO_TAG_TITLE)
		look_at_title(h, n);
	else if (e->tag == GUMBO_TAG_META)
		look_at_meta(h, e);
	else if (e->tag == GUMBO_TAG_LINK)
		look_at_link(h, e);
	html_names(h, n);
	html_fetches(h, n);
}

static void collect_labels(struct html *h, const GumboNode *top)
{
	struct html_walk w;
	const GumboNode *n;

	map_init(&h->labelled, &h->job->w->scratch);
	html_walk_start(&w, top, &h->job->w->scratch);
	while ((n = html_walk_next(&w))) {
		const char *id = html_is(n, GUMBO_TAG_LABEL) ? html_attr(&n->v.element, "for") : NULL;

		if (id)
			map_set(&h->labelled, span_of(id), (void *)(uintptr_t)1);
	}
}

static void whole_page(struct html *h, const GumboNode *root)
{
	struct checked *file = h->job->file;
	struct pos page = { h->job->src.name, 0, 0 };
	const GumboElement *e = root ? html_element(root) : NULL;

	if (html_no_text(file->title.text))
		diag_report(&file->d, DIAG_TITLE_MISSING, file->title.text ? file->title.at : page, NULL);
	if (!e || html_no_text(html_attr(e, "lang"))) {
		if (e && e->original_tag.data)
			html_report(h, DIAG_LANG_MISSING, e);
		else
			diag_report(&file->d, DIAG_LANG_MISSING, page, NULL);
	}
	if (!h->h1s && !file->redirect.text)
		diag_report(&file->d, DIAG_H1_MISSING, page, NULL);
}

static void walk(struct html *h, const GumboNode *top)
{
	struct html_walk w;
	const GumboNode *n;

	collect_labels(h, top);
	html_walk_start(&w, top, &h->job->w->scratch);
	while ((n = html_walk_next(&w))) {
		if (n->type == GUMBO_NODE_TEMPLATE)
			html_walk_over(&w);
		else
			look(h, n);
	}
}

void audit_html(struct job *j)
{
	struct html h = { .job = j };
	struct block memory = { NULL, NULL };
	GumboOptions options = kGumboDefaultOptions;
	const GumboOutput *page;
	ptrdiff_t deep = too_deep(j->src.text);

	if (j->src.text.n > AUDIT_MAX_PAGE)
		diag_report(&j->file->d, DIAG_PAGE_LARGE, (struct pos){ j->src.name, 0, 0 },
			    "%.1f MB; %u MB is the most that is well read",
			    (double)j->src.text.n / (1 << 20), AUDIT_MAX_PAGE >> 20);
	if (deep >= 0)
		diag_at(&j->file->d, DIAG_HTML_SYNTAX, &j->src, (size_t)deep,
			"more than %d elements are open here; the page was not read", MAX_DEPTH);
	if (j->src.text.n > MAX_PARSED || deep >= 0)
		return;
	options.allocator = take;
	options.deallocator = give;
	options.userdata = &memory;
	options.max_errors = MAX_ERRORS;
	page = gumbo_parse_with_options(&options, j->src.text.p, j->src.text.n);
	parse_errors(&h, &page->errors);
	walk(&h, page->document);
	whole_page(&h, page->root);
	while (memory.after)
		give(&memory, memory.after + 1);
}

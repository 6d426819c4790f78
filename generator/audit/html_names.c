/* audit: names: what a person who does not see the page is told of its images, links,
 * controls and tables. The rules are those of the accessible name computation, as far as a
 * static page needs them. */
#include "audit/html_int.h"

#include <string.h>
#include <strings.h>

/* A name by attribute alone. Ids in aria-labelledby are checked with the links. */
static bool named_by_attribute(const GumboElement *e)
{
	return !html_no_text(html_attr(e, "aria-label")) || !html_no_text(html_attr(e, "aria-labelledby")) ||
	       !html_no_text(html_attr(e, "title"));
}

static bool is_hidden(const GumboElement *e)
{
	return html_attr_is(e, "aria-hidden", "true") || html_attr(e, "hidden");
}

static bool is_decoration(const GumboElement *e)
{
	return html_attr_is(e, "role", "presentation") || html_attr_is(e, "role", "none") || is_hidden(e);
}

/* An element that has a name of its own, which becomes part of that around it. */
static bool brings_name(const GumboElement *e)
{
	if (!html_no_text(html_attr(e, "aria-label")) || !html_no_text(html_attr(e, "aria-labelledby")))
		return true;
	return (e->tag == GUMBO_TAG_IMG || e->tag == GUMBO_TAG_AREA) && !html_no_text(html_attr(e, "alt"));
}

/* True when something below the element can be read out. */
static bool has_content(struct html *h, const GumboNode *top)
{
	struct html_walk w;
	const GumboNode *n;

	html_walk_start(&w, top, &h->job->w->scratch);
	while ((n = html_walk_next(&w))) {
		const GumboElement *e = html_element(n);

		if (n == top)
			continue;
		if (n->type == GUMBO_NODE_TEXT && !html_no_text(n->v.text.text))
			return true;
		if (e && !is_hidden(e) && brings_name(e))
			return true;
		if (e && (is_hidden(e) || e->tag == GUMBO_TAG_SCRIPT || e->tag == GUMBO_TAG_STYLE))
			html_walk_over(&w);
	}
	return false;
}

static bool is_within_hidden(const GumboNode *n)
{
	for (; n && n->type == GUMBO_NODE_ELEMENT; n = n->parent)
		if (is_hidden(&n->v.element))
			return true;
	return false;
}

static void look_at_image(struct html *h, const GumboNode *n)
{
	const GumboElement *e = &n->v.element;

	h->job->file->images++;
	if (!html_attr(e, "alt") && !named_by_attribute(e) && !is_decoration(e) && !is_within_hidden(n))
		html_report(h, DIAG_ALT_MISSING, e);
}

static void look_at_drawing(struct html *h, const GumboNode *n)
{
	const GumboElement *e = &n->v.element;
	const GumboVector *below = &e->children;
	struct strbuf title = STRBUF_INIT;
	unsigned i;

	h->job->file->images++;
	if (!html_attr_is(e, "role", "img") || named_by_attribute(e) || is_within_hidden(n))
		return;
	for (i = 0; i < below->length && !title.n; i++)
		if (html_is(below->data[i], GUMBO_TAG_TITLE))
			html_text(below->data[i], &title, &h->job->w->scratch);
	if (html_no_text(sb_str(&title)))
		html_report(h, DIAG_IMAGE_NAME, e);
	sb_release(&title);
}

static void look_at_link_or_button(struct html *h, const GumboNode *n, enum diag_code code)
{
	const GumboElement *e = &n->v.element;

	if (!named_by_attribute(e) && !has_content(h, n) && !is_within_hidden(n))
		html_report(h, code, e);
}

static bool is_within_label(const GumboNode *n)
{
	for (n = n->parent; n && n->type == GUMBO_NODE_ELEMENT; n = n->parent)
		if (n->v.element.tag == GUMBO_TAG_LABEL)
			return true;
	return false;
}

static void look_at_control(struct html *h, const GumboNode *n)
{
	const GumboElement *e = &n->v.element;
	const char *id = html_attr(e, "id"), *type = html_attr(e, "type");
	bool input = e->tag == GUMBO_TAG_INPUT;

	if (is_within_hidden(n) || (input && type && strcasecmp(type, "hidden") == 0))
		return;
	/* These have a name of their own. */
	if (input && type && (strcasecmp(type, "submit") == 0 || strcasecmp(type, "reset") == 0))
		return;
	if (input && type && strcasecmp(type, "button") == 0) {
		if (html_no_text(html_attr(e, "value")) && !named_by_attribute(e))
			html_report(h, DIAG_BUTTON_NAME, e);
	} else if (input && type && strcasecmp(type, "image") == 0) {
		if (html_no_text(html_attr(e, "alt")) && !named_by_attribute(e))
			html_report(h, DIAG_ALT_MISSING, e);
	} else if (!named_by_attribute(e) && !(id && map_has(&h->labelled, span_of(id))) && !is_within_label(n)) {
		html_report(h, DIAG_LABEL_MISSING, e);
	}
}

struct table {
	size_t rows, headers, cells;
	bool caption;
	const GumboElement *unscoped;  /* the first header cell without a scope */
	bool linked;                   /* cells name their headers */
};

static void count_table(struct html *h, const GumboNode *top, struct table *t)
{
	struct html_walk w;
	const GumboNode *n;

	memset(t, 0, sizeof *t);
	html_walk_start(&w, top, &h->job->w->scratch);
	while ((n = html_walk_next(&w))) {
		const GumboElement *e = html_element(n);

		if (!e)
			continue;
		if (e->tag == GUMBO_TAG_TABLE && n != top) {
			html_walk_over(&w);
		} else if (e->tag == GUMBO_TAG_CAPTION) {
			t->caption = t->caption || has_content(h, n);
		} else if (e->tag == GUMBO_TAG_TR) {
			t->rows++;
		} else if (e->tag == GUMBO_TAG_TD) {
			t->cells++;
			t->linked = t->linked || html_attr(e, "headers");
		} else if (e->tag == GUMBO_TAG_TH) {
			t->headers++;
			if (!t->unscoped && html_no_text(html_attr(e, "scope")))
				t->unscoped = e;
		}
	}
}

/* A table that says it is only layout is none; neither is a single cell. */
static void look_at_table(struct html *h, const GumboNode *n)
{
	const GumboElement *e = &n->v.element;
	struct table t;

	if (is_decoration(e) || is_within_hidden(n))
		return;
	count_table(h, n, &t);
	if (t.rows < 2 && t.cells + t.headers < 2)
		return;
	if (!t.caption && !named_by_attribute(e))
		html_report(h, DIAG_TABLE_CAPTION, e);
	if (!t.headers)
		diag_at(&h->job->file->d, DIAG_TABLE_SCOPE, &h->job->src, html_at(h, e),
			"it has none (th); a table for layout is marked role=\"none\"");
	else if (t.unscoped && !t.linked)
		html_report(h, DIAG_TABLE_SCOPE, t.unscoped);
}

void html_names(struct html *h, const GumboNode *n)
{
	const GumboElement *e = &n->v.element;
	bool link = html_attr(e, "href") != NULL;

	switch (e->tag) {
	case GUMBO_TAG_IMG:
		look_at_image(h, n);
		break;
	case GUMBO_TAG_AREA:
		if (link && html_no_text(html_attr(e, "alt")) && !named_by_attribute(e))
			html_report(h, DIAG_ALT_MISSING, e);
		break;
	case GUMBO_TAG_SVG:
		look_at_drawing(h, n);
		break;
	case GUMBO_TAG_A:
		if (link)
			look_at_link_or_button(h, n, DIAG_LINK_NAME);
		break;
	case GUMBO_TAG_BUTTON:
		look_at_link_or_button(h, n, DIAG_BUTTON_NAME);
		break;
	case GUMBO_TAG_INPUT:
	case GUMBO_TAG_SELECT:
	case GUMBO_TAG_TEXTAREA:
		look_at_control(h, n);
		break;
	case GUMBO_TAG_TABLE:
		look_at_table(h, n);
		break;
	default:
		break;
	}
}

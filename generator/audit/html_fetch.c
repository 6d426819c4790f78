/* audit: what a page fetches when it is shown, and what runs in it. */
#include "audit/html_int.h"

#include <string.h>
#include <strings.h>

/* Attributes whose URL is fetched without anybody asking. links sees src and poster itself. */
static const struct {
	GumboTag tag;
	const char *attr;
	bool links_sees, list;
} fetched[] = {
	{ GUMBO_TAG_SCRIPT, "src", true, false }, { GUMBO_TAG_IMG, "src", true, false },
	{ GUMBO_TAG_IMG, "srcset", false, true }, { GUMBO_TAG_IFRAME, "src", true, false },
	{ GUMBO_TAG_EMBED, "src", true, false }, { GUMBO_TAG_SOURCE, "src", true, false },
	{ GUMBO_TAG_SOURCE, "srcset", false, true }, { GUMBO_TAG_VIDEO, "src", true, false },
	{ GUMBO_TAG_VIDEO, "poster", true, false }, { GUMBO_TAG_AUDIO, "src", true, false },
	{ GUMBO_TAG_TRACK, "src", true, false }, { GUMBO_TAG_INPUT, "src", true, false },
	{ GUMBO_TAG_OBJECT, "data", false, false },
};

/* Kinds of <link> that make the browser fetch or connect. */
static const char *const fetching_rels[] = {
	"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload", "prefetch",
	"preconnect", "dns-prefetch", "prerender",
};

/* What may be in a script element without being run. */
static bool is_script_type(const char *type)
{
	return html_no_text(type) || strcasecmp(type, "module") == 0 || strcasecmp(type, "text/javascript") == 0 ||
	       strcasecmp(type, "application/javascript") == 0;
}

static struct span word(struct span *rest, const char *separators)
{
	struct span w;
	size_t n = 0;

	while (rest->n && strchr(separators, rest->p[0]))
		*rest = span_skip(*rest, 1);
	while (n < rest->n && !strchr(separators, rest->p[n]))
		n++;
	w = span_make(rest->p, n);
	*rest = span_skip(*rest, n);
	return w;
}

static bool starts_with(struct span s, const char *prefix)
{
	return s.n >= strlen(prefix) && strncasecmp(s.p, prefix, strlen(prefix)) == 0;
}

void audit_fetch(struct job *j, struct span url, size_t offset, bool links_sees)
{
	url = span_trim(url);
	if (starts_with(url, "http:"))
		diag_at(&j->file->d, DIAG_MIXED_CONTENT, &j->src, offset, "'%.*s'", SPAN_SHOWN(url));
	else if (!links_sees && (starts_with(url, "https:") || starts_with(url, "//")) &&
		 !(*links_base_url(j->audit->links) && span_starts(url, links_base_url(j->audit->links))))
		diag_at(&j->file->d, DIAG_RESOURCE_OUTSIDE, &j->src, offset, "'%.*s'", SPAN_SHOWN(url));
}

static void fetched_by(struct html *h, const GumboElement *e)
{
	size_t i;

	for (i = 0; i < sizeof fetched / sizeof *fetched; i++) {
		const char *value = fetched[i].tag == e->tag ? html_attr(e, fetched[i].attr) : NULL;
		size_t at = value ? html_attr_at(h, e, fetched[i].attr) : 0;
		struct span rest = span_of(value), one;

		if (value && !fetched[i].list)
			audit_fetch(h->job, rest, at, fetched[i].links_sees);
		while (value && fetched[i].list && rest.n) {
			one = word(&rest, ",");
			audit_fetch(h->job, word(&one, " \t\n\r\f"), at, fetched[i].links_sees);
		}
	}
}

static void fetched_by_link(struct html *h, const GumboElement *e)
{
	struct span rels = span_of(html_attr(e, "rel")), rel;
	const char *href = html_attr(e, "href");
	size_t i;

	while (href && (rel = word(&rels, " \t\n\r\f")).n) {
		for (i = 0; i < sizeof fetching_rels / sizeof *fetching_rels; i++) {
			if (rel.n == strlen(fetching_rels[i]) && starts_with(rel, fetching_rels[i])) {
				audit_fetch(h->job, span_of(href), html_attr_at(h, e, "href"), false);
				return;
			}
		}
	}
}

/* The words of a directive of the policy; an empty span when it does not have it. */
static struct span directive(struct span policy, const char *name)
{
	struct span rest = policy, part;

	while ((part = word(&rest, ";")).n) {
		struct span words = part, first = word(&words, " \t\n\r\f");

		if (first.n == strlen(name) && starts_with(first, name))
			return words.n ? words : span_make("", 0);
	}
	return span_make(NULL, 0);
}

/* Hashes are not worked out: a policy that has any is believed. */
static bool forbids_inline(const struct html *h, const char *name, const GumboElement *e)
{
	struct span words = h->policy.p ? directive(h->policy, name) : span_make(NULL, 0), w;
	const char *nonce = e ? html_attr(e, "nonce") : NULL;

	if (h->policy.p && !words.p)
		words = directive(h->policy, "default-src");
	if (!words.p)
		return false;
	while ((w = word(&words, " \t\n\r\f")).n) {
		if (span_is(w, "'unsafe-inline'") || starts_with(w, "'sha"))
			return false;
		if (nonce && starts_with(w, "'nonce-") && w.n == 8 + strlen(nonce) &&
		    strncmp(w.p + 7, nonce, strlen(nonce)) == 0)
			return false;
	}
	return true;
}

static void inline_attributes(struct html *h, const GumboElement *e)
{
	unsigned i;

	for (i = 0; i < e->attributes.length; i++) {
		const GumboAttribute *a = e->attributes.data[i];
		bool script = strncasecmp(a->name, "on", 2) == 0, style = strcasecmp(a->name, "style") == 0;
		struct span value = span_trim(span_of(a->value));

		if (strcasecmp(a->name, "href") == 0 && starts_with(value, "javascript:"))
			script = true;
		if ((script && forbids_inline(h, "script-src", NULL)) || (style && forbids_inline(h, "style-src", NULL)))
			diag_at(&h->job->file->d, DIAG_CSP_INLINE, &h->job->src, html_attr_at(h, e, a->name), "'%s' in '%.*s'",
				a->name, SPAN_SHOWN(html_tag(e)));
	}
}

static void look_at_script(struct html *h, const GumboNode *n)
{
	const GumboElement *e = &n->v.element;
	const char *type = html_attr(e, "type");
	bool json = type && (strcasecmp(type, "application/ld+json") == 0 || strcasecmp(type, "application/json") == 0);
	const GumboNode *text = e->children.length ? e->children.data[0] : NULL;

	if (json && text && text->type == GUMBO_NODE_TEXT)
		audit_json_text(h->job, span_make(text->v.text.original_text.data, text->v.text.original_text.length));
	else if (json)
		audit_json_text(h->job, span_make(e->original_end_tag.data, 0));
	if (!html_attr(e, "src") && is_script_type(type) && forbids_inline(h, "script-src", e))
		html_report(h, DIAG_CSP_INLINE, e);
}

static void look_at_style(struct html *h, const GumboNode *n)
{
	const GumboElement *e = &n->v.element;
	const GumboNode *text = e->children.length ? e->children.data[0] : NULL;

	if (text && text->type == GUMBO_NODE_TEXT)
		audit_css_urls(h->job, span_make(text->v.text.original_text.data, text->v.text.original_text.length));
	if (forbids_inline(h, "style-src", e))
		html_report(h, DIAG_CSP_INLINE, e);
}

void html_fetches(struct html *h, const GumboNode *n)
{
	const GumboElement *e = &n->v.element;
	const char *href = e->tag_namespace == GUMBO_NAMESPACE_SVG ? html_attr(e, "href") : NULL;

	fetched_by(h, e);
	inline_attributes(h, e);
	if (e->tag == GUMBO_TAG_LINK)
		fetched_by_link(h, e);
	else if (e->tag == GUMBO_TAG_SCRIPT)
		look_at_script(h, n);
	else if (e->tag == GUMBO_TAG_STYLE)
		look_at_style(h, n);
	else if (e->tag == GUMBO_TAG_FORM && html_attr(e, "action") && starts_with(span_of(html_attr(e, "action")), "http:"))
		audit_fetch(h->job, span_of(html_attr(e, "action")), html_attr_at(h, e, "action"), true);
	else if (href && (e->tag == GUMBO_TAG_IMAGE || starts_with(html_tag(e), "<use") || starts_with(html_tag(e), "<image")))
		audit_fetch(h->job, span_of(href), html_attr_at(h, e, "href"), false);
}

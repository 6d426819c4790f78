/* audit/follow: where does a reference lead? RFC 3986 as far as a static site needs it. */
#include "audit/links_int.h"

#include <string.h>

static bool is_scheme_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
	       c == '.';
}

static bool has_scheme(struct span url)
{
	size_t i = 0;

	while (i < url.n && is_scheme_char(url.p[i]))
		i++;
	return i > 0 && i < url.n && url.p[i] == ':';
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void percent_decode(struct span s, struct strbuf *out)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
			sb_putc(out, (char)(hex(s.p[i + 1]) << 4 | hex(s.p[i + 2])));
			i += 2;
		} else {
			sb_putc(out, s.p[i]);
		}
	}
}

/* Drops the last name of the path in out. False when there is none. */
static bool up(struct strbuf *out)
{
	size_t n = out->n;

	if (!n)
		return false;
	for (n--; n && out->p[n - 1] != '/'; n--)
		;
	sb_truncate(out, n);
	return true;
}

/* Joins a relative path to the folder of "from" ("" for the root) and takes out "." and
 * "..". A folder becomes its index.html. False when it leads out of the site. */
static bool join_path(const char *from, struct span rel, struct strbuf *out)
{
	const char *slash = strrchr(from, '/');
	size_t i, start = 0;

	sb_clear(out);
	sb_add(out, from, slash ? (size_t)(slash + 1 - from) : 0);
	for (i = 0; i <= rel.n; i++) {
		struct span name = span_make(rel.p + start, i - start);

		if (i < rel.n && rel.p[i] != '/')
			continue;
		start = i + 1;
		if (span_is(name, "..")) {
			if (!up(out))
				return false;
		} else if (name.n && !span_is(name, ".")) {
			sb_span(out, name);
			if (i < rel.n)
				sb_putc(out, '/');
		}
	}
	if (!out->n || out->p[out->n - 1] == '/')
		sb_puts(out, "index.html");
	return true;
}

/* Cuts s at the first c; what follows it goes to *rest (p NULL when there is none). */
static struct span cut(struct span s, char c, struct span *rest)
{
	ptrdiff_t i = span_chr(s, c);

	*rest = i < 0 ? span_make(NULL, 0) : span_skip(s, (size_t)i + 1);
	return i < 0 ? s : span_make(s.p, (size_t)i);
}

/* The id that a fragment names; browsers' ":~:" instructions are none of ours. */
static void decode_anchor(struct span fragment, struct strbuf *out)
{
	ptrdiff_t extra = span_find(fragment, ":~:");

	sb_clear(out);
	percent_decode(extra < 0 ? fragment : span_make(fragment.p, (size_t)extra), out);
}

/* The site's file that a URL leads to; NULL: none, and path holds where it leads ("": out of the site).
 * base: the path that url is relative to, "" for the site's root. */
static const struct document *lead(const struct links *l, const struct document *from, const char *base, struct span url,
				   struct strbuf *path, struct strbuf *anchor)
{
	struct span fragment, query, before = cut(cut(url, '#', &fragment), '?', &query);
	struct strbuf text = STRBUF_INIT;
	bool inside;

	sb_clear(path);
	decode_anchor(fragment, anchor);
	if (!before.n && base == from->path) {
		sb_puts(path, from->path);
		return from;
	}
	percent_decode(before, &text);
	inside = join_path(base, sb_view(&text), path);
	sb_release(&text);
	if (!inside)
		sb_clear(path);
	return inside ? links_find(l, sb_view(path)) : NULL;
}

static void follow_inside(const struct links *l, const struct document *from, const char *base, struct span url,
			  const struct reference *r, struct worker *w)
{
	struct strbuf anchor = STRBUF_INIT;
	const struct document *to = lead(l, from, base, url, &w->buf, &anchor);

	if (!to)
		worker_fault(w, DIAG_BROKEN_LINK, r, w->buf.n ? sb_str(&w->buf) : NULL, NULL);
	else if (anchor.n && to->scanned && strcmp(sb_str(&anchor), "top") != 0 && !document_has_id(to, sb_str(&anchor)))
		worker_fault(w, DIAG_BROKEN_ANCHOR, r, to->path, sb_str(&anchor));
	if (to && to != from && r->kind == SCAN_LINK && span_ends(span_of(from->path), ".html"))
		atomic_store_explicit(&l->reached[to - l->document.v], true, memory_order_relaxed);
	sb_release(&anchor);
}

bool follow_is_outside(const struct links *l, struct span url)
{
	return !(*l->base_url && span_starts(url, l->base_url)) && (span_starts(url, "//") || has_scheme(url));
}

enum links_lead links_lead(const struct links *l, size_t from, const char *url, size_t *to)
{
	const struct document *doc = &l->document.v[from], *found;
	struct strbuf path = STRBUF_INIT, anchor = STRBUF_INIT;
	struct span rest = span_of(url);
	const char *base = doc->based ? "" : doc->path;

	if (follow_is_outside(l, rest))
		return LINKS_ELSEWHERE;
	if (*l->base_url && span_starts(rest, l->base_url)) {
		rest = span_skip(rest, strlen(l->base_url));
		base = "";
	}
	found = lead(l, doc, base, rest, &path, &anchor);
	if (found)
		*to = (size_t)(found - l->document.v);
	sb_release(&path);
	sb_release(&anchor);
	return found ? LINKS_FILE : LINKS_NOWHERE;
}

static void follow_url(const struct links *l, const struct document *from, const struct reference *r, struct worker *w)
{
	struct span url = span_of(r->value), base = span_of(l->base_url);

	if (base.n && span_starts(url, l->base_url)) {
		follow_inside(l, from, "", span_skip(url, base.n), r, w);
	} else if (follow_is_outside(l, url)) {
		if (r->kind == SCAN_RESOURCE && !span_starts(url, "data:"))
			worker_fault(w, DIAG_RESOURCE_OUTSIDE, r, NULL, NULL);
	} else if (span_starts(url, "/")) {
		worker_fault(w, DIAG_LINK_ABSOLUTE, r, NULL, NULL);
	} else {
		/* Where no base_url is known a sitemap counts from the root. */
		follow_inside(l, from, from->based || r->kind == SCAN_LOC ? "" : from->path, url, r, w);
	}
}

/* One or more ids of the same page, with spaces between them. */
static void follow_ids(const struct document *from, const struct reference *r, struct worker *w)
{
	struct span rest = span_trim(span_of(r->value)), name;

	while (rest.n) {
		size_t n = strcspn(rest.p, " \t\n\r\f");

		name = span_make(rest.p, n < rest.n ? n : rest.n);
		rest = span_ltrim(span_skip(rest, name.n));
		if (!document_has_id(from, worker_text(w, name)))
			worker_fault(w, DIAG_BROKEN_ANCHOR, r, from->path, worker_text(w, name));
	}
}

void follow(const struct links *l, const struct document *from, const struct reference *r, struct worker *w)
{
	if (r->kind == SCAN_ID_REF)
		follow_ids(from, r, w);
	else
		follow_url(l, from, r, w);
}

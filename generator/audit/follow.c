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

	if (span_chr(s, '%') < 0) {
		sb_span(out, s);
		return;
	}
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
	struct span name;

	sb_clear(out);
	sb_add(out, from, slash ? (size_t)(slash + 1 - from) : 0);
	for (; rel.n; rel = span_skip(rel, name.n + 1)) {
		ptrdiff_t end = span_chr(rel, '/');

		name = span_make(rel.p, end < 0 ? rel.n : (size_t)end);
		if (span_is(name, "..")) {
			if (!up(out))
				return false;
		} else if (name.n && !span_is(name, ".")) {
			sb_add(out, name.p, name.n + (end >= 0));
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

static struct leads amiss(enum diag_code why)
{
	return (struct leads){ .to = AMISS, .amiss = why };
}

bool follow_is_outside(const struct links *l, struct span url)
{
	return !(*l->base_url && span_starts(url, l->base_url)) && (span_starts(url, "//") || has_scheme(url));
}

/* base: the path that url is relative to, "" for the site's root. */
static struct leads follow_inside(const struct links *l, const struct document *from, const char *base, struct span url,
				  struct follow_buffers *b)
{
	struct leads to = { .to = THIS_PAGE, .file = from };
	struct span anchor, query, path = cut(cut(url, '#', &anchor), '?', &query);

	if (path.n || base != from->path) {
		sb_clear(&b->anchor);
		percent_decode(path, &b->anchor);
		if (!join_path(base, sb_view(&b->anchor), &b->path))
			return amiss(DIAG_BROKEN_LINK);
		to.path = sb_view(&b->path);
		to.file = links_find(l, to.path);
		to.to = to.file == from ? THIS_PAGE : INSIDE;
	}
	decode_anchor(anchor, &b->anchor);
	/* "top" is the page's start, in every page. */
	if (to.file && to.file->markup && !span_is(sb_view(&b->anchor), "top"))
		to.anchor = sb_view(&b->anchor);
	return to;
}

struct leads follow(const struct links *l, const struct document *from, bool based, enum scan_kind kind,
		    struct span url, struct follow_buffers *b)
{
	struct span base = span_of(l->base_url);

	if (base.n && span_starts(url, l->base_url))
		return follow_inside(l, from, "", span_skip(url, base.n), b);
	if (follow_is_outside(l, url))
		return kind == SCAN_RESOURCE && !span_starts(url, "data:") ? amiss(DIAG_RESOURCE_OUTSIDE) :
									     (struct leads){ .to = NOWHERE_OURS };
	if (span_starts(url, "/"))
		return amiss(DIAG_LINK_ABSOLUTE);
	/* Where no base_url is known a sitemap counts from the root. */
	return follow_inside(l, from, based || kind == SCAN_LOC ? "" : from->path, url, b);
}

enum links_lead links_lead(const struct links *l, size_t from, const char *url, size_t *to)
{
	const struct document *doc = &l->document.v[from];
	struct follow_buffers b = { STRBUF_INIT, STRBUF_INIT };
	struct span rest = span_of(url);
	const char *base = doc->based ? "" : doc->path;
	struct leads found;

	if (follow_is_outside(l, rest))
		return LINKS_ELSEWHERE;
	if (*l->base_url && span_starts(rest, l->base_url)) {
		rest = span_skip(rest, strlen(l->base_url));
		base = "";
	}
	found = follow_inside(l, doc, base, rest, &b);
	if (found.file)
		*to = (size_t)(found.file - l->document.v);
	sb_release(&b.path);
	sb_release(&b.anchor);
	return found.file ? LINKS_FILE : LINKS_NOWHERE;
}

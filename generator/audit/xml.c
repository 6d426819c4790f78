/* audit: XML: feeds, sitemaps and drawings, read by expat. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include "audit/audit_int.h"
#include "base/date.h"
#include "base/map.h"

#define ATOM "http://www.w3.org/2005/Atom "
#define SITEMAP "http://www.sitemaps.org/schemas/sitemap/0.9 "
#define SITEMAP_URLS 50000         /* more is not read by search engines */

enum root { ROOT_OTHER, ROOT_FEED, ROOT_SITEMAP };

struct xml {
	struct job *job;
	XML_Parser parser;
	enum root root;
	unsigned depth;                /* open elements */
	struct strbuf text;            /* of the element in hand */
	size_t text_at;
	struct pos text_pos;           /* of a sitemap's */
	/* of the feed, and of the entry in hand */
	struct { bool id, title, updated, self; size_t at; } feed, entry;
	bool in_entry;
	struct map ids;
	VEC(struct mention) url;
};

static size_t here(const struct xml *x)
{
	XML_Index i = XML_GetCurrentByteIndex(x->parser);

	return i < 0 ? 0 : (size_t)i;
}

/* expat counts on from where it counted last; source_pos would begin anew for each of 50,000. */
static struct pos place_here(const struct xml *x)
{
	return (struct pos){ x->job->src.name, (unsigned)XML_GetCurrentLineNumber(x->parser),
			     (unsigned)XML_GetCurrentColumnNumber(x->parser) + 1 };
}

static bool digits(struct span s, size_t at, size_t n)
{
	size_t i;

	for (i = at; i < at + n; i++)
		if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

static unsigned two(struct span s, size_t at)
{
	return (unsigned)(s.p[at] - '0') * 10 + (unsigned)(s.p[at + 1] - '0');
}

/* "12:00:00Z", "12:00:00.5+01:00"; without seconds only where a sitemap has it so. */
static bool is_time(struct span s, bool short_too)
{
	size_t at = 5;

	if (!digits(s, 0, 2) || s.n < 6 || s.p[2] != ':' || !digits(s, 3, 2) || two(s, 0) > 23 || two(s, 3) > 59)
		return false;
	if (s.p[5] == ':') {
		if (!digits(s, 6, 2) || two(s, 6) > 60)
			return false;
		at = 8;
		if (at < s.n && s.p[at] == '.') {
			if (!digits(s, at + 1, 1))
				return false;
			for (at++; at < s.n && s.p[at] >= '0' && s.p[at] <= '9'; at++)
				;
		}
	} else if (!short_too) {
		return false;
	}
	if (at + 1 == s.n)
		return s.p[at] == 'Z';
	return at + 6 == s.n && (s.p[at] == '+' || s.p[at] == '-') && digits(s, at + 1, 2) && s.p[at + 3] == ':' &&
	       digits(s, at + 4, 2) && two(s, at + 1) < 24 && two(s, at + 4) < 60;
}

static bool is_date_time(struct span s, bool short_too)
{
	struct date d;

	return s.n > 11 && date_parse_iso(span_make(s.p, 10), &d) && s.p[10] == 'T' && is_time(span_skip(s, 11), short_too);
}

/* A date as W3C has it: a year, a month, a day, or a moment. */
static bool is_w3c_date(struct span s)
{
	struct date d;

	if (s.n == 4)
		return digits(s, 0, 4);
	if (s.n == 7)
		return digits(s, 0, 4) && s.p[4] == '-' && digits(s, 5, 2) && two(s, 5) >= 1 && two(s, 5) <= 12;
	return date_parse_iso(s, &d) || is_date_time(s, true);
}

static void start_feed(struct xml *x, const char *name, const char **attr)
{
	size_t i;

	if (x->depth == 2 && strcmp(name, ATOM "entry") == 0) {
		memset(&x->entry, 0, sizeof x->entry);
		x->entry.at = here(x);
		x->in_entry = true;
	}
	if (x->depth == 2 && strcmp(name, ATOM "link") == 0)
		for (i = 0; attr[i]; i += 2)
			x->feed.self = x->feed.self || (strcmp(attr[i], "rel") == 0 && strcmp(attr[i + 1], "self") == 0);
}

static void XMLCALL start(void *ctx, const char *name, const char **attr)
{
	struct xml *x = ctx;

	x->depth++;
	if (x->depth == 1 && strcmp(name, ATOM "feed") == 0)
		x->root = ROOT_FEED;
	else if (x->depth == 1 && strcmp(name, SITEMAP "urlset") == 0)
		x->root = ROOT_SITEMAP;
	if (x->depth == 1)
		x->feed.at = here(x);
	if (x->root == ROOT_FEED)
		start_feed(x, name, attr);
	if (x->root == ROOT_SITEMAP)
		x->text_pos = place_here(x);
	sb_clear(&x->text);
	x->text_at = here(x);
}

static void XMLCALL text(void *ctx, const char *s, int n)
{
	struct xml *x = ctx;

	if (!x->root)
		return;
	if (!span_trim(sb_view(&x->text)).n)
		x->text_at = here(x);
	if (x->root == ROOT_SITEMAP && !x->text.n)
		x->text_pos = place_here(x);
	sb_add(&x->text, s, (size_t)n);
}

static void note_id(struct xml *x, struct span id)
{
	if (x->in_entry && !map_set(&x->ids, id, (void *)(uintptr_t)1))
		diag_at(&x->job->file->d, DIAG_FEED_ID, &x->job->src, x->text_at, "'%.*s'", SPAN_SHOWN(id));
}

static void missing(struct xml *x, size_t at, const char *where, const char *what)
{
	diag_at(&x->job->file->d, DIAG_FEED_ELEMENT, &x->job->src, at, "the %s has no %s", where, what);
}

static void end_feed(struct xml *x, const char *name)
{
	struct span value = span_trim(sb_view(&x->text));
	bool own = x->depth == (x->in_entry ? 3u : 2u);

	if (own && strcmp(name, ATOM "id") == 0 && value.n) {
		*(x->in_entry ? &x->entry.id : &x->feed.id) = true;
		note_id(x, value);
	} else if (own && strcmp(name, ATOM "title") == 0) {
		*(x->in_entry ? &x->entry.title : &x->feed.title) = true;
	} else if (own && (strcmp(name, ATOM "updated") == 0 || strcmp(name, ATOM "published") == 0)) {
		if (strcmp(name, ATOM "updated") == 0)
			*(x->in_entry ? &x->entry.updated : &x->feed.updated) = true;
		if (!is_date_time(value, false))
			diag_at(&x->job->file->d, DIAG_FEED_DATE, &x->job->src, x->text_at, "'%.*s'", SPAN_SHOWN(value));
	} else if (x->depth == 2 && x->in_entry) {
		if (!x->entry.id)
			missing(x, x->entry.at, "entry", "id");
		if (!x->entry.title)
			missing(x, x->entry.at, "entry", "title");
		if (!x->entry.updated)
			missing(x, x->entry.at, "entry", "updated");
		x->in_entry = false;
	} else if (x->depth == 1) {
		if (!x->feed.id)
			missing(x, x->feed.at, "feed", "id");
		if (!x->feed.title)
			missing(x, x->feed.at, "feed", "title");
		if (!x->feed.updated)
			missing(x, x->feed.at, "feed", "updated");
		/* A relative address of itself says nothing, so it is asked for only where there is another. */
		if (!x->feed.self && *links_base_url(x->job->audit->links))
			missing(x, x->feed.at, "feed", "link rel=\"self\"");
	}
}

static void end_sitemap(struct xml *x, const char *name)
{
	struct span value = span_trim(sb_view(&x->text));

	if (strcmp(name, SITEMAP "loc") == 0)
		*vec_push(&x->url, &x->job->w->scratch) =
			(struct mention){ arena_strndup(&x->job->w->keep, value.p, value.n), x->text_pos };
	else if (strcmp(name, SITEMAP "lastmod") == 0 && !is_w3c_date(value))
		diag_at(&x->job->file->d, DIAG_SITEMAP_DATE, &x->job->src, x->text_at, "'%.*s'", SPAN_SHOWN(value));
}

static void XMLCALL end(void *ctx, const char *name)
{
	struct xml *x = ctx;

	if (x->root == ROOT_FEED)
		end_feed(x, name);
	else if (x->root == ROOT_SITEMAP)
		end_sitemap(x, name);
	sb_clear(&x->text);
	x->depth--;
}

static void keep_urls(struct xml *x)
{
	struct checked *file = x->job->file;

	file->sitemap = true;
	file->urls = x->url.n;
	file->url = arena_calloc(&x->job->w->keep, x->url.n, sizeof *file->url);
	if (x->url.n)
		memcpy(file->url, x->url.v, x->url.n * sizeof *file->url);
	if (x->url.n > SITEMAP_URLS)
		diag_report(&file->d, DIAG_SITEMAP_LARGE, (struct pos){ x->job->src.name, 0, 0 }, "%zu; the most is %d", x->url.n,
			    SITEMAP_URLS);
}

void audit_xml(struct job *j)
{
	struct xml x = { .job = j, .parser = XML_ParserCreateNS(NULL, ' ') };

	if (!x.parser)
		abort();
	map_init(&x.ids, &j->w->scratch);
	XML_SetUserData(x.parser, &x);
	XML_SetElementHandler(x.parser, start, end);
	XML_SetCharacterDataHandler(x.parser, text);
	if (XML_Parse(x.parser, j->src.text.p ? j->src.text.p : "", (int)j->src.text.n, 1) != XML_STATUS_OK)
		diag_at(&j->file->d, DIAG_XML_SYNTAX, &j->src, here(&x), "%s", XML_ErrorString(XML_GetErrorCode(x.parser)));
	if (x.root == ROOT_SITEMAP)
		keep_urls(&x);
	sb_release(&x.text);
	XML_ParserFree(x.parser);
}

/* pages/make_base: what every page has, and small helpers of all families.
 * Part of the pages room; works in the scratch arena of one rendering. */
#include "pages/pages_int.h"

#include <stdint.h>
#include <string.h>
#include "markdown/md.h"

struct mu_list list_of(const void *items, size_t n)
{
	return (struct mu_list){ items, n };
}

const char *href_to(struct ctx *c, const char *path, const char *anchor)
{
	bool here;

	if (!anchor || !anchor[0])
		return TEXT(c->a, c->root, path);
	here = !strcmp(path, c->page->path);
	return TEXT(c->a, here ? "" : c->root, here ? "" : path, "#", anchor);
}

const struct rec_date *date_make(struct ctx *c, struct date d)
{
	size_t slot = (size_t)(d.year * 372 + d.month * 31 + d.day) % MEMO_DATES;
	const struct date_memo *memo = &c->dates[slot];
	struct rec_date *out;

	if (!date_is_set(d))
		return NULL;
	if (memo->record && !date_cmp(memo->day, d))
		return memo->record;
	out = arena_alloc(c->a, sizeof *out);
	c->dates[slot] = (struct date_memo){ d, out };
	out->iso = date_iso(d, c->a);
	out->text = date_long(d, c->a);
	out->year = d.year;
	return out;
}

const struct rec_link *link_make(struct ctx *c, const char *text, const char *href)
{
	struct rec_link *out = arena_alloc(c->a, sizeof *out);

	out->text = text;
	out->href = href;
	return out;
}

const char *size_words(size_t bytes, struct arena *a)
{
	if (!bytes)
		return "";
	if (bytes < 1000)
		return arena_printf(a, "%zu bytes", bytes);
	if (bytes < 1000000)
		return arena_printf(a, "%zu kB", (bytes + 500) / 1000);
	return arena_printf(a, "%zu.%zu MB", bytes / 1000000, bytes / 100000 % 10);
}

const char *first_letter(const char *name, struct arena *a)
{
	char ch = name[0];

	if (ch >= 'a' && ch <= 'z')
		ch = (char)(ch - 'a' + 'A');
	return ch >= 'A' && ch <= 'Z' ? arena_printf(a, "%c", ch) : "Other";
}

/* ---- the first part of each root -------------------------------------------- */

static const struct {
	const char *text, *path, *families[5];
} parts[] = {
	{ "Authorities", "authorities/index.html", { "authorities", "authority", "region" } },
	{ "Areas", "areas/index.html", { "areas", "area" } },
	{ "Reports", "reports/index.html", { "reports", "report" } },
	{ "Frameworks", "frameworks/index.html", { "frameworks", "framework" } },
	{ "Compare", "compare/index.html", { "compare index", "compare" } },
	{ "Data", "data/index.html", { "data" } },
	{ "Search", "search/index.html", { "search" } },
};
#define PARTS (sizeof parts / sizeof parts[0])

static bool in_part(size_t part, const char *family)
{
	size_t i;

	for (i = 0; parts[part].families[i]; i++)
		if (!strcmp(parts[part].families[i], family))
			return true;
	return false;
}

static struct mu_list nav_make(struct ctx *c)
{
	struct rec_link *v = arena_calloc(c->a, PARTS, sizeof *v);
	size_t i;

	for (i = 0; i < PARTS; i++) {
		v[i].text = parts[i].text;
		v[i].href = href_to(c, parts[i].path, NULL);
		v[i].current = in_part(i, c->page->family->name);
	}
	return list_of(v, PARTS);
}

/* About the site: the text pages that there are, and the changes. */
static struct mu_list footer_make(struct ctx *c)
{
	const struct model *m = c->p->m;
	struct rec_link *v = arena_calloc(c->a, m->page_count + 1, sizeof *v);
	size_t i;

	for (i = 0; i < m->page_count; i++) {
		v[i].text = m->page[i].title;
		v[i].href = href_to(c, path_text(m->page[i].id, c->a), NULL);
		v[i].current = c->page->subject == &m->page[i];
	}
	v[i].text = "Changes";
	v[i].href = href_to(c, "changes/index.html", NULL);
	v[i].current = !strcmp(c->page->family->name, "changes");
	return list_of(v, i + 1);
}

static const char *text_or(const char *s, const char *other)
{
	return s && s[0] ? s : other;
}

static const char *contact_href(struct ctx *c)
{
	const char *contact = text_or(c->p->config->contact, "");

	if (c->p->config->contact_is_email && strncmp(contact, "mailto:", 7) != 0)
		return arena_printf(c->a, "mailto:%s", contact);
	return contact;
}

/* An address for corrections that already says which page and which version of the data. */
static const char *error_href(struct ctx *c, const char *title)
{
	const char *contact = contact_href(c), *body;

	if (strncmp(contact, "mailto:", 7) != 0)
		return contact;
	body = arena_printf(c->a, "Page: %s\nData of: %s\nGradeline %s\n\nWhat is wrong:\n",
			    url_absolute(c->p->base_url, c->page->path, NULL, c->a),
			    date_is_set(c->p->data_date) ? date_iso(c->p->data_date, c->a) : "unknown", c->p->version);
	return arena_printf(c->a, "%s?subject=%s&body=%s", contact,
			    url_encode(arena_printf(c->a, "Error on: %s", title), c->a), url_encode(body, c->a));
}

static const struct rec_site *site_make(struct ctx *c)
{
	const struct site_config *cf = c->p->config;
	struct rec_site *s = arena_alloc(c->a, sizeof *s);

	s->title = text_or(cf->title, "Gradeline");
	s->description = cf->description;
	s->language = text_or(cf->language, "en-GB");
	s->base_url = c->p->base_url;
	s->licence_name = cf->licence.name;
	s->licence_url = cf->licence.url;
	s->attribution = cf->licence.attribution;
	s->publisher = cf->publisher;
	s->contact = cf->contact;
	s->contact_href = contact_href(c);
	s->source_note = cf->source_note;
	s->version = c->p->version;
	return s;
}

static const char *asset_href(struct ctx *c, const char *path)
{
	return path && path[0] ? href_to(c, path, NULL) : "";
}

static const struct rec_assets *assets_make(struct ctx *c)
{
	struct rec_assets *s = arena_alloc(c->a, sizeof *s);

	s->style = asset_href(c, c->p->assets.style);
	s->script = asset_href(c, c->p->assets.script);
	s->icon = asset_href(c, c->p->assets.icon);
	s->search = asset_href(c, c->p->assets.search);
	return s;
}

void base_crumb(struct ctx *c, const char *text, const char *path)
{
	struct rec_link *k;

	if (!c->crumbs.n && strcmp(path, "index.html") != 0)
		base_crumb(c, "Home", "index.html");
	k = vec_push(&c->crumbs, c->a);
	k->text = text;
	k->href = href_to(c, path, NULL);
}

/* An authority's pages have its feed, all others the site's. */
static const struct rec_link *feed_make(struct ctx *c)
{
	const struct authority *who = c->page->subject;

	if (strcmp(c->page->family->name, "authority") != 0)
		return link_make(c, "New reports", href_to(c, "feed.atom", NULL));
	return link_make(c, arena_printf(c->a, "New reports of %s", who->name),
			 href_to(c, path_authority(who, "feed.atom", c->a), NULL));
}

const char *base_path(struct ctx *c)
{
	const char *host = strstr(c->p->base_url, "://"), *path = host ? strchr(host + 3, '/') : NULL;

	return path ? path : "";
}

void base_make(struct ctx *c, struct rec_base *b, const char *heading, const char *description)
{
	struct rec_page *p = arena_alloc(c->a, sizeof *p);
	bool home = !strcmp(c->page->path, "index.html");

	b->site = site_make(c);
	b->nav = nav_make(c);
	b->footer = footer_make(c);
	b->assets = assets_make(c);
	b->page = p;
	p->home_href = href_to(c, "index.html", NULL);
	p->heading = heading;
	p->title = home ? b->site->title : arena_printf(c->a, "%s - %s", heading, b->site->title);
	p->description = description;
	if (c->p->base_url[0] && c->page->indexed)
		p->canonical = url_absolute(c->p->base_url, c->page->path, NULL, c->a);
	p->root = c->root;
	/* A page served for any missing address: what is relative to that address would lead astray. */
	p->base = strcmp(c->page->path, "404.html") ? "" : base_path(c);
	p->family = c->page->family->name;
	p->data_date = date_make(c, c->p->data_date);
	p->error_href = error_href(c, p->title);
	p->feed = feed_make(c);
	if (home)
		return;
	base_crumb(c, heading, c->page->path);
	c->crumbs.v[c->crumbs.n - 1].current = true;
	p->crumbs = list_of(c->crumbs.v, c->crumbs.n);
}

void base_image(struct ctx *c, struct rec_base *b, const char *path)
{
	struct rec_page *page = (struct rec_page *)(uintptr_t)b->page;   /* made for this rendering alone */

	page->image = c->p->base_url[0] ? url_absolute(c->p->base_url, path, NULL, c->a) : "";
}

void base_json_ld(struct rec_base *b, const char *json)
{
	/* base_make allocated it for this rendering alone. */
	((struct rec_page *)(uintptr_t)b->page)->json_ld = json;
}

/* ---- Markdown ----------------------------------------------------------------- */

struct rendering {
	struct ctx *c;
	struct pos pos;            /* where the text begins in its file; lines before it, where exact */
	bool exact;                /* the text is a stretch of the file, line by line */
};

static const char *path_of_report(struct ctx *c, struct span id)
{
	const struct report *r = model_report(c->p->m, id);

	return r ? path_report(r, c->a) : NULL;
}

static const char *path_of_authority(struct ctx *c, struct span id)
{
	const struct authority *who = model_authority(c->p->m, id);

	return who ? path_authority(who, "index.html", c->a) : NULL;
}

static const char *path_of_area(struct ctx *c, struct span id)
{
	const struct comparable *k = model_comparable(c->p->m, id);

	return k ? path_area(k, "index.html", c->a) : NULL;
}

static const char *path_of_framework(struct ctx *c, struct span id)
{
	const struct framework *f = framework_by_id(c->p->m->frameworks, id);

	return f ? path_framework(f, c->a) : NULL;
}

/* "page:about", "page:data": a folder at the top that the plan has. */
static const char *path_of_page(struct ctx *c, struct span id)
{
	const char *path = arena_printf(c->a, id.n ? "%.*s/index.html" : "%.*sindex.html", SPAN_FMT(id));
	size_t i;

	for (i = 0; i < c->p->plan.n; i++)
		if (!strcmp(c->p->plan.v[i].path, path))
			return path;
	return NULL;
}

static const struct {
	const char *scheme;
	const char *(*path)(struct ctx *c, struct span id);
	bool tables;               /* whether there is such a page hangs on tables alone */
} schemes[] = {
	{ "report:", path_of_report, false },      { "authority:", path_of_authority, true }, { "area:", path_of_area, true },
	{ "framework:", path_of_framework, true }, { "page:", path_of_page, false },
};

/* "../methodology/" to "../methodology/index.html", as folders do not open from file://. */
static const char *folder_link(struct ctx *c, struct span target)
{
	ptrdiff_t hash = span_chr(target, '#');
	struct span path = hash >= 0 ? span_make(target.p, (size_t)hash) : target;

	if (!span_ends(path, "/") || span_chr(path, ':') >= 0)
		return NULL;
	return arena_printf(c->a, "%.*sindex.html%s", SPAN_FMT(path), hash >= 0 ? target.p + hash : "");
}

/* The link may lead to a page that is not always there, which the page's family does not say. */
static void crosses(struct ctx *c, struct span target)
{
	bool site = c->p->base_url[0] && span_starts(target, c->p->base_url);

	if (!span_starts(target, "#") && !span_starts(target, "mailto:") && (site || span_find(target, "://") < 0))
		c->p->crosses[c->page - c->p->plan.v] = true;
}

static const char *resolve_link(void *user, const char *target, struct pos at)
{
	struct rendering *r = user;
	struct pos where = r->exact ? (struct pos){ r->pos.file, r->pos.line + at.line, at.col } : r->pos;
	struct span rest = span_of(target);
	size_t i;

	for (i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
		struct span id;
		ptrdiff_t hash;
		const char *path;

		if (!span_starts(rest, schemes[i].scheme))
			continue;
		if (!schemes[i].tables)
			crosses(r->c, rest);
		id = span_skip(rest, strlen(schemes[i].scheme));
		hash = span_chr(id, '#');
		path = schemes[i].path(r->c, hash >= 0 ? span_make(id.p, (size_t)hash) : id);
		if (path)
			return href_to(r->c, path, hash >= 0 ? id.p + hash + 1 : NULL);
		diag_report(r->c->d, DIAG_PAGE_LINK, where, "'%s'", target);
		return "#";
	}
	crosses(r->c, rest);
	return folder_link(r->c, rest);
}

/* The arena takes the buffer over: a report's text is long. */
static const char *keep_html(struct ctx *c, const struct strbuf *b)
{
	if (!b->p)
		return "";
	arena_adopt(c->a, b->p);
	return b->p;
}

const char *markdown_html(struct ctx *c, const char *text, struct pos pos)
{
	struct rendering r = { c, pos, false };
	struct md_render how = { NULL, resolve_link, &r, 2 };
	struct strbuf b = STRBUF_INIT;

	if (!text || !text[0])
		return "";
	md_html_text(span_of(text), &how, &b);
	return keep_html(c, &b);
}

const char *document_html(struct ctx *c, const struct md_doc *doc, size_t first, int heading_base,
			  const char *const *ids, struct pos pos)
{
	struct rendering r = { c, pos, true };
	struct md_render how = { ids, resolve_link, &r, heading_base };
	struct strbuf b = STRBUF_INIT;

	if (!doc)
		return "";
	sb_reserve(&b, md_text(doc, 0).n / 8 * 9);    /* prose grows by little */
	md_html(doc, first, SIZE_MAX, &how, &b);
	return keep_html(c, &b);
}

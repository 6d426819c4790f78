/* pages/make_lists: reports by year, changes, feeds, sitemap, robots, host headers. Part of the pages
 * room; works in the scratch arena of one rendering. Dates come from the data. */
#include "pages/make_int.h"

#include <string.h>
#include "base/digest.h"

#define CHANGES_SHOWN 200         /* at most NEWEST, as the next */
#define FEED_ENTRIES 50
#define SITEMAP_MAX 50000         /* the protocol's limit */

_Static_assert(CHANGES_SHOWN <= NEWEST && FEED_ENTRIES <= NEWEST, "what these pages depend on");

LISTS(reports)
{
	plan_add(pl, f, "reports/index.html", "Reports", NULL, NULL)->updated = pl->p->data_date;
}

LISTS(changes)
{
	plan_add(pl, f, "changes/index.html", "Changes", NULL, NULL)->updated = pl->p->data_date;
}

LISTS(feed)
{
	plan_add(pl, f, "feed.atom", "Feed", NULL, NULL)->indexed = false;
}

LISTS(sitemap)
{
	plan_add(pl, f, "sitemap.xml", "Sitemap", NULL, NULL)->indexed = false;
}

LISTS(robots)
{
	plan_add(pl, f, "robots.txt", "Robots", NULL, NULL)->indexed = false;
}

LISTS(headers)
{
	plan_add(pl, f, "_headers", "Headers", NULL, NULL)->indexed = false;
}

MAKES(reports)
{
	struct rec_reports *r = arena_alloc(c->a, sizeof *r);
	const struct report_list *l = &c->p->by_day;
	VEC(struct rec_group) v = { NULL, 0, 0 };
	size_t i, k;

	base_make(c, &r->base, "Reports", "Every inspection report held, by year of inspection.");
	for (i = 0; i < l->n; i = k) {
		struct rec_group *g = vec_push(&v, c->a);
		int year = l->v[i]->day.year;

		for (k = i; k < l->n && l->v[k]->day.year == year; k++)
			;
		g->id = arena_printf(c->a, "year-%d", year);
		g->label = arena_printf(c->a, "%d", year);
		g->count = (long)(k - i);
		g->reports = report_cards(c, l->v + i, k - i);
	}
	r->years = list_of(v.v, v.n);
	r->count = (long)l->n;
	return r;
}

static bool same_month(struct date a, struct date b)
{
	return a.year == b.year && a.month == b.month;
}

static struct mu_list overrides(struct ctx *c)
{
	const struct model *m = c->p->m;
	struct rec_override *v = arena_calloc(c->a, m->override_count + 1, sizeof *v);
	size_t i;

	for (i = 0; i < m->override_count; i++) {
		v[i].date = date_make(c, m->override[i].date);
		v[i].gate = m->override[i].gate;
		v[i].reason = m->override[i].reason;
	}
	return list_of(v, m->override_count);
}

MAKES(changes)
{
	struct rec_changes *r = arena_alloc(c->a, sizeof *r);
	const struct report_list *l = &c->p->changes;
	size_t shown = l->n < CHANGES_SHOWN ? l->n : CHANGES_SHOWN, i, k;
	VEC(struct rec_group) v = { NULL, 0, 0 };

	base_make(c, &r->base, "Changes", "The newest reports, by month of publication; by inspection where a report "
		  "prints no publication date.");
	for (i = 0; i < shown; i = k) {
		struct rec_group *g = vec_push(&v, c->a);
		struct date d = report_known(l->v[i]);

		for (k = i; k < shown && same_month(report_known(l->v[k]), d); k++)
			;
		g->id = arena_printf(c->a, "month-%04d-%02d", d.year, d.month);
		g->label = month_words(d, c->a);
		g->count = (long)(k - i);
		g->reports = report_cards(c, l->v + i, k - i);
	}
	r->months = list_of(v.v, v.n);
	r->overrides = overrides(c);
	r->has_overrides = c->p->m->override_count > 0;
	r->shown = (long)shown;
	r->count = (long)l->n;
	r->feed_href = href_to(c, "feed.atom", NULL);
	return r;
}

/* ---- feeds -------------------------------------------------------------------------- */

static const char *stamp(struct date d, struct arena *a)
{
	return arena_printf(a, "%sT00:00:00Z", date_is_set(d) ? date_iso(d, a) : "1970-01-01");
}

/* A permanent id, which is the same wherever the site is published: a UUID made of the path
 * (RFC 9562, version 8). It must never change, or readers of the feed get everything again. */
static const char *permanent_id(struct ctx *c, const char *path)
{
	const char *name = TEXT(c->a, "gradeline/", url_site(path, c->a));
	char h[DIGEST_HEX];

	digest_sha256(span_of(name), h);
	return arena_printf(c->a, "urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s", h, h + 8, h + 12, h + 15, h + 18);
}

/* Absolute where the site's address is known, else the file within the site. */
static const char *address_of(struct ctx *c, const char *path)
{
	return c->p->base_url[0] ? url_absolute(c->p->base_url, path, NULL, c->a) : href_to(c, path, NULL);
}

static const char *entry_summary(struct ctx *c, const struct report *r)
{
	struct judgement_list l = latest_headlines(c->p->m, r, c->a);
	const char **item = arena_calloc(c->a, l.n + 1, sizeof *item);
	const char *inspected = inspected_words(r, c->a);
	size_t i;

	for (i = 0; i < l.n; i++)
		item[i] = judgement_words(l.v[i], c->a);
	return arena_printf(c->a, "%s, %s. %s%s", r->framework->name, inspected,
			    l.n ? list_words(item, l.n, c->a) : "No headline grade", ".");
}

static struct mu_list entries(struct ctx *c, const struct report *const *report, size_t n)
{
	struct rec_entry *v = arena_calloc(c->a, n + 1, sizeof *v);
	size_t i;

	for (i = 0; i < n; i++) {
		const struct report *r = report[i];
		const char *path = path_report(r, c->a);

		v[i].id = permanent_id(c, path);
		v[i].title = arena_printf(c->a, "%s: %s report, %s", r->authority->name, r->framework->short_name,
					  date_long(r->day, c->a));
		v[i].href = address_of(c, path);
		v[i].updated = stamp(report_known(r), c->a);
		v[i].published = date_is_set(r->published) ? stamp(r->published, c->a) : "";
		v[i].summary = entry_summary(c, r);
		v[i].author = r->framework->inspectorate;
	}
	return list_of(v, n);
}

static void feed_head(struct ctx *c, struct rec_feed *r, const char *alternate, struct date updated)
{
	const struct site_config *cf = c->p->config;

	r->id = permanent_id(c, c->page->path);
	r->self = address_of(c, c->page->path);
	r->alternate = address_of(c, alternate);
	r->updated = stamp(updated, c->a);
	r->author = cf->publisher[0] ? cf->publisher : cf->title;
	r->rights = cf->licence.attribution;
}

MAKES(feed)
{
	struct rec_feed *r = arena_alloc(c->a, sizeof *r);
	size_t n = c->p->changes.n < FEED_ENTRIES ? c->p->changes.n : FEED_ENTRIES;

	base_make(c, &r->base, "Feed", "");
	feed_head(c, r, "index.html", c->p->data_date);
	r->title = c->p->config->title;
	r->subtitle = "New inspection reports, by date of publication, or of inspection where none is printed";
	r->entries = entries(c, c->p->changes.v, n);
	return r;
}

MAKES(authority_feed)
{
	struct rec_feed *r = arena_alloc(c->a, sizeof *r);
	const struct authority *who = c->page->subject;
	const struct report **v = arena_calloc(c->a, who->report_count + 1, sizeof *v);
	size_t i;

	for (i = 0; i < who->report_count; i++)
		v[i] = who->report[who->report_count - 1 - i];
	base_make(c, &r->base, who->name, "");
	feed_head(c, r, path_authority(who, "index.html", c->a), who->report_count ? c->page->updated : c->p->data_date);
	r->title = arena_printf(c->a, "%s - %s", who->name, c->p->config->title);
	r->subtitle = arena_printf(c->a, "Inspection reports of %s", who->name);
	r->entries = entries(c, v, who->report_count);
	return r;
}

/* ---- for machines --------------------------------------------------------------------- */

/* Search engines want whole addresses; without base_url they are within the site, and robots.txt does
 * not offer the list. */
MAKES(sitemap)
{
	struct rec_sitemap *r = arena_alloc(c->a, sizeof *r);
	const struct page_list *l = &c->p->plan;
	struct rec_sitemap_url *v = arena_calloc(c->a, l->n + 1, sizeof *v);
	size_t i, n = 0;

	base_make(c, &r->base, "Sitemap", "");
	for (i = 0; i < l->n && n < SITEMAP_MAX; i++) {
		if (!l->v[i].indexed)
			continue;
		v[n].loc = address_of(c, l->v[i].path);
		v[n++].lastmod = date_iso(l->v[i].updated, c->a);
	}
	r->urls = list_of(v, n);
	return r;
}

MAKES(robots)
{
	struct rec_robots *r = arena_alloc(c->a, sizeof *r);

	base_make(c, &r->base, "Robots", "");
	r->sitemap = c->p->base_url[0] ? url_absolute(c->p->base_url, "sitemap.xml", NULL, c->a) : "";
	return r;
}

/* What Netlify and Cloudflare Pages read; other hosts have docs/hosts/. Nothing in it depends on the content. */
MAKES(headers)
{
	struct rec_headers *r = arena_alloc(c->a, sizeof *r);

	base_make(c, &r->base, "Headers", "");
	return r;
}

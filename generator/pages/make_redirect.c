/* pages/make_redirect: pages at old addresses that lead to the new ones, and the same as rules for hosts.
 * Part of the pages room; works in the scratch arena of one rendering. */
#include "pages/make_int.h"

#include <string.h>

#define RULES "_redirects"        /* where Netlify and Cloudflare Pages look for them */

static const char *address_of(const char *path, struct arena *a)
{
	const char *url = url_site(path, a);

	return *url ? url : path;
}

/* A redirect that leads to another: a browser would go on, or round in a circle; a host's rule might not. */
static void check_chain(struct planner *pl, const struct config_redirect *r, const struct map *by_path)
{
	struct arena *a = &pl->p->arena;
	const struct config_redirect *next = map_get(by_path, span_of(r->to));

	if (!next)
		return;
	diag_report(pl->d, DIAG_REDIRECT_CHAIN, r->at, next == r ? "'%s' leads to itself" : "'%s' leads to '%s'",
		    address_of(r->from, a), address_of(r->to, a));
	if (next != r)
		diag_note(pl->d, next->at, "which leads to '%s'", address_of(next->to, a));
}

LISTS(redirect)
{
	const struct site_config *cf = pl->p->config;
	struct arena *a = &pl->p->arena;
	struct map by_path;
	size_t i;

	map_init(&by_path, a);
	for (i = 0; i < cf->redirect_count; i++)
		map_set(&by_path, span_of(cf->redirect[i].from), &cf->redirect[i]);
	for (i = 0; i < cf->redirect_count; i++) {
		const struct config_redirect *r = &cf->redirect[i];
		const char *title = arena_printf(a, "to '%s'", address_of(r->to, a));

		check_chain(pl, r, &by_path);
		plan_add(pl, f, r->from, title, r, &r->at)->indexed = false;
	}
}

/* The title of the page it leads to, else its address. */
static const char *label_of(struct ctx *c, const char *path)
{
	const struct page_list *l = &c->p->plan;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (!strcmp(l->v[i].path, path))
			return l->v[i].title;
	return address_of(path, c->a);
}

MAKES(redirect)
{
	struct rec_redirect *r = arena_alloc(c->a, sizeof *r);
	const struct config_redirect *to = c->page->subject;

	r->label = label_of(c, to->to);
	r->href = href_to(c, to->to, to->anchor);
	r->address = c->p->base_url[0] ? url_absolute(c->p->base_url, to->to, NULL, c->a) : "";
	base_make(c, &r->base, r->label, "");
	return r;
}

LISTS(redirect_rules)
{
	if (pl->p->config->redirect_count)
		plan_add(pl, f, RULES, "Redirects", NULL, NULL)->indexed = false;
}

WRITES(redirect_rules)
{
	const struct site_config *cf = c->p->config;
	const char *base = base_path(c);
	size_t i;

	if (!*base)
		base = "/";
	for (i = 0; i < cf->redirect_count; i++) {
		const struct config_redirect *r = &cf->redirect[i];

		sb_printf(out, "%s%s %s%s%s%s 301\n", base, url_site(r->from, c->a), base, url_site(r->to, c->a),
			  *r->anchor ? "#" : "", r->anchor);
	}
}

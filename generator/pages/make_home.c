/* pages/make_home: home, text pages and what is served for an unknown address.
 * Part of the pages room; works in the scratch arena of one rendering. */
#include "pages/make_int.h"

#include <string.h>
#include "base/escape.h"

LISTS(home)
{
	const struct site_config *cf = pl->p->config;
	size_t i;

	for (i = 0; i < cf->featured_count; i++)
		if (!model_authority(pl->p->m, span_of(cf->featured[i].id)))
			diag_report(pl->d, DIAG_CONFIG_INVALID, cf->featured[i].at,
				    "featured: there is no authority '%s'", cf->featured[i].id);
	plan_add(pl, f, "index.html", "Home", NULL, NULL)->updated = pl->p->data_date;
}

/* Letters that authorities begin with, linked to the A to Z. */
static struct mu_list letter_links(struct ctx *c)
{
	const struct model *m = c->p->m;
	VEC(struct rec_link) v = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < m->authority_count; i++) {
		const char *letter = first_letter(m->authority[i].name, c->a);
		struct rec_link *k;

		if (v.n && !strcmp(v.v[v.n - 1].text, letter))
			continue;
		k = vec_push(&v, c->a);
		k->text = letter;
		k->href = href_to(c, "authorities/index.html", arena_printf(c->a, "letter-%s", letter));
	}
	return list_of(v.v, v.n);
}

static struct mu_list region_links(struct ctx *c)
{
	const struct model *m = c->p->m;
	struct rec_link *v = arena_calloc(c->a, m->region_count + 1, sizeof *v);
	size_t i;

	for (i = 0; i < m->region_count; i++) {
		v[i].text = m->region[i].name;
		v[i].href = href_to(c, path_region(m->region[i].id, c->a), NULL);
		v[i].note = count_words(m->region[i].authority_count, "authority", "authorities", c->a);
	}
	return list_of(v, m->region_count);
}

static struct mu_list featured(struct ctx *c)
{
	const struct site_config *cf = c->p->config;
	const struct authority **v = arena_calloc(c->a, cf->featured_count + 1, sizeof *v);
	size_t i, n = 0;

	for (i = 0; i < cf->featured_count; i++) {
		const struct authority *who = model_authority(c->p->m, span_of(cf->featured[i].id));

		if (who)
			v[n++] = who;
	}
	return authority_cards(c, v, n);
}

static const char *dataset_json(struct ctx *c)
{
	struct strbuf b = STRBUF_INIT;
	const char *json;

	sb_puts(&b, "{\"@context\":\"https://schema.org\",\"@type\":\"Dataset\",\"name\":\"");
	escape_json(&b, span_of(c->p->config->title));
	sb_puts(&b, "\",\"description\":\"");
	escape_json(&b, span_of(c->p->config->description));
	sb_puts(&b, "\",\"isAccessibleForFree\":true");
	if (c->p->config->licence.url && c->p->config->licence.url[0]) {
		sb_puts(&b, ",\"license\":\"");
		escape_json(&b, span_of(c->p->config->licence.url));
		sb_puts(&b, "\"");
	}
	if (date_is_set(c->p->coverage.first))
		sb_printf(&b, ",\"temporalCoverage\":\"%s/%s\"", date_iso(c->p->coverage.first, c->a),
			  date_iso(c->p->coverage.last, c->a));
	sb_puts(&b, "}");
	json = arena_strdup(c->a, sb_str(&b));
	sb_release(&b);
	return json;
}

/* Where the methodology stands, if there is such a page; else what is known of the data. */
static const char *methodology_path(struct ctx *c)
{
	size_t i;

	for (i = 0; i < c->p->m->page_count; i++)
		if (!strcmp(c->p->m->page[i].id, "methodology"))
			return "methodology/index.html";
	return "data/index.html";
}

MAKES(home)
{
	struct rec_home *r = arena_alloc(c->a, sizeof *r);
	const struct site_config *cf = c->p->config;
	size_t latest = cf->latest > 0 ? (size_t)cf->latest : 0;

	if (latest > c->p->changes.n)
		latest = c->p->changes.n;
	base_make(c, &r->base, cf->title, cf->description);
	base_json_ld(&r->base, dataset_json(c));
	r->coverage = coverage_record(c);
	r->latest = report_cards(c, c->p->changes.v, latest);
	r->featured = featured(c);
	r->authorities = authority_links(c);
	r->letters = letter_links(c);
	r->regions = region_links(c);
	r->frameworks = framework_cards(c);
	r->areas = area_cards(c, true);
	r->authorities_href = href_to(c, "authorities/index.html", NULL);
	r->reports_href = href_to(c, "reports/index.html", NULL);
	r->data_href = href_to(c, "data/index.html", NULL);
	r->methodology_href = href_to(c, methodology_path(c), NULL);
	r->compare_href = href_to(c, "compare/index.html", NULL);
	r->changes_href = href_to(c, "changes/index.html", NULL);
	return r;
}

LISTS(text)
{
	const struct model *m = pl->p->m;
	size_t i;

	for (i = 0; i < m->page_count; i++)
		plan_add(pl, f, path_text(m->page[i].id, &pl->p->arena), m->page[i].title, &m->page[i],
			 &m->page[i].pos);
}

MAKES(text)
{
	struct rec_text_page *r = arena_alloc(c->a, sizeof *r);
	const struct text_page *t = c->page->subject;

	base_make(c, &r->base, t->title, t->description);
	r->id = t->id;
	r->title = t->title;
	r->body = document_html(c, t->body, 0, 0, NULL,
				(struct pos){ t->pos.file, t->body_line0, 1 });
	return r;
}

LISTS(not_found)
{
	plan_add(pl, f, "404.html", "Page not found", NULL, NULL)->indexed = false;
}

/* A host serves this for any address that it lacks, at any depth: its links count from the
 * site's top, and page.base, where base_url is known, says where on the host that is. */
MAKES(not_found)
{
	struct rec_not_found *r = arena_alloc(c->a, sizeof *r);

	base_make(c, &r->base, "Page not found", "There is no page at this address.");
	r->authorities = authority_links(c);
	r->authorities_href = href_to(c, "authorities/index.html", NULL);
	r->reports_href = href_to(c, "reports/index.html", NULL);
	return r;
}

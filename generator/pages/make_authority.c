/* pages/make_authority: authorities and regions. Part of the pages room; works in the
 * scratch arena of one rendering. */
#include "pages/make_int.h"

#include <string.h>
#include "base/escape.h"

static struct date newest_known(const struct authority *who)
{
	struct date d = { 0, 0, 0 };
	size_t i;

	for (i = 0; i < who->report_count; i++)
		if (date_cmp(report_known(who->report[i]), d) > 0)
			d = report_known(who->report[i]);
	return d;
}

/* One file of each authority; some only make sense with reports. */
static void list_file(struct planner *pl, const struct page_family *f, const char *file, bool need_report,
		      bool indexed)
{
	const struct model *m = pl->p->m;
	size_t i;

	for (i = 0; i < m->authority_count; i++) {
		const struct authority *who = &m->authority[i];
		struct page *p;

		if (need_report && !who->report_count)
			continue;
		p = plan_add(pl, f, path_authority(who, file, &pl->p->arena), who->name, who, &who->pos);
		p->updated = newest_known(who);
		p->indexed = indexed;
	}
}

LISTS(authorities)
{
	plan_add(pl, f, "authorities/index.html", "Authorities", NULL, NULL)->updated = pl->p->data_date;
}

LISTS(authority)
{
	list_file(pl, f, "index.html", false, true);
}

/* Only where there is something to draw: a mapped judgement. */
static bool has_marks(const struct authority *who)
{
	size_t i, k;

	for (i = 0; i < who->report_count; i++)
		for (k = 0; k < who->report[i]->judgement_count; k++)
			if (who->report[i]->judgement[k].comparable)
				return true;
	return false;
}

LISTS(timeline)
{
	const struct model *m = pl->p->m;
	size_t i;

	for (i = 0; i < m->authority_count; i++) {
		const struct authority *who = &m->authority[i];

		if (has_marks(who))
			plan_add(pl, f, path_authority(who, "timeline.svg", &pl->p->arena), who->name, who, &who->pos)
				->indexed = false;
	}
}

LISTS(share)
{
	const struct model *m = pl->p->m;
	size_t i;

	for (i = 0; i < m->authority_count && pl->p->share; i++) {
		const struct authority *who = &m->authority[i];

		if (has_marks(who))
			plan_add(pl, f, path_authority(who, "share.png", &pl->p->arena), who->name, who, &who->pos)
				->indexed = false;
	}
}

LISTS(authority_csv)
{
	list_file(pl, f, "data.csv", true, false);
}

LISTS(authority_json)
{
	list_file(pl, f, "data.json", true, false);
}

LISTS(authority_feed)
{
	list_file(pl, f, "feed.atom", false, false);
}

static struct mu_list by_letter(struct ctx *c)
{
	const struct model *m = c->p->m;
	VEC(struct rec_group) v = { NULL, 0, 0 };
	size_t i, k;

	for (i = 0; i < m->authority_count; i = k) {
		const char *letter = first_letter(m->authority[i].name, c->a);
		struct rec_authority_card *card;
		struct rec_group *g = vec_push(&v, c->a);

		for (k = i; k < m->authority_count && !strcmp(first_letter(m->authority[k].name, c->a), letter); k++)
			;
		card = arena_calloc(c->a, k - i, sizeof *card);
		g->id = arena_printf(c->a, "letter-%s", letter);
		g->label = letter;
		g->count = (long)(k - i);
		g->authorities = list_of(card, k - i);
		for (size_t n = i; n < k; n++)
			authority_card(c, &card[n - i], &m->authority[n]);
	}
	return list_of(v.v, v.n);
}

static struct mu_list by_region(struct ctx *c)
{
	const struct model *m = c->p->m;
	struct rec_group *g = arena_calloc(c->a, m->region_count + 1, sizeof *g);
	size_t i;

	for (i = 0; i < m->region_count; i++) {
		const struct region *r = &m->region[i];

		g[i].id = arena_printf(c->a, "region-%s", r->id);
		g[i].label = r->name;
		g[i].href = href_to(c, path_region(r->id, c->a), NULL);
		g[i].count = (long)r->authority_count;
		g[i].authorities = authority_cards(c, r->authority, r->authority_count);
	}
	return list_of(g, m->region_count);
}

MAKES(authorities)
{
	struct rec_authorities *r = arena_alloc(c->a, sizeof *r);

	base_make(c, &r->base, "Authorities", "Every local authority by name and by region, with its latest grades "
		  "and how old they are.");
	r->sparks = sparks_record(c);
	r->spark_area = area_link(c, spark_area(c));
	r->letters = by_letter(c);
	r->regions = by_region(c);
	r->coverage = coverage_record(c);
	return r;
}

/* ---- one authority -------------------------------------------------------------- */

static const char *type_of(const struct authority *who)
{
	return who->type && who->type[0] ? who->type : "Local authority";
}

static const char *no_report_words(struct ctx *c, const struct authority *who)
{
	if (who->report_count)
		return "";
	return arena_printf(c->a, "No inspection report of %s is held here. That says nothing about its services: "
			    "reports may exist that have not been added.", who->name);
}

static struct mu_list downloads(struct ctx *c, const struct authority *who, bool chart)
{
	static const struct {
		const char *text, *file, *format;
		bool report, chart, share;
	} files[] = {
		{ "Its judgements", "data.csv", "CSV", true, false, false },
		{ "Its reports, judgements and improvements", "data.json", "JSON", true, false, false },
		{ "The timeline as an image", "timeline.svg", "SVG", true, true, false },
		{ "Its headline grades as an image to share", "share.png", "PNG", true, true, true },
		{ "Feed of its new reports", "feed.atom", "Atom", false, false, false },
	};
	struct rec_download *v = arena_calloc(c->a, sizeof files / sizeof files[0], sizeof *v);
	size_t i, n = 0;

	for (i = 0; i < sizeof files / sizeof files[0]; i++) {
		if ((files[i].report && !who->report_count) || (files[i].chart && !chart) ||
		    (files[i].share && !c->p->share))
			continue;
		v[n].text = files[i].text;
		v[n].href = href_to(c, path_authority(who, files[i].file, c->a), NULL);
		v[n++].format = files[i].format;
	}
	return list_of(v, n);
}

static const char *authority_json(struct ctx *c, const struct authority *who)
{
	struct strbuf b = STRBUF_INIT;
	const char *json;

	sb_puts(&b, "{\"@context\":\"https://schema.org\",\"@type\":\"GovernmentOrganization\",\"name\":\"");
	escape_json(&b, span_of(who->name));
	sb_puts(&b, "\",\"areaServed\":{\"@type\":\"AdministrativeArea\",\"name\":\"");
	escape_json(&b, span_of(who->name));
	sb_puts(&b, "\"}}");
	json = arena_strdup(c->a, sb_str(&b));
	sb_release(&b);
	return json;
}

static struct mu_list reports_newest_first(struct ctx *c, const struct authority *who)
{
	struct rec_report_card *v = arena_calloc(c->a, who->report_count + 1, sizeof *v);
	size_t i;

	for (i = 0; i < who->report_count; i++)
		report_card(c, &v[i], who->report[who->report_count - 1 - i]);
	return list_of(v, who->report_count);
}

static void make_asked(struct ctx *c, struct rec_authority_page *r, const struct authority *who)
{
	const struct report *asked = asked_before(who, NULL);

	if (!asked)
		return;
	r->asked = improvement_groups(c, asked, NULL);
	r->asked_report = link_make(c, arena_printf(c->a, "the %s report of %s", asked->framework->short_name,
						    date_long(asked->day, c->a)),
				    report_href(c, asked));
	r->asked_count = (long)asked->improvement_count;
}

static void make_facts(struct ctx *c, struct rec_authority_page *r, const struct authority *who)
{
	r->id = who->id;
	r->name = who->name;
	r->type = type_of(who);
	r->gss_code = who->gss_code;
	r->urn = who->urn;
	r->dfe_code = who->dfe_code;
	r->aliases = list_words(who->alias, who->alias_count, c->a);
	r->years = years_words(who->from, who->to, c->a);
	r->region = region_link(c, who);
	r->former = date_is_set(who->to);
}

MAKES(authority)
{
	struct rec_authority_page *r = arena_alloc(c->a, sizeof *r);
	const struct authority *who = c->page->subject;
	const struct report *latest = latest_report(who);
	const char **sentence;
	size_t n;

	base_crumb(c, "Authorities", "authorities/index.html");
	if (region_link(c, who))
		base_crumb(c, who->region, path_region(who->region_id, c->a));
	sentence = timeline_summary(c->p->m, who, c->a, &n);
	base_make(c, &r->base, who->name,
		  n ? arena_printf(c->a, "Inspections of children's services in %s. %s", who->name, sentence[0])
		    : arena_printf(c->a, "No inspection report of %s is held.", who->name));
	base_json_ld(&r->base, authority_json(c, who));
	make_facts(c, r, who);
	r->summary = list_of(sentence, n);
	r->no_report = no_report_words(c, who);
	r->latest = report_card_new(c, latest);
	/* The newest report of all has no age that could be counted: what its date says is all there is. */
	r->age = latest && date_cmp(latest->day, c->p->data_date) != 0 ? age_words(latest->day, c->p->data_date, c->a) : "";
	r->timeline = timeline_record(c, who, TIMELINE_MAIN, false);
	r->older = timeline_record(c, who, TIMELINE_OLDER, false);
	r->reports = reports_newest_first(c, who);
	r->neighbours = neighbour_links(c, who);
	r->neighbour_tables = neighbour_tables(c, who);
	if (r->neighbour_tables.count && c->wants & WANT_SPARK)
		r->sparks = sparks_record(c);
	r->neighbour_source = c->p->m->neighbour_source;
	r->compare_groups = compare_groups(c, who);
	r->compare_rule = compare_rule(c);
	r->predecessors = authority_cards(c, who->predecessor, who->predecessor_count);
	r->successors = authority_cards(c, who->successor, who->successor_count);
	r->downloads = downloads(c, who, r->timeline != NULL);
	make_asked(c, r, who);
	if (c->p->share && r->timeline)
		base_image(c, &r->base, path_authority(who, "share.png", c->a));
	return r;
}

MAKES(timeline)
{
	struct rec_timeline_page *r = arena_alloc(c->a, sizeof *r);
	const struct authority *who = c->page->subject;

	base_make(c, &r->base, who->name, "");
	r->timeline = timeline_record(c, who, TIMELINE_MAIN, true);
	return r;
}

/* ---- regions ----------------------------------------------------------------------- */

LISTS(region)
{
	const struct model *m = pl->p->m;
	size_t i;

	for (i = 0; i < m->region_count; i++)
		plan_add(pl, f, path_region(m->region[i].id, &pl->p->arena), m->region[i].name, &m->region[i], NULL)
			->updated = pl->p->data_date;
}

MAKES(region)
{
	struct rec_region_page *r = arena_alloc(c->a, sizeof *r);
	const struct region *g = c->page->subject;
	const struct authority **now = arena_calloc(c->a, g->authority_count + 1, sizeof *now);
	const struct authority **gone = arena_calloc(c->a, g->authority_count + 1, sizeof *gone);
	size_t i, n = 0, k = 0;

	for (i = 0; i < g->authority_count; i++) {
		if (date_is_set(g->authority[i]->to)) {
			gone[k++] = g->authority[i];
			continue;
		}
		now[n++] = g->authority[i];
		r->with_report += g->authority[i]->report_count > 0;
	}
	base_crumb(c, "Authorities", "authorities/index.html");
	base_make(c, &r->base, g->name, arena_printf(c->a, "Inspections of children's services in the authorities of "
						     "%s, by name.", g->name));
	r->id = g->id;
	r->name = g->name;
	r->sparks = sparks_record(c);
	r->spark_area = area_link(c, spark_area(c));
	r->authorities = authority_cards(c, now, n);
	r->former = authority_cards(c, gone, k);
	r->has_former = k > 0;
	r->count = (long)n;
	return r;
}

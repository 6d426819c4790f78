/* pages/make_neighbours: an authority beside others: its statistical neighbours on one axis of time, and every page
 * that sets it beside one. Part of the pages room; works in the scratch arena of one rendering. */
#include "pages/make_int.h"

static void spark_row(struct ctx *c, struct rec_spark_row *out, const struct authority *here, const struct authority *who,
		      size_t area)
{
	struct area_history h = area_history_of(&c->p->areas.of[area], who);

	out->name = who->name;
	out->href = href_to(c, path_authority(who, "index.html", c->a), NULL);
	out->here = who == here;
	out->held = who->report_count > 0;
	if (!h.n)
		return;
	if (c->wants & WANT_SPARK)
		out->spark = spark_shared(c, who, area, h);
	out->grade = grade_make(c, h.v[h.n - 1]);
	out->day = date_make(c, h.v[h.n - 1]->report->day);
	out->framework = h.v[h.n - 1]->report->framework->short_name;
}

struct mu_list neighbour_tables(struct ctx *c, const struct authority *who)
{
	const struct model *m = c->p->m;
	struct rec_spark_table *v = arena_calloc(c->a, m->comparable_count + 1, sizeof *v);
	size_t i, k, n = 0;

	for (i = 0; i < m->comparable_count && who->neighbour_count; i++) {
		struct rec_spark_row *row;
		bool any = false;

		if (!m->comparable[i].headline)
			continue;
		row = arena_calloc(c->a, who->neighbour_count + 1, sizeof *row);
		spark_row(c, &row[0], who, who, i);
		for (k = 0; k < who->neighbour_count; k++) {
			spark_row(c, &row[k + 1], who, who->neighbour[k], i);
			any |= row[k + 1].grade != NULL;
		}
		if (!any)
			continue;
		v[n].id = TEXT(c->a, "neighbours-", m->comparable[i].id);
		v[n].area = area_link(c, &m->comparable[i]);
		v[n].first = n == 0;
		v[n++].rows = list_of(row, who->neighbour_count + 1);
	}
	return list_of(v, n);
}

enum nearness { NEIGHBOUR, NAMES_IT, OTHER, NEARNESSES };

static bool among(const struct authority *const *v, size_t n, const struct authority *who)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (v[i] == who)
			return true;
	return false;
}

static enum nearness nearness(const struct authority *to, const struct authority *who)
{
	if (among(to->neighbour, to->neighbour_count, who))
		return NEIGHBOUR;
	return among(who->neighbour, who->neighbour_count, to) ? NAMES_IT : OTHER;
}

static void add_pair(struct ctx *c, struct rec_link *v, size_t *n, const struct authority *who,
		     const struct authority *other)
{
	if (!pairs_have(&c->p->pairs, who, other))
		return;
	v[*n].text = other->name;
	v[(*n)++].href = href_to(c, path_compare(who, other, c->a), NULL);
}

struct mu_list compare_groups(struct ctx *c, const struct authority *who)
{
	static const char *const label[NEARNESSES] = {
		"its statistical neighbours, nearest first", "councils that have it as a neighbour", "all others, A to Z",
	};
	const struct model *m = c->p->m;
	struct rec_link_group *g = arena_calloc(c->a, NEARNESSES, sizeof *g);
	size_t i, k, kept = 0;

	for (k = 0; k < NEARNESSES; k++) {
		struct rec_link *v = arena_calloc(c->a, m->authority_count + who->neighbour_count + 1, sizeof *v);
		size_t n = 0;

		for (i = 0; i < who->neighbour_count && k == NEIGHBOUR; i++)
			add_pair(c, v, &n, who, who->neighbour[i]);
		for (i = 0; i < m->authority_count && k != NEIGHBOUR; i++)
			if (nearness(who, &m->authority[i]) == k)
				add_pair(c, v, &n, who, &m->authority[i]);
		if (n)
			g[kept++] = (struct rec_link_group){ label[k], (long)n, list_of(v, n) };
	}
	return list_of(g, kept);
}

const char *compare_rule(struct ctx *c)
{
	return c->p->pairs.all ? "There is a page for every two authorities with a report."
			       : "There are pages for statistical neighbours only, where both have a report.";
}

struct mu_list neighbour_links(struct ctx *c, const struct authority *who)
{
	struct rec_link *v = arena_calloc(c->a, who->neighbour_count + 1, sizeof *v);
	size_t i;

	for (i = 0; i < who->neighbour_count; i++)
		v[i] = *authority_link(c, who->neighbour[i]);
	return list_of(v, who->neighbour_count);
}

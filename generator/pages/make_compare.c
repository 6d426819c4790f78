/* pages/make_compare: pairs of authorities. Part of the pages room; works in the scratch
 * arena of one rendering. */
#include "pages/make_int.h"

LISTS(compare_index)
{
	plan_add(pl, f, "compare/index.html", "Compare", NULL, NULL)->updated = pl->p->data_date;
}

LISTS(compare)
{
	size_t i;

	for (i = 0; i < pl->p->pairs.n; i++) {
		const struct pair *k = &pl->p->pairs.v[i];
		const char *title = arena_printf(&pl->p->arena, "%s and %s", k->a->name, k->b->name);

		plan_add(pl, f, path_compare(k->a, k->b, &pl->p->arena), title, k, &k->a->pos)->updated =
			pl->p->data_date;
	}
}

/* Without grades: a list of pairs needs names only, and there may be thousands. */
static const struct rec_authority_card *name_card(struct ctx *c, const struct authority *who)
{
	struct rec_authority_card *out = arena_alloc(c->a, sizeof *out);

	out->id = who->id;
	out->name = who->name;
	out->href = href_to(c, path_authority(who, "index.html", c->a), NULL);
	out->former = date_is_set(who->to);
	out->reports = (long)who->report_count;
	return out;
}

static void pair_card(struct ctx *c, struct rec_compare_card *out, const struct authority *a, const struct authority *b)
{
	out->href = href_to(c, path_compare(a, b, c->a), NULL);
	out->other = name_card(c, b);
	out->frameworks = shared_frameworks(c->p->m, a, b, c->a);
}

/* An authority with its own neighbours; its page has the links to all others. */
static void group_record(struct ctx *c, struct rec_compare_group *out, const struct authority *who)
{
	struct rec_compare_card *card = arena_calloc(c->a, who->neighbour_count + 1, sizeof *card);
	size_t i, n = 0;

	for (i = 0; i < who->neighbour_count; i++)
		if (pairs_have(&c->p->pairs, who, who->neighbour[i]))
			pair_card(c, &card[n++], who, who->neighbour[i]);
	out->id = TEXT(c->a, "authority-", who->id);
	out->name = who->name;
	out->href = href_to(c, path_authority(who, "index.html", c->a), NULL);
	out->all_href = href_to(c, path_authority(who, "index.html", c->a), "compare");
	out->pairs = list_of(card, n);
}

MAKES(compare_index)
{
	struct rec_compare_index *r = arena_alloc(c->a, sizeof *r);
	const struct model *m = c->p->m;
	const struct pair_list *l = &c->p->pairs;
	bool *paired = arena_calloc(c->a, m->authority_count + 1, sizeof *paired);
	struct rec_compare_group *g = arena_calloc(c->a, m->authority_count + 1, sizeof *g);
	size_t i, n = 0;

	base_make(c, &r->base, "Compare two authorities",
		  "Two authorities side by side, within one framework at a time.");
	for (i = 0; i < l->n; i++)
		paired[l->v[i].a - m->authority] = paired[l->v[i].b - m->authority] = true;
	for (i = 0; i < m->authority_count; i++)
		if (paired[i])
			group_record(c, &g[n++], &m->authority[i]);
	r->authorities = list_of(g, n);
	r->count = (long)l->n;
	r->rule = compare_rule(c);
	return r;
}

static struct mu_list cells(struct ctx *c, const struct judgement_list *l)
{
	struct rec_history_cell *v = arena_calloc(c->a, l->n + 1, sizeof *v);
	size_t i;

	for (i = 0; i < l->n; i++)
		history_cell(c, &v[i], i ? l->v[i - 1] : NULL, l->v[i]);
	return list_of(v, l->n);
}

static void table_record(struct ctx *c, struct rec_compare_table *out, const struct compare_table *t)
{
	struct rec_compare_row *row = arena_calloc(c->a, t->row_count + 1, sizeof *row);
	size_t i;

	for (i = 0; i < t->row_count; i++) {
		const struct compare_row *k = &t->row[i];

		row[i].area = k->comparable ? k->comparable->name : "";
		row[i].href = k->comparable ? href_to(c, path_area(k->comparable, "index.html", c->a), NULL) : "";
		row[i].label = area_words(k->area, k->strand, c->a);
		row[i].a = cells(c, &k->a);
		row[i].b = cells(c, &k->b);
		row[i].missing_a = !k->a.n;
		row[i].missing_b = !k->b.n;
	}
	out->framework = framework_link(c, t->framework);
	out->years = years_words(t->framework->from, t->framework->to, c->a);
	out->rows = list_of(row, t->row_count);
	out->narrative_note = t->narrative
		? "Grades marked as in prose only are stated in the text, not awarded in a table; they weigh less." : "";
}

static void other_links(struct ctx *c, const struct authority *who, const struct pair *here, struct rec_link *v,
			size_t *n)
{
	size_t i;

	for (i = 0; i < who->neighbour_count; i++) {
		const struct authority *other = who->neighbour[i];

		if (other == here->a || other == here->b || !pairs_have(&c->p->pairs, who, other))
			continue;
		v[*n].text = TEXT(c->a, who->name, " and ", other->name);
		v[(*n)++].href = href_to(c, path_compare(who, other, c->a), NULL);
	}
}

static struct mu_list both_downloads(struct ctx *c, const struct pair *k)
{
	const struct authority *const both[] = { k->a, k->b };
	struct rec_download *v = arena_calloc(c->a, 2, sizeof *v);
	size_t i;

	for (i = 0; i < 2; i++) {
		v[i].text = TEXT(c->a, "Judgements of ", both[i]->name);
		v[i].href = href_to(c, path_authority(both[i], "data.csv", c->a), NULL);
		v[i].format = "CSV";
	}
	return list_of(v, 2);
}

MAKES(compare)
{
	struct rec_compare_page *r = arena_alloc(c->a, sizeof *r);
	const struct pair *k = c->page->subject;
	struct rec_authority_card *card = arena_calloc(c->a, 2, sizeof *card);
	struct rec_link *others = arena_calloc(c->a, k->a->neighbour_count + k->b->neighbour_count + 1, sizeof *others);
	struct rec_compare_table *table;
	struct comparison x;
	size_t i, n = 0;

	base_crumb(c, "Compare", "compare/index.html");
	base_make(c, &r->base, arena_printf(c->a, "%s and %s compared", k->a->name, k->b->name),
		  arena_printf(c->a, "Inspection judgements of %s and %s side by side, within one framework at a time.",
			       k->a->name, k->b->name));
	comparison_make(&x, c->p->m, k->a, k->b, c->a);
	authority_card(c, &card[0], k->a);
	authority_card(c, &card[1], k->b);
	table = arena_calloc(c->a, x.table_count + 1, sizeof *table);
	for (i = 0; i < x.table_count; i++)
		table_record(c, &table[i], &x.table[i]);
	other_links(c, k->a, k, others, &n);
	other_links(c, k->b, k, others, &n);
	r->a = &card[0];
	r->b = &card[1];
	r->not_comparable = list_of(x.not_comparable, x.not_count);
	r->tables = list_of(table, x.table_count);
	r->comparable = x.table_count > 0;
	r->others = list_of(others, n);
	r->has_others = n > 0;
	r->downloads = both_downloads(c, k);
	return r;
}

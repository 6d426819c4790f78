/* pages/make_search: the search page, and what the index is made of. Part of the pages room.
 *
 * The heads come from the model, before anything is rendered. The text of each report is a page
 * of its own in the plan, a script file; writing it also notes its words in the index. */
#include "pages/make_int.h"
#include "pages/records_search.h"

#include <string.h>
#include "markdown/md.h"
#include "search/search.h"

#define PARAGRAPH_LIMIT 10000     /* larger numbers are no paragraph's */
#define VOLUME_REPORTS 256        /* of the index; the newest volume is the only one that a new report changes */

/* ---- heads --------------------------------------------------------------------------------- */

static void add_head(struct pages *p, const char *path, const char *title, const char *kind, const char *words,
		     const char *key)
{
	search_add(p->search, &(struct search_head){ url_site(path, &p->arena), title, kind, words, key, false });
}

static void add_authorities(struct pages *p)
{
	size_t i, k;

	for (i = 0; i < p->m->authority_count; i++) {
		const struct authority *who = &p->m->authority[i];
		const char *words = who->name;

		for (k = 0; k < who->alias_count; k++)
			words = TEXT(&p->arena, words, " ", who->alias[k]);
		add_head(p, path_authority(who, "index.html", &p->arena), who->name, "Authority", words, who->id);
	}
	for (i = 0; i < p->m->region_count; i++)
		add_head(p, path_region(p->m->region[i].id, &p->arena), p->m->region[i].name, "Region", p->m->region[i].name,
			 NULL);
}

static void add_areas(struct pages *p)
{
	size_t i, k;

	for (i = 0; i < p->m->comparable_count; i++) {
		const struct comparable *area = &p->m->comparable[i];
		const char *words = area->name;

		for (k = 0; k < area->map_count; k++)
			words = TEXT(&p->arena, words, " ", area->map[k].area->label);
		add_head(p, path_area(area, "index.html", &p->arena), area->name, "Area", words, NULL);
	}
	for (i = 0; i < p->m->frameworks->n; i++) {
		const struct framework *f = &p->m->frameworks->v[i];

		add_head(p, path_framework(f, &p->arena), f->name, "Framework", TEXT(&p->arena, f->name, " ", f->short_name),
			 NULL);
	}
	for (i = 0; i < p->m->page_count; i++)
		add_head(p, path_text(p->m->page[i].id, &p->arena), p->m->page[i].title, "Page", p->m->page[i].title, NULL);
}

static const char *report_heading(const struct report *r, struct arena *a)
{
	return TEXT(a, r->authority->name, ", ", r->framework->short_name, ", ", date_long(r->day, a));
}

static bool held_texts(const struct pages *p)
{
	return p->config->search == SEARCH_PARAGRAPHS;
}

/* Oldest first, so that a new report changes no other's number. */
static void add_reports(struct pages *p)
{
	struct arena *a = &p->arena, scratch = ARENA_INIT;
	size_t i;

	for (i = 0; i < p->changes.n; i++, arena_clear(&scratch)) {
		const struct report *r = p->changes.v[p->changes.n - 1 - i];
		const char *title = arena_strdup(a, report_heading(r, &scratch));
		const char *url = arena_strdup(a, url_site(path_report(r, &scratch), &scratch));

		if (i % VOLUME_REPORTS == 0)
			search_volume(p->search);
		search_add(p->search, &(struct search_head){ url, title, "Report",
							     r->authority_printed ? TEXT(&scratch, title, " ", r->authority_printed) : title,
							     r->authority->id, held_texts(p) });
	}
	arena_release(&scratch);
}

void pages_search(struct pages *p)
{
	if (!p->search)
		return;
	add_authorities(p);
	add_areas(p);
	add_reports(p);
}

/* ---- the text of a report -------------------------------------------------------------------- */

struct units {
	struct arena *a;
	VEC(struct search_unit) v;
	struct span only;              /* text of the unit in hand, as long as it is of one piece */
	struct strbuf joined;          /* the same when it is of several */
	const char *section;           /* anchor of the section that it is in */
	enum md_kind kind;             /* of the block before */
	bool numbered;                 /* some paragraph has an anchor of its own */
};

static void end_unit(struct units *u)
{
	if (u->v.n && u->joined.n)
		u->only = span_make(arena_strndup(u->a, u->joined.p, u->joined.n), u->joined.n);
	if (u->v.n)
		u->v.v[u->v.n - 1].text = u->only;
	u->only = SPAN_LIT("");
	sb_clear(&u->joined);
}

static void begin_unit(struct units *u, const char *anchor, bool heading)
{
	struct search_unit *unit;

	end_unit(u);
	unit = vec_push(&u->v, u->a);
	unit->anchor = anchor;
	unit->heading = heading;
}

/* text stays as long as u->a. */
static void add_words(struct units *u, const char *text)
{
	if (!text || !text[0])
		return;
	if (!u->only.n) {
		u->only = span_of(text);
		return;
	}
	if (!u->joined.n)
		sb_span(&u->joined, u->only);
	sb_putc(&u->joined, ' ');
	sb_puts(&u->joined, text);
}

/* "p12" */
static const char *numbered_anchor(const char *before, long number, struct arena *a)
{
	char digits[DIGITS_MAX];
	struct span s = digits_of(digits, (unsigned long)number, false);
	const size_t n = strlen(before);
	char *anchor = arena_text(a, n + s.n);

	memcpy(anchor, before, n);
	memcpy(anchor + n, s.p, s.n);
	return anchor;
}

/* What stands below a numbered paragraph belongs to it; so do a list's items and a table's rows to one another. */
static bool goes_on(const struct units *u, const struct md_block *b)
{
	if (!u->v.n || u->v.v[u->v.n - 1].heading)
		return false;
	return b->kind == MD_BULLET || (b->kind == MD_ROW && u->kind == MD_ROW) || (b->kind != MD_ROW && b->level > 0);
}

/* number: of the paragraph, where it has an anchor by it; else 0. */
static void add_block(struct units *u, const struct md_block *b, long number)
{
	size_t i;

	if (number) {
		begin_unit(u, numbered_anchor("p", number, u->a), false);
		u->numbered = true;
	} else if (b->kind == MD_HEADING || (b->kind != MD_OTHER && !goes_on(u, b))) {
		begin_unit(u, u->section, b->kind == MD_HEADING);
	}
	if (b->kind != MD_OTHER)
		add_words(u, b->text);
	for (i = 0; b->kind == MD_ROW && i < b->cell_count; i++)
		add_words(u, b->cell[i]);
	u->kind = b->kind;
}

/* Only the first paragraph of a number has its anchor, and only if it is not on the cover, which is not shown. */
static void add_body(struct units *u, const struct report *r)
{
	bool *seen = arena_calloc(u->a, PARAGRAPH_LIMIT, sizeof *seen);
	size_t n, i, s = 0;
	const struct md_block *b = md_blocks(r->body, &n);

	for (i = 0; i < n; i++) {
		long number = b[i].kind == MD_NUMBERED && b[i].number > 0 && b[i].number < PARAGRAPH_LIMIT ? b[i].number : 0;

		if (i >= r->body_first) {
			while (s < r->section_count && r->section[s].block < i)
				s++;
			if (s < r->section_count && r->section[s].block == i)
				u->section = r->section[s].slug;
			add_block(u, &b[i], seen[number] ? 0 : number);
		}
		seen[number] = number > 0;
	}
}

/* Where the document's own text is not held, what it asks for is. */
static void add_improvements(struct units *u, const struct report *r)
{
	size_t i;

	for (i = 0; i < r->improvement_count; i++) {
		begin_unit(u, numbered_anchor("improvement-", r->improvement[i].number, u->a), false);
		add_words(u, r->improvement[i].text);
	}
}

static const char *text_path(struct planner *pl, const struct report *r)
{
	struct arena *a = &pl->scratch;

	return arena_strdup(&pl->p->arena, search_text_path(url_site(path_report(r, a), a), a));
}

LISTS(search_text)
{
	const struct model *m = pl->p->m;
	size_t i;

	if (!held_texts(pl->p))
		return;
	for (i = 0; i < m->report_count; i++) {
		const struct report *r = m->report[i];

		struct page *p = plan_add(pl, f, text_path(pl, r), r->title, r, &r->pos);
		size_t before = pl->v.n - 1 - m->report_count;

		/* Reports' pages stand before, in the same order. */
		p->indexed = false;
		p->after = true;
		pl->v.v[before].then = pl->v.n - 1;
	}
}

WRITES(search_text)
{
	const struct report *r = c->page->subject;
	struct units u = { .a = c->a, .section = "text", .kind = MD_OTHER };
	const struct report *whole = prose_open(c, r);

	if (whole && whole->body)
		add_body(&u, whole);
	if (!u.numbered)
		add_improvements(&u, r);
	end_unit(&u);
	sb_release(&u.joined);
	search_text(c->p->search, url_site(path_report(r, c->a), c->a), u.v.v, u.v.n, c->a, out);
}

/* ---- the page ------------------------------------------------------------------------------------ */

LISTS(search)
{
	plan_add(pl, f, "search/index.html", "Search", NULL, NULL)->updated = pl->p->data_date;
}

static void name_make(struct ctx *c, struct rec_search_name *out, const struct authority *who)
{
	out->id = who->id;
	out->name = who->name;
	out->href = href_to(c, path_authority(who, "index.html", c->a), NULL);
	out->note = date_is_set(who->to) ? arena_printf(c->a, "until %d", who->to.year)
					 : list_words(who->alias, who->alias_count, c->a);
	out->reports = (long)who->report_count;
}

static void list_names(struct ctx *c, struct rec_search *r)
{
	const struct model *m = c->p->m;
	struct rec_search_name *name = arena_calloc(c->a, m->authority_count + 1, sizeof *name);
	struct rec_search_name *held = arena_calloc(c->a, m->authority_count + 1, sizeof *held);
	VEC(struct rec_search_letter) letter = { NULL, 0, 0 };
	size_t i, k = 0, from = 0;

	for (i = 0; i < m->authority_count; i++) {
		const char *l = first_letter(m->authority[i].name, c->a);

		name_make(c, &name[i], &m->authority[i]);
		if (name[i].reports)
			held[k++] = name[i];
		if (!letter.n || strcmp(letter.v[letter.n - 1].label, l) != 0) {
			struct rec_search_letter *g = vec_push(&letter, c->a);

			g->label = l;
			g->id = arena_printf(c->a, "letter-%s", l);
			from = i;
		}
		letter.v[letter.n - 1].names = list_of(name + from, i + 1 - from);
	}
	r->letters = list_of(letter.v, letter.n);
	r->held = list_of(held, k);
}

MAKES(search)
{
	struct rec_search *r = arena_alloc(c->a, sizeof *r);
	size_t latest = c->p->config->latest > 0 ? (size_t)c->p->config->latest : 0;

	if (latest > c->p->changes.n)
		latest = c->p->changes.n;
	base_make(c, &r->base, "Search", "Find an authority, an area, a report or a paragraph.");
	r->paragraphs = held_texts(c->p);
	r->count = (long)c->p->m->report_count;
	list_names(c, r);
	r->areas = area_cards(c, false);
	r->frameworks = framework_cards(c);
	r->latest = report_cards(c, c->p->changes.v, latest);
	r->reports_href = href_to(c, "reports/index.html", NULL);
	return r;
}

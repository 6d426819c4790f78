/* pages/make_report_text: a report's prose, its contents list, which paragraphs it has.
 * Part of the pages room; works in the scratch arena of one rendering. */
#include "pages/make_report_int.h"

#include <string.h>
#include "base/pool.h"
#include "markdown/md.h"

#define PARAGRAPH_LIMIT 10000     /* larger numbers are no paragraph's */

bool report_text_has(const struct report_text *t, long paragraph)
{
	return paragraph > 0 && paragraph < t->limit && t->has[paragraph];
}

bool report_text_shows(const struct report_text *t, const struct report *r, const struct section *s)
{
	return s->block >= r->body_first && s->block < t->blocks;
}

const char *line_words(struct ctx *c, const struct report *r, struct pos at)
{
	unsigned page = at.line ? report_page(r, at.line) : 0;

	if (!at.file || !at.file[0])
		return "";
	if (page)
		return TEXT(c->a, at.file, ", page ", number_words((long)page, c->a));
	return at.line ? TEXT(c->a, at.file, ", line ", number_words((long)at.line, c->a)) : at.file;
}

static void find_numbers(struct ctx *c, struct report_text *t, const struct md_block *b, size_t first, size_t n)
{
	size_t i;

	t->limit = 1;
	for (i = first; i < n; i++)
		if (b[i].kind == MD_NUMBERED && b[i].number >= t->limit && b[i].number < PARAGRAPH_LIMIT)
			t->limit = b[i].number + 1;
	t->has = arena_calloc(c->a, (size_t)t->limit, sizeof *t->has);
	for (i = first; i < n; i++) {
		if (b[i].kind != MD_NUMBERED || b[i].number <= 0 || b[i].number >= t->limit)
			continue;
		t->numbered += !t->has[b[i].number];
		t->has[b[i].number] = true;
	}
}

/* "paragraphs 9 to 20", "paragraph 9", "". */
static const char *section_paragraphs(struct ctx *c, const struct section *s)
{
	long first = 0, last = 0;
	size_t i;

	for (i = 0; i < s->paragraph_count; i++) {
		if (!s->paragraph[i].number)
			continue;
		if (!first)
			first = s->paragraph[i].number;
		last = s->paragraph[i].number;
	}
	if (!first)
		return "";
	return first == last ? arena_printf(c->a, "paragraph %ld", first)
			     : arena_printf(c->a, "paragraphs %ld to %ld", first, last);
}

/* An empty row, as above a table without a header, has no element, nor have rules and quotations one with an id. */
static bool has_element(const struct md_block *b)
{
	size_t i = 0;

	if (b->kind != MD_ROW)
		return b->kind != MD_OTHER;
	while (i < b->cell_count && !b->cell[i][0])
		i++;
	return i < b->cell_count;
}

/* The block that begins at a line of the report's file and has an element that can be linked to, or the number of blocks. */
static size_t block_at(const struct report_text *t, const struct report *r, struct pos at)
{
	size_t i = 0;

	if (!at.line || !at.file || !r->file || strcmp(at.file, r->file) != 0)
		return t->blocks;
	while (i < t->blocks && (t->line[i] != at.line || !has_element(&t->block[i])))
		i++;
	return i;
}

/* What was read gets an id, so that whoever doubts it finds it; where that stands on the cover, the text begins there. */
static void name_place(struct report_text *t, const struct report *r, const char **id, struct pos at,
		       const char *what)
{
	size_t i = block_at(t, r, at);

	if (i == t->blocks)
		return;
	if (i < t->first)
		t->first = i;
	if (t->block[i].kind != MD_NUMBERED && !id[i])
		id[i] = what;
}

static void name_places(struct ctx *c, struct report_text *t, const struct report *r, const char **id)
{
	size_t i, k;

	for (i = 0; i < r->judgement_count; i++) {
		const struct judgement *j = &r->judgement[i];
		const char *name = TEXT(c->a, "read-", j->anchor + strlen("judgement-"));

		name_place(t, r, id, j->at, name);
		for (k = 1; k < j->sighting_count; k++)
			name_place(t, r, id, j->sighting[k].at, TEXT(c->a, name, "-", number_words((long)k + 1, c->a)));
	}
	for (i = 0; i < r->improvement_count; i++)
		name_place(t, r, id, r->improvement[i].at, TEXT(c->a, "read-improvement-", number_words(r->improvement[i].number, c->a)));
}

const char *report_text_href(struct ctx *c, const struct report_text *t, const struct report *r, struct pos at,
			     long *number)
{
	size_t i = block_at(t, r, at);

	*number = i < t->blocks && t->block[i].kind == MD_NUMBERED ? t->block[i].number : 0;
	if (report_text_has(t, *number))
		return TEXT(c->a, "#p", number_words(*number, c->a));
	return i < t->blocks && t->id[i] ? TEXT(c->a, "#", t->id[i]) : NULL;
}

/* Ids by block; a section whose heading stands on the cover has none, as the cover is not shown. */
static const char **headings(struct ctx *c, struct report_text *t, const struct report *r, size_t blocks)
{
	const char **id = arena_calloc(c->a, blocks + 1, sizeof *id);
	struct rec_section *v = arena_calloc(c->a, r->section_count + 1, sizeof *v);
	size_t i, k = 0;

	for (i = 0; i < r->section_count; i++) {
		const struct section *s = &r->section[i];

		if (!report_text_shows(t, r, s))
			continue;
		id[s->block] = s->slug;
		v[k].heading = s->heading;
		v[k].href = TEXT(c->a, "#", s->slug);
		v[k].paragraphs = section_paragraphs(c, s);
		v[k++].level = s->level;
	}
	t->sections = list_of(v, k);
	return id;
}

static void make(struct ctx *c, struct report_text *t, const struct report *r)
{
	const struct md_block *b;
	const char **id;
	size_t n = 0;

	t->section = r->section;
	t->section_count = r->section_count;
	if (!r->body)
		return;
	b = md_blocks(r->body, &n);
	t->blocks = n;
	t->block = b;
	t->line = r->block_line;
	t->first = r->body_first;
	find_numbers(c, t, b, r->body_first, n);
	t->id = id = headings(c, t, r, n);
	name_places(c, t, r, id);
	if (r->previous)
		report_looks_back(c, t, r);
	t->html = document_html(c, r->body, t->first, 1, id, (struct pos){ r->file, r->body_line0, 1 });
}

static void let_go(const struct pages *p, struct opened *o)
{
	if (o->of)
		p->close(&o->whole);
	o->of = NULL;
	arena_clear(&o->arena);
}

const struct report *prose_open(struct ctx *c, const struct report *r)
{
	const struct pages *p = c->p;
	struct opened *o = &p->opened[pool_worker()];
	int rc;

	if (!p->open)
		return r;
	if (o->of == r)
		return &o->whole;
	let_go(p, o);
	rc = p->open(p->ctx, r, &o->whole, &o->arena, c->d);
	o->of = r;
	if (rc == 0)
		return &o->whole;
	let_go(p, o);
	return NULL;
}

void prose_close(struct pages *p)
{
	unsigned i;

	for (i = 0; i < POOL_MAX; i++) {
		let_go(p, &p->opened[i]);
		arena_release(&p->opened[i].arena);
	}
}

void report_text_make(struct ctx *c, struct report_text *t, const struct report *r)
{
	const struct report *whole = prose_open(c, r);

	memset(t, 0, sizeof *t);
	t->html = "";
	t->judgement = whole ? whole->judgement : r->judgement;
	if (whole)
		make(c, t, whole);
}

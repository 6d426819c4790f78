/* site/profile: stages on the thread that builds, pages on the others. */
#include "site/profile.h"

#include <stdlib.h>
#include <string.h>
#include "pages/plan.h"

void profile_begin(struct profile *p)
{
	if (!p)
		return;
	p->began = p->since = p->wall();
	p->room = WORK_CONFIG;
	work_open(&p->work, p->processor, WORK_CONFIG);
}

void profile_stage(struct profile *p, enum work_room room)
{
	unsigned long long now;

	if (!p)
		return;
	now = p->wall();
	p->stage[p->room] += now - p->since;
	p->since = now;
	p->room = room;
	work_enter(room);
}

void profile_plan(struct profile *p, const struct page_list *list)
{
	if (!p)
		return;
	p->pages = list->n;
	p->page = arena_calloc(&p->arena, list->n, sizeof *p->page);
}

struct profile_mark profile_page_begin(const struct profile *p)
{
	struct profile_mark from = { 0, 0 };

	if (p) {
		from.time = p->processor();
		from.mustache = work_here->time[WORK_MUSTACHE];
	}
	return from;
}

void profile_page_end(struct profile *p, struct profile_mark from, size_t i, size_t bytes)
{
	if (!p)
		return;
	p->page[i].time = p->processor() - from.time;
	p->page[i].mustache = work_here->time[WORK_MUSTACHE] - from.mustache;
	p->page[i].bytes = bytes;
}

static int dearest(unsigned long long a, unsigned long long b)
{
	return a > b ? -1 : a < b;
}

static int by_page_time(const void *a, const void *b)
{
	const struct profile_page *x = a, *y = b;
	int order = dearest(x->time, y->time);

	return order ? order : strcmp(x->path, y->path);
}

static int by_family_time(const void *a, const void *b)
{
	const struct profile_family *x = a, *y = b;
	int order = dearest(x->time, y->time);

	return order ? order : strcmp(x->name, y->name);
}

void profile_pages(struct profile *p, const struct page_list *list)
{
	size_t i, n = 0;

	if (!p)
		return;
	p->family = arena_calloc(&p->arena, page_family_count(), sizeof *p->family);
	for (i = 0; i < list->n; i++) {
		size_t f = page_family_of(&list->v[i]);

		p->page[i].path = arena_strdup(&p->arena, list->v[i].path);
		p->family[f].name = page_family_name(f);
		p->family[f].template = page_family_template(f);
		p->family[f].pages++;
		p->family[f].time += p->page[i].time;
		p->family[f].mustache += p->page[i].mustache;
		p->family[f].bytes += p->page[i].bytes;
	}
	for (i = 0; i < page_family_count(); i++)
		if (p->family[i].pages)
			p->family[n++] = p->family[i];
	p->families = n;
	qsort(p->page, p->pages, sizeof *p->page, by_page_time);
	qsort(p->family, n, sizeof *p->family, by_family_time);
}

void profile_end(struct profile *p)
{
	if (!p)
		return;
	profile_stage(p, WORK_OTHER);
	work_close();
	p->whole = p->since - p->began;
}

void profile_release(struct profile *p)
{
	arena_release(&p->arena);
}

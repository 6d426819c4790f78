/* model: the one pass that turns what was read into a linked, sorted, constant whole.
 * May know base and frameworks. */
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

static struct authority *authority_slot(struct model *m, const struct authority *a)
{
	return &m->authority[a - m->authority];
}

bool model_settle_day(const struct model *m, struct report *r, struct diag *d)
{
	const struct authority *named;

	r->day = date_is_set(r->end) ? r->end : r->published;
	if (!date_is_set(r->day)) {
		diag_report(d, DIAG_REPORT_NO_DATE, r->pos, "neither the inspection nor the publication is dated");
		return false;
	}
	if (authority_existed(r->authority, r->day))
		return true;
	named = model_authority_named_on(m, span_of(r->authority_printed), r->day);
	if (named && authority_existed(named, r->day)) {
		r->authority = named;
		return true;
	}
	if (date_is_set(r->authority->from) && date_cmp(r->day, r->authority->from) < 0)
		diag_report(d, DIAG_AUTHORITY_PERIOD, r->pos, "%s began on %s", r->authority->name,
			    date_iso(r->authority->from, &d->arena));
	else
		diag_report(d, DIAG_AUTHORITY_PERIOD, r->pos, "%s ended on %s", r->authority->name,
			    date_iso(r->authority->to, &d->arena));
	return true;
}

static const char *text_or_empty(const char *s)
{
	return s ? s : "";
}

/* Dateless reports last; then authorities in the model's order (by name), then days, then files. */
static int by_place(const void *x, const void *y)
{
	const struct report *a = *(struct report *const *)x, *b = *(struct report *const *)y;
	bool dated = date_is_set(a->day);
	int c;

	if (dated != date_is_set(b->day))
		return dated ? -1 : 1;
	if (a->authority != b->authority)
		return a->authority < b->authority ? -1 : 1;
	c = date_cmp(a->day, b->day);
	return c ? c : strcmp(text_or_empty(a->file), text_or_empty(b->file));
}

static int by_framework(const void *x, const void *y)
{
	const struct judgement *a = x, *b = y;

	if (a->strand != b->strand)
		return a->strand < b->strand ? -1 : 1;
	if (a->area != b->area)
		return a->area < b->area ? -1 : 1;
	return a->at.line < b->at.line ? -1 : a->at.line > b->at.line;
}

static const char *judgement_anchor(const struct judgement *j, struct arena *a)
{
	if (!*j->strand->id)
		return arena_printf(a, "judgement-%s", j->area->id);
	return arena_printf(a, "judgement-%s-%s", j->strand->id, j->area->id);
}

/* What a report before has in that place is mostly the same. */
static const char *anchor_as(const struct judgement *j, const struct report *before, size_t i, struct arena *a)
{
	const struct judgement *k = before && i < before->judgement_count ? &before->judgement[i] : NULL;

	return k && k->strand == j->strand && k->area == j->area ? k->anchor : judgement_anchor(j, a);
}

/* Orders the judgements; of two for one area the first is kept, so that anchors are unique. */
static void settle_judgements(struct model *m, struct report *r, const struct report *before, struct diag *d)
{
	struct judgement *v = r->judgement;
	size_t n = 0, i;

	if (r->judgement_count)
		qsort(v, r->judgement_count, sizeof *v, by_framework);
	for (i = 0; i < r->judgement_count; i++) {
		const struct area_map *map;

		if (n && v[n - 1].strand == v[i].strand && v[n - 1].area == v[i].area) {
			diag_report(d, DIAG_JUDGEMENT_TWICE, v[i].at, "%s", v[i].area->id);
			diag_note(d, v[n - 1].at, "first given here");
			continue;
		}
		v[n] = v[i];
		v[n].report = r;
		map = model_map(m, r->framework, v[n].strand, v[n].area, &v[n].comparable);
		if (map)
			v[n].relation = map->relation;
		v[n].anchor = anchor_as(&v[n], before, n, &m->arena);
		n++;
	}
	r->judgement_count = n;
}

static void settle_report(struct model *m, struct report *r, const struct report *before, struct diag *d)
{
	size_t i;

	r->id = arena_printf(&m->arena, "%s/%s", r->authority->id, date_iso(r->day, &m->arena));
	settle_judgements(m, r, before, d);
	for (i = 0; i < r->improvement_count; i++)
		r->improvement[i].number = (long)i + 1;
}

/* Two reports of one authority and day: the first file's stays, the others go behind count. */
static size_t drop_duplicates(struct report **v, size_t count, struct diag *d)
{
	size_t n = 0, i;

	for (i = 0; i < count; i++) {
		struct report *r = v[i];

		if (n && v[n - 1]->authority == r->authority && date_cmp(v[n - 1]->day, r->day) == 0) {
			diag_report(d, DIAG_REPORT_DUPLICATE, r->pos, "%s, %s; keep one of the two files", r->authority->name,
				    date_iso(r->day, &d->arena));
			diag_note(d, v[n - 1]->pos, "the other one is %s", v[n - 1]->file);
			continue;
		}
		v[i] = v[n];
		v[n++] = r;
	}
	return n;
}

/* v is sorted, so that an authority's reports stand together. */
static void link_reports(struct model *m, struct report **v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct authority *a = authority_slot(m, v[i]->authority);

		if (i && v[i - 1]->authority == v[i]->authority) {
			v[i]->previous = v[i - 1];
			v[i - 1]->next = v[i];
		} else {
			a->report = (const struct report **)(m->report + i);
		}
		a->report_count++;
	}
}

void model_freeze(struct model *m, struct report **reports, size_t count, struct diag *d)
{
	size_t dated = 0, i;

	for (i = 0; i < count; i++)
		dated += model_settle_day(m, reports[i], d);
	if (count)
		qsort(reports, count, sizeof *reports, by_place);
	m->report_count = drop_duplicates(reports, dated, d);
	m->report = arena_calloc(&m->arena, m->report_count, sizeof *m->report);
	if (m->report_count)
		memcpy(m->report, reports, m->report_count * sizeof *reports);
	for (i = 0; i < m->report_count; i++)
		settle_report(m, m->report[i], i ? m->report[i - 1] : NULL, d);
	link_reports(m, m->report, m->report_count);
}

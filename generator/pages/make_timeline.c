/* pages/make_timeline: the timeline view as a record. Part of the pages room; works in
 * the scratch arena of one rendering. */
#include "pages/pages_int.h"

#include <string.h>

#define SHEET_EDGE 16         /* of the standalone file */
#define SHEET_HEAD 56
#define SHEET_FOOT 52

/* Ids of drawings stay apart from those of sparks, which may stand in the same page. */
static const char *mark_shape(struct ctx *c, const struct grade *g, bool narrative)
{
	return TEXT(c->a, narrative ? "h-" : "m-", g->id);
}

static void band_record(struct ctx *c, struct rec_band *out, const struct timeline *t, size_t i)
{
	const struct timeline_band *b = &t->band[i];
	struct rec_scale_step *step = arena_calloc(c->a, b->step_count + 1, sizeof *step);
	struct rec_text_line *label = arena_alloc(c->a, sizeof *label);
	size_t k;

	out->x = b->x;
	out->y = t->plot_y;
	out->width = b->width;
	out->height = t->plot_height;
	out->mid_x = b->x + b->width / 2;
	out->label_x = b->label.x;
	out->label_y = b->label.y;
	out->years_y = b->years.y;
	out->id = b->framework->id;
	out->label = b->label.text;
	out->years = b->years.text;
	out->href = href_to(c, path_framework(b->framework, c->a), NULL);
	out->odd = i % 2 == 1;
	for (k = 0; k < b->step_count; k++) {
		const struct timeline_step *s = &b->step[k];

		step[k].x = s->text.x;
		step[k].y = s->text.y;
		step[k].mark_x = s->x;
		step[k].mark_y = s->y;
		step[k].shape = mark_shape(c, s->grade, false);
		step[k].label = s->grade->label;
		step[k].text = s->text.text;
	}
	out->scale = list_of(step, b->step_count);
	if (!b->step_count)
		return;
	*label = (struct rec_text_line){ b->scale_label.x, b->scale_label.y, b->scale_label.text };
	out->scale_label = label;
}

static void mark_record(struct ctx *c, struct rec_mark *out, const struct timeline_mark *k)
{
	const struct judgement *j = k->judgement;

	out->x = k->x;
	out->y = k->y;
	out->shape = mark_shape(c, j->grade, j->basis == BASIS_NARRATIVE);
	out->grade = grade_make(c, j);
	out->title = arena_printf(c->a, "%s: %s, %s (%s)%s", area_words(j->area, j->strand, c->a), j->grade->label,
				  inspected_words(j->report, c->a), j->report->framework->short_name,
				  j->basis == BASIS_NARRATIVE ? ", stated only in prose" : "");
}

static struct mu_list lines_record(struct ctx *c, const struct timeline_lines *t)
{
	struct rec_text_line *v = arena_calloc(c->a, t->n + 1, sizeof *v);
	size_t i;

	for (i = 0; i < t->n; i++)
		v[i] = (struct rec_text_line){ t->v[i].x, t->v[i].y, t->v[i].text };
	return list_of(v, t->n);
}

/* The lane's line and its joins as path data; the line has a cap where it ends for good. */
static void lane_paths(struct ctx *c, struct rec_lane *out, const struct timeline_lane *lane)
{
	struct strbuf b = STRBUF_INIT;
	size_t i;

	for (i = 0; i < lane->judged_count; i++)
		sb_printf(&b, "M%d %dH%d", lane->judged[i].x1, lane->y, lane->judged[i].x2);
	if (lane->ended.n)
		sb_puts(&b, "m0-6v12");
	out->line = arena_strdup(c->a, sb_str(&b));
	sb_clear(&b);
	for (i = 0; i < lane->join_count; i++)
		sb_printf(&b, "M%d %dH%d", lane->join[i].x1, lane->y, lane->join[i].x2);
	out->joins = arena_strdup(c->a, sb_str(&b));
	sb_release(&b);
}

static void lane_record(struct ctx *c, struct rec_lane *out, const struct timeline *t, size_t i)
{
	const struct timeline_lane *lane = &t->lane[i];
	struct rec_mark *mark = arena_calloc(c->a, lane->mark_count + 1, sizeof *mark);
	size_t k;

	out->x1 = t->plot_x;
	out->x2 = t->plot_x + t->plot_width;
	out->y = lane->y;
	out->top = lane->top;
	out->height = lane->height;
	out->id = lane->area->id;
	out->label = lane->area->name;
	out->href = href_to(c, path_area(lane->area, "index.html", c->a), NULL);
	out->headline = lane->area->headline;
	out->odd = i % 2 == 1;
	lane_paths(c, out, lane);
	for (k = 0; k < lane->mark_count; k++)
		mark_record(c, &mark[k], &lane->mark[k]);
	out->label_lines = lines_record(c, &lane->label);
	out->begun_lines = lines_record(c, &lane->begun);
	out->last_lines = lines_record(c, &lane->last);
	out->ended_lines = lines_record(c, &lane->ended);
	out->marks = list_of(mark, lane->mark_count);
}

static void row_record(struct ctx *c, struct rec_timeline_row *out, const struct timeline_mark *k)
{
	const struct judgement *j = k->judgement;
	const struct framework *f = j->report->framework;

	out->framework = f->short_name;
	out->framework_href = href_to(c, path_framework(f, c->a), NULL);
	out->label = j->strand->id[0] ? arena_printf(c->a, "%s (%s)", j->label, in_sentence(j->strand->label, c->a))
				      : j->label;
	out->basis = basis_words(j->basis);
	out->day = date_make(c, j->report->day);
	out->grade = grade_make(c, j);
	out->break_before = k->after_break;
	if (!k->after_break)
		return;
	out->status = "[b]";
	out->break_text = arena_printf(c->a, "Break: %s has its own scale and areas; not directly comparable.",
				       f->short_name);
}

static struct mu_list groups_record(struct ctx *c, const struct timeline *t)
{
	struct rec_timeline_group *g = arena_calloc(c->a, t->lane_count + 1, sizeof *g);
	size_t i, k;

	for (i = 0; i < t->lane_count; i++) {
		const struct timeline_lane *lane = &t->lane[i];
		struct rec_timeline_row *row = arena_calloc(c->a, lane->mark_count, sizeof *row);

		for (k = 0; k < lane->mark_count; k++)
			row_record(c, &row[k], &lane->mark[k]);
		g[i].id = lane->area->id;
		g[i].area = lane->area->name;
		g[i].href = href_to(c, path_area(lane->area, "index.html", c->a), NULL);
		g[i].headline = lane->area->headline;
		g[i].rows = list_of(row, lane->mark_count);
		g[i].count = (long)lane->mark_count;
	}
	return list_of(g, t->lane_count);
}

/* Each grade id of the bands' scales once, best first within a framework. */
static struct mu_list key_record(struct ctx *c, const struct timeline *t)
{
	VEC(struct rec_key) v = { NULL, 0, 0 };
	size_t i, k, n;

	for (i = 0; i < t->band_count; i++) {
		const struct framework *f = t->band[i].framework;

		for (k = 0; k < f->grade_count; k++) {
			const struct grade *g = &f->grades[k];
			struct rec_key *out;

			for (n = 0; n < v.n && strcmp(v.v[n].grade->id, g->id) != 0; n++)
				;
			if (n < v.n || g->rank == RANK_NONE)
				continue;
			out = vec_push(&v, c->a);
			out->grade = grade_plain(c, g);
			out->text = g->label;
		}
	}
	return list_of(v.v, v.n);
}

static struct mu_list shapes_record(struct ctx *c, const struct timeline *t)
{
	VEC(struct rec_spark_shape) v = { NULL, 0, 0 };
	size_t i, k, n;
	int hollow;

	for (i = 0; i < t->band_count; i++) {
		const struct framework *f = t->band[i].framework;

		for (k = 0; k < f->grade_count; k++)
			for (hollow = 0; hollow <= t->any_narrative; hollow++) {
				const char *id = mark_shape(c, &f->grades[k], hollow);

				for (n = 0; n < v.n && strcmp(v.v[n].id, id) != 0; n++)
					;
				if (n == v.n)
					shape_record(c, vec_push(&v, c->a), id, &f->grades[k], hollow, 0, TIMELINE_MARK);
			}
	}
	return list_of(v.v, v.n);
}

/* From the marks of each report to its day: straight down, or aslant where they were moved. */
static const char *days_path(struct ctx *c, const struct timeline *t)
{
	struct strbuf b = STRBUF_INIT;
	const char *path;
	size_t i;

	for (i = 0; i < t->day_count; i++)
		sb_printf(&b, "M%d %dL%d %dv4", t->day[i].x, t->axis_y - 12, t->day[i].at, t->axis_y - 4);
	path = arena_strdup(c->a, sb_str(&b));
	sb_release(&b);
	return path;
}

/* "26 judgements under 3 frameworks, 2006 to 2017": of the marks that are drawn. */
static const char *caption(struct ctx *c, const struct timeline *t)
{
	const struct framework **seen = arena_calloc(c->a, t->band_count, sizeof *seen);
	int first = 0, last = 0;
	size_t i, k, n, marks = 0, frameworks = 0;

	for (i = 0; i < t->lane_count; i++)
		for (k = 0; k < t->lane[i].mark_count; k++, marks++) {
			const struct report *r = t->lane[i].mark[k].judgement->report;

			for (n = 0; n < frameworks && seen[n] != r->framework; n++)
				;
			if (n == frameworks)
				seen[frameworks++] = r->framework;
			first = !first || r->day.year < first ? r->day.year : first;
			last = r->day.year > last ? r->day.year : last;
		}
	return TEXT(c->a, count_words(marks, "judgement", "judgements", c->a), " under ",
		    count_words(frameworks, "framework", "frameworks", c->a), ", ", number_words(first, c->a),
		    first == last ? "" : " to ", first == last ? "" : number_words(last, c->a));
}

static const char *summary(struct ctx *c, const struct authority *who)
{
	size_t n, i;
	const char **s = timeline_summary(c->p->m, who, c->a, &n);
	const char *all = "";

	for (i = 0; i < n; i++)
		all = arena_printf(c->a, "%s%s%s", all, i ? " " : "", s[i]);
	return all;
}

static void geometry(struct rec_timeline *out, const struct timeline *t)
{
	out->width = t->width;
	out->height = t->height;
	out->lane_x = t->lane_x;
	out->plot_x = t->plot_x;
	out->plot_y = t->plot_y;
	out->plot_width = t->plot_width;
	out->plot_height = t->plot_height;
	out->axis_y = t->axis_y;
	out->sheet_width = t->width + 2 * SHEET_EDGE;
	out->sheet_height = SHEET_HEAD + t->height + SHEET_FOOT;
	out->foot_y = SHEET_HEAD + t->height + 20;
}

const struct rec_timeline *timeline_record(struct ctx *c, const struct authority *who, enum timeline_part part,
					   bool standalone)
{
	struct timeline t;
	struct rec_timeline *out = arena_alloc(c->a, sizeof *out);
	struct rec_band *band;
	struct rec_break *brk;
	struct rec_lane *lane;
	struct rec_tick *tick;
	size_t i;

	timeline_make(&t, c->p->m, who, part, c->p->data_date, c->a);
	if (!t.lane_count)
		return NULL;
	band = arena_calloc(c->a, t.band_count, sizeof *band);
	brk = arena_calloc(c->a, t.break_count + 1, sizeof *brk);
	lane = arena_calloc(c->a, t.lane_count, sizeof *lane);
	tick = arena_calloc(c->a, t.tick_count + 1, sizeof *tick);
	for (i = 0; i < t.band_count; i++)
		band_record(c, &band[i], &t, i);
	for (i = 0; i < t.break_count; i++)
		brk[i] = (struct rec_break){ t.brk[i].x, t.plot_y, t.axis_y, t.brk[i].label.x, t.brk[i].label.y,
					     t.brk[i].label.text, t.brk[i].text };
	for (i = 0; i < t.lane_count; i++)
		lane_record(c, &lane[i], &t, i);
	for (i = 0; i < t.tick_count; i++)
		tick[i] = (struct rec_tick){ t.tick[i].x, t.plot_y, t.axis_y + 4, t.tick[i].label.y,
					     t.tick[i].label.text };
	geometry(out, &t);
	out->id = part == TIMELINE_MAIN ? "timeline" : "older";
	out->title = arena_printf(c->a, "%s: %s", part == TIMELINE_MAIN ? "Timeline of judgements" : "Timeline of older judgements", who->name);
	out->summary = summary(c, who);
	out->caption = caption(c, &t);
	out->standalone = standalone;
	out->bands = list_of(band, t.band_count);
	out->breaks = list_of(brk, t.break_count);
	out->lanes = list_of(lane, t.lane_count);
	out->ticks = list_of(tick, t.tick_count);
	out->days = days_path(c, &t);
	if (part == TIMELINE_MAIN)
		out->shapes = shapes_record(c, &t);
	if (c->wants & WANT_GROUPS)
		out->groups = groups_record(c, &t);
	if (c->wants & WANT_KEY)
		out->key = key_record(c, &t);
	out->has_narrative = t.narrative;
	out->break_count = (long)t.break_count;
	out->more = t.other_count ? count_words(t.other_count, "area", "areas", c->a) : "";
	return out;
}

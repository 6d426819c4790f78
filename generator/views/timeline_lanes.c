/* views/timeline: lanes, their marks and the words beside them. Pure. */
#include "views/timeline_int.h"

#include <string.h>
#include "base/utf8.h"
#include "base/vec.h"
#include "views/spark.h"

/* The text in lines of so many characters at most; a word that is longer stands alone. */
static struct timeline_lines break_text(const char *text, size_t chars, struct arena *a)
{
	struct span rest = span_of(text);
	VEC(struct timeline_text) lines = { NULL, 0, 0 };

	while (rest.n) {
		size_t cut = rest.n, i;

		if (utf8_length(rest) > chars) {
			for (cut = 0, i = 0; i < rest.n; i++) {
				if (rest.p[i] != ' ')
					continue;
				if (cut && utf8_length(span_make(rest.p, i)) > chars)
					break;
				cut = i;
			}
			if (!cut)
				cut = rest.n;
		}
		vec_push(&lines, a)->text = arena_strndup(a, rest.p, cut);
		rest = span_ltrim(span_skip(rest, cut));
	}
	return (struct timeline_lines){ lines.v, lines.n };
}

static const struct framework *in_use(const struct model *m)
{
	size_t i;

	for (i = m->frameworks->n; i-- > 0;)
		if (!date_is_set(m->frameworks->v[i].to))
			return &m->frameworks->v[i];
	return NULL;
}

static void add_mark(struct timeline_lane *lane, const struct column *c, const struct judgement *j, size_t slot,
		     size_t slots)
{
	struct timeline_mark *k = &lane->mark[lane->mark_count];
	const struct timeline_mark *before = lane->mark_count ? k - 1 : NULL;

	k->judgement = j;
	k->band = c->band;
	k->after_break = before && before->band != c->band;
	k->x = c->x - (int)(slots - 1) * MARK_SLOT / 2 + (int)slot * MARK_SLOT;
	lane->mark_count++;
}

static void fill_lane(struct layout *l, struct timeline_lane *lane)
{
	size_t i, k, n, slot;

	for (i = 0; i < l->cols; i++) {
		const struct report *r = l->col[i].report;

		for (k = n = 0; k < r->judgement_count; k++)
			n += r->judgement[k].comparable == lane->area;
		for (k = slot = 0; k < r->judgement_count; k++)
			if (r->judgement[k].comparable == lane->area)
				add_mark(lane, &l->col[i], &r->judgement[k], slot++, n);
	}
	for (i = 1; i < lane->mark_count; i++) {
		const struct timeline_mark *a = &lane->mark[i - 1], *b = a + 1;

		if (!judgements_join(a->judgement, b->judgement) || b->x - a->x <= 2 * TIMELINE_MARK)
			continue;
		lane->join[lane->join_count].x1 = a->x + TIMELINE_MARK;
		lane->join[lane->join_count++].x2 = b->x - TIMELINE_MARK;
	}
}


static struct date day_after(struct date d)
{
	return date_from_days(date_days(d) + 1);
}

/* Where frameworks judged the area, left to right: spans that meet are one. */
static void find_judged(struct layout *l, struct timeline_lane *lane)
{
	const struct comparable *c = lane->area;
	int left = l->t->plot_x, right = left + l->t->plot_width;
	size_t i;

	lane->judged = arena_calloc(l->arena, c->map_count + 1, sizeof *lane->judged);
	for (i = 0; i < c->map_count; i++) {
		const struct framework *f = c->map[i].framework;
		struct date from = c->map[i].area->from, to = c->map[i].area->to;
		struct timeline_span *before = lane->judged_count ? &lane->judged[lane->judged_count - 1] : NULL;
		struct timeline_span s;

		if (date_cmp(f->from, from) > 0)
			from = f->from;
		if (!date_is_set(to) || (date_is_set(f->to) && date_cmp(f->to, to) < 0))
			to = f->to;
		s.x1 = date_is_set(from) ? layout_x(l, from) : left;
		s.x2 = date_is_set(to) ? layout_x(l, day_after(to)) : right;
		s.x1 = s.x1 < left ? left : s.x1;
		s.x2 = s.x2 > right ? right : s.x2;
		if (s.x1 >= s.x2)
			continue;
		if (before && s.x1 <= before->x2)
			before->x2 = s.x2 > before->x2 ? s.x2 : before->x2;
		else
			lane->judged[lane->judged_count++] = s;
	}
}

/* When the framework in use began to judge the area, if that was later than its own beginning. */
static struct date begun_late(const struct framework *now, const struct comparable *c, bool *again)
{
	struct date first = { 0, 0, 0 };
	size_t i;

	*again = false;
	for (i = 0; i < c->map_count; i++) {
		struct date from = c->map[i].area->from;

		if (c->map[i].framework != now) {
			*again = true;
			continue;
		}
		if (!date_is_set(from) || date_cmp(from, now->from) <= 0)
			return (struct date){ 0, 0, 0 };
		if (!date_is_set(first) || date_cmp(from, first) < 0)
			first = from;
	}
	return first;
}

/* "May 2025" that stays on one line. */
static const char *month_whole(struct date d, struct arena *a)
{
	const char *s = month_words(d, a), *gap = strchr(s, ' ');

	return gap ? TEXT_SPANS(a, span_make(s, (size_t)(gap - s)), SPAN_LIT("\u00a0"), span_of(gap + 1)) : s;
}

static void add_words(struct layout *l, const struct model *m, struct timeline_lane *lane)
{
	const struct judgement *j = lane->mark[lane->mark_count - 1].judgement;
	const char *prose = j->basis == BASIS_NARRATIVE ? " (in prose)" : "";
	struct date end = area_end(m, lane->area), begun;
	size_t left, right;
	bool again;

	lane->label = break_text(lane->area->name, LABEL_CHARS, l->arena);
	lane->last = break_text(TEXT(l->arena, j->grade->label, prose, ", ", month_whole(j->report->day, l->arena)),
				LAST_CHARS, l->arena);
	if (l->part == TIMELINE_MAIN) {
		begun = begun_late(in_use(m), lane->area, &again);
		if (date_is_set(begun))
			lane->begun = break_text(TEXT(l->arena, again ? "again since " : "since ", month_whole(begun, l->arena)),
						 LABEL_CHARS, l->arena);
		if (date_is_set(end) && date_cmp(end, l->now) < 0)
			lane->ended = break_text(TEXT(l->arena, "not given since ", month_whole(day_after(end), l->arena)),
						 LAST_CHARS, l->arena);
	}
	left = lane->label.n + lane->begun.n;
	right = lane->last.n + lane->ended.n;
	lane->height = (int)(left > right ? left : right) * TIMELINE_TEXT + 8;
	if (lane->height < LANE_MIN)
		lane->height = LANE_MIN;
}

static size_t *count_marks(struct layout *l, const struct model *m)
{
	size_t *count = arena_calloc(l->arena, m->comparable_count + 1, sizeof *count);
	size_t i, k, lanes = 0;

	for (i = 0; i < l->cols; i++) {
		const struct report *r = l->col[i].report;

		for (k = 0; k < r->judgement_count; k++) {
			const struct judgement *j = &r->judgement[k];

			l->t->any_narrative |= j->comparable && j->basis == BASIS_NARRATIVE;
			if (j->comparable && !count[j->comparable - m->comparable]++)
				lanes++;
		}
	}
	l->t->lane = arena_calloc(l->arena, lanes + 1, sizeof *l->t->lane);
	return count;
}

static bool is_main(const struct comparable *c, const struct framework *now)
{
	size_t i;

	for (i = 0; i < c->map_count && c->map[i].framework != now; i++)
		;
	return c->headline || i < c->map_count;
}

static bool any_narrative(const struct timeline_lane *lane)
{
	size_t i;

	for (i = 0; i < lane->mark_count; i++)
		if (lane->mark[i].judgement->basis == BASIS_NARRATIVE)
			return true;
	return false;
}

/* Lanes of one kind (headline or not), in the order of areas.yaml. */
static void add_lanes(struct layout *l, const struct model *m, const size_t *count, bool headline, bool *in_part)
{
	size_t i;

	for (i = 0; i < m->comparable_count; i++) {
		struct timeline_lane *lane = &l->t->lane[l->t->lane_count];

		if (!in_part[i] || m->comparable[i].headline != headline)
			continue;
		lane->area = &m->comparable[i];
		lane->mark = arena_calloc(l->arena, count[i], sizeof *lane->mark);
		lane->join = arena_calloc(l->arena, count[i], sizeof *lane->join);
		fill_lane(l, lane);
		l->t->narrative |= any_narrative(lane);
		find_judged(l, lane);
		add_words(l, m, lane);
		l->t->lane_count++;
	}
}

void layout_lanes(struct layout *l, const struct model *m)
{
	const struct framework *now = in_use(m);
	size_t *count = count_marks(l, m), i, mains = 0;
	bool *in_part = arena_calloc(l->arena, m->comparable_count + 1, sizeof *in_part);

	for (i = 0; i < m->comparable_count; i++)
		mains += count[i] && is_main(&m->comparable[i], now);
	for (i = 0; i < m->comparable_count; i++) {
		bool main = !mains || is_main(&m->comparable[i], now);

		in_part[i] = count[i] && main == (l->part == TIMELINE_MAIN);
		l->t->other_count += count[i] && !in_part[i];
	}
	add_lanes(l, m, count, true, in_part);
	add_lanes(l, m, count, false, in_part);
}

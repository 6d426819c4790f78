/* pages/make_spark: sparks as records. Part of the pages room; works in the scratch arena of one rendering. */
#include "pages/pages_int.h"

#include <stdlib.h>
#include <string.h>
#include "base/vec.h"
#include "pages/make_int.h"

static const char *shape_id(struct ctx *c, const struct grade *g, bool narrative)
{
	return TEXT(c->a, narrative ? "p-" : "g-", g->id);
}

const struct rec_spark *spark_record(struct ctx *c, const struct judgement *const *v, size_t n)
{
	struct rec_spark *out;
	struct rec_spark_mark *mark;
	struct strbuf joins = STRBUF_INIT, breaks = STRBUF_INIT;
	struct spark s;
	size_t i;

	if (!n)
		return NULL;
	spark_make(&s, &c->p->sparks, c->p->m, v, n, c->a);
	out = arena_alloc(c->a, sizeof *out);
	mark = arena_calloc(c->a, n, sizeof *mark);
	for (i = 0; i < s.mark_count; i++) {
		const struct judgement *j = s.mark[i].judgement;

		mark[i].x = s.mark[i].x;
		mark[i].shape = shape_id(c, j->grade, j->basis == BASIS_NARRATIVE);
	}
	for (i = 0; i < s.join_count; i++)
		sb_printf(&joins, "M%d %dH%d", s.join[i].x1, SPARK_HEIGHT / 2, s.join[i].x2);
	for (i = 0; i < s.break_count; i++)
		sb_printf(&breaks, "M%d 0V%d", s.brk[i], SPARK_HEIGHT);
	out->width = c->p->sparks.width;
	out->height = SPARK_HEIGHT;
	out->words = s.words;
	out->line = arena_printf(c->a, "M0 %dH%d%s", SPARK_HEIGHT / 2, s.end, s.end < c->p->sparks.width ? "m0-4v8" : "");
	out->joins = arena_strdup(c->a, sb_str(&joins));
	out->breaks = arena_strdup(c->a, sb_str(&breaks));
	out->marks = list_of(mark, s.mark_count);
	sb_release(&joins);
	sb_release(&breaks);
	return out;
}

static const char *put_text(char **to, const char *text)
{
	size_t n = strlen(text) + 1;
	char *p = memcpy(*to, text, n);

	*to += n;
	return p;
}

/* A copy in one piece of memory, to be freed. */
static struct rec_spark *keep_spark(const struct rec_spark *s)
{
	const struct rec_spark_mark *from = s->marks.items;
	size_t i, n = s->marks.count, texts = strlen(s->words) + strlen(s->line) + strlen(s->joins) + strlen(s->breaks) + 4;
	struct rec_spark_mark *mark;
	struct rec_spark *out;
	char *text;

	for (i = 0; i < n; i++)
		texts += strlen(from[i].shape) + 1;
	out = xmalloc(sizeof *out + n * sizeof *mark + texts);
	mark = (struct rec_spark_mark *)(out + 1);
	text = (char *)(mark + n);
	*out = *s;
	out->words = put_text(&text, s->words);
	out->line = put_text(&text, s->line);
	out->joins = put_text(&text, s->joins);
	out->breaks = put_text(&text, s->breaks);
	out->marks = list_of(mark, n);
	for (i = 0; i < n; i++)
		mark[i] = (struct rec_spark_mark){ .x = from[i].x, .shape = put_text(&text, from[i].shape) };
	return out;
}

const struct rec_spark *spark_shared(struct ctx *c, const struct authority *who, size_t area, struct area_history h)
{
	const struct model *m = c->p->m;
	_Atomic(struct rec_spark *) *slot = &c->p->spark[(size_t)(who - m->authority) * m->comparable_count + area];
	struct rec_spark *kept = atomic_load(slot), *made;

	if (kept)
		return kept;
	made = keep_spark(spark_record(c, h.v, h.n));
	if (atomic_compare_exchange_strong(slot, &kept, made))
		return made;
	free(made);      /* another thread was first, with the same */
	return kept;
}

void sparks_free(struct pages *p)
{
	size_t i;

	for (i = 0; p->spark && i < p->m->authority_count * p->m->comparable_count; i++)
		free(atomic_load(&p->spark[i]));
	p->spark = NULL;
}

const struct comparable *spark_area(const struct ctx *c)
{
	const struct model *m = c->p->m;
	size_t i;

	for (i = 0; i < m->comparable_count && !m->comparable[i].headline; i++)
		;
	return i < m->comparable_count ? &m->comparable[i] : NULL;
}

const struct rec_spark *spark_of(struct ctx *c, const struct authority *who, const struct comparable *area)
{
	VEC(const struct judgement *) v = { NULL, 0, 0 };
	size_t i, k;

	for (i = 0; i < who->report_count; i++)
		for (k = 0; k < who->report[i]->judgement_count; k++)
			if (who->report[i]->judgement[k].comparable == area)
				*vec_push(&v, c->a) = &who->report[i]->judgement[k];
	return spark_record(c, v.v, v.n);
}

void shape_record(struct ctx *c, struct rec_spark_shape *out, const char *id, const struct grade *g, bool narrative, int y,
		  int r)
{
	enum shape shape = grade_shape(g);

	out->id = id;
	out->path = shape_path(shape, 0, y, r, c->a);
	out->letter = g->letter;
	out->rank = narrative ? RANK_NONE : g->rank;
	out->letter_y = shape_letter_y(shape, y) - (r < TIMELINE_MARK);
	out->narrative = narrative;
}

static void spark_shape(struct ctx *c, struct rec_spark_shape *out, const struct grade *g, bool narrative)
{
	shape_record(c, out, shape_id(c, g, narrative), g, narrative, SPARK_HEIGHT / 2, SPARK_MARK);
}

const struct rec_sparks *sparks_record(struct ctx *c)
{
	const struct spark_axis *axis = &c->p->sparks;
	struct rec_sparks *out;
	struct rec_spark_shape *shape;
	struct rec_spark_label *year;
	const struct grade **grade;
	size_t n, i;

	if (!axis->width)
		return NULL;
	out = arena_alloc(c->a, sizeof *out);
	grade = all_grades(c->p->m, c->a, &n);
	shape = arena_calloc(c->a, 2 * n + 1, sizeof *shape);
	for (i = 0; i < n; i++) {
		spark_shape(c, &shape[2 * i], grade[i], false);
		spark_shape(c, &shape[2 * i + 1], grade[i], true);
	}
	year = arena_calloc(c->a, axis->year_count + 1, sizeof *year);
	for (i = 0; i < axis->year_count; i++)
		year[i] = (struct rec_spark_label){ axis->year[i].x, number_words(axis->year[i].year, c->a) };
	out->width = axis->width;
	out->height = SPARK_HEIGHT;
	out->shapes = list_of(shape, 2 * n);
	out->years = list_of(year, axis->year_count);
	return out;
}

/* ---- the share image ---------------------------------------------------------------- */

#define SHARE_ROWS 6
#define SHARE_TOP 168         /* of the first row */
#define SHARE_HEIGHT 372      /* of all rows */
#define SHARE_PITCH 78        /* of one, at most */

static bool share_row(struct ctx *c, struct rec_share_row *out, const struct authority *who, const struct comparable *area)
{
	const struct judgement *last = NULL;
	struct date end = area_end(c->p->m, area);
	size_t i, k;

	for (i = 0; i < who->report_count; i++)
		for (k = 0; k < who->report[i]->judgement_count; k++)
			if (who->report[i]->judgement[k].comparable == area)
				last = &who->report[i]->judgement[k];
	if (!last)
		return false;
	out->label = area->name;
	out->spark = spark_of(c, who, area);
	out->grade = grade_make(c, last);
	out->when = TEXT(c->a, month_words(last->report->day, c->a), ", ", last->report->framework->short_name);
	if (date_is_set(end) && date_cmp(end, c->p->data_date) < 0)
		out->ended = TEXT(c->a, "not given since ", month_words(date_from_days(date_days(end) + 1), c->a));
	return true;
}

MAKES(share)
{
	const struct model *m = c->p->m;
	const struct authority *who = c->page->subject;
	struct rec_share_page *r = arena_alloc(c->a, sizeof *r);
	struct rec_share_row *row = arena_calloc(c->a, SHARE_ROWS, sizeof *row);
	size_t i, n = 0, sentences;
	long pitch;

	base_make(c, &r->base, who->name, "");
	for (i = 0; i < m->comparable_count && n < SHARE_ROWS; i++)
		if (m->comparable[i].headline && share_row(c, &row[n], who, &m->comparable[i]))
			n++;
	pitch = n ? SHARE_HEIGHT / (long)n : 0;
	for (i = 0; i < n; i++)
		row[i].y = SHARE_TOP + (long)i * (pitch < SHARE_PITCH ? pitch : SHARE_PITCH);
	r->name = who->name;
	r->summary = timeline_summary(m, who, c->a, &sentences)[0];
	r->sparks = sparks_record(c);
	r->rows = list_of(row, n);
	return r;
}

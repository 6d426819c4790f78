/* views/spark: one area of one authority in one row. Pure. */
#include "views/spark.h"

#include "base/vec.h"
#include "views/timeline.h"

#define SLOT (2 * SPARK_MARK + 1)      /* least distance between the middles of two marks */
#define BREAK_SLOT (SLOT + 5)          /* the same with a break between them */
#define YEAR_WIDTH 12
#define WIDTH_MIN 160
#define YEAR_LABEL 40

struct date area_end(const struct model *m, const struct comparable *area)
{
	const struct framework *now = NULL;
	struct date end = { 0, 0, 0 };
	bool judged = false;
	size_t i;

	for (i = m->frameworks->n; i-- > 0 && !now;)
		if (!date_is_set(m->frameworks->v[i].to))
			now = &m->frameworks->v[i];
	for (i = 0; i < area->map_count; i++) {
		const struct area_map *k = &area->map[i];
		struct date to = date_is_set(k->area->to) ? k->area->to : k->framework->to;

		if (k->framework == now && !judged) {
			judged = true;
			end = to;
		} else if (judged == (k->framework == now) && (!judged || date_is_set(end))) {
			end = !date_is_set(to) || date_cmp(to, end) > 0 ? to : end;
		}
	}
	return end;
}

/* What the fullest lane of an authority takes. */
static int need_of(const struct authority *who, const struct model *m, int *take, const struct framework **last)
{
	int most = 0;
	size_t i, k;

	memset(take, 0, m->comparable_count * sizeof *take);
	memset(last, 0, m->comparable_count * sizeof *last);
	for (i = 0; i < who->report_count; i++) {
		const struct report *r = who->report[i];

		for (k = 0; k < r->judgement_count; k++) {
			const struct comparable *c = r->judgement[k].comparable;
			size_t n = c ? (size_t)(c - m->comparable) : 0;

			if (!c)
				continue;
			take[n] += last[n] && last[n] != r->framework ? BREAK_SLOT : SLOT;
			last[n] = r->framework;
			if (take[n] > most)
				most = take[n];
		}
	}
	return most;
}

static int axis_x(const struct spark_axis *axis, struct date d)
{
	long x = (date_days(d) - axis->day0) * axis->width / (axis->day1 - axis->day0);

	return x < 0 ? 0 : x > axis->width ? axis->width : (int)x;
}

static void make_years(struct spark_axis *axis, int first, int last, struct arena *a)
{
	static const int steps[] = { 1, 2, 5, 10, 25, 50 };
	size_t k = 0;
	int year;

	while (k + 1 < sizeof steps / sizeof steps[0] && steps[k] * axis->width / (last + 1 - first) < YEAR_LABEL)
		k++;
	axis->year = arena_calloc(a, (size_t)(last - first) + 1, sizeof *axis->year);
	for (year = first; year <= last; year++) {
		struct spark_year y = { axis_x(axis, (struct date){ year, 1, 1 }), year };

		if (year % steps[k] == 0 && y.x + YEAR_LABEL <= axis->width)
			axis->year[axis->year_count++] = y;
	}
}

void spark_axis_make(struct spark_axis *axis, const struct model *m, struct arena *a)
{
	int *take = arena_calloc(a, m->comparable_count + 1, sizeof *take);
	const struct framework **seen = arena_calloc(a, m->comparable_count + 1, sizeof *seen);
	int first = 0, last = 0;
	size_t i;

	memset(axis, 0, sizeof *axis);
	if (!m->report_count)
		return;
	first = last = m->report[0]->day.year;
	for (i = 0; i < m->report_count; i++) {
		int year = m->report[i]->day.year;

		first = year < first ? year : first;
		last = year > last ? year : last;
	}
	axis->day0 = date_days((struct date){ first, 1, 1 });
	axis->day1 = date_days((struct date){ last, 12, 31 }) + 1;
	axis->width = (last + 1 - first) * YEAR_WIDTH;
	if (axis->width < WIDTH_MIN)
		axis->width = WIDTH_MIN;
	for (i = 0; i < m->authority_count; i++) {
		int need = need_of(&m->authority[i], m, take, seen) + 2;

		if (need > axis->width)
			axis->width = need;
	}
	make_years(axis, first, last, a);
}

static bool breaks(const struct spark *s, size_t i)
{
	return s->mark[i - 1].judgement->report->framework != s->mark[i].judgement->report->framework;
}

static int gap(const struct spark *s, size_t i)
{
	return breaks(s, i) ? BREAK_SLOT : SLOT;
}

/* True places first; then, left to right and back, only what hides another moves. */
static void place(struct spark *s, const struct spark_axis *axis)
{
	size_t i;
	int most;

	for (i = 0; i < s->mark_count; i++) {
		int least = i ? s->mark[i - 1].x + gap(s, i) : SPARK_MARK + 1;

		s->mark[i].x = axis_x(axis, s->mark[i].judgement->report->day);
		if (s->mark[i].x < least)
			s->mark[i].x = least;
	}
	for (i = s->mark_count, most = axis->width - SPARK_MARK - 1; i-- > 0;) {
		if (s->mark[i].x > most)
			s->mark[i].x = most;
		if (i)
			most = s->mark[i].x - gap(s, i);
	}
}

/* A break lies where the new framework began, if that is between the two marks. */
static int break_x(const struct spark *s, const struct spark_axis *axis, size_t i)
{
	const struct framework *f = s->mark[i].judgement->report->framework;
	int least = s->mark[i - 1].x + SPARK_MARK + 3, most = s->mark[i].x - SPARK_MARK - 3;
	int x = date_is_set(f->from) ? axis_x(axis, f->from) : (least + most) / 2;

	return x < least ? least : x > most ? most : x;
}

static void connect(struct spark *s, const struct spark_axis *axis)
{
	size_t i;

	for (i = 1; i < s->mark_count; i++) {
		const struct spark_mark *left = &s->mark[i - 1], *right = &s->mark[i];

		if (breaks(s, i))
			s->brk[s->break_count++] = break_x(s, axis, i);
		if (judgements_join(left->judgement, right->judgement) && right->x - left->x > 2 * SPARK_MARK + 2)
			s->join[s->join_count++] = (struct spark_join){ left->x + SPARK_MARK, right->x - SPARK_MARK };
	}
}

static const char *in_words(const struct spark *s, struct arena *a)
{
	struct strbuf b = STRBUF_INIT;
	const char *words;
	size_t i;

	for (i = 0; i < s->mark_count; i++) {
		const struct judgement *j = s->mark[i].judgement;

		if (i)
			sb_puts(&b, breaks(s, i) ? "; break; " : "; ");
		sb_puts(&b, j->grade->label);
		sb_puts(&b, ", ");
		sb_puts(&b, month_words(j->report->day, a));
		if (i + 1 == s->mark_count || breaks(s, i + 1)) {
			sb_puts(&b, " (");
			sb_puts(&b, j->report->framework->short_name);
			sb_puts(&b, ")");
		}
		if (j->basis == BASIS_NARRATIVE)
			sb_puts(&b, ", stated only in prose");
	}
	words = arena_strdup(a, sb_str(&b));
	sb_release(&b);
	return words;
}

void spark_make(struct spark *s, const struct spark_axis *axis, const struct model *m,
		const struct judgement *const *v, size_t n, struct arena *a)
{
	struct date end = area_end(m, v[0]->comparable);
	size_t i;

	memset(s, 0, sizeof *s);
	s->mark = arena_calloc(a, n, sizeof *s->mark);
	s->join = arena_calloc(a, n, sizeof *s->join);
	s->brk = arena_calloc(a, n, sizeof *s->brk);
	for (i = 0; i < n; i++)
		s->mark[i].judgement = v[i];
	s->mark_count = n;
	place(s, axis);
	connect(s, axis);
	s->end = date_is_set(end) ? axis_x(axis, end) : axis->width;
	if (s->end < s->mark[n - 1].x)
		s->end = s->mark[n - 1].x;
	s->words = in_words(s, a);
}

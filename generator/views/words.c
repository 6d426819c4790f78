/* views/words: dates, spans of time, lists and marks in words. Pure; English only. */
#include "views/words.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

static const char *const months[] = {
	"", "January", "February", "March", "April", "May", "June", "July", "August", "September",
	"October", "November", "December"
};

/* Outlines, with the fall of a letter's baseline below the middle. */
static const struct {
	const char *name;
	int letter;
} shapes[] = {
	[SHAPE_CIRCLE] = { "circle", 5 },   [SHAPE_SQUARE] = { "square", 5 },
	[SHAPE_DIAMOND] = { "diamond", 5 }, [SHAPE_HEXAGON] = { "hexagon", 5 },
	[SHAPE_TRIANGLE] = { "triangle", 6 }, [SHAPE_DASH] = { "dash", 5 },
};
_Static_assert(sizeof shapes / sizeof shapes[0] == SHAPES, "one row a shape");

#define PARTS_MAX 16

/* Most parts are short: the ends of one meet or overlap in two copies of a fixed length. */
static inline char *put(char *to, const char *from, size_t n)
{
	if (n > 16) {
		memcpy(to, from, n);
	} else if (n >= 8) {
		memcpy(to, from, 8);
		memcpy(to + n - 8, from + n - 8, 8);
	} else if (n >= 4) {
		memcpy(to, from, 4);
		memcpy(to + n - 4, from + n - 4, 4);
	} else if (n) {
		to[0] = from[0];
		to[n / 2] = from[n / 2];
		to[n - 1] = from[n - 1];
	}
	return to + n;
}

const char *span_join(struct arena *a, const struct span *part, size_t n)
{
	size_t total = 0, i;
	char *s, *p;

	for (i = 0; i < n; i++)
		total += part[i].n;
	s = p = arena_text(a, total);
	for (i = 0; i < n; i++)
		p = put(p, part[i].p, part[i].n);
	return s;
}

const char *text_join(struct arena *a, const char *const *part, size_t n)
{
	size_t length[PARTS_MAX], total = 0, i;
	char *s, *p;

	assert(n <= PARTS_MAX);
	for (i = 0; i < n; i++)
		total += length[i] = strlen(part[i]);
	s = p = arena_text(a, total);
	for (i = 0; i < n; i++)
		p = put(p, part[i], length[i]);
	return s;
}

const char *number_words(long n, struct arena *a)
{
	char where[DIGITS_MAX];
	struct span s = digits_of(where, n < 0 ? 0ul - (unsigned long)n : (unsigned long)n, n < 0);

	return arena_strndup(a, s.p, s.n);
}

enum shape grade_shape(const struct grade *g)
{
	static const enum shape by_rank[] = {
		SHAPE_DASH, SHAPE_CIRCLE, SHAPE_SQUARE, SHAPE_DIAMOND, SHAPE_TRIANGLE
	};

	if (!strcmp(g->id, "adequate"))
		return SHAPE_HEXAGON;   /* shares a rank with requires-improvement, never its mark */
	if (g->rank < 0)
		return SHAPE_DASH;
	return g->rank > 4 ? SHAPE_TRIANGLE : by_rank[g->rank];
}

const char *shape_name(enum shape s)
{
	return shapes[s].name;
}

int shape_letter_y(enum shape s, int y)
{
	return y + shapes[s].letter;
}

const char *shape_path(enum shape s, int x, int y, int r, struct arena *a)
{
	int q = r * 7 / 8, h = r / 2;

	switch (s) {
	case SHAPE_CIRCLE:
		return arena_printf(a, "M%d %da%d %d 0 1 0 %d 0a%d %d 0 1 0 %d 0z", x - r, y, r, r, 2 * r, r, r,
				    -2 * r);
	case SHAPE_SQUARE:
		return arena_printf(a, "M%d %dh%dv%dh%dz", x - q, y - q, 2 * q, 2 * q, -2 * q);
	case SHAPE_DIAMOND:
		return arena_printf(a, "M%d %dl%d %dl%d %dl%d %dz", x, y - r, r, r, -r, r, -r, -r);
	case SHAPE_HEXAGON:
		return arena_printf(a, "M%d %dl%d %dh%dl%d %dl%d %dh%dz", x - r, y, h, -q, 2 * (r - h), h, q, -h, q,
				    -2 * (r - h));
	case SHAPE_TRIANGLE:
		return arena_printf(a, "M%d %dl%d %dh%dz", x, y - r, r, 2 * q, -2 * r);
	case SHAPE_DASH:
	case SHAPES:
		break;
	}
	return arena_printf(a, "M%d %dh%dv%dh%dz", x - r, y - h, 2 * r, 2 * h, -2 * r);
}

const char *month_words(struct date d, struct arena *a)
{
	char year[DIGITS_MAX];

	if (!date_is_set(d))
		return "";
	return TEXT_SPANS(a, span_of(months[d.month]), SPAN_LIT(" "), digits_of(year, (unsigned long)d.year, false));
}

static const char *range_words(struct date from, struct date to, struct arena *a)
{
	if (!date_cmp(from, to))
		return date_long(to, a);
	if (from.year != to.year)
		return arena_printf(a, "%s to %s", date_long(from, a), date_long(to, a));
	if (from.month != to.month)
		return arena_printf(a, "%d %s to %s", from.day, months[from.month], date_long(to, a));
	return arena_printf(a, "%d to %s", from.day, date_long(to, a));
}

const char *inspected_words(const struct report *r, struct arena *a)
{
	if (date_is_set(r->start) && date_is_set(r->end))
		return range_words(r->start, r->end, a);
	if (date_is_set(r->end) || date_is_set(r->start))
		return date_long(date_is_set(r->end) ? r->end : r->start, a);
	if (date_is_set(r->published))
		return TEXT(a, "published ", date_long(r->published, a));
	return date_long(r->day, a);
}

const char *years_words(struct date from, struct date to, struct arena *a)
{
	if (!date_is_set(from))
		return date_is_set(to) ? arena_printf(a, "until %d", to.year) : "";
	if (!date_is_set(to))
		return arena_printf(a, "since %d", from.year);
	if (from.year == to.year)
		return arena_printf(a, "%d", from.year);
	return arena_printf(a, "%d to %d", from.year, to.year);
}

const char *count_words(size_t n, const char *one, const char *many, struct arena *a)
{
	return TEXT(a, number_words((long)n, a), " ", n == 1 ? one : many);
}

const char *age_words(struct date then, struct date now, struct arena *a)
{
	int months_between;
	size_t y, m;

	if (!date_is_set(then) || !date_is_set(now) || date_cmp(then, now) > 0)
		return "";
	months_between = (now.year - then.year) * 12 + now.month - then.month - (now.day < then.day);
	if (months_between < 1)
		return "less than a month";
	y = (size_t)months_between / 12;
	m = (size_t)months_between % 12;
	if (!y)
		return count_words(m, "month", "months", a);
	if (!m)
		return count_words(y, "year", "years", a);
	return arena_printf(a, "%s %s", count_words(y, "year", "years", a), count_words(m, "month", "months", a));
}

const char *list_words(const char *const *item, size_t n, struct arena *a)
{
	struct strbuf b = STRBUF_INIT;
	const char *s;
	size_t i;

	for (i = 0; i < n; i++) {
		if (i)
			sb_puts(&b, i + 1 == n ? " and " : ", ");
		sb_puts(&b, item[i]);
	}
	s = arena_strdup(a, sb_str(&b));
	sb_release(&b);
	return s;
}

const char *in_sentence(const char *label, struct arena *a)
{
	char *s = arena_strdup(a, label);

	/* "LSCB" and the like keep their capitals. */
	if (s[0] && (!s[1] || !isupper((unsigned char)s[1])))
		s[0] = (char)tolower((unsigned char)s[0]);
	return s;
}

const char *area_words(const struct area *area, const struct strand *strand, struct arena *a)
{
	if (!strand || !strand->id[0])
		return area->label;
	return TEXT(a, area->label, " (", in_sentence(strand->label, a), ")");
}

const char *judgement_words(const struct judgement *j, struct arena *a)
{
	return TEXT(a, j->grade->label, " for ", in_sentence(area_words(j->area, j->strand, a), a));
}

const char *basis_words(enum basis b)
{
	static const char *const words[] = {
		[BASIS_TABLE] = "in a table of judgements",
		[BASIS_RECORD] = "in the record of findings",
		[BASIS_HEADING] = "in a graded heading",
		[BASIS_HEADLINE] = "in the sentence that awards it",
		[BASIS_NARRATIVE] = "stated only in prose",
		[BASIS_FRONT_MATTER] = "given by hand",
	};
	_Static_assert(sizeof words / sizeof words[0] == BASIS_COUNT, "words for each basis");

	return words[b];
}

const char *relation_words(enum relation r)
{
	static const char *const words[] = {
		[REL_SAME] = "the same judgement",
		[REL_SIMILAR] = "a similar judgement, not the same",
		[REL_PARTIAL] = "a part of this area",
	};

	return words[r];
}

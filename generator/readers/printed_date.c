/* readers: dates as reports print them.
 *
 * A phrase is cut into days, months and years; everything else is glue. A day
 * without its own month or year takes them from the date that follows it
 * ("6 – 17 February 2012", "28 March to 1 April 2022"). Dates of figures are
 * British, the day first ("12/07/2012"), or begin with the year ("2012-07-12"). */
#include "readers/readers_int.h"

#include <string.h>

#define MAX_DATES 8

struct parts {
	struct date date[MAX_DATES];
	bool own_year[MAX_DATES];
	size_t n;
};

static struct span take_while(struct span *s, bool (*is)(char))
{
	size_t n = 0;
	struct span word;

	while (n < s->n && is(s->p[n]))
		n++;
	word = span_make(s->p, n);
	*s = span_skip(*s, n);
	return word;
}

static long number_of(struct span digits)
{
	long v = 0;

	for (; digits.n && v < 100000; digits = span_skip(digits, 1))
		v = v * 10 + (*digits.p - '0');
	return v;
}

/* A number of one or two digits opens a date, one of four closes it. False: too much. */
static bool take_number(struct parts *p, long v, size_t digits)
{
	struct date *last = p->n ? &p->date[p->n - 1] : NULL;

	if (digits <= 2 && v >= 1 && v <= 31) {
		if (p->n == MAX_DATES)
			return false;
		p->own_year[p->n] = false;
		p->date[p->n++] = (struct date){ 0, 0, (int)v };
	} else if (digits == 4 && last && last->month && !last->year) {
		last->year = (int)v;
		p->own_year[p->n - 1] = true;
	}
	return true;
}

/* Three numbers with one mark between them: a date of figures. Takes it off s. False: it is not one. */
static bool take_figures(struct span *s, struct date *out)
{
	struct span rest = *s, digits;
	long v[3] = { 0, 0, 0 };
	size_t width[3] = { 0, 0, 0 }, i;
	char mark = 0;

	for (i = 0; i < 3; i++) {
		if (i && (!rest.n || !strchr("/.-", *rest.p) || (mark && *rest.p != mark)))
			return false;
		if (i) {
			mark = *rest.p;
			rest = span_skip(rest, 1);
		}
		digits = take_while(&rest, is_digit);
		v[i] = number_of(digits);
		width[i] = digits.n;
	}
	if (width[0] == 4 && width[1] == 2 && width[2] == 2)
		*out = (struct date){ (int)v[0], (int)v[1], (int)v[2] };
	else if (width[0] && width[0] <= 2 && width[1] && width[1] <= 2 && (width[2] == 4 || width[2] == 2))
		*out = (struct date){ (int)v[2] + (width[2] == 2 ? 2000 : 0), (int)v[1], (int)v[0] };
	else
		return false;
	*s = rest;
	return true;
}

static int month_of(struct span word)
{
	/* The one month that is often cut to four letters. */
	return month_from_name(word.n == 4 && (span_is(word, "Sept") || span_is(word, "sept")) ? span_make(word.p, 3) : word);
}

static bool cut_parts(struct span s, struct parts *p)
{
	memset(p, 0, sizeof *p);
	while (s.n) {
		struct date figures;

		if (is_digit(*s.p) && take_figures(&s, &figures)) {
			if (p->n == MAX_DATES)
				return false;
			p->own_year[p->n] = true;
			p->date[p->n++] = figures;
		} else if (is_digit(*s.p)) {
			struct span digits = take_while(&s, is_digit);

			if (!take_number(p, number_of(digits), digits.n))
				return false;
		} else if (is_letter(*s.p)) {
			int month = month_of(take_while(&s, is_letter));

			if (month && p->n && !p->date[p->n - 1].month)
				p->date[p->n - 1].month = month;
		} else {
			s = span_skip(s, 1);
		}
	}
	return p->n > 0;
}

/* Fills what a date leaves out from the one after it. */
static bool complete(struct parts *p)
{
	size_t i = p->n;

	while (i-- > 0) {
		struct date *d = &p->date[i];
		const struct date *after = i + 1 < p->n ? &p->date[i + 1] : NULL;

		if (!d->month && after)
			d->month = after->month;
		if (!d->year && after) {
			d->year = after->year;
			/* December to January: the first is a year before. */
			if (d->month > after->month)
				d->year--;
		}
		if (!date_is_valid(*d))
			return false;
	}
	return true;
}

bool printed_date(struct span s, struct date *out)
{
	struct parts p;

	if (!cut_parts(s, &p) || p.n != 1 || !complete(&p))
		return false;
	*out = p.date[0];
	return true;
}

bool printed_period(struct span s, struct date *start, struct date *end)
{
	struct parts p;

	if (!cut_parts(s, &p) || !complete(&p))
		return false;
	*start = p.date[0];
	*end = p.date[p.n - 1];
	return true;
}

bool only_dates(struct span s)
{
	static const char *const between[] = { "st", "nd", "rd", "th", "and", "to", "from", "until" };
	bool dated = false;
	size_t i;

	while (s.n) {
		struct span word;

		if (is_digit(*s.p)) {
			dated |= take_while(&s, is_digit).n == 4;
		} else if (!is_letter(*s.p)) {
			s = span_skip(s, 1);
		} else {
			word = take_while(&s, is_letter);
			for (i = 0; i < sizeof between / sizeof *between && !span_is(word, between[i]); i++)
				;
			if (i == sizeof between / sizeof *between && !month_of(word) && !span_ends(word, "day"))
				return false;
			dated |= month_of(word) > 0;
		}
	}
	return dated;
}

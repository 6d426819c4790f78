/* base/date: the proleptic Gregorian calendar and nothing else. */
#include "base/date.h"

#include <string.h>
#include <strings.h>

static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December" };

bool date_is_set(struct date d)
{
	return d.year != 0;
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

bool date_is_valid(struct date d)
{
	return d.year >= 1900 && d.year <= 2199 && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
	       d.day <= month_days(d.year, d.month);
}

int date_cmp(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return a.day < b.day ? -1 : a.day > b.day;
}

static int digits(const char *p, int n)
{
	int value = 0;

	while (n--) {
		if (*p < '0' || *p > '9')
			return -1;
		value = value * 10 + (*p++ - '0');
	}
	return value;
}

bool date_parse_iso(struct span s, struct date *out)
{
	struct date d;

	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-')
		return false;
	d = (struct date){ digits(s.p, 4), digits(s.p + 5, 2), digits(s.p + 8, 2) };
	if (!date_is_valid(d))
		return false;
	*out = d;
	return true;
}

/* Years are counted from March, so that the leap day is the last of a year. */
long date_days(struct date d)
{
	long y = d.month <= 2 ? d.year - 1 : d.year;
	long m = d.month <= 2 ? d.month + 9 : d.month - 3;
	long era = y / 400;
	long yoe = y % 400;
	long doy = (153 * m + 2) / 5 + d.day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct date date_from_days(long days)
{
	long z = days + 719468;
	long era = z / 146097;
	long doe = z % 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long m = (5 * doy + 2) / 153;
	struct date d;

	d.day = (int)(doy - (153 * m + 2) / 5 + 1);
	d.month = (int)(m < 10 ? m + 3 : m - 9);
	d.year = (int)(era * 400 + yoe + (m >= 10));
	return d;
}

#define ISO 10                    /* bytes of YYYY-MM-DD */

static char *two_digits(char *to, int n)
{
	to[0] = (char)('0' + n / 10 % 10);
	to[1] = (char)('0' + n % 10);
	return to + 2;
}

static void write_iso(char *to, struct date d)
{
	to = two_digits(to, d.year / 100);
	to = two_digits(to, d.year);
	*to++ = '-';
	to = two_digits(to, d.month);
	*to++ = '-';
	two_digits(to, d.day);
}

void date_put_iso(struct strbuf *b, struct date d)
{
	char text[ISO];

	if (!date_is_set(d))
		return;
	write_iso(text, d);
	sb_add(b, text, sizeof text);
}

const char *date_iso(struct date d, struct arena *a)
{
	char text[ISO];

	if (!date_is_set(d))
		return "";
	write_iso(text, d);
	return arena_strndup(a, text, sizeof text);
}

const char *date_long(struct date d, struct arena *a)
{
	char text[32], *p = text;
	const char *month;

	if (!date_is_set(d))
		return "";
	month = months[d.month - 1];
	if (d.day > 9)
		*p++ = (char)('0' + d.day / 10);
	*p++ = (char)('0' + d.day % 10);
	*p++ = ' ';
	while (*month)
		*p++ = *month++;
	*p++ = ' ';
	p = two_digits(two_digits(p, d.year / 100), d.year);
	return arena_strndup(a, text, (size_t)(p - text));
}

int month_from_name(struct span s)
{
	int i;

	for (i = 0; i < 12; i++) {
		if (s.n == strlen(months[i]) && strncasecmp(s.p, months[i], s.n) == 0)
			return i + 1;
		if (s.n == 3 && strncasecmp(s.p, months[i], 3) == 0)
			return i + 1;
	}
	return 0;
}

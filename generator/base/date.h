/* base/date: calendar dates without clock or time zone.
 * All-zero is "no date". Valid years are 1900 to 2199. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

struct date {
	int year, month, day;      /* month 1-12, day 1-31 */
};

bool date_is_set(struct date d);
bool date_is_valid(struct date d);
int date_cmp(struct date a, struct date b);          /* <0, 0, >0 */
/* Exactly YYYY-MM-DD of a day that exists; otherwise false and *out untouched. */
bool date_parse_iso(struct span s, struct date *out);
/* Days since 1 January 1970 (negative before). */
long date_days(struct date d);
struct date date_from_days(long days);
/* Appends "2012-02-17"; nothing for no date. */
void date_put_iso(struct strbuf *b, struct date d);
/* "2012-02-17"; "" for no date. */
const char *date_iso(struct date d, struct arena *a);
/* "17 February 2012"; "" for no date. */
const char *date_long(struct date d, struct arena *a);
/* 1-12 for a full English month name or its first three letters, any case; 0 otherwise. */
int month_from_name(struct span s);

#endif

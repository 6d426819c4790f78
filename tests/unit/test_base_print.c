/* base: the quick ways of printing against printf and against what is easiest to see. */
#include "unit.h"

#include <limits.h>
#include "base/date.h"
#include "base/escape.h"
#include "base/format.h"

/* What both give, and whether it was the quick way that should have been taken. */
static void same(bool quick, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void same(bool quick, const char *fmt, ...)
{
	struct arena a = ARENA_INIT;
	struct strbuf b = STRBUF_INIT;
	struct format f;
	char want[4096];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(want, sizeof want, fmt, ap);
	va_end(ap);
	va_start(ap, fmt);
	assert_string_equal(arena_vprintf(&a, fmt, ap), want);
	va_end(ap);
	sb_puts(&b, "before ");
	va_start(ap, fmt);
	sb_vprintf(&b, fmt, ap);
	va_end(ap);
	assert_int_equal(strlen(want) + 7, b.n);
	assert_string_equal(sb_str(&b) + 7, want);
	va_start(ap, fmt);
	assert_int_equal(format_make(&f, fmt, ap), quick);
	va_end(ap);
	sb_release(&b);
	arena_release(&a);
}

static void formats_print_as_printf_does(void **state)
{
	static const long numbers[] = { 0, 1, -1, 9, 10, -10, 99, 100, 12345, INT_MAX, INT_MIN, LONG_MAX, LONG_MIN };
	static const char *volatile nothing;      /* volatile, that the compiler does not warn of it */
	size_t i;

	(void)state;
	same(true, "plain");
	same(true, "%s", "");
	same(true, "%s and %s: 100%%%c", "one", "two", '!');
	same(true, "[%.*s|%.*s|%.*s]", 3, "abcdef", 0, "x", 9, "short");
	same(true, "%.*s", 0, nothing);
	for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		same(true, "%d %u %ld %lu %zu", (int)numbers[i], (unsigned)numbers[i], numbers[i],
		     (unsigned long)numbers[i], (size_t)numbers[i]);
	same(false, "%04d-%02d", 2012, 2);
	same(false, "%s %5s", "a", "b");
	same(false, "%.4s", "abcdef");
	same(false, "%s %x", "before", 255u);
	same(false, "%d %.3f", 7, 1.5);
	same(false, "%.*s", -1, "all of it");
	same(false, "%d%d%d%d%d%d%d%d%d%d%d%d%d", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
	same(false, "%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s", "a", "b", "c", "d", "e", "f",
	     "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "1", "2",
	     "3", "4", "5", "6", "7");
}

static void numbers_are_decimal(void **state)
{
	static const long numbers[] = { 0, 7, -7, 10, 1000000, LONG_MAX, LONG_MIN };
	struct strbuf b = STRBUF_INIT;
	char want[64];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		sb_clear(&b);
		sb_int(&b, numbers[i]);
		sb_putc(&b, ' ');
		sb_uint(&b, (unsigned long)numbers[i]);
		snprintf(want, sizeof want, "%ld %lu", numbers[i], (unsigned long)numbers[i]);
		assert_string_equal(sb_str(&b), want);
	}
	sb_release(&b);
}

static void dates_have_all_their_digits(void **state)
{
	struct arena a = ARENA_INIT;
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December" };
	struct strbuf b = STRBUF_INIT;
	char want[64], words[64];
	long n;

	(void)state;
	for (n = date_days((struct date){ 1900, 1, 1 }); n < date_days((struct date){ 2200, 1, 1 }); n += 13) {
		struct date d = date_from_days(n);

		snprintf(want, sizeof want, "%04d-%02d-%02d", d.year, d.month, d.day);
		assert_string_equal(date_iso(d, &a), want);
		snprintf(words, sizeof words, "%d %s %d", d.day, months[d.month - 1], d.year);
		assert_string_equal(date_long(d, &a), words);
		sb_clear(&b);
		date_put_iso(&b, d);
		assert_string_equal(sb_str(&b), want);
	}
	date_put_iso(&b, (struct date){ 0, 0, 0 });
	assert_string_equal(sb_str(&b), want);
	assert_string_equal(date_iso((struct date){ 0, 0, 0 }, &a), "");
	sb_release(&b);
	arena_release(&a);
}

static void plain_json(struct strbuf *out, struct span s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (i + 2 < s.n && (!memcmp(s.p + i, "\xe2\x80\xa8", 3) || !memcmp(s.p + i, "\xe2\x80\xa9", 3))) {
			sb_printf(out, "\\u%04x", 0x2000u + (unsigned char)s.p[i + 2] - 0x80);
			i += 2;
		} else if (c == '"' || c == '\\') {
			sb_printf(out, "\\%c", c);
		} else if (c == '\n') {
			sb_puts(out, "\\n");
		} else if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x7f) {
			sb_printf(out, "\\u%04x", c);
		} else {
			sb_putc(out, (char)c);
		}
	}
}

static void plain_csv(struct strbuf *out, struct span s)
{
	bool quote = false;
	size_t i;

	for (i = 0; i < s.n; i++)
		quote |= s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\r' || s.p[i] == '\n';
	sb_puts(out, quote ? "\"" : "");
	for (i = 0; i < s.n; i++)
		sb_printf(out, s.p[i] == '"' ? "\"%c" : "%c", s.p[i]);
	sb_puts(out, quote ? "\"" : "");
}

static void each_escape_is_as_when_it_goes_byte_by_byte(void **state)
{
	static const char alphabet[] = "abcdefgh 0123\"\\<>&,\n\r\t\x1f\x7f\xe2\x80\xa8\xa9\xc3";
	struct strbuf quick = STRBUF_INIT, slow = STRBUF_INIT;
	unsigned seed = 7;
	int round, i;

	(void)state;
	for (round = 0; round < 20000; round++) {
		char *text = malloc(40);
		int n = round % 40;

		/* a letter first, as formulas are another test's; mostly letters, that runs get long */
		for (i = 0; i < n; i++) {
			seed = seed * 1103515245u + 12345u;
			text[i] = alphabet[(seed >> 16) % (i == 0 || round % 3 ? 13 : sizeof alphabet - 1)];
		}
		if (n > 4 && round % 3)
			text[(seed >> 8) % (unsigned)(n - 1) + 1] = alphabet[(seed >> 20) % (sizeof alphabet - 1)];
		if (n > 8 && round % 5 == 0)
			memcpy(text + (seed >> 9) % (unsigned)(n - 3) + 1, round % 2 ? "\xe2\x80\xa8" : "\xe2\x80\xa9", 3);
		text = realloc(text, n ? (size_t)n : 1);      /* so that a byte too far is seen */
		sb_clear(&quick);
		sb_clear(&slow);
		escape_json(&quick, span_make(text, (size_t)n));
		plain_json(&slow, span_make(text, (size_t)n));
		assert_string_equal(sb_str(&quick), sb_str(&slow));
		sb_clear(&quick);
		sb_clear(&slow);
		escape_csv(&quick, span_make(text, (size_t)n));
		plain_csv(&slow, span_make(text, (size_t)n));
		assert_string_equal(sb_str(&quick), sb_str(&slow));
		free(text);
	}
	sb_release(&quick);
	sb_release(&slow);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_print_as_printf_does),
		cmocka_unit_test(numbers_are_decimal),
		cmocka_unit_test(dates_have_all_their_digits),
		cmocka_unit_test(each_escape_is_as_when_it_goes_byte_by_byte),
	};

	return RUN_ALL(tests);
}

/* base/sixteen: both forms say the same; and what is built on it: UTF-8 checked as utf8proc does. */
#include "unit.h"

#include <utf8proc.h>
#include "base/sixteen.h"
#include "base/utf8.h"

static unsigned seed = 7;

static unsigned draw(unsigned n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static void both_forms(void **state)
{
	unsigned n;

	(void)state;
	for (n = 0; n < 20000; n++) {
		char a[16], b[16];
		sixteen x, y, least, most;
		size_t i;

		for (i = 0; i < 16; i++) {
			a[i] = (char)draw(256);
			b[i] = (char)(draw(3) ? draw(256) : (unsigned char)a[i]);
		}
		x = sixteen_at(a), y = sixteen_at(b);
		least = sixteen_least(x, y), most = sixteen_most(x, y);
		assert_false(sixteen_any((sixteen)(least != sixteen_least_plain(x, y))));
		assert_false(sixteen_any((sixteen)(most != sixteen_most_plain(x, y))));
		for (i = 0; i < 16; i++) {
			assert_int_equal(least[i], x[i] < y[i] ? x[i] : y[i]);
			assert_int_equal(most[i], x[i] < y[i] ? y[i] : x[i]);
		}
		assert_int_equal(sixteen_bits(x), sixteen_bits_plain(x));
		x &= sixteen_of(draw(2) ? 0x7f : 0xff), x &= sixteen_of(draw(2) ? 0x7f : 0xff);
		assert_int_equal(sixteen_any(x), sixteen_any_plain(x));
		memset(a, 0, sizeof a);
		a[draw(16)] = (char)(draw(2) << 7);
		assert_int_equal(sixteen_any(sixteen_at(a)), sixteen_any_plain(sixteen_at(a)));
	}
}

static ptrdiff_t slowly(struct span s)
{
	size_t i = 0;

	while (i < s.n) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t n =
			utf8proc_iterate((const utf8proc_uint8_t *)s.p + i, (utf8proc_ssize_t)(s.n - i), &cp);

		if (n < 1)
			return (ptrdiff_t)i;
		i += (size_t)n;
	}
	return -1;
}

/* Every sequence of three bytes that begins with a lead byte, and long texts with some damage. */
static void utf8_as_utf8proc(void **state)
{
	static const char *const piece[] = {"plain text of some length, ",
					    "\xe2\x80\x99",
					    "\xc3\xa9",
					    "\xf0\x9f\x98\x80",
					    "\xed\x9f\xbf",
					    "\xe0\xa0\x80"};
	unsigned a, b, c, n, k;

	(void)state;
	for (a = 0x80; a < 0x100; a++)
		for (b = 0; b<0x100; b += b> 0xd0 || b < 0x70 ? 8 : 1)
			for (c = 0; c < 0x100; c += 13) {
				char bytes[] = {(char)a, (char)b, (char)c, 'x', (char)0x80};
				size_t len;

				for (len = 1; len <= sizeof bytes; len++)
					assert_int_equal(utf8_invalid(span_make(bytes, len)),
							 slowly(span_make(bytes, len)));
			}
	for (n = 0; n < 5000; n++) {
		struct strbuf text = STRBUF_INIT;

		for (k = draw(30); k; k--)
			sb_puts(&text, piece[draw(3) ? 0 : draw(6)]);
		if (text.n && draw(2))
			text.p[draw((unsigned)text.n)] = (char)draw(256);
		sb_truncate(&text, draw(4) || !text.n ? text.n : draw((unsigned)text.n));
		assert_int_equal(utf8_invalid(sb_view(&text)), slowly(sb_view(&text)));
		sb_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(both_forms), cmocka_unit_test(utf8_as_utf8proc)};

	return RUN_ALL(tests);
}

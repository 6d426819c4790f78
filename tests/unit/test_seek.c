/* base/seek: what sixteen bytes at once find, a plain loop finds. */
#include "unit.h"
#include "base/arena.h"
#include "base/seek.h"

static unsigned plain_word(const char *p)
{
	unsigned n = 0;

	while (n < 16 && (unsigned char)p[n] > ' ' && (unsigned char)p[n] < 0x80 && p[n] != '/' && p[n] != '=' && p[n] != '>')
		n++;
	return n;
}

static void test_sixteen(void **state)
{
	unsigned at, c;

	(void)state;
	for (c = 0; c < 256; c++) {
		for (at = 0; at <= 16; at++) {
			char bytes[16];

			memset(bytes, c == 'a' ? 'b' : 'a', sizeof bytes);
			if (at < 16)
				bytes[at] = (char)c;
			assert_int_equal(seek_16(bytes, (char)c), at);
			assert_int_equal(seek_word_end_16(bytes), plain_word(bytes));
		}
	}
	assert_int_equal(seek_word_end_16("data-letter:_.'\""), 16);
	assert_int_equal(seek_word_end_16("a=bbbbbbbbbbbbbbbbbb"), 1);
	assert_int_equal(seek_word_end_16("abc/=bbbbbbbbbbbbbbb"), 3);
	assert_int_equal(seek_word_end_16(">               "), 0);
}

/* Not a byte outside the text is read: the sanitiser would see it. */
static void test_any_length(void **state)
{
	size_t n, at;

	(void)state;
	for (n = 1; n < 70; n++) {
		char *bytes = xmalloc(n);

		memset(bytes, '.', n);
		for (at = 0; at < n; at++) {
			bytes[at] = '<';
			assert_ptr_equal(seek(bytes, bytes + n, '<'), bytes + at);
			assert_ptr_equal(seek(bytes, bytes + at, '<'), bytes + at);
			bytes[at] = '.';
		}
		assert_ptr_equal(seek(bytes, bytes + n, '<'), bytes + n);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sixteen),
		cmocka_unit_test(test_any_length),
	};

	return RUN_ALL(tests);
}

/* pages/url: addresses that work at /, below a folder and from file://. */
#include "test_views_world.h"
#include "pages/url.h"

static void paths(void **state)
{
	struct world w;
	struct arena *a = &w.a;
	const struct authority *v;

	(void)state;
	world_open(&w);
	v = w.m.authority;
	assert_string_equal(path_authority(&v[0], "index.html", a), "authorities/alfold/index.html");
	assert_string_equal(path_area(&w.m.comparable[1], "data.csv", a), "areas/leadership/data.csv");
	assert_string_equal(path_compare(&v[0], &v[1], a), "compare/alfold/barset/index.html");
	assert_string_equal(path_compare(&v[1], &v[0], a), "compare/alfold/barset/index.html");
	assert_string_equal(path_text("about", a), "about/index.html");
	world_close(&w);
}

static void sites_and_roots(void **state)
{
	struct arena a = ARENA_INIT;

	(void)state;
	assert_string_equal(url_site("index.html", &a), "");
	assert_string_equal(url_site("about/index.html", &a), "about/");
	assert_string_equal(url_site("about/windex.html", &a), "about/windex.html");
	assert_string_equal(url_site("feed.atom", &a), "feed.atom");
	assert_string_equal(url_root("index.html", &a), "");
	assert_string_equal(url_root("reports/a/2012-02-17/index.html", &a), "../../../");
	assert_string_equal(url_absolute("https://e.org/s/", "about/index.html", "x", &a), "https://e.org/s/about/#x");
	assert_string_equal(url_absolute("", "feed.atom", NULL, &a), "feed.atom");
	assert_string_equal(url_encode("a b&c?\xc3\xa9~", &a), "a%20b%26c%3F%C3%A9~");
	assert_string_equal(url_folded("About/INDEX.html", &a), "about/index.html");
	arena_release(&a);
}

static void reserved(void **state)
{
	static const char *const bad[] = { "con/index.html", "a/NUL", "a/aux.html", "lpt1/x", "COM9.txt", "a./b", "a//b",
					   "a /b" };
	static const char *const good[] = { "index.html", "console/index.html", "com/x", "com0", "lpt10/x", "nuls", "a.b/c" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_true(url_reserved(bad[i]));
	for (i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_false(url_reserved(good[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths),
		cmocka_unit_test(sites_and_roots),
		cmocka_unit_test(reserved),
	};

	return RUN_ALL(tests);
}

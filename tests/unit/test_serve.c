/* serve: what a request says, what is added to a page, and what counts as a change. */
#include "unit.h"
#include "scratch.h"
#include <sys/stat.h>
#include <unistd.h>
#include "serve/page.h"
#include "serve/request.h"
#include "serve/watch.h"

static void expect_path(const char *raw, const char *path)
{
	struct strbuf out = STRBUF_INIT;

	sb_putc(&out, '>');
	assert_int_equal(request_path(&out, span_of(raw)), path != NULL);
	assert_string_equal(sb_str(&out) + 1, path ? path : "");
	sb_release(&out);
}

static void test_path(void **state)
{
	static const char *const refused[] = {
		"", "areas/", "//evil.example/", "/a//b", "/..", "/../etc/passwd", "/a/../b", "/a/.", "/./a", "/%2e%2e/x",
		"/a/%2E./b", "/a\\b", "/%5c..%5cx", "/a%00.html", "/a%0d%0ab", "/%7f", "/%", "/%4", "/%zz", "/a%2f/b",
		"http://evil.example/",
	};
	size_t i;

	(void)state;
	expect_path("/", "");
	expect_path("/areas/", "areas/");
	expect_path("/a%20b/c%2Cd.html", "a b/c,d.html");
	expect_path("/caf%C3%A9", "caf\xc3\xa9");
	expect_path("/...", "...");
	expect_path("/a%2fb", "a/b");
	for (i = 0; i < sizeof refused / sizeof *refused; i++)
		expect_path(refused[i], NULL);
}

static void test_encode(void **state)
{
	struct strbuf out = STRBUF_INIT;

	(void)state;
	request_encode(&out, SPAN_LIT("a b/c\"d\r\n~e/\xc3\xa9?#"));
	assert_string_equal(sb_str(&out), "a%20b/c%22d%0D%0A~e/%C3%A9%3F%23");
	sb_release(&out);
}

static void expect_base(const char *text, const char *base)
{
	struct strbuf out = STRBUF_INIT;

	assert_int_equal(request_base(&out, text), base != NULL);
	assert_string_equal(sb_str(&out), base ? base : "");
	sb_release(&out);
}

static void test_base(void **state)
{
	(void)state;
	expect_base("/", "/");
	expect_base("/sub", "/sub/");
	expect_base("/sub/deep-er/", "/sub/deep-er/");
	expect_base("", NULL);
	expect_base("sub/", NULL);
	expect_base("//", NULL);
	expect_base("/../", NULL);
	expect_base("/a b/", NULL);
	expect_base("/a\"b/", NULL);
	expect_base("/%41/", NULL);
}

static void test_host(void **state)
{
	static const char *const ours[] = { "127.0.0.1", "127.0.0.1:8000", "localhost", "LocalHost:8000", "[::1]", "[::1]:8000" };
	static const char *const others[] = {
		NULL, "", "evil.example", "evil.example:8000", "127.0.0.1:8001", "127.0.0.1:", "127.0.0.1:80000", "127.0.0.1.evil.example",
		"localhost.evil.example:8000", "127.0.0.1:8000@evil.example", "0.0.0.0:8000", "::1", "localhost ",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof ours / sizeof *ours; i++)
		assert_true(request_host_ours(ours[i], 8000));
	for (i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(request_host_ours(others[i], 8000));
}

static void expect_range(const char *header, size_t size, enum range kind, size_t first, size_t last)
{
	size_t is_first = 0, is_last = 0;

	assert_int_equal(request_range(header, size, &is_first, &is_last), kind);
	if (kind == RANGE_PART) {
		assert_int_equal(is_first, first);
		assert_int_equal(is_last, last);
	}
}

static void test_range(void **state)
{
	(void)state;
	expect_range(NULL, 100, RANGE_WHOLE, 0, 0);
	expect_range("bytes=0-0", 100, RANGE_PART, 0, 0);
	expect_range("bytes=10-19", 100, RANGE_PART, 10, 19);
	expect_range("Bytes= 10-", 100, RANGE_PART, 10, 99);
	expect_range("bytes=90-1000", 100, RANGE_PART, 90, 99);
	expect_range("bytes=99-99", 100, RANGE_PART, 99, 99);
	expect_range("bytes=-1", 100, RANGE_PART, 99, 99);
	expect_range("bytes=-1000", 100, RANGE_PART, 0, 99);
	expect_range("bytes=0-99999999999999999999999", 100, RANGE_PART, 0, 99);
	expect_range("bytes=100-", 100, RANGE_NONE, 0, 0);
	expect_range("bytes=99999999999999999999999-", 100, RANGE_NONE, 0, 0);
	expect_range("bytes=-0", 100, RANGE_NONE, 0, 0);
	expect_range("bytes=0-", 0, RANGE_NONE, 0, 0);
	expect_range("bytes=-5", 0, RANGE_NONE, 0, 0);
	expect_range("bytes=20-10", 100, RANGE_WHOLE, 0, 0);
	expect_range("bytes=0-1,5-6", 100, RANGE_WHOLE, 0, 0);
	expect_range("bytes=-", 100, RANGE_WHOLE, 0, 0);
	expect_range("bytes=x-5", 100, RANGE_WHOLE, 0, 0);
	expect_range("lines=1-5", 100, RANGE_WHOLE, 0, 0);
	expect_range("bytes", 100, RANGE_WHOLE, 0, 0);
}

static void expect_type(const char *path, const char *type)
{
	assert_string_equal(request_type(span_of(path)), type);
}

static void test_type(void **state)
{
	(void)state;
	expect_type("a/index.html", "text/html; charset=utf-8");
	expect_type("A.HTML", "text/html; charset=utf-8");
	expect_type("style.0a1b.css", "text/css; charset=utf-8");
	expect_type("site.js", "text/javascript; charset=utf-8");
	expect_type("timeline.svg", "image/svg+xml; charset=utf-8");
	expect_type("data.csv", "text/csv; charset=utf-8");
	expect_type("data.json", "application/json; charset=utf-8");
	expect_type("feed.atom", "application/atom+xml; charset=utf-8");
	expect_type("sitemap.xml", "application/xml; charset=utf-8");
	expect_type("robots.txt", "text/plain; charset=utf-8");
	expect_type("site.webmanifest", "application/manifest+json; charset=utf-8");
	expect_type("a.png", "image/png");
	expect_type("a.pdf", "application/pdf");
	expect_type("a.woff2", "font/woff2");
	expect_type("CNAME", "application/octet-stream");
	expect_type(".html", "application/octet-stream");
	expect_type("ahtml", "application/octet-stream");
}

static void test_extra(void **state)
{
	static const char html[] = "<HEAD><base href=\"/grades/\"></HEAD><BODY class=\"x\"><p>It</p></BODY>";
	struct page_extra x = { "/", "r-1", span_of(""), false };
	struct strbuf out = STRBUF_INIT;

	(void)state;
	page_with_extra(&out, SPAN_LIT(html), &x);
	assert_string_equal(sb_str(&out), "<HEAD><base href=\"/grades/\"><script src=\"/.gradeline/reload.js\" data-state=\"r-1\" "
					  "data-wait=\"/.gradeline/wait\" defer></script>\n</HEAD><BODY class=\"x\"><p>It</p></BODY>");
	sb_clear(&out);
	x.rebase = true;
	x.base = "/sub/";
	x.problem = span_of("a.md:1: <script>alert('x')</script> & so");
	page_with_extra(&out, SPAN_LIT(html), &x);
	assert_true(span_find(sb_view(&out), "<base href=\"/sub/\">") > 0);
	assert_true(span_find(sb_view(&out), "/grades/") < 0);
	assert_true(span_find(sb_view(&out), "alert(&#39;x&#39;)&lt;/script&gt; &amp; so</pre>") > 0);
	assert_true(span_find(sb_view(&out), "<script>alert") < 0);
	assert_true(span_find(sb_view(&out), "<BODY class=\"x\">\n<link") > 0);
	sb_clear(&out);
	page_with_extra(&out, SPAN_LIT("<p>No head, no body"), &x);
	assert_true(span_starts(sb_view(&out), "<p>No head, no body\n<link"));
	assert_true(span_ends(sb_view(&out), "</script>\n"));
	sb_release(&out);
}

static void test_watch(void **state)
{
	struct scratch s;
	struct watch *w = watch_new();
	const char *path[2];

	(void)state;
	scratch_open(&s);
	path[0] = scratch_path(&s, "site.yaml");
	path[1] = scratch_path(&s, "content");
	watch_set(w, path, 2);
	assert_int_equal(watch_look(w), 0);
	scratch_write(&s, "site.yaml", "one");
	assert_int_equal(fs_mkdirs(scratch_path(&s, "content/deep/er")), 0);
	scratch_write(&s, "content/deep/er/a.md", "one");
	scratch_write(&s, "beside.md", "not looked at");
	assert_int_equal(watch_look(w), 2);
	assert_string_equal(watch_first(w), scratch_path(&s, "content/deep/er/a.md"));
	assert_int_equal(watch_look(w), 0);
	assert_null(watch_first(w));
	/* The same size, in the same tick of the clock maybe: another file is another inode. */
	assert_int_equal(fs_replace(scratch_path(&s, "content/deep/er/a.md"), SPAN_LIT("two")), 0);
	assert_int_equal(watch_look(w), 1);
	assert_int_equal(rename(scratch_path(&s, "content/deep/er/a.md"), scratch_path(&s, "content/deep/b.md")), 0);
	assert_int_equal(watch_look(w), 2);
	scratch_write(&s, "content/.b.md.swp", "x");
	scratch_write(&s, "content/b.md~", "x");
	scratch_write(&s, "content/4913", "x");
	scratch_write(&s, "content/#b.md#", "x");
	scratch_write(&s, "content/b.swp", "x");
	assert_int_equal(watch_look(w), 0);
	assert_int_equal(unlink(scratch_path(&s, "content/deep/b.md")), 0);
	assert_int_equal(watch_look(w), 1);
	assert_string_equal(watch_first(w), scratch_path(&s, "content/deep/b.md"));
	watch_free(w);
	scratch_close(&s);
}

static void test_ignores(void **state)
{
	(void)state;
	assert_true(watch_ignores(".hidden"));
	assert_true(watch_ignores("#a#"));
	assert_false(watch_ignores("#"));
	assert_false(watch_ignores("4913.md"));
	assert_false(watch_ignores("#a"));
	assert_false(watch_ignores("a.md"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_path), cmocka_unit_test(test_encode), cmocka_unit_test(test_base),
		cmocka_unit_test(test_host), cmocka_unit_test(test_range), cmocka_unit_test(test_type),
		cmocka_unit_test(test_extra), cmocka_unit_test(test_watch), cmocka_unit_test(test_ignores),
	};

	return RUN_ALL(tests);
}

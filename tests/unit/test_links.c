/* The audit room's scanner and link check. */
#include "unit.h"
#include "audit/links.h"
#include "audit/links_int.h"
#include "audit/scan.h"
#include "scratch.h"
#include "slow_scan.h"

/* ---- the scanner ---- */

static const char kind_letters[] = { [SCAN_ID] = 'i', [SCAN_LINK] = 'l', [SCAN_RESOURCE] = 'r',
				     [SCAN_BASE] = 'b', [SCAN_LOC] = 'o', [SCAN_ID_REF] = 'f' };

struct scanned {
	struct strbuf out;
	const char *text;
};

static void add(void *ctx, enum scan_kind kind, struct span value, size_t offset)
{
	struct scanned *s = ctx;

	/* The offset is where the value begins. */
	assert_ptr_equal(s->text + offset, value.p);
	sb_printf(&s->out, "%c=%.*s ", kind_letters[kind], SPAN_FMT(value));
}

static void scans(const char *text, const char *expected)
{
	struct scanned s = { STRBUF_INIT, text };

	scan_markup(span_of(text), add, &s);
	assert_string_equal(sb_str(&s.out), expected);
	sb_release(&s.out);
}

static void test_scan(void **state)
{
	(void)state;
	scans("<p id=\"a\">x<a href='b'>", "i=a l=b ");
	scans("<a\n  HREF = \"x y\"\n\tid=z>", "l=x y i=z ");
	scans("<img src=a/b.svg><video poster=\"p\">", "r=a/b.svg r=p ");
	scans("<img src=a.svg/>", "r=a.svg/ ");
	scans("<input disabled id=x><br/><hr id=\"y\"/>", "i=x i=y ");
	scans("<p title=\"a > b\" id=x>", "i=x ");
	scans("<p data-id=\"a\" xid=b hid=c>", "");
	scans("<!-- <a href=x> --><a href=y>", "l=y ");
	scans("<![CDATA[<a href=x>]]><a href=y>", "l=y ");
	scans("<?xml version=\"1.0\"?><!doctype html><a href=y>", "l=y ");
	scans("<script>if (a<b) x = '<a href=n>';</script><a href=y>", "l=y ");
	scans("<script src=s.js></script><style>a::before{content:'<b id=n>'}</STYLE><i id=y>", "r=s.js i=y ");
	scans("<title>a <b id=n></title><b id=y>", "i=y ");
	scans("<svg><title/><g id=y></svg>", "i=y ");
	scans("<label for=x aria-labelledby=\"a b\">", "f=x f=a b ");
	scans("<base href=\"/\"><use xlink:href='#m'/>", "b=/ l=#m ");
	scans("<url><loc>https://x/</loc></url>", "o=https://x/ ");
	scans("a < b <3 <", "");
	scans("<a href=\"never closed", "l=never closed ");
	scans("<a href", "");
	scans("<script>never closed <a href=x>", "");
	scans("", "");
}

/* Numbers that are the same on every machine. */
static unsigned next_number(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

#define PICK(list, state) (list)[next_number(state) % (sizeof(list) / sizeof *(list))]

/* The fast scanner finds what the slow one finds, whatever it is given. */
static void test_scan_as_slowly(void **state)
{
	static const char *const bits[] = {
		"<", ">", "</", "/>", "=", "\"", "'", " ", "\n", "\t", "a", "id", "ID", "href", "Href", "src", "for", "list",
		"headers", "poster", "action", "xlink:href", "aria-controls", "aria-label", "aria-labelledby", "class",
		"base", "loc", "script", "STYLE", "title", "textarea", "svg", "x", "#y", "../z/", "&amp;", "!", "--", "-->",
		"<!--", "<![CDATA[", "]]>", "?", "<a href=\"x\">", "<p id=q>", "</script>", "</title", "<base ", "<loc>",
		"<script>", "<br/>", " id=\"", " href='", "\f", "\r", "1", "\xc3\xa9", "<a class=\"c d\" href=\"../z/\">", " id=\"p1\"", " aria-label=\"a > b\"",
		" aria-labelledby=\"p1 p2\"", " src=\"a.svg\"", "</a>", "<span", "&quot;",
	};
	unsigned seed = 7;
	int round;

	(void)state;
	for (round = 0; round < 20000; round++) {
		struct strbuf text = STRBUF_INIT;
		struct scanned fast = { STRBUF_INIT, NULL }, slow = { STRBUF_INIT, NULL };
		unsigned n = next_number(&seed) % 30;
		char *exact;

		while (n--)
			sb_puts(&text, PICK(bits, &seed));
		/* Not a byte behind the end: the sanitiser sees who reads there. */
		exact = xmalloc(text.n);
		if (text.n)
			memcpy(exact, text.p, text.n);
		fast.text = slow.text = exact;
		scan_markup(span_make(exact, text.n), add, &fast);
		slow_scan(span_make(exact, text.n), add, &slow);
		assert_string_equal(sb_str(&fast.out), sb_str(&slow.out));
		sb_release(&fast.out);
		sb_release(&slow.out);
		sb_release(&text);
		free(exact);
	}
}

static void decodes(const char *text, const char *expected)
{
	struct strbuf out = STRBUF_INIT;

	scan_decode(span_of(text), &out);
	assert_string_equal(sb_str(&out), expected);
	sb_release(&out);
}

static void test_decode(void **state)
{
	(void)state;
	decodes("a&amp;b&lt;&gt;&quot;&#39;&apos;", "a&b<>\"''");
	decodes(" &#x2F;&#233;&#x20AC;&#x1F600; ", "/\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
	decodes("a&b;&;&#;&#x;&#xZZ;&#0;&#xD800;&#1114112;&nosuch;&", "a&b;&;&#;&#x;&#xZZ;&#0;&#xD800;&#1114112;&nosuch;&");
}

/* ---- the check ---- */

struct file {
	const char *path, *text;
};

struct site {
	const struct file *file;
};

static int again(void *ctx, size_t file, struct strbuf *out)
{
	sb_puts(out, ((struct site *)ctx)->file[file].text);
	return 0;
}

/* All findings as "slug file:line:col detail|", notes as "+file text|". With "all" every page is
 * examined, as if something in it had looked amiss. */
static void findings(const char *base_url, const struct file *file, size_t n, bool all, struct strbuf *out)
{
	struct links *l = links_new(base_url, 2);
	struct site site = { file };
	struct diag d = DIAG_INIT;
	struct diag_note *note;
	size_t i;

	for (i = 0; i < n; i++)
		links_add(l, file[i].path, (struct pos){ NULL, 0, 0 });
	for (i = 0; i < n; i++)
		links_scan(l, i, span_of(file[i].text), (unsigned)(i % 2));
	for (i = 0; all && i < n; i++)
		l->document.v[i].suspect = l->document.v[i].markup;
	links_check(l, 2, (struct links_text){ again, &site }, NULL, &d);
	for (i = 0; i < d.n; i++) {
		const struct diag_entry *e = &d.entry[i];

		sb_printf(out, "%s %s:%u:%u %s|", diag_code_slug(e->code), e->at.file, e->at.line, e->at.col, e->detail);
		for (note = e->notes; note; note = note->next)
			sb_printf(out, "+%s %s|", note->at.file, note->text);
	}
	diag_release(&d);
	links_free(l);
}

static void check(const char *base_url, const struct file *file, size_t n, const char *expected)
{
	struct strbuf out = STRBUF_INIT;

	findings(base_url, file, n, false, &out);
	assert_string_equal(sb_str(&out), expected);
	sb_release(&out);
}

#define CHECK(base, expected, ...) do { \
	const struct file files_[] = { __VA_ARGS__ }; \
	check(base, files_, sizeof files_ / sizeof *files_, expected); \
} while (0)

#define INDEX { "index.html", "<h1 id=top-of-it>" }
#define AREA { "areas/care/index.html", "<p id=p87><p id=a:b>" }

static void test_good_links(void **state)
{
	(void)state;
	CHECK(NULL, "", INDEX, AREA, { "a.html",
	      "<a href='areas/care/'><a href=areas/care/index.html#p87><a href='areas/care/#a%3Ab'><a href='areas/care/#a:b'>"
	      "<a href=./><a href=''><a href='#'><a href='#top'><a href=#x id=x><a href='?q=1'><a href='?q=1#x'>"
	      "<a href='areas/../index.html?x=/../../'><a href='%69ndex.html'><a href='index.html#:~:text=x'>"
	      "<a href='index.html#top-of-it:~:text=x'>" });
	CHECK(NULL, "", INDEX, AREA, { "areas/x.html", "<a href=../><a href=.././#top-of-it><a href=care/#p87>" });
	CHECK(NULL, "", { "x.html", "<a href='https://example.org/'><a href='mailto:a@b.c'><a href='//h/x'><img src='data:,'>" });
	CHECK(NULL, "", { "data.csv", "<a href=nowhere>" }, { "x.html", "<a href='data.csv#row=3'>" });
}

static void test_broken_links(void **state)
{
	(void)state;
	CHECK(NULL, "broken-link a.html:2:10 'areas/car/': there is no 'areas/car/'; did you mean 'areas/care/'?|",
	      INDEX, AREA, { "a.html", "\n<a href='areas/car/'>" });
	CHECK(NULL, "broken-link a.html:1:9 'areas/care' is a folder: it needs a '/' at its end|",
	      AREA, { "a.html", "<a href=areas/care>" });
	CHECK(NULL, "broken-link a.html:1:9 '../x' leads out of the site|", { "a.html", "<a href=../x>" });
	CHECK(NULL, "broken-anchor a.html:1:9 'areas/care/#p88': there is no 'areas/care/#p88'; did you mean 'p87'?|",
	      AREA, { "a.html", "<a href=areas/care/#p88>" });
	CHECK(NULL, "link-absolute a.html:1:9 '/areas/'|", { "a.html", "<a href=/areas/>" });
	CHECK(NULL, "resource-outside a.html:1:10 'https://cdn.example/x.js'|",
	      { "a.html", "<img src=https://cdn.example/x.js>" });
	CHECK(NULL, "broken-link t.svg:1:10 'gone/': there is no 'gone/'|", { "t.svg", "<a href='gone/'>" });
}

static void test_ids(void **state)
{
	(void)state;
	CHECK(NULL, "duplicate-id a.html:1:16 'x'|", { "a.html", "<p id=x><p  id=x>" });
	CHECK(NULL, "", { "a.html", "<p id=x>" }, { "b.html", "<p id=x>" });
	CHECK(NULL, "broken-anchor a.html:1:26 'x zz': there is no 'a.html#zz'|",
	      { "a.html", "<p id=x aria-labelledby='x zz'>" });
	CHECK(NULL, "broken-anchor a.html:1:9 '#zz': there is no 'a.html#zz'|"
	      "+c.html the same on 2 more pages, the last of them this|",
	      { "a.html", "<a href=#zz>" }, { "b.html", "<a href=#zz>" }, { "c.html", "<a href=#zz>" });
}

static void test_same_fault_once(void **state)
{
	(void)state;
	CHECK(NULL, "broken-link a.html:1:9 'no.css': there is no 'no.css'|+d/b.html the same on 1 more page, the last of them this|",
	      { "a.html", "<a href=no.css><a href=no.css>" }, { "d/b.html", "<a href=../no.css>" });
}

static void test_base_url(void **state)
{
	(void)state;
	CHECK("https://example.org/g", "", INDEX,
	      { "x/feed.atom", "<link href='https://example.org/g/'/><link href=\"https://example.org/g/#top-of-it\"/>" },
	      { "sitemap.xml", "<loc>https://example.org/g/x/feed.atom</loc>" });
	CHECK("https://example.org/g/", "broken-link sitemap.xml:1:6 'https://example.org/g/y/': there is no 'y/'|", INDEX,
	      { "sitemap.xml", "<loc>https://example.org/g/y/</loc><loc>https://example.org/other</loc>" });
	CHECK("", "broken-link sitemap.xml:1:6 'y/': there is no 'y/'|", { "sitemap.xml", "<loc>y/</loc>" });
	CHECK("", "broken-anchor 404.html:1:25 '#x': there is no 'index.html#x'|", INDEX,
	      { "404.html", "<base href='/'><a href='#x' id=x><a href='index.html'>" });
}

/* A page that is passed over for good has nothing wrong in it: sites made at random, looked at
 * with and without the short cuts. */
static void test_short_cuts(void **state)
{
	static const char *const paths[] = { "index.html", "a.html", "x/index.html", "x/b.html", "x/y/index.html", "x/z/c.html" };
	static const char *const refs[] = {
		"", "#", "#i1", "#i2", "#i9", "#top", "#i%31", "?q", "?q#i1", "?q#i9", "index.html", "a.html#i1", "a.html#i9",
		"../index.html", "../a.html#i2", "../../a.html#i1", "../x/", "../x/b.html#i3", "x/", "x", "b.html", "y/#i1",
		"../../../a.html", "./", "../", "../#i1", "/a", "//h/x", "https://e.org/s/x/#i1", "https://e.org/s/no/",
		"https://e.org/", "mailto:x", "&#46;./a.html", "%2e%2E/a.html", " a.html ", "data:,", "index.html#i1:~:text=x",
	};
	unsigned seed = 11;
	int round;

	(void)state;
	for (round = 0; round < 3000; round++) {
		struct file file[6];
		struct strbuf text[6] = { STRBUF_INIT }, fast = STRBUF_INIT, slow = STRBUF_INIT;
		const char *base = next_number(&seed) % 2 ? "https://e.org/s" : NULL;
		size_t i;

		for (i = 0; i < 6; i++) {
			unsigned n = next_number(&seed) % 8;

			if (next_number(&seed) % 40 == 0)
				sb_puts(&text[i], next_number(&seed) % 2 ? "<base href='/'>" : "<a href=b.html><base href='/'>");
			while (n--) {
				unsigned id = next_number(&seed) % 4;

				/* Mostly good ones, so that one fault does not hide behind another. */
				if (id == 0)
					sb_printf(&text[i], "<p id='i%u'>", next_number(&seed) % 12);
				else if (id == 1 && next_number(&seed) % 8 == 0)
					sb_printf(&text[i], "<i for='i%u i1'>", next_number(&seed) % 4);
				else
					sb_printf(&text[i], next_number(&seed) % 9 ? "<a href='%s'>" : "<img src='%s'>", PICK(refs, &seed));
			}
			file[i] = (struct file){ paths[i], sb_str(&text[i]) };
		}
		findings(base, file, 6, false, &fast);
		findings(base, file, 6, true, &slow);
		assert_string_equal(sb_str(&fast), sb_str(&slow));
		sb_release(&fast);
		sb_release(&slow);
		for (i = 0; i < 6; i++)
			sb_release(&text[i]);
	}
}

/* ---- many ids ---- */

enum { PAGES = 5000, IDS = 140 };

/* Each page has ids and names one of the next page; with broken the last names one that is not there. */
static void many_page(size_t i, bool broken, struct strbuf *out)
{
	size_t k;

	sb_clear(out);
	for (k = 0; k < IDS; k++)
		sb_printf(out, "<p id=i%zu-%zu>", i, k);
	sb_printf(out, "<a href='p%zu.html#i%zu-%zu'>", (i + 1) % PAGES, (i + 1) % PAGES, (broken && i == PAGES - 1) ? IDS : i % IDS);
}

static int many_again(void *ctx, size_t file, struct strbuf *out)
{
	struct strbuf page = STRBUF_INIT;

	many_page(file, ctx != NULL, &page);
	sb_span(out, sb_view(&page));
	sb_release(&page);
	return 0;
}

/* With a folder, ids past what is held wait there: nobody can tell. */
static void many(const char *dir, bool broken, struct strbuf *said)
{
	struct links *l = links_new(NULL, 2);
	struct strbuf page = STRBUF_INIT;
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	struct links_known known;
	size_t i, n, aside = 0;
	uint64_t sum = 0;

	for (i = 0; i < PAGES; i++)
		links_add(l, arena_printf(&a, "p%zu.html", i), (struct pos){ NULL, 0, 0 });
	if (dir)
		links_set_aside(l, dir);
	for (i = 0; i < PAGES; i++) {
		many_page(i, broken, &page);
		links_scan(l, i, sb_view(&page), (unsigned)(i % 2));
	}
	for (i = 0; i < PAGES; i++)
		aside += l->document.v[i].aside;
	links_check(l, 2, (struct links_text){ many_again, broken ? l : NULL }, NULL, &d);
	assert_int_equal(aside > 0, dir != NULL && l->aside);
	links_bring_back(l);
	for (i = 0; i < PAGES; i++) {
		assert_int_equal(links_known(l, i, &known), !broken || i < PAGES - 1);
		assert_int_equal(known.ids, IDS);
		for (n = 0; n < known.ids; n++)
			sum = sum * 31 + known.id[n];
	}
	links_targets(l, &a, &n);
	sb_printf(said, "%zu messages %s, sum %llu, %zu targets\n", d.n, d.n ? d.entry[0].detail : "", (unsigned long long)sum, n);
	diag_release(&d);
	arena_release(&a);
	sb_release(&page);
	links_free(l);
}

static void test_ids_that_wait(void **state)
{
	struct strbuf held = STRBUF_INIT, waited = STRBUF_INIT, nowhere = STRBUF_INIT;
	struct scratch s;
	int broken;

	(void)state;
	scratch_open(&s);
	for (broken = 0; broken < 2; broken++) {
		many(NULL, broken, &held);
		many(s.dir, broken, &waited);
		many("/dev/null/nowhere", broken, &nowhere);
	}
	assert_non_null(strstr(sb_str(&held), "1 messages 'p0.html#i0-140': there is no"));
	assert_string_equal(sb_str(&held), sb_str(&waited));
	assert_string_equal(sb_str(&held), sb_str(&nowhere));
	sb_release(&held);
	sb_release(&waited);
	sb_release(&nowhere);
	scratch_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_scan_as_slowly),
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_good_links),
		cmocka_unit_test(test_broken_links),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_same_fault_once),
		cmocka_unit_test(test_base_url),
		cmocka_unit_test(test_short_cuts),
		cmocka_unit_test(test_ids_that_wait),
	};

	return RUN_ALL(tests);
}

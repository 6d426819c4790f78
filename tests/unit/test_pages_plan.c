/* pages/plan: every URL once, collisions named, what each page says of itself. */
#include "test_pages_world.h"
#include "expect_diag.h"
#include "markdown/md.h"

static void small_world(struct world *w)
{
	world_open(w);
	world_overall(w, 0, SLAC, 2010, 4, 1, GOOD);
	world_overall(w, 0, ILACS, 2022, 4, 1, GOOD);
	world_overall(w, 1, ILACS, 2021, 4, 1, THIRD);
}

static void every_url(void **state)
{
	static const char *const there[] = {
		"index.html", "authorities/index.html", "authorities/alfold/index.html", "authorities/alfold/timeline.svg",
		"authorities/alfold/data.csv", "authorities/alfold/data.json", "authorities/alfold/feed.atom",
		"authorities/dunwich/index.html", "authorities/dunwich/feed.atom", "areas/index.html",
		"areas/overall/index.html", "areas/overall/data.csv", "reports/index.html",
		"reports/alfold/2010-04-01/index.html", "frameworks/index.html", "frameworks/sif/index.html",
		"regions/wessex/index.html", "compare/index.html", "compare/alfold/barset/index.html", "data/index.html",
		"data/judgements.csv", "data/judgements.json", "data/reports.csv", "data/authorities.json",
		"data/improvements.csv", "data/datapackage.json", "changes/index.html", "feed.atom", "404.html",
		"sitemap.xml", "robots.txt", "_headers",
	};
	static const char *const absent[] = {      /* nothing to say there */
		"authorities/dunwich/timeline.svg", "authorities/dunwich/data.csv", "compare/alfold/dunwich/index.html",
	};
	struct world w;
	struct site s;
	size_t i;

	(void)state;
	small_world(&w);
	world_freeze(&w);
	site_open(&s, &w, "");
	for (i = 0; i < sizeof there / sizeof there[0]; i++) {
		if (!site_page(&s, there[i]))
			print_message("missing: %s\n", there[i]);
		assert_non_null(site_page(&s, there[i]));
	}
	for (i = 0; i < sizeof absent / sizeof absent[0]; i++)
		assert_null(site_page(&s, absent[i]));
	assert_int_equal(site_page(&s, "authorities/alfold/index.html")->updated.year, 2022);
	assert_false(site_page(&s, "404.html")->indexed);
	assert_int_equal(pages_data_date(s.pages).year, 2022);
	expect_count(&w.d, 0);
	site_close(&s);
	world_close(&w);
}

static void collisions(void **state)
{
	struct world w;
	struct site s;
	struct text_page page[3] = {
		{ .id = "authorities", .title = "Councils", .description = "", .body = NULL, .pos = { "content/pages/authorities.md", 2, 1 } },
		{ .id = "About", .title = "About", .description = "", .body = NULL, .pos = { "content/pages/About.md", 2, 1 } },
		{ .id = "about", .title = "About", .description = "", .body = NULL, .pos = { "content/pages/about.md", 2, 1 } },
	};

	(void)state;
	small_world(&w);
	w.m.page = page;
	w.m.page_count = 3;
	world_freeze(&w);
	site_open(&s, &w, "");
	expect_count(&w.d, 2);
	expect_diag(&w.d, 0, DIAG_PAGE_COLLISION, 2, 1, "'authorities/'");
	assert_string_equal(w.d.entry[0].at.file, "content/pages/authorities.md");
	expect_diag(&w.d, 1, DIAG_PAGE_COLLISION, 2, 1, "'about/'");
	assert_string_equal(w.d.entry[1].notes->at.file, "content/pages/About.md");
	site_close(&s);
	world_close(&w);
}

static void reserved_name(void **state)
{
	struct world w;
	struct site s;
	struct text_page page = { .id = "con", .title = "Con", .description = "", .body = NULL, .pos = { "content/pages/con.md", 2, 1 } };

	(void)state;
	small_world(&w);
	w.m.page = &page;
	w.m.page_count = 1;
	world_freeze(&w);
	site_open(&s, &w, "");
	expect_count(&w.d, 1);
	expect_diag(&w.d, 0, DIAG_PAGE_RESERVED, 2, 1, "'con/'");
	site_close(&s);
	world_close(&w);
}

/* What a page says of itself, and links that count from where it stands. */
static void the_common_part(void **state)
{
	struct world w;
	struct site s;
	const char *html;

	(void)state;
	small_world(&w);
	world_freeze(&w);
	site_open(&s, &w, "https://example.org/g");
	site_template(&s, &w, "compare",
		      "{{page.title}}|{{page.canonical}}|{{page.root}}|{{assets.style}}|{{assets.script}}|"
		      "{{#nav}}{{#current}}{{text}} {{href}}{{/current}}{{/nav}}|{{#page.crumbs}}{{text}};{{/page.crumbs}}|"
		      "{{page.data_date.iso}}|{{page.error_href}}");
	html = site_render(&s, &w, "compare/alfold/barset/index.html");
	assert_non_null(strstr(html, "Alfold and Barset compared - Grades &amp; more|"
			       "https://example.org/g/compare/alfold/barset/|../../../|../../../assets/style.css||"
			       "Compare ../../../compare/index.html|Home;Compare;Alfold and Barset compared;|2022-04-01|"
			       "mailto:wrong@example.org?subject=Error%20on"));
	expect_count(&w.d, 0);
	site_close(&s);
	world_close(&w);
}

/* A host serves it at any depth: what it says of its base comes from base_url. */
static void not_found(void **state)
{
	struct world w;
	struct site s;

	(void)state;
	small_world(&w);
	world_freeze(&w);
	site_open(&s, &w, "https://example.org/g/");
	site_template(&s, &w, "404", "{{page.base}} {{authorities_href}} {{page.canonical}}");
	assert_string_equal(site_render(&s, &w, "404.html"), "/g/ authorities/index.html ");
	site_close(&s);
	site_open(&s, &w, "");
	site_template(&s, &w, "404", "[{{page.base}}]");
	assert_string_equal(site_render(&s, &w, "404.html"), "[]");
	site_close(&s);
	world_close(&w);
}

/* Links of our own kind become addresses; one that leads nowhere is a finding. */
static void links_in_text(void **state)
{
	struct world w;
	struct site s;
	const char *text = "[a](report:alfold/2010-04-01#improvement-1) [b](authority:barset) [c](area:overall) "
			   "[d](framework:sif) [e](page:data) [f](../x/#y) [g](https://e.org/) [h](report:alfold/1999-01-01)";
	struct md_doc *doc = md_parse(span_of(text));
	struct text_page page = { .id = "about", .title = "About", .description = "", .body = doc, .pos = { "content/pages/about.md", 2, 1 } };
	const char *html;

	(void)state;
	small_world(&w);
	w.m.page = &page;
	w.m.page_count = 1;
	world_freeze(&w);
	site_open(&s, &w, "");
	site_template(&s, &w, "page", "{{{body}}}");
	html = site_render(&s, &w, "about/index.html");
	assert_non_null(strstr(html, "href=\"../reports/alfold/2010-04-01/index.html#improvement-1\""));
	assert_non_null(strstr(html, "href=\"../authorities/barset/index.html\""));
	assert_non_null(strstr(html, "href=\"../areas/overall/index.html\""));
	assert_non_null(strstr(html, "href=\"../frameworks/sif/index.html\""));
	assert_non_null(strstr(html, "href=\"../data/index.html\""));
	assert_non_null(strstr(html, "href=\"../x/index.html#y\""));
	assert_non_null(strstr(html, "href=\"https://e.org/\""));
	expect_count(&w.d, 1);
	assert_int_equal(w.d.entry[0].code, DIAG_PAGE_LINK);
	assert_non_null(strstr(w.d.entry[0].detail, "report:alfold/1999-01-01"));
	site_close(&s);
	md_free(doc);
	world_close(&w);
}

/* Feeds carry the data's dates, never the clock's; ids do not depend on the address of the site. */
static void check_feeds(const char *base_url)
{
	struct world w;
	struct site s;

	small_world(&w);
	w.report[0]->published = (struct date){ 2010, 5, 2 };
	world_freeze(&w);
	site_open(&s, &w, base_url);
	site_template(&s, &w, "feed.atom", "{{id}} {{updated}}{{#entries}}\n{{id}} {{updated}} [{{published}}] {{title}}{{/entries}}");
	assert_string_equal(site_render(&s, &w, "feed.atom"),
			    "urn:uuid:c427c05b-7bb4-8188-848b-5c78118da966 2022-04-01T00:00:00Z\n"
			    "urn:uuid:efc41c4a-b305-83c9-8890-b27777f51883 2022-04-01T00:00:00Z [] "
			    "Alfold: ILACS report, 1 April 2022\n"
			    "urn:uuid:e76aba94-07f0-87ba-8f78-d9b5fd9dad97 2021-04-01T00:00:00Z [] "
			    "Barset: ILACS report, 1 April 2021\n"
			    "urn:uuid:804feefa-ea98-8ac3-8b9b-e36f6a9c5738 2010-05-02T00:00:00Z [2010-05-02T00:00:00Z] "
			    "Alfold: SLAC report, 1 April 2010");
	assert_non_null(strstr(site_render(&s, &w, "authorities/barset/feed.atom"), "2021-04-01T00:00:00Z\n"));
	site_close(&s);
	world_close(&w);
}

static void feeds(void **state)
{
	(void)state;
	check_feeds("https://example.org/");
	check_feeds("");
}

static void families_have_what_they_need(void **state)
{
	size_t i;

	(void)state;
	assert_true(page_family_count() > 20);
	for (i = 0; i < page_family_count(); i++) {
		assert_non_null(page_family_name(i));
		assert_int_equal(page_family_template(i) != NULL, page_family_record(i) != NULL);
	}
}

static int opened, closed;

static int open_counted(void *ctx, const struct report *r, struct report *out, struct arena *a, struct diag *d)
{
	(void)ctx;
	(void)a;
	(void)d;
	opened++;
	*out = *r;
	return 0;
}

static void close_counted(struct report *out)
{
	(void)out;
	closed++;
}

/* A report's search text is made after its page, by whoever has it open. */
static void a_report_is_opened_once(void **state)
{
	struct world w;
	struct site s;
	size_t i, texts = 0, reports = 0;

	(void)state;
	small_world(&w);
	world_freeze(&w);
	site_open(&s, &w, "");
	for (i = 0; i < s.list->n; i++)
		assert_true(!s.list->v[i].then && !s.list->v[i].after);
	pages_free(s.pages);
	s.config.search = SEARCH_PARAGRAPHS;
	s.options.open = open_counted;
	s.options.close = close_counted;
	s.pages = pages_new(&s.options);
	s.list = pages_plan(s.pages, &w.d);
	for (i = 0; i < s.list->n; i++) {
		const struct page *page = &s.list->v[i], *then = &s.list->v[page->then];

		texts += page->after;
		if (!page->then)
			continue;
		assert_true(then->after && !then->then);
		assert_ptr_equal(then->subject, page->subject);
		assert_non_null(strstr(then->path, "search/text/reports/"));
		/* Twice the same, then another. */
		assert_int_equal(page_render(s.pages, then, &s.scratch, &s.out, &w.d), 0);
		assert_int_equal(page_render(s.pages, then, &s.scratch, &s.out, &w.d), 0);
		reports++;
		assert_int_equal(opened, reports);
		assert_int_equal(closed, reports - 1);
	}
	assert_int_equal(reports, w.m.report_count);
	assert_int_equal(texts, reports);
	site_close(&s);
	assert_int_equal(closed, opened);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_url),
		cmocka_unit_test(collisions),
		cmocka_unit_test(reserved_name),
		cmocka_unit_test(the_common_part),
		cmocka_unit_test(not_found),
		cmocka_unit_test(links_in_text),
		cmocka_unit_test(feeds),
		cmocka_unit_test(families_have_what_they_need),
		cmocka_unit_test(a_report_is_opened_once),
	};

	return RUN_ALL(tests);
}

/* config: site.yaml, its defaults and its faults. */
#include "config/config.h"
#include "expect_diag.h"
#include "scratch.h"

static int setup(void **state)
{
	struct scratch *s = calloc(1, sizeof *s);

	scratch_open(s);
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	scratch_close(*state);
	free(*state);
	return 0;
}

static int load(struct scratch *s, const char *text, struct site_config *c)
{
	scratch_write(s, CONFIG_FILE, text);
	return config_load(c, s->dir, &s->a, &s->d);
}

static void test_defaults(void **state)
{
	struct scratch *s = *state;
	struct site_config c;

	assert_int_equal(load(s, "title: Shires\n", &c), 0);
	expect_count(&s->d, 0);
	assert_string_equal(c.title, "Shires");
	assert_string_equal(c.description, "");
	assert_string_equal(c.base_url, "");
	assert_string_equal(c.language, "en-GB");
	assert_string_equal(c.licence.name, "");
	assert_string_equal(c.contact, "");
	assert_int_equal(c.compare, COMPARE_NEIGHBOURS);
	assert_int_equal(c.latest, 10);
	assert_int_equal(c.featured_count, 0);
	assert_false(c.show_inspectors);
	assert_string_equal(c.content_dir, "content");
	assert_string_equal(c.templates_dir, "templates");
	assert_string_equal(c.static_dir, "static");
	assert_string_equal(c.output_dir, "public");
	assert_int_equal(c.publish.reports.value, 0);
	assert_int_equal(c.publish.grades_changed.value, -1);
	assert_int_equal(c.publish.pages_lost.value, 0);
	assert_int_equal(c.redirect_count, 0);
}

static void test_all_keys(void **state)
{
	static const char text[] =
		"title: Shires\ndescription: What was found.\nbase_url: https://example.org/a/\nlanguage: cy\n"
		"licence: {name: L, url: 'https://example.org/l', attribution: Theirs.}\npublisher: Us\n"
		"contact: us@example.org\nsource_note: Not official.\ncompare: all\n"
		"home: {latest: 3, featured: [northshire, southshire]}\nshow_inspectors: true\n"
		"content: data/in\ntemplates: t\nstatic: s\noutput: www\n"
		"publish: {reports: 5, judgements: 50, coverage: {grades: 90}, pages_lost: 2}\n"
		"redirects: {old/: new/, 'https://example.org/a/gone.html': 'https://example.org/a/reports/#x'}\n";
	struct scratch *s = *state;
	struct site_config c;

	assert_int_equal(load(s, text, &c), 0);
	expect_count(&s->d, 0);
	assert_string_equal(c.base_url, "https://example.org/a/");
	assert_string_equal(c.language, "cy");
	assert_string_equal(c.licence.url, "https://example.org/l");
	assert_string_equal(c.licence.attribution, "Theirs.");
	assert_true(c.contact_is_email);
	assert_string_equal(c.source_note, "Not official.");
	assert_int_equal(c.compare, COMPARE_ALL);
	assert_int_equal(c.latest, 3);
	assert_int_equal(c.featured_count, 2);
	assert_string_equal(c.featured[1].id, "southshire");
	assert_int_equal(c.featured[1].at.line, 10);
	assert_true(c.show_inspectors);
	assert_string_equal(c.content_dir, "data/in");
	assert_string_equal(c.output_dir, "www");
	assert_int_equal(c.publish.reports.value, 5);
	assert_int_equal(c.publish.covered_grades.value, 90);
	assert_int_equal(c.publish.covered_authorities.value, 0);
	assert_int_equal(c.publish.pages_lost.value, 2);
	assert_int_equal(c.redirect_count, 2);
	assert_string_equal(c.redirect[0].from, "old/index.html");
	assert_string_equal(c.redirect[0].to, "new/index.html");
	assert_string_equal(c.redirect[0].anchor, "");
	assert_string_equal(c.redirect[1].from, "gone.html");
	assert_string_equal(c.redirect[1].to, "reports/index.html");
	assert_string_equal(c.redirect[1].anchor, "x");
	assert_int_equal(c.publish.judgements.value, 50);
}

static void test_missing(void **state)
{
	struct scratch *s = *state;
	struct site_config c;

	assert_int_equal(config_load(&c, s->dir, &s->a, &s->d), -1);
	expect_count(&s->d, 1);
	expect_diag(&s->d, 0, DIAG_CONFIG_INVALID, 0, 0, "there is no site.yaml");
	assert_string_equal(c.output_dir, "public");
	assert_int_equal(s->d.count[DIAG_CONFIG], 1);
	assert_int_equal(s->d.count[DIAG_ERROR], 0);
}

static void test_faults(void **state)
{
	static const struct {
		const char *text;
		unsigned line, col;
		const char *detail;
	} cases[] = {
		{ "title: [\n", 2, 1, "this is not YAML: " },
		{ "", 1, 1, "this is not YAML: there is nothing in it" },
		{ "language: en\n", 1, 1, "a required key is missing: this site configuration has no 'title'" },
		{ "title: T\nbase-url: x\n", 2, 1,
		  "unknown key: 'base-url' in this site configuration; did you mean 'base_url'?" },
		{ "title: T\ncompare: some\n", 2, 10, "value out of range: 'compare'" },
		{ "title: T\nhome: {latest: -1}\n", 2, 16, "value out of range: 'latest' is -1" },
		{ "title: T\nbase_url: https://example.org\n", 2, 11, "it ends in '/'" },
		{ "title: T\nbase_url: example.org/\n", 2, 11, "begins with https://" },
		{ "title: T\nbase_url: ftp://example.org/\n", 2, 11, "begins with https://" },
		{ "title: T\nbase_url: https:///\n", 2, 11, "begins with https://" },
		{ "title: T\nbase_url: https://example.org/?a/\n", 2, 11, "begins with https://" },
		{ "title: T\nbase_url: https://exam ple.org/\n", 2, 11, "begins with https://" },
		{ "title: T\nlanguage: en_GB\n", 2, 11, "not a tag like 'en-GB'" },
		{ "title: T\ncontact: us@example\n", 2, 10, "neither an e-mail address nor a web address" },
		{ "title: T\ncontact: javascript:alert(1)\n", 2, 10, "neither an e-mail" },
		{ "title: T\nlicence: {name: L, url: 'javascript:0'}\n", 2, 25, "not a web address" },
		{ "title: T\ncontent: ../in\n", 2, 10, "no folder below the site's own" },
		{ "title: T\ncontent: /in\n", 2, 10, "no folder below the site's own" },
		{ "title: T\ncontent: in/\n", 2, 10, "no folder below the site's own" },
		{ "title: T\noutput: .\n", 2, 9, "no folder below the site's own" },
		{ "title: T\noutput: content/out\n", 2, 9,
		  "the output 'content/out' and 'content' lie in one another" },
		{ "title: T\ncontent: public/in\n", 2, 10, "the output 'public' and 'public/in'" },
		{ "title: T\nshow_inspectors: 1\n", 2, 18, "wrong kind of value: 'show_inspectors' is '1'" },
	};
	struct scratch *s = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct diag_entry *e;
		struct site_config c;

		assert_int_equal(load(s, cases[i].text, &c), -1);
		expect_count(&s->d, 1);
		e = expect_diag(&s->d, 0, DIAG_CONFIG_INVALID, cases[i].line, cases[i].col, cases[i].detail);
		assert_string_equal(e->at.file, CONFIG_FILE);
		assert_non_null(e->excerpt);
		assert_int_equal(s->d.count[DIAG_ERROR], 0);
		diag_release(&s->d);
	}
}

/* The excerpt and the notes of a fault come along. */
static void test_notes(void **state)
{
	struct scratch *s = *state;
	struct site_config c;

	assert_int_equal(load(s, "title: T\ntitle: U\n", &c), -1);
	expect_diag(&s->d, 0, DIAG_CONFIG_INVALID, 2, 1, "the key is given twice: 'title'");
	assert_string_equal(s->d.entry[0].excerpt, "title: U");
	assert_non_null(s->d.entry[0].notes);
	assert_int_equal(s->d.entry[0].notes->at.line, 1);
}

/* What the machine refuses is not called a wrong configuration. */
static void test_unreadable(void **state)
{
	struct scratch *s = *state;
	struct site_config c;

	assert_int_equal(fs_mkdirs(scratch_path(s, CONFIG_FILE)), 0);
	assert_int_equal(config_load(&c, s->dir, &s->a, &s->d), -1);
	expect_count(&s->d, 1);
	expect_diag(&s->d, 0, DIAG_SYS_READ, 0, 0, "not a regular file");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(test_defaults), CASE(test_all_keys), CASE(test_missing),
		CASE(test_faults), CASE(test_notes), CASE(test_unreadable),
	};

	return RUN_ALL(tests);
}

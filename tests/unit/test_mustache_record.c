/* Rendering structs described by tables: what each type gives as a variable, as a section
 * and in the context stack. */
#include "unit/test_mustache.h"
#include <pthread.h>
#include <string.h>

struct grade {
	const char *label;
	long rank;
	bool best;
};

struct area {
	const char *label, *note;
	const struct grade *grade;
};

struct page {
	const char *title, *body, *link, *data, *kind, *none;
	long count;
	bool open, shut;
	const struct grade *grade, *missing;
	struct mu_list areas, empty, names;
};

static const struct mu_field grade_fields[] = {MU_FIELD(grade, label, MU_TEXT, NULL, "as printed"),
					       MU_FIELD(grade, rank, MU_INT, NULL, "1 is best"),
					       MU_FIELD(grade, best, MU_BOOL, NULL, "true for rank 1")};
static const struct mu_record grade_record = MU_RECORD("grade", grade, grade_fields);

static const struct mu_field area_fields[] = {
	MU_FIELD(area, label, MU_TEXT, NULL, "as printed"),
	MU_FIELD(area, note, MU_TEXT, NULL, "may be empty"),
	MU_FIELD(area, grade, MU_OBJECT, &grade_record, "may be empty")};
static const struct mu_record area_record = MU_RECORD("area", area, area_fields);

static const struct mu_field page_fields[] = {MU_FIELD(page, title, MU_TEXT, NULL, "heading"),
					      MU_FIELD(page, body, MU_HTML, NULL, "prose"),
					      MU_FIELD(page, link, MU_URL, NULL, "address"),
					      MU_FIELD(page, data, MU_JSON, NULL, "document"),
					      MU_FIELD(page, kind, MU_TEXT, NULL, "names a template"),
					      MU_FIELD(page, none, MU_TEXT, NULL, "always empty"),
					      MU_FIELD(page, count, MU_INT, NULL, "number"),
					      MU_FIELD(page, open, MU_BOOL, NULL, "true"),
					      MU_FIELD(page, shut, MU_BOOL, NULL, "false"),
					      MU_FIELD(page, grade, MU_OBJECT, &grade_record, "there"),
					      MU_FIELD(page, missing, MU_OBJECT, &grade_record, "not there"),
					      MU_FIELD(page, areas, MU_LIST, &area_record, "two"),
					      MU_FIELD(page, empty, MU_LIST, &area_record, "none"),
					      MU_FIELD(page, names, MU_LIST, NULL, "texts")};
static const struct mu_record page_record = MU_RECORD("page", page, page_fields);

static const struct grade good = {"Good", 2, false}, best = {"Best & first", 1, true};
static const struct area areas[] = {{"Help", NULL, &good}, {"Care", "see <b>", NULL}};
static const char *const names[] = {"a", "", "<c>"};

static const struct page page = {.title = "A <b> & \"c\"",
				 .body = "<p>it's</p>",
				 .link = "../a b/?q=1&r='2'",
				 .data = "{\"a\": \"</script>&\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa\"}",
				 .kind = "kinds/one",
				 .none = "",
				 .count = -153,
				 .open = true,
				 .grade = &best,
				 .areas = {areas, 2},
				 .names = {names, 3}};

/* The template with some partials around it gives exactly this, and no message. */
static void expect(const char *text, const char *expected)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct strbuf out = STRBUF_INIT;
	struct mu_set *s = set_of(&d, false,
				  TEMPLATES("main", text, "area", "{{label}}{{#grade}}={{label}}{{/grade}};",
					    "kinds/one", "[one {{title}}]", "layout",
					    "<title>{{$title}}none{{/title}}</title>\n<main>\n  {{$main}}\n  "
					    "{{/main}}\n</main>\n"));

	mu_check(s, "main", &page_record, &d);
	assert_string_equal(messages(&d, &a), "");
	assert_int_equal(mu_render_record(s, "main", &page_record, &page, &out, &d), 0);
	assert_string_equal(sb_str(&out), expected);
	assert_string_equal(messages(&d, &a), "");
	mu_set_free(s);
	sb_release(&out);
	arena_release(&a);
	diag_release(&d);
}

static void variables_by_type(void **state)
{
	(void)state;
	expect("{{title}}", "A &lt;b&gt; &amp; &quot;c&quot;");
	expect("{{body}}|{{{body}}}|{{&body}}", "<p>it's</p>|<p>it's</p>|<p>it's</p>");
	expect("<a href=\"{{link}}\">", "<a href=\"../a%20b/?q=1&amp;r=%272%27\">");
	expect("{{data}}", "{\"a\": \"\\u003c/script\\u003e\\u0026\\u2028\\u2029\xe2\x80\xaa\"}");
	expect("{{count}} {{grade.rank}}", "-153 1");
	expect("{{open}} {{shut}}", "true false");
	expect("[{{none}}][{{missing.label}}]", "[][]");
}

static void sections_by_type(void **state)
{
	(void)state;
	expect("{{#title}}({{kind}}){{/title}}{{#none}}no{{/none}}{{^none}}yes{{/none}}", "(kinds/one)yes");
	expect("{{#body}}{{.}}{{/body}}", "<p>it's</p>");
	expect("{{#link}}{{.}}{{/link}}", "../a%20b/?q=1&amp;r=%272%27");
	expect("{{#open}}o{{/open}}{{#shut}}s{{/shut}}{{^open}}O{{/open}}{{^shut}}S{{/shut}}", "oS");
	expect("{{#grade}}{{label}} {{rank}}{{/grade}}{{#missing}}no{{/missing}}{{^missing}}-{{/missing}}",
	       "Best &amp; first 1-");
	expect("{{#areas}}{{label}},{{/areas}}{{#empty}}no{{/empty}}{{^empty}}none{{/empty}}",
	       "Help,Care,none");
	expect("{{#names}}<{{.}}>{{/names}}", "<a><><&lt;c&gt;>");
	expect("{{#grade.best}}best{{/grade.best}}{{^missing.best}}-{{/missing.best}}", "best-");
}

static void names_look_outwards(void **state)
{
	(void)state;
	expect("{{#areas}}{{label}}/{{count}}/{{grade.label}} {{/areas}}", "Help/-153/Good Care/-153/ ");
	expect("{{#names}}{{kind}};{{/names}}", "kinds/one;kinds/one;kinds/one;");
	expect("{{#areas}}{{#note}}{{.}} {{label}}{{/note}}{{/areas}}", "see &lt;b&gt; Care");
	expect("{{#open}}{{#grade}}{{#best}}{{label}}{{/best}}{{/grade}}{{/open}}", "Best &amp; first");
	/* the nearest object of a dotted name decides, empty or not */
	expect("{{#areas}}[{{grade.label}}]{{/areas}}", "[Good][]");
}

static void partials_and_parents(void **state)
{
	(void)state;
	expect("{{#areas}}{{>area}}{{/areas}}", "Help=Good;Care;");
	expect("{{>*kind}}", "[one A &lt;b&gt; &amp; &quot;c&quot;]");
	expect("{{<layout}}\n{{$title}}{{kind}}{{/title}}\n{{$main}}\n{{#areas}}\n<li>{{label}}\n{{/"
	       "areas}}\n{{/main}}\n{{/layout}}\n",
	       "<title>kinds/one</title>\n<main>\n  <li>Help\n  <li>Care\n</main>\n");
}

/* Where a tag asks for less safety than the type gives, a strict set keeps the safety. */
static void type_has_the_last_word(void **state)
{
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT;
	struct mu_set *s = set_of(&d, false, TEMPLATES("main", "{{{title}}}{{&link}}"));

	(void)state;
	assert_int_equal(mu_render_record(s, "main", &page_record, &page, &out, &d), 0);
	assert_string_equal(sb_str(&out), "A &lt;b&gt; &amp; &quot;c&quot;../a%20b/?q=1&amp;r=%272%27");
	mu_set_free(s);
	sb_clear(&out);
	s = set_of(&d, true, TEMPLATES("main", "{{{title}}}{{nobody}}{{>nothing}}"));
	assert_int_equal(mu_render_record(s, "main", &page_record, &page, &out, &d), 0);
	assert_string_equal(sb_str(&out), "A <b> & \"c\"");
	assert_int_equal(d.n, 0);
	mu_set_free(s);
	sb_release(&out);
	diag_release(&d);
}

/* What the check could not see, because the template is named by data, is found late. */
static void unknown_names_are_found_while_rendering(void **state)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct strbuf out = STRBUF_INIT;
	struct mu_set *s = set_of(&d, false,
				  TEMPLATES("main", "{{#areas}}\n {{>*kind}}\n{{/areas}}\n", "kinds/one",
					    "{{label}}\n{{nobody}}\n"));

	(void)state;
	mu_check(s, "main", &page_record, &d);
	assert_int_equal(d.n, 0);
	assert_int_equal(mu_render_record(s, "main", &page_record, &page, &out, &d), 0);
	assert_string_equal(messages(&d, &a), "kinds/one:2:1 name-unknown 'nobody'\n"
					      "  main:2:2 included from here\n");
	assert_string_equal(sb_str(&out), " Help\n \n Care\n \n");
	mu_set_free(s);
	sb_release(&out);
	arena_release(&a);
	diag_release(&d);
}

static void output_is_appended(void **state)
{
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT;
	struct mu_set *s = set_of(&d, false, TEMPLATES("main", "{{kind}}"));

	(void)state;
	sb_puts(&out, "before ");
	assert_int_equal(mu_render_record(s, "main", &page_record, &page, &out, &d), 0);
	assert_string_equal(sb_str(&out), "before kinds/one");
	assert_int_equal(mu_render_record(s, "nothing", &page_record, &page, &out, &d), -1);
	assert_int_equal(d.n, 1);
	assert_int_equal(d.entry[0].code, DIAG_TEMPLATE_MISSING);
	mu_set_free(s);
	sb_release(&out);
	diag_release(&d);
}

/* ---- one set, many threads ---------------------------------------------------- */

struct job {
	const struct mu_set *set;
	pthread_t thread;
	int wrong;
};

static void *render_often(void *arg)
{
	struct job *j = arg;

	for (int i = 0; i < 200; i++) {
		struct diag d = DIAG_INIT;
		struct strbuf out = STRBUF_INIT;

		mu_check(j->set, "main", &page_record, &d);
		if (mu_render_record(j->set, "main", &page_record, &page, &out, &d) ||
		    strcmp(sb_str(&out), "Help=Good;Care;kinds/one") != 0 || d.n)
			j->wrong++;
		sb_release(&out);
		diag_release(&d);
	}
	return NULL;
}

static void threads_share_a_set(void **state)
{
	struct diag d = DIAG_INIT;
	struct mu_set *s = set_of(&d, false,
				  TEMPLATES("main", "{{#areas}}{{>area}}{{/areas}}{{kind}}", "area",
					    "{{label}}{{#grade}}={{label}}{{/grade}};"));
	struct job job[4];

	(void)state;
	for (int i = 0; i < 4; i++) {
		job[i] = (struct job){.set = s};
		assert_int_equal(pthread_create(&job[i].thread, NULL, render_often, &job[i]), 0);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(job[i].thread, NULL);
		assert_int_equal(job[i].wrong, 0);
	}
	mu_set_free(s);
	diag_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(variables_by_type),
					   cmocka_unit_test(sections_by_type),
					   cmocka_unit_test(names_look_outwards),
					   cmocka_unit_test(partials_and_parents),
					   cmocka_unit_test(type_has_the_last_word),
					   cmocka_unit_test(unknown_names_are_found_while_rendering),
					   cmocka_unit_test(output_is_appended),
					   cmocka_unit_test(threads_share_a_set)};

	return cmocka_run_group_tests_name("mustache records", tests, NULL, NULL);
}

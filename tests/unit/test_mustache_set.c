/* Folders of templates: names, what is passed over, what lies outside. */
#include "unit/test_mustache.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/fs.h"

static char dir[64];

static int make_dir(void **state)
{
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/mustache-set-XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	return fs_remove_tree(dir);
}

static void put(const char *rel, const char *text)
{
	struct arena a = ARENA_INIT;
	char *path = arena_printf(&a, "%s/%s", dir, rel);
	char *slash = path + strlen(path);

	while (*slash != '/')
		slash--;
	*slash = '\0';
	assert_int_equal(fs_mkdirs(path), 0);
	*slash = '/';
	assert_int_equal(fs_write(path, span_of(text)), 0);
	arena_release(&a);
}

static void a_folder(void **state)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct strbuf out = STRBUF_INIT;
	static const struct mu_field fields[] = {{"x", MU_TEXT, 0, NULL, ""}};
	static const struct mu_record rec = {"root", sizeof(char *), fields, 1};
	const char *data = "1";
	struct mu_set *s;

	(void)state;
	put("page.mustache", "<{{> partials/deep/grade}}>");
	put("partials/deep/grade.mustache", "({{x}})");
	put("notes.txt", "{{#never}}");
	put(".hidden.mustache", "{{#never}}");
	put("zz.mustache~", "{{#never}}");
	s = mu_set_load(dir, "templates", (struct mu_options){.lenient = false}, &d);
	assert_string_equal(messages(&d, &a), "");
	assert_int_equal(mu_set_count(s), 2);
	assert_string_equal(mu_set_name(s, 0), "page");
	assert_string_equal(mu_set_name(s, 1), "partials/deep/grade");
	mu_check(s, "page", &rec, &d);
	assert_int_equal(mu_render_record(s, "page", &rec, &data, &out, &d), 0);
	assert_string_equal(sb_str(&out), "<(1)>");
	assert_int_equal(d.n, 0);
	mu_set_free(s);
	sb_release(&out);
	arena_release(&a);
	diag_release(&d);
}

static void every_mistake_of_every_file(void **state)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct mu_set *s;

	(void)state;
	put("a.mustache", "{{#x}}\n");
	put("b/c.mustache", "\n{{> partials/grad}}{{> ../../secret}}{{> /etc/passwd}}");
	put("partials/grade.mustache", "");
	s = mu_set_load(dir, "templates", (struct mu_options){.lenient = false}, &d);
	assert_string_equal(
		messages(&d, &a),
		"templates/a.mustache:1:1 template-section-open {{/x}} is expected\n"
		"  templates/a.mustache:2:1 the file ends here\n"
		"templates/b/c.mustache:2:1 partial-missing 'partials/grad': "
		"templates/partials/grad.mustache was looked for; the nearest name is 'partials/grade'\n"
		"templates/b/c.mustache:2:20 partial-missing '../../secret': "
		"templates/../../secret.mustache was looked for\n"
		"templates/b/c.mustache:2:38 partial-missing '/etc/passwd': "
		"templates//etc/passwd.mustache was looked for\n");
	mu_set_free(s);
	arena_release(&a);
	diag_release(&d);
}

static void a_link_that_leads_out(void **state)
{
	struct diag d = DIAG_INIT;
	char path[128];
	struct mu_set *s;

	(void)state;
	put("page.mustache", "text");
	snprintf(path, sizeof path, "%s/out.mustache", dir);
	assert_int_equal(symlink("/etc/hostname", path), 0);
	s = mu_set_load(dir, "templates", (struct mu_options){.lenient = false}, &d);
	assert_int_equal(mu_set_count(s), 1);
	assert_int_equal(d.n, 1);
	assert_int_equal(d.entry[0].code, DIAG_LINK_OUTSIDE);
	mu_set_free(s);
	diag_release(&d);
}

static void no_folder(void **state)
{
	struct diag d = DIAG_INIT;
	struct mu_set *s =
		mu_set_load("/nowhere/at/all", "templates", (struct mu_options){.lenient = false}, &d);

	(void)state;
	assert_int_equal(mu_set_count(s), 0);
	mu_set_free(s);
	mu_set_free(NULL);
	diag_release(&d);
}

static void adding_twice_replaces(void **state)
{
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT;
	struct mu_set *s = set_of(&d, true, TEMPLATES("b", "1", "a", "{{>b}}", "c", "", "b", "2"));

	(void)state;
	assert_int_equal(mu_set_count(s), 3);
	assert_string_equal(mu_set_name(s, 0), "a");
	assert_string_equal(mu_set_name(s, 1), "b");
	assert_string_equal(mu_set_name(s, 2), "c");
	assert_int_equal(mu_render_record(s, "a", NULL, NULL, &out, &d), 0);
	assert_string_equal(sb_str(&out), "2");
	mu_set_free(s);
	sb_release(&out);
	diag_release(&d);
}

static void mentions_are_found_wherever_a_template_leads(void **state)
{
	struct diag d = DIAG_INIT;
	struct mu_set *s = set_of(&d, true, TEMPLATES("page", "{{<layout}}{{$main}}{{a.b}}{{/main}}{{/layout}}", "layout",
						      "{{$main}}{{default}}{{/main}}{{> row}}{{> row}}", "row",
						      "{{#cells}}{{> row}}{{/cells}}{{^none}}x{{/none}}", "open",
						      "{{>*which}}", "other", "{{grades}}"));

	(void)state;
	assert_true(mu_mentions(s, "page", "a"));
	assert_true(mu_mentions(s, "page", "b"));
	assert_true(mu_mentions(s, "page", "default"));
	assert_true(mu_mentions(s, "page", "cells"));
	assert_true(mu_mentions(s, "page", "none"));
	assert_false(mu_mentions(s, "page", "grades"));
	assert_false(mu_mentions(s, "page", "main"));
	assert_false(mu_mentions(s, "nowhere", "grades"));
	assert_true(mu_mentions(s, "open", "grades"));      /* data decides where it leads */
	mu_set_free(s);
	diag_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_folder, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(every_mistake_of_every_file, make_dir, remove_dir),
		cmocka_unit_test_setup_teardown(a_link_that_leads_out, make_dir, remove_dir),
		cmocka_unit_test(no_folder), cmocka_unit_test(adding_twice_replaces),
		cmocka_unit_test(mentions_are_found_wherever_a_template_leads)};

	return cmocka_run_group_tests_name("mustache set", tests, NULL, NULL);
}

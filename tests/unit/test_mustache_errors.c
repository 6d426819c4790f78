/* What is wrong with templates: each mistake, its exact message and its places. */
#include "unit/test_mustache.h"
#include <string.h>

static void unclosed_tag(void **state)
{
	(void)state;
	expect_messages(TEMPLATES("t", "a\n  {{name\n"), "t:2:3 template-tag-open '}}' is expected\n");
	expect_messages(TEMPLATES("t", "{{"), "t:1:1 template-tag-open '}}' is expected\n");
	expect_messages(TEMPLATES("t", "{{{x}}"), "t:1:1 template-tag-open '}}}' is expected\n");
	expect_messages(TEMPLATES("t", "{{=<% %>=}} <%& x"), "t:1:13 template-tag-open '%>' is expected\n");
	expect_messages(TEMPLATES("t", "{{! never"), "t:1:1 template-tag-open '}}' is expected\n");
	/* a tag that swallows the next one is reported where it begins, and the next is read */
	expect_messages(TEMPLATES("t", "{{one\n{{two}} {{three\n{{four}}{{}}"),
			"t:1:1 template-tag-open '}}' is expected\n"
			"t:2:9 template-tag-open '}}' is expected\n"
			"t:3:9 template-tag it has no name\n");
}

static void no_tag(void **state)
{
	(void)state;
	expect_messages(TEMPLATES("t", "{{}}"), "t:1:1 template-tag it has no name\n");
	expect_messages(TEMPLATES("t", "x {{# }}"), "t:1:3 template-tag it has no name\n");
	expect_messages(TEMPLATES("t", "{{>*}}"), "t:1:1 template-tag it has no name\n");
	expect_messages(TEMPLATES("t", "é {{if x}}"), "t:1:3 template-tag 'if x' is not one name\n");
	expect_messages(TEMPLATES("t", "{{a..b}}"), "t:1:1 template-tag 'a..b' is not a name\n");
	expect_messages(TEMPLATES("t", "{{.a}}{{a.}}{{#..}}{{/..}}"),
			"t:1:1 template-tag '.a' is not a name\n"
			"t:1:7 template-tag 'a.' is not a name\n"
			"t:1:13 template-tag '..' is not a name\n");
}

static void bad_delimiters(void **state)
{
	static const char *const wrong[] = {"{{==}}", "{{=<%=}}", "{{=<% %> x=}}", "{{=a= b=}}",
					    "{{= a=b=}}"};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		expect_messages(
			TEMPLATES("t", wrong[i]),
			"t:1:1 template-delimiter write two delimiters with a space between, without '='\n");
}

static void sections_that_do_not_close(void **state)
{
	(void)state;
	expect_messages(TEMPLATES("t", "a\n {{#one}}\nb\n"),
			"t:2:2 template-section-open {{/one}} is expected\n  t:4:1 the file ends here\n");
	expect_messages(TEMPLATES("t", "{{<p}}{{$b}}", "p", "{{$b}}{{/b}}"),
			"t:1:7 template-section-open {{/b}} is expected\n  t:1:13 the file ends here\n"
			"t:1:1 template-section-open {{/p}} is expected\n  t:1:13 the file ends here\n");
}

static void sections_that_cross(void **state)
{
	(void)state;
	expect_messages(TEMPLATES("t", "{{#one}}\n{{^two}}\n{{/one}}\n{{/two}}\n"),
			"t:3:1 template-crossed 'one' is closed before 'two'\n"
			"  t:2:1 {{^two}} is opened here\n"
			"  t:1:1 {{#one}} is opened here\n");
}

static void closing_nothing(void **state)
{
	(void)state;
	expect_messages(TEMPLATES("t", "x{{/one}}"), "t:1:2 template-close-stray 'one'\n");
	/* a slip of the pen in the closing tag is one mistake, not two */
	expect_messages(TEMPLATES("t", "{{#judgement}}\n{{/judgment}}\n{{/more}}"),
			"t:2:1 template-close-stray 'judgment'\n"
			"  t:1:1 {{#judgement}} is opened here\n"
			"t:3:1 template-close-stray 'more'\n");
	expect_messages(TEMPLATES("t", "{{#one}}{{/elsewhere}}{{/one}}"),
			"t:1:9 template-close-stray 'elsewhere'\n  t:1:1 {{#one}} is opened here\n");
}

static void nested_too_deeply(void **state)
{
	struct strbuf b = STRBUF_INIT;

	(void)state;
	for (int i = 0; i < MU_MAX_DEPTH; i++)
		sb_puts(&b, "{{#a}}");
	for (int i = 0; i < MU_MAX_DEPTH; i++)
		sb_puts(&b, "{{/a}}");
	expect_messages(TEMPLATES("t", sb_str(&b)), "");
	sb_clear(&b);
	for (int i = 0; i <= MU_MAX_DEPTH; i++)
		sb_puts(&b, "{{#a}}");
	for (int i = 0; i < MU_MAX_DEPTH; i++)
		sb_puts(&b, "{{/a}}");
	expect_messages(TEMPLATES("t", sb_str(&b)), "t:1:385 template-depth 64 tags are open already\n");
	sb_release(&b);
}

static void missing_templates(void **state)
{
	(void)state;
	expect_messages(TEMPLATES("t", "{{> grad}}\n{{<lay}}{{/lay}}", "grade", "", "layout", ""),
			"t:1:1 partial-missing 'grad': it is not among the 3 templates given; the nearest "
			"name is 'grade'\n"
			"t:2:1 parent-missing 'lay': it is not among the 3 templates given\n");
}

static void blocks_that_the_parent_lacks(void **state)
{
	(void)state;
	expect_messages(
		TEMPLATES("t", "{{<p}}\n{{$titel}}{{/titel}}{{$x}}{{/x}}{{/p}}", "p", "{{$title}}{{/title}}"),
		"t:2:1 block-unknown 'titel' in 'p'; the nearest name is 'title'\n"
		"t:2:21 block-unknown 'x' in 'p'\n");
	/* blocks of the parent's own parent and partials can be overridden as well */
	expect_messages(TEMPLATES("t", "{{<p}}{{$a}}{{/a}}{{$b}}{{/b}}{{$c}}{{/c}}{{$d}}{{/d}}{{/p}}", "p",
				  "{{<q}}{{$a}}{{$b}}{{/b}}{{/a}}{{/q}}{{>r}}", "q",
				  "{{$a}}{{/a}}{{#x}}{{$c}}{{/c}}{{/x}}", "r", "{{$d}}{{/d}}"),
			"");
	/* with a parent that the data names, nobody can know */
	expect_messages(TEMPLATES("t", "{{<p}}{{$a}}{{/a}}{{/p}}{{<*q}}{{$a}}{{/a}}{{/q}}", "p", "{{>*x}}"),
			"");
}

static void blocks_given_twice(void **state)
{
	(void)state;
	expect_messages(TEMPLATES("t", "{{<p}}{{$a}}{{/a}}\n{{$a}}{{/a}}{{/p}}", "p", "{{$a}}{{/a}}"),
			"t:2:1 block-twice 'a'\n  t:1:7 it is given here first\n");
}

static void text_that_nobody_sees(void **state)
{
	(void)state;
	expect_messages(
		TEMPLATES("t", "{{<p}}\n  lost {{too}}\n{{$a}}{{/a}}{{!c}}\n{{/p}}", "p", "{{$a}}{{/a}}"),
		"t:2:3 template-ignored\n");
	expect_messages(TEMPLATES("t", "{{<p}}\n{{#x}}{{$a}}{{/a}}{{/x}}\n{{/p}}", "p", "{{$a}}{{/a}}"),
			"t:2:1 template-ignored\n");
}

static void chains_without_end(void **state)
{
	(void)state;
	expect_messages(TEMPLATES("a", "{{>a}}"), "a:1:1 template-recursion a > a\n");
	expect_messages(TEMPLATES("a", "\n {{>b}}", "b", "{{<c}}{{/c}}", "c", "{{$x}}{{/x}}{{>a}}{{>a}}"),
			"c:1:13 template-recursion a > b > c > a\n"
			"  b:1:1 included from here\n"
			"  a:2:2 included from here\n"
			"c:1:19 template-recursion a > b > c > a\n"
			"  b:1:1 included from here\n"
			"  a:2:2 included from here\n");
	/* what data or a block can end is no mistake */
	expect_messages(TEMPLATES("a", "{{#x}}{{>a}}{{/x}}{{^y}}{{>a}}{{/y}}{{$b}}{{>a}}{{/b}}{{>*n}}"), "");
}

static void text_that_is_no_text(void **state)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct mu_set *s = mu_set_new((struct mu_options){.lenient = false});
	char *large = arena_alloc(&a, MU_MAX_TEMPLATE + 1);

	(void)state;
	memset(large, 'x', MU_MAX_TEMPLATE + 1);
	assert_int_equal(mu_set_add(s, "nul", "nul", span_make("a\nb\0", 4), &d), -1);
	assert_int_equal(mu_set_add(s, "bad", "bad", span_of("ab\xff"), &d), -1);
	assert_int_equal(mu_set_add(s, "large", "large", span_make(large, MU_MAX_TEMPLATE + 1), &d), -1);
	assert_int_equal(mu_set_add(s, "limit", "limit", span_make(large, MU_MAX_TEMPLATE), &d), 0);
	assert_int_equal(mu_set_add(s, "bom", "bom", span_of("\xef\xbb\xbf{{>nul}}{{>bad}}"), &d), 0);
	mu_set_link(s, &d);
	assert_string_equal(messages(&d, &a),
			    "nul:2:2 file-nul text in UTF-16 looks like this; save the file as UTF-8\nbad:1:3 file-utf8 byte 0xff; save the file as UTF-8\n"
			    "large:0:0 file-too-large 1048577 bytes, where 1048576 are allowed\n");
	mu_set_free(s);
	arena_release(&a);
	diag_release(&d);
}

/* All mistakes of all templates in one run, and not more than anyone would read. */
static void everything_at_once(void **state)
{
	struct strbuf b = STRBUF_INIT;
	struct diag d = DIAG_INIT;
	struct mu_set *s;

	(void)state;
	expect_messages(TEMPLATES("a", "{{/x}}{{}}{{=x=}}", "b", "{{#y}}", "c", "{{>missing}}"),
			"a:1:7 template-tag it has no name\n"
			"a:1:11 template-delimiter write two delimiters with a space between, without '='\n"
			"a:1:1 template-close-stray 'x'\n"
			"b:1:1 template-section-open {{/y}} is expected\n  b:1:7 the file ends here\n"
			"c:1:1 partial-missing 'missing': it is not among the 3 templates given\n");
	for (int i = 0; i < 5000; i++)
		sb_puts(&b, "{{}}{{/x}}");
	s = set_of(&d, false, TEMPLATES("t", sb_str(&b)));
	assert_int_equal(d.n, 200);
	mu_set_free(s);
	sb_release(&b);
	diag_release(&d);
}

static void lenient_sets_keep_silent_about_names_only(void **state)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct mu_set *s =
		set_of(&d, true, TEMPLATES("t", "{{>p}}{{<q}}x{{$a}}{{/a}}{{$a}}{{/a}}{{/q}}{{name}}"));

	(void)state;
	assert_int_equal(d.n, 0);
	mu_set_free(s);
	s = set_of(&d, true, TEMPLATES("t", "{{#x}}", "u", "{{>u}}"));
	assert_string_equal(messages(&d, &a), "t:1:1 template-section-open {{/x}} is expected\n"
					      "  t:1:7 the file ends here\n"
					      "u:1:1 template-recursion u > u\n");
	mu_set_free(s);
	arena_release(&a);
	diag_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(unclosed_tag),
					   cmocka_unit_test(no_tag),
					   cmocka_unit_test(bad_delimiters),
					   cmocka_unit_test(sections_that_do_not_close),
					   cmocka_unit_test(sections_that_cross),
					   cmocka_unit_test(closing_nothing),
					   cmocka_unit_test(nested_too_deeply),
					   cmocka_unit_test(missing_templates),
					   cmocka_unit_test(blocks_that_the_parent_lacks),
					   cmocka_unit_test(blocks_given_twice),
					   cmocka_unit_test(text_that_nobody_sees),
					   cmocka_unit_test(chains_without_end),
					   cmocka_unit_test(text_that_is_no_text),
					   cmocka_unit_test(everything_at_once),
					   cmocka_unit_test(lenient_sets_keep_silent_about_names_only)};

	return cmocka_run_group_tests_name("mustache errors", tests, NULL, NULL);
}

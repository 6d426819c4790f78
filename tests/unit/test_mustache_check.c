/* The check of names against record tables: what is unknown, misused or unsafe, found
 * through partials, parents and blocks, each once, with the way that led there. */
#include "unit/test_mustache.h"

struct leaf {
	const char *label, *text;
	long rank;
	struct mu_list leaves;
};

struct root {
	const char *title, *body, *link, *json, *kind;
	bool open;
	const struct leaf *leaf;
	struct mu_list leaves, words;
};

static const struct mu_record leaf_record;
static const struct mu_field leaf_fields[] = {
	MU_FIELD(leaf, label, MU_TEXT, NULL, ""), MU_FIELD(leaf, text, MU_HTML, NULL, ""),
	MU_FIELD(leaf, rank, MU_INT, NULL, ""), MU_FIELD(leaf, leaves, MU_LIST, &leaf_record, "")};
static const struct mu_record leaf_record = MU_RECORD("leaf", leaf, leaf_fields);

static const struct mu_field root_fields[] = {MU_FIELD(root, title, MU_TEXT, NULL, ""),
					      MU_FIELD(root, body, MU_HTML, NULL, ""),
					      MU_FIELD(root, link, MU_URL, NULL, ""),
					      MU_FIELD(root, json, MU_JSON, NULL, ""),
					      MU_FIELD(root, kind, MU_TEXT, NULL, ""),
					      MU_FIELD(root, open, MU_BOOL, NULL, ""),
					      MU_FIELD(root, leaf, MU_OBJECT, &leaf_record, ""),
					      MU_FIELD(root, leaves, MU_LIST, &leaf_record, ""),
					      MU_FIELD(root, words, MU_LIST, NULL, "")};
static const struct mu_record root_record = MU_RECORD("root", root, root_fields);

/* Checks the first of the templates; expects exactly these messages. */
static void expect(const char *const *pairs, const char *expected)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct mu_set *s = set_of(&d, false, pairs);

	assert_string_equal(messages(&d, &a), "");
	mu_check(s, pairs[0], &root_record, &d);
	assert_string_equal(messages(&d, &a), expected);
	mu_set_free(s);
	diag_release(&d);
	arena_release(&a);
}

static void known_names(void **state)
{
	(void)state;
	expect(TEMPLATES("t",
			 "{{title}}{{body}}{{{body}}}{{link}}{{json}}{{open}}{{leaf.label}}{{leaf.rank}}"),
	       "");
	expect(TEMPLATES("t", "{{#leaves}}{{label}}{{title}}{{#leaves}}{{rank}}{{/leaves}}{{/leaves}}"), "");
	expect(TEMPLATES("t", "{{#words}}{{.}}{{title}}{{/words}}{{#title}}{{.}}{{/"
			      "title}}{{^leaf}}{{title}}{{/leaf}}"),
	       "");
	expect(TEMPLATES("t", "{{#body}}{{{.}}}{{/body}}{{#open}}{{#leaf.leaves}}{{label}}{{/leaf.leaves}}{{/"
			      "open}}"),
	       "");
}

static void unknown_names(void **state)
{
	(void)state;
	expect(TEMPLATES("t", "a\n {{titel}}"),
	       "t:2:2 name-unknown 'titel' is not in root; the nearest name is 'title'\n");
	expect(TEMPLATES("t", "{{#leaves}}{{lable}}{{/leaves}}"),
	       "t:1:12 name-unknown 'lable' is not in leaf or root; the nearest name is 'label'\n");
	expect(TEMPLATES("t", "{{^elsewhere}}{{/elsewhere}}"),
	       "t:1:1 name-unknown 'elsewhere' is not in root\n"
	       "  names of root: title, body, link, json, kind, open, leaf, leaves, words\n");
	expect(TEMPLATES("t", "{{leaf.lable}}"),
	       "t:1:1 name-unknown 'lable' is not in leaf; the nearest name is 'label'\n");
	expect(TEMPLATES("t", "{{title.x}}{{leaves.label}}"),
	       "t:1:1 name-unknown 'title.x': 'title' is text and has no names in it\n"
	       "t:1:12 name-unknown 'leaves.label': 'leaves' is a list and has no names in it\n");
	/* what depends on an unknown name is no second finding */
	expect(TEMPLATES("t", "{{#leafs}}{{lable}}{{/leafs}}"),
	       "t:1:1 name-unknown 'leafs' is not in root; the nearest name is 'leaf'\n");
	/* names of a list's items are not known beside it */
	expect(TEMPLATES("t", "{{#leaves}}{{/leaves}}{{label}}{{#open}}{{label}}{{/open}}"),
	       "t:1:23 name-unknown 'label' is not in root\n"
	       "  names of root: title, body, link, json, kind, open, leaf, leaves, words\n"
	       "t:1:41 name-unknown 'label' is not in root\n"
	       "  names of root: title, body, link, json, kind, open, leaf, leaves, words\n");
}

static void misused_values(void **state)
{
	(void)state;
	expect(TEMPLATES("t", "{{leaf}} {{leaves}} {{.}}"),
	       "t:1:1 name-kind 'leaf' is a record; a section is needed to show what is in it\n"
	       "t:1:10 name-kind 'leaves' is a list; a section is needed to show what is in it\n"
	       "t:1:21 name-kind '.' is a record; a section is needed to show what is in it\n");
	expect(TEMPLATES("t", "{{>*open}}{{>*kind}}{{<*leaf}}{{/*leaf}}"),
	       "t:1:1 name-kind 'open' is true or false; a template's name is text\n"
	       "t:1:21 name-kind 'leaf' is a record; a template's name is text\n");
	expect(TEMPLATES("t", "{{#leaf.rank}}{{.}}{{/leaf.rank}}{{#leaf}}{{#.}}{{/.}}{{/leaf}}"),
	       "t:1:1 section-always 'leaf.rank' is a number, and 0 counts as a value\n"
	       "t:1:43 section-always '.' is a record\n");
}

static void unescaped_values(void **state)
{
	(void)state;
	expect(TEMPLATES("t",
			 "{{{title}}}{{&link}}{{{json}}}{{&leaf.rank}}{{{body}}}{{#words}}{{&.}}{{/words}}"),
	       "t:1:1 name-unescaped 'title' is text; two braces write it as it should be\n"
	       "t:1:12 name-unescaped 'link' is a URL; two braces write it as it should be\n"
	       "t:1:21 name-unescaped 'json' is JSON; two braces write it as it should be\n"
	       "t:1:31 name-unescaped 'leaf.rank' is a number; two braces write it as it should be\n"
	       "t:1:65 name-unescaped '.' is text; two braces write it as it should be\n");
}

static void through_partials(void **state)
{
	(void)state;
	expect(TEMPLATES("t", "{{#leaves}}\n{{>p}}\n{{/leaves}}", "p", "{{label}}{{title}}{{>q}}", "q",
			 "\n{{labl}}"),
	       "q:2:1 name-unknown 'labl' is not in leaf or root; the nearest name is 'label'\n"
	       "  p:1:19 included from here\n"
	       "  t:2:1 included from here\n");
	/* one partial in two places: good in one, bad in the other */
	expect(TEMPLATES("t", "{{#leaves}}{{>p}}{{/leaves}}{{>p}}{{>p}}", "p", "{{label}}"),
	       "p:1:1 name-unknown 'label' is not in root\n"
	       "  names of root: title, body, link, json, kind, open, leaf, leaves, words\n"
	       "  t:1:29 included from here\n");
	/* a partial that includes itself over data is walked once for each kind of place */
	expect(TEMPLATES("t", "{{>p}}", "p", "{{title}}{{#leaves}}{{rank}}{{>p}}{{/leaves}}"), "");
}

static void through_parents(void **state)
{
	(void)state;
	expect(TEMPLATES("t", "{{<lay}}\n{{$main}}{{label}}{{labl}}{{/main}}{{/lay}}", "lay",
			 "{{titel}}{{#leaf}}{{$main}}{{nobody}}{{/main}}{{/leaf}}"),
	       "lay:1:1 name-unknown 'titel' is not in root; the nearest name is 'title'\n"
	       "  t:1:1 included from here\n"
	       "t:2:19 name-unknown 'labl' is not in leaf or root; the nearest name is 'label'\n"
	       "  lay:1:19 shown in block 'main' here\n"
	       "  t:1:1 included from here\n");
	/* a default that nobody overrides is used, and one that is overridden is not */
	expect(TEMPLATES("t", "{{<lay}}{{/lay}}", "lay", "{{$b}}{{titel}}{{/b}}"),
	       "lay:1:7 name-unknown 'titel' is not in root; the nearest name is 'title'\n"
	       "  t:1:1 included from here\n");
	expect(TEMPLATES("t", "{{<lay}}{{$b}}{{title}}{{/b}}{{/lay}}", "lay", "{{$b}}{{titel}}{{/b}}"), "");
	/* the outermost override counts */
	expect(TEMPLATES("t", "{{<p}}{{$b}}{{title}}{{/b}}{{/p}}", "p", "{{<q}}{{$b}}{{titel}}{{/b}}{{/q}}",
			 "q", "{{$b}}{{/b}}"),
	       "");
	expect(TEMPLATES("t", "{{<p}}{{$a}}x{{/a}}{{/p}}", "p", "{{$a}}{{/a}}{{$b}}{{<q}}{{/q}}{{/b}}", "q",
			 "{{$a}}{{/a}}{{<p}}{{$b}}{{titel}}{{/b}}{{/p}}"),
	       "q:1:25 name-unknown 'titel' is not in root; the nearest name is 'title'\n"
	       "  p:1:13 shown in block 'b' here\n"
	       "  q:1:13 included from here\n"
	       "  p:1:19 included from here\n"
	       "  t:1:1 included from here\n");
}

/* Thirty templates that each include the next twice, in two kinds of place, would be a
 * thousand million visits; remembered, they are sixty. */
static void ways_do_not_multiply(void **state)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct mu_set *s = mu_set_new((struct mu_options){.lenient = false});

	(void)state;
	for (int i = 0; i < 30; i++) {
		const char *name = arena_printf(&a, "t%d", i);
		const char *text =
			arena_printf(&a, "{{#leaf}}{{>t%d}}{{/leaf}}{{>t%d}}{{>t%d}}", i + 1, i + 1, i + 1);

		mu_set_add(s, name, name, span_of(text), &d);
	}
	mu_set_add(s, "t30", "t30", span_of("{{title}}{{titel}}"), &d);
	mu_set_link(s, &d);
	mu_check(s, "t0", &root_record, &d);
	assert_int_equal(d.n, 1);
	assert_string_equal(d.entry[0].at.file, "t30");
	mu_set_free(s);
	diag_release(&d);
	arena_release(&a);
}

static void nothing_to_check(void **state)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct mu_set *s = set_of(&d, true, TEMPLATES("page", "{{anything}}{{{title}}}"));

	(void)state;
	mu_check(s, "page", &root_record, &d);
	assert_int_equal(d.n, 0);
	mu_check(s, "pag", &root_record, &d);
	assert_string_equal(messages(&d, &a), ":0:0 template-missing 'pag': it is not among the 1 templates "
					      "given; the nearest name is 'page'\n");
	mu_set_free(s);
	diag_release(&d);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_names),          cmocka_unit_test(unknown_names),
		cmocka_unit_test(misused_values),       cmocka_unit_test(unescaped_values),
		cmocka_unit_test(through_partials),     cmocka_unit_test(through_parents),
		cmocka_unit_test(ways_do_not_multiply), cmocka_unit_test(nothing_to_check)};

	return cmocka_run_group_tests_name("mustache check", tests, NULL, NULL);
}

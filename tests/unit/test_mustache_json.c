/* JSON as template data: what each kind of value says to the engine. */
#include "unit/test_mustache.h"
#include <jansson.h>
#include "json/provider.h"

static void expect_text(const char *json, const char *expected)
{
	json_t *j = json_loads(json, JSON_DECODE_ANY, NULL);
	struct strbuf out = STRBUF_INIT;

	assert_non_null(j);
	json_provider.text(j, &out);
	assert_string_equal(sb_str(&out), expected);
	sb_release(&out);
	json_decref(j);
}

static void text_of_scalars(void **state)
{
	(void)state;
	expect_text("\"a <b>\"", "a <b>");
	expect_text("-9007199254740993", "-9007199254740993");
	expect_text("1.21", "1.21");
	expect_text("0.1", "0.1");
	expect_text("0.30000000000000004", "0.30000000000000004");
	expect_text("2.0", "2");
	expect_text("1e100", "1e+100");
	expect_text("true", "true");
	expect_text("false", "false");
	expect_text("null", "");
	expect_text("[1]", "");
	expect_text("{\"a\": 1}", "");
}

static enum mu_truth truth_of(const char *json)
{
	json_t *j = json_loads(json, JSON_DECODE_ANY, NULL);
	enum mu_truth t = json_provider.truth(j);

	json_decref(j);
	return t;
}

static void truth(void **state)
{
	(void)state;
	assert_int_equal(json_provider.truth(NULL), MU_ABSENT);
	assert_int_equal(truth_of("null"), MU_FALSE);
	assert_int_equal(truth_of("false"), MU_FALSE);
	assert_int_equal(truth_of("[]"), MU_FALSE);
	assert_int_equal(truth_of("[false]"), MU_TRUE);
	assert_int_equal(truth_of("{}"), MU_TRUE);
	assert_int_equal(truth_of("0"), MU_TRUE);
	assert_int_equal(truth_of("\"\""), MU_TRUE);
}

static void children_and_items(void **state)
{
	json_t *j = json_loads("{\"key\": [1, {\"k\": null}], \"keys\": 2}", 0, NULL);
	const void *list = json_provider.child(j, span_make("keys", 3));

	(void)state;
	assert_int_equal(json_provider.length(j), -1);
	assert_int_equal(json_provider.length(list), 2);
	assert_int_equal(json_integer_value(json_provider.item(list, 0)), 1);
	assert_null(json_provider.item(list, 2));
	assert_true(
		json_is_null((const json_t *)json_provider.child(json_provider.item(list, 1), span_of("k"))));
	assert_null(json_provider.child(list, span_of("0")));
	assert_null(json_provider.child(j, span_of("nothing")));
	json_decref(j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(text_of_scalars), cmocka_unit_test(truth),
					   cmocka_unit_test(children_and_items)};

	return cmocka_run_group_tests_name("json provider", tests, NULL, NULL);
}

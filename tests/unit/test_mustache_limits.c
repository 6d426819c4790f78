/* Every bound of a rendering, reached and passed: depth, chain, bytes, steps. */
#include "unit/test_mustache.h"
#include <jansson.h>
#include <string.h>
#include "json/provider.h"

/* Renders "main" of a lenient set over JSON; the messages are left in d. */
static int render(const char *const *pairs, const char *json, struct strbuf *out, struct diag *d)
{
	struct mu_set *s = set_of(d, true, pairs);
	json_t *data = json_loads(json, JSON_DECODE_ANY, NULL);
	int rc;

	assert_non_null(data);
	rc = mu_render_provider(s, "main", &json_provider, data, out, d);
	json_decref(data);
	mu_set_free(s);
	return rc;
}

static void endless_over_data(void **state)
{
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT;
	struct diag_note *n;
	size_t notes = 0;

	(void)state;
	assert_int_equal(render(TEMPLATES("main", "{{>a}}", "a", "{{#x}}{{>b}}{{/x}}", "b", "\n{{>a}}"),
				"{\"x\": true}", &out, &d),
			 -1);
	assert_int_equal(d.n, 1);
	assert_int_equal(d.entry[0].code, DIAG_TEMPLATE_RECURSION);
	assert_string_equal(d.entry[0].at.file, "b");
	assert_int_equal(d.entry[0].at.line, 2);
	assert_string_equal(d.entry[0].detail,
			    "... > b > a > b > a > b > a > b > a (at most 64 in one another)");
	for (n = d.entry[0].notes; n; n = n->next)
		notes++;
	assert_int_equal(notes, 13);
	assert_string_equal(d.entry[0].notes->text, "included from here");
	diag_release(&d);
	sb_release(&out);
}

/* A chain of exactly as many templates as are allowed, and one more. */
static void chain_at_its_bound(void **state)
{
	struct arena a = ARENA_INIT;

	(void)state;
	for (int more = 0; more < 2; more++) {
		struct diag d = DIAG_INIT;
		struct strbuf out = STRBUF_INIT;
		struct mu_set *s = mu_set_new((struct mu_options){.lenient = true});
		int last = MU_MAX_CHAIN + more, rc;

		for (int i = 0; i < last; i++)
			mu_set_add(s, arena_printf(&a, "%d", i), "f",
				   span_of(arena_printf(&a, "{{>%d}}", i + 1)), &d);
		mu_set_add(s, arena_printf(&a, "%d", last), "f", span_of("end"), &d);
		mu_set_link(s, &d);
		rc = mu_render_provider(s, "0", &json_provider, NULL, &out, &d);
		assert_int_equal(rc, more ? -1 : 0);
		assert_int_equal(d.n, more);
		assert_string_equal(sb_str(&out), more ? "" : "end");
		mu_set_free(s);
		sb_release(&out);
		diag_release(&d);
	}
	arena_release(&a);
}

/* Data a hundred deep under a template of sixty sections that includes itself. */
static void stack_at_its_bound(void **state)
{
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT, t = STRBUF_INIT;

	(void)state;
	for (int i = 0; i < 60; i++)
		sb_puts(&t, "{{#.}}");
	sb_puts(&t, "x{{>main}}");
	for (int i = 0; i < 60; i++)
		sb_puts(&t, "{{/.}}");
	assert_int_equal(render(TEMPLATES("main", sb_str(&t)), "{\"a\": 1}", &out, &d), -1);
	assert_int_equal(d.n, 1);
	assert_int_equal(d.entry[0].code, DIAG_TEMPLATE_DEPTH);
	assert_string_equal(d.entry[0].detail, "at most 512 sections in one another are allowed");
	assert_string_equal(sb_str(&out), "xxxxxxxx");
	diag_release(&d);
	sb_release(&out);
	sb_release(&t);
}

/* Sections that push nothing are bounded by the chain: sixty-four times sixty of them. */
static void sections_without_frames(void **state)
{
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT, t = STRBUF_INIT;

	(void)state;
	for (int i = 0; i < 60; i++)
		sb_puts(&t, "{{^no}}");
	sb_puts(&t, "x{{>main}}");
	for (int i = 0; i < 60; i++)
		sb_puts(&t, "{{/no}}");
	assert_int_equal(render(TEMPLATES("main", sb_str(&t)), "{}", &out, &d), -1);
	assert_int_equal(d.n, 1);
	assert_int_equal(d.entry[0].code, DIAG_TEMPLATE_RECURSION);
	assert_int_equal(out.n, MU_MAX_CHAIN + 1);
	diag_release(&d);
	sb_release(&out);
	sb_release(&t);
}

static void output_at_its_bound(void **state)
{
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT, t = STRBUF_INIT;

	(void)state;
	sb_puts(&t, "{{#l}}{{#l}}{{#l}}{{#l}}");
	for (int i = 0; i < 1024; i++)
		sb_puts(&t, "0123456789abcdef");
	sb_puts(&t, "{{/l}}{{/l}}{{/l}}{{/l}}");
	assert_int_equal(render(TEMPLATES("main", sb_str(&t)), "{\"l\": [1,2,3,4,5,6,7,8,9,10]}", &out, &d),
			 -1);
	assert_int_equal(d.n, 1);
	assert_int_equal(d.entry[0].code, DIAG_TEMPLATE_LIMIT);
	assert_string_equal(d.entry[0].detail, "at most 67108864 bytes are allowed");
	assert_in_range(out.n, MU_MAX_OUTPUT, MU_MAX_OUTPUT + 16384);
	diag_release(&d);
	sb_release(&out);
	sb_release(&t);
}

/* Loops that write nothing end, too. */
static void steps_at_their_bound(void **state)
{
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT, t = STRBUF_INIT;

	(void)state;
	for (int i = 0; i < 20; i++)
		sb_puts(&t, "{{#l}}");
	for (int i = 0; i < 20; i++)
		sb_puts(&t, "{{/l}}");
	assert_int_equal(render(TEMPLATES("main", sb_str(&t)), "{\"l\": [1,2,3,4,5,6,7,8,9,10]}", &out, &d),
			 -1);
	assert_int_equal(d.n, 1);
	assert_int_equal(d.entry[0].code, DIAG_TEMPLATE_LIMIT);
	assert_string_equal(d.entry[0].detail, "at most 67108864 steps are allowed");
	assert_int_equal(out.n, 0);
	diag_release(&d);
	sb_release(&out);
	sb_release(&t);
}

static void strict_over_provider_data(void **state)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct strbuf out = STRBUF_INIT;
	struct mu_set *s = set_of(
		&d, false,
		TEMPLATES("main",
			  "{{#l}}{{n}}{{m}}{{/l}}{{empty}}{{empty.x}}{{#no}}{{/no}}{{t.x}}{{o.x}}{{>*t}}"));
	json_t *data = json_loads(
		"{\"l\": [{\"n\": 1}, {\"n\": 2}], \"empty\": null, \"t\": \"text\", \"o\": {}}", 0, NULL);

	(void)state;
	assert_int_equal(mu_render_provider(s, "main", &json_provider, data, &out, &d), 0);
	assert_string_equal(sb_str(&out), "12");
	assert_string_equal(messages(&d, &a),
			    "main:1:12 name-unknown 'm'\n"
			    "main:1:43 name-unknown 'no'\n"
			    "main:1:57 name-unknown 't.x'\n"
			    "main:1:64 name-unknown 'o.x'\n"
			    "main:1:71 partial-missing 'text': it is not among the 1 templates given\n");
	json_decref(data);
	mu_set_free(s);
	sb_release(&out);
	arena_release(&a);
	diag_release(&d);
}

/* ---- lambdas that do not end ---------------------------------------------------- */

static void again(void *user, struct strbuf *out)
{
	(void)user;
	sb_puts(out, "{{f}}{{f}}");
}

static void again_section(void *user, struct span text, struct strbuf *out)
{
	(void)user;
	sb_printf(out, "{{#f}}%.*s{{/f}}", SPAN_FMT(text));
}

static const struct mu_lambda *every_text(const void *node)
{
	static const struct mu_lambda l = {NULL, again, again_section};

	return json_is_string((const json_t *)node) ? &l : NULL;
}

static void lambdas_end(void **state)
{
	static const char *const texts[] = {"{{f}}", "{{#f}}x{{/f}}"};
	struct mu_provider prov = json_provider;
	json_t *data = json_loads("{\"f\": \"\"}", 0, NULL);

	(void)state;
	prov.lambda = every_text;
	for (size_t i = 0; i < 2; i++) {
		struct diag d = DIAG_INIT;
		struct strbuf out = STRBUF_INIT;
		struct mu_set *s = set_of(&d, true, TEMPLATES("main", texts[i]));

		assert_int_equal(mu_render_provider(s, "main", &prov, data, &out, &d), -1);
		assert_int_equal(d.n, 1);
		assert_int_equal(d.entry[0].code, DIAG_TEMPLATE_RECURSION);
		mu_set_free(s);
		sb_release(&out);
		diag_release(&d);
	}
	json_decref(data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(endless_over_data),         cmocka_unit_test(chain_at_its_bound),
		cmocka_unit_test(stack_at_its_bound),        cmocka_unit_test(sections_without_frames),
		cmocka_unit_test(output_at_its_bound),       cmocka_unit_test(steps_at_their_bound),
		cmocka_unit_test(strict_over_provider_data), cmocka_unit_test(lambdas_end)};

	return cmocka_run_group_tests_name("mustache limits", tests, NULL, NULL);
}

/* The Mustache specification: our own cases (tests/spec/mustache), which always run, and
 * the official ones where a checkout of the project has them beside it. A case is data, a
 * template, other templates, and the exact bytes that are expected. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "json/provider.h"
#include "mustache/mustache.h"

#define OWN "tests/spec/mustache"
#define OFFICIAL "../shared/mustache-spec"

/* ---- lambdas ---------------------------------------------------------------
 * In our own cases {"lambda": {"text": T}} gives T as a variable, and as a section T with
 * each @ replaced by the section's text; a # counts the calls. In the official cases a
 * lambda is code in other languages; the table below says the same in C. */

static unsigned calls;

static void own_expand(const json_t *node, struct span with, struct strbuf *out)
{
	const char *text = json_string_value(json_object_get(json_object_get(node, "lambda"), "text"));

	calls++;
	for (; *text; text++) {
		if (*text == '@')
			sb_span(out, with);
		else if (*text == '#' && text[1] == '#')
			sb_printf(out, "%u", calls), text++;
		else
			sb_putc(out, *text);
	}
}

static void own_variable(void *user, struct strbuf *out)
{
	own_expand(user, span_of(""), out);
}

static void own_section(void *user, struct span text, struct strbuf *out)
{
	own_expand(user, text, out);
}

static void give_world(void *user, struct strbuf *out)
{
	(void)user;
	sb_puts(out, "world");
}

static void give_planet(void *user, struct strbuf *out)
{
	(void)user;
	sb_puts(out, "{{planet}}");
}

static void give_planet_twice(void *user, struct strbuf *out)
{
	(void)user;
	sb_puts(out, "|planet| => {{planet}}");
}

static void give_count(void *user, struct strbuf *out)
{
	(void)user;
	sb_printf(out, "%u", ++calls);
}

static void give_greater(void *user, struct strbuf *out)
{
	(void)user;
	sb_puts(out, ">");
}

static void is_x(void *user, struct span text, struct strbuf *out)
{
	(void)user;
	sb_puts(out, span_is(text, "{{x}}") ? "yes" : "no");
}

static void around_planet(void *user, struct span text, struct strbuf *out)
{
	(void)user;
	sb_printf(out, "%.*s{{planet}}%.*s", SPAN_FMT(text), SPAN_FMT(text));
}

static void around_both(void *user, struct span text, struct strbuf *out)
{
	(void)user;
	sb_printf(out, "%.*s{{planet}} => |planet|%.*s", SPAN_FMT(text), SPAN_FMT(text));
}

static void underline(void *user, struct span text, struct strbuf *out)
{
	(void)user;
	sb_printf(out, "__%.*s__", SPAN_FMT(text));
}

static const struct {
	const char *name;
	struct mu_lambda lambda;
} official_lambdas[] = {{"Interpolation", {NULL, give_world, NULL}},
			{"Interpolation - Expansion", {NULL, give_planet, NULL}},
			{"Interpolation - Alternate Delimiters", {NULL, give_planet_twice, NULL}},
			{"Interpolation - Multiple Calls", {NULL, give_count, NULL}},
			{"Escaping", {NULL, give_greater, NULL}},
			{"Section", {NULL, NULL, is_x}},
			{"Section - Expansion", {NULL, NULL, around_planet}},
			{"Section - Alternate Delimiters", {NULL, NULL, around_both}},
			{"Section - Multiple Calls", {NULL, NULL, underline}},
			{"Inverted Section", {NULL, NULL, underline}}};

static const struct mu_lambda *official; /* of the case that runs */

static const struct mu_lambda *lambda_of(const void *node)
{
	static struct mu_lambda own[8];
	static unsigned next;
	struct mu_lambda *l = &own[next++ % 8];

	if (official && json_object_get(node, "__tag__"))
		return official;
	if (!json_is_object(json_object_get(node, "lambda")))
		return NULL;
	*l = (struct mu_lambda){(void *)(uintptr_t)node, own_variable, own_section};
	return l;
}

/* ---- one case --------------------------------------------------------------- */

static const char *string_of(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	assert_non_null(s);
	return s;
}

static void add(struct mu_set *s, const char *name, const json_t *text, struct diag *d)
{
	mu_set_add(s, name, name, span_make(json_string_value(text), json_string_length(text)), d);
}

/* True when the case gives what it should; says what it gave otherwise. */
static bool run_case(const char *file, const json_t *c, const char *title, const char *partials,
		     const char *expected)
{
	struct mu_provider prov = json_provider;
	struct mu_set *s = mu_set_new((struct mu_options){.lenient = true});
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT;
	const char *name, *want = string_of(c, expected);
	json_t *part;
	int rc;
	bool ok;

	calls = 0;
	prov.lambda = lambda_of;
	add(s, "(main)", json_object_get(c, "template"), &d);
	json_object_foreach(json_object_get(c, partials), name, part) add(s, name, part, &d);
	mu_set_link(s, &d);
	rc = mu_render_provider(s, "(main)", &prov, json_object_get(c, "data"), &out, &d);
	ok = rc == 0 && d.n == 0 && strcmp(sb_str(&out), want) == 0;
	if (!ok)
		print_error("%s: %s\n--- expected\n%s\n--- given\n%s\n--- %zu messages %s\n", file,
			    string_of(c, title), want, sb_str(&out), d.n,
			    d.n ? diag_code_slug(d.entry[0].code) : "");
	sb_release(&out);
	diag_release(&d);
	mu_set_free(s);
	return ok;
}

static json_t *load(const char *dir, const char *file)
{
	char path[512];
	json_error_t e;
	json_t *doc;

	snprintf(path, sizeof path, "%s/%s", dir, file);
	doc = json_load_file(path, 0, &e);
	if (!doc)
		print_error("%s:%d: %s\n", path, e.line, e.text);
	assert_non_null(doc);
	return doc;
}

/* ---- the official cases ------------------------------------------------------ */

static const struct {
	const char *file;
	size_t cases;
} modules[] = {{"comments.json", 12},       {"delimiters.json", 14},   {"interpolation.json", 42},
	       {"inverted.json", 22},       {"partials.json", 12},     {"sections.json", 34},
	       {"~dynamic-names.json", 21}, {"~inheritance.json", 27}, {"~lambdas.json", 10}};

static void official_spec(void **state)
{
	size_t passed = 0, total = 0;

	(void)state;
	if (!fs_is_dir(OFFICIAL)) {
		print_message("skipped: no official cases in %s\n", OFFICIAL);
		skip();
	}
	for (size_t m = 0; m < sizeof modules / sizeof *modules; m++) {
		json_t *doc = load(OFFICIAL, modules[m].file), *c;
		size_t i, here = 0;

		json_array_foreach(json_object_get(doc, "tests"), i, c)
		{
			official = NULL;
			for (size_t k = 0; k < sizeof official_lambdas / sizeof *official_lambdas; k++)
				if (modules[m].file[1] == 'l' &&
				    strcmp(string_of(c, "name"), official_lambdas[k].name) == 0)
					official = &official_lambdas[k].lambda;
			here += run_case(modules[m].file, c, "name", "partials", "expected");
		}
		print_message("%-22s %2zu of %2zu\n", modules[m].file, here, i);
		assert_int_equal(i, modules[m].cases);
		passed += here;
		total += i;
		json_decref(doc);
	}
	print_message("%-22s %zu of %zu\n", "official spec", passed, total);
	assert_int_equal(passed, total);
}

/* ---- our own cases ------------------------------------------------------------ */

static const char *const own[] = {"variables.json",   "comments.json", "delimiters.json",
				  "sections.json",    "inverted.json", "partials.json",
				  "inheritance.json", "dynamic.json",  "lambdas.json"};

static void own_spec(void **state)
{
	size_t passed = 0, total = 0;

	(void)state;
	official = NULL;
	for (size_t m = 0; m < sizeof own / sizeof *own; m++) {
		json_t *doc = load(OWN, own[m]), *c;
		size_t i;

		json_array_foreach(json_object_get(doc, "cases"), i, c) passed +=
			run_case(own[m], c, "title", "templates", "output");
		assert_true(i > 0);
		total += i;
		json_decref(doc);
	}
	print_message("own cases %zu of %zu\n", passed, total);
	assert_int_equal(passed, total);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(official_spec), cmocka_unit_test(own_spec)};

	return cmocka_run_group_tests_name("mustache spec", tests, NULL, NULL);
}

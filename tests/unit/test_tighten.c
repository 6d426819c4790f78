/* site/tighten: what goes and what must stay. */
#include <string.h>
#include "site/tighten.h"
#include "unit.h"

static void is(const char *css, const char *want)
{
	struct arena a = ARENA_INIT;
	struct span got = tighten_css(span_of(css), &a);

	if (!span_is(got, want))
		fail_msg("'%s' became '%.*s', not '%s'", css, (int)got.n, got.p, want);
	arena_release(&a);
}

static void test_goes(void **state)
{
	(void)state;
	is("a { color: red; margin: 0 auto; }", "a{color:red;margin:0 auto}");
	is("@media (min-width: 64rem) {\n  .a, .b { top: 0 }\n}\n", "@media (min-width:64rem){\n.a,.b{top:0}\n}\n");
	is("/* about */ a {}\n/* two\nlines */ b {}", "a{}\n\nb{}");
	is("  \t a\t{ } ", "a{}");
	is("", "");
}

static void test_stays(void **state)
{
	(void)state;
	is("a :hover > b + c ~ d { width: calc(1px + 2px) }", "a :hover > b + c ~ d{width:calc(1px + 2px)}");
	is("a { content: \"  { ; } \\\" /* x */ \" }", "a{content:\"  { ; } \\\" /* x */ \"}");
	is("a { content: ' : ' }", "a{content:' : '}");
	is("/* contrast 4.5: ink/paper, soft/paper */", "/* contrast 4.5: ink/paper, soft/paper */");
	is(".x { --none: ; }", ".x{--none:;}");
	is("a { b: \"", "a{b:\"");
	is("a /* open", "a ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goes),
		cmocka_unit_test(test_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

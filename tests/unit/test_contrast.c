/* Colours, contrast, colour vision, and the palette of a style sheet. */
#include "unit.h"
#include <math.h>
#include "audit/contrast.h"

static struct colour of(const char *css)
{
	struct colour c = { -1, -1, -1 };

	if (!colour_parse(span_of(css), &c))
		fail_msg("'%s' is not a colour", css);
	return c;
}

static void parses(const char *css, const char *hex)
{
	char is[COLOUR_HEX];

	colour_hex(of(css), is);
	assert_string_equal(is, hex);
}

static void test_parse(void **state)
{
	static const char *const wrong[] = { "", "#", "#12", "#1234", "#12345g", "#12345678", "red", "rgb(1,2)", "rgb(1,2,3,4)", "rgb(1,2,3",
					     "rgb(1 2 3 / 50%)", "rgb(256,0,0)", "rgba(1,2,3,.5)", "transparent", "rgb(-1,0,0)", "rgb()" };
	struct colour c;
	size_t i;

	(void)state;
	parses("#fff", "#ffffff");
	parses(" #1e2130 ", "#1e2130");
	parses("#AbCdEf", "#abcdef");
	parses("#a50", "#aa5500");
	parses("rgb(1, 20,255)", "#0114ff");
	parses("rgb(1 20 255)", "#0114ff");
	parses("rgb(100% 0% 50.0%)", "#ff0080");
	parses("white", "#ffffff");
	parses("black", "#000000");
	for (i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (colour_parse(span_of(wrong[i]), &c))
			fail_msg("'%s' is taken for a colour", wrong[i]);
}

static void is_near(double a, double b)
{
	if (fabs(a - b) > 0.005)
		fail_msg("%f is not %f", a, b);
}

/* The ratios that WCAG's own tools give. */
static void test_ratio(void **state)
{
	(void)state;
	is_near(colour_contrast(of("#000"), of("#fff")), 21);
	is_near(colour_contrast(of("#fff"), of("#000")), 21);
	is_near(colour_contrast(of("#777"), of("#777")), 1);
	is_near(colour_contrast(of("#777"), of("#fff")), 4.48);
	is_near(colour_contrast(of("#767676"), of("#fff")), 4.54);
	is_near(colour_contrast(of("#949494"), of("#fff")), 3.03);
	is_near(colour_contrast(of("#f00"), of("#fff")), 4.00);
	is_near(colour_contrast(of("#00f"), of("#fff")), 8.59);
}

static void seen(const char *css, enum vision v, const char *as)
{
	char is[COLOUR_HEX];

	colour_hex(colour_seen(of(css), v), is);
	assert_string_equal(is, as);
}

static void test_vision(void **state)
{
	static const char *const greys[] = { "#000", "#fff", "#808080" };
	enum vision v;
	size_t i;

	(void)state;
	for (v = VISION_FULL; v < VISIONS; v++) {
		/* What has no colour looks the same to everybody. */
		for (i = 0; i < sizeof greys / sizeof *greys; i++)
			is_near(colour_contrast(of(greys[i]), colour_seen(of(greys[i]), v)), 1);
		assert_true(vision_name(v)[0]);
	}
	seen("#a5528a", VISION_FULL, "#a5528a");
	/* A printer without colour keeps the lightness. */
	is_near(colour_contrast(of("#a5528a"), colour_seen(of("#a5528a"), VISION_GREYSCALE)), 1);
	/* Red is dark without its cones, and near to green without those of green. */
	is_near(colour_seen(of("#f00"), VISION_PROTANOPIA).red, 0.427);
	is_near(colour_seen(of("#f00"), VISION_DEUTERANOPIA).red, 0.640);
	is_near(colour_seen(of("#00f"), VISION_TRITANOPIA).green, 0.420);
	is_near(colour_seen(of("#0f0"), VISION_PROTANOPIA).red, 1);
}

static void pairs(const char *css, const char *expected)
{
	struct arena a = ARENA_INIT;
	struct strbuf out = STRBUF_INIT;
	struct palette p;
	size_t i;
	int s, k;

	palette_read(&p, span_of(css), &a);
	for (i = 0; i < p.pair.n; i++) {
		const struct palette_pair *pair = &p.pair.v[i];
		const struct span name[2] = { pair->fore, pair->back };

		assert_ptr_equal(css + pair->offset, pair->fore.p);
		if (!pair->back.p) {
			sb_puts(&out, "wrong; ");
			continue;
		}
		sb_printf(&out, "%g", pair->least);
		for (s = 0; s < SCHEMES; s++) {
			for (k = 0; k < 2; k++) {
				struct colour c;
				char hex[COLOUR_HEX] = "?";

				if (!palette_colour(&p, name[k], (enum scheme)s, &c))
					colour_hex(c, hex);
				sb_printf(&out, " %s", hex);
			}
		}
		sb_puts(&out, "; ");
	}
	assert_string_equal(sb_str(&out), expected);
	sb_release(&out);
	arena_release(&a);
}

static void test_palette(void **state)
{
	(void)state;
	pairs("", "");
	pairs(":root{--a:#000;--b:#fff}/*contrast 3:a/b*/", "3 #000000 #ffffff #000000 #ffffff; ");
	pairs("/* contrast 4.5: a/b, b/a */ :root { --a: #111; --b: #eee; } @media (prefers-color-scheme: dark) { :root { --a: var(--b); --b: #222 } }",
	      "4.5 #111111 #eeeeee #222222 #222222; 4.5 #eeeeee #111111 #222222 #222222; ");
	/* Neither print nor another selector nor what stands in text or comments. */
	pairs("/* contrast 3: a/a */ :root { --a: #123; } @media print { :root { --a: #000 } } .x { --a: #fff } /* :root { --a: #fff } */"
	      "p::before { content: ':root { --a: #fff; }' } q { background: url(x;--a:#fff) }",
	      "3 #112233 #112233 #112233 #112233; ");
	pairs("@media not all and (prefers-color-scheme: dark) { :root { --a: #123 } } /* contrast 3: a/a */", "3 ? ? ? ?; ");
	pairs("/* contrast 3 */ /* contrast 3: */ /* contrast 3: a */ /* contrast 3: a/b/c */ /* contrast 3: a b/c */", "wrong; wrong; wrong; wrong; wrong; ");
	pairs("/* contrast matters */ /* contrasts 3: a/b */ /* of contrast 3: a/b */", "");
	pairs(":root { --a: #fff", "");
	pairs(":root { --a: var(--a) } /* contrast 3: a/a", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_ratio),
		cmocka_unit_test(test_vision),
		cmocka_unit_test(test_palette),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

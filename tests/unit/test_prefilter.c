/* base/prefilter: never says no to a text that the pattern matches. Over every word and pattern of the
 * project's frameworks and random ones, in texts that are made of their letters; PCRE2 itself says what
 * matches. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "unit.h"

#include <pcre2.h>
#include "base/fs.h"
#include "base/prefilter.h"
#include "base/utf8.h"
#include "yaml/ytree.h"

static size_t patterns, matched, refused, later;
static unsigned seed = 20061;

static unsigned draw(unsigned n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static pcre2_code *compile(struct span pattern)
{
	PCRE2_SIZE where;
	pcre2_code *code;
	int number;

	code = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n, PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP,
			     &number, &where, NULL);
	if (code)
		pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

static void look(struct span pattern, const pcre2_code *code, pcre2_match_data *room,
		 const struct prefilter *f, struct span text)
{
	size_t from;
	bool may = prefilter_may_match(f, text, &from);
	bool does = pcre2_match(code, (PCRE2_SPTR)text.p, text.n, 0, 0, room, NULL) > 0;
	size_t start = does ? pcre2_get_ovector_pointer(room)[0] : 0,
	       end = does ? pcre2_get_ovector_pointer(room)[1] : 0;

	if (does && may && from) {
		/* The same match from there on. */
		later++;
		assert_true(pcre2_match(code, (PCRE2_SPTR)text.p, text.n, from, 0, room, NULL) > 0);
		assert_int_equal(pcre2_get_ovector_pointer(room)[0], start);
		assert_int_equal(pcre2_get_ovector_pointer(room)[1], end);
	}
	matched += does;
	refused += !may;
	if (!does || may)
		return;
	print_error("'%.*s' matches '%.*s'\n", SPAN_FMT(pattern), SPAN_FMT(text));
	fail();
}

/* What letters and signs become in a text that the pattern may match. */
static void put_like(struct strbuf *b, const char *c, size_t n)
{
	bool letter = n == 1 && (*c | 0x20) >= 'a' && (*c | 0x20) <= 'z';

	if (letter && (*c | 0x20) == 's' && !draw(4))
		sb_puts(b, "\xc5\xbf"); /* long s */
	else if (letter && (*c | 0x20) == 'k' && !draw(4))
		sb_puts(b, "\xe2\x84\xaa"); /* Kelvin sign */
	else if (letter && !draw(2))
		sb_putc(b, (char)(*c ^ 0x20));
	else
		sb_add(b, c, n);
}

static size_t character(struct span s)
{
	size_t n = 1;

	while (n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* The pattern's own text, in part: signs left out, groups taken or not, some of it twice. */
static void make_text(struct strbuf *b, struct span pattern)
{
	static const char *const filling[] = {" ", "the ", "3", "Good", "\n", "b", "\xc3\xa9", "a"};
	struct span rest = pattern;
	unsigned n;

	sb_clear(b);
	for (n = draw(40) * !draw(3); n; n--)
		sb_puts(b, filling[draw(8)]);
	while (rest.n) {
		size_t len = character(rest);
		bool sign = strchr("\\^$.|?*+()[]{}", *rest.p);

		if (sign && *rest.p == '\\')
			len = rest.n > 1 ? 2 : 1;
		if (sign && *rest.p == '|' && draw(2)) {
			ptrdiff_t end = span_chr(rest, ')');

			len = end > 0 ? (size_t)end : len;
		} else if (sign) {
			if (!draw(6))
				sb_puts(b, filling[draw(8)]);
		} else if (draw(60)) {
			put_like(b, rest.p, len);
		}
		rest = span_skip(rest, len);
	}
	for (n = draw(40) * !draw(3); n; n--)
		sb_puts(b, filling[draw(8)]);
}

static void try_pattern(struct span pattern, unsigned texts, void (*make)(struct strbuf *, struct span))
{
	pcre2_code *code = compile(pattern);
	struct strbuf b = STRBUF_INIT;
	pcre2_match_data *room;
	struct prefilter f;

	if (!code)
		return;
	patterns++;
	room = pcre2_match_data_create_from_pattern(code, NULL);
	prefilter_make(&f, pattern);
	while (texts--) {
		make(&b, pattern);
		assert_true(utf8_invalid(sb_view(&b)) < 0);
		look(pattern, code, room, &f, sb_view(&b));
	}
	pcre2_match_data_free(room);
	pcre2_code_free(code);
	sb_release(&b);
}

static void try_node(const struct ynode *n)
{
	size_t i;

	if (n->kind == Y_SCALAR)
		try_pattern(n->text, 300, make_text);
	for (i = 0; n->kind != Y_SCALAR && i < n->n; i++)
		try_node(n->item[i]);
}

static void frameworks(void **state)
{
	static const char *const file[] = {"apa", "ilacs", "lac", "sif", "slac"};
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	size_t i;

	(void)state;
	patterns = matched = refused = later = 0;
	for (i = 0; i < sizeof file / sizeof *file; i++) {
		const char *path = arena_printf(&a, "content/frameworks/%s.yaml", file[i]);
		struct ynode *tree = yaml_read(path, path, &a, &d);

		assert_non_null(tree);
		try_node(tree);
	}
	diag_release(&d);
	arena_release(&a);
	print_message("%zu patterns, %zu matches, %zu refused, %zu later\n", patterns, matched, refused,
		      later);
	assert_true(patterns > 300 && matched > 20000 && refused > 10000 && later > 1000);
}

static void few_letters(struct strbuf *b, struct span pattern)
{
	static const char *const one[] = {"a", "A", "s", "S",        "\xc5\xbf", "k", "\xe2\x84\xaa",
					  " ", "b", "x", "\xc3\xa9", "\xc3\x89", "3", "\n",
					  "a"};
	unsigned n = draw(12) + (draw(3) ? 0 : 25);

	(void)pattern;
	for (sb_clear(b); n; n--)
		sb_puts(b, one[draw(15)]);
}

static void make_pattern(struct strbuf *b, int depth)
{
	static const char *const one[] = {
		"a",      "A",    "s",          "k",           " ",    "b",       "x",    "\xc3\xa9",
		"3",      "abas", "bxask",      "\\bab3x",     "bxa3", "ab",      "a b",  "xa",
		".",      "\\d",  "\\w",        "\\b",         "^",    "$",       "[ab]", "[^]a]",
		"[\\]b]", "\\.",  "\\x61",      "\\p{L}",      "\\pL", "\\P{^L}", "(?i)", "\\Qa\\E",
		"(*UCP)", "]",    "[a\\Q]\\E]", "[[:alpha:]]", "\\A",  "(?#a)",
	};
	static const char *const group[] = {"(",    "(?:",  "(?:", "(?<n>", "(?=",  "(?!",
					    "(?<=", "(?<!", "(?>", "(?|",   "(?-i:"};
	static const char *const times[] = {"?",  "*",  "+",  "{0,2}", "{2}",     "{1,}",
					    "??", "*?", "++", "{0}",   "{1,2,3}", "{,2}"};
	unsigned n;

	for (n = 1 + draw(4); n; n--) {
		if (depth < 3 && !draw(4)) {
			sb_puts(b, group[draw(2) ? draw(3) : draw(11)]);
			make_pattern(b, depth + 1);
			sb_putc(b, ')');
		} else {
			sb_puts(b, one[draw(3) ? draw(16) : draw(sizeof one / sizeof *one)]);
		}
		if (!draw(4))
			sb_puts(b, times[draw(12)]);
		if (!draw(7))
			sb_putc(b, '|');
	}
}

static void random_patterns(void **state)
{
	struct strbuf b = STRBUF_INIT;
	unsigned n;

	(void)state;
	patterns = matched = refused = later = 0;
	for (n = 0; n < 12000; n++) {
		sb_clear(&b);
		if (!draw(4))
			sb_putc(&b, '^');
		make_pattern(&b, 0);
		try_pattern(sb_view(&b), 40, few_letters);
		try_pattern(sb_view(&b), 10, make_text);
	}
	sb_release(&b);
	print_message("%zu patterns, %zu matches, %zu refused, %zu later\n", patterns, matched, refused,
		      later);
	assert_true(patterns > 10000 && matched > 50000 && refused > 50000 && later > 1000);
}

/* What the filter counts on: of ASCII letters only s and k have forms beyond it. */
static void other_cases(void **state)
{
	char letter[2] = "a";

	(void)state;
	for (; *letter <= 'z'; ++*letter) {
		pcre2_code *code = compile(span_of(letter));
		pcre2_match_data *room = pcre2_match_data_create_from_pattern(code, NULL);
		uint32_t c, found = 0;

		for (c = 0x80; c < 0x20000; c++) {
			char text[4] = {(char)(0xf0 | c >> 18), (char)(0x80 | (c >> 12 & 0x3f)),
					(char)(0x80 | (c >> 6 & 0x3f)), (char)(0x80 | (c & 0x3f))};
			size_t skip = c < 0x800 ? 2 : c < 0x10000 ? 1 : 0;

			if (c < 0x10000)
				text[skip] = (char)(c < 0x800 ? 0xc0 | c >> 6 : 0xe0 | c >> 12);
			if (c < 0xd800 || c > 0xdfff)
				found += pcre2_match(code, (PCRE2_SPTR)text + skip, 4 - skip, 0,
						     PCRE2_NO_UTF_CHECK, room, NULL) > 0;
		}
		assert_int_equal(found, *letter == 's' || *letter == 'k');
		pcre2_match_data_free(room);
		pcre2_code_free(code);
	}
}

static void says(const char *pattern, const char *text, bool may)
{
	struct prefilter f;
	size_t from;

	prefilter_make(&f, span_of(pattern));
	if (prefilter_may_match(&f, span_of(text), &from) == may)
		return;
	print_error("'%s' in '%s'\n", pattern, text);
	fail();
}

/* It is of use: these are told apart without matching. */
static void refuses(void **state)
{
	(void)state;
	says("\\b(?:last|previous)(?: \\w+){0,3} inspections?\\b",
	     "Nothing is said here of what was before, however long it is.", false);
	says("\\b(?:last|previous)(?: \\w+){0,3} inspections?\\b",
	     "There, as here, the words stand at the very end of it: last INSPECTION", true);
	says("^(?:\\d+ )?The overall judge?ment", "A text that begins otherwise", false);
	says("^(?:\\d+ )?The overall judge?ment", "2 The overall judgment", true);
	says("(?:LSCB|Safeguarding Children.{0,2} Board) is", "the board is", false);
	says("(?:LSCB|Safeguarding Children.{0,2} Board) is", "lscb is", true);
	says("(?!inspection)(?:.*)inadequate", "good", false);
	says("^a|b", "c", true);
	says("(?i)abc", "c", true);
	says("", "", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frameworks),
		cmocka_unit_test(random_patterns),
		cmocka_unit_test(other_cases),
		cmocka_unit_test(refuses),
	};

	return RUN_ALL(tests);
}

/* yaml: text that is read without libyaml gives the tree that libyaml gives, with its places, and nothing to
 * report. Over the project's own files, front matter in many forms, and both with random damage. */
#include "unit.h"

#include "base/fs.h"
#include "yaml/yplain.h"

static size_t compared, plainly;
static unsigned seed = 99;

static unsigned draw(unsigned n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 16) % n;
}

static bool same(const struct ynode *a, const struct ynode *b)
{
	size_t i;

	if (a->kind != b->kind || a->n != b->n || a->offset != b->offset || a->src != b->src ||
	    a->at.line != b->at.line || a->at.col != b->at.col || a->at.file != b->at.file)
		return false;
	if (a->kind == Y_SCALAR)
		return a->plain == b->plain && span_eq(a->text, b->text) && a->text.p[a->text.n] == '\0';
	for (i = 0; i < a->n; i++)
		if (!same(a->item[i], b->item[i]) || (a->kind == Y_MAP && !same(a->key[i], b->key[i])))
			return false;
	return true;
}

static void compare(struct span text)
{
	struct source src = {"file.yaml", text, 3};
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	struct ynode *plain = yaml_plain(&src, &a), *full;

	compared++;
	if (plain) {
		plainly++;
		full = yaml_full(&src, &a, &d);
		if (!full || d.n || !same(plain, full)) {
			print_error("libyaml reads it otherwise (%s):\n", full ? "another tree" : "an error");
			fwrite(text.p, 1, text.n, stderr);
			fail();
		}
	}
	diag_release(&d);
	arena_release(&a);
}

/* A line, a few bytes or a sign gone, doubled or put in. */
static void damage(struct strbuf *b)
{
	static const char *const put[] = {
		" ",
		"  ",
		"\n",
		":",
		": ",
		"- ",
		"-",
		"#",
		" #",
		"\"",
		"'",
		"{",
		"}",
		"[",
		"]",
		",",
		"?",
		"\\",
		"\t",
		"&a ",
		"*",
		"|",
		">",
		"\xc3\xa9",
		"\xe2\x80\x99",
		"\xe2\x80\xa8",
		"\xef\xbb\xbf",
		"\n\n",
		"\n  ",
		"\n- ",
		"\n---\n",
		"\n...\n",
		"a: b",
		"a: ",
		"%",
		"!",
		"null",
		"~",
		":\n",
		"@",
		"`",
	};
	size_t at = draw((unsigned)b->n + 1), n = draw(4) ? draw(4) : draw(80);
	struct strbuf out = STRBUF_INIT;

	sb_add(&out, b->p, at);
	if (draw(3))
		sb_puts(&out, put[draw(sizeof put / sizeof *put)]);
	if (!draw(3) && b->n - at >= n)
		at += n;
	else if (!draw(6) && at >= n)
		at -= n;
	sb_add(&out, b->p + at, b->n - at);
	sb_release(b);
	*b = out;
}

static void compare_damaged(struct span text, unsigned times)
{
	compare(text);
	while (times--) {
		struct strbuf b = STRBUF_INIT;
		unsigned k = 1 + draw(3);

		sb_span(&b, text);
		while (k--)
			damage(&b);
		compare(sb_view(&b));
		sb_release(&b);
	}
}

static void own_files(void **state)
{
	static const char *const file[] = {
		"content/authorities.yaml",
		"content/areas.yaml",
		"site.yaml",
		"content/frameworks/apa.yaml",
		"content/frameworks/ilacs.yaml",
		"content/frameworks/slac.yaml",
		"tests/golden/sixth/site.yaml",
	};
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof file / sizeof *file; i++) {
		struct span text, rest, line;

		if (fs_read(&a, file[i], file[i], FS_MAX_FILE, &text, &d) < 0)
			continue;
		compare_damaged(text, text.n > 20000 ? 20 : 100);
		/* Stretches of it. */
		for (rest = text; span_line(&rest, &line);)
			if (!draw(8))
				compare_damaged(span_make(line.p, draw(700) < rest.n
									  ? (size_t)(rest.p - line.p) +
										    draw(2) * (rest.n / 8)
									  : line.n),
						2);
	}
	print_message("%zu compared, %zu plain\n", compared, plainly);
	assert_true(plainly > 30);
	diag_release(&d);
	arena_release(&a);
}

static const char front[] = "# what a person wrote\n"
			    "authority: stoke-on-trent\n"
			    "framework: sif\n"
			    "title: \"Inspection of services: all of them\"\n"
			    "inspected: 2014-11-10/2014-11-12\n"
			    "lead_inspector: Zo\xc3\xab O'Neill-Smith\n"
			    "summary: Good enough, they say \xe2\x80\x93 mostly.\n"
			    "\n"
			    "source:\n"
			    "  url: 'https://example.org/a?b=c#d'\n"
			    "  sha256: 5fc330cc7de5132c\n"
			    "judgements:\n"
			    "  - {area: leadership, grade: good, basis: table, label: \"Leadership, "
			    "management and governance\", printed: \"Good\"}\n"
			    "  - { area: adoption , grade: requires-improvement, paragraph: 12,label: 'A "
			    "\"b\": c', list: [a, \"b\", [c d], {}] }\n"
			    "    \n"
			    "  # between\n"
			    "  - area: care-leavers\n"
			    "    grade: good\n"
			    "    deeper:\n"
			    "      - one\n"
			    "      - two three\n"
			    "      - word: \"x\"\n"
			    "        more: 3\n"
			    "improvements: []\n";

static void front_matter(void **state)
{
	struct span text = SPAN_LIT(front), rest = text, line;

	(void)state;
	compared = plainly = 0;
	compare(text);
	assert_int_equal(plainly, 1);
	compare(span_make(text.p, text.n - 1));
	assert_int_equal(plainly, 2);
	compare_damaged(text, 60000);
	while (span_line(&rest, &line)) {
		compare_damaged(span_make(line.p, text.n - (size_t)(line.p - text.p)), 300);
		compare_damaged(span_make(text.p, (size_t)(line.p - text.p)), 300);
		compare_damaged(line, 300);
	}
	print_message("%zu compared, %zu plain\n", compared, plainly);
	assert_true(plainly > 10000);
}

/* Any few signs at all. */
static void random_text(void **state)
{
	static const char *const part[] = {
		"a", "b", "1", ": ", ":",  "\n", "\n  ", "\n    ", "- ",   "\n- ",  "\n  - ", "{",
		"}", "[", "]", ", ", "\"", "'",  " ",    "#",      "a: b", "\nc: ", "\nd:",   "\ne: f",
	};
	unsigned n, k;

	(void)state;
	compared = plainly = 0;
	for (n = 0; n < 200000; n++) {
		struct strbuf b = STRBUF_INIT;

		for (k = 1 + draw(14); k; k--)
			sb_puts(&b, part[draw(sizeof part / sizeof *part)]);
		compare(sb_view(&b));
		sb_release(&b);
	}
	print_message("%zu compared, %zu plain\n", compared, plainly);
	assert_true(plainly > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_files),
		cmocka_unit_test(front_matter),
		cmocka_unit_test(random_text),
	};

	return RUN_ALL(tests);
}

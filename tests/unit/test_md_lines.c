/* markdown: what is read line by line gives the blocks and the HTML that cmark's tree gives.
 * Over the project's own files, generated documents, and both with random damage. */
#include "unit.h"

#include <stdint.h>
#include <stdlib.h>
#include "base/fs.h"
#include "markdown/md_int.h"

static size_t compared, by_lines;

/* The same document with cmark's tree, which text allows as well. */
static struct md_doc *parse_tree(struct span text)
{
	struct md_doc *doc = md_parse(text);

	if (!doc->root) {
		md_drop_blocks(doc);
		md_read_tree(doc);
		md_mark_repeats(doc);
	}
	return doc;
}

/* Places go into the HTML, so that they are compared, too. */
static const char *link_to(void *user, const char *target, struct pos at)
{
	static char text[64];

	(void)user;
	snprintf(text, sizeof text, "%zu-%u-%u", strlen(target), at.line, at.col);
	return text;
}

static void fail_with(struct span text, const char *what)
{
	print_error("differs in %s, %zu bytes:\n", what, text.n);
	fwrite(text.p, 1, text.n, stderr);
	fail();
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static void compare_blocks(struct span text, const struct md_doc *a, const struct md_doc *b)
{
	size_t n, m, i, k;
	const struct md_block *x = md_blocks(a, &n), *y = md_blocks(b, &m);

	if (n != m)
		fail_with(text, "the number of blocks");
	for (i = 0; i < n; i++) {
		if (x[i].kind != y[i].kind || x[i].level != y[i].level || x[i].number != y[i].number ||
		    x[i].line != y[i].line || x[i].cell_count != y[i].cell_count ||
		    !same_text(x[i].text, y[i].text) || a->piece.v[i].first != b->piece.v[i].first)
			fail_with(text, "a block");
		for (k = 0; k < x[i].cell_count; k++)
			if (!same_text(x[i].cell[k], y[i].cell[k]))
				fail_with(text, "a cell");
		if (md_text(a, i).n != md_text(b, i).n)
			fail_with(text, "the rest of the text");
	}
}

static void compare_html(struct span text, const struct md_doc *a, const struct md_doc *b, size_t first,
			 size_t last)
{
	const char **id = xmalloc((a->block.n + 1) * sizeof *id);
	struct md_render how = { .id = id, .link = link_to, .heading_base = 1 };
	struct strbuf x = STRBUF_INIT, y = STRBUF_INIT;
	size_t i;

	for (i = 0; i < a->block.n; i++)
		id[i] = i % 2 ? "odd" : NULL;
	md_html(a, first, last, &how, &x);
	md_html(b, first, last, &how, &y);
	if (!span_eq(sb_view(&x), sb_view(&y))) {
		print_error("%s\n---- not, as cmark has it:\n%s\n----\n", sb_str(&x), sb_str(&y));
		fail_with(text, "HTML");
	}
	sb_release(&x);
	sb_release(&y);
	free(id);
}

static void compare(struct span text)
{
	struct arena arena = ARENA_INIT;
	struct md_doc *a = md_parse_in(text, &arena), *b;

	compared++;
	if (!a->root) {
		by_lines++;
		b = parse_tree(text);
		compare_blocks(text, a, b);
		compare_html(text, a, b, 0, SIZE_MAX);
		compare_html(text, a, b, a->block.n / 3, SIZE_MAX);
		compare_html(text, a, b, 1, a->block.n / 2);
		md_free(b);
	}
	md_free(a);
	arena_release(&arena);
}

/* ---- random, the same on every machine --------------------------------------------- */

static uint64_t state = 7;

static size_t below(size_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)((state >> 33) % n);
}

static const char *const begin[] = {
	"",      "",        "",        "",     "",          "# ",    "## ",  "###### ",     "- ",
	"- ",    "     - ", "     - ", "  - ", "   ",       "     ", "1. ",  "9. ",         "10. ",
	"123. ", "9) ",     "1000. ",  "| ",   "|---|---|", "> ",    "* ",   "+ ",          "```",
	"---",   "===",     "[a]: /b", "<p>",  "\\# ",      "2012",  "**",   "    ",        "\t",
	"-",     "#",       "_",       "~~~",  "12. 1. ",   "- - ",  "- # ", "\xef\xbb\xbf"};
static const char *const words[] = {"Staff",
				    "know",
				    "children\xe2\x80\x99s",
				    "needs",
				    " ",
				    "  ",
				    "12",
				    "3.",
				    "*well*",
				    "**now**",
				    "`code`",
				    "a_b",
				    "&amp;",
				    "&",
				    "<i>",
				    "[go](report:x)",
				    "[x]",
				    "\\",
				    "!",
				    "(in 2012)",
				    "caf\xc3\xa9",
				    "|",
				    "-",
				    "#",
				    "\"so\"",
				    "it's",
				    "<https://e.org>",
				    "a > b",
				    "1. x",
				    "- y",
				    "\\[",
				    "~",
				    "=",
				    "+ z",
				    "`",
				    "*",
				    "_",
				    "a\tb",
				    "\xc2\xa0",
				    "\r"};
static const char *const end[] = {"\n",   "\n",   "\n\n", "\n\n", "\n\n\n",  " \n",
				  "  \n", "\n  ", " #\n", "\\\n", "\n   \n", ""};

#define PICK(list) (list)[below(sizeof(list) / sizeof *(list))]

static void generate(struct strbuf *b)
{
	/* Few odd pieces, so that most documents are read by lines, or many. */
	size_t plain = below(3), lines = 1 + below(12), i, k;

	for (i = 0; i < lines; i++) {
		sb_puts(b, plain && below(4) ? begin[below(14)] : PICK(begin));
		for (k = 1 + below(6); k > 0; k--) {
			sb_puts(b, plain && below(8) ? words[below(4)] : PICK(words));
			sb_puts(b, k > 1 ? " " : "");
		}
		sb_puts(b, plain && below(8) ? end[below(4)] : PICK(end));
	}
}

static void damage(struct strbuf *b)
{
	static const char odd[] = "\n\n\n  -#|*_`[]<>&\\!1.)\t\r=~+:a\0";
	size_t times = 1 + below(4);

	while (b->n && times--) {
		size_t at = below(b->n);

		b->p[at] = odd[below(sizeof odd - 1)];
	}
}

static void generated_documents(void **unused)
{
	struct strbuf b = STRBUF_INIT;
	size_t i;

	(void)unused;
	compared = by_lines = 0;
	for (i = 0; i < 20000; i++) {
		sb_clear(&b);
		generate(&b);
		compare(sb_view(&b));
		damage(&b);
		compare(sb_view(&b));
	}
	sb_release(&b);
	assert_true(by_lines > compared / 20);
	assert_true(by_lines < compared / 2);
}

/* Short texts of all kinds of bytes, at every length around sixteen. */
static void each_byte_at_each_place(void **unused)
{
	char text[40];
	size_t n, at;
	int c;

	(void)unused;
	for (n = 1; n < sizeof text; n += n < 14 ? 5 : 1)
		for (at = 0; at < n; at += 1 + n / 7)
			for (c = 0; c < 256; c++) {
				memset(text, 'a', n);
				text[at] = (char)c;
				if (at + 1 < n && c == ' ')
					text[at + 1] = ' ';
				compare(span_make(text, n));
			}
}

static bool is_text(const char *path)
{
	struct span s = span_of(path);

	return span_ends(s, ".md") || span_ends(s, ".txt") || span_find(s, "/") < 0;
}

static size_t compare_folder(const char *dir)
{
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	struct fs_list files = { NULL, 0 };
	struct strbuf b = STRBUF_INIT;
	size_t i, k, n = 0;

	fs_walk(&a, dir, dir, &files, &d);
	for (i = 0; i < files.n; i++) {
		struct span text;

		if (!is_text(files.path[i]) ||
		    fs_read(&a, fs_join(&a, dir, files.path[i]), files.path[i], FS_MAX_FILE, &text, &d) < 0)
			continue;
		n++;
		if (span_starts(text, "---\n") && span_find(span_skip(text, 4), "\n---\n") >= 0)
			text = span_skip(text, (size_t)span_find(span_skip(text, 4), "\n---\n") + 9);
		compare(text);
		for (k = 0; k < 20 && text.n < 200000; k++) {
			sb_clear(&b);
			sb_span(&b, text);
			damage(&b);
			compare(sb_view(&b));
		}
	}
	sb_release(&b);
	arena_release(&a);
	diag_release(&d);
	return n;
}

static void files_of_the_project(void **unused)
{
	(void)unused;
	compared = by_lines = 0;
	assert_true(compare_folder("content") > 5);
	assert_true(compare_folder("tests/fuzz/corpus/reader") > 5);
	compare_folder("tests/golden/readers");
	assert_true(by_lines > 5);
}

static void whole_reports(void **unused)
{
	(void)unused;
	compared = by_lines = 0;
	if (!compare_folder("../shared/seeds")) {
		print_message("skipped: whole reports: there is no ../shared/seeds\n");
		skip();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(generated_documents),
		cmocka_unit_test(each_byte_at_each_place),
		cmocka_unit_test(files_of_the_project),
		cmocka_unit_test(whole_reports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

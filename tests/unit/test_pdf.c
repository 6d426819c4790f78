/* readers: from words on pages to rough text. Pages are invented here, a line at a time, with
 * every letter six points wide and every line twelve points high. */
#include "unit.h"
#include <unistd.h>
#include "base/fs.h"
#include "base/child.h"
#include "readers/pdf_int.h"

#define LETTER 6.0
#define HEIGHT 12.0

static struct arena arena;
static struct strbuf pages = STRBUF_INIT;

static void page(void)
{
	if (pages.n)
		sb_puts(&pages, "  </page>\n");
	sb_puts(&pages, "  <page width=\"600.000000\" height=\"800.000000\">\n");
}

/* Words of text from x on, the line's upper edge at y. */
static void put_sized(double x, double y, double height, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, " ");

		sb_printf(&pages, "    <word xMin=\"%f\" yMin=\"%f\" xMax=\"%f\" yMax=\"%f\">%.*s</word>\n", x, y,
			  x + LETTER * (double)n, y + height, (int)n, text);
		x += LETTER * (double)n + LETTER / 2;
		text += n + (text[n] == ' ');
	}
}

static void put(double x, double y, const char *text)
{
	put_sized(x, y, HEIGHT, text);
}

/* A line so full that no other word fits. */
static void full(double x, double y)
{
	put(x, y, "these words fill the line from its beginning to the edge of the page because it is long enough");
}
#define FULL_TEXT "these words fill the line from its beginning to the edge of the page because it is long enough"

/* The rough text of the pages put so far, blank lines left out; the pages are gone afterwards. */
static const char *read_pages(struct pdf_text *t)
{
	struct strbuf out = STRBUF_INIT;
	struct pdf_text own;
	struct span rest, line;
	const char *text;

	sb_puts(&pages, "  </page>\n");
	assert_true(pdf_text_of(sb_view(&pages), t ? t : &own, &arena));
	sb_clear(&pages);
	for (rest = t ? t->text : own.text; span_line(&rest, &line);)
		if (line.n)
			sb_printf(&out, "%.*s\n", SPAN_FMT(line));
	text = arena_strdup(&arena, sb_str(&out));
	sb_release(&out);
	return text;
}

static bool reads_words(const char *xhtml)
{
	struct pdf_doc doc = { .a = &arena };

	return pdf_words(&doc, span_of(xhtml));
}

static void test_words(void **state)
{
	struct pdf_doc doc = { .a = &arena };

	(void)state;
	assert_true(pdf_words(&doc, SPAN_LIT("<page width=\"100.0\" height=\"100.0\">\n"
		"<word xMin=\"1.5\" yMin=\"2.0\" xMax=\"9.0\" yMax=\"12.0\">R&amp;D</word>\n"
		"<word xMin=\"1.5\" yMin=\"2.0\" xMax=\"9.0\" yMax=\"12.0\">o\xef\xac\x83""ce|x</word>\n"
		"<word xMin=\"101.0\" yMin=\"2.0\" xMax=\"109.0\" yMax=\"12.0\">beside</word>\n"
		"<word xMin=\"1.0\" yMin=\"2.0\" xMax=\"9.0\" yMax=\"2.1\">flat</word>\n")));
	assert_int_equal(doc.word.n, 2);
	assert_true(span_is(doc.word.v[0].text, "R&D"));
	assert_true(doc.word.v[0].box.x0 > 1.49 && doc.word.v[0].box.x0 < 1.51);
	assert_true(span_is(doc.word.v[1].text, "office/x"));
	assert_false(reads_words(""));
	assert_false(reads_words("<page width=\"100.0\">\n"));
	assert_false(reads_words("<word xMin=\"1\" yMin=\"2\" xMax=\"3\" yMax=\"4\">no page</word>\n"));
}

static void test_paragraphs(void **state)
{
	(void)state;
	page();
	put_sized(50, 60, 18, "A heading");
	full(50, 100);
	put(50, 112, "and goes on in a well-");
	put(50, 124, "made line.");
	put(50, 160, "1.");
	full(80, 160);
	put(80, 172, "and the rest of it.");
	put(50, 200, "2.");
	full(80, 200);
	put(80, 212, "2016. That was a year, not a number.");
	assert_string_equal(read_pages(NULL), "A heading\n" FULL_TEXT " and goes on in a well-made line.\n"
		"1. " FULL_TEXT " and the rest of it.\n2. " FULL_TEXT " 2016. That was a year, not a number.\n");
}

/* Lines of a cover stand together from the first one on, so that tidy can tell what is one name or title. */
static void test_cover(void **state)
{
	struct pdf_text t;

	(void)state;
	page();
	put_sized(50, 60, 24, "Report on North");
	put_sized(50, 84, 24, "Eastmoor");
	put(50, 130, "Visited: 3 May 2012");
	full(50, 160);
	read_pages(&t);
	assert_true(span_starts(span_trim(t.text), "Report on North\nEastmoor\n\n"));
}

static void test_page_break(void **state)
{
	struct pdf_text t;

	(void)state;
	page();
	put(50, 100, "1.");
	full(80, 100);
	put(550, 770, "1");
	page();
	put(80, 60, "goes on over the page.");
	put(50, 100, "2.");
	put(80, 100, "Another.");
	put(550, 770, "2");
	assert_string_equal(read_pages(&t), "1. " FULL_TEXT " goes on over the page.\n2. Another.\n");
	assert_int_equal(t.pages, 2);
	assert_int_equal(t.page_line[0], 3);
	assert_int_equal(t.page_line[1], 6);
}

static void test_bullets(void **state)
{
	(void)state;
	page();
	put(50, 100, "\xe2\x97\xbc");
	full(70, 100);
	put(70, 112, "all of it:");
	put(90, 130, "\xe2\x88\x92");
	put(115, 130, "one part");
	put(90, 148, "\xef\x82\xa7");
	put(115, 148, "another part.");
	put(50, 170, "\xe2\x97\xbc");
	full(70, 170);
	put(70, 182, "not a bullet, though three letters long.");
	assert_string_equal(read_pages(NULL), "- " FULL_TEXT " all of it: \xe2\x88\x92 one part \xe2\x80\x93 another part.\n"
		"- " FULL_TEXT " not a bullet, though three letters long.\n");
}

static void table_head(double y)
{
	put(50, y, "Judgement");
	put(400, y, "Grade");
}

static void test_table(void **state)
{
	(void)state;
	page();
	put(50, 60, "Some words above the table that fill a line from edge to edge, or nearly so, as they should do");
	table_head(100);
	put(50, 130, "A label that goes");      /* round its grade */
	put(400, 136, "Good");
	put(50, 142, "on two lines");
	put(50, 170, "One line");               /* beside a grade on two */
	put(400, 164, "requires");
	put(400, 176, "improvement");
	put(90, 200, "2.1");                    /* a row below a row */
	put(115, 200, "Part of it");
	put(400, 200, "Fair");
	full(50, 240);
	assert_string_equal(read_pages(NULL),
		"Some words above the table that fill a line from edge to edge, or nearly so, as they should do\n"
		"| Judgement | Grade |\n| A label that goes on two lines | Good |\n| One line | requires improvement |\n"
		"| 2.1 Part of it | Fair |\n" FULL_TEXT "\n");
}

static void test_table_over_pages(void **state)
{
	(void)state;
	page();
	table_head(100);
	put(50, 130, "First");
	put(400, 130, "Good");
	put(50, 160, "Second, a label that is");
	put(400, 160, "Requires");
	page();
	put(50, 60, "broken over the page");
	put(400, 60, "improvement");
	put(50, 90, "Third");
	put(400, 90, "Fair");
	put(50, 130, "After the table.");
	assert_string_equal(read_pages(NULL), "| Judgement | Grade |\n| First | Good |\n"
		"| Second, a label that is broken over the page | Requires improvement |\n| Third | Fair |\nAfter the table.\n");
}

/* A row by itself: its label goes on below the line that the cell is beside, far from it. */
static void test_box(void **state)
{
	(void)state;
	page();
	put(50, 60, "A label that");
	put(50, 72, "goes round its");
	put(400, 72, "Good");
	put(50, 84, "cell");
	full(50, 120);
	assert_string_equal(read_pages(NULL), "| A label that goes round its cell | Good |\n" FULL_TEXT "\n");
	page();
	put(50, 60, "A label and");
	put(400, 60, "Requires improvement");
	put(50, 72, "its other half");
	put(400, 72, "to be good");
	full(50, 120);
	assert_string_equal(read_pages(NULL), "| A label and its other half | Requires improvement to be good |\n" FULL_TEXT "\n");
	/* Two lines, each with a beginning, are the head of a letter; a cell beside the last line may be a word with room before it. */
	page();
	put(50, 60, "Brackwater Council");
	put(400, 60, "3 May 2019");
	put(50, 72, "Town Hall");
	full(50, 120);
	assert_string_equal(read_pages(NULL), "Brackwater Council 3 May 2019\nTown Hall\n" FULL_TEXT "\n");
	page();
	put(50, 60, "A line that is set");
	put(50, 72, "with room for a");
	put(400, 72, "word");
	full(50, 120);
	assert_string_equal(read_pages(NULL), "A line that is set with room for a word\n" FULL_TEXT "\n");
}

/* Fields with a tab after the colon, and justified lines, are text. */
static void test_no_table(void **state)
{
	(void)state;
	page();
	put(50, 60, "Visited:");
	put(150, 60, "3 May 2012");
	put(50, 90, "Led by:");
	put(150, 90, "Ann Other");
	assert_string_equal(read_pages(NULL), "Visited: 3 May 2012\nLed by: Ann Other\n");
	page();
	put(50, 60, "Every");
	put(150, 60, "gap");
	put(240, 60, "is");
	put(330, 60, "wide");
	put(420, 60, "here.");
	full(50, 72);
	assert_string_equal(read_pages(NULL), "Every gap is wide here.\n" FULL_TEXT "\n");
}

static void test_contents(void **state)
{
	(void)state;
	page();
	put(50, 60, "Contents");
	put(50, 100, "First part");
	put(500, 100, "2");
	put(50, 112, "A part with a name that goes");
	put(50, 124, "on in another line");
	put(500, 124, "4");
	assert_string_equal(read_pages(NULL), "Contents\nFirst part 2\nA part with a name that goes on in another line 4\n");
}

static void test_furniture(void **state)
{
	int i;

	(void)state;
	for (i = 1; i <= 3; i++) {
		page();
		put(50, 30, "Report on Eastmoor, running head");
		put(50, 100 + 30 * i, i == 2 ? "Second page." : "Words of a page.");
		sb_printf(&pages, "<word xMin=\"300.0\" yMin=\"770.0\" xMax=\"306.0\" yMax=\"782.0\">%d</word>\n", i);
	}
	assert_string_equal(read_pages(NULL), "Words of a page.\nSecond page.\nWords of a page.\n");
}

static void test_footnotes(void **state)
{
	(void)state;
	page();
	put(50, 60, "The cover.");
	page();
	put(50, 60, "What is to be done?");
	put_sized(164, 59, 7, "1");
	full(50, 90);
	put(50, 102, "said somebody");
	put_sized(128, 101, 7, "2");
	put(140, 102, "here.");
	put_sized(50, 740, 6, "1");
	put_sized(56, 741, 9, "A note in small letters that");
	put_sized(50, 750, 9, "goes on.");
	put_sized(50, 760, 6, "2");
	put_sized(56, 761, 9, "Another.");
	page();
	put(50, 60, "The next page.");
	assert_string_equal(read_pages(NULL), "The cover.\nWhat is to be done?\n" FULL_TEXT " said somebody\xc2\xb2 here.\nThe next page.\n"
		"Footnotes\n\xc2\xb9 A note in small letters that goes on.\n\xc2\xb2 Another.\n");
}

static void run(struct child_run *r, const char *const *argv)
{
	*r = (struct child_run){ .argv = argv, .max_out = 1000, .cpu_seconds = 5, .wall_seconds = 1,
		.max_memory = (size_t)1 << 30 };
}

static void test_run(void **state)
{
	static const char *const none[] = { "gradeline-no-such-program", NULL }, *const endless[] = { "yes", NULL },
		*const slow[] = { "sleep", "20", NULL }, *const echo[] = { "sh", "-c", "echo out; echo err >&2; exit 3", NULL },
		*const input[] = { "cat", NULL };
	struct child_run r;

	(void)state;
	run(&r, none);
	assert_int_equal(child_run(&r), -1);
	assert_true(r.missing);
	run(&r, endless);
	assert_int_equal(child_run(&r), -1);
	assert_non_null(strstr(r.failure, "more output than is read"));
	sb_release(&r.out);
	run(&r, slow);
	assert_int_equal(child_run(&r), -1);
	assert_string_equal(r.failure, "it took too long");
	run(&r, echo);
	assert_int_equal(child_run(&r), -1);
	assert_null(r.failure);
	assert_int_equal(r.status, 3);
	assert_string_equal(sb_str(&r.out), "out\n");
	assert_string_equal(sb_str(&r.err), "err\n");
	sb_release(&r.out);
	sb_release(&r.err);
	run(&r, input);          /* there is no input to wait for */
	assert_int_equal(child_run(&r), 0);
	assert_int_equal(r.out.n, 0);
}

static void test_cache(void **state)
{
	static char dir[] = "/tmp/gradeline-pdf-XXXXXX";
	unsigned lines[] = { 1, 3 };
	struct pdf_text in = { .text = SPAN_LIT("one\n\ntwo\n"), .page_line = lines, .pages = 2 }, out;
	struct diag d = DIAG_INIT;
	struct fs_list files;
	struct span bytes;
	const char *path;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_false(pdf_cache_get(NULL, SPAN_LIT("%PDF-1"), &out, &arena));
	assert_false(pdf_cache_get(dir, SPAN_LIT("%PDF-1"), &out, &arena));
	digest_sha256(SPAN_LIT("%PDF-1"), in.sha256);
	pdf_cache_put(dir, SPAN_LIT("%PDF-1"), &in);
	assert_true(pdf_cache_get(dir, SPAN_LIT("%PDF-1"), &out, &arena));
	assert_true(span_eq(out.text, in.text));
	assert_int_equal(out.pages, 2);
	assert_int_equal(out.page_line[1], 3);
	assert_string_equal(out.sha256, in.sha256);
	assert_false(pdf_cache_get(dir, SPAN_LIT("%PDF-2"), &out, &arena));
	/* A text that is not whole is not believed. */
	fs_walk(&arena, dir, dir, &files, &d);
	assert_int_equal(files.n, 1);
	path = fs_join(&arena, dir, files.path[0]);
	assert_int_equal(fs_read(&arena, path, path, 1000, &bytes, &d), 0);
	bytes.n--;
	assert_int_equal(fs_write(path, bytes), 0);
	assert_false(pdf_cache_get(dir, SPAN_LIT("%PDF-1"), &out, &arena));
	fs_remove_tree(dir);
	diag_release(&d);
}

/* Whatever words a page holds, reading ends, and no word appears that was not there. */
static void test_random(void **state)
{
	static const char *const words[] = { "1.", "2.1", "Good", "a", "(i)", "\xe2\x97\xbc", "Label", "end.", "12", "-" };
	struct pdf_text t;
	unsigned seed = 7, i, k;

	(void)state;
	for (i = 0; i < 200; i++) {
		page();
		for (k = 0; k < 60; k++) {
			const char *word;

			seed = seed * 1103515245u + 12345u;
			word = words[(seed >> 16) % (sizeof words / sizeof *words)];
			seed = seed * 1103515245u + 12345u;
			put_sized((seed >> 8) % 560, (seed >> 17) % 790, 5 + (seed >> 28), word);
			if (k % 20 == 19)
				page();
		}
		read_pages(&t);
		assert_int_equal(span_find(t.text, "Inadequate"), -1);
		arena_clear(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words), cmocka_unit_test(test_paragraphs), cmocka_unit_test(test_cover),
		cmocka_unit_test(test_page_break),
		cmocka_unit_test(test_bullets), cmocka_unit_test(test_table), cmocka_unit_test(test_table_over_pages),
		cmocka_unit_test(test_box),
		cmocka_unit_test(test_no_table), cmocka_unit_test(test_contents), cmocka_unit_test(test_furniture),
		cmocka_unit_test(test_footnotes), cmocka_unit_test(test_run), cmocka_unit_test(test_cache),
		cmocka_unit_test(test_random),
	};
	int failed = RUN_ALL(tests);

	sb_release(&pages);
	arena_release(&arena);
	return failed;
}

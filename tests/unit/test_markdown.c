/* markdown: blocks with their printed numbers, tables, safe HTML. */
#include "unit.h"
#include "markdown/md.h"

static void blocks_carry_numbers_lines_and_plain_text(void **state)
{
	struct md_doc *doc = md_parse(SPAN_LIT("# Title\n\n9. First *one*.\n\n     - a\n     - b\n\n11. Second.\n\n- item\n"));
	const struct md_block *b;
	size_t n;

	(void)state;
	b = md_blocks(doc, &n);
	assert_int_equal(n, 6);
	assert_int_equal(b[0].kind, MD_HEADING);
	assert_int_equal(b[1].kind, MD_NUMBERED);
	assert_int_equal(b[1].number, 9);
	assert_int_equal(b[1].line, 3);
	assert_string_equal(b[1].text, "First one.");
	assert_int_equal(b[2].kind, MD_BULLET);
	assert_int_equal(b[2].level, 2);
	assert_int_equal(b[4].number, 11);      /* as printed, though CommonMark counts 10 */
	assert_int_equal(b[5].kind, MD_BULLET);
	assert_int_equal(b[5].level, 1);
	md_free(doc);
}

static void rows_of_bars_are_a_table(void **state)
{
	struct md_doc *doc = md_parse(SPAN_LIT("| Judgement | Grade |\n|---|---|\n| A \\| b | *Good* |\n| Group | |\n"));
	const struct md_block *b;
	size_t n;

	(void)state;
	b = md_blocks(doc, &n);
	assert_int_equal(n, 3);
	assert_int_equal(b[1].kind, MD_ROW);
	assert_int_equal(b[1].line, 3);
	assert_int_equal(b[1].cell_count, 2);
	assert_string_equal(b[1].cell[0], "A | b");
	assert_string_equal(b[1].cell[1], "Good");
	assert_string_equal(b[2].cell[1], "");
	md_free(doc);
}

static void check_html(const char *md, const char *html)
{
	struct strbuf out = STRBUF_INIT;

	md_html_text(span_of(md), NULL, &out);
	assert_string_equal(sb_str(&out), html);
	sb_release(&out);
}

static void html_is_safe(void **state)
{
	(void)state;
	check_html("a <b>b</b> & c", "<p>a &lt;b&gt;b&lt;/b&gt; &amp; c</p>\n");
	check_html("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;\n</p>\n");
	check_html("[x](javascript:alert(1))", "<p><a href=\"#\">x</a></p>\n");
	check_html("[x](https://e.org/?a=1&b=2)", "<p><a href=\"https://e.org/?a=1&amp;b=2\">x</a></p>\n");
	check_html("![alt](x.png)", "<p>alt</p>\n");
	check_html("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n");
	check_html("> said", "<blockquote><p>said</p></blockquote>\n");
}

static void numbered_paragraphs_have_one_anchor_each(void **state)
{
	(void)state;
	check_html("3. Text", "<p id=\"p3\"><a href=\"#p3\" aria-label=\"Paragraph 3\">3</a> Text</p>\n");
	check_html("3. Text\n\nBreak\n\n3. Again",
		   "<p id=\"p3\"><a href=\"#p3\" aria-label=\"Paragraph 3\">3</a> Text</p>\n<p>Break</p>\n"
		   "<p><span>3</span> Again</p>\n");
}

static const char *link_to(void *user, const char *target, struct pos at)
{
	(void)user;
	assert_int_equal(at.line, 9);
	assert_int_equal(at.col, 6);
	return strcmp(target, "report:x") == 0 ? "../x/" : NULL;
}

static void ids_links_and_ranges_are_the_callers(void **state)
{
	static const char *const id[] = { "b0", "b1", "b2", "b3", "b4", NULL, "b6", "b7", "b8", NULL };
	struct md_render how = { .id = id, .link = link_to, .heading_base = 2 };
	struct md_doc *doc = md_parse(SPAN_LIT("# One\n\n- skipped\n  - deep\n- kept\n\n# Two\n\n[go](report:x)\n\n"
					       "| a | b |\n|---|---|\n| c | d |\n\n8. Numbered.\n\nPlain.\n"));
	struct strbuf out = STRBUF_INIT;

	(void)state;
	md_html(doc, 0, SIZE_MAX, &how, &out);
	assert_non_null(strstr(sb_str(&out), "<h3 id=\"b0\">One</h3>"));
	assert_non_null(strstr(sb_str(&out), "<h3 id=\"b4\">Two</h3>"));
	assert_non_null(strstr(sb_str(&out), "<p><a href=\"../x/\">go</a>"));
	assert_non_null(strstr(sb_str(&out), "<thead><tr id=\"b6\"><th"));
	assert_non_null(strstr(sb_str(&out), "<tr id=\"b7\"><th"));
	assert_non_null(strstr(sb_str(&out), "<p id=\"p8\"><a"));
	assert_non_null(strstr(sb_str(&out), "<p>Plain."));
	sb_clear(&out);
	md_html(doc, 3, 5, &how, &out);
	assert_string_equal(sb_str(&out), "<ul>\n<li id=\"b3\">kept</li>\n</ul>\n<h3 id=\"b4\">Two</h3>\n");
	sb_release(&out);
	md_free(doc);
}

static void depth_is_bounded(void **state)
{
	struct strbuf md = STRBUF_INIT, out = STRBUF_INIT;
	struct md_doc *doc;
	size_t n;
	int i;

	(void)state;
	for (i = 0; i < 2000; i++)
		sb_puts(&md, "- ");
	sb_puts(&md, "x");
	doc = md_parse(sb_view(&md));
	md_blocks(doc, &n);
	assert_true(n < 100);
	md_html(doc, 0, SIZE_MAX, NULL, &out);
	md_free(doc);
	sb_release(&md);
	sb_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_carry_numbers_lines_and_plain_text),
		cmocka_unit_test(rows_of_bars_are_a_table),
		cmocka_unit_test(html_is_safe),
		cmocka_unit_test(numbered_paragraphs_have_one_anchor_each),
		cmocka_unit_test(ids_links_and_ranges_are_the_callers),
		cmocka_unit_test(depth_is_bounded),
	};

	return RUN_ALL(tests);
}

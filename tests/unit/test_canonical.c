/* readers/canonical: whatever the texts of a report hold, the file that is written says the same when it is
 * read again, and writing that gives the same bytes. Also the digest and the cut of the prose it needs. */
#include "unit.h"
#include <unistd.h>
#include <xxhash.h>
#include "base/digest.h"
#include "markdown/md.h"
#include "readers/canonical.h"
#include "readers/readers.h"
#include "scratch.h"
#include "expect_diag.h"

static struct scratch scratch;
static struct frameworks frameworks;
static struct model model;

static const char framework_yaml[] =
	"id: demo\nname: Demo inspections\nshort: Demo\ninspectorate: The Inspectorate\nfrom: 2010-01-01\n"
	"scale:\n"
	"  - {id: fine, label: Fine, letter: F, rank: 1, printed: [Fine]}\n"
	"  - {id: poor, label: Poor, letter: P, rank: 2, printed: [Poor]}\n"
	"strands:\n"
	"  - {id: day, label: Day, headings: [Day services]}\n"
	"  - {id: night, label: Night, headings: [Night services]}\n"
	"areas:\n"
	"  - {id: staff, label: Staff, expected: false}\n"
	"  - {id: rooms, label: Rooms, strands: [night], expected: false}\n"
	"documents:\n"
	"  title: ['^Report on homes\\b']\n"
	"  inspected: ['^Visited:? (?<dates>.+)$']\n"
	"improvements:\n"
	"  headings: [To do]\n"
	"  timescales: [{id: at-once, label: At once, printed: [At once]}]\n";

static const char authorities_yaml[] =
	"authorities:\n"
	"  - {id: northshire, name: Northshire, region: North}\n"
	"  - {id: eastmoor, name: Eastmoor, region: East}\n";

static int set_up(void **state)
{
	(void)state;
	scratch_open(&scratch);
	assert_int_equal(fs_mkdirs(scratch_path(&scratch, "frameworks")), 0);
	scratch_write(&scratch, "frameworks/demo.yaml", framework_yaml);
	scratch_write(&scratch, "authorities.yaml", authorities_yaml);
	scratch_write(&scratch, "areas.yaml", "areas: []\n");
	frameworks_load(&frameworks, scratch_path(&scratch, "frameworks"), "frameworks", &scratch.a, &scratch.d);
	model_init(&model, &frameworks);
	readers_load_tables(&model, scratch.dir, "content", &scratch.d);
	assert_false(diag_failed(&scratch.d));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	model_release(&model);
	frameworks_release(&frameworks);
	scratch_close(&scratch);
	return 0;
}

static struct report *read_bytes(struct span bytes)
{
	struct diag d = DIAG_INIT;
	struct report *r = reader_report_bytes(&model, bytes, "test.md", &scratch.a, &d);

	if (!r || diag_failed(&d)) {
		show_diag(&d);
		print_message("%.*s\n", SPAN_FMT(bytes));
	}
	assert_non_null(r);
	assert_false(diag_failed(&d));
	diag_release(&d);
	canonical_settle(r);
	assert_true(model_settle_day(&model, r, &scratch.d));
	return r;
}

static const struct canonical with_prose = { "letter.txt", "00ff", false };
static const struct canonical without_prose = { "letter.txt", "00ff", true };

/* Writes r, reads that, writes what was read: the same facts and the same bytes. */
static void there_and_back(const struct report *r, const struct canonical *how)
{
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
	struct report *again;
	const char *differs;

	canonical_write(r, how, &first);
	again = read_bytes(sb_view(&first));
	differs = canonical_differs(r, again);
	if (differs)
		print_message("%s differ:\n%s", differs, sb_str(&first));
	assert_null(differs);
	canonical_write(again, how, &second);
	assert_string_equal(sb_str(&first), sb_str(&second));
	report_release(again);
	sb_release(&first);
	sb_release(&second);
}

static const char *const nasty[] = {
	"'", "\"", "\\", "\\n", "a: b", "a:", ": a", "- a", "-", "--", "---", "...", "# a", "a # b", "a #b", "{a: b}",
	"}", "[a", "]", "a, b", ",", "&a", "*a", "!a", "!!str a", "| a", "> a", "|", "%YAML 1.2", "@a", "`a`", "? a", "?",
	"~", "null", "true", "no", "12", "1e3", "0x1F", "2012-01-01", "=", "<<", "a\nb", "a\n\nb", "a\n---\nb", "a\r\nb",
	"a\tb", "\ta", " a ", "  ", "a\x01" "b\x1b[31m", "\x7f", "d\xc3\xa9j\xc3\xa0 vu", "\xe2\x80\x98quoted\xe2\x80\x99",
	"\xc2\x85next", "\xc2\xa0no-break", "\xe2\x80\xa8line\xe2\x80\xa9paragraph", "\xef\xbb\xbfmark", "\xef\xbf\xbe",
	"\xef\xbf\xbf", "\xef\xbf\xbd", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf", "\xee\x80\x80private", "\xe4\xb8\xad\xe6\x96\x87",
	"a \"b\" 'c' \\ {d: [e]} #f - g: | > & * ! % @ ` ? ~",
};

static void texts_of_every_kind_survive(void **state)
{
	const struct framework *fw = framework_by_id(&frameworks, SPAN_LIT("demo"));
	size_t i;

	(void)state;
	for (i = 0; i < sizeof nasty / sizeof *nasty; i++) {
		struct judgement j[2] = {
			{ .strand = &fw->strands[0], .area = &fw->areas[0], .grade = &fw->grades[1], .label = nasty[i],
			  .printed = nasty[i], .basis = BASIS_TABLE, .paragraph = 7 },
			{ .strand = &fw->strands[1], .area = &fw->areas[1], .grade = &fw->grades[0], .label = "Rooms",
			  .printed = "Fine", .basis = BASIS_NARRATIVE },
		};
		struct improvement to_do[2] = {
			{ .strand = &fw->strands[1], .timescale = &fw->timescales[0], .text = nasty[i] },
			{ .strand = &fw->strands[0], .text = nasty[i] },
		};
		struct report r = {
			.authority = &model.authority[0], .framework = fw, .title = nasty[i],
			.start = { 2012, 2, 6 }, .end = { 2012, 2, 17 }, .published = { 2012, 3, 23 },
			.day = { 2012, 2, 17 }, .lead_inspector = nasty[i], .summary = nasty[i], .source_url = nasty[i],
			.judgement = j, .judgement_count = 2, .improvement = to_do, .improvement_count = 2,
			.paragraphs = 9,
		};

		there_and_back(&r, &with_prose);
		there_and_back(&r, &without_prose);
	}
}

/* A file name can hold any byte; YAML cannot. */
static void a_name_that_is_no_text_does_no_harm(void **state)
{
	const struct framework *fw = framework_by_id(&frameworks, SPAN_LIT("demo"));
	struct judgement j = { .strand = &fw->strands[0], .area = &fw->areas[0], .grade = &fw->grades[1],
		.label = "Staff", .printed = "Poor" };
	struct report r = { .authority = &model.authority[1], .framework = fw, .title = "T", .day = { 2012, 2, 17 },
		.published = { 2012, 2, 17 }, .judgement = &j, .judgement_count = 1 };
	struct canonical how = { "\xff\xc3letter\xe2\x82.txt", "00ff", false };
	struct strbuf out = STRBUF_INIT;
	struct report *again;

	(void)state;
	canonical_write(&r, &how, &out);
	again = read_bytes(sb_view(&out));
	assert_string_equal(again->source_file, "\xef\xbf\xbd\xef\xbf\xbdletter\xef\xbf\xbd\xef\xbf\xbd.txt");
	report_release(again);
	sb_release(&out);
}

static const char given[] =
	"---\nauthority: eastmoor\nframework: demo\ntitle: Report on homes\ninspected: 2012-02-06/2012-02-17\n"
	"source: {url: \"https://inspect.example/1\", file: first.pdf, sha256: abc}\n"
	"judgements:\n"
	"  - {strand: night, area: rooms, grade: poor}\n"
	"  - {strand: day, area: staff, grade: fine, paragraph: 2}\n"
	"---\n\n\n"
	"## Day services\n\n"
	"1. First.\n\n"
	"2. Second, with *emphasis* & a \\* star.\r\n\n"
	"   - nested\n\n"
	"To do:\n\n"
	"- not an improvement\n\n\n";

static void the_file_is_what_people_expect(void **state)
{
	struct report *r = read_bytes(SPAN_LIT(given));
	struct strbuf out = STRBUF_INIT;

	(void)state;
	canonical_write(r, &with_prose, &out);
	assert_string_equal(sb_str(&out),
		"---\nauthority: eastmoor\nframework: demo\ntitle: \"Report on homes\"\n"
		"inspected: 2012-02-06/2012-02-17\n"
		"source:\n  url: \"https://inspect.example/1\"\n  file: \"first.pdf\"\n  sha256: \"abc\"\n"
		"judgements:\n"
		"  - {strand: day, area: staff, grade: fine, basis: front-matter, paragraph: 2, label: \"Staff\"}\n"
		"  - {strand: night, area: rooms, grade: poor, basis: front-matter, label: \"Rooms\"}\n"
		"improvements: []\n"
		"---\n\n"
		"## Day services\n\n"
		"1. First.\n\n"
		"2. Second, with *emphasis* & a \\* star.\n\n"
		"   - nested\n\n"
		"To do:\n\n"
		"- not an improvement\n");
	assert_string_equal(canonical_path(r, &scratch.a), "eastmoor/2012-02-17.md");
	there_and_back(r, &with_prose);
	there_and_back(r, &without_prose);
	report_release(r);
	sb_release(&out);
}

/* Without the prose its highest number is a fact of its own, and stays one. */
static void paragraphs_are_counted_without_the_prose(void **state)
{
	struct report *r = read_bytes(SPAN_LIT(given)), *bare;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	canonical_write(r, &without_prose, &out);
	assert_non_null(strstr(sb_str(&out), "\nparagraphs: 2\n"));
	assert_null(strstr(sb_str(&out), "Second"));
	bare = read_bytes(sb_view(&out));
	assert_int_equal(bare->paragraphs, 2);
	assert_null(bare->body);
	there_and_back(bare, &with_prose);
	report_release(bare);
	report_release(r);
	sb_release(&out);
}

/* A letter's cover is facts; its long first paragraph is prose, also where no cover stands before it. */
static void prose_begins_after_the_cover(void **state)
{
	static const char letter[] = "Report on homes\n\nEastmoor\n\nVisited 4 July 2016\n\n"
		"We came in summer and stayed for one week, in which we saw every home that the council runs and spoke to "
		"everybody who lives there.\n\nTo do\n\n- mend the roof\n\nRecord\n\n";
	struct report *r = reader_report_bytes(&model, SPAN_LIT(letter), "letter.txt", &scratch.a, &scratch.d), *again;
	struct strbuf out = STRBUF_INIT;

	(void)state;
	assert_non_null(r);
	canonical_settle(r);
	assert_true(model_settle_day(&model, r, &scratch.d));
	canonical_write(r, &with_prose, &out);
	assert_non_null(strstr(sb_str(&out), "---\n\nWe came in summer"));
	again = reader_report_bytes(&model, sb_view(&out), "letter.md", &scratch.a, &scratch.d);
	assert_non_null(again);
	assert_null(canonical_differs(r, again));
	assert_int_equal(again->section_count, r->section_count);
	report_release(again);
	report_release(r);
	sb_release(&out);
}

static void differences_are_named(void **state)
{
	struct report *a = read_bytes(SPAN_LIT(given)), *b = read_bytes(SPAN_LIT(given));

	(void)state;
	assert_null(canonical_differs(a, b));
	b->judgement[1].paragraph = 3;
	assert_string_equal(canonical_differs(a, b), "the judgements");
	b->judgement[1].paragraph = 0;
	assert_null(canonical_differs(a, b));
	b->judgement_count = 1;
	assert_string_equal(canonical_differs(a, b), "the judgements");
	b->paragraphs++;
	assert_string_equal(canonical_differs(a, b), "the paragraphs' numbers");
	b->lead_inspector = "Ann Other";
	assert_string_equal(canonical_differs(a, b), "the inspector");
	b->published = (struct date){ 2012, 3, 1 };
	assert_string_equal(canonical_differs(a, b), "the dates");
	b->title = NULL;
	assert_string_equal(canonical_differs(a, b), "the title");
	report_release(a);
	report_release(b);
}

static void digests_are_those_of_the_standard(void **state)
{
	char hex[DIGEST_HEX];

	(void)state;
	digest_sha256(SPAN_LIT(""), hex);
	assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	digest_sha256(SPAN_LIT("abc"), hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_sha256(SPAN_LIT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), hex);
	assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void both_forms_of_a_short_digest_agree(void **state)
{
	char bytes[5000];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * i >> 3);
	for (i = 0; i <= sizeof bytes; i += i < 600 ? 1 : 171)
		assert_true(digest_64(span_make(bytes, i)) == XXH3_64bits(bytes, i));
}

static void prose_is_cut_at_a_block(void **state)
{
	struct md_doc *doc = md_parse(SPAN_LIT("one\n\n## two\n\n| a | b |\n|---|---|\n| c | d |\n"));

	(void)state;
	assert_true(span_starts(md_text(doc, 0), "one\n"));
	assert_true(span_starts(md_text(doc, 1), "## two\n"));
	assert_true(span_starts(md_text(doc, 2), "| a | b |\n|---"));
	assert_int_equal(md_text(doc, 4).n, 0);
	md_free(doc);
	doc = md_parse(SPAN_LIT(""));
	assert_int_equal(md_text(doc, 0).n, 0);
	md_free(doc);
}

static void files_are_replaced_whole(void **state)
{
	static const struct span pieces[] = { { "thr", 3 }, { "ee", 2 } };
	struct fs_list files;
	struct span text;

	(void)state;
	assert_int_equal(fs_mkdirs(scratch_path(&scratch, "out")), 0);
	assert_int_equal(fs_replace(scratch_path(&scratch, "out/a.md"), SPAN_LIT("one")), 0);
	assert_int_equal(fs_replace(scratch_path(&scratch, "out/a.md"), SPAN_LIT("two")), 0);
	assert_int_equal(fs_replace(scratch_path(&scratch, "none/a.md"), SPAN_LIT("two")), -1);
	assert_int_equal(fs_mkdirs(scratch_path(&scratch, "out/b.md/c")), 0);
	assert_int_equal(fs_replace(scratch_path(&scratch, "out/b.md"), SPAN_LIT("two")), -1);
	assert_int_equal(fs_renew(scratch_path(&scratch, "out/b.md"), pieces, 2), -1);
	assert_int_equal(fs_renew(scratch_path(&scratch, "none/a.md"), pieces, 2), -1);
	assert_int_equal(fs_renew(scratch_path(&scratch, "out/a.md"), pieces, 2), 0);
	assert_int_equal(fs_read(&scratch.a, scratch_path(&scratch, "out/a.md"), "a.md", 100, &text, &scratch.d), 0);
	assert_true(span_is(text, "three"));
	/* Nothing is left beside. */
	assert_int_equal(rmdir(scratch_path(&scratch, "out/b.md/c")), 0);
	assert_int_equal(rmdir(scratch_path(&scratch, "out/b.md")), 0);
	assert_int_equal(fs_walk(&scratch.a, scratch_path(&scratch, "out"), "out", &files, &scratch.d), 0);
	assert_int_equal(files.n, 1);
	assert_int_equal(unlink(scratch_path(&scratch, "out/a.md")), 0);
	assert_int_equal(rmdir(scratch_path(&scratch, "out")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_of_every_kind_survive),
		cmocka_unit_test(a_name_that_is_no_text_does_no_harm),
		cmocka_unit_test(the_file_is_what_people_expect),
		cmocka_unit_test(paragraphs_are_counted_without_the_prose),
		cmocka_unit_test(prose_begins_after_the_cover),
		cmocka_unit_test(differences_are_named),
		cmocka_unit_test(digests_are_those_of_the_standard),
		cmocka_unit_test(both_forms_of_a_short_digest_agree), cmocka_unit_test(prose_is_cut_at_a_block),
		cmocka_unit_test(files_are_replaced_whole),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* frameworks: files to the registry, look-ups, and every check on a file. */
#include "expect_diag.h"
#include "frameworks/framework.h"
#include "scratch.h"

struct state {
	struct scratch s;
	struct frameworks f;
};

static int setup(void **state)
{
	struct state *st = calloc(1, sizeof *st);

	scratch_open(&st->s);
	*state = st;
	return 0;
}

static int teardown(void **state)
{
	struct state *st = *state;

	frameworks_release(&st->f);
	scratch_close(&st->s);
	free(st);
	return 0;
}

static int load(struct state *st)
{
	return frameworks_load(&st->f, st->s.dir, "frameworks", &st->s.a, &st->s.d);
}

static const char full[] =
	"id: two\n"
	"name: Inspection of two things\n"
	"short: Two\n"
	"inspectorate: Inspectors\n"
	"summary: Ours.\n"
	"from: 2010-01-01\n"
	"to: 2012-12-31\n"
	"replaces: one\n"
	"scale:\n"
	"  - {id: good, label: Good, letter: G, rank: 1, number: 4, printed: [Very good, 'GOOD!']}\n"
	"  - {id: poor, label: Poor, letter: \xc3\x89, rank: 2, number: 1, meaning: Not well.}\n"
	"  - {id: not-judged, label: Not judged, letter: N, rank: 0}\n"
	"strands:\n"
	"  - {id: left, label: Left hand, headings: [Left, The left]}\n"
	"  - {id: right, label: Right hand}\n"
	"areas:\n"
	"  - id: overall\n"
	"    label: Overall effectiveness\n"
	"    labels: [Overall]\n"
	"  - id: grip\n"
	"    label: Grip\n"
	"    strands: [right]\n"
	"    from: 2011-01-01\n"
	"    expected: false\n"
	"    narrative: {headings: [Grip & hold], patterns: ['is (?<grade>\\w+)']}\n"
	"    headlines: ['grip is (?<grade>good)']\n"
	"documents:\n"
	"  title: ['^Inspection of']\n"
	"  authority: ['of (?<authority>.+)']\n"
	"  inspected: ['dates?: (?<dates>.+)']\n"
	"  published: ['on (?<date>.+)']\n"
	"  lead_inspector: ['by (?<name>.+)']\n"
	"  furniture: ['^Page \\d+$']\n"
	"  graded_headings: ['^(?<label>.*) - (?<grade>\\w+)$']\n"
	"  record: [Record of findings]\n"
	"  parts: [Summary]\n"
	"  trust: [table, record]\n"
	"improvements:\n"
	"  headings: [Areas for improvement]\n"
	"  leads:\n"
	"    - {pattern: 'should now', timescale: soon}\n"
	"    - {pattern: 'could'}\n"
	"  timescales:\n"
	"    - {id: soon, label: Soon, printed: [Within a month]}\n";

static const char plain[] =
	"id: one\nname: The first\nshort: One\ninspectorate: Inspectors\nfrom: 2005-01-01\n"
	"scale:\n  - {id: good, label: Good, letter: G, rank: 1}\n"
	"areas:\n  - {id: all, label: All}\n"
	"documents: {title: [first]}\n";

static void test_load(void **state)
{
	struct state *st = *state;
	const struct framework *f;

	scratch_write(&st->s, "b.yaml", full);
	scratch_write(&st->s, "z.yaml", plain);
	scratch_write(&st->s, "notes.txt", "not a framework");
	assert_int_equal(load(st), 0);
	expect_count(&st->s.d, 0);
	assert_int_equal(st->f.n, 2);
	assert_string_equal(st->f.v[0].id, "one");      /* by date, not by file */
	f = framework_by_id(&st->f, SPAN_LIT("two"));
	assert_ptr_equal(f, &st->f.v[1]);
	assert_string_equal(f->replaces, "one");
	assert_int_equal(f->from.year, 2010);
	assert_int_equal(f->grade_count, 3);
	assert_int_equal(f->strand_count, 2);
	assert_int_equal(f->trust_count, 2);
	assert_int_equal(f->trust[1], BASIS_RECORD);
	assert_true(keys_have(&f->record_headings, "record of findings"));
	assert_true(keys_have(&f->improvement_headings, "areas for improvement"));
	assert_int_equal(f->lead_count, 2);
	assert_ptr_equal(f->leads[0].timescale, framework_timescale(f, SPAN_LIT("soon")));
	assert_null(f->leads[1].timescale);
	assert_true(keys_have(&f->timescales[0].printed, "within a month"));
	assert_null(framework_by_id(&st->f, SPAN_LIT("three")));
}

static void test_plain(void **state)
{
	struct state *st = *state;
	const struct framework *f;

	scratch_write(&st->s, "one.yaml", plain);
	assert_int_equal(load(st), 0);
	f = &st->f.v[0];
	assert_int_equal(f->strand_count, 1);
	assert_string_equal(f->strands[0].id, "");
	assert_true(area_in_strand(&f->areas[0], &f->strands[0]));
	assert_ptr_equal(framework_strand(f, SPAN_LIT("")), &f->strands[0]);
	assert_true(f->areas[0].expected);
	assert_string_equal(f->summary, "");
	assert_null(f->replaces);
	assert_int_equal(f->trust_count, BASIS_FRONT_MATTER);
	assert_int_equal(f->trust[0], BASIS_TABLE);
}

static void test_grades(void **state)
{
	struct state *st = *state;
	const struct framework *f;

	scratch_write(&st->s, "one.yaml", plain);
	scratch_write(&st->s, "two.yaml", full);
	assert_int_equal(load(st), 0);
	f = &st->f.v[1];
	assert_string_equal(framework_grade_printed(f, SPAN_LIT(" very  GOOD "))->id, "good");
	assert_string_equal(framework_grade_printed(f, SPAN_LIT("4"))->id, "good");
	assert_string_equal(framework_grade_printed(f, SPAN_LIT("1"))->id, "poor");
	assert_null(framework_grade_printed(f, SPAN_LIT("2")));
	assert_null(framework_grade_printed(f, SPAN_LIT("4 stars")));
	assert_null(framework_grade_printed(f, SPAN_LIT("")));
	assert_null(framework_grade_printed(&st->f.v[0], SPAN_LIT("1")));
	assert_int_equal(framework_grade(f, SPAN_LIT("not-judged"))->rank, RANK_NONE);
	assert_null(framework_grade(f, SPAN_LIT("Good")));
	assert_string_equal(f->grades[1].meaning, "Not well.");
}

static void test_areas(void **state)
{
	struct state *st = *state;
	const struct strand *left, *right;
	const struct framework *f;
	const struct area *grip;
	struct span got;

	scratch_write(&st->s, "one.yaml", plain);
	scratch_write(&st->s, "two.yaml", full);
	assert_int_equal(load(st), 0);
	f = &st->f.v[1];
	left = framework_strand(f, SPAN_LIT("left"));
	right = framework_strand(f, SPAN_LIT("right"));
	grip = framework_area(f, SPAN_LIT("grip"));
	assert_true(keys_have(&left->headings, "the left"));
	assert_ptr_equal(framework_area_labelled(f, SPAN_LIT("OVERALL"), left), &f->areas[0]);
	assert_ptr_equal(framework_area_labelled(f, SPAN_LIT("grip"), NULL), grip);
	assert_ptr_equal(framework_area_labelled(f, SPAN_LIT("grip"), right), grip);
	assert_null(framework_area_labelled(f, SPAN_LIT("grip"), left));
	assert_null(framework_area_labelled(f, SPAN_LIT("gripe"), NULL));
	assert_false(grip->expected);
	assert_false(area_judged_on(grip, (struct date){ 2010, 12, 31 }));
	assert_true(area_judged_on(grip, (struct date){ 2011, 1, 1 }));
	assert_true(keys_have(&grip->narrative_headings, "grip and hold"));
	assert_true(pattern_group(grip->headline.v[0], SPAN_LIT("The grip is good."), "grade", &got));
	assert_true(span_is(got, "good"));
	assert_string_equal(basis_name(BASIS_FRONT_MATTER), "front-matter");
}

/* A file like `plain` with one of its lines changed. */
struct fault {
	const char *from, *to;         /* what is replaced in it, once */
	enum diag_code code;
	unsigned line, col;
	const char *detail;
};

#define SCALE "  - {id: good, label: Good, letter: G, rank: 1}\n"
#define AREAS "  - {id: all, label: All}\n"
#define DOCUMENTS "documents: {title: [first]}\n"

static const struct fault faults[] = {
	{ "id: one", "id: One", DIAG_VALUE_TYPE, 1, 5, "'One' is no id" },
	{ "short: One", "shrt: One", DIAG_KEY_UNKNOWN, 3, 1, "did you mean 'short'?" },
	{ "from: 2005-01-01", "from: 2005-01-01\nto: 2004-01-01", DIAG_DATE_ORDER, 6, 5, "before" },
	{ "from: 2005-01-01", "from: 2005-13-01", DIAG_DATE_INVALID, 5, 7, "'2005-13-01'" },
	{ "from: 2005-01-01", "from: 2005-01-01\nreplaces: on", DIAG_FRAMEWORK_ID, 6, 11, "did you mean 'one'?" },
	{ "from: 2005-01-01", "from: 2005-01-01\nreplaces: one", DIAG_FRAMEWORK_LOOP, 6, 11, "'one'" },
	{ "rank: 1", "rank: -1", DIAG_VALUE_RANGE, 7, 46, "'rank' is -1" },
	{ "letter: G", "letter: GG", DIAG_VALUE_RANGE, 7, 37, "not one character" },
	{ SCALE, SCALE "  - {id: good, label: Poor, letter: P, rank: 2}\n", DIAG_ID_DUPLICATE, 8, 10, "'good'" },
	{ SCALE, SCALE "  - {id: poor, label: Poor, letter: G, rank: 2}\n", DIAG_LABEL_SHARED, 8, 37, "'G'" },
	{ SCALE, SCALE "  - {id: poor, label: Poor, letter: P, rank: 1}\n", DIAG_SCALE_ORDER, 8, 46,
	  "rank 1 after rank 1" },
	{ SCALE, SCALE "  - {id: p, label: P, letter: P, rank: 2, printed: [good]}\n", DIAG_LABEL_SHARED, 8, 53,
	  "'good'" },
	{ SCALE, "  - {id: a, label: A, letter: A, rank: 1, number: 1}\n"
		 "  - {id: b, label: B, letter: B, rank: 2, number: 1}\n", DIAG_LABEL_SHARED, 8, 51, "'1'" },
	{ "label: Good,", "label: Good, printed: ['-'],", DIAG_VALUE_RANGE, 7, 39, "needs a letter" },
	{ AREAS, AREAS "  - {id: all, label: More}\n", DIAG_ID_DUPLICATE, 10, 10, "'all'" },
	{ AREAS, AREAS "  - {id: more, label: More, labels: [ALL]}\n", DIAG_LABEL_SHARED, 10, 38, "'ALL'" },
	{ AREAS, "  - {id: all, label: All, strands: [left]}\n", DIAG_STRAND_UNKNOWN, 9, 37, "'left'" },
	{ AREAS, "  - {id: all, label: All, from: 2012-01-01, to: 2011-01-01}\n", DIAG_DATE_ORDER, 9, 49, "before" },
	{ AREAS, "  - {id: all, label: All, headlines: ['is good']}\n", DIAG_PATTERN_GROUP, 9, 39, "(?<grade>...)" },
	{ AREAS, "  - {id: all, label: All, narrative: {patterns: ['(?<grade>a']}}\n", DIAG_PATTERN_INVALID, 9, 61,
	  "missing closing parenthesis" },
	{ AREAS, "  - id: all\n    label: All\n    headlines:\n      - a(?<grade>b)[z-a]\n", DIAG_PATTERN_INVALID,
	  12, 24, "range out of order" },
	{ AREAS, AREAS "strands:\n  - {id: a, label: A, headings: [X]}\n  - {id: b, label: B, headings: [x]}\n",
	  DIAG_LABEL_SHARED, 12, 34, "'x'" },
	{ AREAS, AREAS "strands:\n  - {id: a, label: A}\n  - {id: a, label: B}\n", DIAG_ID_DUPLICATE, 12, 10, "'a'" },
	{ "[first]", "[first], graded_headings: ['x (?<label>y)']", DIAG_PATTERN_GROUP, 10, 47, "(?<grade>...)" },
	{ "[first]", "[first], authority: ['of (.+)']", DIAG_PATTERN_GROUP, 10, 41, "(?<authority>...)" },
	{ "[first]", "[first], trust: [tabel]", DIAG_VALUE_RANGE, 10, 37, "did you mean 'table'?" },
	{ "[first]", "[first], trust: [table, table]", DIAG_VALUE_RANGE, 10, 44, "listed twice" },
	{ DOCUMENTS, DOCUMENTS "improvements:\n  leads: [{pattern: x, timescale: now}]\n"
	  "  timescales: [{id: nowt, label: N}]\n", DIAG_TIMESCALE_UNKNOWN, 12, 35, "did you mean 'nowt'?" },
	{ DOCUMENTS, DOCUMENTS "improvements:\n  timescales: [{id: a, label: N}, {id: b, label: n}]\n",
	  DIAG_LABEL_SHARED, 12, 50, "'n'" },
};

static void write_fault(struct state *st, const struct fault *fault)
{
	const char *at = strstr(plain, fault->from);
	size_t head;

	assert_non_null(at);
	head = (size_t)(at - plain);
	scratch_write(&st->s, "one.yaml",
		      arena_printf(&st->s.a, "%.*s%s%s", (int)head, plain, fault->to, at + strlen(fault->from)));
}

static void test_faults(void **state)
{
	struct state *st = *state;
	size_t i;

	for (i = 0; i < sizeof faults / sizeof *faults; i++) {
		const struct diag_entry *e;

		write_fault(st, &faults[i]);
		assert_int_equal(load(st), -1);
		assert_true(st->s.d.n > 0);
		e = expect_diag(&st->s.d, 0, faults[i].code, faults[i].line, faults[i].col, faults[i].detail);
		assert_string_equal(e->at.file, "frameworks/one.yaml");
		assert_non_null(e->excerpt);
		frameworks_release(&st->f);
		diag_release(&st->s.d);
	}
}

/* What is wrong does not hide the rest, and the faulty file is still there to be looked at. */
static void test_rest_is_loaded(void **state)
{
	struct state *st = *state;

	scratch_write(&st->s, "a.yaml", "id: x\n");
	scratch_write(&st->s, "b.yaml", "id: [\n");
	scratch_write(&st->s, "c.yaml", plain);
	assert_int_equal(load(st), -1);
	assert_non_null(framework_by_id(&st->f, SPAN_LIT("one")));
	assert_non_null(framework_by_id(&st->f, SPAN_LIT("x")));
	assert_int_equal(st->f.n, 2);
	assert_string_equal(framework_by_id(&st->f, SPAN_LIT("x"))->name, "");
	assert_null(framework_grade_printed(framework_by_id(&st->f, SPAN_LIT("x")), SPAN_LIT("Good")));
}

static void test_same_id(void **state)
{
	struct state *st = *state;
	const struct diag_entry *e;

	scratch_write(&st->s, "a.yaml", plain);
	scratch_write(&st->s, "b.yaml", plain);
	assert_int_equal(load(st), -1);
	expect_count(&st->s.d, 1);
	e = expect_diag(&st->s.d, 0, DIAG_ID_DUPLICATE, 1, 5, "framework 'one'");
	assert_string_equal(e->at.file, "frameworks/b.yaml");
	assert_string_equal(e->notes->at.file, "frameworks/a.yaml");
	assert_int_equal(st->f.n, 1);
}

static void test_circle(void **state)
{
	struct state *st = *state;
	const char *rest = strchr(plain, '\n');

	scratch_write(&st->s, "a.yaml", arena_printf(&st->s.a, "id: a\nreplaces: b%s", rest));
	scratch_write(&st->s, "b.yaml", arena_printf(&st->s.a, "id: b\nreplaces: a%s", rest));
	assert_int_equal(load(st), -1);
	expect_count(&st->s.d, 2);
	expect_diag(&st->s.d, 0, DIAG_FRAMEWORK_LOOP, 2, 11, "'b'");
	expect_diag(&st->s.d, 1, DIAG_FRAMEWORK_LOOP, 2, 11, "'a'");
}

static void test_no_folder(void **state)
{
	struct state *st = *state;

	assert_int_equal(frameworks_load(&st->f, scratch_path(&st->s, "none"), "none", &st->s.a, &st->s.d), -1);
	assert_int_equal(st->f.n, 0);
	expect_diag(&st->s.d, 0, DIAG_SYS_READ, 0, 0, "No such file");
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(test_load), CASE(test_plain), CASE(test_grades), CASE(test_areas), CASE(test_faults),
		CASE(test_rest_is_loaded), CASE(test_same_id), CASE(test_circle), CASE(test_no_folder),
	};

	return RUN_ALL(tests);
}

/* readers: printed dates, tidying rough text, the record against the body, front matter over
 * text; and a property: whatever is done to a document, no grade appears that it does not print. */
#include "unit.h"
#include <unistd.h>
#include "base/fs.h"
#include "frameworks/framework.h"
#include "readers/inspect.h"
#include "readers/readers.h"
#include "readers/readers_int.h"

static struct arena arena;
static struct frameworks frameworks;
static struct model model;
static char folder[] = "/tmp/gradeline-readers-XXXXXX";

static const char framework_yaml[] =
	"id: demo\nname: Demo inspections\nshort: Demo\ninspectorate: The Inspectorate\nfrom: 2010-01-01\n"
	"scale:\n"
	"  - {id: fine, label: Fine, letter: F, rank: 1, number: 1, printed: [Fine]}\n"
	"  - {id: fair, label: Fair, letter: A, rank: 2, number: 2, printed: [Fair]}\n"
	"  - {id: poor, label: Poor, letter: P, rank: 3, number: 3, printed: [Poor]}\n"
	"strands:\n"
	"  - {id: day, label: Day, headings: [Day services]}\n"
	"  - {id: night, label: Night, headings: [Night services]}\n"
	"areas:\n"
	"  - {id: staff, label: Staff, expected: true}\n"
	"  - {id: rooms, label: Rooms, expected: false}\n"
	"  - {id: food, label: Food and drink, labels: [Meals], expected: false}\n"
	"documents:\n"
	"  title: ['^Report on homes\\b']\n"
	"  authority: ['^Report on homes in (?<authority>.+)$']\n"
	"  inspected: ['^Visited:? (?<dates>.+)$']\n"
	"  published: ['^Out:? (?<date>.+)$']\n"
	"  lead_inspector: ['^Led by (?<name>.+)$']\n"
	"  furniture: ['^Confidential$']\n"
	"  graded_headings: ['^(?<label>.*?)\\s*\\bgrade (?<number>\\d) \\((?<grade>\\w+)\\)$']\n"
	"  record: [Record]\n"
	"  parts: [Introduction]\n"
	"  trust: [heading, record, table]\n"
	"improvements:\n"
	"  headings: [To do]\n"
	"  none: ['^Nothing\\b']\n"
	"  timescales: [{id: immediately, label: At once, printed: [At once]}]\n";

static const char authorities_yaml[] =
	"styles: {before: [city of], after: [city council, council]}\n"
	"authorities:\n"
	"  - {id: northshire, name: Northshire, region: North}\n"
	"  - {id: eastmoor, name: Eastmoor, region: East}\n";

static const char report_text[] =
	"Report on homes in City of Eastmoor\n"
	"\n"
	"Visited: 3 \xe2\x80\x93 14 May 2012\n"
	"Led by Ann Other\n"
	"Out: 1 June 2012\n"
	"\n"
	"Contents\n"
	"\n"
	"Introduction\t2\n"
	"Day services 3\n"
	"\n"
	"Introduction\n"
	"\n"
	"1. We looked at homes and at\n"
	"\n"
	"Confidential\n"
	"\n"
	"2\n"
	"\n"
	"- everything in them, for a week.\n"
	"2. We read:\n"
	" - the files\n"
	" - the books.\n"
	"\n"
	"Day services\n"
	"\n"
	"Staff\n"
	"\n"
	"Grade 1 (Fine)\n"
	"\n"
	"- 3. The staff are fine. They know\n"
	"\n"
	"the children well.\n"
	"\n"
	"Rooms **Grade 2 (Fair)**\n"
	"\n"
	"4. The rooms are fair.\n"
	"\n"
	"A kind word stands here too.\n"
	"\n"
	"To do\n"
	"\n"
	"At once:\n"
	"\n"
	" mend the roof of the large house\n"
	"- paint the walls in the colours that\n"
	"\n"
	"children chose.\n"
	"\n"
	"Night services\n"
	"\n"
	"Staff\n"
	"\n"
	"Grade 3 (Poor)\n"
	"\n"
	"5. The staff at night are poor.\n"
	"\n"
	"Record\n"
	"\n"
	"Day services\t\n"
	"Staff\tFine\n"
	"Night services\t\n"
	"Rooms\tFair\n"
	"Meals\tPoor\n"
	"Night services\t\n"
	"Staff\tPoor\n";

static const char *in_folder(const char *name)
{
	return arena_printf(&arena, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *text)
{
	assert_int_equal(fs_write(in_folder(name), span_of(text)), 0);
}

static int set_up(void **state)
{
	struct diag d = DIAG_INIT;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(fs_mkdirs(in_folder("frameworks")), 0);
	write_file("frameworks/demo.yaml", framework_yaml);
	write_file("authorities.yaml", authorities_yaml);
	write_file("areas.yaml", "areas: []\n");
	frameworks_load(&frameworks, in_folder("frameworks"), "frameworks", &arena, &d);
	model_init(&model, &frameworks);
	readers_load_tables(&model, folder, "content", &d);
	assert_false(diag_failed(&d));
	diag_release(&d);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	model_release(&model);
	frameworks_release(&frameworks);
	fs_remove_tree(folder);
	arena_release(&arena);
	return 0;
}

static struct report *read_text(const char *name, const char *text, struct diag *d)
{
	write_file(name, text);
	return reader_report_file(&model, in_folder(name), name, &arena, d);
}

static const struct judgement *judgement(const struct report *r, const char *strand, const char *area)
{
	size_t i;

	for (i = 0; i < r->judgement_count; i++)
		if (strcmp(r->judgement[i].strand->id, strand) == 0 && strcmp(r->judgement[i].area->id, area) == 0)
			return &r->judgement[i];
	return NULL;
}

static size_t said(const struct diag *d, enum diag_code code)
{
	size_t n = 0, i;

	for (i = 0; i < d->n; i++)
		n += d->entry[i].code == code;
	return n;
}

/* ---- dates -------------------------------------------------------------- */

static void check_period(const char *printed, const char *start, const char *end)
{
	struct date a, b;

	assert_true(printed_period(span_of(printed), &a, &b));
	assert_string_equal(date_iso(a, &arena), start);
	assert_string_equal(date_iso(b, &arena), end);
}

static void periods_are_read_in_their_forms(void **state)
{
	struct date a, b;

	(void)state;
	check_period("6 \xe2\x80\x93 17 February 2012", "2012-02-06", "2012-02-17");
	check_period("28 March to 1 April 2022", "2022-03-28", "2022-04-01");
	check_period("12 December to 13 January 2012", "2011-12-12", "2012-01-13");
	check_period("12 December 2011 to 13 January 2012", "2011-12-12", "2012-01-13");
	check_period("3-14 May 2010", "2010-05-03", "2010-05-14");
	check_period("1st to 5th March 2021", "2021-03-01", "2021-03-05");
	check_period("Monday 1 March to Friday 5 March 2021", "2021-03-01", "2021-03-05");
	check_period("30 September to 11 October 2024 and 13 to 16 January 2025", "2024-09-30", "2025-01-16");
	check_period("4 July 2016", "2016-07-04", "2016-07-04");
	check_period("12/07/2012 \xe2\x80\x93 23/07/2012", "2012-07-12", "2012-07-23");
	check_period("6.11.23 to 17.11.23", "2023-11-06", "2023-11-17");
	check_period("2023-11-06 to 2023-11-17", "2023-11-06", "2023-11-17");
	assert_false(printed_period(SPAN_LIT("31/04/2012"), &a, &b));
	assert_false(printed_period(SPAN_LIT("07/13/2012"), &a, &b));
	assert_false(printed_period(SPAN_LIT("in the spring of 2012"), &a, &b));
	assert_false(printed_period(SPAN_LIT("31 April 2012"), &a, &b));
	assert_false(printed_period(SPAN_LIT("6 to 17 February"), &a, &b));
	assert_true(printed_date(SPAN_LIT("1 November 2006"), &a));
	assert_false(printed_date(SPAN_LIT("1 to 2 November 2006"), &a));
}

/* ---- a whole report ------------------------------------------------------- */

static void rough_text_becomes_facts(void **state)
{
	struct diag d = DIAG_INIT;
	struct report *r = read_text("rough.txt", report_text, &d);

	(void)state;
	assert_non_null(r);
	assert_string_equal(r->framework->id, "demo");
	assert_string_equal(r->title, "Report on homes");
	assert_string_equal(r->authority->id, "eastmoor");
	assert_string_equal(r->authority_printed, "City of Eastmoor");
	assert_string_equal(r->lead_inspector, "Ann Other");
	assert_string_equal(date_iso(r->start, &arena), "2012-05-03");
	assert_string_equal(date_iso(r->end, &arena), "2012-05-14");
	assert_string_equal(date_iso(r->published, &arena), "2012-06-01");
	assert_int_equal(r->paragraphs, 5);
	assert_int_equal(r->judgement_count, 4);
	assert_string_equal(r->section[0].paragraph[0].text, "We looked at homes and at everything in them, for a week.");
	assert_string_equal(r->section[0].paragraph[1].text, "We read:\n- the files\n- the books.");
	report_release(r);
	diag_release(&d);
}

static void grades_know_where_they_stand(void **state)
{
	struct diag d = DIAG_INIT;
	struct report *r = read_text("rough.txt", report_text, &d);
	const struct judgement *staff = judgement(r, "day", "staff"), *rooms = judgement(r, "day", "rooms");

	(void)state;
	assert_string_equal(staff->grade->id, "fine");
	assert_int_equal(staff->basis, BASIS_HEADING);
	assert_int_equal(staff->paragraph, 3);
	assert_int_equal(staff->at.line, 29);
	assert_int_equal(staff->sighting_count, 2);
	assert_int_equal(rooms->paragraph, 4);
	assert_string_equal(rooms->label, "Rooms");
	assert_string_equal(rooms->printed, "Fair");
	assert_int_equal(judgement(r, "night", "staff")->grade->rank, 3);
	report_release(r);
	diag_release(&d);
}

static void the_body_decides_over_a_misplaced_heading_of_the_record(void **state)
{
	struct diag d = DIAG_INIT;
	struct report *r = read_text("rough.txt", report_text, &d);

	(void)state;
	/* "Rooms" and "Meals" stand under "Night services" in the record; the body has Rooms by day. */
	assert_null(judgement(r, "night", "rooms"));
	assert_non_null(judgement(r, "day", "food"));
	assert_int_equal(judgement(r, "day", "food")->basis, BASIS_RECORD);
	assert_int_equal(judgement(r, "day", "food")->paragraph, 0);
	assert_int_equal(said(&d, DIAG_RECORD_STRAND), 1);
	assert_int_equal(r->note_count, 1);
	report_release(r);
	diag_release(&d);
}

static void improvements_keep_their_timescale(void **state)
{
	struct diag d = DIAG_INIT;
	struct report *r = read_text("rough.txt", report_text, &d);

	(void)state;
	assert_int_equal(r->improvement_count, 2);
	assert_string_equal(r->improvement[0].text, "mend the roof of the large house");
	assert_string_equal(r->improvement[0].timescale->id, "immediately");
	assert_string_equal(r->improvement[0].strand->id, "day");
	assert_string_equal(r->improvement[1].text, "paint the walls in the colours that children chose.");
	report_release(r);
	diag_release(&d);
}

static char *replaced(const char *text, const char *from, const char *to);

static void an_item_that_says_there_are_none_is_none(void **state)
{
	struct diag d = DIAG_INIT;
	struct report *r = read_text("none.txt", replaced(report_text, " mend the roof of the large house",
		"- Nothing was found that cannot wait."), &d);

	(void)state;
	assert_int_equal(r->improvement_count, 1);
	assert_string_equal(r->improvement[0].text, "paint the walls in the colours that children chose.");
	report_release(r);
	diag_release(&d);
}

static char *replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	assert_non_null(at);
	return arena_printf(&arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void contradictions_and_strange_grades_are_errors(void **state)
{
	struct diag d = DIAG_INIT;
	struct report *r;

	(void)state;
	r = read_text("bad.txt", replaced(report_text, "Staff\tFine", "Staff\tPoor"), &d);
	assert_int_equal(said(&d, DIAG_GRADE_CONFLICT), 1);
	report_release(r);
	r = read_text("bad.txt", replaced(report_text, "Grade 1 (Fine)", "Grade 1 (Poor)"), &d);
	assert_int_equal(said(&d, DIAG_GRADE_CONFLICT), 2);
	report_release(r);
	r = read_text("bad.txt", replaced(report_text, "Meals\tPoor", "Meals\tSplendid"), &d);
	assert_int_equal(said(&d, DIAG_GRADE_UNKNOWN), 1);
	report_release(r);
	r = read_text("bad.txt", replaced(report_text, "City of Eastmoor", "Nowhere"), &d);
	assert_null(r->authority);
	assert_int_equal(said(&d, DIAG_AUTHORITY_UNKNOWN), 1);
	report_release(r);
	assert_null(read_text("bad.txt", replaced(report_text, "Report on homes", "Report on ships"), &d));
	assert_int_equal(said(&d, DIAG_FRAMEWORK_UNKNOWN), 1);
	diag_release(&d);
}

static void front_matter_settles_what_contradicts(void **state)
{
	const char *text = replaced(replaced(report_text, "Staff\tFine", "Staff\tPoor"), "Grade 2 (Fair)", "Grade 9 (Odd)");
	struct diag d = DIAG_INIT;
	struct report *r;

	(void)state;
	r = read_text("doubt.txt", arena_printf(&arena, "---\njudgements:\n  - {strand: day, area: staff, grade: fair}\n"
		"  - {strand: day, area: rooms, grade: fair}\n---\n%s", text), &d);
	assert_non_null(r);
	assert_false(diag_failed(&d));
	assert_string_equal(judgement(r, "day", "staff")->grade->id, "fair");
	assert_int_equal(judgement(r, "day", "staff")->sighting_count, 3);      /* both readings are kept beside it */
	report_release(r);
	diag_release(&d);
}

static void front_matter_wins_and_the_rest_is_read(void **state)
{
	struct diag d = DIAG_INIT;
	struct report *r = read_text("front.txt", arena_printf(&arena, "---\nauthority: northshire\njudgements:\n"
		"  - {strand: day, area: staff, grade: poor}\n---\n%s", report_text), &d);

	(void)state;
	assert_non_null(r);
	assert_string_equal(r->authority->id, "northshire");
	assert_string_equal(judgement(r, "day", "staff")->grade->id, "poor");
	assert_int_equal(judgement(r, "day", "staff")->basis, BASIS_FRONT_MATTER);
	assert_int_equal(judgement(r, "day", "staff")->at.line, 4);
	assert_string_equal(judgement(r, "day", "rooms")->grade->id, "fair");
	assert_int_equal(judgement(r, "day", "rooms")->at.line, 40);
	assert_int_equal(r->improvement_count, 2);
	report_release(r);
	diag_release(&d);
}

static void markdown_text_is_the_same_path(void **state)
{
	static const char md[] = "Report on homes in Northshire\n\nVisited 4 July 2016\n\n## Day services\n\n### Staff\n\n"
		"Grade 2 (Fair)\n\n7. Text *here*.\n";
	struct diag d = DIAG_INIT;
	struct report *r = read_text("plain.md", md, &d);

	(void)state;
	assert_non_null(r);
	assert_int_equal(judgement(r, "day", "staff")->paragraph, 7);
	assert_int_equal(judgement(r, "day", "staff")->at.line, 9);
	assert_string_equal(r->section[1].heading, "Staff");
	assert_int_equal(r->section[1].level, 2);
	report_release(r);
	diag_release(&d);
}

/* ---- the property ----------------------------------------------------------- */

static unsigned long seed = 20121117;

static size_t random_below(size_t n)
{
	seed = seed * 6364136223846793005ul + 1442695040888963407ul;
	return (size_t)(seed >> 33) % n;
}

/* Drops, doubles, swaps or cuts lines; never makes a word. */
static char *mangled(const char *text)
{
	struct span rest = span_of(text), line, lines[200];
	struct strbuf out = STRBUF_INIT;
	size_t n = 0, i, k;
	char *result;

	while (n < 200 && span_line(&rest, &line))
		lines[n++] = line;
	for (i = 0; i < 12; i++) {
		size_t a = random_below(n), b = random_below(n);

		line = lines[a];
		switch (random_below(4)) {
		case 0:
			lines[a] = SPAN_LIT("");
			break;
		case 1:
			lines[a] = lines[b];
			break;
		case 2:
			lines[a] = lines[b];
			lines[b] = line;
			break;
		default:
			for (k = line.n ? random_below(line.n) : 0; k && ((unsigned char)line.p[k] & 0xc0) == 0x80; k--)
				;
			lines[a] = span_make(line.p, k);
			break;
		}
	}
	for (i = 0; i < n; i++) {
		sb_span(&out, lines[i]);
		sb_putc(&out, '\n');
	}
	result = arena_strndup(&arena, sb_str(&out), out.n);
	sb_release(&out);
	return result;
}

static bool line_prints(const char *text, unsigned number, const char *grade)
{
	struct span rest = span_of(text), line = SPAN_LIT("");

	while (number-- && span_line(&rest, &line))
		;
	return span_find(line, grade) >= 0;
}

static void no_grade_appears_that_is_not_printed(void **state)
{
	size_t read = 0, i, k;

	(void)state;
	for (i = 0; i < 400; i++) {
		const char *text = mangled(report_text);
		struct diag d = DIAG_INIT;
		struct report *r = read_text("mangled.txt", text, &d);

		for (k = 0; r && k < r->judgement_count; k++) {
			const struct judgement *j = &r->judgement[k];

			read++;
			assert_true(line_prints(text, j->at.line, j->printed));
			assert_string_equal(j->printed, j->grade->label);
		}
		report_release(r);
		diag_release(&d);
	}
	assert_true(read > 400);      /* the property was put to the test */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(periods_are_read_in_their_forms),
		cmocka_unit_test(rough_text_becomes_facts),
		cmocka_unit_test(grades_know_where_they_stand),
		cmocka_unit_test(the_body_decides_over_a_misplaced_heading_of_the_record),
		cmocka_unit_test(improvements_keep_their_timescale),
		cmocka_unit_test(an_item_that_says_there_are_none_is_none),
		cmocka_unit_test(contradictions_and_strange_grades_are_errors),
		cmocka_unit_test(front_matter_settles_what_contradicts),
		cmocka_unit_test(front_matter_wins_and_the_rest_is_read),
		cmocka_unit_test(markdown_text_is_the_same_path),
		cmocka_unit_test(no_grade_appears_that_is_not_printed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* readers: two invented reports in the forms of real ones, set again and again as other reports are: every authority,
 * on one line or broken anywhere; every grade in every row, in every way a table is kept in; other ways to print days
 * and names. Each time exactly what was changed may differ. */
#include "unit.h"
#include "frameworks/framework.h"
#include "readers/readers.h"

#define ROWS 5

enum layout { TABS, SPACES, BELOW, MIDDLE, TOGETHER, LAYOUTS };

struct form {
	const char *framework;
	bool named_in_title;
	const char *label[ROWS][2];        /* broken in two where it is long */
	const char *area[ROWS];
	const char *before, *after;        /* the table */
};

/* What of a report is set otherwise. */
struct setting {
	const char *name, *dates, *lead;
	const char *grade[ROWS];
	const char *extra;                 /* a line above the table */
	enum layout layout;
};

static const struct form forms[] = {
	{ "ilacs", true,
	  { { "The impact of leaders on social work practice", "with children and families" },
	    { "The experiences and progress of children who", "need help and protection" },
	    { "The experiences and progress of children in care", "" },
	    { "The experiences and progress of care leavers", "" },
	    { "Overall effectiveness", "" } },
	  { "leaders", "help-and-protection", "in-care", "care-leavers", "overall-effectiveness" },
	  "",
	  "The council knows what it does well, and in most parts of its work it has become quicker since it began to count.\n\n"
	  "What needs to improve\n\n- The pace of plans.\n\n- Visits to far places.\n\n"
	  "The experiences and progress of children who need help and protection\n\n1.\n\nHelp comes early.\n\n2. It stays.\n" },
	{ "sif", false,
	  { { "1. Children who need help and protection", "" },
	    { "2. Children looked after and achieving", "permanence" },
	    { "2.1 Adoption performance", "" },
	    { "2.2 Experiences and progress of care leavers", "" },
	    { "3. Leadership, management and governance", "" } },
	  { "help-and-protection", "looked-after", "adoption", "care-leavers", "leadership" },
	  "The overall judgement is that children\xe2\x80\x99s services are good\n",
	  "Executive summary\n\nThe council is on its way.\n\nRecommendations\n1. Count visits.\n\n2. Read plans.\n\n"
	  "Summary for children and young people\n\nYou are heard.\n" },
};

static struct arena arena;
static struct frameworks frameworks;
static struct model model;

static int set_up(void **state)
{
	struct diag d = DIAG_INIT;

	(void)state;
	frameworks_load(&frameworks, "content/frameworks", "frameworks", &arena, &d);
	model_init(&model, &frameworks);
	readers_load_tables(&model, "content", "content", &d);
	assert_false(diag_failed(&d));
	diag_release(&d);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	model_release(&model);
	frameworks_release(&frameworks);
	arena_release(&arena);
	return 0;
}

static struct setting plain(const struct form *f)
{
	struct setting s = { "Leeds", "4 to 8 March 2024", "Ann Other, HMI", { "Good", "Good", "Good", "Good", "Good" }, "", TABS };

	if (!f->named_in_title)
		s.dates = "4 to 8 March 2015";
	return s;
}

static const char *row(const struct form *f, const struct setting *s, size_t i, struct arena *a)
{
	const char *first = f->label[i][0], *rest = f->label[i][1], *grade = s->grade[i];
	const char *space = *rest ? " " : "";

	switch (s->layout) {
	case TABS:
		return arena_printf(a, "%s%s%s\t%s\n", first, space, rest, grade);
	case SPACES:
		return arena_printf(a, " %-60s%s\n%s%s\n\n", first, grade, *rest ? " " : "", rest);
	case BELOW:
		return arena_printf(a, "%s\n%s%s\n%s\n\n", first, rest, *rest ? "\n" : "", grade);
	case MIDDLE:
		return *rest ? arena_printf(a, " %s\n%62s%s\n %s\n\n", first, "", grade, rest) :
			       arena_printf(a, " %-61s%s\n\n", first, grade);
	default:
		return arena_printf(a, "%s%s%s %s\n", first, space, rest, grade);
	}
}

static const char *report_text(const struct form *f, const struct setting *s, struct arena *a)
{
	const char *table = "", *head;
	size_t i;

	for (i = 0; i < ROWS; i++)
		table = arena_printf(a, "%s%s", table, row(f, s, i, a));
	head = f->named_in_title ?
		       arena_printf(a, "Inspection of %s local\nauthority children\xe2\x80\x99s services\n", s->name) :
		       arena_printf(a, "%s\n\nInspection of services for children in need of help and\n"
				       "protection, children looked after and care leavers\n", s->name);
	return arena_printf(a, "%s\nInspection dates: %s\n\nLead inspector: %s\n\n%s\n%s\n\n%s\n%s", head, s->dates, s->lead,
			    f->before, s->extra, table, f->after);
}

/* What was read, in one line. */
static const char *facts_of(const struct form *f, const struct report *r, struct arena *a)
{
	const char *out;
	size_t i, k;

	if (!r)
		return "nothing";
	out = arena_printf(a, "%s %s, %s to %s, %s, %zu to improve, %ld paragraphs", r->framework->id,
			   r->authority ? r->authority->id : "nobody", date_iso(r->start, a), date_iso(r->end, a),
			   r->lead_inspector ? r->lead_inspector : "no one", r->improvement_count, r->paragraphs);
	for (i = 0; i < ROWS; i++)
		for (k = 0; k < r->judgement_count; k++)
			if (strcmp(r->judgement[k].area->id, f->area[i]) == 0)
				out = arena_printf(a, "%s, %s %s", out, f->area[i], r->judgement[k].grade->id);
	return out;
}

/* Grades are given by what they print; where a mark follows them, by what stands before it. */
static void check(const struct form *f, const struct setting *s, const char *authority, const char *start, const char *end)
{
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	const struct framework *fw = framework_by_id(&frameworks, span_of(f->framework));
	const char *text = report_text(f, s, &a), *got, *want;
	struct report *r = reader_report_bytes(&model, span_of(text), "r.txt", &a, &d);
	size_t i;

	want = arena_printf(&a, "%s %s, %s to %s, Ann Other, 2 to improve, 2 paragraphs", f->framework, authority, start, end);
	for (i = 0; i < ROWS; i++) {
		size_t n = strlen(s->grade[i]);

		while (n && strchr("12.*", s->grade[i][n - 1]))
			n--;
		want = arena_printf(&a, "%s, %s %s", want, f->area[i], framework_grade_printed(fw, span_make(s->grade[i], n))->id);
	}
	got = facts_of(f, r, &a);
	if (strcmp(got, want) != 0 || diag_failed(&d))
		print_message("%s\n", text);
	assert_string_equal(got, want);
	assert_false(diag_failed(&d));
	if (r)
		report_release(r);
	diag_release(&d);
	arena_release(&a);
}

static void check_plain(const struct form *f, const struct setting *s, const char *authority)
{
	check(f, s, authority, f->named_in_title ? "2024-03-04" : "2015-03-04", f->named_in_title ? "2024-03-08" : "2015-03-08");
}

/* The name as it is, and broken after each of its words. */
static void check_name(const struct form *f, const char *name)
{
	const struct authority *who = model_authority_named(&model, span_of(name));
	struct setting s = plain(f);
	char *broken = arena_strdup(&arena, name);
	size_t i;

	assert_non_null(who);
	s.name = name;
	check_plain(f, &s, who->id);
	s.name = broken;
	for (i = 0; name[i]; i++) {
		if (name[i] != ' ')
			continue;
		broken[i] = '\n';
		check_plain(f, &s, who->id);
		broken[i] = ' ';
	}
}

static void every_authority_is_read_wherever_its_name_is_broken(void **state)
{
	static const char *const styles[] = { "%s", "%s City Council", "Royal Borough of %s", "%s Metropolitan Borough Council" };
	size_t i, k;

	(void)state;
	for (i = 0; i < model.authority_count; i++)
		for (k = 0; k < 2 * sizeof styles / sizeof *styles; k++) {
			const char *style = styles[k / 2], *place = strstr(style, "%s");
			const char *name = arena_printf(&arena, "%.*s%s%s", (int)(place - style), style, model.authority[i].name, place + 2);

			/* In brackets are words of ours. */
			if (!strchr(name, '(') && model_authority_named(&model, span_of(name)))
				check_name(&forms[k % 2], name);
		}
}

static void a_name_has_dashes_of_every_kind(void **state)
{
	static const char *const names[] = { "Stockton\xe2\x80\x91on\xe2\x80\x91Tees", "Stockton\xe2\x80\x93on\xe2\x80\x93Tees Borough Council",
		"STOCKTON-ON-TEES" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof names / sizeof *names; i++) {
		check_name(&forms[0], names[i]);
		check_name(&forms[1], names[i]);
	}
}

static void every_grade_is_read_in_every_row_and_layout(void **state)
{
	static const char *const grades[] = { "Outstanding", "Good", "Requires improvement", "Requires improvement to be good",
		"Inadequate", "INADEQUATE", "good", "Inadequate.", "Outstanding1" };
	size_t f, i, g, l;

	(void)state;
	for (f = 0; f < 2; f++)
		for (l = 0; l < LAYOUTS; l++)
			for (i = 0; i < ROWS; i++)
				for (g = 0; g < sizeof grades / sizeof *grades; g++) {
					struct setting s = plain(&forms[f]);

					/* A mark is the page's, so only where the columns are. */
					if (l > SPACES && strchr("1.", grades[g][strlen(grades[g]) - 1]))
						continue;
					s.layout = (enum layout)l;
					s.grade[i] = grades[g];
					check_plain(&forms[f], &s, "leeds");
				}
}

static void days_are_read_in_every_style(void **state)
{
	static const char *const days[] = { "4 to 8 March 2024", "4 March\xe2\x80\x93" "8 March 2024", "Monday 4 to Friday 8 March 2024",
		"4th\xe2\x80\x93" "8th March 2024", "4\xc2\xa0to\xc2\xa0" "8\xc2\xa0March\xc2\xa0" "2024", "04/03/2024 - 08/03/2024",
		"4 March 2024 \xe2\x80\x94 8\nMarch 2024", "4 to\n8 March 2024", "4 to 5 March 2024 and\n7 to 8 March 2024",
		"4 to 5 March 2024;\n7 March to 8 March 2024" };
	size_t f, i;

	(void)state;
	for (f = 0; f < 2; f++)
		for (i = 0; i < sizeof days / sizeof *days; i++) {
			struct setting s = plain(&forms[f]);

			s.dates = days[i];
			check(&forms[f], &s, "leeds", "2024-03-04", "2024-03-08");
		}
}

static void an_inspector_is_a_name_without_what_follows(void **state)
{
	static const char *const leads[] = { "Ann Other", "Ann Other HMI", "Ann Other, Her Majesty\xe2\x80\x99s Inspector",
		"Ann Other (HMI)", "Ann Other \xe2\x80\x93\nHis Majesty\xe2\x80\x99s Inspector", "Ann Other\nSenior HMI" };
	size_t f, i;

	(void)state;
	for (f = 0; f < 2; f++)
		for (i = 0; i < sizeof leads / sizeof *leads; i++) {
			struct setting s = plain(&forms[f]);

			s.lead = leads[i];
			check_plain(&forms[f], &s, "leeds");
		}
}

static void what_was_before_is_no_grade(void **state)
{
	static const char *const extra[] = { "Children\xe2\x80\x99s services in Leeds were previously judged inadequate.",
		"Children\xe2\x80\x99s services in Leeds are no longer inadequate", "Overall effectiveness at the last inspection: inadequate",
		"The overall judgement at the previous inspection was inadequate.", "The Local Safeguarding Children Board was inadequate" };
	size_t f, i;

	(void)state;
	for (f = 0; f < 2; f++)
		for (i = 0; i < sizeof extra / sizeof *extra; i++) {
			struct setting s = plain(&forms[f]);

			s.extra = extra[i];
			check_plain(&forms[f], &s, "leeds");
		}
}

/* Labels in one place and grades in another: which belongs to which, nobody can say. */
static void labels_apart_from_their_grades_get_none(void **state)
{
	static const char *const tables[] = {
		"2.1 Adoption performance\n2.2 Experiences and progress of care leavers\n3. Leadership, management and governance\n\n"
		"Good\nInadequate\nOutstanding\n",
		"Adoption performance\n\nLeadership, management and governance\n\nGood\n\nInadequate\n",
	};
	const struct form *f = &forms[1];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof tables / sizeof *tables; i++) {
		struct arena a = ARENA_INIT;
		struct diag d = DIAG_INIT;
		const char *text = arena_printf(&a, "Leeds\n\nInspection of services for children in need of help and protection, children "
						    "looked after and care leavers\n\n%s\n%s\n%s", f->before, tables[i], f->after);
		struct report *r = reader_report_bytes(&model, span_of(text), "r.txt", &a, &d);

		assert_non_null(r);
		assert_string_equal(facts_of(f, r, &a), "sif leeds,  to , no one, 2 to improve, 2 paragraphs");
		report_release(r);
		diag_release(&d);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_authority_is_read_wherever_its_name_is_broken),
		cmocka_unit_test(a_name_has_dashes_of_every_kind),
		cmocka_unit_test(every_grade_is_read_in_every_row_and_layout),
		cmocka_unit_test(days_are_read_in_every_style),
		cmocka_unit_test(an_inspector_is_a_name_without_what_follows),
		cmocka_unit_test(what_was_before_is_no_grade),
		cmocka_unit_test(labels_apart_from_their_grades_get_none),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

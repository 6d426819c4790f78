/* model: authorities and areas from their files, names, and what freezing does to reports. */
#include "expect_diag.h"
#include "model/model.h"
#include "readers/tables.h"
#include "scratch.h"

struct state {
	struct scratch s;
	struct frameworks f;
	struct model m;
};

static const char framework_new[] =
	"id: new\nname: New\nshort: New\ninspectorate: I\nfrom: 2015-01-01\nreplaces: old\n"
	"scale:\n  - {id: good, label: Good, letter: G, rank: 1}\n  - {id: poor, label: Poor, letter: P, rank: 2}\n"
	"areas:\n  - {id: leaders, label: Leaders}\n  - {id: care, label: Care}\n"
	"documents: {title: [new]}\n";
static const char framework_old[] =
	"id: old\nname: Old\nshort: Old\ninspectorate: I\nfrom: 2005-01-01\n"
	"scale:\n  - {id: good, label: Good, letter: G, rank: 1}\n"
	"strands:\n  - {id: left, label: Left}\n  - {id: right, label: Right}\n"
	"areas:\n  - {id: overall, label: Overall}\n  - {id: care, label: Care, strands: [right]}\n"
	"documents: {title: [old]}\n";

static const char authorities[] =
	"styles:\n"
	"  before: [London Borough of, 'City of', the]\n"
	"  after: [council, county council, city council]\n"
	"authorities:\n"
	"  - {id: southshire, name: Southshire, region: South & West, type: County, neighbours: [northshire, ham]}\n"
	"  - {id: ham, name: City of Ham, region: North, aliases: [Ham on Sea, \"St. Ham's\"]}\n"
	"  - {id: northshire, name: Northshire, region: North, from: 2009-04-01, predecessors: [northshire-county]}\n"
	"  - {id: northshire-county, name: Old Northshire, region: North, to: 2009-03-31, aliases: [Northshire],\n"
	"     successors: [northshire], gss_code: E99}\n";

static const char areas[] =
	"areas:\n"
	"  - id: care\n    name: Care\n    headline: true\n    summary: Ours.\n    maps:\n"
	"      - {framework: new, area: care, relation: same, why: It is the one.}\n"
	"      - {framework: old, strand: right, area: care, relation: similar, why: Nearly.}\n"
	"  - id: leading\n    name: Leading\n    maps:\n"
	"      - {framework: new, area: leaders, relation: partial, why: In part.}\n";

static int setup(void **state)
{
	struct state *st = calloc(1, sizeof *st);

	scratch_open(&st->s);
	assert_int_equal(fs_mkdirs(scratch_path(&st->s, "frameworks")), 0);
	scratch_write(&st->s, "frameworks/new.yaml", framework_new);
	scratch_write(&st->s, "frameworks/old.yaml", framework_old);
	assert_int_equal(frameworks_load(&st->f, scratch_path(&st->s, "frameworks"), "frameworks", &st->s.a,
					 &st->s.d), 0);
	model_init(&st->m, &st->f);
	*state = st;
	return 0;
}

static int teardown(void **state)
{
	struct state *st = *state;

	model_release(&st->m);
	frameworks_release(&st->f);
	scratch_close(&st->s);
	free(st);
	return 0;
}

static int read_a(struct state *st, const char *text)
{
	scratch_write(&st->s, "authorities.yaml", text);
	return read_authorities(&st->m, scratch_path(&st->s, "authorities.yaml"), "authorities.yaml", &st->s.d);
}

static int read_c(struct state *st, const char *text)
{
	scratch_write(&st->s, "areas.yaml", text);
	return read_areas(&st->m, scratch_path(&st->s, "areas.yaml"), "areas.yaml", &st->s.d);
}

static void read_both(struct state *st)
{
	assert_int_equal(read_a(st, authorities), 0);
	assert_int_equal(read_c(st, areas), 0);
	expect_count(&st->s.d, 0);
}

static const struct authority *by_id(const struct state *st, const char *id)
{
	const struct authority *a = model_authority(&st->m, span_of(id));

	assert_non_null(a);
	return a;
}

static void test_authorities(void **state)
{
	struct state *st = *state;
	const struct authority *a;

	read_both(st);
	assert_int_equal(st->m.authority_count, 4);
	assert_string_equal(st->m.authority[0].id, "ham");              /* by name */
	assert_string_equal(st->m.authority[3].id, "southshire");
	a = by_id(st, "southshire");
	assert_string_equal(a->region_id, "south-and-west");
	assert_string_equal(a->type, "County");
	assert_int_equal(a->neighbour_count, 2);
	assert_ptr_equal(a->neighbour[0], by_id(st, "northshire"));     /* in the file's order */
	assert_ptr_equal(a->neighbour[1], by_id(st, "ham"));
	assert_null(a->gss_code);
	assert_int_equal(a->pos.line, 5);
	a = by_id(st, "northshire-county");
	assert_int_equal(a->to.year, 2009);
	assert_string_equal(a->gss_code, "E99");
	assert_ptr_equal(a->successor[0], by_id(st, "northshire"));
	assert_ptr_equal(by_id(st, "northshire")->predecessor[0], a);
	assert_int_equal(st->m.region_count, 2);
	assert_string_equal(st->m.region[0].id, "north");
	assert_int_equal(st->m.region[0].authority_count, 3);
	assert_string_equal(st->m.region[0].authority[1]->id, "northshire");
	assert_null(model_authority(&st->m, SPAN_LIT("Ham")));
}

static void test_names(void **state)
{
	static const struct {
		const char *printed, *id;
	} cases[] = {
		{ "Southshire", "southshire" },
		{ "  SOUTHSHIRE  County   Council ", "southshire" },
		{ "The London Borough of Southshire Council", "southshire" },
		{ "City of Ham", "ham" },
		{ "City of Ham Council", "ham" },
		{ "the City of Ham City Council", "ham" },
		{ "Ham-on-Sea", "ham" },
		{ "St Ham\xe2\x80\x99s council", "ham" },
		{ "Ham", NULL },
		{ "Northshire", "northshire" },
		{ "Old Northshire", "northshire-county" },
		{ "Council", NULL },
		{ "", NULL },
		{ "Southshirecouncil", NULL },
		{ "Westshire", NULL },
	};
	struct state *st = *state;
	size_t i;

	read_both(st);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct authority *a = model_authority_named(&st->m, span_of(cases[i].printed));

		if (!a != !cases[i].id)
			print_message("%s\n", cases[i].printed);
		assert_true(!a == !cases[i].id);
		if (a)
			assert_string_equal(a->id, cases[i].id);
	}
}

/* One name, two authorities, one after the other. */
static void test_names_in_time(void **state)
{
	struct state *st = *state;

	read_both(st);
	assert_string_equal(model_authority_named_on(&st->m, SPAN_LIT("Northshire Council"),
						     (struct date){ 2009, 3, 31 })->id, "northshire-county");
	assert_string_equal(model_authority_named_on(&st->m, SPAN_LIT("Northshire Council"),
						     (struct date){ 2009, 4, 1 })->id, "northshire");
	/* Nobody else had this name: the nearest thing to an answer, and the model warns. */
	assert_string_equal(model_authority_named_on(&st->m, SPAN_LIT("Old Northshire"),
						     (struct date){ 2015, 1, 1 })->id, "northshire-county");
	assert_true(authority_existed(by_id(st, "ham"), (struct date){ 1999, 1, 1 }));
	assert_false(authority_existed(by_id(st, "northshire"), (struct date){ 2009, 3, 31 }));
}

/* Text made so that styles can be taken off in very many ways. */
static void test_name_bounded(void **state)
{
	struct state *st = *state;
	struct strbuf b = STRBUF_INIT;
	int i;

	read_both(st);
	for (i = 0; i < 2000; i++)
		sb_puts(&b, "the city of ");
	for (i = 0; i < 2000; i++)
		sb_puts(&b, "county council city council ");
	assert_null(model_authority_named(&st->m, sb_view(&b)));
	sb_release(&b);
}

static void test_authority_faults(void **state)
{
#define HEAD "authorities:\n  - {id: ham, name: Ham, region: North}\n"
	static const struct {
		const char *text;
		enum diag_code code;
		unsigned line, col;
		const char *detail;
	} cases[] = {
		{ "authoritys: []\n", DIAG_KEY_UNKNOWN, 1, 1, "did you mean 'authorities'?" },
		{ HEAD "  - {id: ham, name: Hamm, region: North}\n", DIAG_ID_DUPLICATE, 3, 10, "authority 'ham'" },
		{ HEAD "  - {id: hum, name: HAM, region: North}\n", DIAG_NAME_SHARED, 3, 21, "'HAM' is also ham" },
		{ HEAD "  - {id: hum, name: Hum, region: North, aliases: [ham]}\n", DIAG_NAME_SHARED, 3, 51,
		  "'ham'" },
		{ HEAD "  - {id: hum, name: Hum, region: North, neighbours: [hem]}\n", DIAG_AUTHORITY_UNKNOWN, 3, 54,
		  "'hem'; did you mean 'ham'?" },
		{ HEAD "  - {id: hum, name: Hum, region: North, successors: [hum]}\n", DIAG_VALUE_RANGE, 3, 54,
		  "cannot name itself" },
		{ HEAD "  - {id: hum, name: Hum, region: North, neighbours: [ham, ham]}\n", DIAG_VALUE_RANGE, 3, 59,
		  "listed twice" },
		{ HEAD "  - {id: hum, name: Hum, region: North, from: 2010-01-01, to: 2009-01-01}\n",
		  DIAG_DATE_ORDER, 3, 63, "before" },
		{ HEAD "  - {id: hum, name: Hum}\n", DIAG_KEY_MISSING, 3, 5, "this authority has no 'region'" },
		{ HEAD "  - {name: Hum, region: North}\n", DIAG_KEY_MISSING, 3, 5, "this authority has no 'id'" },
	};
	struct state *st = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct diag_entry *e;

		assert_int_equal(read_a(st, cases[i].text), -1);
		e = expect_diag(&st->s.d, 0, cases[i].code, cases[i].line, cases[i].col, cases[i].detail);
		assert_non_null(e->excerpt);
		model_release(&st->m);
		model_init(&st->m, &st->f);
		diag_release(&st->s.d);
	}
}

static void test_areas(void **state)
{
	struct state *st = *state;
	const struct framework *old, *new;
	const struct comparable *c, *in;
	const struct area_map *map;

	read_both(st);
	old = framework_by_id(&st->f, SPAN_LIT("old"));
	new = framework_by_id(&st->f, SPAN_LIT("new"));
	assert_int_equal(st->m.comparable_count, 2);
	c = model_comparable(&st->m, SPAN_LIT("care"));
	assert_true(c->headline);
	assert_int_equal(c->map_count, 2);
	assert_ptr_equal(c->map[0].framework, old);                     /* by date */
	assert_string_equal(c->map[0].strand->id, "right");
	assert_string_equal(relation_name(c->map[0].relation), "similar");
	assert_string_equal(c->map[1].why, "It is the one.");
	assert_string_equal(model_comparable(&st->m, SPAN_LIT("leading"))->summary, "");
	map = model_map(&st->m, new, &new->strands[0], &new->areas[0], &in);
	assert_string_equal(in->id, "leading");
	assert_int_equal(map->relation, REL_PARTIAL);
	assert_null(model_map(&st->m, old, &old->strands[0], &old->areas[0], &in));
	assert_null(model_comparable(&st->m, SPAN_LIT("caring")));
}

static void test_area_faults(void **state)
{
#define MAP(m) "areas:\n  - id: care\n    name: Care\n    maps:\n      - {" m ", relation: same, why: So.}\n"
	static const struct {
		const char *text;
		enum diag_code code;
		unsigned line, col;
		const char *detail;
	} cases[] = {
		{ MAP("framework: nwe, area: care"), DIAG_FRAMEWORK_ID, 5, 21, "'nwe'; did you mean 'new'?" },
		{ MAP("framework: new, area: cares"), DIAG_AREA_UNKNOWN, 5, 32, "did you mean 'care'?" },
		{ MAP("framework: old, area: care"), DIAG_KEY_MISSING, 5, 9, "'old' has strands" },
		{ MAP("framework: old, strand: rigt, area: care"), DIAG_STRAND_UNKNOWN, 5, 34,
		  "did you mean 'right'?" },
		{ MAP("framework: old, strand: left, area: care"), DIAG_AREA_UNKNOWN, 5, 46,
		  "'care' is not judged in strand 'left'" },
		{ MAP("framework: new, area: care, relation: sum"), DIAG_YAML_DUPLICATE, 5, 53, "'relation'" },
		{ MAP("framework: new, area: care") "  - {id: more, name: More, maps: [{framework: new, area: care, "
		  "relation: partial, why: So.}]}\n", DIAG_MAP_DUPLICATE, 6, 35, "new, care" },
		{ MAP("framework: new, area: care") "  - {id: care, name: More, maps: []}\n", DIAG_ID_DUPLICATE, 6,
		  10, "area 'care'" },
		{ "areas:\n  - {id: a, name: A, maps: [{framework: new, area: care, relation: sam, why: So.}]}\n",
		  DIAG_VALUE_RANGE, 2, 68, "did you mean 'same'?" },
	};
	struct state *st = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(read_c(st, cases[i].text), -1);
		expect_count(&st->s.d, 1);
		expect_diag(&st->s.d, 0, cases[i].code, cases[i].line, cases[i].col, cases[i].detail);
		diag_release(&st->s.d);
	}
}

/* A report as the reader makes it, with room for judgements. */
static struct report *new_report(struct state *st, const char *authority, const char *framework, struct date end,
				 unsigned line)
{
	struct report *r = arena_alloc(&st->m.arena, sizeof *r);

	r->authority = by_id(st, authority);
	r->authority_printed = r->authority->name;
	r->framework = framework_by_id(&st->f, span_of(framework));
	r->end = end;
	r->file = "r.md";
	r->pos = (struct pos){ "r.md", line, 3 };
	r->judgement = arena_calloc(&st->m.arena, 8, sizeof *r->judgement);
	return r;
}

static void judge(struct report *r, const char *strand, const char *area, unsigned line)
{
	struct judgement *j = &r->judgement[r->judgement_count++];

	j->strand = framework_strand(r->framework, span_of(strand));
	j->area = framework_area(r->framework, span_of(area));
	j->grade = &r->framework->grades[0];
	j->at = (struct pos){ "r.md", line, 1 };
	assert_non_null(j->strand);
	assert_non_null(j->area);
}

static void test_freeze(void **state)
{
	struct state *st = *state;
	struct report *list[4];
	const struct authority *south;
	struct report *r;

	read_both(st);
	list[0] = new_report(st, "southshire", "new", (struct date){ 2018, 5, 4 }, 1);
	list[1] = new_report(st, "southshire", "old", (struct date){ 2010, 5, 4 }, 1);
	list[2] = new_report(st, "ham", "new", (struct date){ 2019, 1, 1 }, 1);
	list[3] = new_report(st, "southshire", "old", (struct date){ 0, 0, 0 }, 1);
	list[3]->published = (struct date){ 2007, 11, 1 };
	list[3]->improvement = arena_calloc(&st->m.arena, 2, sizeof *list[3]->improvement);
	list[3]->improvement_count = 2;
	model_freeze(&st->m, list, 4, &st->s.d);
	expect_count(&st->s.d, 0);
	assert_int_equal(st->m.report_count, 4);
	assert_string_equal(st->m.report[0]->id, "ham/2019-01-01");
	assert_string_equal(st->m.report[1]->id, "southshire/2007-11-01");
	assert_string_equal(st->m.report[3]->id, "southshire/2018-05-04");
	south = by_id(st, "southshire");
	assert_int_equal(south->report_count, 3);
	r = st->m.report[2];
	assert_ptr_equal(south->report[1], r);
	assert_ptr_equal(r->previous, st->m.report[1]);
	assert_ptr_equal(r->next, st->m.report[3]);
	assert_null(st->m.report[1]->previous);
	assert_null(st->m.report[0]->next);
	assert_int_equal(st->m.report[1]->improvement[1].number, 2);
	assert_ptr_equal(model_report(&st->m, SPAN_LIT("southshire/2010-05-04")), r);
	assert_null(model_report(&st->m, SPAN_LIT("southshire/2010-05-05")));
	assert_null(model_report(&st->m, SPAN_LIT("southshire")));
	assert_null(model_report(&st->m, SPAN_LIT("x/2010-05-04")));
	assert_int_equal(by_id(st, "northshire")->report_count, 0);
}

static void test_judgements(void **state)
{
	struct state *st = *state;
	struct report *list[2];
	const struct judgement *j;

	read_both(st);
	list[0] = new_report(st, "ham", "old", (struct date){ 2010, 1, 1 }, 1);
	judge(list[0], "right", "care", 9);
	judge(list[0], "right", "overall", 8);
	judge(list[0], "left", "overall", 7);
	list[1] = new_report(st, "ham", "new", (struct date){ 2020, 1, 1 }, 1);
	judge(list[1], "", "leaders", 5);
	model_freeze(&st->m, list, 2, &st->s.d);
	expect_count(&st->s.d, 0);
	j = st->m.report[0]->judgement;
	assert_string_equal(j[0].anchor, "judgement-left-overall");
	assert_string_equal(j[1].anchor, "judgement-right-overall");
	assert_string_equal(j[2].anchor, "judgement-right-care");
	assert_null(j[0].comparable);
	assert_string_equal(j[2].comparable->id, "care");
	assert_int_equal(j[2].relation, REL_SIMILAR);
	assert_ptr_equal(j[2].report, st->m.report[0]);
	assert_ptr_equal(report_judgement(st->m.report[0], j[2].strand, j[2].area), &j[2]);
	assert_null(report_judgement(st->m.report[0], j[0].strand, j[2].area));
	assert_string_equal(st->m.report[1]->judgement[0].anchor, "judgement-leaders");
	assert_int_equal(st->m.report[1]->judgement[0].relation, REL_PARTIAL);
}

static void test_judgement_twice(void **state)
{
	struct state *st = *state;
	struct report *list[1];

	read_both(st);
	list[0] = new_report(st, "ham", "new", (struct date){ 2020, 1, 1 }, 1);
	judge(list[0], "", "care", 9);
	judge(list[0], "", "care", 4);
	judge(list[0], "", "leaders", 2);
	model_freeze(&st->m, list, 1, &st->s.d);
	expect_count(&st->s.d, 1);
	expect_diag(&st->s.d, 0, DIAG_JUDGEMENT_TWICE, 9, 1, "care");
	assert_int_equal(st->s.d.entry[0].notes->at.line, 4);
	assert_int_equal(list[0]->judgement_count, 2);
	assert_int_equal(list[0]->judgement[1].at.line, 4);
}

/* Reports that cannot stay go behind the others, for their owner to free. */
static void test_left_out(void **state)
{
	struct state *st = *state;
	struct report *list[4], *first, *second, *undated;

	read_both(st);
	undated = list[0] = new_report(st, "ham", "new", (struct date){ 0, 0, 0 }, 2);
	first = list[1] = new_report(st, "ham", "new", (struct date){ 2020, 1, 1 }, 3);
	second = list[2] = new_report(st, "ham", "old", (struct date){ 2020, 1, 1 }, 4);
	second->file = "s.md";
	second->pos.file = "s.md";
	list[3] = new_report(st, "ham", "new", (struct date){ 2021, 1, 1 }, 5);
	model_freeze(&st->m, list, 4, &st->s.d);
	expect_count(&st->s.d, 2);
	expect_diag(&st->s.d, 0, DIAG_REPORT_NO_DATE, 2, 3, "neither");
	expect_diag(&st->s.d, 1, DIAG_REPORT_DUPLICATE, 4, 3, "City of Ham, 2020-01-01");
	assert_string_equal(st->s.d.entry[1].at.file, "s.md");
	assert_string_equal(st->s.d.entry[1].notes->at.file, "r.md");
	assert_int_equal(st->s.d.entry[1].notes->at.line, 3);
	assert_int_equal(st->m.report_count, 2);
	assert_ptr_equal(list[0], first);
	assert_true(list[2] == second || list[3] == second);
	assert_true(list[2] == undated || list[3] == undated);
	assert_int_equal(by_id(st, "ham")->report_count, 2);
}

static void test_outside_its_time(void **state)
{
	struct state *st = *state;
	struct report *list[3];

	read_both(st);
	list[0] = new_report(st, "northshire-county", "new", (struct date){ 2016, 1, 1 }, 6);
	list[1] = new_report(st, "northshire", "old", (struct date){ 2008, 1, 1 }, 7);
	list[1]->authority_printed = "Northshire Council";
	list[2] = new_report(st, "northshire", "old", (struct date){ 2007, 1, 1 }, 8);
	list[2]->authority_printed = "Northshyre";
	model_freeze(&st->m, list, 3, &st->s.d);
	expect_count(&st->s.d, 2);
	expect_diag(&st->s.d, 0, DIAG_AUTHORITY_PERIOD, 6, 3, "Old Northshire ended on 2009-03-31");
	expect_diag(&st->s.d, 1, DIAG_AUTHORITY_PERIOD, 8, 3, "Northshire began on 2009-04-01");
	assert_int_equal(st->s.d.count[DIAG_WARNING], 2);
	/* The printed name was the other's on that day. */
	assert_non_null(model_report(&st->m, SPAN_LIT("northshire-county/2008-01-01")));
	assert_non_null(model_report(&st->m, SPAN_LIT("northshire/2007-01-01")));
	assert_int_equal(st->m.report_count, 3);
}

static void test_empty(void **state)
{
	struct state *st = *state;

	model_index_authorities(&st->m);
	model_freeze(&st->m, NULL, 0, &st->s.d);
	expect_count(&st->s.d, 0);
	assert_int_equal(st->m.report_count, 0);
	assert_null(model_report(&st->m, SPAN_LIT("a/b")));
	assert_null(model_authority_named(&st->m, SPAN_LIT("Ham")));
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(test_authorities), CASE(test_names), CASE(test_names_in_time), CASE(test_name_bounded),
		CASE(test_authority_faults), CASE(test_areas), CASE(test_area_faults), CASE(test_freeze),
		CASE(test_judgements), CASE(test_judgement_twice), CASE(test_left_out),
		CASE(test_outside_its_time), CASE(test_empty),
	};

	return RUN_ALL(tests);
}

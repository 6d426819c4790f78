/* yaml: trees, limits and tables. */
#include "unit.h"
#include <time.h>
#include "base/str.h"
#include "expect_diag.h"
#include "yaml/yschema.h"

struct state {
	struct arena a;
	struct diag d;
};

static int setup(void **state)
{
	*state = calloc(1, sizeof(struct state));
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	struct state *s = *state;

	arena_release(&s->a);
	diag_release(&s->d);
	free(s);
	return 0;
}

static struct ynode *parse(struct state *s, const char *text)
{
	struct source src = { "a.yaml", span_of(text), 0 };

	return yaml_parse(&src, &s->a, &s->d);
}

static void test_tree(void **state)
{
	struct state *s = *state;
	const struct ynode *n = parse(s, "name: Northshire\nlist:\n  - 'one'\n  - \xc3\xa9: x\nempty:\n"), *list;

	expect_count(&s->d, 0);
	assert_non_null(n);
	assert_int_equal(n->kind, Y_MAP);
	assert_int_equal(n->n, 3);
	assert_string_equal(yaml_get(n, "name")->text.p, "Northshire");
	assert_true(yaml_get(n, "name")->plain);
	assert_int_equal(yaml_get(n, "name")->at.line, 1);
	assert_int_equal(yaml_get(n, "name")->at.col, 7);
	list = yaml_get(n, "list");
	assert_int_equal(list->kind, Y_LIST);
	assert_false(list->item[0]->plain);
	assert_int_equal(list->item[1]->at.line, 4);
	/* Columns count characters, offsets bytes. */
	assert_int_equal(yaml_get(list->item[1], "\xc3\xa9")->at.col, 8);
	assert_int_equal(yaml_get(list->item[1], "\xc3\xa9")->offset, 41);
	assert_true(yaml_is_null(yaml_get(n, "empty")));
	assert_null(yaml_get(n, "absent"));
	assert_null(yaml_get(list, "absent"));
}

static void test_lines_before(void **state)
{
	struct state *s = *state;
	struct source src = { "r.md", SPAN_LIT("a: 1\r\nb: 2\r\n"), 1 };
	const struct ynode *n = yaml_parse(&src, &s->a, &s->d);

	assert_non_null(n);
	assert_int_equal(n->item[0]->at.line, 2);
	assert_int_equal(n->item[1]->at.line, 3);
	assert_int_equal(n->item[1]->at.col, 4);
	assert_string_equal(n->item[1]->at.file, "r.md");
}

static void test_source_may_go(void **state)
{
	struct state *s = *state;
	char text[] = "key: value\n";
	struct source src = { "a.yaml", span_of(text), 0 };
	const struct ynode *n = yaml_parse(&src, &s->a, &s->d);

	memset(text, 'x', sizeof text - 1);
	assert_string_equal(n->item[0]->text.p, "value");
	yaml_report(n->item[0], &s->d, DIAG_VALUE_RANGE, "too %s", "dear");
	assert_string_equal(expect_diag(&s->d, 0, DIAG_VALUE_RANGE, 1, 6, "too dear")->excerpt, "key: value");
}

static void test_byte_order_mark(void **state)
{
	struct state *s = *state;
	const struct ynode *n = parse(s, "\xef\xbb\xbf" "a: 1\nb: 2\n");

	assert_non_null(n);
	assert_int_equal(n->n, 2);
	assert_int_equal(n->item[0]->at.col, 4);
}

static void test_faults(void **state)
{
	static const struct {
		const char *text;
		enum diag_code code;
		unsigned line, col;
		const char *detail;
	} cases[] = {
		{ "a: [1, 2\nb: 3\n", DIAG_YAML_SYNTAX, 2, 2, "did not find expected ',' or ']'" },
		{ "a: b: c\n", DIAG_YAML_SYNTAX, 1, 5, "mapping values are not allowed" },
		{ "a: 1\n\tb: 2\n", DIAG_YAML_SYNTAX, 2, 1, "a tab character" },
		{ "a: @b\n", DIAG_YAML_SYNTAX, 1, 4, "cannot start any token" },
		{ "a: \"x\n", DIAG_YAML_SYNTAX, 2, 1, "unexpected end of stream" },
		{ "a: x\nb: \xff\n", DIAG_YAML_SYNTAX, 2, 4, "invalid leading UTF-8" },
		{ "a: x\nb: \x01\n", DIAG_YAML_SYNTAX, 2, 4, "control characters" },
		{ "a: 1\nb: \"x\\0y\"\n", DIAG_YAML_SYNTAX, 2, 4, "NUL" },
		{ "", DIAG_YAML_SYNTAX, 1, 1, "nothing in it" },
		{ "# only a comment\n", DIAG_YAML_SYNTAX, 1, 1, "nothing in it" },
		{ "---\n...\n", DIAG_YAML_SYNTAX, 2, 1, "nothing in it" },
		{ "a: 1\n---\nb: 2\n", DIAG_YAML_SYNTAX, 2, 1, "second document" },
		{ "a: &x 1\nb: *x\n", DIAG_YAML_ALIAS, 1, 4, "the anchor 'x'" },
		{ "a: 1\nb: *x\n", DIAG_YAML_ALIAS, 2, 4, "the alias 'x'" },
		{ "a: 1\nb: !!str 2\n", DIAG_YAML_ALIAS, 2, 4, "the tag" },
		{ "a: &x [1]\n", DIAG_YAML_ALIAS, 1, 4, "the anchor" },
		{ "a: !t {b: c}\n", DIAG_YAML_ALIAS, 1, 4, "the tag '!t'" },
		{ "? [a]\n: b\n", DIAG_VALUE_TYPE, 1, 3, "a key is a word" },
		{ "a: 1\nb: 2\na: 3\n", DIAG_YAML_DUPLICATE, 3, 1, "'a'" },
	};
	struct state *s = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_null(parse(s, cases[i].text));
		expect_count(&s->d, 1);
		expect_diag(&s->d, 0, cases[i].code, cases[i].line, cases[i].col, cases[i].detail);
		diag_release(&s->d);
	}
}

static void test_notes(void **state)
{
	struct state *s = *state;
	const struct diag_note *note;

	assert_null(parse(s, "a: 1\nb: 2\na: 3\n"));
	note = s->d.entry[0].notes;
	assert_non_null(note);
	assert_int_equal(note->at.line, 1);
	assert_string_equal(s->d.entry[0].excerpt, "a: 3");
	diag_release(&s->d);
	assert_null(parse(s, "a: b: c\n"));
	assert_non_null(s->d.entry[0].notes);
	assert_non_null(strstr(s->d.entry[0].notes->text, "needs quotes"));
}

/* More keys than are compared one by one. */
static void test_many_keys(void **state)
{
	struct state *s = *state;
	struct strbuf b = STRBUF_INIT;
	const struct ynode *n;
	int i;

	for (i = 0; i < 1000; i++)
		sb_printf(&b, "k%d: %d\n", i, i);
	n = parse(s, sb_str(&b));
	assert_non_null(n);
	assert_int_equal(n->n, 1000);
	sb_puts(&b, "k40: again\nk999: again\n");
	assert_null(parse(s, sb_str(&b)));
	expect_count(&s->d, 2);
	expect_diag(&s->d, 0, DIAG_YAML_DUPLICATE, 1001, 1, "'k40'");
	assert_int_equal(s->d.entry[0].notes->at.line, 41);
	expect_diag(&s->d, 1, DIAG_YAML_DUPLICATE, 1002, 1, "'k999'");
	sb_release(&b);
}

static struct span repeat(struct strbuf *b, const char *text, size_t times)
{
	while (times--)
		sb_puts(b, text);
	return sb_view(b);
}

static void test_bomb(void **state)
{
	struct state *s = *state;

	assert_null(parse(s, "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"));
	expect_count(&s->d, 1);
	expect_diag(&s->d, 0, DIAG_YAML_ALIAS, 1, 4, "the anchor 'a'");
}

static void test_depth(void **state)
{
	struct state *s = *state;
	struct strbuf b = STRBUF_INIT;

	repeat(&b, "[", YAML_MAX_DEPTH);
	repeat(&b, "]", YAML_MAX_DEPTH);
	assert_non_null(parse(s, sb_str(&b)));
	sb_clear(&b);
	repeat(&b, "[", 1000000);
	assert_null(parse(s, sb_str(&b)));
	expect_count(&s->d, 1);
	expect_diag(&s->d, 0, DIAG_YAML_LIMIT, 1, YAML_MAX_DEPTH + 1, "nested more than 16 deep");
	diag_release(&s->d);
	sb_clear(&b);
	repeat(&b, "- ", 500);
	assert_null(parse(s, sb_str(&b)));
	expect_diag(&s->d, 0, DIAG_YAML_LIMIT, 1, 2 * YAML_MAX_DEPTH + 1, "nested");
	sb_release(&b);
}

static void test_size(void **state)
{
	struct state *s = *state;
	struct strbuf b = STRBUF_INIT;

	repeat(&b, "- abcdefg\n", 500000);       /* 5 MB */
	assert_null(parse(s, sb_str(&b)));
	expect_count(&s->d, 1);
	assert_int_equal(s->d.entry[0].code, DIAG_YAML_LIMIT);
	assert_non_null(strstr(s->d.entry[0].detail, "5000000 bytes"));
	diag_release(&s->d);
	sb_clear(&b);
	repeat(&b, "- a\n", YAML_MAX_NODES);      /* the list is a node too */
	assert_null(parse(s, sb_str(&b)));
	expect_diag(&s->d, 0, DIAG_YAML_LIMIT, YAML_MAX_NODES, 3, "more than 400000 values");
	sb_release(&b);
}

/* One line of 4 MB: places must not cost a pass over the file each. */
static void test_long_line(void **state)
{
	struct state *s = *state;
	struct strbuf b = STRBUF_INIT;
	const struct ynode *n;
	clock_t begin = clock();

	sb_putc(&b, '[');
	repeat(&b, "abcdefgh, ", 390000);
	sb_putc(&b, ']');
	n = parse(s, sb_str(&b));
	assert_non_null(n);
	assert_int_equal(n->n, 390000);
	assert_int_equal(n->item[389999]->at.col, 2 + 10 * 389999);
	assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 20);
	sb_release(&b);
}

static void test_missing_file(void **state)
{
	struct state *s = *state;

	assert_null(yaml_read("/nowhere/a.yaml", "a.yaml", &s->a, &s->d));
	expect_count(&s->d, 1);
	assert_int_equal(s->d.entry[0].code, DIAG_SYS_READ);
}

/* Tables. */
struct small {
	const char *name;
	long count;
};

struct record {
	const char *id, *title;
	struct ytext note, ref;
	long number;
	bool yes;
	struct date day, period[2];
	struct ytexts words;
	struct small one;
	struct ylist many;
	const struct ynode *any;
	int colour;
	struct pos pos;
};

static const char *const colours[] = { "red", "green", "blue", NULL };

#define KEY(S, k, t, member, ...) { .key = (k), .type = (t), .offset = offsetof(struct S, member), __VA_ARGS__ }

static const struct yfield small_fields[] = {
	KEY(small, "name", YT_TEXT, name, .required = true),
	KEY(small, "count", YT_INT, count, .absent = 7),
};
static const struct yschema small = { "part", sizeof(struct small), small_fields, 2, -1 };
static const struct yfield record_fields[] = {
	KEY(record, "id", YT_ID, id, .required = true),
	KEY(record, "title", YT_TEXT, title, .min = 2, .max = 8),
	KEY(record, "note", YT_TEXT_AT, note),
	KEY(record, "ref", YT_ID_AT, ref),
	KEY(record, "number", YT_INT, number, .min = 1, .max = 4, .absent = 3),
	KEY(record, "yes", YT_BOOL, yes, .absent = true),
	KEY(record, "day", YT_DATE, day),
	KEY(record, "period", YT_PERIOD, period),
	KEY(record, "words", YT_TEXTS, words, .max = 3),
	KEY(record, "one", YT_MAP, one, .sub = &small),
	KEY(record, "many", YT_LIST, many, .sub = &small, .max = 2),
	KEY(record, "any", YT_NODE, any),
	KEY(record, "colour", YT_ENUM, colour, .words = colours, .absent = 2),
};
static const struct yschema record = {
	"record", sizeof(struct record), record_fields, sizeof record_fields / sizeof *record_fields,
	(ptrdiff_t)offsetof(struct record, pos),
};

static int bind(struct state *s, const char *text, struct record *out)
{
	const struct ynode *n = parse(s, text);

	expect_count(&s->d, 0);
	assert_non_null(n);
	return yaml_bind(n, &record, out, &s->a, &s->d);
}

static void test_bind(void **state)
{
	static const char text[] = "id: north-shire\ntitle: |\n  Two\n\nnote: ~\nref: x1\nnumber: 4\nyes: false\n"
				   "day: 2012-02-29\nperiod: 2012-02-06/2012-02-17\nwords: alone\n"
				   "one: {name: n, count: -2}\nmany:\n  - name: a\n  - {name: b}\n"
				   "any: [1]\ncolour: green\n";
	struct state *s = *state;
	const struct small *many;
	struct record r;

	assert_int_equal(bind(s, text, &r), 0);
	assert_string_equal(r.id, "north-shire");
	assert_string_equal(r.title, "Two");
	assert_null(r.note.text);
	assert_string_equal(r.ref.text, "x1");
	assert_int_equal(r.ref.at.line, 6);
	assert_int_equal(r.number, 4);
	assert_false(r.yes);
	assert_int_equal(r.day.day, 29);
	assert_int_equal(r.period[0].day, 6);
	assert_int_equal(r.period[1].day, 17);
	assert_int_equal(r.words.n, 1);
	assert_string_equal(r.words.v[0].text, "alone");
	assert_int_equal(r.words.v[0].at.col, 8);
	assert_int_equal(r.one.count, -2);
	many = r.many.v;
	assert_int_equal(r.many.n, 2);
	assert_string_equal(many[1].name, "b");
	assert_int_equal(many[1].count, 7);
	assert_int_equal(r.any->kind, Y_LIST);
	assert_int_equal(r.colour, 1);
	assert_int_equal(r.pos.line, 1);
}

static void test_bind_defaults(void **state)
{
	struct state *s = *state;
	struct record r;

	memset(&r, 0xff, sizeof r);
	assert_int_equal(bind(s, "id: a\nperiod: 2012-02-06\n", &r), 0);
	assert_null(r.title);
	assert_null(r.any);
	assert_int_equal(r.number, 3);
	assert_true(r.yes);
	assert_false(date_is_set(r.day));
	assert_int_equal(r.period[1].day, 6);
	assert_int_equal(r.words.n, 0);
	assert_int_equal(r.one.count, 7);
	assert_int_equal(r.colour, 2);
}

static void test_bind_faults(void **state)
{
	static const struct {
		const char *text;
		enum diag_code code;
		unsigned line, col;
		const char *detail;
	} cases[] = {
		{ "title: xx\n", DIAG_KEY_MISSING, 1, 1, "this record has no 'id'" },
		{ "id:\n", DIAG_KEY_MISSING, 1, 4, "'id' of this record has no value" },
		{ "id: a\ntitel: xx\n", DIAG_KEY_UNKNOWN, 2, 1, "'titel' in this record; did you mean 'title'?" },
		{ "id: a\nzzzzzz: xx\n", DIAG_KEY_UNKNOWN, 2, 1, "'zzzzzz' in this record" },
		{ "id: North Shire\n", DIAG_VALUE_TYPE, 1, 5, "'North Shire' is no id" },
		{ "id: a--b\n", DIAG_VALUE_TYPE, 1, 5, "is no id" },
		{ "id: -a\n", DIAG_VALUE_TYPE, 1, 5, "is no id" },
		{ "id: a-\n", DIAG_VALUE_TYPE, 1, 5, "is no id" },
		{ "id: [a]\n", DIAG_VALUE_TYPE, 1, 5, "'id' is a list, not an id" },
		{ "id: a\ntitle: x\n", DIAG_VALUE_RANGE, 2, 8, "'title' has 1 bytes; 2 to 8 are allowed" },
		{ "id: a\ntitle: ''\n", DIAG_VALUE_RANGE, 2, 8, "'title' is empty" },
		{ "id: a\ntitle: {a: b}\n", DIAG_VALUE_TYPE, 2, 8, "'title' is a mapping, not text" },
		{ "id: a\nnumber: 5\n", DIAG_VALUE_RANGE, 2, 9, "'number' is 5; 1 to 4 are allowed" },
		{ "id: a\nnumber: 2x\n", DIAG_VALUE_TYPE, 2, 9, "not a whole number" },
		{ "id: a\nnumber: '2'\n", DIAG_VALUE_TYPE, 2, 9, "not a whole number" },
		{ "id: a\nnumber: 99999999999999999999\n", DIAG_VALUE_TYPE, 2, 9, "not a whole number" },
		{ "id: a\nyes: yes\n", DIAG_VALUE_TYPE, 2, 6, "neither true nor false" },
		{ "id: a\nday: 2011-02-29\n", DIAG_DATE_INVALID, 2, 6, "'2011-02-29'" },
		{ "id: a\nperiod: 2012-01-01/x\n", DIAG_DATE_INVALID, 2, 20, "'x'" },
		{ "id: a\nperiod: 2012-02-02/2012-02-01\n", DIAG_DATE_ORDER, 2, 9, "2012-02-02/2012-02-01" },
		{ "id: a\nwords: [a, b, c, d]\n", DIAG_VALUE_RANGE, 2, 8, "'words' has 4 entries; 0 to 3" },
		{ "id: a\nwords: [a, [b]]\n", DIAG_VALUE_TYPE, 2, 12, "'words' is a list, not text" },
		{ "id: a\nwords: {a: b}\n", DIAG_VALUE_TYPE, 2, 8, "not a list of texts" },
		{ "id: a\none: {}\n", DIAG_KEY_MISSING, 2, 6, "this part has no 'name'" },
		{ "id: a\none: x\n", DIAG_VALUE_TYPE, 2, 6, "this part is text, not a mapping" },
		{ "id: a\nmany: x\n", DIAG_VALUE_TYPE, 2, 7, "'many' is text, not a list" },
		{ "id: a\nmany: [{name: a}, {name: b}, {name: c}]\n", DIAG_VALUE_RANGE, 2, 7, "3 entries" },
		{ "id: a\nmany: [{name: a}, {nme: b, name: c}]\n", DIAG_KEY_UNKNOWN, 2, 20, "did you mean 'name'?" },
		{ "id: a\ncolour: gren\n", DIAG_VALUE_RANGE, 2, 9, "did you mean 'green'?" },
		{ "[id]\n", DIAG_VALUE_TYPE, 1, 1, "this record is a list" },
	};
	struct state *s = *state;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct record r;
		const struct diag_entry *e;

		assert_int_equal(bind(s, cases[i].text, &r), -1);
		expect_count(&s->d, 1);
		e = expect_diag(&s->d, 0, cases[i].code, cases[i].line, cases[i].col, cases[i].detail);
		assert_non_null(e->excerpt);
		diag_release(&s->d);
	}
}

/* All faults in one pass, and what was right is there. */
static void test_bind_all(void **state)
{
	struct state *s = *state;
	struct record r;

	assert_int_equal(bind(s, "id: a\nnumber: 9\nday: soon\ntitle: fine\nextra: 1\n", &r), -1);
	expect_count(&s->d, 3);
	expect_diag(&s->d, 0, DIAG_VALUE_RANGE, 2, 9, "'number'");
	expect_diag(&s->d, 1, DIAG_DATE_INVALID, 3, 6, "'soon'");
	expect_diag(&s->d, 2, DIAG_KEY_UNKNOWN, 5, 1, "'extra'");
	assert_string_equal(r.title, "fine");
	assert_int_equal(r.number, 3);
}

static void test_report_inside(void **state)
{
	struct state *s = *state;
	const struct ynode *n = parse(s, "a: plain\nb: 'quoted'\nc: \"es\\x63aped\"\nd: |\n  block\n");

	yaml_report_inside(n->item[0], 2, &s->d, DIAG_PATTERN_INVALID, "here");
	yaml_report_inside(n->item[1], 2, &s->d, DIAG_PATTERN_INVALID, "here");
	yaml_report_inside(n->item[2], 5, &s->d, DIAG_PATTERN_INVALID, "here");
	yaml_report_inside(n->item[3], 2, &s->d, DIAG_PATTERN_INVALID, "here");
	expect_diag(&s->d, 0, DIAG_PATTERN_INVALID, 1, 6, "here");
	expect_diag(&s->d, 1, DIAG_PATTERN_INVALID, 2, 7, "here");
	expect_diag(&s->d, 2, DIAG_PATTERN_INVALID, 3, 4, "here");
	expect_diag(&s->d, 3, DIAG_PATTERN_INVALID, 4, 4, "here");
}

/* A wrong value may be long and may end inside a character. */
static void test_shown(void **state)
{
	struct strbuf b = STRBUF_INIT;

	(void)state;
	assert_int_equal(span_shown(SPAN_LIT("abc")), 3);
	sb_putc(&b, 'x');
	repeat(&b, "\xc3\xa9", 50);
	assert_int_equal(span_shown(sb_view(&b)), 59);
	sb_release(&b);
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(test_tree), CASE(test_lines_before), CASE(test_source_may_go), CASE(test_byte_order_mark),
		CASE(test_faults), CASE(test_notes), CASE(test_many_keys), CASE(test_bomb), CASE(test_depth),
		CASE(test_size), CASE(test_long_line), CASE(test_missing_file), CASE(test_bind),
		CASE(test_bind_defaults), CASE(test_bind_faults), CASE(test_bind_all), CASE(test_report_inside),
		CASE(test_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

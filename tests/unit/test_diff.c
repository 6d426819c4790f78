/* The diff room: two small sites laid side by side, and what is made of damaged ones. The trees hold the data
 * files that a site has, and a few pages. */
#include "unit.h"
#include "base/fs.h"
#include "base/vec.h"
#include "diff/diff.h"
#include "expect_diag.h"

#define FILES_MAX 12

struct world {
	struct arena a;
	struct diag d;
	struct tree_file file[2][FILES_MAX];
	struct tree tree[2];
};

enum { OLD, NEW };

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct tree_file *)a)->path, ((const struct tree_file *)b)->path);
}

static void put(struct world *w, int side, const char *path, const char *text)
{
	struct tree *t = &w->tree[side];
	size_t i;

	t->v = w->file[side];
	for (i = 0; i < t->n && strcmp(t->v[i].path, path) != 0; i++)
		;
	assert_true(i < FILES_MAX);
	t->v[i] = (struct tree_file){ path, span_of(text) };
	t->n += i == t->n;
	qsort(t->v, t->n, sizeof *t->v, by_path);
}

static void drop(struct world *w, int side, const char *path)
{
	struct tree *t = &w->tree[side];
	size_t i;

	for (i = 0; i < t->n && strcmp(t->v[i].path, path) != 0; i++)
		;
	assert_true(i < t->n);
	t->v[i] = t->v[--t->n];
	qsort(t->v, t->n, sizeof *t->v, by_path);
}

#define REPORT(id, who, title, day, grades, sha) \
	"{\"report_id\":\"" id "\",\"authority_id\":\"" who "\",\"framework\":\"lantern\",\"title\":\"" title "\"," \
	"\"inspection_end\":\"" day "\",\"judgements\":" grades ",\"source_file\":\"" who ".md\",\"source_sha256\":" sha "}"
#define GRADE(report, area, grade, line) \
	"{\"report_id\":\"" report "\",\"strand\":\"night\",\"area\":\"" area "\",\"grade\":\"" grade "\",\"paragraph\":3," \
	"\"source_file\":\"r.md\",\"source_line\":" line ",\"url\":\"https://e.example/reports/" report "/#judgement-" area "\"}"
#define ASKS(report, number, text) \
	"{\"report_id\":\"" report "\",\"strand\":null,\"timescale\":null,\"number\":" number ",\"text\":\"" text "\"}"
#define WHO(id, name, to) "{\"id\":\"" id "\",\"name\":\"" name "\",\"to\":" to "}"

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	int side;

	for (side = OLD; side <= NEW; side++) {
		put(w, side, "data/reports.json", "[" REPORT("moor/2020-01-02", "moor", "Review", "2020-01-02", "2", "null") ","
						  REPORT("shire/2021-05-06", "shire", "Review", "2021-05-06", "1", "null") "]");
		put(w, side, "data/judgements.json",
		    "[" GRADE("moor/2020-01-02", "streets", "bright", "7") "," GRADE("moor/2020-01-02", "harbours", "dark", "8") ","
		    GRADE("shire/2021-05-06", "streets", "dim", "9") "]");
		put(w, side, "data/improvements.json",
		    "[" ASKS("moor/2020-01-02", "1", "Buy oil.") "," ASKS("moor/2020-01-02", "2", "Trim wicks.") "]");
		put(w, side, "data/authorities.json", "[" WHO("moor", "Eastmoor", "null") "," WHO("shire", "Northshire", "null") "]");
		put(w, side, "index.html", "<p>home");
		put(w, side, "reports/moor/2020-01-02/index.html", "<i id=\"judgement-streets\"> <i id=\"p1\"> <i id=\"p2\"> <i id=\"pages\">");
		put(w, side, "feed.atom", "feed");
	}
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;

	arena_release(&w->a);
	diag_release(&w->d);
	free(w);
	return 0;
}

static void compare(struct world *w, struct diff *f)
{
	assert_int_equal(diff_make(f, &w->tree[OLD], "old", &w->tree[NEW], "new", &w->d), 0);
	expect_count(&w->d, 0);
}

/* Exactly the tables named, with so many rows. */
static void expect_rows(const struct diff *f, const size_t *rows)
{
	size_t i;

	for (i = 0; i < DIFF_TABLES; i++) {
		if (f->table[i].n != rows[i])
			print_message("table %zu\n", i);
		assert_int_equal(f->table[i].n, rows[i]);
	}
}
#define EXPECT(f, ...) expect_rows((f), (const size_t[DIFF_TABLES]){ __VA_ARGS__ })

static void expect_row(const struct diff *f, enum diff_table t, size_t row, const char *const *cell, size_t cells)
{
	size_t i;

	for (i = 0; i < cells; i++)
		assert_string_equal(f->table[t].v[row][i], cell[i]);
}
#define EXPECT_ROW(f, t, row, ...) \
	expect_row((f), (t), (row), (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void test_same(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;
	struct strbuf b = STRBUF_INIT;

	compare(w, &f);
	EXPECT(&f, 0);
	assert_true(diff_same(&f));
	diff_text(&f, &b);
	assert_string_equal(sb_str(&b), "old: old\nnew: new\nnothing differs\n");
	sb_release(&b);
	diff_release(&f);
}

/* The order of rows is no fact; the bytes differ all the same. */
static void test_order(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;

	put(w, NEW, "data/judgements.json",
	    "[" GRADE("shire/2021-05-06", "streets", "dim", "9") "," GRADE("moor/2020-01-02", "harbours", "dark", "8") ","
	    GRADE("moor/2020-01-02", "streets", "bright", "7") "]");
	compare(w, &f);
	EXPECT(&f, 0);
	assert_false(diff_same(&f));
	assert_int_equal(f.files_changed, 1);
	diff_release(&f);
}

static void test_grades(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;

	put(w, NEW, "data/judgements.json",
	    "[" GRADE("moor/2020-01-02", "streets", "dim", "17") "," GRADE("moor/2020-01-02", "canals", "dark", "8") ","
	    GRADE("shire/2021-05-06", "streets", "dim", "99") "]");
	compare(w, &f);
	EXPECT(&f, [DIFF_GRADES_CORRECTED] = 1, [DIFF_GRADES_ADDED] = 1, [DIFF_GRADES_REMOVED] = 1);
	EXPECT_ROW(&f, DIFF_GRADES_CORRECTED, 0, "moor/2020-01-02", "night", "streets", "bright", "dim", "r.md:7, paragraph 3",
		   "r.md:17, paragraph 3", "https://e.example/reports/moor/2020-01-02/#judgement-streets",
		   "https://e.example/reports/moor/2020-01-02/#judgement-streets");
	EXPECT_ROW(&f, DIFF_GRADES_ADDED, 0, "moor/2020-01-02", "night", "canals", "dark", "r.md:8, paragraph 3");
	EXPECT_ROW(&f, DIFF_GRADES_REMOVED, 0, "moor/2020-01-02", "night", "harbours", "dark");
	diff_release(&f);
}

/* One report gone, one new: not the same one, as the titles differ. */
static void test_reports(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;

	put(w, NEW, "data/reports.json", "[" REPORT("moor/2020-01-02", "moor", "Lamps reviewed", "2020-01-03", "2", "null") ","
					 REPORT("shire/2022-05-06", "shire", "Another", "2022-05-06", "4", "null") "]");
	compare(w, &f);
	EXPECT(&f, [DIFF_REPORTS_ADDED] = 1, [DIFF_REPORTS_REMOVED] = 1, [DIFF_REPORTS_CORRECTED] = 2);
	EXPECT_ROW(&f, DIFF_REPORTS_ADDED, 0, "shire/2022-05-06", "shire", "lantern", "Another", "4", "shire.md");
	EXPECT_ROW(&f, DIFF_REPORTS_REMOVED, 0, "shire/2021-05-06", "shire", "lantern", "Review", "1");
	EXPECT_ROW(&f, DIFF_REPORTS_CORRECTED, 0, "moor/2020-01-02", "title", "Review", "Lamps reviewed", "moor.md", "moor.md");
	EXPECT_ROW(&f, DIFF_REPORTS_CORRECTED, 1, "moor/2020-01-02", "end of the inspection", "2020-01-02", "2020-01-03");
	diff_release(&f);
}

/* A corrected date gives a report another id: its grades are followed there. */
static void test_renamed(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;

	put(w, NEW, "data/reports.json", "[" REPORT("moor/2020-01-02", "moor", "Review", "2020-01-02", "2", "null") ","
					 REPORT("shire/2021-05-07", "shire", "Review", "2021-05-07", "1", "null") "]");
	put(w, NEW, "data/judgements.json",
	    "[" GRADE("moor/2020-01-02", "streets", "bright", "7") "," GRADE("moor/2020-01-02", "harbours", "dark", "8") ","
	    GRADE("shire/2021-05-07", "streets", "dark", "9") "]");
	compare(w, &f);
	EXPECT(&f, [DIFF_REPORTS_RENAMED] = 1, [DIFF_REPORTS_CORRECTED] = 1, [DIFF_GRADES_CORRECTED] = 1);
	EXPECT_ROW(&f, DIFF_REPORTS_RENAMED, 0, "shire/2021-05-06", "shire/2021-05-07", "same authority, framework and title");
	EXPECT_ROW(&f, DIFF_GRADES_CORRECTED, 0, "shire/2021-05-07", "night", "streets", "dim", "dark");
	diff_release(&f);
}

static void test_same_document(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;

	put(w, OLD, "data/reports.json", "[" REPORT("a/2020-01-02", "a", "Review", "2020-01-02", "2", "\"f00d\"") "]");
	put(w, NEW, "data/reports.json", "[" REPORT("b/2020-01-02", "b", "Other", "2020-01-02", "2", "\"f00d\"") "]");
	compare(w, &f);
	assert_int_equal(f.table[DIFF_REPORTS_RENAMED].n, 1);
	EXPECT_ROW(&f, DIFF_REPORTS_RENAMED, 0, "a/2020-01-02", "b/2020-01-02", "same document");
	diff_release(&f);
}

static void test_improvements(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;

	put(w, NEW, "data/improvements.json",
	    "[" ASKS("moor/2020-01-02", "1", "Trim wicks.") "," ASKS("moor/2020-01-02", "2", "Clean glass.") ","
	    ASKS("shire/2021-05-06", "1", "Count lamps.") "]");
	compare(w, &f);
	EXPECT(&f, [DIFF_IMPROVEMENTS] = 2);
	EXPECT_ROW(&f, DIFF_IMPROVEMENTS, 0, "moor/2020-01-02", "1", "1", "0", "added 2; removed 1");
	EXPECT_ROW(&f, DIFF_IMPROVEMENTS, 1, "shire/2021-05-06", "1", "0", "0", "added 1");
	put(w, NEW, "data/improvements.json",
	    "[" ASKS("moor/2020-01-02", "1", "Buy oil.") "," ASKS("moor/2020-01-02", "2", "Trim the wicks.") "]");
	diff_release(&f);
	compare(w, &f);
	EXPECT_ROW(&f, DIFF_IMPROVEMENTS, 0, "moor/2020-01-02", "0", "0", "1", "reworded 2");
	diff_release(&f);
}

static void test_authorities(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;

	put(w, NEW, "data/authorities.json", "[" WHO("moor", "East Moor", "\"2023-03-31\"") "," WHO("vale", "Vale", "null") "]");
	compare(w, &f);
	EXPECT(&f, [DIFF_AUTHORITIES_ADDED] = 1, [DIFF_AUTHORITIES_REMOVED] = 1, [DIFF_AUTHORITIES_CHANGED] = 2);
	EXPECT_ROW(&f, DIFF_AUTHORITIES_CHANGED, 0, "moor", "name", "Eastmoor", "East Moor");
	EXPECT_ROW(&f, DIFF_AUTHORITIES_CHANGED, 1, "moor", "last day", "none", "2023-03-31");
	diff_release(&f);
}

static void test_pages(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;

	put(w, OLD, "about/index.html", "about");
	put(w, OLD, "old/index.html", "old");
	put(w, NEW, "old/index.html", "<meta http-equiv=\"refresh\" content=\"0; url=../areas/x/index.html#y\">");
	put(w, NEW, "areas/x/index.html", "area");
	put(w, NEW, "reports/moor/2020-01-02/index.html", "<i id=\"judgement-streets\"> <i id=\"p2\">");
	put(w, NEW, "new.csv", "1");
	drop(w, NEW, "feed.atom");
	compare(w, &f);
	EXPECT(&f, [DIFF_PAGES_LOST] = 1, [DIFF_PAGES_MOVED] = 1, [DIFF_PAGES_GAINED] = 1, [DIFF_ANCHORS_LOST] = 1);
	EXPECT_ROW(&f, DIFF_PAGES_LOST, 0, "about/");
	EXPECT_ROW(&f, DIFF_PAGES_MOVED, 0, "old/", "areas/x/index.html#y");
	EXPECT_ROW(&f, DIFF_PAGES_GAINED, 0, "areas/x/");
	EXPECT_ROW(&f, DIFF_ANCHORS_LOST, 0, "reports/moor/2020-01-02/", "1", "#p1");
	assert_int_equal(f.files_changed, 2);
	assert_int_equal(f.files_added, 1);
	assert_int_equal(f.files_removed, 1);
	diff_release(&f);
}

/* The other way round, what was added is removed. */
static void test_mirror(void **state)
{
	static const enum diff_table pairs[][2] = {
		{ DIFF_REPORTS_ADDED, DIFF_REPORTS_REMOVED }, { DIFF_GRADES_ADDED, DIFF_GRADES_REMOVED },
		{ DIFF_AUTHORITIES_ADDED, DIFF_AUTHORITIES_REMOVED }, { DIFF_PAGES_GAINED, DIFF_PAGES_LOST },
		{ DIFF_GRADES_CORRECTED, DIFF_GRADES_CORRECTED }, { DIFF_REPORTS_RENAMED, DIFF_REPORTS_RENAMED },
		{ DIFF_REPORTS_CORRECTED, DIFF_REPORTS_CORRECTED }, { DIFF_IMPROVEMENTS, DIFF_IMPROVEMENTS },
	};
	struct world *w = *state;
	struct diff f = DIFF_INIT, back = DIFF_INIT;
	size_t i;

	put(w, NEW, "data/reports.json", "[" REPORT("moor/2020-01-02", "moor", "Lamps", "2020-01-02", "2", "null") ","
					 REPORT("shire/2021-05-07", "shire", "Review", "2021-05-07", "1", "null") ","
					 REPORT("vale/2023-05-07", "vale", "Review", "2023-05-07", "1", "null") "]");
	put(w, NEW, "data/judgements.json",
	    "[" GRADE("moor/2020-01-02", "streets", "dim", "7") "," GRADE("moor/2020-01-02", "canals", "dark", "8") "]");
	put(w, NEW, "data/improvements.json", "[" ASKS("moor/2020-01-02", "1", "Else.") "]");
	put(w, NEW, "data/authorities.json", "[" WHO("moor", "Eastmoor", "null") "," WHO("vale", "Vale", "null") "," WHO("dale", "Dale", "null") "]");
	drop(w, NEW, "index.html");
	compare(w, &f);
	assert_int_equal(diff_make(&back, &w->tree[NEW], "new", &w->tree[OLD], "old", &w->d), 0);
	for (i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_int_equal(f.table[pairs[i][0]].n, back.table[pairs[i][1]].n);
		assert_int_equal(f.table[pairs[i][1]].n, back.table[pairs[i][0]].n);
	}
	assert_true(f.table[DIFF_REPORTS_ADDED].n == 1 && f.table[DIFF_GRADES_REMOVED].n == 2 &&
		    f.table[DIFF_AUTHORITIES_ADDED].n == 2 && f.table[DIFF_PAGES_LOST].n == 1);
	assert_int_equal(f.files_changed, back.files_changed);
	diff_release(&f);
	diff_release(&back);
}

/* What stands in a title steers no terminal, leaves no cell and calls nobody. */
static void test_safe(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;
	struct strbuf text = STRBUF_INIT, markdown = STRBUF_INIT, json = STRBUF_INIT;
	const char *p;

	put(w, NEW, "data/reports.json",
	    "[" REPORT("moor/2020-01-02", "moor", "a\\u001b[31m\\u202e|\\n<b>@octo #1 `x` [y](z) www.e.example *s*", "2020-01-02", "2", "null") ","
	    REPORT("shire/2021-05-06", "shire", "Review", "2021-05-06", "1", "null") "]");
	compare(w, &f);
	diff_text(&f, &text);
	diff_markdown(&f, &markdown);
	diff_json(&f, &json);
	assert_null(strchr(sb_str(&text), 033));
	assert_null(strstr(sb_str(&text), "\xe2\x80\xae"));
	p = strstr(sb_str(&markdown), "| moor/2020-01-02 | title | Review | a");
	assert_non_null(p);
	p = strstr(p, "&#124; &#60;b&#62;&#64;&#8203;octo &#35;&#8203;1 &#96;x&#96; &#91;y&#93;(z) www&#46;e.example &#42;s&#42; |");
	assert_non_null(p);
	assert_non_null(strstr(sb_str(&json), "\\u003cb\\u003e"));
	sb_release(&text);
	sb_release(&markdown);
	sb_release(&json);
	diff_release(&f);
}

/* A comment on a pull request has an end; the JSON has all. */
static void test_long(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;
	struct strbuf rows = STRBUF_INIT, markdown = STRBUF_INIT, text = STRBUF_INIT, json = STRBUF_INIT;
	int i;

	for (i = 0; i < 3000; i++)
		sb_printf(&rows, "%s{\"report_id\":\"x/%d\",\"authority_id\":\"x%d\",\"framework\":\"lantern\",\"title\":"
				 "\"||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||||\"}",
			  i ? "," : "[", i, i);
	sb_putc(&rows, ']');
	put(w, NEW, "data/reports.json", sb_str(&rows));
	compare(w, &f);
	diff_markdown(&f, &markdown);
	diff_text(&f, &text);
	diff_json(&f, &json);
	assert_true(markdown.n < DIFF_MARKDOWN_MAX);
	assert_non_null(strstr(sb_str(&markdown), "and 2950 more"));
	assert_non_null(strstr(sb_str(&text), "and 2970 more"));
	assert_non_null(strstr(sb_str(&json), "x/2999"));
	sb_release(&rows);
	sb_release(&markdown);
	sb_release(&text);
	sb_release(&json);
	diff_release(&f);
}

/* One byte of the data is another, one by one, then the file ends early: never a crash, never silence
 * about what cannot be read. */
static void mangle(struct world *w, const char *path, const char *with)
{
	const struct tree_file *f = tree_find(&w->tree[NEW], span_of(path));
	char *copy = strdup(f->bytes.p);
	struct span whole = f->bytes;
	size_t i, k;

	for (i = 0; i < whole.n; i++) {
		for (k = 0; k <= strlen(with); k++) {
			struct diff d = DIFF_INIT;
			struct diag sink = DIAG_INIT;
			struct strbuf b = STRBUF_INIT;

			copy[i] = with[k];
			((struct tree_file *)(uintptr_t)f)->bytes = span_make(copy, with[k] ? whole.n : i);
			if (diff_make(&d, &w->tree[OLD], "old", &w->tree[NEW], "new", &sink) < 0)
				assert_true(diag_failed(&sink));
			else
				diff_json(&d, &b);
			sb_release(&b);
			diag_release(&sink);
			diff_release(&d);
		}
		copy[i] = whole.p[i];
	}
	((struct tree_file *)(uintptr_t)f)->bytes = whole;
	free(copy);
}

static void test_mangled(void **state)
{
	static const char *const paths[] = { "data/reports.json", "data/judgements.json", "data/improvements.json",
					     "data/authorities.json", "reports/moor/2020-01-02/index.html" };
	size_t i;

	for (i = 0; i < sizeof paths / sizeof *paths; i++)
		mangle(*state, paths[i], "{[\"0,x\xff");
}

static void test_no_site(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;

	drop(w, NEW, "data/judgements.json");
	assert_int_equal(diff_make(&f, &w->tree[OLD], "old", &w->tree[NEW], "new", &w->d), -1);
	expect_count(&w->d, 1);
	expect_diag(&w->d, 0, DIAG_TREE_OTHER, 0, 0, "data/judgements.json");
	diff_release(&f);
}

static void test_faults(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "[1]", "row 1: this is no object" },
		{ "[{}]", "row 1: there is no 'report_id'" },
		{ "[{\"report_id\": true}]", "neither text nor a whole number" },
		{ "[{\"report_id\": 1.5}]", "neither text nor a whole number" },
		{ "{}", "this is no list" },
		{ "", "" },
		{ "[\"\\u0000\"]", "" },
	};
	struct world *w = *state;
	struct strbuf deep = STRBUF_INIT;
	struct diff f = DIFF_INIT;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diag d = DIAG_INIT;

		put(w, NEW, "data/reports.json", cases[i].text);
		assert_int_equal(diff_make(&f, &w->tree[OLD], "old", &w->tree[NEW], "new", &d), -1);
		assert_int_equal(d.n, 1);
		assert_int_equal(d.entry[0].code, DIAG_TREE_DATA);
		assert_non_null(strstr(d.entry[0].detail, cases[i].says));
		diag_release(&d);
		diff_release(&f);
	}
	for (i = 0; i < 100000; i++)
		sb_putc(&deep, '[');
	put(w, NEW, "data/reports.json", sb_str(&deep));
	assert_int_equal(diff_make(&f, &w->tree[OLD], "old", &w->tree[NEW], "new", &w->d), -1);
	expect_count(&w->d, 1);
	sb_release(&deep);
	diff_release(&f);
}

/* docs/diff.md names every member of the JSON. Run from the repository's folder. */
static void test_documented(void **state)
{
	struct world *w = *state;
	struct diff f = DIFF_INIT;
	struct strbuf json = STRBUF_INIT;
	size_t members = 0, i;
	struct span doc, rest;
	ptrdiff_t at;

	for (i = 0; i < DIFF_TABLES; i++) {
		static const char *const empty[9] = { "", "", "", "", "", "", "", "", "" };

		*vec_push(&f.table[i], &f.arena) = empty;
	}
	f.old_name = f.new_name = "";
	diff_json(&f, &json);
	assert_int_equal(fs_read(&w->a, "docs/diff.md", "docs/diff.md", 1 << 20, &doc, &w->d), 0);
	rest = sb_view(&json);
	while ((at = span_find(rest, "\": ")) >= 0) {
		size_t start = (size_t)at;

		while (rest.p[start - 1] != '"')
			start--;
		if (span_find(doc, arena_printf(&w->a, "`%.*s`", (int)((size_t)at - start), rest.p + start)) < 0)
			fail_msg("docs/diff.md has no `%.*s`", (int)((size_t)at - start), rest.p + start);
		rest = span_skip(rest, (size_t)at + 3);
		members++;
	}
	assert_true(members > 60);
	sb_release(&json);
	diff_release(&f);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
	const struct CMUnitTest tests[] = {
		TEST(test_same), TEST(test_order), TEST(test_grades), TEST(test_reports), TEST(test_renamed),
		TEST(test_same_document), TEST(test_improvements), TEST(test_authorities), TEST(test_pages), TEST(test_mirror),
		TEST(test_safe), TEST(test_long), TEST(test_mangled), TEST(test_no_site), TEST(test_faults), TEST(test_documented),
	};

	return RUN_ALL(tests);
}

/* pages/data: the downloads, as CSV and JSON, and their description. */
#include "test_pages_world.h"
#include <jansson.h>

static void open_all(struct world *w, struct site *s, const char *base_url)
{
	struct report *r;

	world_open(w);
	r = world_report(w, 0, ILACS, 2022, 4, 1);
	r->start = (struct date){ 2022, 3, 28 };
	r->title = "=SUM(\"a\", b)";
	world_judge(w, r, OVERALL, 0, GOOD)->paragraph = 9;
	world_judge(w, r, LEADERS, 0, NOT_JUDGED);
	r->improvement = arena_calloc(&w->a, 1, sizeof *r->improvement);
	r->improvement_count = 1;
	r->improvement[0].text = "Line one\nline <two>";
	world_freeze(w);
	site_open(s, w, base_url);
}

static void csv(void **state)
{
	struct world w;
	struct site s;

	(void)state;
	open_all(&w, &s, "https://example.org/");
	assert_string_equal(site_render(&s, &w, "data/judgements.csv"),
		"authority_id,authority,report_id,framework,inspection_start,inspection_end,published,strand,area,area_label,"
		"comparable_area,grade,rank,printed,basis,paragraph,url,source_file,source_line\r\n"
		"alfold,Alfold,alfold/2022-04-01,ilacs,2022-03-28,2022-04-01,,,overall-effectiveness,Overall effectiveness,"
		"overall,good,2,Good,table,9,https://example.org/reports/alfold/2022-04-01/#judgement-overall-effectiveness,"
		"content/alfold-2022.md,11\r\n"
		"alfold,Alfold,alfold/2022-04-01,ilacs,2022-03-28,2022-04-01,,,leaders,Leaders,leadership,not-judged,,"
		"Not judged,table,,https://example.org/reports/alfold/2022-04-01/#judgement-leaders,content/alfold-2022.md,12\r\n");
	assert_string_equal(site_render(&s, &w, "data/improvements.csv"),
		"report_id,strand,timescale,number,text,url\r\n"
		"alfold/2022-04-01,,,1,\"Line one\nline <two>\",https://example.org/reports/alfold/2022-04-01/#improvement-1\r\n");
	/* No cell that a spreadsheet would run. */
	assert_non_null(strstr(site_render(&s, &w, "data/reports.csv"), ",\"'=SUM(\"\"a\"\", b)\","));
	site_close(&s);
	world_close(&w);
}

static void addresses_without_base_url(void **state)
{
	struct world w;
	struct site s;

	(void)state;
	open_all(&w, &s, "");
	assert_non_null(strstr(site_render(&s, &w, "authorities/alfold/data.csv"),
			       ",reports/alfold/2022-04-01/index.html#judgement-leaders,"));
	assert_non_null(strstr(site_render(&s, &w, "areas/overall/data.csv"), "\r\nalfold,"));
	assert_non_null(strstr(site_render(&s, &w, "areas/being-healthy/data.csv"), "source_line\r\n"));
	site_close(&s);
	world_close(&w);
}

static json_t *parsed(struct site *s, struct world *w, const char *path)
{
	json_error_t e;
	json_t *j = json_loads(site_render(s, w, path), JSON_REJECT_DUPLICATES, &e);

	if (!j)
		print_message("%s: %d:%d: %s\n", path, e.line, e.column, e.text);
	assert_non_null(j);
	return j;
}

static const char *text_at(const json_t *row, const char *key)
{
	const char *s = json_string_value(json_object_get(row, key));

	assert_non_null(s);
	return s;
}

static void json(void **state)
{
	struct world w;
	struct site s;
	json_t *j, *row;

	(void)state;
	open_all(&w, &s, "");
	j = parsed(&s, &w, "data/judgements.json");
	assert_int_equal(json_array_size(j), 2);
	row = json_array_get(j, 0);
	assert_int_equal(json_integer_value(json_object_get(row, "rank")), 2);
	assert_string_equal(text_at(row, "inspection_end"), "2022-04-01");
	assert_true(json_is_null(json_object_get(row, "published")));
	assert_true(json_is_null(json_object_get(json_array_get(j, 1), "rank")));
	json_decref(j);
	j = parsed(&s, &w, "authorities/alfold/data.json");
	assert_string_equal(text_at(json_object_get(j, "authority"), "name"), "Alfold");
	assert_int_equal(json_array_size(json_object_get(j, "reports")), 1);
	assert_int_equal(json_array_size(json_object_get(j, "judgements")), 2);
	assert_string_equal(text_at(json_array_get(json_object_get(j, "improvements"), 0), "text"), "Line one\nline <two>");
	json_decref(j);
	site_close(&s);
	world_close(&w);
}

/* The column names of a CSV file are the fields of its resource, in order. */
static void expect_header(struct site *s, struct world *w, const char *path, const json_t *fields)
{
	struct span rest = span_of(site_render(s, w, path)), line;
	size_t i;

	assert_true(span_line(&rest, &line));
	for (i = 0; i < json_array_size(fields); i++) {
		const char *name = text_at(json_array_get(fields, i), "name");

		assert_true(span_starts(line, name));
		line = span_skip(line, strlen(name) + 1);
	}
	assert_int_equal(line.n, 0);
}

static void package(void **state)
{
	struct world w;
	struct site s;
	json_t *j, *resources, *field;
	size_t i;

	(void)state;
	open_all(&w, &s, "https://example.org/");
	j = parsed(&s, &w, "data/datapackage.json");
	assert_string_equal(text_at(j, "name"), "grades-and-more");
	resources = json_object_get(j, "resources");
	assert_int_equal(json_array_size(resources), 4);
	for (i = 0; i < 4; i++) {
		json_t *r = json_array_get(resources, i), *schema = json_object_get(r, "schema");
		const char *path = arena_printf(&w.a, "data/%s", text_at(r, "path"));

		expect_header(&s, &w, path, json_object_get(schema, "fields"));
		assert_int_equal(json_integer_value(json_object_get(r, "bytes")), strlen(site_render(&s, &w, path)));
		assert_true(json_array_size(json_object_get(schema, "primaryKey")) > 0);
	}
	field = json_array_get(json_object_get(json_object_get(json_array_get(resources, 0), "schema"), "fields"), 11);
	assert_string_equal(text_at(field, "name"), "grade");
	assert_true(json_is_true(json_object_get(field, "categoriesOrdered")));
	assert_string_equal(text_at(json_array_get(json_object_get(field, "categories"), 0), "value"), "outstanding");
	assert_int_equal(json_array_size(json_object_get(field, "categories")), 6);
	json_decref(j);
	site_close(&s);
	world_close(&w);
}

static void add_piece(void *ctx, struct span bytes)
{
	sb_span(ctx, bytes);
}

/* A data file that goes out piece by piece has the bytes that it has as a whole; an authority's are short. */
static void in_pieces(void **state)
{
	static const char *const paths[] = {
		"data/judgements.csv", "data/judgements.json", "data/improvements.json", "data/authorities.csv",
		"areas/overall/data.csv", "authorities/alfold/data.csv",
	};
	struct world w;
	struct site s;
	size_t i, size;

	(void)state;
	open_all(&w, &s, "https://example.org/");
	for (i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct strbuf whole = STRBUF_INIT;

		sb_puts(&whole, site_render(&s, &w, paths[i]));
		for (size = 1; size < 3000; size = size * 3 + 7) {
			struct strbuf all = STRBUF_INIT;
			struct page_pieces pieces = { .size = size, .take = add_piece, .ctx = &all };

			sb_clear(&s.out);
			arena_clear(&s.scratch);
			assert_int_equal(page_render_pieces(s.pages, site_page(&s, paths[i]), &s.scratch, &s.out, &pieces, &w.d), 0);
			if (size == 1)
				assert_int_equal(all.n > 0, strncmp(paths[i], "authorities/", 12) != 0);
			sb_span(&all, sb_view(&s.out));
			assert_string_equal(sb_str(&all), sb_str(&whole));
			sb_release(&all);
		}
		sb_release(&whole);
	}
	site_close(&s);
	world_close(&w);
}

/* A file once more, of which the parts that depend on the same are copied. */
struct again {
	struct strbuf all;
	struct span was;
	struct page_part part[32];
	size_t parts, copied;
};

static void take_again(void *ctx, struct span bytes)
{
	sb_span(&((struct again *)ctx)->all, bytes);
}

static void note_part(void *ctx, const struct page_part *part)
{
	struct again *x = ctx;

	assert_true(x->parts < sizeof x->part / sizeof *x->part);
	x->part[x->parts++] = *part;
}

static bool copy_part(void *ctx, const struct page_part *part, char *to)
{
	struct again *x = ctx;

	assert_true(part->at + part->size <= x->was.n);
	memcpy(to, x->was.p + part->at, (size_t)part->size);
	x->copied++;
	return true;
}

static void parts_are_copied(void **state)
{
	static const char *const paths[] = {
		"data/judgements.csv", "data/judgements.json", "data/reports.json", "data/improvements.json", "areas/overall/data.csv",
	};
	struct world w;
	struct site s;
	size_t i, k, run;

	(void)state;
	world_open(&w);
	for (i = 0; i < 3; i++) {
		struct report *r = world_report(&w, i / 2, ILACS, 2022, 4, (int)i + 1);

		world_judge(&w, r, OVERALL, 0, GOOD);
		r->improvement = arena_calloc(&w.a, 1, sizeof *r->improvement);
		r->improvement_count = 1;
		r->improvement[0].text = "Line one";
	}
	world_freeze(&w);
	for (i = 0; i < w.m.report_count; i++)
		for (k = 0; k < FACTS_KINDS; k++)
			w.m.report[i]->digest[k] = 100 * i + k + 1;
	site_open(&s, &w, "https://example.org/");
	for (i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct again x[4];

		memset(x, 0, sizeof x);
		/* For the first time; the same; with a first part that is not known; with other inputs. */
		for (run = 0; run < 4; run++) {
			struct page_pieces pieces = { .size = run ? 100 : 1 << 20, .take = take_again, .note = note_part, .old = x[0].part,
						      .olds = run ? x[0].parts : 0, .copy = copy_part, .inputs = run < 3 ? 7 : 8, .ctx = &x[run] };

			x[run].was = sb_view(&x[0].all);
			pieces.old += run == 2;
			pieces.olds -= run == 2;
			sb_clear(&s.out);
			arena_clear(&s.scratch);
			assert_int_equal(page_render_pieces(s.pages, site_page(&s, paths[i]), &s.scratch, &s.out, &pieces, &w.d), 0);
			sb_span(&x[run].all, sb_view(&s.out));
			assert_string_equal(sb_str(&x[run].all), sb_str(&x[0].all));
			assert_int_equal(x[run].parts, x[0].parts);
			assert_memory_equal(&x[run].part->at, &x[0].part->at, 2 * sizeof(uint64_t));
		}
		assert_true(x[0].parts > 1);
		assert_int_equal(x[0].copied, 0);
		assert_int_equal(x[1].copied, x[0].parts);
		assert_int_equal(x[2].copied, x[0].parts - 1);
		assert_int_equal(x[3].copied, 0);
		for (run = 0; run < 4; run++)
			sb_release(&x[run].all);
	}
	site_close(&s);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv),
		cmocka_unit_test(addresses_without_base_url),
		cmocka_unit_test(json),
		cmocka_unit_test(package),
		cmocka_unit_test(parts_are_copied),
		cmocka_unit_test(in_pieces),
	};

	return RUN_ALL(tests);
}

/* pages: how a report is cited, where it stands among the others, what it says of an earlier inspection,
 * and judgements that are a part of another. */
#include "test_pages_world.h"
#include "base/pattern.h"
#include "markdown/md.h"

#define PAGE "reports/alfold/2022-04-01/index.html"

static const char body[] = "# Summary\n\n9. First.\n\n87. Since then. Much better than at the last inspection! Next.\n\nBare.\n";

/* Three reports, of which the newest has a text, and patterns if asked for. */
struct about {
	struct world w;
	struct site s;
	struct md_doc *doc;
	struct paragraph paragraph[3];
	struct section section;
	struct pattern *pattern;
};

static void about_open(struct about *o, const char *pattern, const char *base_url)
{
	struct framework *f;
	struct report *r;
	const char *error;
	size_t where;

	memset(o, 0, sizeof *o);
	o->doc = md_parse(SPAN_LIT(body));
	world_open(&o->w);
	r = world_overall(&o->w, 0, ILACS, 2018, 6, 1, THIRD);
	r->improvement = arena_calloc(&o->w.a, 1, sizeof *r->improvement);
	r->improvement_count = 1;
	r->improvement[0].text = "Do better.";
	world_overall(&o->w, 0, SLAC, 2010, 6, 1, THIRD);
	r = world_overall(&o->w, 0, ILACS, 2022, 4, 1, GOOD);
	f = &o->w.fw.v[ILACS];
	o->pattern = pattern_compile(span_of(pattern), &o->w.a, &error, &where);
	assert_non_null(o->pattern);
	f->previous_inspection = (struct patterns){ &o->pattern, 1 };
	o->paragraph[0] = (struct paragraph){ 9, "First.", { NULL, 3, 1 } };
	o->paragraph[1] = (struct paragraph){ 87, "Since then. Much better than at the last inspection! Next.", { NULL, 5, 1 } };
	o->paragraph[2] = (struct paragraph){ 0, "Bare.", { NULL, 7, 1 } };
	o->section = (struct section){ "Summary", "summary", 1, o->paragraph, 3, 0, { NULL, 1, 1 } };
	world_body(&o->w, r, o->doc);
	r->title = "Inspection of services";
	r->section = &o->section;
	r->section_count = 1;
	world_freeze(&o->w);
	site_open(&o->s, &o->w, base_url);
}

static void about_close(struct about *o)
{
	site_close(&o->s);
	world_close(&o->w);
	pattern_free(o->pattern);
	md_free(o->doc);
}

static void citation_with_and_without_an_address(void **state)
{
	static const char template[] = "{{#cite}}{{text}} | {{short_text}} | {{address}} {{absolute}} {{paragraph}}{{/cite}}";
	struct about o;

	(void)state;
	about_open(&o, "never", "https://example.org/g/");
	site_template(&o.s, &o.w, "report", template);
	assert_string_equal(site_render(&o.s, &o.w, PAGE),
			    "Ofsted, “Inspection of services”, Alfold, inspected 1 April 2022 | "
			    "Ofsted, Alfold, ILACS, 1 April 2022 | https://example.org/g/reports/alfold/2022-04-01/ true 9");
	about_close(&o);
	about_open(&o, "never", "");
	site_template(&o.s, &o.w, "report", "{{#cite}}{{address}} {{absolute}}{{/cite}}");
	assert_string_equal(site_render(&o.s, &o.w, PAGE), "reports/alfold/2022-04-01/ false");
	about_close(&o);
}

static void place_among_the_reports(void **state)
{
	struct about o;

	(void)state;
	about_open(&o, "never", "");
	site_template(&o.s, &o.w, "report", "{{place}}");
	assert_string_equal(site_render(&o.s, &o.w, PAGE), "third of three");
	assert_string_equal(site_render(&o.s, &o.w, "reports/alfold/2010-06-01/index.html"), "first of three");
	about_close(&o);
}

/* The sentence is quoted, not the paragraph; without a number the heading is named; nothing found is said. */
static void what_it_says_of_the_inspection_before(void **state)
{
	static const char template[] = "{{#looks_back}}{{place}} [{{href}}] {{quote}}\n{{/looks_back}}{{has_looks_back}}";
	struct about o;

	(void)state;
	about_open(&o, "\\blast inspection\\b", "");
	site_template(&o.s, &o.w, "report", template);
	assert_string_equal(site_render(&o.s, &o.w, PAGE),
			    "paragraph 87 [#p87] Much better than at the last inspection!\ntrue");
	about_close(&o);
	about_open(&o, "^Bare", "");
	site_template(&o.s, &o.w, "report", template);
	assert_string_equal(site_render(&o.s, &o.w, PAGE), "under “Summary” [#summary] Bare.\ntrue");
	about_close(&o);
	about_open(&o, "never", "");
	site_template(&o.s, &o.w, "report", template);
	assert_string_equal(site_render(&o.s, &o.w, PAGE), "false");
	about_close(&o);
}

/* A part follows what it is a part of, whatever stands between them; alone it is a judgement like any other. */
static void parts_follow_their_whole(void **state)
{
	static const char template[] = "{{#groups}}{{#judgements}}{{anchor}} {{part_of}}\n{{/judgements}}{{/groups}}";
	struct world w;
	struct site s;
	struct report *r;

	(void)state;
	world_open(&w);
	w.fw.v[ILACS].areas[HEALTHY].part_of = &w.fw.v[ILACS].areas[OVERALL];
	r = world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD);
	world_judge(&w, r, LEADERS, 0, GOOD);
	world_judge(&w, r, HEALTHY, 0, GOOD);
	world_freeze(&w);
	site_open(&s, &w, "");
	site_template(&s, &w, "report", template);
	assert_string_equal(site_render(&s, &w, PAGE),
			    "judgement-overall-effectiveness \njudgement-being-healthy Overall effectiveness\n"
			    "judgement-leaders \n");
	site_close(&s);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(citation_with_and_without_an_address),
		cmocka_unit_test(place_among_the_reports),
		cmocka_unit_test(what_it_says_of_the_inspection_before),
		cmocka_unit_test(parts_follow_their_whole),
	};

	return RUN_ALL(tests);
}

/* pages: a report's page, its anchors and places; grades that link to it from elsewhere. */
#include "test_pages_world.h"
#include "expect_diag.h"

static const char body[] =
	"# Summary\n\n1. First words.\n\n2. More of them.\n\n## Leaders\n\n87. A late one.\n";

static struct section sections[] = {
	{ "Summary", "summary", 1, NULL, 0, 0, { NULL, 1, 1 } },
	{ "Leaders", "leaders", 2, NULL, 0, 3, { NULL, 7, 1 } },
};

/* A report of two judgements: one of a paragraph that the text has, one of one that it lacks. */
static struct report *full_report(struct world *w, struct md_doc *doc)
{
	struct report *r = world_overall(w, 0, ILACS, 2022, 4, 1, GOOD);
	struct judgement *j = world_judge(w, r, LEADERS, 0, OUTSTANDING);

	world_body(w, r, doc);
	r->section = sections;
	r->section_count = 2;
	r->lead_inspector = "Somebody";
	r->judgement[0].paragraph = 87;
	j->paragraph = 88;
	j->sighting_count = 2;
	j->sighting = arena_calloc(&w->a, 2, sizeof *j->sighting);
	j->sighting[0] = (struct sighting){ BASIS_TABLE, j->grade, "Leaders", "outstanding", 88, j->at };
	j->sighting[1] = (struct sighting){ BASIS_HEADLINE, j->grade, "Leaders", "Outstanding", 2, j->at };
	r->improvement = arena_calloc(&w->a, 2, sizeof *r->improvement);
	r->improvement_count = 2;
	r->improvement[0].text = "Do better.\n- at once";
	r->improvement[0].timescale = &r->framework->timescales[0];
	r->improvement[1].text = "Later.";
	return r;
}

static void open_all(struct world *w, struct site *s, struct md_doc *doc)
{
	world_open(w);
	world_overall(w, 0, ILACS, 2018, 6, 1, THIRD);
	world_overall(w, 0, SLAC, 2010, 6, 1, THIRD);
	full_report(w, doc);
	world_freeze(w);
	site_open(s, w, "");
}

static void anchors_and_places(void **state)
{
	struct world w;
	struct site s;
	struct md_doc *doc = md_parse(SPAN_LIT(body));

	(void)state;
	open_all(&w, &s, doc);
	site_template(&s, &w, "report",
		      "{{#groups}}{{#judgements}}{{anchor}} {{place}} [{{place_href}}] {{grade.href}} "
		      "{{before}} {{before_href}}\n{{/judgements}}{{/groups}}"
		      "{{#readings}}{{#sightings}}{{^counts}}{{place_href}} {{basis}}\n{{/counts}}{{/sightings}}{{/readings}}"
		      "{{#improvement_groups}}{{id}}:{{#improvements}}{{anchor}} {{#lines}}<{{.}}>{{/lines}}{{/improvements}}\n"
		      "{{/improvement_groups}}{{#sections}}{{href}} {{/sections}}{{lead_inspector}}");
	assert_string_equal(site_render(&s, &w, "reports/alfold/2022-04-01/index.html"),
			    "judgement-overall-effectiveness paragraph 87 [#p87] #judgement-overall-effectiveness "
			    "Was Requires improvement to be good in June 2018, now Good. "
			    "../../../reports/alfold/2018-06-01/index.html#judgement-overall-effectiveness\n"
			    "judgement-leaders paragraph 88 of the report [] #judgement-leaders  \n"
			    "#p2 in the sentence that awards it\n"
			    "asked-immediately:improvement-1 <Do better.><- at once>\n"
			    "asked-any-time:improvement-2 <Later.>\n"
			    "#summary #leaders ");
	expect_count(&w.d, 0);
	site_close(&s);
	world_close(&w);
	md_free(doc);
}

static void body_has_the_ids(void **state)
{
	struct world w;
	struct site s;
	struct md_doc *doc = md_parse(SPAN_LIT(body));
	const char *html;

	(void)state;
	open_all(&w, &s, doc);
	site_template(&s, &w, "report", "{{{body}}}{{#full_text}}whole{{/full_text}}");
	html = site_render(&s, &w, "reports/alfold/2022-04-01/index.html");
	assert_non_null(strstr(html, " id=\"summary\">"));
	assert_non_null(strstr(html, " id=\"leaders\">"));
	assert_non_null(strstr(html, "id=\"p1\""));
	assert_non_null(strstr(html, "id=\"p87\""));
	assert_non_null(strstr(html, "whole"));
	site_close(&s);
	world_close(&w);
	md_free(doc);
}

/* Without a paragraph: what was read leads to the heading before its line; what was entered by hand says so. */
static void lines_and_hands(void **state)
{
	struct world w;
	struct site s;
	struct report *r;
	struct md_doc *doc = md_parse(SPAN_LIT(body));

	(void)state;
	world_open(&w);
	r = full_report(&w, doc);
	sections[0].at.line = 5;
	r->judgement[0].paragraph = 0;
	r->judgement[0].at.line = 6;
	r->judgement[1].by_hand = true;
	world_judge(&w, r, HEALTHY, 0, GOOD)->at.line = 4;
	r->judgement[1].paragraph = 87;
	world_freeze(&w);
	site_open(&s, &w, "");
	site_template(&s, &w, "report", "{{#readings}}{{place}} [{{place_href}}] {{entered}}\n{{/readings}}"
		      "{{counted}}. {{hand_note}} {{by_hand}}");
	assert_string_equal(site_render(&s, &w, "reports/alfold/2022-04-01/index.html"),
			    "line 6 of the source file [#summary] \n"
			    "paragraph 87 of the document [#p87] content/alfold-2022.md, line 12\n"
			    "line 4 of the source file [#text] \n"
			    "3 judgements and 2 improvements. Entered by hand, not read by program: 1 judgement. false");
	sections[0].at.line = 1;
	site_close(&s);
	world_close(&w);
	md_free(doc);
}

/* What was read has an id in the text, whatever it is; a numbered paragraph has its own. */
static void each_place_is_linked_to(void **state)
{
	static const char text[] = "Services are good\n\n|  |  |\n|---|---|\n| Leaders | Outstanding |\n\n1. One.\n\n- Do better.\n\nHealthy.\n";
	struct world w;
	struct site s;
	struct report *r;
	struct md_doc *doc = md_parse(SPAN_LIT(text));

	(void)state;
	world_open(&w);
	r = full_report(&w, doc);
	r->section_count = 0;
	r->body_first = 1;      /* the sentence that awards the first grade stands on the cover */
	r->judgement[0].at.line = 1;
	r->judgement[0].paragraph = 1;
	/* The empty row that stands for a header is of the same line. */
	((unsigned *)(uintptr_t)r->block_line)[1] = 5;
	r->judgement[1].at.line = 5;
	r->judgement[1].sighting[1].at.line = 7;
	world_judge(&w, r, HEALTHY, 0, GOOD)->at.line = 11;
	r->improvement[0].at = (struct pos){ r->file, 9, 1 };
	r->improvement[1].at = (struct pos){ "another.md", 9, 1 };
	world_freeze(&w);
	site_open(&s, &w, "");
	site_template(&s, &w, "report", "{{#readings}}{{place}} [{{place_href}}] {{findings}} [{{findings_href}}]"
		      "{{#sightings}}{{^counts}} {{place}} [{{place_href}}]{{/counts}}{{/sightings}}\n{{/readings}}"
		      "{{#improvement_groups}}{{#improvements}}[{{place_href}}]{{/improvements}}{{/improvement_groups}}\n{{{body}}}");
	assert_string_equal(site_render(&s, &w, "reports/alfold/2022-04-01/index.html"),
			    "line 1 of the source file [#read-overall-effectiveness] paragraph 1 [#p1]\n"
			    "line 5 of the source file [#read-leaders]  [] paragraph 1 [#p1]\n"
			    "line 11 of the source file [#read-being-healthy]  []\n"
			    "[#read-improvement-1][]\n"
			    "<p id=\"read-overall-effectiveness\">Services are good</p>\n"
			    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1 of the text\">"
			    "<table aria-label=\"Table 1 of the text\">\n"
			    "<tr id=\"read-leaders\"><th scope=\"row\">Leaders</th><td>Outstanding</td></tr>\n</table></div>\n"
			    "<p id=\"p1\"><a href=\"#p1\" aria-label=\"Paragraph 1\">1</a> One.</p>\n"
			    "<ul>\n<li id=\"read-improvement-1\">Do better.</li>\n</ul>\n<p id=\"read-being-healthy\">Healthy.</p>\n");
	site_close(&s);
	world_close(&w);
	md_free(doc);
}

/* No prose: the line of the file is named, and nothing links where there is nothing. */
static void without_a_body(void **state)
{
	struct world w;
	struct site s;

	(void)state;
	open_all(&w, &s, NULL);
	site_template(&s, &w, "report", "{{#groups}}{{id}}:{{#judgements}}{{place}} [{{place_href}}]\n{{/judgements}}"
		      "{{/groups}}{{#body}}body{{/body}}{{^body}}none{{/body}}");
	assert_string_equal(site_render(&s, &w, "reports/alfold/2010-06-01/index.html"),
			    "safeguarding:line 11 of the source file []\n"
			    "looked-after:line 12 of the source file []\nnone");
	site_close(&s);
	world_close(&w);
}

static void prose_in_a_group_of_its_own(void **state)
{
	struct world w;
	struct site s;

	(void)state;
	world_open(&w);
	world_judge(&w, world_overall(&w, 0, ILACS, 2022, 4, 1, GOOD), HEALTHY, 0, GOOD)->basis = BASIS_NARRATIVE;
	world_freeze(&w);
	site_open(&s, &w, "");
	site_template(&s, &w, "report", "{{#groups}}{{id}} {{narrative}} {{#judgements}}{{anchor}};{{/judgements}}\n{{/groups}}");
	assert_string_equal(site_render(&s, &w, "reports/alfold/2022-04-01/index.html"),
			    "all false judgement-overall-effectiveness;\nin-prose true judgement-being-healthy;\n");
	site_close(&s);
	world_close(&w);
}

/* The chart and the table below it hold the same judgements, each linked to its source. */
static void timeline_and_table(void **state)
{
	struct world w;
	struct site s;
	const char *out;

	(void)state;
	open_all(&w, &s, NULL);
	site_template(&s, &w, "authority",
		      "{{#timeline}}{{break_count}}{{#lanes}}{{#marks}} {{grade.href}}{{/marks}}{{/lanes}}\n"
		      "{{break_count}}{{#groups}}{{#rows}} {{grade.href}}{{/rows}}{{/groups}}\n"
		      "{{#groups}}{{#rows}}{{status}}{{/rows}}{{/groups}}\n{{/timeline}}{{age}}");
	out = site_render(&s, &w, "authorities/alfold/index.html");
	assert_memory_equal(out, "1 ../../reports/alfold/2010-06-01/index.html#judgement-safeguarding-overall-effectiveness ",
			    80);
	assert_memory_equal(out, strchr(out, '\n') + 1, (size_t)(strchr(out, '\n') - out));
	assert_non_null(strstr(out, "\n[b]\n"));
	site_close(&s);
	world_close(&w);
}

static void authority_without_reports(void **state)
{
	struct world w;
	struct site s;

	(void)state;
	open_all(&w, &s, NULL);
	site_template(&s, &w, "authority", "{{#timeline}}x{{/timeline}}{{#latest}}x{{/latest}}{{no_report}}"
		      "{{#downloads}}[{{format}}]{{/downloads}}");
	assert_string_equal(site_render(&s, &w, "authorities/barset/index.html"),
			    "No inspection report of Barset is held here. That says nothing about its services: reports may "
			    "exist that have not been added.[Atom]");
	site_close(&s);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(anchors_and_places),
		cmocka_unit_test(body_has_the_ids),
		cmocka_unit_test(lines_and_hands),
		cmocka_unit_test(each_place_is_linked_to),
		cmocka_unit_test(without_a_body),
		cmocka_unit_test(prose_in_a_group_of_its_own),
		cmocka_unit_test(timeline_and_table),
		cmocka_unit_test(authority_without_reports),
	};

	return RUN_ALL(tests);
}

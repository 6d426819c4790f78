/* pages/records_report: names that the template of a report's page may use.
 * The structs stand in records_report.h; each line here is a line of docs/templates.md. */
#include "pages/records_report.h"
#include "pages/records_int.h"

#define S rec_cite
static const struct mu_field cite_fields[] = {
	T(text, "who, what, of whom, when; title of the site and address follow it"),
	T(short_text, "Ofsted, Derby, SIF, 30 March 2017"),
	T(address, "of the page; within the site without base_url"),
	B(absolute, "the address is whole"),
	T(paragraph, "the first number in the text, as an example, or empty"),
};
const struct mu_record record_cite = MU_RECORD("citation", rec_cite, cite_fields);
#undef S

#define S rec_looks_back
static const struct mu_field looks_back_fields[] = {
	T(place, "paragraph 9, or the heading above it"),
	U(href, "the paragraph, or that heading"),
	T(quote, "the sentence"),
};
const struct mu_record record_looks_back = MU_RECORD("look back", rec_looks_back, looks_back_fields);
#undef S

#define S rec_report_page
static const struct mu_field report_page_fields[] = {
	BASE,
	T(id, "its id, as in URLs"),
	T(title, "title"),
	T(inspected, "6 to 17 February 2012"),
	T(authority_printed, "the name on the document"),
	T(place, "third of five: among the authority's reports held"),
	T(lead_inspector, "only when site.yaml shows inspectors"),
	O(authority, &record_link, "the authority"),
	O(framework, &record_link, "the framework"),
	O(start, &record_date, "first day"),
	O(end, &record_date, "last day"),
	O(published, &record_date, "date of publication"),
	O(day, &record_date, "date that stands for the inspection"),
	U(source_url, "the original document"),
	T(source_file, "file it was read from"),
	T(source_sha256, "fingerprint of that file"),
	T(read_from, "content file"),
	H(summary, "summary, in our words"),
	T(sentence, "the judgements in one sentence"),
	L(groups, &record_judgement_group, "the same data as a table, one group an area"),
	L(improvement_groups, &record_improvement_group, "improvements by timescale"),
	I(judgements, "number of judgements"),
	I(improvements, "number of improvements asked for"),
	I(paragraphs, "paragraphs, in words"),
	T(counted, "22 judgements and 15 improvements"),
	T(hand_note, "what was entered by hand, where a program read the rest"),
	B(by_hand, "all of it was entered by hand"),
	L(sections, &record_section, "contents list"),
	H(body, "headings from level 3 on"),
	B(full_text, "the body is the document's text, not a person's words about it"),
	L(notes, &record_note, "notes on how it was read"),
	B(seen_again, "some judgement stands in several places"),
	L(readings, &record_judgement, "all, for \"How this was read\""),
	O(previous, &record_report_card, "the report before"),
	O(next, &record_report_card, "the report after"),
	L(previous_asked, &record_improvement_group, "asked for last time"),
	O(previous_link, &record_link, "that report"),
	L(looks_back, &record_looks_back, "paragraphs that speak of an earlier inspection"),
	T(looks_back_more, "3 more paragraphs: those that the list leaves out; or empty"),
	B(has_looks_back, "there are such paragraphs"),
	O(cite, &record_cite, "how to cite the report"),
};
const struct mu_record record_report_page = MU_RECORD("report page", rec_report_page, report_page_fields);
#undef S

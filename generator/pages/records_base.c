/* pages/records_base: names that templates may use: what every page has: site, page, links, grades, judgements, cards.
 * The structs stand in records.h; each line here is a line of docs/templates.md. */
#include "pages/records.h"
#include "pages/records_int.h"

#define S rec_date
static const struct mu_field date_fields[] = {
	T(iso, "\"2012-02-17\", \"17 February 2012\""),
	T(text, "\"2012-02-17\", \"17 February 2012\""),
	I(year, "the year"),
};
const struct mu_record record_date = MU_RECORD("date", rec_date, date_fields);
#undef S

#define S rec_link
static const struct mu_field link_fields[] = {
	T(text, "href \"\": text only"),
	U(href, "href \"\": text only"),
	T(note, "a few words beside it, or NULL"),
	B(current, "this page, or the part of the site that it is in"),
};
const struct mu_record record_link = MU_RECORD("link", rec_link, link_fields);
#undef S

#define S rec_site
static const struct mu_field site_fields[] = {
	T(title, "title"),
	T(description, "one or two sentences"),
	T(language, "language of the pages"),
	U(base_url, "where the site is published, or empty"),
	T(licence_name, "licence of the content"),
	U(licence_url, "its address"),
	T(attribution, "sentence the licence asks for"),
	T(publisher, "who answers for the site, or empty"),
	T(contact, "address for corrections"),
	U(contact_href, "the same as a link"),
	T(source_note, "where the reports come from"),
	T(version, "of the generator"),
};
const struct mu_record record_site = MU_RECORD("site", rec_site, site_fields);
#undef S

#define S rec_page
static const struct mu_field page_fields[] = {
	U(home_href, "the home page"),
	T(title, "whole, for <title>: \"Stockport - Gradeline\""),
	T(heading, "for <h1>"),
	T(description, "one or two sentences"),
	U(canonical, "absolute, or \"\" without base_url"),
	U(root, "\"../../\", \"\" at the top"),
	U(base, "404 only: path of the site on its host, for <base>"),
	T(family, "kind of page: report, authority ..."),
	L(crumbs, &record_link, "home first, this page last"),
	O(data_date, &record_date, "date of the newest fact held"),
	U(error_href, "mailto or form, with page and version filled in"),
	O(feed, &record_link, "the Atom feed of this page"),
	U(image, "absolute address of its share image, or empty"),
	J(json_ld, "schema.org description of the page, or empty"),
};
const struct mu_record record_page = MU_RECORD("page", rec_page, page_fields);
#undef S

#define S rec_assets
static const struct mu_field assets_fields[] = {
	U(style, "style sheet"),
	U(script, "script, deferred; pages work without it"),
	U(icon, "icon"),
	U(search, "script of the search page"),
};
const struct mu_record record_assets = MU_RECORD("assets", rec_assets, assets_fields);
#undef S

#define S rec_grade
static const struct mu_field grade_fields[] = {
	T(id, "its id, as in URLs"),
	T(label, "its name, ready to print"),
	T(letter, "the mark's letter"),
	T(shape, "circle, square, diamond, hexagon, triangle or dash"),
	I(rank, "1 best, 0 not judged"),
	T(number, "as the framework prints it: 4; empty when it prints none"),
	B(judged, "false for \"not judged\""),
	B(narrative, "stated only in prose"),
	U(href, "the judgement on its report page"),
	T(meaning, "what it means, in our words"),
};
const struct mu_record record_grade = MU_RECORD("grade", rec_grade, grade_fields);
#undef S

#define S rec_sighting
static const struct mu_field sighting_fields[] = {
	T(basis, "how it was read, in words"),
	T(label, "its name, ready to print"),
	T(printed, "the grade as printed"),
	T(place, "where it stands: paragraph 87, or a line of a file"),
	U(place_href, "link to that paragraph, or empty"),
	O(grade, &record_grade, "the grade"),
	B(counts, "one count a step of the scale"),
};
const struct mu_record record_sighting = MU_RECORD("sighting", rec_sighting, sighting_fields);
#undef S

#define S rec_judgement
static const struct mu_field judgement_fields[] = {
	T(anchor, "id of the element"),
	U(href, "link, relative to this page"),
	T(label, "label as printed"),
	T(area, "area, in the framework's words"),
	T(strand, "label as printed, area in the framework's words"),
	T(part_of, "label of the judgement that it is a part of, and follows; or empty"),
	O(comparable, &record_link, "the comparable area, with a link"),
	T(relation, "similar or partial; empty when the same"),
	O(grade, &record_grade, "the grade"),
	T(printed, "the grade as printed"),
	T(scale_note, "what a printed number means, or empty"),
	T(basis, "how it was read, in words"),
	T(basis_id, "table, record, heading, headline, narrative or front-matter"),
	T(place, "where it stands: paragraph 87, or a line of a file"),
	U(place_href, "link to it in the text, or to its section, or empty"),
	U(pdf_href, "the page of the PDF, where that is published and place_href is another; else empty"),
	T(findings, "\"paragraph 57\": where what led to it begins, if that is not its place; or empty"),
	U(findings_href, "link to that paragraph"),
	T(entered, "the line of our file, where it was entered by hand; else empty"),
	B(narrative, "stated only in prose"),
	B(seen_again, "it stands in several places"),
	L(sightings, &record_sighting, "every place where it stands"),
	T(before, "\"Was Good in 2018 under the same framework.\" or \"\""),
	U(before_href, "the earlier judgement"),
};
const struct mu_record record_judgement = MU_RECORD("judgement", rec_judgement, judgement_fields);
#undef S

#define S rec_judgement_group
static const struct mu_field judgement_group_fields[] = {
	T(id, "its id, as in URLs"),
	T(label, "its name, ready to print"),
	T(note, "a sentence before them"),
	B(narrative, "stated only in prose"),
	L(judgements, &record_judgement, "the judgements"),
};
const struct mu_record record_judgement_group = MU_RECORD("judgement group", rec_judgement_group, judgement_group_fields);
#undef S

#define S rec_improvement
static const struct mu_field improvement_fields[] = {
	I(number, "number within the report"),
	T(anchor, "id of the element"),
	U(href, "link, relative to this page"),
	T(text, "ready to print"),
	T(strand, "strand, or empty"),
	T(timescale, "how soon, or empty"),
	U(place_href, "link to it in the text, where the page shows that; else empty"),
	L(lines, NULL, "the text, a line an item"),
};
const struct mu_record record_improvement = MU_RECORD("improvement", rec_improvement, improvement_fields);
#undef S

#define S rec_improvement_group
static const struct mu_field improvement_group_fields[] = {
	T(id, "its id, as in URLs"),
	T(label, "its name, ready to print"),
	L(improvements, &record_improvement, "the improvements"),
};
const struct mu_record record_improvement_group = MU_RECORD("improvement group", rec_improvement_group, improvement_group_fields);
#undef S

#define S rec_area_grade
static const struct mu_field area_grade_fields[] = {
	T(area, "short name of the area"),
	O(grade, &record_grade, "the grade"),
};
const struct mu_record record_area_grade = MU_RECORD("area grade", rec_area_grade, area_grade_fields);
#undef S

#define S rec_report_card
static const struct mu_field report_card_fields[] = {
	T(id, "its id, as in URLs"),
	T(title, "title"),
	U(href, "link, relative to this page"),
	T(inspected, "6 to 17 February 2012"),
	O(authority, &record_link, "the authority"),
	O(framework, &record_link, "the framework"),
	O(day, &record_date, "date that stands for the inspection"),
	O(published, &record_date, "date of publication"),
	L(grades, &record_area_grade, "headline areas"),
	I(judgements, "number of judgements"),
	I(improvements, "number of improvements asked for"),
	B(current, "this page is about it"),
};
const struct mu_record record_report_card = MU_RECORD("report card", rec_report_card, report_card_fields);
#undef S

#define S rec_authority_card
static const struct mu_field authority_card_fields[] = {
	T(id, "its id, as in URLs"),
	T(name, "name"),
	U(href, "link, relative to this page"),
	T(type, "kind of authority"),
	O(region, &record_link, "region"),
	B(former, "no longer exists"),
	T(years, "\"until 2023\", \"since 2019\" or \"\""),
	T(aliases, "other names, with commas"),
	I(reports, "number of reports held"),
	O(latest, &record_report_card, "the latest report held"),
	T(age, "\"3 years 2 months\" before the data's date"),
	O(spark, &record_spark, "the first headline area through time"),
};
const struct mu_record record_authority_card = MU_RECORD("authority card", rec_authority_card, authority_card_fields);
#undef S

#define S rec_group
static const struct mu_field group_fields[] = {
	T(id, "its id, as in URLs"),
	T(label, "its name, ready to print"),
	U(href, "link, relative to this page"),
	I(count, "how many"),
	L(authorities, &record_authority_card, "authorities in it"),
	L(reports, &record_report_card, "reports in it"),
};
const struct mu_record record_group = MU_RECORD("group", rec_group, group_fields);
#undef S

#define S rec_framework_card
static const struct mu_field framework_card_fields[] = {
	T(id, "its id, as in URLs"),
	T(name, "name"),
	T(short_name, "short name: ILACS"),
	U(href, "link, relative to this page"),
	T(years, "years in use: 2009 to 2012"),
	O(replaces, &record_link, "the framework before"),
	O(replaced_by, &record_link, "the framework after"),
	I(reports, "number of reports held"),
	B(in_use, "still in use"),
};
const struct mu_record record_framework_card = MU_RECORD("framework card", rec_framework_card, framework_card_fields);
#undef S

#define S rec_area_card
static const struct mu_field area_card_fields[] = {
	T(id, "its id, as in URLs"),
	T(name, "name"),
	U(href, "link, relative to this page"),
	T(summary, "summary, in our words"),
	T(frameworks, "frameworks that judge it, in words"),
	B(headline, "shown first"),
	I(judgements, "number of judgements"),
	I(authorities, "how many authorities"),
};
const struct mu_record record_area_card = MU_RECORD("area card", rec_area_card, area_card_fields);
#undef S

#define S rec_download
static const struct mu_field download_fields[] = {
	T(text, "ready to print"),
	U(href, "link, relative to this page"),
	T(format, "CSV, JSON, SVG or Atom"),
	T(size, "14 KB; empty when not known"),
	I(rows, "rows"),
};
const struct mu_record record_download = MU_RECORD("download", rec_download, download_fields);
#undef S

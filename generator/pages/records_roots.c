/* pages/records_roots: names that templates may use: the roots, one a template.
 * The structs stand in records.h; each line here is a line of docs/templates.md. */
#include "pages/records.h"
#include "pages/records_int.h"

#define S rec_home
static const struct mu_field home_fields[] = {
	BASE,
	O(coverage, &record_coverage, "what is held"),
	L(latest, &record_report_card, "latest reports"),
	L(featured, &record_authority_card, "authorities chosen in site.yaml"),
	L(authorities, &record_link, "all, by name"),
	L(letters, &record_link, "by first letter"),
	L(regions, &record_link, "by region"),
	L(frameworks, &record_framework_card, "frameworks"),
	L(areas, &record_area_card, "headline areas"),
	U(authorities_href, "list of authorities"),
	U(reports_href, "list of reports"),
	U(data_href, "downloads"),
	U(methodology_href, "how it is done"),
	U(compare_href, "list of comparisons"),
	U(changes_href, "what is new"),
};
const struct mu_record record_home = MU_RECORD("home", rec_home, home_fields);
#undef S

#define S rec_authorities
static const struct mu_field authorities_fields[] = {
	BASE,
	O(sparks, &record_sparks, "what all sparks share"),
	O(spark_area, &record_link, "the area that the cards' sparks show"),
	L(letters, &record_group, "with authorities"),
	L(regions, &record_group, "with authorities"),
	O(coverage, &record_coverage, "what is held"),
};
const struct mu_record record_authorities = MU_RECORD("authorities", rec_authorities, authorities_fields);
#undef S

#define S rec_authority_page
static const struct mu_field authority_page_fields[] = {
	BASE,
	T(id, "its id, as in URLs"),
	T(name, "name"),
	T(type, "kind of authority"),
	T(gss_code, "ONS code"),
	T(urn, "Ofsted's number"),
	T(dfe_code, "the Department's number"),
	T(aliases, "other names, with commas"),
	T(years, "years in use: 2009 to 2012"),
	O(region, &record_link, "region"),
	B(former, "no longer exists"),
	L(summary, NULL, "sentences"),
	T(no_report, "what to say when no report is held, else \"\""),
	O(latest, &record_report_card, "the latest report held"),
	T(age, "how long before the date of the data: 3 years 2 months"),
	O(timeline, &record_timeline, "the chart and its table; absent without reports"),
	O(older, &record_timeline, "the same of areas that the framework in use does not judge, or absent"),
	L(reports, &record_report_card, "newest first"),
	L(neighbours, &record_link, "statistical neighbours, nearest first"),
	T(neighbour_source, "where that list comes from; empty when it is not recorded"),
	O(sparks, &record_sparks, "what all sparks share"),
	L(neighbour_tables, &record_spark_table, "it and its neighbours, one table a headline area"),
	L(compare_groups, &record_link_group, "every comparison of it that has a page, neighbours first"),
	T(compare_rule, "which those are"),
	L(predecessors, &record_authority_card, "authorities it came from"),
	L(successors, &record_authority_card, "authorities that followed"),
	L(downloads, &record_download, "files about this page"),
	L(asked, &record_improvement_group, "of the latest report that asks"),
	O(asked_report, &record_link, "that report"),
	I(asked_count, "their number"),
};
const struct mu_record record_authority_page = MU_RECORD("authority page", rec_authority_page, authority_page_fields);
#undef S

#define S rec_timeline_page
static const struct mu_field timeline_page_fields[] = {
	BASE,
	O(timeline, &record_timeline, "the chart and its table; absent without reports"),
};
const struct mu_record record_timeline_page = MU_RECORD("timeline page", rec_timeline_page, timeline_page_fields);
#undef S

#define S rec_areas
static const struct mu_field areas_fields[] = {
	BASE,
	L(areas, &record_area_card, "in the order of areas.yaml"),
};
const struct mu_record record_areas = MU_RECORD("areas", rec_areas, areas_fields);
#undef S

#define S rec_area_page
static const struct mu_field area_page_fields[] = {
	BASE,
	T(id, "its id, as in URLs"),
	T(name, "name"),
	H(summary, "summary, in our words"),
	B(headline, "shown first"),
	L(mappings, &record_mapping, "oldest framework first"),
	L(distributions, &record_distribution, "oldest framework first"),
	O(matrix, &record_matrix, "every authority by years; absent without judgements"),
	I(authorities, "authorities with a judgement"),
	I(judgements, "number of judgements"),
	I(without, "authorities without a judgement here"),
	L(downloads, &record_download, "files about this page"),
};
const struct mu_record record_area_page = MU_RECORD("area page", rec_area_page, area_page_fields);
#undef S

#define S rec_reports
static const struct mu_field reports_fields[] = {
	BASE,
	L(years, &record_group, "with reports, newest year first"),
	I(count, "number of reports"),
};
const struct mu_record record_reports = MU_RECORD("reports", rec_reports, reports_fields);
#undef S

#define S rec_frameworks
static const struct mu_field frameworks_fields[] = {
	BASE,
	L(frameworks, &record_framework_card, "oldest first"),
};
const struct mu_record record_frameworks = MU_RECORD("frameworks", rec_frameworks, frameworks_fields);
#undef S

#define S rec_framework_page
static const struct mu_field framework_page_fields[] = {
	BASE,
	T(id, "its id, as in URLs"),
	T(name, "name"),
	T(short_name, "short name: ILACS"),
	T(inspectorate, "who inspects"),
	T(years, "years in use: 2009 to 2012"),
	T(scale_text, "the scale in words"),
	H(summary, "summary, in our words"),
	B(in_use, "still in use"),
	B(prints_numbers, "grades are printed as numbers"),
	O(replaces, &record_link, "the framework before"),
	O(replaced_by, &record_link, "the framework after"),
	L(scale, &record_scale_row, "in the order of the printed scale"),
	L(strands, &record_strand, "its strands"),
	B(has_strands, "judged in strands"),
	L(pairs, &record_pair, "pairs"),
	I(reports, "number of reports held"),
	I(authorities, "how many authorities"),
	I(judgements, "number of judgements"),
	L(latest, &record_report_card, "latest reports under it"),
};
const struct mu_record record_framework_page = MU_RECORD("framework page", rec_framework_page, framework_page_fields);
#undef S

#define S rec_region_page
static const struct mu_field region_page_fields[] = {
	BASE,
	O(sparks, &record_sparks, "what all sparks share"),
	O(spark_area, &record_link, "the area that the cards' sparks show"),
	T(id, "its id, as in URLs"),
	T(name, "name"),
	L(authorities, &record_authority_card, "today's"),
	L(former, &record_authority_card, "that were there before"),
	B(has_former, "there are former ones"),
	I(count, "number of today's authorities"),
	I(with_report, "authorities with a report"),
};
const struct mu_record record_region_page = MU_RECORD("region page", rec_region_page, region_page_fields);
#undef S

#define S rec_compare_index
static const struct mu_field compare_index_fields[] = {
	BASE,
	L(authorities, &record_compare_group, "each that has a comparison, by name"),
	I(count, "how many"),
	T(rule, "which pairs there are"),
};
const struct mu_record record_compare_index = MU_RECORD("compare index", rec_compare_index, compare_index_fields);
#undef S

#define S rec_compare_page
static const struct mu_field compare_page_fields[] = {
	BASE,
	O(a, &record_authority_card, "the first authority"),
	O(b, &record_authority_card, "the second authority"),
	L(not_comparable, NULL, "sentences, said first"),
	L(tables, &record_compare_table, "newest framework first"),
	B(comparable, "something can be compared"),
	B(has_others, "there are other pairs"),
	L(others, &record_link, "further comparisons of either"),
	L(downloads, &record_download, "the judgements of each"),
};
const struct mu_record record_compare_page = MU_RECORD("compare page", rec_compare_page, compare_page_fields);
#undef S

#define S rec_data_page
static const struct mu_field data_page_fields[] = {
	BASE,
	L(files, &record_data_file, "the files"),
	L(scale, &record_grade, "every grade id, best first"),
	U(package_href, "datapackage.json"),
};
const struct mu_record record_data_page = MU_RECORD("data page", rec_data_page, data_page_fields);
#undef S

#define S rec_changes
static const struct mu_field changes_fields[] = {
	BASE,
	L(months, &record_group, "with reports, newest first"),
	L(overrides, &record_override, "what was published past the publish gate, newest first"),
	B(has_overrides, "there are some"),
	I(shown, "how many are listed"),
	I(count, "how many"),
	U(feed_href, "the Atom feed"),
};
const struct mu_record record_changes = MU_RECORD("changes", rec_changes, changes_fields);
#undef S

#define S rec_redirect
static const struct mu_field redirect_fields[] = {
	BASE,
	U(href, "where the page is now, relative to this page"),
	U(address, "that page's address, absolute; empty without `base_url`"),
	T(label, "what stands there"),
};
const struct mu_record record_redirect = MU_RECORD("redirect", rec_redirect, redirect_fields);
#undef S

#define S rec_text_page
static const struct mu_field text_page_fields[] = {
	BASE,
	T(id, "its id, as in URLs"),
	T(title, "title"),
	H(body, "the text"),
};
const struct mu_record record_text_page = MU_RECORD("text page", rec_text_page, text_page_fields);
#undef S

#define S rec_not_found
static const struct mu_field not_found_fields[] = {
	BASE,
	L(authorities, &record_link, "all, by name"),
	U(authorities_href, "list of authorities"),
	U(reports_href, "list of reports"),
};
const struct mu_record record_not_found = MU_RECORD("not found", rec_not_found, not_found_fields);
#undef S

#define S rec_feed
static const struct mu_field feed_fields[] = {
	BASE,
	T(id, "permanent id"),
	T(title, "title"),
	T(subtitle, "one sentence"),
	U(self, "the feed itself"),
	U(alternate, "the page it belongs to"),
	T(updated, "when it changed last"),
	T(author, "who publishes it"),
	T(rights, "licence"),
	L(entries, &record_entry, "newest first"),
};
const struct mu_record record_feed = MU_RECORD("feed", rec_feed, feed_fields);
#undef S

#define S rec_sitemap
static const struct mu_field sitemap_fields[] = {
	BASE,
	L(urls, &record_sitemap_url, "every page"),
};
const struct mu_record record_sitemap = MU_RECORD("sitemap", rec_sitemap, sitemap_fields);
#undef S

#define S rec_robots
static const struct mu_field robots_fields[] = {
	BASE,
	U(sitemap, "absolute, or \"\""),
};
const struct mu_record record_robots = MU_RECORD("robots", rec_robots, robots_fields);
#undef S

#define S rec_headers
static const struct mu_field headers_fields[] = {
	BASE,
};
const struct mu_record record_headers = MU_RECORD("host headers", rec_headers, headers_fields);
#undef S

/* pages/families: every kind of page, in one table. Part of the pages room. */
#include "pages/make_int.h"
#include "pages/records_search.h"

/* Of which reports and of which of their facts the pages are made: see enum depends. */
#define PAGE(name, template, record, what, whose, facts) { name, template, &record, list_##what, make_##what, NULL, NULL, whose, facts }
#define FILE_OF(name, what, whose, facts) { name, NULL, NULL, list_##what, NULL, write_##what, NULL, whose, facts }

const struct page_family page_families[] = {
	/* What takes longest comes first, so that no worker starts it last. */
	FILE_OF("data file", data_file, DEPENDS_COLUMNS, 0),
	FILE_OF("area data", area_csv, DEPENDS_JUDGED, 0),
	PAGE("reports", "reports", record_reports, reports, DEPENDS_ALL, FACTS_CARDS),
	PAGE("area", "area", record_area_page, area, DEPENDS_AREA, 0),
	PAGE("home", "home", record_home, home, DEPENDS_ALL, FACTS_GRADES),
	PAGE("authorities", "authorities", record_authorities, authorities, DEPENDS_ALL, FACTS_GRADES),
	PAGE("authority", "authority", record_authority_page, authority, DEPENDS_RELATED, 0),
	PAGE("timeline", "timeline.svg", record_timeline_page, timeline, DEPENDS_AUTHORITY, FACTS_GRADES),
	FILE_OF("authority data", authority_csv, DEPENDS_AUTHORITY, FACTS_GRADES),
	FILE_OF("authority facts", authority_json, DEPENDS_AUTHORITY, FACTS_ALL),
	PAGE("authority feed", "feed.atom", record_feed, authority_feed, DEPENDS_AUTHORITY, FACTS_GRADES),
	{ "share image", "share.svg", &record_share_page, list_share, make_share, NULL, share_finish, DEPENDS_OUTSIDE, 0 },
	PAGE("areas", "areas", record_areas, areas, DEPENDS_ALL, FACTS_GRADES),
	PAGE("report", "report", record_report_page, report, DEPENDS_REPORT, 0),
	/* Beside the reports, each of which is opened once for both. */
	FILE_OF("search text", search_text, DEPENDS_TEXT, 0),
	PAGE("frameworks", "frameworks", record_frameworks, frameworks, DEPENDS_ALL, FACTS_HEADS),
	PAGE("framework", "framework", record_framework_page, framework, DEPENDS_ALL, FACTS_GRADES),
	PAGE("region", "region", record_region_page, region, DEPENDS_REGION, FACTS_GRADES),
	PAGE("compare index", "compare-index", record_compare_index, compare_index, DEPENDS_ALL, FACTS_HEADS),
	PAGE("compare", "compare", record_compare_page, compare, DEPENDS_PAIR, FACTS_GRADES),
	PAGE("data", "data", record_data_page, data, DEPENDS_ALL, FACTS_ALL),
	FILE_OF("data package", data_package, DEPENDS_ALL, FACTS_ALL),
	PAGE("changes", "changes", record_changes, changes, DEPENDS_NEWEST, 0),
	PAGE("feed", "feed.atom", record_feed, feed, DEPENDS_NEWEST, 0),
	PAGE("text", "page", record_text_page, text, DEPENDS_NONE, 0),
	PAGE("not found", "404", record_not_found, not_found, DEPENDS_NONE, 0),
	PAGE("search", "search", record_search, search, DEPENDS_ALL, FACTS_GRADES),
	/* They lead to the others, so those are listed first. */
	PAGE("redirect", "redirect", record_redirect, redirect, DEPENDS_ALL, FACTS_HEADS),
	FILE_OF("redirect rules", redirect_rules, DEPENDS_NONE, 0),
	/* The sitemap lists the others. */
	PAGE("sitemap", "sitemap.xml", record_sitemap, sitemap, DEPENDS_PLAN, 0),
	PAGE("robots", "robots.txt", record_robots, robots, DEPENDS_NONE, 0),
	PAGE("host headers", "_headers", record_headers, headers, DEPENDS_NONE, 0),
};
const size_t page_families_count = sizeof page_families / sizeof page_families[0];

size_t page_family_count(void)
{
	return page_families_count;
}

size_t page_family_of(const struct page *page)
{
	return (size_t)(page->family - page_families);
}

const char *page_family_name(size_t i)
{
	return page_families[i].name;
}

const char *page_family_template(size_t i)
{
	return page_families[i].template;
}

const struct mu_record *page_family_record(size_t i)
{
	return page_families[i].record;
}


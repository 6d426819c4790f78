/* pages/families: every kind of page, in one table. Part of the pages room. */
#include "pages/make_int.h"
#include "pages/records_search.h"

#define PAGE(name, template, what) { name, template, &record_##what, list_##what, make_##what, NULL, NULL, DEPENDS_ALL }
#define FILE_OF(name, what) { name, NULL, NULL, list_##what, NULL, write_##what, NULL, DEPENDS_ALL }
#define KIND(name, template, record, what) { name, template, &record, list_##what, make_##what, NULL, NULL, DEPENDS_ALL }
/* Those that depend on less. */
#define KIND_ON(name, template, record, what, on) { name, template, &record, list_##what, make_##what, NULL, NULL, on }
#define FILE_ON(name, what, on) { name, NULL, NULL, list_##what, NULL, write_##what, NULL, on }

const struct page_family page_families[] = {
	/* What takes longest comes first, so that no worker starts it last. */
	FILE_OF("data file", data_file),
	FILE_OF("area data", area_csv),
	PAGE("reports", "reports", reports),
	KIND("area", "area", record_area_page, area),
	PAGE("home", "home", home),
	PAGE("authorities", "authorities", authorities),
	KIND_ON("authority", "authority", record_authority_page, authority, DEPENDS_RELATED),
	KIND_ON("timeline", "timeline.svg", record_timeline_page, timeline, DEPENDS_AUTHORITY),
	FILE_ON("authority data", authority_csv, DEPENDS_AUTHORITY),
	FILE_ON("authority facts", authority_json, DEPENDS_AUTHORITY),
	KIND_ON("authority feed", "feed.atom", record_feed, authority_feed, DEPENDS_AUTHORITY),
	{ "share image", "share.svg", &record_share_page, list_share, make_share, NULL, share_finish, DEPENDS_OUTSIDE },
	PAGE("areas", "areas", areas),
	KIND_ON("report", "report", record_report_page, report, DEPENDS_REPORT),
	/* Beside the reports, each of which is opened once for both. */
	FILE_ON("search text", search_text, DEPENDS_TEXT),
	PAGE("frameworks", "frameworks", frameworks),
	KIND("framework", "framework", record_framework_page, framework),
	KIND("region", "region", record_region_page, region),
	PAGE("compare index", "compare-index", compare_index),
	KIND_ON("compare", "compare", record_compare_page, compare, DEPENDS_PAIR),
	KIND("data", "data", record_data_page, data),
	FILE_OF("data package", data_package),
	PAGE("changes", "changes", changes),
	PAGE("feed", "feed.atom", feed),
	KIND("text", "page", record_text_page, text),
	PAGE("not found", "404", not_found),
	PAGE("search", "search", search),
	/* They lead to the others, so those are listed first. */
	PAGE("redirect", "redirect", redirect),
	FILE_OF("redirect rules", redirect_rules),
	/* The sitemap lists the others. */
	PAGE("sitemap", "sitemap.xml", sitemap),
	PAGE("robots", "robots.txt", robots),
	PAGE("host headers", "_headers", headers),
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


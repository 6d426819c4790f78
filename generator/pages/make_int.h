/* pages/make_int: lists, makers and writers of the families. Private to the room. */
#ifndef PAGES_MAKE_INT_H
#define PAGES_MAKE_INT_H

#include "pages/pages_int.h"
#include "pages/records_publish.h"

#define LISTS(name) void list_##name(struct planner *pl, const struct page_family *f)
#define MAKES(name) const void *make_##name(struct ctx *c)
#define WRITES(name) void write_##name(struct ctx *c, struct strbuf *out)

LISTS(home);
LISTS(authorities);
LISTS(authority);
LISTS(timeline);
LISTS(authority_csv);
LISTS(authority_json);
LISTS(authority_feed);
LISTS(areas);
LISTS(area);
LISTS(area_csv);
LISTS(reports);
LISTS(report);
LISTS(frameworks);
LISTS(framework);
LISTS(region);
LISTS(compare_index);
LISTS(compare);
LISTS(data);
LISTS(data_file);
LISTS(data_package);
LISTS(changes);
LISTS(feed);
LISTS(redirect);
LISTS(redirect_rules);
LISTS(search);
LISTS(search_text);
LISTS(text);
LISTS(not_found);
LISTS(sitemap);
LISTS(robots);
LISTS(headers);

MAKES(home);
MAKES(authorities);
MAKES(authority);
MAKES(timeline);
MAKES(authority_feed);
MAKES(areas);
MAKES(area);
MAKES(reports);
MAKES(report);
MAKES(frameworks);
MAKES(framework);
MAKES(region);
MAKES(compare_index);
MAKES(compare);
MAKES(data);
MAKES(changes);
MAKES(feed);
MAKES(redirect);
MAKES(search);
MAKES(text);
MAKES(not_found);
MAKES(sitemap);
MAKES(robots);
MAKES(headers);

WRITES(authority_csv);
WRITES(authority_json);
WRITES(area_csv);
WRITES(data_file);
WRITES(data_package);
WRITES(redirect_rules);
WRITES(search_text);

#endif

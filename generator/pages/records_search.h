/* pages/records_search: what the template of the search page sees. See records.h. */
#ifndef PAGES_RECORDS_SEARCH_H
#define PAGES_RECORDS_SEARCH_H

#include "pages/records.h"

struct rec_search_name {
	const char *id, *name, *href, *note;
	long reports;
};

struct rec_search_letter {
	const char *id, *label;
	struct mu_list names;              /* rec_search_name */
};

struct rec_search {
	struct rec_base base;
	bool paragraphs;                   /* the texts can be searched, not only names */
	long count;                        /* reports held */
	struct mu_list letters;            /* rec_search_letter */
	struct mu_list held;               /* rec_search_name: authorities with a report, for a filter */
	struct mu_list areas;              /* rec_area_card */
	struct mu_list frameworks;         /* rec_framework_card */
	struct mu_list latest;             /* rec_report_card */
	const char *reports_href;
};

extern const struct mu_record record_search_name, record_search_letter, record_search;

#endif

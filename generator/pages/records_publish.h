/* pages/records_publish: what templates are told of decisions to publish and of old addresses. Private to the
 * pages room; see pages/records.h for what holds for all records. */
#ifndef PAGES_RECORDS_PUBLISH_H
#define PAGES_RECORDS_PUBLISH_H

#include "pages/records.h"

struct rec_override {
	const struct rec_date *date;
	const char *gate, *reason;
};

struct rec_redirect {
	struct rec_base base;
	const char *href;                  /* relative */
	const char *address;               /* of that page, absolute; "" without base_url */
	const char *label;                 /* what stands there, in words */
};

struct rec_headers { struct rec_base base; };

extern const struct mu_record record_override, record_redirect;

#endif

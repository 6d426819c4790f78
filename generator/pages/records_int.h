/* pages/records_int: short forms for the record tables; S is the struct that a table is for.
 * Private to records_*.c. */
#ifndef PAGES_RECORDS_INT_H
#define PAGES_RECORDS_INT_H

#include "pages/records.h"
#include "pages/records_publish.h"

#define T(member, text) MU_FIELD(S, member, MU_TEXT, NULL, text)
#define H(member, text) MU_FIELD(S, member, MU_HTML, NULL, text)
#define U(member, text) MU_FIELD(S, member, MU_URL, NULL, text)
#define J(member, text) MU_FIELD(S, member, MU_JSON, NULL, text)
#define I(member, text) MU_FIELD(S, member, MU_INT, NULL, text)
#define B(member, text) MU_FIELD(S, member, MU_BOOL, NULL, text)
#define O(member, rec, text) MU_FIELD(S, member, MU_OBJECT, rec, text)
#define L(member, rec, text) MU_FIELD(S, member, MU_LIST, rec, text)

/* What each root begins with. */
#define BASE \
	{ "site", MU_OBJECT, offsetof(struct S, base.site), &record_site, "the site: title, licence, contact" }, \
	{ "page", MU_OBJECT, offsetof(struct S, base.page), &record_page, "this page: title, crumbs, root" }, \
	{ "nav", MU_LIST, offsetof(struct S, base.nav), &record_link, "the site's parts" }, \
	{ "footer", MU_LIST, offsetof(struct S, base.footer), &record_link, "pages about the site" }, \
	{ "assets", MU_OBJECT, offsetof(struct S, base.assets), &record_assets, "style sheet, script, icon" }

#endif

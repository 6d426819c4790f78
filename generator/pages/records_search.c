/* pages/records_search: names that the search page's template may use.
 * The structs stand in records_search.h; each line here is a line of docs/templates.md. */
#include "pages/records_int.h"
#include "pages/records_search.h"

#define S rec_search_name
static const struct mu_field search_name_fields[] = {
	T(id, "its id, as in URLs"),
	T(name, "name"),
	U(href, "link, relative to this page"),
	T(note, "other names, or until when it existed; or empty"),
	I(reports, "reports held"),
};
const struct mu_record record_search_name = MU_RECORD("search name", rec_search_name, search_name_fields);
#undef S

#define S rec_search_letter
static const struct mu_field search_letter_fields[] = {
	T(id, "id of the element"),
	T(label, "the letter"),
	L(names, &record_search_name, "authorities that begin with it"),
};
const struct mu_record record_search_letter = MU_RECORD("search letter", rec_search_letter, search_letter_fields);
#undef S

#define S rec_search
static const struct mu_field search_fields[] = {
	BASE,
	B(paragraphs, "the texts of reports can be searched, not only names"),
	I(count, "reports held"),
	L(letters, &record_search_letter, "all authorities, by first letter"),
	L(held, &record_search_name, "authorities with a report, to filter by"),
	L(areas, &record_area_card, "comparable areas"),
	L(frameworks, &record_framework_card, "frameworks, oldest first"),
	L(latest, &record_report_card, "latest reports"),
	U(reports_href, "list of reports"),
};
const struct mu_record record_search = MU_RECORD("search", rec_search, search_fields);
#undef S

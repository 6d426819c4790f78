/* pages/records_matrix: names that templates may use where many authorities stand beside one another. The structs
 * stand in records.h; each line here is a line of docs/templates.md. */
#include "pages/records.h"
#include "pages/records_int.h"

#define S rec_bar
static const struct mu_field bar_fields[] = {
	I(x, "left end, in pixels"),
	I(width, "width"),
	I(mid_x, "middle"),
	I(rank, "1 best; 0: not judged"),
	T(text, "\"G 4\", or what of it fits in"),
};
const struct mu_record record_bar = MU_RECORD("bar", rec_bar, bar_fields);
#undef S

#define S rec_matrix_band
static const struct mu_field matrix_band_fields[] = {
	T(label, "the framework's short name"),
	U(href, "link, relative to this page"),
	I(columns, "how many years it spans"),
};
const struct mu_record record_matrix_band = MU_RECORD("matrix band", rec_matrix_band, matrix_band_fields);
#undef S

#define S rec_matrix_mark
static const struct mu_field matrix_mark_fields[] = {
	O(grade, &record_grade, "the grade"),
	T(about, "\"Good, ILACS, May 2022\": what a letter does not say"),
};
const struct mu_record record_matrix_mark = MU_RECORD("matrix mark", rec_matrix_mark, matrix_mark_fields);
#undef S

#define S rec_matrix_cell
static const struct mu_field matrix_cell_fields[] = {
	L(marks, &record_matrix_mark, "grades of that year under that framework, oldest first"),
	B(not_judged, "inspected, but this area was not judged"),
};
const struct mu_record record_matrix_cell = MU_RECORD("matrix cell", rec_matrix_cell, matrix_cell_fields);
#undef S

#define S rec_matrix_row
static const struct mu_field matrix_row_fields[] = {
	T(id, "anchor of the row"),
	T(name, "name"),
	U(href, "link, relative to this page"),
	T(years, "years of a council that began or ended: until 2019"),
	L(cells, &record_matrix_cell, "one a column"),
};
const struct mu_record record_matrix_row = MU_RECORD("matrix row", rec_matrix_row, matrix_row_fields);
#undef S

#define S rec_matrix_group
static const struct mu_field matrix_group_fields[] = {
	T(id, "anchor of the group"),
	T(label, "the region"),
	U(href, "link, relative to this page"),
	I(count, "how many rows"),
	L(rows, &record_matrix_row, "by name"),
};
const struct mu_record record_matrix_group = MU_RECORD("matrix group", rec_matrix_group, matrix_group_fields);
#undef S

#define S rec_matrix
static const struct mu_field matrix_fields[] = {
	L(bands, &record_matrix_band, "frameworks, oldest first"),
	L(columns, NULL, "years, of all bands"),
	L(groups, &record_matrix_group, "by region"),
	L(names, &record_link, "its rows, A to Z"),
	L(key, &record_grade, "each grade of the bands' scales"),
	B(has_narrative, "some grades are stated only in prose"),
	B(has_not_judged, "some inspections did not judge the area"),
};
const struct mu_record record_matrix = MU_RECORD("matrix", rec_matrix, matrix_fields);
#undef S

#define S rec_spark_row
static const struct mu_field spark_row_fields[] = {
	T(name, "the authority"),
	U(href, "link, relative to this page"),
	B(here, "the authority whose page it is"),
	B(held, "there is a report of it"),
	O(spark, &record_spark, "its grades of the area; absent without any"),
	O(grade, &record_grade, "the newest of them"),
	O(day, &record_date, "date of that inspection"),
	T(framework, "its framework"),
};
const struct mu_record record_spark_row = MU_RECORD("spark row", rec_spark_row, spark_row_fields);
#undef S

#define S rec_spark_table
static const struct mu_field spark_table_fields[] = {
	T(id, "anchor of the table"),
	O(area, &record_link, "the area"),
	B(first, "the first of them"),
	L(rows, &record_spark_row, "the page's own authority first"),
};
const struct mu_record record_spark_table = MU_RECORD("spark table", rec_spark_table, spark_table_fields);
#undef S

#define S rec_link_group
static const struct mu_field link_group_fields[] = {
	T(label, "what they have in common"),
	I(count, "how many"),
	L(links, &record_link, "the links"),
};
const struct mu_record record_link_group = MU_RECORD("link group", rec_link_group, link_group_fields);
#undef S

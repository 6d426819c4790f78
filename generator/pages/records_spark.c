/* pages/records_spark: names that templates may use for sparks. The structs stand in records_timeline.h; each line
 * here is a line of docs/templates.md. */
#include "pages/records_int.h"

#define S rec_spark_mark
static const struct mu_field spark_mark_fields[] = {
	I(x, "x"),
	T(shape, "id of its drawing: g-good; p-good when stated only in prose"),
};
const struct mu_record record_spark_mark = MU_RECORD("spark mark", rec_spark_mark, spark_mark_fields);
#undef S

#define S rec_spark
static const struct mu_field spark_fields[] = {
	I(width, "width, the same for all sparks of a site"),
	I(height, "height"),
	T(words, "the row read out: \"Adequate, May 2012 (SLAC); break; Good, May 2022 (ILACS)\""),
	T(line, "path of the line under the marks; it stops where the area is no longer judged"),
	T(joins, "path between marks that may be read as a series, or empty"),
	T(breaks, "path of the rules between frameworks, or empty"),
	L(marks, &record_spark_mark, "oldest first"),
};
const struct mu_record record_spark = MU_RECORD("spark", rec_spark, spark_fields);
#undef S

#define S rec_spark_shape
static const struct mu_field spark_shape_fields[] = {
	T(id, "g-good; p-good when stated only in prose"),
	T(path, "outline, about x = 0"),
	T(letter, "the mark's letter"),
	I(rank, "1 best"),
	I(letter_y, "baseline of the letter"),
	B(narrative, "drawn hollow"),
};
const struct mu_record record_spark_shape = MU_RECORD("spark shape", rec_spark_shape, spark_shape_fields);
#undef S

#define S rec_spark_label
static const struct mu_field spark_label_fields[] = {
	I(x, "x"),
	T(text, "\"2012\""),
};
const struct mu_record record_spark_label = MU_RECORD("spark label", rec_spark_label, spark_label_fields);
#undef S

#define S rec_share_row
static const struct mu_field share_row_fields[] = {
	I(y, "top of the row"),
	T(label, "name of the area"),
	O(spark, &record_spark, "its history"),
	O(grade, &record_grade, "its last grade"),
	T(when, "\"May 2025, ILACS\""),
	T(ended, "\"not given since April 2026\", or empty"),
};
const struct mu_record record_share_row = MU_RECORD("share row", rec_share_row, share_row_fields);
#undef S

#define S rec_sparks
static const struct mu_field sparks_fields[] = {
	I(width, "width of every spark"),
	I(height, "height of every spark"),
	L(shapes, &record_spark_shape, "a drawing for each grade; stands once in the page"),
	L(years, &record_spark_label, "years on the shared axis"),
};
const struct mu_record record_sparks = MU_RECORD("sparks", rec_sparks, sparks_fields);
#undef S

#define S rec_share_page
static const struct mu_field share_page_fields[] = {
	BASE,
	T(name, "the authority"),
	T(summary, "what is shown, in words"),
	O(sparks, &record_sparks, "what all sparks share"),
	L(rows, &record_share_row, "headline areas with a grade, six at most"),
};
const struct mu_record record_share_page = MU_RECORD("share page", rec_share_page, share_page_fields);
#undef S

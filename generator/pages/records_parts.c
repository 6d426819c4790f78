/* pages/records_parts: names that templates may use: timelines, histories, comparisons, frameworks, data files.
 * The structs stand in records.h; each line here is a line of docs/templates.md. */
#include "pages/records.h"
#include "pages/records_int.h"

#define S rec_text_line
static const struct mu_field text_line_fields[] = {
	I(x, "x"),
	I(y, "y"),
	T(text, "ready to print"),
};
const struct mu_record record_text_line = MU_RECORD("text line", rec_text_line, text_line_fields);
#undef S

#define S rec_tick
static const struct mu_field tick_fields[] = {
	I(x, "x"),
	I(y1, "top"),
	I(y2, "bottom"),
	I(label_y, "baseline of the label"),
	T(label, "\"2012\""),
};
const struct mu_record record_tick = MU_RECORD("tick", rec_tick, tick_fields);
#undef S

#define S rec_scale_step
static const struct mu_field scale_step_fields[] = {
	I(x, "x of the text"),
	I(y, "baseline of the text"),
	I(mark_x, "of the small mark left of it"),
	I(mark_y, "of the small mark left of it"),
	T(shape, "id of its drawing: m-good"),
	T(label, "its name, ready to print"),
	T(text, "\"Outstanding (printed 4)\""),
};
const struct mu_record record_scale_step = MU_RECORD("scale step", rec_scale_step, scale_step_fields);
#undef S

#define S rec_band
static const struct mu_field band_fields[] = {
	I(x, "x"),
	I(y, "y"),
	I(width, "width"),
	I(height, "height"),
	I(mid_x, "middle"),
	I(label_x, "x of the label"),
	I(label_y, "baseline of the label"),
	I(years_y, "baseline of the years"),
	T(id, "its id, as in URLs"),
	T(label, "its name, ready to print"),
	T(years, "years in use: 2009 to 2012"),
	U(href, "link, relative to this page"),
	B(odd, "every other one"),
	L(scale, &record_scale_step, "best first; shown once a framework"),
	O(scale_label, &record_text_line, "what stands above the scale"),
};
const struct mu_record record_band = MU_RECORD("band", rec_band, band_fields);
#undef S

#define S rec_break
static const struct mu_field break_fields[] = {
	I(x, "x"),
	I(y1, "top"),
	I(y2, "bottom"),
	I(label_x, "x of the label"),
	I(label_y, "baseline of the label"),
	T(label, "break, or what stands above the rule"),
	T(text, "\"Break between SLAC and ILACS: grades are not directly comparable\""),
};
const struct mu_record record_break = MU_RECORD("break", rec_break, break_fields);
#undef S

#define S rec_mark
static const struct mu_field mark_fields[] = {
	I(x, "x"),
	I(y, "y"),
	T(shape, "id of its drawing: m-good; h-good when stated only in prose"),
	T(title, "\"Leaders: Good, inspected 6 May 2022 (ILACS)\""),
	O(grade, &record_grade, "the grade"),
};
const struct mu_record record_mark = MU_RECORD("mark", rec_mark, mark_fields);
#undef S

#define S rec_lane
static const struct mu_field lane_fields[] = {
	I(x1, "left end of the line"),
	I(x2, "right end of the line"),
	I(y, "height of the line"),
	I(top, "top of the strip"),
	I(height, "height of the strip"),
	T(id, "its id, as in URLs"),
	T(label, "its name, ready to print"),
	U(href, "link, relative to this page"),
	B(headline, "shown first"),
	B(odd, "every other one"),
	L(label_lines, &record_text_line, "the label, broken into lines"),
	T(line, "path: where a framework judged the area"),
	T(joins, "path between marks that may be joined, or empty"),
	L(begun_lines, &record_text_line, "\"again since January 2023\", or none"),
	L(last_lines, &record_text_line, "at the last mark: \"Good, May 2025\""),
	L(ended_lines, &record_text_line, "\"not given since April 2026\", or none"),
	L(marks, &record_mark, "one a judgement"),
};
const struct mu_record record_lane = MU_RECORD("lane", rec_lane, lane_fields);
#undef S

#define S rec_timeline_row
static const struct mu_field timeline_row_fields[] = {
	T(framework, "short name"),
	U(framework_href, "link to the framework"),
	T(label, "the judgement's label as printed"),
	T(basis, "how it was read, in words"),
	O(day, &record_date, "date that stands for the inspection"),
	O(grade, &record_grade, "the grade"),
	B(break_before, "a framework break lies before this row"),
	T(break_text, "\"Break: ...\" before this row, or \"\""),
	T(status, "\"[b]\" after a break, else \"\""),
};
const struct mu_record record_timeline_row = MU_RECORD("timeline row", rec_timeline_row, timeline_row_fields);
#undef S

#define S rec_timeline_group
static const struct mu_field timeline_group_fields[] = {
	T(id, "its id, as in URLs"),
	T(area, "the comparable area"),
	U(href, "link, relative to this page"),
	B(headline, "shown first"),
	L(rows, &record_timeline_row, "oldest first"),
	I(count, "rows, for rowspan"),
};
const struct mu_record record_timeline_group = MU_RECORD("timeline group", rec_timeline_group, timeline_group_fields);
#undef S

#define S rec_key
static const struct mu_field key_fields[] = {
	O(grade, &record_grade, "the grade"),
	T(text, "what the mark means"),
};
const struct mu_record record_key = MU_RECORD("key", rec_key, key_fields);
#undef S

#define S rec_timeline
static const struct mu_field timeline_fields[] = {
	T(id, "its id, as in URLs"),
	T(title, "title"),
	T(summary, "the chart in words, whole sentences"),
	T(caption, "\"14 judgements in 4 frameworks, 2006 to 2024\""),
	B(standalone, "timeline.svg, not inside a page"),
	I(width, "width"),
	I(height, "height"),
	I(lane_x, "x of the lane labels"),
	I(plot_x, "left edge of the plot"),
	I(plot_y, "top edge of the plot"),
	I(plot_width, "width of the plot"),
	I(plot_height, "height of the plot"),
	I(axis_y, "y of the time axis"),
	L(bands, &record_band, "one a framework"),
	L(breaks, &record_break, "ruled lines between bands"),
	L(lanes, &record_lane, "one an area"),
	L(ticks, &record_tick, "years on the axis"),
	L(shapes, &record_spark_shape, "drawings of the marks, of both parts"),
	T(days, "path: from each report's marks to its day on the axis"),
	L(groups, &record_timeline_group, "the table"),
	L(key, &record_key, "what the shapes mean"),
	B(has_narrative, "some marks are hollow"),
	I(break_count, "number of breaks"),
	T(more, "\"22 areas\": lanes of the other part; empty when there are none"),
	I(sheet_width, "of the file: width with margins"),
	I(sheet_height, "of the file: height with margins, head and foot"),
	I(foot_y, "of the file: baseline of the foot"),
};
const struct mu_record record_timeline = MU_RECORD("timeline", rec_timeline, timeline_fields);
#undef S

#define S rec_mapping
static const struct mu_field mapping_fields[] = {
	O(framework, &record_link, "the framework"),
	O(comparable, &record_link, "the comparable area, with a link"),
	T(years, "years in use: 2009 to 2012"),
	T(strand, "strand, or empty"),
	T(label, "label in the framework"),
	T(relation, "same, similar or partial"),
	T(relation_text, "the same in words"),
	T(why, "why, in one sentence"),
	T(meaning, "what it means, in our words"),
};
const struct mu_record record_mapping = MU_RECORD("mapping", rec_mapping, mapping_fields);
#undef S

#define S rec_count
static const struct mu_field count_fields[] = {
	O(grade, &record_grade, "href \"\" : a count is of many"),
	I(count, "how many"),
	I(percent, "share of the total, rounded"),
	B(any, "the count is not 0"),
};
const struct mu_record record_count = MU_RECORD("count", rec_count, count_fields);
#undef S

#define S rec_distribution_row
static const struct mu_field distribution_row_fields[] = {
	T(year, "the year"),
	I(total, "number of inspections judged"),
	I(not_judged, "inspections that did not judge it"),
	I(bar_width, "pixels of the year's bar"),
	L(bars, &record_bar, "its parts: grades that were given, best first, then not judged"),
	L(counts, &record_count, "one a step of the scale"),
};
const struct mu_record record_distribution_row = MU_RECORD("distribution row", rec_distribution_row, distribution_row_fields);
#undef S

#define S rec_distribution
static const struct mu_field distribution_fields[] = {
	O(framework, &record_link, "the framework"),
	T(label, "label in that framework"),
	T(years, "years in use: 2009 to 2012"),
	L(scale, &record_grade, "the columns"),
	L(rows, &record_distribution_row, "by year"),
	O(total, &record_distribution_row, "number of inspections judged"),
};
const struct mu_record record_distribution = MU_RECORD("distribution", rec_distribution, distribution_fields);
#undef S

#define S rec_history_cell
static const struct mu_field history_cell_fields[] = {
	O(grade, &record_grade, "NULL: no grade, see reason"),
	T(reason, "why the cell is empty, short"),
	O(day, &record_date, "date that stands for the inspection"),
	T(framework, "short name"),
	T(label, "the label as printed"),
	B(break_before, "a framework break lies left of the cell"),
};
const struct mu_record record_history_cell = MU_RECORD("history cell", rec_history_cell, history_cell_fields);
#undef S

#define S rec_compare_row
static const struct mu_field compare_row_fields[] = {
	T(area, "area, in the framework's words"),
	U(href, "link, relative to this page"),
	T(label, "labels in the framework"),
	L(a, &record_history_cell, "oldest first"),
	L(b, &record_history_cell, "oldest first"),
	B(missing_a, "the first has none"),
	B(missing_b, "the second has none"),
};
const struct mu_record record_compare_row = MU_RECORD("compare row", rec_compare_row, compare_row_fields);
#undef S

#define S rec_compare_table
static const struct mu_field compare_table_fields[] = {
	O(framework, &record_link, "the framework"),
	T(years, "years in use: 2009 to 2012"),
	L(rows, &record_compare_row, "rows"),
	T(narrative_note, "said when some grades are stated only in prose, else \"\""),
};
const struct mu_record record_compare_table = MU_RECORD("compare table", rec_compare_table, compare_table_fields);
#undef S

#define S rec_compare_card
static const struct mu_field compare_card_fields[] = {
	U(href, "link, relative to this page"),
	O(other, &record_authority_card, "the other authority"),
	T(frameworks, "frameworks that both were inspected under, in words"),
};
const struct mu_record record_compare_card = MU_RECORD("compare card", rec_compare_card, compare_card_fields);
#undef S

#define S rec_compare_group
static const struct mu_field compare_group_fields[] = {
	T(id, "its id, as in URLs"),
	T(name, "name"),
	U(href, "link, relative to this page"),
	U(all_href, "where all its comparisons are"),
	L(pairs, &record_compare_card, "with its statistical neighbours"),
};
const struct mu_record record_compare_group = MU_RECORD("compare group", rec_compare_group, compare_group_fields);
#undef S

#define S rec_framework_area
static const struct mu_field framework_area_fields[] = {
	T(id, "its id, as in URLs"),
	T(label, "its name, ready to print"),
	T(meaning, "what it means, in our words"),
	T(years, "years in use: 2009 to 2012"),
	T(strands, "strands, in words"),
	O(comparable, &record_link, "the comparable area, with a link"),
	T(relation_text, "the same in words"),
	T(why, "why, in one sentence"),
	B(narrative, "stated only in prose"),
};
const struct mu_record record_framework_area = MU_RECORD("framework area", rec_framework_area, framework_area_fields);
#undef S

#define S rec_strand
static const struct mu_field strand_fields[] = {
	T(id, "its id, as in URLs"),
	T(label, "its name, ready to print"),
	L(areas, &record_framework_area, "its areas"),
};
const struct mu_record record_strand = MU_RECORD("strand", rec_strand, strand_fields);
#undef S

#define S rec_scale_row
static const struct mu_field scale_row_fields[] = {
	O(grade, &record_grade, "the grade"),
	T(printed, "other printed forms"),
	I(count, "how many"),
};
const struct mu_record record_scale_row = MU_RECORD("scale row", rec_scale_row, scale_row_fields);
#undef S

#define S rec_pair
static const struct mu_field pair_fields[] = {
	O(other, &record_link, "the other framework"),
	I(same, "areas that are the same"),
	I(similar, "areas that are similar"),
	I(partial, "areas that overlap in part"),
	T(text, "ready to print"),
	L(areas, &record_mapping, "its areas"),
};
const struct mu_record record_pair = MU_RECORD("pair", rec_pair, pair_fields);
#undef S

#define S rec_column
static const struct mu_field column_fields[] = {
	T(name, "name"),
	T(type, "string, integer or date"),
	T(text, "ready to print"),
	T(categories, "allowed values, with commas"),
	B(ordered, "the categories have an order"),
};
const struct mu_record record_column = MU_RECORD("column", rec_column, column_fields);
#undef S

#define S rec_data_file
static const struct mu_field data_file_fields[] = {
	T(id, "its id, as in URLs"),
	T(name, "name"),
	T(text, "ready to print"),
	U(href, "link, relative to this page"),
	U(json_href, "the same as JSON"),
	T(size, "14 KB; empty when not known"),
	T(json_size, "size of the JSON file"),
	I(rows, "number of rows"),
	L(columns, &record_column, "its columns"),
};
const struct mu_record record_data_file = MU_RECORD("data file", rec_data_file, data_file_fields);
#undef S

#define S rec_note
static const struct mu_field note_fields[] = {
	T(level, "note, warning or error"),
	T(text, "ready to print"),
	T(place, "where it stands: paragraph 87, or a line of a file"),
};
const struct mu_record record_note = MU_RECORD("note", rec_note, note_fields);
#undef S

#define S rec_section
static const struct mu_field section_fields[] = {
	T(heading, "heading"),
	U(href, "link, relative to this page"),
	T(paragraphs, "paragraphs, in words"),
	I(level, "level"),
};
const struct mu_record record_section = MU_RECORD("section", rec_section, section_fields);
#undef S

#define S rec_coverage
static const struct mu_field coverage_fields[] = {
	I(authorities, "how many authorities"),
	I(with_report, "authorities with a report"),
	I(without_report, "authorities without one"),
	I(reports, "number of reports"),
	I(judgements, "number of judgements"),
	I(improvements, "number of improvements asked for"),
	I(frameworks, "number of frameworks with reports"),
	O(first, &record_date, "earliest inspection"),
	O(last, &record_date, "latest inspection"),
	T(text, "ready to print"),
};
const struct mu_record record_coverage = MU_RECORD("coverage", rec_coverage, coverage_fields);
#undef S

#define S rec_entry
static const struct mu_field entry_fields[] = {
	T(id, "permanent id"),
	T(title, "title"),
	U(href, "link, relative to this page"),
	T(updated, "when it changed last"),
	T(published, "date of publication"),
	T(summary, "summary, in our words"),
	T(author, "who publishes it"),
};
const struct mu_record record_entry = MU_RECORD("entry", rec_entry, entry_fields);
#undef S

#define S rec_override
static const struct mu_field override_fields[] = {
	O(date, &record_date, "day of the decision"),
	T(gate, "fingerprint of the changes it let through"),
	T(reason, "why, in our words"),
};
const struct mu_record record_override = MU_RECORD("override", rec_override, override_fields);
#undef S

#define S rec_sitemap_url
static const struct mu_field sitemap_url_fields[] = {
	U(loc, "absolute address"),
	T(lastmod, "date of its newest fact"),
};
const struct mu_record record_sitemap_url = MU_RECORD("sitemap url", rec_sitemap_url, sitemap_url_fields);
#undef S

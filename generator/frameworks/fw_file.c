/* frameworks: the keys of a framework's file, as tables. May know base and yaml. */
#include "frameworks/fw_file.h"

#define KEY(S, k, t, member, ...) { .key = (k), .type = (t), .offset = offsetof(struct S, member), __VA_ARGS__ }
#define REQUIRED .required = true
#define SUB(table) .sub = &(table)
#define SCHEMA(S, name, fields_, pos_) \
	{ .what = (name), .size = sizeof(struct S), .fields = (fields_), \
	  .count = sizeof(fields_) / sizeof *(fields_), .pos_offset = (pos_) }
#define POS(S) (ptrdiff_t)offsetof(struct S, pos)

static const struct yfield grade_fields[] = {
	KEY(raw_grade, "id", YT_ID_AT, id, REQUIRED),
	KEY(raw_grade, "label", YT_TEXT_AT, label, REQUIRED, .min = 1, .max = 120),
	KEY(raw_grade, "letter", YT_TEXT_AT, letter, REQUIRED),
	KEY(raw_grade, "rank", YT_INT, rank, REQUIRED, .min = 0, .max = 99),
	KEY(raw_grade, "number", YT_INT, number, .min = 1, .max = 99),
	KEY(raw_grade, "printed", YT_TEXTS, printed, .max = 100),
	KEY(raw_grade, "meaning", YT_TEXT, meaning),
};
static const struct yschema grade_file = SCHEMA(raw_grade, "grade", grade_fields, POS(raw_grade));

static const struct yfield strand_fields[] = {
	KEY(raw_strand, "id", YT_ID_AT, id, REQUIRED),
	KEY(raw_strand, "label", YT_TEXT, label, REQUIRED, .min = 1, .max = 200),
	KEY(raw_strand, "headings", YT_TEXTS, headings, .max = 100),
};
static const struct yschema strand_file = SCHEMA(raw_strand, "strand", strand_fields, -1);

static const struct yfield narrative_fields[] = {
	KEY(raw_narrative, "headings", YT_TEXTS, headings, .max = 100),
	KEY(raw_narrative, "patterns", YT_TEXTS, patterns, .max = 200),
};
static const struct yschema narrative_file = SCHEMA(raw_narrative, "narrative", narrative_fields, -1);

static const struct yfield area_fields[] = {
	KEY(raw_area, "id", YT_ID_AT, id, REQUIRED),
	KEY(raw_area, "label", YT_TEXT_AT, label, REQUIRED, .min = 1, .max = 300),
	KEY(raw_area, "meaning", YT_TEXT, meaning),
	KEY(raw_area, "part_of", YT_ID_AT, part_of),
	KEY(raw_area, "labels", YT_TEXTS, labels, .max = 100),
	KEY(raw_area, "strands", YT_TEXTS, strands, .max = 20),
	KEY(raw_area, "from", YT_DATE, from),
	KEY(raw_area, "to", YT_DATE, to),
	KEY(raw_area, "expected", YT_BOOL, expected, .absent = true),
	KEY(raw_area, "narrative", YT_MAP, narrative, SUB(narrative_file)),
	KEY(raw_area, "headlines", YT_TEXTS, headlines, .max = 200),
};
static const struct yschema area_file = SCHEMA(raw_area, "area", area_fields, POS(raw_area));

static const struct yfield document_fields[] = {
	KEY(raw_documents, "title", YT_TEXTS, title, REQUIRED, .max = 100),
	KEY(raw_documents, "other", YT_TEXTS, other, .max = 100),
	KEY(raw_documents, "authority", YT_TEXTS, authority, .max = 100),
	KEY(raw_documents, "inspected", YT_TEXTS, inspected, .max = 100),
	KEY(raw_documents, "published", YT_TEXTS, published, .max = 100),
	KEY(raw_documents, "lead_inspector", YT_TEXTS, lead_inspector, .max = 100),
	KEY(raw_documents, "furniture", YT_TEXTS, furniture, .max = 200),
	KEY(raw_documents, "graded_headings", YT_TEXTS, graded_headings, .max = 100),
	KEY(raw_documents, "record", YT_TEXTS, record, .max = 100),
	KEY(raw_documents, "parts", YT_TEXTS, parts, .max = 200),
	KEY(raw_documents, "trust", YT_TEXTS, trust, .max = BASIS_COUNT),
};
static const struct yschema document_file = SCHEMA(raw_documents, "description of documents", document_fields, -1);

static const struct yfield lead_fields[] = {
	KEY(raw_lead, "pattern", YT_TEXT_AT, pattern, REQUIRED),
	KEY(raw_lead, "timescale", YT_ID_AT, timescale),
};
static const struct yschema lead_file = SCHEMA(raw_lead, "lead", lead_fields, -1);

static const struct yfield timescale_fields[] = {
	KEY(raw_timescale, "id", YT_ID_AT, id, REQUIRED),
	KEY(raw_timescale, "label", YT_TEXT_AT, label, REQUIRED, .min = 1, .max = 120),
	KEY(raw_timescale, "printed", YT_TEXTS, printed, .max = 100),
};
static const struct yschema timescale_file = SCHEMA(raw_timescale, "timescale", timescale_fields, -1);

static const struct yfield improvement_fields[] = {
	KEY(raw_improvements, "headings", YT_TEXTS, headings, .max = 100),
	KEY(raw_improvements, "ends", YT_TEXTS, ends, .max = 100),
	KEY(raw_improvements, "none", YT_TEXTS, none, .max = 100),
	KEY(raw_improvements, "previous", YT_TEXTS, previous, .max = 100),
	KEY(raw_improvements, "numbered", YT_BOOL, numbered),
	KEY(raw_improvements, "plain", YT_BOOL, plain),
	KEY(raw_improvements, "leads", YT_LIST, leads, SUB(lead_file), .max = 100),
	KEY(raw_improvements, "timescales", YT_LIST, timescales, SUB(timescale_file), .max = 20),
};
static const struct yschema improvement_file =
	SCHEMA(raw_improvements, "description of improvements", improvement_fields, -1);

static const struct yfield framework_fields[] = {
	KEY(raw_framework, "id", YT_ID_AT, id, REQUIRED),
	KEY(raw_framework, "name", YT_TEXT, name, REQUIRED, .min = 1, .max = 300),
	KEY(raw_framework, "short", YT_TEXT, short_name, REQUIRED, .min = 1, .max = 40),
	KEY(raw_framework, "inspectorate", YT_TEXT, inspectorate, REQUIRED, .min = 1, .max = 120),
	KEY(raw_framework, "summary", YT_TEXT, summary, .min = 1, .max = 20000),
	KEY(raw_framework, "from", YT_DATE, from, REQUIRED),
	KEY(raw_framework, "to", YT_DATE, to),
	KEY(raw_framework, "replaces", YT_ID_AT, replaces),
	KEY(raw_framework, "scale", YT_LIST, scale, REQUIRED, SUB(grade_file), .min = 1, .max = 50),
	KEY(raw_framework, "strands", YT_LIST, strands, SUB(strand_file), .min = 1, .max = 20),
	KEY(raw_framework, "areas", YT_LIST, areas, REQUIRED, SUB(area_file), .min = 1, .max = 200),
	KEY(raw_framework, "documents", YT_MAP, documents, REQUIRED, SUB(document_file)),
	KEY(raw_framework, "improvements", YT_MAP, improvements, SUB(improvement_file)),
};
const struct yschema framework_file = SCHEMA(raw_framework, "framework", framework_fields, POS(raw_framework));

/* diff/facts: the data files of a site, which may be anything: bounded, checked, made safe. */
#include "diff/diff_int.h"

#include <jansson.h>
#include "base/utf8.h"

struct fact_spec {
	const char *path;
	size_t needed; /* columns from the first that no row may lack */
	const char *column[FACT_COLUMNS + 1];
};

static const struct fact_spec specs[FACT_FILES] = {
	[FACT_REPORTS] = { "data/reports.json", 3,
			   { [R_ID] = "report_id", [R_AUTHORITY] = "authority_id", [R_FRAMEWORK] = "framework",
			     [R_TITLE] = "title", [R_START] = "inspection_start", [R_END] = "inspection_end",
			     [R_PUBLISHED] = "published", [R_GRADES] = "judgements", [R_FILE] = "source_file",
			     [R_SHA256] = "source_sha256" } },
	[FACT_JUDGEMENTS] = { "data/judgements.json", 3,
			      { [J_REPORT] = "report_id", [J_AREA] = "area", [J_GRADE] = "grade", [J_STRAND] = "strand",
				[J_PARAGRAPH] = "paragraph", [J_URL] = "url", [J_FILE] = "source_file",
				[J_LINE] = "source_line" } },
	[FACT_IMPROVEMENTS] = { "data/improvements.json", 2,
				{ [I_REPORT] = "report_id", [I_NUMBER] = "number", [I_STRAND] = "strand",
				  [I_TIMESCALE] = "timescale", [I_TEXT] = "text" } },
	[FACT_AUTHORITIES] = { "data/authorities.json", 2,
			       { [A_ID] = "id", [A_NAME] = "name", [A_TYPE] = "type", [A_REGION] = "region",
				 [A_GSS] = "gss_code", [A_URN] = "urn", [A_DFE] = "dfe_code", [A_FROM] = "from",
				 [A_TO] = "to" } },
};
_Static_assert((int)R_COLUMNS <= FACT_COLUMNS && (int)J_COLUMNS <= FACT_COLUMNS &&
		       (int)A_COLUMNS <= FACT_COLUMNS && (int)I_COLUMNS <= FACT_COLUMNS,
	       "a row holds every column");

struct reading {
	const char *name; /* of the file, in messages */
	const struct fact_spec *spec;
	struct arena *a;
	struct diag *d;
};

static bool steers(struct span c)
{
	static const char *const reorder[] = { "\xe2\x80\x8b", "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xa8",
					      "\xe2\x80\xa9", "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac",
					      "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x81\xa7",
					      "\xe2\x81\xa8", "\xe2\x81\xa9", "\xef\xbb\xbf" };
	size_t i;

	if (c.n == 1)
		return (unsigned char)c.p[0] < 0x20 || c.p[0] == 0x7f;
	if (c.n == 2)
		return (unsigned char)c.p[0] == 0xc2 && (unsigned char)c.p[1] < 0xa0;
	for (i = 0; i < sizeof reorder / sizeof *reorder; i++)
		if (span_is(c, reorder[i]))
			return true;
	return false;
}

const char *clean_text(struct span s, struct arena *a)
{
	struct strbuf b = STRBUF_INIT;
	const char *text;

	while (s.n) {
		unsigned char c = (unsigned char)s.p[0];
		size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
		bool whole = n <= s.n && utf8_invalid(span_make(s.p, n)) < 0;
		struct span one = span_make(s.p, whole ? n : 1);

		if (c == '\n' || c == '\t' || c == '\r')
			sb_putc(&b, ' ');
		else if (!whole || steers(one))
			sb_puts(&b, "\xef\xbf\xbd");
		else
			sb_span(&b, one);
		s = span_skip(s, one.n);
	}
	text = arena_strdup(a, sb_str(&b));
	sb_release(&b);
	return text;
}

static int wrong(const struct reading *r, size_t row, const char *what, const char *column)
{
	diag_report(r->d, DIAG_TREE_DATA, (struct pos){ r->name, 0, 0 }, "row %zu: %s%s%s%s", row + 1, what,
		    column ? " '" : "", column ? column : "", column ? "'" : "");
	return -1;
}

static int read_row(const struct reading *r, const json_t *json, size_t row, struct fact *out)
{
	size_t i;

	if (!json_is_object(json))
		return wrong(r, row, "this is no object", NULL);
	for (i = 0; i < FACT_COLUMNS; i++)
		out->cell[i] = "";
	for (i = 0; r->spec->column[i]; i++) {
		const json_t *cell = json_object_get(json, r->spec->column[i]);

		if (json_is_string(cell))
			out->cell[i] = clean_text(
				span_make(json_string_value(cell), json_string_length(cell)), r->a);
		else if (json_is_integer(cell))
			out->cell[i] = arena_printf(r->a, "%" JSON_INTEGER_FORMAT, json_integer_value(cell));
		else if (cell && !json_is_null(cell))
			return wrong(r, row, "neither text nor a whole number nor null:", r->spec->column[i]);
		if (i < r->spec->needed && !*out->cell[i])
			return wrong(r, row, "there is no", r->spec->column[i]);
	}
	return 0;
}

static int read_rows(const struct reading *r, const json_t *list, struct fact **v, size_t *n)
{
	size_t i;

	if (!json_is_array(list) || json_array_size(list) > DIFF_MAX_ROWS) {
		diag_report(r->d, DIAG_TREE_DATA, (struct pos){ r->name, 0, 0 },
			    "this is no list of at most %d rows", DIFF_MAX_ROWS);
		return -1;
	}
	*n = json_array_size(list);
	*v = arena_calloc(r->a, *n, sizeof **v);
	for (i = 0; i < *n; i++)
		if (read_row(r, json_array_get(list, i), i, &(*v)[i]) < 0)
			return -1;
	return 0;
}

static int read_file(const struct reading *r, const struct tree_file *file, struct fact **v, size_t *n)
{
	json_error_t error;
	json_t *json;
	int rc;

	if (!file || file->bytes.n > DIFF_MAX_DATA) {
		diag_report(r->d, DIAG_TREE_DATA, (struct pos){ r->name, 0, 0 },
			    file ? "it is larger than %u MiB" : "there is no such file", DIFF_MAX_DATA >> 20);
		return -1;
	}
	json = json_loadb(file->bytes.p ? file->bytes.p : "", file->bytes.n, 0, &error);
	if (!json) {
		diag_report(r->d, DIAG_TREE_DATA,
			    (struct pos){ r->name, error.line > 0 ? (unsigned)error.line : 0,
					 error.column > 0 ? (unsigned)error.column : 0 },
			    "%s", clean_text(span_of(error.text), r->a));
		return -1;
	}
	rc = read_rows(r, json, v, n);
	json_decref(json);
	return rc;
}

bool diff_is_site(const struct tree *t)
{
	return tree_find(t, span_of(specs[FACT_REPORTS].path)) &&
	       tree_find(t, span_of(specs[FACT_JUDGEMENTS].path));
}

int facts_read(struct facts *out, const struct tree *t, const char *name, struct arena *a, struct diag *d)
{
	int rc = 0;
	size_t i;

	memset(out, 0, sizeof *out);
	map_init(&out->report, a);
	if (!diff_is_site(t)) {
		diag_report(d, DIAG_TREE_OTHER, (struct pos){ name, 0, 0 }, "there is no %s and %s in it",
			    specs[FACT_REPORTS].path, specs[FACT_JUDGEMENTS].path);
		return -1;
	}
	for (i = 0; i < FACT_FILES; i++) {
		struct reading r = { arena_printf(a, "%s/%s", name, specs[i].path), &specs[i], a, d };

		r.name = arena_strdup(&d->arena, r.name);
		if (read_file(&r, tree_find(t, span_of(specs[i].path)), &out->file[i].v, &out->file[i].n) < 0)
			rc = -1;
	}
	for (i = 0; rc == 0 && i < out->file[FACT_REPORTS].n; i++) {
		struct fact *report = &out->file[FACT_REPORTS].v[i];

		if (map_has(&out->report, span_of(report->cell[R_ID])))
			continue;
		map_set(&out->report, span_of(report->cell[R_ID]), report);
	}
	return rc;
}

/* pages/data_columns: what each column of the downloads holds. Part of the pages room. */
#include "pages/data_int.h"

#include <stdio.h>

static void put(struct strbuf *b, const char *s)
{
	if (s)
		sb_puts(b, s);
}

static void put_date(struct strbuf *b, struct date d)
{
	char s[10] = { (char)('0' + d.year / 1000 % 10), (char)('0' + d.year / 100 % 10),
		       (char)('0' + d.year / 10 % 10), (char)('0' + d.year % 10), '-', (char)('0' + d.month / 10),
		       (char)('0' + d.month % 10), '-', (char)('0' + d.day / 10), (char)('0' + d.day % 10) };

	if (date_is_set(d))
		sb_add(b, s, sizeof s);
}

/* Nothing for 0: there is none. */
static void put_number(struct strbuf *b, long n)
{
	char digits[24], *p = digits + sizeof digits;

	for (; n > 0; n /= 10)
		*--p = (char)('0' + n % 10);
	sb_add(b, p, (size_t)(digits + sizeof digits - p));
}

static void put_url(const struct pages *p, struct strbuf *b, const char *kind, const char *id, const char *anchor)
{
	sb_puts(b, p->base_url);
	sb_puts(b, kind);
	sb_puts(b, id);
	sb_puts(b, p->base_url[0] ? "/" : "/index.html");
	if (!anchor)
		return;
	sb_putc(b, '#');
	sb_puts(b, anchor);
}

/* One getter a column: row is R, the buffer is cell. */
#define GET(name) static void name(const struct pages *p, const void *row, struct strbuf *cell)
#define ROW(R) const R *x = row; (void)p
#define JUDGEMENT(name, call) GET(j_##name) { ROW(struct judgement); call; }
#define REPORT(name, call) GET(r_##name) { ROW(struct report); call; }
#define AUTHORITY(name, call) GET(a_##name) { ROW(struct authority); call; }
#define IMPROVEMENT(name, call) GET(i_##name) { ROW(struct improvement_row); call; }

JUDGEMENT(authority_id, put(cell, x->report->authority->id))
JUDGEMENT(authority, put(cell, x->report->authority->name))
JUDGEMENT(report_id, put(cell, x->report->id))
JUDGEMENT(framework, put(cell, x->report->framework->id))
JUDGEMENT(start, put_date(cell, x->report->start))
JUDGEMENT(end, put_date(cell, x->report->end))
JUDGEMENT(published, put_date(cell, x->report->published))
JUDGEMENT(strand, put(cell, x->strand->id))
JUDGEMENT(area, put(cell, x->area->id))
JUDGEMENT(label, put(cell, x->label))
JUDGEMENT(comparable, put(cell, x->comparable ? x->comparable->id : ""))
JUDGEMENT(grade, put(cell, x->grade->id))
JUDGEMENT(rank, put_number(cell, x->grade->rank))
JUDGEMENT(printed, put(cell, x->printed))
JUDGEMENT(basis, put(cell, basis_name(x->basis)))
JUDGEMENT(paragraph, put_number(cell, x->paragraph))
JUDGEMENT(url, put_url(p, cell, "reports/", x->report->id, x->anchor))
JUDGEMENT(file, put(cell, x->at.file))
JUDGEMENT(line, put_number(cell, (long)x->at.line))

REPORT(id, put(cell, x->id))
REPORT(authority_id, put(cell, x->authority->id))
REPORT(framework, put(cell, x->framework->id))
REPORT(title, put(cell, x->title))
REPORT(start, put_date(cell, x->start))
REPORT(end, put_date(cell, x->end))
REPORT(published, put_date(cell, x->published))
REPORT(paragraphs, sb_printf(cell, "%ld", x->paragraphs))
REPORT(judgements, sb_printf(cell, "%zu", x->judgement_count))
REPORT(improvements, sb_printf(cell, "%zu", x->improvement_count))
REPORT(file, put(cell, x->source_file ? x->source_file : x->file))
REPORT(sha256, put(cell, x->source_sha256))
REPORT(url, put_url(p, cell, "reports/", x->id, NULL))

AUTHORITY(id, put(cell, x->id))
AUTHORITY(name, put(cell, x->name))
AUTHORITY(type, put(cell, x->type))
AUTHORITY(region, put(cell, x->region))
AUTHORITY(gss_code, put(cell, x->gss_code))
AUTHORITY(urn, put(cell, x->urn))
AUTHORITY(dfe_code, put(cell, x->dfe_code))
AUTHORITY(from, put_date(cell, x->from))
AUTHORITY(to, put_date(cell, x->to))
AUTHORITY(reports, sb_printf(cell, "%zu", x->report_count))
AUTHORITY(url, put_url(p, cell, "authorities/", x->id, NULL))

IMPROVEMENT(report_id, put(cell, x->report->id))
IMPROVEMENT(strand, put(cell, x->improvement->strand ? x->improvement->strand->id : ""))
IMPROVEMENT(timescale, put(cell, x->improvement->timescale ? x->improvement->timescale->id : ""))
IMPROVEMENT(number, put_number(cell, x->improvement->number))
IMPROVEMENT(text, put(cell, x->improvement->text))
GET(i_url)
{
	char anchor[40];

	ROW(struct improvement_row);
	snprintf(anchor, sizeof anchor, "improvement-%ld", x->improvement->number);
	put_url(p, cell, "reports/", x->report->id, anchor);
}

#define S COLUMN_STRING
#define N COLUMN_INTEGER
#define D COLUMN_DATE
#define O CATEGORIES_NONE

static const struct data_column judgement_columns[] = {
	{ "authority_id", S, O, "id of the authority, as in URLs", j_authority_id },
	{ "authority", S, O, "name of the authority", j_authority },
	{ "report_id", S, O, "id of the report: authority and date", j_report_id },
	{ "framework", S, O, "id of the inspection framework", j_framework },
	{ "inspection_start", D, O, "first day of the inspection; empty when not printed", j_start },
	{ "inspection_end", D, O, "last day of the inspection; empty when not printed", j_end },
	{ "published", D, O, "date of publication; empty when not printed", j_published },
	{ "strand", S, O, "strand of the framework; empty where it has none", j_strand },
	{ "area", S, O, "id of the area within the framework", j_area },
	{ "area_label", S, O, "name of the area as printed", j_label },
	{ "comparable_area", S, O, "id of the area it is set beside across frameworks; empty for none", j_comparable },
	{ "grade", S, CATEGORIES_GRADE, "the grade; compare only within one framework", j_grade },
	{ "rank", N, O, "1 is best, whatever the framework prints; empty for not judged", j_rank },
	{ "printed", S, O, "the grade as printed", j_printed },
	{ "basis", S, CATEGORIES_BASIS, "where in the document it was read", j_basis },
	{ "paragraph", N, O, "first numbered paragraph under it; empty for none", j_paragraph },
	{ "url", S, O, "the judgement on its report page", j_url },
	{ "source_file", S, O, "file it was read from", j_file },
	{ "source_line", N, O, "line of that file", j_line },
};

static const struct data_column report_columns[] = {
	{ "report_id", S, O, "id of the report: authority and date", r_id },
	{ "authority_id", S, O, "id of the authority, as in URLs", r_authority_id },
	{ "framework", S, O, "id of the inspection framework", r_framework },
	{ "title", S, O, "title as printed", r_title },
	{ "inspection_start", D, O, "first day of the inspection; empty when not printed", r_start },
	{ "inspection_end", D, O, "last day of the inspection; empty when not printed", r_end },
	{ "published", D, O, "date of publication; empty when not printed", r_published },
	{ "paragraphs", N, O, "highest printed paragraph number; 0 for none", r_paragraphs },
	{ "judgements", N, O, "number of judgements read", r_judgements },
	{ "improvements", N, O, "number of improvements read", r_improvements },
	{ "source_file", S, O, "the document; else the file it was read from", r_file },
	{ "source_sha256", S, O, "SHA-256 of the document; empty when not known", r_sha256 },
	{ "url", S, O, "page of the report", r_url },
};

static const struct data_column authority_columns[] = {
	{ "id", S, O, "id of the authority, as in URLs", a_id },
	{ "name", S, O, "name", a_name },
	{ "type", S, O, "kind of authority", a_type },
	{ "region", S, O, "region", a_region },
	{ "gss_code", S, O, "code of the Office for National Statistics", a_gss_code },
	{ "urn", S, O, "Ofsted's number", a_urn },
	{ "dfe_code", S, O, "the Department for Education's number", a_dfe_code },
	{ "from", D, O, "first day; empty: before these reports", a_from },
	{ "to", D, O, "last day; empty: still there", a_to },
	{ "reports", N, O, "number of reports held", a_reports },
	{ "url", S, O, "page of the authority", a_url },
};

static const struct data_column improvement_columns[] = {
	{ "report_id", S, O, "id of the report that asks for it", i_report_id },
	{ "strand", S, O, "strand of the framework; empty for none", i_strand },
	{ "timescale", S, CATEGORIES_TIMESCALE, "how soon; empty when not said", i_timescale },
	{ "number", N, O, "number within the report, from 1", i_number },
	{ "text", S, O, "what is asked for", i_text },
	{ "url", S, O, "the improvement on its report page", i_url },
};

void data_report_judgements(struct data_writer *w, const struct report *r)
{
	size_t i;

	for (i = 0; i < r->judgement_count; i++)
		data_row(w, &r->judgement[i]);
}

void data_report_improvements(struct data_writer *w, const struct report *r)
{
	struct improvement_row row = { r, NULL };
	size_t i;

	for (i = 0; i < r->improvement_count; i++) {
		row.improvement = &r->improvement[i];
		data_row(w, &row);
	}
}

static void each_judgement(struct data_writer *w)
{
	size_t i;

	for (i = 0; i < w->p->m->report_count; i++)
		data_report_judgements(w, w->p->m->report[i]);
}

static void each_improvement(struct data_writer *w)
{
	size_t i;

	for (i = 0; i < w->p->m->report_count; i++)
		data_report_improvements(w, w->p->m->report[i]);
}

static void each_report(struct data_writer *w)
{
	size_t i;

	for (i = 0; i < w->p->m->report_count; i++)
		data_row(w, w->p->m->report[i]);
}

static void each_authority(struct data_writer *w)
{
	size_t i;

	for (i = 0; i < w->p->m->authority_count; i++)
		data_row(w, &w->p->m->authority[i]);
}

static size_t count_judgements(const struct pages *p)
{
	return p->coverage.judgements;
}

static size_t count_reports(const struct pages *p)
{
	return p->m->report_count;
}

static size_t count_authorities(const struct pages *p)
{
	return p->m->authority_count;
}

static size_t count_improvements(const struct pages *p)
{
	return p->coverage.improvements;
}

#define COLUMNS(table) table, sizeof(table) / sizeof(table)[0]

const struct data_file data_files[DATA_FILES] = {
	[DATA_JUDGEMENTS] = { "judgements", "One row a judgement", COLUMNS(judgement_columns), "report_id,strand,area",
			      { { "report_id", "reports", "report_id" }, { "authority_id", "authorities", "id" } },
			      count_judgements, each_judgement },
	[DATA_REPORTS] = { "reports", "One row a report", COLUMNS(report_columns), "report_id",
			   { { "authority_id", "authorities", "id" } }, count_reports, each_report },
	[DATA_AUTHORITIES] = { "authorities", "One row an authority, those without a report included",
			       COLUMNS(authority_columns), "id", { { NULL } }, count_authorities, each_authority },
	[DATA_IMPROVEMENTS] = { "improvements", "One row an improvement that a report asks for",
				COLUMNS(improvement_columns), "report_id,number",
				{ { "report_id", "reports", "report_id" } }, count_improvements, each_improvement },
};

/* pages/data_columns: what each column of the downloads holds. Part of the pages room. */
#include "pages/data_int.h"

static struct span date(struct strbuf *b, struct date d)
{
	date_put_iso(b, d);
	return sb_view(b);
}

static struct span count(struct strbuf *b, size_t n)
{
	sb_uint(b, n);
	return sb_view(b);
}

/* Nothing for 0: there is none. */
static struct span number(struct strbuf *b, long n)
{
	if (n > 0)
		sb_int(b, n);
	return sb_view(b);
}

static struct span url(const struct pages *p, struct strbuf *b, const char *kind, const char *id, const char *anchor)
{
	sb_puts(b, p->base_url);
	sb_puts(b, kind);
	sb_puts(b, id);
	sb_puts(b, p->base_url[0] ? "/" : "/index.html");
	if (anchor) {
		sb_putc(b, '#');
		sb_puts(b, anchor);
	}
	return sb_view(b);
}

/* One getter a column: row is R, the buffer is cell. */
#define GET(name) static struct span name(const struct pages *p, const void *row, struct strbuf *cell)
#define ROW(R) const R *x = row; (void)p; (void)cell
#define JUDGEMENT(name, call) GET(j_##name) { ROW(struct judgement); return call; }
#define REPORT(name, call) GET(r_##name) { ROW(struct report); return call; }
#define AUTHORITY(name, call) GET(a_##name) { ROW(struct authority); return call; }
#define IMPROVEMENT(name, call) GET(i_##name) { ROW(struct improvement_row); return call; }

JUDGEMENT(authority_id, span_of(x->report->authority->id))
JUDGEMENT(authority, span_of(x->report->authority->name))
JUDGEMENT(report_id, span_of(x->report->id))
JUDGEMENT(framework, span_of(x->report->framework->id))
JUDGEMENT(start, date(cell, x->report->start))
JUDGEMENT(end, date(cell, x->report->end))
JUDGEMENT(published, date(cell, x->report->published))
JUDGEMENT(strand, span_of(x->strand->id))
JUDGEMENT(area, span_of(x->area->id))
JUDGEMENT(label, span_of(x->label))
JUDGEMENT(comparable, span_of(x->comparable ? x->comparable->id : ""))
JUDGEMENT(grade, span_of(x->grade->id))
JUDGEMENT(rank, number(cell, x->grade->rank))
JUDGEMENT(printed, span_of(x->printed))
JUDGEMENT(basis, span_of(basis_name(x->basis)))
JUDGEMENT(paragraph, number(cell, x->paragraph))
JUDGEMENT(url, url(p, cell, "reports/", x->report->id, x->anchor))
JUDGEMENT(file, span_of(x->at.file))
JUDGEMENT(line, number(cell, (long)x->at.line))

REPORT(id, span_of(x->id))
REPORT(authority_id, span_of(x->authority->id))
REPORT(framework, span_of(x->framework->id))
REPORT(title, span_of(x->title))
REPORT(start, date(cell, x->start))
REPORT(end, date(cell, x->end))
REPORT(published, date(cell, x->published))
REPORT(paragraphs, count(cell, (size_t)x->paragraphs))
REPORT(judgements, count(cell, x->judgement_count))
REPORT(improvements, count(cell, x->improvement_count))
REPORT(file, span_of(x->source_file ? x->source_file : x->file))
REPORT(sha256, span_of(x->source_sha256))
REPORT(url, url(p, cell, "reports/", x->id, NULL))

AUTHORITY(id, span_of(x->id))
AUTHORITY(name, span_of(x->name))
AUTHORITY(type, span_of(x->type))
AUTHORITY(region, span_of(x->region))
AUTHORITY(gss_code, span_of(x->gss_code))
AUTHORITY(urn, span_of(x->urn))
AUTHORITY(dfe_code, span_of(x->dfe_code))
AUTHORITY(from, date(cell, x->from))
AUTHORITY(to, date(cell, x->to))
AUTHORITY(reports, count(cell, x->report_count))
AUTHORITY(url, url(p, cell, "authorities/", x->id, NULL))

IMPROVEMENT(report_id, span_of(x->report->id))
IMPROVEMENT(strand, span_of(x->improvement->strand ? x->improvement->strand->id : ""))
IMPROVEMENT(timescale, span_of(x->improvement->timescale ? x->improvement->timescale->id : ""))
IMPROVEMENT(number, number(cell, x->improvement->number))
IMPROVEMENT(text, span_of(x->improvement->text))
GET(i_url)
{
	ROW(struct improvement_row);
	url(p, cell, "reports/", x->report->id, "improvement-");
	sb_int(cell, x->improvement->number);
	return sb_view(cell);
}

#define COLUMN(name, type, categories, text, get) { name, SPAN_LIT("\"" name "\":"), type, categories, text, get }
#define S COLUMN_STRING
#define N COLUMN_INTEGER
#define D COLUMN_DATE
#define O CATEGORIES_NONE

static const struct data_column judgement_columns[] = {
	COLUMN("authority_id", S, O, "id of the authority, as in URLs", j_authority_id),
	COLUMN("authority", S, O, "name of the authority", j_authority),
	COLUMN("report_id", S, O, "id of the report: authority and date", j_report_id),
	COLUMN("framework", S, O, "id of the inspection framework", j_framework),
	COLUMN("inspection_start", D, O, "first day of the inspection; empty when not printed", j_start),
	COLUMN("inspection_end", D, O, "last day of the inspection; empty when not printed", j_end),
	COLUMN("published", D, O, "date of publication; empty when not printed", j_published),
	COLUMN("strand", S, O, "strand of the framework; empty where it has none", j_strand),
	COLUMN("area", S, O, "id of the area within the framework", j_area),
	COLUMN("area_label", S, O, "name of the area as printed", j_label),
	COLUMN("comparable_area", S, O, "id of the area it is set beside across frameworks; empty for none", j_comparable),
	COLUMN("grade", S, CATEGORIES_GRADE, "the grade; compare only within one framework", j_grade),
	COLUMN("rank", N, O, "1 is best, whatever the framework prints; empty for not judged", j_rank),
	COLUMN("printed", S, O, "the grade as printed", j_printed),
	COLUMN("basis", S, CATEGORIES_BASIS, "where in the document it was read", j_basis),
	COLUMN("paragraph", N, O, "first numbered paragraph under it; empty for none", j_paragraph),
	COLUMN("url", S, O, "the judgement on its report page", j_url),
	COLUMN("source_file", S, O, "file it was read from", j_file),
	COLUMN("source_line", N, O, "line of that file", j_line),
};

static const struct data_column report_columns[] = {
	COLUMN("report_id", S, O, "id of the report: authority and date", r_id),
	COLUMN("authority_id", S, O, "id of the authority, as in URLs", r_authority_id),
	COLUMN("framework", S, O, "id of the inspection framework", r_framework),
	COLUMN("title", S, O, "title as printed", r_title),
	COLUMN("inspection_start", D, O, "first day of the inspection; empty when not printed", r_start),
	COLUMN("inspection_end", D, O, "last day of the inspection; empty when not printed", r_end),
	COLUMN("published", D, O, "date of publication; empty when not printed", r_published),
	COLUMN("paragraphs", N, O, "highest printed paragraph number; 0 for none", r_paragraphs),
	COLUMN("judgements", N, O, "number of judgements read", r_judgements),
	COLUMN("improvements", N, O, "number of improvements read", r_improvements),
	COLUMN("source_file", S, O, "the document; else the file it was read from", r_file),
	COLUMN("source_sha256", S, O, "SHA-256 of the document; empty when not known", r_sha256),
	COLUMN("url", S, O, "page of the report", r_url),
};

static const struct data_column authority_columns[] = {
	COLUMN("id", S, O, "id of the authority, as in URLs", a_id),
	COLUMN("name", S, O, "name", a_name),
	COLUMN("type", S, O, "kind of authority", a_type),
	COLUMN("region", S, O, "region", a_region),
	COLUMN("gss_code", S, O, "code of the Office for National Statistics", a_gss_code),
	COLUMN("urn", S, O, "Ofsted's number", a_urn),
	COLUMN("dfe_code", S, O, "the Department for Education's number", a_dfe_code),
	COLUMN("from", D, O, "first day; empty: before these reports", a_from),
	COLUMN("to", D, O, "last day; empty: still there", a_to),
	COLUMN("reports", N, O, "number of reports held", a_reports),
	COLUMN("url", S, O, "page of the authority", a_url),
};

static const struct data_column improvement_columns[] = {
	COLUMN("report_id", S, O, "id of the report that asks for it", i_report_id),
	COLUMN("strand", S, O, "strand of the framework; empty for none", i_strand),
	COLUMN("timescale", S, CATEGORIES_TIMESCALE, "how soon; empty when not said", i_timescale),
	COLUMN("number", N, O, "number within the report, from 1", i_number),
	COLUMN("text", S, O, "what is asked for", i_text),
	COLUMN("url", S, O, "the improvement on its report page", i_url),
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

static void each_report_of(struct data_writer *w, enum facts facts, void (*add)(struct data_writer *w, const struct report *r))
{
	const struct model *m = w->p->m;
	size_t i, k;

	for (i = 0; i < m->authority_count; i++) {
		const struct authority *who = &m->authority[i];

		if (data_part_stays(w, who, facts))
			continue;
		for (k = 0; k < who->report_count; k++)
			add(w, who->report[k]);
		data_part_end(w);
	}
}

static void add_report(struct data_writer *w, const struct report *r)
{
	data_row(w, r);
}

static void each_judgement(struct data_writer *w)
{
	each_report_of(w, FACTS_GRADES, data_report_judgements);
}

static void each_improvement(struct data_writer *w)
{
	each_report_of(w, FACTS_ASKED, data_report_improvements);
}

static void each_report(struct data_writer *w)
{
	each_report_of(w, FACTS_HEADS, add_report);
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
	[DATA_JUDGEMENTS] = { "judgements", "One row a judgement", COLUMNS(judgement_columns), FACTS_GRADES, "report_id,strand,area",
			      { { "report_id", "reports", "report_id" }, { "authority_id", "authorities", "id" } },
			      count_judgements, each_judgement },
	[DATA_REPORTS] = { "reports", "One row a report", COLUMNS(report_columns), FACTS_HEADS, "report_id",
			   { { "authority_id", "authorities", "id" } }, count_reports, each_report },
	[DATA_AUTHORITIES] = { "authorities", "One row an authority, those without a report included",
			       COLUMNS(authority_columns), FACTS_HEADS, "id", { { NULL } }, count_authorities, each_authority },
	[DATA_IMPROVEMENTS] = { "improvements", "One row an improvement that a report asks for",
				COLUMNS(improvement_columns), FACTS_ASKED, "report_id,number",
				{ { "report_id", "reports", "report_id" } }, count_improvements, each_improvement },
};

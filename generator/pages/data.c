/* pages/data: downloads as CSV and JSON. Part of the pages room. */
#include "pages/data_int.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/escape.h"
#include "pages/make_int.h"

const char *column_type_name(enum column_type t)
{
	static const char *const names[] = {
		[COLUMN_STRING] = "string", [COLUMN_INTEGER] = "integer", [COLUMN_DATE] = "date",
	};
	_Static_assert(sizeof names / sizeof names[0] == COLUMN_TYPES, "a name a type");

	return names[t];
}

/* ---- rows -------------------------------------------------------------------- */

static void csv_head(struct data_writer *w)
{
	size_t i;

	for (i = 0; i < w->columns; i++)
		sb_printf(w->out, "%s%s", i ? "," : "", w->column[i].name);
	sb_puts(w->out, "\r\n");
}

static struct span cell_of(struct data_writer *w, size_t column, const void *row)
{
	sb_clear(&w->cell);
	return w->column[column].get(w->p, row, &w->cell);
}

static void csv_row(struct data_writer *w, const void *row)
{
	size_t i;

	for (i = 0; i < w->columns; i++) {
		if (i)
			sb_putc(w->out, ',');
		escape_csv(w->out, cell_of(w, i, row));
	}
	sb_puts(w->out, "\r\n");
}

static void json_row(struct data_writer *w, const void *row)
{
	size_t i;

	sb_span(w->out, w->rows ? SPAN_LIT(",\n{") : SPAN_LIT("\n{"));
	for (i = 0; i < w->columns; i++) {
		struct span cell = cell_of(w, i, row);

		if (i)
			sb_putc(w->out, ',');
		sb_span(w->out, w->column[i].key);
		if (!cell.n) {
			sb_span(w->out, SPAN_LIT("null"));
		} else if (w->column[i].type == COLUMN_INTEGER) {
			sb_span(w->out, cell);
		} else {
			sb_putc(w->out, '"');
			escape_json(w->out, cell);
			sb_putc(w->out, '"');
		}
	}
	sb_putc(w->out, '}');
}

void data_begin(struct data_writer *w, const struct pages *p, size_t file, enum data_format format,
		struct strbuf *out)
{
	memset(w, 0, sizeof *w);
	w->p = p;
	w->column = data_files[file].column;
	w->columns = data_files[file].columns;
	w->format = format;
	w->out = out;
	if (format == DATA_CSV)
		csv_head(w);
	else
		sb_putc(out, '[');
}

static void pass_on(struct data_writer *w)
{
	if (w->pieces && w->out->n >= w->pieces->size) {
		w->pieces->take(w->pieces->ctx, sb_view(w->out));
		w->taken += w->out->n;
		sb_clear(w->out);
	}
}

void data_row(struct data_writer *w, const void *row)
{
	if (w->format == DATA_CSV)
		csv_row(w, row);
	else
		json_row(w, row);
	w->rows++;
	pass_on(w);
}

static const struct page_part *old_part(struct data_writer *w)
{
	const struct page_pieces *p = w->pieces;
	size_t i;

	for (i = 0; i < p->olds; i++) {
		const struct page_part *old = &p->old[(w->next_old + i) % p->olds];

		if (old->depends == w->part.depends) {
			w->next_old += i + 1;
			return old;
		}
	}
	return NULL;
}

static bool copy_part(struct data_writer *w, const struct page_part *old)
{
	if (!w->pieces->copy(w->pieces->ctx, old, sb_reserve(w->out, (size_t)old->size)))
		return false;
	w->out->n += (size_t)old->size;
	w->out->p[w->out->n] = '\0';
	w->rows++;
	return true;
}

bool data_part_stays(struct data_writer *w, const struct authority *who, enum facts facts)
{
	const struct page_part *old;

	if (!w->pieces || !w->pieces->note || !who->report_count)
		return false;
	/* A JSON file's first row has no comma before it. */
	w->part = (struct page_part){ depend_part(w->p, who, facts, !w->rows, w->pieces->inputs), w->taken + w->out->n, 0 };
	old = w->part.depends ? old_part(w) : NULL;
	if (!old || !copy_part(w, old))
		return false;
	data_part_end(w);
	pass_on(w);
	return true;
}

void data_part_end(struct data_writer *w)
{
	if (!w->part.depends)
		return;
	w->part.size = w->taken + w->out->n - w->part.at;
	if (w->part.size)
		w->pieces->note(w->pieces->ctx, &w->part);
	w->part.depends = 0;
}

void data_end(struct data_writer *w)
{
	if (w->format == DATA_JSON)
		sb_puts(w->out, w->rows ? "\n]" : "]");
	sb_release(&w->cell);
}

/* ---- whole files ---------------------------------------------------------------- */

/* Returns how many bytes it has; out is empty. */
static size_t write_file(struct ctx *c, size_t file, enum data_format format, struct strbuf *out,
			 const struct page_pieces *pieces)
{
	struct data_writer w;

	data_begin(&w, c->p, file, format, out);
	w.pieces = pieces;
	data_files[file].each(&w);
	data_end(&w);
	if (format == DATA_JSON)
		sb_putc(out, '\n');
	return w.taken + out->n;
}

static void forget(void *ctx, struct span bytes)
{
	(void)ctx;
	(void)bytes;
}

/* The one thing that renderings share: every worker stores the same number. */
static _Atomic size_t *size_slot(const struct ctx *c, size_t file, enum data_format format)
{
	return (_Atomic size_t *)(uintptr_t)&c->p->size[2 * file + (format == DATA_JSON)];
}

size_t data_size(struct ctx *c, size_t file, enum data_format format)
{
	static const struct page_pieces count = { .size = 1u << 16, .take = forget };
	_Atomic size_t *slot = size_slot(c, file, format);
	struct strbuf b = STRBUF_INIT;
	size_t n = atomic_load(slot);

	if (n)
		return n;
	n = write_file(c, file, format, &b, &count);
	sb_release(&b);
	atomic_store(slot, n);
	return n;
}

size_t data_rows(const struct pages *p, size_t file)
{
	return data_files[file].count(p);
}

const char *data_name(size_t file)
{
	return data_files[file].name;
}

void page_stays(struct pages *p, const struct page *page, size_t bytes)
{
	const struct data_file *f = page->subject;

	if (page->family->depends == DEPENDS_COLUMNS)
		atomic_store(&p->size[2 * (f - data_files) + (page->other != NULL)], bytes);
}

const char *data_text(size_t file)
{
	return data_files[file].text;
}

LISTS(data_file)
{
	size_t i;

	for (i = 0; i < 2 * DATA_FILES; i++) {
		const char *path = arena_printf(&pl->p->arena, "data/%s.%s", data_files[i / 2].name,
						i % 2 ? "json" : "csv");
		struct page *p = plan_add(pl, f, path, data_files[i / 2].name, &data_files[i / 2], NULL);

		p->other = i % 2 ? p->subject : NULL;   /* set: JSON */
		p->indexed = false;
	}
}

WRITES(data_file)
{
	const struct data_file *f = c->page->subject;
	enum data_format format = c->page->other ? DATA_JSON : DATA_CSV;
	size_t file = (size_t)(f - data_files);

	atomic_store(size_slot(c, file, format), write_file(c, file, format, out, c->pieces));
}

void data_judgements_csv(struct ctx *c, const struct judgement *const *v, size_t n, struct strbuf *out)
{
	struct data_writer w;
	size_t i, k;

	data_begin(&w, c->p, DATA_JUDGEMENTS, DATA_CSV, out);
	w.pieces = c->pieces;
	for (i = 0; i < n; i = k) {
		const struct authority *who = v[i]->report->authority;
		bool stays = data_part_stays(&w, who, FACTS_GRADES);

		for (k = i; k < n && v[k]->report->authority == who; k++)
			if (!stays)
				data_row(&w, v[k]);
		if (!stays)
			data_part_end(&w);
	}
	data_end(&w);
}

/* ---- one authority ----------------------------------------------------------------- */

WRITES(authority_csv)
{
	const struct authority *who = c->page->subject;
	struct data_writer w;
	size_t i;

	data_begin(&w, c->p, DATA_JUDGEMENTS, DATA_CSV, out);
	for (i = 0; i < who->report_count; i++)
		data_report_judgements(&w, who->report[i]);
	data_end(&w);
}

static void each_of(struct ctx *c, size_t file, void (*each)(struct data_writer *w, const struct report *r),
		    struct strbuf *out)
{
	const struct authority *who = c->page->subject;
	struct data_writer w;
	size_t i;

	sb_printf(out, ",\n\"%s\":", data_files[file].name);
	data_begin(&w, c->p, file, DATA_JSON, out);
	for (i = 0; i < who->report_count; i++)
		each(&w, who->report[i]);
	data_end(&w);
}

static void one_report(struct data_writer *w, const struct report *r)
{
	data_row(w, r);
}

WRITES(authority_json)
{
	struct data_writer w;

	sb_puts(out, "{\"authority\":");
	data_begin(&w, c->p, DATA_AUTHORITIES, DATA_JSON, out);
	sb_truncate(out, out->n - 1);      /* one object, not a list */
	json_row(&w, c->page->subject);
	sb_release(&w.cell);
	each_of(c, DATA_REPORTS, one_report, out);
	each_of(c, DATA_JUDGEMENTS, data_report_judgements, out);
	each_of(c, DATA_IMPROVEMENTS, data_report_improvements, out);
	sb_puts(out, "}\n");
}

/* ---- the scale of all frameworks ---------------------------------------------------- */

static int best_first(const void *a, const void *b)
{
	const struct grade *x = *(const struct grade *const *)a, *y = *(const struct grade *const *)b;
	int rx = x->rank == RANK_NONE ? 1000 : x->rank, ry = y->rank == RANK_NONE ? 1000 : y->rank;

	return rx != ry ? (rx > ry) - (rx < ry) : strcmp(x->id, y->id);
}

const struct grade **all_grades(const struct model *m, struct arena *a, size_t *n)
{
	VEC(const struct grade *) v = { NULL, 0, 0 };
	size_t i, k, s;

	for (i = 0; i < m->frameworks->n; i++) {
		const struct framework *f = &m->frameworks->v[i];

		for (k = 0; k < f->grade_count; k++) {
			for (s = 0; s < v.n && strcmp(v.v[s]->id, f->grades[k].id) != 0; s++)
				;
			if (s == v.n)
				*vec_push(&v, a) = &f->grades[k];
		}
	}
	if (v.n)
		qsort(v.v, v.n, sizeof *v.v, best_first);
	*n = v.n;
	return v.v;
}

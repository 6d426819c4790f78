/* readers: lines and tables to rough text, a paragraph a line. Geometry says what goes
 * on: same size, same indent, usual distance, and a line so full that the next word had no
 * room. Over a page break the paragraph goes on when its sentence does. */
#include "readers/pdf_int.h"

#include <string.h>

#define SAME_SIZE 0.08           /* part of the height by which lines of one paragraph may differ */
#define STEP 1.35                /* heights from line to line within a paragraph */
#define COVER_STEP 1.5           /* the same between lines of a cover that are one thing */
#define PROSE 1.05               /* of the body's height: larger is a heading */
#define LOOSE_STEP 1.7           /* the same when the sentence itself goes on with a small letter */
#define INDENT 4.0               /* points by which one indent may vary */
#define LOOSE_INDENT 8.0
#define FAR_INDENT 40.0          /* the same in headings, and over a page break, where left and right pages differ */
#define DEEPER 6.0               /* points by which a list within a list is indented */
#define SPARE 4.0                /* points that must be left over to say that a word had room */

enum par_kind { PAR_NONE, PAR_TEXT, PAR_NUMBER, PAR_BULLET };

struct par {
	enum par_kind kind;
	struct strbuf text;
	double text_x, mark_x;         /* indents of its text and of its mark */
	double sub_x;                  /* indent of the text of a list within it; 0: none open */
	struct span mark;              /* a bullet's glyph */
	size_t last;                   /* its last line */
	size_t page;
	size_t lines;
	unsigned gap;                  /* blank lines before it */
};

struct flow {
	struct pdf_doc *doc;
	struct par par;
	struct strbuf out, notes;
	size_t note_lines;
	unsigned line;                 /* lines written */
	unsigned *page_line;
	size_t page;                   /* being read */
	struct pdf_table table;        /* the last one, when nothing but page furniture followed */
	bool table_open;
	struct pdf_row row;            /* its last row, not yet written */
	bool row_open;
	size_t row_page;
};

/* ---- writing ------------------------------------------------------------------ */

static void end_line(struct flow *f, size_t page)
{
	size_t i;

	sb_putc(&f->out, '\n');
	f->line++;
	for (i = page + 1; i-- > 0 && !f->page_line[i];)
		f->page_line[i] = f->line;
}

static void blank_lines(struct flow *f, unsigned n)
{
	while (n-- > 0) {
		sb_putc(&f->out, '\n');
		f->line++;
	}
}

static bool is_body_prose(const struct flow *f, const struct par *p)
{
	return p->lines > 1 && p->kind != PAR_BULLET && p->page > 0 && f->doc->line.v[p->last].height < f->doc->body * PROSE;
}

/* Footnote marks stay, as raised digits, in prose; in headings and lists they are noise. */
static void put_without_marks(struct strbuf *out, struct span s)
{
	size_t i = 0;

	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i], d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

		if (c == 0xc2 && (d == 0xb9 || d == 0xb2 || d == 0xb3))
			i += 2;
		else if (c == 0xe2 && d == 0x81)
			i += 3;
		else
			sb_putc(out, s.p[i++]);
	}
}

static void end_par(struct flow *f)
{
	struct par *p = &f->par;
	struct span text = span_trim(sb_view(&p->text));

	if (p->kind && text.n) {
		blank_lines(f, p->gap);
		if (p->kind == PAR_BULLET)
			sb_puts(&f->out, "- ");
		if (is_body_prose(f, p))
			sb_span(&f->out, text);
		else
			put_without_marks(&f->out, text);
		end_line(f, p->page);
	}
	sb_clear(&p->text);
	p->kind = PAR_NONE;
}

static void write_row(struct flow *f)
{
	size_t c;

	if (!f->row_open)
		return;
	f->row_open = false;
	sb_putc(&f->out, '|');
	for (c = 0; c < f->table.columns; c++) {
		sb_putc(&f->out, ' ');
		sb_span(&f->out, f->row.cell[c]);
		sb_puts(&f->out, " |");
	}
	end_line(f, f->row_page);
}

/* ---- paragraphs --------------------------------------------------------------- */

/* True when the text ends as a sentence does. */
static bool is_ended(struct span s)
{
	s = span_trim(s);
	while (s.n && strchr("\"')", s.p[s.n - 1]))
		s.n--;
	while (s.n > 2 && (span_ends(s, "\xe2\x80\x99") || span_ends(s, "\xe2\x80\x9d")))
		s.n -= 3;
	return !s.n || strchr(".!?:;", s.p[s.n - 1]);
}

static bool same_size(const struct pdf_line *a, const struct pdf_line *b)
{
	double small = a->height < b->height ? a->height : b->height;
	double large = a->height < b->height ? b->height : a->height;

	return large - small <= SAME_SIZE * large;
}

static bool within(double a, double b, double by)
{
	return a - b < by && b - a < by;
}

/* True when the first word of l would have fitted on the line before, so that the break was meant. */
static bool had_room(const struct flow *f, const struct pdf_line *before, const struct pdf_line *l)
{
	const struct pdf_word *w = &f->doc->word.v[l->word];
	double space = 0.25 * l->height;

	return before->box.x1 + space + (w->box.x1 - w->box.x0) + SPARE < f->doc->right;
}

static bool at_indent(const struct par *p, const struct pdf_line *l, double by)
{
	return within(l->box.x0, p->sub_x > 0 ? p->sub_x : p->text_x, by);
}

/* A year or a count that ends a sentence at the start of a line stands where text does. */
static bool is_count(const struct flow *f, const struct pdf_line *l)
{
	const struct par *p = &f->par;

	if (l->mark != PDF_NUMBER || !within(l->box.x0, p->text_x, INDENT))
		return false;
	return (l->box.x0 > p->mark_x + INDENT && p->page == f->page) ||
	       (!is_ended(sb_view(&p->text)) && !had_room(f, &f->doc->line.v[p->last], l));
}

/* True when l, on the same page, belongs to the open paragraph. */
static bool goes_on(const struct flow *f, const struct pdf_line *l)
{
	const struct par *p = &f->par;
	const struct pdf_line *before = &f->doc->line.v[p->last];
	char first = *f->doc->word.v[l->word].text.p;
	bool hanging = p->text_x > p->mark_x + INDENT;
	bool ended = is_ended(sb_view(&p->text));
	bool large = l->height > f->doc->body * PROSE;
	bool open = !ended && is_lower(first);     /* the sentence goes on, whatever the setting */
	double indent = !open ? INDENT : p->page == f->page && !large ? LOOSE_INDENT : FAR_INDENT;

	if (!p->kind || (l->mark && !is_count(f, l)) || !at_indent(p, l, indent))
		return false;
	if (!same_size(before, l) && !open)
		return false;
	if (p->page != f->page) {
		if (!ended)
			return open || (before->height < f->doc->body * PROSE && !had_room(f, before, l));
		return p->kind != PAR_TEXT && hanging;
	}
	if (l->foot - before->foot > (open ? LOOSE_STEP : STEP) * l->height * f->doc->lead)
		return false;
	/* A narrower stretch of text breaks its lines sooner; its sentences say so. */
	return !had_room(f, before, l) || open || (!ended && hanging);
}

/* A hyphen at a line's end is the word's own, except before the rest of "pre- and post-". */
static bool joins_without_space(struct span text, struct span next)
{
	static const char *const links[] = { "and", "or", "to" };
	size_t i;

	if (!span_ends(text, "-") || text.n < 2 || text.p[text.n - 2] == ' ')
		return false;
	for (i = 0; i < sizeof links / sizeof *links; i++)
		if (span_is(next, links[i]))
			return false;
	return true;
}

static void add_words(struct flow *f, const struct pdf_line *l, size_t first)
{
	struct par *p = &f->par;

	if (p->text.n) {
		struct span text = sb_view(&p->text);

		if (span_ends(text, "\xc2\xad"))
			sb_truncate(&p->text, text.n - 2);
		else if (!joins_without_space(text, f->doc->word.v[first].text))
			sb_putc(&p->text, ' ');
	}
	if (first == l->word && l->mark) {
		pdf_put_words(f->doc, first++, 1, true, &p->text);
		sb_putc(&p->text, ' ');
	}
	pdf_put_words(f->doc, first, l->word + l->words - first, true, &p->text);
	p->last = (size_t)(l - f->doc->line.v);
	p->lines++;
}

/* A list within a list item: another glyph, further in. It stays in the item's text. */
static bool is_sub_item(const struct flow *f, const struct pdf_line *l)
{
	const struct par *p = &f->par;

	return p->kind == PAR_BULLET && l->mark == PDF_BULLET && !span_eq(f->doc->word.v[l->word].text, p->mark) &&
	       l->box.x0 > p->mark_x + DEEPER;
}

/* Blank lines that say how far a new paragraph stands from the one before. */
static unsigned gap_before(const struct flow *f, const struct pdf_line *l)
{
	const struct pdf_line *before = &f->doc->line.v[f->par.last];
	double step = (l->foot - before->foot) / f->doc->lead;

	if ((!f->line && !f->par.kind) || f->par.page != f->page)
		return 2;
	if (!same_size(before, l))
		return 2;
	/* Lines of one thing on a cover: tidy says which go together. */
	if (!f->page && step <= COVER_STEP * l->height)
		return 0;
	return step <= STEP * l->height ? 1 : 2;
}

static void begin_par(struct flow *f, const struct pdf_line *l)
{
	static const enum par_kind kinds[] = { [PDF_NO_MARK] = PAR_TEXT, [PDF_NUMBER] = PAR_NUMBER, [PDF_BULLET] = PAR_BULLET };
	struct par *p = &f->par;
	unsigned gap = gap_before(f, l);

	end_par(f);
	p->kind = kinds[l->mark];
	p->gap = gap;
	p->text_x = l->text_x;
	p->mark_x = l->box.x0;
	p->sub_x = 0;
	p->mark = f->doc->word.v[l->word].text;
	p->page = f->page;
	p->lines = 0;
	add_words(f, l, p->kind == PAR_BULLET ? l->word + 1 : l->word);
}

/* The glyph is kept, unless only its own font can draw it. */
static void add_sub_item(struct flow *f, const struct pdf_line *l)
{
	const struct pdf_word *mark = &f->doc->word.v[l->word];
	bool private_use = (unsigned char)*mark->text.p == 0xef || (unsigned char)*mark->text.p == 0xee;

	if (!private_use) {
		add_words(f, l, l->word);
		return;
	}
	sb_puts(&f->par.text, " \xe2\x80\x93");
	add_words(f, l, l->word + 1);
}

static void take_line(struct flow *f, const struct pdf_line *l)
{
	write_row(f);
	f->table_open = false;
	if (is_sub_item(f, l)) {
		f->par.sub_x = l->text_x;
		add_sub_item(f, l);
	} else if (goes_on(f, l)) {
		add_words(f, l, l->word);
	} else {
		begin_par(f, l);
	}
}

static void take_note(struct flow *f, const struct pdf_line *l)
{
	struct span text = sb_view(&f->notes);

	if (f->note_lines++)
		sb_puts(&f->notes, l->note_start ? "\n\n\n" : joins_without_space(text, f->doc->word.v[l->word].text) ? "" : " ");
	pdf_put_words(f->doc, l->word, l->words, true, &f->notes);
}

/* ---- tables ------------------------------------------------------------------- */

/* The rest of a row that the page before began. */
static bool row_goes_on(const struct flow *f, const struct pdf_row *r)
{
	return f->row_open && f->row_page != f->page && (!r->cell[0].n || is_lower(*r->cell[0].p));
}

static void join_row(struct flow *f, const struct pdf_row *r)
{
	size_t c;

	for (c = 0; c < f->table.columns; c++) {
		struct span *s = &f->row.cell[c];

		if (!r->cell[c].n)
			continue;
		*s = span_of(arena_printf(f->doc->a, "%.*s%s%.*s", SPAN_FMT(*s), s->n ? " " : "", SPAN_FMT(r->cell[c])));
	}
}

static void write_contents(struct flow *f, const struct pdf_table *t)
{
	size_t i;

	for (i = 0; i < t->rows; i++) {
		sb_span(&f->out, t->row[i].cell[0]);
		sb_putc(&f->out, ' ');
		sb_span(&f->out, t->row[i].cell[1]);
		end_line(f, f->page);
	}
}

static void take_table(struct flow *f, const struct pdf_table *t)
{
	bool goes_back = f->table_open;
	size_t i;

	end_par(f);
	if (t->contents) {
		write_row(f);
		write_contents(f, t);
		return;
	}
	if (!goes_back) {
		write_row(f);
		blank_lines(f, 2);
	}
	for (i = 0; i < t->rows; i++) {
		if (!i && goes_back && row_goes_on(f, &t->row[i])) {
			join_row(f, &t->row[i]);
			continue;
		}
		write_row(f);
		f->table = *t;
		f->row = t->row[i];
		f->row_open = true;
		f->row_page = f->page;
	}
	f->table = *t;
	f->table_open = true;
}

/* ---- pages -------------------------------------------------------------------- */

static void take_page(struct flow *f, const struct pdf_page *page)
{
	size_t end = page->line + page->lines, i = page->line;

	while (i < end) {
		const struct pdf_line *l = &f->doc->line.v[i];
		struct pdf_table table;

		if (l->note)
			take_note(f, l);
		if (l->furniture || l->note) {
			i++;
			continue;
		}
		if (!pdf_table_at(f->doc, i, end, f->table_open ? &f->table : NULL, &table)) {
			take_line(f, l);
			i++;
			continue;
		}
		for (; i < table.first; i++)
			if (!f->doc->line.v[i].furniture && !f->doc->line.v[i].note)
				take_line(f, &f->doc->line.v[i]);
		take_table(f, &table);
		i = table.last;
	}
}

void pdf_flow(struct pdf_doc *doc, struct pdf_text *out)
{
	struct flow f = { .doc = doc };

	f.page_line = arena_calloc(doc->a, doc->page.n + 1, sizeof *f.page_line);
	for (f.page = 0; f.page < doc->page.n; f.page++)
		take_page(&f, &doc->page.v[f.page]);
	f.page = doc->page.n - 1;
	write_row(&f);
	end_par(&f);
	if (f.notes.n) {
		sb_puts(&f.out, "\n\nFootnotes\n\n\n");
		sb_span(&f.out, sb_view(&f.notes));
		sb_putc(&f.out, '\n');
	}
	for (f.page = 0; f.page < doc->page.n; f.page++)
		if (!f.page_line[f.page])
			f.page_line[f.page] = f.line;
	out->text = span_make(arena_strndup(doc->a, sb_str(&f.out), f.out.n), f.out.n);
	out->page_line = f.page_line;
	out->pages = doc->page.n;
	sb_release(&f.par.text);
	sb_release(&f.out);
	sb_release(&f.notes);
}

bool pdf_text_of(struct span xhtml, struct pdf_text *out, struct arena *a)
{
	struct pdf_doc doc = { .a = a };

	if (!pdf_words(&doc, xhtml))
		return false;
	pdf_lines(&doc);
	pdf_furniture(&doc);
	pdf_flow(&doc, out);
	return true;
}

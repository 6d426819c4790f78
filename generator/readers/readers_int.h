/* readers, private: what the files of this room share while one report is read. */
#ifndef READERS_READERS_INT_H
#define READERS_READERS_INT_H

#include "base/digest.h"
#include "base/vec.h"
#include "markdown/md.h"
#include "model/model.h"

#define COVER_PROSE 120          /* bytes of a sentence with which a cover is over */
#define TITLE_LINES 5            /* a title may be broken into so many */

/* A file at the door: whole, and cut into front matter and body. */
struct doc {
	struct source whole;           /* name and all bytes */
	struct source front;           /* text between the rules; text.p NULL when there is none */
	struct source body;            /* what follows; line0 counts the lines before it */
	const unsigned *page_line;     /* of a PDF's text: line on which each page begins */
	size_t pages;                  /* 0: no PDF */
	char sha256[DIGEST_HEX];       /* of the file's bytes, when the file is the document itself; else "" */
};

/* Prose as Markdown, with the source line of each of its lines. */
struct prose {
	struct span md;
	unsigned *line;                /* NULL: Markdown line i is source line line0 + i */
	size_t lines;
	unsigned line0;
};

/* A judgement in one place, before places are put together. */
struct seen {
	const struct strand *strand;
	const struct area *area;
	struct sighting s;
};

/* A row of the record of findings, before its strand is settled. */
struct record_row {
	const struct strand *strand;   /* by the heading above it */
	size_t group;                  /* rows under one heading */
	struct pos group_at;
	const struct area *area;
	struct sighting s;
};

/* An area's heading in the body, graded or not. */
struct body_area {
	const struct strand *strand;
	const struct area *area;
};

/* A grade that could not be settled: an error, unless the front matter gives it. */
struct doubt {
	enum diag_code code;
	const struct strand *strand;   /* NULL: not known, so any */
	const struct area *area;
	unsigned line;
	struct span what;
	const char *text;
};

/* One report being read. */
struct reading {
	const struct model *m;
	const struct framework *fw;
	const struct doc *doc;
	struct prose prose;
	struct arena *a;
	struct diag *d;
	struct report *r;
	const struct md_block *block;
	size_t n;

	VEC(struct seen) seen;
	VEC(struct record_row) record;
	VEC(struct body_area) body;
	VEC(struct doubt) doubt;
	VEC(struct improvement) improvement;
	VEC(struct section) section;
	VEC(struct paragraph) paragraph;
	VEC(size_t) paragraph_section;     /* index of the section each belongs to */
	size_t first_body;                 /* first block that is not the cover's */
	bool facts_only;                   /* no sections and no paragraphs' texts are wanted */
	bool title_given;                  /* by the front matter: the cover need not have it */
	bool authority_given;              /* by the front matter, right or wrong */
};

/* source.c: reads and checks the bytes. -1 when they are not text; reported. */
int doc_open(struct doc *doc, const char *path, const char *name, struct arena *a, struct diag *d);
/* The same for bytes at hand, which must outlive doc. */
int doc_take(struct doc *doc, struct span bytes, const char *name, struct diag *d);

/* pdf.c: the same for a PDF, whose text is rough text. cache: folder for such texts, or NULL. */
bool is_pdf_name(const char *path);
int pdf_open(struct doc *doc, const char *path, const char *name, const char *cache, struct arena *a, struct diag *d);

/* read_report.c: whichever door the file's name says. */
int doc_at(struct doc *doc, const struct model *m, const char *path, const char *name, struct arena *a, struct diag *d);
/* The document's prose as blocks, and as the report's body. */
void read_prose(struct reading *rd, const char *name);

/* tidy.c: raw text to regular Markdown. whole: each line is a whole paragraph, as a PDF's geometry
 * gives them. Never fails. */
void tidy(struct prose *out, const struct source *raw, bool whole, const struct framework *fw, struct arena *a);
/* recognise.c: a framework whose title pattern matches up to three lines near the start. NULL when none does, or when
 * a line before says that this is another kind of document: *other is that line then. */
const struct framework *recognise(const struct frameworks *all, struct span text, struct span *other);

unsigned prose_source_line(const struct prose *p, unsigned md_line);
/* Place of a block, and a message there: at the words what in that line, where it holds them. */
struct pos reading_pos(const struct reading *rd, size_t block);
void reading_report(struct reading *rd, enum diag_code code, unsigned line, struct span what, const char *detail, ...)
	__attribute__((format(printf, 5, 6)));
/* The same about a grade, said by report_doubts unless the front matter settles it. */
void reading_doubt(struct reading *rd, enum diag_code code, const struct strand *strand, const struct area *area,
		   unsigned line, struct span what, const char *detail, ...) __attribute__((format(printf, 7, 8)));
void report_doubts(struct reading *rd);

/* headings.c: what a printed line is to a framework. */
struct graded_line {
	struct span label;             /* what is judged; empty: the heading before */
	struct span grade, number;     /* as printed; either may be empty */
	struct span tail;              /* the line after the label */
};
bool graded_line(const struct framework *fw, struct span line, struct graded_line *out);
/* A line that is a grade and nothing else. */
bool grade_alone(const struct framework *fw, struct span line, struct graded_line *out);
/* A line that is a label and then a grade as it also stands alone ("Staff  Grade 2 (Good)"). */
bool grade_apart(const struct framework *fw, struct span line, struct graded_line *out);
/* s without a footnote's digits at its end ("to improve?1"); s itself when there are none. */
struct span without_mark(struct span s);
const struct strand *strand_headed(const struct framework *fw, const char *key);
const struct timescale *timescale_headed(const struct framework *fw, const char *key);
bool record_headed(const struct framework *fw, const char *key);
const struct area *narrative_headed(const struct framework *fw, const char *key);
/* Level of a heading the framework knows, with or without a footnote's mark (2 part, 3 area
 * or list, 4 timescale); 0: not known. */
int known_heading(const struct framework *fw, struct span line, struct arena *a);

/* near_label.c: the one area whose label differs from this one by a misprint; NULL: none, or more than one. */
const struct area *area_nearly_labelled(const struct framework *fw, struct span label, struct arena *a);

/* printed_date.c: dates as reports print them. */
/* One date anywhere in s ("23 March 2012"). */
bool printed_date(struct span s, struct date *out);
/* First and last day of one or more windows ("6 – 17 February 2012"). False: not understood. */
bool printed_period(struct span s, struct date *start, struct date *end);
/* True when s holds a month or a year, and nothing but days, months, years and what stands between them. */
bool only_dates(struct span s);

/* cover.c: title, authority, dates, inspector. */
void read_cover(struct reading *rd);
/* sections.c: what stands under which heading. */
void add_section(struct reading *rd, size_t block);
/* Gives each section its slug, and its stretch of the paragraphs. */
void finish_sections(struct reading *rd);
/* facts.c: sections, paragraphs, places of grades, improvements. */
void read_body(struct reading *rd);
/* judgements.c: places to judgements; says what is missing or contradicts. */
void settle_record(struct reading *rd);
void settle_judgements(struct reading *rd);
/* front.c: binds the front matter and lets it win. -1: reported. */
struct front;
struct front *front_read(const struct doc *doc, struct arena *a, struct diag *d);
bool front_has_title(const struct front *f);
const struct framework *front_framework(const struct front *f, const struct frameworks *all, struct diag *d, bool *given);
void front_apply(struct reading *rd, const struct front *f);

/* read_report.c: as reader_report_file; facts_only: without sections. */
struct report *read_report_file(const struct model *m, const char *path, const char *name, bool facts_only,
				struct arena *a, struct diag *d);

/* text_page.c: content/pages/<id>.md. */
int read_text_page(struct text_page *p, const char *path, const char *name, struct arena *a, struct diag *d);

#endif

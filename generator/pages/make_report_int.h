/* pages/make_report_int: what the files of a report's page share. Private to the room. */
#ifndef PAGES_MAKE_REPORT_INT_H
#define PAGES_MAKE_REPORT_INT_H

#include "pages/make_int.h"
#include "pages/records_report.h"

struct report_text {
	const char *html;
	struct mu_list sections;      /* rec_section: those that the text has headings for */
	size_t numbered;              /* paragraphs with a printed number in the text */
	bool *has;                    /* has[n]: paragraph n stands in the text; n < limit */
	long limit;
	size_t blocks;                /* of the document */
	size_t first;                 /* of them that is shown */
	const struct md_block *block;
	const unsigned *line;         /* of each: where in the file it begins */
	const char *const *id;        /* of each: its element's, or NULL */
	const struct judgement *judgement;     /* the report's, with their sightings */
	const struct section *section;
	size_t section_count;
	struct mu_list looks_back;    /* rec_looks_back */
	size_t looks_back_more;       /* those that the list leaves out */
};

void report_text_make(struct ctx *c, struct report_text *out, const struct report *r);
bool report_text_has(const struct report_text *t, long paragraph);
/* The heading of the section stands in the text that is shown, with the section's slug as its id. */
bool report_text_shows(const struct report_text *t, const struct report *r, const struct section *s);
/* "stockport/2012-02-17.txt, line 33"; the page of a PDF; "" without a file. */
const char *line_words(struct ctx *c, const struct report *r, struct pos at);
/* "#read-leaders", "#p9": the link to what was read at a line of the report's file; NULL when the text does not show it.
 * Sets the number of the paragraph that it is, or 0. */
const char *report_text_href(struct ctx *c, const struct report_text *t, const struct report *r, struct pos at,
			     long *number);
/* The paragraphs of the report, whose text is at hand, that speak of an earlier inspection. */
void report_looks_back(struct ctx *c, struct report_text *t, const struct report *r);
const struct rec_cite *report_cite(struct ctx *c, const struct report *r, const struct report_text *t);
/* Groups and readings. */
void report_judgements_make(struct ctx *c, struct rec_report_page *out, const struct report *r,
			    const struct report_text *t);

#endif

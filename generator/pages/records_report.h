/* pages/records_report: what the template of a report's page is told beyond the parts that it shares. Private to
 * the pages room; see pages/records.h for what holds for all records. */
#ifndef PAGES_RECORDS_REPORT_H
#define PAGES_RECORDS_REPORT_H

#include "pages/records.h"

/* How to cite the report. The whole of it: text, site's title, address. */
struct rec_cite {
	const char *text;                  /* who, what, of whom, when */
	const char *short_text;            /* "Ofsted, Derby, SIF, 30 March 2017" */
	const char *address;               /* of the page: absolute, or within the site without base_url */
	bool absolute;
	const char *paragraph;             /* "9": the first number in the text, as an example; "" without one */
};

/* A paragraph that speaks of an earlier inspection, by the framework's patterns. */
struct rec_looks_back {
	const char *place, *href;          /* "paragraph 9", "#p9"; the heading above it where it has no number */
	const char *quote;                 /* the sentence */
};

struct rec_report_page {
	struct rec_base base;
	const char *id, *title, *inspected, *authority_printed, *lead_inspector;
	const struct rec_link *authority, *framework;
	const char *place;                 /* "third of five": among the authority's reports held */
	const struct rec_date *start, *end, *published, *day;
	const char *source_url, *source_file, *source_sha256, *read_from;
	const char *summary;               /* HTML */
	const char *sentence;              /* the judgements in one sentence */
	struct mu_list groups;             /* rec_judgement_group */
	struct mu_list improvement_groups; /* rec_improvement_group */
	long judgements, improvements, paragraphs;
	const char *counted;               /* "22 judgements and 15 improvements" */
	const char *hand_note;             /* what a hand entered, where a program read the rest */
	bool by_hand;                      /* all of it was entered by hand */
	struct mu_list sections;           /* rec_section */
	const char *body;                  /* HTML, headings from level 3 on */
	bool full_text;                    /* body is the document, not a person's words about it */
	struct mu_list notes;              /* rec_note */
	bool seen_again;                   /* some judgement stands in several places */
	struct mu_list readings;           /* rec_judgement, all, for "How this was read" */
	const struct rec_report_card *previous, *next;
	struct mu_list previous_asked;     /* rec_improvement_group: asked for last time */
	const struct rec_link *previous_link;
	struct mu_list looks_back;         /* rec_looks_back: what this report says of an earlier inspection */
	const char *looks_back_more;       /* "3 more paragraphs": left out of that list, which is bounded; or "" */
	bool has_looks_back;
	const struct rec_cite *cite;
};

extern const struct mu_record record_cite, record_looks_back;

#endif

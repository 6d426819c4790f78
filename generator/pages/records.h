/* pages/records: the data that templates see.
 *
 * One struct a page family (rec_home, rec_authority_page ...), made of shared ones.
 * records_*.c holds the table of each: those names are the template's names and
 * docs/templates.md is printed from them. All text is ready to print, every href is
 * relative to the page it stands on. NULL or "" is "there is none" (falsy); objects
 * are pointers, NULL when there is none; an empty list is falsy.
 * All memory belongs to the scratch arena of one rendering. */
#ifndef PAGES_RECORDS_H
#define PAGES_RECORDS_H

#include <stdbool.h>
#include "mustache/mustache.h"
#include "pages/records_timeline.h"

/* ---- on every page -------------------------------------------------------- */

struct rec_date {
	const char *iso, *text;            /* "2012-02-17", "17 February 2012" */
	long year;
};

struct rec_link {
	const char *text, *href;           /* href "": text only */
	const char *note;                  /* a few words beside it, or NULL */
	bool current;                      /* this page, or the part of the site that it is in */
};

struct rec_site {
	const char *title, *description, *language;
	const char *base_url;
	const char *licence_name, *licence_url, *attribution;
	const char *publisher, *contact, *contact_href, *source_note;
	const char *version;
};

struct rec_page {
	const char *home_href;
	const char *title;                 /* whole, for <title>: "Stockport - Gradeline" */
	const char *heading;               /* for <h1> */
	const char *description;
	const char *canonical;             /* absolute, or "" without base_url */
	const char *root;                  /* "../../", "" at the top */
	const char *base;                  /* 404 only: path of the site on its host, for <base> */
	const char *family;
	struct mu_list crumbs;             /* rec_link, home first, this page last */
	const struct rec_date *data_date;
	const char *error_href;            /* mailto or form, with page and version filled in */
	const struct rec_link *feed;
	const char *image;                 /* absolute address of its share image, or "" */
	const char *json_ld;
};

struct rec_assets {
	const char *style, *script, *icon, *search;
};

struct rec_base {                          /* first member of every root */
	const struct rec_site *site;
	const struct rec_page *page;
	struct mu_list nav;                /* rec_link */
	struct mu_list footer;             /* rec_link: about, methodology ... those there are, and changes */
	const struct rec_assets *assets;
};

/* ---- parts ------------------------------------------------------------------ */

struct rec_grade {
	const char *id, *label, *letter, *shape;
	long rank;                         /* 1 best, 0 not judged */
	const char *number;                /* as the framework prints it: "4"; "" when it prints none */
	bool judged;                       /* false for "not judged" */
	bool narrative;
	const char *href;                  /* the judgement on its report page */
	const char *meaning;
};

struct rec_sighting {
	const char *basis, *label, *printed, *place, *place_href;
	const struct rec_grade *grade;
	bool counts;
};

struct rec_judgement {
	const char *anchor, *href;
	const char *label, *area, *strand; /* label as printed, area in the framework's words */
	const char *part_of;               /* label of the judgement of the group that it is a part of, and follows; or "" */
	const struct rec_link *comparable;
	const char *relation;              /* "" when same */
	const struct rec_grade *grade;
	const char *printed, *basis, *basis_id;
	const char *scale_note;            /* "printed as 3, where 4 is best"; "" when the word is printed */
	const char *place, *place_href, *pdf_href;
	const char *findings, *findings_href;  /* "paragraph 57": where what led to it begins, if that is not its place; or "" */
	const char *entered;               /* the line of our file, where a hand gave it; else "" */
	bool narrative;
	bool seen_again;
	struct mu_list sightings;          /* rec_sighting */
	const char *before;                /* "Was Good in 2018 under the same framework." or "" */
	const char *before_href;
};

struct rec_judgement_group {
	const char *id, *label, *note;
	bool narrative;
	struct mu_list judgements;         /* rec_judgement */
};

struct rec_improvement {
	long number;
	const char *anchor, *href, *text, *strand, *timescale;
	const char *place_href;            /* where the text of the page has it; or NULL */
	struct mu_list lines;              /* const char *: the text, a line an item */
};

struct rec_improvement_group {
	const char *id, *label;
	struct mu_list improvements;       /* rec_improvement */
};

struct rec_area_grade {                    /* one area's grade in a card */
	const char *area;
	const struct rec_grade *grade;
};

struct rec_report_card {
	const char *id, *title, *href, *inspected;
	const struct rec_link *authority, *framework;
	const struct rec_date *day, *published;
	struct mu_list grades;             /* rec_area_grade, headline areas */
	long judgements, improvements;
	bool current;
};

struct rec_authority_card {
	const char *id, *name, *href, *type;
	const struct rec_link *region;
	bool former;
	const char *years;                 /* "until 2023", "since 2019" or "" */
	const char *aliases;
	long reports;
	const struct rec_report_card *latest;
	const char *age;                   /* "3 years 2 months" before the data's date */
	const struct rec_spark *spark;     /* of the first headline area */
};

struct rec_group {                         /* authorities or reports under a letter, region or year */
	const char *id, *label, *href;
	long count;
	struct mu_list authorities;        /* rec_authority_card */
	struct mu_list reports;            /* rec_report_card */
};

struct rec_framework_card {
	const char *id, *name, *short_name, *href, *years;
	const struct rec_link *replaces, *replaced_by;
	long reports;
	bool in_use;
};

struct rec_area_card {
	const char *id, *name, *href, *summary, *frameworks;
	bool headline;
	long judgements, authorities;
};

struct rec_download {
	const char *text, *href, *format, *size;
	long rows;
};

/* ---- area pages ---------------------------------------------------------------- */

struct rec_mapping {                       /* an area under one framework, and how far it compares */
	const struct rec_link *framework, *comparable;
	const char *years, *strand, *label, *relation, *relation_text, *why, *meaning;
};

struct rec_count {
	const struct rec_grade *grade;     /* href "" : a count is of many */
	long count, percent;
	bool any;                          /* the count is not 0 */
};

struct rec_bar {                           /* part of a year's bar, in pixels */
	long x, width, mid_x, rank;        /* rank 0: not judged */
	const char *text;                  /* "G 4", or what of it fits in */
};

struct rec_distribution_row {
	const char *year;
	long total, not_judged;
	long bar_width;
	struct mu_list bars;               /* rec_bar: grades that were given, best first, then not judged */
	struct mu_list counts;             /* rec_count, one a step of the scale */
};

struct rec_distribution {
	const struct rec_link *framework;
	const char *label, *years;
	struct mu_list scale;              /* rec_grade: the columns */
	struct mu_list rows;               /* rec_distribution_row, by year */
	const struct rec_distribution_row *total;
};

struct rec_history_cell {
	const struct rec_grade *grade;     /* NULL: no grade, see reason */
	const char *reason;                /* why the cell is empty, short */
	const struct rec_date *day;
	const char *framework, *label;
	bool break_before;                 /* a framework break lies left of the cell */
};

/* ---- authorities by years -------------------------------------------------------- */

struct rec_matrix_band {
	const char *label, *href;          /* the framework */
	long columns;
};

struct rec_matrix_mark {
	const struct rec_grade *grade;
	const char *about;                 /* "Good, ILACS, May 2022": what a letter does not say */
};

struct rec_matrix_cell {
	struct mu_list marks;              /* rec_matrix_mark */
	bool not_judged;                   /* inspected, but this area was not judged */
};

struct rec_matrix_row {
	const char *id, *name, *href, *years;
	struct mu_list cells;              /* rec_matrix_cell, one a column */
};

struct rec_matrix_group {                  /* a region */
	const char *id, *label, *href;
	long count;
	struct mu_list rows;               /* rec_matrix_row, by name */
};

struct rec_matrix {
	struct mu_list bands;              /* rec_matrix_band */
	struct mu_list columns;            /* const char *: "2012", of all bands */
	struct mu_list groups;             /* rec_matrix_group */
	struct mu_list names;              /* rec_link: its rows, A to Z */
	struct mu_list key;                /* rec_grade: each that a scale has */
	bool has_narrative, has_not_judged;
};

struct rec_spark_row {                     /* one authority in a comparison of many */
	const char *name, *href;
	bool here;                         /* the page's own authority */
	bool held;                         /* there is a report of it */
	const struct rec_spark *spark;
	const struct rec_grade *grade;     /* the newest of the area, or NULL */
	const struct rec_date *day;
	const char *framework;
};

struct rec_spark_table {
	const char *id;
	const struct rec_link *area;
	bool first;
	struct mu_list rows;               /* rec_spark_row */
};

struct rec_link_group {
	const char *label;
	long count;
	struct mu_list links;              /* rec_link */
};

/* ---- comparison ----------------------------------------------------------------- */

struct rec_compare_row {
	const char *area, *href, *label;
	struct mu_list a;                  /* rec_history_cell, oldest first */
	struct mu_list b;                  /* rec_history_cell, oldest first */
	bool missing_a, missing_b;
};

struct rec_compare_table {                 /* one framework both were inspected under */
	const struct rec_link *framework;
	const char *years;
	struct mu_list rows;               /* rec_compare_row */
	const char *narrative_note;        /* said when some grades are stated only in prose, else "" */
};

struct rec_compare_card {
	const char *href;
	const struct rec_authority_card *other;
	const char *frameworks;            /* shared: "ILACS and SIF"; "" when none */
};

struct rec_compare_group {
	const char *id, *name, *href;
	const char *all_href;              /* where all its comparisons are */
	struct mu_list pairs;              /* rec_compare_card: with its statistical neighbours */
};

/* ---- frameworks and data ---------------------------------------------------------- */

struct rec_framework_area {
	const char *id, *label, *meaning, *years, *strands;
	const struct rec_link *comparable;
	const char *relation_text, *why;
	bool narrative;
};

struct rec_strand {
	const char *id, *label;
	struct mu_list areas;              /* rec_framework_area */
};

struct rec_scale_row {
	const struct rec_grade *grade;
	const char *printed;               /* other printed forms */
	long count;
};

struct rec_pair {                          /* two frameworks, and what can be compared */
	const struct rec_link *other;
	long same, similar, partial;
	const char *text;
	struct mu_list areas;              /* rec_mapping */
};

struct rec_column {
	const char *name, *type, *text, *categories;
	bool ordered;
};

struct rec_data_file {
	const char *id, *name, *text, *href, *json_href, *size, *json_size;
	long rows;
	struct mu_list columns;            /* rec_column */
};

struct rec_note {
	const char *level, *text, *place;
};

struct rec_section {
	const char *heading, *href, *paragraphs;
	long level;
};

struct rec_coverage {
	long authorities, with_report, without_report, reports, judgements, improvements, frameworks;
	const struct rec_date *first, *last;
	const char *text;
};

struct rec_entry {                         /* a feed's */
	const char *id, *title, *href, *updated, *published, *summary, *author;
};

struct rec_sitemap_url {
	const char *loc, *lastmod;
};

/* ---- roots: one a template ------------------------------------------------------- */

struct rec_home {
	struct rec_base base;
	const struct rec_coverage *coverage;
	struct mu_list latest;             /* rec_report_card */
	struct mu_list featured;           /* rec_authority_card */
	struct mu_list authorities;        /* rec_link: all, by name, for the finder */
	struct mu_list letters;            /* rec_link */
	struct mu_list regions;            /* rec_link */
	struct mu_list frameworks;         /* rec_framework_card */
	struct mu_list areas;              /* rec_area_card, headline ones */
	const char *authorities_href, *reports_href, *data_href, *methodology_href, *compare_href, *changes_href;
};

struct rec_authorities {
	struct rec_base base;
	const struct rec_sparks *sparks;
	const struct rec_link *spark_area; /* what the cards' sparks show */
	struct mu_list letters;            /* rec_group with authorities */
	struct mu_list regions;            /* rec_group with authorities */
	const struct rec_coverage *coverage;
};

struct rec_authority_page {
	struct rec_base base;
	const char *id, *name, *type, *gss_code, *urn, *dfe_code, *aliases, *years;
	const struct rec_link *region;
	bool former;
	struct mu_list summary;            /* const char *: sentences */
	const char *no_report;             /* what to say when no report is held, else "" */
	const struct rec_report_card *latest;
	const char *age;
	const struct rec_timeline *timeline, *older;
	struct mu_list reports;            /* rec_report_card, newest first */
	struct mu_list neighbours;         /* rec_link, nearest first */
	const char *neighbour_source;      /* where that list comes from; "" when it is not recorded */
	const struct rec_sparks *sparks;
	struct mu_list neighbour_tables;   /* rec_spark_table, one a headline area */
	struct mu_list compare_groups;     /* rec_link_group: every comparison of it that has a page */
	const char *compare_rule;          /* which those are */
	struct mu_list predecessors;       /* rec_authority_card */
	struct mu_list successors;         /* rec_authority_card */
	struct mu_list downloads;          /* rec_download */
	struct mu_list asked;              /* rec_improvement_group: of the latest report that asks */
	const struct rec_link *asked_report;
	long asked_count;
};

struct rec_timeline_page {                 /* timeline.svg, standalone */
	struct rec_base base;
	const struct rec_timeline *timeline;
};

struct rec_share_page {                    /* share.png, before it is drawn */
	struct rec_base base;
	const char *name, *summary;
	const struct rec_sparks *sparks;
	struct mu_list rows;               /* rec_share_row, six at most */
};

struct rec_areas {
	struct rec_base base;
	struct mu_list areas;              /* rec_area_card, headline first as in areas.yaml */
};

struct rec_area_page {
	struct rec_base base;
	const char *id, *name;
	const char *summary;               /* HTML */
	bool headline;
	struct mu_list mappings;           /* rec_mapping, oldest framework first */
	struct mu_list distributions;      /* rec_distribution, oldest framework first */
	const struct rec_matrix *matrix;   /* NULL: no judgement is held */
	long authorities, judgements, without;
	struct mu_list downloads;          /* rec_download */
};

struct rec_reports {
	struct rec_base base;
	struct mu_list years;              /* rec_group with reports, newest year first */
	long count;
};

struct rec_frameworks {
	struct rec_base base;
	struct mu_list frameworks;         /* rec_framework_card, oldest first */
};

struct rec_framework_page {
	struct rec_base base;
	const char *id, *name, *short_name, *inspectorate, *years, *scale_text;
	const char *summary;               /* HTML */
	bool in_use, prints_numbers;
	const struct rec_link *replaces, *replaced_by;
	struct mu_list scale;              /* rec_scale_row, in the order of the printed scale */
	struct mu_list strands;            /* rec_strand */
	bool has_strands;
	struct mu_list pairs;              /* rec_pair */
	long reports, authorities, judgements;
	struct mu_list latest;             /* rec_report_card */
};

struct rec_region_page {
	struct rec_base base;
	const struct rec_sparks *sparks;
	const struct rec_link *spark_area; /* what the cards' sparks show */
	const char *id, *name;
	struct mu_list authorities;        /* rec_authority_card, today's */
	struct mu_list former;             /* rec_authority_card, that were there before */
	bool has_former;
	long count, with_report;
};

struct rec_compare_index {
	struct rec_base base;
	struct mu_list authorities;        /* rec_compare_group, by name */
	long count;
	const char *rule;                  /* which pairs there are */
};

struct rec_compare_page {
	struct rec_base base;
	const struct rec_authority_card *a, *b;
	struct mu_list not_comparable;     /* const char *: sentences, said first */
	struct mu_list tables;             /* rec_compare_table, newest framework first */
	bool comparable, has_others;
	struct mu_list others;             /* rec_link: further comparisons of either */
	struct mu_list downloads;          /* rec_download: the judgements of each */
};

struct rec_data_page {
	struct rec_base base;
	struct mu_list files;              /* rec_data_file */
	struct mu_list scale;              /* rec_grade: every grade id, best first */
	const char *package_href;
};

struct rec_changes {
	struct rec_base base;
	struct mu_list overrides;          /* rec_override, newest first */
	bool has_overrides;
	struct mu_list months;             /* rec_group with reports, newest first */
	long shown, count;
	const char *feed_href;
};

struct rec_text_page {
	struct rec_base base;
	const char *id, *title;
	const char *body;                  /* HTML */
};

struct rec_not_found {
	struct rec_base base;
	struct mu_list authorities;        /* rec_link */
	const char *authorities_href, *reports_href;
};

struct rec_feed {
	struct rec_base base;
	const char *id, *title, *subtitle, *self, *alternate, *updated, *author, *rights;
	struct mu_list entries;            /* rec_entry */
};

struct rec_sitemap {
	struct rec_base base;
	struct mu_list urls;               /* rec_sitemap_url */
};

struct rec_robots {
	struct rec_base base;
	const char *sitemap;               /* absolute, or "" */
};

/* ---- tables ------------------------------------------------------------------------ */

extern const struct mu_record record_date, record_link, record_site, record_page, record_assets,
	record_grade, record_sighting, record_judgement, record_judgement_group, record_improvement,
	record_improvement_group, record_area_grade, record_report_card, record_authority_card, record_group,
	record_framework_card, record_area_card, record_download;
extern const struct mu_record record_mapping, record_count, record_distribution_row, record_distribution,
	record_history_cell, record_compare_row, record_compare_table,
	record_compare_card, record_compare_group, record_framework_area, record_strand, record_scale_row,
	record_pair, record_column, record_data_file, record_note, record_section, record_coverage;
extern const struct mu_record record_entry, record_sitemap_url, record_home, record_authorities,
	record_authority_page, record_timeline_page, record_share_page, record_areas, record_area_page, record_reports,
	record_report_page, record_frameworks, record_framework_page, record_region_page, record_compare_index,
	record_compare_page, record_data_page, record_changes, record_text_page, record_not_found, record_feed,
	record_sitemap, record_robots;
extern const struct mu_record record_headers;
extern const struct mu_record record_bar, record_matrix_band, record_matrix_mark, record_matrix_cell, record_matrix_row,
	record_matrix_group, record_matrix, record_spark_row, record_spark_table, record_link_group;

#endif

/* pages/pages_int: what the pages room's files share. Private to the room. */
#ifndef PAGES_PAGES_INT_H
#define PAGES_PAGES_INT_H

#include <stdatomic.h>
#include "config/config.h"
#include "model/model.h"
#include "pages/plan.h"
#include "pages/records.h"
#include "pages/url.h"
#include "views/areas.h"
#include "views/compare.h"
#include "views/spark.h"
#include "views/timeline.h"

#define DATA_FILES 4          /* judgements, improvements, reports, authorities */
#define NEWEST 200            /* reports that lists of what is new may look at */

struct held {                 /* what is held under one framework */
	size_t reports, authorities, judgements;
};

struct opened {               /* what a worker opened last */
	const struct report *of;      /* NULL: nothing */
	struct report whole;
	struct arena arena;
};

struct pages {
	struct arena arena;
	const struct site_config *config;
	const struct model *m;
	const struct mu_set *templates;
	struct page_assets assets;
	int (*open)(void *ctx, const struct report *r, struct report *out, struct arena *a, struct diag *d);
	void (*close)(struct report *out);
	void *ctx;
	struct opened *opened;        /* one a worker */
	struct search *search;        /* what is noted for the index; or NULL */
	const char *version;
	const char *base_url;         /* ends with '/', or "" */
	struct date data_date;
	struct area_index areas;
	struct pair_list pairs;
	struct report_list changes;   /* newest known first */
	struct report_list by_day;    /* newest inspection first */
	struct coverage coverage;
	struct spark_axis sparks;     /* shared by all */
	struct held *held;            /* one a framework */
	_Atomic(struct rec_spark *) *spark;    /* one an authority and area, once a page asked for it; see spark_shared */
	const char *share;            /* the version of the program that makes share images; NULL: none are made */
	/* Hashes that depend.c makes; 0: not known. */
	uint64_t *facts[FACTS_KINDS]; /* one an authority: of its reports */
	uint64_t all[FACTS_KINDS];    /* of all reports */
	uint64_t *before;             /* one a report: of those before it under the same framework */
	uint64_t *under;              /* one a framework: of its reports' heads */
	uint64_t *judged;             /* one a comparable area: of the reports that have a judgement in it */
	uint64_t *paired;             /* one an authority: of those that it has a page with */
	uint64_t newest;              /* of the first of changes */
	uint64_t listed;              /* of the plan */
	uint64_t axis;                /* of the axis of sparks */
	uint64_t shared;              /* of what every page may look at */
	const struct page *first_report;      /* in the plan; those of all others follow, in the model's order */
	struct page_list plan;
	bool *crosses;                /* one a page; set while it is made. See page_crosses */
	unsigned *wants;              /* one a family: enum want, bits */
	_Atomic size_t size[2 * DATA_FILES];   /* bytes of data files once they are known: CSV, then JSON */
};

/* Members that are dear to make, and left out of pages whose templates nowhere name them. */
enum want {
	WANT_GRADES = 1, WANT_LATEST = 2, WANT_GROUPS = 4, WANT_KEY = 8, WANT_SPARK = 16, WANT_SPARKS = 32
};

/* Pages repeat the same few dates, reports and grades: what was made last is kept. */
#define MEMO_DATES 64
#define MEMO_REPORTS 64
#define MEMO_GRADES 32
struct date_memo {
	struct date day;
	const struct rec_date *record;
};
struct report_memo {
	struct span href;             /* of its page, from this one */
	struct span within;           /* the same before a '#': empty on its own page */
};

/* One rendering: everything is made in the scratch arena. */
struct ctx {
	const struct pages *p;
	const struct page *page;
	struct arena *a;
	struct diag *d;
	const char *root;
	unsigned wants;               /* enum want, bits */
	const struct page_pieces *pieces;    /* for long data files; or NULL */
	VEC(struct rec_link) crumbs;
	struct date_memo dates[MEMO_DATES];
	/* By the address of what they are about, which is beside them: a page begins with all of them empty. */
	struct {
		const struct report *report;
		const struct report_memo *memo;
	} reports[MEMO_REPORTS];
	struct {
		const struct grade *grade;
		const struct rec_grade *record;      /* as it links nowhere */
	} grades[MEMO_GRADES];
};

void sparks_free(struct pages *p);

struct planner;

/* Which reports a family's pages are made of, and so which there are. Its functions may look at no others. Beside them they
 * may look at what was given to pages_new but for the model's reports, at the date of the newest fact and, where the
 * template has sparks, at their axis. A link in our Markdown may lead to any report: such a page is made each time (page_crosses). */
enum depends {
	DEPENDS_ALL,                  /* what is not said is this */
	DEPENDS_NONE,                 /* none */
	DEPENDS_PLAN,                 /* none, but which pages there are, and their dates */
	DEPENDS_NEWEST,               /* the NEWEST first of changes, and how many there are */
	DEPENDS_COLUMNS,              /* all; of their facts those that the columns of the data file show */
	DEPENDS_TEXT,                 /* the report that is the subject, and its file */
	DEPENDS_REPORT,               /* the same; the grades of those before it under its framework, and of the one before and
				       * the one after it; what was asked for last; its place among its authority's */
	DEPENDS_AUTHORITY,            /* those of the authority that is the subject */
	DEPENDS_RELATED,              /* the same with all their facts; grades of its neighbours, predecessors and successors;
				       * with whom it has a page */
	DEPENDS_PAIR,                 /* those of both of the pair that is the subject; with whom they have a page */
	DEPENDS_REGION,               /* those of the region that is the subject */
	DEPENDS_JUDGED,               /* the grades of those that have a judgement in the area that is the subject */
	DEPENDS_AREA,                 /* the same; heads of all under the frameworks that judge it; how many authorities count */
	DEPENDS_OUTSIDE               /* something outside the site: made each time */
};
/* Beside enum facts: heads, and grades where the template has them on reports' cards. */
#define FACTS_CARDS FACTS_KINDS

struct page_family {
	const char *name;
	const char *template;             /* NULL: written by write */
	const struct mu_record *record;
	void (*list)(struct planner *pl, const struct page_family *f);
	const void *(*make)(struct ctx *c);             /* a struct of record, in the arena */
	void (*write)(struct ctx *c, struct strbuf *out);
	/* What is done with the rendered bytes, if anything; -1 when it failed (reported). */
	int (*finish)(struct ctx *c, struct strbuf *out);
	enum depends depends;
	int facts;                        /* of those reports: enum facts or FACTS_CARDS, where depends does not say */
};

/* depend.c: makes the hashes; all pages are planned. */
void depend_make(struct pages *p);
/* What rows about an authority's reports hang on, where they are the first of their file or not; 0: not known. */
uint64_t depend_part(const struct pages *p, const struct authority *who, enum facts facts, bool first, uint64_t inputs);

struct planner {
	struct pages *p;
	struct diag *d;
	struct arena scratch;             /* of seen and v, gone once the list is made */
	struct map seen;                  /* folded path to index + 1 in v */
	VEC(struct page) v;
};

/* Adds a page; the place of its source may be NULL. Returns it (valid until the next call), never NULL. */
struct page *plan_add(struct planner *pl, const struct page_family *f, const char *path, const char *title,
		      const void *subject, const struct pos *pos);

extern const struct page_family page_families[];
extern const size_t page_families_count;

/* ---- make_base.c: shared by all ------------------------------------------- */

/* Fills the root's first part. Crumbs added before stand between home and this page. */
void base_make(struct ctx *c, struct rec_base *b, const char *heading, const char *description);
void base_crumb(struct ctx *c, const char *text, const char *path);
/* Where the site lies on its host: "/" or "/gradeline/"; "" without base_url. */
const char *base_path(struct ctx *c);
/* The root as schema.org says it; text is a whole JSON object. */
/* The picture that stands for the page where it is shared: a path of the site. Nothing without base_url. */
void base_image(struct ctx *c, struct rec_base *b, const char *path);
void base_json_ld(struct rec_base *b, const char *json);
/* Site path (no anchor: NULL) to an href relative to this page. */
const char *href_to(struct ctx *c, const char *path, const char *anchor);
const struct rec_date *date_make(struct ctx *c, struct date d);
const struct rec_link *link_make(struct ctx *c, const char *text, const char *href);
struct mu_list list_of(const void *items, size_t n);
/* "14 KB"; "" for 0. */
const char *size_words(size_t bytes, struct arena *a);
/* The letter an authority stands under: "S". */
const char *first_letter(const char *name, struct arena *a);
/* Markdown of ours as HTML, with links of the site resolved. */
const char *markdown_html(struct ctx *c, const char *text, struct pos pos);
/* From block first on. ids: of the elements, one a block, NULL for none; or NULL. pos: the file, and how many
 * of its lines stand before doc. */
const char *document_html(struct ctx *c, const struct md_doc *doc, size_t first, int heading_base,
			  const char *const *ids, struct pos pos);

/* ---- make_parts.c: grades and cards ---------------------------------------- */

const char *report_href(struct ctx *c, const struct report *r);
const char *judgement_href(struct ctx *c, const struct judgement *j);
const struct rec_grade *grade_make(struct ctx *c, const struct judgement *j);
/* A grade of a scale, which links nowhere. */
const struct rec_grade *grade_plain(struct ctx *c, const struct grade *g);
const struct rec_link *authority_link(struct ctx *c, const struct authority *who);
const struct rec_link *framework_link(struct ctx *c, const struct framework *f);
const struct rec_link *area_link(struct ctx *c, const struct comparable *k);
const struct rec_link *region_link(struct ctx *c, const struct authority *who);
void report_card(struct ctx *c, struct rec_report_card *out, const struct report *r);
const struct rec_report_card *report_card_new(struct ctx *c, const struct report *r);
struct mu_list report_cards(struct ctx *c, const struct report *const *r, size_t n);
void authority_card(struct ctx *c, struct rec_authority_card *out, const struct authority *who);
struct mu_list authority_cards(struct ctx *c, const struct authority *const *v, size_t n);
/* t: where the page shows the report's text; or NULL. */
struct report_text;
struct mu_list improvement_groups(struct ctx *c, const struct report *r, const struct report_text *t);
void history_cell(struct ctx *c, struct rec_history_cell *out, const struct judgement *before,
		  const struct judgement *j);
struct mu_list framework_cards(struct ctx *c);
struct mu_list area_cards(struct ctx *c, bool headline_only);
/* Every authority as a link, by name; former ones say until when. */
struct mu_list authority_links(struct ctx *c);
const struct rec_coverage *coverage_record(struct ctx *c);
const struct framework *replaced_by(const struct model *m, const struct framework *f);

/* ---- make_matrix.c ------------------------------------------------------------ */

/* NULL without histories. */
const struct rec_matrix *matrix_record(struct ctx *c, const struct area_histories *h);

/* ---- make_neighbours.c: one authority beside others ---------------------------- */

/* It and its statistical neighbours: a rec_spark_table a headline area that a neighbour has. */
struct mu_list neighbour_tables(struct ctx *c, const struct authority *who);
struct mu_list neighbour_links(struct ctx *c, const struct authority *who);
/* rec_link_group: every page that compares it with another. */
struct mu_list compare_groups(struct ctx *c, const struct authority *who);
/* Which pairs have a page, in one sentence. */
const char *compare_rule(struct ctx *c);

/* ---- make_timeline.c -------------------------------------------------------- */

/* NULL when the part has no lane. Drawings of marks come with the main part alone. */
const struct rec_timeline *timeline_record(struct ctx *c, const struct authority *who, enum timeline_part part,
					   bool standalone);

/* ---- make_spark.c ----------------------------------------------------------- */

/* Of n judgements of one authority in one comparable area, oldest first; NULL when n is 0. */
const struct rec_spark *spark_record(struct ctx *c, const struct judgement *const *v, size_t n);
/* The spark of all that an authority has in that area of the model: made once for all pages. */
const struct rec_spark *spark_shared(struct ctx *c, const struct authority *who, size_t area, struct area_history h);
/* The same, looked up; NULL when the authority has none in that area. */
const struct rec_spark *spark_of(struct ctx *c, const struct authority *who, const struct comparable *area);
/* The area that tables of authorities show: the first headline one; NULL when there is none. */
const struct comparable *spark_area(const struct ctx *c);
/* A mark reaching r from (0, y). */
void shape_record(struct ctx *c, struct rec_spark_shape *out, const char *id, const struct grade *g, bool narrative, int y,
		  int r);
/* What a page needs once for all its sparks; NULL on a site without reports. */
const struct rec_sparks *sparks_record(struct ctx *c);

/* ---- share_png.c ------------------------------------------------------------ */

/* The version of the program that draws share images, in the arena; NULL and a report when there is none. */
const char *share_program(struct arena *a, struct pos pos, struct diag *d);
/* Turns an SVG of 1200 by 630 into a PNG, or takes it from the cache. */
int share_finish(struct ctx *c, struct strbuf *out);

/* ---- data.c ------------------------------------------------------------------ */

enum data_format { DATA_CSV, DATA_JSON };
size_t data_rows(const struct pages *p, size_t file);
const char *data_name(size_t file);            /* "judgements" */
const char *data_text(size_t file);
struct mu_list data_columns(struct ctx *c, size_t file);
/* Bytes of a site-wide file; made once if no worker has written it yet. */
size_t data_size(struct ctx *c, size_t file, enum data_format format);
/* Appends judgements of a list, or all of one authority's facts as one JSON object. */
void data_judgements_csv(struct ctx *c, const struct judgement *const *v, size_t n, struct strbuf *out);
/* The whole grade scale of all frameworks, best first; each id once. */
const struct grade **all_grades(const struct model *m, struct arena *a, size_t *n);

/* make_report_text.c: the report together with its prose: r itself where the model has it, else as its file says, valid
 * until this worker opens another; NULL (reported) when the file is not what it was. */
const struct report *prose_open(struct ctx *c, const struct report *r);
/* Lets go of what any worker opened. */
void prose_close(struct pages *p);

#endif

/* model: everything the site is about, built once, then frozen.
 *
 * Readers add to a builder; model_freeze sorts, links and checks; from then on
 * all is const and shared by threads. All memory belongs to the model's arenas.
 * Each fact keeps the place (file, line, column) where it was read.
 * Strings are NUL-terminated UTF-8; "" or NULL as said. */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/vec.h"
#include "frameworks/framework.h"

struct md_doc;             /* the prose; opaque here, see markdown/md.h */
struct report_files;
struct report;

struct authority {
	const char *id, *name;
	const char *type;                  /* "Metropolitan District"; or NULL */
	const char *region, *region_id;    /* "North West", "north-west" */
	const char *gss_code, *urn, *dfe_code;     /* or NULL */
	struct date from, to;              /* unset: before 2005, still there */
	const char **alias;                /* other printed names */
	size_t alias_count;
	struct keys names;                 /* name and aliases, folded by utf8_key; set by model_index_authorities */
	const struct authority **predecessor, **successor, **neighbour;
	size_t predecessor_count, successor_count, neighbour_count;
	const struct report **report;      /* oldest first */
	size_t report_count;
	struct pos pos;
};

struct region {
	const char *id, *name;
	const struct authority **authority;    /* by name */
	size_t authority_count;
};

/* How far a framework's judgement stands for a comparable area. */
enum relation { REL_SAME, REL_SIMILAR, REL_PARTIAL };
const char *relation_name(enum relation r);    /* "same", "similar", "partial" */

struct area_map {
	const struct framework *framework;
	const struct strand *strand;
	const struct area *area;
	enum relation relation;
	const char *why;                   /* one sentence, our words */
};

struct comparable {                        /* a comparable area: /areas/<id>/ */
	const char *id, *name;
	const char *summary;               /* our words */
	bool headline;                     /* shown first on timelines */
	struct area_map *map;              /* in order of the frameworks' dates */
	size_t map_count;
	struct pos pos;
};

/* One place where a judgement stands. */
struct sighting {
	enum basis basis;
	const struct grade *grade;
	const char *label, *printed;       /* as printed there */
	long paragraph;                    /* first numbered paragraph under it, or 0 */
	struct pos at;
};

struct judgement {
	const struct report *report;
	const struct strand *strand;
	const struct area *area;
	const struct comparable *comparable;   /* NULL when areas.yaml maps it nowhere */
	enum relation relation;
	const struct grade *grade;
	const char *label, *printed;
	enum basis basis;
	bool by_hand;                      /* given in front matter, whatever its basis */
	bool in_doubt;                     /* the document contradicts itself: an error, and never published */
	long paragraph;                    /* 0: none */
	struct pos at;
	struct sighting *sighting;         /* every place, the one that counts first: of a report that was read singly or
	                                    * opened again, as its prose; only its own page asks */
	size_t sighting_count;
	const char *anchor;                /* "judgement-safeguarding-overall-effectiveness", "judgement-leaders" */
};

struct improvement {
	const struct strand *strand;
	const struct timescale *timescale; /* NULL: none given */
	const char *text;                  /* plain text */
	long number;                       /* 1.. within the report */
	struct pos at;
};

struct paragraph {
	long number;                       /* printed number, or 0 */
	const char *text;                  /* plain text, whole; sub-bullets on lines of their own */
	struct pos at;
};

struct section {
	const char *heading, *slug;        /* slug unique within the report */
	int level;                         /* 1.. */
	struct paragraph *paragraph;
	size_t paragraph_count;
	size_t block;                      /* its heading among the body's blocks */
	struct pos at;
};

/* Something a reader of the page should know of how the document was read. */
struct reading_note {
	enum diag_level level;
	const char *text;
	struct pos at;
};

/* What of a report's facts something is made of. All but the first are parts of it. */
enum facts {
	FACTS_ALL,
	FACTS_HEADS,               /* what is not in lists: dates, title, source, how many judgements and improvements */
	FACTS_GRADES,              /* heads and judgements */
	FACTS_ASKED,               /* heads and improvements */
	FACTS_KINDS
};

struct report {
	const char *id;                    /* "stockport/2012-02-17" */
	const struct authority *authority;
	const struct framework *framework;
	const char *authority_printed;     /* as the document names it */
	const char *title;
	struct date start, end;            /* inspection; unset when not printed */
	struct date published;             /* unset when not printed */
	struct date day;                   /* end, else published: the id's date */
	const char *lead_inspector;        /* or NULL */
	const char *summary;               /* Markdown, our words; or NULL */
	const char *source_url, *source_file, *source_sha256;  /* or NULL */
	const char *file;                  /* the content file it was read from */
	const unsigned *page_line;         /* of a PDF: line of its text on which each page begins */
	size_t pages;                      /* 0: no PDF */
	struct judgement *judgement;       /* framework's order of strands and areas */
	size_t judgement_count;
	struct improvement *improvement;
	size_t improvement_count;
	long paragraphs;                   /* highest printed number, or 0 */
	struct span packed;                /* the readers' own: what a loaded model keeps of its judgements' sightings */
	/* Its prose: of a report that was read singly or opened again. A loaded model keeps facts only. */
	struct section *section;
	size_t section_count;
	const struct md_doc *body;         /* NULL when the file has no prose, or it is not kept */
	const unsigned *block_line;        /* of each block of the body: the line of the file where it begins */
	size_t body_first;                 /* first block of the body that is not its cover */
	size_t cover_blocks;               /* blocks of the cover, shown or not: facts were read from them */
	unsigned body_line0;               /* lines of the file before the body, where it is Markdown */
	struct reading_note *note;
	size_t note_count;
	const struct report *previous, *next;  /* same authority; or NULL */
	struct pos pos;
	struct fs_mark mark;               /* of the file before it was read, by which a change is noticed */
	uint64_t digest[FACTS_KINDS];      /* of the facts as they were read, with the file's name, without its mark; 0: not known */
};

struct text_page {                         /* content/pages/<id>.md */
	const char *id, *title, *description;
	const struct md_doc *body;
	unsigned body_line0;                   /* lines of the file before the body */
	struct pos pos;
};

#define OVERRIDE_GATE 12                   /* hexadecimal digits of a fingerprint */

struct override {                          /* changes that were let past the publish gate, and why */
	struct date date;
	const char *gate;                  /* fingerprint of exactly those changes */
	const char *reason;                /* plain text, our words */
	struct pos pos;
};

struct model {
	struct arena arena;
	const struct frameworks *frameworks;
	struct authority *authority;       /* by name */
	size_t authority_count;
	const char *neighbour_source;      /* where the lists of neighbours come from, our words; NULL: not recorded */
	struct region *region;             /* by name */
	size_t region_count;
	struct comparable *comparable;     /* in the file's order */
	size_t comparable_count;
	struct report **report;            /* by authority name, then day */
	size_t report_count;
	struct text_page *page;            /* by id */
	size_t page_count;
	struct override *override;         /* newest first */
	size_t override_count;
	const char **before, **after;      /* words of a council's style, folded: "city council" */
	size_t before_count, after_count;
	const char *reports_dir;           /* the folder of the report files; what a report's file is below it */
	size_t reports_skip;               /* begins at this byte of its name */
	const char *cache;                 /* folder for what was read, outside content; NULL: nothing is kept */
	struct report_files *files;        /* of the reports (readers/readers.h); NULL: they are looked for, and all are read */
	struct map authority_by_id;        /* id to struct authority */
	struct map authority_by_name;      /* utf8_key of a name or alias to struct authority */
};

const struct authority *model_authority(const struct model *m, struct span id);
/* By a printed name: alias or name, with the words of a council's style taken off. NULL: unknown. */
const struct authority *model_authority_named(const struct model *m, struct span printed);
/* The same; of two authorities that had the name one after the other, the one of that day. */
const struct authority *model_authority_named_on(const struct model *m, struct span printed, struct date day);
/* True when the authority existed on that day. */
bool authority_existed(const struct authority *a, struct date day);
const struct comparable *model_comparable(const struct model *m, struct span id);
const struct report *model_report(const struct model *m, struct span id);
/* The mapping of a framework's judgement to a comparable area; NULL when there is none. */
const struct area_map *model_map(const struct model *m, const struct framework *f, const struct strand *s,
				 const struct area *a, const struct comparable **in);
/* Page of the PDF on which a line of its text stands, 1-based; 0 when the report is no PDF. */
unsigned report_page(const struct report *r, unsigned line);
const struct judgement *report_judgement(const struct report *r, const struct strand *s, const struct area *a);

/* Builds, in this order.
 * 1. The readers' room sets m->authority (unordered, without links), before and after, then calls this:
 *    it sorts by name, folds names, fills both maps and the regions. Pointers to authorities hold from
 *    then on. A name that two authorities had one after the other leads to the later one. */
void model_index_authorities(struct model *m);
/* 2. It links authorities to one another, fills comparables and pages.
 * 3. With an unordered list of reports it calls this once. Gives reports their ids and slots, judgements
 *    their mapping, order and anchors, improvements their numbers; a report whose authority had ended (or
 *    not begun) goes to the one that had the printed name on that day. Reports two reports with one id, a
 *    report without a date, an inspection before its authority existed.
 *    reports: count pointers into an arena that the model already owns; each has authority and framework,
 *    each judgement strand, area and grade. On return the m->report_count reports that were kept stand
 *    first in reports, those left out (already reported) behind them. */
void model_freeze(struct model *m, struct report **reports, size_t count, struct diag *d);
/* What model_freeze does first with each report, which has an authority: sets the day that its id bears and,
 * where two authorities had the printed name one after the other, the right one of them. False when the
 * report has no date at all; reported, as is an inspection outside the authority's time. */
bool model_settle_day(const struct model *m, struct report *r, struct diag *d);
/* All-empty. The model must not be moved afterwards: its maps point at its arena. */
void model_init(struct model *m, const struct frameworks *f);
void model_release(struct model *m);

#endif

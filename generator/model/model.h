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
#include "base/map.h"
#include "base/vec.h"
#include "frameworks/framework.h"

struct md_doc;             /* the prose; opaque here, see markdown/md.h */
struct report;

struct authority {
	const char *id, *name;
	const char *type;                  /* "Metropolitan District"; or NULL */
	const char *region, *region_id;    /* "North West", "north-west" */
	const char *gss_code, *urn, *dfe_code;     /* or NULL */
	struct date from, to;              /* unset: before 2005, still there */
	const char **alias;                /* other printed names */
	size_t alias_count;
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
	long paragraph;                    /* 0: none */
	struct pos at;
	struct sighting *sighting;         /* every place, the one that counts first */
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
	struct pos at;
};

/* Something a reader of the page should know of how the document was read. */
struct reading_note {
	enum diag_level level;
	const char *text;
	struct pos at;
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
	struct judgement *judgement;       /* framework's order of strands and areas */
	size_t judgement_count;
	struct improvement *improvement;
	size_t improvement_count;
	struct section *section;
	size_t section_count;
	long paragraphs;                   /* highest printed number, or 0 */
	const struct md_doc *body;         /* NULL when the file has no prose */
	struct reading_note *note;
	size_t note_count;
	const struct report *previous, *next;  /* same authority; or NULL */
	struct pos pos;
};

struct text_page {                         /* content/pages/<id>.md */
	const char *id, *title, *description;
	const struct md_doc *body;
	struct pos pos;
};

struct model {
	struct arena arena;
	const struct frameworks *frameworks;
	struct authority *authority;       /* by name */
	size_t authority_count;
	struct region *region;             /* by name */
	size_t region_count;
	struct comparable *comparable;     /* in the file's order */
	size_t comparable_count;
	struct report **report;            /* by authority name, then day */
	size_t report_count;
	struct text_page *page;            /* by id */
	size_t page_count;
	const char **before, **after;      /* words of a council's style: "london borough of", "city council"; folded */
	size_t before_count, after_count;
	struct map authority_by_id, authority_by_name;   /* keys: id; utf8_key of names and aliases */
};

const struct authority *model_authority(const struct model *m, struct span id);
/* By a printed name: alias or name, with the words of a council's style taken off. NULL: unknown. */
const struct authority *model_authority_named(const struct model *m, struct span printed);
const struct comparable *model_comparable(const struct model *m, struct span id);
const struct report *model_report(const struct model *m, struct span id);
/* The mapping of a framework's judgement to a comparable area; NULL when there is none. */
const struct area_map *model_map(const struct model *m, const struct framework *f, const struct strand *s,
				 const struct area *a, const struct comparable **in);
const struct judgement *report_judgement(const struct report *r, const struct strand *s, const struct area *a);

/* Builds: the readers' room fills authorities, comparables, pages and an unordered list of reports,
 * then calls this once. Gives reports their ids and slots, links neighbours, maps judgements to
 * comparable areas, sorts; reports two reports with one id, an inspection before its authority existed.
 * reports: count pointers into an arena that the model already owns. */
void model_freeze(struct model *m, struct report **reports, size_t count, struct diag *d);
void model_init(struct model *m, const struct frameworks *f);
void model_release(struct model *m);

#endif

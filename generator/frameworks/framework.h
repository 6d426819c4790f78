/* frameworks: inspection frameworks as data.
 *
 * A framework says what its inspectorate judges (areas, in strands), on which
 * scale, how its documents are recognised and where in them facts stand. All
 * of it comes from content/frameworks/<id>.yaml; docs/content-format.md shows
 * each key. A registry is built once, checked, and read-only from then on.
 *
 * Ranks are 1 best whatever the framework prints. Printed forms are compared
 * by utf8_key, so case, quotes and punctuation do not matter. */
#ifndef FRAMEWORKS_FRAMEWORK_H
#define FRAMEWORKS_FRAMEWORK_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/pattern.h"
#include "base/str.h"

#define RANK_NONE 0        /* not judged: no place in the order */

struct keys {              /* printed forms, folded by utf8_key */
	const char **v;
	size_t n;
};

struct patterns {
	struct pattern **v;
	size_t n;
};

struct grade {
	const char *id;            /* "requires-improvement"; fixed, in URLs and data */
	const char *label;         /* "Requires improvement to be good" */
	const char *letter;        /* the mark's letter: "R" */
	int rank;                  /* 1 best; RANK_NONE for "not judged" */
	int number;                /* printed number, or 0 when the framework prints none */
	struct keys printed;       /* forms that stand for it in documents, folded */
	const char *meaning;       /* what it means, in our words; or NULL */
};

struct strand {
	const char *id;            /* "" for the one strand of a strand-less framework */
	const char *label;         /* "" for that strand */
	struct keys headings;      /* headings that begin it, folded */
};

struct area {
	const char *id;
	const char *label;
	const char *meaning;           /* in our words; or NULL */
	struct keys labels;            /* every printed form, folded; the label's own included */
	const struct area *part_of;    /* the area that this one is a part of, which is of no other; or NULL */
	const struct strand **strands; /* where it is judged; strand_count entries */
	size_t strand_count;
	struct date from, to;          /* judged in inspections that end within; unset: always */
	bool expected;                 /* each report of that time has it; a missing one is said */
	struct keys narrative_headings;   /* sections whose prose states it, folded */
	struct patterns narrative;        /* sentences that state it; group "grade" */
	struct patterns headline;         /* sentences anywhere that award it; group "grade" */
	struct pos pos;
};

struct timescale {
	const char *id;            /* "immediately", "three-months", "six-months" */
	const char *label;
	struct keys printed;       /* headings that mean it, folded */
};

struct improvement_lead {      /* a sentence after which actions are quoted */
	struct pattern *pattern;
	const struct timescale *timescale;   /* NULL: none */
};

/* Where a grade can stand. The order in a framework's file is the order of
 * trust: the first form in which a judgement is found is its basis. */
enum basis {
	BASIS_TABLE,           /* a judgement table: label and grade side by side */
	BASIS_RECORD,          /* the record of findings at the end */
	BASIS_HEADING,         /* a graded heading */
	BASIS_HEADLINE,        /* a sentence that awards it */
	BASIS_NARRATIVE,       /* stated only in prose; never mixed with the others */
	BASIS_FRONT_MATTER,    /* given by hand */
	BASIS_COUNT
};
const char *basis_name(enum basis b);      /* "table", "front-matter", ... */

struct framework {
	const char *id, *name, *short_name, *inspectorate;
	const char *summary;               /* Markdown, our words; "" when there is none */
	struct date from, to;              /* inspections under it; to unset: still in use */
	const char *replaces;              /* id of the framework before, or NULL */
	struct grade *grades;              /* best first */
	size_t grade_count;
	struct strand *strands;            /* at least one */
	size_t strand_count;
	struct area *areas;                /* in the framework's own order */
	size_t area_count;
	struct timescale *timescales;
	size_t timescale_count;

	/* How its documents are read. */
	struct patterns title;             /* a line that is the title; recognises the document */
	struct patterns other;             /* a line before the title that makes it another kind of document */
	struct patterns authority;         /* group "authority", in the title or a line of the cover */
	struct patterns inspected;         /* group "dates" */
	struct patterns published;         /* group "date" */
	struct patterns lead_inspector;    /* group "name" */
	struct patterns furniture;         /* lines that are page furniture, dropped */
	struct patterns graded_heading;    /* groups "label" (empty: the heading before), "grade", "number" */
	struct keys record_headings;       /* begin the record of findings, folded */
	struct keys part_headings;         /* top-level headings beside the strands', folded */
	struct keys improvement_headings;  /* begin a list of improvements, folded */
	bool improvements_numbered;        /* numbered paragraphs under those headings are improvements,
					    * also under headings of their own */
	bool improvements_plain;           /* so are paragraphs, where nothing in the list has a bullet */
	struct patterns improvements_end;  /* headings that end such a list */
	struct patterns improvements_none; /* items that only say that there are none */
	struct patterns previous_inspection; /* sentences that speak of an earlier inspection */
	struct improvement_lead *leads;
	size_t lead_count;
	enum basis trust[BASIS_COUNT];     /* trust_count forms, most trusted first; a form that the file
					    * leaves out is not trusted. No list: all but front matter */
	size_t trust_count;
	struct pos pos;
};

struct frameworks {
	struct framework *v;       /* sorted by from date, then id */
	size_t n;
};

/* Loads every *.yaml below dir (called name in messages). Reports what is wrong and
 * loads the rest. -1 when anything was reported as an error. Patterns live until frameworks_release. */
int frameworks_load(struct frameworks *f, const char *dir, const char *name, struct arena *a, struct diag *d);
void frameworks_release(struct frameworks *f);

const struct framework *framework_by_id(const struct frameworks *f, struct span id);
const struct grade *framework_grade(const struct framework *f, struct span id);
/* By a printed form ("Requires improvement"), or, when the scale prints numbers, by "3". */
const struct grade *framework_grade_printed(const struct framework *f, struct span printed);
const struct strand *framework_strand(const struct framework *f, struct span id);
const struct area *framework_area(const struct framework *f, struct span id);
/* By printed label. strand NULL: any. NULL when no label fits. */
const struct area *framework_area_labelled(const struct framework *f, struct span label, const struct strand *strand);
const struct timescale *framework_timescale(const struct framework *f, struct span id);
/* The same for a form that is folded already, so that one fold serves many frameworks. */
const struct grade *framework_grade_keyed(const struct framework *f, const char *key);
const struct area *framework_area_keyed(const struct framework *f, const char *key, const struct strand *strand);
bool area_in_strand(const struct area *a, const struct strand *s);
/* True when the area is judged in an inspection that ends on that day. */
bool area_judged_on(const struct area *a, struct date day);
bool keys_have(const struct keys *k, const char *folded);
/* The sentence that announces improvements; NULL when it is none. */
const struct improvement_lead *framework_lead(const struct framework *f, struct span sentence);
/* True when one of them matches, as pattern_match does. */
bool patterns_match(const struct patterns *p, struct span s);

#endif

/* views/latest: the newest word on each authority, how much is held, what is new.
 *
 * Nothing here orders authorities by grade. See views/words.h for what holds for every view. */
#ifndef VIEWS_LATEST_H
#define VIEWS_LATEST_H

#include "views/words.h"

struct judgement_list {
	const struct judgement **v;
	size_t n;
};

/* What a report mainly says: its graded judgements (not those only in prose) of the area that
 * stands for the first headline area it judges, one a strand. Empty when it judges none. */
struct judgement_list latest_main(const struct model *m, const struct report *r, struct arena *a);
/* Every graded judgement of a headline area, in the order of areas.yaml. */
struct judgement_list latest_headlines(const struct model *m, const struct report *r, struct arena *a);
/* The newest report, or NULL. */
const struct report *latest_report(const struct authority *who);
/* The judgement of the same framework, strand and area in the newest earlier report that has
 * one, never across frameworks; NULL when there is none. */
const struct judgement *earlier_judgement(const struct judgement *j);

struct coverage {
	size_t authorities, with_report, reports, judgements, improvements, frameworks;
	struct date first, last;      /* days of the oldest and the newest inspection */
};
/* authorities counts those that exist today or have a report. */
void coverage_make(struct coverage *c, const struct model *m);

/* The date of the newest fact: the latest publication or, where none is printed, inspection. */
struct date data_date(const struct model *m);
/* When the report became known: its publication, else its day. */
struct date report_known(const struct report *r);

struct report_list {
	const struct report **v;
	size_t n;
};
/* All reports, newest known first; equal dates by id. */
struct report_list changes_make(const struct model *m, struct arena *a);

struct improvement_group {
	const struct timescale *timescale;      /* NULL: none given */
	const struct improvement **v;
	size_t n;
};
struct improvement_groups {
	struct improvement_group *v;
	size_t n;
};
/* By timescale in the framework's order, those without one last. */
struct improvement_groups improvements_make(const struct report *r, struct arena *a);
/* What was asked for last: the newest report before this one (NULL: the newest of all) that asks for anything. */
const struct report *asked_before(const struct authority *who, const struct report *r);

#endif

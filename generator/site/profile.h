/* site/profile: where a build's time goes and how much it does, for `build --profile` and the growth test.
 *
 * The caller brings two clocks, because no room but cli reads one, and releases what it gets. A build without
 * a profile is not measured: every call here takes NULL. */
#ifndef SITE_PROFILE_H
#define SITE_PROFILE_H

#include "base/arena.h"
#include "base/work.h"

struct page;
struct page_list;

struct profile_page {
	const char *path;
	unsigned long long time;       /* nanoseconds of processor time, from its data to its file */
	unsigned long long mustache;   /* of that, filling its template in */
	size_t bytes;
};

/* All pages of one family. */
struct profile_family {
	const char *name, *template;   /* template NULL: written without one */
	unsigned long long time, mustache, bytes;
	size_t pages;
};

struct profile {
	/* Given, both in nanoseconds: the calling thread's processor time; any time that goes steadily. */
	unsigned long long (*processor)(void), (*wall)(void);

	struct work work;                              /* all threads together */
	unsigned long long stage[WORK_ROOMS];          /* wall time of the rooms that are passed one after the other */
	unsigned long long whole;                      /* wall time from begin to end */
	struct profile_page *page;                     /* one a page, the dearest first */
	size_t pages;
	struct profile_family *family;                 /* those that have pages, the dearest first */
	size_t families;
	unsigned long long links;                      /* references followed */

	struct arena arena;                            /* of the above */
	enum work_room room;
	unsigned long long since, began;
};

void profile_begin(struct profile *p);
/* The next stage begins. */
void profile_stage(struct profile *p, enum work_room room);
/* The pages are known, none is made. */
void profile_plan(struct profile *p, const struct page_list *list);

struct profile_mark {
	unsigned long long time, mustache;
};
/* Around page i of the list, on one thread. */
struct profile_mark profile_page_begin(const struct profile *p);
void profile_page_end(struct profile *p, struct profile_mark from, size_t i, size_t bytes);
/* All pages are made and their paths still there. */
void profile_pages(struct profile *p, const struct page_list *list);
void profile_end(struct profile *p);
void profile_release(struct profile *p);

#endif

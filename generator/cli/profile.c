/* cli/profile: clocks for a profile, and its tables. Milliseconds, because a room's share of a build is a few of them. */
#include "cli/profile.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DEAREST 10

static unsigned long long read_clock(clockid_t id)
{
	struct timespec t = { 0, 0 };

	clock_gettime(id, &t);
	return (unsigned long long)t.tv_sec * 1000000000u + (unsigned long long)t.tv_nsec;
}

static unsigned long long processor_time(void)
{
	return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

static unsigned long long wall_time(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

struct profile profile_make(void)
{
	return (struct profile){ .processor = processor_time, .wall = wall_time };
}

static double ms(unsigned long long nanoseconds)
{
	return (double)nanoseconds / 1e6;
}

/* Stages one after another; below each what its threads did in other rooms. */
static const struct {
	enum work_room room;
	bool within;
} order[] = {
	{ WORK_CONFIG, false }, { WORK_FRAMEWORKS, false },
	{ WORK_READING, false }, { WORK_DOOR_MD, true }, { WORK_DOOR_TEXT, true }, { WORK_DOOR_PDF, true }, { WORK_MODEL, true },
	{ WORK_TEMPLATES, false }, { WORK_PLAN, false },
	{ WORK_PAGES, false }, { WORK_PROSE, true }, { WORK_HTML, true }, { WORK_MUSTACHE, true }, { WORK_WORDS, true },
	{ WORK_LINK_NOTES, true }, { WORK_WRITING, true },
	{ WORK_SEARCH, false }, { WORK_LINK_CHECK, false }, { WORK_COMMIT, false }, { WORK_RELEASE, false },
	/* Both when reports are read and when their pages are made. */
	{ WORK_MARKDOWN, true },
};

static void print_rooms(const struct profile *p)
{
	unsigned long long sum = 0;
	size_t i;

	for (i = 0; i < WORK_ROOMS; i++)
		sum += p->work.time[i];
	fprintf(stderr, "\n%-30s %10s %13s\n", "room", "wall ms", "processor ms");
	for (i = 0; i < sizeof order / sizeof *order; i++) {
		enum work_room room = order[i].room;

		if (!p->work.time[room] && !p->stage[room])
			continue;
		fprintf(stderr, "%s%-*s ", order[i].within ? "  " : "", order[i].within ? 28 : 30, work_room_name(room));
		if (order[i].within)
			fprintf(stderr, "%10s", "");
		else
			fprintf(stderr, "%10.2f", ms(p->stage[room]));
		fprintf(stderr, " %13.2f\n", ms(p->work.time[room]));
	}
	fprintf(stderr, "%-30s %10.2f %13.2f\n", "all", ms(p->whole), ms(sum));
}

static void print_pages(const struct profile *p)
{
	size_t i;

	fprintf(stderr, "\n%-46s %13s %12s\n", "dearest pages", "processor ms", "bytes");
	for (i = 0; i < p->pages && i < DEAREST; i++)
		fprintf(stderr, "%-46s %13.2f %12zu\n", p->page[i].path, ms(p->page[i].time), p->page[i].bytes);
	fprintf(stderr, "\n%-16s %-16s %7s %13s %12s %12s\n", "dearest kinds", "template", "pages", "processor ms", "Mustache ms", "bytes");
	for (i = 0; i < p->families && i < DEAREST; i++) {
		const struct profile_family *f = &p->family[i];

		fprintf(stderr, "%-16s %-16s %7zu %13.2f %12.2f %12llu\n", f->name, f->template ? f->template : "-", f->pages,
			ms(f->time), ms(f->mustache), f->bytes);
	}
}

static void print_count(const char *name, unsigned long long n)
{
	fprintf(stderr, "count %s %llu\n", name, n);
}

/* "bytes/area-data": a word, for whoever reads the lines. */
static void print_family_bytes(const struct profile_family *f)
{
	char name[64];
	size_t i;

	for (i = 0; f->name[i] && i < sizeof name - 1; i++)
		name[i] = f->name[i] == ' ' ? '-' : f->name[i];
	name[i] = '\0';
	fprintf(stderr, "count bytes/%s %llu\n", name, f->bytes);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct profile_family *)a)->name, ((const struct profile_family *)b)->name);
}

static void print_counts(struct profile *p, const struct site_stats *stats)
{
	size_t i;

	fprintf(stderr, "\n");
	qsort(p->family, p->families, sizeof *p->family, by_name);
	for (i = 0; i < WORK_COUNTS; i++)
		print_count(work_count_name((enum work_count)i), p->work.count[i]);
	print_count("reports", stats->reports);
	print_count("pages", stats->pages);
	print_count("links", p->links);
	print_count("files", stats->files);
	print_count("files-written", stats->changed);
	print_count("bytes", stats->bytes);
	for (i = 0; i < p->families; i++)
		print_family_bytes(&p->family[i]);
}

void profile_print(struct profile *p, const struct site_stats *stats)
{
	print_rooms(p);
	print_pages(p);
	print_counts(p, stats);
}

/* Writes a corpus for the benchmarks: N invented reports in the forms of real ones, over the councils of
 * content/authorities.yaml, as Gradeline and as Hugo read them. The same N gives the same bytes everywhere.
 *
 *	corpus N AUTHORITIES.yaml GRADELINE-REPORTS [HUGO-REPORTS [PERCENT]]
 *
 * HUGO-REPORTS "": none. PERCENT makes the reports shorter, for tests that only count.
 *
 * 53 000 bytes a report in the mean, as real ones have (53 148 with 500 reports, 53 867 with 5,000); 530 a paragraph, one byte in 190
 * outside ASCII (475 and 300 in real ones); no Markdown signs within paragraphs. Dates run from 2013 to 2025 under two frameworks. */
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define COUNCILS 512

struct council {
	char id[64], name[96];
};

struct text {
	char *p;
	size_t n, cap;
};

static uint64_t seed;
static unsigned percent = 100;         /* of a report's paragraphs */

static unsigned below(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 32) % n);
}

static void add(struct text *t, const char *format, ...)
{
	va_list ap;

	if (t->cap - t->n < 4096) {
		t->cap = t->cap * 2 + 8192;
		t->p = realloc(t->p, t->cap);
		if (!t->p)
			abort();
	}
	va_start(ap, format);
	t->n += (size_t)vsnprintf(t->p + t->n, t->cap - t->n, format, ap);
	va_end(ap);
}

#define ONE_OF(list) list[below(sizeof list / sizeof *list)]

static const char *const whos[] = {
	"Social workers", "Managers", "Foster carers", "Elected members", "Senior leaders", "Personal advisers", "Partner agencies", "Health visitors",
	"Schools", "Young people", "Most practitioners", "A small number of staff", "Family support workers", "The team", "Independent reviewing officers",
};
static const char *const does[] = {
	"describe", "record", "review", "understand", "plan for", "question", "track", "share", "know", "respond to", "set out", "act upon", "agree", "miss",
};
static const char *const hows[] = {
	"clear", "timely", "uneven", "careful", "thorough", "late", "well-kept", "measured", "patient", "thin", "warm", "exact", "purposeful", "steady",
};
static const char *const whats[] = {
	"assessments", "visits", "plans for each child", "records of supervision", "referrals", "the wishes of families", "arrangements for contact",
	"reviews", "audits", "pathway plans", "return interviews", "school attendance", "health checks", "placements", "decisions of the panel",
};
static const char *const ends[] = {
	"within the council\xe2\x80\x99s own time limits", "before matters grow worse", "in all parts of the area", "when a worker leaves",
	"although some wait too long", "and this is getting better", "as the sampled cases show", "since the last inspection", "for brothers and sisters alike",
	"where a court has been asked to decide", "at evenings and weekends", "so that help comes early", "\xe2\x80\x93 not in every case",
};

static void sentence(struct text *t)
{
	add(t, "%s %s %s %s %s", ONE_OF(whos), ONE_OF(does), ONE_OF(hows), ONE_OF(whats), ONE_OF(ends));
	if (below(3) == 0)
		add(t, ", while %s %s", ONE_OF(hows), ONE_OF(whats));
	add(t, ".");
}

/* About `bytes` long; one line, as `import` writes it. */
static void paragraph(struct text *t, unsigned bytes)
{
	size_t start = t->n;

	do {
		if (t->n > start)
			add(t, " ");
		sentence(t);
	} while (t->n - start < bytes);
}

#define AREAS 7
#define HUGO_AREAS 5               /* the first of them */

struct form {
	const char *id, *title;
	int from;                      /* year */
	/* Hugo's five: leaders, protection, care, leavers, overall; NULL where not judged. */
	const char *area[AREAS], *label[AREAS];
};

static const struct form forms[] = {
	{ "sif", "Inspection of services for children in need of help and protection", 2013,
	  { "leadership", "help-and-protection", "looked-after", "care-leavers", "overall-effectiveness", "adoption", "lscb" },
	  { "Leadership, management and governance", "Children who need help and protection", "Children looked after and achieving permanence",
	    "Experiences and progress of care leavers", "Overall effectiveness", "Adoption performance", "Local Safeguarding Children Board" } },
	{ "ilacs", "Inspection of local authority children's services", 2018,
	  { "leaders", "help-and-protection", "care-and-care-leavers", NULL, "overall-effectiveness", NULL, NULL },
	  { "The impact of leaders on social work practice with children and families",
	    "The experiences and progress of children who need help and protection",
	    "The experiences and progress of children in care and care leavers", NULL, "Overall effectiveness", NULL, NULL } },
	{ "ilacs", "Inspection of local authority children's services", 2023,
	  { "leaders", "help-and-protection", "in-care", "care-leavers", "overall-effectiveness", NULL, NULL },
	  { "The impact of leaders on social work practice with children and families",
	    "The experiences and progress of children who need help and protection", "The experiences and progress of children in care",
	    "The experiences and progress of care leavers", "Overall effectiveness", NULL, NULL } },
};
static const char *const hugo_area[HUGO_AREAS] = { "leaders", "protection", "care", "leavers", "overall" };

struct report {
	const struct council *council;
	const struct form *form;
	const char *grade[AREAS], *printed[AREAS];
	int year, month, day;
};

#define DAYS (13 * 336)

static void choose(struct report *r, const struct council *c, unsigned number, unsigned of)
{
	static const char *const id[] = { "outstanding", "good", "requires-improvement", "inadequate" };
	static const char *const printed[] = { "Outstanding", "Good", "Requires improvement", "Inadequate" };
	/* Evenly over 13 years of 336 days, so that no two of a council fall on one day. */
	unsigned day = number * DAYS / of + below(of > DAYS ? 1 : DAYS / of), k;

	r->council = c;
	r->year = 2013 + (int)(day / 336);
	r->month = 1 + (int)(day % 336 / 28);
	r->day = 1 + (int)(day % 28);
	r->form = &forms[r->year < 2018 ? 0 : r->year < 2023 ? 1 : 2];
	for (k = 0; k < AREAS; k++) {
		unsigned g = below(10);

		g = g < 1 ? 0 : g < 5 ? 1 : g < 9 ? 2 : 3;
		r->grade[k] = r->form->area[k] ? id[g] : NULL;
		r->printed[k] = r->form->area[k] ? printed[g] : "not judged";
	}
}

static void body(const struct report *r, struct text *t)
{
	unsigned k, i, n, number = 1, end = 360 * percent;

	add(t, "| Judgement | Grade |\n|---|---|\n");
	for (k = 0; k < AREAS; k++)
		if (r->grade[k])
			add(t, "| %s | %s |\n", r->form->label[k], r->printed[k]);
	add(t, "\n");
	for (i = 0; i < 5; i++) {
		paragraph(t, 300 + below(500));
		add(t, "\n\n");
	}
	add(t, "## What needs to improve?\n\n");
	for (i = 0, n = 3 + below(8); i < n; i++)
		add(t, "- The way in which %s reach %s.\n", ONE_OF(whats), ONE_OF(ends));
	add(t, "\n");
	for (k = 0; k < AREAS; k++) {
		if (!r->grade[k] || !strcmp(r->form->area[k], "overall-effectiveness"))
			continue;
		add(t, "## %s\n\n", r->form->label[k]);
		n = r->form->area[5] ? 11 + below(14) : 17 + below(17);
		for (i = 0; i * 100 < n * percent; i++) {
			add(t, "%u. ", number++);
			paragraph(t, 250 + below(450));
			add(t, "\n\n");
			if (i % 9 == 8)
				add(t, "### What was seen of %s\n\n", ONE_OF(whats));
		}
	}
	add(t, "## Information about this inspection\n\n");
	while (t->n < end) {
		paragraph(t, 400);
		add(t, "\n\n");
	}
}

static void save(const char *dir, const char *sub, const char *name, const struct text *front, const struct text *text)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, sub);
	if (mkdir(path, 0777) < 0 && errno != EEXIST) {
		perror(path);
		exit(3);
	}
	snprintf(path, sizeof path, "%s/%s/%s.md", dir, sub, name);
	f = fopen(path, "wb");
	if (!f || fwrite(front->p, 1, front->n, f) != front->n || fwrite(text->p, 1, text->n, f) != text->n || fclose(f) != 0) {
		perror(path);
		exit(3);
	}
}

static void gradeline_front(const struct report *r, struct text *f)
{
	unsigned k;

	add(f, "---\nauthority: %s\nframework: %s\ntitle: \"%s\"\ninspected: %d-%02d-%02d\njudgements:\n", r->council->id, r->form->id,
	    r->form->title, r->year, r->month, r->day);
	for (k = 0; k < AREAS; k++)
		if (r->grade[k])
			add(f, "  - {area: %s, grade: %s, basis: table, label: \"%s\", printed: \"%s\"}\n", r->form->area[k], r->grade[k], r->form->label[k], r->printed[k]);
	add(f, "---\n\n");
}

static void hugo_front(const struct report *r, struct text *f, const char *slug)
{
	unsigned k;

	add(f, "---\ntitle: \"%s: %s\"\nslug: \"%s\"\nauthority: \"%s\"\nauthority_slug: \"%s\"\nurn: \"80%03u\"\ndate: %d-%02d-%02d\n"
	    "framework: \"%s\"\ninspector: \"A. N. Other\"\njudgements:\n", r->council->name, r->form->title, slug, r->council->name,
	    r->council->id, (unsigned)r->day, r->year, r->month, r->day, r->form->id);
	for (k = 0; k < HUGO_AREAS; k++)
		add(f, "  %s: \"%s\"\n", hugo_area[k], r->printed[k]);
	add(f, "authorities: [\"%s\"]\nareas: [\"leaders\", \"protection\", \"care\", \"leavers\", \"overall\"]\n---\n\n", r->council->id);
}

static size_t read_councils(const char *path, struct council *c)
{
	FILE *f = fopen(path, "rb");
	char line[1024];
	size_t n = 0;
	int closed = 0;

	if (!f) {
		perror(path);
		exit(3);
	}
	while (fgets(line, sizeof line, f)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "  - id: ", 8) == 0 && n < COUNCILS) {
			n -= (size_t)(closed && n);
			closed = 0;
			snprintf(c[n].id, sizeof c[n].id, "%.63s", line + 8);
			snprintf(c[n++].name, sizeof c->name, "%.63s", line + 8);
		} else if (strncmp(line, "    name: ", 10) == 0 && n) {
			snprintf(c[n - 1].name, sizeof c->name, "%.*s", (int)strcspn(line + 10 + (line[10] == '"'), "\""), line + 10 + (line[10] == '"'));
		} else if (strncmp(line, "    to: ", 8) == 0 || strncmp(line, "    from: ", 10) == 0) {
			closed = 1;             /* only councils that were there all the time */
		}
	}
	fclose(f);
	return n - (size_t)(closed && n);
}

int main(int argc, char **argv)
{
	static struct council council[COUNCILS];
	unsigned n = argc >= 4 && argc <= 6 ? (unsigned)strtoul(argv[1], NULL, 10) : 0, i, councils;
	const char *hugo_dir = argc > 4 ? argv[4] : "";

	if (argc == 6)
		percent = (unsigned)strtoul(argv[5], NULL, 10);
	if (!n || !percent || percent > 100) {
		fprintf(stderr, "usage: corpus N AUTHORITIES.yaml GRADELINE-REPORTS [HUGO-REPORTS [PERCENT]]\n");
		return 2;
	}
	councils = (unsigned)read_councils(argv[2], council);
	if (!councils) {
		fprintf(stderr, "corpus: no council in %s\n", argv[2]);
		return 3;
	}
	for (i = 0; i < n; i++) {
		struct text front = { 0 }, text = { 0 }, hugo = { 0 };
		unsigned each = n / councils + (i % councils < n % councils);
		struct report r;
		char date[64], slug[160];

		seed = 0x9e3779b97f4a7c15u * (i + 1);
		(void)below(2);
		choose(&r, &council[i % councils], i / councils, each);
		body(&r, &text);
		gradeline_front(&r, &front);
		snprintf(date, sizeof date, "%d-%02d-%02d", r.year, r.month, r.day);
		snprintf(slug, sizeof slug, "%s-%s", r.council->id, date);
		hugo_front(&r, &hugo, slug);
		save(argv[3], r.council->id, date, &front, &text);
		if (*hugo_dir)
			save(hugo_dir, "", slug, &hugo, &text);
		free(front.p);
		free(text.p);
		free(hugo.p);
	}
	return 0;
}

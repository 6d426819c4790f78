/* site/publish: the publish gate. */
#include "site/publish.h"

#include <stdlib.h>
#include <string.h>
#include "base/digest.h"
#include "base/fs.h"
#include "base/vec.h"
#include "diff/diff.h"
#include "readers/readers.h"

#define CASES_SHOWN 5

struct gate {
	const struct publish *p;
	struct arena arena;
	struct diag broken;            /* an error a broken limit */
	VEC(const char *) fact;        /* what breaks them, a line each: the fingerprint's text */
	size_t shown;                  /* cases noted at the limit in hand */
};

static const struct pos nowhere = { NULL, 0, 0 };

/* One more case of the limit that was reported last. at: where it stands, or nowhere. */
static void add_case(struct gate *g, struct pos at, const char *words)
{
	if (g->shown++ < CASES_SHOWN)
		diag_note(&g->broken, at, "%s", words);
}

static void end_cases(struct gate *g)
{
	if (g->shown > CASES_SHOWN)
		diag_note(&g->broken, nowhere, "and %zu more", g->shown - CASES_SHOWN);
	g->shown = 0;
}

static void add_fact(struct gate *g, const char *line)
{
	*vec_push(&g->fact, &g->arena) = line;
}

/* ---- what the site holds ------------------------------------------------------------- */

static void at_least(struct gate *g, const struct config_limit *limit, size_t found, const char *what)
{
	if (limit->value <= 0 || found >= (size_t)limit->value)
		return;
	diag_report(&g->broken, DIAG_THRESHOLD, limit->at, "%s: %zu; 'publish' asks for %ld", what, found, limit->value);
	add_fact(g, arena_printf(&g->arena, "%s %zu", what, found));
}

/* True when the share is below the limit, which is then reported. */
static bool covers_too_little(struct gate *g, const struct config_limit *limit, size_t part, size_t whole, const char *what)
{
	if (limit->value <= 0 || !whole || part * 100 >= (size_t)limit->value * whole)
		return false;
	diag_report(&g->broken, DIAG_THRESHOLD, limit->at, "%zu of %zu %s, %zu.%zu per cent; 'publish' asks for %ld", part,
		    whole, what, part * 100 / whole, part * 1000 / whole % 10, limit->value);
	add_fact(g, arena_printf(&g->arena, "%s %zu of %zu", what, part, whole));
	return true;
}

/* Authorities that are still there, and those of them with a report. */
static void check_authorities(struct gate *g)
{
	const struct model *m = g->p->model;
	size_t there = 0, with = 0, i;

	for (i = 0; i < m->authority_count; i++) {
		there += !date_is_set(m->authority[i].to);
		with += !date_is_set(m->authority[i].to) && m->authority[i].report_count > 0;
	}
	if (!covers_too_little(g, &g->p->config->publish.covered_authorities, with, there, "authorities have a report"))
		return;
	for (i = 0; i < m->authority_count; i++)
		if (!date_is_set(m->authority[i].to) && !m->authority[i].report_count)
			add_case(g, m->authority[i].pos, m->authority[i].name);
	end_cases(g);
}

/* Calls missing for each grade that a report's framework makes one expect and that was not found; counts both kinds. */
static void each_expected(struct gate *g, size_t *found, size_t *expected,
			  void (*missing)(struct gate *g, const struct report *r, const struct area *area))
{
	const struct model *m = g->p->model;
	size_t i, k, s;

	for (i = 0; i < m->report_count; i++) {
		const struct report *r = m->report[i];

		for (k = 0; k < r->framework->area_count; k++) {
			const struct area *area = &r->framework->areas[k];

			if (!area->expected || !area_judged_on(area, r->day))
				continue;
			for (s = 0; s < area->strand_count; s++) {
				bool held = report_judgement(r, area->strands[s], area);

				*expected += 1;
				*found += held;
				if (!held && missing)
					missing(g, r, area);
			}
		}
	}
}

static void note_missing(struct gate *g, const struct report *r, const struct area *area)
{
	add_case(g, (struct pos){ r->file, 0, 0 }, area->label);
}

static void check_grades_found(struct gate *g)
{
	size_t found = 0, expected = 0;

	each_expected(g, &found, &expected, NULL);
	if (!covers_too_little(g, &g->p->config->publish.covered_grades, found, expected, "expected grades were found"))
		return;
	each_expected(g, &found, &expected, note_missing);
	end_cases(g);
}

static void check_held(struct gate *g)
{
	const struct config_publish *limits = &g->p->config->publish;
	const struct model *m = g->p->model;
	size_t authorities = 0, judgements = 0, i;

	for (i = 0; i < m->authority_count; i++)
		authorities += m->authority[i].report_count > 0;
	for (i = 0; i < m->report_count; i++)
		judgements += m->report[i]->judgement_count;
	at_least(g, &limits->authorities, authorities, "authorities with a report");
	at_least(g, &limits->reports, m->report_count, "reports");
	at_least(g, &limits->judgements, judgements, "judgements");
	check_authorities(g);
	check_grades_found(g);
}

/* ---- what it changes --------------------------------------------------------------------- */

static const char *grade_place(struct gate *g, const char *const *row)
{
	const char *strand = row[DIFF_GRADE_STRAND];

	return arena_printf(&g->arena, "%s, %s%s%s", row[DIFF_GRADE_REPORT], strand, *strand ? ", " : "", row[DIFF_GRADE_AREA]);
}

/* Grades of reports that are gone altogether. */
static size_t grades_gone(const struct diff_rows *reports)
{
	size_t n = 0, i;

	for (i = 0; i < reports->n; i++)
		n += strtoul(reports->v[i][DIFF_REPORT_GRADES], NULL, 10);
	return n;
}

static void add_corrected(struct gate *g, const char *const *row)
{
	const char *words = arena_printf(&g->arena, "%s: %s -> %s", grade_place(g, row), row[DIFF_GRADE_OLD],
					 row[DIFF_GRADE_NEW]);

	add_fact(g, words);
	add_case(g, nowhere, arena_printf(&g->arena, "%s; was in %s, is in %s", words, row[DIFF_GRADE_OLD_SOURCE],
					  row[DIFF_GRADE_NEW_SOURCE]));
}

static void add_removed(struct gate *g, const char *const *row)
{
	const char *words = arena_printf(&g->arena, "%s: %s -> none", grade_place(g, row), row[DIFF_GONE_GRADE]);

	add_fact(g, words);
	add_case(g, nowhere, arena_printf(&g->arena, "%s; was in %s", words, row[DIFF_GONE_SOURCE]));
}

static void add_report_gone(struct gate *g, const char *const *row)
{
	const char *words = arena_printf(&g->arena, "%s: report gone with %s grades", row[DIFF_REPORT_ID],
					 row[DIFF_REPORT_GRADES]);

	add_fact(g, words);
	add_case(g, nowhere, words);
}

static void check_grades(struct gate *g, const struct diff *f)
{
	static const struct {
		enum diff_table table;
		void (*add)(struct gate *g, const char *const *row);
	} parts[] = {
		{ DIFF_GRADES_CORRECTED, add_corrected },
		{ DIFF_GRADES_REMOVED, add_removed },
		{ DIFF_REPORTS_REMOVED, add_report_gone },
	};
	const struct config_limit *limit = &g->p->config->publish.grades_changed;
	size_t n = f->table[DIFF_GRADES_CORRECTED].n + f->table[DIFF_GRADES_REMOVED].n +
		   grades_gone(&f->table[DIFF_REPORTS_REMOVED]);
	size_t i, k;

	if (limit->value < 0 || n <= (size_t)limit->value)
		return;
	diag_report(&g->broken, DIAG_PUBLISH_GRADES, limit->at, "%zu of '%s' would be corrected or gone; 'publish' allows %ld",
		    n, f->old_name, limit->value);
	for (i = 0; i < sizeof parts / sizeof *parts; i++)
		for (k = 0; k < f->table[parts[i].table].n; k++)
			parts[i].add(g, f->table[parts[i].table].v[k]);
	end_cases(g);
}

static void check_pages(struct gate *g, const struct diff *f)
{
	const struct config_limit *limit = &g->p->config->publish.pages_lost;
	const struct diff_rows *lost = &f->table[DIFF_PAGES_LOST];
	size_t i;

	if (lost->n <= (size_t)limit->value)
		return;
	diag_report(&g->broken, DIAG_PUBLISH_PAGES, limit->at, "%zu of '%s' without a redirect; 'publish' allows %ld", lost->n,
		    f->old_name, limit->value);
	for (i = 0; i < lost->n; i++) {
		add_fact(g, arena_printf(&g->arena, "page %s", lost->v[i][DIFF_PAGE]));
		add_case(g, nowhere, lost->v[i][DIFF_PAGE]);
	}
	end_cases(g);
}

/* -1: reported. */
static int check_changes(struct gate *g, struct diag *d)
{
	const struct publish *p = g->p;
	struct tree old = TREE_INIT;
	struct diff f = DIFF_INIT;
	bool there = p->old_given || fs_exists(p->old);
	int rc = there ? tree_load_ours(&old, p->old, p->old_name, d) : 0;

	if (rc == 0 && !old.n && !p->old_given) {
		diag_report(d, DIAG_PUBLISH_FIRST, (struct pos){ p->old_name, 0, 0 },
			    "only the limits on what the site holds were checked");
	} else if (rc == 0) {
		rc = diff_make(&f, &old, p->old_name, p->tree, "this build", d);
		if (rc == 0) {
			check_grades(g, &f);
			check_pages(g, &f);
		}
	}
	diff_release(&f);
	tree_release(&old);
	return rc;
}

/* ---- overrides ----------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Of what breaks the limits, in whatever order it was found. */
static const char *fingerprint(struct gate *g)
{
	struct strbuf b = STRBUF_INIT;
	char hex[DIGEST_HEX];
	size_t i;

	qsort(g->fact.v, g->fact.n, sizeof *g->fact.v, by_text);
	for (i = 0; i < g->fact.n; i++)
		sb_printf(&b, "%s\n", g->fact.v[i]);
	digest_sha256(sb_view(&b), hex);
	sb_release(&b);
	return arena_strndup(&g->arena, hex, OVERRIDE_GATE);
}

/* Says what the override lets through, limit by limit. */
static void let_through(const struct gate *g, const struct override *o, struct diag *d)
{
	size_t i;

	diag_report(d, DIAG_PUBLISH_OVERRIDE, o->pos, "%s", o->reason);
	for (i = 0; i < g->broken.n; i++)
		diag_note(d, g->broken.entry[i].at, "%s: %s", diag_code_wording(g->broken.entry[i].code),
			  g->broken.entry[i].detail);
}

static void refuse(struct gate *g, const char *gate, struct diag *d)
{
	const char *file = fs_join(&g->arena, g->p->config->content_dir, READERS_OVERRIDES);

	/* Behind what will be printed last. */
	diag_sort(&g->broken);
	diag_note(&g->broken, nowhere, "to publish exactly these changes all the same, add to %s, with today's date and why:", file);
	if (!g->p->model->override_count)
		diag_note(&g->broken, nowhere, "overrides:");
	diag_note(&g->broken, nowhere, "  - {date: YYYY-MM-DD, gate: \"%s\", reason: \"\"}", gate);
	diag_merge(d, &g->broken);
}

int publish_check(const struct publish *p, struct diag *d)
{
	struct gate g = { .p = p };
	int rc;
	size_t i;

	check_held(&g);
	rc = check_changes(&g, d);
	if (rc < 0) {
		diag_merge(d, &g.broken);
	} else if (g.broken.n) {
		const char *gate = fingerprint(&g);
		const struct override *o = NULL;

		for (i = 0; !o && i < p->model->override_count; i++)
			if (strcmp(p->model->override[i].gate, gate) == 0)
				o = &p->model->override[i];
		if (o)
			let_through(&g, o, d);
		else
			refuse(&g, gate, d);
		rc = o ? 0 : -1;
	}
	diag_release(&g.broken);
	arena_release(&g.arena);
	return rc;
}

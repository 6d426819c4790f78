/* diff/compare: the facts of two sites, one beside the other. */
#include "diff/diff_int.h"

struct compare {
	struct diff *f;
	struct arena *a; /* of the diff */
	struct facts old, new;
};

/* A text that no other cells give: clean_text leaves no U+001F in a cell. */
static struct span key3(struct arena *a, const char *x, const char *y, const char *z)
{
	return span_of(arena_printf(a, "%s\x1f%s\x1f%s", x, y, z));
}

static bool differ(const char *x, const char *y)
{
	return strcmp(x, y) != 0;
}

static const char *source_of(const struct compare *c, const struct fact *j)
{
	bool line = *j->cell[J_LINE], paragraph = *j->cell[J_PARAGRAPH];

	return arena_printf(c->a, "%s%s%s%s%s", j->cell[J_FILE], line ? ":" : "", j->cell[J_LINE],
			    paragraph ? ", paragraph " : "", j->cell[J_PARAGRAPH]);
}

/* ---- reports ------------------------------------------------------------------------- */

static void same_report(struct fact *old, struct fact *new)
{
	old->other = new;
	new->other = old;
}

static void pair_by_id(struct compare *c)
{
	size_t i;

	for (i = 0; i < c->old.file[FACT_REPORTS].n; i++) {
		struct fact *old = &c->old.file[FACT_REPORTS].v[i];
		struct fact *new = map_get(&c->new.report, span_of(old->cell[R_ID]));

		if (new && !new->other)
			same_report(old, new);
	}
}

/* By what a report is known under another id. An empty key: by nothing. */
static struct span by_document(const struct fact *r, struct arena *a)
{
	(void)a;
	return span_of(r->cell[R_SHA256]);
}

static struct span by_heading(const struct fact *r, struct arena *a)
{
	return *r->cell[R_TITLE] ? key3(a, r->cell[R_AUTHORITY], r->cell[R_FRAMEWORK], r->cell[R_TITLE])
				 : span_of("");
}

/* Reports without a counterpart, by key; where two share one it tells nothing. */
static void index_single(struct facts *facts, struct span (*key)(const struct fact *r, struct arena *a),
			 struct map *out)
{
	size_t i;

	for (i = 0; i < facts->file[FACT_REPORTS].n; i++) {
		struct fact *r = &facts->file[FACT_REPORTS].v[i];
		struct span k = key(r, out->arena);

		if (!r->other && k.n)
			map_set(out, k, map_has(out, k) ? (void *)out : r);
	}
	for (i = 0; i < out->n; i++)
		if (out->entry[i].value == out)
			out->entry[i].value = NULL;
}

static void pair_renamed(struct compare *c, struct span (*key)(const struct fact *r, struct arena *a),
			 const char *because)
{
	struct arena scratch = ARENA_INIT;
	struct map old, new;
	size_t i;

	map_init(&old, &scratch);
	map_init(&new, &scratch);
	index_single(&c->old, key, &old);
	index_single(&c->new, key, &new);
	for (i = 0; i < old.n; i++) {
		struct fact *x = old.entry[i].value, *y = map_get(&new, old.entry[i].key);

		if (!x || !y)
			continue;
		same_report(x, y);
		ROW(c->f, DIFF_REPORTS_RENAMED, x->cell[R_ID], y->cell[R_ID], because);
	}
	arena_release(&scratch);
}

static void compare_report(struct compare *c, const struct fact *old, const struct fact *new)
{
	static const struct {
		int column;
		const char *name;
	} fact[] = {
		{ R_AUTHORITY, "authority" },
		{ R_FRAMEWORK, "framework" },
		{ R_TITLE, "title" },
		{ R_START, "start of the inspection" },
		{ R_END, "end of the inspection" },
		{ R_PUBLISHED, "publication" },
		{ R_SHA256, "document (SHA-256)" },
	};
	size_t i;

	for (i = 0; i < sizeof fact / sizeof *fact; i++) {
		const char *x = old->cell[fact[i].column], *y = new->cell[fact[i].column];

		if (differ(x, y))
			ROW(c->f, DIFF_REPORTS_CORRECTED, new->cell[R_ID], fact[i].name, *x ? x : "none",
			    *y ? y : "none", old->cell[R_FILE], new->cell[R_FILE]);
	}
}

static void only_in_one(struct compare *c, const struct facts *facts, enum diff_table table)
{
	size_t i;

	for (i = 0; i < facts->file[FACT_REPORTS].n; i++) {
		const struct fact *r = &facts->file[FACT_REPORTS].v[i];

		/* A second row of an id is not a second report. */
		if (!r->other && map_get(&facts->report, span_of(r->cell[R_ID])) == r)
			ROW(c->f, table, r->cell[R_ID], r->cell[R_AUTHORITY], r->cell[R_FRAMEWORK],
			    r->cell[R_TITLE], *r->cell[R_GRADES] ? r->cell[R_GRADES] : "0", r->cell[R_FILE]);
	}
}

static void compare_reports(struct compare *c)
{
	size_t i;

	pair_by_id(c);
	pair_renamed(c, by_document, "same document");
	pair_renamed(c, by_heading, "same authority, framework and title");
	for (i = 0; i < c->old.file[FACT_REPORTS].n; i++) {
		const struct fact *old = &c->old.file[FACT_REPORTS].v[i];

		if (old->other)
			compare_report(c, old, old->other);
	}
	only_in_one(c, &c->new, DIFF_REPORTS_ADDED);
	only_in_one(c, &c->old, DIFF_REPORTS_REMOVED);
}

/* The report that a row is about; NULL when the other site does not have it. */
static const struct fact *shared_report(const struct facts *facts, const char *id)
{
	const struct fact *r = map_get(&facts->report, span_of(id));

	return r && r->other ? r : NULL;
}

/* ---- grades ---------------------------------------------------------------------------- */

static void one_grade(struct compare *c, enum diff_table table, const struct fact *j)
{
	ROW(c->f, table, j->cell[J_REPORT], j->cell[J_STRAND], j->cell[J_AREA], j->cell[J_GRADE],
	    source_of(c, j), j->cell[J_URL]);
}

static void compare_grade(struct compare *c, const struct fact *old, const struct map *new,
			  struct arena *scratch)
{
	const struct fact *r = shared_report(&c->old, old->cell[J_REPORT]);
	struct fact *j;

	if (!r)
		return;
	j = map_get(new, key3(scratch, r->other->cell[R_ID], old->cell[J_STRAND], old->cell[J_AREA]));
	if (!j) {
		one_grade(c, DIFF_GRADES_REMOVED, old);
		return;
	}
	j->other = old;
	if (differ(old->cell[J_GRADE], j->cell[J_GRADE]))
		ROW(c->f, DIFF_GRADES_CORRECTED, j->cell[J_REPORT], j->cell[J_STRAND], j->cell[J_AREA],
		    old->cell[J_GRADE], j->cell[J_GRADE], source_of(c, old), source_of(c, j),
		    old->cell[J_URL], j->cell[J_URL]);
}

static void compare_grades(struct compare *c)
{
	struct fact *v = c->new.file[FACT_JUDGEMENTS].v;
	struct arena scratch = ARENA_INIT;
	struct map new;
	size_t i;

	map_init(&new, &scratch);
	for (i = 0; i < c->new.file[FACT_JUDGEMENTS].n; i++)
		map_set(&new, key3(&scratch, v[i].cell[J_REPORT], v[i].cell[J_STRAND], v[i].cell[J_AREA]),
			&v[i]);
	for (i = 0; i < c->old.file[FACT_JUDGEMENTS].n; i++)
		compare_grade(c, &c->old.file[FACT_JUDGEMENTS].v[i], &new, &scratch);
	for (i = 0; i < new.n; i++) {
		const struct fact *j = new.entry[i].value;

		if (!j->other && shared_report(&c->new, j->cell[J_REPORT]))
			one_grade(c, DIFF_GRADES_ADDED, j);
	}
	arena_release(&scratch);
}

/* ---- authorities --------------------------------------------------------------------------- */

static void compare_authority(struct compare *c, const struct fact *old, const struct fact *new)
{
	static const struct {
		int column;
		const char *name;
	} fact[] = {
		{ A_NAME, "name" }, { A_TYPE, "type" },    { A_REGION, "region" },  { A_GSS, "GSS code" },
		{ A_URN, "URN" },   { A_DFE, "DfE code" }, { A_FROM, "first day" }, { A_TO, "last day" },
	};
	size_t i;

	for (i = 0; i < sizeof fact / sizeof *fact; i++) {
		const char *x = old->cell[fact[i].column], *y = new->cell[fact[i].column];

		if (differ(x, y))
			ROW(c->f, DIFF_AUTHORITIES_CHANGED, new->cell[A_ID], fact[i].name, *x ? x : "none",
			    *y ? y : "none");
	}
}

static void compare_authorities(struct compare *c)
{
	struct fact *old = c->old.file[FACT_AUTHORITIES].v, *new = c->new.file[FACT_AUTHORITIES].v;
	struct arena scratch = ARENA_INIT;
	struct map by_id;
	size_t i;

	map_init(&by_id, &scratch);
	for (i = 0; i < c->new.file[FACT_AUTHORITIES].n; i++)
		map_set(&by_id, span_of(new[i].cell[A_ID]), &new[i]);
	for (i = 0; i < c->old.file[FACT_AUTHORITIES].n; i++) {
		struct fact *found = map_get(&by_id, span_of(old[i].cell[A_ID]));

		if (found) {
			found->other = &old[i];
			compare_authority(c, &old[i], found);
		} else {
			ROW(c->f, DIFF_AUTHORITIES_REMOVED, old[i].cell[A_ID], old[i].cell[A_NAME]);
		}
	}
	for (i = 0; i < by_id.n; i++) {
		const struct fact *who = by_id.entry[i].value;

		if (!who->other)
			ROW(c->f, DIFF_AUTHORITIES_ADDED, who->cell[A_ID], who->cell[A_NAME]);
	}
	arena_release(&scratch);
}

int diff_make(struct diff *out, const struct tree *old, const char *old_name, const struct tree *new,
	      const char *new_name, struct diag *d)
{
	struct compare c = { .f = out, .a = &out->arena };
	int rc;

	out->old_name = clean_text(span_of(old_name), &out->arena);
	out->new_name = clean_text(span_of(new_name), &out->arena);
	rc = facts_read(&c.old, old, old_name, &out->arena, d);
	if (facts_read(&c.new, new, new_name, &out->arena, d) < 0 || rc < 0)
		return -1;
	compare_reports(&c);
	compare_grades(&c);
	diff_improvements(out, &c.old, &c.new);
	compare_authorities(&c);
	diff_pages(out, old, new);
	return 0;
}

void diff_release(struct diff *f)
{
	arena_release(&f->arena);
	memset(f, 0, sizeof *f);
}

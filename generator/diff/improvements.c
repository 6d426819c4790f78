/* diff/improvements: what reports ask for, report by report. The texts themselves are long and stand on
 * the report's page: here they are counted and named by their numbers. */
#include "diff/diff_int.h"

#define NUMBERS_SHOWN 20

enum change { ADDED, REMOVED, REWORDED, CHANGES };

struct tally {
	size_t count[CHANGES];
	struct strbuf numbers[CHANGES];
};

struct asks {
	struct arena arena;
	struct map old, new;  /* report in the new site, strand, timescale, text: the row */
	struct map unmatched; /* report, number: a row of the new site whose text the old one lacks */
	struct map tally;     /* report in the new site: struct tally */
};

/* The id in the new site of the report that a row is about; NULL when only one site has it. */
static const char *report_of(const struct facts *facts, bool old, const struct fact *row)
{
	const struct fact *r = map_get(&facts->report, span_of(row->cell[I_REPORT]));

	if (!r || !r->other)
		return NULL;
	return old ? r->other->cell[R_ID] : r->cell[R_ID];
}

static struct span text_key(struct asks *s, const char *report, const struct fact *row)
{
	return span_of(arena_printf(&s->arena, "%s\x1f%s\x1f%s\x1f%s", report, row->cell[I_STRAND],
				    row->cell[I_TIMESCALE], row->cell[I_TEXT]));
}

static struct span number_key(struct asks *s, const char *report, const struct fact *row)
{
	return span_of(arena_printf(&s->arena, "%s\x1f%s", report, row->cell[I_NUMBER]));
}

static void index_texts(struct asks *s, const struct facts *facts, bool old, struct map *out)
{
	size_t i;

	map_init(out, &s->arena);
	for (i = 0; i < facts->file[FACT_IMPROVEMENTS].n; i++) {
		struct fact *row = &facts->file[FACT_IMPROVEMENTS].v[i];
		const char *report = report_of(facts, old, row);

		if (report)
			map_set(out, text_key(s, report, row), row);
	}
}

static void count(struct asks *s, const char *report, enum change change, const char *number)
{
	struct tally *t = map_get(&s->tally, span_of(report));

	if (!t) {
		t = arena_alloc(&s->arena, sizeof *t);
		map_set(&s->tally, span_of(report), t);
	}
	if (t->count[change]++ < NUMBERS_SHOWN)
		sb_printf(&t->numbers[change], "%s%s", t->numbers[change].n ? ", " : "", number);
}

static void count_unmatched(struct asks *s, const struct facts *old, const struct facts *new)
{
	size_t i;

	for (i = 0; i < s->new.n; i++) {
		struct fact *row = s->new.entry[i].value;

		if (!map_has(&s->old, s->new.entry[i].key))
			map_set(&s->unmatched, number_key(s, report_of(new, false, row), row), row);
	}
	for (i = 0; i < s->old.n; i++) {
		const struct fact *row = s->old.entry[i].value;
		const char *report = report_of(old, true, row);
		struct fact *found;

		if (map_has(&s->new, s->old.entry[i].key))
			continue;
		found = map_get(&s->unmatched, number_key(s, report, row));
		if (found)
			found->other = row;
		count(s, report, found ? REWORDED : REMOVED, row->cell[I_NUMBER]);
	}
	for (i = 0; i < s->unmatched.n; i++) {
		const struct fact *row = s->unmatched.entry[i].value;

		if (!row->other)
			count(s, report_of(new, false, row), ADDED, row->cell[I_NUMBER]);
	}
}

static void put_tally(struct diff *f, struct span report, struct tally *t)
{
	static const char *const words[CHANGES] = { "added", "removed", "reworded"};
	struct strbuf b = STRBUF_INIT;
	const char *n[CHANGES];
	size_t i;

	for (i = 0; i < CHANGES; i++) {
		n[i] = arena_printf(&f->arena, "%zu", t->count[i]);
		if (t->count[i])
			sb_printf(&b, "%s%s %s%s", b.n ? "; " : "", words[i], sb_str(&t->numbers[i]),
				  t->count[i] > NUMBERS_SHOWN ? " ..." : "");
		sb_release(&t->numbers[i]);
	}
	ROW(f, DIFF_IMPROVEMENTS, arena_strndup(&f->arena, report.p, report.n), n[ADDED], n[REMOVED],
	    n[REWORDED], arena_strdup(&f->arena, sb_str(&b)));
	sb_release(&b);
}

void diff_improvements(struct diff *f, struct facts *old, struct facts *new)
{
	struct asks s = { .arena = ARENA_INIT };
	size_t i;

	map_init(&s.unmatched, &s.arena);
	map_init(&s.tally, &s.arena);
	index_texts(&s, old, true, &s.old);
	index_texts(&s, new, false, &s.new);
	count_unmatched(&s, old, new);
	for (i = 0; i < s.tally.n; i++)
		put_tally(f, s.tally.entry[i].key, s.tally.entry[i].value);
	arena_release(&s.arena);
}

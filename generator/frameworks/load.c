/* frameworks: files to the registry. May know base and yaml.
 *
 * A file with faults is loaded as far as it can be read, so that reports which
 * use it are still checked; text that is missing becomes empty. */
#include "frameworks/framework.h"

#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "frameworks/fw_file.h"

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* Folds label (NULL: none) and every text of list; a form that is given twice is kept once. */
static struct keys make_keys(const struct loading *l, const char *label, const struct ytexts *list)
{
	struct keys k = { arena_calloc(l->a, list->n + 1, sizeof *k.v), 0 };
	const char *first = utf8_key(span_of(label), l->a);
	size_t i;

	if (*first)
		k.v[k.n++] = first;
	for (i = 0; i < list->n; i++) {
		const char *key = utf8_key(span_of(list->v[i].text), l->a);

		if (!*key)
			yaml_report(list->v[i].node, l->d, DIAG_VALUE_RANGE,
				    "a printed form needs a letter or a digit");
		else if (!keys_have(&k, key))
			k.v[k.n++] = key;
	}
	return k;
}

/* group: the group that the pattern must have, or NULL. */
static struct pattern *make_pattern(const struct loading *l, const struct ytext *t, const char *group)
{
	const char *error = NULL;
	struct pattern *p;
	size_t where = 0;

	if (!t->text)
		return NULL;
	p = pattern_compile(span_of(t->text), l->a, &error, &where);
	if (!p) {
		yaml_report_inside(t->node, where, l->d, DIAG_PATTERN_INVALID, "%s", error);
		return NULL;
	}
	if (group && !pattern_has_group(p, group))
		yaml_report(t->node, l->d, DIAG_PATTERN_GROUP, "(?<%s>...)", group);
	return p;
}

/* A graded heading says its grade by a word or by a number. */
static struct patterns make_graded(const struct loading *l, const struct ytexts *list)
{
	struct patterns p = { arena_calloc(l->a, list->n, sizeof *p.v), 0 };
	size_t i;

	for (i = 0; i < list->n; i++) {
		struct pattern *one = make_pattern(l, &list->v[i], NULL);

		if (!one)
			continue;
		p.v[p.n++] = one;
		if (!pattern_has_group(one, "grade") && !pattern_has_group(one, "number"))
			yaml_report(list->v[i].node, l->d, DIAG_PATTERN_GROUP, "(?<grade>...) or (?<number>...)");
	}
	return p;
}

static struct patterns make_patterns(const struct loading *l, const struct ytexts *list, const char *group)
{
	struct patterns p = { arena_calloc(l->a, list->n, sizeof *p.v), 0 };
	size_t i;

	for (i = 0; i < list->n; i++) {
		struct pattern *one = make_pattern(l, &list->v[i], group);

		if (one)
			p.v[p.n++] = one;
	}
	return p;
}

static void make_scale(const struct loading *l, struct framework *f, const struct raw_framework *raw)
{
	const struct raw_grade *grades = raw->scale.v;
	size_t i;

	f->grades = arena_calloc(l->a, raw->scale.n, sizeof *f->grades);
	f->grade_count = raw->scale.n;
	for (i = 0; i < raw->scale.n; i++) {
		f->grades[i] = (struct grade){
			.id = or_empty(grades[i].id.text),
			.label = or_empty(grades[i].label.text),
			.letter = or_empty(grades[i].letter.text),
			.rank = (int)grades[i].rank,
			.number = (int)grades[i].number,
			.printed = make_keys(l, grades[i].label.text, &grades[i].printed),
			.meaning = grades[i].meaning,
		};
	}
}

static void make_strands(const struct loading *l, struct framework *f, const struct raw_framework *raw)
{
	const struct raw_strand *strands = raw->strands.v;
	size_t i;

	f->strand_count = raw->strands.n ? raw->strands.n : 1;
	f->strands = arena_calloc(l->a, f->strand_count, sizeof *f->strands);
	f->strands[0] = (struct strand){ .id = "", .label = "" };
	for (i = 0; i < raw->strands.n; i++) {
		f->strands[i].id = or_empty(strands[i].id.text);
		f->strands[i].label = or_empty(strands[i].label);
		f->strands[i].headings = make_keys(l, NULL, &strands[i].headings);
	}
}

static void report_unknown(const struct loading *l, enum diag_code code, const struct ytext *t,
			   const char *const *names, size_t n)
{
	yaml_report(t->node, l->d, code, "'%.*s'%s", span_shown(span_of(t->text)), t->text,
		    yaml_hint(span_of(t->text), names, n, l->a));
}

static void link_strands(const struct loading *l, const struct framework *f, struct area *area,
			 const struct ytexts *ids)
{
	const char **names = arena_calloc(l->a, f->strand_count, sizeof *names);
	size_t i;

	area->strands = arena_calloc(l->a, f->strand_count, sizeof *area->strands);
	for (i = 0; i < f->strand_count; i++) {
		names[i] = f->strands[i].id;
		if (!ids->n)
			area->strands[area->strand_count++] = &f->strands[i];
	}
	for (i = 0; i < ids->n; i++) {
		const struct strand *s = framework_strand(f, span_of(ids->v[i].text));

		if (!s)
			report_unknown(l, DIAG_STRAND_UNKNOWN, &ids->v[i], names, f->strand_count);
		else if (!area_in_strand(area, s))
			area->strands[area->strand_count++] = s;
	}
}

/* A part stands after the area it is a part of, and has no parts itself. */
static void link_parts(const struct loading *l, struct framework *f, const struct raw_area *raw)
{
	const char **names = arena_calloc(l->a, f->area_count, sizeof *names);
	size_t i, k;

	for (i = 0; i < f->area_count; i++)
		names[i] = f->areas[i].id;
	for (i = 0; i < f->area_count; i++) {
		const struct ytext *t = &raw[i].part_of;

		if (!t->text)
			continue;
		for (k = 0; k < f->area_count && strcmp(names[k], t->text) != 0; k++)
			;
		if (k == f->area_count)
			report_unknown(l, DIAG_AREA_UNKNOWN, t, names, f->area_count);
		else if (k >= i)
			yaml_report(t->node, l->d, DIAG_VALUE_RANGE, "'%s' does not stand before its part", t->text);
		else if (f->areas[k].part_of)
			yaml_report(t->node, l->d, DIAG_VALUE_RANGE, "'%s' is itself a part", t->text);
		else
			f->areas[i].part_of = &f->areas[k];
	}
}

static void make_areas(const struct loading *l, struct framework *f, const struct raw_framework *raw)
{
	const struct raw_area *areas = raw->areas.v;
	size_t i;

	f->areas = arena_calloc(l->a, raw->areas.n, sizeof *f->areas);
	f->area_count = raw->areas.n;
	for (i = 0; i < raw->areas.n; i++) {
		const struct raw_area *r = &areas[i];

		f->areas[i] = (struct area){
			.id = or_empty(r->id.text),
			.label = or_empty(r->label.text),
			.meaning = r->meaning,
			.labels = make_keys(l, r->label.text, &r->labels),
			.from = r->from,
			.to = r->to,
			.expected = r->expected,
			.narrative_headings = make_keys(l, NULL, &r->narrative.headings),
			.narrative = make_patterns(l, &r->narrative.patterns, "grade"),
			.headline = make_patterns(l, &r->headlines, "grade"),
			.pos = r->pos,
		};
		link_strands(l, f, &f->areas[i], &r->strands);
	}
	link_parts(l, f, areas);
}

/* The forms that a file lists, or all that documents use in the order of enum basis. */
static void make_trust(const struct loading *l, struct framework *f, const struct ytexts *list)
{
	const char *names[BASIS_COUNT];
	bool used[BASIS_COUNT] = { false };
	size_t i, b;

	for (b = 0; b < BASIS_COUNT; b++)
		names[b] = basis_name((enum basis)b);
	for (b = 0; !list->n && b < BASIS_FRONT_MATTER; b++)
		f->trust[f->trust_count++] = (enum basis)b;
	for (i = 0; i < list->n; i++) {
		for (b = 0; b < BASIS_COUNT && !span_is(span_of(names[b]), list->v[i].text); b++)
			;
		if (b == BASIS_COUNT) {
			report_unknown(l, DIAG_VALUE_RANGE, &list->v[i], names, BASIS_COUNT);
		} else if (used[b]) {
			yaml_report(list->v[i].node, l->d, DIAG_VALUE_RANGE, "'%s' is listed twice", names[b]);
		} else {
			used[b] = true;
			f->trust[f->trust_count++] = (enum basis)b;
		}
	}
}

static void make_documents(const struct loading *l, struct framework *f, const struct raw_documents *raw)
{
	f->title = make_patterns(l, &raw->title, NULL);
	f->other = make_patterns(l, &raw->other, NULL);
	f->authority = make_patterns(l, &raw->authority, "authority");
	f->inspected = make_patterns(l, &raw->inspected, "dates");
	f->published = make_patterns(l, &raw->published, "date");
	f->lead_inspector = make_patterns(l, &raw->lead_inspector, "name");
	f->furniture = make_patterns(l, &raw->furniture, NULL);
	f->graded_heading = make_graded(l, &raw->graded_headings);
	f->record_headings = make_keys(l, NULL, &raw->record);
	f->part_headings = make_keys(l, NULL, &raw->parts);
	make_trust(l, f, &raw->trust);
}

static void make_improvements(const struct loading *l, struct framework *f, const struct raw_improvements *raw)
{
	const struct raw_timescale *scales = raw->timescales.v;
	const struct raw_lead *leads = raw->leads.v;
	const char **names = arena_calloc(l->a, raw->timescales.n, sizeof *names);
	size_t i;

	f->improvement_headings = make_keys(l, NULL, &raw->headings);
	f->improvements_numbered = raw->numbered;
	f->improvements_plain = raw->plain;
	f->improvements_end = make_patterns(l, &raw->ends, NULL);
	f->improvements_none = make_patterns(l, &raw->none, NULL);
	f->previous_inspection = make_patterns(l, &raw->previous, NULL);
	f->timescales = arena_calloc(l->a, raw->timescales.n, sizeof *f->timescales);
	f->timescale_count = raw->timescales.n;
	for (i = 0; i < raw->timescales.n; i++) {
		f->timescales[i].id = names[i] = or_empty(scales[i].id.text);
		f->timescales[i].label = or_empty(scales[i].label.text);
		f->timescales[i].printed = make_keys(l, scales[i].label.text, &scales[i].printed);
	}
	f->leads = arena_calloc(l->a, raw->leads.n, sizeof *f->leads);
	for (i = 0; i < raw->leads.n; i++) {
		struct improvement_lead lead = { .pattern = make_pattern(l, &leads[i].pattern, NULL) };

		if (leads[i].timescale.text) {
			lead.timescale = framework_timescale(f, span_of(leads[i].timescale.text));
			if (!lead.timescale)
				report_unknown(l, DIAG_TIMESCALE_UNKNOWN, &leads[i].timescale, names,
					       raw->timescales.n);
		}
		if (lead.pattern)
			f->leads[f->lead_count++] = lead;
	}
}

static struct framework make_framework(const struct loading *l, const struct raw_framework *raw)
{
	struct framework f = {
		.id = raw->id.text,
		.name = or_empty(raw->name),
		.short_name = or_empty(raw->short_name),
		.inspectorate = or_empty(raw->inspectorate),
		.summary = or_empty(raw->summary),
		.from = raw->from,
		.to = raw->to,
		.replaces = raw->replaces.text,
		.pos = raw->pos,
	};

	make_scale(l, &f, raw);
	make_strands(l, &f, raw);
	make_areas(l, &f, raw);
	make_documents(l, &f, &raw->documents);
	make_improvements(l, &f, &raw->improvements);
	return f;
}

/* Frameworks read so far, each beside its file. */
struct registry {
	VEC(struct framework) all;
	VEC(struct raw_framework) raw;
};

static void load_file(const struct loading *l, struct registry *r, const char *path, const char *name)
{
	const struct ynode *root = yaml_read(path, name, l->a, l->d);
	struct raw_framework raw;
	size_t i;

	if (!root)
		return;
	yaml_bind(root, &framework_file, &raw, l->a, l->d);
	if (!raw.id.text)
		return;
	for (i = 0; i < r->raw.n; i++) {
		if (span_is(raw.id.node->text, r->raw.v[i].id.text)) {
			yaml_report(raw.id.node, l->d, DIAG_ID_DUPLICATE, "framework '%s'", raw.id.text);
			diag_note(l->d, r->raw.v[i].id.at, "first given here");
			return;
		}
	}
	check_framework(l, root, &raw);
	*vec_push(&r->raw, l->a) = raw;
	*vec_push(&r->all, l->a) = make_framework(l, &raw);
}

static int by_date(const void *x, const void *y)
{
	const struct framework *a = x, *b = y;
	int c = date_cmp(a->from, b->from);

	return c ? c : strcmp(a->id, b->id);
}

/* Each `replaces` must be known, and following it must come to an end. */
static void check_replaces(const struct loading *l, const struct frameworks *f, const struct registry *r)
{
	const char **names = arena_calloc(l->a, f->n, sizeof *names);
	size_t i, steps;

	for (i = 0; i < f->n; i++)
		names[i] = f->v[i].id;
	for (i = 0; i < r->raw.n; i++) {
		const struct ytext *t = &r->raw.v[i].replaces;
		const struct framework *before;

		if (!t->text)
			continue;
		before = framework_by_id(f, span_of(t->text));
		if (!before) {
			report_unknown(l, DIAG_FRAMEWORK_ID, t, names, f->n);
			continue;
		}
		for (steps = 0; before && before->replaces && steps <= f->n; steps++)
			before = framework_by_id(f, span_of(before->replaces));
		if (steps > f->n)
			yaml_report(t->node, l->d, DIAG_FRAMEWORK_LOOP, "'%s'", t->text);
	}
}

int frameworks_load(struct frameworks *f, const char *dir, const char *name, struct arena *a, struct diag *d)
{
	const size_t before = d->count[DIAG_ERROR] + d->count[DIAG_SYSTEM];
	struct loading l = { a, d };
	struct registry r = { .all = { NULL, 0, 0 } };
	struct fs_list files = { NULL, 0 };
	size_t i;

	memset(f, 0, sizeof *f);
	if (!fs_need_dir(dir, name, d) || fs_walk(a, dir, name, &files, d) < 0)
		return -1;
	for (i = 0; i < files.n; i++) {
		if (span_ends(span_of(files.path[i]), ".yaml"))
			load_file(&l, &r, fs_join(a, dir, files.path[i]), fs_join(a, name, files.path[i]));
	}
	f->v = r.all.v;
	f->n = r.all.n;
	if (f->n)
		qsort(f->v, f->n, sizeof *f->v, by_date);
	check_replaces(&l, f, &r);
	return d->count[DIAG_ERROR] + d->count[DIAG_SYSTEM] > before ? -1 : 0;
}

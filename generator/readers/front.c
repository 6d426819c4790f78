/* readers: front matter. What a person gives wins over what the text says. */
#include "readers/readers_int.h"

#include <string.h>
#include "yaml/yschema.h"

#define FRONT_TEXT_MAX 65536     /* bytes of an improvement: some take half a page */

struct front_judgement {
	struct ytext strand, area, grade;
	const char *label, *printed;
	int basis;
	long paragraph;
	struct pos at;
};

struct front_improvement {
	struct ytext strand, timescale;
	const char *text;
	struct pos at;
};

struct front_source {
	const char *url, *file, *sha256;
};

struct front {
	struct ytext authority, framework;
	const char *title, *lead_inspector, *summary;
	struct date inspected[2], published;
	long paragraphs;
	struct front_source source;
	struct ylist judgements, improvements;
	const struct ynode *tree;      /* to tell "given and empty" from "not given", and for places */
	struct pos at;
};

static const char *const basis_words[] = { "table", "record", "heading", "headline", "narrative", "front-matter", NULL };

#define F(strct, member, kind, must) { .key = #member, .type = kind, .required = must, .offset = offsetof(struct strct, member) }

static const struct yfield judgement_fields[] = {
	F(front_judgement, strand, YT_ID_AT, false),
	F(front_judgement, area, YT_ID_AT, true),
	F(front_judgement, grade, YT_ID_AT, true),
	F(front_judgement, label, YT_TEXT, false),
	F(front_judgement, printed, YT_TEXT, false),
	{ .key = "basis", .type = YT_ENUM, .offset = offsetof(struct front_judgement, basis), .words = basis_words },
	{ .key = "paragraph", .type = YT_INT, .offset = offsetof(struct front_judgement, paragraph), .min = 1, .max = 9999 },
};
static const struct yschema judgement_schema = { "judgement", sizeof(struct front_judgement), judgement_fields,
	sizeof judgement_fields / sizeof *judgement_fields, offsetof(struct front_judgement, at) };

static const struct yfield improvement_fields[] = {
	F(front_improvement, strand, YT_ID_AT, false),
	F(front_improvement, timescale, YT_ID_AT, false),
	{ .key = "text", .type = YT_TEXT, .required = true, .offset = offsetof(struct front_improvement, text), .min = 1,
	  .max = FRONT_TEXT_MAX },
};
static const struct yschema improvement_schema = { "improvement", sizeof(struct front_improvement), improvement_fields,
	sizeof improvement_fields / sizeof *improvement_fields, offsetof(struct front_improvement, at) };

static const struct yfield source_fields[] = {
	F(front_source, url, YT_TEXT, false),
	F(front_source, file, YT_TEXT, false),
	F(front_source, sha256, YT_TEXT, false),
};
static const struct yschema source_schema = { "source", sizeof(struct front_source), source_fields,
	sizeof source_fields / sizeof *source_fields, -1 };

static const struct yfield front_fields[] = {
	F(front, authority, YT_TEXT_AT, false),
	F(front, framework, YT_ID_AT, false),
	F(front, title, YT_TEXT, false),
	F(front, inspected, YT_PERIOD, false),
	F(front, published, YT_DATE, false),
	F(front, lead_inspector, YT_TEXT, false),
	F(front, summary, YT_TEXT, false),
	{ .key = "paragraphs", .type = YT_INT, .offset = offsetof(struct front, paragraphs), .min = 1, .max = 999999 },
	{ .key = "source", .type = YT_MAP, .offset = offsetof(struct front, source), .sub = &source_schema },
	{ .key = "judgements", .type = YT_LIST, .offset = offsetof(struct front, judgements), .max = 500,
	  .sub = &judgement_schema },
	{ .key = "improvements", .type = YT_LIST, .offset = offsetof(struct front, improvements), .max = 1000,
	  .sub = &improvement_schema },
};
static const struct yschema front_schema = { "report", sizeof(struct front), front_fields,
	sizeof front_fields / sizeof *front_fields, offsetof(struct front, at) };

struct front *front_read(const struct doc *doc, struct arena *a, struct diag *d)
{
	struct front *f = arena_alloc(a, sizeof *f);
	struct ynode *tree;

	if (!doc->front.text.p)
		return f;
	tree = yaml_parse(&doc->front, a, d);
	if (!tree || yaml_bind(tree, &front_schema, f, a, d) < 0)
		return NULL;
	f->tree = tree;
	return f;
}

bool front_has_title(const struct front *f)
{
	return f->title != NULL;
}

/* A name that is not known, at its place, with the nearest one that is. names: structs whose first member is the id. */
static void unknown(struct diag *d, enum diag_code code, const struct ytext *wrong, const void *names, size_t count,
		    size_t stride)
{
	struct arena a = ARENA_INIT;
	const char **id = arena_calloc(&a, count + 1, sizeof *id);
	struct span text = span_of(wrong->text);
	size_t i;

	for (i = 0; i < count; i++)
		id[i] = *(const char *const *)(const void *)((const char *)names + i * stride);
	yaml_report(wrong->node, d, code, "'%.*s'%s", SPAN_SHOWN(text), yaml_hint(text, id, count, &a));
	arena_release(&a);
}

const struct framework *front_framework(const struct front *f, const struct frameworks *all, struct diag *d, bool *given)
{
	const struct framework *fw;

	*given = f->framework.text != NULL;
	if (!*given)
		return NULL;
	fw = framework_by_id(all, span_of(f->framework.text));
	if (!fw)
		unknown(d, DIAG_FRAMEWORK_ID, &f->framework, all->v, all->n, sizeof *all->v);
	return fw;
}

/* node: the judgement or improvement (what), for when it names no strand. */
static const struct strand *strand_of(struct reading *rd, const struct ytext *id, const struct ynode *node, const char *what)
{
	const struct framework *fw = rd->fw;
	const struct strand *s;

	if (!id->text && fw->strand_count == 1)
		return &fw->strands[0];
	s = id->text ? framework_strand(fw, span_of(id->text)) : NULL;
	if (!s && id->text)
		unknown(rd->d, DIAG_STRAND_UNKNOWN, id, fw->strands, fw->strand_count, sizeof *fw->strands);
	else if (!s)
		yaml_report(node, rd->d, DIAG_KEY_MISSING, "framework '%s' has strands, so %s needs 'strand'", fw->id, what);
	return s;
}

/* Fills j from one given judgement. False when it names what the framework has not; reported. */
static bool take_judgement(struct reading *rd, const struct front_judgement *g, const struct ynode *node,
			   struct judgement *j)
{
	const struct framework *fw = rd->fw;

	memset(j, 0, sizeof *j);
	j->report = rd->r;
	j->strand = strand_of(rd, &g->strand, node, "a judgement");
	j->area = framework_area(fw, span_of(g->area.text));
	if (!j->area)
		unknown(rd->d, DIAG_AREA_UNKNOWN, &g->area, fw->areas, fw->area_count, sizeof *fw->areas);
	j->grade = framework_grade(fw, span_of(g->grade.text));
	if (!j->grade)
		unknown(rd->d, DIAG_GRADE_UNKNOWN, &g->grade, fw->grades, fw->grade_count, sizeof *fw->grades);
	if (j->strand && j->area && !area_in_strand(j->area, j->strand)) {
		yaml_report(g->area.node, rd->d, DIAG_AREA_UNKNOWN, "'%s' is not judged in strand '%s'", j->area->id,
			    j->strand->id);
		return false;
	}
	if (!j->strand || !j->area || !j->grade)
		return false;
	j->by_hand = true;
	j->label = g->label ? g->label : j->area->label;
	j->printed = g->printed ? g->printed : "";
	j->paragraph = g->paragraph;
	j->at = g->at;
	return true;
}

static struct judgement *find(struct report *r, const struct judgement *like)
{
	size_t i;

	for (i = 0; i < r->judgement_count; i++)
		if (r->judgement[i].strand == like->strand && r->judgement[i].area == like->area)
			return &r->judgement[i];
	return NULL;
}

/* What was read of a judgement stays beside what is given: its places, and what the giver left out. */
static void keep_read(struct reading *rd, struct judgement *j, const struct judgement *read, const struct front_judgement *given)
{
	size_t n = read ? read->sighting_count : 0;
	struct sighting *s = arena_calloc(rd->a, n + 1, sizeof *s);

	if (n) {
		memcpy(s + 1, read->sighting, n * sizeof *s);
		j->paragraph = j->paragraph ? j->paragraph : read->paragraph;
		j->label = given->label ? given->label : read->label;
		j->printed = given->printed ? given->printed : read->printed;
		if (read->grade != j->grade)
			diag_report(rd->d, DIAG_FRONT_OVER_TEXT, j->at, "'%s' here, '%s' on line %u of the text", j->grade->id,
				    read->grade->id, read->at.line);
	}
	s[0] = (struct sighting){ j->basis, j->grade, j->label, j->printed, j->paragraph, j->at };
	j->sighting = s;
	j->sighting_count = n + 1;
}

/* Given judgements replace the read ones of the same strand and area. */
static void apply_judgements(struct reading *rd, const struct front *f)
{
	const struct front_judgement *given = f->judgements.v;
	const struct ynode *list = yaml_get(f->tree, "judgements");
	size_t room = rd->r->judgement_count + f->judgements.n, i;
	struct judgement *all = arena_calloc(rd->a, room + 1, sizeof *all);

	if (rd->r->judgement_count)
		memcpy(all, rd->r->judgement, rd->r->judgement_count * sizeof *all);
	rd->r->judgement = all;
	for (i = 0; i < f->judgements.n; i++) {
		const struct ynode *node = list->item[i];
		struct judgement j, *old;

		if (!take_judgement(rd, &given[i], node, &j))
			continue;
		j.basis = yaml_get(node, "basis") ? (enum basis)given[i].basis : BASIS_FRONT_MATTER;
		old = find(rd->r, &j);
		if (old && old->by_hand) {
			yaml_report(node, rd->d, DIAG_JUDGEMENT_TWICE, "%s", j.area->id);
			diag_note(rd->d, old->at, "first given here");
			continue;
		}
		keep_read(rd, &j, old, &given[i]);
		if (!old)
			old = &all[rd->r->judgement_count++];
		*old = j;
	}
}

static void apply_improvements(struct reading *rd, const struct front *f)
{
	const struct front_improvement *given = f->improvements.v;
	const struct ynode *list = yaml_get(f->tree, "improvements");
	struct improvement *all = arena_calloc(rd->a, f->improvements.n + 1, sizeof *all);
	const struct framework *fw = rd->fw;
	size_t i;

	for (i = 0; i < f->improvements.n; i++) {
		all[i].strand = strand_of(rd, &given[i].strand, list->item[i], "an improvement");
		all[i].text = given[i].text;
		all[i].at = given[i].at;
		if (!given[i].timescale.text)
			continue;
		all[i].timescale = framework_timescale(fw, span_of(given[i].timescale.text));
		if (!all[i].timescale)
			unknown(rd->d, DIAG_TIMESCALE_UNKNOWN, &given[i].timescale, fw->timescales, fw->timescale_count,
				sizeof *fw->timescales);
	}
	rd->r->improvement = all;
	rd->r->improvement_count = f->improvements.n;
}

static void apply_authority(struct reading *rd, const struct front *f)
{
	struct span given = span_of(f->authority.text);
	const struct authority *who = model_authority(rd->m, given);

	if (!who)
		who = model_authority_named(rd->m, given);
	/* Without a list nobody is known, and that has been said. */
	if (!who && rd->m->authority_count)
		unknown(rd->d, DIAG_AUTHORITY_UNKNOWN, &f->authority, rd->m->authority, rd->m->authority_count,
			sizeof *rd->m->authority);
	/* The document's own wording stays what is printed. */
	if (!rd->r->authority_printed || !rd->r->authority)
		rd->r->authority_printed = who ? who->name : f->authority.text;
	rd->r->authority = who;
	rd->r->pos = f->authority.at;
	rd->authority_given = true;
}

void front_apply(struct reading *rd, const struct front *f)
{
	struct report *r = rd->r;

	if (!f->tree)
		return;
	if (f->authority.text)
		apply_authority(rd, f);
	if (f->title)
		r->title = f->title;
	if (date_is_set(f->inspected[0])) {
		r->start = f->inspected[0];
		r->end = f->inspected[1];
	}
	if (date_is_set(f->published))
		r->published = f->published;
	if (f->paragraphs)
		r->paragraphs = f->paragraphs;
	if (f->lead_inspector)
		r->lead_inspector = f->lead_inspector;
	r->summary = f->summary;
	r->source_url = f->source.url;
	r->source_file = f->source.file;
	r->source_sha256 = f->source.sha256;
	if (yaml_get(f->tree, "judgements"))
		apply_judgements(rd, f);
	if (yaml_get(f->tree, "improvements"))
		apply_improvements(rd, f);
}

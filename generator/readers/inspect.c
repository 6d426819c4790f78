/* readers: facts as JSON (jansson). Keys and their order are a contract. */
#include "readers/inspect.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *text_or_null(const char *s)
{
	return s && *s ? json_string(s) : json_null();
}

static json_t *text(const char *s)
{
	return json_string(s ? s : "");
}

static json_t *date_or_null(struct date d, struct arena *a)
{
	return text_or_null(date_iso(d, a));
}

static json_t *number_or_null(long n)
{
	return n ? json_integer(n) : json_null();
}

static void set(json_t *object, const char *key, json_t *value)
{
	if (!value || json_object_set_new(object, key, value) < 0)
		abort();
}

static json_t *judgement(const struct judgement *j)
{
	json_t *o = json_object();

	set(o, "strand", text(j->strand->id));
	set(o, "area", text(j->area->id));
	set(o, "label", text(j->label));
	set(o, "grade", text(j->grade->id));
	set(o, "rank", number_or_null(j->grade->rank));
	set(o, "printed", text(j->printed));
	set(o, "basis", text(basis_name(j->basis)));
	set(o, "paragraph", number_or_null(j->paragraph));
	set(o, "line", number_or_null((long)j->at.line));
	return o;
}

static json_t *improvement(const struct improvement *i)
{
	json_t *o = json_object();

	set(o, "strand", text(i->strand ? i->strand->id : ""));
	set(o, "timescale", text_or_null(i->timescale ? i->timescale->id : NULL));
	set(o, "text", text(i->text));
	set(o, "line", number_or_null((long)i->at.line));
	return o;
}

static json_t *paragraph(const struct paragraph *p)
{
	json_t *o = json_object();

	set(o, "number", number_or_null(p->number));
	set(o, "text", text(p->text));
	set(o, "line", number_or_null((long)p->at.line));
	return o;
}

static json_t *section(const struct section *s)
{
	json_t *o = json_object(), *all = json_array();
	size_t i;

	for (i = 0; i < s->paragraph_count; i++)
		json_array_append_new(all, paragraph(&s->paragraph[i]));
	set(o, "heading", text(s->heading));
	set(o, "level", json_integer(s->level));
	set(o, "line", number_or_null((long)s->at.line));
	set(o, "paragraphs", all);
	return o;
}

static json_t *authority(const struct report *r)
{
	json_t *o = json_object();

	set(o, "id", text_or_null(r->authority ? r->authority->id : NULL));
	set(o, "printed", text_or_null(r->authority_printed));
	return o;
}

static json_t *report(const struct report *r, const char *file, bool facts)
{
	json_t *o = json_object(), *judgements = json_array(), *improvements = json_array(), *sections = json_array();
	struct arena a = ARENA_INIT;
	size_t i;

	for (i = 0; i < r->judgement_count; i++)
		json_array_append_new(judgements, judgement(&r->judgement[i]));
	for (i = 0; i < r->improvement_count; i++)
		json_array_append_new(improvements, improvement(&r->improvement[i]));
	for (i = 0; i < r->section_count; i++)
		json_array_append_new(sections, section(&r->section[i]));
	set(o, "file", text(file));
	set(o, "framework", text(r->framework->id));
	set(o, "title", text_or_null(r->title));
	set(o, "authority", authority(r));
	set(o, "inspection_start", date_or_null(r->start, &a));
	set(o, "inspection_end", date_or_null(r->end, &a));
	set(o, "published", date_or_null(r->published, &a));
	set(o, "lead_inspector", text_or_null(r->lead_inspector));
	set(o, "judgements", judgements);
	set(o, "improvements", improvements);
	set(o, "paragraphs", number_or_null(r->paragraphs));
	if (facts)
		json_decref(sections);
	else
		set(o, "sections", sections);
	arena_release(&a);
	return o;
}

static int append(const char *bytes, size_t n, void *out)
{
	sb_add(out, bytes, n);
	return 0;
}

void inspect_json(const struct report *r, const char *file, bool facts, struct strbuf *out)
{
	json_t *o = report(r, file, facts);

	if (json_dump_callback(o, append, out, JSON_COMPACT) < 0)
		abort();
	json_decref(o);
}

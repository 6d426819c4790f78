/* readers: the facts of a report, copied out of the arena in which it was read. Everything that a
 * report points to is copied, except what belongs to frameworks and authorities; its prose is not. */
#include "readers/keep.h"

#include <stdint.h>
#include <string.h>

/* Words that are the same in many reports are kept once. */
static const char *word(struct keeper *k, const char *s)
{
	const char *kept;

	if (!s)
		return NULL;
	if (!k->words.arena)
		map_init(&k->words, &k->arena);
	kept = map_get(&k->words, span_of(s));
	if (kept)
		return kept;
	map_set(&k->words, span_of(s), NULL);
	/* The map's own copy of the key is it. */
	kept = k->words.entry[k->words.n - 1].key.p;
	map_set(&k->words, span_of(s), (void *)(uintptr_t)kept);
	return kept;
}

static const char *text(struct keeper *k, const char *s)
{
	return s ? arena_strdup(&k->arena, s) : NULL;
}

/* Places name the report's own file. */
static struct pos place(const struct report *kept, struct pos at)
{
	if (at.file)
		at.file = kept->file;
	return at;
}

static void *copy(struct keeper *k, const void *from, size_t n, size_t size)
{
	void *to = n ? arena_calloc(&k->arena, n, size) : NULL;

	if (n)
		memcpy(to, from, n * size);
	return to;
}

static void keep_judgements(struct keeper *k, struct report *r)
{
	size_t i, n;

	r->judgement = copy(k, r->judgement, r->judgement_count, sizeof *r->judgement);
	for (i = 0; i < r->judgement_count; i++) {
		struct judgement *j = &r->judgement[i];

		j->report = r;
		j->label = word(k, j->label);
		j->printed = word(k, j->printed);
		j->at = place(r, j->at);
		j->sighting = copy(k, j->sighting, j->sighting_count, sizeof *j->sighting);
		for (n = 0; n < j->sighting_count; n++) {
			struct sighting *s = &j->sighting[n];

			s->label = word(k, s->label);
			s->printed = word(k, s->printed);
			s->at = place(r, s->at);
		}
	}
}

struct report *report_keep(const struct report *from, struct keeper *k)
{
	struct report *r = copy(k, from, 1, sizeof *from);
	size_t i;

	r->body = NULL;
	r->section = NULL;
	r->section_count = 0;
	r->file = text(k, r->file);
	r->authority_printed = word(k, r->authority_printed);
	r->title = word(k, r->title);
	r->lead_inspector = word(k, r->lead_inspector);
	r->summary = text(k, r->summary);
	r->source_url = text(k, r->source_url);
	r->source_file = text(k, r->source_file);
	r->source_sha256 = text(k, r->source_sha256);
	r->page_line = copy(k, r->page_line, r->pages, sizeof *r->page_line);
	r->pos = place(r, r->pos);
	keep_judgements(k, r);
	r->improvement = copy(k, r->improvement, r->improvement_count, sizeof *r->improvement);
	for (i = 0; i < r->improvement_count; i++) {
		r->improvement[i].text = text(k, r->improvement[i].text);
		r->improvement[i].at = place(r, r->improvement[i].at);
	}
	r->note = copy(k, r->note, r->note_count, sizeof *r->note);
	for (i = 0; i < r->note_count; i++) {
		r->note[i].text = text(k, r->note[i].text);
		r->note[i].at = place(r, r->note[i].at);
	}
	return r;
}

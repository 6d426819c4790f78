/* readers: reports to bytes and back, member by member in one order.
 *
 * Whoever gives one of these structs a member adds it in both halves of this file; the assertions remind of it. What
 * model_freeze sets is not packed. Places name the report's own file or none. */
#include "readers/pack.h"

#include <string.h>
#include "base/pack.h"

_Static_assert(sizeof(void *) != 8 || sizeof(struct report) == 384, "a new member of struct report: pack and unpack it");
_Static_assert(sizeof(void *) != 8 || sizeof(struct judgement) == 120, "a new member of struct judgement: pack and unpack it");
_Static_assert(sizeof(void *) != 8 || sizeof(struct sighting) == 56, "a new member of struct sighting: pack and unpack it");
_Static_assert(sizeof(void *) != 8 || sizeof(struct improvement) == 48, "a new member of struct improvement: pack and unpack it");
_Static_assert(sizeof(void *) != 8 || sizeof(struct reading_note) == 32, "a new member of struct reading_note: pack and unpack it");

/* Labels and printed grades are mostly the framework's own words, and come again and again in one report: the first few
 * that are not are named by their number. */
#define WORDS 32

/* ---- to bytes --------------------------------------------------------------------- */

struct packer {
	const struct report *r;
	const struct framework *fw;
	struct strbuf *out;
	struct span word[WORDS];
	size_t words;
};

/* The number + 1 of an element of a table; 0 for NULL. */
#define NUMBER(p, table) ((p) ? (uint64_t)((p) - (table)) + 1 : 0)

/* What stands there mostly, and is known to whoever takes it; or NULL. */
static const char *label_of(const struct area *a)
{
	return a ? a->label : NULL;
}

static const char *grade_of(const struct grade *g)
{
	return g ? g->label : NULL;
}

/* 0: none; 1: the usual one; 2 .. WORDS + 1: one that was there before; otherwise its length, with its NUL, and WORDS + 1 more. */
static void pack_word(struct packer *p, const char *s, const char *usual)
{
	struct span word;
	size_t i;

	if (!s || (usual && strcmp(s, usual) == 0)) {
		pack_number(p->out, s != NULL);
		return;
	}
	word = span_of(s);
	for (i = 0; i < p->words; i++)
		if (span_eq(p->word[i], word)) {
			pack_number(p->out, i + 2);
			return;
		}
	if (p->words < WORDS)
		p->word[p->words++] = word;
	pack_number(p->out, WORDS + word.n + 2);
	pack_bytes(p->out, s, word.n + 1);
}

static void pack_date(struct packer *p, struct date d)
{
	pack_number(p->out, ((uint64_t)(unsigned)d.year * 16 + (unsigned)d.month) * 32 + (unsigned)d.day);
}

static void pack_place(struct packer *p, struct pos at)
{
	pack_number(p->out, (uint64_t)at.line * 2 + (at.file != NULL));
	pack_number(p->out, at.col);
}

static void pack_sighting(struct packer *p, const struct sighting *s, const struct judgement *j)
{
	pack_number(p->out, s->basis);
	pack_number(p->out, NUMBER(s->grade, p->fw->grades));
	pack_word(p, s->label, j->label);
	pack_word(p, s->printed, j->printed);
	pack_number(p->out, (uint64_t)s->paragraph);
	pack_place(p, s->at);
}

static void pack_judgement(struct packer *p, const struct judgement *j)
{
	pack_number(p->out, NUMBER(j->strand, p->fw->strands));
	pack_number(p->out, NUMBER(j->area, p->fw->areas));
	pack_number(p->out, NUMBER(j->grade, p->fw->grades));
	pack_word(p, j->label, label_of(j->area));
	pack_word(p, j->printed, grade_of(j->grade));
	pack_number(p->out, j->basis);
	pack_number(p->out, (uint64_t)j->by_hand + 2 * (uint64_t)j->in_doubt);
	pack_number(p->out, (uint64_t)j->paragraph);
	pack_place(p, j->at);
}

/* After how many bytes they take, so that they can be passed over. Their judgement may have another place then. */
static void pack_sightings(struct packer *p)
{
	size_t from = p->out->n, i, k;
	uint32_t n = 0;

	pack_bytes(p->out, &n, sizeof n);
	p->words = 0;
	for (i = 0; i < p->r->judgement_count; i++) {
		const struct judgement *j = &p->r->judgement[i];

		pack_number(p->out, NUMBER(j->strand, p->fw->strands));
		pack_number(p->out, NUMBER(j->area, p->fw->areas));
		pack_number(p->out, j->sighting_count);
		for (k = 0; k < j->sighting_count; k++)
			pack_sighting(p, &j->sighting[k], j);
	}
	n = (uint32_t)(p->out->n - from - sizeof n);
	memcpy(p->out->p + from, &n, sizeof n);
}

static void pack_improvement(struct packer *p, const struct improvement *m)
{
	pack_number(p->out, NUMBER(m->strand, p->fw->strands));
	pack_number(p->out, NUMBER(m->timescale, p->fw->timescales));
	pack_text(p->out, m->text);
	pack_place(p, m->at);
}

static void pack_note(struct packer *p, const struct reading_note *n)
{
	pack_number(p->out, n->level);
	pack_text(p->out, n->text);
	pack_place(p, n->at);
}

static struct pack_lists pack_lists(struct packer *p)
{
	const struct report *r = p->r;
	struct pack_lists at;
	size_t i;

	at.pages = p->out->n;
	pack_number(p->out, r->pages);
	for (i = 0; i < r->pages; i++)
		pack_number(p->out, r->page_line[i]);
	at.judgements = p->out->n;
	pack_number(p->out, r->judgement_count);
	for (i = 0; i < r->judgement_count; i++)
		pack_judgement(p, &r->judgement[i]);
	at.improvements = p->out->n;
	pack_number(p->out, r->improvement_count);
	for (i = 0; i < r->improvement_count; i++)
		pack_improvement(p, &r->improvement[i]);
	at.notes = p->out->n;
	pack_number(p->out, r->note_count);
	for (i = 0; i < r->note_count; i++)
		pack_note(p, &r->note[i]);
	pack_sightings(p);
	return at;
}

struct pack_lists report_pack(const struct report *r, const struct model *m, struct strbuf *out)
{
	struct packer p = { .r = r, .fw = r->framework, .out = out };

	pack_number(out, NUMBER(r->authority, m->authority));
	pack_number(out, NUMBER(r->framework, m->frameworks->v));
	pack_word(&p, r->authority_printed, r->authority ? r->authority->name : NULL);
	pack_text(out, r->title);
	pack_date(&p, r->start);
	pack_date(&p, r->end);
	pack_date(&p, r->published);
	pack_date(&p, r->day);
	pack_text(out, r->lead_inspector);
	pack_text(out, r->summary);
	pack_text(out, r->source_url);
	pack_text(out, r->source_file);
	pack_text(out, r->source_sha256);
	pack_number(out, (uint64_t)r->paragraphs);
	pack_number(out, r->body_first);
	pack_number(out, r->cover_blocks);
	pack_number(out, r->body_line0);
	pack_place(&p, r->pos);
	return pack_lists(&p);
}

/* ---- from bytes ------------------------------------------------------------------- */

struct taker {
	struct span *in;
	struct arena *a;
	const struct framework *fw;
	struct report *r;
	const char *word[WORDS];
	size_t words;
};

/* NULL, or an element of a table; any other number is wrong. */
static const void *take_one(struct taker *t, const void *table, size_t count, size_t size)
{
	uint64_t number = take_number(t->in);

	if (number > count)
		take_fail(t->in);
	return number && number <= count ? (const char *)table + (number - 1) * size : NULL;
}

#define TAKE(t, table, count) take_one(t, table, count, sizeof *(table))

static unsigned take_below(struct taker *t, unsigned limit)
{
	uint64_t n = take_number(t->in);

	if (n >= limit)
		take_fail(t->in);
	return n < limit ? (unsigned)n : 0;
}

static const char *take_word(struct taker *t, const char *usual)
{
	uint64_t n = take_number(t->in);
	const char *s = t->in->p;

	if (n <= 1) {
		if (n && !usual)
			take_fail(t->in);
		return n ? usual : NULL;
	}
	if (n <= WORDS + 1) {
		if (n > t->words + 1)
			take_fail(t->in);
		return n <= t->words + 1 ? t->word[n - 2] : NULL;
	}
	n -= WORDS + 1;
	if (n > t->in->n || s[n - 1] != '\0' || memchr(s, '\0', (size_t)n - 1)) {
		take_fail(t->in);
		return NULL;
	}
	*t->in = span_skip(*t->in, (size_t)n);
	if (t->words < WORDS)
		t->word[t->words++] = s;
	return s;
}

static struct date take_date(struct taker *t)
{
	uint64_t n = take_number(t->in);

	return (struct date){ (int)(n / 512), (int)(n / 32 % 16), (int)(n % 32) };
}

static struct pos take_place(struct taker *t)
{
	uint64_t line = take_number(t->in);

	return (struct pos){ line % 2 ? t->r->file : NULL, (unsigned)(line / 2), (unsigned)take_number(t->in) };
}

/* Room for the elements that follow, which take at least one byte each; their number is in *count. */
static void *take_room(struct taker *t, size_t *count, size_t size)
{
	uint64_t n = take_number(t->in);

	*count = 0;
	if (n > t->in->n)
		take_fail(t->in);
	if (take_failed(t->in) || !n)
		return NULL;
	*count = (size_t)n;
	return arena_calloc(t->a, (size_t)n, size);
}

static void take_sighting(struct taker *t, struct sighting *s, const struct judgement *j)
{
	s->basis = (enum basis)take_below(t, BASIS_COUNT);
	s->grade = TAKE(t, t->fw->grades, t->fw->grade_count);
	s->label = take_word(t, j->label);
	s->printed = take_word(t, j->printed);
	s->paragraph = (long)take_number(t->in);
	s->at = take_place(t);
}

static void take_judgement(struct taker *t, struct judgement *j)
{
	unsigned flags;

	j->report = t->r;
	j->strand = TAKE(t, t->fw->strands, t->fw->strand_count);
	j->area = TAKE(t, t->fw->areas, t->fw->area_count);
	j->grade = TAKE(t, t->fw->grades, t->fw->grade_count);
	if (!j->strand || !j->area)
		take_fail(t->in);
	j->label = take_word(t, label_of(j->area));
	j->printed = take_word(t, grade_of(j->grade));
	j->basis = (enum basis)take_below(t, BASIS_COUNT);
	flags = take_below(t, 4);
	j->by_hand = flags & 1;
	j->in_doubt = flags & 2;
	j->paragraph = (long)take_number(t->in);
	j->at = take_place(t);
}

/* Those of one judgement. The model may have dropped it: of two for one area it keeps the first. */
static void take_sightings(struct taker *t)
{
	const struct strand *strand = TAKE(t, t->fw->strands, t->fw->strand_count);
	const struct area *area = TAKE(t, t->fw->areas, t->fw->area_count);
	struct judgement dropped = { .sighting = NULL }, *j = t->r->judgement, *end = j + t->r->judgement_count;
	size_t i;

	while (j < end && (j->strand != strand || j->area != area || j->sighting))
		j++;
	if (j == end)
		j = &dropped;
	j->sighting = take_room(t, &j->sighting_count, sizeof *j->sighting);
	for (i = 0; i < j->sighting_count && !take_failed(t->in); i++)
		take_sighting(t, &j->sighting[i], j);
}

void report_unpack_sightings(struct report *r, struct arena *a)
{
	struct span in = r->packed;
	struct taker t = { .in = &in, .a = a, .fw = r->framework, .r = r };
	struct judgement *v = arena_calloc(a, r->judgement_count, sizeof *v);

	if (r->judgement_count)
		memcpy(v, r->judgement, r->judgement_count * sizeof *v);
	r->judgement = v;
	while (in.n)
		take_sightings(&t);
}

static void take_improvement(struct taker *t, struct improvement *m)
{
	m->strand = TAKE(t, t->fw->strands, t->fw->strand_count);
	m->timescale = TAKE(t, t->fw->timescales, t->fw->timescale_count);
	m->text = take_text(t->in);
	m->at = take_place(t);
}

static void take_note(struct taker *t, struct reading_note *n)
{
	n->level = (enum diag_level)take_below(t, DIAG_LEVELS);
	n->text = take_text(t->in);
	n->at = take_place(t);
}

static void take_packed(struct taker *t)
{
	uint32_t n = 0;

	if (!take_bytes(t->in, &n, sizeof n))
		return;
	t->r->packed = span_make(t->in->p, n);
	if (n > t->in->n)
		take_fail(t->in);
	else
		*t->in = span_skip(*t->in, n);
}

static void take_lists(struct taker *t)
{
	struct report *r = t->r;
	unsigned *line;
	size_t i;

	r->page_line = line = take_room(t, &r->pages, sizeof *line);
	for (i = 0; i < r->pages; i++)
		line[i] = (unsigned)take_number(t->in);
	r->judgement = take_room(t, &r->judgement_count, sizeof *r->judgement);
	for (i = 0; i < r->judgement_count && !take_failed(t->in); i++)
		take_judgement(t, &r->judgement[i]);
	r->improvement = take_room(t, &r->improvement_count, sizeof *r->improvement);
	for (i = 0; i < r->improvement_count && !take_failed(t->in); i++)
		take_improvement(t, &r->improvement[i]);
	r->note = take_room(t, &r->note_count, sizeof *r->note);
	for (i = 0; i < r->note_count && !take_failed(t->in); i++)
		take_note(t, &r->note[i]);
	take_packed(t);
}

struct report *report_unpack(struct span *in, const char *file, const struct model *m, struct arena *a)
{
	struct report *r = arena_calloc(a, 1, sizeof *r);
	struct taker t = { .in = in, .a = a, .r = r };

	r->file = file;
	r->authority = TAKE(&t, m->authority, m->authority_count);
	r->framework = t.fw = TAKE(&t, m->frameworks->v, m->frameworks->n);
	if (!r->authority || !r->framework)
		return NULL;
	r->authority_printed = take_word(&t, r->authority->name);
	r->title = take_text(in);
	r->start = take_date(&t);
	r->end = take_date(&t);
	r->published = take_date(&t);
	r->day = take_date(&t);
	r->lead_inspector = take_text(in);
	r->summary = take_text(in);
	r->source_url = take_text(in);
	r->source_file = take_text(in);
	r->source_sha256 = take_text(in);
	r->paragraphs = (long)take_number(in);
	r->body_first = (size_t)take_number(in);
	r->cover_blocks = (size_t)take_number(in);
	r->body_line0 = (unsigned)take_number(in);
	r->pos = take_place(&t);
	take_lists(&t);
	return take_failed(in) ? NULL : r;
}

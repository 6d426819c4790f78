/* readers: places to judgements.
 *
 * First the record of findings: its rows get the strand that the body gives them,
 * because group headings of the record are sometimes misplaced. Then all places of one
 * judgement become one, the most trusted first; places that disagree are an error. */
#include "readers/readers_int.h"

#include <stdlib.h>
#include <string.h>

#define ALIGN_MAX 400            /* rows, and headings, that are aligned */
#define NOT_ALIGNED ((size_t)-1)

/* ---- the record against the body ------------------------------------------ */

/* Longest common subsequence of areas: match[i] is the body heading of row i. */
static void align(const struct reading *rd, size_t rows, size_t heads, size_t *match)
{
	size_t width = heads + 1;
	unsigned short *len = xmalloc((rows + 1) * width * sizeof *len);
	size_t i, j;

	memset(len, 0, (rows + 1) * width * sizeof *len);
	for (i = rows; i-- > 0;)
		for (j = heads; j-- > 0;) {
			unsigned short skip_row = len[(i + 1) * width + j], skip_head = len[i * width + j + 1];
			unsigned short best = skip_row > skip_head ? skip_row : skip_head;

			if (rd->record.v[i].area == rd->body.v[j].area)
				best = (unsigned short)(len[(i + 1) * width + j + 1] + 1);
			len[i * width + j] = best;
		}
	for (i = j = 0; i < rows && j < heads;) {
		if (rd->record.v[i].area == rd->body.v[j].area)
			match[i++] = j++;
		else if (len[(i + 1) * width + j] >= len[i * width + j + 1])
			i++;
		else
			j++;
	}
	free(len);
}

/* Rows of a group that stand under a strand's headings in the body. */
static size_t votes_for(const struct reading *rd, const struct strand *s, size_t from, size_t to, const size_t *match)
{
	size_t votes = 0, i;

	for (i = from; s && i < to; i++)
		votes += match[i] != NOT_ALIGNED && rd->body.v[match[i]].strand == s;
	return votes;
}

/* The strand that most of a group's aligned rows have in the body; NULL when none is aligned. */
static const struct strand *body_strand(const struct reading *rd, size_t from, size_t to, const size_t *match)
{
	const struct strand *best = NULL;
	size_t most = 0, i;

	for (i = from; i < to; i++) {
		const struct strand *s = match[i] == NOT_ALIGNED ? NULL : rd->body.v[match[i]].strand;
		size_t votes = votes_for(rd, s, from, to, match);

		if (votes > most) {
			most = votes;
			best = s;
		}
	}
	return best;
}

/* One row may be aligned by chance: against a printed heading it takes half of the group, and against the group two rows. */
static void settle_group(struct reading *rd, size_t from, size_t to, const size_t *match)
{
	const struct strand *printed = rd->record.v[from].strand;
	const struct strand *body = body_strand(rd, from, to, match);
	const struct strand *strand = body, *own;
	size_t i;

	if (printed && 2 * votes_for(rd, body, from, to, match) < to - from)
		strand = printed;
	if (printed && strand != printed)
		reading_report(rd, DIAG_RECORD_STRAND, rd->record.v[from].group_at.line, SPAN_LIT(""), "'%s' rows stand under '%s'",
			       strand->label, printed->label);
	for (i = from; i < to; i++) {
		struct record_row *row = &rd->record.v[i];

		own = match[i] == NOT_ALIGNED ? NULL : rd->body.v[match[i]].strand;
		row->strand = own && (!strand || own == printed || votes_for(rd, own, from, to, match) > 1) ? own : strand;
		if (row->strand && !area_in_strand(row->area, row->strand) && printed)
			row->strand = printed;
	}
}

void settle_record(struct reading *rd)
{
	size_t rows = rd->record.n < ALIGN_MAX ? rd->record.n : ALIGN_MAX;
	size_t heads = rd->body.n < ALIGN_MAX ? rd->body.n : ALIGN_MAX;
	size_t *match = xmalloc((rows + 1) * sizeof *match);
	size_t i, from;

	for (i = 0; i < rows; i++)
		match[i] = NOT_ALIGNED;
	align(rd, rows, heads, match);
	for (from = 0; from < rows; from = i) {
		for (i = from; i < rows && rd->record.v[i].group == rd->record.v[from].group; i++)
			;
		settle_group(rd, from, i, match);
	}
	for (i = 0; i < rows; i++) {
		const struct record_row *row = &rd->record.v[i];
		struct seen *s = vec_push(&rd->seen, rd->a);

		*s = (struct seen){ row->strand, row->area, row->s };
	}
	free(match);
}

/* ---- places to judgements --------------------------------------------------- */

static size_t trust_of(const struct framework *fw, enum basis b)
{
	size_t i;

	for (i = 0; i < fw->trust_count; i++)
		if (fw->trust[i] == b)
			return i;
	return BASIS_COUNT;
}

static void add_sighting(struct reading *rd, struct judgement *j, const struct sighting *s)
{
	struct sighting *all = arena_calloc(rd->a, j->sighting_count + 1, sizeof *all);

	if (j->sighting_count)
		memcpy(all, j->sighting, j->sighting_count * sizeof *all);
	all[j->sighting_count++] = *s;
	j->sighting = all;
}

/* Stable: equal trust keeps the document's order. */
static void sort_sightings(const struct framework *fw, struct judgement *j)
{
	size_t i, k;

	for (i = 1; i < j->sighting_count; i++)
		for (k = i; k && trust_of(fw, j->sighting[k].basis) < trust_of(fw, j->sighting[k - 1].basis); k--) {
			struct sighting s = j->sighting[k];

			j->sighting[k] = j->sighting[k - 1];
			j->sighting[k - 1] = s;
		}
}

static void check_agreement(struct reading *rd, const struct judgement *j)
{
	const struct sighting *first = &j->sighting[0];
	size_t i;

	for (i = 1; i < j->sighting_count; i++) {
		const struct sighting *s = &j->sighting[i];

		if (s->grade == first->grade || s->basis == BASIS_NARRATIVE)
			continue;
		reading_doubt(rd, DIAG_GRADE_CONFLICT, j->strand, j->area, s->at.line, span_of(s->printed),
			      "%s%s%s is '%s' here and '%s' on line %u; give it in the front matter", j->strand->label,
			      *j->strand->label ? ", " : "", j->area->label, s->printed, first->printed, first->at.line);
	}
}

static void fill_from(struct judgement *j)
{
	const struct sighting *s = &j->sighting[0];
	size_t i;

	j->grade = s->grade;
	j->label = s->label;
	j->printed = s->printed;
	j->basis = s->basis;
	j->at = s->at;
	for (i = 0; i < j->sighting_count && !j->paragraph; i++)
		j->paragraph = j->sighting[i].paragraph;
}

static struct judgement *judgement_for(struct judgement *all, size_t n, const struct seen *s)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (all[i].strand == s->strand && all[i].area == s->area)
			return &all[i];
	return NULL;
}

void settle_judgements(struct reading *rd)
{
	struct judgement *all = arena_calloc(rd->a, rd->seen.n + 1, sizeof *all);
	size_t n = 0, i;

	for (i = 0; i < rd->seen.n; i++) {
		struct seen *s = &rd->seen.v[i];
		struct judgement *j;

		if (!s->strand) {
			reading_report(rd, DIAG_ROW_UNKNOWN, s->s.at.line, span_of(s->s.label),
				       "'%.*s' stands under no strand's heading", SPAN_SHOWN(span_of(s->s.label)));
			continue;
		}
		j = judgement_for(all, n, s);
		if (!j) {
			j = &all[n++];
			j->report = rd->r;
			j->strand = s->strand;
			j->area = s->area;
		}
		add_sighting(rd, j, &s->s);
	}
	for (i = 0; i < n; i++) {
		sort_sightings(rd->fw, &all[i]);
		check_agreement(rd, &all[i]);
		fill_from(&all[i]);
	}
	rd->r->judgement = all;
	rd->r->judgement_count = n;
}

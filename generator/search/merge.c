/* search/merge: a volume's old shards, from which the words of documents that stay come. Part of the search room; may know
 * base.
 *
 * A document's words in a shard are a stretch of each group's digits: steps from unit to unit. Where documents before it
 * have changed, only the step that leads to the stretch is another. */
#include "search/search_int.h"

#include <xxhash.h>

static bool read_data(struct merge *m, const struct search *s, size_t number, const char *name, bool quoted, struct span *data)
{
	const struct recall *r = s->recall;
	const char *path = arena_printf(&m->arena, "%zu/%s", number, name);
	struct span file;

	return r->read(r->ctx, arena_printf(&m->arena, SEARCH_DIR "%s.js", path), &m->arena, &file) &&
	       file_data(file, path, r->volume[number].hash, quoted, data);
}

/* Groups of a volume stand in the order of all groups, so each is looked for behind the one before. */
static bool take_shard(struct merge *m, const struct recall *r, struct span rest, unsigned *stem)
{
	while (rest.n) {
		ptrdiff_t bar = span_chr(rest, '|');
		struct span group = span_make(rest.p, bar < 0 ? rest.n : (size_t)bar), forms;
		size_t n = 0;

		rest = span_skip(rest, group.n + 1);
		while (n < group.n && group.p[n] != ':' && group.p[n] != '!' && group.p[n] != '~')
			n++;
		if (n == group.n)
			return false;
		if (group.p[n] != ':')
			continue;
		forms = span_make(group.p, n);
		while (*stem < r->stems && !span_eq(r->forms[*stem], forms))
			++*stem;
		if (*stem == r->stems)
			return false;
		*vec_push(&m->piece, &m->arena) = (struct piece){ *stem, span_skip(group, n + 1) };
	}
	return true;
}

bool merge_open(struct merge *m, const struct search *s, size_t number)
{
	const struct known_volume *was = &s->recall->volume[number];
	XXH3_state_t *state = XXH3_createState();
	struct span data;
	bool good = read_data(m, s, number, "docs", false, &data);
	unsigned i, stem = 0;

	XXH3_64bits_reset(state);
	if (good)
		XXH3_64bits_update(state, data.p, data.n);
	for (i = 0; good && i < was->shards; i++) {
		good = read_data(m, s, number, arena_printf(&m->arena, "%u", i), true, &data);
		if (!good)
			break;
		XXH3_64bits_update(state, data.p, data.n);
		/* Nothing that has to be escaped is part of a word. */
		good = span_chr(data, '\\') < 0 && take_shard(m, s->recall, data, &stem);
	}
	good = good && XXH3_64bits_digest(state) == was->hash;
	XXH3_freeState(state);
	return good;
}

/* ---- stretches ------------------------------------------------------------------------- */

static inline unsigned step(const char **p)
{
	unsigned digit = digit_value[(unsigned char)*(*p)++], v = digit & 31, shift = 5;

	for (; digit & 32; shift += 5) {
		digit = digit_value[(unsigned char)*(*p)++];
		v |= (digit & 31) << shift;
	}
	return v;
}

static unsigned count_steps(const char *p, const char *end)
{
	unsigned n = 0;

	for (; p < end; p++)
		n += (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'f');
	return n;
}

#define EIGHT(byte) (0x0101010101010101u * (byte))

/* The sum of eight steps of a capital letter each, which most are; 0: some are not. */
static inline unsigned eight_steps(const char *p)
{
	uint64_t x = word_eight(p), low = x & EIGHT(0x1f);

	/* Of what digits are, only '_' has a capital's highest bits, too. */
	if (((x & EIGHT(0xe0)) ^ EIGHT('A' & 0xe0)) | ((low + EIGHT(5)) & EIGHT(0x20)))
		return 0;
	return (unsigned)(low * EIGHT(1) >> 56) - 8;
}

/* Takes the units below end off c; returns how many. */
static unsigned pass(struct cut *c, unsigned end)
{
	const char *p = c->p, *stop = c->end, *before;
	unsigned unit = c->unit, n = 0, sum, single, next;

	while (p < stop) {
		sum = stop - p >= 8 ? eight_steps(p) : 0;
		if (sum && unit + sum < end) {
			unit += sum;
			n += 8;
			p += 8;
			continue;
		}
		for (single = 8; p < stop && single; single--, n++) {
			before = p;
			next = unit + step(&p);
			if (next >= end) {
				p = stop = before;
				break;
			}
			unit = next;
		}
	}
	c->p = p;
	c->unit = unit;
	return n;
}

struct packed cut_off(struct cut *c, unsigned first, unsigned end, bool all)
{
	struct packed w = { .count = 0, .digits = { "", 0 } };
	const char *p;

	pass(c, first);
	p = c->p;
	if (p == c->end)
		return w;
	w.first = w.last = c->unit + step(&p);
	if (w.first >= end)
		return w;
	c->unit = w.first;
	c->p = p;
	if (all) {
		w.count = 1 + count_steps(p, c->end);
		c->p = c->end;
	} else {
		w.count = 1 + pass(c, end);
		w.last = c->unit;
	}
	w.digits = span_make(p, (size_t)(c->p - p));
	return w;
}

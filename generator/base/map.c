/* base/map: open addressing over an array that keeps insertion order. */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

void map_init(struct map *m, struct arena *a)
{
	memset(m, 0, sizeof *m);
	m->arena = a;
}

/* The key's slot or, when it has none, the free one for it, with its rest of the hash. */
static struct map_slot *slot_of(const struct map *m, struct span key, uint32_t *rest)
{
	uint64_t hash = XXH3_64bits(key.p, key.n);
	size_t i = (size_t)hash & (m->slots - 1);

	*rest = (uint32_t)(hash >> 32);
	while (m->slot[i].entry && (m->slot[i].rest != *rest || !span_eq(m->entry[m->slot[i].entry - 1].key, key)))
		i = (i + 1) & (m->slots - 1);
	return &m->slot[i];
}

static void grow(struct map *m)
{
	size_t bigger = m->cap ? m->cap * 2 : 16;
	struct map_slot *slot;
	uint32_t rest;
	size_t i;

	if (bigger > UINT32_MAX / 2)
		abort();
	m->entry = arena_regrow(m->arena, m->entry, m->n * sizeof *m->entry, bigger, sizeof *m->entry);
	m->cap = bigger;
	m->slots = m->cap * 2;
	m->slot = arena_calloc(m->arena, m->slots, sizeof *m->slot);
	for (i = 0; i < m->n; i++) {
		slot = slot_of(m, m->entry[i].key, &rest);
		*slot = (struct map_slot){ (uint32_t)i + 1, rest };
	}
}

void *map_get(const struct map *m, struct span key)
{
	uint32_t rest;
	const struct map_slot *slot = m->slots ? slot_of(m, key, &rest) : NULL;

	return slot && slot->entry ? m->entry[slot->entry - 1].value : NULL;
}

bool map_has(const struct map *m, struct span key)
{
	uint32_t rest;

	return m->slots && slot_of(m, key, &rest)->entry;
}

static bool set(struct map *m, struct span key, void *value, bool lent)
{
	struct map_slot *slot;
	uint32_t rest;

	if (m->n == m->cap)
		grow(m);
	slot = slot_of(m, key, &rest);
	if (slot->entry) {
		m->entry[slot->entry - 1].value = value;
		return false;
	}
	m->entry[m->n].key = lent ? key : span_make(arena_strndup(m->arena, key.p, key.n), key.n);
	m->entry[m->n].value = value;
	*slot = (struct map_slot){ (uint32_t)++m->n, rest };
	return true;
}

bool map_set(struct map *m, struct span key, void *value)
{
	return set(m, key, value, false);
}

bool map_lend(struct map *m, struct span key, void *value)
{
	return set(m, key, value, true);
}

#define NAME_MAX_BYTES 64

static size_t min3(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* Letters added, left out, changed, or two neighbours swapped: each counts one. */
static size_t edit_distance(struct span a, struct span b)
{
	size_t rows[3][NAME_MAX_BYTES + 1];
	size_t i, j;

	for (j = 0; j <= b.n; j++)
		rows[0][j] = j;
	for (i = 1; i <= a.n; i++) {
		size_t *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		row[0] = i;
		for (j = 1; j <= b.n; j++) {
			row[j] = min3(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a.p[i - 1] != b.p[j - 1]));
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
				row[j] = min3(row[j], before[j - 2] + 1, row[j]);
		}
	}
	return rows[a.n % 3][b.n];
}

const char *nearest_name(struct span wrong, const char *const *names, size_t n)
{
	const char *best = NULL;
	size_t least, i;

	if (wrong.n < 2 || wrong.n > NAME_MAX_BYTES)
		return NULL;
	least = (wrong.n + 2) / 3 + 1;
	for (i = 0; i < n; i++) {
		struct span name = span_of(names[i]);
		size_t d = name.n > NAME_MAX_BYTES ? least : edit_distance(wrong, name);

		if (d < least) {
			least = d;
			best = names[i];
		}
	}
	return best;
}

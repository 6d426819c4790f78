/* base/map: text keys to pointers, remembering insertion order.
 *
 * Keys are copied into the map's arena, unless they are lent. Order of iteration is order of
 * insertion, so output made from a map is the same on every machine. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"

struct map_entry {
	struct span key;
	void *value;
};

/* The rest of the hash tells most other keys apart without a look at them. */
struct map_slot {
	uint32_t entry;            /* its index + 1; 0: free */
	uint32_t rest;
};

struct map {
	struct arena *arena;       /* set by map_init */
	struct map_entry *entry;   /* n entries in insertion order */
	size_t n, cap;
	struct map_slot *slot;     /* hash table of the entries */
	size_t slots;
};

void map_init(struct map *m, struct arena *a);
/* NULL when the key is absent. */
void *map_get(const struct map *m, struct span key);
bool map_has(const struct map *m, struct span key);
/* Sets key to value; true when the key is new, false when it replaced one. */
bool map_set(struct map *m, struct span key, void *value);
/* The same with a key that stays as long as the map. */
bool map_lend(struct map *m, struct span key, void *value);

/* The known name nearest to a misspelt one, for "did you mean": the smallest
 * edit distance, at most a third of the length, rounded up. NULL when none is near. */
const char *nearest_name(struct span wrong, const char *const *names, size_t n);

#endif

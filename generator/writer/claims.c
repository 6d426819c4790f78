/* writer/claims: hashes tell nearly all paths apart; where they are the same, the paths do. */
#include "writer/claims.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include "base/arena.h"
#include "writer/sink.h"

#define SLOTS_MIN 1024                 /* a power of two */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_of(const struct claim *k, const char *folded, size_t n)
{
	size_t i;

	for (i = 0; i < n && lower(k->path[i]) == folded[i]; i++)
		;
	return i == n;
}

/* Where the first n bytes of a path in lower case stand, or would stand. */
static struct claim *slot_of(const struct claims *c, const char *folded, size_t n, uint32_t hash)
{
	size_t i;

	for (i = hash & (c->slots - 1); c->slot[i].path; i = (i + 1) & (c->slots - 1))
		if (c->slot[i].hash == hash && c->slot[i].n == n && is_of(&c->slot[i], folded, n))
			break;
	return &c->slot[i];
}

static void grow(struct claims *c)
{
	struct claim *old = c->slot;
	size_t slots = c->slots, i, k;

	c->slots = slots ? slots * 2 : SLOTS_MIN;
	c->slot = xmalloc(c->slots * sizeof *c->slot);
	memset(c->slot, 0, c->slots * sizeof *c->slot);
	for (i = 0; i < slots; i++) {
		if (!old[i].path)
			continue;
		for (k = old[i].hash & (c->slots - 1); c->slot[k].path; k = (k + 1) & (c->slots - 1))
			;
		c->slot[k] = old[i];
	}
	free(old);
}

static const struct claim *take(struct claims *c, const char *path, const char *folded, size_t n, bool folder)
{
	uint32_t hash = (uint32_t)XXH3_64bits(folded, n);
	struct claim *at;

	if (c->n * 5 >= c->slots * 4)
		grow(c);
	at = slot_of(c, folded, n, hash);
	/* Any number of files may stand in a folder. */
	if (at->path)
		return at->folder && folder ? NULL : at;
	*at = (struct claim){ path, hash, (uint16_t)n, folder };
	c->n++;
	return NULL;
}

const struct claim *claims_take(struct claims *c, const char *path)
{
	char folded[SINK_MAX_PATH + 1];
	const struct claim *in_way;
	size_t n, i;

	for (n = 0; path[n]; n++)
		folded[n] = lower(path[n]);
	folded[n] = '\0';
	in_way = take(c, path, folded, n, false);
	for (i = 0; i < n && !in_way; i++)
		if (folded[i] == '/')
			in_way = take(c, path, folded, i, true);
	return in_way;
}

void claims_release(struct claims *c)
{
	free(c->slot);
	memset(c, 0, sizeof *c);
}

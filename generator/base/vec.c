/* base/vec: the one function behind vec_push. */
#include "base/vec.h"

#include <string.h>

void vec_grow(void **v, size_t n, size_t *cap, size_t size, struct arena *a)
{
	size_t bigger = *cap ? *cap * 2 : 8;
	void *fresh;

	if (n < *cap)
		return;
	fresh = arena_calloc(a, bigger, size);
	if (n)
		memcpy(fresh, *v, n * size);
	*v = fresh;
	*cap = bigger;
}

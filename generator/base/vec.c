/* base/vec: the one function behind vec_push. */
#include "base/vec.h"

void vec_grow(void **v, size_t n, size_t *cap, size_t size, struct arena *a)
{
	size_t bigger = *cap ? *cap * 2 : 8;

	if (n < *cap)
		return;
	*v = arena_regrow(a, *v, n * size, bigger, size);
	*cap = bigger;
}

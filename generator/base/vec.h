/* base/vec: growing typed arrays in an arena.
 *
 * VEC(T) is an anonymous struct {T *v; size_t n, cap;}. Growing copies into
 * fresh arena memory, so pointers to elements are valid only until the next
 * push; freeze (stop pushing) before you hand them out. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <string.h>
#include "base/arena.h"

#define VEC(T) struct { T *v; size_t n, cap; }

/* Appends a zeroed element and yields a pointer to it. */
#define vec_push(vec, arena) \
	((vec)->n < (vec)->cap \
		 ? (void)0 \
		 : vec_grow((void **)&(vec)->v, (vec)->n, &(vec)->cap, sizeof *(vec)->v, (arena)), \
	 memset(&(vec)->v[(vec)->n], 0, sizeof *(vec)->v), &(vec)->v[(vec)->n++])

/* Makes room for n elements at least, when it is known how many will come: growing leaves what it copied behind. */
#define vec_reserve(vec, count, arena) \
	((count) > (vec)->cap ? (void)((vec)->v = arena_regrow((arena), (vec)->v, (vec)->n * sizeof *(vec)->v, (count), \
							       sizeof *(vec)->v), \
				       (vec)->cap = (count)) : (void)0)

/* Makes room for one more element of size bytes, not zeroed. */
void vec_grow(void **v, size_t n, size_t *cap, size_t size, struct arena *a);

#endif

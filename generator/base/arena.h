/* base/arena: memory that lives as long as one job.
 *
 * An arena hands out memory that is released all at once; nothing taken from
 * it is freed singly. One arena belongs to one thread at a time. Running out
 * of memory aborts the program here, so no caller checks for NULL.
 * Results are aligned for any object and are zero-filled; text is neither. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *head;
	size_t used;     /* bytes handed out, for the build summary */
};

/* All-zero is a ready, empty arena. */
#define ARENA_INIT { NULL, 0 }

/* n bytes, zeroed; n == 0 gives a valid pointer that must not be written. */
void *arena_alloc(struct arena *a, size_t n);
/* count * size bytes, zeroed; aborts if the product overflows. */
void *arena_calloc(struct arena *a, size_t count, size_t size);
/* count * size bytes that begin with the n bytes of old, not zeroed behind them. n is at most the product. Old is no longer
 * valid: when it is large its memory is given back. */
void *arena_regrow(struct arena *a, const void *old, size_t n, size_t count, size_t size);
/* Room for n bytes of text, not zeroed, with a NUL after them. */
char *arena_text(struct arena *a, size_t n);
/* A copy of n bytes and a NUL after them. */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_strdup(struct arena *a, const char *s);
/* Takes over what malloc gave (a large text that was built elsewhere), to be freed with the rest. */
void arena_adopt(struct arena *a, void *p);
/* printf into the arena. */
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
/* Moves everything that src holds to dst; pointers stay valid; src is empty. */
void arena_combine(struct arena *dst, struct arena *src);
/* Forgets everything but keeps one block, not a huge one, so that it can be filled again. */
void arena_clear(struct arena *a);
/* Frees everything. The arena is empty and usable afterwards. */
void arena_release(struct arena *a);

/* malloc, realloc that abort when memory runs out, for the few owners that
 * are not arenas. Freed with free(). */
void *xmalloc(size_t n);
void *xrealloc(void *p, size_t n);
/* At the program's start: a large block goes back to the system as soon as it is freed. */
void memory_begin(void);
/* What was freed so far goes back to the system, where it can. Takes a while: for before something large. */
void memory_return(void);

#endif

/* base/arena: blocks in a list, filled from the newest: objects from the front, text, which needs no place of its own kind,
 * from the back. Room base knows only libc. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include "base/format.h"
#include "base/work.h"

#define BLOCK_MIN 8192
#define BLOCK_MAX (1u << 20)
#define ALIGN _Alignof(max_align_t)

struct arena_block {
	struct arena_block *next;
	size_t cap, used;      /* cap 0: data is the address of something adopted */
	size_t end;            /* free is what lies from used to here */
	max_align_t data[];
};

static void out_of_memory(void)
{
	fputs("gradeline: out of memory\n", stderr);
	abort();
}

void *xmalloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	work_add(WORK_ALLOCATIONS, 1);
	if (!p)
		out_of_memory();
	return p;
}

void *xrealloc(void *p, size_t n)
{
	work_add(WORK_ALLOCATIONS, 1);
	p = realloc(p, n ? n : 1);
	if (!p)
		out_of_memory();
	return p;
}

/* Pages that show all reports need a hundred such blocks, once. */
void memory_begin(void)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, BLOCK_MAX);
	mallopt(M_TRIM_THRESHOLD, BLOCK_MAX * 32);
#endif
}

void memory_return(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

static struct arena_block *block_new(size_t need, const struct arena_block *last)
{
	size_t cap = last ? last->cap * 2 : BLOCK_MIN;
	struct arena_block *b;

	if (cap < BLOCK_MIN)
		cap = BLOCK_MIN;
	if (cap > BLOCK_MAX)
		cap = BLOCK_MAX;
	if (cap < need)
		cap = need;
	b = xmalloc(sizeof *b + cap);
	b->next = NULL;
	b->cap = b->end = cap;
	b->used = 0;
	return b;
}

/* A new block for n bytes, which are a multiple of ALIGN. */
__attribute__((noinline)) static void add_block(struct arena *a, size_t n)
{
	struct arena_block *b = block_new(n, a->head);

	work_add(WORK_ARENA_BLOCKS, 1);
	b->next = a->head;
	a->head = b;
}

static inline void *take(struct arena *a, size_t n)
{
	struct arena_block *b;
	char *p;

	if (n > SIZE_MAX - ALIGN)
		out_of_memory();
	n = (n + ALIGN - 1) / ALIGN * ALIGN;
	if (!a->head || a->head->end - a->head->used < n)
		add_block(a, n);
	b = a->head;
	p = (char *)b->data + b->used;
	b->used += n;
	a->used += n;
	return p;
}

static inline char *take_text(struct arena *a, size_t n)
{
	struct arena_block *b;

	if (n > SIZE_MAX - ALIGN)
		out_of_memory();
	if (!a->head || a->head->end - a->head->used < n)
		add_block(a, (n + ALIGN - 1) / ALIGN * ALIGN);
	b = a->head;
	b->end -= n;
	a->used += n;
	return (char *)b->data + b->end;
}

void *arena_alloc(struct arena *a, size_t n)
{
	return memset(take(a, n), 0, n);
}

void *arena_calloc(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory();
	return arena_alloc(a, count * size);
}

static void block_free(struct arena_block *b)
{
	void *adopted = NULL;

	if (!b->cap)
		memcpy(&adopted, b->data, sizeof adopted);
	free(adopted);
	free(b);
}

/* Gives the block back that holds nothing but old: one made for a single large object. */
static void drop_alone(struct arena *a, const void *old)
{
	struct arena_block **at, *b;

	for (at = &a->head; (b = *at); at = &b->next)
		if (b->cap > BLOCK_MAX && (const void *)b->data == old) {
			*at = b->next;
			block_free(b);
			return;
		}
}

void *arena_regrow(struct arena *a, const void *old, size_t n, size_t count, size_t size)
{
	char *p;

	if (size && count > SIZE_MAX / size)
		out_of_memory();
	p = take(a, count * size);
	if (n)
		memcpy(p, old, n);
	if (n > BLOCK_MAX)
		drop_alone(a, old);
	return p;
}

char *arena_text(struct arena *a, size_t n)
{
	char *p = take_text(a, n + 1);

	p[n] = '\0';
	return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = arena_text(a, n);

	if (n)
		memcpy(p, s, n);
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

void arena_adopt(struct arena *a, void *p)
{
	struct arena_block *b = xmalloc(sizeof *b + sizeof p), **at = a->head ? &a->head->next : &a->head;

	/* Behind the block that is being filled. */
	b->next = *at;
	b->cap = b->used = b->end = 0;
	memcpy(b->data, &p, sizeof p);
	*at = b;
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	struct format f;
	va_list again;
	char *p;
	int n;

	if (format_make(&f, fmt, ap)) {
		p = arena_text(a, f.total);
		format_copy(&f, p);
		return p;
	}
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		out_of_memory();
	p = take_text(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}

void arena_combine(struct arena *dst, struct arena *src)
{
	struct arena_block **end = &dst->head;

	while (*end)
		end = &(*end)->next;
	*end = src->head;
	dst->used += src->used;
	src->head = NULL;
	src->used = 0;
}

void arena_clear(struct arena *a)
{
	struct arena_block *keep = NULL, *b, *next;

	work_add(WORK_ARENA_BYTES, a->used);
	for (b = a->head; b; b = next) {
		next = b->next;
		if (!keep && b->cap && b->cap <= BLOCK_MAX)
			keep = b;
		else
			block_free(b);
	}
	if (keep) {
		keep->next = NULL;
		keep->used = 0;
		keep->end = keep->cap;
	}
	a->head = keep;
	a->used = 0;
}

void arena_release(struct arena *a)
{
	struct arena_block *b, *next;

	/* Counted here, not where they are handed out: that must stay a few instructions. */
	work_add(WORK_ARENA_BYTES, a->used);
	for (b = a->head; b; b = next) {
		next = b->next;
		block_free(b);
	}
	a->head = NULL;
	a->used = 0;
}

/* base/sixteen: sixteen bytes at once, in whatever the machine has for that (an extension of gcc and
 * clang). What compilers do not find by themselves on x86 is said here; the plain forms do the same. */
#ifndef BASE_SIXTEEN_H
#define BASE_SIXTEEN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef unsigned char sixteen __attribute__((vector_size(16)));

static inline sixteen sixteen_at(const char *p)
{
	sixteen v;

	memcpy(&v, p, sizeof v);
	return v;
}

static inline sixteen sixteen_of(unsigned char c)
{
	return c - (sixteen){0};
}

/* The smaller of each two bytes. */
static inline sixteen sixteen_least_plain(sixteen a, sixteen b)
{
	sixteen less = (sixteen)(a < b);

	return (a & less) | (b & ~less);
}

/* The larger. */
static inline sixteen sixteen_most_plain(sixteen a, sixteen b)
{
	return ~sixteen_least_plain(~a, ~b);
}

/* True when a byte of v has its highest bit, as those of a comparison that holds have. */
static inline bool sixteen_any_plain(sixteen v)
{
	uint64_t half[2];

	memcpy(half, &v, sizeof half);
	return ((half[0] | half[1]) & 0x8080808080808080u) != 0;
}

/* Those highest bits: the first byte's is the lowest. */
static inline uint32_t sixteen_bits_plain(sixteen v)
{
	uint32_t bits = 0;
	int i;

	for (i = 0; i < 16; i++)
		bits |= (uint32_t)(v[i] >> 7) << i;
	return bits;
}

#ifdef __SSE2__
static inline sixteen sixteen_least(sixteen a, sixteen b)
{
	return (sixteen)_mm_min_epu8((__m128i)a, (__m128i)b);
}

static inline sixteen sixteen_most(sixteen a, sixteen b)
{
	return (sixteen)_mm_max_epu8((__m128i)a, (__m128i)b);
}

static inline bool sixteen_any(sixteen v)
{
	return _mm_movemask_epi8((__m128i)v) != 0;
}

static inline uint32_t sixteen_bits(sixteen v)
{
	return (uint32_t)_mm_movemask_epi8((__m128i)v);
}
#else
#define sixteen_bits sixteen_bits_plain
#define sixteen_least sixteen_least_plain
#define sixteen_most sixteen_most_plain
#define sixteen_any sixteen_any_plain
#endif

#endif

/* base/seek: the next place of a byte in text where it is near.
 *
 * memchr is made for long ways: where the byte is some twenty bytes off, as quotes and tags are in
 * markup, the call costs more than the looking. Nothing here reads outside the text. */
#ifndef BASE_SEEK_H
#define BASE_SEEK_H

#include <stdbool.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Where c stands in the 16 bytes from p; 16 when it does not. */
static inline unsigned seek_16(const char *p, char c)
{
#ifdef __SSE2__
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);

	return (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c))) | 1u << 16);
#else
	const char *found = memchr(p, c, 16);

	return found ? (unsigned)(found - p) : 16;
#endif
}

/* How many of the 16 bytes from p can stand in a word of markup, such as an attribute's name: ASCII
 * above the space, but none of "/=>". */
static inline unsigned seek_word_end_16(const char *p)
{
#ifdef __SSE2__
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i ends = _mm_cmplt_epi8(bytes, _mm_set1_epi8('!'));      /* signed: what is not ASCII, too */

	ends = _mm_or_si128(ends, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('/')));
	ends = _mm_or_si128(ends, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('=')));
	ends = _mm_or_si128(ends, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('>')));
	return (unsigned)__builtin_ctz((unsigned)_mm_movemask_epi8(ends) | 1u << 16);
#else
	unsigned n = 0;

	while (n < 16 && (unsigned char)p[n] > ' ' && (unsigned char)p[n] < 0x80 && p[n] != '/' && p[n] != '=' && p[n] != '>')
		n++;
	return n;
#endif
}

/* The first c from p on, or end. */
static inline const char *seek(const char *p, const char *end, char c)
{
	unsigned at;

	for (; end - p >= 16; p += 16) {
		at = seek_16(p, c);
		if (at < 16)
			return p + at;
	}
	while (p < end && *p != c)
		p++;
	return p;
}

#endif

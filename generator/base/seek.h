/* base/seek: the next place of a byte in text where it is near.
 *
 * memchr is made for long ways: where the byte is some twenty bytes off, as quotes and tags are in
 * markup, the call costs more than the looking. Nothing here reads outside the text. */
#ifndef BASE_SEEK_H
#define BASE_SEEK_H

#include "base/sixteen.h"

/* Where the first byte of v stands that has its highest bit; 16 when none has. */
static inline unsigned seek_mark(sixteen v)
{
	return (unsigned)__builtin_ctz(sixteen_bits(v) | 1u << 16);
}

/* Where c stands in the 16 bytes from p; 16 when it does not. */
static inline unsigned seek_16(const char *p, char c)
{
	return seek_mark((sixteen)(sixteen_at(p) == sixteen_of((unsigned char)c)));
}

/* How many of the 16 bytes from p can stand in a word of markup, such as an attribute's name: ASCII
 * above the space, but none of "/=>". */
static inline unsigned seek_word_end_16(const char *p)
{
	sixteen v = sixteen_at(p);

	/* What is not ASCII has the highest bit as it is. */
	return seek_mark(v | (sixteen)(v < sixteen_of('!')) | (sixteen)(v == sixteen_of('/')) |
			 (sixteen)(v == sixteen_of('=')) | (sixteen)(v == sixteen_of('>')));
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

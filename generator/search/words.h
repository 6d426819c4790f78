/* search, private: the words of a text, folded as utf8_key folds them. */
#ifndef SEARCH_WORDS_H
#define SEARCH_WORDS_H

#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"

#define WORD_MAX 64               /* bytes; longer words are not found */
#define WORD_ROOM 16               /* bytes that are looked at behind the end of a text */

/* Eight bytes, the first one lowest on every machine. */
static inline uint64_t word_eight(const char *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	return x;
}

static inline void word_put_eight(char *p, uint64_t x)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	memcpy(p, &x, sizeof x);
}

/* The highest bit of each byte that is no ASCII letter or digit. */
static inline uint64_t word_stops(uint64_t x)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x80 * ones;
	uint64_t c = x & ~high, lower = c | 0x20 * ones;
	/* With seven bits a byte, adding 0x80 - c sets the eighth from c on; digits differ from '0' by less than ten. */
	uint64_t letter = (lower + (0x80 - 'a') * ones) & ~(lower + (0x80 - 'z' - 1) * ones);
	uint64_t no_digit = (c ^ '0' * ones) + (0x80 - 10) * ones;

	return ((no_digit & ~letter) | x) & high;
}

#define WORD_LOWER 0x2020202020202020u      /* makes letters small, and leaves digits as they are */
extern const uint64_t word_mask[8];          /* so many bytes */

/* What such a byte may be: a gap; a quote, which utf8_key drops, so that "council's" is one word; '&', which it writes
 * out; and what is not ASCII. */
enum word_stop { WORD_GAP, WORD_QUOTE, WORD_AND, WORD_FOREIGN };
extern const unsigned char word_stop_of[256];

/* A word of less than 16 bytes, with zeros behind it. Most have less than eight. eight: this one has more, or so many. */
typedef void word_short(void *ctx, uint64_t first, uint64_t second, bool eight);
/* One of any length. */
typedef void word_any(void *ctx, struct span word);

/* The word or words that begin at p and are not just ASCII letters and digits before a gap, or more than 15 of them.
 * Returns where to go on. */
const char *words_rare(const char *p, const char *end, struct arena *scratch, word_any *found, void *ctx);

/* Calls found or rare for each word of a text, in one or the other form. At end and behind it stand WORD_ROOM zeros,
 * which are gaps. For speed, this is compiled anew for each found. */
static inline __attribute__((always_inline)) void words_each(const char *p, const char *end, struct arena *scratch,
							      word_short *found, word_any *rare, void *ctx)
{
	while (p < end) {
		uint64_t x = word_eight(p), stops = word_stops(x), y;
		unsigned n, more;

		if (stops) {
			n = (unsigned)__builtin_ctzll(stops) / 8;
			if (word_stop_of[(unsigned char)p[n]] == WORD_GAP) {
				if (n)
					found(ctx, (x | WORD_LOWER) & word_mask[n], 0, false);
				p += n + 1;
				p += *p == ' ';
				continue;
			}
		} else {
			y = word_eight(p + 8);
			stops = word_stops(y);
			more = stops ? (unsigned)__builtin_ctzll(stops) / 8 : 0;
			if (stops && word_stop_of[(unsigned char)p[8 + more]] == WORD_GAP) {
				found(ctx, x | WORD_LOWER, (y | WORD_LOWER) & word_mask[more], true);
				p += 8 + more + 1;
				p += *p == ' ';
				continue;
			}
		}
		p = words_rare(p, end, scratch, rare, ctx);
	}
}

#endif

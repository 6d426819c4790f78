/* base/digest: SHA-256, by which other people can check that a file is the one that was read; and a short
 * one by which we tell whether something changed. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdint.h>
#include "base/str.h"

#define DIGEST_HEX 65            /* bytes of a digest in hexadecimal digits, with its NUL */

/* Writes the digest of s in lower-case hexadecimal digits. */
void digest_sha256(struct span s, char out[DIGEST_HEX]);
/* A hash of what so_far is a hash of (0 at first) and of s. Not against anybody who means harm. */
uint64_t digest_quick(uint64_t so_far, struct span s);
/* XXH3 of s: the same everywhere, no proof of anything. For what is large; XXH3_64bits itself for a few bytes. */
uint64_t digest_64(struct span s);

#endif

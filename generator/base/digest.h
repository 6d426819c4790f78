/* base/digest: SHA-256, by which other people can check that a file is the one that was read. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/str.h"

#define DIGEST_HEX 65            /* bytes of a digest in hexadecimal digits, with its NUL */

/* Writes the digest of s in lower-case hexadecimal digits. */
void digest_sha256(struct span s, char out[DIGEST_HEX]);

#endif

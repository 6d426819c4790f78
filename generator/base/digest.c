/* base/digest: the only file that includes libmd's headers. */
#include "base/digest.h"

#include <sys/types.h>
#include <sha2.h>
#include <xxhash.h>

#define SHORT 240                      /* bytes for which a seed costs nothing */

#ifdef __ELF__
/* The form that looks at the processor first, which takes a third of the time; not every libxxhash has it. */
extern XXH64_hash_t XXH3_64bits_dispatch(const void *bytes, size_t n) __attribute__((weak));
#else
#define XXH3_64bits_dispatch XXH3_64bits
#endif

uint64_t digest_64(struct span s)
{
	return (XXH3_64bits_dispatch ? XXH3_64bits_dispatch : XXH3_64bits)(s.p, s.n);
}

void digest_sha256(struct span s, char out[DIGEST_HEX])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t sum[SHA256_DIGEST_LENGTH];
	SHA2_CTX ctx;
	size_t i;

	SHA256Init(&ctx);
	if (s.n)
		SHA256Update(&ctx, (const uint8_t *)s.p, s.n);
	SHA256Final(sum, &ctx);
	for (i = 0; i < sizeof sum; i++) {
		out[2 * i] = digits[sum[i] >> 4];
		out[2 * i + 1] = digits[sum[i] & 15];
	}
	out[DIGEST_HEX - 1] = '\0';
}

uint64_t digest_quick(uint64_t so_far, struct span s)
{
	uint64_t whole;

	/* The length, so that "a", "bc" is not "ab", "c". */
	so_far += s.n * 2 + 1;
	if (s.n <= SHORT)
		return XXH3_64bits_withSeed(s.p, s.n, so_far);
	whole = digest_64(s);
	return XXH3_64bits_withSeed(&whole, sizeof whole, so_far);
}

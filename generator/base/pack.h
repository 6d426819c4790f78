/* base/pack: numbers and texts as bytes, for files that only the same program reads again.
 *
 * Whoever takes may be given anything: of what is not there take_number gives 0, take_text NULL and
 * take_bytes false; *in is then empty with p NULL, and stays so. */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include <stdint.h>
#include "base/str.h"

void pack_number(struct strbuf *out, uint64_t n);
/* NULL and "" are told apart. */
void pack_text(struct strbuf *out, const char *s);
void pack_bytes(struct strbuf *out, const void *p, size_t n);

/* For numbers that take more than one byte; for others, too. */
uint64_t take_long_number(struct span *in);
/* Off the front of *in. */
static inline uint64_t take_number(struct span *in)
{
	if (!in->n || (unsigned char)*in->p >= 0x80)
		return take_long_number(in);
	in->n--;
	return (unsigned char)*in->p++;
}
/* It lies in *in, which keeps its NUL. */
const char *take_text(struct span *in);
bool take_bytes(struct span *in, void *to, size_t n);
/* What comes next is not what was packed. */
void take_fail(struct span *in);
bool take_failed(const struct span *in);

#endif

/* base/pack: numbers and texts as bytes. */
#include "base/pack.h"

#include <string.h>

void pack_bytes(struct strbuf *out, const void *p, size_t n)
{
	if (n)
		sb_add(out, p, n);
}

/* Small numbers, as most are, take one byte. */
void pack_number(struct strbuf *out, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		sb_putc(out, (char)(n | 0x80));
	sb_putc(out, (char)n);
}

void pack_text(struct strbuf *out, const char *s)
{
	size_t n = s ? strlen(s) + 1 : 0;

	pack_number(out, n);
	pack_bytes(out, s, n);
}

void take_fail(struct span *in)
{
	*in = span_make(NULL, 0);
}

bool take_failed(const struct span *in)
{
	return !in->p;
}

bool take_bytes(struct span *in, void *to, size_t n)
{
	if (take_failed(in) || n > in->n) {
		take_fail(in);
		return false;
	}
	if (n)
		memcpy(to, in->p, n);
	in->p += n;
	in->n -= n;
	return true;
}

uint64_t take_long_number(struct span *in)
{
	uint64_t n = 0;
	unsigned shift;

	for (shift = 0; shift < 64 && in->n; shift += 7) {
		unsigned char c = (unsigned char)*in->p++;

		in->n--;
		n |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return n;
	}
	take_fail(in);
	return 0;
}

const char *take_text(struct span *in)
{
	uint64_t n = take_number(in);
	const char *s = in->p;

	if (!n)
		return NULL;
	if (n > in->n || s[n - 1] != '\0' || memchr(s, '\0', (size_t)n - 1)) {
		take_fail(in);
		return NULL;
	}
	in->p += n;
	in->n -= (size_t)n;
	return s;
}

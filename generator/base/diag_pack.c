/* base/diag_pack: messages as bytes, and what they are made of. */
#include "base/diag_pack.h"

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

static void fail(struct span *in)
{
	*in = span_make(NULL, 0);
}

bool take_failed(const struct span *in)
{
	return !in->p;
}

bool take_bytes(struct span *in, void *to, size_t n)
{
	if (n > in->n) {
		fail(in);
		return false;
	}
	if (n)
		memcpy(to, in->p, n);
	in->p += n;
	in->n -= n;
	return true;
}

uint64_t take_number(struct span *in)
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
	fail(in);
	return 0;
}

const char *take_text(struct span *in)
{
	uint64_t n = take_number(in);
	const char *s = in->p;

	if (!n)
		return NULL;
	if (n > in->n || s[n - 1] != '\0') {
		fail(in);
		return NULL;
	}
	in->p += n;
	in->n -= (size_t)n;
	return s;
}

static void pack_pos(struct strbuf *out, struct pos at)
{
	pack_text(out, at.file);
	pack_number(out, at.line);
	pack_number(out, at.col);
}

static struct pos take_pos(struct span *in)
{
	struct pos at = { take_text(in), 0, 0 };

	at.line = (unsigned)take_number(in);
	at.col = (unsigned)take_number(in);
	return at;
}

void diag_pack(const struct diag *d, struct strbuf *out)
{
	const struct diag_note *note;
	size_t i;

	pack_number(out, d->n);
	for (i = 0; i < d->n; i++) {
		const struct diag_entry *e = &d->entry[i];

		pack_number(out, (uint64_t)e->code);
		pack_pos(out, e->at);
		pack_text(out, e->detail);
		pack_text(out, e->excerpt);
		for (note = e->notes; note; note = note->next) {
			pack_number(out, 1);
			pack_pos(out, note->at);
			pack_text(out, note->text);
		}
		pack_number(out, 0);
	}
}

static bool take_message(struct span *in, struct diag *d)
{
	uint64_t code = take_number(in);
	struct diag_entry e = { .at = take_pos(in) };

	e.detail = take_text(in);
	e.excerpt = take_text(in);
	if (take_failed(in) || code >= DIAG_CODES)
		return false;
	e.code = (enum diag_code)code;
	diag_repeat(d, &e);
	while (take_number(in)) {
		struct pos at = take_pos(in);
		const char *text = take_text(in);

		if (take_failed(in))
			return false;
		diag_note(d, at, "%s", text ? text : "");
	}
	return !take_failed(in);
}

bool diag_unpack(struct span *in, struct diag *d)
{
	uint64_t n;

	for (n = take_number(in); n && !take_failed(in); n--)
		if (!take_message(in, d))
			return false;
	return !take_failed(in);
}

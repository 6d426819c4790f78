/* base/diag_pack: messages to bytes and back. */
#include "base/diag_pack.h"

#include "base/pack.h"

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

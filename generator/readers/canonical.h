/* readers: a report as the file that people keep and correct: front matter with every fact, and the prose
 * as Markdown (docs/content-format.md). Read again it gives the same facts, and written again the same bytes.
 *
 * Order of calls: canonical_settle, canonical_write, then, of what reading the bytes gave, canonical_settle
 * and canonical_differs. */
#ifndef READERS_CANONICAL_H
#define READERS_CANONICAL_H

#include <stdbool.h>
#include "base/str.h"
#include "model/model.h"

struct canonical {
	const char *file;          /* base name of the file that the report was read from */
	const char *sha256;        /* of its bytes; where a report names its own source, that is kept instead */
	bool facts_only;           /* leave the prose out */
};

/* Puts the judgements in the framework's order, without those in doubt: they are for a person to give. */
void canonical_settle(struct report *r);
/* "stockport/2012-02-17.md". r has an authority and a day (model_settle_day). */
const char *canonical_path(const struct report *r, struct arena *a);
/* Appends the file. */
void canonical_write(const struct report *r, const struct canonical *how, struct strbuf *out);
/* What is not the same in two reports ("the judgements"), or NULL. Places, notes and how the document
 * words the authority's name do not count. */
const char *canonical_differs(const struct report *a, const struct report *b);

#endif

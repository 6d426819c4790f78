/* readers: what was understood of one report, as a line of JSON (see docs/content-format.md).
 * Appends one object without a newline. facts leaves the sections out. */
#ifndef READERS_INSPECT_H
#define READERS_INSPECT_H

#include <stdbool.h>
#include "base/str.h"
#include "model/model.h"

/* file is printed as given. */
void inspect_json(const struct report *r, const char *file, bool facts, struct strbuf *out);

#endif

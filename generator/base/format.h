/* base/format: what a printf format asks for, as pieces of text to be put side by side.
 * Private to the room: arena and strbuf print with it. */
#ifndef BASE_FORMAT_H
#define BASE_FORMAT_H

#include <stdarg.h>
#include <stdbool.h>
#include "base/str.h"

#define FORMAT_PIECES 32
#define FORMAT_NUMBERS 12

/* Pieces point into the format, the arguments and number. */
struct format {
	struct span piece[FORMAT_PIECES];
	size_t pieces, total;
	char number[FORMAT_NUMBERS][DIGITS_MAX];
	size_t numbers;
};

/* False, with ap used up in part, when the format has something else than %s %.*s %c %d %u
 * %ld %lu %zu %% without flags, or too much of it: then vsnprintf must do it. */
bool format_make(struct format *f, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));
/* Writes total bytes, no NUL. */
void format_copy(const struct format *f, char *to);

#endif

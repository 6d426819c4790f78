/* base/escape: the one place where text is made safe for where it goes. */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "base/str.h"

/* & < > " ' as entities: safe in element text and in quoted attributes. */
void escape_html(struct strbuf *out, struct span s);
/* A URL for a quoted attribute: bytes outside RFC 3986 are percent-encoded,
 * then & and quotes as entities. A scheme other than http, https, mailto gives "#". */
void escape_url(struct strbuf *out, struct span s);
/* Inside a JSON string (quotes not written). '<', '>', '&', U+2028/9 become
 * \u escapes, so the result is safe in a script element as well. */
void escape_json(struct strbuf *out, struct span s);
/* True for a cell that a spreadsheet would run: leading = + - @ tab CR, unless a plain number. */
bool escape_is_formula(struct span s);
/* One RFC 4180 cell, quoted where needed. A cell that a spreadsheet would run as a formula gets
 * a leading '. */
void escape_csv(struct strbuf *out, struct span s);

#endif

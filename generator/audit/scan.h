/* audit/scan: finds ids and references in finished HTML, SVG and XML.
 *
 * A scanner, not a parser: it knows tags, attributes, comments, CDATA and the
 * elements whose content is raw text, which is all that finding attributes
 * exactly takes. Offsets are bytes from the start of the text. */
#ifndef AUDIT_SCAN_H
#define AUDIT_SCAN_H

#include <stddef.h>
#include "base/str.h"

enum scan_kind {
	SCAN_ID,           /* id="..." */
	SCAN_LINK,         /* href, action: somebody may follow it */
	SCAN_RESOURCE,     /* src, poster: the page fetches it */
	SCAN_BASE,         /* <base href>: what the page's references are relative to */
	SCAN_LOC,          /* the text of a sitemap's <loc> */
	SCAN_ID_REF        /* for, aria-labelledby ...: ids of the same page, one or more */
};

/* Calls found for each, in order. value is as written, entities and all; offset is
 * where it begins. */
void scan_markup(struct span text,
		 void (*found)(void *ctx, enum scan_kind kind, struct span value, size_t offset), void *ctx);

/* Appends value with its character references (numbers, amp lt gt quot apos) decoded
 * and white space at its ends dropped. */
void scan_decode(struct span value, struct strbuf *out);
/* Takes a word off the front of *rest, where white space stands between words. False at the end. */
bool scan_word(struct span *rest, struct span *word);

#endif

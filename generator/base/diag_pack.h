/* base/diag_pack: messages as bytes, to be said again by a later run of the same program. */
#ifndef BASE_DIAG_PACK_H
#define BASE_DIAG_PACK_H

#include "base/diag.h"

/* Appends all messages of d. Those past DIAG_MAX are lost: look at d->dropped first. */
void diag_pack(const struct diag *d, struct strbuf *out);
/* Takes them off the front of *in and reports them to d, which borrows nothing. False, with some of them reported,
 * when the bytes are not what diag_pack appends. */
bool diag_unpack(struct span *in, struct diag *d);

#endif

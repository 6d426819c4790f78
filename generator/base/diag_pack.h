/* base/diag_pack: messages as bytes, to be said again by a later run of the same program. */
#ifndef BASE_DIAG_PACK_H
#define BASE_DIAG_PACK_H

#include <stdint.h>
#include "base/diag.h"

/* Appends all messages of d. Those past DIAG_MAX are lost: look at d->dropped first. */
void diag_pack(const struct diag *d, struct strbuf *out);
/* Takes them off the front of *in and reports them to d. False, with some of them reported, when the bytes
 * are not what diag_pack appends. */
bool diag_unpack(struct span *in, struct diag *d);

/* What they are made of, for others who pack. Of what is not there take_number gives 0, take_text NULL; *in is
 * then empty with p NULL, as it stays. NULL and "" are told apart. A text taken lies in *in, which keeps its NUL. */
void pack_number(struct strbuf *out, uint64_t n);
void pack_text(struct strbuf *out, const char *s);
void pack_bytes(struct strbuf *out, const void *p, size_t n);
uint64_t take_number(struct span *in);
const char *take_text(struct span *in);
bool take_bytes(struct span *in, void *to, size_t n);
bool take_failed(const struct span *in);

#endif

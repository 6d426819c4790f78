/* base/spill: bytes that wait in a file until they are asked for, once, because together they would be too much
 * for memory. The file has no name; it is gone when it is closed, or when the program ends. */
#ifndef BASE_SPILL_H
#define BASE_SPILL_H

#include "base/str.h"

struct spill;

/* In that folder, which is made if need be. NULL when no file can be made there. */
struct spill *spill_open(const char *dir);
/* NULL is fine. */
void spill_close(struct spill *s);
/* From any thread. Returns where the bytes stand, -1 when they could not be written. */
long long spill_put(struct spill *s, struct span bytes);
/* n bytes from there on; those that follow one another may be had together. -1 when they cannot be read. */
int spill_get(const struct spill *s, long long at, char *to, size_t n);

#endif

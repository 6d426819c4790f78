/* base/program: which program is running, to the byte. */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include <stdint.h>

/* A number that changes when the program or a library it uses is built anew: a hash of their
 * build ids. 0 where the system cannot tell. */
uint64_t program_identity(void);

#endif

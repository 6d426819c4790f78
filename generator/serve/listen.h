/* serve/listen: a port of this machine, for programs of this machine only. */
#ifndef SERVE_LISTEN_H
#define SERVE_LISTEN_H

#include "base/diag.h"

#define LISTEN_TRIES 20                /* ports that are tried, one after another */

/* Listens on 127.0.0.1 at *port or, when it is in use, the next that is free; *port is then that one. A port in
 * use is a note that names who has it, where the system tells. The socket, or -1 (reported). */
int listen_local(unsigned *port, struct diag *d);

#endif

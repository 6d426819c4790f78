/* cli/browser: opens an address in the person's browser. */
#ifndef CLI_BROWSER_H
#define CLI_BROWSER_H

#include <stdbool.h>
#include <sys/types.h>

/* Starts the program that opens addresses here. 0 when there is no display to open a browser on, -1 when no
 * process could be started. */
pid_t browser_open(const char *url);
/* Sets *failed and gives true once that program has ended. */
bool browser_done(pid_t pid, bool *failed);

#endif

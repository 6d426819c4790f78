/* cli/stop: being told to stop, and how long things took. */
#ifndef CLI_STOP_H
#define CLI_STOP_H

#include <stdatomic.h>

/* Set by a signal; the pipeline looks at it and gives up without a trace. */
extern atomic_bool stop_wanted;

/* From now on SIGINT, SIGTERM and SIGHUP set it, unless they are ignored. A second signal of the same kind ends
 * the program at once. */
void stop_on_signals(void);
/* The signal that came, or 0. */
int stop_number(void);
/* Ends the program by the signal that came, as whoever waits for it expects; none came: returns. */
void end_by_signal(void);
/* Seconds of a clock that only goes forward. */
double seconds(void);

#endif

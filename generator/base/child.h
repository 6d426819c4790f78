/* base/child: another program, run with limits: no input, little processor time and memory, and
 * an end to both its output and its time. Looks at a clock for the time limit alone. */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdbool.h>
#include "base/str.h"

struct child_run {
	const char *const *argv;       /* argv[0] is looked for in PATH */
	size_t max_out;                /* bytes; more is an error */
	unsigned cpu_seconds, wall_seconds;
	size_t max_memory;             /* bytes of address space */
	struct strbuf out, err;        /* released by the caller */
	const char *failure;           /* why, when it could not be run to its end; static */
	bool missing;                  /* there is no such program */
	int status;                    /* exit status when it ended by itself */
};

/* 0 when the program ended by itself with status 0. Signals and other children are left alone.
 * Any number of threads may run children. */
int child_run(struct child_run *run);

#endif

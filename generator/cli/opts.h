/* cli/opts: the command line, by tables. */
#ifndef CLI_OPTS_H
#define CLI_OPTS_H

#include "cli/cmd.h"

/* Reads argv[1..]: common options may stand before the command, all options after it;
 * "--" ends them. *command is NULL when none is given. arg must hold argc pointers.
 * All that is wrong is reported as USAGE, with the nearest known name. */
void opts_parse(int argc, char **argv, const char **arg, struct settings *out, const struct command **command,
		struct diag *d);

#endif

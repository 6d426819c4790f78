/* cli/main: finds the command, runs it, turns findings into an exit status. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/fs.h"
#include "cli/cmd.h"
#include "cli/opts.h"
#include "cli/report.h"
#include "config/config.h"

#define PARENTS_MAX 64

const char *find_root(const struct settings *s, struct arena *a)
{
	const char *dir = ".";
	int i;

	if (s->root)
		return s->root;
	for (i = 0; i < PARENTS_MAX; i++) {
		if (fs_exists(fs_join(a, dir, CONFIG_FILE)))
			return dir;
		dir = i ? arena_printf(a, "../%s", dir) : "..";
	}
	return NULL;
}

void report_no_root(struct diag *d)
{
	diag_report(d, DIAG_USAGE, (struct pos){ NULL, 0, 0 },
		    "there is no " CONFIG_FILE " here or in a folder above; name the site's folder with -C DIR");
}

void finish_stdout(struct diag *d)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return;
	/* Whoever read from us has had enough: no reason to complain. */
	if (errno == EPIPE)
		exit(STATUS_SYSTEM);
	diag_report(d, DIAG_SYS_WRITE, (struct pos){ "standard output", 0, 0 }, "%s", strerror(errno));
}

bool wants_colour(void)
{
	const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDERR_FILENO) && !(no_colour && *no_colour) && term && strcmp(term, "dumb") != 0;
}

enum status finish(const struct settings *s, const char *root, struct diag *d)
{
	struct report_style style = {
		.format = s->format, .colour = wants_colour(), .quiet = s->quiet, .root = root ? root : "."
	};
	enum status status = report_status(d, s->strict);

	report_print(stderr, d, &style);
	diag_release(d);
	return status;
}

static enum status run(const struct settings *s, const struct command *c)
{
	struct diag d = DIAG_INIT;

	if (s->version)
		return cmd_version(s);
	if (!s->help && c)
		return c->run(s);
	if (!s->help) {
		diag_report(&d, DIAG_USAGE, (struct pos){ NULL, 0, 0 }, "a command is needed");
		diag_note(&d, (struct pos){ NULL, 0, 0 }, "'gradeline help' lists the commands");
		return finish(s, NULL, &d);
	}
	if (c)
		help_command(c);
	else
		help_overview();
	finish_stdout(&d);
	return finish(s, NULL, &d);
}

int main(int argc, char **argv)
{
	const struct command *command;
	struct settings s;
	struct diag d = DIAG_INIT;
	enum status status;
	const char **arg;

	memory_begin();
	arg = xmalloc(((size_t)argc + 1) * sizeof *arg);
	opts_parse(argc, argv, arg, &s, &command, &d);
	status = diag_failed(&d) ? finish(&s, NULL, &d) : run(&s, command);
	free(arg);
	return (int)status;
}

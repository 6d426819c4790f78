/* cli: the commands and what they are given.
 *
 * This room may know every other one. It alone prints, exits and reads the clock,
 * the locale and the environment. A command is a row in the table of commands.c and
 * a function in cmd_<name>.c; its options are a table, from which they are parsed
 * and its help is printed. */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include "audit/audit.h"
#include "audit/external.h"
#include "base/diag.h"

#ifndef GRADELINE_VERSION
#define GRADELINE_VERSION "0.1.0"
#endif

enum status {
	STATUS_FINE,
	STATUS_FINDINGS,       /* in content or templates; warnings with --strict */
	STATUS_USAGE,          /* usage or configuration */
	STATUS_SYSTEM
};

/* How diff prints. */
enum form { FORM_TEXT, FORM_MARKDOWN, FORM_JSON };
/* How findings are printed. */
enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_GITHUB, FORMAT_SARIF, FORMAT_JUNIT };

/* What the command line says. Strings point into argv. */
struct settings {
	const char *root;              /* -C; NULL: look for site.yaml from here upwards */
	const char *output, *data, *base_path;
	const char *against;           /* the site published last */
	const char *tree, *allow;      /* check: a folder to look at; the allow-list */
	bool external;                 /* check: links to other sites, too */
	long threads;                  /* 0: one a processor */
	long port;                     /* 0: not given */
	enum format format;
	enum form form;
	bool strict, lenient, quiet, facts, force, publish, profile, open, help, version;
	const char *program;           /* argv[0]; may be NULL */
	const char **arg;              /* what is neither option nor command */
	size_t args;
};

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_COUNT, OPTION_PORT, OPTION_FORMAT, OPTION_FORM };

struct option {
	const char *name;              /* "output", without its hyphens */
	char letter;                   /* 'o', or '\0' */
	enum option_kind kind;
	size_t offset;                 /* of the member in struct settings */
	const char *value;             /* "DIR", for the help; NULL for flags */
	const char *help;
};

struct command {
	const char *name, *summary;
	enum status (*run)(const struct settings *s);
	const char *arguments;         /* "FILE...", for the help; "" for none */
	size_t least, most;            /* arguments */
	const struct option *option;
	size_t options;
	const char *details, *examples;
};

#define COMMAND_OPTIONS(table) .option = (table), .options = sizeof(table) / sizeof *(table)

/* commands.c */
extern const struct command commands[];
extern const size_t command_count;
extern const struct option common_options[];
extern const size_t common_option_count;
/* NULL: there is none of that name. */
const struct command *command_named(const char *name);

/* cmd_<name>.c: each prints its own findings. */
enum status cmd_build(const struct settings *s);
enum status cmd_check(const struct settings *s);
enum status cmd_diff(const struct settings *s);
enum status cmd_import(const struct settings *s);
enum status cmd_init(const struct settings *s);
enum status cmd_inspect(const struct settings *s);
enum status cmd_render(const struct settings *s);
enum status cmd_serve(const struct settings *s);
enum status cmd_version(const struct settings *s);
enum status cmd_help(const struct settings *s);

/* help.c: to standard output. */
void help_overview(void);
void help_command(const struct command *c);

/* Where the site is: -C, else the nearest folder with a site.yaml from here upwards; NULL
 * when there is none. "." is the current folder. */
const char *find_root(const struct settings *s, struct arena *a);
/* Reports the usage error that there is no site here. */
void report_no_root(struct diag *d);
/* cmd_build.c: build, or with check the same without the writing and with the audit. */
enum status run_site(const struct settings *s, bool check);

/* cmd_check.c: what a check needs besides a build. */
struct checking {
	struct allow *allow;
	struct external_options external;
};
/* root NULL: it is for --tree. What is wrong is reported. */
void checking_open(struct checking *c, const struct settings *s, const char *root, struct arena *a, struct diag *d);
/* Reports what is left to say of the allow-list; complete: everything was looked at. */
void checking_finish(struct checking *c, bool complete, struct diag *d);
void checking_close(struct checking *c);
struct check_sum {
	size_t errors, warnings, allowed;
};
struct check_sum checking_sum(const struct checking *c, const struct diag *d);
/* A line that says what was looked at, to standard error. */
void print_looked_at(const struct audit_counts *n, struct check_sum sum);

/* True when standard error is a terminal that is to be more than lines of plain text. */
bool wants_colour(void);
/* "s", unless n is 1. */
const char *plural(size_t n);
/* Flushes standard output; a failure is reported (a closed pipe quietly). */
void finish_stdout(struct diag *d);
/* Prints the findings on standard error and gives the exit status they ask for. Frees d. */
enum status finish(const struct settings *s, const char *root, struct diag *d);

#endif

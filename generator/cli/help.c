/* cli/help: prints the tables of commands.c for people. */
#include "cli/cmd.h"

#include <stdio.h>
#include "base/map.h"

#define OPTION_COLUMN 22

static void print_option(const struct option *o)
{
	struct strbuf b = STRBUF_INIT;

	sb_puts(&b, "  ");
	if (o->letter)
		sb_printf(&b, "-%c%s", o->letter, o->name ? ", " : "");
	else
		sb_puts(&b, "    ");
	if (o->name)
		sb_printf(&b, "--%s", o->name);
	if (o->value)
		sb_printf(&b, " %s", o->value);
	printf("%-*s  %s\n", OPTION_COLUMN, sb_str(&b), o->help);
	sb_release(&b);
}

static void print_options(const struct option *o, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		print_option(&o[i]);
}

/* Each line of the text, indented. */
static void print_examples(const char *text)
{
	struct span rest = span_of(text), line;

	while (span_line(&rest, &line))
		printf("  %.*s\n", SPAN_FMT(line));
}

static const char exit_statuses[] =
	"Exit status:\n"
	"  0  fine\n"
	"  1  something is wrong in content or templates (with --strict: or a warning)\n"
	"  2  wrong usage or configuration\n"
	"  3  the system failed: a file could not be read or written\n";

void help_overview(void)
{
	size_t i;

	printf("gradeline makes a website that compares inspection reports.\n\n"
	       "Usage: gradeline [-C DIR] COMMAND [OPTION...]\n\nCommands:\n");
	for (i = 0; i < command_count; i++)
		printf("  %-10s%s\n", commands[i].name, commands[i].summary);
	printf("\nOptions of every command:\n");
	print_options(common_options, common_option_count);
	printf("\n%s\n'gradeline help COMMAND' says more of each.\n", exit_statuses);
}

void help_command(const struct command *c)
{
	printf("gradeline %s: %s\n\nUsage: gradeline [-C DIR] %s%s%s%s\n", c->name, c->summary, c->name,
	       c->options ? " [OPTION...]" : "", *c->arguments ? " " : "", c->arguments);
	if (*c->details)
		printf("\n%s", c->details);
	printf("\nOptions:\n");
	print_options(c->option, c->options);
	print_options(common_options, common_option_count);
	printf("\nExamples:\n");
	print_examples(c->examples);
	printf("\n%s", exit_statuses);
}

static const struct command *wanted(const struct settings *s, struct diag *d)
{
	const struct command *c = command_named(s->arg[0]);
	const char *names[16], *near;
	size_t i;

	if (c)
		return c;
	for (i = 0; i < command_count && i < 16; i++)
		names[i] = commands[i].name;
	near = nearest_name(span_of(s->arg[0]), names, i);
	diag_report(d, DIAG_USAGE, (struct pos){ NULL, 0, 0 }, "unknown command '%s'%s%s%s", s->arg[0],
		    near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return NULL;
}

enum status cmd_help(const struct settings *s)
{
	struct diag d = DIAG_INIT;
	const struct command *c;

	if (!s->args)
		help_overview();
	else if ((c = wanted(s, &d)))
		help_command(c);
	finish_stdout(&d);
	return finish(s, NULL, &d);
}

enum status cmd_version(const struct settings *s)
{
	struct diag d = DIAG_INIT;

	printf("gradeline %s\n", GRADELINE_VERSION);
	finish_stdout(&d);
	return finish(s, NULL, &d);
}

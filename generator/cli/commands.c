/* cli/commands: the table of commands and of their options. */
#include "cli/cmd.h"

#include <stdint.h>
#include <string.h>

#define OPTION(long_name, short_name, kind_, member, value_, text) \
	{ .name = (long_name), .letter = (short_name), .kind = (kind_), \
	  .offset = offsetof(struct settings, member), .value = (value_), .help = (text) }
#define ANY_NUMBER SIZE_MAX

const struct option common_options[] = {
	OPTION(NULL, 'C', OPTION_TEXT, root, "DIR", "the site's folder; otherwise the nearest with a site.yaml, from here up"),
	OPTION("help", 'h', OPTION_FLAG, help, NULL, "print help and do nothing"),
	OPTION("version", '\0', OPTION_FLAG, version, NULL, "print the version and do nothing"),
};
const size_t common_option_count = sizeof common_options / sizeof *common_options;

#define OUTPUT_OPTION \
	OPTION("output", 'o', OPTION_TEXT, output, "DIR", "write there instead of where site.yaml says")
#define BUILD_OPTIONS \
	OPTION("threads", 'j', OPTION_COUNT, threads, "N", "use N threads (one a processor); the result is the same"), \
	OPTION("strict", '\0', OPTION_FLAG, strict, NULL, "warnings fail the run, too"), \
	OPTION("lenient", '\0', OPTION_FLAG, lenient, NULL, "names that a template's data does not have are empty"), \
	OPTION("quiet", 'q', OPTION_FLAG, quiet, NULL, "print findings only, no notes and no summary"), \
	OPTION("format", '\0', OPTION_FORMAT, format, "FORMAT", "findings as text, json (one object a line), github, sarif or junit")

static const struct option build_options[] = {
	OUTPUT_OPTION,
	OPTION("publish", '\0', OPTION_FLAG, publish, NULL, "write only what the limits of 'publish' in site.yaml let through"),
	OPTION("against", '\0', OPTION_TEXT, against, "DIR", "with --publish: the site published last, if the output is another"),
	OPTION("profile", '\0', OPTION_FLAG, profile, NULL, "say where the time goes, and count the work done"),
	BUILD_OPTIONS,
};
static const struct option check_options[] = {
	BUILD_OPTIONS,
	OPTION("tree", '\0', OPTION_TEXT, tree, "DIR", "look at the finished site in DIR, whatever made it"),
	OPTION("allow", '\0', OPTION_TEXT, allow, "FILE", "the allow-list; otherwise check-allow.yaml beside site.yaml"),
	OPTION("external", '\0', OPTION_FLAG, external, NULL, "follow links to other sites, too (needs curl)"),
};

static const struct option serve_options[] = {
	OPTION("port", 'p', OPTION_PORT, port, "N", "the port (8000); one that is in use gives way to the next"),
	OPTION("open", '\0', OPTION_FLAG, open, NULL, "open the site in the browser"),
	OPTION("base-path", '\0', OPTION_TEXT, base_path, "PATH", "show it below /PATH/, as a host would that has it there"),
	OPTION("threads", 'j', OPTION_COUNT, threads, "N", "use N threads (one a processor)"),
	OPTION("lenient", '\0', OPTION_FLAG, lenient, NULL, "names that a template's data does not have are empty"),
};

static const struct option inspect_options[] = {
	OPTION("facts", '\0', OPTION_FLAG, facts, NULL, "leave the sections and their text out"),
	OPTION("threads", 'j', OPTION_COUNT, threads, "N", "use N threads (one a processor)"),
};

static const struct option import_options[] = {
	OPTION("output", 'o', OPTION_TEXT, output, "DIR", "write below DIR instead of the site's content/reports"),
	OPTION("facts-only", '\0', OPTION_FLAG, facts, NULL, "leave the prose out"),
	OPTION("force", '\0', OPTION_FLAG, force, NULL, "overwrite reports that are there and differ"),
	OPTION("threads", 'j', OPTION_COUNT, threads, "N", "use N threads (one a processor); the result is the same"),
	OPTION("quiet", 'q', OPTION_FLAG, quiet, NULL, "print findings only, no progress, no notes and no summary"),
};

static const struct option diff_options[] = {
	OPTION("format", '\0', OPTION_FORM, form, "FORMAT", "the differences as text, markdown (for pull requests) or json"),
	OPTION("threads", 'j', OPTION_COUNT, threads, "N", "use N threads (one a processor); the result is the same"),
	OPTION("quiet", 'q', OPTION_FLAG, quiet, NULL, "print findings of the build only, no notes"),
};

static const struct option render_options[] = {
	OPTION("data", '\0', OPTION_TEXT, data, "FILE", "the JSON document to fill in; '-' is standard input"),
	OPTION("lenient", '\0', OPTION_FLAG, lenient, NULL, "names and partials that do not exist are empty"),
};

const struct command commands[] = {
	{
		.name = "init", .summary = "make a small site of invented reports, to begin with", .run = cmd_init,
		.arguments = "DIR", .least = 1, .most = 1,
		.details =
		"Puts a site into DIR, counted from the current folder: site.yaml, councils,\n"
		"reports, pages, templates and static files, with a README.md that says how to put\n"
		"your own reports in. DIR must be new or empty: nothing is overwritten.\n",
		.examples =
		"gradeline init northshire\n"
		"gradeline -C northshire build\n",
	}, {
		.name = "build", .summary = "make the site", .run = cmd_build, .arguments = "",
		COMMAND_OPTIONS(build_options),
		.details =
		"Reads the content, makes every page, follows every link and puts the result in\n"
		"place at once. When anything is wrong the folder stays as it was. Files that did\n"
		"not change keep their time, files of ours that are no longer made are removed,\n"
		"files that are not ours stay. A folder that gradeline did not make is refused.\n"
		"With --publish nothing is written either when a limit of 'publish' in site.yaml\n"
		"is broken, compared with the site that was published last.\n",
		.examples =
		"gradeline build                        the site around the current folder\n"
		"gradeline -C site build -o /srv/www    from there to here\n"
		"gradeline build --strict --format github    in continuous integration\n"
		"gradeline build --publish --against published -o public\n",
	}, {
		.name = "serve", .summary = "show the site in the browser while you work on it", .run = cmd_serve,
		.arguments = "[DIR]", .most = 1,
		COMMAND_OPTIONS(serve_options),
		.details =
		"Builds into memory, writes nothing, and answers on this machine only. When a file\n"
		"of the site changes it builds again, and open pages reload themselves. When that\n"
		"fails the last good site stays up and its pages show what is wrong. Ctrl-C ends it.\n"
		"With DIR a finished site is shown as it is.\n",
		.examples =
		"gradeline serve --open\n"
		"gradeline serve --base-path /grades/   links as on https://example.org/grades/\n"
		"gradeline serve public                 what build wrote\n",
	}, {
		.name = "check", .summary = "do all that build does but write, and audit the pages", .run = cmd_check, .arguments = "",
		COMMAND_OPTIONS(check_options),
		.details =
		"A site that passes builds: it is the same run without the writing. Besides, each\n"
		"page, feed, style sheet and data file is looked at as browsers, screen readers and\n"
		"spreadsheets will. docs/checking.md lists the codes. Findings may be allowed for a\n"
		"time in check-allow.yaml. Only --external uses the network; what it finds are\n"
		"warnings. With --tree no site.yaml is needed; DIR and FILE count from the current\n"
		"folder.\n",
		.examples =
		"gradeline check\n"
		"gradeline check --format sarif 2> gradeline.sarif\n"
		"gradeline check --tree public --external\n",
	}, {
		.name = "diff", .summary = "say what differs between two built sites", .run = cmd_diff,
		.arguments = "OLD [NEW]", .least = 1, .most = 2,
		COMMAND_OPTIONS(diff_options),
		.details =
		"OLD and NEW are folders that hold built sites. Without NEW the content of the\n"
		"site around the current folder, or of -C DIR, is built in memory and compared\n"
		"with OLD. Reports added, grades corrected with both values and places, pages lost\n"
		"and more go to standard output. Exit status 0 whether or not anything differs.\n",
		.examples =
		"gradeline diff public                  what a build would change\n"
		"gradeline diff --format markdown published public > comment.md\n",
	}, {
		.name = "inspect", .summary = "print what is understood of report files, as JSON", .run = cmd_inspect,
		.arguments = "FILE...", .least = 1, .most = ANY_NUMBER,
		COMMAND_OPTIONS(inspect_options),
		.details =
		"One JSON object a line and a file, in the order given, on standard output; what\n"
		"was not understood on standard error. Frameworks and authorities are those of the\n"
		"site around the current folder, or of -C DIR. FILE counts\n"
		"from the current folder, whatever -C says.\n",
		.examples =
		"gradeline inspect content/reports/stockport/2012-02-17.txt\n"
		"gradeline inspect --facts new/*.txt > facts.jsonl\n",
	}, {
		.name = "import", .summary = "turn report files into the reports of the site", .run = cmd_import,
		.arguments = "FILE...", .least = 1, .most = ANY_NUMBER,
		COMMAND_OPTIONS(import_options),
		.details =
		"Reads each FILE (.pdf, .txt or .md, counted from the current folder) and writes\n"
		"content/reports/AUTHORITY/DATE.md: the facts as front matter, the prose as\n"
		"Markdown. A report that is there already is left alone unless it would be the\n"
		"same; a file with errors is not imported. The others go on.\n",
		.examples =
		"gradeline import new/*.pdf\n"
		"gradeline import --facts-only --output /tmp/reports letter.txt\n",
	}, {
		.name = "render", .summary = "fill one Mustache template with JSON", .run = cmd_render,
		.arguments = "TEMPLATE", .least = 1, .most = 1,
		COMMAND_OPTIONS(render_options),
		.details =
		"The result goes to standard output. Partials and parents are looked for beside the\n"
		"template, as NAME.mustache. Without --data the template gets an empty object.\n",
		.examples =
		"gradeline render letter.mustache --data council.json\n"
		"echo '{\"name\": \"Northshire\"}' | gradeline render hello.mustache --data -\n",
	}, {
		.name = "version", .summary = "print the version", .run = cmd_version, .arguments = "",
		.details = "", .examples = "gradeline version\n",
	}, {
		.name = "help", .summary = "explain gradeline or one of its commands", .run = cmd_help,
		.arguments = "[COMMAND]", .most = 1,
		.details = "", .examples = "gradeline help build\n",
	},
};
const size_t command_count = sizeof commands / sizeof *commands;

const struct command *command_named(const char *name)
{
	size_t i;

	for (i = 0; i < command_count; i++)
		if (strcmp(name, commands[i].name) == 0)
			return &commands[i];
	return NULL;
}

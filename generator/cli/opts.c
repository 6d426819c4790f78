/* cli/opts: long and short options, values, nearest names. */
#include "cli/opts.h"

#include <stdlib.h>
#include <string.h>
#include "base/map.h"
#include "base/pool.h"

#define NAMES_MAX 32
#define PORT_MAX 65535

#define COUNT(names) (sizeof(names) / sizeof *(names))

static const char *const format_names[] = { "text", "json", "github", "sarif", "junit" };
_Static_assert(COUNT(format_names) == FORMAT_JUNIT + 1, "a name for each format");
static const char *const form_names[] = { "text", "markdown", "json" };
_Static_assert(COUNT(form_names) == FORM_JSON + 1, "a name for each form");

struct line {
	int argc, next;
	char **argv;
	struct settings *out;
	const struct command *command;
	struct diag *d;
};

static void wrong(struct line *l, const char *what, const char *name, const char *near)
{
	if (near)
		diag_report(l->d, DIAG_USAGE, (struct pos){ NULL, 0, 0 }, "%s '%s'; did you mean '%s'?", what, name, near);
	else
		diag_report(l->d, DIAG_USAGE, (struct pos){ NULL, 0, 0 }, "%s '%s'", what, name);
}

/* The i-th option of the command, the common ones after its own; NULL past the end. */
static const struct option *option_at(const struct line *l, size_t i)
{
	size_t own = l->command ? l->command->options : 0;

	if (i < own)
		return &l->command->option[i];
	return i - own < common_option_count ? &common_options[i - own] : NULL;
}

static const struct option *find_long(const struct line *l, struct span name)
{
	const struct option *o;
	size_t i;

	for (i = 0; (o = option_at(l, i)); i++)
		if (o->name && span_is(name, o->name))
			return o;
	return NULL;
}

static const struct option *find_short(const struct line *l, char letter)
{
	const struct option *o;
	size_t i;

	for (i = 0; (o = option_at(l, i)); i++)
		if (o->letter && o->letter == letter)
			return o;
	return NULL;
}

static void unknown_option(struct line *l, const char *word, struct span name)
{
	const char *names[NAMES_MAX];
	const struct option *o;
	const char *near;
	size_t n = 0, i;

	for (i = 0; (o = option_at(l, i)) && n < NAMES_MAX; i++)
		if (o->name)
			names[n++] = o->name;
	near = nearest_name(name, names, n);
	wrong(l, "unknown option", word, near ? arena_printf(&l->d->arena, "--%s", near) : NULL);
}

static void set_number(struct line *l, const struct option *o, const char *value, long most)
{
	char *end;
	long n = strtol(value, &end, 10);

	if (end == value || *end || n < 1 || n > most) {
		diag_report(l->d, DIAG_USAGE, (struct pos){ NULL, 0, 0 }, "'--%s %s': a number from 1 to %ld is needed",
			    o->name, value, most);
		return;
	}
	memcpy((char *)l->out + o->offset, &n, sizeof n);
}

/* The value's place among the names of formats; or of the first one, reported. */
static size_t format_named(struct line *l, const char *value, const char *const *names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(value, names[i]) == 0)
			return i;
	wrong(l, "unknown format", value, nearest_name(span_of(value), names, n));
	return 0;
}

static void set(struct line *l, const struct option *o, const char *value)
{
	char *member = (char *)l->out + o->offset;
	const bool yes = true;

	switch (o->kind) {
	case OPTION_FLAG:
		memcpy(member, &yes, sizeof yes);
		break;
	case OPTION_TEXT:
		if (!*value)
			wrong(l, "an empty value for", o->name ? o->name : "-C", NULL);
		memcpy(member, &value, sizeof value);
		break;
	case OPTION_COUNT:
		set_number(l, o, value, POOL_MAX);
		break;
	case OPTION_PORT:
		set_number(l, o, value, PORT_MAX);
		break;
	case OPTION_FORMAT:
		l->out->format = (enum format)format_named(l, value, format_names, COUNT(format_names));
		break;
	case OPTION_FORM:
		l->out->form = (enum form)format_named(l, value, form_names, COUNT(form_names));
		break;
	}
}

/* The option's value: given in the same word, or the next word. */
static void take(struct line *l, const struct option *o, const char *word, const char *value)
{
	if (o->kind == OPTION_FLAG && value)
		wrong(l, "this option takes no value:", word, NULL);
	else if (o->kind == OPTION_FLAG || value)
		set(l, o, value);
	else if (l->next < l->argc)
		set(l, o, l->argv[l->next++]);
	else
		diag_report(l->d, DIAG_USAGE, (struct pos){ NULL, 0, 0 }, "'%s' needs a value: %s %s", word, word,
			    o->value);
}

static void long_option(struct line *l, const char *word)
{
	const char *equals = strchr(word, '=');
	struct span name = span_of(word + 2);
	const struct option *o;

	if (equals)
		name.n = (size_t)(equals - word) - 2;
	o = find_long(l, name);
	if (o)
		take(l, o, word, equals ? equals + 1 : NULL);
	else
		unknown_option(l, word, name);
}

/* "-q", "-Cdir"; flags may share a word. */
static void short_options(struct line *l, const char *word)
{
	size_t i;

	for (i = 1; word[i]; i++) {
		const struct option *o = find_short(l, word[i]);
		char one[3] = { '-', word[i], '\0' };

		if (!o) {
			wrong(l, "unknown option", word, NULL);
			return;
		}
		if (o->kind != OPTION_FLAG) {
			take(l, o, one, word[i + 1] ? word + i + 1 : NULL);
			return;
		}
		take(l, o, one, NULL);
	}
}

static void take_command(struct line *l, const char *word)
{
	const char *names[NAMES_MAX];
	size_t i;

	l->command = command_named(word);
	if (l->command)
		return;
	for (i = 0; i < command_count && i < NAMES_MAX; i++)
		names[i] = commands[i].name;
	wrong(l, "unknown command", word, nearest_name(span_of(word), names, i));
	diag_note(l->d, (struct pos){ NULL, 0, 0 }, "'gradeline help' lists the commands");
}

static void check_arguments(struct line *l)
{
	const struct command *c = l->command;
	struct pos nowhere = { NULL, 0, 0 };

	if (!c || l->out->help || diag_failed(l->d))
		return;
	if (l->out->args < c->least)
		diag_report(l->d, DIAG_USAGE, nowhere, "'%s' needs more: gradeline %s %s", c->name, c->name, c->arguments);
	else if (l->out->args > c->most)
		diag_report(l->d, DIAG_USAGE, nowhere, "'%s' is too much for '%s'", l->out->arg[c->most], c->name);
}

void opts_parse(int argc, char **argv, const char **arg, struct settings *out, const struct command **command,
		struct diag *d)
{
	struct line l = { argc, 1, argv, out, NULL, d };
	bool only_arguments = false;

	memset(out, 0, sizeof *out);
	out->program = argv[0];
	out->arg = arg;
	while (l.next < argc) {
		const char *word = argv[l.next++];

		if (only_arguments || word[0] != '-' || !word[1]) {
			if (l.command)
				arg[out->args++] = word;
			else if (!diag_failed(d))
				take_command(&l, word);
		} else if (strcmp(word, "--") == 0) {
			only_arguments = true;
		} else if (word[1] == '-') {
			long_option(&l, word);
		} else {
			short_options(&l, word);
		}
	}
	check_arguments(&l);
	*command = l.command;
}

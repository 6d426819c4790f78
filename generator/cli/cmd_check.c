/* cli/cmd_check: check: the site around here, or any folder that holds a finished one. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "audit/folder.h"
#include "base/fs.h"
#include "cli/cmd.h"
#include "cli/stop.h"
#include "readers/readers.h"

#define ANSWERS READERS_CACHE "/external.json"

/* The day that allow-lists and kept answers count from. SOURCE_DATE_EPOCH wins over the clock. */
static struct date today(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	long long seconds;

	errno = 0;
	seconds = epoch && *epoch ? strtoll(epoch, &end, 10) : 0;
	if (!end || *end || errno || seconds < 0)
		seconds = (long long)time(NULL);
	return date_from_days((long)(seconds / 86400));
}

void checking_open(struct checking *c, const struct settings *s, const char *root, struct arena *a, struct diag *d)
{
	const char *path = s->allow, *home = root ? root : find_root(s, a);
	struct date day = today();

	if (!path && root && fs_exists(fs_join(a, root, ALLOW_FILE)))
		path = fs_join(a, root, ALLOW_FILE);
	c->allow = path ? allow_load(path, s->allow ? s->allow : ALLOW_FILE, !root, day, d) : NULL;
	c->external = (struct external_options){
		.cache = home ? fs_join(a, home, ANSWERS) : NULL,
		.today = day,
		.agent = "gradeline/" GRADELINE_VERSION,
		.stop = &stop_wanted,
	};
}

void checking_finish(struct checking *c, bool complete, struct diag *d)
{
	allow_finish(c->allow, complete, d);
}

void checking_close(struct checking *c)
{
	allow_free(c->allow);
}

struct check_sum checking_sum(const struct checking *c, const struct diag *d)
{
	return (struct check_sum){
		.errors = d->count[DIAG_ERROR] + d->count[DIAG_CONFIG] + d->count[DIAG_SYSTEM],
		.warnings = d->count[DIAG_WARNING],
		.allowed = allow_count(c->allow),
	};
}

static void print_count(size_t n, const char *what, const char *after)
{
	fprintf(stderr, "%zu %s%s%s", n, what, plural(n), after);
}

void print_looked_at(const struct audit_counts *n, struct check_sum sum)
{
	fprintf(stderr, "gradeline: looked at ");
	print_count(n->files, "file", ": ");
	print_count(n->pages, "page", ", ");
	print_count(n->links, "link", ", ");
	print_count(n->anchors, "anchor", ", ");
	print_count(n->images, "image", ", ");
	print_count(n->colours, "pair", " of colours; ");
	print_count(sum.errors, "error", ", ");
	print_count(sum.warnings, "warning", "");
	if (sum.allowed)
		fprintf(stderr, ", %zu allowed", sum.allowed);
	fputc('\n', stderr);
}

static enum status check_tree(const struct settings *s)
{
	struct checking checking = { .allow = NULL };
	struct audit_counts counts;
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct folder_options o = { .dir = s->tree, .threads = (unsigned)s->threads, .stop = &stop_wanted };
	struct check_sum sum;
	enum status status;
	bool looked = false;

	stop_on_signals();
	checking_open(&checking, s, NULL, &a, &d);
	o.allow = checking.allow;
	o.external = s->external ? &checking.external : NULL;
	if (!diag_failed(&d))
		looked = folder_check(&o, &counts, &d) == 0;
	checking_finish(&checking, looked, &d);
	sum = checking_sum(&checking, &d);
	status = finish(s, s->tree, &d);
	if (!looked)
		end_by_signal();
	if (looked && !s->quiet && s->format == FORMAT_TEXT)
		print_looked_at(&counts, sum);
	checking_close(&checking);
	arena_release(&a);
	return status;
}

enum status cmd_check(const struct settings *s)
{
	return s->tree ? check_tree(s) : run_site(s, true);
}

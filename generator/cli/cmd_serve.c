/* cli/cmd_serve: shows the site while it is worked on: look, build, show, again and again. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/fs.h"
#include "cli/browser.h"
#include "cli/cmd.h"
#include "cli/report.h"
#include "cli/stop.h"
#include "config/config.h"
#include "serve/server.h"
#include "serve/watch.h"
#include "site/site.h"

#define PORT 8000
#define LOOK_SECONDS 0.15          /* from one look at the files to the next */
#define LOOK_SHARE 30              /* and at least so many times as long as a look takes: large sites cost little, too */
#define SETTLE_SECONDS 0.04        /* a save is over when so long nothing more changed */
#define SETTLE_LOOKS 50            /* but a long copy is shown on the way */
#define NUDGE_SECONDS 15

struct preview {
	const struct settings *settings;
	const char *root, *dir;        /* the site's folder, or a finished site; the other is NULL */
	struct server *server;
	struct watch *watch;
	bool shown;                    /* a site is up */
	pid_t browser;                 /* while it is being started */
	double pause;
};

static void sleep_for(double duration)
{
	struct timespec t = { (time_t)duration, (long)((duration - (double)(time_t)duration) * 1e9) };

	nanosleep(&t, NULL);
}

/* "14:05:09 ", as lines of a long run begin. */
static void print_time(void)
{
	time_t now = time(NULL);
	struct tm tm;
	char text[16];

	if (localtime_r(&now, &tm) && strftime(text, sizeof text, "%H:%M:%S ", &tm))
		fputs(text, stderr);
}

/* Which folders a site is made from stands in its site.yaml. While that is wrong they stay as they were. */
static void watch_site(struct preview *p, bool first)
{
	struct diag quiet = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct site_config c;
	bool good = config_load(&c, p->root, &a, &quiet) == 0;

	if (good || first) {
		const char *path[] = {
			fs_join(&a, p->root, CONFIG_FILE), fs_join(&a, p->root, c.content_dir),
			fs_join(&a, p->root, c.templates_dir), fs_join(&a, p->root, c.static_dir),
		};

		watch_set(p->watch, path, sizeof path / sizeof *path);
	}
	diag_release(&quiet);
	arena_release(&a);
}

static size_t look(struct preview *p)
{
	double start = seconds(), share;
	size_t changed = watch_look(p->watch);

	share = (seconds() - start) * LOOK_SHARE;
	p->pause = share > LOOK_SECONDS ? share : LOOK_SECONDS;
	return changed;
}

/* Names what changed, as far as that is one line, once it has stopped changing. False when nothing did. */
static bool changed(struct preview *p, struct strbuf *what)
{
	size_t n = look(p), more, i;
	const char *first = watch_first(p->watch), *below = p->dir ? p->dir : p->root;
	struct span name = span_of(first);

	if (!n)
		return false;
	if (span_starts(name, below) && name.n > strlen(below) && strcmp(below, "/") != 0 && name.p[strlen(below)] == '/')
		name = span_skip(name, strlen(below) + 1);
	sb_span(what, name);
	more = n - 1;
	for (i = 0; i < SETTLE_LOOKS && n && !atomic_load(&stop_wanted); i++) {
		sleep_for(SETTLE_SECONDS);
		n = look(p);
		more = n > more ? n - 1 : more;
	}
	if (more)
		sb_printf(what, " and %zu more", more);
	if (p->root) {
		watch_site(p, false);
		/* Folders that are new to the watch are read by the build that follows. */
		look(p);
	}
	return true;
}

/* The next site into the tree. 0, or -1 with what is wrong reported. */
static int make(struct preview *p, struct tree *tree, struct site_stats *stats, struct diag *d)
{
	const char *name;
	struct site_options o = {
		.root = p->root,
		.threads = (unsigned)p->settings->threads,
		.lenient = p->settings->lenient,
		.tree = tree,
		.version = GRADELINE_VERSION,
		.stop = &stop_wanted,
	};

	memset(stats, 0, sizeof *stats);
	if (p->root)
		return site_build(&o, stats, &name, d);
	return tree_load(tree, p->dir, p->dir, d);
}

static void print_shown(const struct preview *p, const struct site_stats *st, size_t differ, size_t warnings,
			const char *what, double took)
{
	print_time();
	if (what)
		fprintf(stderr, "%s: %s in %.2f s, %zu file%s differ%s", what, p->root ? "rebuilt" : "read", took, differ,
			plural(differ), differ == 1 ? "s" : "");
	else if (p->root)
		fprintf(stderr, "built in %.2f s: %zu page%s of %zu report%s with %zu judgement%s", took, st->pages,
			plural(st->pages), st->reports, plural(st->reports), st->judgements, plural(st->judgements));
	else
		fprintf(stderr, "%zu file%s of %s", differ, plural(differ), p->dir);
	if (warnings)
		fprintf(stderr, ", %zu warning%s", warnings, plural(warnings));
	fputc('\n', stderr);
}

/* Findings go to the terminal as build prints them; what keeps the site from being built, to the pages too. */
static void show_problem(struct preview *p, struct diag *d, const char *what)
{
	struct report_style style = { .quiet = true, .errors_only = true, .root = p->root ? p->root : "." };
	struct strbuf text = STRBUF_INIT;

	report_add(&text, d, &style);
	server_problem(p->server, sb_view(&text));
	sb_release(&text);
	print_time();
	fprintf(stderr, "%s%s%s\n", what ? what : "", what ? ": " : "",
		p->shown ? "not rebuilt; the last good site stays up" : "not built; waiting for a change");
}

/* what: the files that changed; NULL for the first time. */
static void build(struct preview *p, const char *what)
{
	struct report_style style = { .colour = wants_colour(), .quiet = what != NULL, .root = p->root ? p->root : "." };
	struct tree tree = TREE_INIT;
	struct diag d = DIAG_INIT;
	struct site_stats stats;
	double start = seconds();
	bool made = make(p, &tree, &stats, &d) == 0;
	double took = seconds() - start;

	if (atomic_load(&stop_wanted))
		goto out;
	report_print(stderr, &d, &style);
	if (made) {
		size_t differ = server_show(p->server, &tree);

		print_shown(p, &stats, differ, d.count[DIAG_WARNING], what, took);
		p->shown = true;
	} else {
		show_problem(p, &d, what);
	}
out:
	tree_release(&tree);
	diag_release(&d);
}

static void note_browser(const char *why, const char *url)
{
	fprintf(stderr, "gradeline: %s; open %s yourself\n", why, url);
}

static void open_browser(struct preview *p)
{
	p->browser = browser_open(server_url(p->server));
	if (p->browser == 0)
		note_browser("there is no display for a browser", server_url(p->server));
	else if (p->browser < 0)
		note_browser("the browser could not be started", server_url(p->server));
}

static void see_to_browser(struct preview *p)
{
	bool failed;

	if (p->browser <= 0 || !browser_done(p->browser, &failed))
		return;
	p->browser = 0;
	if (failed)
		note_browser("the browser could not be opened", server_url(p->server));
}

static void run(struct preview *p)
{
	double nudged = seconds();

	fprintf(stderr, "gradeline: the site is at %s and changes with its files; Ctrl-C ends this\n", server_url(p->server));
	if (p->root)
		watch_site(p, true);
	else
		watch_set(p->watch, &p->dir, 1);
	look(p);
	build(p, NULL);
	if (p->settings->open && !atomic_load(&stop_wanted))
		open_browser(p);
	while (!atomic_load(&stop_wanted)) {
		struct strbuf what = STRBUF_INIT;

		sleep_for(p->pause);
		if (changed(p, &what) && !atomic_load(&stop_wanted))
			build(p, sb_str(&what));
		sb_release(&what);
		see_to_browser(p);
		if (seconds() - nudged > NUDGE_SECONDS) {
			server_nudge(p->server);
			nudged = seconds();
		}
	}
}

enum status cmd_serve(const struct settings *s)
{
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	struct preview p = { .settings = s, .pause = LOOK_SECONDS };
	struct server_options o = { .port = s->port ? (unsigned)s->port : PORT, .base_path = s->base_path };
	enum status status;

	p.dir = s->args ? s->arg[0] : NULL;
	p.root = p.dir ? NULL : find_root(s, &a);
	o.run = arena_printf(&a, "%ld-%lld", (long)getpid(), (long long)time(NULL));
	signal(SIGPIPE, SIG_IGN);
	stop_on_signals();
	if (!p.dir && !p.root)
		report_no_root(&d);
	else if (!p.dir || fs_need_dir(p.dir, p.dir, &d))
		p.server = server_open(&o, &d);
	status = finish(s, p.root, &d);
	if (p.server) {
		p.watch = watch_new();
		run(&p);
		server_close(p.server);
		watch_free(p.watch);
	}
	arena_release(&a);
	return status;
}

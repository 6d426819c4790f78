/* cli/cmd_build: build, and check as far as it is the same: run the pipeline, print what was found and what it took. */
#include <stdio.h>
#include <sys/resource.h>
#include "base/fs.h"
#include "cli/cmd.h"
#include "cli/profile.h"
#include "cli/stop.h"
#include "site/site.h"

/* Bytes held at the most. */
static double peak_memory(void)
{
	struct rusage use;

	if (getrusage(RUSAGE_SELF, &use) < 0)
		return 0;
#if defined(__APPLE__)
	return (double)use.ru_maxrss;
#else
	return (double)use.ru_maxrss * 1024;
#endif
}

/* "12.3 MB"; decimal units, as file managers have them. */
static void print_bytes(double n)
{
	static const char *const units[] = { "bytes", "kB", "MB", "GB" };
	size_t unit = 0;

	while (n >= 1000 && unit < 3) {
		n /= 1000;
		unit++;
	}
	fprintf(stderr, unit ? "%.1f %s" : "%.0f %s", n, units[unit]);
}

const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void print_summary(const struct site_stats *st, size_t warnings, const char *output, bool check, double took)
{
	fprintf(stderr, "gradeline: %zu page%s of %zu report%s with %zu judgement%s, %zu warning%s\n", st->pages,
		plural(st->pages), st->reports, plural(st->reports), st->judgements, plural(st->judgements), warnings,
		plural(warnings));
	if (check)
		fprintf(stderr, "gradeline: nothing written: %zu file%s, ", st->files, plural(st->files));
	else
		fprintf(stderr, "gradeline: %s: %zu file%s, %zu changed, %zu removed, ", output, st->files,
			plural(st->files), st->changed, st->pruned);
	print_bytes((double)st->bytes);
	fprintf(stderr, "; %.2f s, ", took);
	print_bytes(peak_memory());
	fprintf(stderr, " of memory\n");
}

static void print_failure(const struct site_options *o, const char *output)
{
	if (o->check)
		fprintf(stderr, "gradeline: the check failed\n");
	else if (*output)
		fprintf(stderr, "gradeline: nothing was written; %s is as it was\n", output);
}

static bool go_together(const struct settings *s, struct diag *d)
{
	const char *wrong = NULL;

	if (s->against && !s->publish)
		wrong = "'--against' needs '--publish'";
	else if (s->profile && s->format != FORMAT_TEXT)
		wrong = "'--profile' is text: it needs '--format text'";
	if (wrong)
		diag_report(d, DIAG_USAGE, (struct pos){ NULL, 0, 0 }, "%s", wrong);
	return !wrong;
}

enum status run_site(const struct settings *s, bool check)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct site_options o = {
		.root = find_root(s, &a),
		.output = s->output,
		.threads = (unsigned)s->threads,
		.lenient = s->lenient,
		.strict = s->strict,
		.check = check,
		.publish = s->publish,
		.against = s->against,
		.version = GRADELINE_VERSION,
		.stop = &stop_wanted,
	};
	struct profile profile = profile_make();
	struct checking checking = { .allow = NULL };
	struct check_sum sum;
	bool talk = !s->quiet && s->format == FORMAT_TEXT, built = false;
	struct strbuf output = STRBUF_INIT;
	struct site_stats stats = { .audited = false };
	const char *name = "";
	double start = seconds();
	enum status status;
	size_t warnings;

	if (go_together(s, &d) && o.root) {
		stop_on_signals();
		if (check)
			checking_open(&checking, s, o.root, &a, &d);
		o.profile = s->profile ? &profile : NULL;
		o.allow = checking.allow;
		o.external = s->external ? &checking.external : NULL;
		built = site_build(&o, &stats, &name, &d) == 0;
		checking_finish(&checking, stats.audited, &d);
	} else if (!diag_failed(&d)) {
		report_no_root(&d);
	}
	if (o.root && *name)
		sb_puts(&output, s->output ? name : fs_join(&a, o.root, name));
	warnings = d.count[DIAG_WARNING];
	sum = checking_sum(&checking, &d);
	status = finish(s, o.root, &d);
	if (stop_number() && !built) {
		if (talk)
			print_failure(&o, sb_str(&output));
		end_by_signal();
	}
	if (talk && stats.audited)
		print_looked_at(&stats.audit, sum);
	if (talk && built)
		print_summary(&stats, warnings, sb_str(&output), check, seconds() - start);
	else if (talk)
		print_failure(&o, sb_str(&output));
	if (o.profile && built)
		profile_print(&profile, &stats);
	profile_release(&profile);
	checking_close(&checking);
	sb_release(&output);
	arena_release(&a);
	return status;
}

enum status cmd_build(const struct settings *s)
{
	return run_site(s, false);
}

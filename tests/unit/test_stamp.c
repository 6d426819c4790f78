/* The site room's stamp: when it holds, when it does not, and that it says what the build said. */
#include "scratch.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "site/stamp.h"

struct world {
	struct scratch s;
	struct site_options o;
	struct site_config c;
	const char *output;
};

/* Longer than any tick of a file system's clock. */
static void let_time_pass(void)
{
	struct timespec wait = { 0, 30000000 };

	nanosleep(&wait, NULL);
}

static void make_world(struct world *w)
{
	memset(w, 0, sizeof *w);
	scratch_open(&w->s);
	assert_int_equal(fs_mkdirs(scratch_path(&w->s, "content/reports")), 0);
	assert_int_equal(fs_mkdirs(scratch_path(&w->s, "templates")), 0);
	scratch_write(&w->s, "site.yaml", "title: x\n");
	scratch_write(&w->s, "content/reports/a.md", "one");
	scratch_write(&w->s, "content/reports/b.md", "two");
	scratch_write(&w->s, "templates/page.html", "<p>");
	w->o.root = w->s.dir;
	w->o.version = "1";
	w->c.content_dir = "content";
	w->c.templates_dir = "templates";
	w->c.static_dir = "static";
	w->output = scratch_path(&w->s, "public");
	let_time_pass();
}

/* A build that says two things and writes two files. */
static void build(struct world *w)
{
	struct site_stats stats = { .pages = 2, .reports = 1, .judgements = 7, .files = 2, .changed = 2, .bytes = 8 };
	struct stamp *stamp = stamp_new(&w->o, &w->c, w->output, "public", 2);
	struct diag d = DIAG_INIT;
	struct sink *sink = sink_disk_open(w->output, "public", &d);
	struct footprint made = { .files = 0 };
	int dir;

	if (!stamp)
		skip();
	stamp_begin(stamp);
	assert_true(stamp_certain(stamp));
	sink_put(sink, "index.html", SPAN_LIT("home"), &d);
	sink_put(sink, "a/index.html", SPAN_LIT("page"), &d);
	assert_int_equal(sink_commit(sink, &d), 0);
	diag_report(&d, DIAG_ROW_UNKNOWN, (struct pos){ "content/reports/a.md", 3, 4 }, "a %s", "row");
	d.entry[0].excerpt = "the line";
	diag_note(&d, (struct pos){ "b.md", 0, 0 }, "and 100%% more");
	diag_note(&d, (struct pos){ NULL, 0, 0 }, "twice");
	diag_report(&d, DIAG_ROW_UNKNOWN, (struct pos){ NULL, 0, 0 }, NULL);
	dir = open(w->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	footprint_regular(&made, dir, "index.html");
	footprint_regular(&made, dir, "a/index.html");
	close(dir);
	stamp_keep(stamp, sink, made, &stats, &d);
	sink_close(sink);
	stamp_free(stamp);
	diag_release(&d);
}

static bool holds(struct world *w)
{
	struct stamp *stamp = stamp_new(&w->o, &w->c, w->output, "public", 2);
	struct site_stats stats = { .pages = 0 };
	struct diag d = DIAG_INIT;
	bool yes = stamp_holds(stamp, &stats, &d);

	assert_int_equal(d.n, yes ? 2 : 0);
	stamp_free(stamp);
	diag_release(&d);
	return yes;
}

/* The stamp holds before the change and not after it; a build makes it hold again. */
static void breaks(struct world *w, void (*change)(struct world *w))
{
	build(w);
	assert_true(holds(w));
	assert_true(holds(w));
	change(w);
	assert_false(holds(w));
	let_time_pass();
}

static void says_the_same(void **state)
{
	struct world w;
	struct site_stats stats;
	struct diag d = DIAG_INIT;
	struct stamp *stamp;

	(void)state;
	make_world(&w);
	build(&w);
	stamp = stamp_new(&w.o, &w.c, w.output, "public", 1);
	diag_report(&d, DIAG_ROW_UNKNOWN, (struct pos){ "site.yaml", 1, 1 }, NULL);
	assert_true(stamp_holds(stamp, &stats, &d));
	assert_int_equal(stats.pages, 2);
	assert_int_equal(stats.judgements, 7);
	assert_int_equal(stats.files, 2);
	assert_int_equal(stats.changed, 0);
	assert_true(stats.committed);
	assert_int_equal(d.n, 2);
	assert_int_equal(d.count[DIAG_WARNING], 2);
	assert_int_equal(d.entry[0].code, DIAG_ROW_UNKNOWN);
	assert_string_equal(d.entry[0].at.file, "content/reports/a.md");
	assert_int_equal(d.entry[0].at.line, 3);
	assert_int_equal(d.entry[0].at.col, 4);
	assert_string_equal(d.entry[0].detail, "a row");
	assert_string_equal(d.entry[0].excerpt, "the line");
	assert_string_equal(d.entry[0].notes->at.file, "b.md");
	assert_string_equal(d.entry[0].notes->text, "and 100% more");
	assert_null(d.entry[0].notes->next->at.file);
	assert_string_equal(d.entry[0].notes->next->text, "twice");
	assert_null(d.entry[1].at.file);
	assert_null(d.entry[1].detail);
	assert_null(d.entry[1].excerpt);
	stamp_free(stamp);
	diag_release(&d);
	scratch_close(&w.s);
}

/* Same size, and the time of the content put back: the time of the state cannot be. */
static void edit_in_secret(struct world *w)
{
	const char *path = scratch_path(&w->s, "content/reports/a.md");
	struct timespec times[2];
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	scratch_write(&w->s, "content/reports/a.md", "ONE");
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void add_report(struct world *w)
{
	scratch_write(&w->s, "content/reports/c.md", "new");
}

static void rename_report(struct world *w)
{
	assert_int_equal(rename(scratch_path(&w->s, "content/reports/c.md"), scratch_path(&w->s, "content/reports/d.md")), 0);
}

static void remove_report(struct world *w)
{
	assert_int_equal(unlink(scratch_path(&w->s, "content/reports/d.md")), 0);
}

static void change_places(struct world *w)
{
	const char *a = scratch_path(&w->s, "content/reports/a.md"), *b = scratch_path(&w->s, "content/reports/b.md");
	const char *c = scratch_path(&w->s, "content/reports/c.md");

	assert_int_equal(rename(a, c) | rename(b, a) | rename(c, b), 0);
}

static void edit_template(struct world *w)
{
	scratch_write(&w->s, "templates/page.html", "<b>");
}

static void edit_config(struct world *w)
{
	scratch_write(&w->s, "site.yaml", "title: y\n");
}

static void make_static(struct world *w)
{
	assert_int_equal(fs_mkdirs(scratch_path(&w->s, "static")), 0);
}

static void link_report(struct world *w)
{
	assert_int_equal(symlink("a.md", scratch_path(&w->s, "content/reports/l.md")), 0);
}

static void edit_output(struct world *w)
{
	scratch_write(&w->s, "public/index.html", "HOME");
}

static void remove_output(struct world *w)
{
	assert_int_equal(unlink(scratch_path(&w->s, "public/a/index.html")), 0);
}

static void remove_manifest(struct world *w)
{
	assert_int_equal(unlink(scratch_path(&w->s, "public/" SINK_MANIFEST)), 0);
}

static void leave_stage(struct world *w)
{
	assert_int_equal(fs_mkdirs(scratch_path(&w->s, ".public.gradeline-new")), 0);
}

static void other_option(struct world *w)
{
	w->o.strict = !w->o.strict;
}

static void other_version(struct world *w)
{
	w->o.version = "2";
}

static void breaks_with_every_change(void **state)
{
	static void (*const changes[])(struct world *) = {
		edit_in_secret, add_report, rename_report, remove_report, change_places, edit_template, edit_config,
		make_static, link_report, edit_output, remove_output, leave_stage, other_option, other_version,
	};
	struct world w;
	size_t i;

	(void)state;
	make_world(&w);
	for (i = 0; i < sizeof changes / sizeof *changes; i++)
		breaks(&w, changes[i]);
	breaks(&w, remove_manifest);
	scratch_close(&w.s);
}

/* What hidden files and backups hold is read by nobody. */
static void ignores_what_is_not_read(void **state)
{
	struct world w;

	(void)state;
	make_world(&w);
	build(&w);
	scratch_write(&w.s, "content/reports/.swap", "x");
	scratch_write(&w.s, "content/reports/a.md~", "x");
	scratch_write(&w.s, "public/theirs.txt", "x");
	assert_true(holds(&w));
	scratch_close(&w.s);
}

/* A file that changed after it was looked at may have been read before or after that. */
static void not_certain_when_changed(void **state)
{
	static void (*const changes[])(struct world *) = { edit_template, edit_in_secret, add_report, edit_config };
	struct world w;
	size_t i;

	(void)state;
	make_world(&w);
	for (i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct stamp *stamp = stamp_new(&w.o, &w.c, w.output, "public", 1);

		let_time_pass();
		stamp_begin(stamp);
		assert_true(stamp_certain(stamp));
		changes[i](&w);
		assert_false(stamp_certain(stamp));
		stamp_free(stamp);
	}
	scratch_close(&w.s);
}

/* A file that has only just changed could change again within the clock's tick, unseen: that is waited for. */
static void waits_for_the_tick(void **state)
{
	struct world w;
	struct stamp *stamp;
	int i;

	(void)state;
	make_world(&w);
	for (i = 0; i < 20; i++) {
		edit_template(&w);
		stamp = stamp_new(&w.o, &w.c, w.output, "public", 1);
		stamp_begin(stamp);
		assert_true(stamp_certain(stamp));
		stamp_free(stamp);
	}
	scratch_close(&w.s);
}

/* A damaged stamp is none. */
static void damage(void **state)
{
	struct world w;
	struct fs_list list;
	struct span text;
	size_t i;

	(void)state;
	make_world(&w);
	build(&w);
	assert_true(holds(&w));
	assert_int_equal(fs_walk(&w.s.a, scratch_path(&w.s, ".cache/stamps"), "stamps", &list, &w.s.d), 0);
	assert_int_equal(list.n, 1);
	assert_int_equal(fs_read(&w.s.a, scratch_path(&w.s, fs_join(&w.s.a, ".cache/stamps", list.path[0])), "stamp", 1 << 20,
				 &text, &w.s.d), 0);
	for (i = 0; i < text.n; i += 7) {
		char *copy = arena_strndup(&w.s.a, text.p, text.n);

		copy[i] ^= 1;
		assert_int_equal(fs_write(scratch_path(&w.s, fs_join(&w.s.a, ".cache/stamps", list.path[0])),
					  span_make(copy, i % 2 ? text.n : i)), 0);
		assert_false(holds(&w));
	}
	assert_int_equal(fs_write(scratch_path(&w.s, fs_join(&w.s.a, ".cache/stamps", list.path[0])), text), 0);
	assert_true(holds(&w));
	scratch_close(&w.s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_the_same),
		cmocka_unit_test(breaks_with_every_change),
		cmocka_unit_test(ignores_what_is_not_read),
		cmocka_unit_test(not_certain_when_changed),
		cmocka_unit_test(waits_for_the_tick),
		cmocka_unit_test(damage),
	};

	return RUN_ALL(tests);
}

/* The writer's journal: whatever moment a run is killed at, the next finds the old site or makes the new one whole. */
#include "unit.h"
#include "scratch.h"
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/fs.h"
#include "writer/journal.h"
#include "writer/sink.h"

#define FILES 40
#define EDITIONS 3

static void put_piecewise(struct sink *s, const char *path, const char *text, struct diag *d)
{
	struct sink_file *f = sink_begin(s, path, d);

	assert_non_null(f);
	assert_int_equal(sink_append(f, span_of(text), d), 0);
	assert_int_equal(sink_end(f, d), 0);
}

/* A site of forty files, every fifth of them put in pieces. Edition 1 has two pages changed, one new and one less than
 * edition 0; edition 2 twenty changed, and so many are not moved one by one. */
static struct sink *put_edition(int edition, struct diag *d)
{
	struct sink *s = sink_disk_open("public", "public", d);
	char path[64], text[64];
	int i;

	assert_non_null(s);
	sink_threads(s, 1 + (unsigned)edition);
	for (i = 0; i < FILES; i++) {
		if (edition && i == 7)
			continue;
		snprintf(path, sizeof path, "pages/%d/index.html", i);
		snprintf(text, sizeof text, "page %d%s", i, (edition == 1 && i < 2) || (edition == 2 && i % 2) ? ", changed" : "");
		if (i % 5 == 1)
			put_piecewise(s, path, text, d);
		else
			assert_int_equal(sink_put(s, path, span_of(text), d), 0);
	}
	if (edition)
		assert_int_equal(sink_put(s, "new/folder/index.html", SPAN_LIT("new"), d), 0);
	return s;
}

static int commit_edition(int edition)
{
	struct diag d = DIAG_INIT;
	struct sink *s = put_edition(edition, &d);
	int rc = sink_commit(s, &d);

	sink_close(s);
	diag_release(&d);
	return rc;
}

/* All that is below a folder, hidden files and empty folders, too, as text. */
static void describe(const char *dir, struct strbuf *out)
{
	struct dirent **entry;
	int i, n = scandir(dir, &entry, NULL, alphasort);

	assert_true(n >= 0);
	for (i = 0; i < n; i++) {
		struct arena a = ARENA_INIT;
		const char *path = fs_join(&a, dir, entry[i]->d_name);
		struct diag d = DIAG_INIT;
		struct span text;

		if (strcmp(entry[i]->d_name, ".") != 0 && strcmp(entry[i]->d_name, "..") != 0) {
			sb_printf(out, "%s\n", path);
			if (fs_is_dir(path)) {
				describe(path, out);
			} else {
				assert_int_equal(fs_read(&a, path, path, 1 << 20, &text, &d), 0);
				sb_span(out, text);
			}
		}
		diag_release(&d);
		arena_release(&a);
		free(entry[i]);
	}
	free(entry);
}

/* What the current folder, output and all, is to look like after that edition. */
static void expected(int edition, struct strbuf *out)
{
	assert_int_equal(commit_edition(edition), 0);
	describe(".", out);
}

static void test_few_changes(void **state)
{
	struct stat before, after, page;
	struct strbuf twice = STRBUF_INIT, fresh = STRBUF_INIT;

	(void)state;
	assert_int_equal(commit_edition(0), 0);
	assert_int_equal(stat("public/pages/9/index.html", &page), 0);
	assert_int_equal(stat("public", &before), 0);
	expected(1, &twice);
	/* The folder is the same one: it was not exchanged. Files that did not change were not touched. */
	assert_int_equal(stat("public", &after), 0);
	assert_true(before.st_ino == after.st_ino);
	assert_int_equal(stat("public/pages/9/index.html", &after), 0);
	assert_true(page.st_ctim.tv_sec == after.st_ctim.tv_sec && page.st_ctim.tv_nsec == after.st_ctim.tv_nsec);
	assert_int_equal(fs_remove_tree("public"), 0);
	expected(1, &fresh);
	assert_string_equal(sb_str(&twice), sb_str(&fresh));
	assert_false(fs_exists("public/pages/7"));
	sb_release(&twice);
	sb_release(&fresh);
}

static void write_text(const char *path, const char *text)
{
	assert_int_equal(fs_write_at(AT_FDCWD, path, span_of(text)), 0);
}

/* Until it is known whether they are few, changed files have numbers; no folder is made for them. */
static void test_numbered(void **state)
{
	struct diag d = DIAG_INIT;
	struct strbuf got = STRBUF_INIT;
	struct sink *s;
	int edition;

	(void)state;
	assert_int_equal(commit_edition(0), 0);
	s = put_edition(1, &d);
	describe(".public.gradeline-new", &got);
	/* In between stood files in pieces, of which it turned out that they had not changed. */
	assert_string_equal(sb_str(&got), ".public.gradeline-new/\\1\npage 0, changed"
					  ".public.gradeline-new/\\10\nnew"
					  ".public.gradeline-new/\\2\npage 1, changed");
	sink_close(s);
	sb_clear(&got);
	describe("public", &got);
	for (edition = 1; edition < EDITIONS; edition++) {
		struct strbuf was = STRBUF_INIT, is = STRBUF_INIT;

		s = put_edition(edition, &d);
		describe("public", &was);
		assert_string_equal(sb_str(&was), sb_str(&got));
		sink_close(s);
		assert_false(fs_exists(".public.gradeline-new"));
		describe("public", &is);
		assert_string_equal(sb_str(&is), sb_str(&got));
		sb_release(&was);
		sb_release(&is);
	}
	sb_release(&got);
	diag_release(&d);
}

/* From any edition to any other the folder becomes what it is when that is the first. A file of theirs with a name such as
 * the stage has stays. */
static void test_from_each_to_each(void **state)
{
	struct strbuf want[EDITIONS] = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT };
	int from, to;

	(void)state;
	for (to = 0; to < EDITIONS; to++) {
		expected(to, &want[to]);
		assert_int_equal(fs_remove_tree("public"), 0);
	}
	for (from = 0; from < EDITIONS; from++)
		for (to = 0; to < EDITIONS; to++) {
			struct strbuf got = STRBUF_INIT;

			assert_int_equal(commit_edition(from), 0);
			write_text("public/\\1", "theirs");
			expected(to, &got);
			assert_true(fs_exists("public/\\1"));
			assert_int_equal(unlink("public/\\1"), 0);
			sb_clear(&got);
			describe(".", &got);
			assert_string_equal(sb_str(&got), sb_str(&want[to]));
			assert_int_equal(fs_remove_tree("public"), 0);
			sb_release(&got);
		}
	for (to = 0; to < EDITIONS; to++)
		sb_release(&want[to]);
}

static void test_foreign_files_stay(void **state)
{
	(void)state;
	assert_int_equal(commit_edition(0), 0);
	write_text("public/CNAME", "theirs");
	write_text("public/pages/7/notes.txt", "theirs");
	assert_int_equal(fs_mkdirs("public/empty"), 0);
	assert_int_equal(commit_edition(1), 0);
	assert_true(fs_exists("public/CNAME"));
	assert_true(fs_exists("public/pages/7/notes.txt"));
	assert_false(fs_exists("public/pages/7/index.html"));
	assert_true(fs_is_dir("public/empty"));
}

/* What is out of the ordinary goes the long way, with its checks: here a link that leads out of the output. */
static void test_through_no_link(void **state)
{
	(void)state;
	assert_int_equal(commit_edition(0), 0);
	assert_int_equal(fs_mkdirs("elsewhere"), 0);
	assert_int_equal(symlink("../elsewhere", "public/new"), 0);
	assert_int_equal(commit_edition(1), -1);
	assert_false(fs_exists("elsewhere/folder"));
	assert_false(fs_exists(".public.gradeline-new"));
}

/* The steps from edition 0 to 1, with the stage beside the output. */
static void stage_by_hand(struct journal *j, struct arena *a)
{
	static const struct journal_step steps[] = {
		{ JOURNAL_REMOVE, 0, "pages/7/index.html" }, { JOURNAL_REPLACE, 4, SINK_MANIFEST },
		{ JOURNAL_REPLACE, 1, "pages/0/index.html" }, { JOURNAL_NEW, 3, "new/folder/index.html" },
		{ JOURNAL_REPLACE, 2, "pages/1/index.html" },
	};
	struct diag d = DIAG_INIT;
	struct span manifest;
	size_t i;
	int stage;

	/* Manifest of edition 1 from a commit elsewhere. */
	assert_int_equal(rename("public", "kept"), 0);
	assert_int_equal(commit_edition(1), 0);
	assert_int_equal(fs_read(a, "public/" SINK_MANIFEST, "manifest", 1 << 20, &manifest, &d), 0);
	assert_int_equal(fs_remove_tree("public"), 0);
	assert_int_equal(rename("kept", "public"), 0);
	assert_int_equal(fs_write_at(AT_FDCWD, ".public.gradeline-new/\\4", manifest), 0);
	write_text(".public.gradeline-new/\\1", "page 0, changed");
	write_text(".public.gradeline-new/\\2", "page 1, changed");
	write_text(".public.gradeline-new/\\3", "new");
	for (i = 0; i < sizeof steps / sizeof *steps; i++)
		*vec_push(&j->step, a) = steps[i];
	stage = open(".public.gradeline-new", O_RDONLY | O_DIRECTORY);
	assert_int_equal(journal_write(j, stage), 0);
	close(stage);
	diag_release(&d);
}

/* Killed after each step in turn: the next run, whatever it is, finds edition 1. */
static void test_gone_on_with(void **state)
{
	struct strbuf want = STRBUF_INIT;
	size_t steps;

	(void)state;
	expected(1, &want);
	for (steps = 0; steps <= 5; steps++) {
		struct arena a = ARENA_INIT;
		struct diag d = DIAG_INIT;
		struct journal j = { .step = { NULL, 0, 0 } };
		struct strbuf got = STRBUF_INIT;
		int output, stage;

		assert_int_equal(commit_edition(0), 0);
		stage_by_hand(&j, &a);
		output = open("public", O_RDONLY | O_DIRECTORY);
		stage = open(".public.gradeline-new", O_RDONLY | O_DIRECTORY);
		assert_int_equal(journal_run(&j, stage, output, steps), steps < 5 ? JOURNAL_UNFINISHED : JOURNAL_DONE);
		close(output);
		close(stage);
		assert_false(sink_disk_settled("public"));
		sink_close(sink_disk_open("public", "public", &d));
		assert_int_equal(d.n, 0);
		assert_true(sink_disk_settled("public"));
		describe(".", &got);
		assert_string_equal(sb_str(&got), sb_str(&want));
		sb_release(&got);
		diag_release(&d);
		arena_release(&a);
	}
	sb_release(&want);
}

/* Killed between the removal of a file and that of the folders above it. */
static void test_folders_half_removed(void **state)
{
	static const struct journal_step gone[] = { { JOURNAL_REMOVE, 0, "a/b/c/x" } };
	struct journal j = { .step = { (struct journal_step *)gone, 1, 1 } };
	int output;

	(void)state;
	assert_int_equal(fs_mkdirs("public/a"), 0);
	output = open("public", O_RDONLY | O_DIRECTORY);
	assert_int_equal(journal_run(&j, output, output, SIZE_MAX), JOURNAL_DONE);
	assert_false(fs_exists("public/a"));
	close(output);
}

/* A journal that was not written whole does not bear its name, and one that is damaged is not followed. */
static void test_damaged_journal(void **state)
{
	static const char *const bad[] = {
		"", "gradeline-journal 2\n", "gradeline-journal 1\nend\n", "gradeline-journal 2\nnew 1 a\n",
		"gradeline-journal 2\nremove ../x\nend\n", "gradeline-journal 2\nremove /etc/x\nend\n",
		"gradeline-journal 2\nburn a\nend\n", "gradeline-journal 2\nend\nremove a\n",
		"gradeline-journal 2\nnew a\nend\n", "gradeline-journal 2\nreplace 0 a\nend\n",
		"gradeline-journal 2\nreplace 1a a\nend\n", "gradeline-journal 2\nreplace -1 a\nend\n",
		"gradeline-journal 2\nreplace 4294967297 a\nend\n", "gradeline-journal 2\nreplace 1\nend\n",
		"gradeline-journal 2\nreplace 1 ../a\nend\n", "gradeline-journal 1\nreplace a\nend\n",
	};
	struct arena a = ARENA_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct journal j = { .step = { NULL, 0, 0 } };
		struct diag d = DIAG_INIT;

		assert_int_equal(journal_parse(&j, span_of(bad[i]), &a), -1);
		assert_int_equal(fs_mkdirs("public"), 0);
		write_text(".public.gradeline-new/" JOURNAL_NAME, bad[i]);
		assert_null(sink_disk_open("public", "public", &d));
		assert_int_equal(d.entry[0].code, DIAG_SYS_WRITE);
		assert_non_null(strstr(d.entry[0].notes->text, ".public.gradeline-new"));
		diag_release(&d);
	}
	arena_release(&a);
}

/* What stands is what is read. */
static void test_text_of_a_journal(void **state)
{
	struct journal j = { .step = { NULL, 0, 0 } };
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	struct span first, second;
	int round, stage;

	(void)state;
	*vec_push(&j.step, &a) = (struct journal_step){ JOURNAL_REPLACE, 1, SINK_MANIFEST };
	*vec_push(&j.step, &a) = (struct journal_step){ JOURNAL_REMOVE, 0, "1 b" };
	*vec_push(&j.step, &a) = (struct journal_step){ JOURNAL_REPLACE, 2, "2 c/d" };
	*vec_push(&j.step, &a) = (struct journal_step){ JOURNAL_NEW, 123456789, "a" };
	assert_int_equal(fs_mkdirs("stage"), 0);
	stage = open("stage", O_RDONLY | O_DIRECTORY);
	for (round = 0; round < 2; round++) {
		assert_int_equal(journal_write(&j, stage), 0);
		assert_int_equal(fs_read(&a, "stage/" JOURNAL_NAME, "", 1 << 20, round ? &second : &first, &d), 0);
		memset(&j, 0, sizeof j);
		assert_int_equal(journal_parse(&j, first, &a), 0);
	}
	assert_true(span_is(first, "gradeline-journal 2\nnew 123456789 a\nreplace 2 2 c/d\nremove 1 b\n"
				   "replace 1 .gradeline-manifest\nend\n"));
	assert_true(span_eq(first, second));
	close(stage);
	diag_release(&d);
	arena_release(&a);
}

static bool can(int output, enum journal_what what, const char *path, const char *known)
{
	struct journal_step step = { what, 1, path };

	return journal_can(output, &step, known);
}

static void test_steps_that_can_be_taken(void **state)
{
	int output;

	(void)state;
	write_text("public/a/b/x", "");
	assert_int_equal(symlink("a", "public/link"), 0);
	assert_int_equal(symlink("b", "public/a/link"), 0);
	output = open("public", O_RDONLY | O_DIRECTORY);
	assert_true(can(output, JOURNAL_REPLACE, "a/b/x", ""));
	assert_true(can(output, JOURNAL_REPLACE, "a/b/x", "a/b/c"));
	assert_true(can(output, JOURNAL_NEW, "a/b/y", "a/b/x"));
	assert_true(can(output, JOURNAL_NEW, "c/d/y", ""));
	assert_true(can(output, JOURNAL_NEW, "c/d/z", "c/d/y"));
	assert_false(can(output, JOURNAL_NEW, "a/b/x", "a/b/c"));
	assert_false(can(output, JOURNAL_NEW, "a/b", "a/x"));
	assert_false(can(output, JOURNAL_REPLACE, "a/b/y", "a/b/x"));
	assert_false(can(output, JOURNAL_REPLACE, "a/b", "a/b/x"));
	assert_false(can(output, JOURNAL_NEW, "a/b/x/y", "a/b/x"));
	assert_false(can(output, JOURNAL_NEW, "a/link/y", "a/b/x"));
	/* Only whole names are the same folder. */
	assert_false(can(output, JOURNAL_NEW, "link/b/y", "a/b/x"));
	assert_false(can(output, JOURNAL_NEW, "link/y", "lin/y"));
	assert_false(can(output, JOURNAL_REPLACE, "link", ""));
	close(output);
}

/* When a new file cannot be put there, those before it are taken back; later it is too late for that. */
static void test_refused_by_the_system(void **state)
{
	static const struct journal_step back[] = { { JOURNAL_NEW, 1, "a/x" }, { JOURNAL_NEW, 2, "file/x" } };
	static const struct journal_step late[] = { { JOURNAL_NEW, 1, "a/x" }, { JOURNAL_REPLACE, 3, "folder" } };
	struct journal j = { .step = { (struct journal_step *)back, 2, 2 } };
	int output, stage;

	(void)state;
	write_text("public/file", "");
	assert_int_equal(fs_mkdirs("public/folder/full"), 0);
	write_text("stage/\\1", "x");
	write_text("stage/\\2", "x");
	write_text("stage/\\3", "x");
	output = open("public", O_RDONLY | O_DIRECTORY);
	stage = open("stage", O_RDONLY | O_DIRECTORY);
	assert_int_equal(journal_run(&j, stage, output, SIZE_MAX), JOURNAL_UNDONE);
	assert_false(fs_exists("public/a"));
	assert_true(fs_exists("stage/\\1"));
	j.step.v = (struct journal_step *)late;
	assert_int_equal(journal_run(&j, stage, output, SIZE_MAX), JOURNAL_UNFINISHED);
	assert_int_equal(fs_remove_tree("public/folder"), 0);
	assert_int_equal(journal_run(&j, stage, output, SIZE_MAX), JOURNAL_DONE);
	close(output);
	close(stage);
}

/* More files than are held until all is in place. */
static void test_larger_site(void **state)
{
	enum { MANY = 1200, EACH = 8 };
	struct strbuf got[2] = { STRBUF_INIT, STRBUF_INIT };
	struct stat before, after;
	char path[64];
	int round, i;

	(void)state;
	for (round = 0; round < 3; round++) {
		struct diag d = DIAG_INIT;
		struct sink *s = sink_disk_open(round < 2 ? "public" : "fresh", "public", &d);

		assert_non_null(s);
		sink_threads(s, 3);
		for (i = 0; i < MANY; i++) {
			snprintf(path, sizeof path, "%d/%d.html", i % 7, i);
			assert_int_equal(sink_put(s, path, round && i % EACH == 1 ? SPAN_LIT("two") : SPAN_LIT("one"), &d), 0);
		}
		assert_int_equal(sink_commit(s, &d), 0);
		sink_close(s);
		assert_int_equal(stat("public", round ? &after : &before), 0);
		diag_release(&d);
	}
	assert_true(before.st_ino == after.st_ino);
	describe("public", &got[0]);
	assert_int_equal(fs_remove_tree("public"), 0);
	assert_int_equal(rename("fresh", "public"), 0);
	describe("public", &got[1]);
	assert_string_equal(sb_str(&got[0]), sb_str(&got[1]));
	sb_release(&got[0]);
	sb_release(&got[1]);
}

/* Really killed, at a different moment in each round: whole editions only, for whoever comes next. Each round begins with
 * another edition, so that all are seen on a slow machine, too, on which not one is exchanged in the time. */
static void test_killed(void **state)
{
	struct strbuf want[EDITIONS] = { STRBUF_INIT, STRBUF_INIT, STRBUF_INIT };
	int round, seen[EDITIONS] = { 0, 0, 0 }, e;

	(void)state;
	for (e = 0; e < EDITIONS; e++)
		expected(e, &want[e]);
	for (round = 0; round < 90; round++) {
		struct timespec wait = { 0, (round + 1) * 150000 };
		struct strbuf got = STRBUF_INIT;
		struct diag d = DIAG_INIT;
		pid_t child;
		int edition;

		assert_int_equal(commit_edition(round % EDITIONS), 0);
		child = fork();
		if (!child)
			for (edition = (round + 1) % EDITIONS;; edition = (edition + 1) % EDITIONS)
				if (commit_edition(edition) < 0)
					_exit(1);
		nanosleep(&wait, NULL);
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, NULL, 0), child);
		sink_close(sink_disk_open("public", "public", &d));
		describe(".", &got);
		for (edition = 0; edition < EDITIONS - 1 && strcmp(sb_str(&got), sb_str(&want[edition])) != 0;)
			edition++;
		assert_string_equal(sb_str(&got), sb_str(&want[edition]));
		seen[edition]++;
		sb_release(&got);
		diag_release(&d);
	}
	for (e = 0; e < EDITIONS; e++) {
		assert_true(seen[e]);
		sb_release(&want[e]);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_few_changes),
		TEST(test_numbered),
		TEST(test_from_each_to_each),
		TEST(test_foreign_files_stay),
		TEST(test_through_no_link),
		TEST(test_gone_on_with),
		TEST(test_folders_half_removed),
		TEST(test_damaged_journal),
		TEST(test_text_of_a_journal),
		TEST(test_steps_that_can_be_taken),
		TEST(test_refused_by_the_system),
		TEST(test_larger_site),
		TEST(test_killed),
	};

	return RUN_ALL(tests);
}

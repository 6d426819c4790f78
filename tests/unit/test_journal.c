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

/* A site of forty files. Edition 1 has two pages changed, one new and one less than edition 0. */
static struct sink *put_edition(int edition, struct diag *d)
{
	struct sink *s = sink_disk_open("public", "public", d);
	char path[64], text[64];
	int i;

	assert_non_null(s);
	for (i = 0; i < FILES; i++) {
		if (edition && i == 7)
			continue;
		snprintf(path, sizeof path, "pages/%d/index.html", i);
		snprintf(text, sizeof text, "page %d%s", i, edition && i < 2 ? ", changed" : "");
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
		{ JOURNAL_REMOVE, "pages/7/index.html" }, { JOURNAL_REPLACE, SINK_MANIFEST },
		{ JOURNAL_REPLACE, "pages/0/index.html" }, { JOURNAL_NEW, "new/folder/index.html" },
		{ JOURNAL_REPLACE, "pages/1/index.html" },
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
	assert_int_equal(fs_write_at(AT_FDCWD, ".public.gradeline-new/" SINK_MANIFEST, manifest), 0);
	write_text(".public.gradeline-new/pages/0/index.html", "page 0, changed");
	write_text(".public.gradeline-new/pages/1/index.html", "page 1, changed");
	write_text(".public.gradeline-new/new/folder/index.html", "new");
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
	static const struct journal_step gone[] = { { JOURNAL_REMOVE, "a/b/c/x" } };
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
		"", "gradeline-journal 1\n", "gradeline-journal 2\nend\n", "gradeline-journal 1\nnew a\n",
		"gradeline-journal 1\nremove ../x\nend\n", "gradeline-journal 1\nremove /etc/x\nend\n",
		"gradeline-journal 1\nburn a\nend\n", "gradeline-journal 1\nend\nremove a\n",
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
		diag_release(&d);
	}
	arena_release(&a);
}

/* When a new file cannot be put there, those before it are taken back; later it is too late for that. */
static void test_refused_by_the_system(void **state)
{
	static const struct journal_step back[] = { { JOURNAL_NEW, "a/x" }, { JOURNAL_NEW, "file/x" } };
	static const struct journal_step late[] = { { JOURNAL_NEW, "a/x" }, { JOURNAL_REPLACE, "folder" } };
	struct journal j = { .step = { (struct journal_step *)back, 2, 2 } };
	int output, stage;

	(void)state;
	write_text("public/file", "");
	assert_int_equal(fs_mkdirs("public/folder/full"), 0);
	write_text("stage/a/x", "x");
	write_text("stage/file/x", "x");
	write_text("stage/folder", "x");
	output = open("public", O_RDONLY | O_DIRECTORY);
	stage = open("stage", O_RDONLY | O_DIRECTORY);
	assert_int_equal(journal_run(&j, stage, output, SIZE_MAX), JOURNAL_UNDONE);
	assert_false(fs_exists("public/a"));
	assert_true(fs_exists("stage/a/x"));
	j.step.v = (struct journal_step *)late;
	assert_int_equal(journal_run(&j, stage, output, SIZE_MAX), JOURNAL_UNFINISHED);
	assert_int_equal(fs_remove_tree("public/folder"), 0);
	assert_int_equal(journal_run(&j, stage, output, SIZE_MAX), JOURNAL_DONE);
	close(output);
	close(stage);
}

/* Really killed, at a different moment in each round: whole editions only, for whoever comes next. */
static void test_killed(void **state)
{
	struct strbuf want[2] = { STRBUF_INIT, STRBUF_INIT };
	int round, seen[2] = { 0, 0 };

	(void)state;
	expected(0, &want[0]);
	expected(1, &want[1]);
	for (round = 0; round < 60; round++) {
		struct timespec wait = { 0, (round + 1) * 150000 };
		struct strbuf got = STRBUF_INIT;
		struct diag d = DIAG_INIT;
		pid_t child = fork();
		int edition;

		if (!child)
			for (edition = 0;; edition = !edition)
				if (commit_edition(edition) < 0)
					_exit(1);
		nanosleep(&wait, NULL);
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, NULL, 0), child);
		sink_close(sink_disk_open("public", "public", &d));
		describe(".", &got);
		edition = strcmp(sb_str(&got), sb_str(&want[0])) != 0;
		assert_string_equal(sb_str(&got), sb_str(&want[edition]));
		seen[edition]++;
		sb_release(&got);
		diag_release(&d);
	}
	assert_true(seen[0] && seen[1]);
	sb_release(&want[0]);
	sb_release(&want[1]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_few_changes),
		TEST(test_foreign_files_stay),
		TEST(test_through_no_link),
		TEST(test_gone_on_with),
		TEST(test_folders_half_removed),
		TEST(test_damaged_journal),
		TEST(test_refused_by_the_system),
		TEST(test_killed),
	};

	return RUN_ALL(tests);
}

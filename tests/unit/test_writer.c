/* The writer room: what a commit leaves behind, and what it refuses. */
#include "unit.h"
#include "scratch.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/pool.h"
#include "writer/claims.h"
#include "writer/manifest.h"
#include "writer/sink.h"
#include "writer/tree.h"

static void write_text(const char *path, const char *text)
{
	assert_int_equal(fs_write(path, span_of(text)), 0);
}

static bool holds(const char *path, const char *text)
{
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	struct span bytes;
	bool same = fs_read(&a, path, path, 1 << 20, &bytes, &d) == 0 && span_is(bytes, text);

	diag_release(&d);
	arena_release(&a);
	return same;
}

static long modified(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return (long)st.st_mtime;
}

/* So that a file that is written again can be told from one that is not. */
static void make_old(const char *path)
{
	struct timespec times[2] = { { 1000000000, 0 }, { 1000000000, 0 } };

	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

struct put {
	const char *path, *text;
};

/* Opens public, puts n files, commits. The code of the first message is in *code. */
static int commit(const struct put *put, size_t n, struct sink_stats *stats, enum diag_code *code)
{
	struct diag d = DIAG_INIT;
	struct sink *s = sink_disk_open("public", "public", &d);
	int rc = -1;
	size_t i;

	for (i = 0; s && i < n; i++)
		sink_put(s, put[i].path, span_of(put[i].text), &d);
	if (s)
		rc = sink_commit(s, &d);
	if (s && stats)
		*stats = sink_stats(s);
	*code = d.n ? d.entry[0].code : DIAG_CODES;
	sink_close(s);
	diag_release(&d);
	return rc;
}

static const struct put two[] = { { "index.html", "home" }, { "areas/index.html", "areas" } };

static void test_first_commit(void **state)
{
	struct sink_stats st;
	enum diag_code code;

	(void)state;
	assert_int_equal(commit(two, 2, &st, &code), 0);
	assert_true(holds("public/index.html", "home"));
	assert_true(holds("public/areas/index.html", "areas"));
	assert_true(fs_exists("public/" SINK_MANIFEST));
	assert_false(fs_exists(".public.gradeline-new"));
	assert_int_equal(st.files, 2);
	assert_int_equal(st.changed, 2);
	assert_int_equal(st.bytes, 9);
}

static void test_nothing_changed_touches_nothing(void **state)
{
	struct stat before, after;
	struct sink_stats st;
	enum diag_code code;

	(void)state;
	commit(two, 2, &st, &code);
	make_old("public/index.html");
	assert_int_equal(stat("public", &before), 0);
	assert_int_equal(commit(two, 2, &st, &code), 0);
	assert_int_equal(stat("public", &after), 0);
	assert_int_equal(st.changed, 0);
	assert_int_equal(modified("public/index.html"), 1000000000);
	assert_true(before.st_ino == after.st_ino);
}

static void test_only_the_changed_file_is_new(void **state)
{
	const struct put next[] = { { "index.html", "home, again" }, { "areas/index.html", "areas" } };
	struct sink_stats st;
	enum diag_code code;

	(void)state;
	commit(two, 2, &st, &code);
	make_old("public/index.html");
	make_old("public/areas/index.html");
	assert_int_equal(commit(next, 2, &st, &code), 0);
	assert_int_equal(st.changed, 1);
	assert_true(holds("public/index.html", "home, again"));
	assert_true(modified("public/index.html") > 1000000000);
	assert_int_equal(modified("public/areas/index.html"), 1000000000);
}

static void test_missing_and_damaged_files_are_written_again(void **state)
{
	struct sink_stats st;
	enum diag_code code;

	(void)state;
	commit(two, 2, &st, &code);
	unlink("public/index.html");
	write_text("public/areas/index.html", "areas and more");
	assert_int_equal(commit(two, 2, &st, &code), 0);
	assert_int_equal(st.changed, 2);
	assert_true(holds("public/index.html", "home"));
	assert_true(holds("public/areas/index.html", "areas"));
}

static void test_stale_pruned_foreign_kept(void **state)
{
	struct sink_stats st;
	enum diag_code code;
	struct stat link_st;

	(void)state;
	commit(two, 2, &st, &code);
	write_text("public/CNAME", "example.org");
	assert_int_equal(fs_mkdirs("public/.git/empty"), 0);
	write_text("public/areas/notes.txt", "mine");
	assert_int_equal(symlink("CNAME", "public/alias"), 0);
	make_old("public/CNAME");
	assert_int_equal(commit(two, 1, &st, &code), 0);
	assert_int_equal(st.pruned, 1);
	assert_false(fs_exists("public/areas/index.html"));
	assert_true(holds("public/areas/notes.txt", "mine"));
	assert_true(holds("public/CNAME", "example.org"));
	assert_int_equal(modified("public/CNAME"), 1000000000);
	assert_true(fs_is_dir("public/.git/empty"));
	assert_int_equal(lstat("public/alias", &link_st), 0);
	assert_true(S_ISLNK(link_st.st_mode));
}

static void test_empty_folders_of_ours_go(void **state)
{
	enum diag_code code;

	(void)state;
	commit(two, 2, NULL, &code);
	assert_int_equal(commit(two, 1, NULL, &code), 0);
	assert_false(fs_exists("public/areas"));
}

static void test_file_and_folder_change_places(void **state)
{
	const struct put file[] = { { "areas", "a file" } };
	enum diag_code code;

	(void)state;
	commit(two, 2, NULL, &code);
	assert_int_equal(commit(file, 1, NULL, &code), 0);
	assert_true(holds("public/areas", "a file"));
	assert_int_equal(commit(two, 2, NULL, &code), 0);
	assert_true(holds("public/areas/index.html", "areas"));
}

static void test_foreign_in_the_way(void **state)
{
	const struct put more[] = { { "index.html", "home" }, { "CNAME", "ours" } };
	const struct put folder[] = { { "index.html", "home" }, { "CNAME/x", "ours" } };
	const struct put same[] = { { "index.html", "home" }, { "CNAME", "theirs" } };
	enum diag_code code;

	(void)state;
	commit(two, 1, NULL, &code);
	write_text("public/CNAME", "theirs");
	assert_int_equal(commit(more, 2, NULL, &code), -1);
	assert_int_equal(code, DIAG_OUTPUT_FOREIGN);
	assert_int_equal(commit(folder, 2, NULL, &code), -1);
	assert_int_equal(code, DIAG_OUTPUT_FOREIGN);
	assert_true(holds("public/CNAME", "theirs"));
	assert_false(fs_exists(".public.gradeline-new"));
	assert_int_equal(commit(same, 2, NULL, &code), 0);
}

static void test_refuses_what_is_not_ours(void **state)
{
	enum diag_code code;

	(void)state;
	assert_int_equal(fs_mkdirs("public"), 0);
	write_text("public/thesis.doc", "all of it");
	assert_int_equal(commit(two, 2, NULL, &code), -1);
	assert_int_equal(code, DIAG_OUTPUT_NOT_OURS);
	assert_false(fs_exists("public/index.html"));
	write_text("public/" SINK_MANIFEST, "gradeline-manifest 1\n0000000000000000 3 ../thesis.doc\n");
	assert_int_equal(commit(two, 2, NULL, &code), -1);
	assert_int_equal(code, DIAG_OUTPUT_NOT_OURS);
	assert_int_equal(fs_remove_tree("public"), 0);
	write_text("public", "a file");
	assert_int_equal(commit(two, 2, NULL, &code), -1);
	assert_int_equal(code, DIAG_OUTPUT_NOT_OURS);
	assert_true(holds("public", "a file"));
}

static void test_empty_folder_is_taken(void **state)
{
	enum diag_code code;

	(void)state;
	assert_int_equal(fs_mkdirs("public"), 0);
	assert_int_equal(chmod("public", 0750), 0);
	assert_int_equal(commit(two, 2, NULL, &code), 0);
	assert_true(holds("public/index.html", "home"));
}

static void test_close_without_commit(void **state)
{
	struct diag d = DIAG_INIT;
	enum diag_code code;
	struct sink *s;

	(void)state;
	commit(two, 2, NULL, &code);
	s = sink_disk_open("public", "public", &d);
	assert_non_null(s);
	sink_put(s, "index.html", SPAN_LIT("half a page"), &d);
	sink_close(s);
	assert_true(holds("public/index.html", "home"));
	assert_false(fs_exists(".public.gradeline-new"));
	diag_release(&d);
}

static void test_leftovers_of_killed_runs(void **state)
{
	enum diag_code code;

	(void)state;
	/* Killed while rendering; then killed between the two renames. */
	commit(two, 2, NULL, &code);
	assert_int_equal(fs_mkdirs(".public.gradeline-new/areas"), 0);
	write_text(".public.gradeline-new/areas/x", "half");
	assert_int_equal(commit(two, 2, NULL, &code), 0);
	assert_false(fs_exists(".public.gradeline-new"));
	make_old("public/index.html");
	assert_int_equal(rename("public", ".public.gradeline-old"), 0);
	assert_int_equal(commit(two, 2, NULL, &code), 0);
	assert_int_equal(modified("public/index.html"), 1000000000);
	assert_false(fs_exists(".public.gradeline-old"));
}

static void test_two_runs_at_once(void **state)
{
	struct diag d = DIAG_INIT;
	enum diag_code code;
	struct sink *s;

	(void)state;
	s = sink_disk_open("public", "public", &d);
	assert_non_null(s);
	assert_int_equal(sink_put(s, "index.html", SPAN_LIT("first"), &d), 0);
	assert_int_equal(commit(two, 2, NULL, &code), -1);
	assert_int_equal(code, DIAG_SYS_WRITE);
	assert_int_equal(sink_commit(s, &d), 0);
	sink_close(s);
	assert_true(holds("public/index.html", "first"));
	diag_release(&d);
}

static void test_output_behind_a_link(void **state)
{
	struct stat st;
	enum diag_code code;

	(void)state;
	assert_int_equal(fs_mkdirs("www/real"), 0);
	assert_int_equal(symlink("www/real", "public"), 0);
	assert_int_equal(commit(two, 2, NULL, &code), 0);
	assert_int_equal(lstat("public", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_true(holds("www/real/index.html", "home"));
}

static void test_paths(void **state)
{
	static const char *const bad[] = { "", "/etc/x", "..", "../x", "a/../b", "a//b", "a/", "./a", "a/.", "a\nb", "a\\b",
					   SINK_MANIFEST };
	static const char *const good[] = { "index.html", "a/b/c.csv", "..a", "a..b/c", ".well-known/x", "caf\xc3\xa9" };
	char longer[SINK_MAX_NAME + 2];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_non_null(sink_path_fault(span_of(bad[i])));
	for (i = 0; i < sizeof good / sizeof *good; i++)
		assert_null(sink_path_fault(span_of(good[i])));
	assert_non_null(sink_path_fault(span_make("a\0b", 3)));
	memset(longer, 'a', sizeof longer);
	assert_null(sink_path_fault(span_make(longer, SINK_MAX_NAME)));
	assert_non_null(sink_path_fault(span_make(longer, SINK_MAX_NAME + 1)));
}

static void test_collisions(void **state)
{
	static const struct put pairs[][2] = {
		{ { "a/x.html", "1" }, { "a/x.html", "1" } },
		{ { "a/x.html", "1" }, { "A/X.html", "2" } },
		{ { "a", "1" }, { "a/x.html", "2" } },
		{ { "a/x.html", "1" }, { "A", "2" } },
	};
	enum diag_code code;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_int_equal(commit(pairs[i], 2, NULL, &code), -1);
		assert_int_equal(code, DIAG_PATH_COLLISION);
		assert_false(fs_exists("public"));
	}
}

/* So many that some have the same hash of 32 bits: the paths tell them apart. */
static void test_many_claims(void **state)
{
	enum { MANY = 300000 };
	struct claims c = { NULL, 0, 0 };
	struct arena a = ARENA_INIT;
	const struct claim *in_way;
	char other[32];
	int i;

	(void)state;
	for (i = 0; i < MANY; i++)
		assert_null(claims_take(&c, arena_printf(&a, "f%d/Index.html", i)));
	assert_int_equal(c.n, 2 * MANY);
	for (i = 0; i < MANY; i += 997) {
		snprintf(other, sizeof other, "F%d/index.html", i);
		in_way = claims_take(&c, other);
		assert_string_equal(in_way->path, arena_printf(&a, "f%d/Index.html", i));
		assert_false(in_way->folder);
		snprintf(other, sizeof other, "F%d", i);
		assert_true(claims_take(&c, other)->folder);
	}
	claims_release(&c);
	arena_release(&a);
}

static void test_null_sink_counts_and_checks(void **state)
{
	struct diag d = DIAG_INIT;
	struct sink *s = sink_null_open();

	(void)state;
	assert_int_equal(sink_put(s, "a", SPAN_LIT("123"), &d), 0);
	assert_int_equal(sink_put(s, "b", SPAN_LIT("4"), &d), 0);
	assert_int_equal(sink_stats(s).files, 2);
	assert_int_equal(sink_stats(s).bytes, 4);
	assert_int_equal(sink_put(s, "A", SPAN_LIT(""), &d), -1);
	assert_int_equal(sink_commit(s, &d), -1);
	assert_false(fs_exists("a"));
	sink_close(s);
	diag_release(&d);
}

/* A tree from a sink is the same as one from the folder that a disk sink made of the same files. */
static void test_tree_from_sink_and_folder(void **state)
{
	static const struct span other = { "other", 5 };
	struct diag d = DIAG_INIT;
	struct tree made = TREE_INIT, read = TREE_INIT, none = TREE_INIT;
	struct sink *sinks[] = { sink_tree_open(&made), sink_disk_open("public", "public", &d), sink_tree_open(&none) };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof sinks / sizeof *sinks; i++) {
		assert_int_equal(sink_put(sinks[i], "b/index.html", other, &d), 0);
		assert_int_equal(sink_put(sinks[i], "a.txt", SPAN_LIT("one"), &d), 0);
		if (i < 2)
			assert_int_equal(sink_commit(sinks[i], &d), 0);
		sink_close(sinks[i]);
	}
	assert_int_equal(none.n, 0);
	assert_int_equal(tree_load(&read, "public", "public", &d), 0);
	assert_int_equal(made.n, 2);
	assert_int_equal(read.n, 2);
	for (i = 0; i < made.n; i++) {
		assert_string_equal(made.v[i].path, read.v[i].path);
		assert_true(span_eq(made.v[i].bytes, read.v[i].bytes));
	}
	assert_string_equal(tree_find(&made, SPAN_LIT("b/index.html"))->bytes.p, "other");
	assert_null(tree_find(&made, SPAN_LIT("b")));
	assert_int_equal(tree_load(&none, "nowhere", "nowhere", &d), -1);
	tree_release(&made);
	tree_release(&read);
	tree_release(&none);
	diag_release(&d);
}

#define MANY 500
#define THREADS 8

struct many {
	struct sink *s;
	struct diag d[THREADS];
};

static void put_numbered(void *ctx, size_t i, unsigned worker)
{
	struct many *m = ctx;
	char path[64];

	snprintf(path, sizeof path, "%zu/%zu/index.html", i % 7, i);
	sink_put(m->s, path, span_of(path), &m->d[worker]);
}

static void test_many_threads(void **state)
{
	struct many m = { NULL, { DIAG_INIT } };
	struct diag d = DIAG_INIT;
	size_t i;

	(void)state;
	m.s = sink_disk_open("public", "public", &d);
	assert_non_null(m.s);
	pool_run(MANY, THREADS, put_numbered, &m);
	assert_int_equal(sink_commit(m.s, &d), 0);
	assert_int_equal(sink_stats(m.s).files, MANY);
	sink_close(m.s);
	assert_true(holds("public/6/496/index.html", "6/496/index.html"));
	for (i = 0; i < THREADS; i++)
		diag_release(&m.d[i]);
	diag_release(&d);
}

static void test_manifest_text(void **state)
{
	static const char *const bad[] = { "", "gradeline-manifest 2\n", "gradeline-manifest 1\nxyz 1 a\n",
					   "gradeline-manifest 1\n00 1\n", "gradeline-manifest 1\n00 1 /a\n",
					   "gradeline-manifest 1\n00 -1 a\n", "gradeline-manifest 1\n00  a\n",
					   "gradeline-manifest 1\n11112222333344445 1 a\n" };
	struct arena a = ARENA_INIT;
	struct manifest m = { .file = { NULL, 0, 0 } };
	struct strbuf out = STRBUF_INIT;
	size_t i;

	(void)state;
	assert_int_equal(manifest_parse(&m, SPAN_LIT("gradeline-manifest 1\n0000000000000002 7 b c\n"
						     "ffffffffffffffff 0 a\n"), &a), 0);
	assert_int_equal(manifest_find(&m, SPAN_LIT("b c"))->size, 7);
	assert_true(manifest_find(&m, SPAN_LIT("a"))->hash == UINT64_MAX);
	assert_null(manifest_find(&m, SPAN_LIT("b")));
	manifest_write(&m, &out);
	assert_string_equal(sb_str(&out), "gradeline-manifest 1\nffffffffffffffff 0 a\n0000000000000002 7 b c\n");
	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct manifest none = { .file = { NULL, 0, 0 } };

		assert_int_equal(manifest_parse(&none, span_of(bad[i]), &a), -1);
	}
	sb_release(&out);
	arena_release(&a);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_first_commit),
		TEST(test_nothing_changed_touches_nothing),
		TEST(test_only_the_changed_file_is_new),
		TEST(test_missing_and_damaged_files_are_written_again),
		TEST(test_stale_pruned_foreign_kept),
		TEST(test_empty_folders_of_ours_go),
		TEST(test_file_and_folder_change_places),
		TEST(test_foreign_in_the_way),
		TEST(test_refuses_what_is_not_ours),
		TEST(test_empty_folder_is_taken),
		TEST(test_close_without_commit),
		TEST(test_leftovers_of_killed_runs),
		TEST(test_two_runs_at_once),
		TEST(test_output_behind_a_link),
		TEST(test_paths),
		TEST(test_collisions),
		TEST(test_many_claims),
		TEST(test_tree_from_sink_and_folder),
		TEST(test_null_sink_counts_and_checks),
		TEST(test_many_threads),
		TEST(test_manifest_text),
	};

	return RUN_ALL(tests);
}

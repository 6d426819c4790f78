/* writer: files that are put piece by piece. */
#include "unit.h"
#include "scratch.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "writer/sink.h"
#include "writer/tree.h"

static int put_pieces(struct sink *s, const char *path, const char *first, const char *second, struct diag *d)
{
	struct sink_file *f = sink_begin(s, path, d);

	if (!f)
		return -1;
	sink_append(f, span_of(first), d);
	sink_append(f, span_of(""), d);
	sink_append(f, span_of(second), d);
	return sink_end(f, d);
}

/* Commits two files to public, the second one in pieces. */
static struct sink_stats commit(const char *first, const char *second)
{
	struct diag d = DIAG_INIT;
	struct sink *s = sink_disk_open("public", "public", &d);
	struct sink_stats st;

	assert_non_null(s);
	assert_int_equal(sink_put(s, "index.html", SPAN_LIT("home"), &d), 0);
	assert_int_equal(put_pieces(s, "data/all.csv", first, second, &d), 0);
	assert_int_equal(sink_commit(s, &d), 0);
	st = sink_stats(s);
	sink_close(s);
	assert_int_equal(d.n, 0);
	diag_release(&d);
	return st;
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

static void test_disk(void **state)
{
	struct timespec times[2] = { { 1000000000, 0 }, { 1000000000, 0 } };
	struct sink_stats st;
	struct stat now;

	(void)state;
	st = commit("a,b\r\n", "1,2\r\n");
	assert_int_equal(st.changed, 2);
	assert_int_equal(st.bytes, 14);
	assert_true(holds("public/data/all.csv", "a,b\r\n1,2\r\n"));
	/* The same bytes, cut elsewhere: nothing is touched. */
	assert_int_equal(utimensat(AT_FDCWD, "public/data/all.csv", times, 0), 0);
	st = commit("a,b\r", "\n1,2\r\n");
	assert_int_equal(st.changed, 0);
	assert_int_equal(stat("public/data/all.csv", &now), 0);
	assert_int_equal(now.st_mtime, 1000000000);
	assert_false(fs_exists(".public.gradeline-new"));
	/* A file that was put whole is the same file. */
	st = commit("a,b\r\n1,2\r\n", "");
	assert_int_equal(st.changed, 0);
	st = commit("a,b\r\n", "1,3\r\n");
	assert_int_equal(st.changed, 1);
	assert_true(holds("public/data/all.csv", "a,b\r\n1,3\r\n"));
	assert_true(holds("public/index.html", "home"));
}

static void test_whole(void **state)
{
	struct tree t = TREE_INIT;
	struct sink *sinks[] = { sink_tree_open(&t), sink_null_open() };
	struct diag d = DIAG_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		assert_int_equal(put_pieces(sinks[i], "a.csv", "one,", "two", &d), 0);
		assert_int_equal(sink_stats(sinks[i]).bytes, 7);
		assert_int_equal(sink_commit(sinks[i], &d), 0);
		sink_close(sinks[i]);
	}
	assert_int_equal(t.n, 1);
	assert_true(span_is(t.v[0].bytes, "one,two"));
	tree_release(&t);
	diag_release(&d);
}

static void test_faults(void **state)
{
	struct diag d = DIAG_INIT;
	struct sink *s = sink_disk_open("public", "public", &d);

	(void)state;
	assert_null(sink_begin(s, "../a.csv", &d));
	assert_int_equal(d.entry[0].code, DIAG_PATH_INVALID);
	assert_int_equal(sink_commit(s, &d), -1);
	sink_close(s);
	s = sink_disk_open("public", "public", &d);
	assert_int_equal(put_pieces(s, "a.csv", "1", "2", &d), 0);
	assert_null(sink_begin(s, "a.csv", &d));
	assert_int_equal(d.entry[1].code, DIAG_PATH_COLLISION);
	assert_int_equal(sink_commit(s, &d), -1);
	sink_close(s);
	assert_false(fs_exists("public"));
	assert_false(fs_exists(".public.gradeline-new"));
	diag_release(&d);
}

/* Not the last piece but the device says no: it is said once, and nothing is committed. */
static void test_full(void **state)
{
	struct diag d = DIAG_INIT;
	struct sink *s = sink_disk_open("public", "public", &d);
	struct sink_file *f;

	(void)state;
	if (access("/dev/full", W_OK) < 0) {
		print_message("skipped: a full device: there is no /dev/full\n");
		sink_close(s);
		return;
	}
	f = sink_begin(s, "first.csv", &d);
	assert_non_null(f);
	assert_int_equal(sink_end(f, &d), 0);
	assert_int_equal(symlink("/dev/full", ".public.gradeline-new/all.csv"), 0);
	f = sink_begin(s, "all.csv", &d);
	assert_non_null(f);
	assert_int_equal(sink_append(f, SPAN_LIT("one"), &d), -1);
	assert_int_equal(sink_append(f, SPAN_LIT("two"), &d), -1);
	assert_int_equal(sink_end(f, &d), -1);
	assert_int_equal(d.n, 1);
	assert_int_equal(d.entry[0].code, DIAG_SYS_WRITE);
	assert_int_equal(sink_commit(s, &d), -1);
	sink_close(s);
	assert_false(fs_exists("public"));
	diag_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_disk, scratch_enter, scratch_leave),
		cmocka_unit_test_setup_teardown(test_whole, scratch_enter, scratch_leave),
		cmocka_unit_test_setup_teardown(test_faults, scratch_enter, scratch_leave),
		cmocka_unit_test_setup_teardown(test_full, scratch_enter, scratch_leave),
	};

	return RUN_ALL(tests);
}

/* The writer room: files that stay without being put, and files that are not what the last commit left. */
#include "scratch.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "writer/sink.h"

struct world {
	struct scratch s;
	const char *output;
	struct diag d;
};

static struct sink *open_sink(struct world *w)
{
	struct sink *s = sink_disk_open(w->output, "public", &w->d);

	assert_non_null(s);
	return s;
}

static void make_world(struct world *w)
{
	struct sink *s;

	memset(w, 0, sizeof *w);
	scratch_open(&w->s);
	w->output = scratch_path(&w->s, "public");
	s = open_sink(w);
	assert_int_equal(sink_digest_before(s), 0);
	assert_false(sink_keep(s, "index.html", &w->d));
	assert_int_equal(sink_put(s, "index.html", SPAN_LIT("home"), &w->d), 0);
	assert_int_equal(sink_put(s, "a/index.html", SPAN_LIT("page"), &w->d), 0);
	assert_int_equal(sink_put(s, "b/index.html", SPAN_LIT("gone"), &w->d), 0);
	assert_int_equal(sink_commit(s, &w->d), 0);
	sink_close(s);
}

static void close_world(struct world *w)
{
	diag_release(&w->d);
	scratch_close(&w->s);
}

static bool is(struct world *w, const char *path, const char *text)
{
	struct span bytes;

	return fs_read(&w->s.a, scratch_path(&w->s, path), path, 1 << 20, &bytes, &w->d) == 0 && span_is(bytes, text);
}

static void stays_without_being_put(void **state)
{
	struct world w;
	struct sink *s;

	(void)state;
	make_world(&w);
	s = open_sink(&w);
	assert_true(sink_digest_before(s) != 0);
	assert_true(sink_keep(s, "index.html", &w.d));
	assert_false(sink_keep(s, "other.html", &w.d));
	assert_int_equal(sink_put(s, "a/index.html", SPAN_LIT("page two"), &w.d), 0);
	assert_int_equal(sink_put(s, "c/index.html", SPAN_LIT("new"), &w.d), 0);
	assert_int_equal(sink_commit(s, &w.d), 0);
	assert_int_equal(sink_stats(s).files, 3);
	assert_int_equal(sink_stats(s).changed, 2);
	assert_int_equal(sink_stats(s).pruned, 1);
	assert_int_equal(sink_stats(s).bytes, 4 + 8 + 3);
	sink_close(s);
	assert_true(is(&w, "public/index.html", "home"));
	assert_true(is(&w, "public/a/index.html", "page two"));
	assert_true(is(&w, "public/c/index.html", "new"));
	assert_false(fs_exists(scratch_path(&w.s, "public/b")));
	assert_int_equal(w.d.n, 0);
	close_world(&w);
}

/* Whatever comes first: what stays is in the way of what is put. */
static void collides(void **state)
{
	static const char *const bad[] = { "index.html", "INDEX.html", "index.html/x.html", "A" };
	struct world w;
	size_t i, order;

	(void)state;
	make_world(&w);
	for (i = 0; i < sizeof bad / sizeof *bad; i++)
		for (order = 0; order < 2; order++) {
			struct sink *s = open_sink(&w);

			if (order)
				sink_put(s, bad[i], SPAN_LIT("x"), &w.d);
			sink_keep(s, "a/index.html", &w.d);
			sink_keep(s, "index.html", &w.d);
			if (!order)
				sink_put(s, bad[i], SPAN_LIT("x"), &w.d);
			assert_int_equal(sink_commit(s, &w.d), -1);
			assert_int_equal(w.d.n, i * 2 + order + 1);
			assert_int_equal(w.d.entry[w.d.n - 1].code, DIAG_PATH_COLLISION);
			sink_close(s);
		}
	assert_true(is(&w, "public/index.html", "home"));
	close_world(&w);
}

/* The same size and the same time: only somebody who looked closer can know. */
static void doubted(void **state)
{
	struct timespec times[2] = { { 1000000000, 0 }, { 1000000000, 0 } };
	struct world w;
	struct sink *s;
	int doubt;

	(void)state;
	make_world(&w);
	scratch_write(&w.s, "public/index.html", "hose");
	assert_int_equal(utimensat(AT_FDCWD, scratch_path(&w.s, "public/index.html"), times, 0), 0);
	assert_int_equal(utimensat(AT_FDCWD, scratch_path(&w.s, "public/a/index.html"), times, 0), 0);
	for (doubt = 0; doubt < 2; doubt++) {
		s = open_sink(&w);
		if (doubt) {
			sink_doubt(s, "index.html");
			sink_doubt(s, "a/index.html");
			sink_doubt(s, "nothing.html");
		}
		assert_int_equal(sink_put(s, "index.html", SPAN_LIT("home"), &w.d), 0);
		assert_int_equal(sink_put(s, "a/index.html", SPAN_LIT("page"), &w.d), 0);
		assert_int_equal(sink_put(s, "b/index.html", SPAN_LIT("gone"), &w.d), 0);
		assert_int_equal(sink_commit(s, &w.d), 0);
		assert_int_equal(sink_stats(s).changed, doubt);
		sink_close(s);
		assert_true(is(&w, "public/index.html", doubt ? "home" : "hose"));
	}
	close_world(&w);
}

/* A file that was written after the commit is looked into without being told. */
static void newer(void **state)
{
	struct timespec wait = { 0, 30000000 };
	struct world w;
	struct sink *s;

	(void)state;
	make_world(&w);
	nanosleep(&wait, NULL);
	scratch_write(&w.s, "public/index.html", "hose");
	s = open_sink(&w);
	assert_int_equal(sink_put(s, "index.html", SPAN_LIT("home"), &w.d), 0);
	assert_int_equal(sink_commit(s, &w.d), 0);
	assert_int_equal(sink_stats(s).changed, 1);
	sink_close(s);
	assert_true(is(&w, "public/index.html", "home"));
	close_world(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stays_without_being_put),
		cmocka_unit_test(collides),
		cmocka_unit_test(doubted),
		cmocka_unit_test(newer),
	};

	return RUN_ALL(tests);
}

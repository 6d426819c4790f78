/* search: shards, and what stands in the files. */
#include "scratch.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "search/search_int.h"

/* ---- files ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct files {
	struct arena a;
	struct map by_path;            /* to struct span */
	size_t largest;
};

static void keep(void *ctx, const char *path, struct span bytes, unsigned worker)
{
	struct files *f = ctx;
	struct span *copy;

	(void)worker;
	pthread_mutex_lock(&lock);
	copy = arena_alloc(&f->a, sizeof *copy);
	*copy = span_make(arena_strndup(&f->a, bytes.p, bytes.n), bytes.n);
	assert_true(map_set(&f->by_path, span_of(path), copy));
	if (bytes.n > f->largest)
		f->largest = bytes.n;
	pthread_mutex_unlock(&lock);
}

static const char *file(const struct files *f, const char *path)
{
	const struct span *s = map_get(&f->by_path, span_of(path));

	return s ? s->p : "";
}

static const struct search_head heads[] = {
	{ "authorities/x/", "X \"Town\" </script>", "Authority", "X Town", "x", false },
	{ "reports/x/2020-01-01/", "X, ILACS", "Report", "X ILACS", "x", true },
	{ "reports/x/2021-01-01/", "X, later", "Report", "X", "x", true },
};

static void test_files(void **state)
{
	struct search *s = search_new(".");
	struct files f = { .a = ARENA_INIT };
	struct arena a = ARENA_INIT;
	struct strbuf out = STRBUF_INIT, again = STRBUF_INIT;
	const struct search_unit one[] = {
		{ "leaders", SPAN_LIT("Leaders"), true },
		{ "p1", SPAN_LIT("They inspected\xe2\x80\xa8 \"it\" \\ </script><!--"), false },
		{ "p2", SPAN_LIT("An inspection."), false },
	};

	(void)state;
	map_init(&f.by_path, &f.a);
	search_add(s, &heads[0]);
	search_volume(s);
	search_add(s, &heads[1]);
	search_add(s, &heads[2]);
	search_text(s, heads[1].url, one, 3, &a, &out);
	search_text(s, heads[1].url, one, 3, &a, &again);
	assert_string_equal(sb_str(&out), sb_str(&again));
	assert_string_equal(search_text_path(heads[1].url, &a), "search/text/reports/x/2020-01-01.js");
	assert_memory_equal(out.p, "gradeline_search(\"text/reports/x/2020-01-01\",\"", 46);
	assert_non_null(strstr(out.p, "\"They inspected\\u2028 \\\"it\\\" \\\\ \\u003c/script\\u003e\\u003c!--\""));
	sb_clear(&out);
	search_text(s, heads[2].url, NULL, 0, &a, &out);
	assert_non_null(strstr(sb_str(&out), ",[]);"));
	search_write(s, 2, keep, NULL, &f);
	assert_int_equal(f.by_path.n, 5);
	assert_null(strstr(file(&f, "search/0/docs.js"), "</script>"));
	assert_non_null(strstr(file(&f, "search/0/docs.js"), "\"X \\\"Town\\\" \\u003c/script\\u003e\""));
	/* Units: 0 nobody's, 1 the first report's name, 2 its heading, 3 and 4 its paragraphs, 5 the other's name. */
	assert_non_null(strstr(file(&f, "search/1/0.js"), "|inspected inspection:DB|"));
	assert_non_null(strstr(file(&f, "search/1/0.js"), "\"=x:BE|"));
	assert_non_null(strstr(file(&f, "search/1/0.js"), "|leaders:C|"));
	assert_non_null(strstr(file(&f, "search/1/docs.js"), "[\"reports/x/2020-01-01/\",\"X, ILACS\",\"Report\",3,\""));
	assert_non_null(strstr(file(&f, "search/1/docs.js"), "\",\"B\"]"));
	assert_non_null(strstr(file(&f, "search/manifest.js"), "\"=x\"]\n]);"));
	search_free(s);
	sb_release(&out);
	sb_release(&again);
	arena_release(&a);
	arena_release(&f.a);
}

/* ---- many words: shards, and the same bytes on any number of threads, from memory or not ---- */

#define MANY 600

struct filling {
	struct search *s;
	struct search_head head[MANY];
	bool backwards;
};

static void fill_one(void *ctx, size_t n, unsigned worker)
{
	struct filling *f = ctx;
	size_t i = f->backwards ? MANY - 1 - n : n, k, w;
	struct arena a = ARENA_INIT;
	struct strbuf out = STRBUF_INIT, text = STRBUF_INIT;
	struct search_unit *unit = arena_calloc(&a, 20, sizeof *unit);

	(void)worker;
	for (k = 0; k < 20; k++) {
		sb_clear(&text);
		sb_puts(&text, "common");
		for (w = 0; w < 10; w++)
			sb_printf(&text, w % 2 ? " word%zux%zus" : " %zuplan%zus", (i * 1000 + k * 10 + w) % 7919, w);
		unit[k].anchor = arena_printf(&a, "p%zu", k + 1);
		unit[k].text = span_of(arena_strdup(&a, sb_str(&text)));
		unit[k].heading = k % 7 == 0;
	}
	search_text(f->s, f->head[i].url, unit, 20, &a, &out);
	sb_release(&out);
	sb_release(&text);
	arena_release(&a);
}

static void write_many(struct files *f, const char *dir, unsigned threads, bool backwards)
{
	struct filling filling = { .s = search_new(dir), .backwards = backwards };
	struct arena a = ARENA_INIT;
	int i;

	*f = (struct files){ .a = ARENA_INIT };
	map_init(&f->by_path, &f->a);
	for (i = 0; i < MANY; i++) {
		if (i % 256 == 0)
			search_volume(filling.s);
		filling.head[i] =
			(struct search_head){ arena_printf(&a, "reports/%d/", i), "Name", "Report", "name", i % 3 ? "x" : NULL, true };
		search_add(filling.s, &filling.head[i]);
	}
	pool_run(MANY, threads, fill_one, &filling);
	assert_int_equal(search_write(filling.s, threads, keep, NULL, f), 0);
	search_free(filling.s);
	arena_release(&a);
}

static void expect_same(struct files *one, struct files *other)
{
	size_t i;

	assert_int_equal(one->by_path.n, other->by_path.n);
	for (i = 0; i < one->by_path.n; i++) {
		struct span name = one->by_path.entry[i].key;
		const char *path = arena_strndup(&one->a, name.p, name.n);

		assert_string_equal(file(one, path), file(other, path));
	}
	arena_release(&other->a);
}

static bool stands_in(const struct files *f, const char *words)
{
	size_t i;

	for (i = 0; i < f->by_path.n; i++)
		if (strstr(((const struct span *)f->by_path.entry[i].value)->p, words))
			return true;
	return false;
}

static void test_shards(void **state)
{
	struct scratch dir;
	struct files one, other;
	const char *nowhere;

	(void)state;
	scratch_open(&dir);
	scratch_write(&dir, "file", "");
	nowhere = scratch_path(&dir, "file/cache");
	write_many(&one, scratch_path(&dir, "cache"), 1, false);
	write_many(&other, scratch_path(&dir, "cache"), 3, true);
	expect_same(&one, &other);
	/* Where there can be no file, everything stays in memory. */
	write_many(&other, nowhere, 3, false);
	expect_same(&one, &other);
	assert_true(one.largest < SHARD_MAX + SHARD_MAX / 4);
	assert_int_not_equal(strlen(file(&one, "search/1/1.js")), 0);
	/* Too common to be listed: in every paragraph. */
	assert_true(stands_in(&one, "|common!|"));
	assert_false(stands_in(&one, "|common:"));
	arena_release(&one.a);
	/* What waited in a file left nothing behind. */
	assert_int_equal(rmdir(scratch_path(&dir, "cache")), 0);
	scratch_close(&dir);
}

/* Words that wait in the file and cannot be read make the whole fail. */
static void test_lost(void **state)
{
	struct filling filling = { 0 };
	struct arena a = ARENA_INIT;
	struct files f = { .a = ARENA_INIT };
	struct scratch dir;
	int i;

	(void)state;
	scratch_open(&dir);
	map_init(&f.by_path, &f.a);
	filling.s = search_new(dir.dir);
	for (i = 0; i < MANY; i++) {
		filling.head[i] = (struct search_head){ arena_printf(&a, "reports/%d/", i), "Name", "Report", "name", NULL, true };
		search_add(filling.s, &filling.head[i]);
	}
	pool_run(MANY, 2, fill_one, &filling);
	assert_true(filling.s->doc.v[HELD_MAX - 1].aside < 0);
	assert_true(filling.s->doc.v[HELD_MAX].aside >= 0);
	assert_null(filling.s->doc.v[HELD_MAX].block);
	filling.s->doc.v[HELD_MAX].aside += 1 << 30;
	assert_int_equal(search_write(filling.s, 2, keep, NULL, &f), -1);
	assert_string_equal(file(&f, "search/manifest.js"), "");
	search_free(filling.s);
	arena_release(&f.a);
	arena_release(&a);
	scratch_close(&dir);
}

static void test_redirect(void **state)
{
	struct search *s = search_new(".");
	struct files f = { .a = ARENA_INIT };
	struct arena a = ARENA_INIT;
	struct strbuf text = STRBUF_INIT, out = STRBUF_INIT;
	struct search_unit unit = { "p1", { NULL, 0 }, false };
	int i;

	(void)state;
	map_init(&f.by_path, &f.a);
	search_volume(s);
	search_add(s, &heads[1]);
	/* Enough words between "skies" and "sky", which are one, that they stand in two shards. */
	sb_puts(&text, "skies sky");
	for (i = 0; i < 6000; i++)
		sb_printf(&text, " skj%dq", i);
	unit.text = sb_view(&text);
	search_text(s, heads[1].url, &unit, 1, &a, &out);
	search_write(s, 1, keep, NULL, &f);
	assert_non_null(strstr(file(&f, "search/1/0.js"), "skies sky:C"));
	assert_non_null(strstr(file(&f, "search/1/1.js"), "|sky~skies"));
	search_free(s);
	sb_release(&text);
	sb_release(&out);
	arena_release(&a);
	arena_release(&f.a);
}

static void test_nothing(void **state)
{
	struct search *s = search_new(".");
	struct files f = { .a = ARENA_INIT };

	(void)state;
	map_init(&f.by_path, &f.a);
	search_write(s, 2, keep, NULL, &f);
	assert_non_null(strstr(file(&f, "search/manifest.js"), ",\"\"]"));
	assert_non_null(strstr(file(&f, "search/0/docs.js"), "[\n]);"));
	search_free(s);
	search_free(NULL);
	arena_release(&f.a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files), cmocka_unit_test(test_shards), cmocka_unit_test(test_lost),
		cmocka_unit_test(test_redirect), cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

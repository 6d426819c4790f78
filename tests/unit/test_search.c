/* search: folding, stems, shards, and what stands in the files. */
#include "unit.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "base/utf8.h"
#include "search/search_int.h"

/* ---- words ---- */

static void join(void *ctx, struct span word)
{
	struct strbuf *b = ctx;

	if (b->n)
		sb_putc(b, ' ');
	sb_span(b, word);
}

static const char *words(const char *text, struct arena *a)
{
	struct strbuf b = STRBUF_INIT;
	const char *out;

	words_of(span_of(text), a, join, &b);
	out = arena_strndup(a, sb_str(&b), b.n);
	sb_release(&b);
	return out;
}

static void test_words(void **state)
{
	struct arena a = ARENA_INIT;
	static const char *const texts[] = {
		"", "  ", "Plain words, and 12 more.", "the council\xe2\x80\x99s \xe2\x80\x9cplan\xe2\x80\x9d",
		"the council's \"plan\"", "health & care", "a&b", "\xc3\x89t\xc3\xa9 caf\xc3\xa9", "re\xc2\xadview",
		"one\xe2\x80\x94two\xe2\x80\x93three", "\xef\xac\x81" "ne \xe2\x91\xa0", "x/y-z_w", "Stra\xc3\x9f" "e", "0-25 0\xe2\x80\x93" "25",
	};
	size_t i;

	(void)state;
	/* Word by word or all at once: the same. */
	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_string_equal(words(texts[i], &a), utf8_key(span_of(texts[i]), &a));
	assert_string_equal(words("The COUNCIL'S pl\xc3\xa1n", &a), "the councils plan");
	arena_release(&a);
}

static void test_long_words(void **state)
{
	struct arena a = ARENA_INIT;
	char text[300] = "";
	int i;

	(void)state;
	for (i = 0; i < WORD_MAX; i++)
		text[i] = 'a';
	assert_int_equal(strlen(words(text, &a)), WORD_MAX);
	memcpy(text + WORD_MAX, "a end", 6);
	assert_string_equal(words(text, &a), "end");
	for (i = 0; i < 200; i += 2)
		memcpy(text + i, "\xc3\xa9", 3);
	assert_string_equal(words(text, &a), "");
	arena_release(&a);
}

static void test_numbers(void **state)
{
	static const unsigned v[] = { 0, 1, 31, 32, 127, 128, 1023, 1024, 16383, 16384, 4000000, 4294967295u };
	struct strbuf b = STRBUF_INIT;
	const unsigned char *p;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof v / sizeof *v; i++)
		varint_put(&b, v[i]);
	p = (const unsigned char *)b.p;
	for (i = 0; i < sizeof v / sizeof *v; i++)
		assert_int_equal(varint_get(&p), v[i]);
	assert_ptr_equal(p, b.p + b.n);
	sb_clear(&b);
	packed_put(&b, 0);
	packed_put(&b, 31);
	packed_put(&b, 32);
	packed_put(&b, 1000);
	assert_string_equal(sb_str(&b), "AfgBof");
	sb_release(&b);
}

static void test_stems(void **state)
{
	struct stems t;
	const struct stem *inspect;

	(void)state;
	stems_init(&t);
	inspect = stems_form(&t, SPAN_LIT("inspections"))->stem;
	assert_ptr_equal(stems_form(&t, SPAN_LIT("inspected"))->stem, inspect);
	assert_ptr_equal(stems_form(&t, SPAN_LIT("inspect"))->stem, inspect);
	assert_ptr_equal(stems_form(&t, SPAN_LIT("inspected"))->stem, inspect);
	assert_ptr_not_equal(stems_form(&t, SPAN_LIT("safe"))->stem, inspect);
	assert_ptr_not_equal(stems_form(&t, SPAN_LIT("=inspected"))->stem, inspect);
	stems_sort(&t);
	assert_int_equal(inspect->form.n, 3);
	assert_true(span_is(inspect->form.v[0]->text, "inspect"));
	assert_true(span_is(inspect->form.v[2]->text, "inspections"));
	stems_release(&t);
}

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
	struct search *s = search_new();
	struct files f = { .a = ARENA_INIT };
	struct arena a = ARENA_INIT;
	struct strbuf out = STRBUF_INIT, again = STRBUF_INIT;
	const struct search_unit one[] = {
		{ "leaders", "Leaders", true },
		{ "p1", "They inspected\xe2\x80\xa8 \"it\" \\ </script><!--", false },
		{ "p2", "An inspection.", false },
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
	search_write(s, 2, keep, &f);
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

/* ---- many words: shards, and the same bytes on any number of threads ---- */

#define MANY 40

static void fill(struct search *s, struct arena *a, bool backwards)
{
	struct search_head *head = arena_calloc(a, MANY, sizeof *head);
	struct strbuf out = STRBUF_INIT, text = STRBUF_INIT;
	int i, k, n;

	for (i = 0; i < MANY; i++) {
		if (i % 16 == 0)
			search_volume(s);
		head[i] = (struct search_head){ arena_printf(a, "reports/%d/", i), "Name", "Report", "name", NULL, true };
		search_add(s, &head[i]);
	}
	for (n = 0; n < MANY; n++) {
		struct search_unit *unit = arena_calloc(a, 100, sizeof *unit);

		i = backwards ? MANY - 1 - n : n;
		for (k = 0; k < 100; k++) {
			int w;

			sb_clear(&text);
			sb_puts(&text, "common");
			for (w = 0; w < 10; w++)
				sb_printf(&text, " word%dx%ds", (i * 1000 + k * 10 + w) % 7919, w);
			unit[k] = (struct search_unit){ arena_printf(a, "p%d", k + 1), arena_strdup(a, sb_str(&text)), false };
		}
		search_text(s, head[i].url, unit, 100, a, &out);
	}
	sb_release(&out);
	sb_release(&text);
}

static void write_many(struct files *f, unsigned threads, bool backwards)
{
	struct search *s = search_new();
	struct arena a = ARENA_INIT;

	*f = (struct files){ .a = ARENA_INIT };
	map_init(&f->by_path, &f->a);
	fill(s, &a, backwards);
	search_write(s, threads, keep, f);
	search_free(s);
	arena_release(&a);
}

static void test_shards(void **state)
{
	struct files one, other;
	size_t i;

	(void)state;
	write_many(&one, 1, false);
	write_many(&other, 3, true);
	assert_int_equal(one.by_path.n, other.by_path.n);
	for (i = 0; i < one.by_path.n; i++) {
		const char *path = arena_strndup(&one.a, one.by_path.entry[i].key.p, one.by_path.entry[i].key.n);

		assert_string_equal(file(&one, path), file(&other, path));
	}
	assert_true(one.largest < SHARD_MAX + SHARD_MAX / 4);
	assert_int_not_equal(strlen(file(&one, "search/1/1.js")), 0);
	/* Too common to be listed: in every paragraph. */
	assert_non_null(strstr(file(&one, "search/1/0.js"), "common!"));
	arena_release(&one.a);
	arena_release(&other.a);
}

static void test_redirect(void **state)
{
	struct search *s = search_new();
	struct files f = { .a = ARENA_INIT };
	struct arena a = ARENA_INIT;
	struct strbuf text = STRBUF_INIT, out = STRBUF_INIT;
	struct search_unit unit = { "p1", NULL, false };
	int i;

	(void)state;
	map_init(&f.by_path, &f.a);
	search_volume(s);
	search_add(s, &heads[1]);
	/* Enough words between "skies" and "sky", which are one, that they stand in two shards. */
	sb_puts(&text, "skies sky");
	for (i = 0; i < 6000; i++)
		sb_printf(&text, " skj%dq", i);
	unit.text = sb_str(&text);
	search_text(s, heads[1].url, &unit, 1, &a, &out);
	search_write(s, 1, keep, &f);
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
	struct search *s = search_new();
	struct files f = { .a = ARENA_INIT };

	(void)state;
	map_init(&f.by_path, &f.a);
	search_write(s, 2, keep, &f);
	assert_non_null(strstr(file(&f, "search/manifest.js"), ",\"\"]"));
	assert_non_null(strstr(file(&f, "search/0/docs.js"), "[\n]);"));
	search_free(s);
	search_free(NULL);
	arena_release(&f.a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),  cmocka_unit_test(test_long_words), cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_stems),  cmocka_unit_test(test_files),      cmocka_unit_test(test_shards),
		cmocka_unit_test(test_redirect), cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

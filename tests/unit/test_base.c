/* base: text, maps, dates, escapes, folding, the sink, the pool. */
#include "scratch.h"
#include <stdatomic.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/escape.h"
#include "base/map.h"
#include "base/pattern.h"
#include "base/pool.h"
#include "base/spill.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"

static void arena_zeroes_aligns_and_combines(void **state)
{
	struct arena a = ARENA_INIT, b = ARENA_INIT;
	char *first = arena_alloc(&a, 3);
	long *second = arena_alloc(&a, sizeof *second);
	const char *kept = arena_strdup(&b, "kept");
	char *large = arena_alloc(&a, 3u << 20);

	(void)state;
	assert_int_equal(first[0] | first[2] | *second | large[(3u << 20) - 1], 0);
	assert_int_equal((uintptr_t)second % _Alignof(max_align_t), 0);
	arena_combine(&a, &b);
	assert_null(b.head);
	assert_string_equal(kept, "kept");
	arena_clear(&a);
	assert_int_equal(a.used, 0);
	arena_release(&a);
}

static void lines_are_taken_with_either_ending(void **state)
{
	struct span rest = SPAN_LIT("one\r\n\ntwo"), line;

	(void)state;
	assert_true(span_line(&rest, &line) && span_is(line, "one"));
	assert_true(span_line(&rest, &line) && span_is(line, ""));
	assert_true(span_line(&rest, &line) && span_is(line, "two"));
	assert_false(span_line(&rest, &line));
}

static void spans_are_searched_and_ordered(void **state)
{
	(void)state;
	assert_int_equal(span_find(SPAN_LIT("aabaab"), "aab"), 0);
	assert_int_equal(span_find(SPAN_LIT("xaaab"), "aab"), 2);
	assert_int_equal(span_find(SPAN_LIT("xaaa"), "aab"), -1);
	assert_int_equal(span_chr(SPAN_LIT(""), 'a'), -1);
	assert_int_equal(span_cmp(SPAN_LIT("a"), SPAN_LIT("ab")), -1);
	assert_true(span_is(span_trim(SPAN_LIT("\t x \n")), "x"));
	assert_true(span_ends(SPAN_LIT("report.md"), ".md"));
	assert_false(span_ends(SPAN_LIT("md"), ".md"));
}

static void maps_keep_order_and_replace(void **state)
{
	struct arena a = ARENA_INIT;
	char key[16];
	struct map m;
	int i;

	(void)state;
	map_init(&m, &a);
	assert_null(map_get(&m, SPAN_LIT("none")));
	for (i = 0; i < 500; i++) {
		snprintf(key, sizeof key, "key-%d", i);
		assert_true(map_set(&m, span_of(key), arena_strdup(&a, key)));
	}
	assert_false(map_set(&m, SPAN_LIT("key-7"), "seven"));
	assert_string_equal(map_get(&m, SPAN_LIT("key-7")), "seven");
	assert_string_equal(map_get(&m, SPAN_LIT("key-499")), "key-499");
	assert_true(span_is(m.entry[42].key, "key-42"));
	assert_int_equal(m.n, 500);
	arena_release(&a);
}

static void the_nearest_name_is_found_or_none(void **state)
{
	static const char *const names[] = { "outstanding", "good", "inadequate", "adequate" };

	(void)state;
	assert_string_equal(nearest_name(SPAN_LIT("inadequte"), names, 4), "inadequate");
	assert_string_equal(nearest_name(SPAN_LIT("god"), names, 4), "good");
	assert_string_equal(nearest_name(SPAN_LIT("godo"), names, 4), "good");
	assert_null(nearest_name(SPAN_LIT("brilliant"), names, 4));
	assert_null(nearest_name(SPAN_LIT(""), names, 4));
}

static void dates_are_calendar_days(void **state)
{
	struct arena a = ARENA_INIT;
	struct date d;
	long n;

	(void)state;
	assert_true(date_parse_iso(SPAN_LIT("2012-02-29"), &d));
	assert_false(date_parse_iso(SPAN_LIT("2011-02-29"), &d));
	assert_false(date_parse_iso(SPAN_LIT("2012-13-01"), &d));
	assert_false(date_parse_iso(SPAN_LIT("2012-1-1"), &d));
	assert_false(date_parse_iso(SPAN_LIT("1899-12-31"), &d));
	assert_int_equal(date_days((struct date){ 1970, 1, 1 }), 0);
	assert_int_equal(date_days((struct date){ 2000, 3, 1 }), 11017);
	for (n = date_days((struct date){ 1999, 12, 1 }); n < date_days((struct date){ 2005, 3, 2 }); n++)
		assert_int_equal(date_days(date_from_days(n)), n);
	assert_string_equal(date_iso((struct date){ 2012, 2, 7 }, &a), "2012-02-07");
	assert_string_equal(date_long((struct date){ 2012, 2, 7 }, &a), "7 February 2012");
	assert_string_equal(date_long((struct date){ 0, 0, 0 }, &a), "");
	assert_int_equal(month_from_name(SPAN_LIT("SEPTEMBER")), 9);
	assert_int_equal(month_from_name(SPAN_LIT("Mar")), 3);
	assert_int_equal(month_from_name(SPAN_LIT("Marsh")), 0);
	arena_release(&a);
}

static void check_escape(void (*escape)(struct strbuf *, struct span), const char *in, const char *out)
{
	struct strbuf b = STRBUF_INIT;

	escape(&b, span_of(in));
	assert_string_equal(sb_str(&b), out);
	sb_release(&b);
}

static void text_is_escaped_for_its_place(void **state)
{
	(void)state;
	check_escape(escape_html, "a<b> & \"c\" 'd'", "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
	check_escape(escape_html, "", "");
	check_escape(escape_url, "a b/\xc3\xa9?x=1&y=\"", "a%20b/%C3%A9?x=1&amp;y=%22");
	check_escape(escape_url, "javascript:alert(1)", "#");
	check_escape(escape_url, "report/x:y", "report/x:y");
	check_escape(escape_url, "../x:y", "../x:y");
	check_escape(escape_url, "..:y", "#");
	check_escape(escape_url, "https://example.org/", "https://example.org/");
	check_escape(escape_json, "a\"\\\n</script>\xe2\x80\xa8", "a\\\"\\\\\\n\\u003c/script\\u003e\\u2028");
	check_escape(escape_csv, "plain", "plain");
	check_escape(escape_csv, "a,\"b\"", "\"a,\"\"b\"\"\"");
	check_escape(escape_csv, "=1+1", "\"'=1+1\"");
	check_escape(escape_csv, "-12.5", "-12.5");
	check_escape(escape_csv, "-x", "\"'-x\"");
}

/* The escapes as they are easiest to see: byte by byte. */
static void plain_html(struct strbuf *out, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&':
			sb_puts(out, "&amp;");
			break;
		case '<':
			sb_puts(out, "&lt;");
			break;
		case '>':
			sb_puts(out, "&gt;");
			break;
		case '"':
			sb_puts(out, "&quot;");
			break;
		case '\'':
			sb_puts(out, "&#39;");
			break;
		default:
			sb_putc(out, s.p[i]);
		}
	}
}

static void plain_url(struct strbuf *out, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '&')
			sb_puts(out, "&amp;");
		else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			 (c && strchr("-._~:/?#[]@!$()*+,;=%", c)))
			sb_putc(out, (char)c);
		else
			sb_printf(out, "%%%02X", c);
	}
}

static unsigned long next_random(unsigned long *seed)
{
	*seed = *seed * 6364136223846793005ul + 1442695040888963407ul;
	return *seed >> 33;
}

/* Any length, any place of the odd bytes, and never a byte read behind the end (the memory
 * is exactly as large as the text). */
static void escapes_take_many_bytes_at_once_as_they_take_one(void **state)
{
	static const char odd[] = "&<>\"'%;=?\x01\x7f\x80\xa6\xbe\xff/ ";
	struct strbuf fast = STRBUF_INIT, slow = STRBUF_INIT;
	unsigned long seed = 4711;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t n = next_random(&seed) % 70;
		unsigned long rare = 1 + next_random(&seed) % 40;
		char *p = malloc(n ? n : 1);

		assert_non_null(p);
		for (size_t i = 0; i < n; i++)
			p[i] = next_random(&seed) % rare ? (char)('a' + next_random(&seed) % 26)
							 : odd[next_random(&seed) % (sizeof odd - 1)];
		sb_clear(&fast);
		sb_clear(&slow);
		escape_html(&fast, span_make(p, n));
		plain_html(&slow, span_make(p, n));
		p[0] = '/';        /* no scheme */
		escape_url(&fast, span_make(p, n));
		plain_url(&slow, span_make(p, n));
		assert_int_equal(fast.n, slow.n);
		assert_memory_equal(sb_str(&fast), sb_str(&slow), slow.n);
		free(p);
	}
	sb_release(&fast);
	sb_release(&slow);
}

static void every_byte_is_escaped_as_its_table_says(void **state)
{
	struct strbuf fast = STRBUF_INIT, slow = STRBUF_INIT;
	char text[257];

	(void)state;
	for (size_t i = 0; i < 256; i++)
		text[i + 1] = (char)i;
	text[0] = '/';
	escape_url(&fast, span_make(text, 257));
	plain_url(&slow, span_make(text, 257));
	escape_html(&fast, span_make(text, 257));
	plain_html(&slow, span_make(text, 257));
	assert_int_equal(fast.n, slow.n);
	assert_memory_equal(fast.p, slow.p, slow.n);
	sb_release(&fast);
	sb_release(&slow);
}

static void printed_forms_fold_to_one_key(void **state)
{
	struct arena a = ARENA_INIT;

	(void)state;
	assert_string_equal(utf8_key(SPAN_LIT("The Children\xe2\x80\x99s  Services, 2012:"), &a), "the childrens services 2012");
	assert_string_equal(utf8_key(SPAN_LIT("Economic well-being"), &a), "economic well being");
	/* Plain text takes a shorter way to the same key: a letter that folds to nothing forces the long one. */
	assert_string_equal(utf8_key(SPAN_LIT("  It's \"A*\" (B_2), 3.5%!  "), &a), "its a b 2 3 5");
	assert_string_equal(utf8_key(SPAN_LIT("  It's \"A*\" (B_2), 3.5%!  \xc2\xad"), &a), "its a b 2 3 5");
	assert_string_equal(utf8_key(SPAN_LIT("Health & care"), &a), "health and care");
	assert_string_equal(utf8_key(SPAN_LIT("M\xc3\xa1ire"), &a), "maire");
	assert_string_equal(utf8_slug(SPAN_LIT("  What needs to improve?  "), &a), "what-needs-to-improve");
	assert_string_equal(utf8_slug(SPAN_LIT("!!!"), &a), "section");
	assert_int_equal(strlen(utf8_slug(SPAN_LIT("abcdefghij abcdefghij abcdefghij abcdefghij abcdefghij "
		"abcdefghij abcdefghij abcdefghij abcdefghij"), &a)) <= 80, 1);
	assert_int_equal(utf8_invalid(SPAN_LIT("ok \xc3\xa9")), -1);
	assert_int_equal(utf8_invalid(SPAN_LIT("ab\xff")), 2);
	assert_int_equal(utf8_invalid(SPAN_LIT("a\xc3")), 1);
	assert_int_equal(utf8_invalid(SPAN_LIT("\xed\xa0\x80")), 0);      /* a surrogate */
	assert_int_equal(utf8_length(SPAN_LIT("\xc3\xa9t\xc3\xa9")), 3);
	arena_release(&a);
}

/* Most text is folded byte by byte. A character that folds to nothing, put first, sends it through the tables. */
static void common_text_folds_as_the_tables_have_it(void **state)
{
	static const char *const parts[] = { "a", "B", "z", "7", " ", "  ", "-", "'", "\"", "`", ".", "_", "\t", "word", "Two words",
		"\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9d", "\xe2\x80\x9f", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\xa6", "\xc3\xa9",
		"e\xcc\x81", "&", "\xe2\x82\xac", "\xef\xac\x81", "\x01" };
	struct arena a = ARENA_INIT;
	struct strbuf b = STRBUF_INIT;
	unsigned seed = 5;
	int i, k;

	(void)state;
	for (i = 0; i < 20000; i++) {
		struct span plain;

		sb_clear(&b);
		sb_puts(&b, "\xc2\xad");
		for (k = i % 60; k >= 0; k--) {
			seed = seed * 1103515245u + 12345u;
			sb_puts(&b, parts[(seed >> 16) % (i % 3 ? 20 : sizeof parts / sizeof *parts)]);
		}
		plain = span_skip(sb_view(&b), 2);
		assert_string_equal(utf8_key(plain, &a), utf8_key(sb_view(&b), &a));
		assert_string_equal(utf8_slug(plain, &a), utf8_slug(sb_view(&b), &a));
		arena_clear(&a);
	}
	sb_release(&b);
	arena_release(&a);
}

/* ASCII is passed over sixteen bytes at a time. */
static void a_bad_byte_is_found_wherever_it_stands(void **state)
{
	char text[70];
	size_t n, at;

	(void)state;
	for (n = 1; n < sizeof text; n++)
		for (at = 0; at < n; at++) {
			memset(text, 'a', n);
			assert_int_equal(utf8_invalid(span_make(text, n)), -1);
			text[at] = (char)0x80;
			assert_int_equal(utf8_invalid(span_make(text, n)), at);
		}
}

static void places_are_worked_out_from_offsets(void **state)
{
	struct source src = { "a.md", SPAN_LIT("one\n\xc3\xa9t\xc3\xa9 two\nthree"), 10 };
	struct diag d = DIAG_INIT, more = DIAG_INIT;

	(void)state;
	diag_at(&d, DIAG_GRADE_UNKNOWN, &src, 10, "'%s'", "two");
	assert_int_equal(d.entry[0].at.line, 12);
	assert_int_equal(d.entry[0].at.col, 5);
	assert_string_equal(d.entry[0].excerpt, "\xc3\xa9t\xc3\xa9 two");
	assert_string_equal(d.entry[0].detail, "'two'");
	assert_int_equal(source_pos(&src, 9999).line, 13);
	diag_report(&more, DIAG_AREA_MISSING, (struct pos){ "a.md", 2, 1 }, NULL);
	diag_note(&more, (struct pos){ "b.md", 1, 1 }, "see %d", 1);
	diag_merge(&d, &more);
	diag_sort(&d);
	assert_int_equal(d.n, 2);
	assert_int_equal(d.entry[0].code, DIAG_AREA_MISSING);
	assert_string_equal(d.entry[0].notes->text, "see 1");
	assert_true(diag_failed(&d));
	assert_int_equal(d.count[DIAG_WARNING], 1);
	diag_release(&d);
}

static void the_sink_is_bounded(void **state)
{
	struct diag d = DIAG_INIT;
	int i;

	(void)state;
	for (i = 0; i < DIAG_MAX + 5; i++)
		diag_report(&d, DIAG_AREA_MISSING, (struct pos){ "a", 1, 1 }, NULL);
	assert_int_equal(d.n, DIAG_MAX);
	assert_int_equal(d.dropped, 5);
	assert_int_equal(d.count[DIAG_WARNING], DIAG_MAX + 5);
	diag_release(&d);
}

static void patterns_match_with_limits(void **state)
{
	static const char *const names[] = { "grade", "absent", "number" };
	struct span groups[3];
	struct arena a = ARENA_INIT;
	struct pattern *p;
	struct span group;
	const char *error;
	char slow[64];
	size_t where;

	(void)state;
	p = pattern_compile(SPAN_LIT("grade (?<number>\\d) \\((?<grade>\\w+)\\)"), &a, &error, &where);
	assert_non_null(p);
	assert_true(pattern_group(p, SPAN_LIT("Grade 3 (Adequate)"), "grade", &group));
	assert_true(span_is(group, "Adequate"));
	assert_true(pattern_group(p, SPAN_LIT("Grade 3 (Adequate)"), "absent", &group));
	assert_int_equal(group.n, 0);
	assert_true(pattern_groups(p, SPAN_LIT("Grade 3 (Adequate)"), names, groups, 3));
	assert_string_equal(arena_strndup(&a, groups[0].p, groups[0].n), "Adequate");
	assert_int_equal(groups[1].n, 0);
	assert_string_equal(arena_strndup(&a, groups[2].p, groups[2].n), "3");
	assert_false(pattern_groups(p, SPAN_LIT("Grade three"), names, groups, 3));
	assert_int_equal(groups[0].n, 0);
	assert_false(pattern_match(p, SPAN_LIT("Grade three")));
	pattern_free(p);
	p = pattern_compile(SPAN_LIT("(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(a)(?<last>b)"), &a, &error, &where);
	assert_true(pattern_group(p, SPAN_LIT("aaaaaaaaaaaaaaaaab"), "last", &group));
	assert_int_equal(group.n, 1);
	pattern_free(p);
	pattern_thread_done();
	assert_null(pattern_compile(SPAN_LIT("ab(c"), &a, &error, &where));
	assert_int_equal(where, 4);
	p = pattern_compile(SPAN_LIT("^(a+)+$"), &a, &error, &where);
	memset(slow, 'a', sizeof slow);
	slow[63] = 'b';
	assert_false(pattern_match(p, span_make(slow, sizeof slow)));      /* ends, although it backtracks without end */
	pattern_free(p);
	arena_release(&a);
}

static void count(void *ctx, size_t i, unsigned worker)
{
	atomic_int *seen = ctx;

	(void)worker;
	atomic_fetch_add(&seen[i], 1);
}

static void the_pool_does_each_index_once(void **state)
{
	static atomic_int seen[1000];
	size_t i;

	(void)state;
	pool_run(1000, 4, count, seen);
	for (i = 0; i < 1000; i++)
		assert_int_equal(atomic_load(&seen[i]), 1);
	pool_run(0, 4, count, seen);
	assert_true(pool_default() >= 1);
}

/* What the caller does meanwhile, another job too, is not in the way; with one thread the end does it all. */
static void a_job_in_two_halves(void **state)
{
	static atomic_int seen[2][300];
	struct pool_job *job;
	unsigned threads;
	size_t i;

	(void)state;
	for (threads = 0; threads < 4; threads++) {
		job = pool_begin(300, threads, count, seen[0]);
		pool_run(300, threads, count, seen[1]);
		pool_end(job);
		for (i = 0; i < 300; i++) {
			assert_int_equal(atomic_load(&seen[0][i]), threads + 1);
			assert_int_equal(atomic_load(&seen[1][i]), threads + 1);
		}
	}
}

static void arenas_adopt(void **state)
{
	struct arena a = ARENA_INIT, b = ARENA_INIT;
	int round;

	(void)state;
	for (round = 0; round < 3; round++) {
		/* into an empty one, between others, from another */
		arena_adopt(&a, xmalloc(100));
		memset(arena_alloc(&a, 20000), 1, 20000);
		arena_adopt(&a, xmalloc(3000000));
		memset(arena_alloc(&a, 20), 1, 20);
		arena_adopt(&b, xmalloc(5));
		arena_combine(&a, &b);
		arena_clear(&a);
		assert_int_equal(a.used, 0);
		assert_int_equal(*arena_strdup(&a, "x"), 'x');
	}
	arena_adopt(&a, xmalloc(7));
	arena_release(&a);
}

/* Old memory that is large is given back, between other blocks and before them; the sanitiser would see a wrong one. */
static void arenas_regrow(void **state)
{
	struct arena a = ARENA_INIT;
	size_t n = 1000, k;
	char *small = arena_strdup(&a, "small"), *big = arena_alloc(&a, n), *later = NULL;

	(void)state;
	memset(big, 'b', n);
	while (n < 40u << 20) {
		big = arena_regrow(&a, big, n, n * 2, 1);
		memset(big + n, 'b', n);
		n *= 2;
		later = arena_strdup(&a, "later");
	}
	for (k = 0; k < n; k++)
		assert_int_equal(big[k], 'b');
	assert_string_equal(small, "small");
	assert_string_equal(later, "later");
	arena_release(&a);
}

static void knows_its_number(void *ctx, size_t i, unsigned worker)
{
	atomic_int *wrong = ctx;

	(void)i;
	*wrong += pool_worker() != worker;
}

static void knows_it_again(void *ctx, size_t i, unsigned worker)
{
	pool_run(3, 2, knows_its_number, ctx);
	knows_its_number(ctx, i, worker);
}

static void a_worker_knows_its_number(void **state)
{
	atomic_int wrong = 0;

	(void)state;
	assert_int_equal(pool_worker(), 0);
	pool_run(500, 4, knows_its_number, &wrong);
	pool_run(50, 4, knows_it_again, &wrong);
	assert_int_equal(wrong, 0);
	assert_int_equal(pool_worker(), 0);
}

static void what_is_put_aside_comes_back(void **state)
{
	struct scratch dir;
	struct spill *s;
	long long one, two;
	char back[12];

	(void)state;
	scratch_open(&dir);
	scratch_write(&dir, "file", "");
	assert_null(spill_open(scratch_path(&dir, "file/below")));
	s = spill_open(scratch_path(&dir, "a/b"));
	assert_non_null(s);
	one = spill_put(s, SPAN_LIT("first"));
	two = spill_put(s, SPAN_LIT("second"));
	assert_int_equal(spill_get(s, two, back, 6), 0);
	assert_memory_equal(back, "second", 6);
	assert_int_equal(spill_get(s, one, back, 11), 0);
	assert_memory_equal(back, "firstsecond", 11);
	assert_int_equal(spill_get(s, two, back, 7), -1);
	assert_int_equal(rmdir(scratch_path(&dir, "a/b")), 0);         /* it has no name */
	spill_close(s);
	spill_close(NULL);
	scratch_close(&dir);
}

static void vectors_grow_and_keep(void **state)
{
	struct arena a = ARENA_INIT;
	VEC(int) v = { NULL, 0, 0 };
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		*vec_push(&v, &a) += i;
	for (i = 0; i < 100; i++)
		assert_int_equal(v.v[i], i);
	/* what is pushed is zero, whatever lay there */
	for (v.n = 0; v.n < v.cap;)
		assert_int_equal(*vec_push(&v, &a), 0);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_zeroes_aligns_and_combines),
		cmocka_unit_test(lines_are_taken_with_either_ending),
		cmocka_unit_test(spans_are_searched_and_ordered),
		cmocka_unit_test(maps_keep_order_and_replace),
		cmocka_unit_test(the_nearest_name_is_found_or_none),
		cmocka_unit_test(dates_are_calendar_days),
		cmocka_unit_test(text_is_escaped_for_its_place),
		cmocka_unit_test(escapes_take_many_bytes_at_once_as_they_take_one),
		cmocka_unit_test(every_byte_is_escaped_as_its_table_says),
		cmocka_unit_test(printed_forms_fold_to_one_key),
		cmocka_unit_test(common_text_folds_as_the_tables_have_it),
		cmocka_unit_test(a_bad_byte_is_found_wherever_it_stands),
		cmocka_unit_test(places_are_worked_out_from_offsets),
		cmocka_unit_test(the_sink_is_bounded),
		cmocka_unit_test(patterns_match_with_limits),
		cmocka_unit_test(the_pool_does_each_index_once),
		cmocka_unit_test(a_job_in_two_halves),
		cmocka_unit_test(a_worker_knows_its_number),
		cmocka_unit_test(what_is_put_aside_comes_back),
		cmocka_unit_test(vectors_grow_and_keep),
		cmocka_unit_test(arenas_adopt),
		cmocka_unit_test(arenas_regrow),
	};

	return RUN_ALL(tests);
}

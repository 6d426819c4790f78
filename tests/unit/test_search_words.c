/* search: words as utf8_key folds them, their stems, and what is packed of a text, against plainer ways to the same. */
#include "scratch.h"

#include "base/utf8.h"
#include "search/search_int.h"

static unsigned seed = 1;

static unsigned below(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

/* ---- folding ---- */

static void join_any(void *ctx, struct span word)
{
	struct strbuf *b = ctx;

	if (b->n)
		sb_putc(b, ' ');
	sb_span(b, word);
}

static void join(void *ctx, uint64_t first, uint64_t second, bool eight)
{
	char text[17] = "";

	word_put_eight(text, first);
	word_put_eight(text + 8, second);
	assert_int_equal(strlen(text) >= 8, eight);
	join_any(ctx, span_of(text));
}

/* All words of a text, a space between, by way of words_each. */
static const char *words(struct span text, struct arena *a)
{
	char *copy = malloc(text.n + WORD_ROOM);        /* so that a byte too far is seen */
	struct strbuf b = STRBUF_INIT;
	const char *out;

	memcpy(copy, text.p, text.n);
	memset(copy + text.n, 0, WORD_ROOM);
	words_each(copy, copy + text.n, a, join, join_any, &b);
	out = arena_strndup(a, sb_str(&b), b.n);
	sb_release(&b);
	free(copy);
	return out;
}

/* The same by way of utf8_key. */
static const char *words_by_key(struct span text, struct arena *a)
{
	struct span rest = span_of(utf8_key(text, a));
	struct strbuf b = STRBUF_INIT;
	const char *out;

	while (rest.n) {
		ptrdiff_t gap = span_chr(rest, ' ');
		size_t n = gap < 0 ? rest.n : (size_t)gap;

		if (n <= WORD_MAX)
			join_any(&b, span_make(rest.p, n));
		rest = span_skip(rest, n + 1);
	}
	out = arena_strndup(a, sb_str(&b), b.n);
	sb_release(&b);
	return out;
}

static void expect_words(struct span text, struct arena *a)
{
	arena_clear(a);
	assert_string_equal(words(text, a), words_by_key(text, a));
}

static void each_text_folds_as_its_key(void **state)
{
	struct arena a = ARENA_INIT;
	static const char *const texts[] = {
		"", "  ", "Plain words, and 12 more.", "the council\xe2\x80\x99s \xe2\x80\x9cplan\xe2\x80\x9d",
		"the council's \"plan\"", "health & care", "a&b", "&", "a&", "&&b", "\xc3\x89t\xc3\xa9 caf\xc3\xa9", "re\xc2\xadview",
		"one\xe2\x80\x94two\xe2\x80\x93three", "\xef\xac\x81" "ne \xe2\x91\xa0", "x/y-z_w", "Stra\xc3\x9f" "e", "0-25 0\xe2\x80\x93" "25",
		"'tis 'quoted' \"so\"", "`", "a'", "[A]{Z}@^`~|\\a_z:0;9/", "AZaz09 @[`{/:", "\x10\x19\x1a\x7f mid\x01" "dle",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		expect_words(span_of(texts[i]), &a);
	assert_string_equal(words(SPAN_LIT("The COUNCIL'S pl\xc3\xa1n"), &a), "the councils plan");
	arena_release(&a);
}

static void each_byte_at_each_place_folds_as_its_key(void **state)
{
	struct arena a = ARENA_INIT;
	char text[24];
	int c, at;

	(void)state;
	for (c = 0; c < 0x80; c++)
		for (at = 0; at < 20; at++) {
			memcpy(text, "abcdefgh ijklmnopQRSTUVW", sizeof text);
			text[at] = (char)c;
			if (c)
				expect_words(span_make(text, sizeof text), &a);
			expect_words(span_make(text + at, sizeof text - (size_t)at), &a);
		}
	arena_release(&a);
}

static void random_texts_fold_as_their_keys(void **state)
{
	/* Mostly letters, so that words get long. */
	static const char *const piece[] = {
		"a", "b", "e", "s", "T", "Z", "the", "ing", "tion", "7", "0", " ", " ", " ", ", ", ". ", "-", "'", "\"", "&", "_", "\n", "@",
		"\xe2\x80\x99", "\xe2\x80\x93", "\xe2\x80\x9c", "\xc3\xa9", "\xc3\x89", "\xef\xac\x81", "\xc2\xad", "\xcc\x81", "\xe2\x80\xa2",
		"\xef\xbc\x86", "\xef\xb7\xba", "\xc2\xbd", "\xc2\xa8", "\xd0\x96", "\xe2\x85\xa7", "\x7f", "\x15",
	};
	const unsigned pieces = sizeof piece / sizeof *piece;
	struct arena a = ARENA_INIT;
	struct strbuf b = STRBUF_INIT;
	int round;

	(void)state;
	for (round = 0; round < 10000; round++) {
		unsigned n = below(90), kinds = round % 3 == 0 ? 10 : round % 3 == 1 ? 23 : pieces;

		for (sb_clear(&b); n; n--)
			sb_puts(&b, piece[below(4) ? below(kinds) : below(15)]);
		expect_words(sb_view(&b), &a);
	}
	sb_release(&b);
	arena_release(&a);
}

static size_t fold_folder(const char *dir)
{
	struct scratch s = { 0 };
	struct arena a = ARENA_INIT;
	struct fs_list files = { NULL, 0 };
	size_t i, n = 0;

	fs_walk(&s.a, dir, dir, &files, &s.d);
	for (i = 0; i < files.n; i++) {
		struct span text, line;

		if (!span_ends(span_of(files.path[i]), ".md") && !span_ends(span_of(files.path[i]), ".txt"))
			continue;
		if (fs_read(&s.a, fs_join(&s.a, dir, files.path[i]), files.path[i], FS_MAX_FILE, &text, &s.d) < 0 ||
		    utf8_invalid(text) >= 0)
			continue;
		n++;
		expect_words(text, &a);
		while (span_line(&text, &line))
			expect_words(line, &a);
	}
	arena_release(&a);
	arena_release(&s.a);
	diag_release(&s.d);
	return n;
}

static void files_of_the_project_fold_as_their_keys(void **state)
{
	(void)state;
	assert_true(fold_folder("content") > 5);
	assert_true(fold_folder("docs") > 5);
	fold_folder("tests/golden/readers");
}

static void whole_reports_fold_as_their_keys(void **state)
{
	(void)state;
	if (!fold_folder("../shared/seeds")) {
		print_message("skipped: whole reports: there is no ../shared/seeds\n");
		skip();
	}
}

static void words_that_are_too_long_are_left_out(void **state)
{
	struct arena a = ARENA_INIT;
	char text[300] = "";
	int i;

	(void)state;
	for (i = 0; i < WORD_MAX; i++)
		text[i] = 'a';
	assert_int_equal(strlen(words(span_of(text), &a)), WORD_MAX);
	memcpy(text + WORD_MAX, "a end", 6);
	assert_string_equal(words(span_of(text), &a), "end");
	memcpy(text + WORD_MAX, "aaaaaaaaa'a end", 16);
	assert_string_equal(words(span_of(text), &a), "end");
	for (i = 0; i < 200; i += 2)
		memcpy(text + i, "\xc3\xa9", 3);
	assert_string_equal(words(span_of(text), &a), "");
	arena_release(&a);
}

/* ---- numbers ---- */

static void numbers_come_back(void **state)
{
	static const unsigned v[] = { 0, 1, 31, 32, 127, 128, 1023, 1024, 16383, 16384, 4000000, 4294967295u };
	char bytes[sizeof v / sizeof *v * NUMBER_MAX], *q = bytes;
	const unsigned char *p = (const unsigned char *)bytes;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof v / sizeof *v; i++) {
		char *from = q;

		q = varint_to(q, v[i]);
		assert_true(q - from <= NUMBER_MAX);
		assert_true(digits_to(q, v[i]) - q <= NUMBER_MAX);
	}
	for (i = 0; i < sizeof v / sizeof *v; i++)
		assert_int_equal(varint_get(&p), v[i]);
	assert_ptr_equal(p, q);
	q = digits_to(digits_to(digits_to(digits_to(bytes, 0), 31), 32), 1000);
	*q = '\0';
	assert_string_equal(bytes, "AfgBof");
}

/* ---- words and stems by number ---- */

static void forms_have_one_stem(void **state)
{
	struct dict d;
	unsigned inspect;

	(void)state;
	dict_init(&d);
	inspect = dict_word(&d, SPAN_LIT("inspections"))->stem;
	assert_int_equal(dict_word(&d, SPAN_LIT("inspected"))->stem, inspect);
	assert_int_equal(dict_word(&d, SPAN_LIT("inspect"))->stem, inspect);
	assert_int_equal(dict_word(&d, SPAN_LIT("inspected"))->stem, inspect);
	assert_int_not_equal(dict_word(&d, SPAN_LIT("safe"))->stem, inspect);
	assert_int_not_equal(dict_word(&d, SPAN_LIT("=inspected"))->stem, inspect);
	assert_int_equal(d.form.n - 1, 5);
	dict_release(&d);
}

/* Words that share their first bytes with others, and end at each length. */
static const char *invented_word(char text[WORD_MAX + 1], unsigned i)
{
	unsigned n = 1 + i % WORD_MAX, k;

	memset(text, 'q', n);
	text[n] = '\0';
	for (k = n, i /= WORD_MAX; k && i; k--, i /= 10)
		text[k - 1] = (char)('0' + i % 10);
	return text;
}

static void each_word_has_a_number_of_its_own(void **state)
{
	struct arena a = ARENA_INIT;
	struct map seen;
	struct dict d;
	unsigned i;

	(void)state;
	dict_init(&d);
	map_init(&seen, &a);
	for (i = 0; i < 60000; i++) {
		char text[WORD_MAX + 1], eight[WORD_MAX + 16] = "";
		struct span word = span_of(invented_word(text, i % 30000));
		size_t forms = d.form.n;
		unsigned stem = dict_word(&d, word)->stem;
		const struct slot *slot;

		assert_int_equal(d.form.n - forms, !map_has(&seen, word));
		if (!map_set(&seen, word, NULL))
			assert_int_equal(d.form.n, forms);
		memcpy(eight, word.p, word.n);
		if (word.n < 16) {
			slot = dict_look(&d, word_eight(eight), word_eight(eight + 8), word.n >= 8);
			/* The long ones stand where they find room, and crowd out a few of these. */
			slot = slot ? slot : map_get(&d.crowded, word);
			assert_non_null(slot);
			assert_int_equal(slot->stem, stem);
			assert_int_equal(d.form.v[slot->form].n, word.n);
			assert_memory_equal(d.form.v[slot->form].text, word.p, word.n + 1);
		}
	}
	/* So short that there are not as many. */
	assert_true(d.form.n > 20000);
	assert_null(dict_look(&d, word_eight("missing"), 0, false));
	assert_null(dict_look(&d, word_eight("qqqqqqqq"), word_eight("missing"), true));
	dict_release(&d);
	arena_release(&a);
}

/* ---- what is packed ---- */

/* However many words have one place: each is found after so many probes, or at once in another table. */
static void many_words_of_one_place(void **state)
{
	struct dict d;
	char text[WORD_MAX + 1];
	unsigned stem[3000], i, round;

	(void)state;
	dict_init(&d);
	for (round = 0; round < 2; round++) {
		for (i = 0; i < 3000; i++) {
			unsigned at;

			snprintf(text, sizeof text, "sixteenbytesalike%uq", i);
			at = dict_word(&d, span_of(text))->stem;
			if (!round)
				stem[i] = at;
			assert_int_equal(at, stem[i]);
			assert_int_equal(at, i);
		}
	}
	assert_int_equal(d.form.n - 1, 3000);
	assert_true(d.crowded.n >= 3000 - PROBES);
	dict_release(&d);
}

static void check_one(const struct dict *d, struct packed p, struct span *unit, size_t units, struct arena *a)
{
	unsigned k = 0, count = 0, last = 0, at = 0;
	size_t i;

	for (i = 0; i < units; i++) {
		struct span rest = span_of(words_by_key(unit[i], a));
		bool there = false;

		while (rest.n) {
			ptrdiff_t gap = span_chr(rest, ' ');
			size_t n = gap < 0 ? rest.n : (size_t)gap;
			unsigned f;

			for (f = d->stem.v[p.stem]; f; f = d->form.v[f].next)
				there |= span_eq(span_make(d->form.v[f].text, d->form.v[f].n), span_make(rest.p, n));
			rest = span_skip(rest, n + 1);
		}
		if (!there)
			continue;
		if (count++) {
			char digits[NUMBER_MAX];
			size_t n = (size_t)(digits_to(digits, (unsigned)i + 1 - last) - digits);

			assert_true(k + n <= p.digits.n);
			assert_memory_equal(p.digits.p + k, digits, n);
			k += (unsigned)n;
		} else {
			at = (unsigned)i + 1;
		}
		last = (unsigned)i + 1;
	}
	assert_int_equal(p.count, count);
	assert_int_equal(p.first, at);
	assert_int_equal(p.last, last);
	assert_int_equal(p.digits.n, k);
}

static void what_is_packed_is_where_the_words_stand(void **state)
{
	static const char *const word[] = { "plan", "plans", "planned", "visit", "visits", "care", "council\xe2\x80\x99s", "council's",
					    "leaders & staff", "responsibilities", "multidisciplinary", "12", "safe" };
	struct noter *t = noter_new();
	struct arena a = ARENA_INIT;
	struct strbuf b = STRBUF_INIT, text = STRBUF_INIT;
	struct span unit[80];
	int round;

	(void)state;
	for (round = 0; round < 200; round++) {
		size_t n = 1 + below(80), i, k, stems = 0;
		const unsigned char *p;

		arena_clear(&a);
		/* Once with numbers that would run over. */
		if (round == 100)
			t->unit = 0xffffffffu - 20;
		noter_begin(t, n);
		for (i = 0; i < n; i++) {
			for (sb_clear(&text), k = below(6); k; k--)
				sb_printf(&text, "%s ", word[below(sizeof word / sizeof *word)]);
			unit[i] = span_of(arena_strdup(&a, sb_str(&text)));
			noter_unit(t, unit[i], &a);
		}
		sb_clear(&b);
		noter_pack(t, &b);
		for (p = (const unsigned char *)b.p; b.n && p < (const unsigned char *)b.p + b.n; stems++)
			check_one(&t->dict, packed_get(&p), unit, n, &a);
		assert_true(!b.n || p == (const unsigned char *)b.p + b.n);
		assert_int_equal(stems, t->touched_n);
	}
	assert_true(t->dict.stem.n >= 8);
	sb_release(&b);
	sb_release(&text);
	noter_free(t);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_text_folds_as_its_key),
		cmocka_unit_test(each_byte_at_each_place_folds_as_its_key),
		cmocka_unit_test(random_texts_fold_as_their_keys),
		cmocka_unit_test(files_of_the_project_fold_as_their_keys),
		cmocka_unit_test(whole_reports_fold_as_their_keys),
		cmocka_unit_test(words_that_are_too_long_are_left_out),
		cmocka_unit_test(numbers_come_back),
		cmocka_unit_test(forms_have_one_stem),
		cmocka_unit_test(each_word_has_a_number_of_its_own),
		cmocka_unit_test(many_words_of_one_place),
		cmocka_unit_test(what_is_packed_is_where_the_words_stand),
	};

	return RUN_ALL(tests);
}

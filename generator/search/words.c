/* search/words: words that are not plain, and numbers. Part of the search room; may know base. */
#include "search/search_int.h"

#include "base/utf8.h"

const char digit_of[64] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const unsigned char digit_value[256] = {
#define FOUR(c, v) [c] = v, [c + 1] = v + 1, [c + 2] = v + 2, [c + 3] = v + 3
	FOUR('A', 0), FOUR('E', 4), FOUR('I', 8), FOUR('M', 12), FOUR('Q', 16), FOUR('U', 20), ['Y'] = 24, ['Z'] = 25,
	FOUR('a', 26), FOUR('e', 30), FOUR('i', 34), FOUR('m', 38), FOUR('q', 42), FOUR('u', 46), ['y'] = 50, ['z'] = 51,
	FOUR('0', 52), FOUR('4', 56), ['8'] = 60, ['9'] = 61, ['-'] = 62, ['_'] = 63,
#undef FOUR
};

const unsigned char word_stop_of[256] = {
	['\''] = WORD_QUOTE, ['"'] = WORD_QUOTE, ['`'] = WORD_QUOTE, ['&'] = WORD_AND, [0x80 ... 0xff] = WORD_FOREIGN,
};

const uint64_t word_mask[8] = {
	0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff,
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_ascii_word(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

static void found_folded(struct span word, word_any *found, void *ctx)
{
	if (word.n && word.n <= WORD_MAX)
		found(ctx, word);
}

/* A stretch in which something is not ASCII. */
static void foreign_words(struct span raw, struct arena *scratch, word_any *found, void *ctx)
{
	struct span rest = span_of(utf8_key(raw, scratch));

	while (rest.n) {
		ptrdiff_t gap = span_chr(rest, ' ');
		struct span word = span_make(rest.p, gap < 0 ? rest.n : (size_t)gap);

		found_folded(word, found, ctx);
		rest = span_skip(rest, word.n + 1);
	}
}

const char *words_rare(const char *p, const char *end, struct arena *scratch, word_any *found, void *ctx)
{
	char letter[WORD_MAX + 1];     /* one more, by which a word is seen to be too long */
	const char *from = p;
	bool foreign = false;
	size_t n = 0;

	for (; p < end; p++) {
		enum word_stop stop = word_stop_of[(unsigned char)*p];

		if (is_ascii_word(*p) && n < sizeof letter)
			letter[n++] = lower(*p);
		else if (stop == WORD_FOREIGN)
			foreign = true;
		else if (stop != WORD_QUOTE && !is_ascii_word(*p))
			break;
	}
	if (foreign)
		foreign_words(span_make(from, (size_t)(p - from)), scratch, found, ctx);
	else
		found_folded(span_make(letter, n), found, ctx);
	if (p < end && *p == '&')
		found(ctx, SPAN_LIT("and"));
	return p + 1;
}

/* search/words: text to folded words, and numbers to bytes. Part of the search room; may know base. */
#include "search/search_int.h"

#include "base/utf8.h"

/* utf8_key drops quotes, so that "council's" is one word; these are the ones in ASCII. */
static bool is_quote(char c)
{
	return c == '\'' || c == '"' || c == '`';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_ascii_word(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

/* Letters beyond WORD_MAX only count, so that the word is seen to be too long. */
static void add_letter(char *word, size_t *n, char c)
{
	if (*n < WORD_MAX)
		word[*n] = c;
	++*n;
}

/* A stretch without ASCII punctuation or space in which something is not ASCII. */
static void foreign_words(struct span raw, struct arena *scratch, void (*found)(void *, struct span), void *ctx)
{
	struct span rest = span_of(utf8_key(raw, scratch));

	while (rest.n) {
		ptrdiff_t gap = span_chr(rest, ' ');
		struct span word = span_make(rest.p, gap < 0 ? rest.n : (size_t)gap);

		if (word.n && word.n <= WORD_MAX)
			found(ctx, word);
		rest = span_skip(rest, word.n + 1);
	}
}

void words_of(struct span text, struct arena *scratch, void (*found)(void *ctx, struct span word), void *ctx)
{
	char word[WORD_MAX];
	size_t i = 0;

	while (i < text.n) {
		size_t from = i, n = 0;
		bool foreign = false;

		for (; i < text.n; i++) {
			char c = text.p[i];

			if ((unsigned char)c >= 0x80)
				foreign = true;
			else if (is_ascii_word(c))
				add_letter(word, &n, lower(c));
			else if (!is_quote(c))
				break;
		}
		if (foreign)
			foreign_words(span_make(text.p + from, i - from), scratch, found, ctx);
		else if (n && n <= WORD_MAX)
			found(ctx, span_make(word, n));
		if (i < text.n && text.p[i] == '&')
			found(ctx, SPAN_LIT("and"));
		i++;
	}
}

void varint_put(struct strbuf *out, unsigned v)
{
	for (; v >= 0x80; v >>= 7)
		sb_putc(out, (char)((v & 0x7f) | 0x80));
	sb_putc(out, (char)v);
}

unsigned varint_get(const unsigned char **p)
{
	unsigned v = 0, shift = 0;

	for (; **p & 0x80; (*p)++, shift += 7)
		v |= (unsigned)(**p & 0x7f) << shift;
	return v | (unsigned)*(*p)++ << shift;
}

void packed_put(struct strbuf *out, unsigned v)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	for (; v >= 32; v >>= 5)
		sb_putc(out, digit[32 + (v & 31)]);
	sb_putc(out, digit[v]);
}

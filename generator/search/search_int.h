/* search, private: documents, words, volumes. */
#ifndef SEARCH_SEARCH_INT_H
#define SEARCH_SEARCH_INT_H

#include <stdint.h>
#include "base/map.h"
#include "base/pool.h"
#include "base/vec.h"
#include "search/search.h"
#include "search/words.h"

#define SHARD_MAX 49152           /* bytes of a shard of words; a word that needs more has one for itself */
#define COMMON_MIN 1000           /* a stem in more units than this and in a third of all is too common to be listed */
#define PROBES 64                 /* slots that are looked at for a word */
#define HELD_MAX 128              /* texts whose words stay in memory; those of further ones wait in a file */

/* ---- dict.c: words, and which of them are forms of one ---- */

struct form {
	const char *text;              /* n bytes, and zeros up to a multiple of eight: one at least */
	unsigned n;
	unsigned stem;
	unsigned next;                 /* another form of that stem; 0: there is none, as form 0 is nobody's */
};
struct slot {
	uint64_t first;                /* the form's first eight bytes */
	unsigned form, stem;           /* form 0: free */
};
struct dict {
	struct arena arena;
	struct sb_stemmer *stemmer;
	VEC(struct form) form;
	VEC(unsigned) stem;            /* its newest form */
	struct map stems;              /* to number + 1 */
	struct slot *slot;
	struct map crowded;            /* struct slot * of words that found no slot near: whoever writes a report may know this hash */
	unsigned shift;                /* there are 2^(64 - shift) slots */
	size_t mask;                   /* that number less one */
};
void dict_init(struct dict *d);
void dict_release(struct dict *d);
/* The number of a word's stem; both are made when they are new. A word that begins with '=' is a key to filter
 * by, and has no other form. */
unsigned dict_stem(struct dict *d, struct span word);

/* Where a word is looked for first. The highest bits of a product depend on all of the factor's. */
static inline size_t dict_at(const struct dict *d, uint64_t first, uint64_t second)
{
	return (size_t)((first ^ second * 0xd6e8feb86659fd93u) * 0x9e3779b97f4a7c15u >> d->shift);
}

/* The slot of a word of less than 16 bytes, or NULL: it is new, or among the crowded. Where two words are the same so far, the zeros behind them are, too;
 * eight: it has so many or more. */
static inline __attribute__((always_inline)) const struct slot *dict_look(const struct dict *d, uint64_t first,
									   uint64_t second, bool eight)
{
	size_t i = dict_at(d, first, second);
	unsigned left;

	for (left = PROBES; left; left--, i = (i + 1) & d->mask) {
		const struct slot *s = &d->slot[i];

		if (s->first == first && (!eight || word_eight(d->form.v[s->form].text + 8) == second))
			return s;
		if (!s->form)
			return NULL;
	}
	return NULL;
}

/* ---- noter.c: the words of a text, packed -------------------------------------------------
 *
 * One noter belongs to one worker. What it packs has the numbers of its own stems:
 *
 *	stem * 2, unit                                   of one that stands in one unit
 *	stem * 2 + 1, units, unit, last - unit, n, digits    in several: n bytes, the steps from one to the next
 *
 * All are varints, but the digits, which are as a shard has them. Units count from 1. */

struct pair {
	unsigned unit, next;
};
struct noted {
	unsigned unit;                 /* where the stem stood last */
	unsigned first, last;          /* pairs of the text in hand */
	unsigned count;
};
struct noter {
	struct dict dict;
	struct noted *stem;            /* one a stem */
	unsigned *touched;             /* stems of the text in hand; as much room as for all */
	size_t stems, touched_n;
	struct pair *pair;
	size_t pairs, pair_cap;
	unsigned unit, from;           /* the unit in hand, and the first of its text: they count on from text to text */
	struct strbuf text, digits;
};
struct noter *noter_new(void);
/* NULL is fine. */
void noter_free(struct noter *t);
/* Before a text of n units; then each of them in turn. */
void noter_begin(struct noter *t, size_t n);
void noter_unit(struct noter *t, struct span text, struct arena *scratch);
/* One word more of the unit in hand. */
void noter_word(struct noter *t, struct span word);
/* Appends them, packed. */
void noter_pack(struct noter *t, struct strbuf *out);
/* What noter_pack wrote, one stem after another. */
struct packed {
	unsigned stem, count, first, last;
	struct span digits;
};
struct packed packed_get(const unsigned char **p);

/* ---- order.c: the words of the whole site ---- */

struct order {
	struct arena arena;
	struct span *forms;            /* of each group: all forms of one stem, sorted, a space between; sorted by the first */
	size_t n;
	unsigned *rank[POOL_MAX];      /* of each noter: stem to group */
};
void order_make(struct order *o, struct noter *const *noter);
void order_release(struct order *o);

/* ---- search.c ---- */

struct doc {
	struct search_head head;
	const char *title;             /* title_n stems of the first noter, as varints */
	char *block;                   /* malloc'd, or NULL: none, or aside */
	long long aside;               /* where it stands among what was put aside, or -1 */
	/* Packed numbers of the units that are headings, then the words as noter_pack gives them. */
	unsigned block_n, headings_n;
	unsigned title_n;
	unsigned units;                /* of its text; the title is unit 0 before them */
	unsigned version;              /* of its text file */
	unsigned char noter;
	bool held;                     /* the block stays in memory */
	bool noted;
};

struct search {
	struct arena arena;
	struct map by_url;             /* url to number + 1 */
	VEC(struct doc) doc;
	VEC(size_t) start;             /* of each volume: number of its first document */
	struct noter *noter[POOL_MAX]; /* one a worker, made when it has a text */
	const char *dir;
	struct spill *spill;
	size_t texts;
};

/* ---- words.c ---- */

/* Numbers in bytes, seven bits each. */
static inline char *varint_to(char *p, unsigned v)
{
	for (; v >= 0x80; v >>= 7)
		*p++ = (char)((v & 0x7f) | 0x80);
	*p++ = (char)v;
	return p;
}
static inline unsigned varint_get(const unsigned char **p)
{
	unsigned v = 0, shift = 0;

	for (; **p & 0x80; (*p)++, shift += 7)
		v |= (unsigned)(**p & 0x7f) << shift;
	return v | (unsigned)*(*p)++ << shift;
}
/* Numbers in text, five bits a character, the lowest first, with the sixth for "more follows". */
extern const char digit_of[64];
static inline char *digits_to(char *p, unsigned v)
{
	for (; v >= 32; v >>= 5)
		*p++ = digit_of[32 + (v & 31)];
	*p++ = digit_of[v];
	return p;
}
#define NUMBER_MAX 7              /* bytes of either */

/* ---- volume.c ---- */

struct volume {
	const struct doc *doc;
	size_t docs;
	unsigned units;                /* titles included */
	char version[9];
	struct strbuf starts;          /* the first word of each shard, with spaces between */
	bool failed;                   /* what was put aside could not be read */
};
/* The files: docs.js and shards of words. */
void volume_write(struct volume *v, const struct search *s, const struct order *o, size_t number, search_put *put, void *ctx,
		  unsigned worker);
/* gradeline_search("name","version", */
void file_begin(struct strbuf *out, const char *name, const char *version);
void file_end(struct strbuf *out);
void file_string(struct strbuf *out, struct span s);

#endif

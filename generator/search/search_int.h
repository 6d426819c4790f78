/* search, private: documents, words, volumes, and what is known of them from an earlier build. */
#ifndef SEARCH_SEARCH_INT_H
#define SEARCH_SEARCH_INT_H

#include <limits.h>
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
/* A word and its stem; both are made when they are new. A word that begins with '=' is a key to filter
 * by, and has no other form. Valid until the next one is made. */
const struct slot *dict_word(struct dict *d, struct span word);
/* The same, of a word whose stem is known. */
void dict_load(struct dict *d, struct span word, struct span root);

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
/* How often each form stands in what is noted, apart for: texts; names; texts that have gone; and texts that were counted
 * in an earlier build. */
enum noter_count { IN_TEXT, IN_NAME, IN_GONE, IN_KEPT, COUNTS };
struct noter {
	struct dict dict;
	uint64_t *uses;                /* one a form: that of count which is being added to */
	uint64_t *count[COUNTS];       /* NULL: never asked for */
	size_t forms;
	enum noter_count counting;
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
/* What is noted from here on is counted as that; at first as IN_TEXT. */
void noter_count(struct noter *t, enum noter_count as);
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

struct recall;
struct volume;
struct order {
	struct arena arena;
	struct span *forms;            /* of each group: all forms of one stem, sorted, a space between; sorted by the first */
	unsigned *stem;                /* of each group: of the first noter */
	size_t n;
	unsigned *rank[POOL_MAX];      /* of each noter: stem to group; NO_GROUP: none of its forms stands anywhere */
	uint64_t *texts;               /* of each form of the first noter: how often it stands in texts */
};
#define NO_GROUP UINT_MAX
/* was: what the first noter's dictionary began with, or NULL. */
void order_make(struct order *o, struct noter *const *noter, const struct recall *was);
void order_release(struct order *o);

/* ---- search.c ---- */

struct doc {
	struct search_head head;
	uint64_t head_hash, text_hash; /* the version of its text file is the latter's upper half */
	const struct known *known;     /* what had its address in the index that stands, or NULL */
	const char *title;             /* title_n stems of the first noter, as varints */
	char *block;                   /* malloc'd, or NULL: none, or aside: words as noter_pack gives them */
	long long aside;               /* where it stands among what was put aside, or -1 */
	unsigned block_n;
	struct span headings;          /* packed numbers of the units that are headings */
	char *own;                     /* these bytes, if they are to be freed */
	unsigned title_n;
	unsigned units;                /* of its text; the title is unit 0 before them */
	unsigned char noter;
	bool held;                     /* the block stays in memory */
	bool come, noted;              /* its text has been given; its words are known */
	bool stays;                    /* in its place of its volume, head and text */
};

struct search {
	struct arena arena, scratch;
	struct map by_url;             /* url to number + 1 */
	VEC(struct doc) doc;
	VEC(size_t) start;             /* of each volume: number of its first document */
	struct noter *noter[POOL_MAX]; /* one a worker, made when it has a text */
	const char *dir;
	struct spill *spill;
	size_t texts;
	struct recall *recall;         /* NULL: nothing is known of an earlier index, or no longer to be used */
	struct volume *volume;         /* after search_settle */
	struct order order;
	bool closed;
	size_t ordered;                /* how many texts had been noted when that was made, and one; 0: it was not */
};
/* The words of a text that is in hand, packed into a block. */
void pack_text_words(struct noter *t, const struct search_unit *unit, size_t n, struct arena *scratch, struct strbuf *block);

/* ---- recall.c: the index of an earlier build -------------------------------------------- */

struct known {
	const char *url;
	uint64_t head, text;
	struct span headings;
	unsigned units, volume, first; /* first: its title's unit */
	bool stays;
	char *block;                   /* its words, if it does not stay; of the first noter */
	unsigned block_n;
	const struct doc *now;         /* what has its address, or NULL */
};
/* A group that is too common to be listed. */
struct hidden {
	unsigned stem, count;
};
struct known_volume {
	uint64_t hash;
	unsigned shards, units;
	const char *starts;
	struct known *doc;
	size_t docs;
	const unsigned char *has;      /* a bit a stem */
	struct hidden *hidden;
	size_t hiddens;
};
/* Numbers of stems and forms are those of the first noter, whose dictionary began with these; stems in the order of their forms. */
struct recall {
	struct arena arena;
	struct span *forms;            /* of each stem, as shards had them */
	size_t stems;
	VEC(uint64_t) texts;           /* of each form: how often it stood in texts */
	struct known_volume *volume;
	size_t volumes, docs;
	struct map by_url;             /* to struct known * */
	search_read *read;
	void *ctx;
};
struct recall *recall_open(struct span kept, struct dict *d);
/* NULL is fine. */
void recall_close(struct recall *r);

/* ---- settle.c -------------------------------------------------------------------------- */

/* Makes the order anew if texts have been noted since. */
void order_texts(struct search *s);
/* The text is what it was. */
bool known_text(const struct doc *d, const struct known *k);
/* The document's text has to come before its volume can be written. */
bool doc_wanted(const struct volume *v, const struct doc *d);

/* ---- merge.c: the words of a volume's documents that stay, from its old shards ----------- */

struct piece {
	unsigned stem;
	struct span digits;
};
struct merge {
	struct arena arena;
	VEC(struct piece) piece;
};
/* False when the files are not what they were. */
bool merge_open(struct merge *m, const struct search *s, size_t number);
/* The words of a run of documents, whose units were first..end-1, as steps from `to` on. */
struct cut {
	const char *p, *end;           /* digits that are left */
	unsigned unit;                 /* the last one that went */
};
/* Takes the units below end off c; gives those from first on. all: there are none behind end, and p.last is not asked for.
 * count 0: there are none. */
struct packed cut_off(struct cut *c, unsigned first, unsigned end, bool all);

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
extern const unsigned char digit_value[256];
static inline char *digits_to(char *p, unsigned v)
{
	for (; v >= 32; v >>= 5)
		*p++ = digit_of[32 + (v & 31)];
	*p++ = digit_of[v];
	return p;
}
#define NUMBER_MAX 7              /* bytes of either */

/* ---- volume.c ---- */

enum volume_way {
	VOLUME_ANEW,                   /* from the words of all its documents */
	VOLUME_MERGED,                 /* from its old shards and the words of what is new */
	VOLUME_STAYS,
};
struct volume {
	struct doc *doc;
	size_t docs;
	enum volume_way way;
	bool done;
	unsigned units;                /* titles included */
	uint64_t hash;
	size_t shards;
	unsigned char *has;            /* malloc'd: a bit a group */
	VEC(struct hidden) hidden;     /* by group */
	struct arena arena;
	struct strbuf starts;          /* the first word of each shard, with spaces between */
	bool failed;                   /* what was put aside could not be read */
};
/* The files: docs.js and shards of words. */
void volume_write(struct volume *v, const struct search *s, size_t number, search_put *put, void *ctx, unsigned worker);
/* gradeline_search("name","version", where the version is eight digits of a hash. */
void file_begin(struct strbuf *out, const char *name, const char *version);
/* What stands behind that in a file, or in its quotes; false: it is not such a file, of that hash as it says. */
bool file_data(struct span file, const char *name, uint64_t hash, bool quoted, struct span *data);
/* "text/reports/stockport/2012-02-17" */
const char *text_name(const char *url, struct arena *a);
#define VERSION_ROOM 9
/* The eight digits. */
void version_of(uint64_t hash, char version[VERSION_ROOM]);
void file_end(struct strbuf *out);
void file_string(struct strbuf *out, struct span s);
/* The first one of forms with spaces between. */
static inline struct span first_form(struct span forms)
{
	ptrdiff_t gap = span_chr(forms, ' ');

	return gap < 0 ? forms : span_make(forms.p, (size_t)gap);
}

#endif

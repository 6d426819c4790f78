/* search, private: documents, words, volumes. */
#ifndef SEARCH_SEARCH_INT_H
#define SEARCH_SEARCH_INT_H

#include <stdint.h>
#include "base/map.h"
#include "base/vec.h"
#include "search/search.h"

#define WORD_MAX 64               /* bytes; longer words are not found */
#define SHARD_MAX 49152           /* bytes of a shard of words; a word that needs more has one for itself */
#define COMMON_MIN 1000           /* a stem in more units than this and in a third of all is too common to be listed */

struct doc {
	struct search_head head;
	char *block;                   /* its words: length, bytes, count, deltas of unit numbers; malloc'd, or NULL */
	size_t block_n;
	unsigned units;                /* of its text; the title is unit 0 before them */
	const char *headings;          /* numbers of those that are headings, packed; malloc'd, or NULL */
	uint64_t hash;                 /* of its text file; 0: none */
};

struct search {
	struct arena arena;
	struct map by_url;             /* url to number + 1 */
	VEC(struct doc) doc;
	VEC(size_t) start;             /* of each volume: number of its first document */
};

/* ---- words.c ---- */

/* Calls found for each word as utf8_key folds it; a word is valid during the call. */
void words_of(struct span text, struct arena *scratch, void (*found)(void *ctx, struct span word), void *ctx);
/* Numbers in bytes, seven bits each. */
void varint_put(struct strbuf *out, unsigned v);
unsigned varint_get(const unsigned char **p);
/* Numbers in text, five bits a character, with the sixth for "more follows". */
void packed_put(struct strbuf *out, unsigned v);

/* ---- stems.c: which words are one ---- */

struct form;
struct stem {
	struct span text;
	VEC(struct form *) form;       /* sorted by bytes once stems_sort ran; never empty */
};
struct form {
	struct span text;
	struct stem *stem;
};
struct stems {
	struct arena arena;
	struct map forms, stems;
	struct sb_stemmer *stemmer;
};
void stems_init(struct stems *t);
/* The form, made when it is new. */
struct form *stems_form(struct stems *t, struct span word);
void stems_sort(struct stems *t);
void stems_release(struct stems *t);

/* ---- volume.c ---- */

struct word {
	struct span text;
	struct strbuf post;            /* deltas of unit numbers within the volume, as varints */
	unsigned last, count;
	const struct form *form;
};

struct volume {
	struct arena arena;
	const struct doc *doc;
	size_t docs;
	unsigned units;                /* titles included */
	struct map words;              /* to struct word */
	char version[9];
	struct strbuf starts;          /* the first word of each shard, with spaces between */
};
/* Collects the words of its documents; their blocks may be freed afterwards. */
void volume_collect(struct volume *v);
/* The files: docs.js and shards of words. All forms must be known and sorted. */
void volume_write(struct volume *v, size_t number, search_put *put, void *ctx, unsigned worker);
void volume_release(struct volume *v);
/* gradeline_search("name","version", */
void file_begin(struct strbuf *out, const char *name, const char *version);
void file_end(struct strbuf *out);
void file_string(struct strbuf *out, struct span s);

#endif

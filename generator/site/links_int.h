/* site, private: what links.c and follow.c share. */
#ifndef SITE_LINKS_INT_H
#define SITE_LINKS_INT_H

#include <stdint.h>
#include "base/map.h"
#include "base/pool.h"
#include "base/vec.h"
#include "site/links.h"
#include "site/scan.h"

struct id {
	const char *name;
	uint32_t offset;
};

struct reference {
	const char *value;             /* decoded */
	uint32_t offset;
	enum scan_kind kind;
};

/* Something wrong in one place. */
struct fault {
	enum diag_code code;
	uint32_t offset;
	const char *value;             /* as the page has it */
	const char *path, *anchor;     /* where it leads: an output path; an id or NULL */
};

/* Of an id 32 bits of its hash are kept: that a broken anchor goes unseen because it has the
 * hash of another id of its page happens once in a hundred million broken anchors. */
struct document {
	const char *path;
	uint64_t hash;                 /* of the path */
	struct pos made_from;
	const uint32_t *id;            /* sorted */
	uint32_t ids;
	bool markup;
	bool suspect;                  /* something in it is wrong, or has to be looked at again to know */
	struct fault *fault;           /* known after examine() */
	size_t faults;
};

/* An anchor of another file that some page needs. */
struct target {
	uint32_t document;             /* number + 1; 0 in a free slot */
	uint32_t id;
};

#define MEMO 4096                      /* references remembered by each thread; a power of two */

/* What one thread collects. */
struct worker {
	struct arena arena;
	struct target *target;         /* a hash table: each anchor once, however many pages name it */
	size_t targets, slots;
	uint64_t *memo;                /* of references that lead somewhere and were noted already */
	struct strbuf buf, path, anchor;   /* a value decoded; where it leads */

	const struct links *links;     /* the page in hand */
	const struct document *page;
	uint64_t folder;               /* hash of its folder */
	unsigned depth;                /* folders above it */
	bool based, suspect;
	VEC(uint32_t) ids;             /* hashes: its ids, and its references to them */
	VEC(uint32_t) own;
	struct arena scratch;          /* of the two lists */

	struct map text;               /* of faults: text that repeats on every page is kept once */
	VEC(struct id) id;             /* of the page that is examined */
	VEC(struct reference) reference;
	VEC(struct fault) fault;
	struct arena page_arena;       /* of these three */
	struct strbuf bytes;
};

struct links {
	struct arena arena;
	const char *base_url;          /* with a '/' at its end; "" for none */
	VEC(struct document) document;
	uint32_t *slot;                /* a hash table of document numbers + 1 by path */
	size_t slots;
	struct worker *worker;
	unsigned workers;
	struct links_text text;        /* while links_check runs */
	VEC(struct document *) suspect;
};

/* NULL when no file has that path. */
const struct document *links_find(const struct links *l, struct span path);
uint32_t id_hash(struct span name);
bool document_has_id(const struct document *doc, uint32_t id);

/* Where a reference leads. */
struct leads {
	enum { NOWHERE_OURS, THIS_PAGE, INSIDE, AMISS } to;
	enum diag_code amiss;          /* AMISS: why */
	const struct document *file;   /* THIS_PAGE, INSIDE; NULL when there is no such file */
	struct span path, anchor;      /* INSIDE: the path; anchor empty for none; in w's buffers */
};

/* follow.c: value is decoded; kind is any but SCAN_ID, SCAN_ID_REF and SCAN_BASE. */
struct leads follow(const struct links *l, const struct document *from, bool based, enum scan_kind kind,
		    struct span value, struct worker *w);

/* examine.c. Looks at one page again and keeps all that is wrong with it in doc->fault; only
 * its ids, sorted by name, to w->id. */
void examine(const struct links *l, struct document *doc, struct worker *w);
void examine_ids(const struct links *l, const struct document *doc, struct worker *w);

#endif

/* audit, private: what links.c, follow.c, examine.c and census.c share. */
#ifndef AUDIT_LINKS_INT_H
#define AUDIT_LINKS_INT_H

#include <stdatomic.h>
#include <stdint.h>
#include "audit/links.h"
#include "audit/scan.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/spill.h"
#include "base/vec.h"

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

/* A link to another site. */
struct outside {
	const char *url;
	uint32_t offset;
};

/* Of an id 32 bits of its hash are kept: that a broken anchor goes unseen because it has the
 * hash of another id of its page happens once in a hundred million broken anchors. */
struct document {
	const char *path;
	uint64_t hash;                 /* of the path */
	struct pos made_from;
	union {
		const uint32_t *id;    /* sorted */
		long long at;          /* where they wait */
	};
	uint32_t ids;
	bool aside;                    /* its ids wait in the file */
	bool markup, scanned;
	bool recalled;                 /* not scanned: what is known of it comes from an earlier run */
	bool based;                    /* its references count from elsewhere, from the root as we take it */
	bool suspect;                  /* something in it is wrong, or has to be looked at again to know; after links_check: is wrong */
};

/* A document that is suspect. */
struct suspect {
	const struct document *doc;
	struct fault *fault;           /* known after examine() */
	size_t faults;
};

/* For an audit: a document's links to other sites. */
struct outsides {
	const struct outside *v;
	size_t n;
};

#define MEMO 16384                     /* references remembered by each thread; a power of two */

/* What follow() writes to. */
struct follow_buffers {
	struct strbuf path, anchor;
};

/* What one thread collects. */
struct worker {
	struct arena arena;
	struct links_target *target;   /* a hash table: each anchor once, however many pages name it; file 0: free */
	size_t targets, slots;
	uint32_t *memo;                /* of references that lead somewhere and were noted already; with the slot 46 bits */
	size_t held;                   /* ids of its pages that stay in memory */
	uint32_t *full;                /* ids that are to be put aside together; NULL as long as there are none */
	size_t full_n;
	VEC(struct document *) waiting;        /* whose they are */
	struct strbuf buf;             /* a value decoded */
	struct follow_buffers follow;
	struct links_counts counts;    /* for an audit */

	const struct links *links;     /* the page in hand */
	const struct document *page;
	uint64_t folder;               /* hash of its folder */
	unsigned depth;                /* folders above it */
	bool based, suspect;
	VEC(uint32_t) ids;             /* hashes: its ids, and its references to them */
	VEC(uint32_t) own;
	VEC(struct outside) outside;   /* for an audit */
	struct arena scratch;          /* of the three lists */

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
	atomic_bool *reached;          /* one a document: another page links to it; NULL without an audit */
	struct outsides *outside;      /* one a document; NULL without an audit */
	struct spill *aside;           /* ids that are too many; NULL: all are held */
	struct links_target *target;   /* after links_check: what scanned files name, sorted */
	size_t targets;
	const struct links_target *recalled;   /* what recalled files, and maybe others, named in an earlier run */
	size_t recalled_count;
	struct links_text text;        /* while links_check runs */
	VEC(struct suspect) suspect;
};

/* NULL when no file has that path. */
const struct document *links_find(const struct links *l, struct span path);
uint32_t id_hash(struct span name);
/* Is the id one of those sorted? */
bool ids_have(const uint32_t *v, size_t n, uint32_t id);
/* The same of a document whose ids are in memory, for a reference from elsewhere: a file that could not be read is taken to
 * have all ids. */
bool document_has_target(const struct document *doc, uint32_t id);

/* recall.c: puts what the workers' tables hold in one list, l->target. */
void targets_sort(struct links *l);

/* aside.c: sets the page's ids, which are sorted. */
void ids_take(struct links *l, struct document *doc, const uint32_t *id, size_t n, struct worker *w);
/* Puts aside what all workers have yet to. */
void ids_end(struct links *l);
/* A document's ids wherever they are: in memory, or read to *scratch, which grows. NULL: they cannot be read, or none. */
const uint32_t *ids_get(const struct links *l, const struct document *doc, struct strbuf *scratch);

/* Where a reference leads. */
struct leads {
	enum { NOWHERE_OURS, THIS_PAGE, INSIDE, AMISS } to;
	enum diag_code amiss;          /* AMISS: why */
	const struct document *file;   /* THIS_PAGE, INSIDE; NULL when there is no such file */
	struct span path, anchor;      /* INSIDE: the path; anchor empty for none; in the buffers */
};

/* follow.c: value is decoded; kind is any but SCAN_ID, SCAN_ID_REF and SCAN_BASE. */
struct leads follow(const struct links *l, const struct document *from, bool based, enum scan_kind kind,
		    struct span value, struct follow_buffers *to);
/* True for a URL with a scheme or a host of its own. */
bool follow_is_outside(const struct links *l, struct span url);

/* examine.c. Looks at one page again and keeps all that is wrong with it in s->fault; only
 * its ids, sorted by name, to w->id. */
void examine(const struct links *l, struct suspect *s, struct worker *w);
void examine_ids(const struct links *l, const struct document *doc, struct worker *w);
/* Text that lives as long as the worker, once for all places where it stands. */
const char *kept_text(struct worker *w, struct span s);

/* census.c: notes what only an audit asks for, after the page's ids are known. */
void take_census(struct links *l, struct document *doc, struct span text, struct worker *w);

#endif

/* audit, private: what links.c and follow.c share. */
#ifndef AUDIT_LINKS_INT_H
#define AUDIT_LINKS_INT_H

#include <stdatomic.h>
#include <stdint.h>
#include "base/map.h"
#include "base/pool.h"
#include "base/vec.h"
#include "audit/links.h"
#include "audit/scan.h"

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

struct document {
	const char *path;
	struct pos made_from;
	bool scanned;
	bool based;                    /* a <base> makes its references relative to the root */
	struct id *id;                 /* sorted by name */
	size_t ids;
	struct reference *reference;
	size_t references;
	struct fault *fault;
	size_t faults;
};

/* What one thread collects. Text that repeats on every page is kept once. */
struct worker {
	struct arena arena;
	struct map text;
	struct strbuf buf;
	bool based;                    /* of the page in hand */
	VEC(struct id) id;             /* of the page in hand; reused */
	VEC(struct reference) reference;
	VEC(struct fault) fault;
	struct arena scratch;
	struct links_counts counts;
};

struct links {
	struct arena arena;
	const char *base_url;          /* with a '/' at its end; "" for none */
	VEC(struct document) document;
	struct map by_path;            /* output path: document number + 1 as a pointer */
	struct worker *worker;
	unsigned workers;
	atomic_bool *reached;          /* one a document: another page links to it; NULL before links_check */
};

/* NULL when no file has that path. */
const struct document *links_find(const struct links *l, struct span path);
bool document_has_id(const struct document *doc, const char *name);
const char *worker_text(struct worker *w, struct span s);
void worker_fault(struct worker *w, enum diag_code code, const struct reference *r, const char *path,
		  const char *anchor);
/* follow.c: true for a URL with a scheme or a host of its own. */
bool follow_is_outside(const struct links *l, struct span url);
/* Appends what is wrong with the reference to w->fault. */
void follow(const struct links *l, const struct document *from, const struct reference *r, struct worker *w);

#endif

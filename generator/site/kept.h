/* site/kept: files of the output that need not be made again.
 *
 * After a commit it is kept, for each output folder, what every file depended on, what the system says of it in the
 * output, and what the link check knew of it. In the next build a page that depends on the same, and whose file stands as
 * that commit left it, stays as it is, unmade and unread. All is void when anything but a report has changed, or
 * when somebody else wrote the output. Delete the file and nothing is lost but time. */
#ifndef SITE_KEPT_H
#define SITE_KEPT_H

#include <stdbool.h>
#include <stdint.h>
#include "audit/links.h"
#include "pages/plan.h"
#include "site/footprint.h"
#include "site/outputs.h"

struct kept;

/* One file of the output. */
struct kept_file {
	const char *path;
	uint64_t depends;              /* 0: it is to be made each time */
	bool stays;                    /* it depends on the same and stands as it was left */
	bool touched;                  /* it does not stand as it was left, whatever it depends on */
	uint64_t size;                 /* whatever the caller has to know of it as long as it stays; 0 at first */
	const struct page_part *part;  /* of a data file, as it was left; of one that does not stay the caller sets new ones */
	size_t parts;
	/* Private. */
	const struct kept_entry *was;
	struct footprint now;
};

/* cache: the site's folder of such files. output: the folder, which need not be there, and o what it looked like when the build
 * began. before: digest of its last commit. Never NULL. */
struct kept *kept_open(const char *cache, const char *output, struct outputs *o, uint64_t before);
/* The files that the link check does not have, as they are to be added; n may be 0. */
struct kept_file kept_other(const struct kept *k, size_t i);
size_t kept_others(const struct kept *k);
/* True when kept_tell said the same hash, which is not 0, in the last build. */
bool kept_told(const struct kept *k, uint64_t hash);
void kept_tell(struct kept *k, uint64_t hash);
/* Bytes of the caller's that are kept in a file of their own, and what they are known by, which is not 0. */
uint64_t kept_digest(struct span bytes);
bool kept_read(const struct kept *k, uint64_t digest, struct arena *a, struct span *out);
/* After the commit. */
void kept_write(const struct kept *k, struct span bytes);
/* Sets stays and touched of each, and the parts of those that were not touched, which are valid as long as k. */
void kept_find(const struct kept *k, struct kept_file *file, size_t n);
/* After kept_find with all files: has any file gone since? */
bool kept_gone(const struct kept *k, const struct kept_file *file, size_t n);
/* Opens a file of the output, to be closed by the caller; -1 when that cannot be done. */
int kept_reopen(const struct kept *k, const struct kept_file *file);
/* Tells the link check what it knew of those that stay; the files are its own, in its order. That is valid as long as k. */
void kept_recall(struct kept *k, const struct kept_file *file, size_t files, struct links *l);
/* After the commit with that digest and links_check, for all n of its files, the link check's first. Looks at those that do
 * not stay; gives the footprint of all. keep: false: nothing is kept. */
struct footprint kept_save(const struct kept *k, bool keep, uint64_t commit, struct kept_file *file, size_t n, size_t files,
			   const struct links *l, unsigned threads);
/* NULL is fine. */
void kept_close(struct kept *k);

#endif

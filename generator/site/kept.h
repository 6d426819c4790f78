/* site/kept: pages that need not be made again.
 *
 * After a commit it is kept, for each output folder, on what every page depended and what the link check knew of it. In the
 * next build a page that depends on the same, and whose file stands as that commit left it, stays as it is, unmade and
 * unread. All is void when anything but a report has changed, when pages come or go, or when somebody else wrote the
 * output. Delete the file and nothing is lost but time. */
#ifndef SITE_KEPT_H
#define SITE_KEPT_H

#include <stdbool.h>
#include <stdint.h>
#include "audit/links.h"

struct kept;

/* cache: the site's folder of such files. output: the folder, which need not be there. before: digest of its last commit.
 * inputs: a hash of all but the reports. files: as many as links has. Never NULL. */
struct kept *kept_open(const char *cache, const char *output, uint64_t before, uint64_t inputs, size_t files);
/* Gives links what it knew of the targets of all files. */
void kept_recall(const struct kept *k, struct links *l);
/* True when the file depended on the same, which is not 0; *known is then what links knew. Thread-safe. */
bool kept_has(const struct kept *k, size_t file, uint64_t depends, struct links_known *known);
/* After the commit with that digest and links_check. depends: one a file, 0 for what is to be made each time. */
void kept_save(const struct kept *k, uint64_t commit, const uint64_t *depends, const struct links *l);
/* NULL is fine. What kept_has gave goes with it. */
void kept_close(struct kept *k);

#endif

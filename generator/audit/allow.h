/* audit/allow: findings that somebody has decided to live with, for a time.
 *
 * A file of entries {code, path, reason, until}, each for one code and one page (or all
 * whose paths begin with what stands before a '*'). After its day an entry hides nothing.
 * One thread at a time. */
#ifndef AUDIT_ALLOW_H
#define AUDIT_ALLOW_H

#include <stdbool.h>
#include "base/date.h"
#include "base/diag.h"

#define ALLOW_FILE "check-allow.yaml"
#define ALLOW_MAX 1000             /* entries */

struct allow;

/* Reads the file at path, called name in messages. tree: it is for a folder that no build of
 * ours decides about, so that broken links, too, may be allowed; otherwise only warnings and
 * what the audit alone finds, because `build` knows no exceptions. NULL when it is wrong
 * (reported). Freed by allow_free. */
struct allow *allow_load(const char *path, const char *name, bool tree, struct date today, struct diag *d);
void allow_free(struct allow *a);

/* True when a finding of that code about that file is allowed today; it is counted then.
 * a may be NULL: nothing is allowed. */
bool allow_hides(struct allow *a, enum diag_code code, const char *path);
/* Takes out of d what is allowed. */
void allow_filter(struct allow *a, struct diag *d);
/* Reports entries that are past their day, and those that nothing was found for. complete:
 * everything has been looked at. */
void allow_finish(struct allow *a, bool complete, struct diag *d);
/* How many findings were hidden. */
size_t allow_count(const struct allow *a);

#endif

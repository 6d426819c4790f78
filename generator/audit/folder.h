/* audit/folder: the links and the audit of any folder that holds a website, ours or not.
 *
 * Files are read one by one, each worker its own, so that a large site needs little memory.
 * The site's address is taken from the canonical link of its index.html. */
#ifndef AUDIT_FOLDER_H
#define AUDIT_FOLDER_H

#include "audit/audit.h"
#include "audit/external.h"

struct folder_options {
	const char *dir;
	unsigned threads;              /* 0: one a processor */
	struct allow *allow;           /* may be NULL */
	const struct external_options *external;       /* NULL: other sites are left alone */
	const atomic_bool *stop;       /* set from outside: give up soon; may be NULL */
};

/* Reports everything to d, files being named from the folder. -1 when the folder could not be
 * looked at, or the run was stopped. */
int folder_check(const struct folder_options *o, struct audit_counts *counts, struct diag *d);

#endif

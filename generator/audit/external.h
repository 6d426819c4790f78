/* audit/external: links to other sites, followed by the program curl.
 *
 * Only on request: nothing else here uses a network. Each address is asked for once, a few
 * hosts at a time, one address after another on each host. Answers are kept in a file: a good
 * one for seven days, a bad one for one. Findings are warnings at worst. */
#ifndef AUDIT_EXTERNAL_H
#define AUDIT_EXTERNAL_H

#include <stdatomic.h>
#include "audit/allow.h"
#include "audit/links.h"

struct external_options {
	const char *cache;             /* file of answers; NULL: none are kept */
	struct date today;
	const char *agent;             /* what we call ourselves: "gradeline/0.1.0" */
	const atomic_bool *stop;       /* set from outside: give up soon; may be NULL */
};

/* Follows every link to another site of the files in links. Returns how many addresses there are. */
size_t external_check(const struct links *links, const struct external_options *o, struct links_text text,
		      struct allow *allow, struct diag *d);

#endif

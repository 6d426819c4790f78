/* site: the whole pipeline, from a site's folder to its pages.
 *
 * config -> frameworks -> templates -> readers -> model -> plan -> checks -> render in
 * parallel -> links -> commit. This room knows every stage and nothing of what they do.
 * `check` is the same with a sink that keeps nothing, and with the audit, which sees each
 * page when it is rendered. It neither prints nor reads the
 * clock: the caller measures. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include <stdatomic.h>
#include <stdbool.h>
#include "audit/audit.h"
#include "audit/external.h"
#include "base/diag.h"
#include "writer/tree.h"

struct profile;

struct site_options {
	const char *root;              /* the folder of site.yaml */
	const char *output;            /* NULL: the one that site.yaml names, below root */
	unsigned threads;              /* 0: one a processor */
	bool lenient;                  /* templates: unknown names are empty */
	bool check;                    /* nothing is written; the site is audited */
	struct allow *allow;           /* findings that are let pass by the check; may be NULL */
	const struct external_options *external;       /* the check follows links to other sites; NULL: it does not */
	struct tree *tree;             /* TREE_INIT: the site goes here, not to a folder; may be NULL */
	bool strict;                   /* warnings keep the site from being written, too */
	bool publish;                  /* a folder is written only if the limits of 'publish' in site.yaml hold */
	const char *against;           /* with publish: the site published last; NULL: what stands in the output */
	const char *version;           /* of the program, for the pages */
	struct profile *profile;       /* where the time goes (site/profile.h); NULL: nothing is measured */
	const atomic_bool *stop;       /* set from outside: give up soon; may be NULL */
};

struct site_stats {
	size_t pages, reports, judgements;
	size_t files, changed, pruned;
	unsigned long long bytes;
	bool audited;                  /* the check got as far as the finished pages */
	struct audit_counts audit;
	bool committed;                /* the output is what this run made (or was so already) */
};

/* Builds the site. Findings go to d, all of them in one run as far as they do not follow
 * from one another. *output is the folder's name for messages, valid as long as d. 0, or -1
 * when nothing was committed; the output is then as it was. */
int site_build(const struct site_options *o, struct site_stats *stats, const char **output, struct diag *d);

#endif

/* site/publish: may this site take the place of the one published last?
 *
 * Holds the limits of 'publish' in site.yaml against the model and against the comparison of
 * the two sites. All limits that are broken together have one fingerprint; an override with it
 * in overrides.yaml lets exactly these changes through. */
#ifndef SITE_PUBLISH_H
#define SITE_PUBLISH_H

#include "config/config.h"
#include "model/model.h"
#include "writer/tree.h"

struct publish {
	const struct site_config *config;
	const struct model *model;
	const struct tree *tree;       /* the site that was made */
	const char *old, *old_name;    /* the folder of the one published last, and what messages call it */
	bool old_given;                /* it must be there; otherwise it may be the first time */
};

/* 0 when it may; -1 with an error for each broken limit. */
int publish_check(const struct publish *p, struct diag *d);

#endif

/* site/inputs: all files that a site is made from, looked at and not read, by what hangs on them. */
#ifndef SITE_INPUTS_H
#define SITE_INPUTS_H

#include "config/config.h"
#include "site/footprint.h"

struct inputs {
	struct arena arena;
	/* What the facts of every report depend on: site.yaml, and the content but for reports and text pages. */
	struct footprint tables;
	/* What all other pages depend on, too: text pages, templates, static files. */
	struct footprint theme;
	struct footprint reports;
	struct footprint_list list;    /* of the reports' folder */
};

/* root: the site's folder. *in is overwritten. */
void inputs_look(struct inputs *in, const char *root, const struct site_config *c);
/* The same without the reports, which stay empty. */
void inputs_look_aside(struct inputs *in, const char *root, const struct site_config *c);
/* Of all three. */
struct footprint inputs_sum(const struct inputs *in);
void inputs_release(struct inputs *in);

#endif

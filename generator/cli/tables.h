/* cli/tables: frameworks and authorities, for commands that read single reports. */
#ifndef CLI_TABLES_H
#define CLI_TABLES_H

#include "cli/cmd.h"
#include "model/model.h"

struct tables {
	struct arena a;
	const char *root;              /* the site's folder, or where gradeline is installed; NULL: neither */
	const char *content;           /* the content folder below root; NULL: there is none */
	struct frameworks frameworks;
	struct model model;            /* with authorities and areas only; it must not be moved */
};

/* Loads what the site has, or outside of one what is installed. What is wrong is reported; the rest is
 * there all the same. False: there is nothing to load; reported. Release it in either case. */
bool tables_init(struct tables *t, const struct settings *s, struct diag *d);
void tables_release(struct tables *t);

#endif

/* readers: the tables of content/.
 *
 * All report what is wrong, load the rest, and give -1 when an error was reported.
 * path is opened; name stands in messages. */
#ifndef READERS_TABLES_H
#define READERS_TABLES_H

#include "model/model.h"

/* authorities.yaml: fills authorities, styles, names and regions of m. */
int read_authorities(struct model *m, const char *path, const char *name, struct diag *d);
/* areas.yaml: fills the comparable areas of m; the frameworks must be loaded. */
int read_areas(struct model *m, const char *path, const char *name, struct diag *d);
/* overrides.yaml, which need not be there: fills the overrides of m. */
int read_overrides(struct model *m, const char *path, const char *name, struct diag *d);

#endif

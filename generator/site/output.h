/* site/output: may the site be written there? */
#ifndef SITE_OUTPUT_H
#define SITE_OUTPUT_H

#include "base/diag.h"
#include "config/config.h"

/* -1 (CONFIG_INVALID) when the folder is the site's own, holds it, or lies in one of the
 * folders that the site is made from, by whatever links and dots the paths are written. */
int output_check(const char *dir, const char *name, const char *root, const struct site_config *c, struct diag *d);

#endif

/* config, private: what redirects.c does for config.c. */
#ifndef CONFIG_CONFIG_INT_H
#define CONFIG_CONFIG_INT_H

#include "config/config.h"
#include "yaml/ytree.h"

/* Fills c's redirects from the value of 'redirects' (NULL: none). What is wrong is reported and left out. */
void redirects_read(struct site_config *c, const struct ynode *map, struct arena *a, struct diag *d);

#endif

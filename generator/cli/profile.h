/* cli/profile: the tables of `build --profile`. */
#ifndef CLI_PROFILE_H
#define CLI_PROFILE_H

#include "site/profile.h"
#include "site/site.h"

/* A profile with this system's clocks, to be filled by a build. */
struct profile profile_make(void);
/* To standard error: time by room, the dearest pages and templates, and a line "count NAME N" for each count. */
void profile_print(struct profile *p, const struct site_stats *stats);

#endif

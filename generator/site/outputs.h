/* site/outputs: what the system says of the files that the last commit left in the output.
 *
 * Looking at them takes as long as all else that a build of which little changed does, so other threads begin with it
 * while the caller goes on; whoever asks first waits for the end and helps. */
#ifndef SITE_OUTPUTS_H
#define SITE_OUTPUTS_H

#include <stddef.h>
#include <stdint.h>
#include "site/footprint.h"

struct outputs;

/* Begins to look at the files that the folder's manifest names. Never NULL; without a manifest it has no files. */
struct outputs *outputs_look(const char *output, unsigned threads);
/* XXH3 of the manifest's bytes. */
uint64_t outputs_digest(const struct outputs *o);
/* Waits. Of the manifest and all its files; unsure when there is none, or not all can be looked at. */
struct footprint outputs_sum(struct outputs *o);
/* Waits. The path of a file, valid as long as o, and what it looked like: low and high are 0 when it is no file any more.
 * NULL behind the last. */
const char *outputs_file(struct outputs *o, size_t i, struct footprint *now);
/* NULL is fine. */
void outputs_free(struct outputs *o);

#endif

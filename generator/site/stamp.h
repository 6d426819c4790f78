/* site/stamp: what the last build was made from and what it said, so that a build of which
 * nothing changed says it again without reading or making anything.
 *
 * A stamp is a small file in the site's cache, one for each output folder. It holds footprints of
 * all inputs and of all files of the output, a key of everything else that a build depends on,
 * the messages and the counts. It is written after a commit, and only when it is certain that the
 * files that were read are those it describes; without it, or with a damaged one, a build is a
 * full build. Delete it and nothing is lost but time. */
#ifndef SITE_STAMP_H
#define SITE_STAMP_H

#include "config/config.h"
#include "site/footprint.h"
#include "site/site.h"
#include "writer/sink.h"

struct stamp;
struct outputs;
struct report_files;

/* output is the folder itself, name what it is called in messages. Looks at all inputs: from here on their changes are
 * noticed. NULL where no stamp can be had. Nothing is borrowed but o and c, which must outlive it. */
struct stamp *stamp_new(const struct site_options *o, const struct site_config *c, const char *output,
			const char *name, unsigned threads);
/* True when nothing changed: *stats and d then are as after that build, but that no file was changed. */
bool stamp_holds(struct stamp *s, struct site_stats *stats, struct diag *d);
/* Before anything is read: waits, for milliseconds at most, when something has only just changed. */
void stamp_begin(struct stamp *s);
/* The reports' files for the readers; NULL when they have to look themselves and facts cannot be kept. */
struct report_files *stamp_files(struct stamp *s);
/* A hash of the key and of all inputs but the reports; 0 when it is not known. */
uint64_t stamp_inputs(const struct stamp *s);
/* True when the files that were read since are those that were looked at, whatever happens to them later. Call it once
 * all are read. */
bool stamp_certain(const struct stamp *s);
/* The files of the output as they were at first. */
struct outputs *stamp_outputs(const struct stamp *s);
/* After the commit of what was made from certain inputs. made: of the output's files but the manifest. */
void stamp_keep(struct stamp *s, const struct sink *sink, struct footprint made, const struct site_stats *stats,
		const struct diag *d);
/* NULL is fine. */
void stamp_free(struct stamp *s);

#endif

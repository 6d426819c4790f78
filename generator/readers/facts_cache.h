/* readers, private: the facts of reports that have not changed since an earlier build.
 *
 * A file in the site's cache, one record a report: the file's mark (base/fs.h), the packed facts, and what was
 * said when it was read. Records are appended; the last of a name counts. Another program, another framework's
 * file or list of authorities makes all of them void. Reports in which there was an error are not kept. Delete
 * the file and nothing is lost but time. */
#ifndef READERS_FACTS_CACHE_H
#define READERS_FACTS_CACHE_H

#include "base/fs.h"
#include "base/map.h"
#include "model/model.h"

struct facts_cache {
	struct arena arena;
	const char *path;              /* of the file; NULL: nothing is kept and nothing found */
	bool grows;                    /* something may be added to it */
	uint64_t key;
	struct fs_mark clock;          /* when it was opened: later changes are not certain to show in a mark */
	struct span file;              /* what it holds */
	struct map record;             /* name to struct kept * */
	bool whole;                    /* all of the file could be understood */
};

/* m: its tables are loaded. name: of the folder of the reports in messages. d: what was said so far. Texts of
 * reports that were found lie in the cache's arena, which the caller takes over. */
void facts_open(struct facts_cache *c, const struct model *m, const char *name, const struct diag *d);
/* The facts of the file with that name and mark, its messages reported to d; NULL: it has to be read. The report is in
 * a. *record is what facts_save wants. Thread-safe for distinct a and d. */
struct report *facts_find(const struct facts_cache *c, const char *name, const struct fs_mark *mark,
			  const struct model *m, struct arena *a, struct diag *d, struct span *record);
/* Appends the record of a report that was read: mark was taken before that, d is what was said. Gives the byte at which
 * its packed facts begin. */
size_t facts_record(const char *name, const struct fs_mark *mark, const struct report *r, const struct model *m,
		    const struct diag *d, struct strbuf *out);
/* False when the record may not be kept. */
bool facts_certain(const struct facts_cache *c, const struct fs_mark *mark, const struct diag *d);
/* A hash of a record, never 0. */
uint64_t facts_digest(struct span record);
/* Keeps the records of all reports, empty for those that are not to be kept; fresh[i] says which are new. */
void facts_save(const struct facts_cache *c, const struct span *record, const bool *fresh, size_t n);

#endif

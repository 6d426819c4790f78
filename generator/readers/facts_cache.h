/* readers, private: the facts of reports that have not changed since an earlier build.
 *
 * A file in the site's cache, one record a report: the file's mark (base/fs.h), the packed facts, and what was
 * said when it was read. Records are appended; the last of a name counts. With another key all of them are void.
 * Reports in which there was an error are not kept. Delete the file and nothing is lost but time. */
#ifndef READERS_FACTS_CACHE_H
#define READERS_FACTS_CACHE_H

#include "base/map.h"
#include "model/model.h"

/* A report's record in the cache. */
struct facts_record {
	struct span lead;              /* what the cache alone wants: the mark, the name; p NULL: there is none */
	struct span facts;             /* packed, and what was said */
};

struct facts_cache {
	struct arena arena;
	const char *folder, *path;     /* of the file; NULL: nothing is kept and nothing found */
	uint64_t key;
	struct span file;              /* what it holds */
	struct map record;             /* name to struct kept_facts * */
	bool whole;                    /* all of the file could be understood */
};

/* folder: borrowed; NULL for no cache. key: of everything beside its file that a report's facts depend on. Texts of reports that were found lie in
 * the cache's arena, which the caller takes over. */
void facts_open(struct facts_cache *c, const char *folder, uint64_t key);
/* The facts of the file with that name and mark, its messages reported to d; NULL: it has to be read, and nothing was
 * reported. file: what the report is to call it, copied. The report is in a. *record is what facts_save wants. Thread-safe for
 * distinct a and d. */
struct report *facts_find(const struct facts_cache *c, const char *name, const char *file, const struct fs_mark *mark,
			  const struct model *m, struct arena *a, struct diag *d, struct facts_record *record);
/* The record of a report that was read, its lead in lead, which need not stay longer than until facts_save, the rest in a: mark
 * was taken before that, d is what was said. */
struct facts_record facts_record(const struct facts_cache *c, const char *name, const struct fs_mark *mark, const struct report *r,
				 const struct model *m, const struct diag *d, struct strbuf *scratch, struct arena *lead, struct arena *a);
/* The report of such a record. */
struct report *facts_of(const struct facts_record *record, const char *file, const struct model *m, struct arena *a);
/* Keeps the records of all reports, empty for those that are not to be kept; fresh[i] says which are new. */
void facts_save(const struct facts_cache *c, const struct facts_record *record, const bool *fresh, size_t n);

#endif

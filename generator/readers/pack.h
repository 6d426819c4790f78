/* readers, private: the facts of one report as bytes. That is what a loaded model keeps of a report, without
 * its prose, and what is kept between builds; both are unpacked by one function, so they are the same. */
#ifndef READERS_PACK_H
#define READERS_PACK_H

#include "base/str.h"
#include "model/model.h"

/* Where the lists stand in the bytes, one after another, the last up to the end. */
struct pack_lists {
	size_t pages, judgements, improvements, notes;
};
/* Appends r's facts, as they were read: before model_freeze. Its authority, framework, grades and the like
 * go by their numbers in m, so the bytes mean something only beside tables that were read from the same files.
 * The file's name and its mark are no part of them. Each list can be understood without the others. */
struct pack_lists report_pack(const struct report *r, const struct model *m, struct strbuf *out);
/* Takes them off the front of *in. The report and its structs are in a, its texts in the bytes and in file, its name:
 * both must outlive it. Its judgements have no sightings; r->packed has them. NULL when the bytes are not what report_pack
 * appends. */
struct report *report_unpack(struct span *in, const char *file, const struct model *m, struct arena *a);
/* Gives r's judgements, a copy in a, their sightings, from r->packed. */
void report_unpack_sightings(struct report *r, struct arena *a);

#endif

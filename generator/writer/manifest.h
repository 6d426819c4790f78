/* writer/manifest: the list of the files in an output folder that are ours.
 *
 * Text, one file a line after a first line that says what it is:
 *	gradeline-manifest 1
 *	5f6c0cd8cbd6b0ac 1834 areas/index.html
 * (XXH3 of the bytes, their number, path; sorted by path). */
#ifndef WRITER_MANIFEST_H
#define WRITER_MANIFEST_H

#include <stdint.h>
#include "base/map.h"
#include "base/vec.h"

struct owned {
	const char *path;
	uint64_t hash;
	unsigned long long size;
	bool kept;                     /* the file in the output is as it should be; of the last commit: there is one of that
	                                  path now, too */
	bool doubted;                  /* it may not be what is said here */
	unsigned number;               /* the stage has it under this number; 0: under its path, or not at all */
};

struct manifest {
	VEC(struct owned) file;
	struct map by_path;            /* path: struct owned *; after manifest_parse only */
};

/* All strings go to the arena. 0, or -1 when the text is not a manifest. */
int manifest_parse(struct manifest *m, struct span text, struct arena *a);
/* NULL when the path is not in it. */
const struct owned *manifest_find(const struct manifest *m, struct span path);
/* After manifest_write only. */
bool manifest_has(const struct manifest *m, const char *path);
/* Sorts by path and appends the text. */
void manifest_write(struct manifest *m, struct strbuf *out);

#endif

/* writer/claims, private: which paths the files of one commit have taken, and with them which folders. Two paths that
 * differ only in the case of ASCII letters are one. Paths are borrowed: there are as many as files, so nothing of them
 * is copied. */
#ifndef WRITER_CLAIMS_H
#define WRITER_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file, or a folder by the first file that stood in it. */
struct claim {
	const char *path;
	uint32_t hash;
	uint16_t n;                    /* bytes of path that are meant */
	bool folder;
};

struct claims {
	struct claim *slot;            /* a hash table; path NULL: free */
	size_t n, slots;
};

/* Takes the path, of at most SINK_MAX_PATH bytes, and its folders. NULL, or the claim that is in its way, until the next call. */
const struct claim *claims_take(struct claims *c, const char *path);
void claims_release(struct claims *c);

#endif

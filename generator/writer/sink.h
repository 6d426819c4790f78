/* writer/sink: where finished files go.
 *
 * The writer room knows base only: paths and bytes, no pages. A sink takes
 * files until it is committed; then they become visible all at once, or, when
 * it is closed without a commit, never. Paths are relative to the output, with
 * '/' between names ("areas/index.html"); "..", absolute paths and control
 * characters are refused, and so are two files whose paths differ only in case
 * or of which one would have to be the other's folder. */
#ifndef WRITER_SINK_H
#define WRITER_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/diag.h"
#include "base/str.h"

struct sink;

struct sink_stats {
	size_t files;                  /* put */
	size_t changed;                /* new or different from what was there */
	size_t pruned;                 /* ours, no longer put; known after the commit */
	unsigned long long bytes;      /* of all files put */
};

#define SINK_MAX_PATH 1024             /* bytes of a path */
#define SINK_MAX_NAME 255              /* bytes of one name in it */
#define SINK_MANIFEST ".gradeline-manifest"

/* Opens a folder for writing; nothing in it is touched before the commit. name is
 * what it is called in messages. NULL when it is not ours (OUTPUT_NOT_OURS) or cannot
 * be used; reported. Removes what a killed run left beside it. Paths are resolved at
 * once, so the current folder may change later. */
struct sink *sink_disk_open(const char *dir, const char *name, struct diag *d);
/* True when the folder is there and nothing of another run, killed or at work, is beside it. */
bool sink_disk_settled(const char *dir);
/* Takes everything, keeps nothing: all checks, no files. */
struct sink *sink_null_open(void);

/* Adds one file; the bytes are not kept. Thread-safe with distinct d. 0, or -1 with
 * what is wrong reported; after that the commit fails, too. */
int sink_put(struct sink *s, const char *path, struct span bytes, struct diag *d);
/* The same for a file that comes piece by piece, so that nobody has to hold all of it: begin, append, end. NULL and -1
 * are said of a failure that was reported; after -1 end still has to be called. Distinct files may be in hand at once. */
struct sink_file;
struct sink_file *sink_begin(struct sink *s, const char *path, struct diag *d);
int sink_append(struct sink_file *f, struct span bytes, struct diag *d);
int sink_end(struct sink_file *f, struct diag *d);
/* Adds a file as the last commit left it, without a look at it: the caller knows that it stands so. False when it was no
 * part of that commit and has to be put; then nothing was added. Thread-safe with distinct d. */
bool sink_keep(struct sink *s, const char *path, struct diag *d);
/* The path of a file of the last commit, by its number; NULL behind the last. */
const char *sink_last(const struct sink *s, size_t i);
/* Says that a file may not be as the last commit left it, whatever its size: when it is put, its bytes are read and
 * compared. Thread-safe. */
void sink_doubt(struct sink *s, const char *path);
/* So many threads may work in the commit; one when nothing is said. */
void sink_threads(struct sink *s, unsigned threads);
/* Makes the files the folder's content: ours that were not put vanish, files that are
 * not ours stay, unchanged files keep their time; when nothing changed nothing is touched.
 * 0, or -1 (reported) with the folder as it was. Once only. */
int sink_commit(struct sink *s, struct diag *d);
struct sink_stats sink_stats(const struct sink *s);
/* After the commit of a disk sink: XXH3 of the bytes of its manifest. */
uint64_t sink_digest(const struct sink *s);
/* The same of the last commit, as it was found when the sink was opened; 0: there was none. */
uint64_t sink_digest_before(const struct sink *s);
/* Frees the sink; without a commit every trace of it is removed. NULL is fine. */
void sink_close(struct sink *s);

/* Why a path cannot be used, or NULL when it can. */
const char *sink_path_fault(struct span path);

#endif

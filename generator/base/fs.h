/* base/fs: files, with limits. Paths are byte strings with '/'. */
#ifndef BASE_FS_H
#define BASE_FS_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

#define FS_MAX_FILE (32u << 20)      /* bytes; a larger input is refused */

/* Reads a whole regular file into the arena (a NUL stands after it; it begins where any object may). name is
 * used in messages. -1 with a diagnostic when it cannot be read or exceeds max. */
int fs_read(struct arena *a, const char *path, const char *name, size_t max,
	    struct span *out, struct diag *d);
/* What the system says of a file: any change of it changes its mark, since nobody can set the time of its
 * state; except a change within the clock tick in which the mark was taken. */
struct fs_mark {
	uint64_t size, inode, device;
	int64_t modified, changed;     /* nanoseconds */
};
struct stat;
struct fs_mark fs_mark_of(const struct stat *st);
/* Of a file, or of what a link leads to. -1 with errno set. */
int fs_mark(const char *path, struct fs_mark *out);
bool fs_mark_same(const struct fs_mark *a, const struct fs_mark *b);
/* Appends to a file that is there, at once. -1 with errno set; the file may then have part of the bytes. */
int fs_lengthen(const char *path, struct span bytes);
/* True for UTF-8 without NUL; otherwise false, with the first bad byte reported. */
bool fs_is_text(const struct source *src, struct diag *d);
/* Writes a new file of mode 0644. -1 with errno set. */
int fs_write(const char *path, struct span bytes);
/* The same for a path that begins at an open folder; folders above it are made when it needs them. */
int fs_write_at(int dir, const char *path, struct span bytes);
/* Opens such a file for writing; the caller closes it. -1 with errno set. */
int fs_create_at(int dir, const char *path);
/* Writes all of it. -1 with errno set. */
int fs_append(int fd, struct span bytes);
/* Makes the folders above a path that begins at an open folder. -1 with errno set. */
int fs_mkparents_at(int dir, const char *path);
/* Renames, as renameat does; folders above the new path are made when it needs them. -1 with errno set. */
int fs_rename_at(int from, const char *name, int dir, const char *path);
/* Writes a file of mode 0644 that appears whole or not at all, in the place of what bears that name;
 * until then it stands beside it under a name that begins with '.'. -1 with errno set. */
int fs_replace(const char *path, struct span bytes);
/* The same, of bytes in several pieces, for a file that may be lost: for a moment none bears that name. Cheaper, since
 * a file system may begin to bring a file to the disk before it lets it take the place of another. */
int fs_renew(const char *path, const struct span *piece, size_t n);
/* Makes the folder and those above it. -1 with errno set. */
int fs_mkdirs(const char *path);
bool fs_exists(const char *path);
bool fs_is_dir(const char *path);
/* True when path is a folder; otherwise false, reported. */
bool fs_need_dir(const char *path, const char *name, struct diag *d);
/* dir + "/" + rest in the arena; dir "" or "." gives rest. */
const char *fs_join(struct arena *a, const char *dir, const char *rest);

struct fs_list {
	const char **path;           /* relative to the folder walked, sorted by bytes */
	size_t n;
};
#define FS_MAX_DEPTH 16
#define FS_MAX_FILES 2000000
/* Lists regular files below dir, recursively. Names that begin with '.' or end
 * with '~' are passed over; links that lead out of dir are not followed (reported).
 * A folder that does not exist gives an empty list. -1 with a diagnostic. */
int fs_walk(struct arena *a, const char *dir, const char *name, struct fs_list *out,
	    struct diag *d);
/* Removes a tree that we made. Missing is fine. -1 with errno set. */
int fs_remove_tree(const char *path);

#endif

/* writer/journal: a commit of few changes, whose cost is per change and not per file of the site.
 *
 * The stage holds the changed files under numbers, so that no folders are made there. A journal
 * among them names every step that brings them to the output: new files first, then replaced ones,
 * then removals, the manifest last; so no page that is there links to one that is not yet. Once
 * the journal stands, the commit is certain: a run that finds one goes through it to its end. Each
 * step may be taken twice. Exchanging whole trees (stage.h) shows everything in one moment, but
 * links every file of the site; so it is kept for commits that change much, and for all that is
 * out of the ordinary. */
#ifndef WRITER_JOURNAL_H
#define WRITER_JOURNAL_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

/* In the stage; no file of a site may have a name with a backslash. */
#define JOURNAL_NAME "\\journal"
#define JOURNAL_FILE_MAX 16            /* bytes of a staged file's name */

enum journal_what { JOURNAL_NEW, JOURNAL_REPLACE, JOURNAL_REMOVE };

struct journal_step {
	enum journal_what what;
	unsigned file;         /* number of the staged file, from 1; none for JOURNAL_REMOVE */
	const char *path;
};

struct journal {
	VEC(struct journal_step) step;
};

enum journal_end {
	JOURNAL_DONE,
	JOURNAL_UNDONE,        /* errno says why; the output is as it was */
	JOURNAL_UNFINISHED     /* errno says why; to be gone on with */
};

/* The name of a staged file by its number; fills and returns name. */
const char *journal_file(char name[JOURNAL_FILE_MAX], unsigned number);
/* True when the step can be taken as one of few: nothing foreign, no link and no folder is where
 * the file goes, and what lies above it are folders. known: the path of a step that can be taken,
 * whose folders are not looked at again, or "". */
bool journal_can(int output, const struct journal_step *step, const char *known);
/* Puts the steps in their order, the manifest's after all, and writes them to the stage, an open
 * folder: whole or not at all. -1 with errno set. */
int journal_write(struct journal *j, int stage);
/* -1 when it is no journal. Strings go to the arena. */
int journal_parse(struct journal *j, struct span text, struct arena *a);
/* Takes the steps, at most so many of them (then JOURNAL_UNFINISHED; SIZE_MAX for all). stage and
 * output are open folders. */
enum journal_end journal_run(const struct journal *j, int stage, int output, size_t at_most);

#endif

/* writer/stage: the folder beside the output in which the next tree is made.
 *
 * For an output "public" it is ".public.gradeline-new" in the same folder, so
 * that the two can change places by renaming. It is made when first needed and
 * locked while in use; a lock that is free marks a killed run's leftover. */
#ifndef WRITER_STAGE_H
#define WRITER_STAGE_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/diag.h"
#include "writer/journal.h"

struct stage {
	const char *output;        /* absolute, links resolved */
	const char *dir;           /* the new tree while it is made */
	const char *old;           /* the old tree for a moment, where names cannot be exchanged */
	const char *name;          /* the output in messages */
	int lock;                  /* open folder, or -1 */
	bool made;
};

/* Works out the paths and puts right what a killed run left: a journal is gone through to its
 * end, anything else removed. -1: reported. */
int stage_init(struct stage *st, const char *output, const char *name, struct arena *a, struct diag *d);
/* True when there is no stage of any run, at work or killed. */
bool stage_absent(const char *output, struct arena *a);
/* Makes the folder, once; more calls do nothing. -1: reported. */
int stage_make(struct stage *st, struct diag *d);
/* Puts the new tree in the output's place and removes the old one. -1 (reported): the
 * output is as it was. */
int stage_swap(struct stage *st, struct diag *d);
/* Takes the steps of the journal, of which "output" is the open folder; so many threads free what they replace.
 * -1 (reported): the output is as it was; or, when the system refused what it had allowed before, the next run goes on. */
int stage_apply(struct stage *st, struct journal *j, int output, unsigned threads, struct diag *d);
/* Removes what is left of it. */
void stage_drop(struct stage *st);

#endif

/* base/work: what a run does, counted, and which room its processor time goes to.
 *
 * A ledger belongs to one thread, which has it in work_here: counts come from the bottom of the program (allocations,
 * bytes read), where nobody could hand it down. Without a ledger every call here is one branch. base/pool gives each
 * worker a ledger of its own and adds them up. Nothing here reads a clock: whoever opens a ledger brings one. */
#ifndef BASE_WORK_H
#define BASE_WORK_H

#include <stddef.h>

/* Names only: base knows nothing of what they do. */
enum work_room {
	WORK_OTHER, WORK_CONFIG, WORK_FRAMEWORKS, WORK_READING, WORK_DOOR_MD, WORK_DOOR_TEXT, WORK_DOOR_PDF, WORK_MARKDOWN,
	WORK_MODEL, WORK_TEMPLATES, WORK_PLAN, WORK_PAGES, WORK_PROSE, WORK_HTML, WORK_MUSTACHE, WORK_WORDS,
	WORK_LINK_NOTES, WORK_WRITING, WORK_SEARCH, WORK_LINK_CHECK, WORK_COMMIT, WORK_RELEASE, WORK_ROOMS
};

enum work_count {
	WORK_FILES_READ, WORK_BYTES_READ, WORK_DOCUMENTS, WORK_BYTES_PARSED, WORK_BLOCKS, WORK_TEMPLATE_OPS, WORK_ALLOCATIONS,
	WORK_ARENA_BLOCKS, WORK_ARENA_BYTES, WORK_COUNTS
};

struct work {
	unsigned long long (*clock)(void);             /* nanoseconds of the calling thread's processor time */
	unsigned long long since;                      /* when the room was entered */
	enum work_room room;
	unsigned long long time[WORK_ROOMS], count[WORK_COUNTS];
};

extern _Thread_local struct work *work_here;

/* For tables: "link notes", "arena-bytes". */
const char *work_room_name(enum work_room room);
const char *work_count_name(enum work_count what);

/* Makes w, emptied, the calling thread's ledger, which begins in that room. */
void work_open(struct work *w, unsigned long long (*clock)(void), enum work_room room);
/* The thread goes on without one. */
void work_close(void);
/* Adds what a closed ledger says to another. */
void work_join(struct work *to, const struct work *from);
/* For a thread with a ledger: from now on time goes to that room. Returns the one it was in. */
enum work_room work_switch(enum work_room room);

/* Rooms lie within one another: enter, do it, leave for what enter gave. */
static inline enum work_room work_enter(enum work_room room)
{
	return work_here ? work_switch(room) : WORK_OTHER;
}

static inline void work_leave(enum work_room back)
{
	if (work_here)
		work_switch(back);
}

static inline void work_add(enum work_count what, unsigned long long n)
{
	if (work_here)
		work_here->count[what] += n;
}

#endif

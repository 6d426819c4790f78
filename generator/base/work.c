/* base/work: one ledger a thread. */
#include "base/work.h"

#include <string.h>

_Thread_local struct work *work_here;

static const char *const rooms[WORK_ROOMS] = {
	[WORK_OTHER] = "anything else",
	[WORK_CONFIG] = "config and output",
	[WORK_FRAMEWORKS] = "frameworks",
	[WORK_READING] = "reading",
	[WORK_DOOR_MD] = "Markdown reports",
	[WORK_DOOR_TEXT] = "rough texts",
	[WORK_DOOR_PDF] = "PDFs",
	[WORK_MARKDOWN] = "Markdown to blocks",
	[WORK_MODEL] = "model",
	[WORK_TEMPLATES] = "templates and static files",
	[WORK_PLAN] = "plan and template checks",
	[WORK_PAGES] = "making pages",
	[WORK_PROSE] = "opening reports again",
	[WORK_HTML] = "blocks to HTML",
	[WORK_MUSTACHE] = "Mustache",
	[WORK_WORDS] = "words for the search",
	[WORK_LINK_NOTES] = "link notes",
	[WORK_WRITING] = "writing",
	[WORK_SEARCH] = "search index",
	[WORK_LINK_CHECK] = "link check",
	[WORK_COMMIT] = "commit",
	[WORK_RELEASE] = "letting go",
};

static const char *const counts[WORK_COUNTS] = {
	[WORK_FILES_READ] = "files-read",
	[WORK_BYTES_READ] = "bytes-read",
	[WORK_DOCUMENTS] = "documents-parsed",
	[WORK_BYTES_PARSED] = "bytes-parsed",
	[WORK_BLOCKS] = "blocks",
	[WORK_TEMPLATE_OPS] = "template-ops",
	[WORK_ALLOCATIONS] = "allocations",
	[WORK_ARENA_BLOCKS] = "arena-blocks",
	[WORK_ARENA_BYTES] = "arena-bytes",
};

const char *work_room_name(enum work_room room)
{
	return rooms[room];
}

const char *work_count_name(enum work_count what)
{
	return counts[what];
}

void work_open(struct work *w, unsigned long long (*clock)(void), enum work_room room)
{
	memset(w, 0, sizeof *w);
	w->clock = clock;
	w->room = room;
	w->since = clock();
	work_here = w;
}

void work_close(void)
{
	work_switch(WORK_OTHER);
	work_here = NULL;
}

void work_join(struct work *to, const struct work *from)
{
	size_t i;

	for (i = 0; i < WORK_ROOMS; i++)
		to->time[i] += from->time[i];
	for (i = 0; i < WORK_COUNTS; i++)
		to->count[i] += from->count[i];
}

enum work_room work_switch(enum work_room room)
{
	struct work *w = work_here;
	unsigned long long now = w->clock();
	enum work_room was = w->room;

	w->time[was] += now - w->since;
	w->since = now;
	w->room = room;
	return was;
}

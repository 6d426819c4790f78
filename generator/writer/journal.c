/* writer/journal: renames and removals that can be gone through again. */
#include "writer/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "writer/sink.h"

#define FIRST_LINE "gradeline-journal 2"
#define LAST_LINE "end"
#define NUMBER_MAX 9                   /* digits */

static const char *const words[] = { [JOURNAL_NEW] = "new ", [JOURNAL_REPLACE] = "replace ", [JOURNAL_REMOVE] = "remove " };

#define WORDS (sizeof words / sizeof *words)

const char *journal_file(char name[JOURNAL_FILE_MAX], unsigned number)
{
	snprintf(name, JOURNAL_FILE_MAX, "\\%u", number);
	return name;
}

bool journal_can(int output, const struct journal_step *step, const char *known)
{
	char path[SINK_MAX_PATH + 1];
	size_t i, from = 0, n = strlen(step->path);
	struct stat st;

	if (n > SINK_MAX_PATH)
		return false;
	memcpy(path, step->path, n + 1);
	for (i = 0; known[i] && known[i] == path[i]; i++)
		if (path[i] == '/')
			from = i + 1;
	for (i = from; i <= n; i++) {
		if (path[i] && path[i] != '/')
			continue;
		path[i] = '\0';
		if (fstatat(output, path, &st, AT_SYMLINK_NOFOLLOW) < 0)
			return errno == ENOENT && step->what != JOURNAL_REPLACE;
		if (i < n && (!S_ISDIR(st.st_mode) || faccessat(output, path, W_OK, 0) < 0))
			return false;
		path[i] = step->path[i];
	}
	return step->what != JOURNAL_NEW && S_ISREG(st.st_mode);
}

static int in_order(const void *x, const void *y)
{
	const struct journal_step *a = x, *b = y;
	bool last_a = strcmp(a->path, SINK_MANIFEST) == 0, last_b = strcmp(b->path, SINK_MANIFEST) == 0;

	if (last_a != last_b)
		return last_a - last_b;
	return a->what != b->what ? (int)a->what - (int)b->what : strcmp(a->path, b->path);
}

int journal_write(struct journal *j, int stage)
{
	struct strbuf out = STRBUF_INIT;
	size_t i;
	int rc;

	if (j->step.n)
		qsort(j->step.v, j->step.n, sizeof *j->step.v, in_order);
	sb_puts(&out, FIRST_LINE "\n");
	for (i = 0; i < j->step.n; i++) {
		const struct journal_step *step = &j->step.v[i];

		sb_puts(&out, words[step->what]);
		if (step->what != JOURNAL_REMOVE)
			sb_printf(&out, "%u ", step->file);
		sb_puts(&out, step->path);
		sb_putc(&out, '\n');
	}
	sb_puts(&out, LAST_LINE "\n");
	rc = fs_write_at(stage, JOURNAL_NAME ".new", sb_view(&out));
	if (rc == 0)
		rc = renameat(stage, JOURNAL_NAME ".new", stage, JOURNAL_NAME);
	sb_release(&out);
	return rc;
}

/* The digits of a number from 1 off the front of a line, and the space after them; 0 when there are none such. */
static unsigned parse_number(struct span *line)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < line->n && i < NUMBER_MAX && line->p[i] >= '0' && line->p[i] <= '9'; i++)
		n = n * 10 + (unsigned)(line->p[i] - '0');
	if (i == line->n || line->p[i] != ' ')
		return 0;
	*line = span_skip(*line, i + 1);
	return n;
}

static bool parse_step(struct span line, struct journal_step *step, struct arena *a)
{
	size_t i;

	for (i = 0; i < WORDS; i++) {
		struct span path = span_skip(line, strlen(words[i]));
		unsigned file = 0;

		if (!span_starts(line, words[i]))
			continue;
		if (i != JOURNAL_REMOVE && !(file = parse_number(&path)))
			return false;
		*step = (struct journal_step){ (enum journal_what)i, file, arena_strndup(a, path.p, path.n) };
		return !sink_path_fault(path) || span_is(path, SINK_MANIFEST);
	}
	return false;
}

int journal_parse(struct journal *j, struct span text, struct arena *a)
{
	struct span line;

	if (!span_line(&text, &line) || !span_is(line, FIRST_LINE))
		return -1;
	while (span_line(&text, &line)) {
		if (span_is(line, LAST_LINE))
			return text.n ? -1 : 0;
		if (!parse_step(line, vec_push(&j->step, a), a))
			return -1;
	}
	return -1;
}

/* Folders above a file that has gone go with it when nothing is left in them; some may have
 * gone before, when this step was taken for the first time. */
static void drop_folders(int output, const char *file)
{
	char path[SINK_MAX_PATH + 1];
	size_t n = strlen(file);
	char *slash;

	if (n > SINK_MAX_PATH)
		return;
	memcpy(path, file, n + 1);
	while ((slash = strrchr(path, '/'))) {
		*slash = '\0';
		if (unlinkat(output, path, AT_REMOVEDIR) < 0 && errno != ENOENT)
			return;
	}
}

static int put(int stage, int output, const struct journal_step *step)
{
	char name[JOURNAL_FILE_MAX];
	struct stat st;

	if (fs_rename_at(stage, journal_file(name, step->file), output, step->path) == 0)
		return 0;
	/* Not in the stage any more: it was put before. */
	if (errno == ENOENT && fstatat(stage, name, &st, AT_SYMLINK_NOFOLLOW) < 0 && errno == ENOENT)
		return fstatat(output, step->path, &st, AT_SYMLINK_NOFOLLOW);
	return -1;
}

static int take_step(const struct journal_step *step, int stage, int output)
{
	if (step->what != JOURNAL_REMOVE)
		return put(stage, output, step);
	if (unlinkat(output, step->path, 0) < 0 && errno != ENOENT)
		return -1;
	drop_folders(output, step->path);
	return 0;
}

/* New files can be taken back: nothing is lost by it. */
static void undo(const struct journal *j, size_t taken, int stage, int output)
{
	char name[JOURNAL_FILE_MAX];
	int saved = errno;
	size_t i;

	for (i = 0; i <= taken; i++) {
		const struct journal_step *step = &j->step.v[i];

		if (i < taken)
			(void)renameat(output, step->path, stage, journal_file(name, step->file));
		drop_folders(output, step->path);
	}
	errno = saved;
}

enum journal_end journal_run(const struct journal *j, int stage, int output, size_t at_most)
{
	size_t i;

	for (i = 0; i < j->step.n; i++) {
		if (i == at_most)
			return JOURNAL_UNFINISHED;
		if (take_step(&j->step.v[i], stage, output) == 0)
			continue;
		if (j->step.v[i].what != JOURNAL_NEW)
			return JOURNAL_UNFINISHED;
		undo(j, i, stage, output);
		return JOURNAL_UNDONE;
	}
	return JOURNAL_DONE;
}

/* writer/stage: making, locking, exchanging and removing the staging folder. */
#include "writer/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/pool.h"
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#define HELD_MAX 128                   /* files */

struct held {
	int file[HELD_MAX];
	size_t n;
};

static int fail(const struct stage *st, const char *what, struct diag *d)
{
	bool mount = errno == EBUSY || errno == EXDEV;

	diag_report(d, DIAG_SYS_WRITE, (struct pos){ st->name, 0, 0 }, "%s: %s", what, strerror(errno));
	if (mount)
		diag_note(d, (struct pos){ NULL, 0, 0 }, "is it where a file system is mounted? name a folder inside it");
	return -1;
}

/* The absolute path of a folder that need not exist; those above it are made. */
static const char *absolute(const char *path, struct arena *a)
{
	char *real = realpath(path, NULL);
	const char *slash, *parent, *result = NULL;
	char *copy;
	size_t n;

	if (real) {
		result = arena_strdup(a, real);
		free(real);
		return result;
	}
	if (errno != ENOENT)
		return NULL;
	copy = arena_strdup(a, path);
	for (n = strlen(copy); n > 1 && copy[n - 1] == '/'; n--)
		copy[n - 1] = '\0';
	slash = strrchr(copy, '/');
	parent = !slash ? "." : slash == copy ? "/" : arena_strndup(a, copy, (size_t)(slash - copy));
	if (fs_mkdirs(parent) < 0)
		return NULL;
	real = realpath(parent, NULL);
	if (real)
		result = fs_join(a, real, slash ? slash + 1 : copy);
	free(real);
	return result;
}

/* Between the two renames of swap_by_renames a killed run leaves no output. */
static void recover(const struct stage *st)
{
	if (!fs_exists(st->old))
		return;
	if (fs_exists(st->output))
		(void)fs_remove_tree(st->old);
	else
		(void)rename(st->old, st->output);
}

/* What a killed run had begun to take from its stage. False when it cannot be gone on with; errno is EBADMSG when it is
 * no journal of ours. */
static bool finish_journal(const struct stage *st, int stage)
{
	struct arena a = ARENA_INIT;
	struct diag quiet = DIAG_INIT;
	struct journal j = { .step = { NULL, 0, 0 } };
	int output = open(st->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct span text;
	bool done = false;
	int saved;

	if (output >= 0 && fs_read(&a, fs_join(&a, st->dir, JOURNAL_NAME), "", FS_MAX_FILE, &text, &quiet) == 0) {
		if (journal_parse(&j, text, &a) < 0)
			errno = EBADMSG;
		else
			done = journal_run(&j, stage, output, SIZE_MAX) != JOURNAL_UNFINISHED;
	}
	saved = errno;
	if (output >= 0)
		close(output);
	diag_release(&quiet);
	arena_release(&a);
	errno = saved;
	return done && unlinkat(stage, JOURNAL_NAME, 0) == 0;
}

static int unfinished(const struct stage *st, struct diag *d)
{
	bool strange = errno == EBADMSG;

	(void)fail(st, "what a run that was cut short has left cannot be finished", d);
	if (strange)
		diag_note(d, (struct pos){ NULL, 0, 0 },
			  "was it another version's? remove the folder %s, which is beside it, and build again",
			  strrchr(st->dir, '/') + 1);
	return -1;
}

/* A staging folder that nobody holds is a killed run's. */
static int sweep(const struct stage *st, struct diag *d)
{
	int fd = open(st->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = 0;

	if (fd < 0)
		return 0;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
		if (faccessat(fd, JOURNAL_NAME, F_OK, 0) == 0 && !finish_journal(st, fd))
			rc = unfinished(st, d);
		else
			(void)fs_remove_tree(st->dir);
	}
	close(fd);
	return rc;
}

/* Names of what stands beside the output for a while; false when it can have no such names. */
static bool name_stage(struct stage *st, struct arena *a)
{
	const char *slash = strrchr(st->output, '/');

	if (!slash[1])
		return false;
	st->dir = arena_printf(a, "%.*s.%s.gradeline-new", (int)(slash + 1 - st->output), st->output, slash + 1);
	st->old = arena_printf(a, "%.*s.%s.gradeline-old", (int)(slash + 1 - st->output), st->output, slash + 1);
	return true;
}

bool stage_absent(const char *output, struct arena *a)
{
	struct stage st = { .output = absolute(output, a) };

	return st.output && name_stage(&st, a) && !fs_exists(st.dir) && !fs_exists(st.old);
}

int stage_init(struct stage *st, const char *output, const char *name, struct arena *a, struct diag *d)
{

	st->name = name;
	st->lock = -1;
	st->output = absolute(output, a);
	if (!st->output)
		return fail(st, "the folder above cannot be used", d);
	if (!name_stage(st, a)) {
		diag_report(d, DIAG_OUTPUT_NOT_OURS, (struct pos){ name, 0, 0 }, NULL);
		return -1;
	}
	recover(st);
	return sweep(st, d);
}

/* True when the locked folder is still the one of that name. */
static bool still_there(const struct stage *st)
{
	struct stat held, named;

	return fstat(st->lock, &held) == 0 && stat(st->dir, &named) == 0 && held.st_ino == named.st_ino &&
	       held.st_dev == named.st_dev;
}

int stage_make(struct stage *st, struct diag *d)
{
	struct stat st_out;

	if (st->made)
		return 0;
	if (mkdir(st->dir, 0755) < 0) {
		if (errno != EEXIST)
			return fail(st, "no folder can be made beside it", d);
		diag_report(d, DIAG_SYS_WRITE, (struct pos){ st->name, 0, 0 }, "another run is writing it");
		return -1;
	}
	st->lock = open(st->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (st->lock < 0 || flock(st->lock, LOCK_EX | LOCK_NB) < 0 || !still_there(st)) {
		diag_report(d, DIAG_SYS_WRITE, (struct pos){ st->name, 0, 0 }, "another run is writing it");
		return -1;
	}
	st->made = true;
	if (stat(st->output, &st_out) == 0)
		(void)fchmod(st->lock, st_out.st_mode & 07777);
	return 0;
}

/* One step where the system has it: never a moment without an output. */
static int exchange(const char *a, const char *b)
{
#if defined(__linux__) && defined(SYS_renameat2)
	const unsigned rename_exchange = 1u << 1;

	return (int)syscall(SYS_renameat2, AT_FDCWD, a, AT_FDCWD, b, rename_exchange);
#else
	(void)a;
	(void)b;
	errno = ENOSYS;
	return -1;
#endif
}

static int swap_by_renames(const struct stage *st)
{
	int saved;

	if (rename(st->output, st->old) < 0)
		return -1;
	if (rename(st->dir, st->output) == 0)
		return 0;
	saved = errno;
	(void)rename(st->old, st->output);
	errno = saved;
	return -1;
}

int stage_swap(struct stage *st, struct diag *d)
{
	if (!fs_exists(st->output)) {
		if (rename(st->dir, st->output) < 0)
			return fail(st, "the new tree cannot be put in place", d);
	} else if (exchange(st->dir, st->output) == 0) {
		(void)fs_remove_tree(st->dir);
	} else if (errno == EINVAL || errno == ENOSYS) {
		if (swap_by_renames(st) < 0)
			return fail(st, "the new tree cannot be put in place", d);
		(void)fs_remove_tree(st->old);
	} else {
		return fail(st, "the new tree cannot be put in place", d);
	}
	st->made = false;
	return 0;
}

/* A file that is open is freed when it is closed, not when it is replaced. To free it takes longer than the step, and one
 * step comes after the other; but many files can be closed at once. */
static void hold_old(struct held *h, const struct journal *j, int output)
{
	size_t i;

	for (i = 0; i < j->step.n && h->n < HELD_MAX; i++) {
		const struct journal_step *step = &j->step.v[i];
		int fd = step->what == JOURNAL_NEW ? -1 :
			 openat(output, step->path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);

		if (fd >= 0)
			h->file[h->n++] = fd;
	}
}

static void let_go(void *ctx, size_t i, unsigned worker)
{
	const struct held *h = ctx;

	(void)worker;
	close(h->file[i]);
}

int stage_apply(struct stage *st, struct journal *j, int output, unsigned threads, struct diag *d)
{
	struct held old = { .n = 0 };
	enum journal_end end;
	int saved;

	if (journal_write(j, st->lock) < 0)
		return fail(st, "the list of changes cannot be written", d);
	if (threads > 1)
		hold_old(&old, j, output);
	end = journal_run(j, st->lock, output, SIZE_MAX);
	saved = errno;
	if (old.n)
		pool_run(old.n, threads, let_go, &old);
	errno = saved;
	if (end == JOURNAL_UNFINISHED) {
		/* Stage and journal stay. */
		st->made = false;
		(void)fail(st, "a file cannot be put in place", d);
		diag_note(d, (struct pos){ NULL, 0, 0 }, "some files are in place already; the next build puts the others there");
		return -1;
	}
	if (unlinkat(st->lock, JOURNAL_NAME, 0) < 0)
		return fail(st, "the list of changes cannot be removed", d);
	return end == JOURNAL_DONE ? 0 : fail(st, "the new files cannot be put in place", d);
}

void stage_drop(struct stage *st)
{
	/* A journal has emptied it. */
	if (st->made && rmdir(st->dir) < 0)
		(void)fs_remove_tree(st->dir);
	if (st->lock >= 0)
		close(st->lock);
	st->made = false;
	st->lock = -1;
}

/* writer/sink_disk: a folder that is replaced as a whole.
 *
 * put compares with the manifest of the last commit: a file that is the same
 * is only noted, any other is written to the stage. As long as they may be few,
 * changed files have numbers there for names, and commit moves them to the
 * output by a journal. For many the stage becomes the new tree: commit links the
 * noted files and those that are not ours into it and exchanges the two. */
#include "writer/sink_int.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/fs.h"
#include "writer/carry.h"
#include "writer/manifest.h"
#include "writer/stage.h"

#define FEW 8                          /* changes of at most one file in so many of the last commit go by a journal */

struct disk {
	struct sink base;
	struct stage stage;
	const char *name;
	int output;                    /* the open folder, or -1 while there is none */
	struct manifest old, new;
	struct timespec committed;     /* when the old one was written */
	unsigned numbers;              /* given to files in the stage */
};

static int write_fault(struct disk *k, const char *path, struct diag *d)
{
	const char *why = strerror(errno);
	bool first;

	/* A full disk fails every file after it: said once. */
	pthread_mutex_lock(&k->base.lock);
	first = !k->base.failed;
	k->base.failed = true;
	pthread_mutex_unlock(&k->base.lock);
	if (first) {
		struct arena a = ARENA_INIT;

		diag_report(d, DIAG_SYS_WRITE, (struct pos){ fs_join(&a, k->name, path), 0, 0 }, "%s", why);
		arena_release(&a);
	}
	return -1;
}

/* The list of files is written last, so what is newer was written by somebody else. */
static bool written_after(const struct disk *k, const struct stat *st)
{
	const struct timespec *a = &st->st_mtim, *b = &k->committed;

	return a->tv_sec > b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec > b->tv_nsec);
}

static bool has_bytes_of(const struct disk *k, const struct owned *now)
{
	struct arena a = ARENA_INIT;
	struct diag quiet = DIAG_INIT;
	struct span text;
	bool same = fs_read(&a, fs_join(&a, k->stage.output, now->path), now->path, SIZE_MAX, &text, &quiet) == 0 &&
		    digest_64(text) == now->hash;

	diag_release(&quiet);
	arena_release(&a);
	return same;
}

static bool is_kept(const struct disk *k, const struct owned *now)
{
	const struct owned *was = manifest_find(&k->old, span_of(now->path));
	struct stat st;

	return was && was->hash == now->hash && was->size == now->size &&
	       fstatat(k->output, now->path, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
	       (unsigned long long)st.st_size == now->size &&
	       ((!was->doubted && !written_after(k, &st)) || has_bytes_of(k, now));
}

/* Makes the folders above a file in the stage. */
static int make_parents(const char *file, struct arena *a)
{
	char *folder = arena_strdup(a, file);
	char *slash = strrchr(folder, '/');

	*slash = '\0';
	return fs_mkdirs(folder);
}

static size_t few(const struct disk *k)
{
	return k->output < 0 ? 0 : k->old.file.n / FEW;
}

/* For a file that goes to the stage. Those that are changed are counted later: when they stay few, all of them have got
 * numbers. With the lock. */
static unsigned next_number(struct disk *k)
{
	return k->base.stats.changed < few(k) ? ++k->numbers : 0;
}

/* What a file is called in the stage. */
static const char *staged_as(const char *path, unsigned number, char name[JOURNAL_FILE_MAX])
{
	return number ? journal_file(name, number) : path;
}

static int disk_put(struct sink *s, const char *path, struct span bytes, bool *changed, struct diag *d)
{
	struct disk *k = (struct disk *)s;
	struct owned now = { .path = path, .hash = digest_64(bytes), .size = bytes.n };
	char name[JOURNAL_FILE_MAX];
	int rc = -1;

	now.kept = is_kept(k, &now);
	*changed = !now.kept;
	pthread_mutex_lock(&s->lock);
	if (now.kept || stage_make(&k->stage, d) == 0)
		rc = 0;
	if (!now.kept)
		now.number = next_number(k);
	*vec_push(&k->new.file, &s->arena) = now;
	pthread_mutex_unlock(&s->lock);

	if (rc == 0 && !now.kept && fs_write_at(k->stage.lock, staged_as(path, now.number, name), bytes) < 0)
		rc = write_fault(k, path, d);
	return rc;
}

static struct owned *disk_last(struct sink *s, const char *path)
{
	struct disk *k = (struct disk *)s;

	return k->old.file.n ? map_get(&k->old.by_path, span_of(path)) : NULL;
}

static const char *disk_last_path(const struct sink *s, size_t i)
{
	const struct disk *k = (const struct disk *)s;

	return i < k->old.file.n ? k->old.file.v[i].path : NULL;
}

static void disk_keep(struct sink *s, const struct owned *was)
{
	struct disk *k = (struct disk *)s;
	struct owned *now = vec_push(&k->new.file, &s->arena);

	*now = *was;
	now->kept = true;
}

static int disk_open(struct sink *s, const char *path, unsigned *number, struct diag *d)
{
	struct disk *k = (struct disk *)s;
	char name[JOURNAL_FILE_MAX];
	int fd, rc;

	pthread_mutex_lock(&s->lock);
	rc = stage_make(&k->stage, d);
	*number = next_number(k);
	pthread_mutex_unlock(&s->lock);
	if (rc < 0)
		return -1;
	fd = fs_create_at(k->stage.lock, staged_as(path, *number, name));
	return fd < 0 ? write_fault(k, path, d) : fd;
}

/* Only now is it known whether the file is another than before. */
static int disk_close_file(struct sink *s, const char *path, unsigned number, struct sink_sum sum, int fd, bool *changed,
			   struct diag *d)
{
	struct disk *k = (struct disk *)s;
	struct owned now = { .path = path, .hash = sum.hash, .size = sum.size, .number = number };
	char name[JOURNAL_FILE_MAX];

	now.kept = is_kept(k, &now);
	*changed = !now.kept;
	pthread_mutex_lock(&s->lock);
	*vec_push(&k->new.file, &s->arena) = now;
	pthread_mutex_unlock(&s->lock);
	if (close(fd) < 0 || (now.kept && unlinkat(k->stage.lock, staged_as(path, number, name), 0) < 0))
		return write_fault(k, path, d);
	return 0;
}

static void disk_fault(struct sink *s, const char *path, struct diag *d)
{
	write_fault((struct disk *)s, path, d);
}

/* Files that have numbers go where they belong in the new tree. */
static int place_numbered(struct disk *k, struct diag *d)
{
	char name[JOURNAL_FILE_MAX];
	size_t i;

	for (i = 0; i < k->new.file.n && k->numbers; i++) {
		const struct owned *o = &k->new.file.v[i];

		if (!o->kept && o->number &&
		    fs_rename_at(k->stage.lock, journal_file(name, o->number), k->stage.lock, o->path) < 0)
			return write_fault(k, o->path, d);
	}
	return 0;
}

static int link_kept(struct disk *k, struct diag *d)
{
	struct arena scratch = ARENA_INIT;
	size_t i;
	int rc = 0;

	for (i = 0; i < k->new.file.n && rc == 0; i++) {
		const struct owned *o = &k->new.file.v[i];
		const char *to;

		if (!o->kept)
			continue;
		to = fs_join(&scratch, k->stage.dir, o->path);
		if (make_parents(to, &scratch) < 0 ||
		    carry_file(fs_join(&scratch, k->stage.output, o->path), to) < 0)
			rc = write_fault(k, o->path, d);
		arena_clear(&scratch);
	}
	arena_release(&scratch);
	return rc;
}

/* Of few changes the steps; false when there are many, or one that a journal is not for. */
static bool few_steps(struct disk *k, struct journal *j)
{
	struct stat output, stage;
	bool can = true;
	size_t i;

	if (k->base.stats.changed + k->base.stats.pruned > few(k) || fstat(k->output, &output) < 0 ||
	    fstat(k->stage.lock, &stage) < 0 || output.st_dev != stage.st_dev)
		return false;
	for (i = 0; i < k->new.file.n; i++) {
		const struct owned *o = &k->new.file.v[i];
		const struct owned *was = o->kept ? NULL : manifest_find(&k->old, span_of(o->path));

		if (!o->kept)
			*vec_push(&j->step, &k->base.arena) =
				(struct journal_step){ was ? JOURNAL_REPLACE : JOURNAL_NEW, o->number, o->path };
	}
	for (i = 0; i < k->old.file.n && k->base.stats.pruned; i++)
		if (!manifest_has(&k->new, k->old.file.v[i].path))
			*vec_push(&j->step, &k->base.arena) =
				(struct journal_step){ JOURNAL_REMOVE, 0, k->old.file.v[i].path };
	*vec_push(&j->step, &k->base.arena) = (struct journal_step){ JOURNAL_REPLACE, k->numbers + 1, SINK_MANIFEST };
	for (i = 0; i < j->step.n && can; i++)
		can = journal_can(k->output, &j->step.v[i], i ? j->step.v[i - 1].path : "");
	return can;
}

/* Files of the last commit that this one does not have. */
static size_t count_pruned(const struct disk *k)
{
	size_t i, still = 0;

	for (i = 0; i < k->new.file.n; i++)
		still += manifest_find(&k->old, span_of(k->new.file.v[i].path)) != NULL;
	return k->old.file.n - still;
}

static int write_manifest(struct disk *k, unsigned number, struct span text, struct diag *d)
{
	char name[JOURNAL_FILE_MAX];

	if (fs_write_at(k->stage.lock, staged_as(SINK_MANIFEST, number, name), text) < 0)
		return write_fault(k, SINK_MANIFEST, d);
	return 0;
}

static int commit_changes(struct disk *k, struct span manifest, struct diag *d)
{
	struct journal j = { .step = { NULL, 0, 0 } };

	if (stage_make(&k->stage, d) < 0)
		return -1;
	if (few_steps(k, &j)) {
		if (write_manifest(k, k->numbers + 1, manifest, d) < 0)
			return -1;
		return stage_apply(&k->stage, &j, k->output, k->base.threads, d);
	}
	if (place_numbered(k, d) < 0 || link_kept(k, d) < 0)
		return -1;
	if (carry_foreign(k->stage.output, k->stage.dir, k->name, &k->old, d) < 0)
		return -1;
	if (write_manifest(k, 0, manifest, d) < 0)
		return -1;
	return stage_swap(&k->stage, d);
}

static int disk_commit(struct sink *s, struct diag *d)
{
	struct disk *k = (struct disk *)s;
	struct strbuf manifest = STRBUF_INIT;
	int rc = 0;

	manifest_write(&k->new, &manifest);
	s->digest = digest_64(sb_view(&manifest));
	s->stats.pruned = count_pruned(k);
	if (s->stats.changed || s->stats.pruned || !fs_exists(k->stage.output))
		rc = commit_changes(k, sb_view(&manifest), d);
	sb_release(&manifest);
	return rc;
}

static void disk_close(struct sink *s)
{
	struct disk *k = (struct disk *)s;

	stage_drop(&k->stage);
	if (k->output >= 0)
		close(k->output);
}

static bool is_empty_dir(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *e;
	bool empty = dir != NULL;

	while (dir && (e = readdir(dir)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			empty = false;
	if (dir)
		closedir(dir);
	return empty;
}

static int refuse(struct disk *k, const char *why, struct diag *d)
{
	diag_report(d, DIAG_OUTPUT_NOT_OURS, (struct pos){ k->name, 0, 0 }, "%s", why);
	return -1;
}

/* Ours: not there, empty, or with a manifest that can be read. */
static int read_old(struct disk *k, struct diag *d)
{
	const char *path = fs_join(&k->base.arena, k->stage.output, SINK_MANIFEST);
	struct span text;
	struct stat st;

	if (!fs_exists(k->stage.output))
		return 0;
	if (!fs_is_dir(k->stage.output))
		return refuse(k, "it is not a folder", d);
	if (!fs_exists(path))
		return is_empty_dir(k->stage.output) ? 0 :
		       refuse(k, "it is not empty and has no " SINK_MANIFEST, d);
	if (fs_read(&k->base.arena, path, SINK_MANIFEST, FS_MAX_FILE * 8u, &text, d) < 0)
		return -1;
	if (manifest_parse(&k->old, text, &k->base.arena) < 0)
		return refuse(k, "its " SINK_MANIFEST " cannot be understood", d);
	k->base.digest_before = digest_64(text);
	k->output = open(k->stage.output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (stat(path, &st) == 0)
		k->committed = st.st_mtim;
	return 0;
}

bool sink_disk_settled(const char *dir)
{
	struct arena a = ARENA_INIT;
	bool settled = fs_is_dir(dir) && stage_absent(dir, &a);

	arena_release(&a);
	return settled;
}

struct sink *sink_disk_open(const char *dir, const char *name, struct diag *d)
{
	static const struct sink_ops ops = {
		.put = disk_put, .open = disk_open, .close_file = disk_close_file, .fault = disk_fault, .last = disk_last,
		.last_path = disk_last_path, .keep = disk_keep,
		.commit = disk_commit, .close = disk_close,
	};
	struct disk *k = xmalloc(sizeof *k);

	memset(k, 0, sizeof *k);
	sink_init(&k->base, &ops);
	k->name = arena_strdup(&k->base.arena, name);
	k->stage.lock = k->output = -1;
	if (stage_init(&k->stage, dir, k->name, &k->base.arena, d) < 0 || read_old(k, d) < 0) {
		sink_close(&k->base);
		return NULL;
	}
	return &k->base;
}

/* cli/cmd_init: a small site to begin with: the starter, templates and static files that come with the program,
 * copied into a folder that is new or empty. All of it appears, or nothing. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/vec.h"
#include "cli/cmd.h"
#include "cli/report.h"
#include "cli/share.h"

#define FILES_MAX 2000             /* copied; more is not ours */
#define BYTES_MAX (64u << 20)
#define NAMES_MAX 1000             /* of a folder that is not empty, looked at */
#define NAMES_SHOWN 3
#define REPORTS "content/reports/"

struct init {
	struct arena arena;
	const char *dir;           /* as given, without slashes at its end */
	const char *stage;         /* where the site is put together */
	bool there;                /* dir is an empty folder already */
	size_t files, reports, bytes;
	struct diag *d;
};

/* What is copied from below share/gradeline, and to where in the site. */
static const struct {
	const char *from, *to;
} parts[] = {
	{ "starter", "" },
	{ "templates", "templates" },
	{ "static", "static" },
};

static struct pos whole(const char *path)
{
	return (struct pos){ path, 0, 0 };
}

static void cannot_write(struct init *in, const char *path)
{
	diag_report(in->d, DIAG_SYS_WRITE, whole(path), "%s", strerror(errno));
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct names {
	VEC(const char *) name;
};

/* What stands in a folder, sorted; not all of it when that is very much. -1 with errno set. */
static int list(struct names *out, const char *path, struct arena *a)
{
	DIR *dir = opendir(path);
	struct dirent *e;

	out->name.n = 0;
	if (!dir)
		return -1;
	while (out->name.n < NAMES_MAX && (e = readdir(dir)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			*vec_push(&out->name, a) = arena_strdup(a, e->d_name);
	closedir(dir);
	if (out->name.n)
		qsort(out->name.v, out->name.n, sizeof *out->name.v, by_bytes);
	return 0;
}

static void report_full(struct init *in, const struct names *names)
{
	struct strbuf b = STRBUF_INIT;
	size_t i, n = names->name.n;

	for (i = 0; i < n && i < NAMES_SHOWN; i++)
		sb_printf(&b, "%s'%.*s'", i ? ", " : "", SPAN_SHOWN(span_of(names->name.v[i])));
	if (n > NAMES_SHOWN)
		sb_printf(&b, " and %zu%s more", n - NAMES_SHOWN, n == NAMES_MAX ? " or" : "");
	diag_report(in->d, DIAG_INIT_EXISTS, whole(in->dir), "it holds %s", sb_str(&b));
	sb_release(&b);
}

/* True when the site may be made there; otherwise false, reported. */
static bool is_free(struct init *in)
{
	struct names names = { { NULL, 0, 0 } };

	if (!fs_exists(in->dir))
		return true;
	if (!fs_is_dir(in->dir)) {
		diag_report(in->d, DIAG_INIT_EXISTS, whole(in->dir), "it is not a folder");
		return false;
	}
	in->there = true;
	if (list(&names, in->dir, &in->arena) < 0) {
		diag_report(in->d, DIAG_SYS_READ, whole(in->dir), "%s", strerror(errno));
		return false;
	}
	if (names.name.n)
		report_full(in, &names);
	return !names.name.n;
}

/* share/gradeline with all that is copied from it; NULL, reported. */
static const char *find_share(struct init *in, const char *argv0)
{
	const char *share = share_dir(argv0, &in->arena);
	size_t i;

	if (!share)
		diag_report(in->d, DIAG_SHARE_MISSING, whole(NULL), "the system does not say where the program is");
	for (i = 0; share && i < sizeof parts / sizeof *parts; i++) {
		const char *path = fs_join(&in->arena, share, parts[i].from);

		if (fs_is_dir(path))
			continue;
		diag_report(in->d, DIAG_SHARE_MISSING, whole(path), NULL);
		diag_note(in->d, whole(NULL), "'make install' puts it there; a program that was copied alone cannot begin a site");
		share = NULL;
	}
	return share;
}

static int copy_file(struct init *in, const char *from, const char *to)
{
	struct arena a = ARENA_INIT;
	const char *slash = strrchr(to, '/');
	struct span bytes;
	int rc = -1;

	if (in->files >= FILES_MAX || fs_read(&a, from, from, BYTES_MAX - in->bytes, &bytes, in->d) < 0) {
		if (in->files >= FILES_MAX)
			diag_report(in->d, DIAG_SYS_READ, whole(from), "more than %d files", FILES_MAX);
		goto out;
	}
	if (fs_mkdirs(arena_strndup(&a, to, (size_t)(slash - to))) < 0 || fs_write(to, bytes) < 0) {
		cannot_write(in, to);
		goto out;
	}
	in->files++;
	in->bytes += bytes.n;
	rc = 0;
out:
	arena_release(&a);
	return rc;
}

/* A name with a dot is hidden, and so passed over, wherever it is stored; it gets its dot here. */
static const char *name_in_site(const char *name)
{
	return strcmp(name, "gitignore") == 0 ? ".gitignore" : name;
}

static int copy_part(struct init *in, const char *from, const char *to)
{
	struct fs_list files;
	size_t i;

	if (fs_walk(&in->arena, from, from, &files, in->d) < 0)
		return -1;
	for (i = 0; i < files.n; i++) {
		const char *name = fs_join(&in->arena, to, name_in_site(files.path[i]));

		if (copy_file(in, fs_join(&in->arena, from, files.path[i]), fs_join(&in->arena, in->stage, name)) < 0)
			return -1;
		in->reports += span_starts(span_of(name), REPORTS);
	}
	return 0;
}

/* Moves what was put together in a folder inside dir up into dir, which stays the folder it is: it may be
 * somebody's current one, or a mount point. */
static int move_up(struct init *in)
{
	struct names names = { { NULL, 0, 0 } };
	size_t i;
	int saved;

	if (list(&names, in->stage, &in->arena) < 0)
		return -1;
	for (i = 0; i < names.name.n; i++) {
		const char *to = fs_join(&in->arena, in->dir, names.name.v[i]);

		errno = EEXIST;
		if (fs_exists(to) || rename(fs_join(&in->arena, in->stage, names.name.v[i]), to) < 0)
			break;
	}
	if (i == names.name.n)
		return rmdir(in->stage);
	saved = errno;
	while (i-- > 0)
		fs_remove_tree(fs_join(&in->arena, in->dir, names.name.v[i]));
	errno = saved;
	return -1;
}

static int make(struct init *in, const char *share)
{
	const char *slash = strrchr(in->dir, '/'), *name = slash ? slash + 1 : in->dir;
	size_t i;

	if (in->there)
		in->stage = arena_printf(&in->arena, "%s/.gradeline-new-%ld", in->dir, (long)getpid());
	else
		in->stage = arena_printf(&in->arena, "%.*s.%s.gradeline-new-%ld", (int)(name - in->dir), in->dir, name,
					 (long)getpid());
	if (fs_mkdirs(in->stage) < 0) {
		cannot_write(in, in->dir);
		return -1;
	}
	for (i = 0; i < sizeof parts / sizeof *parts; i++)
		if (copy_part(in, fs_join(&in->arena, share, parts[i].from), parts[i].to) < 0)
			goto fail;
	if ((in->there ? move_up(in) : rename(in->stage, in->dir)) == 0)
		return 0;
	cannot_write(in, in->dir);
fail:
	fs_remove_tree(in->stage);
	return -1;
}

/* As one word of a shell, and nothing that steers a terminal. */
static const char *shell_word(struct init *in, const char *path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./+,:@";
	struct strbuf quoted = STRBUF_INIT, shown = STRBUF_INIT;
	const char *word;
	size_t i;

	if (path[strspn(path, plain)] == '\0')
		return path;
	sb_putc(&quoted, '\'');
	for (i = 0; path[i]; i++) {
		if (path[i] == '\'')
			sb_puts(&quoted, "'\\'");
		sb_putc(&quoted, path[i]);
	}
	sb_putc(&quoted, '\'');
	visible_add(&shown, sb_str(&quoted));
	word = arena_strdup(&in->arena, sb_str(&shown));
	sb_release(&quoted);
	sb_release(&shown);
	return word;
}

static void print_next(struct init *in)
{
	const char *dir = shell_word(in, in->dir);

	fprintf(stderr, "gradeline: %s: a site of %zu invented report%s\n", dir, in->reports, plural(in->reports));
	if (strcmp(in->dir, ".") == 0)
		fprintf(stderr, "gradeline: next: gradeline serve --open\n");
	else
		fprintf(stderr, "gradeline: next: gradeline -C %s serve --open\n", dir);
	fprintf(stderr, "gradeline: %s says how to put your own reports in, and how to write the site\n",
		shell_word(in, fs_join(&in->arena, in->dir, "README.md")));
}

enum status cmd_init(const struct settings *s)
{
	struct diag d = DIAG_INIT;
	struct init in = { .d = &d };
	size_t n = strlen(s->arg[0]);
	const char *share = NULL;
	enum status status;

	while (n > 1 && s->arg[0][n - 1] == '/')
		n--;
	in.dir = arena_strndup(&in.arena, s->arg[0], n);
	if (!n)
		diag_report(&d, DIAG_USAGE, whole(NULL), "the folder has no name");
	else if (is_free(&in))
		share = find_share(&in, s->program);
	if (share && make(&in, share) == 0)
		print_next(&in);
	status = finish(s, NULL, &d);
	arena_release(&in.arena);
	return status;
}

/* cli/cmd_import: report files to content/reports. Files are read in parallel and placed in the order
 * given; what would be written is read back first, so that no fact is lost on the way. */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/digest.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/pool.h"
#include "cli/cmd.h"
#include "cli/tables.h"
#include "readers/canonical.h"
#include "readers/readers.h"

#define BATCH 256              /* files read before they are written */

/* One file on its way. */
struct item {
	const char *path;              /* as given */
	struct strbuf bytes;           /* to be written; empty: nothing is */
	struct strbuf place;           /* "stockport/2012-02-17.md" */
	size_t judgements, improvements;
	struct diag d;
};

struct counts {
	size_t written, unchanged, judgements, improvements;
	size_t code[DIAG_CODES];       /* what was said while reading */
};

struct import {
	const struct settings *s;
	const struct model *model;
	const char *dir, *name;        /* where reports go: the folder, and what messages call it */
	struct item *item;             /* of this batch */
	struct arena arena[POOL_MAX];
	struct arena kept;
	struct map taken;              /* place to the path it was made of */
	struct counts counts;
	bool progress;
	atomic_size_t done;
	atomic_flag printing;
};

static struct pos whole(const char *path)
{
	return (struct pos){ path, 0, 0 };
}

/* ---- reading, in the workers --------------------------------------------------- */

/* Rewrites one line; a worker that finds another at it lets it be. */
static void show_progress(struct import *im)
{
	size_t done = atomic_fetch_add(&im->done, 1) + 1;

	if (!im->progress || atomic_flag_test_and_set(&im->printing))
		return;
	fprintf(stderr, "\rgradeline: %zu of %zu files read", done, im->s->args);
	fflush(stderr);
	atomic_flag_clear(&im->printing);
}

static void hide_progress(const struct import *im)
{
	if (im->progress)
		fputs("\r\033[K", stderr);
}

/* Errors that one line of front matter mends: the rest of the report is worth having. */
static bool is_doubt(enum diag_code code)
{
	return code == DIAG_GRADE_CONFLICT || code == DIAG_GRADE_UNKNOWN;
}

/* The first error that is more than a doubt; NULL: there is none. */
static const struct diag_entry *fault(const struct diag *d)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (diag_code_level(d->entry[i].code) >= DIAG_ERROR && !is_doubt(d->entry[i].code))
			return &d->entry[i];
	return NULL;
}

/* Reads what was made of a report again: a fact that would be lost or changed is an error. */
static void read_back(struct import *im, struct item *it, const struct report *r, struct arena *a)
{
	struct diag own = DIAG_INIT;
	struct report *again = reader_report_bytes(im->model, sb_view(&it->bytes), sb_str(&it->place), a, &own);
	const struct diag_entry *wrong = fault(&own);
	const char *what = NULL;

	if (again)
		canonical_settle(again);
	if (wrong)
		diag_report(&it->d, DIAG_IMPORT_UNREAD, whole(it->path), "%s%s%s [%s]", diag_code_wording(wrong->code),
			    wrong->detail ? ": " : "", wrong->detail ? wrong->detail : "", diag_code_slug(wrong->code));
	else if ((what = canonical_differs(r, again)))
		diag_report(&it->d, DIAG_IMPORT_UNREAD, whole(it->path), "%s would change", what);
	report_release(again);
	diag_release(&own);
}

static void make(struct import *im, struct item *it, struct report *r, struct arena *a)
{
	const char *slash = strrchr(it->path, '/');
	char sum[DIGEST_HEX];
	struct canonical how = { slash ? slash + 1 : it->path, sum, im->s->facts };
	struct span source;

	if (fs_read(a, it->path, it->path, FS_MAX_FILE, &source, &it->d) < 0)
		return;
	digest_sha256(source, sum);
	canonical_settle(r);
	canonical_write(r, &how, &it->bytes);
	sb_puts(&it->place, canonical_path(r, a));
	it->judgements = r->judgement_count;
	it->improvements = r->improvement_count;
	read_back(im, it, r, a);
}

static void import_one(void *ctx, size_t i, unsigned worker)
{
	struct import *im = ctx;
	struct item *it = &im->item[i];
	struct arena *a = &im->arena[worker];
	struct report *r = reader_report_file(im->model, it->path, it->path, a, &it->d);

	if (r && !fault(&it->d) && model_settle_day(im->model, r, &it->d))
		make(im, it, r, a);
	report_release(r);
	if (fault(&it->d)) {
		sb_release(&it->bytes);
		diag_report(&it->d, DIAG_IMPORT_REFUSED, whole(it->path), NULL);
	} else if (diag_failed(&it->d)) {
		diag_report(&it->d, DIAG_IMPORT_DOUBT, whole(it->path), "give them in the front matter of %s", sb_str(&it->place));
	}
	arena_clear(a);
	show_progress(im);
}

/* ---- writing, in the order given -------------------------------------------------- */

/* The same report in another form beside its place; NULL: none. */
static const char *other_form(const char *path, struct arena *a)
{
	static const char *const forms[] = { "txt", "pdf" };
	size_t i;

	for (i = 0; i < sizeof forms / sizeof *forms; i++) {
		const char *other = arena_printf(a, "%.*s%s", (int)strlen(path) - 2, path, forms[i]);

		if (fs_exists(other))
			return other;
	}
	return NULL;
}

/* True when path holds these bytes already. */
static bool holds(const char *path, struct span bytes, struct arena *a)
{
	struct diag quiet = DIAG_INIT;
	struct span old;
	bool same = fs_exists(path) && fs_read(a, path, path, FS_MAX_FILE, &old, &quiet) == 0 && span_eq(old, bytes);

	diag_release(&quiet);
	return same;
}

static bool write_file(const char *path, const char *name, struct span bytes, struct diag *d)
{
	struct arena a = ARENA_INIT;
	const char *folder = arena_strndup(&a, path, (size_t)(strrchr(path, '/') - path));
	bool written = fs_mkdirs(folder) == 0 && fs_replace(path, bytes) == 0;

	if (!written)
		diag_report(d, DIAG_SYS_WRITE, whole(name), "%s", strerror(errno));
	arena_release(&a);
	return written;
}

/* False when the report may not be written to its place; reported. */
static bool may_write(struct import *im, const struct item *it, const char *path, const char *name, struct arena *a,
		      struct diag *d)
{
	const char *other = other_form(path, a);

	if (im->s->force)
		return true;
	if (fs_exists(path))
		diag_report(d, DIAG_IMPORT_EXISTS, whole(name), "it was not made of '%s' as it is now; --force overwrites it",
			    it->path);
	else if (other)
		diag_report(d, DIAG_IMPORT_EXISTS, whole(other), "'%s' is the same report; move one away, or use --force",
			    it->path);
	else
		return true;
	return false;
}

static void place(struct import *im, struct item *it, struct diag *d)
{
	struct arena a = ARENA_INIT;
	const char *rel = sb_str(&it->place), *path = arena_printf(&a, "%s/%s", im->dir, rel);
	const char *name = fs_join(&a, im->name, rel), *first = map_get(&im->taken, span_of(rel));
	bool done = true;

	if (first) {
		diag_report(d, DIAG_IMPORT_TWICE, whole(it->path), "'%s' is %.*s as well, and was taken", first,
			    (int)strlen(rel) - 3, rel);
		goto out;
	}
	map_set(&im->taken, span_of(arena_strdup(&im->kept, rel)), arena_strdup(&im->kept, it->path));
	if (holds(path, sb_view(&it->bytes), &a))
		im->counts.unchanged++;
	else if (may_write(im, it, path, name, &a, d) && write_file(path, name, sb_view(&it->bytes), d))
		im->counts.written++;
	else
		done = false;
	if (done) {
		im->counts.judgements += it->judgements;
		im->counts.improvements += it->improvements;
	}
out:
	arena_release(&a);
}

static void finish_item(struct import *im, struct item *it, struct diag *d)
{
	size_t i;

	for (i = 0; i < it->d.n; i++)
		im->counts.code[it->d.entry[i].code]++;
	diag_merge(d, &it->d);
	if (it->bytes.n)
		place(im, it, d);
	sb_release(&it->bytes);
	sb_release(&it->place);
}

static void import_files(struct import *im, struct diag *d)
{
	const struct settings *s = im->s;
	unsigned threads = s->threads ? (unsigned)s->threads : pool_default();
	size_t from, i, n;

	im->item = xmalloc(BATCH * sizeof *im->item);
	map_init(&im->taken, &im->kept);
	for (from = 0; from < s->args; from += n) {
		n = s->args - from < BATCH ? s->args - from : BATCH;
		memset(im->item, 0, BATCH * sizeof *im->item);
		for (i = 0; i < n; i++)
			im->item[i].path = s->arg[from + i];
		pool_run(n, threads, import_one, im);
		for (i = 0; i < n; i++)
			finish_item(im, &im->item[i], d);
	}
	hide_progress(im);
	free(im->item);
	for (i = 0; i < POOL_MAX; i++)
		arena_release(&im->arena[i]);
	arena_release(&im->kept);
}

/* ---- the end ------------------------------------------------------------------------ */

static void print_summary(const struct import *im, size_t warnings)
{
	const struct counts *c = &im->counts;
	size_t files = im->s->args, refused = files - c->written - c->unchanged, i;
	const char *lead = "gradeline: not understood:";

	fprintf(stderr, "gradeline: %s: %zu file%s, %zu written, %zu unchanged, %zu refused\n", im->dir, files,
		plural(files), c->written, c->unchanged, refused);
	fprintf(stderr, "gradeline: %zu judgement%s, %zu improvement%s, %zu warning%s\n", c->judgements,
		plural(c->judgements), c->improvements, plural(c->improvements), warnings, plural(warnings));
	for (i = 0; i < DIAG_CODES; i++) {
		enum diag_level level = diag_code_level((enum diag_code)i);

		if (!c->code[i] || i == DIAG_IMPORT_UNREAD || (level != DIAG_WARNING && level != DIAG_ERROR))
			continue;
		fprintf(stderr, "%s %zu %s", lead, c->code[i], diag_code_slug((enum diag_code)i));
		lead = ",";
	}
	if (*lead == ',')
		fputc('\n', stderr);
}

enum status cmd_import(const struct settings *s)
{
	struct diag d = DIAG_INIT;
	struct import im = { .s = s, .printing = ATOMIC_FLAG_INIT };
	struct tables t;
	bool ready = tables_init(&t, s, &d);
	size_t warnings;
	enum status status;

	/* With frameworks or authorities that are wrong, so might be what is written. */
	ready = ready && !diag_failed(&d);
	if (ready) {
		im.model = &t.model;
		im.name = s->output ? s->output : fs_join(&t.a, t.content, "reports");
		im.dir = s->output ? s->output : fs_join(&t.a, t.root, im.name);
		im.progress = wants_colour() && !s->quiet;
		import_files(&im, &d);
	}
	warnings = d.count[DIAG_WARNING];
	status = finish(s, t.root, &d);
	if (ready && !s->quiet)
		print_summary(&im, warnings);
	tables_release(&t);
	return status;
}

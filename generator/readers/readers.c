/* readers: all of content/. Reports are read in parallel, each worker with its own arena
 * and sink; results are joined in the order of their names, so that threads never show. */
#include "readers/readers.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/pool.h"
#include "base/work.h"
#include "readers/facts_cache.h"
#include "readers/readers_int.h"
#include "readers/tables.h"

struct load {
	const struct model *m;
	const char *dir, *name;
	const char **path;         /* below dir */
	const struct fs_mark **mark;   /* one a path, where the caller has it */
	size_t n;
	struct report **report;    /* one slot a path */
	struct diag *diag;
	bool *read, *unlike;       /* its file was read; it was not what its mark says */
	struct facts_cache cache;
	struct facts_record *record;   /* one a path: what the cache keeps of it */
	bool *fresh;               /* that is new to the cache */
	struct strbuf packed[POOL_MAX];
	struct arena scratch[POOL_MAX]; /* of the report that a worker reads */
	struct arena kept[POOL_MAX];    /* of what it keeps of all that it has read */
	struct arena lead[POOL_MAX];    /* of what only the cache wants of that */
	struct arena own;          /* of the lists here */
};

/* True when the file's mark, taken before it was read, stands for what was read and can stand for nothing else. */
static bool is_certain(const struct load *l, size_t i, const char *path)
{
	struct fs_mark after;

	l->unlike[i] = fs_mark(path, &after) < 0 || !fs_mark_same(&after, l->mark[i]);
	return !l->unlike[i] && after.changed < l->m->files->began;
}

static void read_file(struct load *l, size_t i, const char *path, const char *name, unsigned worker)
{
	struct arena *kept = &l->kept[worker];
	struct report *r = read_report_file(l->m, path, name, true, &l->scratch[worker], &l->diag[i]);
	bool certain = l->mark[i] && is_certain(l, i, path);

	l->read[i] = true;
	if (r && r->authority) {
		struct facts_record record = facts_record(&l->cache, l->path[i], &r->mark, r, l->m, &l->diag[i], &l->packed[worker],
							  &l->lead[worker], kept);

		l->report[i] = facts_of(&record, arena_strdup(kept, name), l->m, kept);
		l->fresh[i] = certain && !diag_failed(&l->diag[i]) && !l->diag[i].dropped;
		if (l->fresh[i])
			l->record[i] = record;
	}
	report_release(r);
}

static void read_one(void *ctx, size_t i, unsigned worker)
{
	struct load *l = ctx;
	struct arena *a = &l->scratch[worker];
	const char *name = fs_join(a, l->name, l->path[i]);

	if (l->mark[i])
		l->report[i] = facts_find(&l->cache, l->path[i], name, l->mark[i], l->m, &l->kept[worker], &l->diag[i],
					  &l->record[i]);
	if (!l->report[i])
		read_file(l, i, fs_join(a, l->dir, l->path[i]), name, worker);
	arena_clear(a);
}

static bool is_report_file(const char *path)
{
	struct span s = span_of(path);

	return span_ends(s, ".md") || span_ends(s, ".txt") || is_pdf_name(path);
}

/* Keeps what read well, in the order of the names. */
static size_t join(struct load *l, struct model *m, struct diag *d)
{
	size_t n = 0, i;

	for (i = 0; i < l->n; i++) {
		diag_merge(d, &l->diag[i]);
		if (l->report[i])
			l->report[n++] = l->report[i];
		if (m->files) {
			m->files->read += l->read[i];
			m->files->changed |= l->unlike[i];
		}
	}
	for (i = 0; i < POOL_MAX; i++) {
		arena_combine(&m->arena, &l->kept[i]);
		arena_release(&l->scratch[i]);
		arena_release(&l->lead[i]);
		sb_release(&l->packed[i]);
	}
	arena_combine(&m->arena, &l->cache.arena);
	return n;
}

/* The report files of the folder, with their marks where they are known. */
static void list_files(struct load *l, struct model *m, struct diag *d)
{
	struct fs_list files = { NULL, 0 };
	size_t i;

	if (m->files)
		files = m->files->list;
	else
		fs_walk(&m->arena, l->dir, l->name, &files, d);
	l->path = arena_calloc(&l->own, files.n + 1, sizeof *l->path);
	l->mark = arena_calloc(&l->own, files.n + 1, sizeof *l->mark);
	for (i = 0; i < files.n; i++) {
		if (is_report_file(files.path[i])) {
			l->mark[l->n] = m->files ? &m->files->mark[i] : NULL;
			l->path[l->n++] = files.path[i];
		} else {
			diag_report(d, DIAG_FILE_IGNORED, (struct pos){ fs_join(&m->arena, l->name, files.path[i]), 0, 0 },
				    "reports end in .txt, .md or .pdf");
		}
	}
	if (!l->n)
		diag_report(d, DIAG_NO_REPORTS, (struct pos){ l->name, 0, 0 }, NULL);
}

static void load_reports(struct model *m, const char *dir, const char *name, unsigned threads, struct diag *d)
{
	struct load l = { .m = m };
	enum work_room back;
	size_t n;

	l.dir = fs_join(&m->arena, dir, "reports");
	l.name = fs_join(&m->arena, name, "reports");
	m->reports_dir = l.dir;
	m->reports_skip = strlen(fs_join(&m->arena, l.name, "x")) - 1;
	list_files(&l, m, d);
	l.report = arena_calloc(&l.own, l.n + 1, sizeof *l.report);
	l.diag = arena_calloc(&l.own, l.n + 1, sizeof *l.diag);
	l.read = arena_calloc(&l.own, l.n + 1, sizeof *l.read);
	l.unlike = arena_calloc(&l.own, l.n + 1, sizeof *l.unlike);
	l.record = arena_calloc(&l.own, l.n + 1, sizeof *l.record);
	l.fresh = arena_calloc(&l.own, l.n + 1, sizeof *l.fresh);
	facts_open(&l.cache, m->files ? m->cache : NULL, m->files ? m->files->key : 0);
	pool_run(l.n, threads, read_one, &l);
	facts_save(&l.cache, l.record, l.fresh, l.n);
	n = join(&l, m, d);
	back = work_enter(WORK_MODEL);
	model_freeze(m, l.report, n, d);
	work_leave(back);
	arena_release(&l.own);
}

void readers_release(struct model *m)
{
	size_t i;

	for (i = 0; i < m->page_count; i++)
		md_free((struct md_doc *)(uintptr_t)m->page[i].body);
}

static void load_pages(struct model *m, const char *dir, const char *name, struct diag *d)
{
	const char *folder = fs_join(&m->arena, dir, "pages");
	const char *label = fs_join(&m->arena, name, "pages");
	struct fs_list files = { NULL, 0 };
	size_t i;

	fs_walk(&m->arena, folder, label, &files, d);
	m->page = arena_calloc(&m->arena, files.n + 1, sizeof *m->page);
	for (i = 0; i < files.n; i++) {
		if (!span_ends(span_of(files.path[i]), ".md"))
			continue;
		if (read_text_page(&m->page[m->page_count], fs_join(&m->arena, folder, files.path[i]),
				   fs_join(&m->arena, label, files.path[i]), &m->arena, d) == 0)
			m->page_count++;
	}
}

int readers_load_tables(struct model *m, const char *dir, const char *name, struct diag *d)
{
	struct arena *a = &m->arena;
	int rc = 0;

	if (read_authorities(m, fs_join(a, dir, "authorities.yaml"), fs_join(a, name, "authorities.yaml"), d) < 0)
		rc = -1;
	if (read_areas(m, fs_join(a, dir, "areas.yaml"), fs_join(a, name, "areas.yaml"), d) < 0)
		rc = -1;
	return rc;
}

int readers_load(struct model *m, const char *dir, const char *name, unsigned threads, struct diag *d)
{
	readers_load_tables(m, dir, name, d);
	read_overrides(m, fs_join(&m->arena, dir, READERS_OVERRIDES), fs_join(&m->arena, name, READERS_OVERRIDES), d);
	load_pages(m, dir, name, d);
	load_reports(m, dir, name, threads, d);
	return diag_failed(d) ? -1 : 0;
}

/* readers: all of content/. Reports are read in parallel, each worker with its own arena
 * and sink; results are joined in the order of their names, so that threads never show. */
#include "readers/readers.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/pool.h"
#include "readers/facts_cache.h"
#include "readers/pack.h"
#include "readers/readers_int.h"
#include "readers/tables.h"

struct load {
	const struct model *m;
	const char *dir, *name;
	const char **path;         /* below dir */
	size_t n;
	struct report **report;    /* one slot a path */
	struct diag *diag;
	struct facts_cache cache;
	struct span *record;       /* one a path: what the cache keeps of it */
	bool *fresh;               /* it is new to the cache */
	struct strbuf packed[POOL_MAX];
	struct arena scratch[POOL_MAX]; /* of the report that a worker reads */
	struct arena kept[POOL_MAX];    /* of what it keeps of all that it has read */
};

static void read_file(struct load *l, size_t i, const char *path, unsigned worker)
{
	struct arena *a = &l->scratch[worker];
	struct strbuf *packed = &l->packed[worker];
	struct report *r;
	struct fs_mark mark = { 0 };
	struct span kept, facts;
	bool known = l->cache.path && fs_mark(path, &mark) == 0;

	if (known && (l->report[i] = facts_find(&l->cache, l->path[i], &mark, l->m, &l->kept[worker], &l->diag[i], &l->record[i])))
		return;
	r = read_report_file(l->m, path, fs_join(a, l->name, l->path[i]), true, a, &l->diag[i]);
	if (r && r->authority) {
		size_t at;

		sb_clear(packed);
		at = facts_record(l->path[i], &mark, r, l->m, &l->diag[i], packed);
		kept = span_make(arena_strndup(&l->kept[worker], packed->p, packed->n), packed->n);
		l->fresh[i] = known && facts_certain(&l->cache, &mark, &l->diag[i]);
		if (l->fresh[i])
			l->record[i] = kept;
		facts = span_skip(kept, at);
		l->report[i] = report_unpack(&facts, l->m, &l->kept[worker]);
	}
	report_release(r);
}

static void read_one(void *ctx, size_t i, unsigned worker)
{
	struct load *l = ctx;

	read_file(l, i, fs_join(&l->scratch[worker], l->dir, l->path[i]), worker);
	if (l->report[i])
		l->report[i]->digest = l->record[i].n ? facts_digest(l->record[i]) : 0;
	arena_clear(&l->scratch[worker]);
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
	}
	for (i = 0; i < POOL_MAX; i++) {
		arena_combine(&m->arena, &l->kept[i]);
		arena_release(&l->scratch[i]);
		sb_release(&l->packed[i]);
	}
	arena_combine(&m->arena, &l->cache.arena);
	return n;
}

static void load_reports(struct model *m, const char *dir, const char *name, unsigned threads, struct diag *d)
{
	struct load l = { .m = m };
	struct fs_list files = { NULL, 0 };
	size_t i, n;

	l.dir = fs_join(&m->arena, dir, "reports");
	l.name = fs_join(&m->arena, name, "reports");
	m->reports_dir = l.dir;
	m->reports_skip = strlen(fs_join(&m->arena, l.name, "x")) - 1;
	fs_walk(&m->arena, l.dir, l.name, &files, d);
	l.path = arena_calloc(&m->arena, files.n + 1, sizeof *l.path);
	for (i = 0; i < files.n; i++) {
		if (is_report_file(files.path[i]))
			l.path[l.n++] = files.path[i];
		else
			diag_report(d, DIAG_FILE_IGNORED, (struct pos){ fs_join(&m->arena, l.name, files.path[i]), 0, 0 },
				    "reports end in .txt, .md or .pdf");
	}
	if (!l.n)
		diag_report(d, DIAG_NO_REPORTS, (struct pos){ l.name, 0, 0 }, NULL);
	l.report = arena_calloc(&m->arena, l.n + 1, sizeof *l.report);
	l.diag = xmalloc((l.n + 1) * sizeof *l.diag);
	memset(l.diag, 0, (l.n + 1) * sizeof *l.diag);
	l.record = arena_calloc(&m->arena, l.n + 1, sizeof *l.record);
	l.fresh = arena_calloc(&m->arena, l.n + 1, sizeof *l.fresh);
	facts_open(&l.cache, m, l.name, d);
	pool_run(l.n, threads, read_one, &l);
	facts_save(&l.cache, l.record, l.fresh, l.n);
	n = join(&l, m, d);
	free(l.diag);
	model_freeze(m, l.report, n, d);
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
				   fs_join(&m->arena, label, files.path[i]), &m->arena, d) < 0)
			continue;
		m->others_digest = digest_quick(m->others_digest, span_make((const char *)&m->page[m->page_count].digest, sizeof m->page->digest));
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

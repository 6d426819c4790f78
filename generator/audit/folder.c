/* audit/folder: see folder.h. */
#include "audit/folder.h"

#include <string.h>
#include "audit/scan.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/pool.h"

#define MAX_FILE (64u << 20)           /* bytes of a file that is read */
#define HOME "index.html"

struct folder {
	const struct folder_options *o;
	struct arena arena;
	struct fs_list list;
	struct links *links;
	struct audit *audit;
	struct arena *worker;          /* the file in hand */
	struct diag *read;             /* one a file: what could not be read */
};

/* The value of the first canonical link. Another attribute may stand before or after it. */
static struct span canonical(struct span page)
{
	ptrdiff_t rel = span_find(page, "rel=\"canonical\""), end, href;
	size_t start;

	if (rel < 0)
		return span_make(NULL, 0);
	for (start = (size_t)rel; start && page.p[start] != '<'; start--)
		;
	page = span_skip(page, start);
	end = span_chr(page, '>');
	page = span_make(page.p, end < 0 ? 0 : (size_t)end);
	href = span_find(page, "href=\"");
	if (href < 0)
		return span_make(NULL, 0);
	page = span_skip(page, (size_t)href + strlen("href=\""));
	end = span_chr(page, '"');
	return span_make(page.p, end < 0 ? 0 : (size_t)end);
}

static const char *base_url(struct folder *f)
{
	const char *path = fs_join(&f->arena, f->o->dir, HOME), *url;
	struct strbuf decoded = STRBUF_INIT;
	struct diag quiet = DIAG_INIT;
	struct span text;

	if (!fs_exists(path) || fs_read(&f->arena, path, HOME, MAX_FILE, &text, &quiet) < 0)
		text = span_make(NULL, 0);
	diag_release(&quiet);
	scan_decode(canonical(text), &decoded);
	if (span_ends(sb_view(&decoded), "/" HOME))
		sb_truncate(&decoded, decoded.n - strlen(HOME));
	url = span_find(sb_view(&decoded), "://") > 0 ? arena_strdup(&f->arena, sb_str(&decoded)) : NULL;
	sb_release(&decoded);
	return url;
}

static void look_at(void *ctx, size_t i, unsigned worker)
{
	struct folder *f = ctx;
	struct arena *a = &f->worker[worker];
	const char *path = f->list.path[i];
	struct span text;

	if (!audit_reads(path) || (f->o->stop && atomic_load_explicit(f->o->stop, memory_order_relaxed)))
		return;
	if (fs_read(a, fs_join(a, f->o->dir, path), path, MAX_FILE, &text, &f->read[i]) == 0) {
		links_scan(f->links, i, text, worker);
		audit_file(f->audit, i, text, worker);
	}
	arena_clear(a);
}

/* A file's bytes once more, for a message that shows a line of it. */
static int text_again(void *ctx, size_t file, struct strbuf *out)
{
	struct folder *f = ctx;
	struct diag quiet = DIAG_INIT;
	struct arena scratch = ARENA_INIT;
	struct span text;
	int rc = fs_read(&scratch, fs_join(&scratch, f->o->dir, f->list.path[file]), "", MAX_FILE, &text, &quiet);

	if (rc == 0)
		sb_span(out, text);
	diag_release(&quiet);
	arena_release(&scratch);
	return rc;
}

static void release(struct folder *f, unsigned threads)
{
	unsigned i;

	for (i = 0; f->worker && i < threads; i++)
		arena_release(&f->worker[i]);
	audit_free(f->audit);
	links_free(f->links);
	arena_release(&f->arena);
}

int folder_check(const struct folder_options *o, struct audit_counts *counts, struct diag *d)
{
	struct folder f = { .o = o };
	unsigned threads = o->threads ? o->threads : pool_default();
	struct links_text text = { text_again, &f };
	int rc = -1;
	size_t i;

	memset(counts, 0, sizeof *counts);
	if (!fs_need_dir(o->dir, o->dir, d) || fs_walk(&f.arena, o->dir, o->dir, &f.list, d) < 0)
		goto out;
	f.links = links_new(base_url(&f), threads);
	for (i = 0; i < f.list.n; i++)
		links_add(f.links, f.list.path[i], (struct pos){ NULL, 0, 0 });
	f.audit = audit_new(f.links, threads);
	f.worker = arena_calloc(&f.arena, threads, sizeof *f.worker);
	f.read = arena_calloc(&f.arena, f.list.n, sizeof *f.read);
	pool_run(f.list.n, threads, look_at, &f);
	for (i = 0; i < f.list.n; i++)
		diag_merge(d, &f.read[i]);
	if (o->stop && atomic_load_explicit(o->stop, memory_order_relaxed))
		goto out;
	links_check(f.links, threads, text, o->allow, d);
	audit_finish(f.audit, o->allow, d);
	if (o->external)
		external_check(f.links, o->external, text, o->allow, d);
	*counts = audit_counts(f.audit);
	rc = 0;
out:
	release(&f, threads);
	return rc;
}

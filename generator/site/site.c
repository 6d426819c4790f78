/* site: the pipeline in one screen (make and site_build, at the end). */
#include "site/site.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "audit/audit.h"
#include "base/fs.h"
#include "base/pool.h"
#include "base/work.h"
#include "mustache/mustache.h"
#include "readers/readers.h"
#include "search/search.h"
#include "site/output.h"
#include "site/profile.h"
#include "site/publish.h"
#include "site/site_int.h"

#define PIECE (1u << 20)               /* bytes of a data file that are held at a time, and of a buffer that is kept */

static bool stopped(const struct build *b)
{
	return b->o->stop && atomic_load_explicit(b->o->stop, memory_order_relaxed);
}

static int load_config(struct build *b, const char **output)
{
	const struct site_config *c = &b->config;

	if (config_load(&b->config, b->o->root, &b->arena, b->d) < 0)
		return -1;
	*output = arena_strdup(&b->d->arena, b->o->output ? b->o->output : c->output_dir);
	return 0;
}

/* 1: nothing changed since the last build. 0: build. -1: site.yaml changed meanwhile and is wrong. */
static int look_at_stamp(struct build *b, struct site_stats *stats, const char **output)
{
	/* A gate may have something to say though nothing changed; a profile is of a whole build. */
	if (b->o->check || b->o->tree || b->o->publish || b->o->profile || b->d->n)
		return 0;
	b->stamp = stamp_new(b->o, &b->config, output_dir(b), *output, b->threads);
	if (!b->stamp)
		return 0;
	if (stamp_holds(b->stamp, stats, b->d))
		return 1;
	stamp_begin(b->stamp);
	/* What was read before changes were watched for is read again. */
	return load_config(b, output);
}

static int open_sink(struct build *b, const char *name)
{
	const char *dir = output_dir(b);

	if (b->o->check || b->o->tree) {
		b->sink = b->o->check ? sink_null_open() : sink_tree_open(b->o->tree);
		return 0;
	}
	if (output_check(dir, name, b->o->root, &b->config, b->d) < 0)
		return -1;
	b->folder = sink_disk_open(dir, name, b->d);
	if (!b->folder)
		return -1;
	sink_threads(b->folder, b->threads);
	b->sink = b->o->publish ? sink_tree_open(&b->tree) : b->folder;
	return 0;
}

/* The folder gets the site only past the gate, which needs to see all of it. */
static int publish(struct build *b, const char *name)
{
	const char *dir = output_dir(b);
	struct publish p = {
		.config = &b->config,
		.model = &b->model,
		.tree = &b->tree,
		.old = b->o->against ? b->o->against : dir,
		.old_name = b->o->against ? b->o->against : name,
		.old_given = b->o->against,
	};
	size_t i;

	if (publish_check(&p, b->d) < 0 || stopped(b))
		return -1;
	for (i = 0; i < b->tree.n; i++)
		if (sink_put(b->folder, b->tree.v[i].path, b->tree.v[i].bytes, b->d) < 0)
			return -1;
	return sink_commit(b->folder, b->d);
}

/* Without any framework every report would be unknown: that would only hide the cause. */
static void load_content(struct build *b)
{
	const char *content = b->config.content_dir;
	const char *frameworks = fs_join(&b->arena, content, "frameworks");

	profile_stage(b->o->profile, WORK_FRAMEWORKS);
	frameworks_load(&b->frameworks, below_root(b, frameworks), frameworks, &b->arena, b->d);
	profile_stage(b->o->profile, WORK_READING);
	model_init(&b->model, &b->frameworks);
	b->model.cache = below_root(b, READERS_CACHE);
	b->model.files = b->stamp ? stamp_files(b->stamp) : NULL;
	if (b->frameworks.n || !diag_failed(b->d))
		readers_load(&b->model, below_root(b, content), content, b->threads, b->d);
	else
		model_freeze(&b->model, NULL, 0, b->d);
}

static void load_templates(struct build *b)
{
	const char *dir = b->config.templates_dir;
	struct mu_options opt = { .lenient = b->o->lenient };

	profile_stage(b->o->profile, WORK_TEMPLATES);
	b->templates = mu_set_load(below_root(b, dir), dir, opt, b->d);
	static_load(&b->statics, below_root(b, b->config.static_dir), b->config.static_dir, &b->arena, b->d);
	if (!b->statics.assets.style)
		diag_report(b->d, DIAG_STYLE_MISSING, (struct pos){ b->config.static_dir, 0, 0 }, "style.css was looked for here");
}

static int open_report(void *ctx, const struct report *r, struct report *out, struct arena *a, struct diag *d)
{
	enum work_room back = work_enter(WORK_PROSE);
	int rc = readers_open_report(ctx, r, out, a, d);

	work_leave(back);
	return rc;
}

static void plan(struct build *b)
{
	struct pages_options options = {
		.config = &b->config,
		.model = &b->model,
		.templates = b->templates,
		.assets = b->statics.assets,
		.open = open_report,
		.close = report_release,
		.ctx = &b->model,
		.search = b->search = search_new(below_root(b, READERS_CACHE)),
		.version = b->o->version,
	};

	profile_stage(b->o->profile, WORK_PLAN);
	b->pages = pages_new(&options);
	b->list = pages_plan(b->pages, b->d);
	/* Without templates each page would miss its own: that would only hide the cause. */
	if (mu_set_count(b->templates) || !diag_failed(b->d))
		pages_check(b->pages, b->d);
}

static void count(struct build *b, struct site_stats *stats)
{
	size_t i;

	stats->pages = b->list->n;
	stats->reports = b->model.report_count;
	for (i = 0; i < b->model.report_count; i++)
		stats->judgements += b->model.report[i]->judgement_count;
}

/* Static files are the links' first files, the pages follow in the plan's order. */
static void begin_links(struct build *b)
{
	size_t i;

	b->links = links_new(b->config.base_url, b->threads);
	links_reserve(b->links, b->statics.n + b->list->n);
	for (i = 0; i < b->statics.n; i++)
		links_add(b->links, b->statics.v[i].path, b->statics.v[i].from);
	for (i = 0; i < b->list->n; i++)
		links_add(b->links, b->list->v[i].path, b->list->v[i].pos);
	links_set_aside(b->links, below_root(b, READERS_CACHE));
	if (b->o->check)
		b->audit = audit_new(b->links, b->threads);
}

static void put_statics(struct build *b)
{
	size_t i;

	for (i = 0; i < b->statics.n; i++) {
		links_scan(b->links, i, b->statics.v[i].bytes, 0);
		if (b->audit)
			audit_file(b->audit, i, b->statics.v[i].bytes, 0);
		sink_put(b->sink, b->statics.v[i].path, b->statics.v[i].bytes, b->d);
	}
}

/* A page on its way out. */
struct way {
	struct build *b;
	struct worker *w;
	const char *path;
	int was;                       /* the file as it was left, of which parts are copied; or -1 */
	struct diag *d;
};

static void take_piece(void *ctx, struct span bytes)
{
	struct way *way = ctx;
	struct worker *w = way->w;
	enum work_room back = work_enter(WORK_WRITING);

	if (!w->taken)
		w->file = sink_begin(way->b->sink, way->path, way->d);
	w->taken += bytes.n;
	if (w->file)
		sink_append(w->file, bytes, way->d);
	work_leave(back);
}

static void note_part(void *ctx, const struct page_part *part)
{
	struct way *way = ctx;

	*vec_push(&way->w->part, &way->w->lasting) = *part;
}

static bool copy_part(void *ctx, const struct page_part *part, char *to)
{
	struct way *way = ctx;

	return pread(way->was, to, (size_t)part->size, (off_t)part->at) == (ssize_t)part->size;
}

/* The rest of a page of which pieces went before. */
static void end_pieces(struct worker *w, struct diag *d)
{
	w->taken += w->out.n;
	if (!w->file)
		return;
	sink_append(w->file, sb_view(&w->out), d);
	sink_end(w->file, d);
	w->file = NULL;
}

static void render_page(struct build *b, size_t i, unsigned worker)
{
	struct worker *w = &b->worker[worker];
	const struct page *page = &b->list->v[i];
	struct kept_file *kept = b->kept ? &b->file.v[b->statics.n + i] : NULL;
	struct way way = { b, w, page->path, -1, &w->said };
	struct page_pieces pieces = { .size = PIECE, .take = take_piece, .ctx = &way };
	enum work_room back;
	int rc;

	arena_clear(&w->scratch);
	w->taken = 0;
	memset(&w->part, 0, sizeof w->part);
	if (b->certain && kept) {
		way.was = kept->parts ? kept_reopen(b->kept, kept) : -1;
		pieces.note = note_part;
		pieces.old = kept->part;
		pieces.olds = way.was < 0 ? 0 : kept->parts;
		pieces.copy = copy_part;
		pieces.inputs = b->inputs;
	}
	/* Few pages are so large: their memory goes back. */
	if (w->out.cap > PIECE * 2)
		sb_release(&w->out);
	sb_clear(&w->out);
	/* An audit wants to see a file whole, and a tree has it whole anyway. */
	rc = page_render_pieces(b->pages, page, &w->scratch, &w->out, b->audit || b->sink != b->folder ? NULL : &pieces,
				&w->said);
	if (way.was >= 0)
		close(way.was);
	if (w->taken)
		end_pieces(w, &w->said);
	if (rc < 0)
		return;
	if (kept)
		kept->part = w->part.v, kept->parts = w->part.n;
	note_page(b, i, w->taken ? w->taken : w->out.n);
	if (w->taken)
		return;
	if (!w->out.n)
		diag_report(&w->said, DIAG_PAGE_EMPTY, (struct pos){ page->path, 0, 0 }, "its template gave nothing");
	back = work_enter(WORK_LINK_NOTES);
	links_scan(b->links, b->statics.n + i, sb_view(&w->out), worker);
	if (b->audit)
		audit_file(b->audit, b->statics.n + i, sb_view(&w->out), worker);
	work_enter(WORK_WRITING);
	sink_put(b->sink, page->path, sb_view(&w->out), &w->said);
	work_leave(back);
}

void keep_said(struct build *b, size_t page, unsigned worker)
{
	struct diag *said = &b->worker[worker].said;

	if (!said->n && !said->dropped)
		return;
	b->said[page] = xmalloc(sizeof *said);
	*b->said[page] = *said;
	memset(said, 0, sizeof *said);
}

void join_said(struct build *b)
{
	size_t i;

	for (i = 0; i < b->list->n; i++) {
		/* What it said has to be said again. */
		if (b->kept && (b->said[i] || page_crosses(b->pages, &b->list->v[i])))
			b->file.v[b->statics.n + i].depends = 0;
		if (!b->said[i])
			continue;
		diag_merge(b->d, b->said[i]);
		free(b->said[i]);
		b->said[i] = NULL;
	}
}

static void render_one(void *ctx, size_t i, unsigned worker)
{
	struct build *b = ctx;

	if (b->list->v[i].after)        /* another's worker makes it */
		return;
	do {
		struct profile_mark from;

		if (stopped(b))
			return;
		if (stays(b, i))
			continue;
		from = profile_page_begin(b->o->profile);
		render_page(b, i, worker);
		keep_said(b, i, worker);
		profile_page_end(b->o->profile, from, i,
				 b->worker[worker].taken ? b->worker[worker].taken : b->worker[worker].out.n);
	} while ((i = b->list->v[i].then));
}

/* What they hold is as large as their largest page. They can be used again. */
static void release_workers(struct build *b)
{
	unsigned i;

	for (i = 0; b->worker && i < b->threads; i++) {
		arena_release(&b->worker[i].scratch);
		arena_release(&b->worker[i].paths);
		sb_release(&b->worker[i].out);
	}
}

static void render(struct build *b)
{
	b->worker = arena_calloc(&b->arena, b->threads, sizeof *b->worker);
	b->said = arena_calloc(&b->arena, b->list->n, sizeof *b->said);
	profile_plan(b->o->profile, b->list);
	pool_run(b->list->n, b->threads, render_one, b);
	join_said(b);
	profile_pages(b->o->profile, b->list);
	release_workers(b);
}

/* A file's bytes once more, for a message that shows a line of it. */
static int text_again(void *ctx, size_t file, struct strbuf *out)
{
	struct build *b = ctx;
	struct diag quiet = DIAG_INIT;
	int rc = 0;

	if (file < b->statics.n) {
		sb_span(out, b->statics.v[file].bytes);
	} else {
		struct arena scratch = ARENA_INIT;

		rc = page_render(b->pages, &b->list->v[file - b->statics.n], &scratch, out, &quiet);
		arena_release(&scratch);
	}
	diag_release(&quiet);
	return rc;
}

/* What shows only when all pages are there. */
static void look_back(struct build *b, struct site_stats *stats)
{
	struct links_text text = { text_again, b };
	size_t said, i;

	profile_stage(b->o->profile, WORK_LINK_CHECK);
	said = b->d->n;
	links_check(b->links, b->threads, text, b->o->allow, b->d);
	/* A page in which something is amiss is to be looked at each time, and it is not known which those are. */
	for (i = 0; b->d->n != said && i < b->file.n; i++)
		b->file.v[i].depends = 0;
	if (b->o->profile)
		b->o->profile->links = links_counts(b->links).links;
	if (!b->audit)
		return;
	audit_finish(b->audit, b->o->allow, b->d);
	if (b->o->external)
		external_check(b->links, b->o->external, text, b->o->allow, b->d);
	allow_filter(b->o->allow, b->d);
	stats->audit = audit_counts(b->audit);
	stats->audited = true;
}

/* All pages are made: what is kept for the next build is put together in the place of what they were made from. */
static void release_content(struct build *b)
{
	search_free(b->search);
	b->search = NULL;
	if (b->pages)
		pages_made(b->pages);
	readers_release(&b->model);
	model_release(&b->model);
	memory_return();
	links_bring_back(b->links);
}

static void release(struct build *b)
{
	unsigned i;

	profile_stage(b->o->profile, WORK_RELEASE);
	release_workers(b);
	sb_release(&b->words);
	for (i = 0; b->worker && i < b->threads; i++)
		arena_release(&b->worker[i].lasting);
	kept_close(b->kept);
	stamp_free(b->stamp);
	if (b->folder != b->sink)
		sink_close(b->folder);
	sink_close(b->sink);
	tree_release(&b->tree);
	audit_free(b->audit);
	links_free(b->links);
	if (b->pages)
		pages_free(b->pages);
	search_free(b->search);
	if (b->templates)
		mu_set_free(b->templates);
	readers_release(&b->model);
	model_release(&b->model);
	frameworks_release(&b->frameworks);
	arena_release(&b->arena);
}

/* Everything from reading to the commit. 0 when the output is what was made. */
static int make(struct build *b, struct site_stats *stats, const char *output)
{
	struct diag *d = b->d;

	load_content(b);
	load_templates(b);
	plan(b);
	count(b, stats);
	if (diag_failed(d))
		return -1;
	profile_stage(b->o->profile, WORK_PAGES);
	begin_links(b);
	if (b->stamp)
		find_kept(b);
	else
		add_heads(b);
	put_statics(b);
	render(b);
	if (diag_failed(d) || stopped(b))
		return -1;
	finish_search(b);
	look_back(b, stats);
	if (diag_failed(d) || (b->o->strict && d->count[DIAG_WARNING]) || stopped(b))
		return -1;
	profile_stage(b->o->profile, WORK_COMMIT);
	if (sink_commit(b->sink, d) < 0)
		return -1;
	return b->folder && b->folder != b->sink ? publish(b, output) : 0;
}

int site_build(const struct site_options *o, struct site_stats *stats, const char **output, struct diag *d)
{
	struct build b = { .o = o, .d = d, .threads = o->threads ? o->threads : pool_default() };
	int rc = -1, same;

	profile_begin(o->profile);
	memset(stats, 0, sizeof *stats);
	*output = "";
	if (load_config(&b, output) < 0)
		goto out;
	same = look_at_stamp(&b, stats, output);
	if (same > 0)
		rc = 0;
	if (same == 0 && open_sink(&b, *output) == 0)
		rc = make(&b, stats, *output);
	if (b.sink) {
		struct sink_stats s = sink_stats(b.folder ? b.folder : b.sink);

		stats->files = s.files;
		stats->changed = s.changed;
		stats->pruned = s.pruned;
		stats->bytes = s.bytes;
		stats->committed = rc == 0 && !o->check && !o->tree;
	}
	if (b.kept && rc == 0) {
		release_content(&b);
		keep_for_next(&b, stats);
	}
out:
	release(&b);
	profile_end(o->profile);
	return rc;
}

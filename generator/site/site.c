/* site: the pipeline in one screen (make and site_build, at the end). */
#include "site/site.h"

#include <stdlib.h>
#include <string.h>
#include "audit/audit.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/pool.h"
#include "base/program.h"
#include "config/config.h"
#include "frameworks/framework.h"
#include "model/model.h"
#include "mustache/mustache.h"
#include "pages/plan.h"
#include "readers/readers.h"
#include "site/kept.h"
#include "site/output.h"
#include "site/publish.h"
#include "site/stamp.h"
#include "site/static_files.h"
#include "writer/sink.h"

struct worker {
	struct arena scratch;
	struct strbuf out;
};

struct build {
	const struct site_options *o;
	struct diag *d;
	unsigned threads;
	struct arena arena;
	struct site_config config;
	struct frameworks frameworks;
	struct mu_set *templates;
	struct model model;
	struct static_files statics;
	struct pages *pages;
	const struct page_list *list;
	struct stamp *stamp;
	struct kept *kept;             /* NULL: every page is made */
	uint64_t inputs;
	uint64_t *depends;             /* one a file of the links; 0: it is made each time */
	struct sink *sink;
	struct sink *folder;           /* with publish: where the tree goes when the gate lets it through */
	struct tree tree;              /* with publish: the site until then */
	struct links *links;
	struct audit *audit;           /* NULL: only a check has one */
	struct worker *worker;         /* one a thread */
	struct diag *page_diag;        /* one a page: messages in the pages' order, not the threads' */
};

static const char *below_root(struct build *b, const char *dir)
{
	return fs_join(&b->arena, b->o->root, dir);
}

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

static const char *output_dir(struct build *b)
{
	return b->o->output ? b->o->output : below_root(b, b->config.output_dir);
}

/* 1: nothing changed since the last build. 0: build. -1: site.yaml changed meanwhile and is wrong. */
static int look_at_stamp(struct build *b, struct site_stats *stats, const char **output)
{
	/* A gate may have something to say though nothing changed. */
	if (b->o->check || b->o->tree || b->o->publish || b->d->n)
		return 0;
	b->stamp = stamp_new(b->o, &b->config, output_dir(b), *output, b->threads);
	if (!b->stamp)
		return 0;
	if (stamp_holds(b->stamp, stats, b->d))
		return 1;
	/* What was read before changes were watched for is read again. */
	stamp_begin(b->stamp);
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

	frameworks_load(&b->frameworks, below_root(b, frameworks), frameworks, &b->arena, b->d);
	model_init(&b->model, &b->frameworks);
	b->model.cache = below_root(b, READERS_CACHE);
	b->model.keep_facts = !b->o->check;
	if (b->frameworks.n || !diag_failed(b->d))
		readers_load(&b->model, below_root(b, content), content, b->threads, b->d);
	else
		model_freeze(&b->model, NULL, 0, b->d);
}

static void load_templates(struct build *b)
{
	const char *dir = b->config.templates_dir;
	struct mu_options opt = { .lenient = b->o->lenient };

	b->templates = mu_set_load(below_root(b, dir), dir, opt, b->d);
	static_load(&b->statics, below_root(b, b->config.static_dir), b->config.static_dir, &b->arena, b->d);
	if (!b->statics.assets.style)
		diag_report(b->d, DIAG_STYLE_MISSING, (struct pos){ b->config.static_dir, 0, 0 }, "style.css was looked for here");
}

static int open_report(void *ctx, const struct report *r, struct report *out, struct arena *a, struct diag *d)
{
	return readers_open_report(ctx, r, out, a, d);
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
		.version = b->o->version,
	};

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

static uint64_t add_text(uint64_t sum, const char *s)
{
	return digest_quick(sum, span_of(s ? s : ""));
}

/* A hash of all that pages are made of beside reports; 0 when it is not known. */
static uint64_t hash_inputs(const struct build *b)
{
	struct date day = pages_data_date(b->pages);
	uint64_t part[] = {
		program_identity(), b->config.digest, b->frameworks.digest, b->model.authorities_digest, b->model.others_digest,
		mu_set_digest(b->templates), b->o->lenient, (uint64_t)day.year, (uint64_t)day.month, (uint64_t)day.day,
	};
	uint64_t sum = digest_quick(0, span_make((const char *)part, sizeof part));
	size_t i;

	if (!part[0])
		return 0;
	sum = add_text(sum, b->o->version);
	sum = add_text(sum, b->statics.assets.style);
	sum = add_text(sum, b->statics.assets.script);
	sum = add_text(sum, b->statics.assets.icon);
	for (i = 0; i < b->statics.n; i++)
		sum = add_text(sum, b->statics.v[i].path);
	for (i = 0; i < b->list->n; i++)
		sum = add_text(sum, b->list->v[i].path);
	return sum + !sum;
}

/* Only for a folder: a tree in memory and a check have no files that could stay. */
static void open_kept(struct build *b)
{
	size_t i, n = b->statics.n + b->list->n;

	if (!b->stamp || b->sink != b->folder)
		return;
	b->inputs = hash_inputs(b);
	b->depends = arena_calloc(&b->arena, n, sizeof *b->depends);
	for (i = b->statics.n; b->inputs && i < n; i++)
		b->depends[i] = page_depends(b->pages, &b->list->v[i - b->statics.n], b->inputs);
	b->kept = kept_open(below_root(b, READERS_CACHE "/stamps"), output_dir(b), sink_digest_before(b->sink), b->inputs, n);
	kept_recall(b->kept, b->links);
}

/* Static files are the links' first files, the pages follow in the plan's order. */
static void put_statics(struct build *b)
{
	size_t i;

	b->links = links_new(b->config.base_url, b->threads);
	for (i = 0; i < b->statics.n; i++)
		links_add(b->links, b->statics.v[i].path, b->statics.v[i].from);
	for (i = 0; i < b->list->n; i++)
		links_add(b->links, b->list->v[i].path, b->list->v[i].pos);
	if (b->o->check)
		b->audit = audit_new(b->links, b->threads);
	for (i = 0; i < b->statics.n; i++) {
		links_scan(b->links, i, b->statics.v[i].bytes, 0);
		if (b->audit)
			audit_file(b->audit, i, b->statics.v[i].bytes, 0);
		sink_put(b->sink, b->statics.v[i].path, b->statics.v[i].bytes, b->d);
	}
}

/* True when the page is as it was and its file, too. */
static bool stays(struct build *b, size_t i)
{
	struct links_known known;
	size_t file = b->statics.n + i;

	if (!b->kept || !kept_has(b->kept, file, b->depends[file], &known) ||
	    !sink_keep(b->sink, b->list->v[i].path, &b->page_diag[i]))
		return false;
	links_recall(b->links, file, known);
	return true;
}

static void render_one(void *ctx, size_t i, unsigned worker)
{
	struct build *b = ctx;
	struct worker *w = &b->worker[worker];
	const struct page *page = &b->list->v[i];

	if (stopped(b) || stays(b, i))
		return;
	arena_clear(&w->scratch);
	sb_clear(&w->out);
	if (page_render(b->pages, page, &w->scratch, &w->out, &b->page_diag[i]) < 0)
		return;
	if (!w->out.n)
		diag_report(&b->page_diag[i], DIAG_PAGE_EMPTY, (struct pos){ page->path, 0, 0 }, "its template gave nothing");
	links_scan(b->links, b->statics.n + i, sb_view(&w->out), worker);
	if (b->audit)
		audit_file(b->audit, b->statics.n + i, sb_view(&w->out), worker);
	sink_put(b->sink, page->path, sb_view(&w->out), &b->page_diag[i]);
}

static void render(struct build *b)
{
	size_t i;

	b->worker = arena_calloc(&b->arena, b->threads, sizeof *b->worker);
	b->page_diag = arena_calloc(&b->arena, b->list->n, sizeof *b->page_diag);
	pool_run(b->list->n, b->threads, render_one, b);
	for (i = 0; i < b->list->n; i++) {
		/* What it said has to be said again. */
		if (b->kept && b->page_diag[i].n)
			b->depends[b->statics.n + i] = 0;
		diag_merge(b->d, &b->page_diag[i]);
	}
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

	links_check(b->links, b->threads, text, b->o->allow, b->d);
	if (!b->audit)
		return;
	audit_finish(b->audit, b->o->allow, b->d);
	if (b->o->external)
		external_check(b->links, b->o->external, text, b->o->allow, b->d);
	allow_filter(b->o->allow, b->d);
	stats->audit = audit_counts(b->audit);
	stats->audited = true;
}

static void release(struct build *b)
{
	unsigned i;

	for (i = 0; b->worker && i < b->threads; i++) {
		arena_release(&b->worker[i].scratch);
		sb_release(&b->worker[i].out);
	}
	stamp_free(b->stamp);
	kept_close(b->kept);
	if (b->folder != b->sink)
		sink_close(b->folder);
	sink_close(b->sink);
	tree_release(&b->tree);
	audit_free(b->audit);
	links_free(b->links);
	if (b->pages)
		pages_free(b->pages);
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
	put_statics(b);
	open_kept(b);
	render(b);
	if (diag_failed(d) || stopped(b))
		return -1;
	look_back(b, stats);
	if (diag_failed(d) || (b->o->strict && d->count[DIAG_WARNING]) || stopped(b) || sink_commit(b->sink, d) < 0)
		return -1;
	return b->folder && b->folder != b->sink ? publish(b, output) : 0;
}

int site_build(const struct site_options *o, struct site_stats *stats, const char **output, struct diag *d)
{
	struct build b = { .o = o, .d = d, .threads = o->threads ? o->threads : pool_default() };
	int rc = -1, same;

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
	if (b.kept && rc == 0)
		kept_save(b.kept, sink_digest(b.sink), b.depends, b.links);
	if (b.stamp && b.sink && rc == 0)
		stamp_keep(b.stamp, b.sink, stats, d);
out:
	release(&b);
	return rc;
}

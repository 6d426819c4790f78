/* site/again: what of the last build's output stays, and what is kept for the next one. The search index is here because
 * it is known only here which texts stay. */
#include "site/site_int.h"

#include <string.h>
#include "audit/links.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/pool.h"
#include "mustache/mustache.h"
#include "readers/readers.h"
#include "search/search.h"
#include "site/profile.h"

const char *below_root(struct build *b, const char *dir)
{
	return fs_join(&b->arena, b->o->root, dir);
}

const char *output_dir(struct build *b)
{
	return b->o->output ? b->o->output : below_root(b, b->config.output_dir);
}

static void add_file(struct build *b, const char *path, uint64_t depends)
{
	*vec_push(&b->file, &b->arena) = (struct kept_file){ .path = path, .depends = depends };
}

void add_heads(struct build *b)
{
	pages_search(b->pages);
	b->heads_added = true;
}

/* A file of the last build's output. */
static bool read_old(void *ctx, const char *path, struct arena *a, struct span *out)
{
	const struct build *b = ctx;
	struct diag quiet = DIAG_INIT;
	bool good = fs_read(a, fs_join(a, b->old, path), path, FS_MAX_FILE, out, &quiet) == 0;

	diag_release(&quiet);
	return good;
}

/* What was kept of the index that stands. */
static bool recall_index(struct build *b)
{
	struct span words;

	b->old = output_dir(b);
	return kept_read(b->kept, b->index, &b->arena, &words) && search_recall(b->search, words, read_old, b);
}

/* The search index is made of heads and texts: as long as all of these stay, so does it. */
static void find_index(struct build *b, size_t files, uint64_t all)
{
	bool stands = b->certain && b->file.n > files, texts_stay = true, recalled = false;
	size_t i;

	for (i = files; i < b->file.n; i++)
		stands &= b->file.v[i].stays && b->file.v[i].depends == b->file.v[files].depends;
	for (i = 0; i < b->list->n; i++)
		if (page_is_searched(&b->list->v[i]))
			texts_stay &= b->file.v[b->statics.n + i].stays;
	b->index = stands ? b->file.v[files].depends : 0;
	b->index_stays = stands && texts_stay && kept_told(b->kept, all);
	if (!b->index_stays) {
		recalled = stands && recall_index(b);
		add_heads(b);
	}
	for (i = 0; i < b->list->n; i++)
		if (page_is_searched(&b->list->v[i]))
			b->file.v[b->statics.n + i].stays &= b->index_stays || recalled;
	b->file.n = files;
	kept_tell(b->kept, all);
}

/* A template may lead to a page by its very name, which no family says. Has such a page gone? */
static bool named_one_has_gone(struct build *b)
{
	struct arena a = ARENA_INIT;
	struct map there;
	bool named = false;
	const char *path;
	size_t i;

	map_init(&there, &a);
	for (i = 0; i < b->file.n; i++)
		map_set(&there, span_of(b->file.v[i].path), b);
	for (i = 0; (path = sink_last(b->sink, i)) && !named; i++) {
		size_t n = strlen(path) - (span_ends(span_of(path), "/index.html") ? strlen("index.html") : 0);

		named = !map_get(&there, span_of(path)) && mu_writes(b->templates, arena_strndup(&a, path, n));
	}
	arena_release(&a);
	return named;
}

/* Of the last build's files those that need not be made again. */
void find_kept(struct build *b)
{
	size_t i, n, files = b->statics.n + b->list->n;

	b->certain = stamp_certain(b->stamp);
	b->inputs = stamp_inputs(b->stamp);
	b->kept = kept_open(below_root(b, READERS_CACHE "/stamps"), output_dir(b), stamp_outputs(b->stamp),
			    sink_digest_before(b->sink));
	n = kept_others(b->kept);
	vec_reserve(&b->file, files + n + 1, &b->arena);
	for (i = 0; i < b->statics.n; i++)
		add_file(b, b->statics.v[i].path, 0);
	for (i = 0; i < b->list->n; i++)
		add_file(b, b->list->v[i].path, b->certain ? page_depends(b->pages, &b->list->v[i], b->inputs) : 0);
	for (i = 0; i < n; i++)
		*vec_push(&b->file, &b->arena) = kept_other(b->kept, i);
	kept_find(b->kept, b->file.v, b->file.n);
	for (i = 0; i < b->file.n; i++)
		if (b->file.v[i].touched)
			sink_doubt(b->sink, b->file.v[i].path);
	if (kept_gone(b->kept, b->file.v, b->file.n) && named_one_has_gone(b))
		for (i = 0; i < b->file.n; i++)
			b->file.v[i].stays = false;
	find_index(b, files, b->certain ? pages_depend(b->pages, b->inputs) : 0);
	for (i = b->statics.n; i < files; i++)
		b->file.v[i].stays = b->file.v[i].stays && sink_keep(b->sink, b->file.v[i].path, b->d);
	for (i = b->statics.n; i < files; i++)
		if (b->file.v[i].stays && !page_is_searched(&b->list->v[i - b->statics.n]))
			page_stays(b->pages, &b->list->v[i - b->statics.n], (size_t)b->file.v[i].size);
	kept_recall(b->kept, b->file.v, files, b->links);
}

bool stays(const struct build *b, size_t page)
{
	return b->kept && b->file.v[b->statics.n + page].stays;
}

void note_page(struct build *b, size_t page, size_t size)
{
	if (b->kept)
		b->file.v[b->statics.n + page].size = size;
}

static void put_search_file(void *ctx, const char *path, struct span bytes, unsigned worker)
{
	struct build *b = ctx;
	struct worker *w = &b->worker[worker];

	sink_put(b->sink, path, bytes, &b->search_diag[worker]);
	if (b->kept)
		*vec_push(&w->put, &w->paths) = arena_strdup(&w->paths, path);
}

static bool leave_search_file(void *ctx, const char *path, unsigned worker)
{
	struct build *b = ctx;
	struct worker *w = &b->worker[worker];

	*vec_push(&w->left, &w->paths) = arena_strdup(&w->paths, path);
	return sink_keep(b->sink, path, &b->search_diag[worker]);
}

/* A text for its words alone. What there is to be said of it has been said, unless it can no longer be read. */
static void note_text(void *ctx, size_t i, unsigned worker)
{
	struct build *b = ctx;
	struct worker *w = &b->worker[worker];

	if (!page_is_searched(&b->list->v[i]) || !search_wants(b->search, b->list->v[i].path))
		return;
	arena_clear(&w->scratch);
	sb_clear(&w->out);
	page_render(b->pages, &b->list->v[i], &w->scratch, &w->out, &w->said);
	if (diag_failed(&w->said))
		keep_said(b, i, worker);
	else
		diag_release(&w->said);
}

static void note_texts(struct build *b)
{
	pool_run(b->list->n, b->threads, note_text, b);
	join_said(b);
}

static bool keep_index(struct build *b)
{
	size_t i;

	for (i = 0; i < kept_others(b->kept); i++) {
		*vec_push(&b->file, &b->arena) = kept_other(b->kept, i);
		if (!sink_keep(b->sink, b->file.v[b->file.n - 1].path, b->d))
			return false;
	}
	kept_find(b->kept, b->file.v + b->statics.n + b->list->n, kept_others(b->kept));
	return true;
}

/* Each file of the index depends on what is kept of all of it, so that this is known to belong to them. */
static void keep_words(struct build *b)
{
	size_t first = b->file.n, i, k;
	uint64_t depends;

	if (!b->kept || !b->certain)
		return;
	search_keep(b->search, &b->words);
	depends = kept_digest(sb_view(&b->words));
	for (i = 0; i < b->threads; i++)
		for (k = 0; k < b->worker[i].left.n; k++)
			add_file(b, b->worker[i].left.v[k], b->index);
	kept_find(b->kept, b->file.v + first, b->file.n - first);
	for (i = first; i < b->file.n; i++)
		b->file.v[i].depends = b->file.v[i].stays ? depends : 0;
	for (i = 0; i < b->threads; i++)
		for (k = 0; k < b->worker[i].put.n; k++)
			add_file(b, b->worker[i].put.v[k], depends);
}

static void write_index(struct build *b)
{
	bool more;
	int rc = 1;
	unsigned i;

	if (!b->heads_added)
		add_heads(b);
	b->search_diag = arena_calloc(&b->arena, b->threads, sizeof *b->search_diag);
	for (more = search_settle(b->search); rc > 0; more = true) {
		if (more)
			note_texts(b);
		if (diag_failed(b->d))
			return;
		rc = search_write(b->search, b->threads, put_search_file, leave_search_file, b);
	}
	if (rc < 0)
		diag_report(b->d, DIAG_SYS_READ, (struct pos){ "search/", 0, 0 }, "the words of reports that were put aside");
	for (i = 0; i < b->threads; i++)
		diag_merge(b->d, &b->search_diag[i]);
	if (rc == 0)
		keep_words(b);
	search_close(b->search);
}

/* All texts are in: the rest of the search index. */
void finish_search(struct build *b)
{
	profile_stage(b->o->profile, WORK_SEARCH);
	if (!b->index_stays || !keep_index(b))
		write_index(b);
}

void keep_for_next(struct build *b, const struct site_stats *stats)
{
	struct footprint made;

	if (b->words.n)
		kept_write(b->kept, sb_view(&b->words));
	sb_release(&b->words);
	made = kept_save(b->kept, b->certain, sink_digest(b->sink), b->file.v, b->file.n, b->statics.n + b->list->n, b->links,
			 b->threads);
	if (b->certain)
		stamp_keep(b->stamp, b->sink, made, stats, b->d);
}

/* site/again: what of the last build's output stays, and what is kept for the next one. The search index is here because
 * it stays or is written as a whole. */
#include "site/site_int.h"

#include "audit/links.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/pool.h"
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
	b->heads = pages_search(b->pages);
	b->heads_added = true;
}

/* The search index is made of heads and texts. What was noted of a text is not kept, but what the text was. */
static void find_index(struct build *b, size_t files, uint64_t all)
{
	bool texts_stay = true;
	size_t i;

	b->index_stands = b->certain && b->file.n > files;
	for (i = files; i < b->file.n; i++)
		b->index_stands &= b->file.v[i].stays;
	b->index = b->index_stands ? b->file.v[files].depends : 0;
	for (i = 0; i < b->list->n; i++)
		if (page_is_searched(&b->list->v[i])) {
			b->file.v[b->statics.n + i].stays &= b->index_stands;
			texts_stay &= b->file.v[b->statics.n + i].stays;
		}
	b->file.n = files;
	b->heads = b->index_stands && texts_stay ? kept_told(b->kept, all) : 0;
	if (!b->heads)
		add_heads(b);
	kept_tell(b->kept, all, b->heads);
}

/* Of the last build's files those that need not be made again. */
void find_kept(struct build *b)
{
	size_t i, n, files = b->statics.n + b->list->n;
	uint64_t inputs = stamp_inputs(b->stamp);

	b->certain = stamp_certain(b->stamp);
	b->kept = kept_open(below_root(b, READERS_CACHE "/stamps"), output_dir(b), sink_digest_before(b->sink), files);
	n = kept_others(b->kept);
	vec_reserve(&b->file, files + n + 1, &b->arena);
	for (i = 0; i < b->statics.n; i++)
		add_file(b, b->statics.v[i].path, 0);
	for (i = 0; i < b->list->n; i++)
		add_file(b, b->list->v[i].path, b->certain ? page_depends(b->pages, &b->list->v[i], inputs) : 0);
	for (i = 0; i < n; i++)
		*vec_push(&b->file, &b->arena) = kept_other(b->kept, i);
	kept_find(b->kept, b->file.v, b->file.n, b->threads);
	for (i = 0; i < b->file.n; i++)
		if (b->file.v[i].touched)
			sink_doubt(b->sink, b->file.v[i].path);
	find_index(b, files, b->certain ? pages_depend(b->pages, inputs) : 0);
	for (i = b->statics.n; i < files; i++)
		b->file.v[i].stays = b->file.v[i].stays && sink_keep(b->sink, b->file.v[i].path, b->d);
	kept_recall(b->kept, b->file.v, files, b->links);
}

bool stays(const struct build *b, size_t page)
{
	return b->kept && b->file.v[b->statics.n + page].stays;
}

void note_page(struct build *b, size_t page, struct span bytes)
{
	if (b->kept && page_is_searched(&b->list->v[page]))
		b->file.v[b->statics.n + page].text = digest_quick(1, bytes);
}

static void put_search_file(void *ctx, const char *path, struct span bytes, unsigned worker)
{
	struct build *b = ctx;

	sink_put(b->sink, path, bytes, &b->search_diag[worker]);
	if (b->kept)
		*vec_push(&b->worker[worker].search, &b->worker[worker].scratch) =
			arena_strdup(&b->worker[worker].scratch, path);
}

/* What the index depends on, now that every text is known; 0: not known. */
static uint64_t index_depends(const struct build *b)
{
	uint64_t inputs = b->certain ? stamp_inputs(b->stamp) : 0, sum = digest_quick(inputs, span_of("search"));
	size_t i;

	sum = digest_quick(sum, span_make((const char *)&b->heads, sizeof b->heads));
	for (i = 0; i < b->list->n; i++) {
		const struct kept_file *f = &b->file.v[b->statics.n + i];

		if (page_is_searched(&b->list->v[i]))
			sum = digest_quick(sum, span_make((const char *)&f->text, sizeof f->text));
	}
	return inputs ? sum + !sum : 0;
}

/* A text that stays, for the words alone. */
static void note_text(void *ctx, size_t i, unsigned worker)
{
	struct build *b = ctx;
	struct worker *w = &b->worker[worker];

	if (!stays(b, i) || !page_is_searched(&b->list->v[i]))
		return;
	arena_clear(&w->scratch);
	sb_clear(&w->out);
	page_render(b->pages, &b->list->v[i], &w->scratch, &w->out, &w->said);
	keep_said(b, i, worker);
}

static bool keep_index(struct build *b)
{
	size_t i;

	for (i = 0; i < kept_others(b->kept); i++) {
		*vec_push(&b->file, &b->arena) = kept_other(b->kept, i);
		if (!sink_keep(b->sink, b->file.v[b->file.n - 1].path, b->d))
			return false;
	}
	kept_find(b->kept, b->file.v + b->statics.n + b->list->n, kept_others(b->kept), b->threads);
	return true;
}

static void write_index(struct build *b, uint64_t depends)
{
	unsigned i;
	size_t k;

	if (!b->heads_added)
		add_heads(b);
	pool_run(b->list->n, b->threads, note_text, b);
	join_said(b);
	for (i = 0; i < b->threads; i++)
		arena_clear(&b->worker[i].scratch);
	b->search_diag = arena_calloc(&b->arena, b->threads, sizeof *b->search_diag);
	if (search_write(b->search, b->threads, put_search_file, b) < 0)
		diag_report(b->d, DIAG_SYS_READ, (struct pos){ "search/", 0, 0 }, "the words of reports that were put aside");
	for (i = 0; i < b->threads; i++) {
		diag_merge(b->d, &b->search_diag[i]);
		for (k = 0; k < b->worker[i].search.n; k++)
			add_file(b, b->worker[i].search.v[k], depends);
	}
}

/* All texts are in: the rest of the search index. */
void finish_search(struct build *b)
{
	uint64_t depends = b->kept ? index_depends(b) : 0;

	profile_stage(b->o->profile, WORK_SEARCH);
	if (!b->index_stands || !depends || depends != b->index || !keep_index(b))
		write_index(b, depends);
}

void keep_for_next(struct build *b, const struct site_stats *stats)
{
	struct footprint made = kept_save(b->kept, b->certain, sink_digest(b->sink), b->file.v, b->file.n,
					  b->statics.n + b->list->n, b->links, b->threads);

	if (b->certain)
		stamp_keep(b->stamp, b->sink, &made, stats, b->d);
}


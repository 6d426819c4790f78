/* diff/pages: addresses that came and went, and the places on report pages. */
#include "diff/diff_int.h"

#include <stdlib.h>

#define REDIRECT_MAX 16384 /* bytes of a page that only leads elsewhere */
#define PLACES_SHOWN 10
#define PLACES_MAX 100000 /* ids looked at on one page */

static bool is_page(const char *path)
{
	return span_ends(span_of(path), ".html");
}

/* "authorities/stockport/" for its index.html. */
static const char *address(struct span path, struct arena *a)
{
	if (span_is(path, "index.html") || span_ends(path, "/index.html"))
		path.n -= strlen("index.html");
	return path.n ? clean_text(path, a) : "index.html";
}

/* A relative address as seen from the page, as a path of the site. */
static const char *resolved(const char *page, struct span target, struct arena *a)
{
	const char *slash = strrchr(page, '/');
	struct span folder = span_make(page, slash ? (size_t)(slash + 1 - page) : 0);

	while (span_starts(target, "../") && folder.n) {
		target = span_skip(target, 3);
		for (folder.n--; folder.n && folder.p[folder.n - 1] != '/'; folder.n--)
			;
	}
	return address(span_of(arena_printf(a, "%.*s%.*s", SPAN_FMT(folder), SPAN_FMT(target))), a);
}

/* Where a page that is a redirect leads; NULL when it is none. */
static const char *redirect_of(const struct tree_file *f, struct arena *a)
{
	struct span s = f->bytes;
	ptrdiff_t at = s.n <= REDIRECT_MAX ? span_find(s, "http-equiv=\"refresh\"") : -1, end;

	if (at < 0)
		return NULL;
	s = span_skip(s, (size_t)at);
	at = span_find(s, "url=");
	if (at < 0)
		return NULL;
	s = span_skip(s, (size_t)at + 4);
	end = span_chr(s, '"');
	return resolved(f->path, span_make(s.p, end < 0 ? s.n : (size_t)end), a);
}

/* ---- places ------------------------------------------------------------------------- */

static bool may_be_cited(struct span id)
{
	return span_starts(id, "judgement-") || span_starts(id, "improvement-") ||
	       (id.n > 1 && id.p[0] == 'p' && id.p[1] >= '0' && id.p[1] <= '9');
}

/* Calls put for every id of the page that somebody may cite. */
static void each_place(struct span text, void (*put)(void *ctx, struct span id), void *ctx)
{
	size_t seen = 0;
	ptrdiff_t at;

	while (seen++ < PLACES_MAX && (at = span_find(text, " id=\"")) >= 0) {
		struct span id = span_skip(text, (size_t)at + 5);
		ptrdiff_t end = span_chr(id, '"');

		if (end < 0)
			return;
		id.n = (size_t)end;
		if (may_be_cited(id))
			put(ctx, id);
		text = span_skip(span_make(id.p, text.n - (size_t)(id.p - text.p)), id.n);
	}
}

struct places {
	struct map known; /* ids of the new page */
	struct strbuf words;
	size_t lost;
};

static void note_place(void *ctx, struct span id)
{
	struct places *p = ctx;

	map_set(&p->known, id, p);
}

static void miss_place(void *ctx, struct span id)
{
	struct places *p = ctx;

	if (map_has(&p->known, id))
		return;
	if (p->lost++ < PLACES_SHOWN) {
		sb_puts(&p->words, p->lost > 1 ? ", #" : "#");
		sb_span(&p->words, id);
	}
}

static void compare_places(struct diff *f, const struct tree_file *old, const struct tree_file *new)
{
	struct arena scratch = ARENA_INIT;
	struct places p = { .lost = 0 };

	map_init(&p.known, &scratch);
	each_place(new->bytes, note_place, &p);
	each_place(old->bytes, miss_place, &p);
	if (p.lost)
		ROW(f, DIFF_ANCHORS_LOST, address(span_of(old->path), &f->arena),
		    arena_printf(&f->arena, "%zu", p.lost), clean_text(sb_view(&p.words), &f->arena));
	sb_release(&p.words);
	arena_release(&scratch);
}

/* ---- the two lists of files ------------------------------------------------------------ */

static void in_both(struct diff *f, const struct tree_file *old, const struct tree_file *new)
{
	const char *to;

	if (span_eq(old->bytes, new->bytes))
		return;
	f->files_changed++;
	if (!is_page(old->path))
		return;
	to = redirect_of(new, &f->arena);
	if (to && !redirect_of(old, &f->arena))
		ROW(f, DIFF_PAGES_MOVED, address(span_of(old->path), &f->arena), to);
	else if (span_starts(span_of(old->path), "reports/"))
		compare_places(f, old, new);
}

static void in_one(struct diff *f, const struct tree_file *file, bool old)
{
	if (is_page(file->path))
		ROW(f, old ? DIFF_PAGES_LOST : DIFF_PAGES_GAINED, address(span_of(file->path), &f->arena));
	else if (old)
		f->files_removed++;
	else
		f->files_added++;
}

void diff_pages(struct diff *f, const struct tree *old, const struct tree *new)
{
	size_t i = 0, k = 0;

	while (i < old->n || k < new->n) {
		int order = i == old->n ? 1 : k == new->n ? -1 : strcmp(old->v[i].path, new->v[k].path);

		if (order == 0)
			in_both(f, &old->v[i++], &new->v[k++]);
		else if (order < 0)
			in_one(f, &old->v[i++], true);
		else
			in_one(f, &new->v[k++], false);
	}
}

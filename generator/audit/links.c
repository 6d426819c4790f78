/* audit/links: notes ids and references while pages are made, then reports what leads nowhere.
 *
 * Nearly every reference of a page is one that other pages have, too, and leads somewhere; so it
 * is recognised by a hash of its bytes and passed over. Where a file is named that does not exist,
 * or an id of the same page, the page becomes suspect at once; anchors of other files are noted and
 * looked up at the end. Suspects are made and read once more, slowly, for the messages (examine.c). */
#include "audit/links_int.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include "audit/allow.h"

#define SUGGESTIONS_MAX 40        /* faults for which a near name is looked for: it takes time */
#define TARGETS_MIN 256           /* slots; a power of two */

struct links *links_new(const char *base_url, unsigned workers)
{
	struct links *l = xmalloc(sizeof *l);
	unsigned i;

	memset(l, 0, sizeof *l);
	l->base_url = "";
	if (base_url && *base_url)
		l->base_url = arena_printf(&l->arena, "%s%s", base_url,
					   base_url[strlen(base_url) - 1] == '/' ? "" : "/");
	l->workers = workers ? workers : 1;
	l->worker = arena_calloc(&l->arena, l->workers, sizeof *l->worker);
	for (i = 0; i < l->workers; i++) {
		struct worker *w = &l->worker[i];

		w->memo = arena_calloc(&w->arena, MEMO, sizeof *w->memo);
		map_init(&w->text, &w->arena);
	}
	return l;
}

void links_free(struct links *l)
{
	unsigned i;

	if (!l)
		return;
	for (i = 0; i < l->workers; i++) {
		struct worker *w = &l->worker[i];

		free(w->target);
		free(w->full);
		sb_release(&w->buf);
		sb_release(&w->follow.path);
		sb_release(&w->follow.anchor);
		sb_release(&w->bytes);
		arena_release(&w->arena);
		arena_release(&w->scratch);
		arena_release(&w->page_arena);
	}
	arena_release(&l->arena);
	free(l->reached);
	spill_close(l->aside);
	free(l);
}

/* ---- files by path ---------------------------------------------------------------- */

static bool is_markup(struct span path)
{
	return span_ends(path, ".html") || span_ends(path, ".svg") || span_ends(path, ".atom") ||
	       span_ends(path, ".xml");
}

/* Of two files with one path the later counts. */
static void enter(struct links *l, uint32_t number)
{
	const struct document *doc = &l->document.v[number - 1];
	size_t i = doc->hash & (l->slots - 1);

	while (l->slot[i] && strcmp(l->document.v[l->slot[i] - 1].path, doc->path) != 0)
		i = (i + 1) & (l->slots - 1);
	l->slot[i] = number;
}

static void make_slots(struct links *l, size_t files)
{
	size_t i;

	for (l->slots = l->slots ? l->slots : 1024; l->slots < files * 2; l->slots *= 2)
		;
	l->slot = arena_calloc(&l->arena, l->slots, sizeof *l->slot);
	for (i = 0; i < l->document.n; i++)
		enter(l, (uint32_t)i + 1);
}

void links_reserve(struct links *l, size_t n)
{
	vec_reserve(&l->document, n, &l->arena);
	make_slots(l, n);
}

size_t links_add(struct links *l, const char *path, struct pos made_from)
{
	struct document *doc = vec_push(&l->document, &l->arena);

	doc->path = path;
	doc->hash = XXH3_64bits(path, strlen(path));
	doc->made_from = made_from;
	doc->markup = is_markup(span_of(path));
	if (l->document.n * 2 > l->slots)
		make_slots(l, l->document.n * 2);
	else
		enter(l, (uint32_t)l->document.n);
	return l->document.n - 1;
}

const struct document *links_find(const struct links *l, struct span path)
{
	uint64_t hash = XXH3_64bits(path.p, path.n);
	size_t i;

	for (i = hash & (l->slots - 1); l->slots && l->slot[i]; i = (i + 1) & (l->slots - 1)) {
		const struct document *doc = &l->document.v[l->slot[i] - 1];

		if (doc->hash == hash && span_is(path, doc->path))
			return doc;
	}
	return NULL;
}

/* ---- ids -------------------------------------------------------------------------- */

uint32_t id_hash(struct span name)
{
	return (uint32_t)XXH3_64bits(name.p, name.n);
}

/* Shell's sort: a page has some hundred ids, for which qsort's calls cost more than the order. */
static void sort_ids(uint32_t *v, size_t n)
{
	size_t gap, i, k;

	for (gap = n / 2; gap; gap = gap == 2 ? 1 : gap * 5 / 11) {
		for (i = gap; i < n; i++) {
			uint32_t id = v[i];

			for (k = i; k >= gap && v[k - gap] > id; k -= gap)
				v[k] = v[k - gap];
			v[k] = id;
		}
	}
}

bool ids_have(const uint32_t *v, size_t n, uint32_t id)
{
	size_t half;

	while (n > 1) {
		half = n / 2;
		v += v[half] <= id ? half : 0;
		n -= half;
	}
	return n && *v == id;
}

bool document_has_target(const struct document *doc, uint32_t id)
{
	return !doc->scanned || ids_have(doc->id, doc->ids, id);
}

/* ---- noting ----------------------------------------------------------------------- */

static size_t target_slot(const struct worker *w, struct links_target t)
{
	size_t i = (t.id ^ t.file * 0x9e3779b1u) & (w->slots - 1);

	while (w->target[i].file && (w->target[i].file != t.file || w->target[i].id != t.id))
		i = (i + 1) & (w->slots - 1);
	return i;
}

static void grow_targets(struct worker *w)
{
	struct links_target *old = w->target;
	size_t i, n = w->slots;

	w->slots = n ? n * 2 : TARGETS_MIN;
	w->target = xmalloc(w->slots * sizeof *w->target);
	memset(w->target, 0, w->slots * sizeof *w->target);
	for (i = 0; i < n; i++)
		if (old[i].file)
			w->target[target_slot(w, old[i])] = old[i];
	free(old);
}

static void add_target(struct worker *w, struct links_target t)
{
	size_t i;

	if (w->targets * 4 >= w->slots * 3)
		grow_targets(w);
	i = target_slot(w, t);
	w->targets += !w->target[i].file;
	w->target[i] = t;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The value decoded: itself, or a copy in the worker's buffer. */
static struct span decoded(struct worker *w, struct span value)
{
	if (value.n && is_alnum(*value.p) && is_alnum(value.p[value.n - 1]) && !memchr(value.p, '&', value.n))
		return value;
	sb_clear(&w->buf);
	scan_decode(value, &w->buf);
	return sb_view(&w->buf);
}

/* What the reference's meaning hangs on apart from its bytes: how deep the page lies where it
 * begins at the root, as links of the layout do; otherwise the page's folder. */
static uint64_t standpoint(const struct worker *w, struct span value)
{
	unsigned up = 0;

	while (up < w->depth && value.n >= 3 && memcmp(value.p, "../", 3) == 0) {
		value.p += 3;
		value.n -= 3;
		up++;
	}
	return up == w->depth ? up : w->folder;
}

/* "#p12": an id of the same page, written as it is. */
static bool plain_own(const struct worker *w, struct span value)
{
	size_t i;

	if (w->based || value.n < 2 || *value.p != '#')
		return false;
	for (i = 1; i < value.n; i++)
		if (!(is_alnum(value.p[i]) || value.p[i] == '-' || value.p[i] == '_'))
			return false;
	return !span_is(value, "#top");
}

static void note_reference(struct worker *w, enum scan_kind kind, struct span value)
{
	uint32_t *memo, known;
	uint64_t key;
	struct leads to;

	if (plain_own(w, value)) {
		*vec_push(&w->own, &w->scratch) = id_hash((struct span){ value.p + 1, value.n - 1 });
		return;
	}
	key = w->based ? 0 : XXH3_64bits_withSeed(value.p, value.n, standpoint(w, value) * 8 + (unsigned)kind);
	memo = &w->memo[key & (MEMO - 1)];
	known = (uint32_t)(key >> 32);      /* 0: not to be remembered */
	if (known && *memo == known)
		return;
	to = follow(w->links, w->page, w->based, kind, decoded(w, value), &w->follow);
	if (to.to == AMISS || (to.to == INSIDE && !to.file)) {
		w->suspect = true;
		return;
	}
	if (to.anchor.n && to.to == THIS_PAGE) {
		*vec_push(&w->own, &w->scratch) = id_hash(to.anchor);
		return;
	}
	if (to.anchor.n)
		add_target(w, (struct links_target){ (uint32_t)(to.file - w->links->document.v) + 1, id_hash(to.anchor) });
	if (known)
		*memo = known;
}

static void note(void *ctx, enum scan_kind kind, struct span value, size_t offset)
{
	struct worker *w = ctx;
	struct span name, rest;

	(void)offset;
	switch (kind) {
	case SCAN_ID:
		name = decoded(w, value);
		if (name.n)
			*vec_push(&w->ids, &w->scratch) = id_hash(name);
		break;
	case SCAN_ID_REF:
		for (rest = decoded(w, value); scan_word(&rest, &name);)
			*vec_push(&w->own, &w->scratch) = id_hash(name);
		break;
	case SCAN_BASE:
		/* References before it have been followed without it. */
		w->based = w->suspect = true;
		break;
	case SCAN_LINK:
	case SCAN_RESOURCE:
	case SCAN_LOC:
		note_reference(w, kind, value);
		break;
	}
}

static void begin_page(struct worker *w, const struct links *l, const struct document *doc)
{
	const char *slash = strrchr(doc->path, '/'), *p;

	w->links = l;
	w->page = doc;
	w->based = w->suspect = false;
	w->ids.n = w->own.n = 0;
	w->depth = 0;
	for (p = doc->path; *p; p++)
		w->depth += *p == '/';
	/* Above all depths. */
	w->folder = XXH3_64bits(doc->path, slash ? (size_t)(slash - doc->path) : 0) | 1u << 16;
}

void links_scan(struct links *l, size_t file, struct span text, unsigned worker)
{
	struct document *doc = &l->document.v[file];
	struct worker *w = &l->worker[worker];
	size_t i;

	if (!doc->markup || text.n > UINT32_MAX)
		return;
	begin_page(w, l, doc);
	scan_markup(text, note, w);
	sort_ids(w->ids.v, w->ids.n);
	for (i = 1; i < w->ids.n; i++)
		w->suspect |= w->ids.v[i] == w->ids.v[i - 1];
	for (i = 0; i < w->own.n && !w->suspect; i++)
		w->suspect = !ids_have(w->ids.v, w->ids.n, w->own.v[i]);
	ids_take(l, doc, w->ids.v, w->ids.n, w);
	doc->suspect = w->suspect;
	doc->based = w->based;
	doc->scanned = true;
	if (l->reached)
		take_census(l, doc, text, w);
}

/* ---- reporting -------------------------------------------------------------------- */

/* A fault as it is reported: its first place, and how often it comes again. */
struct finding {
	const struct document *first;
	const struct fault *fault;
	const struct document *last;   /* page that was counted last */
	size_t more;                   /* other pages */
};

struct reporting {
	struct links *l;
	struct arena arena;
	struct map by_key;             /* what is wrong: struct finding * */
	const struct document *in_hand;
	struct strbuf bytes;           /* of in_hand */
	const char **names;            /* of all pages, for suggestions */
	size_t suggested;
	struct allow *allow;
	struct diag *d;
};

static void group(struct reporting *r, const struct document *doc, const struct fault *f)
{
	/* What a layout gets wrong within each page is one fault, too. */
	bool own = f->anchor && strcmp(f->path, doc->path) == 0;
	const char *key = arena_printf(&r->arena, "%d %s#%s", (int)f->code, own ? "" : f->path ? f->path : f->value,
				       f->anchor ? f->anchor : "");
	struct finding *found = map_get(&r->by_key, span_of(key));

	if (allow_hides(r->allow, f->code, doc->path))
		return;
	if (!found) {
		found = arena_alloc(&r->arena, sizeof *found);
		*found = (struct finding){ doc, f, doc, 0 };
		map_set(&r->by_key, span_of(key), found);
	} else if (found->last != doc) {
		found->last = doc;
		found->more++;
	}
}

/* A page's path as it stands in URLs. */
static const char *as_url(const char *path, struct arena *a)
{
	struct span s = span_of(path);

	return span_ends(s, "/index.html") ? arena_strndup(a, s.p, s.n - strlen("index.html")) : path;
}

static const char *nearest_page(struct reporting *r, const char *path)
{
	size_t i, n = r->l->document.n;

	if (!r->names) {
		r->names = arena_calloc(&r->arena, n, sizeof *r->names);
		for (i = 0; i < n; i++)
			r->names[i] = as_url(r->l->document.v[i].path, &r->arena);
	}
	return nearest_name(span_of(as_url(path, &r->arena)), r->names, n);
}

static const char *nearest_id(struct reporting *r, const struct fault *f)
{
	const struct document *doc = links_find(r->l, span_of(f->path));
	struct worker *w = &r->l->worker[0];
	const char **names;
	size_t i;

	examine_ids(r->l, doc, w);
	names = arena_calloc(&r->arena, w->id.n, sizeof *names);
	for (i = 0; i < w->id.n; i++)
		names[i] = arena_strdup(&r->arena, w->id.v[i].name);
	return nearest_name(span_of(f->anchor), names, w->id.n);
}

/* What exactly is wrong, and what was probably meant. */
static const char *detail_of(struct reporting *r, const struct fault *f)
{
	const char *near = NULL, *folder;

	if (!f->path)
		return arena_printf(&r->arena, f->code == DIAG_BROKEN_LINK ? "'%s' leads out of the site" : "'%s'",
				    f->value);
	folder = arena_printf(&r->arena, "%s/index.html", f->path);
	if (f->code == DIAG_BROKEN_LINK && links_find(r->l, span_of(folder)))
		return arena_printf(&r->arena, "'%s' is a folder: it needs a '/' at its end", f->value);
	if (r->suggested++ < SUGGESTIONS_MAX)
		near = f->anchor ? nearest_id(r, f) : nearest_page(r, f->path);
	return arena_printf(&r->arena, "'%s': there is no '%s%s%s'%s%s%s", f->value, as_url(f->path, &r->arena),
			    f->anchor ? "#" : "", f->anchor ? f->anchor : "", near ? "; did you mean '" : "",
			    near ? near : "", near ? "'?" : "");
}

static void report(struct reporting *r, const struct finding *found)
{
	const struct document *doc = found->first;
	const char *detail = detail_of(r, found->fault);
	struct source src;

	if (r->in_hand != doc) {
		sb_clear(&r->bytes);
		if (r->l->text.again(r->l->text.ctx, (size_t)(doc - r->l->document.v), &r->bytes) < 0)
			sb_clear(&r->bytes);
		r->in_hand = doc;
	}
	src = (struct source){ doc->path, sb_view(&r->bytes), 0 };
	if (src.text.n)
		diag_at(r->d, found->fault->code, &src, found->fault->offset, "%s", detail);
	else
		diag_report(r->d, found->fault->code, (struct pos){ doc->path, 0, 0 }, "%s", detail);
	if (doc->made_from.file)
		diag_note(r->d, doc->made_from, "the page is made from this");
	if (found->more)
		diag_note(r->d, (struct pos){ found->last->path, 0, 0 }, "the same on %zu more page%s, the last of them this",
			  found->more, found->more == 1 ? "" : "s");
}

/* An anchor of another file that is not there: which pages name it was not kept. */
static void suspect_all(struct links *l)
{
	size_t i;

	for (i = 0; i < l->document.n; i++)
		l->document.v[i].suspect = l->document.v[i].markup;
}

/* All of one file, which are sorted, and may be of files that are gone. */
static bool have_targets(const struct links *l, const struct links_target *t, size_t n, bool recalled, struct strbuf *scratch)
{
	const struct document *doc = t->file && t->file <= l->document.n ? &l->document.v[t->file - 1] : NULL;
	const uint32_t *id;
	size_t i;

	if (!doc || !doc->scanned || (recalled && doc->recalled))
		return doc != NULL;
	id = ids_get(l, doc, scratch);
	for (i = 0; i < n; i++)
		if (!id || !ids_have(id, doc->ids, t[i].id))
			return false;
	return true;
}

/* Sorted, so that each file's ids are looked for once. */
static bool sorted_exist(const struct links *l, const struct links_target *t, size_t n, bool recalled)
{
	struct strbuf scratch = STRBUF_INIT;
	bool all = true;
	size_t i, end;

	for (i = 0; i < n && all; i = end) {
		for (end = i + 1; end < n && t[end].file == t[i].file; end++)
			;
		all = have_targets(l, t + i, end - i, recalled, &scratch);
	}
	sb_release(&scratch);
	return all;
}

static void examine_one(void *ctx, size_t i, unsigned worker)
{
	struct links *l = ctx;

	examine(l, &l->suspect.v[i], &l->worker[worker]);
}

void links_check(struct links *l, unsigned threads, struct links_text text, struct allow *allow, struct diag *d)
{
	struct reporting r = { .l = l, .allow = allow, .d = d };
	size_t i, k;

	l->text = text;
	ids_end(l);
	targets_sort(l);
	if (!sorted_exist(l, l->target, l->targets, false) || !sorted_exist(l, l->recalled, l->recalled_count, true))
		suspect_all(l);
	for (i = 0; i < l->document.n; i++)
		if (l->document.v[i].suspect)
			*vec_push(&l->suspect, &l->arena) = (struct suspect){ .doc = &l->document.v[i] };
	if (l->suspect.n)
		links_bring_back(l);
	pool_run(l->suspect.n, threads < l->workers ? threads : l->workers, examine_one, l);
	map_init(&r.by_key, &r.arena);
	for (i = 0; i < l->suspect.n; i++) {
		const struct suspect *s = &l->suspect.v[i];

		/* What was noted before a <base> was followed without it. */
		l->document.v[s->doc - l->document.v].suspect = s->faults || s->doc->based;
		for (k = 0; k < s->faults; k++)
			group(&r, s->doc, &s->fault[k]);
	}
	for (i = 0; i < r.by_key.n; i++)
		report(&r, r.by_key.entry[i].value);
	sb_release(&r.bytes);
	arena_release(&r.arena);
}

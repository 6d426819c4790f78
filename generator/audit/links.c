/* audit/links: collects ids and references, then reports what leads nowhere. */
#include "audit/links_int.h"

#include <stdlib.h>
#include <string.h>
#include "audit/allow.h"

#define SUGGESTIONS_MAX 40        /* faults for which a near name is looked for: it takes time */

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
	l->worker = xmalloc(l->workers * sizeof *l->worker);
	memset(l->worker, 0, l->workers * sizeof *l->worker);
	for (i = 0; i < l->workers; i++)
		map_init(&l->worker[i].text, &l->worker[i].arena);
	map_init(&l->by_path, &l->arena);
	return l;
}

void links_free(struct links *l)
{
	unsigned i;

	if (!l)
		return;
	for (i = 0; i < l->workers; i++) {
		sb_release(&l->worker[i].buf);
		arena_release(&l->worker[i].arena);
		arena_release(&l->worker[i].scratch);
	}
	free(l->worker);
	free(l->reached);
	arena_release(&l->arena);
	free(l);
}

static bool is_markup(struct span path)
{
	return span_ends(path, ".html") || span_ends(path, ".svg") || span_ends(path, ".atom") ||
	       span_ends(path, ".xml");
}

size_t links_add(struct links *l, const char *path, struct pos made_from)
{
	struct document *doc = vec_push(&l->document, &l->arena);

	doc->path = path;
	doc->made_from = made_from;
	doc->scanned = is_markup(span_of(path));
	map_set(&l->by_path, span_of(path), (void *)(uintptr_t)l->document.n);
	return l->document.n - 1;
}

const struct document *links_find(const struct links *l, struct span path)
{
	uintptr_t i = (uintptr_t)map_get(&l->by_path, path);

	return i ? &l->document.v[i - 1] : NULL;
}

const char *worker_text(struct worker *w, struct span s)
{
	char *kept = map_get(&w->text, s);

	if (!kept) {
		kept = arena_strndup(&w->arena, s.p, s.n);
		map_set(&w->text, s, kept);
	}
	return kept;
}

void worker_fault(struct worker *w, enum diag_code code, const struct reference *r, const char *path,
		  const char *anchor)
{
	struct fault *f = vec_push(&w->fault, &w->scratch);

	f->code = code;
	f->offset = r->offset;
	f->value = r->value;
	f->path = path ? worker_text(w, span_of(path)) : NULL;
	f->anchor = anchor ? worker_text(w, span_of(anchor)) : NULL;
}

static int id_order(const void *x, const void *y)
{
	const struct id *a = x, *b = y;
	int c = strcmp(a->name, b->name);

	return c ? c : (a->offset > b->offset) - (a->offset < b->offset);
}

bool document_has_id(const struct document *doc, const char *name)
{
	size_t low = 0, high = doc->ids;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = strcmp(doc->id[mid].name, name);

		if (!c)
			return true;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

static void note(void *ctx, enum scan_kind kind, struct span value, size_t offset)
{
	struct worker *w = ctx;
	const char *text;

	sb_clear(&w->buf);
	scan_decode(value, &w->buf);
	text = worker_text(w, sb_view(&w->buf));
	if (kind == SCAN_ID) {
		if (*text)
			*vec_push(&w->id, &w->arena) = (struct id){ text, (uint32_t)offset };
	} else if (kind == SCAN_BASE) {
		w->based = true;
	} else {
		*vec_push(&w->reference, &w->arena) = (struct reference){ text, (uint32_t)offset, kind };
	}
}

/* n elements of size bytes that stay, from a list that is used again. */
static void *keep(struct worker *w, const void *from, size_t n, size_t size)
{
	void *to = arena_calloc(&w->arena, n, size);

	if (n)
		memcpy(to, from, n * size);
	return to;
}

void links_scan(struct links *l, size_t file, struct span text, unsigned worker)
{
	struct document *doc = &l->document.v[file];
	struct worker *w = &l->worker[worker];

	if (!doc->scanned || text.n > UINT32_MAX)
		return;
	w->id.n = w->reference.n = 0;
	w->based = false;
	scan_markup(text, note, w);
	doc->based = w->based;
	doc->ids = w->id.n;
	doc->id = keep(w, w->id.v, w->id.n, sizeof *doc->id);
	if (doc->ids)
		qsort(doc->id, doc->ids, sizeof *doc->id, id_order);
	doc->references = w->reference.n;
	doc->reference = keep(w, w->reference.v, w->reference.n, sizeof *doc->reference);
}

static void check_document(void *ctx, size_t i, unsigned worker)
{
	struct links *l = ctx;
	struct document *doc = &l->document.v[i];
	struct worker *w = &l->worker[worker];
	size_t k;

	w->fault.n = 0;
	for (k = 1; k < doc->ids; k++) {
		struct reference again = { doc->id[k].name, doc->id[k].offset, SCAN_ID };

		if (strcmp(doc->id[k].name, doc->id[k - 1].name) == 0)
			worker_fault(w, DIAG_DUPLICATE_ID, &again, NULL, NULL);
	}
	for (k = 0; k < doc->references; k++) {
		w->counts.links += doc->reference[k].kind != SCAN_ID_REF;
		w->counts.anchors += strchr(doc->reference[k].value, '#') != NULL;
		follow(l, doc, &doc->reference[k], w);
	}
	doc->faults = w->fault.n;
	doc->fault = keep(w, w->fault.v, w->fault.n, sizeof *doc->fault);
}

/* A fault as it is reported: its first place, and how often it comes again. */
struct finding {
	const struct document *first;
	const struct fault *fault;
	const struct document *last;   /* page that was counted last */
	size_t more;                   /* other pages */
};

struct reporting {
	const struct links *l;
	struct arena arena;
	struct map by_key;             /* what is wrong: struct finding * */
	struct links_text text;
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
	const char **names = arena_calloc(&r->arena, doc->ids, sizeof *names);
	size_t i;

	for (i = 0; i < doc->ids; i++)
		names[i] = doc->id[i].name;
	return nearest_name(span_of(f->anchor), names, doc->ids);
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
		if (r->text.again(r->text.ctx, (size_t)(doc - r->l->document.v), &r->bytes) < 0)
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

void links_check(struct links *l, unsigned threads, struct links_text text, struct allow *allow, struct diag *d)
{
	struct reporting r = { .l = l, .text = text, .allow = allow, .d = d };
	size_t i, k;

	free(l->reached);
	l->reached = xmalloc((l->document.n + 1) * sizeof *l->reached);
	for (i = 0; i < l->document.n; i++)
		atomic_init(&l->reached[i], false);
	pool_run(l->document.n, threads < l->workers ? threads : l->workers, check_document, l);
	map_init(&r.by_key, &r.arena);
	for (i = 0; i < l->document.n; i++)
		for (k = 0; k < l->document.v[i].faults; k++)
			group(&r, &l->document.v[i], &l->document.v[i].fault[k]);
	for (i = 0; i < r.by_key.n; i++)
		report(&r, r.by_key.entry[i].value);
	sb_release(&r.bytes);
	arena_release(&r.arena);
}

size_t links_count(const struct links *l)
{
	return l->document.n;
}

const char *links_path(const struct links *l, size_t file)
{
	return l->document.v[file].path;
}

struct pos links_made_from(const struct links *l, size_t file)
{
	return l->document.v[file].made_from;
}

const char *links_base_url(const struct links *l)
{
	return l->base_url;
}

bool links_reached(const struct links *l, size_t file)
{
	return l->reached && atomic_load_explicit(&l->reached[file], memory_order_relaxed);
}

struct links_counts links_counts(const struct links *l)
{
	struct links_counts sum = { 0, 0 };
	unsigned i;

	for (i = 0; i < l->workers; i++) {
		sum.links += l->worker[i].counts.links;
		sum.anchors += l->worker[i].counts.anchors;
	}
	return sum;
}

void links_each_outside(const struct links *l, void (*found)(void *ctx, const char *url, size_t file, size_t offset),
			void *ctx)
{
	size_t i, k;

	for (i = 0; i < l->document.n; i++) {
		const struct document *doc = &l->document.v[i];

		for (k = 0; k < doc->references; k++) {
			struct span url = span_of(doc->reference[k].value);

			if (doc->reference[k].kind == SCAN_LINK && follow_is_outside(l, url) &&
			    (span_starts(url, "http://") || span_starts(url, "https://")))
				found(ctx, doc->reference[k].value, i, doc->reference[k].offset);
		}
	}
}

/* site/kept: reads and writes what is kept of a build. */
#include "site/kept.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/pack.h"
#include "base/pool.h"
#include "base/program.h"

#define MAGIC 0x3370656b646c6467ull    /* "gdldkep3" */
#define FILE_MAX (512u << 20)
#define PATH_USUAL 64                  /* bytes of a path of the search index */
#define CHUNK 128                      /* files that a thread takes at once */

/* The file: this, an entry a file, all parts, all ids, all targets, the paths of the files that the link check does not have. */
struct head {
	uint64_t hash;                 /* of the program and the rest */
	uint64_t magic, commit;
	uint64_t files, others, parts, ids, targets;
	uint64_t told;
};

#define HASHED offsetof(struct head, magic)

/* No holes between the members. */
struct kept_entry {
	uint64_t path;                 /* a hash of it */
	uint64_t depends;
	uint64_t low, high;            /* its footprint in the output */
	uint64_t size;
	uint32_t id, ids;              /* of all ids the first, and how many */
	uint32_t part, parts;          /* the same of parts */
};

/* Of a file's footprint. */
struct look {
	uint64_t low, high;
};

struct kept {
	struct arena arena;
	const char *cache, *output;
	int dir;                       /* the output, or -1 */
	/* Nothing where nothing is known. */
	const struct kept_entry *entry;
	struct look *look;             /* one an entry: of the file as it is now; 0 when it has gone */
	size_t files, entries;
	const struct page_part *part;
	const uint32_t *id;
	const struct links_target *target;
	size_t targets;
	const char **other;
	size_t others;
	uint64_t told, tell;
	uint32_t *slot;                /* a hash table of entries' numbers + 1 by path */
	size_t slots;
};

static uint64_t hash_of(const char *path)
{
	return digest_quick(0, span_of(path));
}

/* ---- reading ---------------------------------------------------------------------- */

/* The name that the output folder's real path gives; NULL while there is no folder. */
static const char *file_of(const struct kept *k, const char *what, struct arena *a)
{
	char *real = realpath(k->output, NULL);
	const char *file = real ? arena_printf(a, "%s/%016llx.%s", k->cache, (unsigned long long)hash_of(real), what) : NULL;

	free(real);
	return file;
}

/* Each count is checked alone first, so that their sum cannot wrap. */
static bool is_whole(const struct head *h, struct span text)
{
	uint64_t n = text.n - sizeof *h;

	return h->files <= n && h->others <= n && h->parts <= n && h->ids <= n && h->targets <= n &&
	       n >= (h->files + h->others) * sizeof(struct kept_entry) + h->parts * sizeof(struct page_part) + h->ids * sizeof(uint32_t) +
		    h->targets * sizeof(struct links_target) &&
	       h->hash == digest_quick(program_identity(), span_skip(text, HASHED));
}

/* The text is aligned for any object, and each part's size is a multiple of the next one's alignment. */
static const void *part(struct span *rest, size_t count, size_t size)
{
	const void *p = rest->p;

	*rest = span_skip(*rest, count * size);
	return p;
}

static bool take_others(struct kept *k, struct span rest)
{
	size_t i;

	k->other = arena_calloc(&k->arena, k->others, sizeof *k->other);
	for (i = 0; i < k->others; i++) {
		const char *nul = rest.n ? memchr(rest.p, '\0', rest.n) : NULL;

		if (!nul)
			return false;
		k->other[i] = rest.p;
		rest = span_skip(rest, (size_t)(nul + 1 - rest.p));
	}
	return !rest.n;
}

static void index_entries(struct kept *k)
{
	size_t i, s;

	for (k->slots = 64; k->slots < k->entries * 2; k->slots *= 2)
		;
	k->slot = arena_calloc(&k->arena, k->slots, sizeof *k->slot);
	for (i = 0; i < k->entries; i++) {
		for (s = k->entry[i].path & (k->slots - 1); k->slot[s]; s = (s + 1) & (k->slots - 1))
			;
		k->slot[s] = (uint32_t)i + 1;
	}
}

static const struct kept_entry *entry_of(const struct kept *k, const char *path)
{
	uint64_t hash = hash_of(path);
	size_t s;

	for (s = hash & (k->slots - 1); k->slots && k->slot[s]; s = (s + 1) & (k->slots - 1))
		if (k->entry[k->slot[s] - 1].path == hash)
			return &k->entry[k->slot[s] - 1];
	return NULL;
}

static void take_all(struct kept *k, const struct head *h, struct span rest)
{
	size_t i;

	k->files = (size_t)h->files;
	k->others = (size_t)h->others;
	k->told = h->told;
	k->entry = part(&rest, k->files + k->others, sizeof *k->entry);
	k->part = part(&rest, (size_t)h->parts, sizeof *k->part);
	k->id = part(&rest, (size_t)h->ids, sizeof *k->id);
	k->target = part(&rest, (size_t)h->targets, sizeof *k->target);
	k->targets = (size_t)h->targets;
	if (!take_others(k, rest))
		k->others = 0;
	k->entries = k->files + k->others;
	for (i = 0; i < k->entries; i++)
		if (k->entry[i].id > h->ids || k->entry[i].ids > h->ids - k->entry[i].id ||
		    k->entry[i].part > h->parts || k->entry[i].parts > h->parts - k->entry[i].part)
			k->entries = k->others = k->targets = 0;
	index_entries(k);
}

static void take_looks(struct kept *k, struct outputs *o)
{
	struct footprint now;
	const char *path;
	size_t i;

	k->look = arena_calloc(&k->arena, k->entries, sizeof *k->look);
	for (i = 0; k->entries && (path = outputs_file(o, i, &now)); i++) {
		const struct kept_entry *e = entry_of(k, path);

		if (e)
			k->look[e - k->entry] = (struct look){ now.low, now.high };
	}
}

struct kept *kept_open(const char *cache, const char *output, struct outputs *o, uint64_t before)
{
	struct kept *k = xmalloc(sizeof *k);
	struct diag quiet = DIAG_INIT;
	const char *file;
	struct span text;
	struct head head;

	memset(k, 0, sizeof *k);
	k->cache = arena_strdup(&k->arena, cache);
	k->output = arena_strdup(&k->arena, output);
	k->dir = open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	/* A run that was killed may have been ended since they were looked at. */
	file = before && before == outputs_digest(o) ? file_of(k, "pages", &k->arena) : NULL;
	if (file && fs_exists(file) && fs_read(&k->arena, file, file, FILE_MAX, &text, &quiet) == 0 && text.n >= sizeof head) {
		memcpy(&head, text.p, sizeof head);
		if (head.magic == MAGIC && head.commit == before && is_whole(&head, text))
			take_all(k, &head, span_skip(text, sizeof head));
	}
	take_looks(k, o);
	diag_release(&quiet);
	return k;
}

size_t kept_others(const struct kept *k)
{
	return k->others;
}

struct kept_file kept_other(const struct kept *k, size_t i)
{
	return (struct kept_file){ .path = k->other[i], .depends = k->entry[k->files + i].depends };
}

bool kept_told(const struct kept *k, uint64_t hash)
{
	return hash && hash == k->told;
}

void kept_tell(struct kept *k, uint64_t hash)
{
	k->tell = hash;
}

/* ---- bytes of the caller's -------------------------------------------------------- */

uint64_t kept_digest(struct span bytes)
{
	uint64_t hash = digest_quick(program_identity(), bytes);

	return hash + !hash;
}

bool kept_read(const struct kept *k, uint64_t digest, struct arena *a, struct span *out)
{
	const char *file = file_of(k, "words", a);
	struct diag quiet = DIAG_INIT;
	bool good = file && fs_exists(file) && fs_read(a, file, file, FILE_MAX, out, &quiet) == 0 && kept_digest(*out) == digest;

	diag_release(&quiet);
	return good;
}

void kept_write(const struct kept *k, struct span bytes)
{
	struct arena a = ARENA_INIT;
	const char *file = file_of(k, "words", &a);

	/* Kept or not: it is only a cache. */
	if (file && fs_mkdirs(k->cache) == 0)
		(void)fs_renew(file, &bytes, 1);
	arena_release(&a);
}

/* ---- what stays ------------------------------------------------------------------- */

void kept_find(const struct kept *k, struct kept_file *file, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct kept_file *f = &file[i];
		const struct kept_entry *was = f->was = entry_of(k, f->path);

		if (!was)
			continue;
		f->now = (struct footprint){ .low = k->look[was - k->entry].low, .high = k->look[was - k->entry].high, .files = 1 };
		f->touched = f->now.low != was->low || f->now.high != was->high;
		f->stays = !f->touched && f->depends && f->depends == was->depends;
		f->size = f->stays ? was->size : 0;
		f->part = f->touched ? NULL : k->part + was->part;
		f->parts = f->touched ? 0 : was->parts;
	}
}

int kept_reopen(const struct kept *k, const struct kept_file *file)
{
	return openat(k->dir, file->path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
}

bool kept_gone(const struct kept *k, const struct kept_file *file, size_t n)
{
	size_t i, found = 0;

	for (i = 0; i < n; i++)
		found += file[i].was != NULL;
	return found < k->entries;
}

static int by_target(const void *x, const void *y)
{
	const struct links_target *a = x, *b = y;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

/* Files have come or gone: each has another number. What is named in one that has gone is dropped, since a page that stays
 * names nothing in a page that is not there. */
static void renumber(struct kept *k, const struct kept_file *file, size_t files)
{
	uint32_t *now = arena_calloc(&k->arena, k->files + 1, sizeof *now);
	struct links_target *v = arena_calloc(&k->arena, k->targets + 1, sizeof *v);
	size_t i, n = 0;

	for (i = 0; i < files; i++)
		if (file[i].was && (size_t)(file[i].was - k->entry) < k->files)
			now[file[i].was - k->entry] = (uint32_t)i + 1;
	for (i = 0; i < k->targets; i++)
		if (k->target[i].file && k->target[i].file <= k->files && now[k->target[i].file - 1])
			v[n++] = (struct links_target){ now[k->target[i].file - 1], k->target[i].id };
	if (n)
		qsort(v, n, sizeof *v, by_target);
	k->target = v;
	k->targets = n;
}

static bool same_numbers(const struct kept *k, const struct kept_file *file, size_t files)
{
	size_t i;

	for (i = 0; i < files && file[i].was == k->entry + i; i++)
		;
	return i == files && files == k->files;
}

void kept_recall(struct kept *k, const struct kept_file *file, size_t files, struct links *l)
{
	size_t i;

	for (i = 0; i < files; i++)
		if (file[i].stays)
			links_recall(l, i, (struct links_known){ k->id + file[i].was->id, file[i].was->ids });
	if (k->entries && !same_numbers(k, file, files))
		renumber(k, file, files);
	links_recall_targets(l, k->target, k->targets);
}

/* ---- keeping ---------------------------------------------------------------------- */

static void put_entries(struct strbuf *out, const struct kept_file *file, size_t n, size_t files, const struct links *l,
			struct head *head)
{
	struct links_known known;
	size_t i;

	for (i = 0; i < n; i++) {
		bool fit = i >= files || links_known(l, i, &known);
		struct kept_entry e = {
			.path = hash_of(file[i].path), .depends = fit ? file[i].depends : 0, .low = file[i].now.low,
			.high = file[i].now.high, .size = file[i].size,
			.id = (uint32_t)head->ids, .ids = i < files && fit ? (uint32_t)known.ids : 0,
			.part = (uint32_t)head->parts, .parts = (uint32_t)file[i].parts,
		};

		head->ids += e.ids;
		head->parts += e.parts;
		pack_bytes(out, &e, sizeof e);
	}
	for (i = 0; i < n; i++)
		pack_bytes(out, file[i].part, file[i].parts * sizeof *file[i].part);
	for (i = 0; i < files; i++)
		if (links_known(l, i, &known))
			pack_bytes(out, known.id, known.ids * sizeof *known.id);
}

static void write_file(const struct kept *k, uint64_t commit, const struct kept_file *file, size_t n, size_t files,
		       const struct links *l)
{
	struct head head = { .magic = MAGIC, .commit = commit, .files = files, .others = n - files,
			     .told = k->tell };
	struct arena a = ARENA_INIT;
	struct strbuf out = STRBUF_INIT;
	const struct links_target *target;
	const char *path = file_of(k, "pages", &a);
	struct links_known known;
	size_t i, targets, ids = 0, parts = 0;

	target = links_targets(l, &a, &targets);
	head.targets = targets;
	for (i = 0; i < files; i++)
		ids += links_known(l, i, &known) ? known.ids : 0;
	for (i = 0; i < n; i++)
		parts += file[i].parts;
	sb_reserve(&out, sizeof head + n * sizeof(struct kept_entry) + parts * sizeof(struct page_part) + ids * sizeof(uint32_t) + targets * sizeof *target +
			 (n - files) * PATH_USUAL);
	pack_bytes(&out, &head, sizeof head);
	put_entries(&out, file, n, files, l, &head);
	pack_bytes(&out, target, targets * sizeof *target);
	for (i = files; i < n; i++)
		pack_bytes(&out, file[i].path, strlen(file[i].path) + 1);
	memcpy(out.p, &head, sizeof head);
	head.hash = digest_quick(program_identity(), span_skip(sb_view(&out), HASHED));
	memcpy(out.p, &head, sizeof head);
	/* Kept or not: it is only a cache. */
	if (path && head.ids <= UINT32_MAX && fs_mkdirs(k->cache) == 0) {
		struct span bytes = sb_view(&out);

		(void)fs_renew(path, &bytes, 1);
	}
	sb_release(&out);
	arena_release(&a);
}

struct saving {
	struct kept_file *file;
	size_t n;
	int dir;
};

static void look_again(void *ctx, size_t chunk, unsigned worker)
{
	const struct saving *v = ctx;
	size_t i = chunk * CHUNK, end = i + CHUNK < v->n ? i + CHUNK : v->n;

	(void)worker;
	for (; i < end; i++) {
		struct kept_file *f = &v->file[i];

		if (f->stays)
			continue;
		memset(&f->now, 0, sizeof f->now);
		footprint_regular(&f->now, v->dir, f->path);
	}
}

struct footprint kept_save(const struct kept *k, bool keep, uint64_t commit, struct kept_file *file, size_t n, size_t files,
			   const struct links *l, unsigned threads)
{
	struct saving v = { file, n, open(k->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
	struct footprint sum;
	size_t i;

	memset(&sum, 0, sizeof sum);
	pool_run((n + CHUNK - 1) / CHUNK, threads, look_again, &v);
	for (i = 0; i < n; i++)
		footprint_add(&sum, &file[i].now);
	if (v.dir >= 0)
		close(v.dir);
	if (keep && !sum.unsure)
		write_file(k, commit, file, n, files, l);
	return sum;
}

void kept_close(struct kept *k)
{
	if (!k)
		return;
	if (k->dir >= 0)
		close(k->dir);
	arena_release(&k->arena);
	free(k);
}

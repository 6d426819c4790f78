/* site/kept: reads and writes what is kept of a build. */
#include "site/kept.h"

#include <stdlib.h>
#include <string.h>
#include "base/digest.h"
#include "base/fs.h"

#define MAGIC 0x3170656b646c6467ull    /* "gdldkep1" */
#define FILE_MAX (512u << 20)

/* The file: this, what each file depended on, how many ids each has, all ids, all targets. */
struct head {
	uint64_t hash;                 /* of the rest */
	uint64_t magic, inputs, commit;
	uint64_t files, ids, targets;
};

#define HASHED offsetof(struct head, magic)

struct kept {
	struct arena arena;
	const char *cache, *output;
	uint64_t inputs;
	size_t files;
	/* NULL when nothing is known. */
	const uint64_t *depends;
	const struct links_known *known;
	const struct links_target *target;
	size_t targets;
};

/* The name that the output folder's real path gives; NULL while there is no folder. */
static const char *file_of(struct kept *k)
{
	char *real = realpath(k->output, NULL);
	const char *file = real ? arena_printf(&k->arena, "%s/%016llx.pages", k->cache,
					       (unsigned long long)digest_quick(0, span_of(real))) : NULL;

	free(real);
	return file;
}

static bool is_whole(const struct head *h, struct span text)
{
	uint64_t n = text.n - sizeof *h;

	/* Each count is checked alone first, so that their sum cannot wrap. */
	return h->files <= n && h->ids <= n && h->targets <= n &&
	       n == h->files * (sizeof(uint64_t) + sizeof(uint32_t)) + h->ids * sizeof(uint32_t) +
		    h->targets * sizeof(struct links_target) &&
	       h->hash == digest_quick(0, span_skip(text, HASHED));
}

static void *take(struct arena *a, struct span *rest, size_t count, size_t size)
{
	void *to = arena_calloc(a, count, size);

	if (count)
		memcpy(to, rest->p, count * size);
	*rest = span_skip(*rest, count * size);
	return to;
}

static void take_all(struct kept *k, const struct head *h, struct span rest)
{
	const uint64_t *depends = take(&k->arena, &rest, h->files, sizeof *depends);
	const uint32_t *count = take(&k->arena, &rest, h->files, sizeof *count);
	const uint32_t *id = take(&k->arena, &rest, h->ids, sizeof *id);
	struct links_known *known = arena_calloc(&k->arena, h->files, sizeof *known);
	size_t i, used = 0;

	for (i = 0; i < h->files; i++) {
		if (count[i] > h->ids - used)
			return;
		known[i] = (struct links_known){ id + used, count[i] };
		used += count[i];
	}
	k->targets = h->targets;
	k->target = take(&k->arena, &rest, h->targets, sizeof *k->target);
	k->known = known;
	k->depends = depends;
}

struct kept *kept_open(const char *cache, const char *output, uint64_t before, uint64_t inputs, size_t files)
{
	struct kept *k = xmalloc(sizeof *k);
	struct arena scratch = ARENA_INIT;
	struct diag quiet = DIAG_INIT;
	const char *file;
	struct span text;
	struct head head;

	memset(k, 0, sizeof *k);
	k->cache = arena_strdup(&k->arena, cache);
	k->output = arena_strdup(&k->arena, output);
	k->inputs = inputs;
	k->files = files;
	file = inputs && before ? file_of(k) : NULL;
	if (file && fs_exists(file) && fs_read(&scratch, file, file, FILE_MAX, &text, &quiet) == 0 && text.n >= sizeof head) {
		memcpy(&head, text.p, sizeof head);
		if (head.magic == MAGIC && head.inputs == inputs && head.commit == before && head.files == files &&
		    is_whole(&head, text))
			take_all(k, &head, span_skip(text, sizeof head));
	}
	diag_release(&quiet);
	arena_release(&scratch);
	return k;
}

void kept_recall(const struct kept *k, struct links *l)
{
	links_recall_targets(l, k->target, k->targets);
}

bool kept_has(const struct kept *k, size_t file, uint64_t depends, struct links_known *known)
{
	if (!k->depends || !depends || k->depends[file] != depends)
		return false;
	*known = k->known[file];
	return true;
}

static void put(struct strbuf *out, const void *p, size_t n)
{
	if (n)
		sb_add(out, p, n);
}

void kept_save(const struct kept *k, uint64_t commit, const uint64_t *depends, const struct links *l)
{
	struct head head = { .magic = MAGIC, .inputs = k->inputs, .commit = commit, .files = k->files };
	struct arena a = ARENA_INIT;
	struct kept named = *k;
	struct strbuf out = STRBUF_INIT;
	struct links_known known;
	const struct links_target *target;
	const char *file;
	const uint64_t none = 0;
	uint32_t count;
	size_t i, n;

	target = links_targets(l, &a, &n);
	head.targets = n;
	named.arena = (struct arena)ARENA_INIT;
	file = k->inputs ? file_of(&named) : NULL;
	put(&out, &head, sizeof head);
	for (i = 0; i < k->files; i++)
		put(&out, links_known(l, i, &known) ? &depends[i] : &none, sizeof none);
	for (i = 0; i < k->files; i++) {
		count = links_known(l, i, &known) && depends[i] ? (uint32_t)known.ids : 0;
		put(&out, &count, sizeof count);
		head.ids += count;
	}
	for (i = 0; i < k->files; i++)
		if (links_known(l, i, &known) && depends[i])
			put(&out, known.id, known.ids * sizeof *known.id);
	put(&out, target, n * sizeof *target);
	memcpy(out.p, &head, sizeof head);
	head.hash = digest_quick(0, span_make(out.p + HASHED, out.n - HASHED));
	memcpy(out.p, &head, sizeof head);
	/* Kept or not: it is only a cache. */
	if (file && fs_mkdirs(k->cache) == 0)
		(void)fs_replace(file, sb_view(&out));
	sb_release(&out);
	arena_release(&named.arena);
	arena_release(&a);
}

void kept_close(struct kept *k)
{
	if (k)
		arena_release(&k->arena);
	free(k);
}

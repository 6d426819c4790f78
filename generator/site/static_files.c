/* site/static_files: reads static/ and fingerprints what pages refer to. */
#include "site/static_files.h"

#include <string.h>
#include <xxhash.h>
#include "base/fs.h"
#include "site/tighten.h"

static const struct {
	const char *name;
	size_t member;                 /* in struct page_assets */
} fingerprinted[] = {
	{ "style.css", offsetof(struct page_assets, style) },
	{ "site.js", offsetof(struct page_assets, script) },
	{ "icon.svg", offsetof(struct page_assets, icon) },
	{ "search.js", offsetof(struct page_assets, search) },
};

/* "assets/style.1f3a0c55.css" */
static const char *fingerprint(const char *name, struct span bytes, struct arena *a)
{
	unsigned long long hash = XXH3_64bits(bytes.p, bytes.n);
	const char *dot = strrchr(name, '.');

	return arena_printf(a, "assets/%.*s.%08llx%s", (int)(dot - name), name, hash >> 32, dot);
}

static void name_file(struct static_files *all, struct static_file *f, const char *path, struct arena *a)
{
	size_t i;

	f->path = path;
	for (i = 0; i < sizeof fingerprinted / sizeof *fingerprinted; i++) {
		if (strcmp(path, fingerprinted[i].name) != 0)
			continue;
		f->path = fingerprint(path, f->bytes, a);
		memcpy((char *)&all->assets + fingerprinted[i].member, &f->path, sizeof f->path);
	}
}

int static_load(struct static_files *out, const char *dir, const char *name, struct arena *a, struct diag *d)
{
	struct fs_list list;
	size_t i;
	int rc;

	memset(out, 0, sizeof *out);
	rc = fs_walk(a, dir, name, &list, d);
	out->v = arena_calloc(a, list.n, sizeof *out->v);
	for (i = 0; i < list.n; i++) {
		struct static_file *f = &out->v[out->n];

		f->from = (struct pos){ fs_join(a, name, list.path[i]), 0, 0 };
		if (fs_read(a, fs_join(a, dir, list.path[i]), f->from.file, FS_MAX_FILE, &f->bytes, d) < 0) {
			rc = -1;
			continue;
		}
		if (span_ends(span_of(list.path[i]), ".css"))
			f->bytes = tighten_css(f->bytes, a);
		name_file(out, f, list.path[i], a);
		out->n++;
	}
	return rc;
}

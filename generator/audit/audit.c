/* audit: hands files to who knows their kind, then reports. */
#include "audit/audit_int.h"

#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/map.h"

static const struct {
	const char *end;
	void (*look)(struct job *j);
} kinds[] = {
	{ ".html", audit_html }, { ".atom", audit_xml }, { ".xml", audit_xml }, { ".svg", audit_xml },
	{ ".css", audit_css }, { ".json", audit_json }, { ".csv", audit_csv },
};

static void (*look_for(const char *path))(struct job *j)
{
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (span_ends(span_of(path), kinds[i].end))
			return kinds[i].look;
	return strcmp(path, "robots.txt") == 0 ? audit_robots : NULL;
}

bool audit_reads(const char *path)
{
	return look_for(path) != NULL;
}

bool audit_is_page(const char *path)
{
	return span_ends(span_of(path), ".html");
}

struct audit *audit_new(struct links *links, unsigned workers)
{
	struct audit *a = xmalloc(sizeof *a);

	memset(a, 0, sizeof *a);
	links_audit(links);
	a->links = links;
	a->files = links_count(links);
	a->file = xmalloc((a->files + 1) * sizeof *a->file);
	memset(a->file, 0, (a->files + 1) * sizeof *a->file);
	a->workers = workers ? workers : 1;
	a->worker = xmalloc(a->workers * sizeof *a->worker);
	memset(a->worker, 0, a->workers * sizeof *a->worker);
	return a;
}

void audit_free(struct audit *a)
{
	unsigned w;
	size_t i;

	if (!a)
		return;
	for (i = 0; i < a->files; i++)
		diag_release(&a->file[i].d);
	for (w = 0; w < a->workers; w++) {
		arena_release(&a->worker[w].keep);
		arena_release(&a->worker[w].scratch);
	}
	free(a->worker);
	free(a->file);
	free(a);
}

struct mention audit_mention(struct job *j, struct span text, size_t offset)
{
	return (struct mention){ arena_strndup(&j->w->keep, text.p, text.n), source_pos(&j->src, offset) };
}

size_t audit_offset(const struct job *j, const char *p)
{
	const char *start = j->src.text.p;

	return p && p >= start && p <= start + j->src.text.n ? (size_t)(p - start) : 0;
}

void audit_file(struct audit *a, size_t file, struct span text, unsigned worker)
{
	const char *path = links_path(a->links, file);
	void (*look)(struct job *j) = look_for(path);
	struct job j = {
		.audit = a, .number = file, .file = &a->file[file], .w = &a->worker[worker], .src = { path, text, 0 },
	};

	if (!look || !fs_is_text(&j.src, &j.file->d))
		return;
	look(&j);
	arena_clear(&j.w->scratch);
}

/* A finding as it is reported: its first place, and how often it comes again. */
struct finding {
	const struct diag_entry *first;
	size_t file, last;
	size_t more;                   /* other files */
};

struct reporting {
	const struct audit *a;
	struct arena arena;
	struct map by_key;
	struct allow *allow;
	struct diag *d;
};

static void group(struct reporting *r, size_t file, const struct diag_entry *e)
{
	const char *key = arena_printf(&r->arena, "%d %s", (int)e->code, e->detail ? e->detail : "");
	struct finding *found;

	if (allow_hides(r->allow, e->code, links_path(r->a->links, file)))
		return;
	found = map_get(&r->by_key, span_of(key));
	/* Two faults of one file are two, though they read alike. */
	if (found && found->file == file) {
		key = arena_printf(&r->arena, "%zu %zu %s", file, e->seq, key);
		found = NULL;
	}
	if (!found) {
		found = arena_alloc(&r->arena, sizeof *found);
		*found = (struct finding){ e, file, file, 0 };
		map_set(&r->by_key, span_of(key), found);
	} else if (found->last != file) {
		found->last = file;
		found->more++;
	}
}

static void report(struct reporting *r, const struct finding *found)
{
	struct pos from = links_made_from(r->a->links, found->file);

	diag_repeat(r->d, found->first);
	if (from.file)
		diag_note(r->d, from, "the page is made from this");
	if (found->more)
		diag_note(r->d, (struct pos){ links_path(r->a->links, found->last), 0, 0 },
			  "the same on %zu more page%s, the last of them this", found->more, found->more == 1 ? "" : "s");
}

void audit_finish(struct audit *a, struct allow *allow, struct diag *d)
{
	struct reporting r = { .a = a, .allow = allow, .d = d };
	size_t i, k;

	audit_whole(a);
	map_init(&r.by_key, &r.arena);
	for (i = 0; i < a->files; i++) {
		for (k = 0; k < a->file[i].d.n; k++)
			group(&r, i, &a->file[i].d.entry[k]);
		d->dropped += a->file[i].d.dropped;
	}
	for (i = 0; i < r.by_key.n; i++)
		report(&r, r.by_key.entry[i].value);
	arena_release(&r.arena);
}

struct audit_counts audit_counts(const struct audit *a)
{
	struct links_counts followed = links_counts(a->links);
	struct audit_counts c = { .files = a->files, .links = followed.links, .anchors = followed.anchors };
	size_t i;

	for (i = 0; i < a->files; i++) {
		c.pages += audit_is_page(links_path(a->links, i));
		c.images += a->file[i].images;
		c.colours += a->file[i].colours;
	}
	return c;
}

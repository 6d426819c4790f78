/* mustache/set: the templates of a folder, by name. Knows files; what is in them is
 * compile's business. A set is filled, linked, and from then on only read. */
#include <stdlib.h>
#include <string.h>
#include "base/digest.h"
#include "base/fs.h"
#include "mustache/mustache_int.h"

#define ENDING ".mustache"

struct mu_set *mu_set_new(struct mu_options opt)
{
	struct mu_set *s = xmalloc(sizeof *s);

	memset(s, 0, sizeof *s);
	s->opt = opt;
	map_init(&s->by_name, &s->arena);
	return s;
}

void mu_set_free(struct mu_set *s)
{
	if (!s)
		return;
	arena_release(&s->arena);
	free(s);
}

uint64_t mu_set_digest(const struct mu_set *s)
{
	return s->digest;
}

size_t mu_set_count(const struct mu_set *s)
{
	return s->sorted.n;
}

const char *mu_set_name(const struct mu_set *s, size_t i)
{
	return s->sorted.v[i]->name;
}

const struct mu_program *mu_find(const struct mu_set *s, struct span name)
{
	return map_get(&s->by_name, name);
}

/* Reports text that is no text. */
static bool is_text(const struct source *src, struct diag *d)
{
	if (src->text.n <= MU_MAX_TEMPLATE)
		return fs_is_text(src, d);
	diag_report(d, DIAG_FILE_TOO_LARGE, (struct pos){src->name, 0, 0}, "%zu bytes, where %u are allowed",
		    src->text.n, MU_MAX_TEMPLATE);
	return false;
}

/* Puts p among the sorted; takes the place of one of the same name. */
static void insert(struct mu_set *s, struct mu_program *p)
{
	size_t at = s->sorted.n;

	if (!map_set(&s->by_name, span_of(p->name), p)) {
		for (at = 0; strcmp(s->sorted.v[at]->name, p->name) != 0; at++)
			;
		s->sorted.v[at] = p;
		return;
	}
	*(struct mu_program **)vec_push(&s->sorted, &s->arena) = p;
	while (at > 0 && strcmp(s->sorted.v[at - 1]->name, p->name) > 0) {
		s->sorted.v[at] = s->sorted.v[at - 1];
		at--;
	}
	s->sorted.v[at] = p;
}

int mu_set_add(struct mu_set *s, const char *name, const char *file, struct span text, struct diag *d)
{
	struct source src = {arena_strdup(&s->arena, file), {NULL, 0}, 0};
	struct mu_program *p;

	if (span_starts(text, "\xef\xbb\xbf"))
		text = span_skip(text, 3);
	src.text = text;
	s->digest = digest_quick(digest_quick(s->digest, span_of(name)), text);
	if (is_text(&src, d)) {
		src.text.p = arena_strndup(&s->arena, text.p, text.n);
		p = mu_compile(arena_strdup(&s->arena, name), src, mu_default_delims, s->opt, &s->arena, d);
	} else {
		/* known by name, so that those who use it are not reported as well */
		p = arena_alloc(&s->arena, sizeof *p);
		p->name = arena_strdup(&s->arena, name);
		p->src = (struct source){src.name, {"", 0}, 0};
		p->broken = true;
	}
	insert(s, p);
	return p->broken ? -1 : 0;
}

static void load_file(struct mu_set *s, const char *dir, const char *rel, struct diag *d)
{
	size_t n = strlen(rel) - (sizeof ENDING - 1);
	struct arena a = ARENA_INIT;
	const char *file = fs_join(&a, s->dir, rel);
	struct span text;

	if (fs_read(&a, fs_join(&a, dir, rel), file, MU_MAX_TEMPLATE, &text, d) == 0)
		mu_set_add(s, arena_strndup(&a, rel, n), file, text, d);
	arena_release(&a);
}

struct mu_set *mu_set_load(const char *dir, const char *name, struct mu_options opt, struct diag *d)
{
	struct mu_set *s = mu_set_new(opt);
	struct arena a = ARENA_INIT;
	struct fs_list files = { NULL, 0 };

	s->dir = arena_strdup(&s->arena, name);
	/* what was found is read even when something else was wrong, so that one run tells all */
	if (fs_need_dir(dir, name, d))
		(void)fs_walk(&a, dir, name, &files, d);
	for (size_t i = 0; i < files.n; i++)
		if (span_ends(span_of(files.path[i]), ENDING))
			load_file(s, dir, files.path[i], d);
	mu_set_link(s, d);
	arena_release(&a);
	return s;
}

/* tests/bench: loads a site as a build does, and makes the data of single pages. It looks
 * into the pages room because a page's data and its rendering are one call from outside. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "bench.h"
#include "pages/pages_int.h"
#include "readers/readers.h"
#include "site/static_files.h"

struct bench_site {
	struct arena arena;
	struct diag d;
	struct site_config config;
	struct frameworks frameworks;
	struct model model;
	struct mu_set *templates;
	struct static_files statics;
	struct pages *pages;
	const struct page_list *list;
};

void bench_die(const char *what, const char *which)
{
	fprintf(stderr, "bench: %s: %s\n", which, what);
	exit(1);
}

static const char *below(struct bench_site *s, const char *root, const char *dir)
{
	return fs_join(&s->arena, root, dir);
}

static int open_report(void *ctx, const struct report *r, struct report *out, struct arena *a, struct diag *d)
{
	return readers_open_report(ctx, r, out, a, d);
}

struct bench_site *bench_open(const char *root)
{
	struct bench_site *s = xmalloc(sizeof *s);
	struct pages_options o = { .config = &s->config, .model = &s->model, .version = "bench",
		.open = open_report, .close = report_release, .ctx = &s->model };
	const char *content;

	memset(s, 0, sizeof *s);
	if (config_load(&s->config, root, &s->arena, &s->d) < 0)
		bench_die("no site.yaml that can be read", root);
	content = s->config.content_dir;
	frameworks_load(&s->frameworks, fs_join(&s->arena, below(s, root, content), "frameworks"), content,
			&s->arena, &s->d);
	model_init(&s->model, &s->frameworks);
	readers_load(&s->model, below(s, root, content), content, 1, &s->d);
	s->templates = mu_set_load(below(s, root, s->config.templates_dir), s->config.templates_dir,
				   (struct mu_options){ .lenient = false }, &s->d);
	static_load(&s->statics, below(s, root, s->config.static_dir), s->config.static_dir, &s->arena, &s->d);
	o.templates = s->templates;
	o.assets = s->statics.assets;
	s->pages = pages_new(&o);
	s->list = pages_plan(s->pages, &s->d);
	if (diag_failed(&s->d))
		bench_die("the site has errors; see `gradeline check`", root);
	return s;
}

void bench_close(struct bench_site *s)
{
	pages_free(s->pages);
	mu_set_free(s->templates);
	readers_release(&s->model);
	model_release(&s->model);
	frameworks_release(&s->frameworks);
	diag_release(&s->d);
	arena_release(&s->arena);
	free(s);
}

const struct mu_set *bench_templates(const struct bench_site *s)
{
	return s->templates;
}

static const struct page *largest(struct bench_site *s, const char *family)
{
	const struct page *found = NULL;
	struct arena scratch = ARENA_INIT;
	struct strbuf out = STRBUF_INIT;
	size_t most = 0;

	for (size_t i = 0; i < s->list->n; i++) {
		if (strcmp(s->list->v[i].family->name, family) != 0)
			continue;
		sb_clear(&out);
		arena_clear(&scratch);
		page_render(s->pages, &s->list->v[i], &scratch, &out, &s->d);
		if (out.n > most) {
			most = out.n;
			found = &s->list->v[i];
		}
	}
	sb_release(&out);
	arena_release(&scratch);
	if (!found)
		bench_die("the site has no such page", family);
	return found;
}

struct bench_page bench_page(struct bench_site *s, const char *family)
{
	const struct page *page = largest(s, family);
	struct ctx c = { .p = s->pages, .page = page, .a = &s->arena, .d = &s->d,
			 .root = url_root(page->path, &s->arena) };

	return (struct bench_page){ family, page->path, page->family->record, page->family->make(&c) };
}

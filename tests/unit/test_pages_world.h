/* A world with its pages planned, and one page rendered with a template given in the test. */
#ifndef TESTS_UNIT_TEST_PAGES_WORLD_H
#define TESTS_UNIT_TEST_PAGES_WORLD_H

#include "test_views_world.h"
#include "config/config.h"
#include "markdown/md.h"
#include "mustache/mustache.h"
#include "pages/plan.h"

struct site {
	struct site_config config;
	struct pages_options options;
	struct mu_set *set;
	struct pages *pages;
	const struct page_list *list;
	struct arena scratch;
	struct strbuf out;
};

/* Gives a report its prose, as if its file held nothing else. doc may be NULL. */
static inline void world_body(struct world *w, struct report *r, const struct md_doc *doc)
{
	size_t n = 0, i;
	const struct md_block *b = doc ? md_blocks(doc, &n) : NULL;
	unsigned *line = arena_calloc(&w->a, n, sizeof *line);

	for (i = 0; i < n; i++)
		line[i] = b[i].line;
	r->body = doc;
	r->block_line = line;
}

static inline void site_open(struct site *s, struct world *w, const char *base_url)
{
	memset(s, 0, sizeof *s);
	s->set = mu_set_new((struct mu_options){ false });
	s->options = (struct pages_options){
		.config = &s->config, .model = &w->m, .templates = s->set,
		.assets = { .style = "assets/style.css", .icon = "assets/icon.svg" }, .version = "1.0"
	};
	s->config.title = "Grades & more";
	s->config.description = "Reports side by side.";
	s->config.base_url = base_url;
	s->config.language = "en-GB";
	s->config.licence = (struct config_licence){ "OGL", "https://example.org/ogl", "Contains information." };
	s->config.publisher = s->config.source_note = "";
	s->config.contact = "wrong@example.org";
	s->config.contact_is_email = true;
	s->config.latest = 3;
	s->pages = pages_new(&s->options);
	s->list = pages_plan(s->pages, &w->d);
}

static inline void site_close(struct site *s)
{
	pages_free(s->pages);
	mu_set_free(s->set);
	sb_release(&s->out);
	arena_release(&s->scratch);
}

static inline const struct page *site_page(const struct site *s, const char *path)
{
	size_t i;

	for (i = 0; i < s->list->n; i++)
		if (!strcmp(s->list->v[i].path, path))
			return &s->list->v[i];
	return NULL;
}

static inline const char *site_render(struct site *s, struct world *w, const char *path)
{
	const struct page *p = site_page(s, path);

	assert_non_null(p);
	sb_clear(&s->out);
	arena_clear(&s->scratch);
	assert_int_equal(page_render(s->pages, p, &s->scratch, &s->out, &w->d), 0);
	return sb_str(&s->out);
}

static inline void site_template(struct site *s, struct world *w, const char *name, const char *text)
{
	struct diag quiet = DIAG_INIT;

	assert_int_equal(mu_set_add(s->set, name, name, span_of(text), &w->d), 0);
	mu_set_link(s->set, &w->d);
	/* The plan looks at the templates; what it had to say it has said. */
	pages_free(s->pages);
	s->pages = pages_new(&s->options);
	s->list = pages_plan(s->pages, &quiet);
	diag_release(&quiet);
}

#endif

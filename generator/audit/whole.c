/* audit: what shows only when every file is known: titles that occur twice, pages that nobody
 * links to, redirects that go round, sitemaps, data packages, names. */
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include "audit/audit_int.h"
#include "base/map.h"

#define SITEMAP_FILE "sitemap.xml"
#define ERROR_PAGE "404.html"

struct whole {
	struct audit *a;
	struct arena arena;
	struct map seen;               /* of the check in hand: file number + 1 as a pointer */
};

static struct pos whole_file(const struct whole *w, size_t i)
{
	return (struct pos){ links_path(w->a->links, i), 0, 0 };
}

static bool is_page(const struct whole *w, size_t i)
{
	return audit_is_page(links_path(w->a->links, i));
}

static bool is_redirect(const struct whole *w, size_t i)
{
	return w->a->file[i].redirect.text != NULL;
}

/* A page that search engines may offer. */
static bool is_indexed(const struct whole *w, size_t i)
{
	const struct checked *file = &w->a->file[i];
	size_t to;

	if (!is_page(w, i) || is_redirect(w, i) || file->noindex || strcmp(links_path(w->a->links, i), ERROR_PAGE) == 0)
		return false;
	return !file->canonical.text || links_lead(w->a->links, i, file->canonical.text, &to) != LINKS_FILE || to == i;
}

/* The number of the file that had the key before, or i itself when none had. */
static size_t first_with(struct whole *w, const char *key, size_t i)
{
	uintptr_t before = (uintptr_t)map_get(&w->seen, span_of(key));

	if (before)
		return before - 1;
	map_set(&w->seen, span_of(key), (void *)(uintptr_t)(i + 1));
	return i;
}

static void titles(struct whole *w)
{
	size_t i;

	map_init(&w->seen, &w->arena);
	for (i = 0; i < w->a->files; i++) {
		struct checked *file = &w->a->file[i];
		size_t first;

		if (!file->title.text || !*file->title.text || is_redirect(w, i))
			continue;
		first = first_with(w, file->title.text, i);
		if (first == i)
			continue;
		diag_report(&file->d, DIAG_TITLE_DUPLICATE, file->title.at, "'%.*s'", SPAN_SHOWN(span_of(file->title.text)));
		diag_note(&file->d, w->a->file[first].title.at, "the other page");
	}
}

static void orphans(struct whole *w)
{
	size_t i;

	for (i = 0; i < w->a->files; i++) {
		const char *path = links_path(w->a->links, i);

		if (is_page(w, i) && !is_redirect(w, i) && strcmp(path, "index.html") != 0 && strcmp(path, ERROR_PAGE) != 0 &&
		    !links_reached(w->a->links, i))
			diag_report(&w->a->file[i].d, DIAG_PAGE_ORPHAN, whole_file(w, i), NULL);
	}
}

static void canonicals(struct whole *w)
{
	size_t i, to;

	for (i = 0; i < w->a->files; i++) {
		struct checked *file = &w->a->file[i];
		enum links_lead lead;

		if (!file->canonical.text)
			continue;
		/* One that leads to no file of the site is a broken link already. */
		lead = links_lead(w->a->links, i, file->canonical.text, &to);
		if ((lead == LINKS_ELSEWHERE && *links_base_url(w->a->links)) || (lead == LINKS_FILE && !is_page(w, to)))
			diag_report(&file->d, DIAG_CANONICAL, file->canonical.at, "'%.*s'", SPAN_SHOWN(span_of(file->canonical.text)));
	}
}

/* Follows redirects from i; each is gone through at most once. */
static bool goes_round(const struct whole *w, size_t i)
{
	size_t steps, at = i, to;

	for (steps = 0; steps <= w->a->files && is_redirect(w, at); steps++) {
		if (links_lead(w->a->links, at, w->a->file[at].redirect.text, &to) != LINKS_FILE)
			return false;
		if (to == i)
			return true;
		at = to;
	}
	return false;
}

static void redirects(struct whole *w)
{
	size_t i, to;

	for (i = 0; i < w->a->files; i++) {
		struct checked *file = &w->a->file[i];
		struct span url = span_of(file->redirect.text);

		if (!file->redirect.text)
			continue;
		if (links_lead(w->a->links, i, file->redirect.text, &to) == LINKS_NOWHERE)
			diag_report(&file->d, DIAG_BROKEN_LINK, file->redirect.at, "'%.*s'", SPAN_SHOWN(url));
		else if (goes_round(w, i))
			diag_report(&file->d, DIAG_REDIRECT_LOOP, file->redirect.at, "'%.*s'", SPAN_SHOWN(url));
	}
}

static void sitemaps(struct whole *w)
{
	size_t i, k, to;
	bool any = false;

	map_init(&w->seen, &w->arena);
	for (i = 0; i < w->a->files; i++) {
		struct checked *file = &w->a->file[i];

		any = any || file->sitemap;
		for (k = 0; file->sitemap && k < file->urls; k++) {
			/* Addresses without a host count from the site's root, and none is broken: links says that. */
			if (links_lead(w->a->links, i, file->url[k].text, &to) != LINKS_FILE)
				continue;
			first_with(w, links_path(w->a->links, to), to);
			if (!is_indexed(w, to))
				diag_report(&file->d, DIAG_SITEMAP_PAGE, file->url[k].at, "'%.*s'", SPAN_SHOWN(span_of(file->url[k].text)));
		}
	}
	for (i = 0; any && i < w->a->files; i++)
		if (is_indexed(w, i) && !map_has(&w->seen, span_of(links_path(w->a->links, i))))
			diag_report(&w->a->file[i].d, DIAG_SITEMAP_MISSING, whole_file(w, i), NULL);
}

static void robots(struct whole *w)
{
	size_t i, k, to, robots = SIZE_MAX, sitemap = SIZE_MAX;

	for (i = 0; i < w->a->files; i++) {
		if (strcmp(links_path(w->a->links, i), "robots.txt") == 0)
			robots = i;
		else if (strcmp(links_path(w->a->links, i), SITEMAP_FILE) == 0)
			sitemap = i;
	}
	/* robots.txt can only name an address with a host. */
	if (robots == SIZE_MAX || sitemap == SIZE_MAX || !*links_base_url(w->a->links))
		return;
	for (k = 0; k < w->a->file[robots].urls; k++)
		if (links_lead(w->a->links, robots, w->a->file[robots].url[k].text, &to) == LINKS_FILE && to == sitemap)
			return;
	diag_report(&w->a->file[robots].d, DIAG_ROBOTS_SITEMAP, whole_file(w, robots), "%s%s was looked for",
		    links_base_url(w->a->links), SITEMAP_FILE);
}

/* The first name in which two lists of columns differ. */
static void columns_differ(struct checked *file, const struct resource *r, const char *header)
{
	struct span said = span_of(r->columns), is = span_of(header), a, b;
	bool more_said, more_is;
	size_t n = 0;

	do {
		more_said = span_line(&said, &a);
		more_is = span_line(&is, &b);
		n++;
	} while (more_said && more_is && span_eq(a, b));
	diag_report(&file->d, DIAG_DATA_PACKAGE, r->path.at, "column %zu is '%.*s' here and '%.*s' in %s", n,
		    more_said ? span_shown(a) : 0, more_said ? a.p : "", more_is ? span_shown(b) : 0, more_is ? b.p : "", r->path.text);
}

static void packages(struct whole *w)
{
	size_t i, k, to;

	for (i = 0; i < w->a->files; i++) {
		struct checked *file = &w->a->file[i];

		for (k = 0; k < file->resources; k++) {
			const struct resource *r = &file->resource[k];
			enum links_lead lead = links_lead(w->a->links, i, r->path.text, &to);

			if (lead == LINKS_NOWHERE)
				diag_report(&file->d, DIAG_DATA_PACKAGE, r->path.at, "there is no '%s'", r->path.text);
			else if (lead == LINKS_FILE && r->columns && w->a->file[to].columns &&
				 strcmp(r->columns, w->a->file[to].columns) != 0)
				columns_differ(file, r, w->a->file[to].columns);
		}
	}
}

static bool is_reserved(struct span name)
{
	static const char *const devices[] = { "con", "prn", "aux", "nul" };
	ptrdiff_t dot = span_chr(name, '.');
	size_t stem = dot < 0 ? name.n : (size_t)dot, i;

	if (name.n && (name.p[name.n - 1] == '.' || name.p[name.n - 1] == ' '))
		return true;
	for (i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < ' ' || strchr("<>:\"|?*\\", name.p[i]))
			return true;
	for (i = 0; i < sizeof devices / sizeof *devices; i++)
		if (stem == 3 && strncasecmp(name.p, devices[i], 3) == 0)
			return true;
	return stem == 4 && (strncasecmp(name.p, "com", 3) == 0 || strncasecmp(name.p, "lpt", 3) == 0) && name.p[3] >= '1' &&
	       name.p[3] <= '9';
}

static void names(struct whole *w)
{
	size_t i, k, first;

	map_init(&w->seen, &w->arena);
	for (i = 0; i < w->a->files; i++) {
		char *key = arena_strdup(&w->arena, links_path(w->a->links, i));
		struct span rest = span_of(links_path(w->a->links, i));
		bool reserved = false;

		for (k = 0; key[k]; k++)
			if (key[k] >= 'A' && key[k] <= 'Z')
				key[k] = (char)(key[k] - 'A' + 'a');
		first = first_with(w, key, i);
		if (first != i)
			diag_report(&w->a->file[i].d, DIAG_PATH_COLLISION, whole_file(w, i), "'%s' differs from it only in capital letters",
				    links_path(w->a->links, first));
		while (rest.n && !reserved) {
			ptrdiff_t slash = span_chr(rest, '/');
			struct span name = slash < 0 ? rest : span_make(rest.p, (size_t)slash);

			reserved = is_reserved(name);
			rest = span_skip(rest, name.n + (slash >= 0));
		}
		if (reserved)
			diag_report(&w->a->file[i].d, DIAG_PATH_RESERVED, whole_file(w, i), NULL);
	}
}

void audit_whole(struct audit *a)
{
	struct whole w = { .a = a };

	titles(&w);
	orphans(&w);
	canonicals(&w);
	redirects(&w);
	sitemaps(&w);
	robots(&w);
	packages(&w);
	names(&w);
	arena_release(&w.arena);
}

/* "Sitemap: URL" lines. */
void audit_robots(struct job *j)
{
	struct span rest = j->src.text, line;
	size_t cap = 0;

	while (span_line(&rest, &line)) {
		struct span url;

		line = span_trim(line);
		if (line.n < 8 || strncasecmp(line.p, "sitemap:", 8) != 0)
			continue;
		url = span_trim(span_skip(line, 8));
		vec_grow((void **)&j->file->url, j->file->urls, &cap, sizeof *j->file->url, &j->w->keep);
		j->file->url[j->file->urls++] = audit_mention(j, url, audit_offset(j, url.p));
	}
}

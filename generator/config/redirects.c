/* config/redirects: old addresses and where they lead now. May know base and yaml. */
#include "config/config_int.h"

#include <string.h>

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

/* What is wrong with a path of the site, or NULL. "" is the home page. */
static const char *path_fault(struct span s)
{
	size_t i;

	if (span_starts(s, "/"))
		return "paths begin without '/': they count from base_url";
	if (span_find(s, "://") >= 0)
		return "a whole address begins with base_url";
	for (i = 0; i < s.n; i++) {
		bool first = i == 0 || s.p[i - 1] == '/';

		if (s.p[i] == '/' ? first : !is_plain(s.p[i]) || (first && s.p[i] == '.'))
			return "a path has letters, digits and '-._~' between single '/', and no part that begins with '.'";
	}
	return NULL;
}

/* "old/" to "old/index.html". */
static const char *file_of(struct span s, struct arena *a)
{
	return arena_printf(a, "%.*s%s", SPAN_FMT(s), !s.n || s.p[s.n - 1] == '/' ? "index.html" : "");
}

static struct span without_base(struct span s, const char *base_url)
{
	return *base_url && span_starts(s, base_url) ? span_skip(s, strlen(base_url)) : s;
}

/* False: reported. */
static bool read_from(struct config_redirect *r, const struct ynode *key, const char *base_url, struct arena *a, struct diag *d)
{
	struct span s = without_base(key->text, base_url);
	const char *fault = path_fault(s);

	if (!fault && s.n && !span_ends(s, "/") && !span_ends(s, ".html"))
		fault = "an old address ends in '/' or '.html': a page is put there";
	if (fault) {
		yaml_report(key, d, DIAG_VALUE_RANGE, "'%.*s': %s", SPAN_SHOWN(key->text), fault);
		return false;
	}
	r->from = file_of(s, a);
	return true;
}

static bool read_to(struct config_redirect *r, const struct ynode *value, const char *base_url, struct arena *a, struct diag *d)
{
	struct span s = value->kind == Y_SCALAR ? without_base(value->text, base_url) : span_of(""), anchor = span_of("");
	ptrdiff_t hash = span_chr(s, '#');
	const char *fault;
	size_t i;

	if (value->kind != Y_SCALAR || yaml_is_null(value)) {
		yaml_report(value, d, DIAG_VALUE_TYPE, "an old address leads to one path of this site");
		return false;
	}
	if (hash >= 0) {
		anchor = span_skip(s, (size_t)hash + 1);
		s.n = (size_t)hash;
	}
	fault = path_fault(s);
	for (i = 0; !fault && i < anchor.n; i++)
		if (!is_plain(anchor.p[i]))
			fault = "an anchor has letters, digits and '-._~'";
	if (fault) {
		yaml_report(value, d, DIAG_VALUE_RANGE, "'%.*s': %s", SPAN_SHOWN(value->text), fault);
		return false;
	}
	r->to = file_of(s, a);
	r->anchor = arena_strndup(a, anchor.p, anchor.n);
	return true;
}

void redirects_read(struct site_config *c, const struct ynode *map, struct arena *a, struct diag *d)
{
	size_t i;

	if (!map || (map->kind == Y_SCALAR && yaml_is_null(map)))
		return;
	if (map->kind != Y_MAP || map->n > CONFIG_MAX_REDIRECTS) {
		yaml_report(map, d, DIAG_VALUE_TYPE, "'redirects' is a mapping of old paths to new ones, at most %d",
			    CONFIG_MAX_REDIRECTS);
		return;
	}
	c->redirect = arena_calloc(a, map->n, sizeof *c->redirect);
	for (i = 0; i < map->n; i++) {
		struct config_redirect *r = &c->redirect[c->redirect_count];
		bool from = read_from(r, map->key[i], c->base_url, a, d);

		r->at = map->key[i]->at;
		if (read_to(r, map->item[i], c->base_url, a, d) && from)
			c->redirect_count++;
	}
}

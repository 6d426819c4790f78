/* pages/url: the one place where addresses are made. Pure. */
#include "pages/url.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

const char *path_authority(const struct authority *who, const char *file, struct arena *a)
{
	return TEXT(a, "authorities/", who->id, "/", file);
}

const char *path_area(const struct comparable *c, const char *file, struct arena *a)
{
	return TEXT(a, "areas/", c->id, "/", file);
}

const char *path_report(const struct report *r, struct arena *a)
{
	return TEXT(a, "reports/", r->id, "/index.html");
}

const char *path_framework(const struct framework *f, struct arena *a)
{
	return TEXT(a, "frameworks/", f->id, "/index.html");
}

const char *path_region(const char *region_id, struct arena *a)
{
	return TEXT(a, "regions/", region_id, "/index.html");
}

const char *path_compare(const struct authority *x, const struct authority *y, struct arena *a)
{
	bool swap = strcmp(x->id, y->id) > 0;

	return TEXT(a, "compare/", (swap ? y : x)->id, "/", (swap ? x : y)->id, "/index.html");
}

const char *path_text(const char *id, struct arena *a)
{
	return TEXT(a, id, "/index.html");
}

const char *url_site(const char *path, struct arena *a)
{
	struct span s = span_of(path);
	const size_t n = sizeof "index.html" - 1;

	if (span_is(s, "index.html") || span_ends(s, "/index.html"))
		return arena_strndup(a, s.p, s.n - n);
	return path;
}

const char *url_root(const char *path, struct arena *a)
{
	size_t depth = 0, i;
	char *root;

	for (i = 0; path[i]; i++)
		depth += path[i] == '/';
	root = arena_alloc(a, 3 * depth + 1);
	for (i = 0; i < depth; i++)
		memcpy(root + 3 * i, "../", 3);
	return root;
}

const char *url_absolute(const char *base_url, const char *path, const char *anchor, struct arena *a)
{
	const char *hash = anchor && anchor[0] ? "#" : "";

	return arena_printf(a, "%s%s%s%s", base_url, url_site(path, a), hash, anchor ? anchor : "");
}

const char *url_encode(const char *s, struct arena *a)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_alloc(a, 3 * strlen(s) + 1), *p = out;

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c < 0x80 && isalnum(c)) || strchr("-._~", c)) {
			*p++ = (char)c;
			continue;
		}
		*p++ = '%';
		*p++ = hex[c >> 4];
		*p++ = hex[c & 15];
	}
	return out;
}

/* Device names of Windows, with any ending. */
static bool is_device(struct span name)
{
	static const char *const devices[] = { "con", "prn", "aux", "nul" };
	ptrdiff_t dot = span_chr(name, '.');
	size_t n = dot >= 0 ? (size_t)dot : name.n, i;

	for (i = 0; i < sizeof devices / sizeof devices[0]; i++)
		if (n == 3 && !strncasecmp(name.p, devices[i], 3))
			return true;
	return n == 4 && (!strncasecmp(name.p, "com", 3) || !strncasecmp(name.p, "lpt", 3)) && name.p[3] >= '1' &&
	       name.p[3] <= '9';
}

bool url_reserved(const char *path)
{
	struct span rest = span_of(path);

	while (rest.n) {
		ptrdiff_t cut = span_chr(rest, '/');
		struct span name = cut >= 0 ? span_make(rest.p, (size_t)cut) : rest;

		if (!name.n || name.p[name.n - 1] == '.' || name.p[name.n - 1] == ' ' || is_device(name))
			return true;
		rest = span_skip(rest, name.n + 1);
	}
	return false;
}

const char *url_folded(const char *path, struct arena *a)
{
	char *s = arena_strdup(a, path), *p;

	for (p = s; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return s;
}

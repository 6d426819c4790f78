/* config: site.yaml by a table, then what a table cannot say. May know base and yaml. */
#include "config/config_int.h"

#include <string.h>
#include "base/digest.h"
#include "base/fs.h"
#include "yaml/yschema.h"

struct raw_licence {
	const char *name, *attribution;
	struct ytext url;
};

struct raw_home {
	long latest;
	struct ytexts featured;
};

struct raw_coverage {
	long authorities, grades;
};

struct raw_publish {
	long authorities, reports, judgements, grades_changed, pages_lost;
	struct raw_coverage coverage;
};

enum { CONTENT, TEMPLATES, STATIC, OUTPUT, FOLDERS };

struct raw_config {
	const char *title, *description, *publisher, *source_note;
	struct ytext base_url, language, contact, folder[FOLDERS];
	struct raw_licence licence;
	struct raw_home home;
	struct raw_publish publish;
	const struct ynode *redirects, *root;
	int compare;
	bool show_inspectors;
	struct pos pos;
};

static const char *const compare_words[] = { "neighbours", "all", NULL };
_Static_assert(COMPARE_NEIGHBOURS == 0 && COMPARE_ALL == 1, "words stand in the order of enum config_compare");

static const char *const default_folder[FOLDERS] = { "content", "templates", "static", "public" };

#define KEY(S, k, t, member, ...) { .key = (k), .type = (t), .offset = offsetof(struct S, member), __VA_ARGS__ }
#define SCHEMA(S, name, table, pos_) \
	{ .what = (name), .size = sizeof(struct S), .fields = (table), \
	  .count = sizeof(table) / sizeof *(table), .pos_offset = (pos_) }
#define LATEST_DEFAULT 10

static const struct yfield licence_fields[] = {
	KEY(raw_licence, "name", YT_TEXT, name, .required = true, .min = 1, .max = 200),
	KEY(raw_licence, "url", YT_TEXT_AT, url, .min = 1, .max = 500),
	KEY(raw_licence, "attribution", YT_TEXT, attribution, .min = 1, .max = 1000),
};
static const struct yschema licence = SCHEMA(raw_licence, "licence", licence_fields, -1);

static const struct yfield home_fields[] = {
	KEY(raw_home, "latest", YT_INT, latest, .min = 0, .max = 100, .absent = LATEST_DEFAULT),
	KEY(raw_home, "featured", YT_TEXTS, featured, .max = 50),
};
static const struct yschema home = SCHEMA(raw_home, "description of the home page", home_fields, -1);

static const struct yfield coverage_fields[] = {
	KEY(raw_coverage, "authorities", YT_INT, authorities, .min = 0, .max = 100),
	KEY(raw_coverage, "grades", YT_INT, grades, .min = 0, .max = 100),
};
static const struct yschema coverage = SCHEMA(raw_coverage, "list of coverage limits", coverage_fields, -1);

static const struct yfield publish_fields[] = {
	KEY(raw_publish, "authorities", YT_INT, authorities, .min = 0, .max = 1000000),
	KEY(raw_publish, "reports", YT_INT, reports, .min = 0, .max = 1000000),
	KEY(raw_publish, "judgements", YT_INT, judgements, .min = 0, .max = 100000000),
	KEY(raw_publish, "coverage", YT_MAP, coverage, .sub = &coverage),
	KEY(raw_publish, "grades_changed", YT_INT, grades_changed, .min = 0, .max = 100000000, .absent = -1),
	KEY(raw_publish, "pages_lost", YT_INT, pages_lost, .min = 0, .max = 100000000),
};
static const struct yschema publish = SCHEMA(raw_publish, "list of limits", publish_fields, -1);

static const struct yfield config_fields[] = {
	KEY(raw_config, "title", YT_TEXT, title, .required = true, .min = 1, .max = 120),
	KEY(raw_config, "description", YT_TEXT, description, .min = 1, .max = 1000),
	KEY(raw_config, "base_url", YT_TEXT_AT, base_url, .min = 0, .max = 500),
	KEY(raw_config, "language", YT_TEXT_AT, language, .min = 2, .max = 35),
	KEY(raw_config, "licence", YT_MAP, licence, .sub = &licence),
	KEY(raw_config, "publisher", YT_TEXT, publisher, .min = 0, .max = 200),
	KEY(raw_config, "contact", YT_TEXT_AT, contact, .min = 0, .max = 500),
	KEY(raw_config, "source_note", YT_TEXT, source_note, .min = 0, .max = 2000),
	KEY(raw_config, "compare", YT_ENUM, compare, .words = compare_words),
	KEY(raw_config, "home", YT_MAP, home, .sub = &home),
	KEY(raw_config, "show_inspectors", YT_BOOL, show_inspectors),
	KEY(raw_config, "content", YT_TEXT_AT, folder[CONTENT], .min = 1, .max = 200),
	KEY(raw_config, "templates", YT_TEXT_AT, folder[TEMPLATES], .min = 1, .max = 200),
	KEY(raw_config, "static", YT_TEXT_AT, folder[STATIC], .min = 1, .max = 200),
	KEY(raw_config, "output", YT_TEXT_AT, folder[OUTPUT], .min = 1, .max = 200),
	KEY(raw_config, "publish", YT_MAP, publish, .sub = &publish),
	KEY(raw_config, "redirects", YT_NODE, redirects),
};
static const struct yschema config_file =
	SCHEMA(raw_config, "site configuration", config_fields, (ptrdiff_t)offsetof(struct raw_config, pos));

/* http or https with a host; nothing that would not stand in a URL as it is. */
static bool is_web_url(struct span s)
{
	static const char allowed[] = "-._~:/?#[]@!$&'()*+,;=%";
	size_t i, scheme = span_starts(s, "https://") ? 8 : span_starts(s, "http://") ? 7 : 0;

	if (!scheme || s.n == scheme || strchr("/?#:@", s.p[scheme]))
		return false;
	for (i = scheme; i < s.n; i++) {
		char c = s.p[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

		if (!word && (!c || !strchr(allowed, c)))
			return false;
	}
	return true;
}

/* One @ with text around it and a dot behind it: enough to catch slips. */
static bool is_email(struct span s)
{
	ptrdiff_t at = span_chr(s, '@'), dot;
	struct span host;
	size_t i;

	if (at <= 0)
		return false;
	host = span_skip(s, (size_t)at + 1);
	dot = span_chr(host, '.');
	for (i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] <= ' ' || strchr("<>\"(),:;\\/?#", s.p[i]))
			return false;
	}
	return dot > 0 && host.p[host.n - 1] != '.' && span_chr(host, '@') < 0;
}

/* Letters and digits in groups of one to eight, joined by hyphens: the shape of BCP 47. */
static bool is_language(struct span s)
{
	size_t group = 0, i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (c == '-' && group)
			group = 0;
		else if ((letter || (c >= '0' && c <= '9' && i > 1)) && group < 8)
			group++;
		else
			return false;
	}
	return group > 0;
}

/* Below the site's folder: relative, without '.', '..' or empty parts. */
static bool is_folder(struct span s)
{
	while (s.n) {
		ptrdiff_t slash = span_chr(s, '/');
		struct span part = span_make(s.p, slash < 0 ? s.n : (size_t)slash);

		if (!part.n || part.p[0] == '.' || span_chr(part, '\\') >= 0)
			return false;
		s = span_skip(s, part.n + (slash >= 0));
		if (slash >= 0 && !s.n)
			return false;
	}
	return true;
}

static void check_urls(const struct raw_config *r, struct diag *d)
{
	struct span base = span_of(r->base_url.text), contact = span_of(r->contact.text);

	if (base.n && (!is_web_url(base) || span_chr(base, '?') >= 0 || span_chr(base, '#') >= 0))
		yaml_report(r->base_url.node, d, DIAG_VALUE_RANGE,
			    "'base_url' is '%s'; it begins with https:// or http:// and a host", base.p);
	else if (base.n && !span_ends(base, "/"))
		yaml_report(r->base_url.node, d, DIAG_VALUE_RANGE, "'base_url' is '%s'; it ends in '/'", base.p);
	if (r->licence.url.text && !is_web_url(span_of(r->licence.url.text)))
		yaml_report(r->licence.url.node, d, DIAG_VALUE_RANGE, "'url' is '%s', not a web address",
			    r->licence.url.text);
	if (contact.n && !is_web_url(contact) && !is_email(contact))
		yaml_report(r->contact.node, d, DIAG_VALUE_RANGE,
			    "'contact' is '%s', neither an e-mail address nor a web address", contact.p);
	if (r->language.text && !is_language(span_of(r->language.text)))
		yaml_report(r->language.node, d, DIAG_VALUE_RANGE, "'language' is '%s', not a tag like 'en-GB'",
			    r->language.text);
}

/* True when a is b or lies below it. */
static bool is_below(struct span a, const char *b)
{
	return span_starts(a, b) && (a.n == strlen(b) || a.p[strlen(b)] == '/');
}

static const char *folder_name(const struct raw_config *r, int i)
{
	return r->folder[i].text ? r->folder[i].text : default_folder[i];
}

static void check_folders(const struct raw_config *r, struct diag *d)
{
	const char *output = folder_name(r, OUTPUT);
	int i;

	for (i = 0; i < FOLDERS; i++) {
		const struct ytext *t = &r->folder[i];

		if (t->text && !is_folder(span_of(t->text)))
			yaml_report(t->node, d, DIAG_VALUE_RANGE, "'%s' is no folder below the site's own", t->text);
	}
	/* The output is pruned: nothing that people write may lie in it, nor it in that. */
	for (i = 0; i < OUTPUT; i++) {
		const char *name = folder_name(r, i);
		const struct ytext *t = r->folder[OUTPUT].text ? &r->folder[OUTPUT] : &r->folder[i];

		if (t->text && (is_below(span_of(output), name) || is_below(span_of(name), output)))
			yaml_report(t->node, d, DIAG_VALUE_RANGE, "the output '%s' and '%s' lie in one another",
				    output, name);
	}
}

static const char *or_else(const char *s, const char *otherwise)
{
	return s ? s : otherwise;
}

static void fill(struct site_config *c, const struct raw_config *r, struct arena *a)
{
	size_t i;

	*c = (struct site_config){
		.title = or_else(r->title, ""),
		.description = or_else(r->description, ""),
		.base_url = or_else(r->base_url.text, ""),
		.language = or_else(r->language.text, "en-GB"),
		.licence = { or_else(r->licence.name, ""), or_else(r->licence.url.text, ""),
			     or_else(r->licence.attribution, "") },
		.publisher = or_else(r->publisher, ""),
		.contact = or_else(r->contact.text, ""),
		.contact_is_email = r->contact.text && is_email(span_of(r->contact.text)),
		.source_note = or_else(r->source_note, ""),
		.compare = (enum config_compare)r->compare,
		.latest = r->home.latest,
		.featured = arena_calloc(a, r->home.featured.n, sizeof *c->featured),
		.featured_count = r->home.featured.n,
		.show_inspectors = r->show_inspectors,
		.content_dir = folder_name(r, CONTENT),
		.templates_dir = folder_name(r, TEMPLATES),
		.static_dir = folder_name(r, STATIC),
		.output_dir = folder_name(r, OUTPUT),
		.pos = r->pos,
	};
	for (i = 0; i < c->featured_count; i++)
		c->featured[i] = (struct config_ref){ r->home.featured.v[i].text, r->home.featured.v[i].at };
}

static void fill_publish(struct config_publish *p, const struct raw_config *r)
{
	const struct ynode *map = r->root ? yaml_get(r->root, "publish") : NULL;
	const struct ynode *part = map ? yaml_get(map, "coverage") : NULL;
	const struct raw_publish *raw = &r->publish;
	const struct {
		struct config_limit *limit;
		long value;
		const struct ynode *in;
		const char *key;
	} limits[] = {
		{ &p->authorities, raw->authorities, map, "authorities" },
		{ &p->reports, raw->reports, map, "reports" },
		{ &p->judgements, raw->judgements, map, "judgements" },
		{ &p->covered_authorities, raw->coverage.authorities, part, "authorities" },
		{ &p->covered_grades, raw->coverage.grades, part, "grades" },
		{ &p->grades_changed, raw->grades_changed, map, "grades_changed" },
		{ &p->pages_lost, raw->pages_lost, map, "pages_lost" },
	};
	size_t i;

	for (i = 0; i < sizeof limits / sizeof *limits; i++) {
		const struct ynode *given = limits[i].in ? yaml_get(limits[i].in, limits[i].key) : NULL;

		limits[i].limit->value = limits[i].value;
		limits[i].limit->at = given ? given->at : (struct pos){ CONFIG_FILE, 0, 0 };
	}
}

static void read_file(const char *path, struct raw_config *raw, struct arena *a, struct diag *d)
{
	const struct ynode *root = yaml_read(path, CONFIG_FILE, a, d);

	if (!root)
		return;
	yaml_bind(root, &config_file, raw, a, d);
	raw->root = root;
	check_urls(raw, d);
	check_folders(raw, d);
}

int config_load(struct site_config *out, const char *dir, struct arena *a, struct diag *d)
{
	const char *path = fs_join(a, dir, CONFIG_FILE);
	struct raw_config raw = { .home = { .latest = LATEST_DEFAULT }, .pos = { CONFIG_FILE, 0, 0 } };
	struct diag own = DIAG_INIT;
	bool failed;
	size_t i;

	if (!fs_exists(path))
		diag_report(&own, DIAG_CONFIG_INVALID, raw.pos, "there is no " CONFIG_FILE " in this folder");
	else
		read_file(path, &raw, a, &own);
	fill(out, &raw, a);
	out->digest = raw.root ? digest_quick(0, raw.root->src->text) : 0;
	fill_publish(&out->publish, &raw);
	redirects_read(out, raw.redirects, a, &own);
	failed = diag_failed(&own);
	/* A wrong key here is wrong configuration, not wrong content; what the machine
	 * refused stays the machine's. */
	for (i = 0; i < own.n; i++) {
		const struct diag_entry *e = &own.entry[i];

		if (diag_code_level(e->code) == DIAG_ERROR)
			diag_report_as(d, DIAG_CONFIG_INVALID, e);
		else
			diag_report(d, e->code, e->at, "%s", e->detail ? e->detail : "");
	}
	diag_release(&own);
	return failed ? -1 : 0;
}

/* pages/data_package: datapackage.json (Frictionless v2) and the dictionary at /data/.
 * Part of the pages room; works in the scratch arena of one rendering. */
#include <string.h>
#include "base/escape.h"
#include "base/utf8.h"
#include "pages/data_int.h"
#include "pages/make_int.h"

struct category {
	const char *value, *label;
};
struct categories {
	struct category *v;
	size_t n;
	bool ordered;
};

static struct categories grade_categories(struct ctx *c)
{
	size_t n, i;
	const struct grade **g = all_grades(c->p->m, c->a, &n);
	struct categories out = { arena_calloc(c->a, n + 1, sizeof *out.v), n, true };

	for (i = 0; i < n; i++)
		out.v[i] = (struct category){ g[i]->id, g[i]->label };
	return out;
}

static struct categories basis_categories(struct ctx *c)
{
	struct categories out = { arena_calloc(c->a, BASIS_COUNT, sizeof *out.v), BASIS_COUNT, false };
	size_t i;

	for (i = 0; i < BASIS_COUNT; i++)
		out.v[i] = (struct category){ basis_name((enum basis)i), basis_words((enum basis)i) };
	return out;
}

static struct categories timescale_categories(struct ctx *c)
{
	const struct frameworks *all = c->p->m->frameworks;
	VEC(struct category) v = { NULL, 0, 0 };
	size_t i, k, s;

	for (i = 0; i < all->n; i++) {
		for (k = 0; k < all->v[i].timescale_count; k++) {
			const struct timescale *t = &all->v[i].timescales[k];

			for (s = 0; s < v.n && strcmp(v.v[s].value, t->id) != 0; s++)
				;
			if (s == v.n)
				*vec_push(&v, c->a) = (struct category){ t->id, t->label };
		}
	}
	return (struct categories){ v.v, v.n, false };
}

static struct categories no_categories(struct ctx *c)
{
	(void)c;
	return (struct categories){ NULL, 0, false };
}

static struct categories categories_of(struct ctx *c, const struct data_column *k)
{
	static struct categories (*const of[])(struct ctx *c) = {
		[CATEGORIES_NONE] = no_categories,
		[CATEGORIES_GRADE] = grade_categories,
		[CATEGORIES_BASIS] = basis_categories,
		[CATEGORIES_TIMESCALE] = timescale_categories,
	};

	return of[k->categories](c);
}

struct mu_list data_columns(struct ctx *c, size_t file)
{
	const struct data_file *f = &data_files[file];
	struct rec_column *v = arena_calloc(c->a, f->columns, sizeof *v);
	size_t i, k;

	for (i = 0; i < f->columns; i++) {
		struct categories g = categories_of(c, &f->column[i]);
		const char **value = arena_calloc(c->a, g.n + 1, sizeof *value);

		for (k = 0; k < g.n; k++)
			value[k] = g.v[k].value;
		v[i].name = f->column[i].name;
		v[i].type = column_type_name(f->column[i].type);
		v[i].text = f->column[i].text;
		v[i].categories = list_words(value, g.n, c->a);
		v[i].ordered = g.ordered;
	}
	return list_of(v, f->columns);
}

/* ---- the page -------------------------------------------------------------------- */

LISTS(data)
{
	plan_add(pl, f, "data/index.html", "Data", NULL, NULL)->updated = pl->p->data_date;
}

MAKES(data)
{
	struct rec_data_page *r = arena_alloc(c->a, sizeof *r);
	struct rec_data_file *v = arena_calloc(c->a, DATA_FILES, sizeof *v);
	struct rec_grade *scale;
	const struct grade **g;
	size_t i, n;

	base_make(c, &r->base, "Data", "Everything on this site as CSV and JSON, with each file and column described.");
	for (i = 0; i < DATA_FILES; i++) {
		v[i].id = data_name(i);
		v[i].name = arena_printf(c->a, "%s.csv", data_name(i));
		v[i].text = data_text(i);
		v[i].href = href_to(c, arena_printf(c->a, "data/%s.csv", data_name(i)), NULL);
		v[i].json_href = href_to(c, arena_printf(c->a, "data/%s.json", data_name(i)), NULL);
		v[i].size = size_words(data_size(c, i, DATA_CSV), c->a);
		v[i].json_size = size_words(data_size(c, i, DATA_JSON), c->a);
		v[i].rows = (long)data_rows(c->p, i);
		v[i].columns = data_columns(c, i);
	}
	g = all_grades(c->p->m, c->a, &n);
	scale = arena_calloc(c->a, n + 1, sizeof *scale);
	for (i = 0; i < n; i++)
		scale[i] = *grade_plain(c, g[i]);
	r->files = list_of(v, DATA_FILES);
	r->scale = list_of(scale, n);
	r->package_href = href_to(c, "data/datapackage.json", NULL);
	return r;
}

/* ---- datapackage.json --------------------------------------------------------------- */

LISTS(data_package)
{
	plan_add(pl, f, "data/datapackage.json", "Data package", NULL, NULL)->indexed = false;
}

static void text(struct strbuf *b, const char *s)
{
	sb_putc(b, '"');
	escape_json(b, span_of(s));
	sb_putc(b, '"');
}

static void pair(struct strbuf *b, const char *before, const char *key, const char *value)
{
	sb_printf(b, "%s\"%s\": ", before, key);
	text(b, value);
}

static void put_field(struct ctx *c, struct strbuf *b, const struct data_column *k)
{
	struct categories g = categories_of(c, k);
	size_t i;

	pair(b, "{", "name", k->name);
	pair(b, ", ", "type", column_type_name(k->type));
	pair(b, ", ", "description", k->text);
	for (i = 0; i < g.n; i++) {
		sb_puts(b, i ? ", " : ", \"categories\": [");
		pair(b, "{", "value", g.v[i].value);
		pair(b, ", ", "label", g.v[i].label);
		sb_putc(b, '}');
	}
	if (g.n)
		sb_puts(b, "]");
	if (g.n && g.ordered)
		sb_puts(b, ", \"categoriesOrdered\": true");
	sb_putc(b, '}');
}

static void put_keys(struct strbuf *b, const struct data_file *f)
{
	const char *p;
	size_t i;

	sb_puts(b, ",\n\"primaryKey\": [\"");
	for (p = f->key; *p; p++) {
		if (*p == ',')
			sb_puts(b, "\", \"");
		else
			sb_putc(b, *p);
	}
	sb_puts(b, "\"]");
	for (i = 0; i < 2 && f->foreign[i][0]; i++)
		sb_printf(b, "%s{\"fields\": [\"%s\"], \"reference\": {\"resource\": \"%s\", \"fields\": [\"%s\"]}}",
			  i ? ", " : ",\n\"foreignKeys\": [", f->foreign[i][0], f->foreign[i][1], f->foreign[i][2]);
	if (i)
		sb_putc(b, ']');
}

static void put_resource(struct ctx *c, struct strbuf *b, size_t file)
{
	const struct data_file *f = &data_files[file];
	size_t i;

	pair(b, file ? ",\n{" : "\n{", "name", f->name);
	pair(b, ", ", "title", f->text);
	sb_printf(b, ", \"path\": \"%s.csv\", \"type\": \"table\", \"format\": \"csv\", \"mediatype\": \"text/csv\", "
		  "\"encoding\": \"utf-8\", \"bytes\": %zu,\n\"schema\": {\"fields\": [", f->name,
		  data_size(c, file, DATA_CSV));
	for (i = 0; i < f->columns; i++) {
		sb_puts(b, i ? ",\n" : "\n");
		put_field(c, b, &f->column[i]);
	}
	sb_puts(b, "\n],\n\"missingValues\": [\"\"]");
	put_keys(b, f);
	sb_puts(b, "}}");
}

WRITES(data_package)
{
	const struct site_config *cf = c->p->config;
	size_t i;

	sb_puts(out, "{\n\"$schema\": \"https://datapackage.org/profiles/2.0/datapackage.json\"");
	pair(out, ",\n", "name", utf8_slug(span_of(cf->title), c->a));
	pair(out, ",\n", "title", cf->title);
	pair(out, ",\n", "description", cf->description);
	if (c->p->base_url[0])
		pair(out, ",\n", "homepage", c->p->base_url);
	if (date_is_set(c->p->data_date))
		pair(out, ",\n", "version", date_iso(c->p->data_date, c->a));
	if (cf->licence.name[0] || cf->licence.url[0]) {
		pair(out, ",\n\"licenses\": [{", "title", cf->licence.name);
		if (cf->licence.url[0])
			pair(out, ", ", "path", cf->licence.url);
		sb_puts(out, "}]");
	}
	if (cf->publisher[0]) {
		pair(out, ",\n\"contributors\": [{", "title", cf->publisher);
		sb_puts(out, ", \"roles\": [\"publisher\"]}]");
	}
	sb_puts(out, ",\n\"resources\": [");
	for (i = 0; i < DATA_FILES; i++)
		put_resource(c, out, i);
	sb_puts(out, "\n]\n}\n");
}

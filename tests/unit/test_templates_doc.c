/* docs/templates.md against the record tables: the part below its marker line is what the tables say,
 * to the byte. UPDATE_DOCS=1 in the environment writes it anew. Run from the repository's folder. */
#include "unit.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/utf8.h"
#include "mustache/mustache.h"
#include "pages/plan.h"

#define DOC "docs/templates.md"
#define MARKER "<!-- From here on the tables of generator/pages/records_*.c speak: `UPDATE_DOCS=1 make unit` writes it. -->\n"

static const char *const types[] = {
	[MU_TEXT] = "text", [MU_HTML] = "HTML", [MU_URL] = "URL", [MU_JSON] = "JSON", [MU_INT] = "number",
	[MU_BOOL] = "condition", [MU_OBJECT] = "record", [MU_LIST] = "list",
};

struct doc {
	struct arena arena;
	struct strbuf out;
	struct map seen;          /* records by name, in the order in which they were met */
};

static void meet(struct doc *d, const struct mu_record *r)
{
	size_t i;

	if (!r || !map_set(&d->seen, span_of(r->name), (void *)(uintptr_t)r))
		return;
	for (i = 0; i < r->count; i++)
		meet(d, r->fields[i].record);
}

static void put_link(struct doc *d, const struct mu_record *r)
{
	sb_printf(&d->out, "[%s](#%s)", r->name, utf8_slug(span_of(r->name), &d->arena));
}

static void put_type(struct doc *d, const struct mu_field *f)
{
	if (f->record && f->type == MU_LIST)
		sb_puts(&d->out, "list of ");
	if (f->record)
		put_link(d, f->record);
	else
		sb_puts(&d->out, f->type == MU_LIST ? "list of texts" : types[f->type]);
}

static void put_record(struct doc *d, const struct mu_record *r)
{
	size_t i;

	sb_puts(&d->out, "| name | type | meaning |\n|---|---|---|\n");
	for (i = 0; i < r->count; i++) {
		sb_printf(&d->out, "| `%s` | ", r->fields[i].name);
		put_type(d, &r->fields[i]);
		sb_printf(&d->out, " | %s |\n", r->fields[i].doc);
	}
}

static void put_all(struct doc *d)
{
	struct map roots;
	size_t i;

	map_init(&d->seen, &d->arena);
	map_init(&roots, &d->arena);
	sb_puts(&d->out, "\n## Page families\n\n| family | template | its names |\n|---|---|---|\n");
	for (i = 0; i < page_family_count(); i++) {
		const struct mu_record *r = page_family_record(i);

		if (!r)
			continue;
		sb_printf(&d->out, "| %s | `templates/%s.mustache` | ", page_family_name(i), page_family_template(i));
		put_link(d, r);
		sb_puts(&d->out, " |\n");
		map_set(&roots, span_of(r->name), (void *)(uintptr_t)r);
		meet(d, r);
	}
	sb_puts(&d->out, "\n## Names by record\n");
	for (i = 0; i < d->seen.n; i++) {
		sb_printf(&d->out, "\n### %.*s\n\n", SPAN_FMT(d->seen.entry[i].key));
		put_record(d, d->seen.entry[i].value);
	}
}

static void the_reference_is_what_the_tables_say(void **state)
{
	struct doc d = { .out = STRBUF_INIT };
	struct diag diag = DIAG_INIT;
	struct span file;
	const char *marker;

	(void)state;
	assert_int_equal(fs_read(&d.arena, DOC, DOC, FS_MAX_FILE, &file, &diag), 0);
	marker = strstr(file.p, MARKER);
	assert_non_null(marker);
	put_all(&d);
	if (getenv("UPDATE_DOCS"))
		assert_int_equal(fs_write(DOC, span_of(arena_printf(&d.arena, "%.*s%s%s", (int)(marker - file.p), file.p, MARKER,
			sb_str(&d.out)))), 0);
	else
		assert_string_equal(marker + strlen(MARKER), sb_str(&d.out));
	sb_release(&d.out);
	arena_release(&d.arena);
	diag_release(&diag);
}

static void each_name_is_explained(void **state)
{
	struct doc d = { .out = STRBUF_INIT };
	size_t i, k;

	(void)state;
	put_all(&d);
	for (i = 0; i < d.seen.n; i++) {
		const struct mu_record *r = d.seen.entry[i].value;

		for (k = 0; k < r->count; k++)
			assert_true(r->fields[k].doc && *r->fields[k].doc && !strchr(r->fields[k].doc, '|'));
	}
	assert_true(d.seen.n > 20);
	sb_release(&d.out);
	arena_release(&d.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_reference_is_what_the_tables_say),
		cmocka_unit_test(each_name_is_explained),
	};

	return RUN_ALL(tests);
}

/* yaml: what is asked of a tree once it is there. May know base only. */
#include "yaml/ytree.h"

#include <stdarg.h>
#include <string.h>
#include "base/fs.h"
#include "base/map.h"

struct ynode *yaml_read(const char *path, const char *name, struct arena *a, struct diag *d)
{
	struct source src = { .name = name };

	if (fs_read(a, path, name, YAML_MAX_BYTES, &src.text, d) < 0 || !fs_is_text(&src, d))
		return NULL;
	return yaml_parse(&src, a, d);
}

const struct ynode *yaml_get(const struct ynode *map, const char *key)
{
	size_t i;

	for (i = 0; map->kind == Y_MAP && i < map->n; i++) {
		if (span_is(map->key[i]->text, key))
			return map->item[i];
	}
	return NULL;
}

bool yaml_is_null(const struct ynode *n)
{
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL" };
	size_t i;

	for (i = 0; n->kind == Y_SCALAR && n->plain && i < sizeof nulls / sizeof *nulls; i++) {
		if (span_is(n->text, nulls[i]))
			return true;
	}
	return false;
}

static void report(const struct ynode *n, size_t skip, struct diag *d, enum diag_code code,
		   const char *detail, va_list ap) __attribute__((format(printf, 5, 0)));

static void report(const struct ynode *n, size_t skip, struct diag *d, enum diag_code code,
		   const char *detail, va_list ap)
{
	struct span before = span_make(n->src->text.p + n->offset, skip);
	struct pos at = n->at;
	struct arena scratch = ARENA_INIT;
	size_t i;

	for (i = 0; i < before.n; i++)
		at.col += ((unsigned char)before.p[i] & 0xc0) != 0x80;
	diag_report(d, code, at, detail ? "%s" : NULL, detail ? arena_vprintf(&scratch, detail, ap) : "");
	diag_excerpt(d, n->src, n->offset);
	arena_release(&scratch);
}

void yaml_report(const struct ynode *n, struct diag *d, enum diag_code code, const char *detail, ...)
{
	va_list ap;

	va_start(ap, detail);
	report(n, 0, d, code, detail, ap);
	va_end(ap);
}

/* Bytes from where the node begins to that byte of its text, or 0 when the source
 * writes the text in another way. */
static size_t bytes_to(const struct ynode *n, size_t byte)
{
	struct span left = span_skip(n->src->text, n->offset);
	size_t quote = left.n && (*left.p == '"' || *left.p == '\'') && !n->plain;

	if (n->kind != Y_SCALAR || byte > n->text.n || left.n < quote + byte)
		return 0;
	if (memcmp(left.p + quote, n->text.p, byte) != 0 || memchr(n->text.p, '\n', byte))
		return 0;
	return quote + byte;
}

void yaml_report_inside(const struct ynode *n, size_t byte, struct diag *d, enum diag_code code,
			const char *detail, ...)
{
	va_list ap;

	va_start(ap, detail);
	report(n, bytes_to(n, byte), d, code, detail, ap);
	va_end(ap);
}

const char *yaml_hint(struct span wrong, const char *const *names, size_t n, struct arena *a)
{
	const char *near = nearest_name(wrong, names, n);

	return near ? arena_printf(a, "; did you mean '%s'?", near) : "";
}

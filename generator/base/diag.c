/* base/diag: the sink that every room reports into. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	enum diag_level level;
	const char *slug, *wording;
} codes[] = {
#define DIAG(code, lvl, slg, wrd) [DIAG_##code] = { DIAG_##lvl, slg, wrd },
#include "base/diag_codes.def"
#undef DIAG
};
_Static_assert(sizeof codes / sizeof codes[0] == DIAG_CODES, "one row per code");

enum diag_level diag_code_level(enum diag_code code)
{
	return codes[code].level;
}

const char *diag_code_slug(enum diag_code code)
{
	return codes[code].slug;
}

const char *diag_code_wording(enum diag_code code)
{
	return codes[code].wording;
}

static struct diag_entry *add(struct diag *d, enum diag_code code, struct pos at)
{
	struct diag_entry *e;

	d->count[codes[code].level]++;
	if (d->n == DIAG_MAX) {
		d->dropped++;
		return NULL;
	}
	if (d->n == d->cap) {
		d->cap = d->cap ? d->cap * 2 : 16;
		d->entry = xrealloc(d->entry, d->cap * sizeof *d->entry);
	}
	e = &d->entry[d->n];
	memset(e, 0, sizeof *e);
	e->code = code;
	e->at = at;
	e->at.file = at.file ? arena_strdup(&d->arena, at.file) : NULL;
	e->seq = d->n++;
	return e;
}

void diag_report(struct diag *d, enum diag_code code, struct pos at, const char *detail, ...)
{
	struct diag_entry *e = add(d, code, at);
	va_list ap;

	if (!e || !detail)
		return;
	va_start(ap, detail);
	e->detail = arena_vprintf(&d->arena, detail, ap);
	va_end(ap);
}

/* The line that holds offset, without its newline. */
static struct span line_around(struct span text, size_t offset)
{
	size_t start = offset, end = offset;

	while (start && text.p[start - 1] != '\n')
		start--;
	while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r')
		end++;
	return span_make(text.p + start, end - start);
}

static size_t characters(const char *p, size_t n)
{
	size_t count = 0;

	while (n--)
		count += ((unsigned char)*p++ & 0xc0) != 0x80;
	return count;
}

struct pos source_pos(const struct source *src, size_t offset)
{
	struct pos at = { src->name, src->line0 + 1, 1 };
	struct span line;
	size_t i;

	if (offset > src->text.n)
		offset = src->text.n;
	for (i = 0; i < offset; i++)
		at.line += src->text.p[i] == '\n';
	line = line_around(src->text, offset);
	at.col = 1 + (unsigned)characters(line.p, (size_t)(src->text.p + offset - line.p));
	return at;
}

void diag_at(struct diag *d, enum diag_code code, const struct source *src, size_t offset,
	     const char *detail, ...)
{
	/* What is only counted needs no place, and finding one takes time. */
	struct diag_entry *e = add(d, code, d->n < DIAG_MAX ? source_pos(src, offset) : (struct pos){ src->name, 0, 0 });
	va_list ap;

	if (!e)
		return;
	diag_excerpt(d, src, offset);
	if (!detail)
		return;
	va_start(ap, detail);
	e->detail = arena_vprintf(&d->arena, detail, ap);
	va_end(ap);
}

void diag_excerpt(struct diag *d, const struct source *src, size_t offset)
{
	struct span line;

	if (!d->n || d->dropped)
		return;
	line = line_around(src->text, offset < src->text.n ? offset : src->text.n);
	if (line.n > DIAG_EXCERPT_MAX)
		line.n = DIAG_EXCERPT_MAX;
	d->entry[d->n - 1].excerpt = arena_strndup(&d->arena, line.p, line.n);
}

static void repeat(struct diag *d, enum diag_code code, const char *detail, const struct diag_entry *e)
{
	const struct diag_note *note;
	struct diag_entry *copy = add(d, code, e->at);

	if (!copy)
		return;
	copy->detail = detail ? arena_strdup(&d->arena, detail) : NULL;
	copy->excerpt = e->excerpt ? arena_strdup(&d->arena, e->excerpt) : NULL;
	for (note = e->notes; note; note = note->next)
		diag_note(d, note->at, "%s", note->text);
}

void diag_report_as(struct diag *d, enum diag_code code, const struct diag_entry *e)
{
	const char *wording = diag_code_wording(e->code);

	repeat(d, code, e->detail ? arena_printf(&d->arena, "%s: %s", wording, e->detail) : wording, e);
}

void diag_repeat(struct diag *d, const struct diag_entry *e)
{
	repeat(d, e->code, e->detail, e);
}

void diag_drop(struct diag *d, bool (*drop)(void *ctx, const struct diag_entry *e), void *ctx)
{
	size_t kept = 0, i;

	for (i = 0; i < d->n; i++) {
		if (drop(ctx, &d->entry[i]))
			d->count[codes[d->entry[i].code].level]--;
		else
			d->entry[kept++] = d->entry[i];
	}
	d->n = kept;
}

void diag_note(struct diag *d, struct pos at, const char *text, ...)
{
	struct diag_note *note, **end;
	va_list ap;

	if (!d->n || d->dropped)
		return;
	note = arena_alloc(&d->arena, sizeof *note);
	note->at = at;
	note->at.file = at.file ? arena_strdup(&d->arena, at.file) : NULL;
	va_start(ap, text);
	note->text = arena_vprintf(&d->arena, text, ap);
	va_end(ap);
	for (end = &d->entry[d->n - 1].notes; *end; end = &(*end)->next)
		;
	*end = note;
}

bool diag_failed(const struct diag *d)
{
	return d->count[DIAG_ERROR] || d->count[DIAG_CONFIG] || d->count[DIAG_SYSTEM];
}

void diag_merge(struct diag *dst, struct diag *src)
{
	size_t i, room = DIAG_MAX - dst->n;
	size_t take = src->n < room ? src->n : room;

	if (dst->n + take > dst->cap) {
		dst->cap = dst->n + take;
		dst->entry = xrealloc(dst->entry, dst->cap * sizeof *dst->entry);
	}
	for (i = 0; i < take; i++) {
		dst->entry[dst->n] = src->entry[i];
		dst->entry[dst->n].seq = dst->n;
		dst->n++;
	}
	for (i = 0; i < DIAG_LEVELS; i++)
		dst->count[i] += src->count[i];
	dst->dropped += src->dropped + (src->n - take);
	arena_combine(&dst->arena, &src->arena);
	free(src->entry);
	memset(src, 0, sizeof *src);
}

static int by_place(const void *x, const void *y)
{
	const struct diag_entry *a = x, *b = y;
	int c = strcmp(a->at.file ? a->at.file : "", b->at.file ? b->at.file : "");

	if (c)
		return c;
	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	if (a->at.col != b->at.col)
		return a->at.col < b->at.col ? -1 : 1;
	return a->seq < b->seq ? -1 : a->seq > b->seq;
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same(const struct diag_entry *a, const struct diag_entry *b)
{
	return a->code == b->code && a->at.line == b->at.line && a->at.col == b->at.col &&
	       same_text(a->at.file, b->at.file) && same_text(a->detail, b->detail);
}

/* True when an entry already kept says the same; equal places stand side by side. */
static bool said_before(const struct diag *d, size_t kept, const struct diag_entry *e)
{
	while (kept-- && d->entry[kept].at.line == e->at.line && d->entry[kept].at.col == e->at.col)
		if (same(&d->entry[kept], e))
			return true;
	return false;
}

void diag_sort(struct diag *d)
{
	size_t kept = 0, i;

	if (!d->n)
		return;
	qsort(d->entry, d->n, sizeof *d->entry, by_place);
	for (i = 0; i < d->n; i++) {
		if (said_before(d, kept, &d->entry[i]))
			d->count[codes[d->entry[i].code].level]--;
		else
			d->entry[kept++] = d->entry[i];
	}
	d->n = kept;
}

void diag_release(struct diag *d)
{
	free(d->entry);
	arena_release(&d->arena);
	memset(d, 0, sizeof *d);
}

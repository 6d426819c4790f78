/* writer/manifest: reads and writes the list of our files. */
#include "writer/manifest.h"

#include <stdlib.h>
#include <string.h>
#include "writer/sink.h"

#define FIRST_LINE "gradeline-manifest 1"
#define LINE_USUAL 56                  /* bytes of a line */

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* Digits of the base off the front of *s, and the space after them. */
static int number(struct span *s, unsigned base, size_t max, uint64_t *out)
{
	uint64_t value = 0;
	size_t i;

	for (i = 0; i < s->n && i < max && s->p[i] != ' '; i++) {
		unsigned d = (unsigned)digit(s->p[i]);

		if (d >= base)
			return -1;
		value = value * base + d;
	}
	if (!i || i == s->n || s->p[i] != ' ')
		return -1;
	*s = span_skip(*s, i + 1);
	*out = value;
	return 0;
}

int manifest_parse(struct manifest *m, struct span text, struct arena *a)
{
	struct span line;
	size_t i;

	map_init(&m->by_path, a);
	/* Few lines are shorter, and none is much. */
	vec_reserve(&m->file, text.n / LINE_USUAL + 8, a);
	if (!span_line(&text, &line) || !span_is(line, FIRST_LINE))
		return -1;
	while (span_line(&text, &line)) {
		uint64_t hash, size;
		struct owned *o;

		if (number(&line, 16, 16, &hash) < 0 || number(&line, 10, 18, &size) < 0 || sink_path_fault(line))
			return -1;
		o = vec_push(&m->file, a);
		o->path = arena_strndup(a, line.p, line.n);
		o->hash = hash;
		o->size = size;
	}
	/* Only now: growing the list moves its elements. */
	for (i = 0; i < m->file.n; i++)
		map_lend(&m->by_path, span_of(m->file.v[i].path), &m->file.v[i]);
	return 0;
}

const struct owned *manifest_find(const struct manifest *m, struct span path)
{
	return m->file.n ? map_get(&m->by_path, path) : NULL;
}

static int by_path(const void *x, const void *y)
{
	const struct owned *a = x, *b = y;

	return strcmp(a->path, b->path);
}

bool manifest_has(const struct manifest *m, const char *path)
{
	struct owned key = { .path = path };

	return m->file.n && bsearch(&key, m->file.v, m->file.n, sizeof key, by_path);
}

void manifest_write(struct manifest *m, struct strbuf *out)
{
	size_t i;

	if (m->file.n)
		qsort(m->file.v, m->file.n, sizeof *m->file.v, by_path);
	sb_puts(out, FIRST_LINE "\n");
	for (i = 0; i < m->file.n; i++) {
		const struct owned *o = &m->file.v[i];
		char digits[40];
		size_t start = sizeof digits;
		uint64_t n;
		int k;

		/* As "%016x %u ", which takes as long as all the rest of it. */
		digits[--start] = ' ';
		for (n = o->size; n || digits[start] == ' '; n /= 10)
			digits[--start] = (char)('0' + n % 10);
		digits[--start] = ' ';
		for (n = o->hash, k = 0; k < 16; k++, n >>= 4)
			digits[--start] = "0123456789abcdef"[n & 15];
		sb_add(out, digits + start, sizeof digits - start);
		sb_puts(out, o->path);
		sb_putc(out, '\n');
	}
}

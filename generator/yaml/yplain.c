/* yaml: plainly written text to a tree with places, line by line. Most of what is read is a report's front
 * matter in the same few forms; whatever else it holds is libyaml's, so each function here may give up: NULL.
 */
#include "yaml/yplain.h"

#include <string.h>
#include "base/vec.h"

#define MAX_DEPTH 8      /* less than YAML_MAX_DEPTH */
#define MAX_BYTES 500000 /* too few for YAML_MAX_NODES */
#define MAX_KEYS 64      /* of one mapping: they are compared one by one */
#define MAX_WORD 60

struct plain {
	const struct source *src;
	struct arena *a;
	const char *p, *eol, *end;
	int indent;       /* of the line at hand; -1: there is none */
	const char *seen; /* a place in it: the column there is col */
	unsigned line, col;
};

/* Characters that need no second look: printable ASCII, letters with accents, dashes and quotation marks. */
static bool is_plain_text(struct span s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = p[i], next = i + 1 < s.n ? p[i + 1] : 0;

		if ((c >= ' ' && c <= '~') || c == '\n')
			continue;
		if (c >= 0xc3 && c <= 0xdf && (next & 0xc0) == 0x80)
			i += 1;
		else if (c == 0xe2 && next == 0x80 && i + 2 < s.n && p[i + 2] >= 0x90 && p[i + 2] <= 0xa7)
			i += 2;
		else
			return false;
	}
	return true;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Goes to the next line that holds something, and there behind its spaces. */
static void next_line(struct plain *r)
{
	do {
		const char *from = r->eol < r->end && r->line ? r->eol + 1 : r->eol, *nl;

		r->indent = -1;
		if (from >= r->end)
			return;
		nl = memchr(from, '\n', (size_t)(r->end - from));
		r->eol = nl ? nl : r->end;
		for (r->p = from; r->p < r->eol && *r->p == ' '; r->p++)
			;
		r->line++;
		r->seen = from;
		r->col = 1;
		r->indent = (int)(r->p - from);
	} while (r->p == r->eol || *r->p == '#');
}

/* at: not left of what was asked for before in this line. */
static struct ynode *node_at(struct plain *r, enum ykind kind, const char *at)
{
	struct ynode *n = arena_alloc(r->a, sizeof *n);

	for (; r->seen < at; r->seen++)
		r->col += ((unsigned char)*r->seen & 0xc0) != 0x80;
	n->kind = kind;
	n->at = (struct pos){r->src->name, r->src->line0 + r->line, r->col};
	n->src = r->src;
	n->offset = (size_t)(at - r->src->text.p);
	return n;
}

static struct ynode *scalar(struct plain *r, const char *at, const char *from, const char *to, bool plain)
{
	struct ynode *n = node_at(r, Y_SCALAR, at);

	n->text = span_make(arena_strndup(r->a, from, (size_t)(to - from)), (size_t)(to - from));
	n->plain = plain;
	return n;
}

static void skip_spaces(struct plain *r)
{
	while (r->p < r->eol && *r->p == ' ')
		r->p++;
}

/* The key before ": " or a ':' at the line's end; NULL and nothing taken when there is none. */
static struct ynode *take_key(struct plain *r)
{
	const char *from = r->p, *to = from;

	while (to < r->eol && (is_word(*to) || (to > from && (*to == '_' || *to == '-'))))
		to++;
	if (to == from || to == r->eol || *to != ':' || to - from > MAX_WORD ||
	    (to + 1 < r->eol && to[1] != ' '))
		return NULL;
	r->p = to + 1;
	return scalar(r, from, from, to, true);
}

static struct ynode *take_quoted(struct plain *r)
{
	const char *from = r->p++, *to = memchr(r->p, *from, (size_t)(r->eol - r->p));

	if (!to || (*from == '"' && memchr(r->p, '\\', (size_t)(to - r->p))) ||
	    (to + 1 < r->eol && to[1] == *from))
		return NULL;
	r->p = to + 1;
	return scalar(r, from, from + 1, to, false);
}

struct entries {
	VEC(struct ynode *) key, item;
};

/* An entry of the mapping, or with key NULL of the list. False: there is no value, or the key was there
 * before. */
static bool add_entry(struct plain *r, struct entries *e, struct ynode *key, struct ynode *value)
{
	size_t i;

	if (!value || e->key.n > MAX_KEYS)
		return false;
	for (i = 0; i < e->key.n; i++)
		if (span_eq(e->key.v[i]->text, key->text))
			return false;
	if (key)
		*vec_push(&e->key, r->a) = key;
	*vec_push(&e->item, r->a) = value;
	return true;
}

static struct ynode *finish(struct ynode *n, const struct entries *e)
{
	n->key = e->key.v;
	n->item = e->item.v;
	n->n = e->item.n;
	return n;
}

/* What stands within brackets, or is a list or mapping in brackets itself. */
static struct ynode *take_flow(struct plain *r, int depth)
{
	const char *from = r->p, *to;
	struct entries e = { {NULL, 0, 0 }, {NULL, 0, 0}};
	bool map = from < r->eol && *from == '{';
	struct ynode *n, *key = NULL;

	if (from == r->eol || depth > MAX_DEPTH)
		return NULL;
	if (*from == '"' || *from == '\'')
		return take_quoted(r);
	if (!map && *from != '[') {
		while (r->p < r->eol && (is_word(*r->p) || (r->p > from && strchr(" -_./", *r->p))))
			r->p++;
		for (to = r->p; to > from && to[-1] == ' '; to--)
			;
		return to > from ? scalar(r, from, from, to, true) : NULL;
	}
	n = node_at(r, map ? Y_MAP : Y_LIST, from);
	r->p++;
	skip_spaces(r);
	while (r->p < r->eol && *r->p != (map ? '}' : ']')) {
		if (e.item.n && *r->p++ != ',')
			return NULL;
		skip_spaces(r);
		if (map && !(key = take_key(r)))
			return NULL;
		skip_spaces(r);
		if (!add_entry(r, &e, key, take_flow(r, depth + 1)))
			return NULL;
		skip_spaces(r);
	}
	return r->p++ < r->eol ? finish(n, &e) : NULL;
}

/* A value that begins in this line, up to its end, within a block of that indent. */
static struct ynode *take_inline(struct plain *r, int indent, int depth)
{
	const char *from = r->p, *to = span_rtrim(span_make(from, (size_t)(r->eol - from))).n + from, *p;
	struct ynode *n;

	if (*from && strchr("\"'[{", *from)) {
		n = take_flow(r, depth);
		skip_spaces(r);
		if (!n || r->p != r->eol)
			return NULL;
	} else {
		for (p = from; p < to; p++)
			if (*p == '#' || (*p == ':' && (p + 1 == to || p[1] == ' ')))
				return NULL;
		if (!is_word(*from) && (unsigned char)*from < 0x80)
			return NULL;
		n = scalar(r, from, from, to, true);
	}
	next_line(r);
	return r->indent <= indent ? n : NULL; /* else it goes on */
}

static struct ynode *take_block(struct plain *r, int indent, int depth);

static struct ynode *take_value(struct plain *r, int indent, int depth)
{
	skip_spaces(r);
	if (r->p < r->eol)
		return take_inline(r, indent, depth);
	next_line(r);
	return r->indent > indent ? take_block(r, r->indent, depth) : NULL;
}

/* A list or a mapping whose entries begin in that column: the first one here, the others' lines alone. */
static struct ynode *take_block(struct plain *r, int indent, int depth)
{
	bool list = *r->p == '-';
	struct ynode *n = node_at(r, list ? Y_LIST : Y_MAP, r->p), *key = NULL, *value;
	struct entries e = { {NULL, 0, 0 }, {NULL, 0, 0}};

	if (depth > MAX_DEPTH)
		return NULL;
	do {
		if (!list) {
			key = take_key(r);
			value = key ? take_value(r, indent, depth + 1) : NULL;
		} else {
			struct plain before;

			if (r->eol - r->p < 3 || r->p[0] != '-' || r->p[1] != ' ' || r->p[2] == '-')
				return NULL;
			r->p += 2;
			before = *r;
			key = take_key(r);
			*r = before;
			value = key ? take_block(r, indent + 2, depth + 1)
				    : take_inline(r, indent, depth + 1);
			key = NULL;
		}
		if (!add_entry(r, &e, key, value))
			return NULL;
	} while (r->indent == indent);
	return r->indent < indent ? finish(n, &e) : NULL;
}

struct ynode *yaml_plain(const struct source *src, struct arena *a)
{
	struct plain r = { .src = src, .a = a, .eol = src->text.p, .end = src->text.p + src->text.n };
	struct ynode *root;

	if (src->text.n > MAX_BYTES || !is_plain_text(src->text))
		return NULL;
	next_line(&r);
	root = r.indent == 0 ? take_block(&r, 0, 1) : NULL;
	return root && r.indent < 0 ? root : NULL;
}

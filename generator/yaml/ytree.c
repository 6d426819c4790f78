/* yaml: libyaml's events to a tree with places. May know base and libyaml only.
 *
 * libyaml counts characters; a cursor that only moves a little at a time turns
 * its counts into bytes, lines and columns, so large files stay linear. */
#include "yaml/ytree.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>
#include "base/map.h"
#include "base/vec.h"
#include "yaml/yplain.h"

#define LINEAR_KEYS 16     /* keys of one mapping that are compared one by one */
#define BOM "\xef\xbb\xbf"

/* A place in the source, in libyaml's count and in ours. */
struct cursor {
	size_t index;          /* characters after start */
	size_t offset;         /* bytes */
	unsigned line, col;    /* 1-based */
};

struct parse {
	yaml_parser_t yaml;
	yaml_event_t event;        /* the event at hand when have_event */
	bool have_event;
	const struct source *src;  /* the copy in the arena */
	size_t start;              /* bytes of a byte-order mark */
	struct cursor at;
	size_t nodes;
	struct arena *a;
	struct diag *d;
};

static bool continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static void step_forward(struct cursor *c, struct span text)
{
	bool newline = text.p[c->offset] == '\n';

	do
		c->offset++;
	while (c->offset < text.n && continues(text.p[c->offset]));
	c->index++;
	c->col = newline ? 1 : c->col + 1;
	c->line += newline;
}

static size_t place_of(struct parse *p, size_t index, struct pos *at)
{
	struct span text = p->src->text;

	/* Only the beginning of a construct that failed lies behind: begin again. */
	if (index < p->at.index)
		p->at = (struct cursor){ 0, p->start, p->src->line0 + 1, 1 };
	while (p->at.index < index && p->at.offset < text.n)
		step_forward(&p->at, text);
	*at = (struct pos){ p->src->name, p->at.line, p->at.col };
	return p->at.offset;
}

static struct pos report_mark(struct parse *p, enum diag_code code, yaml_mark_t mark, const char *detail)
{
	struct pos at;
	size_t offset = place_of(p, mark.index, &at);

	diag_report(p->d, code, at, detail ? "%s" : NULL, detail);
	diag_excerpt(p->d, p->src, offset);
	return at;
}

/* What people most often did when libyaml says this. */
static const struct {
	const char *problem, *hint;
} hints[] = {
	{ "mapping values are not allowed in this context", "text that holds ': ' needs quotes around it" },
	{ "found a tab character that violates indentation", "only spaces indent" },
	{ "found character that cannot start any token", "text that begins with @, ` or % needs quotes" },
	{ "found unexpected end of stream", "a quote or bracket is not closed" },
	{ "did not find expected key", "the indent may be wrong, or a quote stands inside quoted text" },
};

/* A tab at or right after the mark: libyaml calls it a character that starts nothing. */
static bool at_tab(struct parse *p, yaml_mark_t mark)
{
	struct pos at;
	size_t offset = place_of(p, mark.index, &at);

	return offset < p->src->text.n && p->src->text.p[offset] == '\t';
}

static void report_syntax(struct parse *p)
{
	const yaml_parser_t *y = &p->yaml;
	const char *problem = y->problem ? y->problem : "it cannot be read";
	struct pos at;
	size_t i;

	if (y->error == YAML_READER_ERROR) {
		diag_at(p->d, DIAG_YAML_SYNTAX, p->src, p->start + y->problem_offset, "%s", problem);
		return;
	}
	at = report_mark(p, DIAG_YAML_SYNTAX, y->problem_mark, problem);
	if (at_tab(p, y->problem_mark)) {
		diag_note(p->d, at, "only spaces indent");
		return;
	}
	for (i = 0; i < sizeof hints / sizeof *hints; i++) {
		if (strcmp(hints[i].problem, problem) == 0)
			diag_note(p->d, at, "%s", hints[i].hint);
	}
	if (y->context && y->context_mark.index != y->problem_mark.index) {
		struct pos begin;

		place_of(p, y->context_mark.index, &begin);
		diag_note(p->d, begin, "%s that begins here", y->context);
	}
}

/* Takes the next event into p->event. -1 with a diagnostic. */
static int next(struct parse *p)
{
	if (p->have_event)
		yaml_event_delete(&p->event);
	p->have_event = yaml_parser_parse(&p->yaml, &p->event) != 0;
	if (p->have_event)
		return 0;
	report_syntax(p);
	return -1;
}

/* Refuses what plain data does not have. */
static int check_event(struct parse *p, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	const char *what = p->event.type == YAML_ALIAS_EVENT ? "alias" : anchor ? "anchor" : "tag";
	const yaml_char_t *name = anchor ? anchor : tag;
	yaml_mark_t mark = p->event.start_mark;

	if (!name)
		return 0;
	report_mark(p, DIAG_YAML_ALIAS, mark,
		    arena_printf(p->a, "the %s '%.*s'", what, span_shown(span_of((const char *)name)), name));
	return -1;
}

static struct ynode *node_new(struct parse *p, enum ykind kind)
{
	struct ynode *n;

	if (++p->nodes > YAML_MAX_NODES) {
		report_mark(p, DIAG_YAML_LIMIT, p->event.start_mark,
			    arena_printf(p->a, "more than %d values", YAML_MAX_NODES));
		return NULL;
	}
	n = arena_alloc(p->a, sizeof *n);
	n->kind = kind;
	n->src = p->src;
	n->offset = place_of(p, p->event.start_mark.index, &n->at);
	return n;
}

static struct ynode *read_scalar(struct parse *p)
{
	const char *text = (const char *)p->event.data.scalar.value;
	size_t length = p->event.data.scalar.length;
	struct ynode *n;

	if (check_event(p, p->event.data.scalar.anchor, p->event.data.scalar.tag) < 0)
		return NULL;
	n = node_new(p, Y_SCALAR);
	if (!n)
		return NULL;
	if (memchr(text, '\0', length)) {
		yaml_report(n, p->d, DIAG_YAML_SYNTAX, "the text holds a NUL character");
		return NULL;
	}
	n->text = span_make(arena_strndup(p->a, text, length), length);
	n->plain = p->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	return n;
}

static struct ynode *read_node(struct parse *p, int depth);

static struct ynode *read_list(struct parse *p, int depth)
{
	VEC(struct ynode *) items = { NULL, 0, 0 };
	struct ynode *list, *item;

	if (check_event(p, p->event.data.sequence_start.anchor, p->event.data.sequence_start.tag) < 0)
		return NULL;
	list = node_new(p, Y_LIST);
	if (!list)
		return NULL;
	for (;;) {
		if (next(p) < 0)
			return NULL;
		if (p->event.type == YAML_SEQUENCE_END_EVENT)
			break;
		item = read_node(p, depth + 1);
		if (!item)
			return NULL;
		*vec_push(&items, p->a) = item;
	}
	list->item = items.v;
	list->n = items.n;
	return list;
}

struct pairs {
	VEC(struct ynode *) keys;
	VEC(struct ynode *) values;
	struct map seen;           /* used from LINEAR_KEYS on */
};

/* The key already read with the same text, or NULL. */
static const struct ynode *earlier_key(struct parse *p, struct pairs *m, const struct ynode *key)
{
	size_t i;

	if (m->keys.n < LINEAR_KEYS) {
		for (i = 0; i < m->keys.n; i++) {
			if (span_eq(m->keys.v[i]->text, key->text))
				return m->keys.v[i];
		}
		return NULL;
	}
	if (!m->seen.arena)
		map_init(&m->seen, p->a);
	for (i = m->seen.n; i < m->keys.n; i++)
		map_set(&m->seen, m->keys.v[i]->text, m->keys.v[i]);
	return map_get(&m->seen, key->text);
}

static int read_pair(struct parse *p, struct pairs *m, int depth)
{
	struct ynode *key = read_node(p, depth + 1), *value;
	const struct ynode *first;

	if (!key)
		return -1;
	if (key->kind != Y_SCALAR) {
		yaml_report(key, p->d, DIAG_VALUE_TYPE, "a key is a word, not a list or a mapping");
		return -1;
	}
	first = earlier_key(p, m, key);
	if (first) {
		yaml_report(key, p->d, DIAG_YAML_DUPLICATE, "'%.*s'", span_shown(key->text), key->text.p);
		diag_note(p->d, first->at, "first given here");
	}
	if (next(p) < 0)
		return -1;
	value = read_node(p, depth + 1);
	if (!value)
		return -1;
	if (first)
		return 0;
	*vec_push(&m->keys, p->a) = key;
	*vec_push(&m->values, p->a) = value;
	return 0;
}

static struct ynode *read_map(struct parse *p, int depth)
{
	struct pairs m = { .seen = { .arena = NULL } };
	struct ynode *map;

	if (check_event(p, p->event.data.mapping_start.anchor, p->event.data.mapping_start.tag) < 0)
		return NULL;
	map = node_new(p, Y_MAP);
	if (!map)
		return NULL;
	for (;;) {
		if (next(p) < 0)
			return NULL;
		if (p->event.type == YAML_MAPPING_END_EVENT)
			break;
		if (read_pair(p, &m, depth) < 0)
			return NULL;
	}
	map->key = m.keys.v;
	map->item = m.values.v;
	map->n = m.keys.n;
	return map;
}

/* Reads the value that begins with p->event. The depth of the recursion is bounded. */
static struct ynode *read_node(struct parse *p, int depth)
{
	if (depth > YAML_MAX_DEPTH) {
		report_mark(p, DIAG_YAML_LIMIT, p->event.start_mark,
			    arena_printf(p->a, "nested more than %d deep", YAML_MAX_DEPTH));
		return NULL;
	}
	switch (p->event.type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(p);
	case YAML_SEQUENCE_START_EVENT:
		return read_list(p, depth);
	case YAML_MAPPING_START_EVENT:
		return read_map(p, depth);
	default:
		check_event(p, p->event.data.alias.anchor, NULL);
		return NULL;
	}
}

static struct ynode *read_document(struct parse *p)
{
	struct ynode *root;

	if (next(p) < 0 || next(p) < 0)        /* the stream's start, the document's start */
		return NULL;
	if (p->event.type == YAML_STREAM_END_EVENT) {
		report_mark(p, DIAG_YAML_SYNTAX, (yaml_mark_t){ 0, 0, 0 }, "there is nothing in it");
		return NULL;
	}
	if (next(p) < 0)
		return NULL;
	root = read_node(p, 1);
	if (!root)
		return NULL;
	if (yaml_is_null(root)) {
		yaml_report(root, p->d, DIAG_YAML_SYNTAX, "there is nothing in it");
		return NULL;
	}
	if (next(p) < 0 || next(p) < 0)        /* the document's end, then the stream's */
		return NULL;
	if (p->event.type != YAML_STREAM_END_EVENT) {
		report_mark(p, DIAG_YAML_SYNTAX, p->event.start_mark, "a second document begins here");
		return NULL;
	}
	return root;
}

static const struct source *keep_source(const struct source *src, struct arena *a)
{
	struct source *kept = arena_alloc(a, sizeof *kept);

	kept->name = src->name ? arena_strdup(a, src->name) : NULL;
	kept->text = span_make(arena_strndup(a, src->text.p, src->text.n), src->text.n);
	kept->line0 = src->line0;
	return kept;
}

struct ynode *yaml_full(const struct source *src, struct arena *a, struct diag *d)
{
	size_t errors = d->count[DIAG_ERROR];
	struct parse p = { .src = src, .a = a, .d = d };
	struct ynode *root;

	p.start = span_starts(src->text, BOM) ? sizeof BOM - 1 : 0;
	p.at = (struct cursor){ 0, p.start, src->line0 + 1, 1 };
	if (!yaml_parser_initialize(&p.yaml))
		abort();
	/* Said outright, so that libyaml does not guess UTF-16 from the first bytes. */
	yaml_parser_set_encoding(&p.yaml, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&p.yaml, (const unsigned char *)src->text.p + p.start, src->text.n - p.start);
	root = read_document(&p);
	if (p.have_event)
		yaml_event_delete(&p.event);
	yaml_parser_delete(&p.yaml);
	return d->count[DIAG_ERROR] > errors ? NULL : root;
}

struct ynode *yaml_parse(const struct source *src, struct arena *a, struct diag *d)
{
	struct ynode *root;

	if (src->text.n > YAML_MAX_BYTES) {
		diag_report(d, DIAG_YAML_LIMIT, (struct pos){ src->name, src->line0, 0 },
			    "%zu bytes; at most %u are read", src->text.n, YAML_MAX_BYTES);
		return NULL;
	}
	src = keep_source(src, a);
	root = yaml_plain(src, a);
	return root ? root : yaml_full(src, a, d);
}

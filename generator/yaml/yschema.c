/* yaml: tables applied to trees, one function a type. May know base only. */
#include "yaml/yschema.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 4000
#define ID_MAX 80
#define LIST_MAX 10000

struct bind {
	struct arena *a;
	struct diag *d;
	bool bad;
};

#define complain(b, n, code, ...) ((b)->bad = true, yaml_report((n), (b)->d, (code), __VA_ARGS__))

static const char *const kinds[] = { [Y_SCALAR] = "text", [Y_LIST] = "a list", [Y_MAP] = "a mapping" };

/* True for a scalar; otherwise reports that wanted was wanted. */
static bool is_scalar(struct bind *b, const struct yfield *f, const struct ynode *n, const char *wanted)
{
	if (n->kind == Y_SCALAR)
		return true;
	complain(b, n, DIAG_VALUE_TYPE, "'%s' is %s, not %s", f->key, kinds[n->kind], wanted);
	return false;
}

/* The scalar's text without the line ends of a block, or NULL when its length is out of range. */
static const char *text_of(struct bind *b, const struct yfield *f, const struct ynode *n, size_t min, size_t max)
{
	struct span t = n->text;

	while (t.n && t.p[t.n - 1] == '\n')
		t.n--;
	if (t.n < min || t.n > max) {
		if (t.n == 0)
			complain(b, n, DIAG_VALUE_RANGE, "'%s' is empty", f->key);
		else
			complain(b, n, DIAG_VALUE_RANGE, "'%s' has %zu bytes; %zu to %zu are allowed", f->key, t.n,
				 min, max);
		return NULL;
	}
	return t.n == n->text.n ? t.p : arena_strndup(b->a, t.p, t.n);
}

static const char *bounded_text(struct bind *b, const struct yfield *f, const struct ynode *n, long default_max)
{
	bool given = f->min || f->max;

	return text_of(b, f, n, given ? (size_t)f->min : 1, (size_t)(given ? f->max : default_max));
}

static bool is_id(const char *s)
{
	char before = '-';

	for (; *s; s++) {
		bool word = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');

		if (!word && (*s != '-' || before == '-'))
			return false;
		before = *s;
	}
	return before != '-';
}

static void bind_text(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	if (is_scalar(b, f, n, "text"))
		*(const char **)out = bounded_text(b, f, n, TEXT_MAX);
}

static void bind_id(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	const char *id;

	if (!is_scalar(b, f, n, "an id"))
		return;
	id = bounded_text(b, f, n, ID_MAX);
	if (id && *id && !is_id(id)) {
		complain(b, n, DIAG_VALUE_TYPE,
			 "'%.*s' is no id; an id has lower-case letters, digits and single hyphens",
			 span_shown(span_of(id)), id);
		return;
	}
	*(const char **)out = id;
}

static void bind_text_at(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	struct ytext *t = out;

	t->at = n->at;
	t->node = n;
	bind_text(b, f, n, &t->text);
}

static void bind_id_at(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	struct ytext *t = out;

	t->at = n->at;
	t->node = n;
	bind_id(b, f, n, &t->text);
}

static bool parse_long(struct span s, long *out)
{
	char *end;

	if (!s.n || !strchr("-0123456789", *s.p) || s.n > 20)
		return false;
	errno = 0;
	*out = strtol(s.p, &end, 10);
	return !errno && end == s.p + s.n;
}

static void bind_int(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	bool given = f->min || f->max;
	long min = given ? f->min : LONG_MIN, max = given ? f->max : LONG_MAX;
	long value;

	if (!is_scalar(b, f, n, "a whole number"))
		return;
	if (!n->plain || !parse_long(n->text, &value)) {
		complain(b, n, DIAG_VALUE_TYPE, "'%s' is '%.*s', not a whole number", f->key, span_shown(n->text),
			 n->text.p);
		return;
	}
	if (value < min || value > max) {
		complain(b, n, DIAG_VALUE_RANGE, "'%s' is %ld; %ld to %ld are allowed", f->key, value, min, max);
		return;
	}
	*(long *)out = value;
}

static void bind_bool(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	bool yes = span_is(n->text, "true");

	if (!is_scalar(b, f, n, "true or false"))
		return;
	if (!n->plain || (!yes && !span_is(n->text, "false"))) {
		complain(b, n, DIAG_VALUE_TYPE, "'%s' is '%.*s', neither true nor false", f->key,
			 span_shown(n->text), n->text.p);
		return;
	}
	*(bool *)out = yes;
}

static bool parse_date(struct bind *b, const struct yfield *f, const struct ynode *n, struct span s, struct date *out)
{
	if (date_parse_iso(s, out))
		return true;
	b->bad = true;
	yaml_report_inside(n, (size_t)(s.p - n->text.p), b->d, DIAG_DATE_INVALID,
			   "'%s' is '%.*s'; a date is written YYYY-MM-DD", f->key, SPAN_SHOWN(s));
	return false;
}

static void bind_date(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	if (is_scalar(b, f, n, "a date"))
		parse_date(b, f, n, n->text, out);
}

static void bind_period(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	struct date *period = out;
	struct date got[2];
	ptrdiff_t slash;

	if (!is_scalar(b, f, n, "a date or two dates"))
		return;
	slash = span_chr(n->text, '/');
	if (!parse_date(b, f, n, slash < 0 ? n->text : span_make(n->text.p, (size_t)slash), &got[0]))
		return;
	got[1] = got[0];
	if (slash >= 0 && !parse_date(b, f, n, span_skip(n->text, (size_t)slash + 1), &got[1]))
		return;
	if (date_cmp(got[0], got[1]) > 0) {
		complain(b, n, DIAG_DATE_ORDER, "'%s' is '%s'", f->key, n->text.p);
		return;
	}
	period[0] = got[0];
	period[1] = got[1];
}

static size_t max_count(const struct yfield *f)
{
	return f->max ? (size_t)f->max : LIST_MAX;
}

static bool count_fits(struct bind *b, const struct yfield *f, const struct ynode *n, size_t count)
{
	if (count <= max_count(f) && count >= (size_t)f->min)
		return true;
	complain(b, n, DIAG_VALUE_RANGE, "'%s' has %zu entries; %ld to %zu are allowed", f->key, count, f->min,
		 max_count(f));
	return false;
}

static void bind_texts(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	struct ytexts *list = out;
	size_t i, count = n->kind == Y_LIST ? n->n : 1;

	if (n->kind == Y_MAP) {
		complain(b, n, DIAG_VALUE_TYPE, "'%s' is a mapping, not a list of texts", f->key);
		return;
	}
	if (!count_fits(b, f, n, count))
		return;
	list->v = arena_calloc(b->a, count, sizeof *list->v);
	for (i = 0; i < count; i++) {
		const struct ynode *item = n->kind == Y_LIST ? n->item[i] : n;
		const char *text;

		if (!is_scalar(b, f, item, "text"))
			continue;
		text = text_of(b, f, item, 1, TEXT_MAX);
		if (text)
			list->v[list->n++] = (struct ytext){ text, item->at, item };
	}
}

static void bind_map(struct bind *b, const struct yschema *s, const struct ynode *n, void *out);

static void bind_sub(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	bind_map(b, f->sub, n, out);
}

static void bind_list(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	struct ylist *list = out;
	size_t i;

	if (n->kind != Y_LIST) {
		complain(b, n, DIAG_VALUE_TYPE, "'%s' is %s, not a list", f->key, kinds[n->kind]);
		return;
	}
	if (!count_fits(b, f, n, n->n))
		return;
	list->n = n->n;
	list->v = arena_calloc(b->a, n->n, f->sub->size);
	for (i = 0; i < n->n; i++)
		bind_map(b, f->sub, n->item[i], (char *)list->v + i * f->sub->size);
}

static void bind_node(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	(void)b;
	(void)f;
	*(const struct ynode **)out = n;
}

static void bind_enum(struct bind *b, const struct yfield *f, const struct ynode *n, void *out)
{
	size_t count;

	if (!is_scalar(b, f, n, "one word of a list"))
		return;
	for (count = 0; f->words[count]; count++) {
		if (span_is(n->text, f->words[count])) {
			*(int *)out = (int)count;
			return;
		}
	}
	complain(b, n, DIAG_VALUE_RANGE, "'%s' cannot be '%.*s'%s", f->key, span_shown(n->text), n->text.p,
		 yaml_hint(n->text, f->words, count, b->a));
}

static void (*const binders[])(struct bind *, const struct yfield *, const struct ynode *, void *) = {
	[YT_TEXT] = bind_text,     [YT_ID] = bind_id,         [YT_INT] = bind_int,   [YT_BOOL] = bind_bool,
	[YT_DATE] = bind_date,     [YT_PERIOD] = bind_period, [YT_TEXTS] = bind_texts, [YT_MAP] = bind_sub,
	[YT_LIST] = bind_list,     [YT_NODE] = bind_node,     [YT_ENUM] = bind_enum, [YT_TEXT_AT] = bind_text_at,
	[YT_ID_AT] = bind_id_at,
};
_Static_assert(sizeof binders / sizeof *binders == YT_COUNT, "one binder per type");

/* What absent keys leave behind. */
static void set_defaults(const struct yschema *s, void *out)
{
	size_t i;

	for (i = 0; i < s->count; i++) {
		const struct yfield *f = &s->fields[i];
		void *member = (char *)out + f->offset;

		if (f->type == YT_INT)
			*(long *)member = f->absent;
		else if (f->type == YT_BOOL)
			*(bool *)member = f->absent != 0;
		else if (f->type == YT_ENUM)
			*(int *)member = (int)f->absent;
		else if (f->type == YT_MAP)
			set_defaults(f->sub, member);
	}
}

static void report_unknown_key(struct bind *b, const struct yschema *s, const struct ynode *key)
{
	const char **names = arena_calloc(b->a, s->count, sizeof *names);
	size_t i;

	for (i = 0; i < s->count; i++)
		names[i] = s->fields[i].key;
	complain(b, key, DIAG_KEY_UNKNOWN, "'%.*s' in this %s%s", span_shown(key->text), key->text.p, s->what,
		 yaml_hint(key->text, names, s->count, b->a));
}

static const struct yfield *field_named(const struct yschema *s, struct span key)
{
	size_t i;

	for (i = 0; i < s->count; i++) {
		if (span_is(key, s->fields[i].key))
			return &s->fields[i];
	}
	return NULL;
}

static void check_required(struct bind *b, const struct yschema *s, const struct ynode *n)
{
	size_t i;

	for (i = 0; i < s->count; i++) {
		const struct ynode *value = yaml_get(n, s->fields[i].key);

		if (!s->fields[i].required || (value && !yaml_is_null(value)))
			continue;
		if (value)
			complain(b, value, DIAG_KEY_MISSING, "'%s' of this %s has no value", s->fields[i].key,
				 s->what);
		else
			complain(b, n, DIAG_KEY_MISSING, "this %s has no '%s'", s->what, s->fields[i].key);
	}
}

static void bind_map(struct bind *b, const struct yschema *s, const struct ynode *n, void *out)
{
	size_t i;

	memset(out, 0, s->size);
	set_defaults(s, out);
	if (s->pos_offset >= 0)
		*(struct pos *)(void *)((char *)out + s->pos_offset) = n->at;
	if (n->kind != Y_MAP) {
		complain(b, n, DIAG_VALUE_TYPE, "this %s is %s, not a mapping of keys to values", s->what,
			 kinds[n->kind]);
		return;
	}
	for (i = 0; i < n->n; i++) {
		const struct yfield *f = field_named(s, n->key[i]->text);

		if (!f)
			report_unknown_key(b, s, n->key[i]);
		else if (!yaml_is_null(n->item[i]) || f->type == YT_NODE)
			binders[f->type](b, f, n->item[i], (char *)out + f->offset);
	}
	check_required(b, s, n);
}

int yaml_bind(const struct ynode *n, const struct yschema *s, void *out, struct arena *a, struct diag *d)
{
	struct bind b = { .a = a, .d = d };

	bind_map(&b, s, n, out);
	return b.bad ? -1 : 0;
}

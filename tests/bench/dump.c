/* tests/bench: walks a record's table and makes JSON of it. */
#include <string.h>
#include "bench.h"
#include "mustache/mustache_int.h"

static json_t *object(const struct mu_record *rec, const void *data);

static json_t *text_or_null(const char *s)
{
	return s && *s ? json_string(s) : json_null();
}

static json_t *script_json(const char *s)
{
	struct strbuf out = STRBUF_INIT, scratch = STRBUF_INIT;
	json_t *j;

	mu_write(&out, &(struct mu_value){ s, NULL, MU_JSON }, false, NULL, &scratch);
	j = text_or_null(sb_str(&out));
	sb_release(&out);
	sb_release(&scratch);
	return j;
}

static json_t *list(const struct mu_list *l, const struct mu_record *rec)
{
	const char *const *text = l->items;
	json_t *a = json_array();

	for (size_t i = 0; i < l->count; i++)
		json_array_append_new(a, rec ? object(rec, (const char *)l->items + i * rec->size) : json_string(text[i]));
	return a;
}

static json_t *value(const struct mu_field *f, const void *member)
{
	const void *p = NULL;

	switch (f->type) {
	case MU_INT:
		return json_integer(*(const long *)member);
	case MU_BOOL:
		return json_boolean(*(const bool *)member);
	case MU_LIST:
		return list(member, f->record);
	default:
		break;
	}
	memcpy(&p, member, sizeof p);
	if (f->type == MU_OBJECT)
		return object(f->record, p);
	return f->type == MU_JSON ? script_json(p) : text_or_null(p);
}

static json_t *object(const struct mu_record *rec, const void *data)
{
	json_t *o;

	if (!data)
		return json_null();
	o = json_object();
	for (size_t i = 0; i < rec->count; i++)
		json_object_set_new(o, rec->fields[i].name,
				    value(&rec->fields[i], (const char *)data + rec->fields[i].offset));
	return o;
}

json_t *bench_json(const struct mu_record *rec, const void *data)
{
	return object(rec, data);
}

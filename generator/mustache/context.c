/* mustache/context: what a name means in a stack of values, be they structs described
 * by tables or nodes of a provider. Knows nothing of templates but names. */
#include <string.h>
#include "mustache/mustache_int.h"

static const struct mu_field *search(const struct mu_record *rec, struct span name)
{
	for (size_t i = 0; i < rec->count; i++) {
		const char *have = rec->fields[i].name;

		if (have[0] == name.p[0] && strncmp(have, name.p, name.n) == 0 && have[name.n] == '\0')
			return &rec->fields[i];
	}
	return NULL;
}

const struct mu_field *mu_field_find(const struct mu_record *rec, struct mu_part *part)
{
	const struct mu_field *f;
	const struct mu_record *gone;
	int i;

	for (i = 0; i < MU_CACHE; i++) {
		f = atomic_load_explicit(&part->hit[i], memory_order_relaxed);
		if (mu_in_table(rec, f))
			return f;
		gone = atomic_load_explicit(&part->miss[i], memory_order_relaxed);
		if (gone == rec)
			return NULL;
	}
	f = search(rec, part->text);
	/* two threads may fill the same place: either entry is true */
	for (i = 0; i < MU_CACHE; i++) {
		if (f && !atomic_load_explicit(&part->hit[i], memory_order_relaxed)) {
			atomic_store_explicit(&part->hit[i], f, memory_order_relaxed);
			break;
		}
		if (!f && !atomic_load_explicit(&part->miss[i], memory_order_relaxed)) {
			atomic_store_explicit(&part->miss[i], rec, memory_order_relaxed);
			break;
		}
	}
	return f;
}

/* One step down. FOUND_UNKNOWN: v has no such child. */
static enum mu_found child(const struct mu_value *v, const struct mu_provider *prov, struct mu_part *part,
			   struct mu_value *out)
{
	const struct mu_field *f;
	const void *node;

	if (v->type == MU_NODE) {
		node = prov->child(v->p, part->text);
		if (!node)
			return FOUND_UNKNOWN;
		*out = (struct mu_value){node, NULL, MU_NODE};
		return FOUND;
	}
	if (v->type != MU_OBJECT || !v->rec)
		return FOUND_UNKNOWN;
	f = mu_field_find(v->rec, part);
	if (!f)
		return FOUND_UNKNOWN;
	if (!v->p)
		return FOUND_EMPTY;
	mu_load(v->p, f, out);
	return FOUND;
}

/* Nothing can be asked of it, so that a name behind it is empty rather than unknown. */
static bool is_empty(const struct mu_provider *prov, struct mu_value v)
{
	if (v.type == MU_OBJECT)
		return !v.p;
	return v.type == MU_NODE && prov->truth(v.p) != MU_TRUE;
}

enum mu_found mu_lookup(const struct mu_value *frame, size_t n, const struct mu_provider *prov,
			const struct mu_name *name, struct mu_value *out)
{
	enum mu_found found = FOUND_UNKNOWN;
	size_t i;

	for (i = n; i > 0 && found == FOUND_UNKNOWN; i--)
		found = child(&frame[i - 1], prov, &name->part[0], out);
	for (i = 1; i < name->count && found == FOUND; i++) {
		struct mu_value v = *out;

		found = is_empty(prov, v) ? FOUND_EMPTY : child(&v, prov, &name->part[i], out);
	}
	if (found != FOUND)
		*out = (struct mu_value){NULL, NULL, MU_NOTHING};
	return found;
}

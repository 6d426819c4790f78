/* mustache/mention: whether a template can ask for a name at all. */
#include "mustache/mustache_int.h"

struct walk {
	VEC(const struct mu_program *) programs;      /* that can be reached, each once */
	struct arena arena;
};

static void add(struct walk *w, const struct mu_program *p)
{
	for (size_t i = 0; i < w->programs.n; i++)
		if (w->programs.v[i] == p)
			return;
	if (p)
		*(const struct mu_program **)vec_push(&w->programs, &w->arena) = p;
}

static bool in_name(const struct mu_name *name, const char *part)
{
	for (size_t i = 0; name && i < name->count; i++)
		if (span_is(name->part[i].text, part))
			return true;
	return false;
}

bool mu_mentions(const struct mu_set *s, const char *name, const char *part)
{
	struct walk w = {.arena = ARENA_INIT};
	bool found = false;

	add(&w, mu_find(s, span_of(name)));
	for (size_t i = 0; i < w.programs.n && !found; i++) {
		const struct mu_program *p = w.programs.v[i];

		for (uint32_t k = 0; k < p->count && !found; k++) {
			bool reference = p->op[k].code == OP_PARTIAL || p->op[k].code == OP_PARENT;

			/* a name that data decides can lead anywhere */
			found = in_name(p->op[k].name, part) || (reference && p->op[k].name);
			if (reference)
				add(&w, p->op[k].target);
		}
	}
	arena_release(&w.arena);
	return found;
}

bool mu_writes(const struct mu_set *s, const char *text)
{
	for (size_t i = 0; i < s->sorted.n; i++)
		if (span_find(s->sorted.v[i]->src.text, text) >= 0)
			return true;
	return false;
}

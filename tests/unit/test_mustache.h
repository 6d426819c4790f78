/* Shared by the tests of the template engine: messages as text, small sets. */
#ifndef TEST_MUSTACHE_H
#define TEST_MUSTACHE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include "mustache/mustache.h"

/* All messages: "file:line:col slug detail", each note on a line of its own behind "  ". */
static inline const char *messages(struct diag *d, struct arena *a)
{
	const char *text = "";

	for (size_t i = 0; i < d->n; i++) {
		const struct diag_entry *e = &d->entry[i];

		text = arena_printf(a, "%s%s:%u:%u %s%s%s\n", text, e->at.file ? e->at.file : "", e->at.line,
				    e->at.col, diag_code_slug(e->code), e->detail ? " " : "",
				    e->detail ? e->detail : "");
		for (const struct diag_note *n = e->notes; n; n = n->next) {
			if (n->at.file)
				text = arena_printf(a, "%s  %s:%u:%u %s\n", text, n->at.file, n->at.line,
						    n->at.col, n->text);
			else
				text = arena_printf(a, "%s  %s\n", text, n->text);
		}
	}
	return text;
}

/* A set of templates: name, text, name, text, ..., NULL. File names are the names. */
static inline struct mu_set *set_of(struct diag *d, bool lenient, const char *const *pairs)
{
	struct mu_set *s = mu_set_new((struct mu_options){.lenient = lenient});

	for (; *pairs; pairs += 2)
		mu_set_add(s, pairs[0], pairs[0], span_of(pairs[1]), d);
	mu_set_link(s, d);
	return s;
}

#define TEMPLATES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Compiles and links; expects exactly these messages. */
static inline void expect_messages(const char *const *pairs, const char *expected)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	struct mu_set *s = set_of(&d, false, pairs);

	assert_string_equal(messages(&d, &a), expected);
	mu_set_free(s);
	diag_release(&d);
	arena_release(&a);
}

#endif

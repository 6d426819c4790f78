/* Tests: what a sink must hold. */
#ifndef TESTS_UNIT_EXPECT_DIAG_H
#define TESTS_UNIT_EXPECT_DIAG_H

#include "unit.h"
#include "base/diag.h"

/* Shown when a test fails, so that the reason can be read from the log. */
static inline void show_diag(const struct diag *d)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		print_message("%s:%u:%u %s: %s\n", d->entry[i].at.file, d->entry[i].at.line, d->entry[i].at.col,
			      diag_code_slug(d->entry[i].code), d->entry[i].detail ? d->entry[i].detail : "");
}

/* Exactly n messages. */
static inline void expect_count(const struct diag *d, size_t n)
{
	if (d->n != n)
		show_diag(d);
	assert_int_equal(d->n, n);
}

/* Message i: its code, its place and a part of its detail. */
static inline const struct diag_entry *expect_diag(const struct diag *d, size_t i, enum diag_code code, unsigned line,
						   unsigned col, const char *detail)
{
	const struct diag_entry *e;

	if (i >= d->n)
		show_diag(d);
	assert_true(i < d->n);
	e = &d->entry[i];
	if (e->code != code || e->at.line != line || e->at.col != col || !e->detail || !strstr(e->detail, detail))
		show_diag(d);
	assert_string_equal(diag_code_slug(e->code), diag_code_slug(code));
	assert_int_equal(e->at.line, line);
	assert_int_equal(e->at.col, col);
	assert_non_null(e->detail);
	assert_non_null(strstr(e->detail, detail));
	return e;
}

#endif

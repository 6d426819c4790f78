/* Tests: a folder of files that is gone afterwards, with an arena and a sink. */
#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include "unit.h"
#include <unistd.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"

struct scratch {
	char dir[64];
	struct arena a;
	struct diag d;
};

static inline void scratch_open(struct scratch *s)
{
	memset(s, 0, sizeof *s);
	strcpy(s->dir, "/tmp/gradeline-test-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
}

static inline const char *scratch_path(struct scratch *s, const char *name)
{
	return fs_join(&s->a, s->dir, name);
}

static inline void scratch_write(struct scratch *s, const char *name, const char *text)
{
	assert_int_equal(fs_write(scratch_path(s, name), span_of(text)), 0);
}

static inline void scratch_close(struct scratch *s)
{
	assert_int_equal(fs_remove_tree(s->dir), 0);
	arena_release(&s->a);
	diag_release(&s->d);
}

/* As setup and teardown: a folder of the test's own, which is the current one. */
static inline int scratch_enter(void **state)
{
	char *dir = strdup("/tmp/gradeline-test-XXXXXX");

	*state = dir;
	return mkdtemp(dir) && chdir(dir) == 0 ? 0 : -1;
}

static inline int scratch_leave(void **state)
{
	int rc = chdir("/") == 0 ? fs_remove_tree(*state) : -1;

	free(*state);
	return rc;
}

#endif

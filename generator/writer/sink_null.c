/* writer/sink_null: the sink of `check`: every check of a sink, no files. */
#include "writer/sink_int.h"

#include <string.h>

static int null_put(struct sink *s, const char *path, struct span bytes, bool *changed, struct diag *d)
{
	(void)s;
	(void)path;
	(void)bytes;
	(void)d;
	*changed = false;
	return 0;
}

static int null_commit(struct sink *s, struct diag *d)
{
	(void)s;
	(void)d;
	return 0;
}

static void null_close(struct sink *s)
{
	(void)s;
}

struct sink *sink_null_open(void)
{
	static const struct sink_ops ops = { .put = null_put, .commit = null_commit, .close = null_close };
	struct sink *s = xmalloc(sizeof *s);

	memset(s, 0, sizeof *s);
	sink_init(s, &ops);
	return s;
}

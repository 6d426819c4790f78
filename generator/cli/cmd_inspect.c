/* cli/cmd_inspect: what is understood of report files, one JSON object a line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/pool.h"
#include "cli/cmd.h"
#include "cli/tables.h"
#include "readers/inspect.h"
#include "readers/readers.h"

#define BATCH 256              /* files read before their lines are printed */

struct file {
	const char *path;
	struct strbuf line;
	struct diag d;
};

struct inspection {
	const struct model *model;
	struct file *file;
	struct arena arena[POOL_MAX];
	bool facts;
};

static void inspect_one(void *ctx, size_t i, unsigned worker)
{
	struct inspection *in = ctx;
	struct file *f = &in->file[i];
	struct report *r = reader_report_file(in->model, f->path, f->path, &in->arena[worker], &f->d);

	if (r) {
		inspect_json(r, f->path, in->facts, &f->line);
		sb_putc(&f->line, '\n');
		report_release(r);
	}
	arena_clear(&in->arena[worker]);
}

/* Prints the lines in the order of the files, whichever was read first. */
static void inspect_batch(struct inspection *in, size_t n, unsigned threads, struct diag *d)
{
	size_t i;

	pool_run(n, threads, inspect_one, in);
	for (i = 0; i < n; i++) {
		struct file *f = &in->file[i];

		fwrite(sb_str(&f->line), 1, f->line.n, stdout);
		sb_release(&f->line);
		diag_merge(d, &f->d);
	}
	finish_stdout(d);
}

static void inspect_files(const struct settings *s, const struct model *m, struct diag *d)
{
	struct inspection in = { .model = m, .facts = s->facts };
	unsigned threads = s->threads ? (unsigned)s->threads : pool_default();
	size_t done, i, n;

	in.file = xmalloc(BATCH * sizeof *in.file);
	for (done = 0; done < s->args; done += n) {
		n = s->args - done < BATCH ? s->args - done : BATCH;
		memset(in.file, 0, BATCH * sizeof *in.file);
		for (i = 0; i < n; i++)
			in.file[i].path = s->arg[done + i];
		inspect_batch(&in, n, threads, d);
	}
	free(in.file);
	for (i = 0; i < POOL_MAX; i++)
		arena_release(&in.arena[i]);
}

enum status cmd_inspect(const struct settings *s)
{
	struct diag d = DIAG_INIT;
	struct tables t;
	enum status status;

	if (tables_init(&t, s, &d))
		inspect_files(s, &t.model, &d);
	status = finish(s, t.root, &d);
	tables_release(&t);
	return status;
}

/* cli/cmd_diff: two built sites, or one and what the content would make now, compared. */
#include <stdio.h>
#include "cli/cmd.h"
#include "diff/diff.h"
#include "site/site.h"

typedef void printer(const struct diff *f, struct strbuf *out);

static printer *const printers[] = { [FORM_TEXT] = diff_text, [FORM_MARKDOWN] = diff_markdown, [FORM_JSON] = diff_json };

/* The site around here, built in memory. */
static int build(const struct settings *s, const char *root, struct tree *out, struct diag *d)
{
	struct site_options o = {
		.root = root,
		.threads = (unsigned)s->threads,
		.tree = out,
		.version = GRADELINE_VERSION,
	};
	struct site_stats stats;
	const char *output;

	return site_build(&o, &stats, &output, d);
}

static void compare(const struct settings *s, const char *root, struct diag *d)
{
	struct tree old = TREE_INIT, new = TREE_INIT;
	struct strbuf out = STRBUF_INIT;
	struct diff f = DIFF_INIT;
	const char *name = s->args > 1 ? s->arg[1] : "the content";
	int rc = tree_load_ours(&old, s->arg[0], s->arg[0], d);

	/* What is no site is said at once: a build may take a while. */
	if (rc == 0 && !diff_is_site(&old))
		rc = diff_make(&f, &old, s->arg[0], &old, s->arg[0], d);
	if (rc == 0)
		rc = s->args > 1 ? tree_load_ours(&new, s->arg[1], s->arg[1], d) : build(s, root, &new, d);
	if (rc == 0 && diff_make(&f, &old, s->arg[0], &new, name, d) == 0) {
		printers[s->form](&f, &out);
		fwrite(sb_str(&out), 1, out.n, stdout);
		finish_stdout(d);
	}
	sb_release(&out);
	diff_release(&f);
	tree_release(&old);
	tree_release(&new);
}

enum status cmd_diff(const struct settings *s)
{
	struct diag d = DIAG_INIT;
	struct arena a = ARENA_INIT;
	const char *root = s->args > 1 ? NULL : find_root(s, &a);
	enum status status;

	if (s->args < 2 && !root)
		report_no_root(&d);
	else
		compare(s, root, &d);
	status = finish(s, root, &d);
	arena_release(&a);
	return status;
}

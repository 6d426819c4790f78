/* site/inputs: whatever is not named here, and is no report, counts as something that all facts depend on. */
#include "site/inputs.h"

#include <fcntl.h>
#include <string.h>

void inputs_look_aside(struct inputs *in, const char *root, const struct site_config *c)
{
	static const char *const apart[] = { "reports", "pages", NULL };
	struct arena *a = &in->arena;
	const char *content, *pages;

	memset(in, 0, sizeof *in);
	content = fs_join(a, root, c->content_dir);
	pages = fs_join(a, c->content_dir, "pages");
	footprint_file(&in->tables, AT_FDCWD, fs_join(a, root, "site.yaml"), "site.yaml");
	footprint_tree(&in->tables, content, c->content_dir, apart, NULL, a);
	footprint_tree(&in->theme, fs_join(a, root, pages), pages, NULL, NULL, a);
	footprint_tree(&in->theme, fs_join(a, root, c->templates_dir), c->templates_dir, NULL, NULL, a);
	footprint_tree(&in->theme, fs_join(a, root, c->static_dir), c->static_dir, NULL, NULL, a);
}

void inputs_look(struct inputs *in, const char *root, const struct site_config *c)
{
	const char *name;

	inputs_look_aside(in, root, c);
	name = fs_join(&in->arena, c->content_dir, "reports");
	footprint_tree(&in->reports, fs_join(&in->arena, root, name), name, NULL, &in->list, &in->arena);
}

struct footprint inputs_sum(const struct inputs *in)
{
	struct footprint sum = in->tables;

	footprint_add(&sum, &in->theme);
	footprint_add(&sum, &in->reports);
	return sum;
}

void inputs_release(struct inputs *in)
{
	arena_release(&in->arena);
}

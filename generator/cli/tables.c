/* cli/tables: the site around the current folder, or of -C. */
#include "cli/tables.h"

#include <string.h>
#include "base/fs.h"
#include "config/config.h"
#include "readers/readers.h"

/* The content folder's name below the root. NULL: there is none; reported. */
static const char *find_content(struct tables *t, const struct settings *s, struct diag *d)
{
	struct site_config config;

	t->root = find_root(s, &t->a);
	if (t->root)
		return config_load(&config, t->root, &t->a, d) == 0 ? config.content_dir : NULL;
	report_no_root(d);
	return NULL;
}

bool tables_init(struct tables *t, const struct settings *s, struct diag *d)
{
	const char *path;

	memset(t, 0, sizeof *t);
	t->content = find_content(t, s, d);
	if (!t->content)
		return false;
	path = fs_join(&t->a, t->content, "frameworks");
	frameworks_load(&t->frameworks, fs_join(&t->a, t->root, path), path, &t->a, d);
	model_init(&t->model, &t->frameworks);
	t->model.cache = fs_join(&t->a, t->root, READERS_CACHE);
	readers_load_tables(&t->model, fs_join(&t->a, t->root, t->content), t->content, d);
	return true;
}

void tables_release(struct tables *t)
{
	if (t->content)
		model_release(&t->model);
	frameworks_release(&t->frameworks);
	arena_release(&t->a);
}

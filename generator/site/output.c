/* site/output: compares folders by their real paths. */
#include "site/output.h"

#include <stdlib.h>
#include <string.h>
#include "base/fs.h"

/* The real path of what exists of it, and the rest as written. */
static const char *real_path(const char *path, struct arena *a)
{
	char *real = realpath(path, NULL);
	const char *slash, *result;
	size_t n = strlen(path);

	if (real) {
		result = arena_strdup(a, real);
		free(real);
		return result;
	}
	while (n > 1 && path[n - 1] == '/')
		n--;
	path = arena_strndup(a, path, n);
	slash = strrchr(path, '/');
	if (!slash)
		return arena_printf(a, "%s/%s", real_path(".", a), path);
	if (slash == path)
		return path;
	return arena_printf(a, "%s/%s", real_path(arena_strndup(a, path, (size_t)(slash - path)), a), slash + 1);
}

static bool lies_in(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && (!path[n] || path[n] == '/' || (n && folder[n - 1] == '/'));
}

int output_check(const char *dir, const char *name, const char *root, const struct site_config *c, struct diag *d)
{
	const char *const inputs[] = { c->content_dir, c->templates_dir, c->static_dir };
	struct pos at = { name, 0, 0 };
	struct arena a = ARENA_INIT;
	const char *out = real_path(dir, &a);
	size_t i;
	int rc = 0;

	if (lies_in(real_path(root, &a), out)) {
		diag_report(d, DIAG_CONFIG_INVALID, at, "the output cannot be the site's own folder or one above it");
		rc = -1;
	}
	for (i = 0; rc == 0 && i < sizeof inputs / sizeof *inputs; i++) {
		if (lies_in(out, real_path(fs_join(&a, root, inputs[i]), &a))) {
			diag_report(d, DIAG_CONFIG_INVALID, at, "the output cannot lie in '%s', from which the site is made",
				    inputs[i]);
			rc = -1;
		}
	}
	arena_release(&a);
	return rc;
}

/* cli/share: finds the running program, and from there its files. */
#include "cli/share.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif
#include "base/fs.h"
#include "base/str.h"

#define SHARE "share/gradeline"

/* What the system says of the running program; NULL when it does not. The caller frees it. */
static char *ask_system(void)
{
#if defined(__APPLE__)
	char path[4096];
	uint32_t n = sizeof path;

	return _NSGetExecutablePath(path, &n) == 0 ? realpath(path, NULL) : NULL;
#else
	return realpath("/proc/self/exe", NULL);
#endif
}

/* The program that a shell would have run for this word. */
static char *look_up(const char *word, struct arena *a)
{
	const char *path = getenv("PATH"), *end;
	char *found = NULL;

	if (!word || !*word)
		return NULL;
	if (strchr(word, '/'))
		return realpath(word, NULL);
	for (; path && !found; path = *end ? end + 1 : NULL) {
		const char *file;

		end = path + strcspn(path, ":");
		file = fs_join(a, arena_strndup(a, path, (size_t)(end - path)), word);
		if (access(file, X_OK) == 0 && !fs_is_dir(file))
			found = realpath(file, NULL);
	}
	return found;
}

/* path without its last part. */
static struct span parent(struct span path)
{
	while (path.n && path.p[path.n - 1] != '/')
		path.n--;
	if (path.n)
		path.n--;
	return path;
}

const char *share_dir(const char *argv0, struct arena *a)
{
	char *program = ask_system();
	const char *dir = NULL;
	struct span prefix;

	if (!program)
		program = look_up(argv0, a);
	if (program) {
		prefix = parent(parent(span_of(program)));
		dir = arena_printf(a, "%.*s/" SHARE, SPAN_FMT(prefix));
	}
	free(program);
	return dir;
}

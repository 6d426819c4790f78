/* cli/browser: xdg-open, or open on macOS, as a child of its own session. */
#include "cli/browser.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define LAST_FD 1024

static bool has(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

/* Without a display xdg-open would start a browser in our terminal. */
static bool can_show(void)
{
#if defined(__APPLE__)
	return true;
#else
	return has("DISPLAY") || has("WAYLAND_DISPLAY") || has("BROWSER");
#endif
}

/* Between fork and exec: only calls that are safe there. Ctrl-C for us is not for the browser. */
static void become(const char *url)
{
#if defined(__APPLE__)
	static const char program[] = "open";
#else
	static const char program[] = "xdg-open";
#endif
	int null = open("/dev/null", O_RDWR), fd;

	setsid();
	signal(SIGPIPE, SIG_DFL);
	if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
		_exit(1);
	for (fd = 3; fd < LAST_FD; fd++)
		close(fd);
	execlp(program, program, url, (char *)NULL);
	_exit(1);
}

pid_t browser_open(const char *url)
{
	pid_t pid;

	if (!can_show())
		return 0;
	pid = fork();
	if (pid == 0)
		become(url);
	return pid;
}

bool browser_done(pid_t pid, bool *failed)
{
	int status;

	if (waitpid(pid, &status, WNOHANG) != pid)
		return false;
	*failed = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	return true;
}

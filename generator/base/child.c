/* base/child: a child process that cannot run away. It gets no input, a limit on
 * processor time, memory, wall time and output, and no descriptor of ours. */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_STDERR 4096
#define LAST_FD 1024             /* descriptors closed in the child */
#define EXIT_NO_PROGRAM 127

struct child {
	pid_t pid;
	int out, err;                  /* our ends */
};

static void limit(int what, rlim_t value)
{
	struct rlimit l = { value, value };

	setrlimit(what, &l);
}

/* Between fork and exec: only calls that are safe there. */
static void become(const struct child_run *run, int out, int err)
{
	int null = open("/dev/null", O_RDONLY);
	int fd;

	if (null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
		_exit(EXIT_NO_PROGRAM - 1);
	for (fd = 3; fd < LAST_FD; fd++)
		close(fd);
	limit(RLIMIT_CPU, run->cpu_seconds);
	limit(RLIMIT_AS, run->max_memory);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	execvp(run->argv[0], (char *const *)(uintptr_t)run->argv);
	_exit(errno == ENOENT ? EXIT_NO_PROGRAM : EXIT_NO_PROGRAM - 1);
}

static bool start(const struct child_run *run, struct child *c)
{
	int out[2] = { -1, -1 }, err[2] = { -1, -1 };

	c->pid = -1;
	if (pipe(out) == 0 && pipe(err) == 0) {
		fcntl(out[0], F_SETFL, O_NONBLOCK);
		fcntl(err[0], F_SETFL, O_NONBLOCK);
		c->pid = fork();
	}
	if (c->pid == 0)
		become(run, out[1], err[1]);
	if (out[1] >= 0)
		close(out[1]);
	if (err[1] >= 0)
		close(err[1]);
	c->out = out[0];
	c->err = err[0];
	return c->pid > 0;
}

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Takes what there is. False at the end of the stream. */
static bool drain(int fd, struct strbuf *to, size_t keep)
{
	char bytes[65536];
	ssize_t got = read(fd, bytes, sizeof bytes);

	if (got < 0)
		return errno == EAGAIN || errno == EINTR;
	if (got > 0 && to->n < keep)
		sb_add(to, bytes, (size_t)got < keep - to->n ? (size_t)got : keep - to->n);
	return got > 0;
}

/* Both streams to their ends; sets failure when a limit is met. */
static void collect(struct child_run *run, const struct child *c)
{
	struct pollfd p[2] = { { c->out, POLLIN, 0 }, { c->err, POLLIN, 0 } };
	long long deadline = now_ms() + 1000LL * run->wall_seconds;

	while ((p[0].fd >= 0 || p[1].fd >= 0) && !run->failure) {
		long long left = deadline - now_ms();

		if (left <= 0) {
			run->failure = "it took too long";
			break;
		}
		if (poll(p, 2, (int)left) < 0 && errno != EINTR) {
			run->failure = "its output could not be read";
			break;
		}
		if (p[0].revents && !drain(p[0].fd, &run->out, run->max_out + 1))
			p[0].fd = -1;
		if (p[1].revents && !drain(p[1].fd, &run->err, MAX_STDERR))
			p[1].fd = -1;
		if (run->out.n > run->max_out)
			run->failure = "it gives more output than is read";
	}
}

static void finish(struct child_run *run, const struct child *c)
{
	int status = 0;
	pid_t got;

	if (run->failure)
		kill(c->pid, SIGKILL);
	do
		got = waitpid(c->pid, &status, 0);
	while (got < 0 && errno == EINTR);
	run->status = got == c->pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	if (run->failure)
		return;
	if (run->status < 0)
		run->failure = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU ? "it took too much processor time"
										   : "it was ended by a signal";
	else if (run->status == EXIT_NO_PROGRAM)
		run->missing = true;
}

int child_run(struct child_run *run)
{
	struct child c;

	run->failure = NULL;
	run->missing = false;
	run->status = -1;
	if (start(run, &c)) {
		collect(run, &c);
		finish(run, &c);
	} else {
		run->failure = "no process could be started";
	}
	if (c.out >= 0)
		close(c.out);
	if (c.err >= 0)
		close(c.err);
	return run->failure || run->status ? -1 : 0;
}

/* serve/listen: takes a port, and looks up who has one (Linux: in /proc). */
#include "serve/listen.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 64
#define PORT_MAX 65535
#define STATE_LISTENING 0x0a           /* in /proc/net/tcp */

/* The socket that listens at the port, by its number in the table; 0 when there is none. */
static unsigned long listening_socket(const char *table, unsigned port)
{
	unsigned long inode = 0, found;
	unsigned local, state;
	char line[512];
	FILE *f = fopen(table, "re");

	if (!f)
		return 0;
	while (!inode && fgets(line, sizeof line, f))
		if (sscanf(line, " %*u: %*[0-9A-Fa-f]:%x %*[0-9A-Fa-f]:%*x %x %*x:%*x %*x:%*x %*x %*u %*u %lu", &local,
			   &state, &found) == 3 && local == port && state == STATE_LISTENING)
			inode = found;
	fclose(f);
	return inode;
}

/* True when the process has the socket open. Those of other people cannot be asked. */
static bool has_socket(const char *pid, const char *wanted)
{
	char path[64], target[64];
	struct dirent *e;
	bool found = false;
	DIR *dir;

	snprintf(path, sizeof path, "/proc/%.20s/fd", pid);
	dir = opendir(path);
	if (!dir)
		return false;
	while (!found && (e = readdir(dir))) {
		ssize_t n = readlinkat(dirfd(dir), e->d_name, target, sizeof target - 1);

		if (n <= 0)
			continue;
		target[n] = '\0';
		found = strcmp(target, wanted) == 0;
	}
	closedir(dir);
	return found;
}

static void describe(struct strbuf *out, const char *pid)
{
	char path[64], name[64] = "";
	FILE *f;

	snprintf(path, sizeof path, "/proc/%.20s/comm", pid);
	f = fopen(path, "re");
	if (f && fgets(name, sizeof name, f))
		name[strcspn(name, "\n")] = '\0';
	if (f)
		fclose(f);
	sb_printf(out, "%s%s%sprocess %.20s", *name ? "'" : "", name, *name ? "', " : "", pid);
}

/* Appends who listens at the port, or what can be said of it. */
static void who_has(struct strbuf *out, unsigned port)
{
	unsigned long inode = listening_socket("/proc/net/tcp", port);
	char wanted[64];
	struct dirent *e;
	bool found = false;
	DIR *dir = NULL;

	if (!inode)
		inode = listening_socket("/proc/net/tcp6", port);
	if (inode)
		dir = opendir("/proc");
	snprintf(wanted, sizeof wanted, "socket:[%lu]", inode);
	while (dir && !found && (e = readdir(dir)))
		if (e->d_name[0] >= '1' && e->d_name[0] <= '9' && (found = has_socket(e->d_name, wanted)))
			describe(out, e->d_name);
	if (dir)
		closedir(dir);
	if (!found)
		sb_puts(out, "another program");
}

/* The socket, or -1 with errno set. */
static int take(unsigned port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1, saved;

	if (fd < 0)
		return -1;
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	/* Connections of a server that just ended do not keep its port from the next. */
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

int listen_local(unsigned *port, struct diag *d)
{
	struct pos nowhere = { NULL, 0, 0 };
	struct strbuf who = STRBUF_INIT;
	unsigned first = *port, last = first + LISTEN_TRIES - 1;
	int fd = -1;

	if (last > PORT_MAX)
		last = PORT_MAX;
	for (; *port <= last && fd < 0; ++*port) {
		fd = take(*port);
		if (fd >= 0 || errno != EADDRINUSE)
			break;
		if (*port == first)
			who_has(&who, first);
	}
	if (fd >= 0 && *port != first)
		diag_report(d, DIAG_PORT_BUSY, nowhere, "%u has %s; %u is taken instead", first, sb_str(&who), *port);
	else if (fd < 0 && *port > last)
		diag_report(d, DIAG_NO_PORT, nowhere, "%u has %s; none up to %u is free", first, sb_str(&who), last);
	else if (fd < 0)
		diag_report(d, DIAG_NO_PORT, nowhere, "127.0.0.1:%u: %s", *port, strerror(errno));
	sb_release(&who);
	return fd;
}

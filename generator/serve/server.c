/* serve/server: the daemon, and the site that it shows. */
#include "serve/server_int.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "serve/listen.h"
#include "serve/request.h"

#define CONNECTIONS_MAX 96
#define REQUEST_BYTES ((size_t)32 << 10)       /* of a request's head and a connection's buffers */
#define IDLE_SECONDS 20u

/* Paths are decoded by request_path, which sees a NUL where libmicrohttpd would end the text. */
static size_t leave_escaped(void *cls, struct MHD_Connection *connection, char *text)
{
	(void)cls;
	(void)connection;
	return strlen(text);
}

static bool start(struct server *s, int fd, struct diag *d)
{
	s->daemon = MHD_start_daemon(MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
				     respond, s, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX,
				     MHD_OPTION_CONNECTION_MEMORY_LIMIT, REQUEST_BYTES, MHD_OPTION_CONNECTION_TIMEOUT,
				     IDLE_SECONDS, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_END);
	if (s->daemon)
		return true;
	close(fd);
	diag_report(d, DIAG_NO_PORT, (struct pos){ NULL, 0, 0 }, "the HTTP library could not be started");
	return false;
}

struct server *server_open(const struct server_options *o, struct diag *d)
{
	struct server *s = xmalloc(sizeof *s);
	int fd;

	memset(s, 0, sizeof *s);
	pthread_mutex_init(&s->lock, NULL);
	s->port = o->port;
	s->run = o->run;
	s->state = 1;
	s->rehearsal = o->base_path != NULL;
	if (!request_base(&s->base, o->base_path ? o->base_path : "/")) {
		diag_report(d, DIAG_USAGE, (struct pos){ NULL, 0, 0 },
			    "'--base-path %s': a path like /sub/ is needed, of letters, digits and '-._~'", o->base_path);
		goto fail;
	}
	fd = listen_local(&s->port, d);
	if (fd < 0)
		goto fail;
	sb_printf(&s->url, "http://127.0.0.1:%u%s", s->port, sb_str(&s->base));
	if (start(s, fd, d))
		return s;
fail:
	server_close(s);
	return NULL;
}

const char *server_url(const struct server *s)
{
	return sb_str(&s->url);
}

void server_wake(struct server *s)
{
	while (s->waits)
		MHD_resume_connection(s->waiting[--s->waits]);
}

void shown_drop(struct server *s, struct shown *site)
{
	bool last;

	pthread_mutex_lock(&s->lock);
	last = --site->refs == 0;
	pthread_mutex_unlock(&s->lock);
	if (!last)
		return;
	tree_release(&site->tree);
	free(site);
}

/* Both are sorted by path. */
static size_t differences(const struct tree *a, const struct tree *b)
{
	size_t i = 0, j = 0, count = 0;

	while (i < a->n || j < b->n) {
		int order = i == a->n ? 1 : j == b->n ? -1 : strcmp(a->v[i].path, b->v[j].path);

		count += order != 0 || !span_eq(a->v[i].bytes, b->v[j].bytes);
		i += order <= 0;
		j += order >= 0;
	}
	return count;
}

size_t server_show(struct server *s, struct tree *tree)
{
	struct shown *old = s->site, *new;
	size_t count = old ? differences(&old->tree, tree) : tree->n;

	new = xmalloc(sizeof *new);
	new->tree = *tree;
	new->refs = 1;
	*tree = (struct tree)TREE_INIT;
	pthread_mutex_lock(&s->lock);
	s->site = new;
	if (count || !old || s->problem.n) {
		s->state++;
		sb_clear(&s->problem);
		server_wake(s);
	}
	pthread_mutex_unlock(&s->lock);
	if (old)
		shown_drop(s, old);
	return count;
}

void server_problem(struct server *s, struct span text)
{
	pthread_mutex_lock(&s->lock);
	if (!span_eq(sb_view(&s->problem), text)) {
		sb_clear(&s->problem);
		sb_span(&s->problem, text);
		s->state++;
		server_wake(s);
	}
	pthread_mutex_unlock(&s->lock);
}

void server_nudge(struct server *s)
{
	pthread_mutex_lock(&s->lock);
	server_wake(s);
	pthread_mutex_unlock(&s->lock);
}

void server_close(struct server *s)
{
	if (!s)
		return;
	/* A connection that waits must be woken before the daemon can end; from now on none waits. */
	pthread_mutex_lock(&s->lock);
	s->closing = true;
	server_wake(s);
	pthread_mutex_unlock(&s->lock);
	if (s->daemon)
		MHD_stop_daemon(s->daemon);
	if (s->site)
		shown_drop(s, s->site);
	sb_release(&s->problem);
	sb_release(&s->base);
	sb_release(&s->url);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

/* serve, private: what the caller's thread and libmicrohttpd's share. */
#ifndef SERVE_SERVER_INT_H
#define SERVE_SERVER_INT_H

#include <microhttpd.h>
#include <pthread.h>
#include "serve/server.h"

#define WAITING_MAX 32                 /* pages that wait for news */

/* A site, alive as long as it is the last one or an answer is being sent from it. */
struct shown {
	struct tree tree;
	unsigned refs;                 /* under the server's lock */
};

struct server {
	struct MHD_Daemon *daemon;
	unsigned port;
	struct strbuf base, url;       /* set once */
	bool rehearsal;                /* a base path was asked for */
	const char *run;

	pthread_mutex_t lock;          /* for all below */
	struct shown *site;            /* NULL: none yet */
	struct strbuf problem;
	unsigned long state;
	bool closing;
	struct MHD_Connection *waiting[WAITING_MAX];
	size_t waits;
};

/* server.c; the lock is held. */
void server_wake(struct server *s);
void shown_drop(struct server *s, struct shown *site);

/* respond.c: libmicrohttpd's handler; cls is the server. */
enum MHD_Result respond(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
			const char *version, const char *upload, size_t *upload_size, void **request);

#endif

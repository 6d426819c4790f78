/* serve/server: shows a site that is held in memory to the browsers of this machine.
 *
 * It answers at 127.0.0.1 only, from libmicrohttpd's own thread, while the caller's thread makes the next site and
 * hands it over. All functions are for that one thread. The room knows trees and HTTP; it does not build, print, or
 * ask the clock. */
#ifndef SERVE_SERVER_H
#define SERVE_SERVER_H

#include "base/diag.h"
#include "writer/tree.h"

struct server;

struct server_options {
	unsigned port;                 /* the first that is tried */
	const char *base_path;         /* where the site lies on its host, "/sub/"; NULL: "/" */
	const char *run;               /* letters and digits that no earlier server had, so that its pages are told apart */
};

/* Starts to answer; until there is a site, with a page that says that it is being built. NULL (reported, USAGE for
 * a base path that cannot be one). */
struct server *server_open(const struct server_options *o, struct diag *d);
/* "http://127.0.0.1:8000/sub/", valid as long as the server. */
const char *server_url(const struct server *s);
/* Shows this site from now on. The server takes the tree over and leaves TREE_INIT behind; open pages reload
 * themselves when anything differs. Gives how many files are new, different or gone. */
size_t server_show(struct server *s, struct tree *tree);
/* Keeps the last site and shows this text on its pages; without a site, instead of them. It is copied. */
void server_problem(struct server *s, struct span text);
/* Answers the pages that wait for news, so that those that are gone are noticed. To be called every now and then. */
void server_nudge(struct server *s);
/* Ends all connections. NULL is fine. */
void server_close(struct server *s);

#endif

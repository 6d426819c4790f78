/* serve/request: what a request says, as pure functions of its text. */
#ifndef SERVE_REQUEST_H
#define SERVE_REQUEST_H

#include <stdbool.h>
#include "base/str.h"

/* Decodes the path of a request ("/areas/a%20b/", without the query) and appends it without its first '/'.
 * False when it is none that a file of a site could have: not from '/', a name that is empty, "." or "..", a
 * backslash, a control character (NUL, too), a '%' without two digits. out is then as it was. */
bool request_path(struct strbuf *out, struct span raw);
/* Appends a path for a header or an address: everything but unreserved characters and '/' as %XX. */
void request_encode(struct strbuf *out, struct span path);

/* True when a Host header names this machine: 127.0.0.1, localhost or [::1], with our port or none. A page of
 * another site that gave its own name our address sends its own name. NULL is false. */
bool request_host_ours(const char *host, unsigned port);

enum range {
	RANGE_WHOLE,           /* none asked for, or in a way that may be passed over */
	RANGE_PART,
	RANGE_NONE             /* nothing of the file lies in it */
};
/* Reads a Range header for a body of size bytes; NULL is RANGE_WHOLE. first and last are the part's ends, both included. */
enum range request_range(const char *header, size_t size, size_t *first, size_t *last);

/* What a file is, by the end of its name; text says its charset. */
const char *request_type(struct span path);

/* Puts a base path in the form "/" or "/sub/deeper/" and appends it. False when it cannot be one: letters,
 * digits and "-._~" in names, none of them "." or "..". */
bool request_base(struct strbuf *out, const char *text);

#endif

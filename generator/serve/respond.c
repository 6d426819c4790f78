/* serve/respond: one request, answered from the site in memory. Runs in libmicrohttpd's thread. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "serve/page.h"
#include "serve/request.h"
#include "serve/server_int.h"

#define STATE_MAX 80                   /* bytes of a state's name */

/* What the handler was called for before, kept as the request's pointer. */
static char seen, woken;

struct answer {
	struct server *s;
	struct MHD_Connection *connection;
	bool head;                     /* HEAD: no part of anything */
	struct shown *site;            /* held while answering; may be NULL */
	char state[STATE_MAX];
	struct strbuf problem;
};

static void add_header(struct MHD_Response *r, const char *name, const char *value)
{
	MHD_add_response_header(r, name, value);
}

/* What holds for every answer: nothing is kept, nothing is guessed, no other site may use it. */
static enum MHD_Result answer_with(struct answer *a, unsigned status, struct MHD_Response *r, const char *type)
{
	enum MHD_Result sent;

	if (!r)
		return MHD_NO;
	add_header(r, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	add_header(r, "X-Content-Type-Options", "nosniff");
	add_header(r, "Cross-Origin-Resource-Policy", "same-origin");
	add_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, type);
	sent = MHD_queue_response(a->connection, status, r);
	MHD_destroy_response(r);
	return sent;
}

static struct MHD_Response *copy_of(struct span bytes)
{
	return MHD_create_response_from_buffer(bytes.n, (void *)(uintptr_t)bytes.p, MHD_RESPMEM_MUST_COPY);
}

static enum MHD_Result refuse(struct answer *a, unsigned status, const char *why)
{
	struct MHD_Response *r = copy_of(span_of(why));

	if (r && status == MHD_HTTP_METHOD_NOT_ALLOWED)
		add_header(r, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
	return answer_with(a, status, r, "text/plain; charset=utf-8");
}

static struct page_extra extra(const struct answer *a)
{
	return (struct page_extra){ sb_str(&a->s->base), a->state, sb_view(&a->problem), !a->s->rehearsal };
}

/* A buffer that the answer takes over, as a page. */
static enum MHD_Result send_page(struct answer *a, unsigned status, struct strbuf *html)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(html->n, html->p, MHD_RESPMEM_MUST_FREE);

	return answer_with(a, status, r, request_type(SPAN_LIT(".html.html")));
}

static enum MHD_Result plain_page(struct answer *a, unsigned status, const char *heading, const char *text)
{
	struct page_extra x = extra(a);
	struct strbuf html = STRBUF_INIT;

	page_plain(&html, heading, text, &x);
	return send_page(a, status, &html);
}

static const char *header(const struct answer *a, const char *name)
{
	return MHD_lookup_connection_value(a->connection, MHD_HEADER_KIND, name);
}

/* A sending answer holds its site. */
struct hold {
	struct server *s;
	struct shown *site;
};

static void let_go(void *cls)
{
	struct hold *h = cls;

	shown_drop(h->s, h->site);
	free(h);
}

static struct MHD_Response *from_site(struct answer *a, struct span bytes)
{
	struct hold *h = xmalloc(sizeof *h);
	struct MHD_Response *r;

	*h = (struct hold){ a->s, a->site };
	pthread_mutex_lock(&a->s->lock);
	a->site->refs++;
	pthread_mutex_unlock(&a->s->lock);
	r = MHD_create_response_from_buffer_with_free_callback_cls(bytes.n, (void *)(uintptr_t)bytes.p, let_go, h);
	if (!r)
		let_go(h);
	return r;
}

static enum MHD_Result send_file(struct answer *a, const struct tree_file *file)
{
	const char *type = request_type(span_of(file->path));
	/* There is no validator to compare with, so a part of what may have changed is not given. */
	const char *wanted = a->head || header(a, MHD_HTTP_HEADER_IF_RANGE) ? NULL : header(a, MHD_HTTP_HEADER_RANGE);
	size_t first = 0, last = 0, size = file->bytes.n;
	unsigned status = MHD_HTTP_OK;
	struct span bytes = file->bytes;
	struct MHD_Response *r;
	char line[100] = "";

	switch (request_range(wanted, size, &first, &last)) {
	case RANGE_WHOLE:
		break;
	case RANGE_PART:
		status = MHD_HTTP_PARTIAL_CONTENT;
		bytes = span_make(bytes.p + first, last - first + 1);
		snprintf(line, sizeof line, "bytes %zu-%zu/%zu", first, last, size);
		break;
	case RANGE_NONE:
		status = MHD_HTTP_RANGE_NOT_SATISFIABLE;
		bytes.n = 0;
		snprintf(line, sizeof line, "bytes */%zu", size);
		break;
	}
	r = from_site(a, bytes);
	if (r)
		add_header(r, MHD_HTTP_HEADER_ACCEPT_RANGES, "bytes");
	if (r && *line)
		add_header(r, MHD_HTTP_HEADER_CONTENT_RANGE, line);
	return answer_with(a, status, r, type);
}

static bool is_page(const struct tree_file *file)
{
	return span_starts(span_of(request_type(span_of(file->path))), "text/html");
}

static enum MHD_Result send_html(struct answer *a, unsigned status, const struct tree_file *file)
{
	struct page_extra x = extra(a);
	struct strbuf html = STRBUF_INIT;

	x.rebase = x.rebase && status == MHD_HTTP_NOT_FOUND;
	page_with_extra(&html, file->bytes, &x);
	return send_page(a, status, &html);
}

static enum MHD_Result not_found(struct answer *a)
{
	const struct tree_file *page = tree_find(&a->site->tree, SPAN_LIT("404.html"));

	if (page)
		return send_html(a, MHD_HTTP_NOT_FOUND, page);
	return plain_page(a, MHD_HTTP_NOT_FOUND, "Not found", "The site has no page at this address, and no 404.html.");
}

/* path: below the base path, not encoded. */
static enum MHD_Result redirect(struct answer *a, struct span path)
{
	struct strbuf to = STRBUF_INIT;
	struct MHD_Response *r = copy_of(SPAN_LIT("Moved.\n"));

	sb_span(&to, sb_view(&a->s->base));
	request_encode(&to, path);
	if (r)
		add_header(r, MHD_HTTP_HEADER_LOCATION, sb_str(&to));
	sb_release(&to);
	return answer_with(a, MHD_HTTP_MOVED_PERMANENTLY, r, "text/plain; charset=utf-8");
}

static enum MHD_Result from_tree(struct answer *a, struct span path)
{
	bool folder = !path.n || span_ends(path, "/");
	const struct tree_file *file;
	struct strbuf index = STRBUF_INIT;

	if (!a->site)
		return plain_page(a, MHD_HTTP_SERVICE_UNAVAILABLE,
				  a->problem.n ? "The site could not be built" : "The site is being built",
				  a->problem.n ? "This page shows it as soon as it can." : "This page shows it when it is there.");
	file = folder ? NULL : tree_find(&a->site->tree, path);
	if (!file) {
		sb_span(&index, path);
		sb_puts(&index, folder ? "index.html" : "/index.html");
		file = tree_find(&a->site->tree, sb_view(&index));
		sb_truncate(&index, path.n + !folder);
		if (file && !folder) {
			enum MHD_Result sent = redirect(a, sb_view(&index));

			sb_release(&index);
			return sent;
		}
		sb_release(&index);
	}
	if (!file)
		return not_found(a);
	return is_page(file) ? send_html(a, MHD_HTTP_OK, file) : send_file(a, file);
}

/* The lock is held. */
static void name_state(struct answer *a)
{
	snprintf(a->state, sizeof a->state, "%s-%lu", a->s->run, a->s->state);
}

/* The page says what it shows; it is answered once that is no longer so. */
static enum MHD_Result wait_for_news(struct answer *a, void **request)
{
	const char *has = MHD_lookup_connection_value(a->connection, MHD_GET_ARGUMENT_KIND, "state");
	struct server *s = a->s;
	bool waits;

	pthread_mutex_lock(&s->lock);
	name_state(a);
	waits = *request != &woken && !s->closing && has && strcmp(has, a->state) == 0 && s->waits < WAITING_MAX;
	if (waits) {
		*request = &woken;
		MHD_suspend_connection(a->connection);
		s->waiting[s->waits++] = a->connection;
	}
	pthread_mutex_unlock(&s->lock);
	return waits ? MHD_YES : answer_with(a, MHD_HTTP_OK, copy_of(span_of(a->state)), "text/plain; charset=utf-8");
}

static enum MHD_Result own_file(struct answer *a, struct span name, void **request)
{
	struct span bytes = page_own_file(name);

	if (span_is(name, "wait"))
		return wait_for_news(a, request);
	if (!bytes.p)
		return refuse(a, MHD_HTTP_NOT_FOUND, "Not found.\n");
	return answer_with(a, MHD_HTTP_OK, copy_of(bytes), request_type(name));
}

/* path: decoded, without its first '/'. */
static enum MHD_Result route(struct answer *a, struct span path, void **request)
{
	struct span base = span_skip(sb_view(&a->s->base), 1);

	if (base.n && (!path.n || (path.n == base.n - 1 && strncmp(path.p, base.p, path.n) == 0)))
		return redirect(a, span_make("", 0));
	if (!span_starts(path, sb_str(&a->s->base) + 1))
		return refuse(a, MHD_HTTP_NOT_FOUND, "Not found: this is outside of the site.\n");
	path = span_skip(path, base.n);
	if (span_starts(path, PAGE_OWN))
		return own_file(a, span_skip(path, sizeof PAGE_OWN - 1), request);
	return from_tree(a, path);
}

/* Takes hold of what is shown at this moment. */
static void look_up(struct answer *a)
{
	struct server *s = a->s;

	pthread_mutex_lock(&s->lock);
	a->site = s->site;
	if (a->site)
		a->site->refs++;
	name_state(a);
	sb_span(&a->problem, sb_view(&s->problem));
	pthread_mutex_unlock(&s->lock);
}

enum MHD_Result respond(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
			const char *version, const char *upload, size_t *upload_size, void **request)
{
	struct answer a = { .s = cls, .connection = connection };
	struct strbuf path = STRBUF_INIT;
	enum MHD_Result done;

	(void)version;
	(void)upload;
	a.head = strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
	if (!a.head && strcmp(method, MHD_HTTP_METHOD_GET) != 0)
		return refuse(&a, MHD_HTTP_METHOD_NOT_ALLOWED, "Only GET and HEAD are answered.\n");
	/* The first call comes before any body; who sends one is not listened to. */
	if (!*request) {
		*request = &seen;
		return MHD_YES;
	}
	if (*upload_size)
		return MHD_NO;
	if (!request_host_ours(header(&a, MHD_HTTP_HEADER_HOST), a.s->port))
		return refuse(&a, MHD_HTTP_MISDIRECTED_REQUEST, "This server answers for 127.0.0.1 and localhost only.\n");
	if (request_path(&path, span_of(url))) {
		look_up(&a);
		done = route(&a, sb_view(&path), request);
	} else {
		done = refuse(&a, MHD_HTTP_BAD_REQUEST, "This is no address of a page.\n");
	}
	if (a.site)
		shown_drop(a.s, a.site);
	sb_release(&a.problem);
	sb_release(&path);
	return done;
}

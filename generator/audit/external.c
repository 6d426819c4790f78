/* audit/external: see external.h. */
#include "audit/external.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/child.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/vec.h"

#define HOSTS_AT_A_TIME 4
#define PAUSE_MS 250               /* between two requests to one host */
#define GOOD_DAYS 7
#define BAD_DAYS 1
#define MAX_CACHE (16u << 20)
/* curl's own exit statuses. */
enum {
	CURL_SCHEME = 1,
	CURL_URL = 3,
	CURL_RESOLVE = 6,
	CURL_CONNECT = 7,
	CURL_TIMEOUT = 28,
	CURL_REDIRECTS = 47,
	CURL_TLS = 60,
	CURL_SIZE = 63
};

enum answer { ANSWER_GOOD, ANSWER_BAD, ANSWER_UNKNOWN };

struct address {
	const char *url;               /* without its fragment */
	size_t file, offset;           /* where it is linked first */
	size_t more;                   /* other files that link to it */
	size_t last;
	bool fresh;                    /* the answer was kept, and is recent enough */
	enum answer answer;
	const char *why;               /* "404", "no such host" */
	struct date on;
};

struct host {
	VEC(struct address *) address;
};

struct check {
	const struct external_options *o;
	const struct links *links;
	struct arena arena;
	struct map by_url, by_host;
	struct arena *worker;
};

static void found(void *ctx, const char *url, size_t file, size_t offset)
{
	struct check *c = ctx;
	struct span s = span_of(url);
	ptrdiff_t fragment = span_chr(s, '#');
	struct address *a;

	if (fragment >= 0)
		s = span_make(s.p, (size_t)fragment);
	a = map_get(&c->by_url, s);
	if (!a) {
		a = arena_alloc(&c->arena, sizeof *a);
		*a = (struct address){ .url = arena_strndup(&c->arena, s.p, s.n), .file = file, .offset = offset, .last = file };
		map_set(&c->by_url, s, a);
	} else if (a->last != file) {
		a->last = file;
		a->more++;
	}
}

static json_t *read_cache(const struct external_options *o, struct arena *a)
{
	struct diag quiet = DIAG_INIT;
	struct span text;
	json_t *top = NULL;

	if (o->cache && fs_exists(o->cache) && fs_read(a, o->cache, o->cache, MAX_CACHE, &text, &quiet) == 0)
		top = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
	diag_release(&quiet);
	return top;
}

/* What was answered before, where that is not too long ago. */
static void recall(struct check *c, struct address *a, json_t *cache)
{
	json_t *kept = json_object_get(cache, a->url);
	const char *on = json_string_value(json_object_get(kept, "on")), *why = json_string_value(json_object_get(kept, "why"));
	bool good = json_is_true(json_object_get(kept, "good"));
	struct date day;
	long age;

	if (!on || !date_parse_iso(span_of(on), &day))
		return;
	age = date_days(c->o->today) - date_days(day);
	if (age < 0 || age >= (good ? GOOD_DAYS : BAD_DAYS))
		return;
	a->fresh = true;
	a->answer = good ? ANSWER_GOOD : ANSWER_BAD;
	a->why = arena_strdup(&c->arena, why ? why : "");
	a->on = day;
}

static void write_cache(struct check *c)
{
	json_t *top = json_object();
	struct arena scratch = ARENA_INIT;
	const char *slash = c->o->cache ? strrchr(c->o->cache, '/') : NULL;
	char *text;
	size_t i;

	for (i = 0; i < c->by_url.n; i++) {
		const struct address *a = c->by_url.entry[i].value;

		if (date_is_set(a->on) && a->answer != ANSWER_UNKNOWN)
			json_object_set_new(top, a->url, json_pack("{s:s, s:b, s:s}", "on", date_iso(a->on, &scratch), "good",
								   a->answer == ANSWER_GOOD, "why", a->why));
	}
	text = json_dumps(top, JSON_INDENT(1) | JSON_SORT_KEYS);
	/* A cache that cannot be kept costs the next run a little time. */
	if (text && c->o->cache && (!slash || fs_mkdirs(arena_strndup(&scratch, c->o->cache, (size_t)(slash - c->o->cache))) == 0))
		fs_replace(c->o->cache, span_of(text));
	free(text);
	json_decref(top);
	arena_release(&scratch);
}

static void rest_a_while(void)
{
	struct timespec t = { 0, PAUSE_MS * 1000000L };

	nanosleep(&t, NULL);
}

/* One request. The answer's status, or 0 with *why when there was none. */
static long request(const struct check *c, const char *url, bool head, struct address *a)
{
	const char *const argv[] = { "curl", "-q", head ? "-sIL" : "-sL", "-o", "/dev/null", "-w", "%{http_code}",
				     "--proto", "=http,https", "--proto-redir", "=http,https", "--max-redirs", "5",
				     "--connect-timeout", "10", "--max-time", "20", "--max-filesize", "20000000",
				     "--globoff", "-A", c->o->agent, "--", url, NULL };
	static const struct { int status; const char *why; } sure[] = {
		{ CURL_SCHEME, "it leads to something else than a web page" },
		{ CURL_URL, "this is no address" },
		{ CURL_RESOLVE, "no such host" },
		{ CURL_CONNECT, "no connection" },
		{ CURL_TLS, "its certificate is not good" },
		{ CURL_REDIRECTS, "too many redirects" },
	};
	struct child_run run = { .argv = argv, .max_out = 100, .cpu_seconds = 10, .wall_seconds = 30, .max_memory = 1u << 30 };
	int rc = child_run(&run);
	long status = rc == 0 || run.status == CURL_SIZE ? strtol(sb_str(&run.out), NULL, 10) : 0;
	size_t i;

	a->answer = ANSWER_UNKNOWN;
	a->why = run.missing ? "there is no program 'curl'" : run.failure || run.status == CURL_TIMEOUT ? "it took too long"
								   : "the connection broke";
	for (i = 0; !run.failure && !run.missing && i < sizeof sure / sizeof *sure; i++) {
		if (run.status == sure[i].status) {
			a->answer = ANSWER_BAD;
			a->why = sure[i].why;
		}
	}
	sb_release(&run.out);
	sb_release(&run.err);
	return status;
}

/* What turns visitors who are no browsers away says nothing about the page. */
static void judge(struct address *a, long status, struct arena *arena)
{
	bool busy = status == 401 || status == 403 || status == 429 || status >= 500;

	a->answer = status >= 200 && status < 400 ? ANSWER_GOOD : busy ? ANSWER_UNKNOWN : ANSWER_BAD;
	a->why = arena_printf(arena, "the answer is %ld", status);
}

static void ask_host(void *ctx, size_t i, unsigned worker)
{
	struct check *c = ctx;
	const struct host *h = c->by_host.entry[i].value;
	size_t k;

	for (k = 0; k < h->address.n; k++) {
		struct address *a = h->address.v[k];
		long status;

		if (c->o->stop && atomic_load_explicit(c->o->stop, memory_order_relaxed))
			return;
		if (k)
			rest_a_while();
		status = request(c, a->url, true, a);
		if (status == 403 || status == 405 || status == 501) {
			rest_a_while();
			status = request(c, a->url, false, a);
		}
		if (status)
			judge(a, status, &c->worker[worker]);
		a->on = c->o->today;
	}
}

/* "https://example.org:8080" */
static struct span host_of(const char *url)
{
	const char *start = strstr(url, "//") + 2;

	return span_make(url, (size_t)(start - url) + strcspn(start, "/?#"));
}

static void ask(struct check *c)
{
	unsigned i;
	size_t k;

	map_init(&c->by_host, &c->arena);
	for (k = 0; k < c->by_url.n; k++) {
		struct address *a = c->by_url.entry[k].value;
		struct span host = host_of(a->url);
		struct host *h = map_get(&c->by_host, host);

		if (a->fresh)
			continue;
		if (!h) {
			h = arena_alloc(&c->arena, sizeof *h);
			map_set(&c->by_host, host, h);
		}
		*vec_push(&h->address, &c->arena) = a;
	}
	c->worker = arena_calloc(&c->arena, HOSTS_AT_A_TIME, sizeof *c->worker);
	pool_run(c->by_host.n, HOSTS_AT_A_TIME, ask_host, c);
	for (i = 0; i < HOSTS_AT_A_TIME; i++)
		arena_combine(&c->arena, &c->worker[i]);
}

static void report(const struct check *c, const struct address *a, struct links_text text, struct allow *allow,
		   struct diag *d)
{
	enum diag_code code = a->answer == ANSWER_BAD ? DIAG_EXTERNAL_LINK : DIAG_EXTERNAL_UNCHECKED;
	const char *path = links_path(c->links, a->file);
	struct strbuf bytes = STRBUF_INIT;
	struct source src = { path, { NULL, 0 }, 0 };

	if (a->answer == ANSWER_GOOD || !date_is_set(a->on) || allow_hides(allow, code, path))
		return;
	if (text.again(text.ctx, a->file, &bytes) == 0)
		src.text = sb_view(&bytes);
	diag_at(d, code, &src, a->offset, "'%s': %s", a->url, a->why);
	if (a->more)
		diag_note(d, (struct pos){ links_path(c->links, a->last), 0, 0 }, "the same on %zu more page%s, the last of them this",
			  a->more, a->more == 1 ? "" : "s");
	sb_release(&bytes);
}

size_t external_check(const struct links *links, const struct external_options *o, struct links_text text,
		      struct allow *allow, struct diag *d)
{
	struct check c = { .o = o, .links = links };
	json_t *cache;
	size_t i, n;

	map_init(&c.by_url, &c.arena);
	links_each_outside(links, found, &c);
	cache = read_cache(o, &c.arena);
	for (i = 0; i < c.by_url.n; i++)
		recall(&c, c.by_url.entry[i].value, cache);
	json_decref(cache);
	ask(&c);
	write_cache(&c);
	for (i = 0; i < c.by_url.n; i++)
		report(&c, c.by_url.entry[i].value, text, allow, d);
	n = c.by_url.n;
	arena_release(&c.arena);
	return n;
}

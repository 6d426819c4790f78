/* cli/cmd_render: one Mustache template, filled with a JSON document. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/map.h"
#include "base/vec.h"
#include "cli/cmd.h"
#include "json/provider.h"

#define SUFFIX ".mustache"
#define DATA_MAX (64u << 20)       /* bytes of the document */

struct rendering {
	struct arena arena;
	struct mu_set *set;
	const char *dir;           /* the template's folder; "" is the current one */
	struct map known;          /* names of templates added or looked for */
	VEC(struct span) text;     /* of templates whose partials are still to be found */
	bool open;                 /* a partial's name comes from the data */
	struct diag *d;
};

static void add(struct rendering *r, const char *name, const char *path)
{
	struct span text;

	map_set(&r->known, span_of(name), r);
	if (fs_read(&r->arena, path, path, MU_MAX_TEMPLATE, &text, r->d) < 0)
		return;
	mu_set_add(r->set, name, path, text, r->d);
	*vec_push(&r->text, &r->arena) = text;
}

static void add_if_there(struct rendering *r, struct span name)
{
	const char *path = fs_join(&r->arena, r->dir, arena_printf(&r->arena, "%.*s" SUFFIX, SPAN_FMT(name)));

	if (!map_has(&r->known, name) && fs_exists(path))
		add(r, arena_strndup(&r->arena, name.p, name.n), path);
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("-_./", c));
}

/* Every word behind a '<' or '>' may be a partial's name, whatever the delimiters are;
 * those that are files are added. Names cannot lead out of the folder. */
static void add_partials(struct rendering *r, struct span text)
{
	size_t i, end;

	for (i = 0; i < text.n; i++) {
		struct span name;

		if (text.p[i] != '<' && text.p[i] != '>')
			continue;
		for (i++; i < text.n && (text.p[i] == ' ' || text.p[i] == '\t'); i++)
			;
		r->open |= i < text.n && text.p[i] == '*';
		for (end = i; end < text.n && is_name_char(text.p[end]); end++)
			;
		name = span_make(text.p + i, end - i);
		if (name.n && name.p[0] != '/' && span_find(name, "..") < 0)
			add_if_there(r, name);
		i = end - (end > i);
	}
}

/* Where the data names partials, any file of the folder may be meant. */
static void add_all(struct rendering *r)
{
	struct fs_list files;
	size_t i;

	if (fs_walk(&r->arena, *r->dir ? r->dir : ".", r->dir, &files, r->d) < 0)
		return;
	for (i = 0; i < files.n; i++) {
		struct span path = span_of(files.path[i]);

		if (span_ends(path, SUFFIX))
			add_if_there(r, span_make(path.p, path.n - strlen(SUFFIX)));
	}
}

/* Loads the template and what it includes; gives its name in the set. */
static const char *load_templates(struct rendering *r, const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	struct span name = span_of(base);
	const char *root;
	size_t i;

	r->dir = slash == path ? "/" : slash ? arena_strndup(&r->arena, path, (size_t)(slash - path)) : "";
	if (span_ends(name, SUFFIX))
		name.n -= strlen(SUFFIX);
	root = arena_strndup(&r->arena, name.p, name.n);
	map_init(&r->known, &r->arena);
	add(r, root, path);
	for (i = 0; i < r->text.n; i++)
		add_partials(r, r->text.v[i]);
	if (r->open)
		add_all(r);
	mu_set_link(r->set, r->d);
	return root;
}

static int read_stdin(struct rendering *r, struct span *out)
{
	struct strbuf b = STRBUF_INIT;
	size_t n;

	do {
		n = fread(sb_reserve(&b, 65536), 1, 65536, stdin);
		b.n += n;
	} while (n && b.n <= DATA_MAX);
	if (ferror(stdin) || b.n > DATA_MAX) {
		diag_report(r->d, ferror(stdin) ? DIAG_SYS_READ : DIAG_FILE_TOO_LARGE,
			    (struct pos){ "standard input", 0, 0 }, "%s", ferror(stdin) ? strerror(errno) : "64 MB are read");
		sb_release(&b);
		return -1;
	}
	*out = span_make(arena_strndup(&r->arena, sb_str(&b), b.n), b.n);
	sb_release(&b);
	return 0;
}

/* NULL: there is no document; reported. */
static json_t *load_data(struct rendering *r, const char *path)
{
	const char *name = path && strcmp(path, "-") == 0 ? "standard input" : path;
	struct source src = { name, { NULL, 0 }, 0 };
	json_error_t error;
	json_t *data;
	int rc;

	if (!path)
		return json_object();
	rc = name != path ? read_stdin(r, &src.text) : fs_read(&r->arena, path, name, DATA_MAX, &src.text, r->d);
	if (rc < 0)
		return NULL;
	data = json_loadb(src.text.p, src.text.n, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
	if (!data)
		diag_at(r->d, DIAG_JSON_SYNTAX, &src, error.position > 0 ? (size_t)error.position - 1 : 0, "%s",
			error.text);
	return data;
}

enum status cmd_render(const struct settings *s)
{
	struct diag d = DIAG_INIT;
	struct rendering r = { .set = mu_set_new((struct mu_options){ .lenient = s->lenient }), .d = &d };
	struct strbuf out = STRBUF_INIT;
	const char *name = load_templates(&r, s->arg[0]);
	json_t *data = load_data(&r, s->data);
	enum status status;

	if (!diag_failed(&d) && mu_render_provider(r.set, name, &json_provider, data, &out, &d) == 0 && !diag_failed(&d)) {
		fwrite(sb_str(&out), 1, out.n, stdout);
		finish_stdout(&d);
	}
	status = finish(s, s->root, &d);
	json_decref(data);
	sb_release(&out);
	mu_set_free(r.set);
	arena_release(&r.arena);
	return status;
}

/* readers: content/pages/<id>.md, plain pages with a title and a description. */
#include "readers/readers_int.h"

#include <string.h>
#include "yaml/yschema.h"

struct page_front {
	const char *title, *description;
	struct pos at;
};

static const struct yfield fields[] = {
	{ .key = "title", .type = YT_TEXT, .required = true, .offset = offsetof(struct page_front, title), .min = 1, .max = 120 },
	{ .key = "description", .type = YT_TEXT, .required = true, .offset = offsetof(struct page_front, description), .min = 1,
	  .max = 300 },
};
static const struct yschema schema = { "page", sizeof(struct page_front), fields, sizeof fields / sizeof *fields,
	offsetof(struct page_front, at) };

int read_text_page(struct text_page *p, const char *path, const char *name, struct arena *a, struct diag *d)
{
	const char *slash = strrchr(name, '/');
	const char *base = slash ? slash + 1 : name;
	struct page_front front;
	struct ynode *tree;
	struct doc doc;

	memset(p, 0, sizeof *p);
	if (doc_open(&doc, path, name, a, d) < 0)
		return -1;
	if (!doc.front.text.p) {
		diag_report(d, DIAG_KEY_MISSING, (struct pos){ name, 1, 1 }, "front matter with title and description");
		return -1;
	}
	tree = yaml_parse(&doc.front, a, d);
	if (!tree || yaml_bind(tree, &schema, &front, a, d) < 0)
		return -1;
	p->id = arena_strndup(a, base, strlen(base) - strlen(".md"));
	p->title = front.title;
	p->description = front.description;
	p->body = md_parse(doc.body.text);
	p->body_line0 = doc.body.line0;
	p->pos = front.at;
	p->digest = digest_quick(0, doc.whole.text);
	return 0;
}

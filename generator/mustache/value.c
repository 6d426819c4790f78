/* mustache/value: what a value is worth: true or false, how many, and as text that is
 * safe where its type says that it goes. */
#include <string.h>
#include "base/escape.h"
#include "mustache/mustache_int.h"

size_t mu_list_count(struct mu_value list)
{
	return ((const struct mu_list *)list.p)->count;
}

struct mu_value mu_list_item(struct mu_value list, size_t i)
{
	const struct mu_list *l = list.p;
	struct mu_value v = {NULL, list.rec, MU_OBJECT};

	if (list.rec) {
		v.p = (const char *)l->items + i * list.rec->size;
		return v;
	}
	v.type = MU_TEXT;
	v.p = ((const char *const *)l->items)[i];
	return v;
}

/* A JSON document inside a script element: the characters that could end the element
 * or a line of script stand only in strings, where an escape means the same. */
static void write_json(struct strbuf *out, struct span s)
{
	size_t from = 0, i = 0;

	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];
		size_t len = 1;
		unsigned code = c;

		if (c == 0xe2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80 &&
		    ((unsigned char)s.p[i + 2] & 0xfe) == 0xa8) {
			len = 3;
			code = 0x2000u | ((unsigned char)s.p[i + 2] & 0x3f);
		} else if (c != '<' && c != '>' && c != '&') {
			i++;
			continue;
		}
		sb_add(out, s.p + from, i - from);
		sb_printf(out, "\\u%04x", code);
		i += len;
		from = i;
	}
	sb_add(out, s.p + from, s.n - from);
}

static void write_node(struct strbuf *out, const void *node, bool raw, const struct mu_provider *prov,
		       struct strbuf *scratch)
{
	if (raw) {
		prov->text(node, out);
		return;
	}
	sb_clear(scratch);
	prov->text(node, scratch);
	escape_html(out, sb_view(scratch));
}

static void write_text(struct strbuf *out, const char *p, int type, bool raw)
{
	struct span text = {p, strlen(p)};

	if (raw || type == MU_HTML)
		sb_span(out, text);
	else if (type == MU_TEXT)
		escape_html(out, text);
	else if (type == MU_URL)
		escape_url(out, text);
	else
		write_json(out, text);
}

void mu_write(struct strbuf *out, const struct mu_value *v, bool raw, const struct mu_provider *prov,
	      struct strbuf *scratch)
{
	if (v->type <= MU_JSON) {
		if (v->p)
			write_text(out, v->p, v->type, raw);
	} else if (v->type == MU_INT) {
		sb_int(out, *(const long *)v->p);
	} else if (v->type == MU_BOOL) {
		sb_puts(out, *(const bool *)v->p ? "true" : "false");
	} else if (v->type == MU_NODE) {
		write_node(out, v->p, raw, prov, scratch);
	}
}

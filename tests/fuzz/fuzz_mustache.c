/* Fuzzing the template engine: the input is two templates with a line "----" between them,
 * which may include one another. Both kinds of data are tried, strict and lenient, and the
 * names are checked. Nothing is expected but that it ends in good order.
 *
 *   clang -fsanitize=fuzzer,address ...   the fuzzer
 *   cc -DREPLAY ...                       runs each file named on the command line
 *
 * Build it with -DMU_MAX_STEPS=100000 (and the library as well) to keep runs short. */
#include <jansson.h>
#include <string.h>
#include "json/provider.h"
#include "mustache/mustache.h"
#include "replay.h"

struct item {
	const char *name, *html;
	long n;
	bool yes;
	const struct item *next;
	struct mu_list items, words;
};

static const struct mu_record item_record;
static const struct mu_field fields[] = {MU_FIELD(item, name, MU_TEXT, NULL, ""),
					 MU_FIELD(item, html, MU_HTML, NULL, ""),
					 MU_FIELD(item, n, MU_INT, NULL, ""),
					 MU_FIELD(item, yes, MU_BOOL, NULL, ""),
					 MU_FIELD(item, next, MU_OBJECT, &item_record, ""),
					 MU_FIELD(item, items, MU_LIST, &item_record, ""),
					 MU_FIELD(item, words, MU_LIST, NULL, "")};
static const struct mu_record item_record = MU_RECORD("item", item, fields);

static const char *const words[] = {"a", "<&>", "other"};
static const struct item leaf = {"leaf", "<b>", 1, false, NULL, {NULL, 0}, {NULL, 0}};
static const struct item pair[] = {{"other", NULL, -2, true, &leaf, {&leaf, 1}, {words, 3}},
				   {"main", "", 3, false, NULL, {NULL, 0}, {words, 1}}};
static const struct item root = {"other", "<i>", 4, true, &pair[0], {pair, 2}, {words, 3}};

static const char document[] =
	"{\"name\": \"other\", \"html\": \"<i>\", \"n\": 1.5, \"yes\": true, \"no\": null, \"f\": [],"
	" \"next\": {\"name\": \"main\", \"items\": [[1, 2], {\"name\": \"x\"}]},"
	" \"items\": [{\"name\": \"a\", \"next\": {\"n\": 1}}, \"text\", 3, false, null], \"words\": [\"<\", "
	"\"&\"]}";

/* ---- lambdas: texts of the document that begin with '<' ------------------------ */

static void give(void *user, struct strbuf *out)
{
	(void)user;
	sb_puts(out, "{{name}}{{>other}}");
}

static void give_body(void *user, struct span text, struct strbuf *out)
{
	(void)user;
	sb_printf(out, "%.*s{{name}}%.*s", SPAN_FMT(text), SPAN_FMT(text));
}

static const struct mu_lambda *lambda(const void *node)
{
	static const struct mu_lambda l = {NULL, give, give_body};
	const char *text = json_string_value(node);

	return text && *text == '<' ? &l : NULL;
}

static void one(struct span main, struct span other, bool lenient)
{
	struct mu_set *s = mu_set_new((struct mu_options){.lenient = lenient});
	struct mu_provider prov = json_provider;
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT;
	json_t *doc = json_loads(document, 0, NULL);

	prov.lambda = lambda;
	mu_set_add(s, "main", "main", main, &d);
	mu_set_add(s, "other", "other", other, &d);
	mu_set_link(s, &d);
	mu_check(s, "main", &item_record, &d);
	mu_render_record(s, "main", &item_record, &root, &out, &d);
	sb_clear(&out);
	mu_render_provider(s, "main", &prov, doc, &out, &d);
	json_decref(doc);
	sb_release(&out);
	diag_release(&d);
	mu_set_free(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct span text = {(const char *)bytes, size}, other = {"", 0};
	ptrdiff_t cut = span_find(text, "\n----\n");

	if (cut >= 0) {
		other = span_skip(text, (size_t)cut + 6);
		text.n = (size_t)cut + 1;
	}
	one(text, other, true);
	one(text, other, false);
	return 0;
}

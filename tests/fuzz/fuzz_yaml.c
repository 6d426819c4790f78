/* Fuzzing the YAML reader: the input is a framework's file. It is parsed, bound to the
 * framework's tables and checked, and a message is made at every node. Nothing is expected
 * but that it ends in good order.
 *
 *   clang -fsanitize=fuzzer,address ...   the fuzzer
 *   cc -DREPLAY ...                       runs each file named on the command line */
#include "frameworks/fw_file.h"
#include "replay.h"

#define MOST_MESSAGES 200

static void visit(const struct ynode *n, struct diag *d)
{
	if (d->n > MOST_MESSAGES)
		return;
	yaml_report(n, d, DIAG_VALUE_RANGE, "%s", yaml_is_null(n) ? "null" : "a value");
	if (n->kind == Y_SCALAR) {
		yaml_report_inside(n, n->text.n / 2, d, DIAG_VALUE_RANGE, "'%.*s'", SPAN_SHOWN(n->text));
		return;
	}
	for (size_t i = 0; i < n->n; i++) {
		if (n->kind == Y_MAP)
			visit(n->key[i], d);
		visit(n->item[i], d);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct source src = { "input.yaml", { (const char *)bytes, size }, size % 3 ? 0 : 7 };
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	struct loading l = { &a, &d };
	struct raw_framework raw;
	const struct ynode *root = yaml_parse(&src, &a, &d);

	if (root) {
		yaml_bind(root, &framework_file, &raw, &a, &d);
		check_framework(&l, root, &raw);
		visit(root, &d);
	}
	diag_sort(&d);
	diag_release(&d);
	arena_release(&a);
	return 0;
}

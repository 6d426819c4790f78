/* Fuzzing the comparison of two sites: the input is their files, the old site's first, with bytes of value 1
 * between them. Nothing is expected but that it ends in good order, and that what is printed as JSON or
 * Markdown holds no character that would steer a terminal. */
#include <stdlib.h>
#include <string.h>
#include "diff/diff.h"
#include "replay.h"

static const char *const paths[] = { "data/reports.json", "data/judgements.json", "data/improvements.json",
				     "data/authorities.json", "reports/a/2020-01-02/index.html" };
#define FILES (sizeof paths / sizeof *paths)

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct tree_file *)a)->path, ((const struct tree_file *)b)->path);
}

/* Takes the files of one site off the input. */
static struct tree take(struct span *input, struct tree_file *v)
{
	struct tree t = { .v = v, .n = FILES };

	for (size_t i = 0; i < FILES; i++) {
		ptrdiff_t end = span_chr(*input, 1);
		size_t n = end < 0 ? input->n : (size_t)end;

		v[i] = (struct tree_file){ paths[i], span_make(input->p, n) };
		*input = span_skip(*input, n + 1);
	}
	qsort(v, FILES, sizeof *v, by_path);
	return t;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct span input = { (const char *)bytes, size };
	struct tree_file old_files[FILES], new_files[FILES];
	struct tree old = take(&input, old_files), new = take(&input, new_files);
	struct strbuf out = STRBUF_INIT;
	struct diag d = DIAG_INIT;
	struct diff f = DIFF_INIT;

	if (diff_make(&f, &old, "old", &new, "new", &d) == 0) {
		diff_text(&f, &out);
		diff_json(&f, &out);
		diff_markdown(&f, &out);
	}
	for (size_t i = 0; i < out.n; i++)
		if ((unsigned char)out.p[i] < ' ' && out.p[i] != '\n')
			abort();
	sb_release(&out);
	diff_release(&f);
	diag_release(&d);
	return 0;
}

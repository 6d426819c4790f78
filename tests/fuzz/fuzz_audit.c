/* Whatever a tree holds, the audit ends and its places lie within the file. The input's first byte says what the
 * file is called. */
#include <stdint.h>
#include <stdlib.h>
#include "replay.h"
#include "audit/audit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "index.html", "style.css", "feed.atom", "sitemap.xml", "data.csv", "datapackage.json",
					     "robots.txt", "mark.svg" };
	struct diag d = DIAG_INIT;
	struct links *l;
	struct audit *a;
	struct span text;
	size_t file, i;

	if (!size)
		return 0;
	text = span_make((const char *)data + 1, size - 1);
	l = links_new("https://example.org/", 1);
	file = links_add(l, names[data[0] % (sizeof names / sizeof *names)], (struct pos){ NULL, 0, 0 });
	links_add(l, "a/index.html", (struct pos){ NULL, 0, 0 });
	a = audit_new(l, 1);
	links_scan(l, file, text, 0);
	audit_file(a, file, text, 0);
	audit_finish(a, NULL, &d);
	for (i = 0; i < d.n; i++)
		if (d.entry[i].at.line > size + 1 || d.entry[i].at.col > size + 1)
			abort();
	diag_release(&d);
	audit_free(a);
	links_free(l);
	return 0;
}

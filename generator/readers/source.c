/* readers: the door. Bytes are text or they do not come in. */
#include "readers/readers_int.h"

#include <string.h>
#include "base/fs.h"

static int check_text(const struct source *src, struct diag *d)
{
	if (!span_trim(src->text).n) {
		diag_report(d, DIAG_FILE_EMPTY, (struct pos){ src->name, 0, 0 }, NULL);
		return -1;
	}
	return fs_is_text(src, d) ? 0 : -1;
}

static bool is_rule(struct span line)
{
	return span_is(span_rtrim(line), "---");
}

static int cut(struct doc *doc, struct diag *d)
{
	struct span rest = doc->body.text, line;
	const char *start;
	unsigned lines = 1;

	span_line(&rest, &line);
	if (!is_rule(line))
		return 0;
	start = rest.p;
	while (span_line(&rest, &line)) {
		lines++;
		if (!is_rule(line))
			continue;
		doc->front.text = span_make(start, (size_t)(line.p - start));
		doc->front.line0 = 1;
		doc->body.text = rest;
		doc->body.line0 = lines;
		return 0;
	}
	diag_at(d, DIAG_FRONT_MATTER_OPEN, &doc->whole, 0, NULL);
	return -1;
}

int doc_open(struct doc *doc, const char *path, const char *name, struct arena *a, struct diag *d)
{
	struct span bytes;

	if (fs_read(a, path, name, FS_MAX_FILE, &bytes, d) < 0)
		return -1;
	return doc_take(doc, bytes, name, d);
}

int doc_take(struct doc *doc, struct span bytes, const char *name, struct diag *d)
{
	struct source *src = &doc->whole;

	memset(doc, 0, sizeof *doc);
	src->name = name;
	src->text = bytes;
	if (check_text(src, d) < 0)
		return -1;
	doc->front.name = name;
	doc->body = *src;
	if (span_starts(doc->body.text, "\xef\xbb\xbf"))       /* a byte order mark says nothing */
		doc->body.text = span_skip(doc->body.text, 3);
	if (cut(doc, d) < 0)
		return -1;
	if (!doc->front.text.p && !span_ends(span_of(name), ".md"))
		digest_sha256(bytes, doc->sha256);
	return 0;
}

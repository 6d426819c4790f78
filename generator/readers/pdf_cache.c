/* readers: texts made of PDFs, kept under the fingerprint of the PDF's bytes and the
 * version of what we make of them. A file that is not whole is not believed; a folder that
 * cannot be written costs time, nothing else. */
#include "readers/pdf_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>
#include "base/fs.h"

#define MAGIC "gradeline-pdf-text"

static const char *path_of(const char *dir, struct span pdf, struct arena *a)
{
	XXH128_hash_t h = XXH3_128bits(pdf.p, pdf.n);

	return arena_printf(a, "%s/pdf/%016llx%016llx-%d.txt", dir, (unsigned long long)h.high64,
			    (unsigned long long)h.low64, PDF_TEXT_VERSION);
}

static bool take_number(struct span *s, unsigned long long *out)
{
	size_t n = 0;

	*s = span_ltrim(*s);
	*out = 0;
	while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9' && n < 20)
		*out = *out * 10 + (unsigned)(s->p[n++] - '0');
	*s = span_skip(*s, n);
	return n > 0;
}

/* Of all that is kept but the pages' lines. */
static unsigned long long fingerprint(struct span text, const char *sha256)
{
	return XXH3_64bits_withSeed(text.p, text.n, XXH3_64bits(sha256, DIGEST_HEX - 1));
}

/* Header: magic, fingerprint of the text, digest of the PDF (which takes longer than all else), first
 * lines of the pages. */
static bool parse(struct span file, struct pdf_text *out, struct arena *a)
{
	VEC(unsigned) pages = { NULL, 0, 0 };
	struct span head;
	unsigned long long sum, v;

	if (!span_line(&file, &head) || !span_starts(head, MAGIC " "))
		return false;
	head = span_skip(head, sizeof MAGIC);
	if (!take_number(&head, &sum))
		return false;
	head = span_ltrim(head);
	if (head.n < DIGEST_HEX)
		return false;
	memcpy(out->sha256, head.p, DIGEST_HEX - 1);
	out->sha256[DIGEST_HEX - 1] = '\0';
	if (sum != fingerprint(file, out->sha256))
		return false;
	head = span_skip(head, DIGEST_HEX - 1);
	while (pages.n < PDF_MAX_PAGES && take_number(&head, &v))
		*vec_push(&pages, a) = (unsigned)v;
	out->text = file;
	out->page_line = pages.v;
	out->pages = pages.n;
	return pages.n > 0;
}

bool pdf_cache_get(const char *dir, struct span pdf, struct pdf_text *out, struct arena *a)
{
	struct diag quiet = DIAG_INIT;
	struct span file;
	const char *path;
	bool found;

	if (!dir)
		return false;
	path = path_of(dir, pdf, a);
	found = fs_exists(path) && fs_read(a, path, path, FS_MAX_FILE, &file, &quiet) == 0 && parse(file, out, a);
	diag_release(&quiet);
	return found;
}

static bool write_all(int fd, struct span s)
{
	while (s.n) {
		ssize_t n = write(fd, s.p, s.n);

		if (n <= 0)
			return false;
		s = span_skip(s, (size_t)n);
	}
	return true;
}

void pdf_cache_put(const char *dir, struct span pdf, const struct pdf_text *text)
{
	struct arena a = ARENA_INIT;
	struct strbuf file = STRBUF_INIT;
	char *temp;
	size_t i;
	bool whole;
	int fd;

	if (!dir || fs_mkdirs(fs_join(&a, dir, "pdf")) < 0)
		goto out;
	sb_printf(&file, MAGIC " %llu %s", fingerprint(text->text, text->sha256), text->sha256);
	for (i = 0; i < text->pages; i++)
		sb_printf(&file, " %u", text->page_line[i]);
	sb_putc(&file, '\n');
	sb_span(&file, text->text);
	temp = arena_printf(&a, "%s/pdf/new-XXXXXX", dir);
	fd = mkstemp(temp);
	if (fd < 0)
		goto out;
	whole = write_all(fd, sb_view(&file));
	if (close(fd) < 0 || !whole || rename(temp, path_of(dir, pdf, &a)) < 0)
		unlink(temp);
out:
	sb_release(&file);
	arena_release(&a);
}

/* readers: the third door. A PDF's bytes become rough text with the lines on which its
 * pages begin; from there on it is read like any other text. */
#include "readers/readers_int.h"

#include <string.h>
#include <strings.h>
#include "base/child.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "readers/pdf_int.h"

#define PROGRAM "pdftotext"
#define CPU_SECONDS 30
#define WALL_SECONDS 60
#define MAX_MEMORY ((size_t)1 << 30)
#define MAX_OUT ((size_t)128 << 20)
#define MAGIC_WITHIN 1024        /* bytes among which "%PDF-" may stand */

/* What a file that is no PDF begins with, and what it is then. */
static const struct { const char *start, *what; } others[] = {
	{ "<!doctype html", "an HTML page: perhaps an error page that was saved in the report's place" },
	{ "<html", "an HTML page: perhaps an error page that was saved in the report's place" },
	{ "<?xml", "an XML file" },
	{ "PK\x03\x04", "a ZIP archive or an Office document" },
	{ "\xd0\xcf\x11\xe0", "an old Word document" },
	{ "{\\rtf", "a rich text file" },
	{ "{", "JSON" },
	{ "\x89PNG", "a picture" },
	{ "\xff\xd8\xff", "a picture" },
	{ "\x1f\x8b", "a compressed file" },
};

bool is_pdf_name(const char *path)
{
	size_t n = strlen(path);

	return n > 4 && strcasecmp(path + n - 4, ".pdf") == 0;
}

static bool has_magic(struct span bytes)
{
	return span_find(span_make(bytes.p, bytes.n < MAGIC_WITHIN ? bytes.n : MAGIC_WITHIN), "%PDF-") >= 0;
}

static void report_other(struct span bytes, struct pos whole, struct diag *d)
{
	struct span s = span_ltrim(bytes);
	size_t i;

	if (span_starts(s, "\xef\xbb\xbf"))
		s = span_ltrim(span_skip(s, 3));
	for (i = 0; i < sizeof others / sizeof *others; i++) {
		size_t n = strlen(others[i].start);

		if (s.n >= n && strncasecmp(s.p, others[i].start, n) == 0) {
			diag_report(d, DIAG_PDF_OTHER, whole, "it is %s", others[i].what);
			return;
		}
	}
	diag_report(d, DIAG_PDF_OTHER, whole, "'%%PDF-' does not stand at its start");
}

/* The first line of what the program said. */
static struct span first_line(struct span s)
{
	struct span line = { "", 0 };

	while (!span_trim(line).n && span_line(&s, &line))
		;
	return span_trim(line);
}

static void report_run(const struct child_run *run, struct pos whole, struct diag *d)
{
	struct span said = first_line(sb_view(&run->err));

	if (run->missing)
		diag_report(d, DIAG_PDF_NO_PROGRAM, whole, "%s is not installed; it comes with poppler-utils", PROGRAM);
	else if (run->failure)
		diag_report(d, DIAG_PDF_UNREADABLE, whole, "pdftotext: %s", run->failure);
	else if (said.n && utf8_invalid(said) < 0)
		diag_report(d, DIAG_PDF_UNREADABLE, whole, "%s says: %.*s", PROGRAM, SPAN_FMT(said));
	else
		diag_report(d, DIAG_PDF_UNREADABLE, whole, "%s ended with status %d", PROGRAM, run->status);
}

static int extract(const char *path, struct pos whole, struct pdf_text *out, struct arena *a, struct diag *d)
{
	/* A path that begins with '-' is a path all the same. */
	const char *file = *path == '-' ? arena_printf(a, "./%s", path) : path;
	const char *const argv[] = { PROGRAM, "-bbox", "-enc", "UTF-8", file, "-", NULL };
	struct child_run run = { .argv = argv, .max_out = MAX_OUT, .cpu_seconds = CPU_SECONDS, .wall_seconds = WALL_SECONDS,
		.max_memory = MAX_MEMORY };
	int rc = -1;

	if (child_run(&run) < 0)
		report_run(&run, whole, d);
	else if (!pdf_text_of(sb_view(&run.out), out, a))
		diag_report(d, DIAG_PDF_UNREADABLE, whole, "what %s gives is not of the form that is known", PROGRAM);
	else if (!span_trim(out->text).n)
		diag_report(d, DIAG_PDF_NO_TEXT, whole, NULL);
	else if (utf8_invalid(out->text) >= 0)
		diag_report(d, DIAG_PDF_UNREADABLE, whole, "its text is not well-formed");
	else
		rc = 0;
	sb_release(&run.out);
	sb_release(&run.err);
	return rc;
}

/* Copies what outlives the reading of the PDF. */
static void keep(struct doc *doc, const struct pdf_text *text, struct arena *a)
{
	unsigned *lines = arena_calloc(a, text->pages + 1, sizeof *lines);

	memcpy(lines, text->page_line, text->pages * sizeof *lines);
	doc->whole.text = span_make(arena_strndup(a, text->text.p, text->text.n), text->text.n);
	doc->body = doc->whole;
	doc->page_line = lines;
	doc->pages = text->pages;
	memcpy(doc->sha256, text->sha256, sizeof doc->sha256);
}

int pdf_open(struct doc *doc, const char *path, const char *name, const char *cache, struct arena *a, struct diag *d)
{
	struct pos whole = { name, 0, 0 };
	struct arena scratch = ARENA_INIT;
	struct pdf_text text;
	struct span bytes;
	int rc = -1;

	memset(doc, 0, sizeof *doc);
	doc->whole.name = doc->front.name = name;
	if (fs_read(&scratch, path, name, FS_MAX_FILE, &bytes, d) < 0)
		goto out;
	if (!span_trim(bytes).n) {
		diag_report(d, DIAG_FILE_EMPTY, whole, NULL);
		goto out;
	}
	if (!has_magic(bytes)) {
		report_other(bytes, whole, d);
		goto out;
	}
	if (!pdf_cache_get(cache, bytes, &text, &scratch)) {
		if (extract(path, whole, &text, &scratch, d) < 0)
			goto out;
		digest_sha256(bytes, text.sha256);
		pdf_cache_put(cache, bytes, &text);
	}
	keep(doc, &text, a);
	rc = 0;
out:
	arena_release(&scratch);
	return rc;
}

/* pages/share_png: share images, drawn by rsvg-convert as a child with limits and kept under the fingerprint of the SVG
 * and the program's version. Part of the pages room. */
#include "pages/pages_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>
#include "base/child.h"
#include "base/fs.h"

#define PROGRAM "rsvg-convert"
#define PNG_MAGIC "\x89PNG\r\n\x1a\n"
#define PNG_END "IEND\xae\x42\x60\x82"
#define MAX_PNG (4u << 20)
#define CPU_SECONDS 20
#define WALL_SECONDS 60
#define MAX_MEMORY (1u << 30)

const char *share_program(struct arena *a, struct pos pos, struct diag *d)
{
	const char *const argv[] = { PROGRAM, "--version", NULL };
	struct child_run run = { .argv = argv, .max_out = 1000, .cpu_seconds = CPU_SECONDS, .wall_seconds = WALL_SECONDS,
		.max_memory = MAX_MEMORY };
	const char *version = NULL;
	int rc = child_run(&run);

	if (rc == 0)
		version = arena_strndup(a, run.out.p, run.out.n);
	else if (run.missing)
		diag_report(d, DIAG_SHARE_NO_PROGRAM, pos, "it comes with librsvg2-bin; share_images asks for it");
	else
		diag_report(d, DIAG_SHARE_NO_PROGRAM, pos, "%s does not run here", PROGRAM);
	sb_release(&run.out);
	sb_release(&run.err);
	return version;
}

static bool is_png(struct span s)
{
	return span_starts(s, PNG_MAGIC) && s.n > sizeof PNG_END &&
	       !memcmp(s.p + s.n - (sizeof PNG_END - 1), PNG_END, sizeof PNG_END - 1);
}

/* A file that is not whole is not believed. */
static bool take_kept(const char *file, struct strbuf *out, struct arena *a)
{
	struct diag quiet = DIAG_INIT;
	struct span kept;
	bool found = fs_exists(file) && fs_read(a, file, file, MAX_PNG, &kept, &quiet) == 0 && is_png(kept);

	diag_release(&quiet);
	if (!found)
		return false;
	sb_clear(out);
	sb_span(out, kept);
	return true;
}

/* The program reads a file: the SVG stands beside the images while it runs. */
static int draw(struct child_run *run, const char *dir, struct strbuf *svg, struct arena *a, const char **why)
{
	char *file = arena_printf(a, "%s/new-XXXXXX", dir);
	const char *const argv[] = { PROGRAM, "--format", "png", "--width", "1200", "--height", "630", file, NULL };
	int fd, rc;

	if (fs_mkdirs(dir) < 0 || (fd = mkstemp(file)) < 0) {
		*why = strerror(errno);
		return -1;
	}
	close(fd);
	run->argv = argv;
	rc = fs_replace(file, sb_view(svg));
	if (rc < 0)
		*why = strerror(errno);
	else if ((rc = child_run(run)) < 0 || !is_png(sb_view(&run->out)))
		*why = run->failure ? run->failure : PROGRAM " gave no image";
	unlink(file);
	return *why ? -1 : 0;
}

int share_finish(struct ctx *c, struct strbuf *out)
{
	const char *dir = fs_join(c->a, c->p->m->cache ? c->p->m->cache : ".", "share"), *file, *why = NULL;
	XXH128_hash_t h = XXH3_128bits_withSeed(out->p, out->n, XXH3_64bits(c->p->share, strlen(c->p->share)));
	struct child_run run = { .max_out = MAX_PNG, .cpu_seconds = CPU_SECONDS, .wall_seconds = WALL_SECONDS,
		.max_memory = MAX_MEMORY };
	int rc = 0;

	file = arena_printf(c->a, "%s/%016llx%016llx.png", dir, (unsigned long long)h.high64, (unsigned long long)h.low64);
	if (take_kept(file, out, c->a))
		return 0;
	if (draw(&run, dir, out, c->a, &why) < 0) {
		diag_report(c->d, DIAG_SHARE_IMAGE, (struct pos){ c->page->path, 0, 0 }, "%s", why);
		rc = -1;
	} else {
		sb_clear(out);
		sb_span(out, sb_view(&run.out));
		fs_replace(file, sb_view(out));      /* a folder that cannot be written costs time, nothing else */
	}
	sb_release(&run.out);
	sb_release(&run.err);
	return rc;
}

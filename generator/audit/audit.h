/* audit: is the finished site fit to be read by everybody and every machine?
 *
 * It looks at each file's bytes as `links` does, while they are there, and keeps little:
 * findings, titles, addresses. When all files were seen it compares them. It takes what it
 * reads for nobody's in particular: our own output or any other tree. Codes and what they
 * ask for: docs/checking.md. Knows base, yaml, gumbo, expat and jansson. */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include <stdbool.h>
#include "audit/allow.h"
#include "audit/links.h"

#define AUDIT_MAX_PAGE (2u << 20)      /* bytes of HTML; more is a finding */

struct audit;

/* links: all files have been added, none is yet scanned; it is borrowed and outlives the
 * audit. workers: as many as call audit_file. */
struct audit *audit_new(struct links *links, unsigned workers);
void audit_free(struct audit *a);

/* True when a file of that path is worth the reading of its bytes. */
bool audit_reads(const char *path);
/* Looks at one file. Thread-safe for distinct files and workers. */
void audit_file(struct audit *a, size_t file, struct span text, unsigned worker);
/* Compares the files and reports everything, in their order; the same fault on many pages is
 * one message with a note of how many. Not what allow (may be NULL) permits. After links_check. */
void audit_finish(struct audit *a, struct allow *allow, struct diag *d);

struct audit_counts {
	size_t files, pages, links, anchors, images;
	size_t colours;                /* pairs of colours compared */
};
struct audit_counts audit_counts(const struct audit *a);

#endif

/* audit, private: what is kept of a file, and who looks at which kind. */
#ifndef AUDIT_AUDIT_INT_H
#define AUDIT_AUDIT_INT_H

#include "audit/audit.h"
#include "base/vec.h"

/* Something that a file says, and where. text NULL: it does not say it. */
struct mention {
	const char *text;
	struct pos at;
};

/* A file that a data package lists. columns: names with newlines between; NULL: not said. */
struct resource {
	struct mention path;
	const char *columns;
};

struct checked {
	struct diag d;                 /* what was found in this file alone */
	struct mention title, canonical, redirect;
	bool noindex;
	bool sitemap;
	size_t images, colours;
	struct mention *url;           /* of a sitemap's pages; the sitemaps of robots.txt */
	size_t urls;
	const char *columns;           /* of a CSV file */
	struct resource *resource;
	size_t resources;
};

struct audit_worker {
	struct arena keep;             /* what the audit needs to its end */
	struct arena scratch;          /* of the file in hand */
};

struct audit {
	const struct links *links;
	struct checked *file;
	size_t files;
	struct audit_worker *worker;
	unsigned workers;
};

/* The file in hand. */
struct job {
	const struct audit *audit;
	size_t number;
	struct checked *file;
	struct audit_worker *w;
	struct source src;
};

/* Each notes findings in job->file->d. */
void audit_html(struct job *j);
void audit_xml(struct job *j);
void audit_css(struct job *j);
void audit_json(struct job *j);
void audit_csv(struct job *j);
void audit_robots(struct job *j);

/* JSON within a file: reported at the byte where it goes wrong. */
void audit_json_text(struct job *j, struct span text);
/* Style sheet text within a file: what it fetches, and whether that is there. */
void audit_css_urls(struct job *j, struct span text);
/* A URL that is fetched when the page is shown, at an offset of the file. links_sees: the link check
 * reports it where it leads out. */
void audit_fetch(struct job *j, struct span url, size_t offset, bool links_sees);

/* whole.c: what shows only when all files are known. */
void audit_whole(struct audit *a);

bool audit_is_page(const char *path);
/* Text that stays, with its place. */
struct mention audit_mention(struct job *j, struct span text, size_t offset);
/* Byte of the file where part of it begins; 0 when p does not point into it. */
size_t audit_offset(const struct job *j, const char *p);

#endif

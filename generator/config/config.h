/* config: site.yaml, read once and checked.
 *
 * All that is wrong with it is reported as CONFIG_INVALID (exit status 2).
 * Text lives in the arena given to config_load; nothing here is NULL unless said. */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/diag.h"

#define CONFIG_FILE "site.yaml"

enum config_compare {
	COMPARE_NEIGHBOURS,    /* a page for each authority with each of its statistical neighbours */
	COMPARE_ALL            /* a page for every pair */
};

struct config_licence {
	const char *name, *url, *attribution;      /* each may be "" */
};

struct config_ref {
	const char *id;
	struct pos at;
};

/* A limit on what is published. */
struct config_limit {
	long value;
	struct pos at;                 /* where it stands; the whole file when it is not given */
};

struct config_publish {
	struct config_limit authorities;       /* fewest with a report; so the next two. 0: no limit */
	struct config_limit reports, judgements;
	struct config_limit covered_authorities, covered_grades;       /* lowest per cent; 0: no limit */
	struct config_limit grades_changed;    /* most; -1: no limit */
	struct config_limit pages_lost;        /* most; 0 unless given */
};

#define CONFIG_MAX_REDIRECTS 10000

/* An old address and where it leads: output paths ("authorities/old/index.html"). */
struct config_redirect {
	const char *from, *to;
	const char *anchor;            /* of to; or "" */
	struct pos at;
};

struct site_config {
	const char *title, *description;
	unsigned long long digest;     /* of the file's bytes */
	const char *base_url;          /* "https://example.org/grades/", or "" when not known */
	const char *language;          /* "en-GB" */
	struct config_licence licence; /* of the reports and what is made of them */
	const char *publisher;         /* who answers for the site; or "" */
	const char *contact;           /* where to report an error: e-mail address or URL; or "" */
	bool contact_is_email;
	const char *source_note;       /* that the site is not the inspectorate's; or "" */
	enum config_compare compare;
	long latest;                   /* reports that the home page shows */
	struct config_ref *featured;   /* authorities that the home page shows; ids are not checked here */
	size_t featured_count;
	bool show_inspectors;          /* names of lead inspectors on pages */
	const char *content_dir, *templates_dir, *static_dir, *output_dir;   /* below the site's folder */
	struct config_publish publish;
	struct config_redirect *redirect;      /* in the file's order */
	size_t redirect_count;
	struct pos pos;
};

/* Reads dir/site.yaml. -1 when it is missing or anything in it is wrong; *out then has defaults
 * where nothing could be read. */
int config_load(struct site_config *out, const char *dir, struct arena *a, struct diag *d);

#endif

/* site, private: what the two files of the pipeline share. site.c goes through it from end to end; again.c knows what an
 * earlier build left that need not be made again. */
#ifndef SITE_SITE_INT_H
#define SITE_SITE_INT_H

#include "base/vec.h"
#include "config/config.h"
#include "frameworks/framework.h"
#include "model/model.h"
#include "pages/plan.h"
#include "site/kept.h"
#include "site/site.h"
#include "site/stamp.h"
#include "site/static_files.h"
#include "writer/sink.h"

struct worker {
	struct arena scratch;
	struct strbuf out;
	struct arena paths;
	VEC(const char *) put, left;   /* files of the search index: new ones, and those that stand */
	struct diag said;              /* of the page in hand */
	struct sink_file *file;        /* the page in hand, when it goes out in pieces */
	size_t taken;                  /* bytes of it that went */
	VEC(struct page_part) part;    /* of it, in lasting */
	struct arena lasting;
};

struct build {
	const struct site_options *o;
	struct diag *d;
	unsigned threads;
	struct arena arena;
	struct site_config config;
	struct frameworks frameworks;
	struct mu_set *templates;
	struct model model;
	struct static_files statics;
	struct pages *pages;
	struct search *search;
	const struct page_list *list;
	struct stamp *stamp;           /* NULL: everything is read and made */
	bool certain;                  /* what was read is what the stamp says */
	uint64_t inputs;               /* of all inputs but the reports; set with certain */
	struct kept *kept;
	/* With a stamp, all files of the output: static files, pages, then the search index. */
	VEC(struct kept_file) file;
	bool index_stays;              /* that of the last build, as it is */
	uint64_t index;                /* what its files depend on, if it stands, whether or not it is still right; else 0 */
	const char *old;               /* the folder where it stands */
	struct strbuf words;           /* what is to be kept of a new one */
	bool heads_added;
	struct sink *sink;
	struct sink *folder;           /* with publish: where the tree goes when the gate lets it through */
	struct tree tree;              /* with publish: the site until then */
	struct links *links;
	struct audit *audit;           /* NULL: only a check has one */
	struct worker *worker;         /* one a thread */
	struct diag *search_diag;      /* one a thread */
	struct diag **said;            /* one a page: messages in the pages' order, not the threads'; NULL: none */
};

const char *below_root(struct build *b, const char *dir);
const char *output_dir(struct build *b);

/* site.c */
/* What the worker's page said, if anything, waits until join_said adds it to the build's messages. */
void keep_said(struct build *b, size_t page, unsigned worker);
void join_said(struct build *b);

/* again.c */
/* What can be found by its name goes to the search index: needed before pages are made, unless find_kept says otherwise. */
void add_heads(struct build *b);
/* Of the last build's files those that need not be made again; all is planned, the link check knows all paths. */
void find_kept(struct build *b);
/* True when the page is one of these. */
bool stays(const struct build *b, size_t page);
/* What is to be known of a page that was made. Thread-safe for distinct pages. */
void note_page(struct build *b, size_t page, size_t size);
/* All pages are made: the search index is written, or stays. */
void finish_search(struct build *b);
/* After the commit: what the next build may go by. */
void keep_for_next(struct build *b, const struct site_stats *stats);

#endif

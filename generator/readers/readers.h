/* readers: bytes to facts. The only room that knows what reports look like.
 *
 * One path with three doors: raw text enters at tidy, which makes regular Markdown
 * of it; Markdown with front matter enters at cmark; a PDF becomes rough text and enters before tidy.
 * From there on there is one way: blocks, then facts by the framework's data, then
 * what the front matter gives, which wins. Nothing is guessed: a grade that is not
 * printed in the document or given in the front matter does not exist. */
#ifndef READERS_READERS_H
#define READERS_READERS_H

#include "model/model.h"

/* The folder, in a site's, for texts taken out of PDFs. Safe to delete. */
#define READERS_CACHE ".cache"

/* Below the content: what was published past the publish gate. */
#define READERS_OVERRIDES "overrides.yaml"

/* What a caller knows of the files of reports before they are read, so that facts kept in the model's cache can stand for
 * those that have not changed. */
struct report_files {
	struct fs_list list;           /* as fs_walk lists the folder */
	const struct fs_mark *mark;    /* one a file, taken before anything was read */
	uint64_t key;                  /* of everything else that facts depend on: the program, the frameworks, the tables */
	int64_t began;                 /* nanoseconds: a file that changed at that time or later may change again unseen */
	bool changed;                  /* set when one was no longer what its mark says once it had been read */
	size_t read;                   /* set: how many were read; the facts of the others were kept */
};

/* Loads authorities.yaml, areas.yaml, overrides.yaml, pages/ and reports/ below dir (called name in
 * messages), reports in parallel, and freezes the model. -1 when an error was reported. */
int readers_load(struct model *m, const char *dir, const char *name, unsigned threads, struct diag *d);

/* A report of a loaded model together with its prose, which the model does not keep: *out is r with body,
 * sections and their numbered paragraphs, read once more through the same door. All memory is from a;
 * report_release(out) goes before it is cleared, whatever the result. -1, reported, when the file is no
 * longer there or no longer what it was. Thread-safe. */
int readers_open_report(const struct model *m, const struct report *r, struct report *out, struct arena *a,
			struct diag *d);

/* Frees the text pages' prose, which is not in the model's arena. Call it before model_release. */
void readers_release(struct model *m);

/* Only authorities.yaml and areas.yaml, for commands that read single files. */
int readers_load_tables(struct model *m, const char *dir, const char *name, struct diag *d);

/* One report file, .md, .txt or .pdf, as it will be in the model but not linked to others:
 * no id slot, no previous and next. Memory from a; report_release goes before it is
 * cleared. NULL when nothing could be made of it; the reasons are in d. */
struct report *reader_report_file(const struct model *m, const char *path, const char *name, struct arena *a,
				  struct diag *d);
/* The same for bytes at hand, as a file called name (.md or .txt) would hold them. */
struct report *reader_report_bytes(const struct model *m, struct span bytes, const char *name,
				   struct arena *a, struct diag *d);
void report_release(struct report *r);

#endif

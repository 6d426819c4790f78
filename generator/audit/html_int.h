/* audit, private: HTML as gumbo reads it (html*.c only; the only files that include gumbo.h). */
#ifndef AUDIT_HTML_INT_H
#define AUDIT_HTML_INT_H

#include <gumbo.h>
#include "audit/audit_int.h"
#include "base/map.h"

/* A page in hand. */
struct html {
	struct job *job;
	struct map labelled;           /* ids that a label is for */
	int heading;                   /* level of the heading before; 0: none yet */
	size_t h1s;
	struct span policy;            /* its Content-Security-Policy; p NULL: none so far */
};

/* A walk over a node and what stands below it, in the order of the text, without recursion. */
struct html_step {
	const GumboNode *node;
	size_t next;
};
struct html_walk {
	struct arena *arena;
	VEC(struct html_step) stack;
	const GumboNode *start;
};

void html_walk_start(struct html_walk *w, const GumboNode *top, struct arena *a);
/* NULL at the end. */
const GumboNode *html_walk_next(struct html_walk *w);
/* The node that came last is not gone into. */
void html_walk_over(struct html_walk *w);

/* The node as an element; NULL when it is none. */
const GumboElement *html_element(const GumboNode *n);
bool html_is(const GumboNode *n, GumboTag tag);
/* An attribute's value, decoded; NULL when there is none. */
const char *html_attr(const GumboElement *e, const char *name);
bool html_attr_is(const GumboElement *e, const char *name, const char *value);
/* Byte of the file where the element's tag, or the attribute's value, begins. */
size_t html_at(const struct html *h, const GumboElement *e);
size_t html_attr_at(const struct html *h, const GumboElement *e, const char *name);
/* The element's start tag as it is written. */
struct span html_tag(const GumboElement *e);
/* Appends the text below a node. */
void html_text(const GumboNode *n, struct strbuf *out, struct arena *a);
bool html_no_text(const char *s);
/* diag_at at the element, its tag being the detail. */
void html_report(struct html *h, enum diag_code code, const GumboElement *e);

/* html_names.c: may everybody know what it is? */
void html_names(struct html *h, const GumboNode *n);
/* html_fetch.c: what is fetched or run. */
void html_fetches(struct html *h, const GumboNode *n);

#endif

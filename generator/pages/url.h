/* pages/url: the one place where addresses are made.
 *
 * A path is an output path from the site's root ("authorities/stockport/index.html");
 * a site path is what people share ("authorities/stockport/"). Hrefs are relative to
 * the page they stand on and name index.html, so a tree works at /, below any folder
 * and from file://. Results live in the arena. */
#ifndef PAGES_URL_H
#define PAGES_URL_H

#include "views/words.h"

const char *path_authority(const struct authority *who, const char *file, struct arena *a);
const char *path_area(const struct comparable *c, const char *file, struct arena *a);
const char *path_report(const struct report *r, struct arena *a);
const char *path_framework(const struct framework *f, struct arena *a);
const char *path_region(const char *region_id, struct arena *a);
/* The two in either order: the URL has them in the order of their ids. */
const char *path_compare(const struct authority *x, const struct authority *y, struct arena *a);
const char *path_text(const char *id, struct arena *a);

/* "authorities/x/index.html" to "authorities/x/"; other files stay as they are. */
const char *url_site(const char *path, struct arena *a);
/* "../../" for a path two folders down; "" at the top. */
const char *url_root(const char *path, struct arena *a);
/* base_url + site path (+ "#" + anchor); without base_url a path from the site's root. */
const char *url_absolute(const char *base_url, const char *path, const char *anchor, struct arena *a);
/* Percent-encodes everything but letters, digits and "-._~": for a query. */
const char *url_encode(const char *s, struct arena *a);
/* True when a file of that path gives trouble on some system (device names, trailing dots). */
bool url_reserved(const char *path);
/* The folded form by which two paths that differ only in case are one. */
const char *url_folded(const char *path, struct arena *a);

#endif

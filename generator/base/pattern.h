/* base/pattern: regular expressions from data files (PCRE2).
 *
 * Patterns are written by people in YAML: compiled once, caseless, UTF-8,
 * with limits on matching so that no input can make one run away. */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

struct pattern;

/* Compiled patterns are immutable and may be shared by threads; they are freed
 * with pattern_free, not by an arena. NULL with *error (in the arena) set when
 * the text is not a pattern; *where is the byte offset in it. */
struct pattern *pattern_compile(struct span text, struct arena *a, const char **error, size_t *where);
void pattern_free(struct pattern *p);
/* True when the pattern has a group of that name. */
bool pattern_has_group(const struct pattern *p, const char *group);
/* True when it matches anywhere in s, which is well-formed UTF-8. */
bool pattern_match(const struct pattern *p, struct span s);
/* The same, and sets *out to the named group's text (empty when it took no part). */
bool pattern_group(const struct pattern *p, struct span s, const char *group, struct span *out);
/* The same for n groups in one match; a group that the pattern does not have is empty. */
bool pattern_groups(const struct pattern *p, struct span s, const char *const *group, struct span *out, size_t n);
/* The same, and sets *start and *end to the whole match's byte range. */
bool pattern_find(const struct pattern *p, struct span s, size_t *start, size_t *end);
/* Frees what this thread's matches share. Whoever ends a thread that matched calls it. */
void pattern_thread_done(void);

#endif

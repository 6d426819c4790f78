/* readers: which framework a document is of. Knows nothing but the titles that the frameworks' data gives. */
#include "readers/readers_int.h"

#include <string.h>

#define RECOGNISE_LINES 80
#define TITLE_MAX 400            /* bytes */

/* The line's words with one space between them, after what title holds: odd spaces, soft hyphens and the marks
 * of a Markdown heading are the page's. False: too long for a title. */
static bool add_words(char *title, size_t *n, struct span line)
{
	bool space = *n > 0;
	size_t i;

	for (i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i], next = i + 1 < line.n ? (unsigned char)line.p[i + 1] : 0;

		if (c == 0xc2 && (next == 0xad || next == 0xa0)) {
			space |= next == 0xa0;
			i++;
		} else if (c <= ' ') {
			space = true;
		} else {
			if (*n + 2 > TITLE_MAX)
				return false;
			if (space && *n)
				title[(*n)++] = ' ';
			space = false;
			title[(*n)++] = (char)c;
		}
	}
	return true;
}

static const struct framework *titled(const struct frameworks *all, struct span title)
{
	size_t i;

	/* A line that begins small is the rest of a sentence that names a title. */
	if (!title.n || (*title.p >= 'a' && *title.p <= 'z'))
		return NULL;
	for (i = 0; i < all->n; i++)
		if (patterns_match(&all->v[i].title, title))
			return &all->v[i];
	return NULL;
}

static bool is_other(const struct frameworks *all, struct span line)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (patterns_match(&all->v[i].other, line))
			return true;
	return false;
}

static struct span without_hashes(struct span line)
{
	line = span_trim(line);
	while (line.n && *line.p == '#')
		line = span_ltrim(span_skip(line, 1));
	return line;
}

const struct framework *recognise(const struct frameworks *all, struct span text, struct span *other)
{
	const struct framework *found = NULL;
	struct span line, next, rest;
	char title[TITLE_MAX];
	size_t seen = 0, n, lines;

	*other = span_make(NULL, 0);
	while (seen < RECOGNISE_LINES && span_line(&text, &line)) {
		line = without_hashes(line);
		n = 0;
		if (!line.n)
			continue;
		seen++;
		if (!add_words(title, &n, line)) {
			found = titled(all, line);
			if (found)
				return found;
			continue;
		}
		if (is_other(all, span_make(title, n))) {
			*other = line;
			return NULL;
		}
		found = titled(all, span_make(title, n));
		for (rest = text, lines = 1; !found && lines < TITLE_LINES && span_line(&rest, &next); lines++) {
			next = span_trim(next);
			if (!next.n || !add_words(title, &n, next))
				break;
			found = titled(all, span_make(title, n));
		}
		if (found)
			return found;
	}
	return NULL;
}

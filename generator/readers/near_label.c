/* readers: labels that are misprinted. A label of some length that differs by very few letters
 * from one area's printed form, and from no other area's, is that area; the reader is told. */
#include "readers/readers_int.h"

#include <string.h>
#include "base/utf8.h"

#define LETTERS_AN_ERROR 8       /* a label must be so many times longer than it has errors */
#define MOST_LENGTH 200
#define MOST_ERRORS 3            /* letters added, lost or changed */

static size_t least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* Edit distance; one more than MOST_ERRORS when it is larger. */
static size_t distance(const char *a, const char *b)
{
	size_t row[MOST_LENGTH + 1], n = strlen(a), m = strlen(b), i, j;

	if (n > MOST_LENGTH || m > MOST_LENGTH || (n > m ? n - m : m - n) > MOST_ERRORS)
		return MOST_ERRORS + 1;
	for (j = 0; j <= m; j++)
		row[j] = j;
	for (i = 1; i <= n; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (j = 1; j <= m; j++) {
			size_t above = row[j];

			row[j] = least(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[m] > MOST_ERRORS ? MOST_ERRORS + 1 : row[m];
}

const struct area *area_nearly_labelled(const struct framework *fw, struct span label, struct arena *a)
{
	const char *key = utf8_key(label, a);
	const struct area *found = NULL;
	size_t most = strlen(key) / LETTERS_AN_ERROR, i, k;

	if (most > MOST_ERRORS)
		most = MOST_ERRORS;
	for (i = 0; i < fw->area_count; i++)
		for (k = 0; k < fw->areas[i].labels.n; k++) {
			if (distance(key, fw->areas[i].labels.v[k]) > most)
				continue;
			if (found && found != &fw->areas[i])
				return NULL;
			found = &fw->areas[i];
		}
	return found;
}

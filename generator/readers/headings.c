/* readers: what a printed line is to a framework. Everything here is asked of the
 * framework's data; there is no wording in this file. */
#include "readers/readers_int.h"

#include <string.h>
#include "base/utf8.h"

#define LINE_MAX_BYTES 300       /* a longer line is prose, not a heading */

static struct span bare(struct span s)
{
	s = span_trim(s);
	while (s.n && strchr(".:;", s.p[s.n - 1]))
		s = span_rtrim(span_make(s.p, s.n - 1));
	return s;
}

bool graded_line(const struct framework *fw, struct span line, struct graded_line *out)
{
	static const char *const group[] = { "grade", "number", "label" };
	struct span found[3];
	size_t i;

	memset(out, 0, sizeof *out);
	if (line.n > LINE_MAX_BYTES)
		return false;
	for (i = 0; i < fw->graded_heading.n; i++) {
		const struct pattern *p = fw->graded_heading.v[i];

		if (!pattern_groups(p, line, group, found, 3))
			continue;
		out->grade = found[0];
		out->number = found[1];
		out->label = found[2];
		if (out->label.n)
			out->tail = span_trim(span_make(out->label.p + out->label.n,
							(size_t)(line.p + line.n - out->label.p) - out->label.n));
		else
			out->tail = line;
		out->label = bare(out->label);
		return true;
	}
	return false;
}

bool grade_alone(const struct framework *fw, struct span line, struct graded_line *out)
{
	if (graded_line(fw, line, out))
		return !out->label.n;
	out->grade = line;
	return framework_grade_printed(fw, line) != NULL;
}

bool grade_apart(const struct framework *fw, struct span line, struct graded_line *out)
{
	struct graded_line alone;

	return graded_line(fw, line, out) && out->label.n && graded_line(fw, out->tail, &alone) && !alone.label.n;
}

/* Bytes of a superscript digit at the end, or 0. */
static size_t superscript_end(struct span s)
{
	if (span_ends(s, "\xc2\xb9") || span_ends(s, "\xc2\xb2") || span_ends(s, "\xc2\xb3"))
		return 2;
	if (s.n >= 3 && (unsigned char)s.p[s.n - 3] == 0xe2 && (unsigned char)s.p[s.n - 2] == 0x81 &&
	    (unsigned char)s.p[s.n - 1] >= 0xb0 && (unsigned char)s.p[s.n - 1] <= 0xb9)
		return 3;
	return 0;
}

struct span without_mark(struct span s)
{
	struct span rest = span_trim(s);
	size_t n;

	while ((n = superscript_end(rest)))
		rest = span_rtrim(span_make(rest.p, rest.n - n));
	for (n = 0; n < 2 && rest.n && rest.p[rest.n - 1] >= '0' && rest.p[rest.n - 1] <= '9'; n++)
		rest.n--;
	rest = span_rtrim(rest);
	/* A number of its own ("3") is no mark; a mark follows a word. */
	return rest.n > 1 ? rest : s;
}

const struct strand *strand_headed(const struct framework *fw, const char *key)
{
	size_t i;

	for (i = 0; i < fw->strand_count; i++)
		if (keys_have(&fw->strands[i].headings, key))
			return &fw->strands[i];
	return NULL;
}

const struct timescale *timescale_headed(const struct framework *fw, const char *key)
{
	size_t i;

	for (i = 0; i < fw->timescale_count; i++)
		if (keys_have(&fw->timescales[i].printed, key))
			return &fw->timescales[i];
	return NULL;
}

/* "Record of main findings: Stockton-on-Tees" is a record heading, too. */
bool record_headed(const struct framework *fw, const char *key)
{
	size_t i;

	for (i = 0; i < fw->record_headings.n; i++) {
		const char *k = fw->record_headings.v[i];
		size_t n = strlen(k);

		if (strncmp(key, k, n) == 0 && (!key[n] || key[n] == ' '))
			return true;
	}
	return false;
}

const struct area *narrative_headed(const struct framework *fw, const char *key)
{
	size_t i;

	for (i = 0; i < fw->area_count; i++)
		if (keys_have(&fw->areas[i].narrative_headings, key))
			return &fw->areas[i];
	return NULL;
}

static int level_of(const struct framework *fw, struct span line, struct arena *a)
{
	struct graded_line g;
	const char *key;

	if (graded_line(fw, line, &g)) {
		if (!g.label.n)
			return 0;
		line = g.label;
	}
	key = utf8_key(line, a);
	if (strand_headed(fw, key) || keys_have(&fw->part_headings, key) || record_headed(fw, key))
		return 2;
	if (timescale_headed(fw, key))
		return 4;
	if (keys_have(&fw->improvement_headings, key) || narrative_headed(fw, key) ||
	    framework_area_keyed(fw, key, NULL))
		return 3;
	return 0;
}

int known_heading(const struct framework *fw, struct span line, struct arena *a)
{
	int level = line.n <= LINE_MAX_BYTES ? level_of(fw, line, a) : 0;

	if (!level && line.n <= LINE_MAX_BYTES)
		level = level_of(fw, without_mark(line), a);
	return level;
}

/* tests: what `gradeline inspect` printed, as lines that can be kept without the documents' text.
 *
 * Reads one JSON object a line from standard input. Long texts become their length in bytes and
 * their cksum(1), so a changed byte shows while no sentence of a report is stored.
 * With --same, only what must be equal in the raw text and in the canonical file: no lines,
 * no texts, no sections, not how the authority is printed. Knows the keys of DESIGN section 6 and nothing of the program. */
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what)
{
	fprintf(stderr, "facts: %s\n", what);
	exit(3);
}

/* The CRC of POSIX cksum: the bytes, then their count. */
static uint32_t crc_byte(uint32_t crc, unsigned char c)
{
	int i;

	crc ^= (uint32_t)c << 24;
	for (i = 0; i < 8; i++)
		crc = crc & 0x80000000u ? (crc << 1) ^ 0x04c11db7u : crc << 1;
	return crc;
}

static uint32_t cksum(const char *s, size_t n)
{
	uint32_t crc = 0;
	size_t i;

	for (i = 0; i < n; i++)
		crc = crc_byte(crc, (unsigned char)s[i]);
	for (; n; n >>= 8)
		crc = crc_byte(crc, (unsigned char)(n & 0xff));
	return ~crc;
}

static json_t *get(json_t *o, const char *key)
{
	json_t *v = json_object_get(o, key);

	if (!v) {
		fprintf(stderr, "facts: no key '%s'\n", key);
		exit(3);
	}
	return v;
}

static const char *text(json_t *o, const char *key)
{
	json_t *v = get(o, key);

	if (json_is_null(v))
		return "null";
	if (!json_is_string(v))
		fail("a text is not a string");
	return json_string_value(v);
}

static void put_number(const char *before, json_t *o, const char *key)
{
	json_t *v = get(o, key);

	if (json_is_null(v))
		printf("%snull", before);
	else if (json_is_integer(v))
		printf("%s%lld", before, (long long)json_integer_value(v));
	else
		fail("a number is not an integer");
}

static void put_sum(json_t *o)
{
	const char *s = text(o, "text");

	printf(" | %zu bytes, cksum %lu\n", strlen(s), (unsigned long)cksum(s, strlen(s)));
}

/* Strand and timescale may be empty or null. */
static const char *or_dash(json_t *o, const char *key)
{
	const char *s = json_is_null(get(o, key)) ? "" : text(o, key);

	return *s ? s : "-";
}

static void put_head(json_t *r, bool same)
{
	json_t *authority = get(r, "authority");

	printf("framework: %s\ntitle: %s\n", text(r, "framework"), text(r, "title"));
	printf("authority: %s", text(authority, "id"));
	if (!same)
		printf(" (%s)", text(authority, "printed"));
	printf("\ninspected: %s to %s\n", text(r, "inspection_start"), text(r, "inspection_end"));
	printf("published: %s\nlead inspector: %s\n", text(r, "published"), text(r, "lead_inspector"));
	if (!same) {
		put_number("paragraphs: ", r, "paragraphs");
		printf("\n");
	}
	printf("judgements: %zu\nimprovements: %zu\n", json_array_size(get(r, "judgements")),
	       json_array_size(get(r, "improvements")));
}

static void put_judgement(json_t *j, bool same)
{
	printf("judgement: %s / %s | %s | %s", or_dash(j, "strand"), text(j, "area"), text(j, "label"), text(j, "grade"));
	put_number(" ", j, "rank");
	printf(" | %s | %s", text(j, "printed"), text(j, "basis"));
	put_number(" | paragraph ", j, "paragraph");
	if (!same)
		put_number(" | line ", j, "line");
	printf("\n");
}

static void put_improvement(json_t *i, bool same)
{
	printf("improvement: %s / %s", or_dash(i, "strand"), or_dash(i, "timescale"));
	if (same) {
		printf("\n");
		return;
	}
	put_number(" | line ", i, "line");
	put_sum(i);
}

static void put_section(json_t *s)
{
	json_t *all = get(s, "paragraphs"), *p;
	size_t i;

	put_number("section: level ", s, "level");
	put_number(" | line ", s, "line");
	printf(" | %s |%s", text(s, "heading"), json_array_size(all) ? "" : " none");
	json_array_foreach(all, i, p)
		put_number(" ", p, "number");
	printf("\n");
	json_array_foreach(all, i, p) {
		put_number("paragraph: ", p, "number");
		put_number(" | line ", p, "line");
		put_sum(p);
	}
}

static void put_report(json_t *r, bool same)
{
	json_t *v;
	size_t i;

	put_head(r, same);
	if (!same)
		printf("sections: %zu\n", json_array_size(get(r, "sections")));
	json_array_foreach(get(r, "judgements"), i, v)
		put_judgement(v, same);
	json_array_foreach(get(r, "improvements"), i, v)
		put_improvement(v, same);
	if (same)
		return;
	json_array_foreach(get(r, "sections"), i, v)
		put_section(v);
}

int main(int argc, char **argv)
{
	bool same = argc == 2 && strcmp(argv[1], "--same") == 0;
	size_t reports = 0;
	json_error_t e;
	json_t *r;

	if (argc > 1 && !same)
		fail("usage: facts [--same] < inspect.json");
	while ((r = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, &e))) {
		put_report(r, same);
		json_decref(r);
		reports++;
	}
	if (!reports)
		fail(e.text);
	return fflush(stdout) ? 3 : 0;
}

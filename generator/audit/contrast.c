/* audit/contrast: see contrast.h. The formulas are those of WCAG 2.2 (relative luminance,
 * contrast ratio). Colour vision is simulated in linear RGB with the matrices for complete
 * dichromacy of Machado, Oliveira and Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009). */
#include "audit/contrast.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NESTED 16              /* blocks within blocks */
#define MAX_VAR 8                  /* var() leading to var() */

static double to_linear(double c)
{
	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double from_linear(double c)
{
	if (c <= 0)
		return 0;
	if (c >= 1)
		return 1;
	return c <= 0.0031308 ? c * 12.92 : 1.055 * pow(c, 1 / 2.4) - 0.055;
}

static double luminance(struct colour c)
{
	return 0.2126 * to_linear(c.red) + 0.7152 * to_linear(c.green) + 0.0722 * to_linear(c.blue);
}

double colour_contrast(struct colour a, struct colour b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

struct colour colour_seen(struct colour c, enum vision v)
{
	static const double sight[VISIONS][3][3] = {
		[VISION_FULL] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
		[VISION_GREYSCALE] = { { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 } },
		[VISION_PROTANOPIA] = { { 0.152286, 1.052583, -0.204868 },
					{ 0.114503, 0.786281, 0.099216 },
					{ -0.003882, -0.048116, 1.051998 } },
		[VISION_DEUTERANOPIA] = { { 0.367322, 0.860646, -0.227968 },
					  { 0.280085, 0.672501, 0.047413 },
					  { -0.011820, 0.042940, 0.968881 } },
		[VISION_TRITANOPIA] = { { 1.255528, -0.076749, -0.178779 },
					{ -0.078411, 0.930809, 0.147602 },
					{ 0.004733, 0.691367, 0.303900 } },
	};
	const double in[3] = { to_linear(c.red), to_linear(c.green), to_linear(c.blue) };
	double out[3];
	int i;

	for (i = 0; i < 3; i++)
		out[i] = from_linear(sight[v][i][0] * in[0] + sight[v][i][1] * in[1] + sight[v][i][2] * in[2]);
	return (struct colour){ out[0], out[1], out[2] };
}

const char *vision_name(enum vision v)
{
	static const char *const names[VISIONS] = { "full", "greyscale", "protanopia", "deuteranopia", "tritanopia" };

	return names[v];
}

const char *scheme_name(enum scheme s)
{
	return s == SCHEME_LIGHT ? "light" : "dark";
}

void colour_hex(struct colour c, char out[COLOUR_HEX])
{
	snprintf(out, COLOUR_HEX, "#%02x%02x%02x", (unsigned)(c.red * 255 + 0.5) & 0xff,
		 (unsigned)(c.green * 255 + 0.5) & 0xff, (unsigned)(c.blue * 255 + 0.5) & 0xff);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool parse_hex(struct span s, struct colour *out)
{
	double part[3];
	size_t i, each = s.n / 3;

	if (s.n != 3 && s.n != 6)
		return false;
	for (i = 0; i < s.n; i++)
		if (hex_digit(s.p[i]) < 0)
			return false;
	for (i = 0; i < 3; i++) {
		int high = hex_digit(s.p[i * each]), low = hex_digit(s.p[i * each + each - 1]);

		part[i] = (double)(high * 16 + low) / 255;
	}
	*out = (struct colour){ part[0], part[1], part[2] };
	return true;
}

/* "12", "12.5" or, with percent, "5%" off the front of *s. */
static bool take_number(struct span *s, double *out, bool *percent)
{
	double n = 0, place = 0.1;
	size_t i = 0;

	while (i < s->n && i < 6 && s->p[i] >= '0' && s->p[i] <= '9')
		n = n * 10 + (s->p[i++] - '0');
	if (!i)
		return false;
	if (i < s->n && s->p[i] == '.')
		for (i++; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++, place /= 10)
			n += place * (s->p[i] - '0');
	*percent = i < s->n && s->p[i] == '%';
	*s = span_ltrim(span_skip(*s, i + *percent));
	*out = n;
	return true;
}

/* What stands between the brackets of rgb(). */
static bool parse_rgb(struct span s, struct colour *out)
{
	double part[3];
	bool percent;
	int i;

	for (i = 0; i < 3; i++) {
		s = span_ltrim(s);
		if (i && s.n && s.p[0] == ',')
			s = span_ltrim(span_skip(s, 1));
		if (!take_number(&s, &part[i], &percent))
			return false;
		part[i] /= percent ? 100 : 255;
		if (part[i] > 1)
			return false;
	}
	*out = (struct colour){ part[0], part[1], part[2] };
	return !s.n;
}

bool colour_parse(struct span css, struct colour *out)
{
	css = span_trim(css);
	if (css.n && css.p[0] == '#')
		return parse_hex(span_skip(css, 1), out);
	if (span_starts(css, "rgb(") && css.p[css.n - 1] == ')')
		return parse_rgb(span_make(css.p + 4, css.n - 5), out);
	if (span_is(css, "white") || span_is(css, "black")) {
		double c = css.p[0] == 'w';

		*out = (struct colour){ c, c, c };
		return true;
	}
	return false;
}

enum block { BLOCK_OTHER, BLOCK_ROOT, BLOCK_DARK, BLOCK_LIGHT };

struct reading {
	struct palette *p;
	struct arena *a;
	struct span css;
	size_t at;
	size_t start;                  /* of the declaration or the words before a block */
	enum block block[MAX_NESTED];
	size_t depth;                  /* may be more than MAX_NESTED: then all is other */
	unsigned brackets;
};

static enum block block_named(struct span words)
{
	if (span_is(words, ":root"))
		return BLOCK_ROOT;
	if (!span_starts(words, "@media") || span_find(words, "prefers-color-scheme") < 0 || span_find(words, "not") >= 0)
		return BLOCK_OTHER;
	return span_find(words, "dark") >= 0 ? BLOCK_DARK : span_find(words, "light") >= 0 ? BLOCK_LIGHT : BLOCK_OTHER;
}

/* False where a declaration belongs to neither scheme. */
static bool scheme_here(const struct reading *r, enum scheme *s)
{
	size_t i;

	*s = SCHEME_LIGHT;
	if (!r->depth || r->depth > MAX_NESTED || r->block[r->depth - 1] != BLOCK_ROOT)
		return false;
	for (i = 0; i + 1 < r->depth; i++) {
		if (r->block[i] == BLOCK_DARK)
			*s = SCHEME_DARK;
		else if (r->block[i] != BLOCK_LIGHT)
			return false;
	}
	return true;
}

static struct span words_here(const struct reading *r)
{
	return span_trim(span_make(r->css.p + r->start, r->at - r->start));
}

static void declaration(struct reading *r)
{
	struct span words = words_here(r), *value;
	ptrdiff_t colon = span_chr(words, ':');
	enum scheme s;

	if (!span_starts(words, "--") || colon < 3 || !scheme_here(r, &s))
		return;
	value = arena_alloc(r->a, sizeof *value);
	*value = span_trim(span_skip(words, (size_t)colon + 1));
	map_set(&r->p->value[s], span_rtrim(span_make(words.p + 2, (size_t)colon - 2)), value);
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool is_name(struct span s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!is_name_char(s.p[i]))
			return false;
	return s.n > 0;
}

static void pair(struct reading *r, struct span text, double least)
{
	struct palette_pair *p = vec_push(&r->p->pair, r->a);
	ptrdiff_t slash;

	text = span_trim(text);
	slash = span_chr(text, '/');
	p->least = least;
	p->offset = (size_t)(text.p - r->css.p);
	p->fore = text;
	if (slash > 0) {
		p->fore = span_rtrim(span_make(text.p, (size_t)slash));
		p->back = span_ltrim(span_skip(text, (size_t)slash + 1));
	}
	if (!is_name(p->fore) || !is_name(p->back)) {
		p->fore = text;
		p->back = span_make(NULL, 0);
	}
}

/* "contrast 4.5: a/b, c/d"; a comment whose second word is no number is none of ours. */
static void comment(struct reading *r, struct span text)
{
	double least;
	bool percent;

	text = span_trim(text);
	if (!span_starts(text, "contrast") || text.n < 9 || !is_space(text.p[8]))
		return;
	text = span_ltrim(span_skip(text, 8));
	if (!take_number(&text, &least, &percent))
		return;
	if (percent || !text.n || text.p[0] != ':') {
		*vec_push(&r->p->pair, r->a) = (struct palette_pair){ .fore = text, .offset = (size_t)(text.p - r->css.p) };
		return;
	}
	text = span_skip(text, 1);
	for (;;) {
		ptrdiff_t comma = span_chr(text, ',');

		pair(r, comma < 0 ? text : span_make(text.p, (size_t)comma), least);
		if (comma < 0)
			return;
		text = span_skip(text, (size_t)comma + 1);
	}
}

static void skip_string(struct reading *r, char quote)
{
	for (r->at++; r->at < r->css.n && r->css.p[r->at] != quote && r->css.p[r->at] != '\n'; r->at++)
		if (r->css.p[r->at] == '\\')
			r->at++;
	r->at += r->at < r->css.n;
}

static void skip_comment(struct reading *r)
{
	struct span rest = span_skip(r->css, r->at + 2);
	ptrdiff_t end = span_find(rest, "*/");
	bool leading = !words_here(r).n;

	if (end >= 0)
		comment(r, span_make(rest.p, (size_t)end));
	r->at = end < 0 ? r->css.n : r->at + 4 + (size_t)end;
	if (leading)
		r->start = r->at;
}

static void step(struct reading *r, char c)
{
	if (c == '(')
		r->brackets++;
	else if (c == ')' && r->brackets)
		r->brackets--;
	if (c == '{') {
		if (r->depth < MAX_NESTED)
			r->block[r->depth] = block_named(words_here(r));
		r->depth++;
	} else if ((c == ';' && !r->brackets) || c == '}') {
		declaration(r);
		if (c == '}' && r->depth)
			r->depth--;
	}
	if (c == '{' || c == '}' || (c == ';' && !r->brackets)) {
		r->start = r->at + 1;
		r->brackets = 0;
	}
	r->at++;
}

void palette_read(struct palette *p, struct span css, struct arena *a)
{
	struct reading r = { .p = p, .a = a, .css = css };

	memset(p, 0, sizeof *p);
	map_init(&p->value[SCHEME_LIGHT], a);
	map_init(&p->value[SCHEME_DARK], a);
	while (r.at < css.n) {
		char c = css.p[r.at];

		if (c == '/' && r.at + 1 < css.n && css.p[r.at + 1] == '*')
			skip_comment(&r);
		else if (c == '"' || c == '\'')
			skip_string(&r, c);
		else
			step(&r, c);
	}
}

const char *palette_colour(const struct palette *p, struct span name, enum scheme s, struct colour *out)
{
	int i;

	for (i = 0; i < MAX_VAR; i++) {
		const struct span *value = s == SCHEME_DARK ? map_get(&p->value[SCHEME_DARK], name) : NULL;

		if (!value)
			value = map_get(&p->value[SCHEME_LIGHT], name);
		if (!value)
			return "is no property of :root";
		if (!span_starts(*value, "var(--") || value->p[value->n - 1] != ')')
			return colour_parse(*value, out) ? NULL : "is not a plain colour";
		name = span_trim(span_make(value->p + 6, value->n - 7));
	}
	return "leads from var() to var() without end";
}

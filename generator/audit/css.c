/* audit: a style sheet: what it fetches, and whether its colours are as far apart as it says. */
#include "audit/audit_int.h"
#include "audit/contrast.h"

static void compare(struct job *j, const struct palette *p, const struct palette_pair *pair, enum scheme s)
{
	const struct span names[2] = { pair->fore, pair->back };
	char hex[2][COLOUR_HEX];
	struct colour c[2];
	enum vision v;
	int i;

	for (i = 0; i < 2; i++) {
		const char *wrong = palette_colour(p, names[i], s, &c[i]);

		if (wrong) {
			diag_at(&j->file->d, DIAG_CONTRAST_PAIR, &j->src, pair->offset, "'--%.*s' %s (%s)", SPAN_SHOWN(names[i]), wrong,
				scheme_name(s));
			return;
		}
		colour_hex(c[i], hex[i]);
	}
	j->file->colours++;
	/* What is too low for everybody is not said again for some. */
	for (v = VISION_FULL; v < VISIONS; v++) {
		double ratio = colour_contrast(colour_seen(c[0], v), colour_seen(c[1], v));

		if (ratio >= pair->least)
			continue;
		diag_at(&j->file->d, DIAG_CONTRAST, &j->src, pair->offset,
			"%.*s %s on %.*s %s is %.2f to 1 in the %s scheme%s%s; %.4g is asked for", SPAN_SHOWN(names[0]), hex[0],
			SPAN_SHOWN(names[1]), hex[1], ratio, scheme_name(s), v == VISION_FULL ? "" : ", as seen in ",
			v == VISION_FULL ? "" : vision_name(v), pair->least);
		return;
	}
}

static void compare_colours(struct job *j)
{
	struct palette p;
	size_t i;

	palette_read(&p, j->src.text, &j->w->scratch);
	for (i = 0; i < p.pair.n; i++) {
		const struct palette_pair *pair = &p.pair.v[i];

		if (!pair->back.p) {
			diag_at(&j->file->d, DIAG_CONTRAST_PAIR, &j->src, pair->offset,
				"'%.*s' is not of the form 'contrast 4.5: name/name, name/name'", SPAN_SHOWN(pair->fore));
			continue;
		}
		compare(j, &p, pair, SCHEME_LIGHT);
		if (p.value[SCHEME_DARK].n)
			compare(j, &p, pair, SCHEME_DARK);
	}
}

static void follow(struct job *j, struct span url)
{
	const char *text;
	size_t to;

	url = span_trim(url);
	audit_fetch(j, url, audit_offset(j, url.p), false);
	if (!url.n || url.p[0] == '#')
		return;
	text = arena_strndup(&j->w->scratch, url.p, url.n);
	if (links_lead(j->audit->links, j->number, text, &to) == LINKS_NOWHERE)
		diag_at(&j->file->d, DIAG_BROKEN_LINK, &j->src, audit_offset(j, url.p), "'%.*s'", SPAN_SHOWN(url));
}

/* A string in quotes at the front of s; else what stands before end. */
static struct span take_url(struct span s, char end)
{
	ptrdiff_t n;

	s = span_ltrim(s);
	if (s.n && (s.p[0] == '"' || s.p[0] == '\'')) {
		end = s.p[0];
		s = span_skip(s, 1);
	}
	n = span_chr(s, end);
	return span_make(s.p, n < 0 ? s.n : (size_t)n);
}

void audit_css_urls(struct job *j, struct span text)
{
	while (text.n) {
		struct span rest;
		ptrdiff_t skip;

		if (span_starts(text, "/*")) {
			skip = span_find(text, "*/");
			text = skip < 0 ? span_skip(text, text.n) : span_skip(text, (size_t)skip + 2);
			continue;
		}
		if (span_starts(text, "url(")) {
			follow(j, take_url(span_skip(text, 4), ')'));
		} else if (span_starts(text, "@import")) {
			rest = span_ltrim(span_skip(text, 7));
			if (rest.n && (rest.p[0] == '"' || rest.p[0] == '\''))
				follow(j, take_url(rest, ';'));
		}
		text = span_skip(text, 1);
	}
}

void audit_css(struct job *j)
{
	audit_css_urls(j, j->src.text);
	compare_colours(j);
}

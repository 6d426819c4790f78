/* base/prefilter: reads patterns as far as is needed to know which letters every match has. */
#include "base/prefilter.h"

#include <stdint.h>
#include "base/sixteen.h"

/* A stretch of a pattern. */
struct stretch {
	struct span one_of[PREFILTER_LITERALS]; /* one of these stands in each match */
	size_t n;                               /* 0: nothing is known */
	struct span start[PREFILTER_LITERALS];  /* each match begins with one of these */
	size_t starts;                          /* 0: nothing is known */
	bool bounded;                           /* after \b */
	bool begin[256];                        /* bytes that a match may begin with */
	bool anchored, empty;                   /* begins with ^; may match nothing */
};

struct parse {
	struct span rest;
	bool lost; /* something unknown: nothing is said of this pattern */
	int depth;
};

#define MAX_DEPTH 20
#define NONE SIZE_MAX
#define WORTH 4                     /* of a literal that is looked for */
#define CLASSES "dDwWsShHvVNpPtnrf" /* letters that stand for some characters after a backslash */

/* U+017F and the Kelvin sign are theirs as well. */
static bool is_cased(char c)
{
	return (c | 0x20) == 's' || (c | 0x20) == 'k';
}

static bool take(struct parse *p, const char *what)
{
	if (!span_starts(p->rest, what))
		return false;
	p->rest = span_skip(p->rest, strlen(what));
	return true;
}

static void begin_any(bool begin[256])
{
	memset(begin, true, 256);
}

static void begin_also(bool begin[256], const bool more[256])
{
	size_t i;

	for (i = 0; i < 256; i++)
		begin[i] |= more[i];
}

/* Letters in either case. Other alphabets are taken together. */
static void begin_with(bool begin[256], unsigned char c)
{
	if (is_letter((char)c))
		begin[c | 0x20] = begin[c & ~0x20u] = true;
	begin[c] = true;
	memset(begin + 0x80, true, 0x80);
}

/* How common a byte is in English prose; what is not here is rare. */
static size_t common(char c)
{
	static const char rising[] = "zqxjvbpygfwmculdhrinoate ";
	const char *at = strchr(rising, c | 0x20);

	return c && at ? (size_t)(at - rising) + 1 : 0;
}

/* Of the literal that says least: its bytes, and once more the rare ones. */
static size_t worth(const struct stretch *s)
{
	size_t least = SIZE_MAX, i, k;

	for (i = 0; i < s->n; i++) {
		size_t one = s->one_of[i].n;

		for (k = 0; k < s->one_of[i].n; k++)
			one += common(s->one_of[i].p[k]) < 14;
		least = one < least ? one : least;
	}
	return least;
}

/* Takes what is known of a part over, if it says more: fewer literals to look for, then better ones. */
static void learn(struct stretch *s, const struct stretch *part)
{
	if (!part->n || worth(part) < WORTH || (s->n && s->n < part->n))
		return;
	if (s->n == part->n && worth(s) >= worth(part))
		return;
	memcpy(s->one_of, part->one_of, sizeof s->one_of);
	s->n = part->n;
}

static void learn_literal(struct stretch *s, struct span *run)
{
	struct stretch part = { .n = 1 };

	part.one_of[0] = *run;
	if (run->n)
		learn(s, &part);
	run->n = 0;
}

/* How often at least what stands before is repeated; sets *times when anything stands here. */
static int take_quantifier(struct parse *p, bool *given)
{
	int least = 1;

	*given = true;
	if (take(p, "?") || take(p, "*")) {
		least = 0;
	} else if (take(p, "{")) {
		least = p->rest.n && *p->rest.p == '0' ? 0 : 1;
		p->lost |= !p->rest.n || !is_digit(*p->rest.p);
		while (p->rest.n && (is_digit(*p->rest.p) || *p->rest.p == ','))
			p->rest = span_skip(p->rest, 1);
		p->lost |= !take(p, "}");
	} else if (!take(p, "+")) {
		*given = false;
		return 1;
	}
	if (!take(p, "?"))
		take(p, "+");
	return least;
}

static void skip_class(struct parse *p)
{
	take(p, "^");
	take(p, "]");
	while (p->rest.n && !take(p, "]")) {
		char c = *p->rest.p, next = p->rest.n > 1 ? p->rest.p[1] : '\0';

		p->lost |= c == '[' && strchr(":.=", next);
		p->lost |= c == '\\' && is_letter(next) && !strchr(CLASSES, next);
		p->rest = span_skip(p->rest, c == '\\' ? 2 : 1);
	}
}

static void parse_choice(struct parse *p, struct stretch *out);

/* What stands after '('. False: nothing of it is in the match. */
static bool parse_group(struct parse *p, struct stretch *out)
{
	bool inside = true;
	ptrdiff_t end;

	if (take(p, "?=") || take(p, "?!") || take(p, "?<=") || take(p, "?<!")) {
		inside = false;
	} else if (take(p, "?<")) {
		end = span_chr(p->rest, '>');
		p->lost |= end < 0;
		p->rest = span_skip(p->rest, (size_t)(end + 1));
	} else if (!take(p, "?:")) {
		p->lost |= span_starts(p->rest, "?") || span_starts(p->rest, "*");
	}
	if (++p->depth > MAX_DEPTH)
		p->lost = true;
	parse_choice(p, out);
	if (!inside)
		memset(out, 0, sizeof *out);
	p->depth--;
	p->lost |= !take(p, ")");
	return inside;
}

/* What one element of a pattern is. */
enum element {
	EL_LITERAL,
	EL_CASED, /* a letter that has forms beyond ASCII */
	EL_BYTE,  /* or more than one */
	EL_GROUP,
	EL_NOTHING
};

static enum element parse_escape(struct parse *p, struct stretch *out)
{
	char c = p->rest.n ? *p->rest.p : '\0';

	p->rest = span_skip(p->rest, 1);
	if (c && strchr("bBAzZ", c))
		return EL_NOTHING;
	if (c && c != 'd' && strchr(CLASSES, c)) {
		begin_any(out->begin);
		if ((c == 'p' || c == 'P') && take(p, "{")) {
			ptrdiff_t end = span_chr(p->rest, '}');

			p->lost |= end < 0;
			p->rest = span_skip(p->rest, (size_t)(end + 1));
		} else if (c == 'p' || c == 'P') {
			p->rest = span_skip(p->rest, 1);
		}
		return EL_BYTE;
	}
	if (c == 'd') {
		for (c = '0'; c <= '9'; c++)
			begin_with(out->begin, (unsigned char)c);
		return EL_BYTE;
	}
	p->lost |= !c || is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
	begin_with(out->begin, (unsigned char)c);
	return EL_BYTE;
}

/* One element without its quantifier; out is empty before. */
static enum element parse_element(struct parse *p, struct stretch *out)
{
	char c = *p->rest.p;

	p->rest = span_skip(p->rest, 1);
	switch (c) {
	case '(':
		return parse_group(p, out) ? EL_GROUP : EL_NOTHING;
	case '[':
		skip_class(p);
		begin_any(out->begin);
		return EL_BYTE;
	case '.':
		begin_any(out->begin);
		return EL_BYTE;
	case '\\':
		return parse_escape(p, out);
	case '$':
		return EL_NOTHING;
	case '^':
		out->anchored = true;
		return EL_NOTHING;
	default:
		p->lost |= strchr("?*+{}", c) != NULL;
		begin_with(out->begin, (unsigned char)c);
		while (p->rest.n && ((unsigned char)*p->rest.p & 0xc0) == 0x80)
			p->rest = span_skip(p->rest, 1);
		if ((unsigned char)c >= 0x80)
			return EL_BYTE;
		return is_cased(c) ? EL_CASED : EL_LITERAL;
	}
}

/* What a sequence begins with: its elements are gone through until that is settled. True: it is. */
static bool learn_start(struct stretch *s, const struct stretch *el, enum element kind, const char *at,
			bool once, bool some)
{
	if (kind == EL_NOTHING && !s->starts) {
		s->bounded |= once && at[0] == '\\' && at[1] == 'b';
		return false;
	}
	if (kind == EL_GROUP && !s->starts && some && !el->empty) {
		memcpy(s->start, el->start, sizeof s->start);
		s->starts = el->starts;
		s->bounded |= el->bounded;
		return true;
	}
	if ((kind != EL_LITERAL && kind != EL_CASED) || !some)
		return true;
	s->start[0] = s->starts ? span_make(s->start[0].p, s->start[0].n + 1) : span_make(at, 1);
	s->starts = 1;
	return !once;
}

static void parse_sequence(struct parse *p, struct stretch *out)
{
	struct span run = { p->rest.p, 0 };
	bool first = true, settled = false;

	out->empty = true;
	while (!p->lost && p->rest.n && *p->rest.p != '|' && *p->rest.p != ')') {
		struct stretch el = { .n = 0 };
		struct span at = p->rest;
		enum element kind = parse_element(p, &el);
		bool repeated;
		int least = take_quantifier(p, &repeated);

		out->anchored |= first && el.anchored && least && kind != EL_BYTE;
		first = false;
		settled = settled || learn_start(out, &el, kind, at.p, !repeated, least);
		if (out->empty && kind != EL_NOTHING)
			begin_also(out->begin, el.begin);
		out->empty &= kind == EL_NOTHING || !least || (kind == EL_GROUP && el.empty);
		if (kind == EL_LITERAL && least) {
			run = run.n ? run : span_make(at.p, 0);
			run.n++;
		}
		if (kind != EL_LITERAL || repeated)
			learn_literal(out, &run);
		if (kind == EL_GROUP && least)
			learn(out, &el);
	}
	learn_literal(out, &run);
}

static void parse_choice(struct parse *p, struct stretch *out)
{
	bool known = true, starts = true;
	size_t i;

	memset(out, 0, sizeof *out);
	out->anchored = out->bounded = true;
	do {
		struct stretch one = { .n = 0 };

		parse_sequence(p, &one);
		known &= one.n && out->n + one.n <= PREFILTER_LITERALS;
		for (i = 0; i < one.n && known; i++)
			out->one_of[out->n++] = one.one_of[i];
		starts &= one.starts && out->starts + one.starts <= PREFILTER_LITERALS;
		for (i = 0; i < one.starts && starts; i++)
			out->start[out->starts++] = one.start[i];
		out->bounded &= one.bounded;
		begin_also(out->begin, one.begin);
		out->anchored &= one.anchored;
		out->empty |= one.empty;
	} while (!p->lost && take(p, "|"));
	out->n = known ? out->n : 0;
	out->starts = starts ? out->starts : 0;
}

/* ---- looking ---------------------------------------------------------------- */

static void add_literal(struct prefilter_literals *all, struct span text)
{
	struct prefilter_literal *l = &all->v[all->n++];
	size_t i, a = 0, b = 1;

	l->text = text;
	for (l->sure = 0; l->sure < text.n && !is_cased(text.p[l->sure]); l->sure++)
		;
	if (l->sure < 2)
		return;
	if (common(text.p[b]) < common(text.p[a]))
		a = 1, b = 0;
	for (i = 2; i < l->sure; i++) {
		if (common(text.p[i]) < common(text.p[a]))
			b = a, a = i;
		else if (common(text.p[i]) < common(text.p[b]))
			b = i;
	}
	l->rare[0] = a < b ? a : b;
	l->rare[1] = a < b ? b : a;
}

/* Beginnings are looked for when that can be done, and when each says something. */
static void set_start(struct prefilter *f, const struct stretch *s)
{
	size_t i;

	f->bounded = s->bounded;
	for (i = 0; i < s->starts; i++) {
		add_literal(&f->start, s->start[i]);
		if (f->start.v[i].sure < 2 || s->start[i].n < WORTH || !is_letter(*s->start[i].p)) {
			f->start.n = 0;
			return;
		}
	}
}

void prefilter_make(struct prefilter *f, struct span pattern)
{
	struct parse p = { .rest = pattern };
	struct stretch s;
	size_t i, bytes = 0;

	memset(f, 0, sizeof *f);
	parse_choice(&p, &s);
	if (p.lost || p.rest.n)
		return;
	for (i = 0; i < 0x80; i++)
		bytes += s.begin[i];
	/* What begins with few bytes is told at once. */
	f->anchored = s.anchored && !s.empty && bytes < 0x40;
	memcpy(f->begin, s.begin, sizeof f->begin);
	if (f->anchored)
		return;
	for (i = 0; i < s.n; i++)
		add_literal(&f->need, s.one_of[i]);
	set_start(f, &s);
}

/* Equal but for case; some other bytes count as equal as well. */
static bool stands_at(const struct prefilter_literal *l, struct span s, size_t at)
{
	size_t i;

	for (i = 0; i < l->text.n; i++) {
		unsigned char c = at + i < s.n ? (unsigned char)s.p[at + i] : 0;

		if (c >= 0x80 && is_cased(l->text.p[i]))
			return true;
		if ((c | 0x20) != (l->text.p[i] | 0x20))
			return false;
	}
	return true;
}

static bool in_word(struct span s, size_t at)
{
	return at && (is_letter(s.p[at - 1]) || is_digit(s.p[at - 1]));
}

/* The first of the places from at on whose bits are set where the literal stands, not within a word if it is
 * bounded; or NONE. */
static size_t among(const struct prefilter_literal *l, struct span s, bool bounded, size_t at, uint32_t bits)
{
	for (; bits; bits &= bits - 1) {
		size_t place = at + (size_t)__builtin_ctz(bits);

		if (stands_at(l, s, place) && !(bounded && in_word(s, place)))
			return place;
	}
	return NONE;
}

static inline sixteen both_at(const char *p, const struct prefilter_literal *l, sixteen a, sixteen b)
{
	sixteen x = sixteen_at(p + l->rare[0]), y = sixteen_at(p + l->rare[1]);

	return (sixteen)((x | 0x20) == a) & (sixteen)((y | 0x20) == b);
}

static size_t place_in(const struct prefilter_literal *l, struct span s, bool bounded)
{
	sixteen a = sixteen_of((unsigned char)(l->text.p[l->rare[0]] | 0x20));
	sixteen b = sixteen_of((unsigned char)(l->text.p[l->rare[1]] | 0x20));
	size_t places = s.n < l->sure ? 0 : s.n - l->sure + 1, i = 0, found = NONE;

	if (places < 16)
		return among(l, s, bounded, 0, (1u << places) - 1);
	for (; i + 32 <= places && found == NONE; i += 32) {
		sixteen x = both_at(s.p + i, l, a, b), y = both_at(s.p + i + 16, l, a, b);

		if (sixteen_any(x | y))
			found = among(l, s, bounded, i, sixteen_bits(x) | sixteen_bits(y) << 16);
	}
	if (i + 16 <= places && found == NONE)
		found = among(l, s, bounded, i, sixteen_bits(both_at(s.p + i, l, a, b)));
	/* Some of them once more. */
	return found != NONE
		       ? found
		       : among(l, s, bounded, places - 16, sixteen_bits(both_at(s.p + places - 16, l, a, b)));
}

/* The first place where one of them stands; or NONE. */
static size_t first_of(const struct prefilter_literals *all, struct span s, bool bounded)
{
	size_t first = NONE, i;

	for (i = 0; i < all->n && first; i++) {
		const struct prefilter_literal *l = &all->v[i];
		/* What stands behind the first needs no look. */
		struct span rest =
			first == NONE ? s : span_make(s.p, first + l->text.n < s.n ? first + l->text.n : s.n);
		size_t at = place_in(l, rest, bounded);

		first = at < first ? at : first;
	}
	return first;
}

bool prefilter_look(const struct prefilter *f, struct span s, size_t *from)
{
	if (f->need.n && first_of(&f->need, s, false) == NONE)
		return false;
	if (f->start.n)
		*from = first_of(&f->start, s, f->bounded);
	return *from != NONE;
}

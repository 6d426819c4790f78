/* search/settle: which volumes have to be written, and from what. Part of the search room; may know base.
 *
 * A document stays when its head and its text are what they were and it stands in the same volume, behind the same others
 * as far as they stay. Texts of those that do not are read again, as they were, so that what they had can be taken off. */
#include "search/search_int.h"

#include "base/digest.h"

#define GONE_MIN 32                /* so many documents may always change; of more only a part */
#define GONE_PART 8

bool known_text(const struct doc *d, const struct known *k)
{
	return d->text_hash == k->text && d->units == k->units && span_eq(d->headings, k->headings);
}

/* A text that did not come is as it was. */
static bool take_known(struct search *s)
{
	size_t i;

	for (i = 0; i < s->doc.n; i++) {
		struct doc *d = &s->doc.v[i];

		if (!d->head.has_text || d->come)
			continue;
		if (!d->known)
			return false;
		d->text_hash = d->known->text;
		d->units = d->known->units;
		d->headings = d->known->headings;
	}
	return true;
}

/* Returns how many do not stay. */
static size_t find_stays(struct search *s)
{
	size_t i, v, stay = 0;

	for (v = 0; v < s->start.n; v++) {
		const struct known *last = NULL;

		for (i = 0; i < s->volume[v].docs; i++) {
			struct doc *d = &s->volume[v].doc[i];
			struct known *k = map_get(&s->recall->by_url, span_of(d->head.url));

			if (k)
				k->now = d;
			if (!k || k->volume != v || (last && k < last) || k->head != d->head_hash || !known_text(d, k))
				continue;
			d->stays = k->stays = true;
			last = k;
			stay++;
		}
	}
	return s->recall->docs - stay;
}

/* ---- texts as they were ---------------------------------------------------------------- */

static unsigned hex(const char *p)
{
	unsigned v = 0, i;

	for (i = 0; i < 4; i++)
		v = v * 16 + (unsigned)(p[i] <= '9' ? p[i] - '0' : p[i] - 'a' + 10);
	return v;
}

/* A string as escape_json wrote it, off the front of *rest. */
static bool take_string(struct span *rest, struct arena *a, struct span *out)
{
	char *to = arena_text(a, rest->n), *p = to;
	const char *q = rest->p, *end = q + rest->n;

	for (q++; q < end && *q != '"'; q++) {
		unsigned c;

		if (*q != '\\') {
			*p++ = *q;
		} else if (++q < end && *q != 'u') {
			*p++ = *q == 'n' ? '\n' : *q;
		} else if (end - q > 4) {
			c = hex(q + 1);
			q += 4;
			if (c >= 0x80)         /* U+2028 or U+2029 */
				*p++ = '\xe2', *p++ = '\x80';
			*p++ = (char)(c < 0x80 ? c : 0x80 | (c & 0x3f));
		}
	}
	*out = span_make(to, (size_t)(p - to));
	*rest = q < end ? span_make(q + 1, (size_t)(end - q - 1)) : SPAN_LIT("");
	return q < end;
}

static bool take_mark(struct span *rest, char mark)
{
	bool good = rest->n && rest->p[0] == mark;

	*rest = span_skip(*rest, 1);
	return good;
}

/* The units of a text's file; the hash has said that it is what was written. */
static struct search_unit *take_units(struct span rest, const struct known *k, struct arena *a)
{
	struct search_unit *unit = arena_calloc(a, k->units, sizeof *unit);
	struct span anchor;
	unsigned i;

	for (i = 0; i < k->units; i++)
		if (!take_mark(&rest, i ? ',' : '[') || !take_mark(&rest, '\n') || !take_string(&rest, a, &anchor) ||
		    !take_mark(&rest, ',') || !take_string(&rest, a, &unit[i].text))
			return NULL;
	return unit;
}

static bool note_gone(struct search *s, struct known *k, struct arena *a)
{
	const struct recall *r = s->recall;
	struct strbuf block = STRBUF_INIT;
	struct search_unit *unit;
	struct span file, data;

	if (!k->units)
		return true;
	if (!r->read(r->ctx, search_text_path(k->url, a), a, &file) ||
	    !file_data(file, text_name(k->url, a), k->text, false, &data) || digest_64(data) != k->text)
		return false;
	unit = take_units(data, k, a);
	if (!unit)
		return false;
	noter_count(s->noter[0], k->now && k->now->head.has_text && known_text(k->now, k) ? IN_KEPT : IN_GONE);
	pack_text_words(s->noter[0], unit, k->units, a, &block);
	noter_count(s->noter[0], IN_TEXT);
	k->block = block.p;
	k->block_n = (unsigned)block.n;
	return true;
}

static bool note_all_gone(struct search *s)
{
	struct arena a = ARENA_INIT;
	bool good = true;
	size_t v, i;

	for (v = 0; v < s->recall->volumes; v++)
		for (i = 0; good && i < s->recall->volume[v].docs; i++) {
			struct known *k = &s->recall->volume[v].doc[i];

			if (k->stays)
				continue;
			arena_clear(&a);
			good = note_gone(s, k, &a);
		}
	arena_release(&a);
	return good;
}

/* ---- volumes --------------------------------------------------------------------------- */

static bool forms_changed(const struct search *s, const struct known_volume *was)
{
	const struct recall *r = s->recall;
	size_t i;

	for (i = 0; i < r->stems; i++) {
		unsigned group;

		if (!(was->has[i / 8] >> i % 8 & 1))
			continue;
		group = s->order.rank[0][i];
		if (group == NO_GROUP || !span_eq(s->order.forms[group], r->forms[i]))
			return true;
	}
	return false;
}

static enum volume_way way_of(const struct search *s, const struct volume *v, const struct known_volume *was)
{
	size_t stay = 0, texts = 0, i;

	for (i = 0; i < v->docs; i++) {
		stay += v->doc[i].stays;
		texts += v->doc[i].head.has_text;
	}
	if (stay == v->docs && stay == was->docs && !forms_changed(s, was))
		return VOLUME_STAYS;
	/* A name that has gone is not known. */
	for (i = 0; i < was->docs; i++)
		if (!was->doc[i].stays && (!was->doc[i].now || was->doc[i].now->head_hash != was->doc[i].head))
			return VOLUME_ANEW;
	return texts && stay * 4 >= v->docs * 3 ? VOLUME_MERGED : VOLUME_ANEW;
}

static void forget(struct search *s)
{
	size_t i;

	for (i = 0; i < s->doc.n; i++) {
		s->doc.v[i].known = NULL;
		s->doc.v[i].stays = false;
		/* What came, and was the same, was not noted. */
		if (s->doc.v[i].own != s->doc.v[i].headings.p)
			s->doc.v[i].headings = SPAN_LIT("");
	}
	recall_close(s->recall);
	s->recall = NULL;
}

bool doc_wanted(const struct volume *v, const struct doc *d)
{
	if (!d->head.has_text || d->noted || v->done || v->way == VOLUME_STAYS)
		return false;
	return v->way == VOLUME_ANEW || !d->stays;
}

void order_texts(struct search *s)
{
	size_t noted = 1, i;

	for (i = 0; i < s->doc.n; i++)
		noted += s->doc.v[i].noted;
	if (s->ordered == noted)
		return;
	order_release(&s->order);
	order_make(&s->order, s->noter, s->recall);
	s->ordered = noted;
}

static bool settle(struct search *s)
{
	size_t changed;

	if (!s->recall)
		return true;
	if (!take_known(s))
		return false;
	changed = find_stays(s);
	return (changed <= GONE_MIN || changed <= s->recall->docs / GONE_PART) && note_all_gone(s);
}

bool search_settle(struct search *s)
{
	bool wanted = false;
	size_t i, k;

	s->volume = arena_calloc(&s->arena, s->start.n, sizeof *s->volume);
	for (i = 0; i < s->start.n; i++) {
		size_t end = i + 1 < s->start.n ? s->start.v[i + 1] : s->doc.n;

		s->volume[i].doc = s->doc.v ? s->doc.v + s->start.v[i] : NULL;
		s->volume[i].docs = end - s->start.v[i];
	}
	if (!settle(s))
		forget(s);
	if (s->recall)
		order_texts(s);
	for (i = 0; i < s->start.n; i++) {
		struct volume *v = &s->volume[i];

		if (s->recall && i < s->recall->volumes)
			v->way = way_of(s, v, &s->recall->volume[i]);
		for (k = 0; k < v->docs; k++)
			wanted |= doc_wanted(v, &v->doc[k]);
	}
	return wanted;
}

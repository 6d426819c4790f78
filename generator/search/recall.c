/* search/recall: what the next build needs of an index, as bytes, and back. Part of the search room; may know base.
 *
 * All groups of the site with how often each form stands in texts, so that it is known when one has gone; of each volume
 * its documents, what is said of it in the manifest, and its groups. Words of texts are not kept: the shards have them. */
#include "search/search_int.h"

#include <stdlib.h>
#include "base/pack.h"

/* ---- out ------------------------------------------------------------------------------- */

static void put_span(struct strbuf *out, struct span s)
{
	pack_number(out, s.n);
	pack_bytes(out, s.p, s.n);
}

static void put_groups(const struct search *s, struct strbuf *out)
{
	const struct order *o = &s->order;
	struct dict *d = &s->noter[0]->dict;
	struct span rest, form;
	size_t i;

	pack_number(out, o->n);
	for (i = 0; i < o->n; i++) {
		put_span(out, d->stems.entry[o->stem[i]].key);
		put_span(out, o->forms[i]);
		for (rest = o->forms[i]; rest.n; rest = span_skip(rest, form.n + 1)) {
			form = first_form(rest);
			pack_number(out, o->texts[dict_word(d, form)->form]);
		}
	}
}

static void put_docs(const struct volume *v, struct strbuf *out)
{
	size_t i;

	pack_number(out, v->docs);
	for (i = 0; i < v->docs; i++) {
		const struct doc *d = &v->doc[i];

		pack_text(out, d->head.url);
		pack_bytes(out, &d->head_hash, sizeof d->head_hash);
		pack_bytes(out, &d->text_hash, sizeof d->text_hash);
		put_span(out, d->headings);
		pack_number(out, d->units);
	}
}

/* Of a volume that stays, in the numbers of now. */
static void put_has(const struct search *s, const struct volume *v, const struct known_volume *was, struct strbuf *out)
{
	size_t n = (s->order.n + 7) / 8, i;
	unsigned char *has = xmalloc(n + 1);

	memset(has, 0, n + 1);
	for (i = 0; v->way == VOLUME_STAYS && i < s->recall->stems; i++)
		if (was->has[i / 8] >> i % 8 & 1)
			has[s->order.rank[0][i] / 8] |= (unsigned char)(1u << s->order.rank[0][i] % 8);
	pack_bytes(out, v->way == VOLUME_STAYS ? has : v->has, n);
	free(has);
}

static void put_hidden(const struct search *s, const struct volume *v, const struct known_volume *was, struct strbuf *out)
{
	size_t n = v->way == VOLUME_STAYS ? was->hiddens : v->hidden.n, i;

	pack_number(out, n);
	for (i = 0; i < n; i++) {
		const struct hidden *h = v->way == VOLUME_STAYS ? &was->hidden[i] : &v->hidden.v[i];

		pack_number(out, v->way == VOLUME_STAYS ? s->order.rank[0][h->stem] : h->stem);
		pack_number(out, h->count);
	}
}

void search_keep(const struct search *s, struct strbuf *out)
{
	size_t i;

	put_groups(s, out);
	pack_number(out, s->start.n);
	for (i = 0; i < s->start.n; i++) {
		const struct volume *v = &s->volume[i];
		const struct known_volume *was = s->recall && i < s->recall->volumes ? &s->recall->volume[i] : NULL;

		pack_bytes(out, &v->hash, sizeof v->hash);
		pack_number(out, v->shards);
		put_span(out, sb_view(&v->starts));
		put_docs(v, out);
		put_has(s, v, was, out);
		put_hidden(s, v, was, out);
	}
}

/* ---- and back -------------------------------------------------------------------------- */

static struct span take_span(struct span *in)
{
	uint64_t n = take_number(in);
	struct span s = span_make(in->p, (size_t)n);

	if (take_failed(in) || n > in->n) {
		take_fail(in);
		return SPAN_LIT("");
	}
	*in = span_skip(*in, s.n);
	return s;
}

/* Of things that take a byte each at least. */
static size_t take_count(struct span *in)
{
	uint64_t n = take_number(in);

	if (n > in->n)
		take_fail(in);
	return take_failed(in) ? 0 : (size_t)n;
}

static void take_groups(struct recall *r, struct span *in, struct dict *d)
{
	struct span root, rest, form;
	size_t i;

	r->stems = take_count(in);
	r->forms = arena_calloc(&r->arena, r->stems, sizeof *r->forms);
	vec_push(&r->texts, &r->arena);
	for (i = 0; i < r->stems; i++) {
		root = take_span(in);
		r->forms[i] = rest = take_span(in);
		for (; rest.n; rest = span_skip(rest, form.n + 1)) {
			form = first_form(rest);
			dict_load(d, form, root);
			*vec_push(&r->texts, &r->arena) = take_number(in);
		}
	}
	if (d->stem.n != r->stems || d->form.n != r->texts.n)
		take_fail(in);
}

static void take_docs(struct recall *r, size_t number, struct span *in)
{
	struct known_volume *v = &r->volume[number];
	size_t i;

	v->docs = take_count(in);
	v->doc = arena_calloc(&r->arena, v->docs, sizeof *v->doc);
	v->units = 1;
	for (i = 0; i < v->docs; i++) {
		struct known *k = &v->doc[i];

		k->url = take_text(in);
		take_bytes(in, &k->head, sizeof k->head);
		take_bytes(in, &k->text, sizeof k->text);
		k->headings = take_span(in);
		k->units = (unsigned)take_number(in);
		k->volume = (unsigned)number;
		k->first = v->units;
		v->units += 1 + k->units;
		map_set(&r->by_url, span_of(k->url), k);
	}
	r->docs += v->docs;
}

static void take_volume(struct recall *r, size_t number, struct span *in)
{
	struct known_volume *v = &r->volume[number];
	size_t i;
	struct span s;

	take_bytes(in, &v->hash, sizeof v->hash);
	v->shards = (unsigned)take_number(in);
	s = take_span(in);
	v->starts = arena_strndup(&r->arena, s.p, s.n);
	take_docs(r, number, in);
	v->has = (const unsigned char *)in->p;
	if ((r->stems + 7) / 8 > in->n)
		take_fail(in);
	*in = span_skip(*in, (r->stems + 7) / 8);
	v->hiddens = take_count(in);
	v->hidden = arena_calloc(&r->arena, v->hiddens, sizeof *v->hidden);
	for (i = 0; i < v->hiddens; i++) {
		v->hidden[i].stem = (unsigned)take_number(in);
		v->hidden[i].count = (unsigned)take_number(in);
		if (v->hidden[i].stem >= r->stems)
			take_fail(in);
	}
}

struct recall *recall_open(struct span kept, struct dict *d)
{
	struct recall *r = xmalloc(sizeof *r);
	size_t i;

	memset(r, 0, sizeof *r);
	map_init(&r->by_url, &r->arena);
	take_groups(r, &kept, d);
	r->volumes = take_count(&kept);
	r->volume = arena_calloc(&r->arena, r->volumes, sizeof *r->volume);
	for (i = 0; i < r->volumes && !take_failed(&kept); i++)
		take_volume(r, i, &kept);
	if (!take_failed(&kept) && !kept.n)
		return r;
	recall_close(r);
	return NULL;
}

void recall_close(struct recall *r)
{
	size_t i, k;

	if (!r)
		return;
	for (i = 0; i < r->volumes; i++)
		for (k = 0; k < r->volume[i].docs; k++)
			free(r->volume[i].doc[k].block);
	arena_release(&r->arena);
	free(r);
}

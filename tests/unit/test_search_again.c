/* search: what an earlier index leaves to do. A site is changed at random; with what was kept of the index before, the files
 * must be what they are without it, also where that is damaged. */
#include "unit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include "search/search_int.h"

#define DOCS 60                    /* at most */
#define VOLUME 20
#define UNITS 170                  /* of a text, about: a volume has more than three times COMMON_MIN */
#define NAMES 3
#define THREADS 2

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* A site as it stands: files by path. */
struct stood {
	struct arena a;
	struct map file;
	struct strbuf words;           /* what search_keep gave */
};

struct paper {
	unsigned id, version, title;
	bool more;                     /* a sentence more, of words that others have */
};

struct world {
	struct paper doc[DOCS], was[DOCS];
	size_t n, n_was;
	unsigned next, random, name;
	struct stood *old;
	unsigned lost;                 /* one read in so many fails; 0: none */
	unsigned spoilt;               /* one read in so many has another byte; 0: none */
	atomic_size_t put, left;       /* files that were */
	size_t asked;                  /* texts that were wanted though they were the same */
};

static unsigned rnd(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 12) % n;
}

static void put(void *ctx, const char *path, struct span bytes, unsigned worker)
{
	struct stood *s = ctx;
	struct span *copy;

	(void)worker;
	pthread_mutex_lock(&lock);
	copy = arena_alloc(&s->a, sizeof *copy);
	*copy = span_make(arena_strndup(&s->a, bytes.p, bytes.n), bytes.n);
	assert_true(map_set(&s->file, span_of(path), copy));
	pthread_mutex_unlock(&lock);
}

/* What a build writes goes to `site`; what it leaves comes from the old one. */
struct build {
	struct world *w;
	struct stood *site;
};

static void put_new(void *ctx, const char *path, struct span bytes, unsigned worker)
{
	struct build *b = ctx;

	b->w->put++;
	put(b->site, path, bytes, worker);
}

static bool leave(void *ctx, const char *path, unsigned worker)
{
	struct build *b = ctx;
	const struct span *old = map_get(&b->w->old->file, span_of(path));

	assert_non_null(old);
	b->w->left++;
	put(b->site, path, *old, worker);
	return true;
}

static bool read_old(void *ctx, const char *path, struct arena *a, struct span *out)
{
	struct world *w = ctx;
	const struct span *old = map_get(&w->old->file, span_of(path));
	bool lost, spoilt;
	unsigned at;
	char *copy;

	if (!old)
		return false;
	pthread_mutex_lock(&lock);
	lost = w->lost && rnd(&w->random, w->lost) == 0;
	spoilt = w->spoilt && rnd(&w->random, w->spoilt) == 0;
	at = rnd(&w->random, (unsigned)old->n);
	pthread_mutex_unlock(&lock);
	if (lost)
		return false;
	copy = arena_strndup(a, old->p, old->n);
	copy[at] ^= spoilt;
	*out = span_make(copy, old->n);
	return true;
}

/* ---- invented texts ------------------------------------------------------------------- */

static void add_word(struct strbuf *out, unsigned *seed, unsigned id)
{
	static const char *const end[] = { "", "s", "ed", "ing" };

	switch (rnd(seed, 12)) {
	case 0:
	case 1:
	case 2:
		sb_printf(out, " skp%u%s", rnd(seed, 16000), end[rnd(seed, 2)]);
		break;
	case 3:
		/* Beside those above: they stand in two shards. */
		sb_puts(out, rnd(seed, 2) ? " sky" : " skies");
		break;
	case 4:
		sb_printf(out, " own%u <b>\"q\" & \\ caf\xc3\xa9\xe2\x80\xa8next", id % 7);
		break;
	default:
		sb_printf(out, " word%cx%s", 'a' + (int)rnd(seed, 20), end[rnd(seed, 4)]);
	}
}

/* Versions of a paper differ in the words of one unit, in one word of many, and in how many units there are. */
static struct search_unit *units_of(const struct paper *p, size_t *n, struct arena *a)
{
	size_t i;
	struct search_unit *unit;

	*n = p->id % 11 == 5 ? 0 : UNITS + p->version % 3;
	unit = arena_calloc(a, *n + 1, sizeof *unit);
	for (i = 0; i < *n; i++) {
		unsigned seed = p->id * 1000 + (unsigned)i, k;
		struct strbuf text = STRBUF_INIT;

		if (i == p->version * 7 % UNITS)
			seed += p->version * 77777;
		sb_puts(&text, "common");
		/* In about a third of all: now too common, now not. */
		if (p->version % 4 ? p->version % 4 == 1 : rnd(&seed, 3) == 0)
			sb_puts(&text, " perhaps");
		for (k = 0; k < 7; k++)
			add_word(&text, &seed, p->id);
		unit[i].anchor = arena_printf(a, "p%zu", i + 1);
		unit[i].text = span_make(arena_strndup(a, text.p, text.n), text.n);
		unit[i].heading = (i + (p->version % 5 == 4)) % 9 == 0;
		sb_release(&text);
	}
	if (p->more)
		unit[(*n)++] = (struct search_unit){ "more", SPAN_LIT("Common, common."), false };
	return unit;
}

static const char *url_of(const struct paper *p, struct arena *a)
{
	return arena_printf(a, p->id % 2 ? "reports/%u/" : "reports/%u", p->id);
}

static void give_text(struct search *s, const struct paper *p, struct stood *site)
{
	struct arena a = ARENA_INIT;
	struct strbuf out = STRBUF_INIT;
	const char *url = url_of(p, &a);
	size_t n;
	const struct search_unit *unit = units_of(p, &n, &a);

	search_text(s, url, unit, n, &a, &out);
	if (site)
		put(site, search_text_path(url, &a), sb_view(&out), 0);
	sb_release(&out);
	arena_release(&a);
}

static void add_heads(struct search *s, const struct world *w, struct arena *a)
{
	size_t i;

	for (i = 0; i < NAMES; i++)
		search_add(s, &(struct search_head){ arena_printf(a, "names/%zu/", i), "Name", "Authority",
						     arena_printf(a, "wordax %zu town%u", i, i ? 0 : w->name), "x", false });
	for (i = 0; i < w->n; i++) {
		const struct paper *p = &w->doc[i];

		if (i % VOLUME == 0)
			search_volume(s);
		search_add(s, &(struct search_head){ url_of(p, a), "Title", "Report",
						     arena_printf(a, "common perhaps titled%u", p->title), "x", true });
	}
}

static void write_all(struct world *w, struct search *s, struct build *b)
{
	struct arena a = ARENA_INIT;
	bool more = search_settle(s);
	size_t i;
	int rc;

	do {
		for (i = 0; more && i < w->n; i++)
			if (search_wants(s, search_text_path(url_of(&w->doc[i], &a), &a))) {
				w->asked++;
				give_text(s, &w->doc[i], NULL);
			}
		rc = search_write(s, THREADS, put_new, leave, b);
		more = true;
	} while (rc > 0);
	assert_int_equal(rc, 0);
	search_keep(s, &b->site->words);
	arena_release(&a);
}

struct giving {
	struct search *s;
	const struct world *w;
	struct stood *site;
	bool give[DOCS];
};

static void give_one(void *ctx, size_t i, unsigned worker)
{
	struct giving *g = ctx;

	(void)worker;
	if (g->give[i])
		give_text(g->s, &g->w->doc[i], g->site);
}

static bool is_old(const struct world *w, const struct paper *p)
{
	size_t i;

	for (i = 0; i < w->n_was; i++)
		if (w->was[i].id == p->id && w->was[i].version == p->version && w->was[i].more == p->more)
			return true;
	return false;
}

/* Whether a text is the same is known beforehand, as a build knows it; some that are come nevertheless. */
static void choose(struct world *w, struct giving *g, bool again)
{
	struct arena a = ARENA_INIT;
	size_t i;

	for (i = 0; i < w->n; i++) {
		const char *path = search_text_path(url_of(&w->doc[i], &a), &a);

		g->give[i] = !again || !is_old(w, &w->doc[i]) || rnd(&w->random, 4) == 0;
		if (!g->give[i])
			put(g->site, path, *(const struct span *)map_get(&w->old->file, span_of(path)), 0);
	}
	arena_release(&a);
}

static struct stood *build(struct world *w, bool again)
{
	struct stood *site = calloc(1, sizeof *site);
	struct search *s = search_new(".");
	struct build b = { w, site };
	struct giving g = { .s = s, .w = w, .site = site };
	struct arena a = ARENA_INIT;

	map_init(&site->file, &site->a);
	if (again)
		assert_true(search_recall(s, sb_view(&w->old->words), read_old, w));
	add_heads(s, w, &a);
	choose(w, &g, again);
	pool_run(w->n, THREADS, give_one, &g);
	write_all(w, s, &b);
	search_free(s);
	arena_release(&a);
	return site;
}

static void release(struct stood *s)
{
	sb_release(&s->words);
	arena_release(&s->a);
	free(s);
}

static void expect_same(const struct stood *one, const struct stood *other)
{
	size_t i;

	assert_int_equal(one->file.n, other->file.n);
	for (i = 0; i < one->file.n; i++) {
		const struct span *a = one->file.entry[i].value, *b = map_get(&other->file, one->file.entry[i].key);

		assert_non_null(b);
		assert_int_equal(a->n, b->n);
		assert_memory_equal(a->p, b->p, a->n);
	}
	/* What is kept is the same, too, so errors would not add up unseen. */
	assert_int_equal(one->words.n, other->words.n);
	assert_memory_equal(one->words.p, other->words.p, one->words.n);
}

/* ---- changes --------------------------------------------------------------------------- */

static void change(struct world *w)
{
	size_t at = rnd(&w->random, (unsigned)w->n), i;

	switch (rnd(&w->random, 14)) {
	case 0:
		w->doc[at].title = ++w->next;
		break;
	case 1:
		w->name++;
		break;
	case 2:
		if (w->n > VOLUME) {
			memmove(&w->doc[at], &w->doc[at + 1], (w->n - at - 1) * sizeof *w->doc);
			w->n--;
		}
		break;
	case 3:
		if (w->n < DOCS) {
			memmove(&w->doc[at + 1], &w->doc[at], (w->n - at) * sizeof *w->doc);
			w->n++;
			w->doc[at] = (struct paper){ .id = ++w->next };
		}
		break;
	case 4:
		if (w->n < DOCS)
			w->doc[w->n++] = (struct paper){ .id = ++w->next };
		break;
	case 5:
		for (i = 0; i < 12; i++)
			w->doc[rnd(&w->random, (unsigned)w->n)].version++;
		break;
	case 6:
		w->doc[at].version = 0;
		break;
	case 7:
		if (at + 1 < w->n) {
			struct paper p = w->doc[at];

			w->doc[at] = w->doc[at + 1];
			w->doc[at + 1] = p;
		}
		break;
	case 8:
		w->doc[at].more = !w->doc[at].more;
		break;
	case 9:
		break;
	default:
		w->doc[at].version++;
	}
}

static void stand(struct world *w, struct stood *site)
{
	if (w->old)
		release(w->old);
	w->old = site;
	memcpy(w->was, w->doc, sizeof w->was);
	w->n_was = w->n;
}

static void begin(struct world *w, unsigned seed)
{
	size_t i;

	*w = (struct world){ .n = 50, .next = 50, .random = seed };
	for (i = 0; i < w->n; i++)
		w->doc[i].id = (unsigned)i + 1;
	stand(w, build(w, false));
}

static void rounds(struct world *w, unsigned n)
{
	while (n--) {
		struct stood *again, *anew;

		change(w);
		again = build(w, true);
		anew = build(w, false);
		expect_same(again, anew);
		stand(w, again);
		release(anew);
	}
	release(w->old);
}

static void test_changes(void **state)
{
	struct world w;

	(void)state;
	begin(&w, 1);
	rounds(&w, 25);
}

static void test_damage(void **state)
{
	struct world w;

	(void)state;
	begin(&w, 2);
	w.lost = 40;
	w.spoilt = 40;
	rounds(&w, 15);
}

/* One sentence in one text: no other text is looked at, and only the files of its volume are written. */
static void test_little(void **state)
{
	struct world w;
	struct stood *again;
	size_t files;

	(void)state;
	begin(&w, 3);
	files = w.put;
	w.put = w.left = 0;
	again = build(&w, true);
	assert_int_equal(w.put, 1);
	assert_int_equal(w.left + 1, files);
	release(again);
	w.doc[25].more = true;
	w.put = w.left = 0;
	again = build(&w, true);
	assert_int_equal(w.asked, 0);
	assert_true(w.put < files / 2);
	assert_int_equal(w.left + w.put, files);
	release(again);
	release(w.old);
}

/* Bytes that end too early are as none; which others were kept is known by their digest. */
static void test_cut(void **state)
{
	struct world w;
	size_t i;

	(void)state;
	begin(&w, 4);
	for (i = 0; i < w.old->words.n; i += 1 + w.old->words.n / 300) {
		struct search *s = search_new(".");

		assert_false(search_recall(s, span_make(w.old->words.p, i), read_old, &w));
		search_free(s);
	}
	release(w.old);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_changes), cmocka_unit_test(test_damage), cmocka_unit_test(test_little),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

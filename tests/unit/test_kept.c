/* The site room's files that stay: which do, which do not, and what a damaged list of them says. */
#include "scratch.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/digest.h"
#include "site/kept.h"
#include "writer/sink.h"

#define FILES 3                        /* of the link check; one more is not its */

static const char *const paths[] = { "index.html", "a/index.html", "data.csv", "search/0/docs.js" };

#define ALL (sizeof paths / sizeof *paths)

struct world {
	struct scratch s;
	const char *output, *cache;
	uint64_t commit;
};

static struct kept *open_kept(struct world *w, uint64_t commit, struct outputs **o)
{
	*o = outputs_look(w->output, 2);
	return kept_open(w->cache, w->output, *o, commit);
}

static void close_kept(struct kept *k, struct outputs *o)
{
	kept_close(k);
	outputs_free(o);
}

static void fill(struct kept_file *file, uint64_t depends)
{
	size_t i;

	memset(file, 0, ALL * sizeof *file);
	for (i = 0; i < ALL; i++) {
		file[i].path = paths[i];
		file[i].depends = depends;
	}
}

static struct links *links_of(const char *home)
{
	struct links *l = links_new("", 1);
	size_t i;

	for (i = 0; i < FILES; i++)
		links_add(l, paths[i], (struct pos){ NULL, 0, 0 });
	if (home) {
		links_scan(l, 0, span_of(home), 0);
		links_scan(l, 1, SPAN_LIT("<p id=\"x\">"), 0);
		links_scan(l, 2, SPAN_LIT("1,2"), 0);
	}
	return l;
}

static const struct page_part parts[] = { { 11, 0, 4 }, { 12, 4, 6 } };

static void save(struct world *w)
{
	struct outputs *o;
	struct kept *k = open_kept(w, w->commit, &o);
	struct links *l = links_of("<p id=\"here\"><a href=\"a/index.html#x\">");
	struct kept_file file[ALL];
	struct diag d = DIAG_INIT;
	struct footprint made;

	links_check(l, 1, (struct links_text){ NULL, NULL }, NULL, &d);
	assert_int_equal(d.n, 0);
	fill(file, 5);
	file[2].part = parts;
	file[2].parts = sizeof parts / sizeof *parts;
	kept_tell(k, 8);
	made = kept_save(k, true, w->commit, file, ALL, FILES, l, 2);
	assert_false(made.unsure);
	assert_int_equal(made.files, ALL);
	links_free(l);
	close_kept(k, o);
}

static void make_world(struct world *w)
{
	struct strbuf manifest = STRBUF_INIT;
	size_t i;

	memset(w, 0, sizeof *w);
	scratch_open(&w->s);
	w->output = scratch_path(&w->s, "public");
	w->cache = scratch_path(&w->s, ".cache");
	assert_int_equal(fs_mkdirs(scratch_path(&w->s, "public/a")), 0);
	assert_int_equal(fs_mkdirs(scratch_path(&w->s, "public/search/0")), 0);
	for (i = 0; i < ALL; i++)
		scratch_write(&w->s, fs_join(&w->s.a, "public", paths[i]), "some bytes");
	sb_puts(&manifest, "gradeline-manifest 1\n");
	for (i = 0; i < ALL; i++)
		sb_printf(&manifest, "0123456789abcdef 10 %s\n", paths[i]);
	w->commit = digest_64(sb_view(&manifest));
	scratch_write(&w->s, fs_join(&w->s.a, "public", SINK_MANIFEST), sb_str(&manifest));
	sb_release(&manifest);
	save(w);
}

/* Bits: which stay, and above them which were touched. */
static unsigned look(struct world *w, uint64_t commit, uint64_t depends, size_t *others)
{
	struct outputs *o;
	struct kept *k = open_kept(w, commit, &o);
	struct kept_file file[ALL];
	unsigned bits = 0;
	size_t i;

	fill(file, depends);
	*others = kept_others(k);
	if (*others) {
		assert_string_equal(kept_other(k, 0).path, paths[FILES]);
		assert_int_equal(kept_other(k, 0).depends, 5);
		assert_true(kept_told(k, 8));
		assert_false(kept_told(k, 7));
	}
	kept_find(k, file, ALL);
	for (i = 0; i < ALL; i++)
		bits |= (unsigned)file[i].stays << i | (unsigned)file[i].touched << (i + ALL);
	close_kept(k, o);
	return bits;
}

static void stay(void **state)
{
	struct timespec times[2];
	struct world w;
	struct stat st;
	size_t others;

	(void)state;
	make_world(&w);
	assert_int_equal(look(&w, w.commit, 5, &others), 15);
	assert_int_equal(others, 1);
	/* Another commit, or anything else to depend on, or something unknown. */
	assert_int_equal(look(&w, w.commit + 1, 5, &others), 0);
	assert_int_equal(others, 0);
	assert_int_equal(look(&w, 0, 5, &others), 0);
	assert_int_equal(look(&w, w.commit, 6, &others), 0);
	assert_int_equal(look(&w, w.commit, 0, &others), 0);
	/* Edited, edited in secret, removed. */
	scratch_write(&w.s, "public/index.html", "some other bytes");
	assert_int_equal(look(&w, w.commit, 5, &others), 14 | 1 << ALL);
	assert_int_equal(stat(scratch_path(&w.s, "public/a/index.html"), &st), 0);
	usleep(20000);
	scratch_write(&w.s, "public/a/index.html", "same bytes");
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
	assert_int_equal(utimensat(AT_FDCWD, scratch_path(&w.s, "public/a/index.html"), times, 0), 0);
	assert_int_equal(look(&w, w.commit, 5, &others), 12 | 3 << ALL);
	assert_int_equal(unlink(scratch_path(&w.s, "public/data.csv")), 0);
	assert_int_equal(look(&w, w.commit, 5, &others), 8 | 7 << ALL);
	scratch_close(&w.s);
}

/* A page that is not read again has its ids, and what it names is still looked for. */
static void recalled(void **state)
{
	struct world w;
	int gone;

	(void)state;
	make_world(&w);
	for (gone = 0; gone < 2; gone++) {
		struct outputs *o;
		struct kept *k = open_kept(&w, w.commit, &o);
		struct links *l = links_of(NULL);
		struct kept_file file[ALL];
		struct links_known known;
		struct arena a = ARENA_INIT;
		size_t n;

		fill(file, 5);
		kept_find(k, file, ALL);
		assert_true(file[0].stays && file[1].stays);
		file[1].stays = !gone;
		kept_recall(k, file, FILES, l);
		assert_true(links_known(l, 0, &known));
		assert_int_equal(known.ids, 1);
		if (gone)
			links_scan(l, 1, SPAN_LIT("<p id=\"y\">"), 0);
		/* What is named and not there is not kept as if it were. */
		links_targets(l, &a, &n);
		assert_int_equal(n, gone ? 0 : 1);
		arena_release(&a);
		links_free(l);
		close_kept(k, o);
	}
	scratch_close(&w.s);
}

/* A page comes and one goes: the others have other numbers, and what is named in the one that has gone is forgotten. */
static void renumbered(void **state)
{
	static const char *const now[][ALL] = {
		{ "index.html", "a-new/index.html", "a/index.html", "data.csv" },
		{ "index.html", "data.csv", "search/0/docs.js" },
	};
	struct world w;
	size_t gone, i, n;

	(void)state;
	make_world(&w);
	for (gone = 0; gone < 2; gone++) {
		struct outputs *o;
		struct kept *k = open_kept(&w, w.commit, &o);
		struct links *l = links_new("", 1);
		struct kept_file file[ALL];
		const struct links_target *target;
		struct arena a = ARENA_INIT;
		size_t files = gone ? ALL - 1 : ALL;

		fill(file, 5);
		for (i = 0; i < files; i++) {
			file[i].path = now[gone][i];
			links_add(l, now[gone][i], (struct pos){ NULL, 0, 0 });
		}
		kept_find(k, file, files);
		assert_true(kept_gone(k, file, files));
		assert_true(file[0].stays && (gone || (!file[1].stays && !file[1].touched && file[2].stays)));
		kept_recall(k, file, files, l);
		target = links_targets(l, &a, &n);
		assert_int_equal(n, gone ? 0 : 1);
		assert_true(gone || target[0].file == 3);
		arena_release(&a);
		links_free(l);
		close_kept(k, o);
	}
	scratch_close(&w.s);
}

/* Parts of a file are known as long as it stands as it was left, and can be read. */
static void parts_stay(void **state)
{
	struct world w;
	struct kept_file file[ALL];
	struct kept *k;
	struct outputs *o;
	char bytes[6];
	int fd;

	(void)state;
	make_world(&w);
	k = open_kept(&w, w.commit, &o);
	fill(file, 6);
	kept_find(k, file, ALL);
	assert_false(file[2].stays || file[2].touched || kept_gone(k, file, ALL));
	assert_int_equal(file[2].parts, 2);
	assert_memory_equal(file[2].part, parts, sizeof parts);
	assert_int_equal(file[1].parts, 0);
	fd = kept_reopen(k, &file[2]);
	assert_int_equal(pread(fd, bytes, sizeof bytes, 4), sizeof bytes);
	assert_memory_equal(bytes, " bytes", sizeof bytes);
	close(fd);
	close_kept(k, o);
	scratch_write(&w.s, "public/data.csv", "some other");
	k = open_kept(&w, w.commit, &o);
	fill(file, 6);
	kept_find(k, file, ALL);
	assert_int_equal(file[2].parts, 0);
	close_kept(k, o);
	scratch_close(&w.s);
}

/* Wrong bytes are as no file. */
static void damage(void **state)
{
	struct world w;
	struct fs_list list;
	struct span text;
	const char *path;
	size_t i, others;

	(void)state;
	make_world(&w);
	assert_int_equal(fs_walk(&w.s.a, w.cache, "cache", &list, &w.s.d), 0);
	assert_int_equal(list.n, 1);
	path = fs_join(&w.s.a, w.cache, list.path[0]);
	assert_int_equal(fs_read(&w.s.a, path, "kept", 1 << 20, &text, &w.s.d), 0);
	for (i = 0; i < text.n; i++) {
		char *copy = arena_strndup(&w.s.a, text.p, text.n);

		copy[i] ^= (char)(1 << i % 8);
		assert_int_equal(fs_write(path, span_make(copy, text.n)), 0);
		assert_int_equal(look(&w, w.commit, 5, &others), 0);
		assert_int_equal(fs_write(path, span_make(text.p, i)), 0);
		assert_int_equal(look(&w, w.commit, 5, &others), 0);
	}
	assert_int_equal(fs_write(path, text), 0);
	assert_int_equal(look(&w, w.commit, 5, &others), 15);
	scratch_close(&w.s);
}

/* Bytes of the caller's are there under their own digest alone. */
static void words(void **state)
{
	struct world w;
	struct kept *k;
	struct outputs *o;
	struct span out;
	struct fs_list list;
	uint64_t digest = kept_digest(SPAN_LIT("some words"));
	size_t i;

	(void)state;
	make_world(&w);
	k = open_kept(&w, w.commit, &o);
	assert_false(kept_read(k, digest, &w.s.a, &out));
	kept_write(k, SPAN_LIT("some words"));
	assert_true(kept_read(k, digest, &w.s.a, &out));
	assert_true(span_is(out, "some words"));
	assert_false(kept_read(k, digest + 1, &w.s.a, &out));
	assert_int_equal(fs_walk(&w.s.a, w.cache, "cache", &list, &w.s.d), 0);
	for (i = 0; i < list.n; i++)
		if (span_ends(span_of(list.path[i]), ".words"))
			assert_int_equal(fs_write(fs_join(&w.s.a, w.cache, list.path[i]), SPAN_LIT("some w0rds")), 0);
	assert_false(kept_read(k, digest, &w.s.a, &out));
	close_kept(k, o);
	scratch_close(&w.s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stay),
		cmocka_unit_test(recalled),
		cmocka_unit_test(renumbered),
		cmocka_unit_test(parts_stay),
		cmocka_unit_test(damage),
		cmocka_unit_test(words),
	};

	return RUN_ALL(tests);
}

/* readers: facts that were kept are those that would be read, whatever has happened to the cache's file. */
#include "unit.h"
#include "readers/facts_cache.h"
#include "readers/inspect.h"
#include "readers/pack.h"
#include "readers/readers.h"
#include "scratch.h"

static struct frameworks frameworks;
static struct diag d;
static struct arena a;

/* Everything that a loaded model knows of its reports, and what was said. Gives how many files were read. */
static size_t all_of(const char *cache, struct strbuf *out)
{
	struct arena scratch = ARENA_INIT;
	struct diag said = DIAG_INIT;
	struct report_files files = { .key = 7, .began = INT64_MAX };
	struct fs_mark *mark;
	struct model m;
	size_t i, k;

	fs_walk(&scratch, "content/reports", "reports", &files.list, &said);
	files.mark = mark = arena_calloc(&scratch, files.list.n, sizeof *mark);
	for (i = 0; i < files.list.n; i++)
		assert_int_equal(fs_mark(fs_join(&scratch, "content/reports", files.list.path[i]), &mark[i]), 0);
	model_init(&m, &frameworks);
	m.cache = cache;
	m.files = cache ? &files : NULL;
	readers_load(&m, "content", "content", 2, &said);
	for (i = 0; i < m.report_count; i++) {
		const struct report *r = m.report[i];

		inspect_json(r, r->file, true, out);
		sb_printf(out, "\n%s %s %zu %zu %u %zu %llu %zu\n", r->id, r->authority->id, r->cover_blocks, r->body_first,
			  r->body_line0, r->pages, (unsigned long long)r->digest[FACTS_ALL], r->note_count);
		for (k = 0; k < r->judgement_count; k++)
			sb_printf(out, "%s %s %u %zu\n", r->judgement[k].anchor, r->judgement[k].at.file, r->judgement[k].at.line,
				  r->packed.n);
		for (k = 0; k < r->note_count; k++)
			sb_printf(out, "%s %s %u\n", r->note[k].text, r->note[k].at.file, r->note[k].at.line);
	}
	for (i = 0; i < said.n; i++)
		sb_printf(out, "%s:%u:%u %d %s %s\n", said.entry[i].at.file, said.entry[i].at.line, said.entry[i].at.col,
			  (int)said.entry[i].code, said.entry[i].detail, said.entry[i].excerpt);
	readers_release(&m);
	model_release(&m);
	diag_release(&said);
	arena_release(&scratch);
	return files.read;
}

static size_t same_with(struct scratch *s, const char *want)
{
	struct strbuf now = STRBUF_INIT;
	size_t read = all_of(s->dir, &now);

	assert_string_equal(sb_str(&now), want);
	sb_release(&now);
	return read;
}

static void write_part(struct scratch *s, struct span bytes)
{
	FILE *f = fopen(scratch_path(s, "facts"), "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
	fclose(f);
}

static void a_kept_report_is_a_read_one(void **state)
{
	struct strbuf want = STRBUF_INIT;
	struct scratch s;
	struct span first, again;
	size_t i;

	(void)state;
	scratch_open(&s);
	all_of(NULL, &want);
	assert_true(want.n > 1000);
	assert_true(same_with(&s, sb_str(&want)) > 0);
	assert_int_equal(fs_read(&s.a, scratch_path(&s, "facts"), "facts", FS_MAX_FILE, &first, &d), 0);
	assert_int_equal(same_with(&s, sb_str(&want)), 0);
	/* Nothing was added, so all were found. */
	assert_int_equal(fs_read(&s.a, scratch_path(&s, "facts"), "facts", FS_MAX_FILE, &again, &d), 0);
	assert_int_equal(again.n, first.n);
	for (i = 0; i < 24; i++) {
		char *bad = arena_strndup(&s.a, first.p, first.n);
		size_t at = first.n * i / 24;

		bad[at] = (char)(bad[at] ^ (1 << i % 8));
		write_part(&s, span_make(bad, first.n));
		assert_true(same_with(&s, sb_str(&want)) > 0);
		assert_int_equal(same_with(&s, sb_str(&want)), 0);
		write_part(&s, span_make(first.p, at));
		assert_true(same_with(&s, sb_str(&want)) > 0);
		assert_int_equal(same_with(&s, sb_str(&want)), 0);
	}
	sb_release(&want);
	scratch_close(&s);
}

static void bytes_that_are_wrong_are_no_report(void **state)
{
	struct strbuf packed = STRBUF_INIT;
	struct arena scratch = ARENA_INIT;
	struct report *r, *back;
	struct model m;
	struct span in, places;
	unsigned seed = 7;
	size_t i, k;

	(void)state;
	model_init(&m, &frameworks);
	assert_int_equal(readers_load_tables(&m, "content", "content", &d), 0);
	r = reader_report_file(&m, "content/reports/stockport/2006-11-01.md", "r.md", &a, &d);
	assert_non_null(r);
	report_pack(r, &m, &packed);
	in = sb_view(&packed);
	back = report_unpack(&in, "r.md", &m, &scratch);
	assert_non_null(back);
	assert_int_equal(in.n, 0);
	places = back->packed;
	assert_true(places.n > 0);
	for (i = 0; i < packed.n; i++) {
		/* In a place of its own, so that a byte read past the end is seen. */
		char *part = xmalloc(i + 1);

		memcpy(part, packed.p, i);
		in = span_make(part, i);
		assert_null(report_unpack(&in, "r.md", &m, &scratch));
		free(part);
	}
	for (i = 0; i < places.n; i++) {
		char *part = xmalloc(i + 1);

		memcpy(part, places.p, i);
		r->packed = span_make(part, i);
		report_unpack_sightings(r, &scratch);
		free(part);
	}
	for (i = 0; i < 3000; i++) {
		char *bad = xmalloc(packed.n);

		memcpy(bad, packed.p, packed.n);
		for (k = 0; k < 3; k++) {
			seed = seed * 1103515245u + 12345u;
			bad[(seed >> 8) % packed.n] = (char)(seed >> 3);
		}
		in = span_make(bad, packed.n);
		back = report_unpack(&in, "r.md", &m, &scratch);
		if (back)
			report_unpack_sightings(back, &scratch);
		arena_clear(&scratch);
		free(bad);
	}
	report_release(r);
	sb_release(&packed);
	arena_release(&scratch);
	model_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_kept_report_is_a_read_one),
		cmocka_unit_test(bytes_that_are_wrong_are_no_report),
	};
	int failed;

	frameworks_load(&frameworks, "content/frameworks", "content/frameworks", &a, &d);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	frameworks_release(&frameworks);
	arena_release(&a);
	diag_release(&d);
	return failed;
}

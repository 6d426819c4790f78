/* readers: what a loaded model keeps of a report is what a single reading finds, and its prose, opened
 * again, is that of a single reading. A file that changed in between is said, not mixed. */
#include "unit.h"
#include "markdown/md.h"
#include "readers/inspect.h"
#include "readers/readers.h"
#include "scratch.h"

static struct frameworks frameworks;
static struct diag d;
static struct arena a;

static void load(struct model *m, const char *dir)
{
	model_init(m, &frameworks);
	assert_int_equal(readers_load(m, dir, "content", 2, &d), 0);
}

static void same_place(const struct sighting *x, const struct sighting *y)
{
	assert_int_equal(x->basis, y->basis);
	assert_ptr_equal(x->grade, y->grade);
	assert_string_equal(x->label, y->label);
	assert_string_equal(x->printed, y->printed);
	assert_string_equal(x->at.file, y->at.file);
	assert_int_equal(x->at.line, y->at.line);
}

/* Their order is the framework's in the model, and the document's before. kept is opened: of: the model's. */
static void same_judgements(const struct report *read, const struct report *kept, const struct report *of)
{
	size_t i, k;

	assert_int_equal(read->judgement_count, kept->judgement_count);
	for (i = 0; i < read->judgement_count; i++) {
		const struct judgement *x = &read->judgement[i], *y = report_judgement(kept, x->strand, x->area);

		assert_non_null(y);
		assert_ptr_equal(y->report, of);
		assert_null(report_judgement(of, x->strand, x->area)->sighting);
		assert_ptr_equal(x->grade, y->grade);
		assert_string_equal(x->label, y->label);
		assert_string_equal(x->printed, y->printed);
		assert_int_equal(x->paragraph, y->paragraph);
		assert_int_equal(x->sighting_count, y->sighting_count);
		for (k = 0; k < x->sighting_count; k++)
			same_place(&x->sighting[k], &y->sighting[k]);
	}
}

static void same_facts(struct report *read, const struct report *kept)
{
	struct strbuf p = STRBUF_INIT, q = STRBUF_INIT;
	struct report bare = *kept;

	assert_int_equal(read->note_count, kept->note_count);
	read->judgement_count = bare.judgement_count = 0;
	inspect_json(read, "f", true, &p);
	inspect_json(&bare, "f", true, &q);
	assert_string_equal(sb_str(&p), sb_str(&q));
	sb_release(&p);
	sb_release(&q);
}

/* First and last printed number under the heading. */
static void numbers(const struct section *s, long out[2])
{
	size_t i;

	out[0] = out[1] = 0;
	for (i = 0; i < s->paragraph_count; i++) {
		if (!s->paragraph[i].number)
			continue;
		out[0] = out[0] ? out[0] : s->paragraph[i].number;
		out[1] = s->paragraph[i].number;
	}
}

static void same_prose(const struct report *x, const struct report *y)
{
	size_t n, m, i;
	long p[2], q[2];
	const struct md_block *b = md_blocks(x->body, &n), *c = md_blocks(y->body, &m);

	assert_int_equal(n, m);
	for (i = 0; i < n; i++)
		assert_string_equal(b[i].text, c[i].text);
	assert_int_equal(x->body_first, y->body_first);
	assert_int_equal(x->body_line0, y->body_line0);
	assert_int_equal(x->section_count, y->section_count);
	for (i = 0; i < x->section_count; i++) {
		assert_string_equal(x->section[i].heading, y->section[i].heading);
		assert_string_equal(x->section[i].slug, y->section[i].slug);
		assert_int_equal(x->section[i].level, y->section[i].level);
		assert_int_equal(x->section[i].block, y->section[i].block);
		assert_int_equal(x->section[i].at.line, y->section[i].at.line);
		numbers(&x->section[i], p);
		numbers(&y->section[i], q);
		assert_memory_equal(p, q, sizeof p);
	}
}

static void what_is_kept_and_opened_is_what_is_read(void **state)
{
	struct model m;
	size_t i;

	(void)state;
	load(&m, "content");
	assert_true(m.report_count >= 5);
	for (i = 0; i < m.report_count; i++) {
		const struct report *r = m.report[i];
		struct report whole, *one = reader_report_file(&m, r->file, r->file, &a, &d);

		assert_null(r->body);
		assert_non_null(one);
		assert_int_equal(readers_open_report(&m, r, &whole, &a, &d), 0);
		same_judgements(one, &whole, r);
		same_facts(one, r);
		same_prose(one, &whole);
		report_release(one);
		report_release(&whole);
	}
	readers_release(&m);
	model_release(&m);
}

/* A heading may say what the page calls a part of its own. */
static void no_section_takes_the_id_of_a_part_of_the_page(void **state)
{
	static const char text[] = "---\nauthority: stockport\nframework: ilacs\ninspected: 2022-03-28/2022-04-01\n---\n\n"
		"Words.\n\n## Judgements\n\n## P12\n\n## P12 b\n\n## Read leaders\n\n## Judgements\n\n## Section judgements\n\n## Main findings\n";
	static const char *const slug[] = { "section-judgements", "section-p12", "p12-b", "section-read-leaders",
					    "section-judgements-2", "section-judgements-3", "main-findings" };
	struct diag faults = DIAG_INIT;      /* it has no grades */
	struct model m;
	struct report *r;
	size_t i;

	(void)state;
	load(&m, "content");
	r = reader_report_bytes(&m, SPAN_LIT(text), "content/reports/stockport/2022-04-01.md", &a, &faults);
	assert_non_null(r);
	assert_int_equal(r->section_count, sizeof slug / sizeof slug[0]);
	for (i = 0; i < r->section_count; i++)
		assert_string_equal(r->section[i].slug, slug[i]);
	report_release(r);
	diag_release(&faults);
	readers_release(&m);
	model_release(&m);
}

static void a_file_that_changed_is_said(void **state)
{
	static const char report[] = "---\nauthority: stockport\nframework: ilacs\ninspected: 2022-03-28/2022-04-01\n"
		"published: 2022-05-25\njudgements:\n  - {area: leaders, grade: good}\n---\n\nText.\n";
	struct scratch s;
	struct diag changed = DIAG_INIT;
	struct report whole;
	struct model m;
	struct span bytes;

	(void)state;
	scratch_open(&s);
	assert_int_equal(fs_mkdirs(scratch_path(&s, "reports")), 0);
	assert_int_equal(fs_read(&s.a, "content/authorities.yaml", "a", FS_MAX_FILE, &bytes, &d), 0);
	scratch_write(&s, "authorities.yaml", bytes.p);
	scratch_write(&s, "areas.yaml", "areas: []\n");
	scratch_write(&s, "reports/one.md", report);
	load(&m, s.dir);
	assert_int_equal(m.report_count, 1);
	assert_int_equal(readers_open_report(&m, m.report[0], &whole, &a, &changed), 0);
	report_release(&whole);
	assert_int_equal(changed.n, 0);
	scratch_write(&s, "reports/one.md", "---\nauthority: stockport\n---\n\nOther.\n");
	assert_int_equal(readers_open_report(&m, m.report[0], &whole, &a, &changed), -1);
	report_release(&whole);
	assert_int_equal(changed.n, 1);
	assert_int_equal(changed.entry[0].code, DIAG_SYS_READ);
	assert_int_equal(fs_remove_tree(scratch_path(&s, "reports")), 0);
	assert_int_equal(readers_open_report(&m, m.report[0], &whole, &a, &changed), -1);
	report_release(&whole);
	diag_release(&changed);
	readers_release(&m);
	model_release(&m);
	scratch_close(&s);
}

static int set_up(void **state)
{
	(void)state;
	return frameworks_load(&frameworks, "content/frameworks", "frameworks", &a, &d);
}

static int tear_down(void **state)
{
	(void)state;
	frameworks_release(&frameworks);
	arena_release(&a);
	diag_release(&d);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_kept_and_opened_is_what_is_read),
		cmocka_unit_test(no_section_takes_the_id_of_a_part_of_the_page),
		cmocka_unit_test(a_file_that_changed_is_said),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

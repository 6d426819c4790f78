/* Fuzzing the readers: the input is a report, which goes in by the door of rough text and
 * by that of Markdown, under an invented framework. What was understood is written out as
 * JSON and its prose as HTML. Nothing is expected but that it ends in good order, and that
 * no judgement lacks an area or a grade.
 *
 *   clang -fsanitize=fuzzer,address ...   the fuzzer
 *   cc -DREPLAY ...                       runs each file named on the command line */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/fs.h"
#include "frameworks/framework.h"
#include "markdown/md.h"
#include "readers/inspect.h"
#include "readers/readers.h"
#include "replay.h"

static const char framework_yaml[] =
	"id: bees\nname: Visits to apiaries\nshort: Bees\ninspectorate: Office of Hives\nfrom: 2000-01-01\n"
	"scale:\n"
	"  - {id: rich, label: Rich, letter: R, rank: 1, number: 1, printed: [Rich]}\n"
	"  - {id: thin, label: Thin, letter: T, rank: 2, number: 2, printed: [Thin]}\n"
	"  - {id: bare, label: Bare, letter: B, rank: 3, number: 3, printed: [Bare]}\n"
	"strands:\n"
	"  - {id: wood, label: Wood, headings: [In the wood]}\n"
	"  - {id: field, label: Field, headings: [In the field]}\n"
	"areas:\n"
	"  - {id: honey, label: Honey, expected: true, headlines: ['\\bhoney here is (?<grade>\\w+)']}\n"
	"  - {id: wax, label: Wax, labels: [Candles], expected: false}\n"
	"  - id: queens\n    label: Queens and drones\n    expected: false\n"
	"    narrative: {headings: [On queens], patterns: ['\\bthe queens are (?<grade>\\w+)']}\n"
	"documents:\n"
	"  title: ['^Visit to hives\\b']\n"
	"  authority: ['^Visit to hives in (?<authority>.+)$']\n"
	"  inspected: ['^Seen:? (?<dates>.+)$']\n"
	"  published: ['^Printed:? (?<date>.+)$']\n"
	"  lead_inspector: ['^Keeper: (?<name>.+)$']\n"
	"  furniture: ['^Office of Hives$']\n"
	"  graded_headings: ['^(?<label>.*?)\\s*\\blevel (?<number>\\d) \\((?<grade>\\w+)\\)$']\n"
	"  record: [All levels]\n"
	"  parts: [How we came]\n"
	"  trust: [table, record, heading, headline, narrative]\n"
	"improvements:\n"
	"  headings: [Still to do]\n"
	"  leads: [{pattern: '\\bkeepers should:$', timescale: soon}]\n"
	"  timescales: [{id: soon, label: Soon, printed: [Soon]}, {id: later, label: Later, printed: [Later]}]\n";

static const char authorities_yaml[] =
	"styles: {before: [county of], after: [county council]}\n"
	"authorities:\n"
	"  - {id: westmere, name: Westmere, region: West}\n"
	"  - {id: oldbridge, name: Oldbridge, region: South}\n";

static struct arena arena;
static struct frameworks frameworks;
static struct model model;
static char folder[] = "/tmp/gradeline-fuzz-XXXXXX";

static const char *in_folder(const char *name)
{
	return arena_printf(&arena, "%s/%s", folder, name);
}

static void must(bool fine, const char *what)
{
	if (!fine) {
		fprintf(stderr, "fuzz_reader: %s\n", what);
		abort();
	}
}

static void tear_down(void)
{
	model_release(&model);
	frameworks_release(&frameworks);
	fs_remove_tree(folder);
	arena_release(&arena);
}

static void set_up(void)
{
	struct diag d = DIAG_INIT;

	must(mkdtemp(folder) && fs_mkdirs(in_folder("frameworks")) == 0, "no folder for the input");
	must(fs_write(in_folder("frameworks/bees.yaml"), span_of(framework_yaml)) == 0, "cannot write");
	must(fs_write(in_folder("authorities.yaml"), span_of(authorities_yaml)) == 0, "cannot write");
	must(fs_write(in_folder("areas.yaml"), span_of("areas: []\n")) == 0, "cannot write");
	frameworks_load(&frameworks, in_folder("frameworks"), "frameworks", &arena, &d);
	model_init(&model, &frameworks);
	readers_load_tables(&model, folder, "content", &d);
	must(!diag_failed(&d), "the invented framework has faults");
	diag_release(&d);
	atexit(tear_down);
}

static void one(const char *path, const char *name, struct span text)
{
	struct arena a = ARENA_INIT;
	struct diag d = DIAG_INIT;
	struct strbuf out = STRBUF_INIT;
	const struct md_render how = { .heading_base = 2 };
	struct report *r;

	must(fs_write(path, text) == 0, "cannot write the input");
	r = reader_report_file(&model, path, name, &a, &d);
	if (r) {
		for (size_t i = 0; i < r->judgement_count; i++)
			must(r->judgement[i].area && r->judgement[i].grade, "half a judgement");
		if (r->authority)
			inspect_json(r, name, false, &out);
		if (r->body)
			md_html(r->body, 0, SIZE_MAX, &how, &out);
		report_release(r);
	}
	unlink(path);
	diag_sort(&d);
	sb_release(&out);
	diag_release(&d);
	arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *rough, *regular;
	struct span text = { (const char *)bytes, size };

	if (!rough) {
		set_up();
		rough = in_folder("input.txt");
		regular = in_folder("input.md");
	}
	one(rough, "input.txt", text);
	one(regular, "input.md", text);
	return 0;
}

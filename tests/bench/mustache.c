/* tests/bench: times the template engine alone, on data made beforehand.
 *
 *   mustache dump SITE DIR    writes DIR/<family>.json and DIR/<family>.html
 *   mustache time SITE DIR    prints lines of "engine family nanoseconds bytes"
 *
 * DIR/templates holds the site's templates with the layout copied into each page, for
 * engines that know no inheritance (tests/bench/run.sh writes them). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/fs.h"
#include "bench.h"
#include "json/provider.h"

#define WARM 0.1              /* seconds of one measurement, about */

static const char *const families[] = { "report", "authority" };

struct job {
	struct bench_page page;
	const struct mu_set *set, *flat;
	json_t *json;
	struct strbuf want, out;
	struct diag d;
};

static void by_memcpy(struct job *j)
{
	sb_clear(&j->out);
	sb_add(&j->out, j->want.p, j->want.n);
}

static void by_record(struct job *j)
{
	sb_clear(&j->out);
	mu_render_record(j->set, j->page.family, j->page.record, j->page.data, &j->out, &j->d);
}

static void by_json(struct job *j)
{
	sb_clear(&j->out);
	mu_render_provider(j->flat, j->page.family, &json_provider, j->json, &j->out, &j->d);
}

static const struct {
	const char *name;
	void (*run)(struct job *j);
} engines[] = { { "memcpy", by_memcpy }, { "gradeline", by_record }, { "gradeline-json", by_json } };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Nanoseconds of one rendering: as many as fit into a tenth of a second, twice; the second counts. */
static double measure(struct job *j, void (*run)(struct job *))
{
	size_t n = 0, i;
	double start = now(), end = start + WARM;

	for (; now() < end; n++)
		run(j);
	start = now();
	for (i = 0; i < n; i++)
		run(j);
	return (now() - start) * 1e9 / (double)n;
}

static void write_out(const char *dir, const char *family, const char *ending, struct span bytes)
{
	struct arena a = ARENA_INIT;
	const char *path = arena_printf(&a, "%s/%s.%s", dir, family, ending);

	if (fs_write(path, bytes) < 0)
		bench_die("cannot write", path);
	arena_release(&a);
}

static void dump(struct job *j, const char *dir)
{
	char *text = json_dumps(j->json, JSON_COMPACT | JSON_SORT_KEYS);

	write_out(dir, j->page.family, "json", span_of(text));
	write_out(dir, j->page.family, "html", sb_view(&j->want));
	printf("%s: %s, %zu bytes, %zu bytes of JSON\n", j->page.family, j->page.path, j->want.n, strlen(text));
	free(text);
}

static void compare(struct job *j)
{
	for (size_t e = 0; e < sizeof engines / sizeof *engines; e++) {
		engines[e].run(j);
		if (!span_eq(sb_view(&j->out), sb_view(&j->want)))
			bench_die("its page has other bytes", engines[e].name);
		printf("%s %s %.0f %zu\n", engines[e].name, j->page.family, measure(j, engines[e].run), j->want.n);
	}
}

static void one(struct bench_site *site, const char *family, bool timed, const char *dir)
{
	struct job j = { .page = bench_page(site, family), .set = bench_templates(site), .d = DIAG_INIT };
	struct mu_set *flat = NULL;

	j.json = bench_json(j.page.record, j.page.data);
	by_record(&j);
	sb_span(&j.want, sb_view(&j.out));
	if (timed) {
		struct arena a = ARENA_INIT;

		flat = mu_set_load(fs_join(&a, dir, "templates"), "templates", (struct mu_options){ .lenient = true }, &j.d);
		j.flat = flat;
		compare(&j);
		arena_release(&a);
	} else {
		dump(&j, dir);
	}
	if (diag_failed(&j.d))
		bench_die("has errors", family);
	json_decref(j.json);
	mu_set_free(flat);
	sb_release(&j.want);
	sb_release(&j.out);
	diag_release(&j.d);
}

int main(int argc, char **argv)
{
	struct bench_site *site;

	if (argc != 4)
		bench_die("give dump or time, the site's folder and one for files", "usage");
	site = bench_open(argv[2]);
	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
		one(site, families[i], strcmp(argv[1], "time") == 0, argv[3]);
	bench_close(site);
	return 0;
}

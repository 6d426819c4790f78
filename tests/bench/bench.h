/* tests/bench: what the files of the benchmark share. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <jansson.h>
#include "mustache/mustache.h"

/* One page, its data made and kept: only the engine is left to do. */
struct bench_page {
	const char *family;             /* "report" */
	const char *path;
	const struct mu_record *record;
	const void *data;
};

struct bench_site;

/* Loads the site in root as a build does. Exits with a message when that fails. */
struct bench_site *bench_open(const char *root);
void bench_close(struct bench_site *s);
const struct mu_set *bench_templates(const struct bench_site *s);
/* The largest page of the family. */
struct bench_page bench_page(struct bench_site *s, const char *family);

/* dump.c: the record as JSON, as an engine without types needs it: what is empty is null, and
 * JSON text is made safe already. */
json_t *bench_json(const struct mu_record *rec, const void *data);

void bench_die(const char *what, const char *which) __attribute__((noreturn));

#endif

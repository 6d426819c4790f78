/* site/stamp: compares footprints. */
#include "site/stamp.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
#include "base/diag_pack.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/program.h"
#include "readers/readers.h"
#include "site/inputs.h"
#include "site/outputs.h"

#define MAGIC 0x3270617473646c67ull    /* "gldstap2" */
#define STAMP_MAX (8u << 20)           /* bytes of the file */
#define STAMPS_MAX 64
#define TICK_STEPS 24                  /* of half a millisecond: longer than any tick */

/* The file: this, then messages; no holes between the members. */
struct head {
	uint64_t check;                /* hash of all that follows */
	uint64_t magic, key;
	uint64_t in_low, in_high, in_files;
	uint64_t out_low, out_high, out_files;
	uint64_t pages, reports, judgements, files, bytes;
	uint64_t count[DIAG_LEVELS];
};

struct stamp {
	struct arena arena;
	const struct site_options *o;
	const struct site_config *config;
	const char *named, *name;      /* the output as given; as messages call it */
	const char *output, *file;     /* its real path; the stamp's; NULL until it is there */
	const char *folder, *temp;
	unsigned threads;
	uint64_t key;
	int fd;                        /* of temp while a build runs, or -1 */
	struct timespec began;
	uint64_t device;
	struct inputs inputs;          /* when it began */
	struct report_files files;
	struct outputs *outputs;       /* when it began */
};

/* ---- what is compared ------------------------------------------------------------- */

static void add_key(uint64_t *key, const char *s)
{
	*key = XXH3_64bits_withSeed(s, strlen(s), *key);
}

static uint64_t key_of(const struct stamp *s, uint64_t program)
{
	char *root = realpath(s->o->root, NULL);
	uint64_t key = program;

	add_key(&key, root ? root : "");
	add_key(&key, s->o->root);
	add_key(&key, s->output);
	add_key(&key, s->name);
	add_key(&key, s->o->version ? s->o->version : "");
	add_key(&key, s->o->lenient ? "lenient" : "");
	add_key(&key, s->o->strict ? "strict" : "");
	free(root);
	return key;
}

/* The folder's real path, which it has once it is there, and what hangs on that. */
static bool find_output(struct stamp *s)
{
	char *real = s->output ? NULL : realpath(s->named, NULL);

	if (real) {
		s->output = arena_strdup(&s->arena, real);
		s->key = key_of(s, program_identity());
		s->file = arena_printf(&s->arena, "%s/%016llx", s->folder,
				       (unsigned long long)XXH3_64bits(real, strlen(real)));
	}
	free(real);
	return s->output != NULL;
}

/* ---- comparing and keeping -------------------------------------------------------- */

static bool read_file(const struct stamp *s, struct arena *a, struct head *head, struct span *messages)
{
	struct diag quiet = DIAG_INIT;
	struct span text;
	bool good = fs_exists(s->file) && fs_read(a, s->file, s->file, STAMP_MAX, &text, &quiet) == 0 &&
		    text.n >= sizeof *head;

	diag_release(&quiet);
	if (!good)
		return false;
	memcpy(head, text.p, sizeof *head);
	*messages = span_skip(text, sizeof *head);
	return head->magic == MAGIC && head->key == s->key &&
	       head->check == XXH3_64bits(text.p + sizeof head->check, text.n - sizeof head->check);
}

static bool unchanged(const struct stamp *s, const struct head *head)
{
	struct footprint was = { .low = head->in_low, .high = head->in_high, .files = head->in_files };
	struct footprint now = inputs_sum(&s->inputs);

	if (!footprint_same(&was, &now))
		return false;
	was = (struct footprint){ .low = head->out_low, .high = head->out_high, .files = head->out_files };
	now = outputs_sum(s->outputs);
	return footprint_same(&was, &now);
}

bool stamp_holds(struct stamp *s, struct site_stats *stats, struct diag *d)
{
	struct arena a = ARENA_INIT;
	struct span messages;
	struct head head;
	bool holds = find_output(s) && sink_disk_settled(s->output) && read_file(s, &a, &head, &messages) && unchanged(s, &head);
	size_t i;

	if (holds) {
		*stats = (struct site_stats){
			.pages = head.pages, .reports = head.reports, .judgements = head.judgements,
			.files = head.files, .bytes = head.bytes, .committed = true,
		};
		/* What site.yaml gave rise to just now is among the messages. */
		d->n = 0;
		memset(d->count, 0, sizeof d->count);
		/* The bytes have the right hash, so they are what was packed. */
		(void)diag_unpack(&messages, d);
		for (i = 0; i < DIAG_LEVELS; i++)
			d->count[i] = head.count[i];
	}
	arena_release(&a);
	return holds;
}

/* The files' own clock, not ours: what has changed before that moment will not look so later. */
static void take_clock(struct stamp *s)
{
	struct stat st;

	if (s->fd < 0 || futimens(s->fd, NULL) < 0 || fstat(s->fd, &st) < 0)
		return;
	s->began = st.st_ctim;
	s->device = (uint64_t)st.st_dev + 1;
}

static bool before(const struct stamp *s, const struct footprint *f)
{
	const struct timespec *t = &f->newest;

	return s->device == f->device &&
	       (t->tv_sec < s->began.tv_sec || (t->tv_sec == s->began.tv_sec && t->tv_nsec < s->began.tv_nsec));
}

/* Builds to ever new folders leave their files: past a number of them all go but the one in hand. */
static void tidy(const struct stamp *s)
{
	struct arena a = ARENA_INIT;
	struct diag quiet = DIAG_INIT;
	struct fs_list list;
	size_t i;

	if (fs_walk(&a, s->folder, s->folder, &list, &quiet) == 0 && list.n > STAMPS_MAX)
		for (i = 0; i < list.n; i++) {
			const char *path = fs_join(&a, s->folder, list.path[i]);

			if (!s->temp || strcmp(path, s->temp) != 0)
				(void)unlink(path);
		}
	diag_release(&quiet);
	arena_release(&a);
}

/* What changed in the tick in which it was looked at may change again, unseen, until that tick is over; whoever reads it
 * after that reads what the mark will stand for. A file from the future is not waited for. */
void stamp_begin(struct stamp *s)
{
	const struct timespec step = { 0, 500000 };
	struct footprint all = inputs_sum(&s->inputs);
	int i;

	tidy(s);
	for (i = 0; i < TICK_STEPS && !before(s, &all) && s->device == all.device; i++) {
		nanosleep(&step, NULL);
		take_clock(s);
	}
}

static void look(struct stamp *s)
{
	char *temp = arena_printf(&s->arena, "%s/new-XXXXXX", s->folder);

	if (fs_mkdirs(s->folder) == 0)
		s->fd = mkstemp(temp);
	if (s->fd >= 0)
		s->temp = temp;
	take_clock(s);
	s->outputs = outputs_look(s->named, s->threads);
	inputs_look(&s->inputs, s->o->root, s->config);
}

struct stamp *stamp_new(const struct site_options *o, const struct site_config *c, const char *output,
			const char *name, unsigned threads)
{
	struct stamp *s;

	/* What another program built may differ, so this one has to be known. */
	if (!program_identity())
		return NULL;
	s = xmalloc(sizeof *s);
	memset(s, 0, sizeof *s);
	s->o = o;
	s->config = c;
	s->named = arena_strdup(&s->arena, output);
	s->name = arena_strdup(&s->arena, name);
	s->folder = fs_join(&s->arena, o->root, READERS_CACHE "/stamps");
	s->threads = threads;
	s->fd = -1;
	find_output(s);
	look(s);
	return s;
}

struct report_files *stamp_files(struct stamp *s)
{
	uint64_t part[] = { program_identity(), s->inputs.tables.low, s->inputs.tables.high, s->inputs.tables.files };

	if (s->fd < 0 || s->inputs.list.odd || s->inputs.tables.unsure || s->device != s->inputs.tables.device)
		return NULL;
	s->files.list = s->inputs.list.files;
	s->files.mark = s->inputs.list.mark;
	s->files.key = XXH3_64bits(part, sizeof part);
	s->files.began = before(s, &s->inputs.tables) ? (int64_t)s->began.tv_sec * 1000000000 + s->began.tv_nsec : 0;
	return &s->files;
}

struct outputs *stamp_outputs(const struct stamp *s)
{
	return s->outputs;
}

uint64_t stamp_inputs(const struct stamp *s)
{
	uint64_t part[] = { program_identity(), s->o->lenient, s->inputs.tables.low, s->inputs.tables.high, s->inputs.tables.files,
			    s->inputs.theme.low, s->inputs.theme.high, s->inputs.theme.files };
	uint64_t sum = XXH3_64bits(part, sizeof part);

	add_key(&sum, s->o->version ? s->o->version : "");
	return s->inputs.tables.unsure || s->inputs.theme.unsure ? 0 : sum + !sum;
}

/* Of reports only those that were read can have changed since, and whoever read them looked. */
bool stamp_certain(const struct stamp *s)
{
	struct footprint was = inputs_sum(&s->inputs);
	struct inputs now;
	bool same;

	if (s->fd < 0 || s->files.changed || !before(s, &was))
		return false;
	if (s->files.mark)
		inputs_look_aside(&now, s->o->root, s->config);
	else
		inputs_look(&now, s->o->root, s->config);
	same = footprint_same(&now.tables, &s->inputs.tables) && footprint_same(&now.theme, &s->inputs.theme) &&
	       (s->files.mark || footprint_same(&now.reports, &s->inputs.reports));
	inputs_release(&now);
	return same;
}

/* Adds the manifest; true when it is the one that the sink wrote. */
static bool add_manifest(const struct stamp *s, const struct sink *sink, struct footprint *made)
{
	struct arena a = ARENA_INIT;
	struct diag quiet = DIAG_INIT;
	struct span text;
	int dir = open(s->output, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool same;

	footprint_regular(made, dir, SINK_MANIFEST);
	same = !made->unsure &&
	       fs_read(&a, fs_join(&a, s->output, SINK_MANIFEST), SINK_MANIFEST, FS_MAX_FILE * 8u, &text, &quiet) == 0 &&
	       digest_64(text) == sink_digest(sink);
	if (dir >= 0)
		close(dir);
	diag_release(&quiet);
	arena_release(&a);
	return same;
}

void stamp_keep(struct stamp *s, const struct sink *sink, struct footprint made, const struct site_stats *stats,
		const struct diag *d)
{
	struct head head = { .magic = MAGIC, .pages = stats->pages, .reports = stats->reports,
			     .judgements = stats->judgements, .files = stats->files, .bytes = stats->bytes };
	struct strbuf out = STRBUF_INIT;
	struct footprint in = inputs_sum(&s->inputs);
	size_t i;

	if (s->fd < 0 || d->dropped || !find_output(s) || !add_manifest(s, sink, &made))
		return;
	head.key = s->key;
	head.in_low = in.low, head.in_high = in.high, head.in_files = in.files;
	head.out_low = made.low, head.out_high = made.high, head.out_files = made.files;
	for (i = 0; i < DIAG_LEVELS; i++)
		head.count[i] = d->count[i];
	sb_add(&out, (const char *)&head, sizeof head);
	diag_pack(d, &out);
	head.check = XXH3_64bits(out.p + sizeof head.check, out.n - sizeof head.check);
	memcpy(out.p, &head.check, sizeof head.check);
	if (write(s->fd, out.p, out.n) == (ssize_t)out.n && rename(s->temp, s->file) == 0)
		s->temp = NULL;
	sb_release(&out);
}

void stamp_free(struct stamp *s)
{
	if (!s)
		return;
	if (s->fd >= 0)
		close(s->fd);
	if (s->temp)
		unlink(s->temp);
	outputs_free(s->outputs);
	inputs_release(&s->inputs);
	arena_release(&s->arena);
	free(s);
}

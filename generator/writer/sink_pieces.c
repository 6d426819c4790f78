/* writer/sink_pieces: a file that is put piece by piece. Pieces go where the sink wants them; a sink that
 * wants files whole gets it whole. */
#include "writer/sink_int.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include "base/fs.h"

struct sink_file {
	struct sink *sink;
	const char *path;
	int fd;                        /* -1: the sink wants files whole */
	unsigned number;               /* the sink's */
	int rc;
	XXH3_state_t *hash;
	unsigned long long size;
	struct strbuf whole;
};

struct sink_file *sink_begin(struct sink *s, const char *path, struct diag *d)
{
	struct sink_file *f;
	unsigned number = 0;
	int fd = -1;

	path = sink_claim(s, path, d);
	if (!path)
		return NULL;
	if (s->ops->open && (fd = s->ops->open(s, path, &number, d)) < 0) {
		sink_count(s, -1, false, 0);
		return NULL;
	}
	f = xmalloc(sizeof *f);
	memset(f, 0, sizeof *f);
	f->sink = s;
	f->path = path;
	f->fd = fd;
	f->number = number;
	if (fd >= 0) {
		f->hash = XXH3_createState();
		if (!f->hash)
			abort();
		XXH3_64bits_reset(f->hash);
	}
	return f;
}

int sink_append(struct sink_file *f, struct span bytes, struct diag *d)
{
	f->size += bytes.n;
	if (f->fd < 0) {
		sb_span(&f->whole, bytes);
		return 0;
	}
	if (f->rc == 0) {
		XXH3_64bits_update(f->hash, bytes.p, bytes.n);
		f->rc = fs_append(f->fd, bytes);
		if (f->rc < 0)
			f->sink->ops->fault(f->sink, f->path, d);
	}
	return f->rc;
}

int sink_end(struct sink_file *f, struct diag *d)
{
	struct sink *s = f->sink;
	bool changed = false;
	int rc = f->rc;

	if (f->fd < 0) {
		rc = s->ops->put(s, f->path, sb_view(&f->whole), &changed, d);
	} else {
		struct sink_sum sum = { XXH3_64bits_digest(f->hash), f->size };

		if (s->ops->close_file(s, f->path, f->number, sum, f->fd, &changed, d) < 0)
			rc = -1;
	}
	rc = sink_count(s, rc, changed, f->size);
	if (f->hash)
		XXH3_freeState(f->hash);
	sb_release(&f->whole);
	free(f);
	return rc;
}

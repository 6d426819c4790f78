/* readers: what stands under which heading. The walk over the blocks needs none of this: sections
 * are made for whoever works on a report's prose, when it is read singly or its page is made. */
#include "readers/readers.h"

#include <string.h>
#include "base/fs.h"
#include "base/map.h"
#include "base/utf8.h"
#include "readers/pack.h"
#include "readers/readers_int.h"

void add_section(struct reading *rd, size_t block)
{
	const struct md_block *b = &rd->block[block];
	struct section *s = vec_push(&rd->section, rd->a);
	struct graded_line g;

	s->heading = b->text;
	if (grade_apart(rd->fw, span_of(b->text), &g)) {
		g.label = span_trim(g.label);
		s->heading = arena_strndup(rd->a, g.label.p, g.label.n);
	}
	s->block = block;
	s->level = b->level > 1 ? b->level - 1 : 1;
	s->at = reading_pos(rd, block);
}

/* Paragraphs were collected in one row; each section gets its stretch of it. */
static void share_out(struct reading *rd)
{
	size_t i;

	for (i = 0; i < rd->paragraph.n; i++) {
		size_t of = rd->paragraph_section.v[i];
		struct section *s = of ? &rd->section.v[of - 1] : NULL;

		if (!s)
			continue;
		if (!s->paragraph_count)
			s->paragraph = &rd->paragraph.v[i];
		s->paragraph_count++;
	}
}

/* The page of a report has these ids, or ids that begin so, of its own (docs/templates.md): whatever a heading
 * says, two elements must not have one. */
static bool is_taken(struct span slug)
{
	static const char *const whole[] = { "before", "citation", "cite", "improvements", "judgements", "main", "reading",
					     "readings-name", "text" };
	static const char *const beginning[] = { "asked-", "group-", "improvement-", "judgement-", "read-" };
	size_t i, digits = 1;

	for (i = 0; i < sizeof whole / sizeof whole[0]; i++)
		if (span_is(slug, whole[i]))
			return true;
	for (i = 0; i < sizeof beginning / sizeof beginning[0]; i++)
		if (span_starts(slug, beginning[i]))
			return true;
	while (digits < slug.n && slug.p[digits] >= '0' && slug.p[digits] <= '9')
		digits++;
	return slug.n > 1 && *slug.p == 'p' && digits == slug.n;
}

static void name_sections(struct reading *rd)
{
	struct map used;
	size_t i;

	map_init(&used, rd->a);
	for (i = 0; i < rd->section.n; i++) {
		struct section *s = &rd->section.v[i];
		const char *base = utf8_slug(span_of(s->heading), rd->a);
		int k = 2;

		if (is_taken(span_of(base)))
			base = arena_printf(rd->a, "section-%s", base);

		s->slug = base;
		while (!map_set(&used, span_of(s->slug), s))
			s->slug = arena_printf(rd->a, "%s-%d", base, k++);
	}
}

void finish_sections(struct reading *rd)
{
	share_out(rd);
	name_sections(rd);
	rd->r->section = rd->section.v;
	rd->r->section_count = rd->section.n;
}

/* Headings as the walk has them; of the paragraphs only those with a number. */
static void find_sections(struct reading *rd)
{
	size_t i;

	for (i = rd->first_body; i < rd->n; i++) {
		const struct md_block *b = &rd->block[i];

		if (b->kind == MD_HEADING) {
			add_section(rd, i);
		} else if (b->kind == MD_NUMBERED) {
			struct paragraph *p = vec_push(&rd->paragraph, rd->a);

			*vec_push(&rd->paragraph_section, rd->a) = rd->section.n;
			p->number = b->number;
			p->text = b->text;
			p->at = reading_pos(rd, i);
		}
	}
	finish_sections(rd);
}

static void note_lines(struct reading *rd)
{
	unsigned *line = arena_calloc(rd->a, rd->n, sizeof *line);
	size_t i;

	for (i = 0; i < rd->n; i++)
		line[i] = reading_pos(rd, i).line;
	rd->r->block_line = line;
}

int readers_open_report(const struct model *m, const struct report *r, struct report *out, struct arena *a,
			struct diag *d)
{
	struct reading rd = { .m = m, .fw = r->framework, .a = a, .d = d, .r = out };
	const char *path = fs_join(a, m->reports_dir, r->file + m->reports_skip);
	struct fs_mark mark;
	struct doc doc;

	*out = *r;
	out->body = NULL;
	report_unpack_sightings(out, a);
	if (doc_at(&doc, m, path, r->file, a, d) < 0)
		return -1;
	if (fs_mark(path, &mark) < 0 || !fs_mark_same(&mark, &r->mark)) {
		diag_report(d, DIAG_SYS_READ, (struct pos){ r->file, 0, 0 },
			    "it changed while the site was built; build again");
		return -1;
	}
	rd.doc = &doc;
	read_prose(&rd, r->file);
	rd.first_body = r->cover_blocks;
	find_sections(&rd);
	note_lines(&rd);
	return 0;
}

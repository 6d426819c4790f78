/* pages/make_report: one inspection report. Part of the pages room; works in the scratch
 * arena of one rendering. Its text and its judgements are in make_report_text.c and
 * make_report_judgements.c. */
#include "pages/make_report_int.h"

#include <string.h>
#include "base/escape.h"

LISTS(report)
{
	const struct model *m = pl->p->m;
	size_t i;

	for (i = 0; i < m->report_count; i++) {
		const struct report *r = m->report[i];
		struct page *p = plan_add(pl, f, path_report(r, &pl->p->arena), r->title, r, &r->pos);

		p->updated = report_known(r);
	}
}

static const char *sentence(struct ctx *c, const struct report *r)
{
	struct judgement_list l = latest_headlines(c->p->m, r, c->a);
	const char **item = arena_calloc(c->a, l.n + 1, sizeof *item);
	size_t i;

	if (!l.n)
		return r->judgement_count ? arena_printf(c->a, "%s; none of a headline area.",
							 count_words(r->judgement_count, "judgement", "judgements", c->a))
					  : "No judgement was found in this report.";
	for (i = 0; i < l.n; i++)
		item[i] = judgement_words(l.v[i], c->a);
	return arena_printf(c->a, "%s.", list_words(item, l.n, c->a));
}

static void json_pair(struct strbuf *b, const char *key, const char *value)
{
	if (!value || !value[0])
		return;
	sb_printf(b, ",\"%s\":\"", key);
	escape_json(b, span_of(value));
	sb_putc(b, '"');
}

static const char *report_json(struct ctx *c, const struct report *r, const char *heading)
{
	struct strbuf b = STRBUF_INIT;
	const char *json;

	sb_puts(&b, "{\"@context\":\"https://schema.org\",\"@type\":\"Report\"");
	json_pair(&b, "name", heading);
	json_pair(&b, "alternateName", r->title);
	json_pair(&b, "datePublished", date_iso(r->published, c->a));
	json_pair(&b, "isBasedOn", r->source_url);
	sb_puts(&b, ",\"author\":{\"@type\":\"Organization\",\"name\":\"");
	escape_json(&b, span_of(r->framework->inspectorate));
	sb_puts(&b, "\"},\"about\":{\"@type\":\"GovernmentOrganization\",\"name\":\"");
	escape_json(&b, span_of(r->authority->name));
	sb_puts(&b, "\"}}");
	json = arena_strdup(c->a, sb_str(&b));
	sb_release(&b);
	return json;
}

/* "third of five": the place among the authority's reports that are held. */
static const char *place_words(const struct report *r, struct arena *a)
{
	static const char *const ordinal[] = {
		"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
		"twelfth",
	};
	static const char *const cardinal[] = {
		"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
	};
	const struct authority *who = r->authority;
	size_t i = 0;

	while (i < who->report_count && who->report[i] != r)
		i++;
	if (i == who->report_count)
		return "";
	if (who->report_count > sizeof cardinal / sizeof cardinal[0])
		return arena_printf(a, "number %zu of %zu", i + 1, who->report_count);
	return TEXT(a, ordinal[i], " of ", cardinal[who->report_count - 1]);
}

static void make_facts(struct ctx *c, struct rec_report_page *out, const struct report *r)
{
	bool dated = date_is_set(r->start) || date_is_set(r->end);

	out->id = r->id;
	out->title = r->title;
	out->inspected = dated ? inspected_words(r, c->a) : "";
	out->authority_printed = r->authority_printed;
	out->lead_inspector = c->p->config->show_inspectors ? r->lead_inspector : "";
	out->place = place_words(r, c->a);
	out->authority = authority_link(c, r->authority);
	out->framework = framework_link(c, r->framework);
	out->start = date_make(c, r->start);
	out->end = date_make(c, r->end);
	out->published = date_make(c, r->published);
	out->day = date_make(c, r->day);
	out->source_url = r->source_url;
	out->source_file = r->source_file;
	out->source_sha256 = r->source_sha256;
	out->read_from = r->file;
	out->judgements = (long)r->judgement_count;
	out->improvements = (long)r->improvement_count;
	out->paragraphs = r->paragraphs;
}

static struct mu_list notes(struct ctx *c, const struct report *r)
{
	static const char *const level[] = {
		[DIAG_NOTE] = "Note", [DIAG_WARNING] = "Warning", [DIAG_ERROR] = "Error",
		[DIAG_CONFIG] = "Error", [DIAG_SYSTEM] = "Error",
	};
	_Static_assert(sizeof level / sizeof level[0] == DIAG_LEVELS, "a word a level");
	struct rec_note *v = arena_calloc(c->a, r->note_count + 1, sizeof *v);
	size_t i;

	for (i = 0; i < r->note_count; i++) {
		v[i].level = level[r->note[i].level];
		v[i].text = r->note[i].text;
		v[i].place = line_words(c, r, r->note[i].at);
	}
	return list_of(v, r->note_count);
}

static void make_previous(struct ctx *c, struct rec_report_page *out, const struct report *r)
{
	const struct report *asked = asked_before(r->authority, r);

	out->previous = report_card_new(c, r->previous);
	out->next = report_card_new(c, r->next);
	if (!asked)
		return;
	out->previous_asked = improvement_groups(c, asked, NULL);
	out->previous_link = link_make(c, arena_printf(c->a, "%s, %s", asked->framework->short_name,
						       date_long(asked->day, c->a)),
				       report_href(c, asked));
}

MAKES(report)
{
	struct rec_report_page *out = arena_alloc(c->a, sizeof *out);
	const struct report *r = c->page->subject;
	struct report_text text;
	const char *heading = arena_printf(c->a, "%s: %s inspection report, %s", r->authority->name,
					   r->framework->short_name, date_long(r->day, c->a));

	report_text_make(c, &text, r);
	base_crumb(c, "Authorities", "authorities/index.html");
	base_crumb(c, r->authority->name, path_authority(r->authority, "index.html", c->a));
	base_make(c, &out->base, heading, sentence(c, r));
	base_json_ld(&out->base, report_json(c, r, heading));
	make_facts(c, out, r);
	out->summary = markdown_html(c, r->summary, r->pos);
	out->sentence = sentence(c, r);
	report_judgements_make(c, out, r, &text);
	out->improvement_groups = improvement_groups(c, r, &text);
	out->sections = text.sections;
	out->body = text.html;
	/* What a person wrote without paragraph numbers is about the document, not the document. */
	out->full_text = text.numbered > 0 || !span_ends(span_of(r->file), ".md");
	out->notes = notes(c, r);
	make_previous(c, out, r);
	out->looks_back = text.looks_back;
	out->has_looks_back = text.looks_back.count > 0;
	out->looks_back_more = text.looks_back_more ? count_words(text.looks_back_more, "more paragraph",
								  "more paragraphs", c->a) : "";
	out->cite = report_cite(c, r, &text);
	return out;
}

/* base/pattern: the only file that includes PCRE2. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/pattern.h"

#include <pcre2.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include "base/prefilter.h"

#define MATCH_LIMIT 200000
#define DEPTH_LIMIT 2000
#define ROOM_PAIRS 16

/* What only a pattern that is used needs. */
struct prepared {
	pcre2_code *code;
	bool jit;                          /* there is machine code for it */
	struct prefilter filter;           /* told from the pattern's text */
};

struct pattern {
	pcre2_code *code;                  /* as it was compiled; threads share it, so it stays so */
	pcre2_match_context *limits;       /* read-only, for the same reason */
	uint32_t pairs;                    /* places of a match: the whole and its groups */
	struct strbuf text;
	_Atomic(struct prepared *) prepared;   /* NULL until the first match */
};

struct pattern *pattern_compile(struct span text, struct arena *a, const char **error, size_t *where)
{
	PCRE2_UCHAR message[120];
	struct pattern *p;
	PCRE2_SIZE offset;
	pcre2_code *code;
	int number;

	code = pcre2_compile((PCRE2_SPTR)text.p, text.n, PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP, &number, &offset, NULL);
	if (!code) {
		pcre2_get_error_message(number, message, sizeof message);
		*error = arena_strdup(a, (char *)message);
		*where = offset;
		return NULL;
	}
	p = xmalloc(sizeof *p);
	p->code = code;
	p->text = (struct strbuf)STRBUF_INIT;
	sb_span(&p->text, text);
	atomic_init(&p->prepared, NULL);
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &p->pairs);
	p->pairs++;
	p->limits = pcre2_match_context_create(NULL);
	if (!p->limits)
		abort();
	pcre2_set_match_limit(p->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(p->limits, DEPTH_LIMIT);
	return p;
}

static void prepared_free(struct prepared *r)
{
	if (!r)
		return;
	pcre2_code_free(r->code);
	free(r);
}

void pattern_free(struct pattern *p)
{
	if (!p)
		return;
	prepared_free(atomic_load(&p->prepared));
	pcre2_match_context_free(p->limits);
	pcre2_code_free(p->code);
	sb_release(&p->text);
	free(p);
}

/* Two threads may do this at the same time: the first one's stays. */
static const struct prepared *prepare(const struct pattern *shared)
{
	struct pattern *p = (struct pattern *)(uintptr_t)shared;
	struct prepared *r = xmalloc(sizeof *r), *first = NULL;

	r->code = pcre2_code_copy(p->code);
	if (!r->code)
		abort();
	/* Machine code where the processor has it; otherwise the same matches, slower. */
	r->jit = pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE) == 0;
	prefilter_make(&r->filter, sb_view(&p->text));
	if (atomic_compare_exchange_strong(&p->prepared, &first, r))
		return r;
	prepared_free(r);
	return first;
}

bool pattern_has_group(const struct pattern *p, const char *group)
{
	int rc = pcre2_substring_number_from_name(p->code, (PCRE2_SPTR)group);

	/* A name that is given twice (with ?J or in a branch reset) is there as well. */
	return rc > 0 || rc == PCRE2_ERROR_NOUNIQUESUBSTRING;
}

/* Where a match leaves its places; one a thread serves all patterns. */
static _Thread_local pcre2_match_data *room;

static pcre2_match_data *room_for(const struct pattern *p)
{
	if (room && pcre2_get_ovector_count(room) >= p->pairs)
		return room;
	pattern_thread_done();
	room = pcre2_match_data_create(p->pairs < ROOM_PAIRS ? ROOM_PAIRS : p->pairs, NULL);
	if (!room)
		abort();
	return room;
}

void pattern_thread_done(void)
{
	if (room)
		pcre2_match_data_free(room);
	room = NULL;
}

/* The places of the match, or NULL; good until the next match of this thread. */
static const PCRE2_SIZE *run(const struct pattern *p, struct span s)
{
	const struct prepared *r = atomic_load_explicit(&p->prepared, memory_order_acquire);
	pcre2_match_data *data;
	size_t from;
	int rc;

	if (!r)
		r = prepare(p);
	if (!prefilter_may_match(&r->filter, s, &from))
		return NULL;
	data = room_for(p);
	/* All text was checked at the door; checking it again for each pattern was a third of reading. */
	if (r->jit)
		rc = pcre2_jit_match(r->code, (PCRE2_SPTR)s.p, s.n, from, 0, data, p->limits);
	else
		rc = pcre2_match(r->code, (PCRE2_SPTR)s.p, s.n, from, PCRE2_NO_UTF_CHECK, data, p->limits);
	return rc > 0 ? pcre2_get_ovector_pointer(data) : NULL;
}

bool pattern_match(const struct pattern *p, struct span s)
{
	return run(p, s);
}

bool pattern_find(const struct pattern *p, struct span s, size_t *start, size_t *end)
{
	const PCRE2_SIZE *at = run(p, s);

	if (!at)
		return false;
	*start = at[0];
	*end = at[1];
	return true;
}

/* The text of a group in the match whose places are at. */
static struct span group_in(const struct pattern *p, struct span s, const PCRE2_SIZE *at, const char *group)
{
	int index = pcre2_substring_number_from_name(p->code, (PCRE2_SPTR)group);

	if (index <= 0 || at[2 * index] == PCRE2_UNSET)
		return span_make(s.p, 0);
	return span_make(s.p + at[2 * index], at[2 * index + 1] - at[2 * index]);
}

bool pattern_groups(const struct pattern *p, struct span s, const char *const *group, struct span *out, size_t n)
{
	const PCRE2_SIZE *at = run(p, s);
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = at ? group_in(p, s, at, group[i]) : span_make(s.p, 0);
	return at;
}

bool pattern_group(const struct pattern *p, struct span s, const char *group, struct span *out)
{
	const PCRE2_SIZE *at = run(p, s);

	*out = at ? group_in(p, s, at, group) : span_make(s.p, 0);
	return at;
}

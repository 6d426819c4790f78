/* base/pattern: the only file that includes PCRE2. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/pattern.h"

#include <pcre2.h>
#include <stdlib.h>

#define MATCH_LIMIT 200000
#define DEPTH_LIMIT 2000

struct pattern {
	pcre2_code *code;
	pcre2_match_context *limits;       /* read-only, so threads may share it */
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
	/* Machine code where the processor has it; otherwise the same matches, slower. */
	(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	p = xmalloc(sizeof *p);
	p->code = code;
	p->limits = pcre2_match_context_create(NULL);
	if (!p->limits)
		abort();
	pcre2_set_match_limit(p->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(p->limits, DEPTH_LIMIT);
	return p;
}

void pattern_free(struct pattern *p)
{
	if (!p)
		return;
	pcre2_match_context_free(p->limits);
	pcre2_code_free(p->code);
	free(p);
}

bool pattern_has_group(const struct pattern *p, const char *group)
{
	int rc = pcre2_substring_number_from_name(p->code, (PCRE2_SPTR)group);

	/* A name that is given twice (with ?J or in a branch reset) is there as well. */
	return rc > 0 || rc == PCRE2_ERROR_NOUNIQUESUBSTRING;
}

/* Runs the match; the caller frees *data when true. */
static bool run(const struct pattern *p, struct span s, pcre2_match_data **data)
{
	int rc;

	*data = pcre2_match_data_create_from_pattern(p->code, NULL);
	if (!*data)
		abort();
	/* All text was checked at the door; checking it again for each pattern was a third of reading. */
	rc = pcre2_match(p->code, (PCRE2_SPTR)s.p, s.n, 0, PCRE2_NO_UTF_CHECK, *data, p->limits);
	if (rc > 0)
		return true;
	pcre2_match_data_free(*data);
	*data = NULL;
	return false;
}

bool pattern_match(const struct pattern *p, struct span s)
{
	size_t start, end;

	return pattern_find(p, s, &start, &end);
}

bool pattern_find(const struct pattern *p, struct span s, size_t *start, size_t *end)
{
	pcre2_match_data *data;
	PCRE2_SIZE *at;

	if (!run(p, s, &data))
		return false;
	at = pcre2_get_ovector_pointer(data);
	*start = at[0];
	*end = at[1];
	pcre2_match_data_free(data);
	return true;
}

bool pattern_group(const struct pattern *p, struct span s, const char *group, struct span *out)
{
	pcre2_match_data *data;
	PCRE2_SIZE *at;
	int index;

	*out = span_make(s.p, 0);
	if (!run(p, s, &data))
		return false;
	index = pcre2_substring_number_from_name(p->code, (PCRE2_SPTR)group);
	at = pcre2_get_ovector_pointer(data);
	if (index > 0 && at[2 * index] != PCRE2_UNSET)
		*out = span_make(s.p + at[2 * index], at[2 * index + 1] - at[2 * index]);
	pcre2_match_data_free(data);
	return true;
}

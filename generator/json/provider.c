/* json/provider: JSON documents as template data. Knows jansson and the provider's
 * contract, nothing of templates. */
#include "json/provider.h"

#include <jansson.h>
#include <stdlib.h>

static const void *child(const void *node, struct span name)
{
	return json_object_getn(node, name.p, name.n);
}

static enum mu_truth truth(const void *node)
{
	const json_t *j = node;

	if (!j)
		return MU_ABSENT;
	if (json_is_false(j) || json_is_null(j))
		return MU_FALSE;
	return json_is_array(j) && json_array_size(j) == 0 ? MU_FALSE : MU_TRUE;
}

static long length(const void *node)
{
	return json_is_array((const json_t *)node) ? (long)json_array_size(node) : -1;
}

static const void *item(const void *node, size_t i)
{
	return json_array_get(node, i);
}

void json_number_text(double value, struct strbuf *out)
{
	char text[40];
	int precision;

	for (precision = 15; precision <= 17; precision++) {
		snprintf(text, sizeof text, "%.*g", precision, value);
		if (strtod(text, NULL) >= value && strtod(text, NULL) <= value)
			break;
	}
	sb_puts(out, text);
}

static void text(const void *node, struct strbuf *out)
{
	const json_t *j = node;

	switch (j ? json_typeof(j) : JSON_NULL) {
	case JSON_STRING:
		sb_add(out, json_string_value(j), json_string_length(j));
		break;
	case JSON_INTEGER:
		sb_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(j));
		break;
	case JSON_REAL:
		json_number_text(json_real_value(j), out);
		break;
	case JSON_TRUE:
		sb_puts(out, "true");
		break;
	case JSON_FALSE:
		sb_puts(out, "false");
		break;
	case JSON_NULL:
	case JSON_OBJECT:
	case JSON_ARRAY:
		break;
	}
}

const struct mu_provider json_provider = {
	.child = child, .truth = truth, .length = length, .item = item, .text = text};

/* json/provider: JSON documents as template data. Nodes are json_t *. A name is a
 * key of an object; false, null and the empty list are false; lambdas do not exist. */
#ifndef JSON_PROVIDER_H
#define JSON_PROVIDER_H

#include "mustache/mustache.h"

extern const struct mu_provider json_provider;

/* Appends the number's shortest decimal form that reads back as the same number. */
void json_number_text(double value, struct strbuf *out);

#endif

/* The scanner in its plainest form, one byte at a time: what the fast one is held against. */
#ifndef UNIT_SLOW_SCAN_H
#define UNIT_SLOW_SCAN_H

#include <string.h>
#include "audit/scan.h"

struct scan {
	struct span text;
	size_t at;
	bool in_base;                  /* within the tag <base> */
	void (*found)(void *ctx, enum scan_kind kind, struct span value, size_t offset);
	void *ctx;
};

static const struct {
	const char *name;
	enum scan_kind kind;
} attributes[] = {
	{ "id", SCAN_ID },
	{ "href", SCAN_LINK },
	{ "xlink:href", SCAN_LINK },
	{ "action", SCAN_LINK },
	{ "src", SCAN_RESOURCE },
	{ "poster", SCAN_RESOURCE },
	{ "for", SCAN_ID_REF },
	{ "headers", SCAN_ID_REF },
	{ "list", SCAN_ID_REF },
	{ "aria-labelledby", SCAN_ID_REF },
	{ "aria-describedby", SCAN_ID_REF },
	{ "aria-controls", SCAN_ID_REF },
	{ "aria-details", SCAN_ID_REF },
};

/* Elements whose content is text up to their end tag, whatever it looks like. */
static const char *const raw_elements[] = { "script", "style", "title", "textarea" };

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_name(struct span a, const char *name)
{
	size_t i;

	for (i = 0; i < a.n && name[i]; i++)
		if (lower(a.p[i]) != name[i])
			return false;
	return i == a.n && !name[i];
}

static bool more(const struct scan *s)
{
	return s->at < s->text.n;
}

static char here(const struct scan *s)
{
	return s->text.p[s->at];
}

static void skip_space(struct scan *s)
{
	while (more(s) && is_space(here(s)))
		s->at++;
}

/* Goes behind the next occurrence of end, or to the end of the text. */
static void skip_past(struct scan *s, const char *end)
{
	struct span rest = span_skip(s->text, s->at);
	ptrdiff_t i = span_find(rest, end);

	s->at = i < 0 ? s->text.n : s->at + (size_t)i + strlen(end);
}

/* Text up to a character of stop. */
static struct span take_until(struct scan *s, const char *stop)
{
	size_t start = s->at;

	while (more(s) && !is_space(here(s)) && (!here(s) || !strchr(stop, here(s))))
		s->at++;
	return span_make(s->text.p + start, s->at - start);
}

static struct span take_value(struct scan *s)
{
	char quote = more(s) ? here(s) : '\0';
	size_t start;
	const char *end;

	if (quote != '"' && quote != '\'')
		return take_until(s, ">");
	start = ++s->at;
	end = memchr(s->text.p + start, quote, s->text.n - start);
	s->at = end ? (size_t)(end - s->text.p) + 1 : s->text.n;
	return span_make(s->text.p + start, s->at - start - (end ? 1 : 0));
}

static void report_attribute(struct scan *s, struct span name, struct span value)
{
	size_t i;

	if (s->in_base && same_name(name, "href")) {
		s->found(s->ctx, SCAN_BASE, value, (size_t)(value.p - s->text.p));
		return;
	}
	for (i = 0; i < COUNT(attributes); i++)
		if (same_name(name, attributes[i].name))
			s->found(s->ctx, attributes[i].kind, value, (size_t)(value.p - s->text.p));
}

/* Attributes up to and with the '>'. */
static void scan_attributes(struct scan *s)
{
	for (;;) {
		struct span name;

		skip_space(s);
		if (!more(s))
			return;
		if (here(s) == '>') {
			s->at++;
			return;
		}
		if (here(s) == '/' || here(s) == '=') {
			s->at++;
			continue;
		}
		name = take_until(s, "=>/");
		skip_space(s);
		if (!more(s) || here(s) != '=')
			continue;
		s->at++;
		skip_space(s);
		report_attribute(s, name, take_value(s));
	}
}

/* To the end tag of a raw element. */
static void skip_raw(struct scan *s, struct span name)
{
	while (more(s)) {
		skip_past(s, "</");
		if (s->text.n - s->at >= name.n) {
			struct span end = span_make(s->text.p + s->at, name.n);
			size_t i = 0;

			while (i < name.n && lower(end.p[i]) == lower(name.p[i]))
				i++;
			if (i == name.n)
				return;
		}
	}
}

static void scan_element(struct scan *s)
{
	struct span name = take_until(s, ">/");
	size_t i, start;

	s->in_base = same_name(name, "base");
	scan_attributes(s);
	for (i = 0; i < COUNT(raw_elements); i++)
		if (same_name(name, raw_elements[i]) && s->text.p[s->at - 1] == '>' && s->text.p[s->at - 2] != '/')
			skip_raw(s, name);
	if (!same_name(name, "loc"))
		return;
	start = s->at;
	while (more(s) && here(s) != '<')
		s->at++;
	s->found(s->ctx, SCAN_LOC, span_make(s->text.p + start, s->at - start), start);
}

static void slow_scan(struct span text,
		 void (*found)(void *ctx, enum scan_kind kind, struct span value, size_t offset), void *ctx)
{
	struct scan s = { .text = text, .found = found, .ctx = ctx };

	while (more(&s)) {
		struct span rest;

		skip_past(&s, "<");
		rest = span_skip(text, s.at);
		if (span_starts(rest, "!--")) {
			s.at += 3;
			skip_past(&s, "-->");
		} else if (span_starts(rest, "![CDATA["))
			skip_past(&s, "]]>");
		else if (span_starts(rest, "?") || span_starts(rest, "!") || span_starts(rest, "/"))
			skip_past(&s, ">");
		else if (rest.n && is_letter(rest.p[0]))
			scan_element(&s);
	}
}

#endif

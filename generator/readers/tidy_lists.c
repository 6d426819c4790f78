/* readers: lists that lost their marks. Below a heading that begins a list of improvements, paragraphs are items where
 * the framework says so: all of them when nothing there has a bullet or a number, else those among bullets. */
#include "readers/tidy_int.h"

#include "base/utf8.h"

/* Of the blocks after a heading those that are its list: all up to what ends it, or from the first bullet to the last. */
static void find_list(const struct tidy *t, size_t *first, size_t *end)
{
	size_t i, from = *first, last = 0;

	for (i = from; i < t->block.n; i++) {
		enum tidy_kind kind = t->block.v[i].kind;

		if (kind != T_PARAGRAPH && kind != T_BULLET)
			break;
		if (kind == T_BULLET && !last)
			*first = i;
		if (kind == T_BULLET)
			last = i;
	}
	*end = last ? last : i;
}

/* Items with numbers of their own: the document's paragraphs begin with 1 again after them. */
static void take_numbered(struct tidy *t, size_t first)
{
	size_t end, next;

	for (end = first; end < t->block.n && t->block.v[end].kind == T_NUMBERED; end++)
		;
	for (next = end; next < t->block.n && t->block.v[next].kind != T_NUMBERED; next++)
		;
	if (end == first || end == t->block.n || t->block.v[end].kind != T_HEADING || next == t->block.n ||
	    t->block.v[next].number != 1)
		return;
	for (; first < end; first++)
		t->block.v[first].kind = T_BULLET;
}

void tidy_lists(struct tidy *t)
{
	size_t i, k, end;

	for (i = 0; t->fw->improvements_plain && i < t->block.n; i++) {
		const struct tidy_block *b = &t->block.v[i];
		struct span text = sb_view(&b->text);

		if (b->kind != T_HEADING || !keys_have(&t->fw->improvement_headings, utf8_key(without_mark(text), t->a)))
			continue;
		take_numbered(t, i + 1);
		k = i + 1;
		for (find_list(t, &k, &end); k < end; k++) {
			text = span_trim(sb_view(&t->block.v[k].text));
			/* What ends in a colon says what the items are. */
			if (!span_ends(text, ":") && !patterns_match(&t->fw->improvements_none, text))
				t->block.v[k].kind = T_BULLET;
		}
	}
}

/* audit/contrast: the colours of a style sheet, how far apart two of them are, and how they
 * look to people who see fewer colours.
 *
 * A palette is the custom properties of :root, with what @media (prefers-color-scheme: dark)
 * makes of them. The sheet itself says which pairs must be how far apart:
 *
 *     / * contrast 4.5: ink/paper, link/paper * /     (without the spaces)
 *
 * each name being a custom property without its hyphens. Spans point into the sheet. Pure
 * functions; knows base only. */
#ifndef AUDIT_CONTRAST_H
#define AUDIT_CONTRAST_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"

/* sRGB, each from 0 to 1. */
struct colour {
	double red, green, blue;
};

/* #rgb, #rrggbb, rgb(r, g, b), rgb(r g b), black, white. False for all else: colours with
 * transparency have no contrast of their own. */
bool colour_parse(struct span css, struct colour *out);
#define COLOUR_HEX 8               /* bytes of "#rrggbb" with its NUL */
void colour_hex(struct colour c, char out[COLOUR_HEX]);
/* The contrast ratio of WCAG 2.2: from 1 to 21, the same both ways. */
double colour_contrast(struct colour a, struct colour b);

enum vision { VISION_FULL, VISION_GREYSCALE, VISION_PROTANOPIA, VISION_DEUTERANOPIA, VISION_TRITANOPIA, VISIONS };
const char *vision_name(enum vision v);                /* "protanopia" */
/* The colour as somebody of that vision (or a printer without colour) has it. */
struct colour colour_seen(struct colour c, enum vision v);

enum scheme { SCHEME_LIGHT, SCHEME_DARK, SCHEMES };
const char *scheme_name(enum scheme s);                /* "light" */

struct palette_pair {
	struct span fore, back;        /* names; back.p NULL: not of the form name/name */
	double least;                  /* ratio asked for */
	size_t offset;                 /* of fore in the sheet */
};

struct palette {
	struct map value[SCHEMES];     /* name: struct span *, as written; dark only what differs */
	VEC(struct palette_pair) pair;
};

void palette_read(struct palette *p, struct span css, struct arena *a);
/* NULL, or what is the matter: "is no property of :root". */
const char *palette_colour(const struct palette *p, struct span name, enum scheme s, struct colour *out);

#endif

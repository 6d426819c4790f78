/* base/format: the few conversions that nearly all formats are made of. vsnprintf runs
 * a thousand instructions or more for each call, and has to be asked twice for a length. */
#include "base/format.h"

#include <string.h>

static bool put(struct format *f, const char *p, size_t n)
{
	if (f->pieces == FORMAT_PIECES)
		return false;
	f->piece[f->pieces++] = span_make(p, n);
	f->total += n;
	return true;
}

static bool put_number(struct format *f, unsigned long value, bool negative)
{
	struct span s;

	if (f->numbers == FORMAT_NUMBERS)
		return false;
	s = digits_of(f->number[f->numbers++], value, negative);
	return put(f, s.p, s.n);
}

static bool put_signed(struct format *f, long value)
{
	return put_number(f, value < 0 ? 0ul - (unsigned long)value : (unsigned long)value, value < 0);
}

static bool put_char(struct format *f, int c)
{
	char *p;

	if (f->numbers == FORMAT_NUMBERS)
		return false;
	p = f->number[f->numbers++];
	*p = (char)c;
	return put(f, p, 1);
}

/* The conversion at *fmt, behind its '%'; *fmt is moved behind it. ap is a struct, or an
 * array, whose address is what moves on. */
static bool convert(struct format *f, const char **fmt, va_list *ap)
{
	const char *p = *fmt, *s;
	int most;

	*fmt = p + 1;
	switch (p[0]) {
	case 's':
		s = va_arg(*ap, const char *);
		return s && put(f, s, strlen(s));
	case 'c':
		return put_char(f, va_arg(*ap, int));
	case 'd':
		return put_signed(f, va_arg(*ap, int));
	case 'u':
		return put_number(f, va_arg(*ap, unsigned), false);
	case '%':
		return put(f, p, 1);
	}
	*fmt = p + 2;
	if (p[0] == 'l' && p[1] == 'd')
		return put_signed(f, va_arg(*ap, long));
	if (p[0] == 'l' && p[1] == 'u')
		return put_number(f, va_arg(*ap, unsigned long), false);
	if (p[0] == 'z' && p[1] == 'u')
		return put_number(f, va_arg(*ap, size_t), false);
	*fmt = p + 3;
	if (p[0] != '.' || p[1] != '*' || p[2] != 's')
		return false;
	most = va_arg(*ap, int);
	s = va_arg(*ap, const char *);
	return most == 0 || (most > 0 && s && put(f, s, strnlen(s, (size_t)most)));
}

bool format_make(struct format *f, const char *fmt, va_list ap)
{
	va_list at;
	bool ok = true;

	f->pieces = f->total = f->numbers = 0;
	va_copy(at, ap);
	while (ok && *fmt) {
		const char *percent = strchr(fmt, '%');
		size_t n = percent ? (size_t)(percent - fmt) : strlen(fmt);

		if (n)
			ok = put(f, fmt, n);
		fmt += n;
		if (ok && percent) {
			fmt++;
			ok = convert(f, &fmt, &at);
		}
	}
	va_end(at);
	return ok;
}

void format_copy(const struct format *f, char *to)
{
	size_t i;

	for (i = 0; i < f->pieces; i++) {
		memcpy(to, f->piece[i].p, f->piece[i].n);
		to += f->piece[i].n;
	}
}

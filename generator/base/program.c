/* base/program: the build ids that the linker left in what is loaded. */
#if defined(__linux__)
#define _GNU_SOURCE
#include <link.h>
#endif
#include "base/program.h"

#include <stddef.h>
#include <string.h>
#include <xxhash.h>

#if defined(__linux__)

struct identity {
	uint64_t hash;
	int objects;
	int program;                   /* the first object, the program itself, has an id */
};

static size_t padded(size_t n)
{
	return (n + 3) / 4 * 4;
}

/* Notes: lengths of name and description, type; name; description. */
static void add_notes(struct identity *id, const char *p, size_t n)
{
	ElfW(Nhdr) head;

	while (n >= sizeof head) {
		size_t whole;

		memcpy(&head, p, sizeof head);
		whole = sizeof head + padded(head.n_namesz) + padded(head.n_descsz);
		if (whole > n)
			return;
		if (head.n_type == NT_GNU_BUILD_ID && head.n_namesz == 4 && memcmp(p + sizeof head, "GNU", 4) == 0) {
			id->hash = XXH3_64bits_withSeed(p + sizeof head + 4, head.n_descsz, id->hash + 1);
			id->program |= id->objects == 0;
		}
		p += whole;
		n -= whole;
	}
}

static int add_object(struct dl_phdr_info *info, size_t size, void *ctx)
{
	struct identity *id = ctx;
	size_t i;

	(void)size;
	for (i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_NOTE)
			add_notes(id, (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr),
				  info->dlpi_phdr[i].p_memsz);
	id->objects++;
	return 0;
}

uint64_t program_identity(void)
{
	struct identity id = { 0, 0, 0 };

	dl_iterate_phdr(add_object, &id);
	return id.program ? id.hash : 0;
}

#else

uint64_t program_identity(void)
{
	return 0;
}

#endif

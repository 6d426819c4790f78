/* A fuzz target as a plain program: with -DREPLAY, runs each file named on the command line. */
#ifndef FUZZ_REPLAY_H
#define FUZZ_REPLAY_H

#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#ifdef REPLAY
int main(int argc, char **argv)
{
	static uint8_t bytes[(1u << 20) + 1];

	for (int i = 1; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");
		size_t n;

		if (!f) {
			perror(argv[i]);
			return 1;
		}
		n = fread(bytes, 1, sizeof bytes, f);
		fclose(f);
		LLVMFuzzerTestOneInput(bytes, n);
	}
	printf("%d inputs\n", argc - 1);
	return 0;
}
#endif

#endif

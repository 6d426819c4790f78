/* cli/stop: signals set a flag, nothing else. */
#include "cli/stop.h"

#include <signal.h>
#include <stddef.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

atomic_bool stop_wanted;
static volatile sig_atomic_t number_seen;

static void on_signal(int number)
{
	number_seen = number;
	atomic_store(&stop_wanted, true);
}

void stop_on_signals(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction old, new;
	size_t i;

	memset(&new, 0, sizeof new);
	sigemptyset(&new.sa_mask);
	new.sa_handler = on_signal;
	new.sa_flags = (int)SA_RESETHAND;
	for (i = 0; i < sizeof signals / sizeof *signals; i++)
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(signals[i], &new, NULL);
}

int stop_number(void)
{
	return number_seen;
}

double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void end_by_signal(void)
{
	int number = stop_number();

	if (!number)
		return;
	signal(number, SIG_DFL);
	raise(number);
}

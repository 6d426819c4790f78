/* Runs commands in turns, every other round backwards, and prints what each took: no order, no drift of the machine favours one.
 *
 *	pair ROUNDS FOLDER LABEL COMMAND [LABEL COMMAND]...
 *
 * {out} in a command becomes FOLDER/NUMBER.ROUND, which does not exist then: a cold build. NUMBER counts the labels from 1.
 * Round 0 warms up and is not counted; a single round is not preceded by one. What a run wrote goes to the disk before the
 * next begins. One line a label: median wall, user and system seconds, the most memory in MiB, and the median of
 * the ratios to the first label's wall and user time, round by round. Folders are left for the caller to remove: deleting
 * between runs makes ext4 slow. Exit status 1 when a command fails. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LABELS 12
#define ROUNDS 101

struct run {
	double wall, user, system, peak;
};

static char *with_folder(const char *command, const char *folder, int label, int round)
{
	const char *mark = strstr(command, "{out}");
	size_t size = strlen(command) + strlen(folder) + 64;
	char *text = malloc(size);

	if (!text)
		abort();
	if (mark)
		snprintf(text, size, "exec %.*s%s/%d.%d%s", (int)(mark - command), command, folder, label, round, mark + 5);
	else
		snprintf(text, size, "exec %s", command);
	return text;
}

static struct run once(const char *command)
{
	struct timespec from, to;
	struct rusage use;
	struct run r;
	int status;
	pid_t child;

	sync();
	clock_gettime(CLOCK_MONOTONIC, &from);
	child = fork();
	if (child == 0) {
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &use) < 0 || status != 0) {
		fprintf(stderr, "pair: it failed: %s\n", command);
		exit(1);
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	r.wall = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
	r.user = (double)use.ru_utime.tv_sec + (double)use.ru_utime.tv_usec / 1e6;
	r.system = (double)use.ru_stime.tv_sec + (double)use.ru_stime.tv_usec / 1e6;
	r.peak = (double)use.ru_maxrss / 1024;
	return r;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof *v, by_value);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

int main(int argc, char **argv)
{
	static struct run run[LABELS][ROUNDS];
	int rounds = argc > 2 ? atoi(argv[1]) : 0, labels = (argc - 3) / 2, i, k;

	if (rounds < 1 || rounds > ROUNDS || labels < 1 || labels > LABELS || argc != 3 + 2 * labels) {
		fprintf(stderr, "usage: pair ROUNDS FOLDER LABEL COMMAND [LABEL COMMAND]...\n");
		return 2;
	}
	for (i = rounds > 1 ? 0 : 1; i <= rounds; i++) {
		int turn;

		for (turn = 0; turn < labels; turn++) {
			struct run r;
			char *command;

			k = i % 2 ? turn : labels - 1 - turn;
			command = with_folder(argv[4 + 2 * k], argv[2], k + 1, i);
			r = once(command);
			if (i)
				run[k][i - 1] = r;
			free(command);
		}
	}
	for (k = 0; k < labels; k++) {
		double wall[ROUNDS], user[ROUNDS], system_time[ROUNDS], of_wall[ROUNDS], of_user[ROUNDS], peak = 0;

		for (i = 0; i < rounds; i++) {
			wall[i] = run[k][i].wall;
			user[i] = run[k][i].user;
			system_time[i] = run[k][i].system;
			of_wall[i] = run[k][i].wall / run[0][i].wall;
			of_user[i] = run[k][i].user / (run[0][i].user > 0 ? run[0][i].user : 1e-3);
			peak = run[k][i].peak > peak ? run[k][i].peak : peak;
		}
		printf("%s\t%.3f\t%.3f\t%.3f\t%.1f\t%.2f\t%.2f\n", argv[3 + 2 * k], median(wall, rounds), median(user, rounds),
		       median(system_time, rounds), peak, median(of_wall, rounds), median(of_user, rounds));
	}
	return 0;
}

/* Ledgers of work: rooms within rooms, threads added up, nothing without a ledger. */
#include "unit.h"
#include "base/arena.h"
#include "base/pool.h"
#include "base/work.h"

/* Each look at the clock is one tick of its thread's. */
static _Thread_local unsigned long long ticks;

static unsigned long long tick(void)
{
	return ++ticks;
}

static void rooms_lie_within_one_another(void **state)
{
	struct work w;
	enum work_room back, inner;

	(void)state;
	work_open(&w, tick, WORK_READING);
	back = work_enter(WORK_DOOR_MD);
	inner = work_enter(WORK_MARKDOWN);
	work_leave(inner);
	work_leave(back);
	work_close();
	assert_int_equal(back, WORK_READING);
	assert_int_equal(inner, WORK_DOOR_MD);
	assert_int_equal(w.time[WORK_READING], 2);
	assert_int_equal(w.time[WORK_DOOR_MD], 2);
	assert_int_equal(w.time[WORK_MARKDOWN], 1);
	assert_null(work_here);
}

static void nothing_without_a_ledger(void **state)
{
	unsigned long long before = ticks;

	(void)state;
	work_leave(work_enter(WORK_PAGES));
	work_add(WORK_BLOCKS, 3);
	assert_null(work_here);
	assert_int_equal(ticks, before);
}

static void one(void *ctx, size_t i, unsigned worker)
{
	enum work_room back = work_enter(WORK_MUSTACHE);

	(void)ctx;
	(void)worker;
	assert_int_equal(back, WORK_PAGES);
	work_add(WORK_TEMPLATE_OPS, i + 1);
	work_leave(back);
}

static void threads_are_added_up(void **state)
{
	unsigned threads;

	(void)state;
	for (threads = 1; threads <= 8; threads += 7) {
		struct work w;

		work_open(&w, tick, WORK_PAGES);
		pool_run(1000, threads, one, NULL);
		work_close();
		assert_int_equal(w.count[WORK_TEMPLATE_OPS], 500500);
		assert_int_equal(w.time[WORK_MUSTACHE], 1000);
	}
}

/* Bytes are counted once, when they are let go, wherever they have moved to. */
static void arenas_are_counted_once(void **state)
{
	struct arena a = ARENA_INIT, b = ARENA_INIT;
	struct work w;

	(void)state;
	work_open(&w, tick, WORK_OTHER);
	arena_alloc(&a, 160);
	arena_alloc(&b, 320);
	arena_combine(&a, &b);
	arena_release(&b);
	arena_clear(&a);
	arena_alloc(&a, 16);
	arena_release(&a);
	work_close();
	assert_int_equal(w.count[WORK_ARENA_BYTES], 160 + 320 + 16);
	assert_int_equal(w.count[WORK_ARENA_BLOCKS], 2);
	assert_int_equal(w.count[WORK_ALLOCATIONS], 2);
}

static void all_have_names(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < WORK_ROOMS; i++)
		assert_non_null(work_room_name((enum work_room)i));
	for (i = 0; i < WORK_COUNTS; i++)
		assert_non_null(work_count_name((enum work_count)i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rooms_lie_within_one_another),
		cmocka_unit_test(nothing_without_a_ledger),
		cmocka_unit_test(threads_are_added_up),
		cmocka_unit_test(arenas_are_counted_once),
		cmocka_unit_test(all_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What each unit test includes: cmocka with the headers it needs first. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUN_ALL(tests) cmocka_run_group_tests(tests, NULL, NULL)

#endif

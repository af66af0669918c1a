/* SPDX-License-Identifier: MIT
 * Which of several records of one object is the last, and whether it is the end of it.
 */
#include "map_case.h"

static void numbers_are_sequences(void **state)
{
	(void)state;
	more = ", 'latest': 'v'";
	mapped(FLOW("'state': 's'"),
	       "[{'id': 1, 'v': 12}, {'id': 2, 'v': '34'}, {'id': 3}, {'id': 4, 'v': 'x'},"
	       " {'id': 5, 'v': 9007199254740993}, {'id': 6, 'v': 1.5}, {'id': 7, 'v': {}}]",
	       "*flow flow_id=1 #12\n*flow flow_id=2 #34\n*flow flow_id=3\n*flow flow_id=4\n"
	       "*flow flow_id=5 #9007199254740993\n*flow flow_id=6\n*flow flow_id=7\n");
	more = "";
}

static void times_are_sequences_to_the_tick(void **state)
{
	(void)state;
	more = ", 'latest': 'v | m'";
	mapped(FLOW("'state': 's'"),
	       "id,v,m\n1,,1970-01-01T00:00:01Z\n2,,1970-01-01T00:00:01.0000002Z\n"
	       "3,,1970-01-01 01:00:01.5+01:00\n4,,02.01.1970 00:00:01\n5,9,1970-01-01T00:00:01Z\n"
	       "6,,1970-01-01T00:00:01.123456789Z\n7,,soon\n",
	       "*flow flow_id=1 #10000000\n*flow flow_id=2 #10000002\n*flow flow_id=3 #15000000\n"
	       "*flow flow_id=4 #864010000000\n*flow flow_id=5 #9\n*flow flow_id=6 #11234567\n"
	       "*flow flow_id=7\n");
	more = "";
}

static void conditions_tell_that_it_is_gone(void **state)
{
	(void)state;
	more = ", 'latest': 'v', 'gone': {'IsDelete': ['True', '1'], 'why': {'not': ['moved']}}";
	mapped(FLOW("'state': 's'"),
	       "[{'id': 1, 'v': 1, 'isdelete': true}, {'id': 2, 'v': 2, 'IsDelete': '1'},"
	       " {'id': 3, 'v': 3, 'IsDelete': false}, {'id': 4, 'v': 4},"
	       " {'id': 5, 'v': 5, 'IsDelete': true, 'why': 'moved'}]",
	       "*flow flow_id=1 #1 gone\n*flow flow_id=2 #2 gone\n*flow flow_id=3 #3\n"
	       "*flow flow_id=4 #4\n*flow flow_id=5 #5\n");
	more = "";
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_sequences),
		cmocka_unit_test(times_are_sequences_to_the_tick),
		cmocka_unit_test(conditions_tell_that_it_is_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

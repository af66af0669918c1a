/* SPDX-License-Identifier: MIT
 * Patterns in columns and conditions, and conditions turned round.
 */
#include "map_case.h"

static void pattern_takes_a_part_of_the_text(void **state)
{
	(void)state;
	mapped(FLOW("'state': {'from': 's', 'pattern': '(?i)code ([0-9]+)'}"),
	       "[{'id': 1, 's': 'failed with Code 403.'}, {'id': 2, 's': 'no number'},"
	       " {'id': 3, 's': {}}, {'id': 4}, {'id': 5, 's': ''}]",
	       "*flow flow_id=1 state=403\n*flow flow_id=2\n*flow flow_id=3\n*flow flow_id=4\n"
	       "*flow flow_id=5\n");
}

static void number_is_searched_as_text(void **state)
{
	(void)state;
	mapped(FLOW("'state': {'from': 's', 'pattern': '^[0-9]'}"), "[{'id': 1, 's': 403}]",
	       "*flow flow_id=1 state=4\n");
}

static void without_a_match_the_next_way_is_tried(void **state)
{
	static const char row[] =
		FLOW("'state': [{'from': 'a | b', 'pattern': 'x([0-9]+)'}, 'c']");

	(void)state;
	mapped(row, "[{'id': 1, 'a': 'y', 'b': 'x7', 'c': 'z'}, {'id': 2, 'a': 'y', 'c': 'z'}]",
	       "*flow flow_id=1 state=7\n*flow flow_id=2 state=z\n");
}

static void what_was_found_goes_on_as_a_value_does(void **state)
{
	(void)state;
	mapped(FLOW("'state': {'from': 's', 'pattern': 'is (\\\\w+)', 'choices': {'on': 'started'}},"
		    " 'is_solution': {'from': 's', 'pattern': 'managed', 'present': true}"),
	       "[{'id': 1, 's': 'it is ON, managed'}, {'id': 2, 's': 'it is off'}]",
	       "*flow flow_id=1 state=started is_solution=1\n*flow flow_id=2 state=off\n");
}

static void absence_counts_over_all_alternatives(void **state)
{
	(void)state;
	mapped(FLOW("'is_solution': {'from': 'a | b', 'pattern': 'x', 'present': false}"),
	       "[{'id': 1, 'a': 'y', 'b': 'x'}, {'id': 2, 'a': 'y', 'b': 'y'}]",
	       "*flow flow_id=1 is_solution=0\n*flow flow_id=2 is_solution=1\n");
}

static void too_much_work_is_told(void **state)
{
	(void)state;
	mapped(FLOW("'state': {'from': 's', 'pattern': '^(a|aa|a?a)+x?$'}"),
	       "[{'id': 1, 's': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'}]",
	       "! s 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!':"
	       " too much work for the pattern\n*flow flow_id=1\n");
}

#define WHEN(test) \
	"{'table': 'flow', 'when': {'s': " test "}, 'columns': {'flow_id': 'id'}}"
#define TEXTS "[{'id': 1, 's': 'AADSTS50053: locked'}, {'id': 2, 's': 'b'}, {'id': 3}]"
#define NOTHING_OF "! nothing in it that the format describes\n"

static void conditions_may_search(void **state)
{
	(void)state;
	mapped(WHEN("{'pattern': 'AADSTS'}"), TEXTS, "*flow flow_id=1\n" NOTHING_OF NOTHING_OF);
	mapped(WHEN("{'not': {'pattern': 'AADSTS'}}"), TEXTS,
	       NOTHING_OF "*flow flow_id=2\n*flow flow_id=3\n");
}

static void conditions_may_be_turned_round(void **state)
{
	(void)state;
	mapped(WHEN("{'not': ['a', 'B']}"), TEXTS,
	       "*flow flow_id=1\n" NOTHING_OF "*flow flow_id=3\n");
	mapped(WHEN("{'not': [null]}"), TEXTS, "*flow flow_id=1\n*flow flow_id=2\n" NOTHING_OF);
	mapped(WHEN("{'not': ['*']}"), TEXTS, NOTHING_OF NOTHING_OF "*flow flow_id=3\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pattern_takes_a_part_of_the_text),
		cmocka_unit_test(number_is_searched_as_text),
		cmocka_unit_test(without_a_match_the_next_way_is_tried),
		cmocka_unit_test(what_was_found_goes_on_as_a_value_does),
		cmocka_unit_test(absence_counts_over_all_alternatives),
		cmocka_unit_test(too_much_work_is_told),
		cmocka_unit_test(conditions_may_search),
		cmocka_unit_test(conditions_may_be_turned_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

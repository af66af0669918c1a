/* SPDX-License-Identifier: MIT
 * Lists as one value: their elements joined, or counted.
 */
#include "map_case.h"

static void values_of_lists_are_joined(void **state)
{
	static const char row[] = FLOW("'state': {'from': 'a[].n | b', 'join': ', '}");

	(void)state;
	mapped(row,
	       "[{'id': 1, 'a': [{'n': 'x'}, {'n': ''}, {'m': 1}, {'n': 7}, {'n': true}, {'n': {}}]},"
	       " {'id': 2, 'a': {'n': 'one'}}, {'id': 3, 'a': []}, {'id': 4, 'b': 'other'},"
	       " {'id': 5, 'a': [{'n': 'p'}], 'A': [{'n': 'q'}]},"
	       " {'id': 6, 'a': '[{\\'n\\': \\'t\\'}, {\\'n\\': \\'u\\'}]'}]",
	       "*flow flow_id=1 state=x, 7, true\n*flow flow_id=2 state=one\n*flow flow_id=3\n"
	       "*flow flow_id=4 state=other\n*flow flow_id=5 state=q\n*flow flow_id=6 state=t, u\n");
	mapped(row, "id,a,b\n1,'[{''n'':''x''},{''n'':''y''}]',\n2,,z\n3,,\n",
	       "*flow flow_id=1 state=x, y\n*flow flow_id=2 state=z\n*flow flow_id=3\n");
}

static void joined_text_goes_on_as_a_value_does(void **state)
{
	(void)state;
	mapped(FLOW("'state': {'from': 'a[]', 'join': '', 'pattern': 'b.'}"),
	       "[{'id': 1, 'a': ['a', 'b', 'c']}]", "*flow flow_id=1 state=bc\n");
}

static void elements_join_what_is_in_them_and_around(void **state)
{
	(void)state;
	mapped("{'table': 'resource_connector', 'each': 'g[].r[]', 'columns': {'resource_kind':"
	       " {'constant': 'flow'}, 'resource_id': '^.^.id', 'connector_id': {'from': 'n[]', 'join':"
	       " '+'}, 'reference': {'from': '^.m[]', 'join': '-'}}}",
	       "[{'id': 1, 'g': [{'m': ['p', 'q'], 'r': [{'n': ['a', 'b']}, {'n': 'c'}]}]}]",
	       "*resource_connector resource_kind=flow resource_id=1 connector_id=a+b reference=p-q\n"
	       "! connector_id '': no connector_id: resource_connector left out\n");
}

static void elements_and_members_are_counted(void **state)
{
	static const char row[] = FLOW("'shared_users': {'from': 'a', 'count': true}");

	(void)state;
	mapped(row,
	       "[{'id': 1, 'a': [1, null, 3]}, {'id': 2, 'a': {'x': 1, 'y': {}}}, {'id': 3, 'a': []},"
	       " {'id': 4, 'a': {}}, {'id': 5}, {'id': 6, 'a': null}, {'id': 7, 'a': 'text'},"
	       " {'id': 8, 'a': 7}, {'id': 9, 'a': '[1, 2]'}, {'id': 10, 'a': '@{x=1; y=2; z=}'}]",
	       "*flow flow_id=1 shared_users=3\n*flow flow_id=2 shared_users=2\n"
	       "*flow flow_id=3 shared_users=0\n*flow flow_id=4 shared_users=0\n*flow flow_id=5\n"
	       "*flow flow_id=6\n*flow flow_id=7\n*flow flow_id=8\n*flow flow_id=9 shared_users=2\n"
	       "*flow flow_id=10 shared_users=3\n");
	mapped(row, "id,a\n1,'[1,2]'\n2,[]\n3,\n4,System.Object[]\n",
	       "*flow flow_id=1 shared_users=2\n*flow flow_id=2 shared_users=0\n*flow flow_id=3\n"
	       "! a 'System.Object[]': the export lost the value\n*flow flow_id=4\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_of_lists_are_joined),
		cmocka_unit_test(joined_text_goes_on_as_a_value_does),
		cmocka_unit_test(elements_join_what_is_in_them_and_around),
		cmocka_unit_test(elements_and_members_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

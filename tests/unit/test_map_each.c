/* SPDX-License-Identifier: MIT
 * A record to many rows: lists, members, lists inside lists, leaves.
 */
#include "map_case.h"

/* --- Several rows a record ------------------------------------------------------------------------------------- */

#define USES(each, columns)                              \
	"{'table': 'resource_connector', 'each': '" each \
	"', 'columns': {"                                \
	"'resource_kind': {'constant': 'flow'}, " columns "}}"

static void list_gives_a_row_for_each_element(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'") ", " USES("p.refs[]",
					      "'resource_id': '^.id', 'connector_id': 'c'"),
	       "[{'id': 1, 'p': {'refs': [{'c': 'A'}, {'c': '/x/B'}]}}, {'id': 2, 'p': {}}]",
	       "*flow flow_id=1\n"
	       "resource_connector resource_kind=flow resource_id=1 connector_id=a reference=\n"
	       "resource_connector resource_kind=flow resource_id=1 connector_id=b reference=\n"
	       "*flow flow_id=2\n");
}

static void members_give_rows_that_know_their_names(void **state)
{
	(void)state;
	mapped(USES("refs.*", "'resource_id': '^.id', 'connector_id': 'c', 'reference': '$key'"),
	       "[{'id': 1, 'refs': {'shared_sql': {'c': 'A'}, 'Other Name': {'c': 'B'}}}]",
	       "*resource_connector resource_kind=flow resource_id=1 connector_id=a"
	       " reference=shared_sql\n"
	       "resource_connector resource_kind=flow resource_id=1 connector_id=b"
	       " reference=Other Name\n");
}

static void scalars_are_values_themselves(void **state)
{
	(void)state;
	mapped(USES("uses[]", "'resource_id': '^.id', 'connector_id': '$value'"),
	       "[{'id': 1, 'uses': ['A', {'c': 'B'}, null]}]",
	       "*resource_connector resource_kind=flow resource_id=1 connector_id=a reference=\n"
	       "! $value '': a structure where a value was expected\n"
	       "! connector_id '': no connector_id: resource_connector left out\n"
	       "! connector_id '': no connector_id: resource_connector left out\n");
}

/* "^." is the element around, "^.^." the record, and "^.$key" the name of the element around. */
static void lists_inside_lists_see_what_is_around_them(void **state)
{
	(void)state;
	mapped(USES("groups.*.items[]",
		    "'resource_id': '^.^.id', 'connector_id': 'c', 'reference': '^.$key',"
		    " 'tier': '^.tier'"),
	       "[{'id': 1, 'groups': {'G1': {'tier': 'T', 'items': [{'c': 'A'}, {'c': 'B'}]},"
	       " 'G2': {'items': [{'c': 'C'}]}, 'G3': {}}}]",
	       "*resource_connector resource_kind=flow resource_id=1 connector_id=a reference=G1"
	       " tier=T\n"
	       "resource_connector resource_kind=flow resource_id=1 connector_id=b reference=G1"
	       " tier=T\n"
	       "resource_connector resource_kind=flow resource_id=1 connector_id=c reference=G2\n");
}

/* PowerShell writes a list of one as its element. */
static void collapsed_list_of_one_is_read(void **state)
{
	(void)state;
	mapped(USES("refs[]", "'resource_id': '^.id', 'connector_id': 'c'"),
	       "[{'id': 1, 'refs': {'c': 'A'}}]",
	       "*resource_connector resource_kind=flow resource_id=1 connector_id=a reference=\n");
}

static void every_leaf_gives_a_row_with_its_path(void **state)
{
	(void)state;
	mapped("{'table': 'tenant_setting', 'each': '**', 'columns': {'setting': '$path',"
	       " 'value': '$value'}}",
	       "[{'a': true, 'b': {'c': 7, 'd': {'e': 'x'}}, 'f': [], 'g': null}]",
	       "*tenant_setting setting=a value=true\n"
	       "tenant_setting setting=b.c value=7\n"
	       "tenant_setting setting=b.d.e value=x\n"
	       "tenant_setting setting=g\n");
}

static void leaves_of_what_is_not_there_give_no_row(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'") ", {'table': 'tenant_setting', 'each': 'a.b.**', 'columns': {"
	       "'setting': '$path', 'value': '$value'}}",
	       "[{'id': 1, 'a': {'b': {'c': 7}}}, {'id': 2, 'a': {}}, {'id': 3, 'a': {'b': 8}}]",
	       "*flow flow_id=1\ntenant_setting setting=c value=7\n*flow flow_id=2\n"
	       "*flow flow_id=3\n");
}

static void condition_of_an_element_decides_for_it_alone(void **state)
{
	(void)state;
	mapped("{'table': 'resource_connector', 'each': 'actions[]', 'when': {'type': ['Http'],"
	       " '^.on': ['yes']}, 'columns': {'resource_kind': {'constant': 'flow'},"
	       " 'resource_id': '^.id', 'connector_id': 'type'}}",
	       "[{'id': 1, 'on': 'yes', 'actions': [{'type': 'Http'}, {'type': 'Wait'}]},"
	       " {'id': 2, 'on': 'no', 'actions': [{'type': 'Http'}]}]",
	       "*resource_connector resource_kind=flow resource_id=1 connector_id=http reference=\n"
	       "empty 0 2\n"
	       "! nothing in it that the format describes\n");
}

static void empty_containers_are_told_with_their_object(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'") ", " USES("refs.*",
					      "'resource_id': '^.id', 'connector_id': 'c'"),
	       "[{'id': 'F1', 'refs': {}}, {'id': 'F2'}, {'id': 'F3', 'refs': null},"
	       " {'id': 'F4', 'refs': []}]",
	       "*flow flow_id=f1\nempty 1 f1\n*flow flow_id=f2\n*flow flow_id=f3\n"
	       "*flow flow_id=f4\nempty 1 f4\n");
}

/* Whose list is empty nobody says when only the elements would. */
static void empty_containers_of_nobody_are_not_told(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'") ", " USES("refs[]", "'resource_id': 'o', 'connector_id': 'c'"),
	       "[{'id': 'F1', 'refs': [{'o': 'A', 'c': 'x'}]}, {'id': 'F2', 'refs': []}]",
	       "*flow flow_id=f1\n"
	       "resource_connector resource_kind=flow resource_id=a connector_id=x reference=\n"
	       "*flow flow_id=f2\n");
}

static void evidence_tells_where_containers_were(void **state)
{
	(void)state;
	run(FLOW("'state': 's'") ", " USES("a[]", "'resource_id': '^.id', 'connector_id': 'c'") ", " USES(
		    "b[]",
		    "'resource_id': '^.id', 'connector_id': 'c'") ", " USES("c[]",
									    "'resource_id': '^.id', 'connector_id': 'c'"),
	    "[{'id': 1, 'a': [], 'b': [{'c': 'x'}]}, {'id': 2, 'a': [{'c': 'x'}]}]",
	    DATE_ORDER_UNKNOWN);
	assert_true(map_evidence(map, 0).in_all && map_evidence(map, 0).in_some);
	assert_true(map_evidence(map, 1).in_all && map_evidence(map, 1).in_some);
	assert_true(!map_evidence(map, 2).in_all && map_evidence(map, 2).in_some);
	assert_true(!map_evidence(map, 3).in_all && !map_evidence(map, 3).in_some);
	release();
}

static void csv_cells_are_leaves(void **state)
{
	(void)state;
	mapped("{'table': 'tenant_setting', 'each': '**', 'columns': {'setting': '$path',"
	       " 'value': '$value'}}",
	       "Setting A,Setting B\ntrue,\n",
	       "*tenant_setting setting=Setting A value=true\ntenant_setting setting=Setting B\n");
}

/* A list inside a record is nothing that a CSV row can hold. */
static void csv_rows_hold_no_lists(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'") ", " USES("refs[]",
					      "'resource_id': '^.id', 'connector_id': 'c'"),
	       "id,refs\nF1,x\n", "*flow flow_id=f1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list_gives_a_row_for_each_element),
		cmocka_unit_test(members_give_rows_that_know_their_names),
		cmocka_unit_test(scalars_are_values_themselves),
		cmocka_unit_test(lists_inside_lists_see_what_is_around_them),
		cmocka_unit_test(collapsed_list_of_one_is_read),
		cmocka_unit_test(every_leaf_gives_a_row_with_its_path),
		cmocka_unit_test(leaves_of_what_is_not_there_give_no_row),
		cmocka_unit_test(condition_of_an_element_decides_for_it_alone),
		cmocka_unit_test(empty_containers_are_told_with_their_object),
		cmocka_unit_test(empty_containers_of_nobody_are_not_told),
		cmocka_unit_test(evidence_tells_where_containers_were),
		cmocka_unit_test(csv_cells_are_leaves),
		cmocka_unit_test(csv_rows_hold_no_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

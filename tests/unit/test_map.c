/* SPDX-License-Identifier: MIT
 * A record to its row: fields to columns, what is refused, conditions, other people's wrappings.
 */
#include "map_case.h"

/* --- One row a record ----------------------------------------------------------------------------------- */

static void record_becomes_a_row(void **state)
{
	(void)state;
	mapped(FLOW("'display_name': 'p.name', 'is_managed': 'm', 'created_at': 'c'"),
	       "[{'id': '{F1}', 'p': {'name': 'One'}, 'm': true, 'c': '1970-01-02'},"
	       " {'id': 'F2', 'p': null, 'm': '', 'c': null}]",
	       "*flow flow_id=f1 display_name=One created_at=86400 is_managed=1\n"
	       "*flow flow_id=f2\n");
}

static void first_alternative_with_a_value_wins(void **state)
{
	(void)state;
	mapped(FLOW("'state': 'a | b.c | d'"),
	       "[{'id': 1, 'a': 'A', 'd': 'D'}, {'id': 2, 'a': null, 'b': {'c': 'C'}, 'd': 'D'},"
	       " {'id': 3, 'a': '', 'd': 'D'}]",
	       "*flow flow_id=1 state=A\n*flow flow_id=2 state=C\n*flow flow_id=3 state=D\n");
}

static void first_way_that_gives_a_value_wins(void **state)
{
	(void)state;
	mapped(FLOW("'environment_id': ['e', {'from': 'path', 'segment': 'environments'},"
		    " {'from': 'row', 'refers': 'environment.coe_row_id'}, {'constant': 'none'}]"),
	       "[{'id': 1, 'e': 'E', 'row': 'R'}, {'id': 2, 'path': '/environments/P/x', 'row': 'R'},"
	       " {'id': 3, 'path': '/x', 'row': '{R}'}, {'id': 4}]",
	       "*flow flow_id=1 environment_id=e\n"
	       "*flow flow_id=2 environment_id=p\n"
	       "*flow flow_id=3 environment_id=environment.coe_row_id:r"
	       " environment_ref=environment.coe_row_id:r\n"
	       "*flow flow_id=4 environment_id=none\n");
}

static void names_compare_without_case(void **state)
{
	(void)state;
	mapped(FLOW("'state': 'Prop.STATE'"), "[{'ID': 1, 'pROP': {'state': 's'}}]",
	       "*flow flow_id=1 state=s\n");
}

static void last_of_several_members_of_one_name_counts(void **state)
{
	(void)state;
	mapped(FLOW("'state': 'p.s', 'description': 'p.d'"),
	       "[{'id': 1, 'p': {'s': 'first', 'd': 'gone'}, 'p': {'s': 'last'}},"
	       " {'id': 2, 'p': {'s': 'a', 's': 'b'}}, {'id': 3, 'p': {'s': 'a', 'S': 'b'}}]",
	       "*flow flow_id=1 state=last\n*flow flow_id=2 state=b\n*flow flow_id=3 state=b\n");
}

static void path_through_a_list_takes_the_first_value(void **state)
{
	(void)state;
	mapped(FLOW("'state': 'statuses[].status'"),
	       "[{'id': 1, 'statuses': [{}, {'status': ''}, {'status': 'A'}, {'status': 'B'}]},"
	       " {'id': 2, 'statuses': []}, {'id': 3, 'statuses': {'status': 'alone'}}]",
	       "*flow flow_id=1 state=A\n*flow flow_id=2\n*flow flow_id=3 state=alone\n");
}

static void preferred_element_wins(void **state)
{
	(void)state;
	mapped(FLOW("'state': {'from': 'statuses[].status', 'prefer': 'Error'}"),
	       "[{'id': 1, 'statuses': [{'status': 'Connected'}, {'status': 'ERROR'}]},"
	       " {'id': 2, 'statuses': [{'status': 'Connected'}, {'status': 'Ready'}]}]",
	       "*flow flow_id=1 state=ERROR\n*flow flow_id=2 state=Connected\n");
}

static void presence_of_alternatives(void **state)
{
	(void)state;
	mapped(FLOW("'is_solution': {'from': 'a | b', 'present': true},"
		    " 'is_published': {'from': 'a | b', 'present': false}"),
	       "[{'id': 1, 'b': 'x'}, {'id': 2, 'a': {}}, {'id': 3, 'a': '', 'b': null}]",
	       "*flow flow_id=1 is_solution=1 is_published=0\n"
	       "*flow flow_id=2 is_solution=1 is_published=0\n"
	       "*flow flow_id=3 is_published=1\n");
}

/* --- What is refused -------------------------------------------------------------------------------------- */

static void value_that_does_not_convert_is_left_out_and_told(void **state)
{
	(void)state;
	mapped(FLOW("'created_at': 'c | d', 'state': {'from': 's'}"),
	       "[{'id': 1, 'c': 'soon', 'd': '1970-01-02', 's': 'on'}, {'id': 2, 's': {'a': 1}}]",
	       "! c 'soon': not a time\n"
	       "*flow flow_id=1 state=on created_at=86400\n"
	       "! s '': a structure where a value was expected\n"
	       "*flow flow_id=2\n");
}

static void record_without_its_key_is_refused_with_its_children(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'") ", {'table': 'role_assignment', 'each': 'owners[]', 'columns': {" ROLE
				    "'principal_id': 'p', 'role': {'constant': 'Owner'}}}",
	       "[{'s': 'x', 'owners': [{'p': 'p1'}]}, {'id': 2, 'owners': [{'p': 'p2'}, {'q': 1}]}]",
	       "! no flow_id: flow left out\n"
	       "*flow flow_id=2\n"
	       "role_assignment resource_kind=flow resource_id=2 principal_id=p2 role=Owner\n"
	       "! principal_id '': no principal_id: role_assignment left out\n");
}

static void record_of_which_nothing_is_described_is_refused(void **state)
{
	(void)state;
	mapped("{'table': 'flow', 'when': {'type': ['flow']}, 'columns': {'flow_id': 'id'}}",
	       "[{'id': 1, 'type': 'Flow'}, {'id': 2, 'type': 'app'}, {'id': 3}]",
	       "*flow flow_id=1\n"
	       "! nothing in it that the format describes\n"
	       "! nothing in it that the format describes\n");
}

static void optional_key_is_blank_when_not_said(void **state)
{
	(void)state;
	mapped("{'table': 'resource_connector', 'columns': {'resource_kind': {'constant': 'flow'},"
	       " 'resource_id': 'id', 'connector_id': 'c', 'reference': 'r'}}",
	       "[{'id': 1, 'c': 'shared_sql'}]",
	       "*resource_connector resource_kind=flow resource_id=1 connector_id=shared_sql"
	       " reference=\n");
}

static void annotation_that_says_nothing_is_left_out(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'") ", {'table': 'usage', 'columns': {'resource_kind':"
	       " {'constant': 'flow'}, 'resource_id': 'id', 'last_run_at': 'run'}}",
	       "[{'id': 1, 'run': '1970-01-02'}, {'id': 2, 'run': ''}, {'id': 3}]",
	       "*flow flow_id=1\n"
	       "usage resource_kind=flow resource_id=1 last_run_at=86400\n"
	       "*flow flow_id=2\n"
	       "*flow flow_id=3\n");
}

/* --- Conditions ---------------------------------------------------------------------------------------------- */

static void conditions_ask_for_values_any_or_none(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'")
	       ", {'table': 'tenant_setting', 'when': {'s': ['On', 'true', '3']},"
	       " 'columns': {'setting': {'constant': 'listed'}}}"
	       ", {'table': 'tenant_setting', 'when': {'s | q': ['*']},"
	       " 'columns': {'setting': {'constant': 'any'}}}"
	       ", {'table': 'tenant_setting', 'when': {'s': [null], 'q': [null]},"
	       " 'columns': {'setting': {'constant': 'none'}}}",
	       "[{'id': 1, 's': ' ON '}, {'id': 2, 's': true}, {'id': 3, 's': 3}, {'id': 4, 'q': 'x'},"
	       " {'id': 5, 's': ''}]",
	       "*flow flow_id=1 state=ON\ntenant_setting setting=listed\ntenant_setting setting=any\n"
	       "*flow flow_id=2 state=true\ntenant_setting setting=listed\ntenant_setting setting=any\n"
	       "*flow flow_id=3 state=3\ntenant_setting setting=listed\ntenant_setting setting=any\n"
	       "*flow flow_id=4\ntenant_setting setting=any\n"
	       "*flow flow_id=5\ntenant_setting setting=none\n");
}

static void condition_may_ask_for_the_value_behind_the_first_alternative(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'") ", {'table': 'tenant_setting', 'when': {'a | b': ['yes']},"
	       " 'columns': {'setting': {'constant': 'x'}}}",
	       "[{'id': 1, 'a': null, 'b': 'yes'}, {'id': 2, 'a': 'no', 'b': 'yes'}]",
	       "*flow flow_id=1\ntenant_setting setting=x\n*flow flow_id=2\n");
}

/* --- Structures that became text ----------------------------------------------------------------------------------- */

static void looks_into_what_powershell_flattened(void **state)
{
	(void)state;
	mapped(FLOW("'environment_id': 'env.name', 'creator_id': 'creator.objectId',"
		    " 'state': 'p.deep.state'"),
	       "[{'id': 1, 'env': '@{name=E1; type=x}', 'creator': '@{objectId=; type=User}',"
	       " 'p': '@{deep=@{state=on; x=1}; y=2}'},"
	       " {'id': 2, 'env': '@{name=E2', 'p': 'deep.state'}]",
	       "*flow flow_id=1 environment_id=e1 state=on\n*flow flow_id=2\n");
}

static void looks_into_json_inside_a_string(void **state)
{
	(void)state;
	mapped(FLOW("'state': 'j.state', 'display_name': 'j.names[].n'"),
	       "[{'id': 1, 'j': '{\\'state\\': \\'on\\', \\'names\\': [{\\'n\\': \\'N\\'}]}'},"
	       " {'id': 2, 'j': '{\\'state\\': \\'cut'}, {'id': 3, 'j': 'no JSON'}]",
	       "*flow flow_id=1 display_name=N state=on\n*flow flow_id=2\n*flow flow_id=3\n");
}

static void quoted_names_hold_dots(void **state)
{
	(void)state;
	mapped(FLOW("'state': '`@odata.type`', 'description': 'a.`b.c`'"),
	       "[{'id': 1, '@odata.type': '#x', 'a': {'b.c': 'd', 'b': {'c': 'not this'}}}]",
	       "*flow flow_id=1 description=d state=#x\n");
}

/* --- CSV ----------------------------------------------------------------------------------------------------------- */

static void csv_columns_are_found_by_header_without_case(void **state)
{
	(void)state;
	mapped(FLOW("'state': 'flow_state | Flow State', 'display_name': 'a.b', 'description': 'x.y'"),
	       "ID;FLOW STATE;a.b;y\nF1; on ;dots;no\nF2;;;\n",
	       "*flow flow_id=f1 display_name=dots state=on\n*flow flow_id=f2\n");
}

static void csv_text_in_an_ansi_code_page_is_read_and_noted(void **state)
{
	(void)state;
	run(FLOW("'display_name': 'n'"), "id,n\nF1,Gro\xDF\n", DATE_ORDER_UNKNOWN);
	assert_string_equal(out.data, "*flow flow_id=f1 display_name=Gro\xC3\x9F\n");
	assert_true(map_lossy_text(map));
	release();
}

/* --- Times ----------------------------------------------------------------------------------------------------------- */

static void oldest_and_newest_times_of_all_records_are_told(void **state)
{
	int64_t oldest = 0, at = 0;

	(void)state;
	run(FLOW("'state': 's'"),
	    "[{'id': 1, 't': '1970-01-02'}, {'id': 2, 't': '1970-01-04'}, {'id': 3, 't': 'soon'},"
	    " {'id': 4}]",
	    DATE_ORDER_UNKNOWN);
	assert_true(map_times(map, &oldest, &at));
	assert_int_equal(oldest, 86400);
	assert_int_equal(at, 3 * 86400);
	release();
	run(FLOW("'state': 's'"), "[{'id': 1, 't': ''}]", DATE_ORDER_UNKNOWN);
	assert_false(map_times(map, &oldest, &at));
	release();
}

static void dates_are_read_in_the_order_told(void **state)
{
	int64_t oldest, at;

	(void)state;
	run(FLOW("'created_at': 'c'"), "id,c,t\nF1,2/1/1970,3/1/1970\n", DATE_ORDER_DMY);
	assert_string_equal(out.data, "*flow flow_id=f1 created_at=86400\n");
	assert_true(map_times(map, &oldest, &at));
	assert_int_equal(at, 2 * 86400);
	release();
	mapped(FLOW("'created_at': 'c'"), "id,c,t\nF1,2/1/1970,\nF2,31/1/1970,\nF3,2/1/1970,\n",
	       "! c '2/1/1970': day and month cannot be told apart: use --dates\n"
	       "*flow flow_id=f1\n"
	       "*flow flow_id=f2 created_at=2592000\n"
	       "*flow flow_id=f3 created_at=86400\n");
}

/* --- What was understood ------------------------------------------------------------------------------------------------ */

static void knows_which_fields_ever_had_a_value(void **state)
{
	const struct extract *extract;
	size_t found = 0;

	(void)state;
	run(FLOW("'state': 'a | b', 'description': 'c'"), "[{'id': 1, 'b': 'x', 'c': null}]",
	    DATE_ORDER_UNKNOWN);
	extract = map_extract(map);
	for (size_t i = 0; i < extract_slots(extract); i++) {
		const char *text = extract_path(extract, (int)i)->text;
		bool expected = strcmp(text, "id") == 0 || strcmp(text, "b") == 0;

		assert_int_equal(extract_ever(extract, (int)i), expected);
		found += expected;
	}
	assert_int_equal(found, 2);
	release();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(record_becomes_a_row),
		cmocka_unit_test(first_alternative_with_a_value_wins),
		cmocka_unit_test(first_way_that_gives_a_value_wins),
		cmocka_unit_test(names_compare_without_case),
		cmocka_unit_test(last_of_several_members_of_one_name_counts),
		cmocka_unit_test(path_through_a_list_takes_the_first_value),
		cmocka_unit_test(preferred_element_wins),
		cmocka_unit_test(presence_of_alternatives),
		cmocka_unit_test(value_that_does_not_convert_is_left_out_and_told),
		cmocka_unit_test(record_without_its_key_is_refused_with_its_children),
		cmocka_unit_test(record_of_which_nothing_is_described_is_refused),
		cmocka_unit_test(optional_key_is_blank_when_not_said),
		cmocka_unit_test(annotation_that_says_nothing_is_left_out),
		cmocka_unit_test(conditions_ask_for_values_any_or_none),
		cmocka_unit_test(condition_may_ask_for_the_value_behind_the_first_alternative),
		cmocka_unit_test(looks_into_what_powershell_flattened),
		cmocka_unit_test(looks_into_json_inside_a_string),
		cmocka_unit_test(quoted_names_hold_dots),
		cmocka_unit_test(csv_columns_are_found_by_header_without_case),
		cmocka_unit_test(csv_text_in_an_ansi_code_page_is_read_and_noted),
		cmocka_unit_test(oldest_and_newest_times_of_all_records_are_told),
		cmocka_unit_test(dates_are_read_in_the_order_told),
		cmocka_unit_test(knows_which_fields_ever_had_a_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

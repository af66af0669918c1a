/* SPDX-License-Identifier: MIT
 * Values from around the records: the file's place, and the members that stand beside records.
 */
#include "map_case.h"

#define STATE(field) FLOW("'state': '" field "'")

static void file_is_where_it_was_shown(void **state)
{
	(void)state;
	mapped(FLOW("'state': {'from': '$file', 'pattern': '([^/]*)[.]json$'},"
		    " 'display_name': '$file'"),
	       "[{'id': 1}]", "*flow flow_id=1 display_name=in/export.zip/a.json state=a\n");
	mapped(STATE("$file"), "id\n1\n", "*flow flow_id=1 state=in/export.zip/a.json\n");
}

static void members_beside_the_records_are_known(void **state)
{
	(void)state;
	mapped_at("value[]", STATE("$envelope.Tenant"), "{'tenant': 'T', 'value': [{'id': 1}]}",
		  "*flow flow_id=1 state=T\n");
	mapped_at("value[]", STATE("$envelope.count"), "{'count': 7, 'value': [{'id': 1}]}",
		  "*flow flow_id=1 state=7\n");
	mapped_at("value[]", STATE("$envelope.x | $envelope.y | s"),
		  "{'x': null, 'value': [{'id': 1, 's': 'own'}]}",
		  "*flow flow_id=1 state=own\n");
	mapped_at("value[]", STATE("$context"),
		  "{'@odata.context': 'https://x.example/$metadata#users', 'value': [{'id': 1}]}",
		  "*flow flow_id=1 state=https://x.example/$metadata#users\n");
	mapped_at("value[]", STATE("$envelope.a"), "{'a': 'x\\ny', 'a': 'later', 'value': [{'id': 1}]}",
		  "*flow flow_id=1 state=later\n");
}

static void so_are_members_of_objects_beside_them(void **state)
{
	(void)state;
	mapped_at("value[]", STATE("$envelope.meta.tenant"),
		  "{'meta': {'tenant': 'T', 'deep': {'tenant': 'no'}, 'list': [1]}, 'other':"
		  " {'tenant': 'O'}, 'value': [{'id': 1}]}",
		  "*flow flow_id=1 state=T\n");
	mapped_at("value[]", STATE("$envelope.meta.deep.tenant"),
		  "{'meta': {'deep': {'tenant': 'T'}}, 'value': [{'id': 1}]}", "*flow flow_id=1\n");
	mapped_at("value[]", STATE("$envelope.meta.n"),
		  "{'meta': {'n': 12.5, 's': 'a\\u0000b'}, 'value': [{'id': 1}]}",
		  "*flow flow_id=1 state=12.5\n");
}

static void elements_see_them_without_a_step_up(void **state)
{
	(void)state;
	mapped_at("value[]",
		  "{'table': 'resource_connector', 'each': 'refs[]', 'columns': {'resource_kind':"
		  " {'constant': 'flow'}, 'resource_id': '$envelope.flow', 'connector_id': '$value'}}",
		  "{'flow': 'F', 'value': [{'id': 1, 'refs': ['A']}]}",
		  "*resource_connector resource_kind=flow resource_id=f connector_id=a reference=\n");
}

/* What stands behind the records, or belongs to other ones, is not of these. */
static void only_what_stands_before_counts(void **state)
{
	(void)state;
	mapped_at("value[]", STATE("$envelope.t"), "{'value': [{'id': 1}], 't': 'T'}",
		  "*flow flow_id=1\n");
	mapped_at("value[]", STATE("$envelope.t"),
		  "{'t': 'T', 'value': [{'id': 1}]}{'value': [{'id': 2}]}",
		  "*flow flow_id=1 state=T\n*flow flow_id=2\n");
	mapped_at("envs[].apps[]", FLOW("'state': '$envelope.e', 'display_name': '$envelope.t'"),
		  "{'t': 'T', 'envs': [{'e': 'E1', 'apps': [{'id': 1}]}, {'apps': [{'id': 2}]}]}",
		  "*flow flow_id=1 display_name=T state=E1\n*flow flow_id=2 display_name=T\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(file_is_where_it_was_shown),
		cmocka_unit_test(members_beside_the_records_are_known),
		cmocka_unit_test(so_are_members_of_objects_beside_them),
		cmocka_unit_test(elements_see_them_without_a_step_up),
		cmocka_unit_test(only_what_stands_before_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

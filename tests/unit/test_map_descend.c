/* SPDX-License-Identifier: MIT
 * Elements inside elements, to any depth: steps of flows lie in scopes, conditions and loops.
 */
#include "map_case.h"

#define ACTION(each, descend)                                                                 \
	"{'table': 'resource_connector', 'each': '" each "', 'descend': [" descend "],"        \
	" 'columns': {'resource_kind': {'constant': 'flow'}, 'resource_id': '^.id',"           \
	" 'connector_id': '$key', 'reference': '$parent', 'tier': '$depth', 'connection_id': 'c'}}"

#define ROWS(id, rest) "resource_connector resource_kind=flow resource_id=" id " connector_id=" rest "\n"

static void nested_members_give_rows(void **state)
{
	(void)state;
	mapped(ACTION("d.actions.*", "'actions.*', 'else.actions.*', 'cases.*.actions.*'"),
	       "[{'id': 1, 'd': {'actions': {'A': {'c': 'x'},"
	       " 'If': {'actions': {'B': {'actions': {'C': {}}}}, 'else': {'actions': {'D': {}}}},"
	       " 'Switch': {'cases': {'One': {'actions': {'E': {}}}, 'Two': {'actions': {'F': {}}}}},"
	       " 'Z': {'actions': {}, 'else': 7}}}}]",
	       "*" ROWS("1", "a reference= connection_id=x tier=0")
	       ROWS("1", "if reference= tier=0") ROWS("1", "b reference=If tier=1")
	       ROWS("1", "c reference=B tier=2") ROWS("1", "d reference=If tier=1")
	       ROWS("1", "switch reference= tier=0") ROWS("1", "e reference=Switch tier=1")
	       ROWS("1", "f reference=Switch tier=1") ROWS("1", "z reference= tier=0"));
}

static void lists_nest_too(void **state)
{
	(void)state;
	mapped("{'table': 'resource_connector', 'each': 'steps[]', 'descend': ['steps[]'], 'columns':"
	       " {'resource_kind': {'constant': 'flow'}, 'resource_id': '^.id', 'connector_id': 'n',"
	       " 'tier': '$depth'}}",
	       "[{'id': 1, 'steps': [{'n': 'a', 'steps': [{'n': 'b', 'steps': {'n': 'c'}}]}, {'n': 'd'}]}]",
	       "*" ROWS("1", "a reference= tier=0") ROWS("1", "b reference= tier=1")
	       ROWS("1", "c reference= tier=2") ROWS("1", "d reference= tier=0"));
}

static void nothing_but_the_paths_is_followed(void **state)
{
	(void)state;
	mapped(ACTION("actions.*", "'actions.*'"),
	       "[{'id': 1, 'actions': {'A': {'other': {'B': {}}, 'actions': [7, {'c': 'y'}]}}},"
	       " {'id': 2, 'actions': {'A': 'text', 'B': null}}]",
	       "*" ROWS("1", "a reference= tier=0")
	       "! connector_id '': no connector_id: resource_connector left out\n"
	       "! connector_id '': no connector_id: resource_connector left out\n"
	       "*" ROWS("2", "a reference= tier=0") ROWS("2", "b reference= tier=0"));
}

/* As deep as a record may be. */
static void depth_is_bounded_by_the_record_alone(void **state)
{
	struct buffer text = BUFFER_INIT(MIB);
	enum { DEPTH = 480 };
	char last[20];
	const char *row;

	(void)state;
	buffer_puts(&text, "[{'id': 1");
	for (int i = 0; i < DEPTH; i++)
		buffer_printf(&text, ", 'actions': {'a%d': {'c': 1", i);
	for (int i = 0; i < DEPTH; i++)
		buffer_puts(&text, "}}");
	buffer_puts(&text, "}]");
	run(ACTION("actions.*", "'actions.*'"), text.data, DATE_ORDER_UNKNOWN);
	snprintf(last, sizeof(last), "tier=%d", DEPTH - 1);
	row = strstr(out.data, last);
	assert_non_null(row);
	assert_non_null(strstr(out.data, "connector_id=a479 reference=a478"));
	release();
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nested_members_give_rows),
		cmocka_unit_test(lists_nest_too),
		cmocka_unit_test(nothing_but_the_paths_is_followed),
		cmocka_unit_test(depth_is_bounded_by_the_record_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

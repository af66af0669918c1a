/* SPDX-License-Identifier: MIT
 * Structures inside texts: JSON in a string or a cell, PowerShell's "@{...}", and what only names a type.
 */
#include "map_case.h"

#define USES(each, columns)                                                       \
	"{'table': 'resource_connector', 'each': '" each "', 'columns': {"        \
	"'resource_kind': {'constant': 'flow'}, 'resource_id': '^.id', " columns "}}"
#define USE(id, rest) "resource_connector resource_kind=flow resource_id=" id " connector_id=" rest "\n"

static void elements_may_lie_in_json_text(void **state)
{
	(void)state;
	mapped(USES("data.refs.*", "'connector_id': 'c', 'reference': '$key'"),
	       "[{'id': 1, 'data': '{\\'refs\\': {\\'R1\\': {\\'c\\': \\'A\\'}, \\'R2\\': {\\'c\\':"
	       " \\'{B}\\'}}}'}]",
	       "*" USE("1", "a reference=R1") USE("1", "b reference=R2"));
	mapped(USES("list[]", "'connector_id': '$value | c'"),
	       "[{'id': 1, 'list': ' [\\'A\\', {\\'c\\': \\'B\\'}]'}]",
	       "*" USE("1", "a reference=") "! $value '': a structure where a value was expected\n"
	       USE("1", "b reference="));
}

static void text_may_lie_in_text(void **state)
{
	(void)state;
	mapped(USES("a.b[]", "'connector_id': 'c.d'"),
	       "[{'id': 1, 'a': '{\\'b\\': \\'[{\\\\\\'c\\\\\\': \\\\\\'@{d=X; e=1}\\\\\\'}]\\'}'}]",
	       "*" USE("1", "x reference="));
}

static void elements_may_lie_in_flattened_text(void **state)
{
	(void)state;
	mapped(USES("refs.*", "'connector_id': 'id', 'reference': '$key', 'tier': 'o.tier'"),
	       "[{'id': 1, 'refs': '@{R1=@{id=A; o=@{tier=T; x=y}}; R2=@{id=B}}'}]",
	       "*" USE("1", "a reference=R1 tier=T") USE("1", "b reference=R2"));
	mapped(USES("refs[]", "'connector_id': 'id', 'tier': '^.^.t'"),
	       "[{'id': 1, 'refs': ['@{id=A}', '@{id=B}']}]", "*" USE("1", "a reference=")
	       USE("1", "b reference="));
}

static void elements_in_texts_are_descended_into(void **state)
{
	(void)state;
	mapped("{'table': 'resource_connector', 'each': 'd.actions.*', 'descend': ['actions.*'],"
	       " 'columns': {'resource_kind': {'constant': 'flow'}, 'resource_id': '^.id',"
	       " 'connector_id': '$key', 'reference': '$parent'}}",
	       "[{'id': 1, 'd': '{\\'actions\\': {\\'A\\': {\\'actions\\': {\\'B\\': {}}}}}'},"
	       " {'id': 2, 'd': '@{actions=@{A=@{actions=@{B=@{}}}}}'}]",
	       "*" USE("1", "a reference=") USE("1", "b reference=A")
	       "*" USE("2", "a reference=") USE("2", "b reference=A"));
}

static void surroundings_in_texts_are_seen(void **state)
{
	(void)state;
	mapped(USES("envs[].refs[]", "'connector_id': '$value', 'reference': '^.name'"),
	       "[{'id': 1}, {'envs': ['{\\'id\\': 7, \\'name\\': \\'E\\', \\'refs\\': [\\'A\\']}']}]",
	       "! nothing in it that the format describes\n*" USE("7", "a reference=E"));
}

static void cells_hold_structures(void **state)
{
	(void)state;
	mapped(FLOW("'state': 'Internal.properties.state', 'display_name': 'Owner.name'"),
	       "id,Internal,Owner\n"
	       "1,'{''properties'':{''state'':''on''}}',@{name=Zo\xC3\xAB; id=7}\n"
	       "2,'{''properties'':{''state'':',\n"
	       "3,plain,@{id=8}\n",
	       "*flow flow_id=1 display_name=Zo\xC3\xAB state=on\n*flow flow_id=2\n*flow flow_id=3\n");
}

static void cells_hold_elements(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'") ", " USES("Audit Data.refs[]", "'connector_id': 'c'"),
	       "id,audit data\n"
	       "1,'{''refs'':[{''c'':''A''},{''c'':''B''}]}'\n2,'{''refs'':[]}'\n3,\n4,text\n",
	       "*flow flow_id=1\n" USE("1", "a reference=") USE("1", "b reference=")
	       "*flow flow_id=2\nempty 1 2\n*flow flow_id=3\n*flow flow_id=4\n");
	mapped(USES("refs[]", "'connector_id': '$value'"), "id,refs\n1,'[''A'']'\n",
	       "*" USE("1", "a reference="));
}

static void the_longest_header_wins(void **state)
{
	(void)state;
	mapped(FLOW("'state': 'a.b.c'"), "id,a,a.b\n1,'{''b'':{''c'':''short''}}','{''c'':''long''}'\n",
	       "*flow flow_id=1 state=long\n");
	mapped(FLOW("'state': 'a.b.c'"), "id,A.B.C,a.b\n1,whole,'{''c'':''inner''}'\n",
	       "*flow flow_id=1 state=whole\n");
}

static void cells_are_forgotten_with_their_record(void **state)
{
	(void)state;
	mapped(FLOW("'state': 'a.b'"), "id,a\n1,@{b=x}\n2,\n3,@{c=y}\n",
	       "*flow flow_id=1 state=x\n*flow flow_id=2\n*flow flow_id=3\n");
}

static void lost_values_are_told_once(void **state)
{
	static const char row[] = FLOW("'state': ['s', 's | t'], 'display_name': 'n.m'");

	(void)state;
	mapped(row, "[{'id': 1, 's': 'System.Object[]', 't': 'on'}, {'id': 2, 's': 'System.Object[]'},"
		    " {'id': 3, 's': 'System.Administrator'}]",
	       "! s 'System.Object[]': the export lost the value\n*flow flow_id=1 state=on\n"
	       "*flow flow_id=2\n*flow flow_id=3 state=System.Administrator\n");
	mapped(row, "id,s,t,n\n1,System.Collections.Hashtable,on,@{m=System.Object[]}\n"
		    "2,System.Collections.Hashtable,on,@{m=x}\n",
	       "! s 'System.Collections.Hashtable': the export lost the value\n"
	       "! n.m 'System.Object[]': the export lost the value\n"
	       "*flow flow_id=1 state=on\n*flow flow_id=2 display_name=x state=on\n");
}

static void lost_elements_are_told_once(void **state)
{
	(void)state;
	mapped(FLOW("'state': 's'") ", " USES("refs[]", "'connector_id': '$value'"),
	       "[{'id': 1, 'refs': 'System.Object[]'}, {'id': 2, 'refs': 'System.Object[]'}]",
	       "*flow flow_id=1\n! refs[] 'System.Object[]': the export lost the value\n"
	       "*flow flow_id=2\n");
	mapped(FLOW("'state': 's'") ", " USES("refs[]", "'connector_id': '$value'"),
	       "id,refs\n1,System.Object[]\n2,System.Object[]\n",
	       "*flow flow_id=1\n! refs[] 'System.Object[]': the export lost the value\n"
	       "*flow flow_id=2\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_may_lie_in_json_text),
		cmocka_unit_test(text_may_lie_in_text),
		cmocka_unit_test(elements_may_lie_in_flattened_text),
		cmocka_unit_test(elements_in_texts_are_descended_into),
		cmocka_unit_test(surroundings_in_texts_are_seen),
		cmocka_unit_test(cells_hold_structures),
		cmocka_unit_test(cells_hold_elements),
		cmocka_unit_test(the_longest_header_wins),
		cmocka_unit_test(cells_are_forgotten_with_their_record),
		cmocka_unit_test(lost_values_are_told_once),
		cmocka_unit_test(lost_elements_are_told_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

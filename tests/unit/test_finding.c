/* SPDX-License-Identifier: MIT
 * Findings: which columns fill which fields, and fingerprints that only stable facts change. The
 * expected hashes are what sha256sum says of the parts joined by 0x1f.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/finding.h"

enum { COLUMNS_MAX = 8 };

static const char *const key_names[] = { "connector_id", "action" };

static const struct report flows = {
	.id = "orphaned-flows",
	.title = "Orphans",
	.rule = "OWN-001",
	.severity = SEVERITY_HIGH,
	.resource_kind = "flow",
	.resource_column = "flow_id",
};

static const struct report keyed = {
	.id = "orphaned-flows",
	.title = "Orphans",
	.rule = "",
	.resource_kind = "flow",
	.resource_column = "flow_id",
	.keys = key_names,
	.key_count = 2,
};

static const struct report mixed = {
	.id = "mixed",
	.title = "Mixed",
	.rule = "",
	.resource_kind_column = "kind",
	.resource_column = "id",
};

struct row {
	struct result_column columns[COLUMNS_MAX];
	struct cell cells[COLUMNS_MAX];
	struct result_head head;
	struct finding_reader reader;
};

/* "flow_id=f-1;why=gone": columns and a row of them; a value that is missing is NULL. */
static struct finding read_row(struct row *row, const struct report *report, char *text)
{
	struct finding finding;
	char *rest = NULL;

	*row = (struct row){ .reader = FINDING_READER_INIT };
	row->head = (struct result_head){ .report = report, .columns = row->columns };
	for (char *pair = strtok_r(text, ";", &rest); pair; pair = strtok_r(NULL, ";", &rest)) {
		size_t i = row->head.column_count++;
		char *value = strchr(pair, '=');

		assert_true(i < COLUMNS_MAX);
		if (value)
			*value++ = '\0';
		row->columns[i].name = pair;
		cell_set_text(&row->cells[i], value);
	}
	finding_reader_begin(&row->reader, &row->head);
	finding_read(&row->reader, row->cells, &finding);
	return finding;
}

static void assert_field(const struct finding *finding, enum finding_field field, const char *text)
{
	struct str found = finding->fields[field];

	if (!str_equal(found, str_of(text)))
		fail_msg("%s is '%.*s', not '%s'", finding_columns[field].name, (int)found.length,
			 found.data ? found.data : "", text);
}

static void fields_come_from_columns_or_from_the_report(void **state)
{
	char text[] = "severity=low;flow_name=Invoices;why=gone;environment_id=e;owner_id=u;flow_id=f";
	struct row row;
	struct finding finding = read_row(&row, &flows, text);

	(void)state;
	assert_field(&finding, FIELD_REPORT, "orphaned-flows");
	assert_field(&finding, FIELD_RULE, "OWN-001");
	assert_field(&finding, FIELD_SEVERITY, "low");
	assert_int_equal(finding.severity, SEVERITY_LOW);
	assert_field(&finding, FIELD_KIND, "flow");
	assert_field(&finding, FIELD_NAME, "Invoices");
	assert_field(&finding, FIELD_DETAIL, "gone");
	assert_field(&finding, FIELD_OWNER, "u");
	assert_field(&finding, FIELD_OWNER_NAME, "");
	assert_field(&finding, FIELD_STATE, "open");
	finding_reader_release(&row.reader);
}

static void a_row_without_a_reason_tells_its_other_columns(void **state)
{
	char text[] = "flow_name=Invoices;state=started;nothing;runs=3;flow_id=f";
	struct row row;
	struct finding finding = read_row(&row, &flows, text);

	(void)state;
	assert_field(&finding, FIELD_DETAIL, "state: started; runs: 3");
	assert_field(&finding, FIELD_SEVERITY, "high");
	finding_reader_release(&row.reader);
}

static void assert_fingerprint(const struct report *report, const char *text, const char *expected)
{
	char *copy = strdup(text);
	struct row row;
	struct finding finding = read_row(&row, report, copy);

	assert_field(&finding, FIELD_FINGERPRINT, expected);
	finding_reader_release(&row.reader);
	free(copy);
}

static void names_reasons_and_case_do_not_change_a_fingerprint(void **state)
{
	static const char expected[] =
		"1bf8fa4f3a189ea4be6adfbcb8a2dfec4791a92dbd71559b9db3e63e7dc495fb";

	(void)state;
	assert_fingerprint(&flows, "flow_id=f-1;environment_id=env-1", expected);
	assert_fingerprint(&flows, "environment_id=ENV-1;flow_id=F-1;flow_name=A;why=x", expected);
	assert_fingerprint(&flows, "severity=low;environment_id=env-1;flow_id=f-1;runs=9", expected);
}

static void keys_and_kinds_go_into_a_fingerprint(void **state)
{
	(void)state;
	assert_fingerprint(&keyed, "flow_id=f-1;connector_id=shared_a;action;why=x",
			   "07ed744084b3bc79ad0b99630fc811026013d43c49824eda564d650945d63dcf");
	assert_fingerprint(&mixed, "kind=app;id=a-1",
			   "95818579412fd03f6cc6b591c6d7cd4979160d8d8cb03897f4946b97f204177b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_come_from_columns_or_from_the_report),
		cmocka_unit_test(a_row_without_a_reason_tells_its_other_columns),
		cmocka_unit_test(names_reasons_and_case_do_not_change_a_fingerprint),
		cmocka_unit_test(keys_and_kinds_go_into_a_fingerprint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

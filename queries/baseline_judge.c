/* SPDX-License-Identifier: MIT
 * From the answers of reports to the verdicts of controls. Each report runs once; every row goes to
 * the controls that ask it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "queries/baseline.h"

/* One report's answer on its way to the controls. */
struct hearing {
	struct baseline *baseline;
	const struct report *report;
	int control, is_met, details, environment, severity; /* columns, or -1 */
};

static bool asks(const struct control *control, const struct report *report)
{
	for (size_t i = 0; i < control->report_count; i++)
		if (control->reports[i] == report)
			return true;
	return false;
}

static const char *keep(struct hearing *hearing, const char *text)
{
	return text ? arena_copy(&hearing->baseline->arena, text, strlen(text)) : NULL;
}

static int find_column(const struct result_head *head, const char *name)
{
	for (size_t i = 0; i < head->column_count; i++)
		if (strcmp(head->columns[i].name, name) == 0)
			return (int)i;
	return -1;
}

/* An answer that is not whole proves offences, but no pass. */
static int hearing_begin(void *context, const struct result_head *head, struct error *err)
{
	struct hearing *hearing = context;
	struct baseline *baseline = hearing->baseline;
	const char *reason = head->reason[0] ? keep(hearing, head->reason) : NULL;

	(void)err;
	hearing->control = find_column(head, "control");
	hearing->is_met = find_column(head, "is_met");
	hearing->details = find_column(head, "details");
	hearing->environment = find_column(head, "environment_id");
	hearing->severity = find_column(head, "severity");
	for (size_t i = 0; i < baseline->count; i++) {
		struct control *control = &baseline->controls[i];

		if (!asks(control, hearing->report) || head->status == STATUS_COMPLETE ||
		    (head->status == STATUS_PARTIAL && baseline->is_literal))
			continue;
		control->silent++;
		if (!control->reason)
			control->reason = reason;
	}
	return 0;
}

static const char *cell(sqlite3_stmt *row, int column)
{
	return column < 0 ? NULL : (const char *)sqlite3_column_text(row, column);
}

static void add_offender(struct hearing *hearing, struct control *control, const char *environment)
{
	size_t count = control->offender_count;

	control->offences++;
	if (!environment ||
	    (count > 0 && strcmp(control->offenders[count - 1], environment) == 0))
		return;
	control->offenders = memory_reserve(control->offenders, count, &control->offender_capacity,
					    sizeof(const char *));
	control->offenders[control->offender_count++] = keep(hearing, environment);
}

/* A test's own row: met, not met, or without an answer. */
static void hear_test(struct hearing *hearing, struct control *control, sqlite3_stmt *row)
{
	if (strcmp(cell(row, hearing->control), control->id) != 0)
		return;
	if (sqlite3_column_type(row, hearing->is_met) == SQLITE_NULL)
		control->unknown++;
	else if (sqlite3_column_int(row, hearing->is_met))
		control->met++;
	else
		add_offender(hearing, control, cell(row, hearing->environment));
	if (!control->reason)
		control->reason = keep(hearing, cell(row, hearing->details));
}

static void hear_finding(struct hearing *hearing, struct control *control, sqlite3_stmt *row)
{
	const char *severity = cell(row, hearing->severity);
	bool is_information = severity ? strcmp(severity, severity_name(SEVERITY_INFO)) == 0 :
					 hearing->report->severity == SEVERITY_INFO;

	if (!is_information)
		add_offender(hearing, control, cell(row, hearing->environment));
}

static int hearing_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct hearing *hearing = context;

	(void)err;
	for (size_t i = 0; i < hearing->baseline->count; i++) {
		struct control *control = &hearing->baseline->controls[i];

		if (!asks(control, hearing->report))
			continue;
		if (hearing->control >= 0 && hearing->is_met >= 0)
			hear_test(hearing, control, row);
		else
			hear_finding(hearing, control, row);
	}
	return 0;
}

static int hearing_end(void *context, struct error *err)
{
	(void)context;
	(void)err;
	return 0;
}

static int hear(struct baseline *baseline, struct store *store, const struct report *report,
		struct error *err)
{
	struct hearing hearing = { .baseline = baseline, .report = report };
	const struct result_sink sink = { hearing_begin, hearing_row, hearing_end, &hearing };

	return report_run(store, report, NULL, 0, &sink, err);
}

/* --- Verdicts ---------------------------------------------------------------------------------- */

static int compare_texts(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void sort_offenders(struct control *control)
{
	size_t kept = 0;

	if (control->offender_count == 0)
		return;
	qsort(control->offenders, control->offender_count, sizeof(const char *), compare_texts);
	for (size_t i = 1; i < control->offender_count; i++)
		if (strcmp(control->offenders[i], control->offenders[kept]) != 0)
			control->offenders[++kept] = control->offenders[i];
	control->offender_count = kept + 1;
}

/* A control that only should be met warns. */
static enum verdict verdict_of(const struct control *control, bool is_literal)
{
	if (control->offences > 0)
		return strcmp(control->criticality, "should") == 0 ? VERDICT_WARNING : VERDICT_FAIL;
	if (control->is_manual)
		return VERDICT_MANUAL;
	if (control->report_count == 0 || control->silent > 0 || control->unknown > 0 ||
	    (is_literal && control->met == 0))
		return VERDICT_NOT_EVALUATED;
	return VERDICT_PASS;
}

static void conclude(struct baseline *baseline)
{
	for (size_t i = 0; i < baseline->count; i++) {
		struct control *control = &baseline->controls[i];

		sort_offenders(control);
		control->verdict = verdict_of(control, baseline->is_literal);
		if (control->report_count == 0 && !control->is_manual)
			control->reason = "no report answers it";
		if (control->verdict == VERDICT_PASS || control->verdict == VERDICT_MANUAL)
			control->reason = NULL;
	}
}

static bool is_first_asking(const struct baseline *baseline, size_t index,
			    const struct report *report)
{
	for (size_t i = 0; i < index; i++)
		if (asks(&baseline->controls[i], report))
			return false;
	return true;
}

int baseline_judge(struct baseline *baseline, struct store *store, struct error *err)
{
	for (size_t i = 0; i < baseline->count; i++) {
		const struct control *control = &baseline->controls[i];

		for (size_t j = 0; j < control->report_count; j++)
			if (is_first_asking(baseline, i, control->reports[j]) &&
			    hear(baseline, store, control->reports[j], err) < 0)
				return -1;
	}
	conclude(baseline);
	return 0;
}

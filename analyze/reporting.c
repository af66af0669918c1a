/* SPDX-License-Identifier: MIT
 * The sink between the runner and the pages: reads each row once, into cells, and behind the
 * report's own columns it adds what people said of the finding.
 */
#include "reporting.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "queries/judge.h"

#include "crew.h"
#include "progress.h"
#include "set_aside.h"

/* Columns that may follow a report's own; those of the plan for every finding, the others for those
 * that are set aside. */
struct further {
	enum finding_field field;
	const char *name; /* NULL: the field's own; else one that reports do not use themselves */
};

static const struct further plan_fields[] = {
	{ FIELD_ASSIGNED, NULL },
	{ FIELD_DUE, NULL },
	{ FIELD_COMMENT, "plan_comment" },
};

static const struct further aside_fields[] = {
	{ FIELD_STATE, "finding_state" },
	{ FIELD_WAIVER_REASON, NULL },
	{ FIELD_WAIVER_OWNER, NULL },
	{ FIELD_WAIVER_UNTIL, NULL },
};

enum {
	PLAN_FIELDS = sizeof(plan_fields) / sizeof(plan_fields[0]),
	ASIDE_FIELDS = sizeof(aside_fields) / sizeof(aside_fields[0]),
	MORE_FIELDS = PLAN_FIELDS + ASIDE_FIELDS,
};

struct relay {
	const struct reporting *reporting;
	struct result_head head; /* with the further columns */
	struct result_column *columns;
	size_t own_count;
	enum finding_field more[MORE_FIELDS];
	size_t more_count;
	struct cell *cells;
	struct finding_reader reader;
	struct set_aside aside;
	struct progress progress;
};

/* --- The head ----------------------------------------------------------------------------- */

static void add_columns(struct relay *relay, const struct further *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct result_column *column = &relay->columns[relay->head.column_count++];

		*column = finding_columns[fields[i].field];
		if (fields[i].name)
			column->name = fields[i].name;
		relay->more[relay->more_count++] = fields[i].field;
	}
}

/* Gives the number of columns that open findings show. */
static size_t extend_head(struct relay *relay, const struct result_head *head)
{
	const struct handling *handling = &relay->reporting->session->handling;
	size_t open;

	free(relay->columns);
	relay->head = *head;
	relay->own_count = head->column_count;
	relay->more_count = 0;
	relay->columns =
		memory_alloc((head->column_count + MORE_FIELDS + 1) * sizeof(*relay->columns));
	if (head->column_count)
		memcpy(relay->columns, head->columns, head->column_count * sizeof(*head->columns));
	relay->head.columns = relay->columns;
	if (!head_is_findings(head))
		return head->column_count;
	if (handling->plan.count)
		add_columns(relay, plan_fields, PLAN_FIELDS);
	open = relay->head.column_count;
	if (handling_may_set_aside(handling))
		add_columns(relay, aside_fields, ASIDE_FIELDS);
	return open;
}

static int relay_begin(void *context, const struct result_head *head, struct error *err)
{
	struct relay *relay = context;
	size_t open = extend_head(relay, head);

	(void)err;
	free(relay->cells);
	relay->cells = memory_alloc((relay->head.column_count + 1) * sizeof(*relay->cells));
	set_aside_clear(&relay->aside);
	if (head_is_findings(&relay->head))
		finding_reader_begin(&relay->reader, head);
	progress_clear(&relay->progress);
	for (size_t i = 0; i < relay->reporting->page_count; i++)
		page_begin_findings(&relay->reporting->pages[i], &relay->head, open);
	return 0;
}

/* --- Rows --------------------------------------------------------------------------------- */

static void push(struct relay *relay, const struct cell *cells, const struct finding *finding)
{
	const struct reporting *reporting = relay->reporting;

	for (size_t i = 0; i < reporting->page_count; i++)
		page_finding(&reporting->pages[i], cells, finding);
	if (reporting->sink && finding)
		reporting->sink->finding(reporting->sink->context, finding);
}

static void push_finding(struct relay *relay)
{
	struct finding finding;

	finding_read(&relay->reader, relay->cells, &finding);
	handling_apply(&relay->reporting->session->handling, &finding);
	if (finding.severity < relay->reporting->least)
		return;
	for (size_t i = 0; i < relay->more_count; i++)
		finding_cell(&finding, relay->more[i], &relay->cells[relay->own_count + i]);
	if (finding.state == FINDING_OPEN)
		push(relay, relay->cells, &finding);
	else
		set_aside_add(&relay->aside, relay->cells, relay->head.column_count, &finding);
}

static void push_row(struct relay *relay)
{
	if (head_is_findings(&relay->head))
		push_finding(relay);
	else
		push(relay, relay->cells, NULL);
}

static int relay_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct relay *relay = context;

	(void)err;
	for (size_t i = 0; i < relay->own_count; i++)
		cell_read(&relay->cells[i], row, (int)i, relay->head.columns[i].kind);
	push_row(relay);
	return 0;
}

static void push_aside(struct relay *relay)
{
	const struct reporting *reporting = relay->reporting;

	for (size_t i = 0; i < reporting->page_count && relay->aside.count; i++)
		page_aside(&reporting->pages[i]);
	for (size_t i = 0; i < relay->aside.count; i++)
		push(relay, relay->aside.rows[i].cells, &relay->aside.rows[i].finding);
}

static int relay_end(void *context, struct error *err)
{
	struct relay *relay = context;
	const struct reporting *reporting = relay->reporting;
	const struct result_head *head = &relay->head;

	(void)err;
	push_aside(relay);
	for (size_t i = 0; i < reporting->page_count; i++)
		page_end(&reporting->pages[i]);
	if (!head_is_findings(head))
		return 0;
	if (head->status != STATUS_NOT_EVALUATED)
		waivers_try(&reporting->session->handling.waivers, head->report->id);
	if (reporting->sink)
		reporting->sink->answered(reporting->sink->context, head->report, head->status,
					  head->reason);
	return 0;
}

/* --- Reports ------------------------------------------------------------------------------ */

static struct relay relay_of(const struct reporting *reporting)
{
	return (struct relay){ .reporting = reporting, .reader = FINDING_READER_INIT };
}

static struct result_sink sink_of(struct relay *relay)
{
	return (struct result_sink){
		.begin = relay_begin,
		.row = relay_row,
		.end = relay_end,
		.context = relay,
	};
}

static void release(struct relay *relay)
{
	set_aside_release(&relay->aside);
	finding_reader_release(&relay->reader);
	free(relay->columns);
	free(relay->cells);
}

static int run_here(struct relay *relay, const struct report *report, struct error *err)
{
	const struct reporting *reporting = relay->reporting;
	const struct result_sink sink = sink_of(relay);

	return settings_run(reporting->settings, &reporting->session->store, report, &sink, err);
}

/* What the other thread ran. */
static int play(struct relay *relay, struct tape *tape, struct error *err)
{
	int result = tape_begin(tape, err);
	bool more = true;

	if (result == 0)
		result = relay_begin(relay, &tape->head, err);
	while (result == 0 && more) {
		result = tape_row(tape, relay->cells, &more, err);
		if (more)
			push_row(relay);
	}
	if (result == 0)
		result = relay_end(relay, err);
	tape_release(tape);
	return result;
}

static int run_one(struct relay *relay, struct crew *crew, const struct report *const *reports,
		   size_t index, struct error *err)
{
	struct tape *tape;

	if (handling_begin(&relay->reporting->session->handling, reports[index], err) < 0)
		return -1;
	return !crew || crew_is_ours(crew, index, &tape) ? run_here(relay, reports[index], err) :
							   play(relay, tape, err);
}

static void show_failure(struct relay *relay, const struct report *report, const char *reason)
{
	const struct reporting *reporting = relay->reporting;

	progress_clear(&relay->progress);
	fprintf(stderr, "stocktake: %s\n", reason);
	for (size_t i = 0; i < reporting->page_count; i++)
		page_fail(&reporting->pages[i], report, reason);
	if (reporting->sink)
		reporting->sink->answered(reporting->sink->context, report, STATUS_NOT_EVALUATED,
					  reason);
}

/* Every report that could match a waiver for any of them. */
static bool is_whole(const struct reporting *reporting, const struct report *const *reports,
		     size_t count)
{
	const struct catalogue *catalogue = reporting->session->catalogue;
	size_t chosen = 0, all = 0;

	for (size_t i = 0; i < count; i++)
		chosen += reports[i]->resource_column != NULL;
	for (size_t i = 0; i < catalogue_count(catalogue); i++)
		all += catalogue_at(catalogue, i)->resource_column != NULL;
	return chosen == all;
}

static void tell_waivers(const struct reporting *reporting, const struct report *const *reports,
			 size_t count)
{
	struct waivers *waivers = &reporting->session->handling.waivers;

	if (is_whole(reporting, reports, count))
		waivers_try(waivers, NULL);
	waivers_tell(waivers, stderr);
}

static struct crew *gather(const struct reporting *reporting, const struct report *const *reports,
			   size_t count)
{
	struct store *store = &reporting->session->store;

	for (size_t i = 0; i < count; i++)
		judge_expect(store, reports[i]);
	return crew_new(store, reporting->settings, reports, count);
}

int reporting_run(const struct reporting *reporting, const struct report *const *reports,
		  size_t count, struct error *err)
{
	struct crew *crew = gather(reporting, reports, count);
	struct relay relay = relay_of(reporting);
	size_t failures = 0;

	progress_start(&relay.progress, PROGRESS_REPORTS, reporting->quiet);
	for (size_t i = 0; i < count; i++) {
		struct error failure = ERROR_INIT;

		progress_show(&relay.progress, reports[i]->id, (int64_t)i, (int64_t)count);
		if (run_one(&relay, crew, reports, i, &failure) == 0)
			continue;
		show_failure(&relay, reports[i], failure.text);
		failures++;
	}
	progress_clear(&relay.progress);
	crew_free(crew);
	release(&relay);
	if (!reporting->is_replay)
		tell_waivers(reporting, reports, count);
	if (failures)
		return error_set(err, "%zu of %zu reports failed", failures, count);
	return 0;
}

int reporting_sql(const struct reporting *reporting, const char *sql, struct error *err)
{
	struct relay relay = relay_of(reporting);
	const struct result_sink sink = sink_of(&relay);
	int result = sql_run(&reporting->session->store, sql, &sink, err);

	release(&relay);
	return result;
}

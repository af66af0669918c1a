/* SPDX-License-Identifier: MIT
 * The sink between the runner and the pages: reads each row once, into cells.
 */
#include "reporting.h"

#include <stdlib.h>

#include "base/memory.h"

#include "progress.h"

struct relay {
	const struct reporting *reporting;
	const struct result_head *head;
	struct cell *cells;
	struct progress progress;
};

static int relay_begin(void *context, const struct result_head *head, struct error *err)
{
	struct relay *relay = context;

	(void)err;
	relay->head = head;
	free(relay->cells);
	relay->cells = memory_alloc((head->column_count + 1) * sizeof(*relay->cells));
	progress_clear(&relay->progress);
	for (size_t i = 0; i < relay->reporting->page_count; i++)
		page_begin(&relay->reporting->pages[i], head);
	return 0;
}

static int relay_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct relay *relay = context;

	(void)err;
	for (size_t i = 0; i < relay->head->column_count; i++)
		cell_read(&relay->cells[i], row, (int)i, relay->head->columns[i].kind);
	for (size_t i = 0; i < relay->reporting->page_count; i++)
		page_row(&relay->reporting->pages[i], relay->cells);
	return 0;
}

static int relay_end(void *context, struct error *err)
{
	struct relay *relay = context;

	(void)err;
	for (size_t i = 0; i < relay->reporting->page_count; i++)
		page_end(&relay->reporting->pages[i]);
	return 0;
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

static int run_one(struct relay *relay, const struct report *report, struct error *err)
{
	const struct reporting *reporting = relay->reporting;
	const struct result_sink sink = sink_of(relay);
	struct setting *chosen = memory_alloc((reporting->settings->count + 1) * sizeof(*chosen));
	size_t count = settings_for(reporting->settings, report, chosen);
	int result = report_run(&reporting->session->store, report, chosen, count, &sink, err);

	free(chosen);
	return result;
}

static void show_failure(struct relay *relay, const struct report *report, const char *reason)
{
	progress_clear(&relay->progress);
	fprintf(stderr, "stocktake: %s\n", reason);
	for (size_t i = 0; i < relay->reporting->page_count; i++)
		page_fail(&relay->reporting->pages[i], report, reason);
}

int reporting_run(const struct reporting *reporting, const struct report *const *reports,
		  size_t count, struct error *err)
{
	struct relay relay = { .reporting = reporting };
	size_t failures = 0;

	progress_start(&relay.progress, reporting->quiet);
	for (size_t i = 0; i < count; i++) {
		struct error failure = ERROR_INIT;

		progress_show(&relay.progress, reports[i]->id, (int64_t)i, (int64_t)count);
		if (run_one(&relay, reports[i], &failure) == 0)
			continue;
		show_failure(&relay, reports[i], failure.text);
		failures++;
	}
	progress_clear(&relay.progress);
	free(relay.cells);
	if (failures)
		return error_set(err, "%zu of %zu reports failed", failures, count);
	return 0;
}

int reporting_sql(const struct reporting *reporting, const char *sql, struct error *err)
{
	struct relay relay = { .reporting = reporting };
	const struct result_sink sink = sink_of(&relay);
	int result = sql_run(&reporting->session->store, sql, &sink, err);

	free(relay.cells);
	return result;
}

/* SPDX-License-Identifier: MIT
 * A sink for the rows of a report that keeps what an answer needs of them.
 */
#include "catch.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static struct str keep(struct catch *catch, struct str text)
{
	if (text.length == 0)
		return STR("");
	return (struct str){ arena_copy(&catch->arena, text.data, text.length), text.length };
}

static void note_gaps(struct catch *catch, const struct need *const *missing, size_t count)
{
	free(catch->gaps);
	catch->gaps = memory_alloc((count + 1) * sizeof(*catch->gaps));
	for (size_t i = 0; i < count; i++)
		catch->gaps[i] = (struct answer_gap){ missing[i]->entity, missing[i]->part,
						      missing[i]->column };
	catch->answer.gaps = catch->gaps;
	catch->answer.gap_count = count;
}

static void note_status(struct catch *catch, enum status status, const char *reason)
{
	struct answer *answer = &catch->answer;

	answer->status = status_name(status);
	answer->reason = arena_copy(&catch->arena, reason, strlen(reason));
	answer->is_evaluated = status != STATUS_NOT_EVALUATED;
	answer->is_complete = status == STATUS_COMPLETE;
}

static void empty(struct catch *catch)
{
	arena_reset(&catch->arena);
	catch->count = 0;
	catch->answer = (struct answer){ 0 };
}

static int catch_begin(void *context, const struct result_head *head, struct error *err)
{
	struct catch *catch = context;

	(void)err;
	free(catch->cells);
	catch->cells = memory_alloc((head->column_count + 1) * sizeof(*catch->cells));
	note_status(catch, head->status, head->reason);
	note_gaps(catch, head->missing, head->missing_count);
	finding_reader_begin(&catch->reader, head);
	return 0;
}

static int catch_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct catch *catch = context;
	const struct result_head *head = catch->reader.head;
	struct finding finding;

	(void)err;
	for (size_t i = 0; i < head->column_count; i++)
		cell_read(&catch->cells[i], row, (int)i, head->columns[i].kind);
	finding_read(&catch->reader, catch->cells, &finding);
	catch->items = memory_reserve(catch->items, catch->count, &catch->capacity,
				      sizeof(*catch->items));
	catch->items[catch->count++] = (struct answer_finding){
		.fingerprint = keep(catch, finding.fields[FIELD_FINGERPRINT]),
		.severity = keep(catch, finding.fields[FIELD_SEVERITY]),
		.resource_kind = keep(catch, finding.fields[FIELD_KIND]),
		.resource_id = keep(catch, finding.fields[FIELD_ID]),
		.environment_id = keep(catch, finding.fields[FIELD_ENVIRONMENT]),
		.name = keep(catch, finding.fields[FIELD_NAME]),
	};
	return 0;
}

static int catch_end(void *context, struct error *err)
{
	struct catch *catch = context;

	(void)err;
	catch->answer.findings = catch->items;
	catch->answer.finding_count = catch->count;
	return 0;
}

int catch_asked(struct catch *catch, struct store *store, const struct report *report,
		const struct settings *settings, struct error *err)
{
	const struct result_sink sink = { catch_begin, catch_row, catch_end, catch };

	empty(catch);
	return settings_run(settings, store, report, &sink, err);
}

int catch_same(struct catch *catch, struct store *store, const struct report *report,
	       struct error *err)
{
	struct judgement judgement;
	int result = judge_report(&judgement, store, report, err);

	empty(catch);
	if (result == 0) {
		note_status(catch, judgement.status,
			    judgement.reason.data ? judgement.reason.data : "");
		note_gaps(catch, judgement.missing, judgement.missing_count);
		catch->answer.is_same = true;
	}
	judgement_release(&judgement);
	return result;
}

void catch_release(struct catch *catch)
{
	finding_reader_release(&catch->reader);
	arena_release(&catch->arena);
	free(catch->cells);
	free(catch->items);
	free(catch->gaps);
}

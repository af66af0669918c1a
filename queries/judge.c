/* SPDX-License-Identifier: MIT
 * Status of a report: a need that was never collected leaves it unanswered; any gap in what it
 * needs or wants makes the answer partial. Every gap is named.
 */
#include "queries/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "store/evidence.h"
#include "store/schema.h"

const char *status_name(enum status status)
{
	static const char *const names[] = {
		[STATUS_COMPLETE] = "complete",
		[STATUS_PARTIAL] = "partial",
		[STATUS_NOT_EVALUATED] = "not-evaluated",
	};

	return names[status];
}

enum role { ROLE_NEED, ROLE_EITHER, ROLE_BEFORE, ROLE_WANT };

/* One need or want, and what the moment knows of it. */
struct finding {
	const struct need *need;
	enum role role;
	enum evidence evidence;
	struct buffer why;
};

static bool is_decisive(const struct finding *finding)
{
	return finding->role != ROLE_WANT && finding->evidence == EVIDENCE_NONE;
}

static int look_up(const struct store *store, const struct need *need, const struct entity **entity,
		   int *column, struct error *err)
{
	*entity = schema_entity(store->schema, str_of(need->entity));
	*column = -1;
	if (*entity == NULL)
		return error_set(err, "there is no entity '%s'", need->entity);
	if (need->part[0] != '\0' && (*entity)->resource_kind < 0)
		return error_set(err, "'%s': entity '%s' has no parts", need->text, need->entity);
	if (need->column == NULL)
		return 0;
	*column = entity_column(*entity, str_of(need->column));
	if (*column < 0)
		return error_set(err, "entity '%s' has no column '%s'", need->entity, need->column);
	return 0;
}

static int weigh_at(struct finding *finding, struct store *store, const struct entity *entity,
		    int column, struct error *err)
{
	/* A column that is an alternative stands alone: nobody else asks whether its entity is there. */
	if (column < 0 || finding->role == ROLE_EITHER) {
		if (evidence_of_entity(store, entity, str_of(finding->need->part),
				       &finding->evidence, &finding->why, err) < 0)
			return -1;
		if (column < 0 || finding->evidence == EVIDENCE_NONE)
			return 0;
	}
	return evidence_of_column(store, entity, column, &finding->evidence, &finding->why, err);
}

/* The same question, asked of the previous snapshot. */
static int weigh_before(struct finding *finding, struct store *store, const struct entity *entity,
			struct error *err)
{
	struct store earlier = *store;
	int64_t at;

	if (store_int64(store, err, "SELECT before_at FROM moment", INT64_MIN, &at) < 0)
		return -1;
	if (at == INT64_MIN) {
		finding->evidence = EVIDENCE_NONE;
		return buffer_puts(&finding->why, "there is no earlier snapshot to compare with");
	}
	earlier.moment = at;
	if (weigh_at(finding, &earlier, entity, -1, err) < 0)
		return -1;
	if (finding->why.length > 0)
		buffer_puts(&finding->why, ", in the snapshot before");
	return 0;
}

/* In a store without a snapshot nothing was collected, but the names must be right all the same. */
static int weigh(struct finding *finding, struct store *store, struct error *err)
{
	const struct entity *entity;
	int column;

	if (look_up(store, finding->need, &entity, &column, err) < 0)
		return -1;
	if (!store->has_moment) {
		finding->evidence = EVIDENCE_NONE;
		return 0;
	}
	if (finding->role == ROLE_BEFORE)
		return weigh_before(finding, store, entity, err);
	return weigh_at(finding, store, entity, column, err);
}

/* What an entity lacks, its columns lack too: told once. */
static void add_reason(struct judgement *judgement, struct str sentence)
{
	struct buffer *reason = &judgement->reason;

	if (sentence.length == 0 ||
	    (reason->length > 0 &&
	     str_find_fold((struct str){ reason->data, reason->length }, sentence) != NULL))
		return;
	if (reason->length > 0)
		buffer_puts(reason, "; ");
	buffer_append(reason, sentence.data, sentence.length);
}

static enum status status_of(const struct finding *findings, size_t count)
{
	enum status status = STATUS_COMPLETE;

	for (size_t i = 0; i < count; i++) {
		if (is_decisive(&findings[i]))
			return STATUS_NOT_EVALUATED;
		if (findings[i].evidence != EVIDENCE_COMPLETE)
			status = STATUS_PARTIAL;
	}
	return status;
}

static void add_missing(struct judgement *judgement, const struct finding *findings, size_t count,
			bool decisive)
{
	for (size_t i = 0; i < count; i++) {
		const struct buffer *why = &findings[i].why;

		if (findings[i].evidence == EVIDENCE_COMPLETE ||
		    is_decisive(&findings[i]) != decisive)
			continue;
		judgement->missing[judgement->missing_count++] = findings[i].need;
		if (judgement->status == STATUS_PARTIAL || decisive)
			add_reason(judgement, (struct str){ why->data, why->length });
	}
}

/* Of a report that was not evaluated, only what prevented it is told. */
static void conclude(struct judgement *judgement, const struct store *store,
		     const struct finding *findings, size_t count)
{
	judgement->status = status_of(findings, count);
	judgement->missing = memory_alloc((count + 1) * sizeof(struct need *));
	if (!store->has_moment) {
		judgement->status = STATUS_NOT_EVALUATED;
		add_reason(judgement, STR("the store holds no snapshot"));
	}
	add_missing(judgement, findings, count, true);
	judgement->blocking = judgement->missing_count;
	add_missing(judgement, findings, count, false);
}

/* Of alternatives the best one counts; those that know less are not held against the answer. */
static void settle_alternatives(struct finding *findings, size_t count)
{
	enum evidence best = EVIDENCE_NONE;

	for (size_t i = 0; i < count; i++) {
		if (findings[i].role == ROLE_EITHER && findings[i].evidence < best)
			best = findings[i].evidence;
	}
	for (size_t i = 0; i < count; i++) {
		if (findings[i].role == ROLE_EITHER && findings[i].evidence > best)
			findings[i].evidence = EVIDENCE_COMPLETE;
	}
}

static size_t count_needs(const struct report *report)
{
	return report->need_count + report->either_count + report->before_count + report->want_count;
}

static size_t list_findings(struct finding *findings, const struct report *report)
{
	const struct {
		const struct need *needs;
		size_t count;
		enum role role;
	} lists[] = {
		{ report->needs, report->need_count, ROLE_NEED },
		{ report->either, report->either_count, ROLE_EITHER },
		{ report->before, report->before_count, ROLE_BEFORE },
		{ report->wants, report->want_count, ROLE_WANT },
	};
	size_t count = 0;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		for (size_t k = 0; k < lists[i].count; k++)
			findings[count++] = (struct finding){
				.need = &lists[i].needs[k],
				.role = lists[i].role,
				.why = BUFFER_INIT(LIMIT_REPORT_FILE),
			};
	}
	return count;
}

/* Names that the schema does not know are told when the report is judged. */
void judge_expect(struct store *store, const struct report *report)
{
	struct error passed_over = ERROR_INIT;
	struct finding *findings = memory_alloc((count_needs(report) + 1) * sizeof(*findings));
	size_t count = list_findings(findings, report);

	for (size_t i = 0; i < count; i++) {
		const struct entity *entity;
		int column;

		if (look_up(store, findings[i].need, &entity, &column, &passed_over) == 0 && column >= 0)
			evidence_expect(store, entity, column);
	}
	free(findings);
}

int judge_report(struct judgement *judgement, struct store *store, const struct report *report,
		 struct error *err)
{
	struct finding *findings = memory_alloc((count_needs(report) + 1) * sizeof(*findings));
	size_t count = list_findings(findings, report);
	int result = 0;

	*judgement = (struct judgement){ .reason = BUFFER_INIT(LIMIT_REPORT_FILE) };
	judge_expect(store, report);
	for (size_t i = 0; i < count && result == 0; i++)
		result = weigh(&findings[i], store, err);
	settle_alternatives(findings, count);
	if (result == 0)
		conclude(judgement, store, findings, count);
	for (size_t i = 0; i < count; i++)
		buffer_release(&findings[i].why);
	free(findings);
	return result;
}

void judgement_release(struct judgement *judgement)
{
	free(judgement->missing);
	buffer_release(&judgement->reason);
}

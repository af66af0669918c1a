/* SPDX-License-Identifier: MIT
 * From the newest older snapshot to the oldest, so that the last one that shows a finding stands. What a
 * replay kept is only looked up.
 */
#include "first_seen.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/answer.h"

#include "replay.h"

struct search {
	struct finding **by_print; /* owned; sorted by fingerprint */
	size_t count;
	const char *at; /* of the snapshot that is looked at */
	size_t length;
};

static const char *print_of(const struct finding *finding)
{
	return finding->fields[FIELD_FINGERPRINT].data;
}

static int by_fingerprint(const void *left, const void *right)
{
	return strcmp(print_of(*(struct finding *const *)left),
		      print_of(*(struct finding *const *)right));
}

static int compare_key(const void *key, const void *item)
{
	return strcmp(print_of(key), print_of(*(struct finding *const *)item));
}

/* Equal fingerprints stand beside each other. */
static void on_finding(void *context, const struct finding *finding)
{
	struct search *search = context;
	struct finding **found = bsearch(finding, search->by_print, search->count,
					 sizeof(struct finding *), compare_key);

	if (!found)
		return;
	while (found > search->by_print && compare_key(finding, found - 1) == 0)
		found--;
	for (; found < search->by_print + search->count && compare_key(finding, found) == 0;
	     found++)
		(*found)->fields[FIELD_FIRST_SEEN] = (struct str){ search->at, search->length };
}

static void on_answered(void *context, const struct report *report, enum status status,
			const char *reason)
{
	(void)context;
	(void)report;
	(void)status;
	(void)reason;
}

static void set_time(struct finding_list *list, struct search *search, int64_t at)
{
	char text[TIMESTAMP_SIZE];

	timestamp_format(at, text);
	search->length = strlen(text);
	search->at = arena_copy(&list->arena, text, search->length);
}

static void begin(struct finding_list *list, struct search *search, int64_t now)
{
	search->by_print = memory_alloc((list->count + 1) * sizeof(struct finding *));
	search->count = list->count;
	set_time(list, search, now);
	for (size_t i = 0; i < list->count; i++) {
		search->by_print[i] = &list->items[i];
		list->items[i].fields[FIELD_FIRST_SEEN] =
			(struct str){ search->at, search->length };
	}
	qsort(search->by_print, search->count, sizeof(struct finding *), by_fingerprint);
}

/* The newest snapshot before `at`; `*found` false: there is none. */
static int step_back(struct session *session, int64_t *at, bool *found, struct error *err)
{
	char sql[96];
	int64_t older;

	snprintf(sql, sizeof(sql), "SELECT max(snapshot_at) FROM snapshot WHERE snapshot_at < %lld",
		 (long long)*at);
	if (store_int64(&session->store, err, sql, INT64_MIN, &older) < 0)
		return -1;
	*found = older != INT64_MIN;
	if (!*found)
		return 0;
	*at = older;
	return session_look(session, true, older, err);
}

static int search_back(struct finding_list *list, struct search *search,
		       const struct reporting *reporting, const struct choice *choice,
		       struct error *err)
{
	int64_t at = reporting->session->store.moment;
	bool found = true;

	while (step_back(reporting->session, &at, &found, err) == 0) {
		struct error told = ERROR_INIT;

		if (!found)
			return 0;
		set_time(list, search, at);
		reporting_run(reporting, choice->reports, choice->count, &told);
	}
	return -1;
}

int first_seen_find(struct finding_list *list, const struct reporting *reporting,
		    const struct choice *choice, struct error *err)
{
	struct session *session = reporting->session;
	struct search search = { 0 };
	const struct finding_sink sink = { on_finding, on_answered, &search };
	struct reporting replay = *reporting;
	struct handling kept = session->handling; /* knows which waivers were of use */
	struct error back = ERROR_INIT;
	int64_t now = session->store.moment;
	int result = 0;

	replay.sink = &sink;
	replay.is_replay = true;
	begin(list, &search, now);
	session->handling = (struct handling){ .store = &session->store };
	if (session->store.has_moment)
		result = search_back(list, &search, &replay, choice, err);
	if (session->store.has_moment && session_look(session, true, now, &back) < 0 && result == 0)
		result = error_set(err, "%s", back.text);
	handling_close(&session->handling);
	session->handling = kept;
	free(search.by_print);
	return result;
}

/* --- From a replay ------------------------------------------------------------------------- */

struct recall {
	struct finding_list *list;
	const struct choice *choice;
	const int64_t *questions;
	sqlite3_stmt *first;
	int64_t moment, before; /* before: the snapshot before the moment */
	size_t report;          /* of the last finding: the next one is often of the same */
};

static int64_t question_of(struct recall *recall, const struct finding *finding)
{
	const char *id = finding->fields[FIELD_REPORT].data;

	for (size_t i = 0; i < recall->choice->count; i++) {
		size_t at = (recall->report + i) % recall->choice->count;

		if (strcmp(recall->choice->reports[at]->id, id) == 0) {
			recall->report = at;
			return recall->questions[at];
		}
	}
	return 0;
}

/* ?4: up to where the question must be answered, so that what is not there is new. */
static const char first_sql[] =
	"SELECT coalesce((SELECT min(seen_from) FROM main.spell WHERE question_id = ?1"
	"  AND fingerprint = ?2 AND seen_from <= ?3), (SELECT ?3 WHERE EXISTS"
	"  (SELECT 1 FROM main.answer WHERE question_id = ?1 AND snapshot_at = ?4)))";

static int recall_one(struct recall *recall, struct finding *finding, struct error *err)
{
	char text[TIMESTAMP_SIZE];
	int code;

	sqlite3_reset(recall->first);
	sqlite3_bind_int64(recall->first, 1, question_of(recall, finding));
	sqlite3_bind_text(recall->first, 2, print_of(finding), -1, SQLITE_STATIC);
	sqlite3_bind_int64(recall->first, 3, recall->moment);
	sqlite3_bind_int64(recall->first, 4, recall->before);
	code = store_step(recall->first, err);
	if (code < 0 || sqlite3_column_type(recall->first, 0) == SQLITE_NULL)
		return code < 0 ? -1 : 0;
	timestamp_format(sqlite3_column_int64(recall->first, 0), text);
	finding->fields[FIELD_FIRST_SEEN] = (struct str){
		arena_copy(&recall->list->arena, text, strlen(text)), strlen(text)
	};
	return 0;
}

static int recall_all(struct recall *recall, struct store *store, struct error *err)
{
	int result = 0;

	if (store_int64(store, err, "SELECT before_at FROM moment", INT64_MIN, &recall->before) < 0)
		return -1;
	recall->first = store_prepare(store, err, first_sql);
	if (!recall->first)
		return -1;
	for (size_t i = 0; i < recall->list->count && result == 0; i++)
		result = recall_one(recall, &recall->list->items[i], err);
	sqlite3_finalize(recall->first);
	return result;
}

int first_seen_recall(struct finding_list *list, const struct reporting *reporting,
		      const struct choice *choice, struct error *err)
{
	struct store *store = &reporting->session->store;
	struct replay replay = { .session = reporting->session,
				 .settings = reporting->settings,
				 .choice = choice };
	struct recall recall = { .list = list, .choice = choice, .moment = store->moment };
	int64_t any;
	int result;

	if (store_int64(store, err, "SELECT EXISTS (SELECT 1 FROM main.question)", 0, &any) < 0)
		return -1;
	if (!any || !store->has_moment)
		return 0;
	result = replay_find(&replay, err);
	recall.questions = replay.questions;
	if (result == 0)
		result = recall_all(&recall, store, err);
	replay_release(&replay);
	return result;
}

/* SPDX-License-Identifier: MIT
 * Names the questions that reports with their settings are, and has them asked at every snapshot.
 */
#include "replay.h"

#include <stdlib.h>

#include "base/memory.h"
#include "queries/question.h"
#include "store/answer.h"

#include "walk.h"

typedef int question_verb(struct store *store, const char *report, const char *sha256,
			  int64_t *question, struct error *err);

static int name_questions(struct replay *replay, question_verb *verb, struct error *err)
{
	const struct settings *settings = replay->settings;
	struct setting *chosen = memory_alloc((settings->count + 1) * sizeof(*chosen));
	char ground[DIGEST_HEX_SIZE], digest[DIGEST_HEX_SIZE];
	int result = question_ground(&replay->session->store, program_version, ground, err);

	replay->questions = memory_alloc((replay->choice->count + 1) * sizeof(int64_t));
	for (size_t i = 0; i < replay->choice->count && result == 0; i++) {
		const struct report *report = replay->choice->reports[i];

		question_digest(ground, report, chosen, settings_for(settings, report, chosen),
				digest);
		result = verb(&replay->session->store, report->id, digest, &replay->questions[i],
			      err);
	}
	free(chosen);
	return result;
}

static int ask_questions(struct replay *replay, struct error *err)
{
	struct store *store = &replay->session->store;

	if (store_begin(store, err) < 0)
		return error_prefix(err, "the answers cannot be kept in the store");
	if (name_questions(replay, question_ask, err) == 0)
		return store_commit(store, err);
	sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

int replay_find(struct replay *replay, struct error *err)
{
	return name_questions(replay, question_find, err);
}

int replay_run(struct replay *replay, struct error *err)
{
	return ask_questions(replay, err) < 0 ? -1 : walk_snapshots(replay, err);
}

void replay_release(struct replay *replay)
{
	free(replay->questions);
	replay->questions = NULL;
}

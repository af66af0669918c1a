/* SPDX-License-Identifier: MIT
 * What an answer proves about the findings it does not show, and what a change of the past takes away.
 */
#include "store/answer.h"

#include "store_case.h"

enum { MAY = 100, JUNE = 200, JULY = 300, AUGUST = 400 };

static const struct answer_gap flow_gap = { "flow", "", NULL };

/* Snapshots of which each covers the flows of some environments ("" is the tenant). */
static void scope(struct store *store, int at, const char *environment)
{
	struct error err = ERROR_INIT;

	assert_int_equal(store_execf(store, &err,
				     "INSERT OR IGNORE INTO snapshot VALUES (%d, 'given', NULL, 0, '', NULL);"
				     "INSERT INTO coverage VALUES (%d, 'flow', '', '%s', '%s', '');",
				     at, at, *environment ? "environment" : "tenant", environment),
			 0);
}

/* A store with what the snapshots of May, June and July cover; NULL: there was none. */
static void open_covered(struct store *store, const char *may, const char *june, const char *july)
{
	const char *const covers[] = { may, june, july };

	open_memory(store);
	for (int i = 0; i < 3; i++)
		if (covers[i])
			scope(store, MAY * (i + 1), covers[i]);
}

/* "a1" is in environment a. */
static struct answer_finding finding_of(const char *print)
{
	return (struct answer_finding){
		.fingerprint = { print, 2 },
		.severity = STR("high"),
		.resource_kind = STR("flow"),
		.resource_id = { print, 2 },
		.environment_id = { print, 1 },
		.name = STR("Some flow"),
	};
}

/* `prints` are fingerprints joined by blanks; NULL: it was not evaluated. */
static void give(struct store *store, int at, const char *prints, bool complete)
{
	struct error err = ERROR_INIT;
	struct answer_finding findings[8];
	struct answer answer = {
		.at = at,
		.status = !prints ? "not-evaluated" : complete ? "complete" : "partial",
		.reason = complete ? "" : "some reason",
		.is_evaluated = prints != NULL,
		.is_complete = complete,
		.findings = findings,
		.gaps = &flow_gap,
		.gap_count = complete ? 0 : 1,
	};

	for (; prints && *prints; prints += prints[2] ? 3 : 2)
		findings[answer.finding_count++] = finding_of(prints);
	assert_int_equal(question_ask(store, "r", "digest", &answer.question, &err), 0);
	if (answer_give(store, &answer, &err) < 0)
		fail_msg("%s", err.text);
}

static void expect_answers(struct store *store, const char *expected)
{
	expect(store,
	       "SELECT snapshot_at, findings, fresh, reopened, resolved, unseen FROM answer ORDER BY 1",
	       expected);
}

static void expect_spells(struct store *store, const char *expected)
{
	expect(store, "SELECT fingerprint, seen_from, seen_to, gone_at FROM spell ORDER BY 1, 2", expected);
}

static void complete_answers_prove_absence(void **state)
{
	struct store store;

	(void)state;
	open_covered(&store, "", "", "");
	give(&store, MAY, "a1 b1", true);
	give(&store, JUNE, "b2 b1 b2", true);
	give(&store, JULY, "a1 b1", true);
	expect_answers(&store, "100|2|-|-|-|- 200|2|1|0|1|0 300|2|0|1|1|0");
	expect_spells(&store, "a1|100|200|200 a1|300|-|- b1|100|-|- b2|200|300|300");
	store_close(&store);
}

static void a_partial_answer_proves_absence_where_it_looked(void **state)
{
	struct store store;

	(void)state;
	open_covered(&store, "", "a", "b");
	scope(&store, AUGUST, "");
	give(&store, MAY, "a1 b1 b2", true);
	give(&store, JUNE, "", false);
	expect_spells(&store, "a1|100|200|200 b1|100|200|- b2|100|200|-");
	give(&store, JULY, "b1", false);
	expect_spells(&store, "a1|100|200|200 b1|100|200|- b1|300|-|- b2|100|200|300");
	give(&store, AUGUST, "a1 b1", true);
	expect_answers(&store, "100|3|-|-|-|- 200|0|0|0|1|2 300|1|0|0|1|0 400|2|0|1|0|0");
	store_close(&store);
}

static void what_was_not_evaluated_proves_nothing(void **state)
{
	struct store store;

	(void)state;
	open_covered(&store, "", NULL, "");
	give(&store, MAY, "a1", true);
	give(&store, JUNE, NULL, true);
	expect_spells(&store, "a1|100|-|-");
	give(&store, JULY, "", true);
	expect_answers(&store, "100|1|-|-|-|- 200|-|-|-|-|- 300|0|0|0|1|0");
	expect_spells(&store, "a1|100|300|300");
	store_close(&store);
}

static void a_repeated_answer_shows_what_stands(void **state)
{
	struct error err = ERROR_INIT;
	struct store store;
	struct answer answer = { .at = JULY, .status = "complete", .reason = "",
				 .is_evaluated = true, .is_complete = true, .is_same = true };

	(void)state;
	open_covered(&store, "", "a", "");
	give(&store, MAY, "a1 b1", true);
	give(&store, JUNE, "a1", false);
	assert_int_equal(question_find(&store, "r", "digest", &answer.question, &err), 0);
	assert_int_equal(answer_give(&store, &answer, &err), 0);
	expect_answers(&store, "100|2|-|-|-|- 200|1|0|0|0|1 300|1|0|0|1|0");
	expect_spells(&store, "a1|100|-|- b1|100|200|300");
	store_close(&store);
}

static void a_changed_past_takes_the_answers_from_there_on(void **state)
{
	struct error err = ERROR_INIT;
	struct store store;
	int64_t at, question;
	bool evaluated;

	(void)state;
	open_covered(&store, "", "", "");
	give(&store, MAY, "a1 b1", true);
	give(&store, JUNE, "b1 b2", true);
	give(&store, JULY, "b2 b3", true);
	assert_int_equal(answers_drop(&store, JUNE, &err), 0);
	expect_spells(&store, "a1|100|-|- b1|100|-|-");
	expect_answers(&store, "100|2|-|-|-|-");
	assert_int_equal(question_find(&store, "r", "digest", &question, &err), 0);
	assert_int_equal(question_newest(&store, question, &at, &evaluated, &err), 0);
	assert_int_equal(at, MAY);
	assert_true(evaluated);
	store_close(&store);
}

static void the_oldest_question_leaves(void **state)
{
	struct error err = ERROR_INIT;
	struct store store;
	int64_t question;
	char digest[2] = "a";

	(void)state;
	open_covered(&store, "", NULL, NULL);
	give(&store, MAY, "a1", true);
	for (int i = 0; i < LIMIT_QUESTIONS; i++, digest[0]++)
		assert_int_equal(question_ask(&store, "r", digest, &question, &err), 0);
	assert_int_equal(question_find(&store, "r", "digest", &question, &err), 0);
	assert_int_equal(question, 0);
	expect_spells(&store, "");
	assert_int_equal(question_find(&store, "r", "a", &question, &err), 0);
	assert_int_not_equal(question, 0);
	store_close(&store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(complete_answers_prove_absence),
		cmocka_unit_test(a_partial_answer_proves_absence_where_it_looked),
		cmocka_unit_test(what_was_not_evaluated_proves_nothing),
		cmocka_unit_test(a_repeated_answer_shows_what_stands),
		cmocka_unit_test(a_changed_past_takes_the_answers_from_there_on),
		cmocka_unit_test(the_oldest_question_leaves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

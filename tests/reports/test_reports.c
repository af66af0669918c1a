/* SPDX-License-Identifier: MIT
 * The truth tables of the reports, tests/reports/GROUP/ID.case, one test each. A file is
 *
 *   columns: severity flow_id why          the columns to show
 *
 *   case: the owner was deleted            then lines in the notation of unit/report_case.h
 *   flow: flow_id=f1, owner_id=u1
 *   set: mode=coe                          a parameter, repeated
 *   gives: complete                        the status, then a line a row: a|b|c, '-' for NULL
 *   high|f1|owner deleted
 *
 * A report must have a case that fires, one that must not, and one that lacks what it needs.
 */
#include "unit/report_case.h"

#include "base/memory.h"

enum { TESTS_MAX = 400, SETTINGS_MAX = 8 };

static struct catalogue *catalogue;

/* --- The answer as text --------------------------------------------------------------------- */

struct answer {
	struct buffer text;
	const char *columns; /* asked for, separated by blanks */
	size_t rows;
	enum status status;
	struct buffer reason;
};

static int answer_begin(void *context, const struct result_head *head, struct error *err)
{
	struct answer *answer = context;

	(void)err;
	answer->status = head->status;
	buffer_puts(&answer->reason, head->reason);
	return buffer_puts(&answer->text, status_name(head->status));
}

static void add_cell(struct answer *answer, sqlite3_stmt *row, struct str name)
{
	for (int i = 0; i < sqlite3_column_count(row); i++) {
		const char *text = (const char *)sqlite3_column_text(row, i);

		if (!str_equal(name, str_of(sqlite3_column_name(row, i))))
			continue;
		buffer_puts(&answer->text, text ? text : "-");
		return;
	}
	fail_msg("no column '%.*s'", (int)name.length, name.data);
}

static int answer_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct answer *answer = context;
	const char *rest = answer->columns;

	(void)err;
	answer->rows++;
	buffer_puts(&answer->text, "\n");
	while (*rest) {
		size_t length = strcspn(rest, " ");

		add_cell(answer, row, (struct str){ rest, length });
		rest += length + strspn(rest + length, " ");
		buffer_puts(&answer->text, *rest ? "|" : "");
	}
	return 0;
}

static int answer_end(void *context, struct error *err)
{
	(void)context;
	(void)err;
	return 0;
}

/* --- A case --------------------------------------------------------------------------------- */

struct given {
	struct str name;
	struct buffer rows, expected;
	char *set[SETTINGS_MAX]; /* owned; "name=value" cut in two */
	struct setting settings[SETTINGS_MAX];
	size_t setting_count;
};

/* What a file's cases have shown so far. */
struct shown {
	size_t fired, silent, unanswered;
};

static void add_setting(struct given *given, struct str text)
{
	char *set = memory_copy(text.data, text.length), *equals = strchr(set, '=');

	if (!equals || given->setting_count == SETTINGS_MAX)
		fail_msg("not name=value: '%s'", set);
	*equals = '\0';
	given->set[given->setting_count] = set;
	given->settings[given->setting_count++] =
		(struct setting){ .name = set, .value = equals + 1 };
}

static void note_answer(struct shown *shown, const struct answer *answer)
{
	if (answer->status == STATUS_NOT_EVALUATED)
		shown->unanswered++;
	else if (answer->rows)
		shown->fired++;
	else
		shown->silent++;
}

static void check(const struct report *report, const char *columns, const struct given *given,
		  struct shown *shown)
{
	struct answer answer = { .text = BUFFER_INIT(MIB), .reason = BUFFER_INIT(MIB),
				 .columns = columns };
	struct result_sink sink = { answer_begin, answer_row, answer_end, &answer };
	struct error err = ERROR_INIT;
	struct store store;

	open_case(&store, given->rows.data ? given->rows.data : "");
	if (report_run(&store, report, given->settings, given->setting_count, &sink, &err) < 0)
		fail_msg("case '%.*s': %s", (int)given->name.length, given->name.data, err.text);
	if (strcmp(answer.text.data, given->expected.data ? given->expected.data : "") != 0)
		fail_msg("case '%.*s' gives\n%s\n(%s)\ninstead of\n%s", (int)given->name.length,
			 given->name.data, answer.text.data,
			 answer.reason.data ? answer.reason.data : "", given->expected.data);
	note_answer(shown, &answer);
	buffer_release(&answer.text);
	buffer_release(&answer.reason);
	store_close(&store);
}

static void end_case(const struct report *report, const char *columns, struct given *given,
		     struct shown *shown)
{
	if (given->name.data)
		check(report, columns, given, shown);
	buffer_release(&given->rows);
	buffer_release(&given->expected);
	for (size_t i = 0; i < given->setting_count; i++)
		free(given->set[i]);
	*given = (struct given){ .rows = BUFFER_INIT(MIB), .expected = BUFFER_INIT(MIB) };
}

/* --- A file --------------------------------------------------------------------------------- */

/* What follows "word: ", or false. */
static bool is_word(struct str line, struct str word, struct str *rest)
{
	if (line.length < word.length || memcmp(line.data, word.data, word.length) != 0)
		return false;
	*rest = str_trim((struct str){ line.data + word.length, line.length - word.length });
	return true;
}

static void add_line(struct buffer *text, struct str line, bool apart)
{
	if (apart && text->length)
		buffer_puts(text, "\n");
	buffer_append(text, line.data, line.length);
	if (!apart)
		buffer_puts(text, "\n");
}

static void take_line(struct given *given, struct str line)
{
	struct str rest;

	if (is_word(line, STR("set:"), &rest))
		add_setting(given, rest);
	else if (is_word(line, STR("gives:"), &rest))
		add_line(&given->expected, rest, true);
	else if (given->expected.length)
		add_line(&given->expected, line, true);
	else
		add_line(&given->rows, line, false);
}

static void run_file(const struct report *report, const char *text, struct shown *shown)
{
	struct given given = { .rows = BUFFER_INIT(MIB), .expected = BUFFER_INIT(MIB) };
	char *columns = NULL;

	for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
		struct str line = str_trim((struct str){ at, strcspn(at, "\n") }), rest;

		if (line.length == 0 || line.data[0] == '#')
			continue;
		if (is_word(line, STR("columns:"), &rest)) {
			end_case(report, columns, &given, shown);
			free(columns);
			columns = memory_copy(rest.data, rest.length);
		} else if (is_word(line, STR("case:"), &rest)) {
			end_case(report, columns, &given, shown);
			given.name = rest;
		} else {
			take_line(&given, line);
		}
	}
	end_case(report, columns, &given, shown);
	free(columns);
}

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = memory_alloc(MIB + 1);

	if (!file)
		fail_msg("no file '%s'", path);
	text[fread(text, 1, MIB, file)] = '\0';
	fclose(file);
	return text;
}

static void report_keeps_its_word(void **state)
{
	const struct report *report = *state;
	struct shown shown = { 0 };
	char path[500], *text;

	snprintf(path, sizeof(path), "%s/tests/reports/%s/%s.case", getenv("SOURCE_DIR"),
		 report->group, report->id);
	text = read_file(path);
	run_file(report, text, &shown);
	free(text);
	if (!shown.fired)
		fail_msg("%s: no case fires", path);
	if (report->resource_column && !shown.silent)
		fail_msg("%s: no case in which it must not fire", path);
	if (report->need_count + report->either_count && !shown.unanswered)
		fail_msg("%s: no case in which what it needs is missing", path);
}

/* The reports of the group that is named, or of all. */
int main(int count, char **words)
{
	static struct CMUnitTest tests[TESTS_MAX];
	struct error err = ERROR_INIT;
	size_t found = 0;
	int failed;

	if (catalogue_open(&catalogue, NULL, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	for (size_t i = 0; i < catalogue_count(catalogue) && found < TESTS_MAX; i++) {
		const struct report *report = catalogue_at(catalogue, i);

		if (count < 2 || strcmp(words[1], report->group) == 0)
			tests[found++] = (struct CMUnitTest){ .name = report->id,
							      .test_func = report_keeps_its_word,
							      .initial_state = (void *)(uintptr_t)report };
	}
	failed = _cmocka_run_group_tests("reports", tests, found, NULL, NULL);
	catalogue_close(catalogue);
	return failed || !found;
}

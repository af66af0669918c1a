/* SPDX-License-Identifier: MIT
 * Explains a finding, or a resource: why, since when, and which file and record says so.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#include "biography.h"
#include "commands.h"
#include "finding_list.h"
#include "findings_json.h"
#include "glyph.h"
#include "json.h"
#include "reporting.h"
#include "session.h"

struct explanation {
	struct session *session;
	const struct options *options;
	const char *what; /* a fingerprint, or an id */
	bool is_json;
	FILE *out;
};

static bool is_fingerprint(const char *text)
{
	size_t length = strspn(text, "0123456789abcdef");

	return text[length] == '\0' && length == DIGEST_HEX_SIZE - 1;
}

/* --- A finding ----------------------------------------------------------------------------- */

/* The rows of the finding, out of all that its report gives: one, where the report names its key well. */
struct evidence_row {
	const char *fingerprint;
	bool is_json;
	FILE *out;
	struct finding_reader reader;
	struct cell *cells;
	bool is_told; /* one of them */
};

static int evidence_begin(void *context, const struct result_head *head, struct error *err)
{
	struct evidence_row *row = context;

	(void)err;
	row->cells = memory_alloc((head->column_count + 1) * sizeof(*row->cells));
	finding_reader_begin(&row->reader, head);
	return 0;
}

static void put_cell(FILE *out, const char *name, const struct cell *cell)
{
	fprintf(out, "      %s: ", name);
	glyph_print(out, cell->text, -1);
	putc('\n', out);
}

static int evidence_read(void *context, sqlite3_stmt *statement, struct error *err)
{
	struct evidence_row *row = context;
	const struct result_head *head = row->reader.head;
	struct finding finding;

	(void)err;
	for (size_t i = 0; i < head->column_count; i++)
		cell_read(&row->cells[i], statement, (int)i, head->columns[i].kind);
	finding_read(&row->reader, row->cells, &finding);
	if (strcmp(finding.fields[FIELD_FINGERPRINT].data, row->fingerprint) != 0)
		return 0;
	if (row->is_json)
		fputs(row->is_told ? ",\n" : "", row->out);
	row->is_told = true;
	for (size_t i = 0; i < head->column_count; i++) {
		if (row->is_json)
			json_field(row->out, i ? ", " : "{", head->columns[i].name, &row->cells[i]);
		else if (row->cells[i].type != CELL_NULL)
			put_cell(row->out, head->columns[i].name, &row->cells[i]);
	}
	if (row->is_json)
		putc('}', row->out);
	return 0;
}

static int evidence_end(void *context, struct error *err)
{
	(void)context;
	(void)err;
	return 0;
}

static int put_evidence(const struct explanation *explanation, const struct report *report,
			const struct choice *choice, struct error *err)
{
	struct evidence_row row = { .fingerprint = explanation->what,
				    .is_json = explanation->is_json,
				    .out = explanation->out,
				    .reader = FINDING_READER_INIT };
	const struct result_sink sink = { evidence_begin, evidence_read, evidence_end, &row };
	struct settings settings = { 0 };
	int result = session_set(explanation->session, &settings, explanation->options, choice, err);

	if (result == 0)
		result = settings_run(&settings, &explanation->session->store, report, &sink, err);
	free(row.cells);
	finding_reader_release(&row.reader);
	settings_release(&settings);
	return result;
}

static void put_field(FILE *out, const char *name, struct str text)
{
	if (text.length == 0)
		return;
	fprintf(out, "  %s ", name);
	glyph_print(out, text, -1);
	putc('\n', out);
}

static int write_text(const struct explanation *explanation, const struct report *report,
		      const struct finding *finding, struct error *err)
{
	const struct choice choice = { .reports = &report, .count = 1 };
	FILE *out = explanation->out;

	fprintf(out, "%s (%s)\n", report->title, report->id);
	fprintf(out, "  %s, %s, the answer is %s\n", finding->fields[FIELD_SEVERITY].data,
		finding_state_name(finding->state), finding->fields[FIELD_STATUS].data);
	put_field(out, "since", finding->fields[FIELD_FIRST_SEEN]);
	put_field(out, "because", finding->fields[FIELD_DETAIL]);
	fputs("\n", out);
	fputs(report->text, out);
	fputs("\n\n  what the report found:\n", out);
	return put_evidence(explanation, report, &choice, err);
}

/* "finding": {...}, "rows": [{"column": value}], */
static int write_json(const struct explanation *explanation, const struct report *report,
		      const struct finding *finding, struct error *err)
{
	const struct choice choice = { .reports = &report, .count = 1 };
	FILE *out = explanation->out;
	int result;

	fputs("\"finding\": ", out);
	finding_write_json(finding, out);
	fputs(",\n\"rows\": [", out);
	result = put_evidence(explanation, report, &choice, err);
	fputs("],\n", out);
	return result;
}

static int put_finding(const struct explanation *explanation, const struct finding *finding,
		       struct error *err)
{
	const struct report *report = catalogue_find(explanation->session->catalogue,
						     finding->fields[FIELD_REPORT].data);

	return explanation->is_json ? write_json(explanation, report, finding, err) :
				      write_text(explanation, report, finding, err);
}

/* Of the chosen reports at the moment; NULL when none has that finding. */
static const struct finding *find_finding(const struct explanation *explanation,
					  const char *report, struct finding_list *list,
					  struct error *err)
{
	struct options narrowed = *explanation->options;
	bool failed;

	narrowed.arguments = (struct text_list){ 0 };
	narrowed.report = (struct text_list){ .items = &report, .count = report != NULL };
	narrowed.first_seen = report != NULL; /* of one report it does not take long */
	if (finding_list_make(list, explanation->session, &narrowed, &failed, err) != OUTCOME_DONE)
		return NULL;
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].fields[FIELD_FINGERPRINT].data, explanation->what) == 0)
			return &list->items[i];
	error_set(err, "no report has the finding %s at this moment; --at looks at another",
		  explanation->what);
	return NULL;
}

/* The report that a replay saw it in, '' when none did; and, without --at, to when it was last seen. */
static int recall(const struct explanation *explanation, char report[], size_t size,
		  struct error *err)
{
	static const char sql[] =
		"SELECT q.report, (SELECT max(a.snapshot_at) FROM main.answer AS a"
		"  WHERE a.question_id = s.question_id AND a.findings IS NOT NULL"
		"  AND (s.seen_to IS NULL OR a.snapshot_at < s.seen_to))"
		" FROM main.spell AS s JOIN main.question AS q USING (question_id)"
		" WHERE s.fingerprint = ?1 ORDER BY s.question_id DESC, s.seen_from DESC LIMIT 1";
	struct session *session = explanation->session;
	sqlite3_stmt *seen = store_prepare(&session->store, err, sql);
	int64_t at = session->store.moment;
	int step;

	report[0] = '\0';
	if (!seen)
		return -1;
	sqlite3_bind_text(seen, 1, explanation->what, -1, SQLITE_STATIC);
	step = store_step(seen, err);
	if (step == SQLITE_ROW) {
		snprintf(report, size, "%s", (const char *)sqlite3_column_text(seen, 0));
		at = sqlite3_column_int64(seen, 1);
	}
	sqlite3_finalize(seen);
	if (step < 0 || explanation->options->at || at == session->store.moment)
		return step < 0 ? -1 : 0;
	return session_look(session, true, at, err);
}

/* `report` is filled when it was not known. */
static int explain_finding(const struct explanation *explanation, char report[], size_t size,
			   char id[], size_t id_size, struct error *err)
{
	struct finding_list list = { 0 };
	const struct finding *finding;
	int result = -1;

	if (report[0] == '\0') {
		finding = find_finding(explanation, NULL, &list, err);
		if (finding)
			snprintf(report, size, "%s", finding->fields[FIELD_REPORT].data);
		finding_list_release(&list);
		if (report[0] == '\0')
			return -1;
	}
	finding = find_finding(explanation, report, &list, err);
	if (finding) {
		snprintf(id, id_size, "%.*s", (int)finding->fields[FIELD_ID].length,
			 finding->fields[FIELD_ID].data);
		result = put_finding(explanation, finding, err);
	}
	finding_list_release(&list);
	return result;
}

/* --- The command --------------------------------------------------------------------------- */

static int tell_resource(const struct explanation *explanation, const char *id, bool is_finding,
			 struct error *err)
{
	const struct biography biography = {
		.store = &explanation->session->store,
		.formats = explanation->session->formats,
		.files = &explanation->options->files,
		.style = explanation->is_json ? &biography_json : &biography_text,
		.out = explanation->out,
	};
	bool found;

	if (explanation->is_json) {
		fputs("\"resource\": ", explanation->out);
		json_text(explanation->out, *id ? id : NULL);
		fputs(", \"objects\": [", explanation->out);
	}
	if (biography_write(&biography, id, &found, err) < 0)
		return -1;
	if (explanation->is_json)
		fputs("\n]", explanation->out);
	if (!found && !is_finding)
		return error_set(err, "the store knows nothing of the id '%s'", id);
	return 0;
}

static int explain(const struct explanation *explanation, struct error *err)
{
	bool is_finding = is_fingerprint(explanation->what);
	char report[128], id[512];

	snprintf(id, sizeof(id), "%s", explanation->what);
	if (explanation->is_json)
		putc('{', explanation->out);
	if (is_finding &&
	    (recall(explanation, report, sizeof(report), err) < 0 ||
	     explain_finding(explanation, report, sizeof(report), id, sizeof(id), err) < 0))
		return -1;
	if (tell_resource(explanation, id, is_finding, err) < 0)
		return -1;
	if (explanation->is_json)
		fputs("}\n", explanation->out);
	return 0;
}

static enum outcome is_for_programs(const char *format, bool *result, struct error *err)
{
	*result = format && strcmp(format, "json") == 0;
	if (!format || *result || strcmp(format, "text") == 0)
		return OUTCOME_DONE;
	error_set(err, "explain writes text or json, not '%s'", format);
	return OUTCOME_USAGE;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct session session = SESSION_INIT;
	struct destination destination;
	bool is_json;
	enum outcome outcome = is_for_programs(options->format, &is_json, err);

	if (outcome == OUTCOME_DONE)
		outcome = session_read(&session, options, err);
	if (outcome == OUTCOME_DONE && destination_open(&destination, options->output, err) < 0)
		outcome = OUTCOME_FAILED;
	if (outcome == OUTCOME_DONE) {
		const struct explanation explanation = { &session, options,
							 options->arguments.items[0], is_json,
							 destination.stream };

		if (destination_close(&destination, explain(&explanation, err), err) < 0)
			outcome = OUTCOME_FAILED;
	}
	session_close(&session);
	return outcome;
}

static const struct option options_of_explain[] = {
	{ .name = "files",
	  .kind = OPTION_LIST,
	  .value = "PATH",
	  OPTION_INTO(files),
	  .help = "where the imported files are now; the records are shown from them (repeatable)" },
	OPTION_AT,
	OPTION_SET,
	OPTION_WAIVERS,
	OPTION_SETTINGS,
	{ .name = "format",
	  .kind = OPTION_TEXT,
	  .value = "F",
	  OPTION_INTO(format),
	  .help = "text (default) or json" },
	OPTION_OUTPUT,
	OPTION_STORE,
	OPTION_REPORTS,
	OPTION_FORMATS,
	{ 0 },
};

const struct command command_explain = {
	.name = "explain",
	.summary = "Tells why a finding is there, and all that is known of a resource",
	.usage = "FINGERPRINT|ID",
	.text = "FINGERPRINT is that of a finding ('stocktake findings'), ID that of a flow, an app, a user,\n"
		"an environment, ... Told are: what the report found, since when, every version of the\n"
		"resource and of what belongs to it, the file (with its SHA-256) and record that said so, and\n"
		"the record itself where the file is at hand. Secrets in it are masked.",
	.example =
		"stocktake explain a0000000-0000-4000-8000-000000000005\n"
		"stocktake explain a0000000-0000-4000-8000-000000000005 --format json | jq '.objects[].history'\n"
		"stocktake explain 5ea69a584d7d915bfdbc31f592b632a284c0a35194fa6a36ff014633eab00743 --files exports",
	.options = options_of_explain,
	.least = 1,
	.most = 1,
	.is_paged = true,
	.exec = exec,
};

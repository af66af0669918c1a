/* SPDX-License-Identifier: MIT
 * What a draft of a data policy would break, leave broken, and mend. The draft is read as any import
 * is, into a store of its own in memory.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/limits.h"
#include "queries/draft.h"
#include "store/evidence.h"

#include "commands.h"
#include "json.h"
#include "listing.h"
#include "session.h"

enum { OUTCOME_COLUMN, KIND, ID, NAME, VIOLATION, POLICY, POLICY_ID, CONNECTORS, DETAILS, VIA, STATE,
       LAST_USED, OWNER, OWNER_ID, ENVIRONMENT, ENVIRONMENT_ID, COLUMN_COUNT };

static const char outcomes_sql[] =
	"SELECT outcome, resource_kind, resource_id, resource_name, violation, policy_name, policy_id,"
	" connectors, details, via_flow_id, state, last_used_at, owner_name, owner_id,"
	" environment_name, environment_id"
	" FROM temp.draft_outcome"
	" ORDER BY CASE outcome WHEN 'broken' THEN 1 WHEN 'still_broken' THEN 2 ELSE 3 END,"
	" environment_id, resource_kind, resource_id, policy_id, violation";

static const struct result_column columns[COLUMN_COUNT] = {
	[OUTCOME_COLUMN] = { "outcome", RESULT_TEXT },
	[KIND] = { "resource_kind", RESULT_TEXT },
	[ID] = { "resource_id", RESULT_TEXT },
	[NAME] = { "resource_name", RESULT_TEXT },
	[VIOLATION] = { "violation", RESULT_TEXT },
	[POLICY] = { "policy_name", RESULT_TEXT },
	[POLICY_ID] = { "policy_id", RESULT_TEXT },
	[CONNECTORS] = { "connectors", RESULT_TEXT },
	[DETAILS] = { "why", RESULT_TEXT },
	[VIA] = { "via_flow_id", RESULT_TEXT },
	[STATE] = { "state", RESULT_TEXT },
	[LAST_USED] = { "last_used_at", RESULT_TIME },
	[OWNER] = { "owner_name", RESULT_TEXT },
	[OWNER_ID] = { "owner_id", RESULT_TEXT },
	[ENVIRONMENT] = { "environment_name", RESULT_TEXT },
	[ENVIRONMENT_ID] = { "environment_id", RESULT_TEXT },
};

struct whatif {
	struct session *session;
	const struct options *options;
	struct store policies;   /* the draft */
	struct formats *formats; /* owned; of that store, whose entities are its own */
	const char *format;      /* that read it; of `formats` */
};

/* --- The draft --------------------------------------------------------------------------------- */

static int on_file(void *context, const struct import_file *file, struct error *err)
{
	struct whatif *whatif = context;

	if (file->is_container)
		return 0;
	if (!file->format || !file->is_complete || file->rejected)
		return error_set(err, "%s: %s", file->path,
				 file->reason ? file->reason : "not all of it could be read");
	whatif->format = formats_at(whatif->formats, formats_index(whatif->formats, file->format))
				 .name;
	return 0;
}

static int read_draft(struct whatif *whatif, const char *path, struct error *err)
{
	const struct import_options options = {
		.has_at = true,
		.at = whatif->session->store.moment,
		.as_format = whatif->options->as,
	};
	const struct import_progress progress = { .file = on_file, .context = whatif };
	struct import_summary summary;

	if (store_open(&whatif->policies, "", STORE_MEMORY, err) < 0 ||
	    formats_open(&whatif->formats, whatif->policies.schema, whatif->options->formats, err) < 0 ||
	    import_paths(&whatif->policies, whatif->formats, &path, 1, &options, &progress, &summary,
			 err) < 0)
		return -1;
	return store_set_moment(&whatif->policies, false, 0, err);
}

static bool tells(void *context, const char *entity)
{
	const struct whatif *whatif = context;
	size_t index = formats_index(whatif->formats, whatif->format);

	return formats_feed(whatif->formats, index, entity, "", NULL);
}

/* Without the connectors of what there is, "breaks nothing" would be a lie. */
static int check_evidence(struct store *store, struct error *err)
{
	const struct entity *entity = schema_entity(store->schema, str_of("resource_connector"));
	struct buffer why = BUFFER_INIT(LIMIT_RECORD);
	enum evidence evidence = EVIDENCE_NONE;
	int result = 0;

	if (store->has_moment)
		result = evidence_of_entity(store, entity, str_of(""), &evidence, &why, err);
	buffer_release(&why);
	if (result == 0 && evidence == EVIDENCE_NONE)
		return error_set(err, "not evaluated: which connectors apps and flows use was never"
				      " imported");
	return result;
}

/* --- JSON -------------------------------------------------------------------------------------- */

/* "a, b" as a list */
static void put_connectors(FILE *out, struct str names)
{
	char *text = memory_copy(names.data, names.length);

	for (char *at = strstr(text, ", "); at; at = strstr(at, ", ")) {
		*at = '\n';
		memmove(at + 1, at + 2, strlen(at + 2) + 1);
	}
	json_lines(out, text);
	free(text);
}

static void put_reason(FILE *out, const struct cell *cells)
{
	fputs("{\"kind\": ", out);
	json_cell(out, &cells[VIOLATION]);
	json_field(out, ", ", "policy", &cells[POLICY]);
	json_field(out, ", ", "policy_id", &cells[POLICY_ID]);
	fputs(", \"connectors\": ", out);
	put_connectors(out, cells[CONNECTORS].text);
	json_field(out, ", ", "why", &cells[DETAILS]);
	json_field(out, ", ", "via_flow_id", &cells[VIA]);
	putc('}', out);
}

static void put_resource(FILE *out, const struct cell *cells)
{
	fputs("\n  {\"resource_kind\": ", out);
	json_cell(out, &cells[KIND]);
	json_field(out, ", ", "resource_id", &cells[ID]);
	json_field(out, ", ", "name", &cells[NAME]);
	json_field(out, ", ", "environment_id", &cells[ENVIRONMENT_ID]);
	json_field(out, ", ", "environment_name", &cells[ENVIRONMENT]);
	json_field(out, ", ", "owner_id", &cells[OWNER_ID]);
	json_field(out, ", ", "owner_name", &cells[OWNER]);
	json_field(out, ", ", "state", &cells[STATE]);
	json_field(out, ", ", "last_used_at", &cells[LAST_USED]);
	fputs(", \"reasons\": [", out);
}

/* The rows of one outcome stand together, and in them those of one resource. */
static int put_outcome(FILE *out, sqlite3_stmt *rows, int *step, const char *outcome,
		       struct error *err)
{
	char *current = NULL;
	struct cell cells[COLUMN_COUNT];

	fprintf(out, ",\n \"%s\": [", outcome);
	while (*step == SQLITE_ROW &&
	       strcmp((const char *)sqlite3_column_text(rows, OUTCOME_COLUMN), outcome) == 0) {
		for (int i = 0; i < COLUMN_COUNT; i++)
			cell_read(&cells[i], rows, i, columns[i].kind);
		if (!current || !str_equal(cells[ID].text, str_of(current))) {
			fputs(current ? "]}," : "", out);
			put_resource(out, cells);
			free(current);
			current = memory_copy(cells[ID].text.data, cells[ID].text.length);
		} else {
			fputs(", ", out);
		}
		put_reason(out, cells);
		*step = store_step(rows, err);
	}
	fputs(current ? "]}]" : "]", out);
	free(current);
	return *step < 0 ? -1 : 0;
}

/* The names of the drafts, as one. */
static int put_policy(FILE *out, struct store *policies, struct error *err)
{
	sqlite3_stmt *names = store_prepare(policies, err,
					    "SELECT group_concat(display_name, ', ') FROM"
					    " (SELECT display_name FROM dlp_policy ORDER BY policy_id)");
	struct cell cell;
	int step = names ? store_step(names, err) : -1;

	if (step == SQLITE_ROW) {
		cell_read(&cell, names, 0, RESULT_TEXT);
		json_field(out, "{", "policy", &cell);
	}
	sqlite3_finalize(names);
	return step < 0 ? -1 : 0;
}

static int write_json(FILE *out, struct whatif *whatif, struct error *err)
{
	static const char *const outcomes[] = { "broken", "still_broken", "fixed" };
	sqlite3_stmt *rows = store_prepare(&whatif->session->store, err, outcomes_sql);
	int step = rows ? store_step(rows, err) : -1;
	int result = step < 0 ? -1 : put_policy(out, &whatif->policies, err);

	fputs(", \"replaces\": ", out);
	json_text(out, whatif->options->replace);
	for (size_t i = 0; i < 3 && result == 0; i++)
		result = put_outcome(out, rows, &step, outcomes[i], err);
	fputs("}\n", out);
	sqlite3_finalize(rows);
	return result;
}

/* --- The command ------------------------------------------------------------------------------- */

static enum outcome show(struct whatif *whatif, struct error *err)
{
	const struct options *options = whatif->options;
	struct destination destination;

	if (!options->format || strcmp(options->format, "json") != 0)
		return listing_select(options, &whatif->session->store, outcomes_sql, 0, columns,
				      COLUMN_COUNT, "it breaks nothing, and mends nothing", err);
	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	return destination_close(&destination, write_json(destination.stream, whatif, err), err) < 0 ?
		       OUTCOME_FAILED :
		       OUTCOME_DONE;
}

static int judge(struct whatif *whatif, struct error *err)
{
	const char *path = whatif->options->arguments.items[1];
	const struct draft draft = {
		.store = &whatif->session->store,
		.policies = &whatif->policies,
		.replaced = whatif->options->replace,
		.tells = tells,
		.context = whatif,
	};

	if (check_evidence(&whatif->session->store, err) < 0)
		return -1;
	if (read_draft(whatif, path, err) < 0 || draft_judge(&draft, err) < 0)
		return error_prefix(err, "%s", path);
	return 0;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct session session = SESSION_INIT;
	struct whatif whatif = { .session = &session, .options = options };
	enum outcome outcome;

	if (strcmp(options->arguments.items[0], "dlp") != 0) {
		error_set(err, "nothing is known of '%s'; there is: whatif dlp POLICY.json",
			  options->arguments.items[0]);
		return OUTCOME_USAGE;
	}
	if (!output_format_find(options->format, err))
		return OUTCOME_USAGE;
	outcome = session_read(&session, options, err);
	if (outcome == OUTCOME_DONE)
		outcome = judge(&whatif, err) < 0 ? OUTCOME_FAILED : show(&whatif, err);
	formats_close(whatif.formats);
	store_close(&whatif.policies);
	session_close(&session);
	return outcome;
}

static const struct option options_of_whatif[] = {
	{ .name = "replace",
	  .kind = OPTION_TEXT,
	  .value = "NAME",
	  OPTION_INTO(replace),
	  .help = "the policy, by name or id, that the draft stands for (default: that of the same\n"
		  "id; else the draft is added)" },
	OPTION_AT, OPTION_FORMAT, OPTION_OUTPUT, OPTION_STORE,
	OPTION_AS, OPTION_FORMATS, OPTION_VERBATIM, { 0 },
};

const struct command command_whatif = {
	.name = "whatif",
	.summary = "Tells what a draft data policy would break",
	.usage = "dlp POLICY.json",
	.text = "POLICY.json is a policy in any shape that 'stocktake import' reads. The answer lists what\n"
		"it would newly break, what is broken with or without it, and what it would mend. The\n"
		"store stays as it is.",
	.example = "stocktake whatif dlp draft.json --replace 'Tenant baseline'",
	.options = options_of_whatif,
	.least = 2,
	.most = 2,
	.is_paged = true,
	.exec = exec,
};

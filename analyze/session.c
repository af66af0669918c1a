/* SPDX-License-Identifier: MIT
 * Opens and closes what commands work with.
 */
#include "session.h"

#include <stdlib.h>

#include "base/memory.h"

#include "moment.h"

const char *session_store_path(const struct options *options)
{
	const char *path = options->store ? options->store : getenv("STOCKTAKE_STORE");

	return path && *path ? path : "stocktake.db";
}

int session_open(struct session *session, const char *path, enum store_mode mode,
		 const struct options *options, struct error *err)
{
	if (store_open(&session->store, path, mode, err) < 0 ||
	    catalogue_open(&session->catalogue, options->reports, err) < 0 ||
	    formats_open(&session->formats, session->store.schema, options->formats, err) < 0)
		return -1;
	return 0;
}

int session_open_existing(struct session *session, const struct options *options,
			  struct error *err)
{
	const char *path = session_store_path(options);
	struct store store;
	int result = store_open(&store, path, STORE_READ, err);

	store_close(&store);
	return result < 0 ? -1 : session_open(session, path, STORE_WRITE, options, err);
}

int session_settle(struct session *session, const struct options *options, struct error *err)
{
	const char *path = options->settings;
	struct file_facts facts;
	struct error absent = ERROR_INIT;

	if (!path && platform_file_facts(settings_default_path, &facts, &absent) == 0) {
		path = settings_default_path;
		if (!options->quiet)
			fprintf(stderr, "stocktake: settings from %s\n", path);
	}
	if (path && settings_file_read(&session->file, path, &session->store, session->catalogue,
				       err) < 0)
		return -1;
	session->waivers = options->waivers ? options->waivers : session->file.waivers;
	return 0;
}

int session_set(const struct session *session, struct settings *settings,
		const struct options *options, const struct choice *choice, struct error *err)
{
	settings_add_all(settings, &session->file.set);
	return settings_parse(settings, &options->set, choice->reports, choice->count, err);
}

/* First column of the first row, as a copy; NULL when there is none. */
static int read_text(struct store *store, const char *sql, char **text, struct error *err)
{
	sqlite3_stmt *statement = store_prepare(store, err, sql);
	int step = statement ? store_step(statement, err) : -1;

	free(*text);
	*text = NULL;
	if (step == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL) {
		struct str value = column_str(statement, 0);

		*text = memory_copy(value.data, value.length);
	}
	sqlite3_finalize(statement);
	return step < 0 ? -1 : 0;
}

static int read_label(struct session *session, struct error *err)
{
	char sql[96];

	snprintf(sql, sizeof(sql), "SELECT label FROM snapshot WHERE snapshot_at = %lld",
		 (long long)session->store.moment);
	return read_text(&session->store, sql, &session->label, err);
}

int session_look(struct session *session, bool has_at, int64_t at, struct error *err)
{
	struct store *store = &session->store;

	if (store_set_moment(store, has_at, at, err) < 0)
		return -1;
	if (store->has_moment &&
	    (read_label(session, err) < 0 ||
	     read_text(store, "SELECT tenant_id FROM tenant ORDER BY tenant_id", &session->tenant,
		       err) < 0 ||
	     read_text(store, "SELECT display_name FROM tenant ORDER BY tenant_id",
		       &session->tenant_name, err) < 0))
		return -1;
	handling_close(&session->handling);
	if (handling_open(&session->handling, store, session->waivers, err) < 0)
		return -1;
	session->document = (struct document){
		.has_snapshot = store->has_moment,
		.at = store->moment,
		.label = session->label,
		.tenant = session->tenant,
		.tenant_name = session->tenant_name,
		.waivers = session->waivers ? &session->handling.waivers : NULL,
		.store = store,
		.formats = session->formats,
	};
	return 0;
}

enum outcome session_read(struct session *session, const struct options *options, struct error *err)
{
	int64_t at = 0;

	if (options->at && moment_parse(options->at, DAY_END, &at, err) < 0)
		return OUTCOME_USAGE;
	if (session_open(session, session_store_path(options), STORE_READ, options, err) < 0 ||
	    session_settle(session, options, err) < 0 ||
	    session_look(session, options->at != NULL, at, err) < 0)
		return OUTCOME_FAILED;
	return OUTCOME_DONE;
}

enum outcome session_run(const struct options *options, session_answer *answer, struct error *err)
{
	struct session session = SESSION_INIT;
	enum outcome outcome = session_read(&session, options, err);

	if (outcome == OUTCOME_DONE)
		outcome = answer(&session, options, err);
	session_close(&session);
	return outcome;
}

void session_close(struct session *session)
{
	handling_close(&session->handling);
	settings_file_release(&session->file);
	formats_close(session->formats);
	catalogue_close(session->catalogue);
	store_close(&session->store);
	free(session->label);
	free(session->tenant);
	free(session->tenant_name);
	*session = (struct session)SESSION_INIT;
}

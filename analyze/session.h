/* SPDX-License-Identifier: MIT
 * What a command that answers works with: the store at one moment, the catalogue of reports, the
 * source formats, and what is true of every document it writes.
 */
#ifndef ANALYZE_SESSION_H
#define ANALYZE_SESSION_H

#include "importers/import.h"
#include "queries/catalogue.h"
#include "store/store.h"

#include "choice.h"
#include "command.h"
#include "handling.h"
#include "page.h"
#include "settings_file.h"

struct session {
	struct store store;
	struct catalogue *catalogue;
	struct formats *formats;
	struct settings_file file; /* --settings */
	const char *waivers; /* the file, or NULL */
	struct handling handling;
	struct document document;
	char *label, *tenant, *tenant_name; /* owned; what `document` points to */
};

#define SESSION_INIT { .catalogue = NULL }

/* The file that --store, $STOCKTAKE_STORE or the default names. */
const char *session_store_path(const struct options *options);

/* Opens store, catalogue and formats. */
int session_open(struct session *session, const char *path, enum store_mode mode,
		 const struct options *options, struct error *err);
/* The same to write into, but a store that is not there is not made. */
int session_open_existing(struct session *session, const struct options *options,
			  struct error *err);
/* Reads the settings file that the options name, or the one in the current folder, which is then said
 * on standard error; and remembers where the waivers are. */
int session_settle(struct session *session, const struct options *options, struct error *err);
/* What the settings file says, and --set, for the chosen reports. */
int session_set(const struct session *session, struct settings *settings,
		const struct options *options, const struct choice *choice, struct error *err);
/* Turns the views to the moment, and reads what is true of it and what people decided. */
int session_look(struct session *session, bool has_at, int64_t at, struct error *err);
/* All three, for a command that only reads: the store of the options at their --at. */
enum outcome session_read(struct session *session, const struct options *options,
			  struct error *err);
/* A command that only reads: session_read, then its answer, then session_close. */
typedef enum outcome session_answer(struct session *session, const struct options *options,
				    struct error *err);
enum outcome session_run(const struct options *options, session_answer *answer, struct error *err);
void session_close(struct session *session); /* also when opening failed */

#endif

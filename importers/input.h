/* SPDX-License-Identifier: MIT
 * One thing to recognise and read: a file, or what lies in one (a member of an archive, a sheet of a
 * workbook, an XML document told as JSON), put aside so that it can be opened again and again.
 */
#ifndef IMPORTERS_INPUT_H
#define IMPORTERS_INPUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct model_table;

/* Whether it holds all of what it is a list of. */
enum vouched { VOUCHED_NOT, VOUCHED_WHOLE, VOUCHED_PARTLY };
/* What all containers below one outermost container may still give. */
struct allowance {
	int64_t bytes, members;
};

struct input {
	const char *path;      /* where its bytes are */
	const char *shown;     /* for people and formats: "export.zip/flows.json", "book.xlsx/Flows" */
	const char *container; /* what it was taken out of: "zip", "zip in zip"; NULL: a file */
	const char *header;    /* the header line, with its end, of a CSV that has none of its own, or NULL */
	bool has_modified_at;  /* else the file's own time counts */
	int64_t modified_at;
	int depth;          /* containers around it */
	const char *damage; /* why its bytes are not those that once were there, or NULL */
	struct allowance *allowance; /* shared by what lies in one container; NULL: a file */

	/* What its folder says of it (companions.h). */
	const struct model_table *table; /* the table of which it is a part, or NULL */
	const char *format;              /* the format to read it by, or NULL */
	const char *environment_id;      /* of rows that name no environment, or NULL */
	const char *tenant_id;           /* whose files these are, or NULL */
	enum vouched vouched;
	bool has_taken_at; /* else its newest time counts */
	int64_t taken_at;
};

/* What lies in a container, one after the other. Inputs are borrowed until `take` returns. */
struct input_sink {
	int (*take)(void *context, const struct input *input, struct error *err);
	/* What was passed over (a bomb, a path out of the archive, a link), and why. The container's own
	 * `shown` says that not all that lies in it could be given. */
	int (*skip)(void *context, const char *shown, const char *reason, struct error *err);
	void *context;
};

enum expansion { EXPANDED_NOT, EXPANDED, EXPANSION_FAILED };

/* Gives what lies in `input` to the sink, one level deep, when its first bytes say that it is a container.
 * EXPANSION_FAILED with `err` set only when the sink stopped or nothing could be put aside: damage is
 * told through `skip`. */
enum expansion input_expand(const struct input *input, const struct input_sink *sink,
			    struct error *err);

/* Whether what is shown so says of others what they are, and must be taken before them. */
bool input_is_companion(const char *shown);

#endif

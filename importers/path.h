/* SPDX-License-Identifier: MIT
 * Fields of a format description: where in a record a value is (docs/formats.md, "Fields").
 */
#ifndef IMPORTERS_PATH_H
#define IMPORTERS_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

struct cJSON;

enum step_kind {
	STEP_NAME,     /* a member */
	STEP_ELEMENTS, /* "[]": elements of a list */
	STEP_MEMBERS,  /* "*": all members */
	STEP_LEAVES,   /* "**": all scalars below */
};

struct step {
	enum step_kind kind;
	struct str name; /* STEP_NAME only */
};

/* Names fall into few buckets, whatever their case: a record without a name in the bucket of a
 * path's first step has nothing at that path. */
enum { NAME_BUCKETS = 1024 };
unsigned name_bucket(struct str name);

enum path_subject {
	PATH_FIELD,
	PATH_KEY, /* these five stand for the element itself */
	PATH_VALUE,
	PATH_LEAF_PATH,
	PATH_PARENT,
	PATH_DEPTH,
	PATH_FILE,     /* these two for what is around all records */
	PATH_ENVELOPE, /* its member `name` */
};

struct path {
	const char *text; /* as written */
	struct step *steps;
	size_t count;
	int up;                    /* number of "^." */
	unsigned bucket;           /* of the first step, when it is a name */
	enum path_subject subject; /* $key and the like, for which there are no steps */
	struct str name;           /* PATH_ENVELOPE only: "outer.inner" */
};

/* Alternatives, the first with a value wins. */
struct field {
	struct path *paths;
	size_t count;
};

/* Texts and steps live in the arena; `text` must too. */
int path_parse(struct path *path, struct arena *arena, const char *text, struct error *err);
int field_parse(struct field *field, struct arena *arena, const char *text, struct error *err);

/* A member by name, case folded; of several the last. NULL when there is none. */
const struct cJSON *json_member(const struct cJSON *object, struct str name);
/* The first value at the path below `json`, through lists; NULL when there is none. `up` and the
 * subject are not its business. JSON null and "" are no values. */
const struct cJSON *path_find(const struct path *path, const struct cJSON *json);
/* Is it there, be it null or ''? */
bool path_exists(const struct path *path, const struct cJSON *json);
bool json_has_value(const struct cJSON *json);

#endif

/* SPDX-License-Identifier: MIT
 * The schema as data: the entities and columns of the files in store/schema, read from the SQL text and
 * its column comments, so that SQL is the one truth. Comment grammar:
 *   -- kind[, key][, optional][, to ENTITY][, identity][, max][, system]: what it is
 * `key`: identifies the object. `optional`: a key part that may be '' when a source is silent.
 * `to`: holds an id of that entity. `max`: of several descriptions the greatest value stands,
 * not the one of the highest-ranking source. `identity`: the object this one is an account of, which
 * is what a reference by one of its names means. A column x_ref keeps the name under which a source
 * referred to x_id, as "entity.column:value"; x_id holds the id once it is known, else the same text.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

enum column_kind {
	COLUMN_TEXT, /* as it came */
	COLUMN_WORD, /* from a small vocabulary; as it came, or through a format's choices */
	COLUMN_ID,   /* last path segment, lower case, without braces */
	COLUMN_REF,  /* "entity.column:value" */
	COLUMN_TIME, /* INTEGER Unix seconds */
	COLUMN_BOOL, /* 0 or 1 */
	COLUMN_INT,
	COLUMN_REAL,
};

struct column {
	const char *name, *sql_type, *comment;
	const char *refers; /* entity whose id it holds, or NULL */
	enum column_kind kind;
	bool key, optional, identity, max, system;
	bool moving; /* changes by itself, as a time of last use does */
	int ref; /* index of the column x_ref that belongs to this x_id, or -1 */
};

/* An entity NAME is the table NAME_version, the view NAME, and in an import the table
 * temp.NAME_staged. */
struct entity {
	const char *name, *comment;
	const struct column *columns; /* without version_id; the system columns last */
	size_t count;                 /* all columns */
	size_t data_count;            /* columns before the system columns */
	int environment;              /* index of environment_id, or -1: scopes coverage */
	int resource;                 /* index of the key its rows belong to (resource_id, policy_id),
				       * or -1: scopes coverage */
	bool moving;                  /* its rows come and go by themselves: runs, sign-ins, use */
	bool annotation;              /* says more about an object, and is not one itself */
	int resource_kind;            /* index of resource_kind, or -1: parts of the entity */
};

struct schema {
	struct entity *entities; /* in the order of the schema files */
	size_t count;
	struct arena arena;      /* owns the texts */
};

struct schema *schema_parse(struct error *err); /* of the embedded text; NULL on failure */
void schema_free(struct schema *schema);
const struct entity *schema_entity(const struct schema *schema, struct str name); /* or NULL */
int entity_column(const struct entity *entity, struct str name);                  /* index or -1 */
const char *entity_first_key(const struct entity *entity); /* the id, where there is one key */
/* What a reference to it means: its `identity` column, else its first key. */
const char *entity_identity(const struct entity *entity);
const char *column_kind_name(enum column_kind kind);

#endif

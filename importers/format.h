/* SPDX-License-Identifier: MIT
 * A source format as data: one formats/<name>.json, checked against the schema. docs/formats.md
 * says what each member means. All of it lives in the arena of struct formats.
 */
#ifndef IMPORTERS_FORMAT_H
#define IMPORTERS_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "importers/import.h"
#include "base/pattern.h"
#include "path.h"
#include "secrets.h"
#include "store/staging.h"

enum { RECOGNISE_MAX = 64 };  /* fields in each list of `recognise` */
enum { EACH_LEVELS_MAX = 8 }; /* lists inside one another in a row's `each` */

struct texts {
	const char **items;
	size_t count;
};

struct choice {
	struct str from;
	const char *to;
};

enum presence { PRESENCE_NONE, PRESENCE_TRUE, PRESENCE_FALSE };

/* One way to a column's value. */
struct expression {
	struct field from;
	const char *constant, *segment, *prefer, *join, *refers; /* NULL when not given */
	bool count; /* the number of elements or members in place of the value */
	bool json;  /* a structure is meant: its text */
	const struct pattern *pattern;
	struct choice *choices;
	size_t choice_count;
	enum presence present;
};

struct column_map {
	int column; /* of the entity */
	struct expression *ways;
	size_t count;
};

struct condition {
	struct field field;
	struct texts values;
	const struct pattern *pattern; /* instead of values, or NULL */
	bool any, none;                /* ["*"], [null] */
	bool negated;                  /* {"not": ...} */
};

struct row_map {
	const struct entity *entity;
	struct path each;
	bool has_each;
	struct path *descend; /* where further elements are, inside each element */
	size_t descend_count;
	struct condition *when;
	size_t when_count;
	enum coverage_scope covers;
	struct column_map *columns;
	size_t column_count;
	struct str resource_kind; /* its constant, '' when the entity has no parts */
};

struct recognition {
	struct field *all, *any, *none;
	size_t all_count, any_count, none_count;
	struct condition *values;
	size_t value_count;
	struct texts context;
	bool only; /* the records have no other fields than `all` and `any` */
};

struct format {
	const char *name, *title, *origin, *source;
	struct texts records;
	struct recognition recognise;
	int rank;
	enum coverage_scope covers;
	struct texts covers_context; /* empty: covers always */
	struct field time;
	struct field latest;    /* of several records of one object, the one with the greatest stands */
	struct condition *gone; /* the object is gone when all of them hold in that record */
	size_t gone_count;
	struct collect_step *collect;
	size_t collect_count;
	const char *refuse; /* why files of this kind are known and yet not imported, or NULL */
	bool is_failure;    /* a refused kind that stands where data should be */
	struct row_map *rows;
	size_t row_count;
	struct pattern *patterns; /* all that its members refer to */
};

struct formats {
	struct format *items; /* sorted by name */
	size_t count, capacity;
	struct secrets *secrets; /* owned */
	struct arena arena;
};

/* Reads one description. `name` is the file name without ".json". Release after success. */
int format_parse(struct format *format, struct arena *arena, const struct schema *schema,
		 const char *name, const char *text, struct error *err);
void format_release(struct format *format); /* what the arena does not own */
const struct format *formats_find(const struct formats *formats, const char *name);
/* Its files hold some objects, or rows of some: what hangs on them is whole for each by itself. */
bool format_covers_objects(const struct format *format);
bool texts_hold(const struct texts *texts, struct str text); /* case folded */
/* `text` is '' for a structure, and where there is no value. A pattern that gives up finds nothing. */
bool condition_accepts(const struct condition *condition, bool has_value, struct str text);

#endif

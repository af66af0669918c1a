/* SPDX-License-Identifier: MIT
 * Reading JSON members by a table, shared by the files that read a format description.
 */
#ifndef IMPORTERS_FORMAT_READ_H
#define IMPORTERS_FORMAT_READ_H

#include <cjson/cJSON.h>

#include "format.h"

struct reading {
	struct arena *arena;
	const struct schema *schema;
	struct format *format;
	struct row_map *row;         /* the one being read */
	struct collect_step *step;   /* the one being read */
	struct expression *way;      /* the one being read */
	struct condition *condition; /* the one being read */
	const struct entity *entity; /* of that row */
	const cJSON *culprit;        /* the innermost value that was refused, or NULL */
};

typedef int member_reader(struct reading *reading, const cJSON *value, struct error *err);

struct member {
	const char *name;
	member_reader *read;
};

/* Every member of `object` must be in the table, which ends with a NULL name. */
int read_members(struct reading *reading, const cJSON *object, const struct member *members,
		 struct error *err);
/* Remembers where a reading failed, unless something inside `value` did; gives `result`. */
int read_blame(struct reading *reading, const cJSON *value, int result);
/* All copies live in the reading's arena. */
int read_text(struct reading *reading, const cJSON *value, const char **to, struct error *err);
int read_texts(struct reading *reading, const cJSON *value, struct texts *to, struct error *err);
int read_field(struct reading *reading, const cJSON *value, struct field *to, struct error *err);
int read_fields(struct reading *reading, const cJSON *value, struct field **to, size_t *count,
		struct error *err);
/* Only what stands in a record can tell what it is: no "$file" and the like. */
int check_fields(const struct field *fields, size_t count, struct error *err);
int read_pattern(struct reading *reading, const cJSON *value, const struct pattern **to,
		 struct error *err);
/* {"field": test}: ["value", ...], where ["*"] is any value and [null] none, {"pattern": "..."}, or
 * {"not": test}. */
int read_conditions(struct reading *reading, const cJSON *value, struct condition **to,
		    size_t *count, struct error *err);
int read_scope(const cJSON *value, enum coverage_scope *to, struct error *err);
void *read_array(struct reading *reading, size_t count, size_t size); /* zeroed */

/* "collect", into the format (format_collect.c). */
int read_collect(struct reading *reading, const cJSON *value, struct error *err);

/* One entry of "rows", into reading->row (format_row.c). */
int read_row(struct reading *reading, const cJSON *value, struct error *err);

#endif

/* SPDX-License-Identifier: MIT
 * The mapping engine's own state, shared by map_plan.c (fields to places), map_value.c (places to
 * values), map_each.c (elements) and map.c (rows).
 */
#ifndef IMPORTERS_MAP_PLAN_H
#define IMPORTERS_MAP_PLAN_H

#include "map.h"

struct cJSON;

enum { LEVELS_MAX = EACH_LEVELS_MAX };

enum place {
	PLACE_RECORD,   /* a slot of the record's extraction */
	PLACE_ELEMENT,  /* a slot of the element's extraction */
	PLACE_ANCESTOR, /* a path below something between record and element */
	PLACE_KEY,      /* the member name of the element or of an ancestor */
	PLACE_PARENT,   /* the member name of the element that it was found in by `descend` */
	PLACE_DEPTH,    /* how many elements are around it there */
	PLACE_VALUE,    /* the element itself */
	PLACE_LEAF,     /* its dotted path */
	PLACE_FILE,     /* where the file lies, as it is shown */
	PLACE_ENVELOPE, /* a member beside the records */
};

struct place_of {
	enum place place;
	int slot, level; /* level: of the ancestor; 0 is the record */
	const struct path *path;
};

struct source_plan {
	struct place_of *places;
	size_t count;
};

struct column_plan {
	const struct column_map *map;
	struct source_plan *ways;
};

struct row_plan {
	const struct row_map *map;
	struct extract *element; /* NULL without `each` */
	int levels;              /* of `each` */
	struct column_plan *columns;
	struct source_plan *conditions;
	struct row_evidence evidence;
	bool container; /* met in the current record */
	int64_t rows;   /* made from the current record */
	bool refused;   /* an element of the current record gave no row */
};

struct frame {
	const struct cJSON *json;
	const char *key, *parent;
	int depth; /* by `descend` */
};

struct map {
	const struct format *format;
	struct str file; /* as shown, with '/' between its parts */
	struct map_sink sink;
	struct extract *record_extract;
	struct row_plan *rows;
	struct source_plan time;
	struct conversion conversion;
	struct arena plan_arena, arena; /* of the plan; of the record */
	struct str *header;             /* CSV, copied */
	size_t header_count;
	bool has_time;
	int64_t oldest_at, newest_at;
	/* the current record */
	const struct record *record;
	struct frame frames[LEVELS_MAX + 1];
	const char *leaf_path;
	struct str leaf_cell; /* CSV, for "**" */
	bool has_primary;               /* it has given a row */
	bool rejected;                  /* it was told of as a whole */
};

/* map.c: one row from the current record (and element). Without its key it is told of and left out. */
int map_make_row(struct map *map, struct row_plan *row, struct error *err);
/* map_each.c: a row for each element of the current record. */
int map_each(struct map *map, struct row_plan *row, struct error *err);
/* map_value.c: the first way that gives a value fills values[column]. */
int map_fill_column(struct map *map, const struct row_plan *row, const struct column_plan *column,
		    struct value *values, struct error *err);
bool map_row_wanted(struct map *map, const struct row_plan *row);
struct raw map_raw(const struct map *map, const struct row_plan *row, const struct place_of *place);
int map_refuse(struct map *map, struct str field, struct str value, const char *reason,
	       struct error *err);

#endif

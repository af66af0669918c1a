/* SPDX-License-Identifier: MIT
 * Random tenants: snapshots with partial coverage, and references by other names.
 */
#ifndef TESTS_PROPERTY_RANDOM_TENANT_H
#define TESTS_PROPERTY_RANDOM_TENANT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/staging.h"

/* Some snapshots share a day, and some do not. */
enum { SPACING = 50000 };

enum { SNAPSHOTS = 5, FLOWS = 4, ENVIRONMENTS = 3, PEOPLE = 2, ROWS_MAX = 64 };

struct row {
	const char *entity;
	char texts[8][48]; /* by the columns named for the entity below; "" is NULL */
};

struct cover {
	const char *entity, *kind;
	enum coverage_scope scope;
	char id[16];
	bool named; /* the environments that its rows name, in whatever way */
};

struct snapshot {
	struct row rows[ROWS_MAX];
	size_t row_count;
	struct cover covers[16];
	size_t cover_count;
};

static unsigned long long state;

static unsigned pick(unsigned below)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(state >> 33) % below;
}

static const struct {
	const char *entity;
	const char *columns[8];
} shapes[] = {
	{ "environment", { "environment_id", "coe_row_id", "sku" } },
	{ "flow",
	  { "flow_id", "environment_id", "environment_ref", "display_name", "state", "workflow_id" } },
	{ "flow_action",
	  { "flow_id", "step", "name", "environment_id", "environment_ref", "child_flow_id",
	    "child_flow_ref" } },
	{ "connector", { "connector_id", "coe_row_id" } },
	{ "resource_connector",
	  { "resource_kind", "resource_id", "connector_id", "connector_ref", "reference", "runs_as" } },
	{ "role_assignment", { "resource_kind", "resource_id", "principal_id", "role" } },
};

static struct row *add_row(struct snapshot *snapshot, const char *entity)
{
	struct row *row = &snapshot->rows[snapshot->row_count++];

	assert_true(snapshot->row_count <= ROWS_MAX);
	memset(row, 0, sizeof(*row));
	row->entity = entity;
	return row;
}

static void add_cover(struct snapshot *snapshot, const char *entity, const char *kind,
		      enum coverage_scope scope, const char *id)
{
	struct cover *cover = &snapshot->covers[snapshot->cover_count++];

	*cover = (struct cover){ .entity = entity, .kind = kind, .scope = scope };
	snprintf(cover->id, sizeof(cover->id), "%s", id);
}

/* Environments are seen, with their other name or without, or not at all. */
static void make_environments(struct snapshot *snapshot)
{
	for (unsigned i = 0; i < ENVIRONMENTS; i++) {
		struct row *row;

		if (pick(3) == 0)
			continue;
		row = add_row(snapshot, "environment");
		snprintf(row->texts[0], sizeof(row->texts[0]), "env-%u", i);
		if (pick(2) == 0)
			snprintf(row->texts[1], sizeof(row->texts[1]), "row-%u", i);
		snprintf(row->texts[2], sizeof(row->texts[2]), "sku-%u", pick(2));
	}
	add_cover(snapshot, "environment", "", pick(2) ? COVERS_TENANT : COVERS_SOME, "");
}

/* An environment is named by its id, by its other name, or not. */
static void name_environment(char id[48], char ref[48], unsigned environment)
{
	if (pick(3) == 0) {
		snprintf(ref, 48, "environment.coe_row_id:row-%u", environment);
		memcpy(id, ref, 48);
	} else if (pick(6) > 0) {
		snprintf(id, 48, "env-%u", environment);
	}
}

/* Two flows of several environments share one workflow id, as copies of a solution do. */
static void make_flows(struct snapshot *snapshot)
{
	for (unsigned i = 0; i < FLOWS; i++) {
		unsigned environment = pick(5) ? i % ENVIRONMENTS : pick(ENVIRONMENTS);
		struct row *row;

		if (pick(3) == 0)
			continue;
		row = add_row(snapshot, "flow");
		snprintf(row->texts[0], sizeof(row->texts[0]), "flow-%u", i);
		name_environment(row->texts[1], row->texts[2], environment);
		snprintf(row->texts[3], sizeof(row->texts[3]), "name-%u", pick(2));
		snprintf(row->texts[4], sizeof(row->texts[4]), "state-%u", pick(2));
		if (pick(2))
			snprintf(row->texts[5], sizeof(row->texts[5]), "workflow-%u", i % 2);
	}
}

/* A call names the child by its workflow id, which means the copy in the caller's environment. */
static void make_calls(struct snapshot *snapshot)
{
	for (unsigned i = 0; i < FLOWS; i++) {
		struct row *row;

		if (pick(2) == 0)
			continue;
		row = add_row(snapshot, "flow_action");
		snprintf(row->texts[0], sizeof(row->texts[0]), "flow-%u", i);
		strcpy(row->texts[1], "action");
		strcpy(row->texts[2], "call");
		name_environment(row->texts[3], row->texts[4], i % ENVIRONMENTS);
		snprintf(row->texts[6], sizeof(row->texts[6]), "flow.workflow_id:workflow-%u",
			 pick(2));
		memcpy(row->texts[5], row->texts[6], sizeof(row->texts[5]));
	}
	add_cover(snapshot, "flow_action", "", pick(2) ? COVERS_TENANT : COVERS_SOME, "");
}

static void cover_flows(struct snapshot *snapshot)
{
	char id[16];

	switch (pick(4)) {
	case 0:
		add_cover(snapshot, "flow", "", COVERS_TENANT, "");
		break;
	case 3:
		add_cover(snapshot, "flow", "", COVERS_ENVIRONMENT, "");
		snapshot->covers[snapshot->cover_count - 1].named = true;
		break;
	case 1:
		for (unsigned i = 0; i < ENVIRONMENTS; i++) {
			snprintf(id, sizeof(id), "env-%u", i);
			if (pick(2) == 0)
				add_cover(snapshot, "flow", "", COVERS_ENVIRONMENT, id);
		}
		break;
	default:
		add_cover(snapshot, "flow", "", COVERS_SOME, "");
	}
}

static void make_roles(struct snapshot *snapshot)
{
	char id[16];

	for (unsigned i = 0; i < FLOWS * PEOPLE; i++) {
		struct row *row;

		if (pick(2) == 0)
			continue;
		row = add_row(snapshot, "role_assignment");
		strcpy(row->texts[0], "flow");
		snprintf(row->texts[1], sizeof(row->texts[1]), "flow-%u", i / PEOPLE);
		snprintf(row->texts[2], sizeof(row->texts[2]), "person-%u", i % PEOPLE);
		strcpy(row->texts[3], "Owner");
	}
	for (unsigned i = 0; i < FLOWS; i++) {
		snprintf(id, sizeof(id), "flow-%u", i);
		if (pick(2) == 0)
			add_cover(snapshot, "role_assignment", "flow", COVERS_OBJECT, id);
	}
}

/* A snapshot names each connector in one way. When two rows that a later snapshot tells to be one are
 * folded, which rows they were is lost, and forgetting that snapshot does not bring it back. */
static bool one_name;

/* Here the other name is part of the key: two rows can turn out to be one. */
static void make_connectors(struct snapshot *snapshot)
{
	for (unsigned i = 0; i < ENVIRONMENTS; i++) {
		unsigned only = pick(2);
		struct row *row;

		if (pick(3) == 0) {
			row = add_row(snapshot, "connector");
			snprintf(row->texts[0], sizeof(row->texts[0]), "shared-%u", i);
			snprintf(row->texts[1], sizeof(row->texts[1]), "row-%u", i);
		}
		for (unsigned by_name = 0; by_name < 2; by_name++) {
			if (pick(2) == 0 || (one_name && by_name != only))
				continue;
			row = add_row(snapshot, "resource_connector");
			strcpy(row->texts[0], "flow");
			strcpy(row->texts[1], "flow-0");
			snprintf(row->texts[2], sizeof(row->texts[2]),
				 by_name ? "connector.coe_row_id:row-%u" : "shared-%u", i);
			if (by_name)
				memcpy(row->texts[3], row->texts[2], sizeof(row->texts[3]));
			strcpy(row->texts[4], "r");
			if (pick(2))
				snprintf(row->texts[5], sizeof(row->texts[5]), "runs-%u", pick(2));
		}
	}
	if (pick(2))
		add_cover(snapshot, "resource_connector", "flow", COVERS_TENANT, "");
}

static void make_snapshot(struct snapshot *snapshot)
{
	snapshot->row_count = snapshot->cover_count = 0;
	if (pick(4) > 0)
		make_environments(snapshot);
	if (pick(5) > 0) {
		make_flows(snapshot);
		cover_flows(snapshot);
	}
	if (pick(2) > 0)
		make_calls(snapshot);
	if (pick(2) > 0)
		make_roles(snapshot);
	if (pick(2) > 0)
		make_connectors(snapshot);
}

static const char *const *columns_of(const char *entity)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		if (strcmp(shapes[i].entity, entity) == 0)
			return shapes[i].columns;
	}
	fail_msg("no shape for %s", entity);
	return NULL;
}

static void put_row(struct staging *staging, const struct schema *schema, const struct row *row,
		    const struct staging_origin *origin)
{
	const struct entity *entity = schema_entity(schema, str_of(row->entity));
	const char *const *columns = columns_of(row->entity);
	struct value values[100] = { { 0 } };
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < 8 && columns[i] != NULL; i++) {
		int column = entity_column(entity, str_of(columns[i]));

		assert_true(column >= 0);
		if (row->texts[i][0] != '\0')
			values[column] = (struct value){ .type = VALUE_TEXT,
							 .text = str_of(row->texts[i]) };
	}
	if (staging_put(staging, entity, values, origin, &err) < 0)
		fail_msg("%s", err.text);
}

/* File facts that are the same for the same snapshot and differ between snapshots. */
static void finish_file(struct staging *staging, int64_t file, int64_t at, size_t rows)
{
	struct error err = ERROR_INIT;
	char hash[32];
	struct source_facts facts = { .path = "p", .sha256 = hash, .format = "f", .is_complete = true,
				      .records_read = (int64_t)rows };

	snprintf(hash, sizeof(hash), "hash-%d", (int)at);
	if (staging_finish_file(staging, file, &facts, &err) < 0)
		fail_msg("%s", err.text);
}

static void import(struct store *store, const struct snapshot *snapshot, int64_t at)
{
	struct staging *staging;
	struct error err = ERROR_INIT;
	struct staging_origin origin = { .rank = 50, .primary = true };
	struct snapshot_facts facts = { .at = at, .basis = "given" };
	int64_t fresh;

	if (staging_begin(&staging, store, &err) < 0 ||
	    staging_add_file(staging, &origin.file, &err) < 0)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < snapshot->row_count; i++) {
		origin.record = (int64_t)i + 1;
		put_row(staging, store->schema, &snapshot->rows[i], &origin);
	}
	for (size_t i = 0; i < snapshot->cover_count; i++) {
		const struct cover *c = &snapshot->covers[i];
		const struct entity *entity = schema_entity(store->schema, str_of(c->entity));

		assert_int_equal(c->named ? staging_cover_environments(staging, entity,
								       str_of(c->kind), entity,
								       origin.file, &err)
					  : staging_cover(staging, entity, str_of(c->kind), c->scope,
							  str_of(c->id), &err),
				 0);
	}
	finish_file(staging, origin.file, at, snapshot->row_count);
	if (staging_commit(staging, &facts, &fresh, &err) < 0)
		fail_msg("%s", err.text);
	staging_end(staging);
}

#endif

/* SPDX-License-Identifier: MIT
 * Who follows the snapshots of a random tenant sees at each what somebody sees who looks at it alone.
 */
#include "random_tenant.h"

enum { ROUNDS = 12 };

/* Every row that the moment shows of an entity, or of NAME_before. */
static void put_shown(FILE *out, struct store *store, const char *name, const char *rest)
{
	const struct entity *entity = schema_entity(store->schema, str_of(name));
	struct error err = ERROR_INIT;
	sqlite3_stmt *rows;
	char sql[512];
	int length = snprintf(sql, sizeof(sql), "SELECT * FROM %s%s ORDER BY valid_from", name, rest);

	for (size_t i = 0; i < entity->data_count; i++)
		if (entity->columns[i].key)
			length += snprintf(sql + length, sizeof(sql) - (size_t)length, ", %s",
					   entity->columns[i].name);
	rows = store_prepare(store, &err, sql);
	if (rows == NULL)
		fail_msg("%s", err.text);
	while (store_step(rows, &err) == SQLITE_ROW) {
		fprintf(out, "\n%s%s", name, rest);
		for (int i = 0; i < sqlite3_column_count(rows); i++)
			fprintf(out, "|%s", (const char *)sqlite3_column_text(rows, i));
	}
	sqlite3_finalize(rows);
}

/* All that is shown at each snapshot; NAME_before is made while the third is looked at. */
static char *look_at_all(struct store *store)
{
	struct error err = ERROR_INIT;
	size_t length;
	char *text = NULL;
	FILE *out = open_memstream(&text, &length);

	for (int at = 1; at <= SNAPSHOTS; at++) {
		if (store_set_moment(store, true, at * SPACING, &err) < 0)
			fail_msg("%s", err.text);
		for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
			const struct entity *entity =
				schema_entity(store->schema, str_of(shapes[i].entity));

			put_shown(out, store, entity->name, "");
			if (at == 3 && store_show_earlier(store, entity, &err) < 0)
				fail_msg("%s", err.text);
			if (at >= 3)
				put_shown(out, store, entity->name, "_before");
		}
		fprintf(out, "\n-- after %d00", at);
	}
	fclose(out);
	return text;
}

static void who_follows_sees_what_who_looks_sees(void **unused)
{
	static struct snapshot snapshots[SNAPSHOTS];

	(void)unused;
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct store looking, following;
		struct error err = ERROR_INIT;
		char *looked, *followed;

		state = round;
		one_name = false;
		assert_int_equal(store_open(&looking, NULL, STORE_MEMORY, &err), 0);
		assert_int_equal(store_open(&following, NULL, STORE_MEMORY, &err), 0);
		for (int i = 0; i < SNAPSHOTS; i++) {
			make_snapshot(&snapshots[i]);
			import(&looking, &snapshots[i], (i + 1) * SPACING);
			import(&following, &snapshots[i], (i + 1) * SPACING);
		}
		assert_int_equal(store_follow(&following, SPACING, &err), 0);
		looked = look_at_all(&looking);
		followed = look_at_all(&following);
		if (strcmp(looked, followed) != 0)
			fail_msg("seed %u\n--- looked\n%s\n--- followed\n%s", round, looked, followed);
		free(looked);
		free(followed);
		store_close(&looking);
		store_close(&following);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_follows_sees_what_who_looks_sees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

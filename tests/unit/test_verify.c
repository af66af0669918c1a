/* SPDX-License-Identifier: MIT
 * Whatever is wrong with history in a sound file is told, by the entity and in words.
 */
#include "staging_case.h"

static void two_snapshots(void)
{
	whole_snapshot(100, "a", "flow_id=f1, state=on", "flow_id=f2, state=on");
	whole_snapshot(200, "b", "flow_id=f1, state=off", "flow_id=f2, state=on");
}

static void sound_history_is_sound(void **state)
{
	struct error err = ERROR_INIT;

	(void)state;
	two_snapshots();
	assert_int_equal(store_verify(&store, &err), 0);
}

static void each_damage_is_told(void **state)
{
	static const struct {
		const char *sql, *told;
	} damages[] = {
		{ "UPDATE flow_version SET valid_to = valid_from WHERE state = 'off'", "end before they begin" },
		{ "UPDATE flow_version SET valid_to = NULL WHERE valid_to = 200", "overlap" },
		{ "UPDATE flow_version SET valid_from = 150 WHERE flow_id = 'f2'", "at no snapshot" },
		{ "UPDATE flow_version SET source_file_id = 9", "of no file" },
		{ "UPDATE flow_version SET version_id = 7 WHERE valid_to = 200", "stand where others belong" },
		{ "UPDATE flow_version SET version_id = version_id + (3 << 32) WHERE state = 'off'",
		  "stand where others belong" },
		{ "UPDATE source_file SET records_kept = 9", "do not account for every record" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		struct error err = ERROR_INIT;

		two_snapshots();
		assert_int_equal(store_exec(&store, &err, damages[i].sql), 0);
		assert_int_equal(store_verify(&store, &err), -1);
		if (!strstr(err.text, damages[i].told))
			fail_msg("%s: %s", damages[i].sql, err.text);
		store_close(&store);
		open_memory(&store);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(sound_history_is_sound),
		test(each_damage_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

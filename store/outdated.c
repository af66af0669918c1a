/* SPDX-License-Identifier: MIT
 * Logs that only grow hold an object many times. Of the records of one object that files of one
 * format number, the greatest replaces the others as a whole, also with what it leaves empty; where
 * it says that the object is gone, nothing of the object stays. Records without a number are not
 * touched.
 */
#include "internal.h"

int outdated_find(struct store *store, const struct template_values *values, struct error *err)
{
	static const char template[] =
		"INSERT INTO temp.outdated SELECT source_file_id, record FROM ("
		"SELECT q.source_file_id, q.record, q.sequence, first_value(q.sequence) OVER w AS newest,"
		" first_value(q.gone) OVER w AS gone FROM temp.$name_staged AS r"
		" JOIN temp.sequenced AS q ON q.source_file_id = r.source_file_id"
		"  AND q.record = r.record"
		" JOIN main.source_file AS f ON f.source_file_id = r.source_file_id WHERE r.is_primary"
		" WINDOW w AS (PARTITION BY f.format, $keys(r) ORDER BY q.sequence DESC, q.gone DESC))"
		" WHERE gone OR sequence < newest;";

	return sql_run_template(store, template, values, err);
}

int outdated_drop(struct store *store, const struct template_values *values, struct error *err)
{
	static const char template[] =
		"INSERT INTO temp.folded SELECT source_file_id FROM temp.$name_staged"
		" JOIN temp.outdated USING (source_file_id, record) WHERE is_primary;"
		"DELETE FROM temp.$name_staged WHERE (source_file_id, record) IN"
		" (SELECT source_file_id, record FROM temp.outdated);";

	return sql_run_template(store, template, values, err);
}

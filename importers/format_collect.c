/* SPDX-License-Identifier: MIT
 * The "collect" member of a format: how an admin gets such a file.
 */
#include "format_read.h"

static int step_command(struct reading *r, const cJSON *value, struct error *err)
{
	return read_text(r, value, &r->step->command, err);
}

static int step_privilege(struct reading *r, const cJSON *value, struct error *err)
{
	return read_text(r, value, &r->step->privilege, err);
}

static int step_note(struct reading *r, const cJSON *value, struct error *err)
{
	return read_text(r, value, &r->step->note, err);
}

int read_collect(struct reading *r, const cJSON *value, struct error *err)
{
	static const struct member members[] = {
		{ "command", step_command },
		{ "privilege", step_privilege },
		{ "note", step_note },
		{ NULL, NULL },
	};
	const cJSON *child;

	if (!cJSON_IsArray(value))
		return error_set(err, "not a list");
	r->format->collect = read_array(r, (size_t)cJSON_GetArraySize(value),
					sizeof(struct collect_step));
	cJSON_ArrayForEach(child, value) {
		r->step = &r->format->collect[r->format->collect_count++];
		*r->step = (struct collect_step){ "", "", "" };
		if (read_members(r, child, members, err) < 0)
			return -1;
	}
	return 0;
}

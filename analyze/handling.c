/* SPDX-License-Identifier: MIT
 * A waiver says more than a flag, so it is asked first.
 */
#include "handling.h"

int handling_open(struct handling *handling, struct store *store, const char *path,
		  struct error *err)
{
	*handling = (struct handling){ .store = store };
	if (path && waivers_read(&handling->waivers, path, store->moment, err) < 0)
		return -1;
	return plan_read(&handling->plan, store, err);
}

int handling_begin(struct handling *handling, const struct report *report, struct error *err)
{
	return excuses_read(&handling->excuses, handling->store, report, err);
}

bool handling_may_set_aside(const struct handling *handling)
{
	return handling->waivers.path || handling->excuses.is_asked;
}

static void waive(struct finding *finding, const struct waiver *waiver)
{
	finding->fields[FIELD_WAIVER_REASON] = waiver->cells[WAIVER_REASON];
	finding->fields[FIELD_WAIVER_OWNER] = waiver->cells[WAIVER_OWNER];
	finding->fields[FIELD_WAIVER_UNTIL] = waiver->cells[WAIVER_UNTIL];
	finding_set_state(finding, FINDING_WAIVED);
}

void handling_apply(struct handling *handling, struct finding *finding)
{
	const struct waiver *waiver = waivers_match(&handling->waivers, finding);
	const char *flag = waiver ? NULL : excuses_match(&handling->excuses, finding);

	if (waiver)
		waive(finding, waiver);
	if (flag) {
		finding->fields[FIELD_WAIVER_REASON] = str_of(flag);
		finding_set_state(finding, FINDING_EXCUSED);
	}
	plan_apply(&handling->plan, finding);
}

void handling_close(struct handling *handling)
{
	waivers_release(&handling->waivers);
	excuses_release(&handling->excuses);
	plan_release(&handling->plan);
}

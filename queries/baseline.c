/* SPDX-License-Identifier: MIT
 * Reads a baseline's file, and finds the reports that answer its controls.
 */
#include "queries/baseline.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/embedded.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/nearest.h"

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {
		[VERDICT_PASS] = "pass",
		[VERDICT_FAIL] = "fail",
		[VERDICT_WARNING] = "warning",
		[VERDICT_NOT_EVALUATED] = "not-evaluated",
		[VERDICT_MANUAL] = "manual",
	};

	return names[verdict];
}

static const struct embedded_file *find_file(struct baseline *baseline, const char *name,
					     struct error *err)
{
	struct nearest nearest = NEAREST_INIT(name);
	struct buffer hint = BUFFER_INIT(LIMIT_SQL_TEXT);

	buffer_puts(&hint, "there are");
	for (const struct embedded_file *file = baseline_files; file->name; file++) {
		const char *known = arena_copy(&baseline->arena, file->name,
					       strlen(file->name) - strlen(".json"));

		if (strcmp(name, known) == 0) {
			buffer_release(&hint);
			return file;
		}
		nearest_try(&nearest, known);
		buffer_printf(&hint, "%s %s", file == baseline_files ? "" : ",", known);
	}
	nearest_error(&nearest, "baseline", hint.data, err);
	buffer_release(&hint);
	return NULL;
}

/* NULL when it is not there. */
static const char *text_of(struct baseline *baseline, const cJSON *json, const char *name)
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(json, name);

	if (!cJSON_IsString(member))
		return NULL;
	return arena_copy(&baseline->arena, member->valuestring, strlen(member->valuestring));
}

static bool is_true(const cJSON *json, const char *name)
{
	return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(json, name));
}

/* --- Reports of a control ---------------------------------------------------------------------- */

static void add_report(struct control *control, const struct report *report)
{
	for (size_t i = 0; i < control->report_count; i++)
		if (control->reports[i] == report)
			return;
	control->reports = memory_reserve(control->reports, control->report_count,
					  &control->report_capacity, sizeof(const struct report *));
	control->reports[control->report_count++] = report;
}

/* A user's folder may hold fewer reports than the baseline names: then it has no answer there. */
static void add_rule(struct control *control, const struct catalogue *catalogue, const char *rule)
{
	for (size_t i = 0; i < catalogue_count(catalogue); i++) {
		const struct report *report = catalogue_at(catalogue, i);

		if (strcmp(report->rule, rule) == 0)
			add_report(control, report);
	}
}

static int add_reports(struct control *control, const cJSON *json, const struct catalogue *catalogue,
		       struct error *err)
{
	const cJSON *name;

	cJSON_ArrayForEach(name, cJSON_GetObjectItemCaseSensitive(json, "reports")) {
		const struct report *report =
			cJSON_IsString(name) ? catalogue_find(catalogue, name->valuestring) : NULL;

		if (!report)
			return error_set(err, "control '%s' names an unknown report", control->id);
		add_report(control, report);
	}
	cJSON_ArrayForEach(name, cJSON_GetObjectItemCaseSensitive(json, "rules")) {
		if (cJSON_IsString(name))
			add_rule(control, catalogue, name->valuestring);
	}
	return 0;
}

/* --- The file ---------------------------------------------------------------------------------- */

static int add_control(struct baseline *baseline, const cJSON *json,
		       const struct catalogue *catalogue, struct error *err)
{
	struct control *control;

	baseline->controls = memory_reserve(baseline->controls, baseline->count, &baseline->capacity,
					    sizeof(*baseline->controls));
	control = &baseline->controls[baseline->count++];
	*control = (struct control){
		.id = text_of(baseline, json, "id"),
		.title = text_of(baseline, json, "title"),
		.criticality = text_of(baseline, json, "criticality"),
		.note = text_of(baseline, json, "note"),
		.is_manual = is_true(json, "is_manual"),
	};
	if (!control->id || !control->title || !control->criticality)
		return error_set(err, "control %zu lacks id, title or criticality", baseline->count);
	return add_reports(control, json, catalogue, err);
}

static int read_file(struct baseline *baseline, const struct embedded_file *file,
		     const struct catalogue *catalogue, struct error *err)
{
	cJSON *json = cJSON_ParseWithLength(file->content, file->length);
	const cJSON *control;
	int result = json ? 0 : error_set(err, "it is no JSON");

	baseline->name = text_of(baseline, json, "baseline");
	baseline->title = text_of(baseline, json, "title");
	baseline->is_literal = is_true(json, "is_literal");
	if (result == 0 && (!baseline->name || !baseline->title))
		result = error_set(err, "it lacks a name or a title");
	cJSON_ArrayForEach(control, cJSON_GetObjectItemCaseSensitive(json, "controls")) {
		if (result == 0)
			result = add_control(baseline, control, catalogue, err);
	}
	cJSON_Delete(json);
	return result < 0 ? error_prefix(err, "baseline '%s'", file->name) : 0;
}

int baseline_open(struct baseline *baseline, const char *name, const struct catalogue *catalogue,
		  struct error *err)
{
	const struct embedded_file *file;

	*baseline = (struct baseline){ .arena = ARENA_INIT };
	file = find_file(baseline, name, err);
	return file ? read_file(baseline, file, catalogue, err) : -1;
}

void baseline_close(struct baseline *baseline)
{
	for (size_t i = 0; i < baseline->count; i++) {
		free(baseline->controls[i].reports);
		free(baseline->controls[i].offenders);
	}
	free(baseline->controls);
	arena_release(&baseline->arena);
	*baseline = (struct baseline){ .arena = ARENA_INIT };
}

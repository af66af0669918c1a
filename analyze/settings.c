/* SPDX-License-Identifier: MIT
 * Parameters from the command line, and who has them.
 */
#include "settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"


int settings_parse(struct settings *settings, const struct text_list *texts, struct error *err)
{
	settings->items = memory_alloc((texts->count + 1) * sizeof(*settings->items));
	for (size_t i = 0; i < texts->count; i++) {
		const char *equals = strchr(texts->items[i], '=');

		if (!equals || equals == texts->items[i])
			return error_set(err, "--set takes NAME=VALUE, not '%s'", texts->items[i]);
		settings->items[settings->count++] = (struct setting){
			.name = arena_copy(&settings->names, texts->items[i],
					   (size_t)(equals - texts->items[i])),
			.value = equals + 1,
		};
	}
	return 0;
}

static const struct param *find_param(const struct report *report, const char *name)
{
	for (size_t i = 0; i < report->param_count; i++)
		if (strcmp(report->params[i].name, name) == 0)
			return &report->params[i];
	return NULL;
}

static bool is_number(const char *text, enum param_kind kind)
{
	char *end;

	if (kind == PARAM_INTEGER)
		strtoll(text, &end, 10);
	else
		strtod(text, &end);
	return end != text && !*end;
}

static int unknown(const char *name, const struct report *const *reports, size_t count,
		   struct error *err)
{
	struct nearest nearest = NEAREST_INIT(name);

	for (size_t i = 0; i < count; i++)
		for (size_t p = 0; p < reports[i]->param_count; p++)
			nearest_try(&nearest, reports[i]->params[p].name);
	return nearest_error(&nearest, "parameter", "no chosen report has it", err);
}

static int check_one(const struct setting *setting, const struct report *const *reports,
		     size_t count, struct error *err)
{
	size_t fits = 0;

	for (size_t i = 0; i < count; i++) {
		const struct param *param = find_param(reports[i], setting->name);

		fits += param != NULL;
		if (param && param->kind != PARAM_TEXT && !is_number(setting->value, param->kind))
			return error_set(err, "parameter '%s' of %s takes a number, not '%s'",
					 setting->name, reports[i]->id, setting->value);
	}
	return fits ? 0 : unknown(setting->name, reports, count, err);
}

int settings_check(const struct settings *settings, const struct report *const *reports,
		   size_t count, struct error *err)
{
	for (size_t i = 0; i < settings->count; i++)
		if (check_one(&settings->items[i], reports, count, err) < 0)
			return -1;
	return 0;
}

size_t settings_for(const struct settings *settings, const struct report *report,
		    struct setting *chosen)
{
	size_t count = 0;

	for (size_t i = 0; i < settings->count; i++)
		if (find_param(report, settings->items[i].name))
			chosen[count++] = settings->items[i];
	return count;
}

void settings_release(struct settings *settings)
{
	arena_release(&settings->names);
	free(settings->items);
	*settings = (struct settings){ 0 };
}

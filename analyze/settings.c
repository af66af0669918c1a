/* SPDX-License-Identifier: MIT
 * Parameters from the command line, and who has them.
 */
#include "settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"


static char *keep(struct settings *settings, const char *text, size_t length)
{
	return arena_copy(&settings->texts, text, length);
}

static void add(struct settings *settings, const char *name, const char *value)
{
	settings->items = memory_reserve(settings->items, settings->count, &settings->capacity,
					 sizeof(*settings->items));
	settings->items[settings->count++] = (struct setting){ name, value };
}

void settings_add(struct settings *settings, const char *name, const char *value)
{
	add(settings, keep(settings, name, strlen(name)), keep(settings, value, strlen(value)));
}

void settings_add_all(struct settings *settings, const struct settings *others)
{
	for (size_t i = 0; i < others->count; i++)
		add(settings, others->items[i].name, others->items[i].value);
}

/* What stands behind "ID." when it is that report's; NULL for another report, the name itself when it
 * speaks of all. */
static const char *name_in(const struct report *report, const char *name)
{
	const char *point = strchr(name, '.');
	size_t length = strlen(report->id);

	if (!point)
		return name;
	if ((size_t)(point - name) != length || strncmp(name, report->id, length) != 0)
		return NULL;
	return point + 1;
}

static const struct param *find_param(const struct report *report, const char *name)
{
	const char *own = name_in(report, name);

	for (size_t i = 0; own && i < report->param_count; i++)
		if (strcmp(report->params[i].name, own) == 0)
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

int settings_parse(struct settings *settings, const struct text_list *texts,
		   const struct report *const *reports, size_t count, struct error *err)
{
	for (size_t i = 0; i < texts->count; i++) {
		const char *text = texts->items[i], *equals = strchr(text, '=');

		if (!equals || equals == text)
			return error_set(err, "--set takes NAME=VALUE, not '%s'", text);
		add(settings, keep(settings, text, (size_t)(equals - text)), equals + 1);
		if (check_one(&settings->items[settings->count - 1], reports, count, err) < 0)
			return -1;
	}
	return 0;
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

	for (size_t i = 0; i < settings->count; i++) {
		const struct setting *setting = &settings->items[i];

		if (find_param(report, setting->name))
			chosen[count++] = (struct setting){ name_in(report, setting->name),
							    setting->value };
	}
	return count;
}

int settings_run(const struct settings *settings, struct store *store, const struct report *report,
		 const struct result_sink *sink, struct error *err)
{
	struct setting *chosen = memory_alloc((settings->count + 1) * sizeof(*chosen));
	size_t count = settings_for(settings, report, chosen);
	int result = report_run(store, report, chosen, count, sink, err);

	free(chosen);
	return result;
}

void settings_release(struct settings *settings)
{
	arena_release(&settings->texts);
	free(settings->items);
	*settings = (struct settings){ 0 };
}

/* SPDX-License-Identifier: MIT
 * A biography for programs: the elements of a list of objects.
 */
#include "biography.h"
#include "json.h"

/* {"entity", "key": {}, "history": [ ... */
static void write_object(FILE *out, const struct entity *entity, const struct cell *values,
			 bool is_first)
{
	const char *before = "{";

	fprintf(out, "%s\n{\"entity\": \"%s\", \"key\": ", is_first ? "" : ",", entity->name);
	for (size_t i = 0; i < entity->data_count; i++) {
		if (!entity->columns[i].key)
			continue;
		json_field(out, before, entity->columns[i].name, &values[i]);
		before = ", ";
	}
	fputs("},\n \"history\": [", out);
}

static void put_source(FILE *out, const struct version *version)
{
	if (!version->path) {
		fputs("null", out);
		return;
	}
	fputs("{\"file\": ", out);
	json_text(out, version->path);
	fprintf(out, ", \"sha256\": \"%s\", \"record\": %lld}", version->sha256,
		(long long)version->record);
}

/* {"column": value, ...}: of those that the version tells */
static void put_values(FILE *out, const char *name, const struct version *version,
		       const struct cell *values)
{
	const char *before = "";

	fprintf(out, ",\n   \"%s\": {", name);
	for (size_t i = 0; i < version->entity->data_count; i++) {
		if (!version_tells(version, i))
			continue;
		json_field(out, before, version->entity->columns[i].name, &values[i]);
		before = ", ";
	}
	putc('}', out);
}

static void put_event(FILE *out, bool is_first, int64_t at, const char *event)
{
	fprintf(out, "%s\n  {\"at\": ", is_first ? "" : ",");
	json_time(out, at);
	fprintf(out, ", \"event\": \"%s\"", event);
}

static void write_version(FILE *out, const struct version *version)
{
	static const char *const turns[] = {
		[TURN_FIRST_SEEN] = "first-seen",
		[TURN_CHANGED] = "changed",
		[TURN_BACK] = "back",
	};

	put_event(out, version->turn == TURN_FIRST_SEEN, version->from, turns[version->turn]);
	fputs(", \"source\": ", out);
	put_source(out, version);
	put_values(out, "values", version, version->values);
	if (version->turn != TURN_FIRST_SEEN)
		put_values(out, "before", version, version->before);
	putc('}', out);
}

static void write_gone(FILE *out, int64_t at)
{
	put_event(out, false, at, "gone");
	putc('}', out);
}

/* ... ], "record": {}} */
static void write_end(FILE *out, const struct told_record *record)
{
	fputs("\n ]", out);
	if (record) {
		fprintf(out, ", \"record\": {\"number\": %lld, \"text\": ", (long long)record->number);
		json_text(out, record->text);
		putc('}', out);
	}
	putc('}', out);
}

const struct biography_style biography_json = {
	.object = write_object,
	.version = write_version,
	.gone = write_gone,
	.end = write_end,
};

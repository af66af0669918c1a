/* SPDX-License-Identifier: MIT
 * A biography for people: of the first version every value, of each further one what is other than
 * before.
 */
#include <string.h>

#include "base/timestamp.h"

#include "biography.h"
#include "glyph.h"

static void put(FILE *out, const struct cell *cell)
{
	glyph_print(out, cell->type == CELL_NULL ? STR("not known") : cell->text, -1);
}

static void put_time(FILE *out, int64_t at)
{
	char text[TIMESTAMP_SIZE];

	timestamp_format(at, text);
	fputs(text, out);
}

/* "role_assignment flow, f0000000-..., Owner" */
static void write_object(FILE *out, const struct entity *entity, const struct cell *values,
			 bool is_first)
{
	const char *before = " ";

	(void)is_first;
	fprintf(out, "\n%s", entity->name);
	for (size_t i = 0; i < entity->data_count; i++) {
		if (!entity->columns[i].key || values[i].text.length == 0)
			continue;
		fputs(before, out);
		put(out, &values[i]);
		before = ", ";
	}
	putc('\n', out);
}

static void put_source(FILE *out, const struct version *version)
{
	if (!version->path) {
		fputs("      its file was forgotten\n", out);
		return;
	}
	fputs("      ", out);
	glyph_print(out, str_of(version->path), -1);
	fprintf(out, ", record %lld, SHA-256 %s\n", (long long)version->record, version->sha256);
}

static void write_version(FILE *out, const struct version *version)
{
	static const char *const turns[] = {
		[TURN_FIRST_SEEN] = "first seen",
		[TURN_CHANGED] = "changed",
		[TURN_BACK] = "back",
	};

	fputs("  ", out);
	put_time(out, version->from);
	fprintf(out, "  %s\n", turns[version->turn]);
	put_source(out, version);
	for (size_t i = 0; i < version->entity->data_count; i++) {
		if (!version_tells(version, i))
			continue;
		fprintf(out, "      %s: ", version->entity->columns[i].name);
		if (version->turn != TURN_FIRST_SEEN) {
			put(out, &version->before[i]);
			fputs(" -> ", out);
		}
		put(out, &version->values[i]);
		putc('\n', out);
	}
}

static void write_gone(FILE *out, int64_t at)
{
	fputs("  ", out);
	put_time(out, at);
	fputs("  gone\n", out);
}

/* Line by line, as the text of strangers. */
static void put_lines(FILE *out, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		fputs("      | ", out);
		glyph_print(out, (struct str){ text, length }, -1);
		putc('\n', out);
		text += length + (text[length] == '\n');
	}
}

static void write_end(FILE *out, const struct told_record *record)
{
	if (!record)
		return;
	if (!record->text) {
		fputs("      the file of that record is not at hand\n", out);
		return;
	}
	fprintf(out, "      record %lld as it stands in the file:\n", (long long)record->number);
	put_lines(out, record->text);
}

const struct biography_style biography_text = {
	.object = write_object,
	.version = write_version,
	.gone = write_gone,
	.end = write_end,
};

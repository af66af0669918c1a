/* SPDX-License-Identifier: MIT
 * One walk through the formats, by the entity of their main row in the order of the schema, and
 * three ways to write what it meets.
 */
#include "collecting.h"

#include <string.h>

#include "base/limits.h"

#include "feeds.h"
#include "field_list.h"
#include "json.h"

struct writer {
	const struct collecting *collecting;
	struct field_list list;
	struct buffer reports; /* of the format at hand, a line each */
	bool has_formats;
	void (*entity)(struct writer *writer, const struct entity *entity);
	void (*format)(struct writer *writer, const struct format_summary *format);
};

static void find_reports(struct writer *writer, size_t format)
{
	const struct collecting *collecting = writer->collecting;

	buffer_clear(&writer->reports);
	for (size_t i = 0; i < catalogue_count(collecting->catalogue); i++) {
		const struct report *report = catalogue_at(collecting->catalogue, i);

		if (feeds_report(collecting->formats, format, report))
			buffer_printf(&writer->reports, "%s%s",
				      writer->reports.length ? "\n" : "", report->id);
	}
}

static const char *reports_of(const struct writer *writer)
{
	return writer->reports.length ? writer->reports.data : "";
}

static void write_entity(struct writer *writer, const struct entity *entity)
{
	const struct collecting *collecting = writer->collecting;
	bool is_told = writer->entity == NULL;

	for (size_t i = 0; i < formats_count(collecting->formats); i++) {
		struct format_summary format = formats_at(collecting->formats, i);

		if (!format.entity || strcmp(format.entity, entity->name) != 0 ||
		    (collecting->only && strcmp(collecting->only, format.name) != 0))
			continue;
		if (!is_told)
			writer->entity(writer, entity);
		is_told = true;
		find_reports(writer, i);
		writer->format(writer, &format);
		writer->has_formats = true;
	}
}

static void write_all(struct writer *writer)
{
	const struct schema *schema = writer->collecting->schema;

	writer->reports = (struct buffer)BUFFER_INIT(LIMIT_REPORT_FILE);
	for (size_t i = 0; i < schema->count; i++)
		write_entity(writer, &schema->entities[i]);
	buffer_release(&writer->reports);
}

/* --- For people ---------------------------------------------------------------------------- */

static void text_entity(struct writer *writer, const struct entity *entity)
{
	fprintf(writer->list.out, "%s%s: %s\n", writer->has_formats ? "\n" : "", entity->name,
		entity->comment);
}

static void text_format(struct writer *writer, const struct format_summary *format)
{
	fprintf(writer->list.out, "\n%s: %s\n", format->name, format->title);
	for (size_t i = 0; i < format->collect_count; i++) {
		field_list_print(&writer->list, i ? "or" : "command", format->collect[i].command);
		field_list_print(&writer->list, "privilege", format->collect[i].privilege);
		field_list_print(&writer->list, "note", format->collect[i].note);
	}
	if (!format->collect_count)
		field_list_print(&writer->list, "command", "not told");
	field_list_print(&writer->list, "brings", format->tables);
	field_list_print(&writer->list, "feeds", reports_of(writer));
}

void collecting_write_text(const struct collecting *collecting,
			   const struct destination *destination)
{
	struct writer writer = {
		.collecting = collecting,
		.list = { destination->stream, destination->width, collecting->is_whole },
		.entity = text_entity,
		.format = text_format,
	};

	write_all(&writer);
}

/* --- As a document ------------------------------------------------------------------------- */

static void markdown_entity(struct writer *writer, const struct entity *entity)
{
	fprintf(writer->list.out, "\n## %s\n\n%s\n", entity->name, entity->comment);
}

/* Authors may end a note with a full stop or not. */
static void write_sentence(FILE *out, const char *before, const char *text)
{
	size_t length = strlen(text);

	fprintf(out, "%s%s%s\n", before, text,
		length > 0 && strchr(".!?", text[length - 1]) ? "" : ".");
}

static void write_command(FILE *out, const char *command)
{
	putc('\n', out);
	while (*command) {
		size_t length = strcspn(command, "\n");

		fprintf(out, "    %.*s\n", (int)length, command);
		command += length + (command[length] == '\n');
	}
}

static void markdown_format(struct writer *writer, const struct format_summary *format)
{
	FILE *out = writer->list.out;

	fprintf(out, "\n### %s\n\n`%s` brings %s.\n", format->title, format->name, format->tables);
	for (size_t i = 0; i < format->collect_count; i++) {
		const struct collect_step *step = &format->collect[i];

		write_command(out, step->command);
		if (*step->privilege)
			write_sentence(out, "\nPrivilege: ", step->privilege);
		if (*step->note)
			write_sentence(out, *step->privilege ? "" : "\n", step->note);
	}
}

static const char introduction[] =
	"# Collecting\n"
	"\n"
	"What to run on the connected side, and with which rights, by what it brings. The first way\n"
	"of each is the best one. `stocktake inspect --coverage` says what to fetch next, and\n"
	"`stocktake formats --collect NAME` which reports a format feeds.\n"
	"\n"
	"`ENV`, `APP`, `FLOW` and `POLICY` stand for the names of objects, `ORG` for the host name of a\n"
	"Dataverse environment. Sign in first: `az login`, `m365 login`, `Add-PowerAppsAccount`,\n"
	"`Connect-MgGraph`. Carry the files over as they are: their names do not matter, and nothing\n"
	"should open and save them on the way.\n"
	"\n"
	"This file is what `stocktake formats --collect --format markdown` prints.\n";

void collecting_write_markdown(const struct collecting *collecting,
			       const struct destination *destination)
{
	struct writer writer = {
		.collecting = collecting,
		.list = { .out = destination->stream },
		.entity = markdown_entity,
		.format = markdown_format,
	};

	fputs(introduction, destination->stream);
	write_all(&writer);
}

/* --- For programs -------------------------------------------------------------------------- */

/* "a, b" as "a", "b". */
static void write_words(FILE *out, const char *words)
{
	for (const char *at = words; *at; at += strspn(at, ", ")) {
		int length = (int)strcspn(at, ",");

		fprintf(out, "%s\"%.*s\"", at == words ? "" : ", ", length, at);
		at += length;
	}
}

static void json_format(struct writer *writer, const struct format_summary *format)
{
	FILE *out = writer->list.out;

	fputs(writer->has_formats ? ",\n{\"format\": " : "\n{\"format\": ", out);
	json_text(out, format->name);
	fputs(", \"title\": ", out);
	json_text(out, format->title);
	fputs(", \"entities\": [", out);
	write_words(out, format->tables);
	fputs("],\n \"reports\": ", out);
	json_lines(out, reports_of(writer));
	fputs(",\n \"collect\": [", out);
	for (size_t i = 0; i < format->collect_count; i++) {
		fputs(i ? ",\n  {\"command\": " : "\n  {\"command\": ", out);
		json_text(out, format->collect[i].command);
		fputs(", \"privilege\": ", out);
		json_text(out, format->collect[i].privilege);
		fputs(", \"note\": ", out);
		json_text(out, format->collect[i].note);
		putc('}', out);
	}
	fputs("]}", out);
}

void collecting_write_json(const struct collecting *collecting,
			   const struct destination *destination)
{
	struct writer writer = {
		.collecting = collecting,
		.list = { .out = destination->stream },
		.format = json_format,
	};

	putc('[', destination->stream);
	write_all(&writer);
	fputs("\n]\n", destination->stream);
}

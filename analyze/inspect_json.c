/* SPDX-License-Identifier: MIT
 * An inspection for programs.
 */
#include <inttypes.h>

#include "feeds.h"
#include "inspection.h"
#include "json.h"

static void member(FILE *out, const char *name, const char *text)
{
	fprintf(out, ", \"%s\": ", name);
	json_text(out, text);
}

static void list_member(FILE *out, const char *name, const char *lines)
{
	fprintf(out, ",\n \"%s\": ", name);
	json_lines(out, lines);
}

static void time_member(FILE *out, const char *name, bool is_told, int64_t at)
{
	fprintf(out, ", \"%s\": ", name);
	if (is_told)
		json_time(out, at);
	else
		fputs("null", out);
}

/* The ids of the reports that the file's format feeds. */
static void write_feeds(FILE *out, const struct inspection *inspection,
			const struct import_file *file)
{
	size_t format = file->covers ? formats_index(inspection->formats, file->format) : 0;
	const char *before = "";

	fputs(",\n \"feeds\": [", out);
	for (size_t i = 0; file->covers && i < catalogue_count(inspection->catalogue); i++) {
		const struct report *report = catalogue_at(inspection->catalogue, i);

		if (!feeds_report(inspection->formats, format, report))
			continue;
		fputs(before, out);
		json_text(out, report->id);
		before = ", ";
	}
	putc(']', out);
}

static void write_file(FILE *out, const struct inspection *inspection,
		       const struct import_file *file)
{
	fputs("{\"path\": ", out);
	json_text(out, file->path);
	member(out, "format", file->format);
	member(out, "reason", file->reason);
	member(out, "known", file->known);
	member(out, "nearest", file->nearest);
	member(out, "container", file->container);
	member(out, "encoding", file->encoding);
	member(out, "layout", file->layout);
	fprintf(out, ", \"records\": %" PRId64 ", \"rejected\": %" PRId64, file->records,
		file->rejected);
	member(out, "covers", file->covers);
	fprintf(out, ", \"complete\": %s", file->is_complete ? "true" : "false");
	time_member(out, "oldest_at", file->has_time, file->oldest_at);
	time_member(out, "newest_at", file->has_time, file->newest_at);
	fprintf(out, ",\n \"bid\": %d, \"verified\": %d, \"checks\": %d", file->bid, file->verified,
		file->checks);
	member(out, "runner_up", file->runner_up);
	fprintf(out, ", \"runner_up_bid\": %d", file->runner_up_bid);
	write_feeds(out, inspection, file);
	list_member(out, "why", file->why);
	list_member(out, "understood", file->understood);
	list_member(out, "ignored", file->ignored);
	list_member(out, "missing", file->missing);
	putc('}', out);
}

void inspection_write_json(const struct inspection *inspection,
			   const struct destination *destination)
{
	FILE *out = destination->stream;

	fputs("{\"files\": [", out);
	for (size_t i = 0; i < inspection->intake.count; i++) {
		fputs(i ? ",\n" : "\n", out);
		write_file(out, inspection, &inspection->intake.files[i]);
	}
	fputs("\n]}\n", out);
}

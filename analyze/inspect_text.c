/* SPDX-License-Identifier: MIT
 * An inspection for people: each file with what it is, why, what it covers and what it is good for.
 */
#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/timestamp.h"

#include "feeds.h"
#include "field_list.h"
#include "glyph.h"
#include "inspection.h"

/* A bid so near the winner's that the other format is worth a thought. */
enum { CLOSE_BID = 2 };

static void print_text(FILE *out, const char *title, const char *text)
{
	if (!text || !*text)
		return;
	fprintf(out, "  %-11s ", title);
	glyph_print(out, str_of(text), -1);
	putc('\n', out);
}

static void print_verdict(const struct field_list *list, const struct import_file *file)
{
	FILE *out = list->out;

	fprintf(out, "  %-11s %s: %s\n", "format", file->format, file->title);
	if (*file->why)
		fprintf(out, "  %-11s %d of %d checks\n", "sure", file->verified, file->checks);
	else
		fprintf(out, "  %-11s no: read so because of --as\n", "sure");
	field_list_print(list, "verified", file->why);
	if (file->runner_up && file->bid - file->runner_up_bid <= CLOSE_BID)
		fprintf(out, "  %-11s %s, with a bid of %d against %d\n", "next best",
			file->runner_up, file->runner_up_bid, file->bid);
}

static void print_content(FILE *out, const struct import_file *file)
{
	const char *const words[] = { file->container, file->encoding, file->layout };

	fprintf(out, "  %-11s %" PRId64 " bytes", "content", file->bytes);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		fprintf(out, "%s%s", words[i] ? ", " : "", words[i] ? words[i] : "");
	putc('\n', out);
}

static const char *covers_text(const char *covers)
{
	static const char *const texts[][2] = {
		{ "tenant", "tenant: all of its kind that the tenant has" },
		{ "environment", "environment: all of its kind in the environments it names" },
		{ "object", "object: all there is about the objects it names" },
		{ "some", "some: what it holds, and nothing about what it does not" },
	};
	size_t i = 0;

	while (strcmp(texts[i][0], covers) != 0)
		i++;
	return texts[i][1];
}

static void print_times(FILE *out, const struct import_file *file)
{
	char oldest[TIMESTAMP_SIZE], newest[TIMESTAMP_SIZE];

	timestamp_format(file->oldest_at, oldest);
	timestamp_format(file->newest_at, newest);
	if (!file->has_time)
		fprintf(out, "  %-11s none told\n", "time");
	else if (file->oldest_at == file->newest_at)
		fprintf(out, "  %-11s %s\n", "time", newest);
	else
		fprintf(out, "  %-11s %s to %s\n", "time", oldest, newest);
}

static void print_feeds(const struct field_list *list, const struct inspection *inspection,
			const struct import_file *file)
{
	struct buffer lines = BUFFER_INIT(LIMIT_REPORT_FILE);

	feeds_explain(inspection->formats, formats_index(inspection->formats, file->format),
		      inspection->catalogue, &lines);
	field_list_print(list, "feeds", lines.length ? lines.data : "no report");
	buffer_release(&lines);
}

static void print_file(const struct field_list *list, const struct inspection *inspection,
		       const struct import_file *file)
{
	FILE *out = list->out;

	glyph_print(out, str_of(file->path), -1);
	putc('\n', out);
	if (file->known) {
		print_text(out, "known", file->title);
		print_text(out, file->is_failure ? "not data" : "not needed", file->reason);
		print_content(out, file);
		return;
	}
	if (!file->format) {
		print_text(out, file->is_container ? "container" : "not known", file->reason);
		print_text(out, "nearest", file->nearest);
		print_content(out, file);
		return;
	}
	if (!file->covers) { /* it speaks of other files, and has no records */
		print_text(out, "format", file->title);
		print_text(out, "remark", file->reason);
		print_content(out, file);
		return;
	}
	print_verdict(list, file);
	print_text(out, "remark", file->reason);
	print_content(out, file);
	fprintf(out, "  %-11s %" PRId64 ", %" PRId64 " of them not taken in%s\n", "records",
		file->records, file->rejected, file->is_complete ? "" : "; not the whole of it");
	print_text(out, "covers", covers_text(file->covers));
	print_times(out, file);
	field_list_print(list, "understood", file->understood);
	field_list_print(list, "ignored", file->ignored);
	field_list_print(list, "missing", file->missing);
	print_feeds(list, inspection, file);
}

void inspection_write_text(const struct inspection *inspection,
			   const struct destination *destination)
{
	const struct field_list list = { destination->stream, destination->width,
					 inspection->is_whole };

	for (size_t i = 0; i < inspection->intake.count; i++) {
		if (i)
			putc('\n', list.out);
		print_file(&list, inspection, &inspection->intake.files[i]);
	}
}

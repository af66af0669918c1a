/* SPDX-License-Identifier: MIT
 * Coverage for programs.
 */
#include "coverage.h"
#include "json.h"

static void write_gap(FILE *out, const struct coverage *coverage, const struct gap *gap)
{
	fputs("{\"entity\": ", out);
	json_text(out, gap->need->text);
	fprintf(out, ", \"blocks\": %s, \"formats\": [", gap->kind == GAP_BLURS ? "false" : "true");
	for (size_t i = 0; i < gap->format_count; i++) {
		fputs(i ? ", " : "", out);
		json_text(out, coverage->formats[gap->formats[i]].name);
	}
	fputs("]}", out);
}

static void write_standing(FILE *out, const struct coverage *coverage,
			   const struct standing *standing)
{
	fputs("{\"id\": ", out);
	json_text(out, standing->report->id);
	fprintf(out, ", \"status\": \"%s\", \"missing\": [", coverage_status(standing->status));
	for (size_t i = 0; i < standing->gap_count; i++) {
		fputs(i ? ",\n  " : "\n  ", out);
		write_gap(out, coverage, &standing->gaps[i]);
	}
	fputs("]}", out);
}

static void write_advice(FILE *out, const struct coverage *coverage, const struct advice *advice)
{
	const struct format_summary *format = &coverage->formats[advice->format];

	fputs("{\"format\": ", out);
	json_text(out, format->name);
	fputs(", \"title\": ", out);
	json_text(out, format->title);
	fprintf(out, ", \"effect\": \"%s\", \"reports\": [",
		advice->answered ? "answers" : advice->helped ? "helps" : "completes");
	for (size_t i = 0; i < advice->report_count; i++) {
		fputs(i ? ", " : "", out);
		json_text(out, advice->reports[i]->id);
	}
	fputs("], \"command\": ", out);
	json_text(out, format->collect_count ? format->collect[0].command : NULL);
	putc('}', out);
}

void coverage_write_json(const struct coverage *coverage, const struct destination *destination)
{
	FILE *out = destination->stream;

	fputs("{\"reports\": [", out);
	for (size_t i = 0; i < coverage->count; i++) {
		fputs(i ? ",\n" : "\n", out);
		write_standing(out, coverage, &coverage->standings[i]);
	}
	fputs("\n],\n\"next\": [", out);
	for (size_t i = 0; i < coverage->next_count; i++) {
		fputs(i ? ",\n" : "\n", out);
		write_advice(out, coverage, &coverage->next[i]);
	}
	fputs("\n]}\n", out);
}

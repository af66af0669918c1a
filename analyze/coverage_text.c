/* SPDX-License-Identifier: MIT
 * Coverage for people: how each report stands, and at the end, where the eye is, what to do.
 */
#include "base/limits.h"

#include "coverage.h"
#include "field_list.h"

static size_t count_status(const struct coverage *coverage, enum status status)
{
	size_t count = 0;

	for (size_t i = 0; i < coverage->count; i++)
		count += coverage->standings[i].status == status;
	return count;
}

static void append_line(struct buffer *lines, const char *text)
{
	buffer_printf(lines, "%s%s", lines->length ? "\n" : "", text);
}

static void print_lines(const struct field_list *list, const char *title, struct buffer *lines)
{
	field_list_print(list, title, lines->length ? lines->data : "");
	buffer_clear(lines);
}

static void print_ready(const struct field_list *list, const struct coverage *coverage,
			struct buffer *lines)
{
	for (size_t i = 0; i < coverage->count; i++)
		if (coverage->standings[i].status == STATUS_COMPLETE)
			append_line(lines, coverage->standings[i].report->id);
	if (lines->length)
		fputs("\nready\n", list->out);
	print_lines(list, "", lines);
}

static void print_gaps(const struct field_list *list, const struct coverage *coverage,
		       const struct standing *standing, struct buffer *lines)
{
	for (size_t i = 0; i < standing->gap_count; i++) {
		const struct gap *gap = &standing->gaps[i];

		for (size_t k = 0; k < gap->format_count; k++)
			append_line(lines, coverage->formats[gap->formats[k]].name);
		if (!gap->format_count)
			append_line(lines, "no format that is known");
		print_lines(list, gap->need->text, lines);
	}
}

static void print_others(const struct field_list *list, const struct coverage *coverage,
			 enum status status, struct buffer *lines)
{
	if (count_status(coverage, status))
		fprintf(list->out, "\n%s\n", coverage_status(status));
	for (size_t i = 0; i < coverage->count; i++) {
		const struct standing *standing = &coverage->standings[i];

		if (standing->status != status)
			continue;
		fprintf(list->out, "%s: %s\n", standing->report->id, standing->report->title);
		print_gaps(list, coverage, standing, lines);
	}
}

static void print_advice(const struct field_list *list, const struct coverage *coverage,
			 const struct advice *advice, struct buffer *lines)
{
	const struct format_summary *format = &coverage->formats[advice->format];
	const char *plural = advice->report_count == 1 ? "" : "s";

	fprintf(list->out, "%s: %s\n", format->name, format->title);
	if (advice->answered)
		fprintf(list->out, "  makes %zu more report%s answerable\n", advice->report_count,
			plural);
	else if (advice->helped)
		fprintf(list->out, "  is part of what %zu report%s lack%s\n", advice->report_count,
			plural, advice->report_count == 1 ? "s" : "");
	else
		fprintf(list->out, "  makes %zu report%s complete\n", advice->report_count, plural);
	for (size_t i = 0; i < advice->report_count; i++)
		append_line(lines, advice->reports[i]->id);
	print_lines(list, "reports", lines);
	if (format->collect_count) {
		field_list_print(list, "command", format->collect[0].command);
		field_list_print(list, "privilege", format->collect[0].privilege);
	}
}

void coverage_write_text(const struct coverage *coverage, const struct destination *destination,
			 bool is_whole)
{
	const struct field_list list = { destination->stream, destination->width, is_whole };
	struct buffer lines = BUFFER_INIT(LIMIT_REPORT_FILE);

	fprintf(list.out, "%zu reports: %zu ready, %zu partial, %zu missing\n", coverage->count,
		count_status(coverage, STATUS_COMPLETE), count_status(coverage, STATUS_PARTIAL),
		count_status(coverage, STATUS_NOT_EVALUATED));
	print_ready(&list, coverage, &lines);
	print_others(&list, coverage, STATUS_PARTIAL, &lines);
	print_others(&list, coverage, STATUS_NOT_EVALUATED, &lines);
	if (coverage->next_count)
		fputs("\nfetch next\n", list.out);
	for (size_t i = 0; i < coverage->next_count; i++)
		print_advice(&list, coverage, &coverage->next[i], &lines);
	buffer_release(&lines);
}

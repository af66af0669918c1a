/* SPDX-License-Identifier: MIT
 * Joins formats and reports by entity, part and column.
 */
#include "feeds.h"

bool feeds_need(const struct formats *formats, size_t format, const struct need *need)
{
	return formats_feed(formats, format, need->entity, need->part, need->column);
}

static bool feeds_any(const struct formats *formats, size_t format, const struct need *needs,
		      size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (feeds_need(formats, format, &needs[i]))
			return true;
	return false;
}

bool feeds_report(const struct formats *formats, size_t format, const struct report *report)
{
	return feeds_any(formats, format, report->needs, report->need_count) ||
	       feeds_any(formats, format, report->either, report->either_count) ||
	       feeds_any(formats, format, report->wants, report->want_count);
}

/* The needs that the format feeds, or those that it does not, after `title`. Gives what stands
 * before the next one. */
static const char *list_needs(const struct formats *formats, size_t format, bool fed,
			      const char *title, const struct need *needs, size_t count,
			      struct buffer *lines)
{
	for (size_t i = 0; i < count; i++) {
		if (feeds_need(formats, format, &needs[i]) != fed)
			continue;
		buffer_printf(lines, "%s%s", title, needs[i].text);
		title = ", ";
	}
	return title;
}

static void explain(const struct formats *formats, size_t format, const struct report *report,
		    struct buffer *lines)
{
	bool is_chosen = feeds_any(formats, format, report->either, report->either_count);
	const char *title = "needs ";

	buffer_printf(lines, "%s%s (", lines->length ? "\n" : "", report->id);
	title = list_needs(formats, format, true, title, report->needs, report->need_count, lines);
	title = list_needs(formats, format, true, title, report->either, report->either_count,
			   lines);
	if (*title != ',')
		list_needs(formats, format, true, "wants ", report->wants, report->want_count,
			   lines);
	list_needs(formats, format, false, "; also needs ", report->needs, report->need_count,
		   lines);
	if (!is_chosen)
		list_needs(formats, format, false, "; also one of ", report->either,
			   report->either_count, lines);
	buffer_puts(lines, ")");
}

void feeds_explain(const struct formats *formats, size_t format, const struct catalogue *catalogue,
		   struct buffer *lines)
{
	for (size_t i = 0; i < catalogue_count(catalogue); i++) {
		const struct report *report = catalogue_at(catalogue, i);

		if (feeds_report(formats, format, report))
			explain(formats, format, report, lines);
	}
}

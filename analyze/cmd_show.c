/* SPDX-License-Identifier: MIT
 * Shows one report: why it matters, what it needs, its parameters and its SQL.
 */
#include <string.h>

#include "commands.h"
#include "destination.h"
#include "queries/catalogue.h"

static void print_fact(FILE *out, const char *name, const char *text)
{
	if (text && *text)
		fprintf(out, "%-10s  %s\n", name, text);
}

/* Ends in a line end, whether or not the text does. */
static void print_text(FILE *out, const char *text)
{
	size_t length = strlen(text);

	fputs(text, out);
	if (length && text[length - 1] != '\n')
		putc('\n', out);
}

static void print_needs(FILE *out, const char *name, const struct need *needs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		fprintf(out, i ? ", %s" : "%-10s  %s", i ? needs[i].text : name, needs[i].text);
	if (count)
		putc('\n', out);
}

static void print_resource(FILE *out, const struct report *report)
{
	if (report->resource_column)
		fprintf(out, "%-10s  %s, by column %s\n", "about",
			report->resource_kind ? report->resource_kind
					      : report->resource_kind_column,
			report->resource_column);
}

static void print_params(FILE *out, const struct report *report)
{
	static const char *const kinds[] = {
		[PARAM_TEXT] = "text",
		[PARAM_INTEGER] = "integer",
		[PARAM_REAL] = "real",
	};

	for (size_t i = 0; i < report->param_count; i++) {
		const struct param *param = &report->params[i];

		fprintf(out, "%-10s  %s (%s, default %s): %s\n", "parameter", param->name,
			kinds[param->kind], param->fallback, param->help);
	}
}

static void print_report(FILE *out, const struct report *report)
{
	fprintf(out, "%s\n\n", report->title);
	print_fact(out, "id", report->id);
	print_fact(out, "group", report->group);
	print_fact(out, "severity", severity_name(report->severity));
	print_fact(out, "rule", report->rule);
	print_needs(out, "needs", report->needs, report->need_count);
	print_needs(out, "wants", report->wants, report->want_count);
	print_resource(out, report);
	print_params(out, report);
	print_fact(out, "see", report->refs);
	print_fact(out, "origin", report->origin);
	if (*report->text)
		putc('\n', out);
	print_text(out, report->text);
	putc('\n', out);
	print_text(out, report->sql);
}

static enum outcome show(const struct options *options, const struct report *report,
			 struct error *err)
{
	struct destination destination;

	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	if (options->sql)
		print_text(destination.stream, report->sql);
	else
		print_report(destination.stream, report);
	return destination_close(&destination, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome find_and_show(const struct options *options, const struct catalogue *catalogue,
				  struct error *err)
{
	const char *id = options->arguments.items[0];
	const struct report *report = catalogue_find(catalogue, id);
	const char *nearest;

	if (report)
		return show(options, report, err);
	nearest = catalogue_nearest(catalogue, id);
	if (nearest)
		error_set(err, "no report '%s'; did you mean '%s'?", id, nearest);
	else
		error_set(err, "no report '%s'; 'stocktake list' shows them", id);
	return OUTCOME_USAGE;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct catalogue *catalogue = NULL;
	enum outcome outcome = OUTCOME_FAILED;

	if (catalogue_open(&catalogue, options->reports, err) == 0)
		outcome = find_and_show(options, catalogue, err);
	catalogue_close(catalogue);
	return outcome;
}

static const struct option options_of_show[] = {
	{ .name = "sql", .kind = OPTION_FLAG, OPTION_INTO(sql), .help = "only the SQL" },
	OPTION_OUTPUT,
	OPTION_REPORTS,
	{ 0 },
};

const struct command command_show = {
	.name = "show",
	.summary = "Shows one report: why it matters, what it needs, its SQL",
	.usage = "ID [--sql]",
	.example =
		"stocktake show orphaned-flows\n"
		"stocktake show orphaned-flows --sql | sqlite3 stocktake.db",
	.options = options_of_show,
	.least = 1,
	.most = 1,
	.is_paged = true,
	.exec = exec,
};

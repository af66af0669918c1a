/* SPDX-License-Identifier: MIT
 * Lists the source formats, or prints one as the JSON that describes it.
 */
#include <string.h>

#include "commands.h"
#include "base/nearest.h"
#include "importers/import.h"
#include "listing.h"
#include "store/schema.h"

enum { FORMAT_NAME, FORMAT_TITLE, FORMAT_COVERS, FORMAT_TABLES, FORMAT_ORIGIN, FORMAT_COLUMNS };

static const struct result_column columns[FORMAT_COLUMNS] = {
	[FORMAT_NAME] = { "name", RESULT_TEXT },     [FORMAT_TITLE] = { "title", RESULT_TEXT },
	[FORMAT_COVERS] = { "covers", RESULT_TEXT }, [FORMAT_TABLES] = { "entities", RESULT_TEXT },
	[FORMAT_ORIGIN] = { "origin", RESULT_TEXT },
};

static enum outcome list(const struct options *options, struct formats *formats, struct error *err)
{
	struct listing listing;
	struct cell cells[FORMAT_COLUMNS];
	enum outcome outcome = listing_open(&listing, options, columns, FORMAT_COLUMNS, err);

	if (outcome != OUTCOME_DONE)
		return outcome;
	for (size_t i = 0; i < formats_count(formats); i++) {
		struct format_summary summary = formats_at(formats, i);

		cell_set_text(&cells[FORMAT_NAME], summary.name);
		cell_set_text(&cells[FORMAT_TITLE], summary.title);
		cell_set_text(&cells[FORMAT_COVERS], summary.covers);
		cell_set_text(&cells[FORMAT_TABLES], summary.tables);
		cell_set_text(&cells[FORMAT_ORIGIN], summary.origin);
		listing_row(&listing, cells);
	}
	return listing_close(&listing, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome print_source(const struct options *options, const char *source,
				 struct error *err)
{
	struct destination destination;

	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	fputs(source, destination.stream);
	return destination_close(&destination, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

static enum outcome print_one(const struct options *options, struct formats *formats,
			      struct error *err)
{
	const char *name = options->arguments.items[0];
	struct nearest nearest = NEAREST_INIT(name);

	for (size_t i = 0; i < formats_count(formats); i++) {
		struct format_summary summary = formats_at(formats, i);

		if (strcmp(summary.name, name) == 0)
			return print_source(options, summary.source, err);
		nearest_try(&nearest, summary.name);
	}
	nearest_error(&nearest, "source format", "'stocktake formats' lists them", err);
	return OUTCOME_USAGE;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct schema *schema = schema_parse(err);
	struct formats *formats = NULL;
	enum outcome outcome = OUTCOME_FAILED;

	if (schema && formats_open(&formats, schema, options->formats, err) == 0)
		outcome = options->arguments.count ? print_one(options, formats, err)
						   : list(options, formats, err);
	formats_close(formats);
	schema_free(schema);
	return outcome;
}

static const struct option options_of_formats[] = {
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_FORMATS,
	{ 0 },
};

const struct command command_formats = {
	.name = "formats",
	.summary = "Lists the source formats that are known; with a name, prints its description",
	.usage = "[NAME]",
	.example =
		"stocktake formats\n"
		"stocktake formats coe-flow",
	.options = options_of_formats,
	.most = 1,
	.exec = exec,
};

/* SPDX-License-Identifier: MIT
 * Lists the source formats, prints one as the JSON that describes it or as the header of a table,
 * or tells how to get such files.
 */
#include <string.h>

#include "base/limits.h"
#include "base/nearest.h"

#include "collecting.h"
#include "commands.h"
#include "csv.h"
#include "listing.h"

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

static enum outcome unknown_format(const char *name, struct formats *formats, struct error *err)
{
	struct nearest nearest = NEAREST_INIT(name);

	for (size_t i = 0; i < formats_count(formats); i++)
		nearest_try(&nearest, formats_at(formats, i).name);
	nearest_error(&nearest, "source format", "'stocktake formats' lists them", err);
	return OUTCOME_USAGE;
}

/* --- What is printed of one -------------------------------------------------------------------- */

static void print_source(FILE *out, struct formats *formats, size_t index)
{
	fputs(formats_at(formats, index).source, out);
}

/* The header line of a table in that format. */
static void print_template(FILE *out, struct formats *formats, size_t index)
{
	struct buffer fields = BUFFER_INIT(LIMIT_FORMAT_FILE);

	formats_template(formats, index, &fields);
	for (const char *at = fields.length ? fields.data : ""; *at; at += *at == '\n') {
		size_t length = strcspn(at, "\n");

		csv_text(out, (struct str){ at, length }, true);
		at += length;
		fputs(*at ? "," : "", out);
	}
	fputs("\r\n", out);
	buffer_release(&fields);
}

static enum outcome print_one(const struct options *options, struct formats *formats, size_t index,
			      struct error *err)
{
	struct destination destination;

	if (destination_open(&destination, options->output, err) < 0)
		return OUTCOME_FAILED;
	if (options->template)
		print_template(destination.stream, formats, index);
	else
		print_source(destination.stream, formats, index);
	return destination_close(&destination, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

/* --- How to get them ----------------------------------------------------------------------------- */

typedef void collect_writer(const struct collecting *collecting,
			    const struct destination *destination);

static collect_writer *find_writer(const char *format, struct error *err)
{
	static const struct {
		const char *name;
		collect_writer *write;
	} writers[] = {
		{ "table", collecting_write_text },
		{ "markdown", collecting_write_markdown },
		{ "json", collecting_write_json },
	};

	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]); i++)
		if (!format || strcmp(writers[i].name, format) == 0)
			return writers[i].write;
	error_set(err, "formats --collect writes table, markdown or json, not '%s'", format);
	return NULL;
}

static enum outcome tell_collecting(const struct options *options, struct formats *formats,
				    const struct schema *schema, struct error *err)
{
	struct collecting collecting = {
		.formats = formats,
		.schema = schema,
		.only = options->arguments.count ? options->arguments.items[0] : NULL,
		.is_whole = options->all,
	};
	collect_writer *write = find_writer(options->format, err);
	struct destination destination;
	struct catalogue *catalogue;

	if (!write)
		return OUTCOME_USAGE;
	if (catalogue_open(&catalogue, options->reports, err) < 0)
		return OUTCOME_FAILED;
	collecting.catalogue = catalogue;
	if (destination_open(&destination, options->output, err) < 0) {
		catalogue_close(catalogue);
		return OUTCOME_FAILED;
	}
	write(&collecting, &destination);
	catalogue_close(catalogue);
	return destination_close(&destination, 0, err) < 0 ? OUTCOME_FAILED : OUTCOME_DONE;
}

/* --- The command --------------------------------------------------------------------------------- */

static enum outcome answer(const struct options *options, struct formats *formats,
			   const struct schema *schema, struct error *err)
{
	const char *name = options->arguments.count ? options->arguments.items[0] : NULL;

	if (name && formats_index(formats, name) == formats_count(formats))
		return unknown_format(name, formats, err);
	if (options->collect)
		return tell_collecting(options, formats, schema, err);
	if (name)
		return print_one(options, formats, formats_index(formats, name), err);
	if (!options->template)
		return list(options, formats, err);
	error_set(err, "--template of which format?");
	return OUTCOME_USAGE;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct schema *schema = schema_parse(err);
	struct formats *formats = NULL;
	enum outcome outcome = OUTCOME_FAILED;

	if (schema && formats_open(&formats, schema, options->formats, err) == 0)
		outcome = answer(options, formats, schema, err);
	formats_close(formats);
	schema_free(schema);
	return outcome;
}

static const struct option options_of_formats[] = {
	{ .name = "collect",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(collect),
	  .help = "how to get such files: commands, the rights they need, the reports they feed" },
	{ .name = "template",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(template),
	  .help = "the header line of a CSV in that format, to fill in" },
	{ .name = "all",
	  .kind = OPTION_FLAG,
	  OPTION_INTO(all),
	  .help = "with --collect: cut no list, however long" },
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_FORMATS,
	OPTION_REPORTS,
	{ 0 },
};

const struct command command_formats = {
	.name = "formats",
	.summary = "Lists the source formats, and how to collect them; with a name, prints that one",
	.usage = "[FORMAT] [--collect | --template]",
	.example =
		"stocktake formats\n"
		"stocktake formats coe-flow\n"
		"stocktake formats --collect graph-user\n"
		"stocktake formats --template own-note > notes.csv",
	.options = options_of_formats,
	.most = 1,
	.is_paged = true,
	.exec = exec,
};

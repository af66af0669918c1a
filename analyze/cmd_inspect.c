/* SPDX-License-Identifier: MIT
 * Looks at files as an import would, and stores nothing: what each is, how sure that is, and what
 * in it is not understood.
 */
#include <inttypes.h>
#include <string.h>

#include "glyph.h"
#include "intake.h"
#include "json.h"
#include "listing.h"
#include "store/schema.h"

#include "commands.h"

/* --- For people ------------------------------------------------------------------------------ */

static void print_line(FILE *out, const char *title, const char *text)
{
	if (!text || !*text)
		return;
	fprintf(out, "  %-11s ", title);
	for (const char *rest = text; *rest; rest += *rest == '\n') {
		size_t length = strcspn(rest, "\n");

		fputs(rest == text ? "" : ", ", out);
		glyph_print(out, (struct str){ rest, length }, -1);
		rest += length;
	}
	putc('\n', out);
}

static void print_format(FILE *out, const struct import_file *file)
{
	if (!file->format) {
		print_line(out, file->is_container ? "container" : "not known", file->reason);
		print_line(out, "nearest", file->nearest);
		return;
	}
	fprintf(out, "  %-11s %s: %s", "format", file->format, file->title);
	if (file->bid > 0) /* recognised, and not known by its place */
		fprintf(out, " (%d checks passed)", file->bid);
	putc('\n', out);
	print_line(out, "remark", file->reason);
}

static void print_file(FILE *out, const struct import_file *file)
{
	glyph_print(out, str_of(file->path), -1);
	putc('\n', out);
	print_format(out, file);
	fprintf(out, "  %-11s %" PRId64 " bytes", "content", file->bytes);
	fprintf(out, "%s%s%s%s%s%s\n", file->container ? ", " : "",
		file->container ? file->container : "", file->encoding ? ", " : "",
		file->encoding ? file->encoding : "", file->layout ? ", " : "",
		file->layout ? file->layout : "");
	if (!file->format)
		return;
	fprintf(out, "  %-11s %" PRId64 ", %" PRId64 " of them not taken in%s\n", "records",
		file->records, file->rejected, file->is_complete ? "" : "; not the whole of it");
	print_line(out, "covers", file->covers);
	print_line(out, "understood", file->understood);
	print_line(out, "ignored", file->ignored);
	print_line(out, "missing", file->missing);
}

static void write_text(FILE *out, const struct intake *intake)
{
	for (size_t i = 0; i < intake->count; i++) {
		if (i)
			putc('\n', out);
		print_file(out, &intake->files[i]);
	}
}

/* --- For programs ---------------------------------------------------------------------------- */

static void json_member(FILE *out, const char *name, const char *text)
{
	fprintf(out, ", \"%s\": ", name);
	json_text(out, text);
}

static void json_file(FILE *out, const struct import_file *file)
{
	fputs("{\"path\": ", out);
	json_text(out, file->path);
	json_member(out, "format", file->format);
	json_member(out, "reason", file->reason);
	json_member(out, "container", file->container);
	json_member(out, "encoding", file->encoding);
	fprintf(out, ", \"records\": %" PRId64, file->records);
	json_member(out, "covers", file->covers);
	fputs(",\n \"understood\": ", out);
	json_lines(out, file->understood);
	fputs(",\n \"ignored\": ", out);
	json_lines(out, file->ignored);
	fputs(",\n \"missing\": ", out);
	json_lines(out, file->missing);
	putc('}', out);
}

static void write_json(FILE *out, const struct intake *intake)
{
	fputs("{\"files\": [", out);
	for (size_t i = 0; i < intake->count; i++) {
		fputs(i ? ",\n" : "\n", out);
		json_file(out, &intake->files[i]);
	}
	fputs("\n]}\n", out);
}

/* --- The command ----------------------------------------------------------------------------- */

static const struct {
	const char *name;
	void (*write)(FILE *out, const struct intake *intake);
} writers[] = { { "table", write_text }, { "json", write_json } };

static enum outcome find_writer(const char *name, size_t *index, struct error *err)
{
	for (*index = 0; *index < sizeof(writers) / sizeof(writers[0]); ++*index)
		if (!name || strcmp(writers[*index].name, name) == 0)
			return OUTCOME_DONE;
	error_set(err, "inspect writes table or json, not '%s'", name);
	return OUTCOME_USAGE;
}

static int write_files(const struct options *options, struct intake *intake, size_t writer,
		       struct error *err)
{
	struct destination destination;

	progress_clear(&intake->progress);
	if (destination_open(&destination, options->output, err) < 0)
		return -1;
	writers[writer].write(destination.stream, intake);
	return destination_close(&destination, 0, err);
}

static enum outcome inspect(const struct options *options, const struct schema *schema,
			    struct formats *formats, struct error *err)
{
	struct intake intake = { 0 };
	struct import_progress progress = intake_progress(&intake);
	size_t writer;
	enum outcome outcome = find_writer(options->format, &writer, err);

	if (outcome == OUTCOME_DONE && intake_open(&intake, options, formats, schema, err) < 0)
		outcome = OUTCOME_USAGE;
	if (outcome == OUTCOME_DONE &&
	    (inspect_paths(formats, schema, options->arguments.items, options->arguments.count,
			   &intake.options, &progress, err) < 0 ||
	     write_files(options, &intake, writer, err) < 0))
		outcome = OUTCOME_FAILED;
	intake_close(&intake);
	return outcome;
}

static enum outcome exec(const struct options *options, struct error *err)
{
	struct schema *schema = schema_parse(err);
	struct formats *formats = NULL;
	enum outcome outcome = OUTCOME_FAILED;

	if (schema && formats_open(&formats, schema, options->formats, err) == 0)
		outcome = inspect(options, schema, formats, err);
	formats_close(formats);
	schema_free(schema);
	return outcome;
}

static const struct option options_of_inspect[] = {
	{ .name = "format",
	  .kind = OPTION_TEXT,
	  .value = "F",
	  OPTION_INTO(format),
	  .help = "table (default) or json" },
	OPTION_OUTPUT,
	OPTION_AS,
	OPTION_DATES,
	OPTION_FORMATS,
	OPTION_QUIET,
	{ 0 },
};

const struct command command_inspect = {
	.name = "inspect",
	.summary = "Says what each file is, how sure, how many records, and what is not understood",
	.usage = "PATH...",
	.example =
		"stocktake inspect exports/2026-11\n"
		"stocktake inspect exports --format json | jq '.files[] | select(.format == null)'",
	.options = options_of_inspect,
	.least = 1,
	.most = ANY_NUMBER,
	.exec = exec,
};

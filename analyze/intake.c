/* SPDX-License-Identifier: MIT
 * Runs an import and tells what became of each file, so that every record is accounted for:
 * read = kept + merged + rejected.
 */
#include "intake.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "base/timestamp.h"
#include "store/schema.h"

#include "glyph.h"
#include "listing.h"
#include "moment.h"

/* --- The request --------------------------------------------------------------------------- */

static int check_format(const char *name, struct formats *formats, struct error *err)
{
	struct nearest nearest = NEAREST_INIT(name);

	for (size_t i = 0; i < formats_count(formats); i++) {
		struct format_summary summary = formats_at(formats, i);

		if (strcmp(summary.name, name) == 0)
			return 0;
		nearest_try(&nearest, summary.name);
	}
	return nearest_error(&nearest, "source format", "'stocktake formats' lists them", err);
}

/* An entity, or one part of it: "role_assignment:flow". */
static int check_entity(const char *name, const struct schema *schema, struct error *err)
{
	struct nearest nearest = NEAREST_INIT(name);

	if (schema_entity(schema, (struct str){ name, strcspn(name, ":") }))
		return 0;
	for (size_t i = 0; i < schema->count; i++)
		nearest_try(&nearest, schema->entities[i].name);
	return nearest_error(&nearest, "entity", "'stocktake schema' lists them", err);
}

static enum date_order date_order(const char *word)
{
	if (!word)
		return DATE_ORDER_UNKNOWN;
	return strcmp(word, "dmy") == 0 ? DATE_ORDER_DMY : DATE_ORDER_MDY;
}

int intake_open(struct intake *intake, const struct options *options, struct formats *formats,
		const struct schema *schema, struct error *err)
{
	*intake = (struct intake){
		.options = { .has_at = options->at != NULL,
			     .label = options->label,
			     .as_format = options->as,
			     .complete = options->complete.items,
			     .complete_count = options->complete.count,
			     .dates = date_order(options->dates) },
	};
	if (options->at && moment_parse(options->at, DAY_BEGIN, &intake->options.at, err) < 0)
		return -1;
	if (options->as && check_format(options->as, formats, err) < 0)
		return -1;
	for (size_t i = 0; i < options->complete.count; i++)
		if (check_entity(options->complete.items[i], schema, err) < 0)
			return -1;
	progress_start(&intake->progress, PROGRESS_BYTES, options->quiet);
	return 0;
}

/* --- What the importer tells --------------------------------------------------------------- */

static const char *keep(struct intake *intake, const char *text)
{
	return text ? arena_copy(&intake->arena, text, strlen(text)) : NULL;
}

static void keep_texts(struct intake *intake, struct import_file *file)
{
	const char **texts[] = {
		&file->path,    &file->format,     &file->title,    &file->reason,
		&file->known,   &file->nearest,    &file->container,  &file->encoding, &file->covers,
		&file->layout,  &file->understood, &file->ignored,  &file->missing,
		&file->why,     &file->runner_up,
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i] = keep(intake, *texts[i]);
}

static int on_file(void *context, const struct import_file *file, struct error *err)
{
	struct intake *intake = context;

	(void)err;
	intake->files = memory_reserve(intake->files, intake->count, &intake->capacity,
				       sizeof(*intake->files));
	intake->files[intake->count] = *file;
	keep_texts(intake, &intake->files[intake->count++]);
	return 0;
}

static void on_bytes(void *context, const char *path, int64_t done, int64_t total)
{
	struct intake *intake = context;

	progress_show(&intake->progress, path, done, total);
}

static void on_merge(void *context, const char *entity, int64_t done, int64_t total)
{
	struct intake *intake = context;
	char what[80];

	snprintf(what, sizeof(what), "merging %s", entity);
	intake->progress.unit = PROGRESS_STEPS;
	progress_show(&intake->progress, what, done, total);
}

struct import_progress intake_progress(struct intake *intake)
{
	return (struct import_progress){
		.file = on_file, .bytes = on_bytes, .merging = on_merge, .context = intake,
	};
}

void intake_close(struct intake *intake)
{
	progress_clear(&intake->progress);
	arena_release(&intake->arena);
	free(intake->files);
	*intake = (struct intake){ 0 };
}

/* --- What is shown --------------------------------------------------------------------------- */

/* Some format knows such files and has no use for them. */
static bool is_known(const struct import_file *file)
{
	return file->known && !file->is_failure;
}

enum { FILE_PATH, FILE_FORMAT, FILE_READ, FILE_KEPT, FILE_MERGED, FILE_REJECTED, FILE_COLUMNS };

static const struct result_column columns[FILE_COLUMNS] = {
	[FILE_PATH] = { "file", RESULT_TEXT },
	[FILE_FORMAT] = { "format", RESULT_TEXT },
	[FILE_READ] = { "read", RESULT_INTEGER },
	[FILE_KEPT] = { "kept", RESULT_INTEGER },
	[FILE_MERGED] = { "merged", RESULT_INTEGER },
	[FILE_REJECTED] = { "rejected", RESULT_INTEGER },
};

static const char *format_text(const struct import_file *file)
{
	if (file->format)
		return file->format;
	return file->is_container ? "container" : is_known(file) ? "not needed" : "-";
}

static int print_files(const struct intake *intake, struct error *err)
{
	const struct options plain = { .format = NULL };
	struct cell cells[FILE_COLUMNS];
	struct listing listing;

	if (listing_open(&listing, &plain, columns, FILE_COLUMNS, err) != OUTCOME_DONE)
		return -1;
	for (size_t i = 0; i < intake->count; i++) {
		const struct import_file *file = &intake->files[i];

		cell_set_text(&cells[FILE_PATH], file->path);
		cell_set_text(&cells[FILE_FORMAT], format_text(file));
		cell_set_int(&cells[FILE_READ], file->records);
		cell_set_int(&cells[FILE_KEPT], file->kept);
		cell_set_int(&cells[FILE_MERGED], file->merged);
		cell_set_int(&cells[FILE_REJECTED], file->rejected);
		listing_row(&listing, cells);
	}
	return listing_close(&listing, 0, err);
}

/* What became of a file that was not read, or not to its end. */
static void print_remark(const struct import_file *file)
{
	fputs("  ", stdout);
	glyph_print(stdout, str_of(file->path), -1);
	if (file->reason && *file->reason) {
		fputs(": ", stdout);
		glyph_print(stdout, str_of(file->reason), -1);
	}
	putchar('\n');
	if (file->nearest)
		printf("    nearest format: %s\n", file->nearest);
}

typedef bool file_filter(const struct import_file *file);

static bool is_unknown(const struct import_file *file)
{
	return !file->format && !file->is_container && !is_known(file);
}

static bool is_partial(const struct import_file *file)
{
	return (file->format || file->is_container) && !file->is_complete;
}

static void print_remarks(const struct intake *intake, const char *title, file_filter *wanted)
{
	for (size_t i = 0; i < intake->count; i++) {
		const struct import_file *file = &intake->files[i];

		if (!wanted(file))
			continue;
		fputs(title, stdout);
		title = "";
		print_remark(file);
	}
}

static void print_all_remarks(const struct intake *intake)
{
	print_remarks(intake, "\nnot imported:\n", is_unknown);
	print_remarks(intake, "\nknown, and not needed:\n", is_known);
	print_remarks(intake, "\nimported, but not the whole of it:\n", is_partial);
}

static void print_account(const struct import_summary *summary)
{
	char at[TIMESTAMP_SIZE];

	timestamp_format(summary->at, at);
	printf("\nsnapshot %s (%s), %zu file%s", at, summary->basis, summary->files,
	       summary->files == 1 ? "" : "s");
	if (summary->known_files)
		printf(", %zu not needed", summary->known_files);
	if (summary->unknown_files)
		printf(", %zu not imported", summary->unknown_files);
	putchar('\n');
	if (summary->nothing_new)
		printf("nothing new: the snapshot held all of them already\n");
	else
		printf("%" PRId64 " records read = %" PRId64 " kept + %" PRId64 " merged + %" PRId64
		       " rejected\n",
		       summary->records, summary->kept, summary->merged, summary->rejected);
}

static int print_all(const struct intake *intake, const struct import_summary *summary,
		     struct error *err)
{
	if (print_files(intake, err) < 0)
		return -1;
	print_all_remarks(intake);
	print_account(summary);
	return 0;
}

/* --- The import ------------------------------------------------------------------------------- */

static int count_rejects(struct store *store, int64_t *count, struct error *err)
{
	return store_int64(store, err, "SELECT count(*) FROM reject", 0, count);
}

/* Refused are records, fields of records that were kept, and files that nobody knew. */
static enum outcome judge(struct store *store, int64_t rejects_before,
			  const struct import_summary *summary, struct error *err)
{
	int64_t rejects;

	if (count_rejects(store, &rejects, err) < 0)
		return OUTCOME_FAILED;
	if (rejects > rejects_before || summary->rejected || summary->unknown_files)
		return OUTCOME_REJECTED;
	return OUTCOME_DONE;
}

enum outcome intake_import(struct intake *intake, const struct options *options,
			   struct store *store, struct formats *formats,
			   struct import_summary *summary, struct error *err)
{
	const struct import_progress progress = intake_progress(intake);
	int64_t rejects_before;
	int result;

	if (count_rejects(store, &rejects_before, err) < 0)
		return OUTCOME_FAILED;
	result = import_paths(store, formats, options->arguments.items, options->arguments.count,
			      &intake->options, &progress, summary, err);
	progress_clear(&intake->progress);
	if (result < 0) {
		print_all_remarks(intake);
		return OUTCOME_FAILED;
	}
	if (!options->quiet && print_all(intake, summary, err) < 0)
		return OUTCOME_FAILED;
	return options->strict ? judge(store, rejects_before, summary, err) : OUTCOME_DONE;
}

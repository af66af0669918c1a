/* SPDX-License-Identifier: MIT
 * A row on the tape is its length in bytes, and for each cell a label and its text with a NUL behind. It
 * is written and read as one piece. A length of nothing ends the tape.
 */
#include "tape.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"

/* What stands in front of a cell's text, as it lies in memory: nobody else reads the file. */
struct label {
	enum cell_type type;
	bool truth;
	size_t length;
};

/* --- The head ------------------------------------------------------------------------------ */

static const char *keep(struct tape *tape, const char *text)
{
	return arena_copy(&tape->texts, text, strlen(text));
}

static void keep_columns(struct tape *tape, const struct result_head *head)
{
	tape->columns = memory_alloc((head->column_count + 1) * sizeof(*tape->columns));
	for (size_t i = 0; i < head->column_count; i++)
		tape->columns[i] = (struct result_column){ keep(tape, head->columns[i].name),
						     head->columns[i].kind };
	tape->head.columns = tape->columns;
}

static void keep_params(struct tape *tape, const struct result_head *head)
{
	tape->params = memory_alloc((head->param_count + 1) * sizeof(*tape->params));
	for (size_t i = 0; i < head->param_count; i++)
		tape->params[i] = (struct setting){ keep(tape, head->params[i].name),
					      keep(tape, head->params[i].value) };
	tape->head.params = tape->params;
}

static void keep_missing(struct tape *tape, const struct result_head *head)
{
	tape->missing = memory_alloc((head->missing_count + 1) * sizeof(*tape->missing));
	for (size_t i = 0; i < head->missing_count; i++)
		tape->missing[i] = head->missing[i];
	tape->head.missing = tape->missing;
}

static int record_head(void *context, const struct result_head *head, struct error *err)
{
	struct tape *tape = context;

	(void)err;
	tape->head = *head;
	tape->head.reason = keep(tape, head->reason);
	keep_columns(tape, head);
	keep_params(tape, head);
	keep_missing(tape, head);
	tape->cells = memory_alloc((head->column_count + 1) * sizeof(*tape->cells));
	spool_open(&tape->rows);
	return 0;
}

/* --- Rows ---------------------------------------------------------------------------------- */

static size_t row_length(const struct tape *tape)
{
	size_t length = sizeof(length);

	for (size_t i = 0; i < tape->head.column_count; i++)
		length += sizeof(struct label) + tape->cells[i].text.length + 1;
	return length;
}

/* Gives what lies behind it. */
static char *put_cell(char *at, const struct cell *cell)
{
	struct label label;

	memset(&label, 0, sizeof(label)); /* its gaps are written too */
	label.type = cell->type;
	label.truth = cell->type == CELL_BOOL && cell->truth;
	label.length = cell->text.length;
	memcpy(at, &label, sizeof(label));
	at += sizeof(label);
	if (label.length)
		memcpy(at, cell->text.data, label.length);
	at += label.length;
	*at = '\0';
	return at + 1;
}

static int record_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct tape *tape = context;
	size_t length;
	char *at;

	for (size_t i = 0; i < tape->head.column_count; i++)
		cell_read(&tape->cells[i], row, (int)i, tape->head.columns[i].kind);
	length = row_length(tape);
	if (length > LIMIT_REPORT_VALUE)
		return error_set(err, "a row is longer than %ld bytes", (long)LIMIT_REPORT_VALUE);
	tape->line = memory_reserve(tape->line, length, &tape->capacity, 1);
	at = tape->line + sizeof(length);
	length -= sizeof(length);
	memcpy(tape->line, &length, sizeof(length));
	for (size_t i = 0; i < tape->head.column_count; i++)
		at = put_cell(at, &tape->cells[i]);
	fwrite(tape->line, 1, sizeof(length) + length, tape->rows.stream);
	return 0;
}

static int record_end(void *context, struct error *err)
{
	static const size_t nothing = 0;
	struct tape *tape = context;

	fwrite(&nothing, sizeof(nothing), 1, tape->rows.stream);
	if (fflush(tape->rows.stream) != 0 || ferror(tape->rows.stream))
		return error_set(err, "cannot keep the rows: temporary storage is full");
	return 0;
}

void tape_record(struct tape *tape, struct store *store, const struct report *report,
		 const struct settings *settings)
{
	const struct result_sink sink = { record_head, record_row, record_end, tape };

	tape->failure = (struct error)ERROR_INIT;
	settings_run(settings, store, report, &sink, &tape->failure);
}

int tape_begin(struct tape *tape, struct error *err)
{
	if (tape->failure.text[0])
		return error_set(err, "%s", tape->failure.text);
	rewind(tape->rows.stream);
	return 0;
}

/* Gives what lies behind it. */
static const char *read_cell(const char *at, struct cell *cell)
{
	struct label label;

	memcpy(&label, at, sizeof(label));
	at += sizeof(label);
	cell->type = label.type;
	cell->truth = label.truth;
	cell->text = (struct str){ at, label.length };
	return at + label.length + 1;
}

int tape_row(struct tape *tape, struct cell *cells, bool *more, struct error *err)
{
	FILE *rows = tape->rows.stream;
	size_t length = 0;
	const char *at;

	*more = false;
	if (fread(&length, sizeof(length), 1, rows) != 1)
		return error_set(err, "cannot read the rows again that were kept");
	if (length == 0)
		return 0;
	tape->line = memory_reserve(tape->line, length, &tape->capacity, 1);
	if (fread(tape->line, 1, length, rows) != length)
		return error_set(err, "cannot read the rows again that were kept");
	at = tape->line;
	for (size_t i = 0; i < tape->head.column_count; i++)
		at = read_cell(at, &cells[i]);
	*more = true;
	return 0;
}

void tape_release(struct tape *tape)
{
	spool_close(&tape->rows);
	free(tape->columns);
	free(tape->params);
	free(tape->missing);
	arena_release(&tape->texts);
	free(tape->cells);
	free(tape->line);
	*tape = (struct tape){ 0 };
}

/* SPDX-License-Identifier: MIT
 * A row on the tape is a mark, and for each cell its type and the length and bytes of its text.
 */
#include "tape.h"

#include <stdlib.h>
#include <string.h>

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
	spool_open(&tape->rows);
	return 0;
}

/* --- Rows ---------------------------------------------------------------------------------- */

static int record_row(void *context, sqlite3_stmt *row, struct error *err)
{
	struct tape *tape = context;
	struct cell cell;

	(void)err;
	putc(1, tape->rows.stream);
	for (size_t i = 0; i < tape->head.column_count; i++) {
		struct label label = { 0 };

		cell_read(&cell, row, (int)i, tape->head.columns[i].kind);
		label.type = cell.type;
		label.truth = cell.type == CELL_BOOL && cell.truth;
		label.length = cell.text.length;
		fwrite(&label, sizeof(label), 1, tape->rows.stream);
		if (cell.text.length)
			fwrite(cell.text.data, 1, cell.text.length, tape->rows.stream);
	}
	return 0;
}

static int record_end(void *context, struct error *err)
{
	struct tape *tape = context;

	putc(0, tape->rows.stream);
	if (fflush(tape->rows.stream) != 0 || ferror(tape->rows.stream))
		return error_set(err, "cannot keep the rows: temporary storage is full");
	return 0;
}

void tape_record(struct tape *tape, struct store *store, const struct report *report,
		 const struct setting *settings, size_t setting_count)
{
	const struct result_sink sink = { record_head, record_row, record_end, tape };

	tape->failure = (struct error)ERROR_INIT;
	report_run(store, report, settings, setting_count, &sink, &tape->failure);
}

int tape_begin(struct tape *tape, struct error *err)
{
	if (tape->failure.text[0])
		return error_set(err, "%s", tape->failure.text);
	rewind(tape->rows.stream);
	return 0;
}

static void read_cell(struct tape *tape, struct cell *cell)
{
	struct label label = { 0 };
	char *text;

	if (fread(&label, sizeof(label), 1, tape->rows.stream) != 1)
		BUG("a row of the tape is torn");
	text = arena_alloc(&tape->row, label.length + 1);
	if (fread(text, 1, label.length, tape->rows.stream) != label.length)
		BUG("a cell of the tape is torn");
	text[label.length] = '\0';
	cell->type = label.type;
	cell->truth = label.truth;
	cell->text = (struct str){ text, label.length };
}

bool tape_row(struct tape *tape, struct cell *cells)
{
	if (getc(tape->rows.stream) != 1)
		return false;
	arena_reset(&tape->row);
	for (size_t i = 0; i < tape->head.column_count; i++)
		read_cell(tape, &cells[i]);
	return true;
}

void tape_release(struct tape *tape)
{
	spool_close(&tape->rows);
	free(tape->columns);
	free(tape->params);
	free(tape->missing);
	arena_release(&tape->texts);
	arena_release(&tape->row);
	*tape = (struct tape){ 0 };
}

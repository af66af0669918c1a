/* SPDX-License-Identifier: MIT
 * The tables as CSV: with logical names, as people see them, and as the files of a lake, without a header.
 * Include after files.h and tables.h.
 */
#ifndef ROUNDTRIP_WRITE_CSV_H
#define ROUNDTRIP_WRITE_CSV_H

struct dialect {
	const char *start; /* what stands before the header */
	const char *delimiter, *line_end;
	bool quotes_all;
};

static const struct dialect comma = { "", ",", "\n", false };
static const struct dialect semicolon = { "\xEF\xBB\xBF", ";", "\r\n", false };
static const struct dialect tab = { "", "\t", "\r\n", true };
static const struct dialect typed = { "#TYPE System.Management.Automation.PSCustomObject\r\n", ",",
				      "\r\n", true };

static inline void csv_field(struct buffer *out, const struct dialect *dialect, const char *text)
{
	const bool needs = dialect->quotes_all || strpbrk(text, ",;\t\"\r\n") != NULL;

	buffer_puts(out, needs ? "\"" : "");
	for (; *text != '\0'; text++)
		buffer_printf(out, "%s%c", *text == '"' ? "\"" : "", *text);
	buffer_puts(out, needs ? "\"" : "");
}

static inline void csv_next(struct buffer *out, const struct dialect *dialect, const char *text)
{
	buffer_puts(out, dialect->delimiter);
	csv_field(out, dialect, text);
}

static inline void write_logical(struct files *files, const struct kit_table *table,
				 const struct dialect *dialect)
{
	struct buffer *out = files_add(files, table->set, ".csv");
	char name[VALUE_SIZE];

	buffer_puts(out, dialect->start);
	for (size_t i = 0; i < column_count(table); i++) {
		buffer_puts(out, i ? dialect->delimiter : "");
		snprintf(name, sizeof(name),
			 table->columns[i].kind == LOOKUP ? "_%s_value" : "%s",
			 table->columns[i].name);
		csv_field(out, dialect, name);
	}
	buffer_puts(out, dialect->line_end);
	for (size_t row = 0; row < table->row_count; row++) {
		for (size_t i = 0; i < column_count(table); i++) {
			const struct kit_cell *cell = &table->cells[row][i];

			buffer_puts(out, i ? dialect->delimiter : "");
			csv_field(out, dialect, cell->has_value ? cell->text : "");
		}
		buffer_puts(out, dialect->line_end);
	}
}

/* Export to Excel, saved as CSV: labels, and the checksum that the export adds. */
static inline void write_display(struct files *files, const struct kit_table *table,
				 const struct dialect *dialect)
{
	struct buffer *out = files_add(files, table->set, ".csv");

	buffer_puts(out, dialect->start);
	csv_field(out, dialect, "(Do Not Modify) Row Checksum");
	for (size_t i = 0; i < column_count(table); i++)
		csv_next(out, dialect, table->columns[i].label);
	buffer_puts(out, dialect->line_end);
	for (size_t row = 0; row < table->row_count; row++) {
		csv_field(out, dialect, "bm90IGEgc3Vt");
		for (size_t i = 0; i < column_count(table); i++)
			csv_next(out, dialect,
				 table->cells[row][i].has_value ? table->cells[row][i].label : "");
		buffer_puts(out, dialect->line_end);
	}
}

/* --- Synapse Link ------------------------------------------------------------------------------ */

static const struct dialect lake = { "", ",", "\r\n", false };

static inline void describe_column(struct buffer *out, const char *name)
{
	buffer_printf(out, "%s{\"name\": \"%s\", \"dataType\": \"string\"}",
		      out->data[out->length - 1] == '[' ? "" : ", ", name);
}

static inline void describe_table(struct buffer *out, const struct kit_table *table)
{
	buffer_printf(out, "%s{\"$type\": \"LocalEntity\", \"name\": \"%s\", \"attributes\": [",
		      out->data[out->length - 1] == '[' ? "" : ",\n", table->name);
	describe_column(out, "Id");
	describe_column(out, "SinkCreatedOn");
	describe_column(out, "SinkModifiedOn");
	describe_column(out, "IsDelete");
	for (size_t i = 0; i < column_count(table); i++)
		describe_column(out, table->columns[i].name);
	describe_column(out, "versionnumber");
	buffer_printf(out,
		      "], \"partitions\": [{\"name\": \"2025\", \"location\":"
		      " \"https://lake.example/x/%s/2025.csv\"}]}",
		      table->name);
}

/* Whether the column has part in what the row describes, so that an older row has the same value. */
static inline bool is_identity(const struct kit_column *column)
{
	return column->kind == CODE || (column->is_required && column->kind != CHOICE &&
					column->kind != MODIFIED);
}

static inline bool has_identity(const struct kit_table *table)
{
	for (size_t i = 0; i < column_count(table); i++) {
		if (is_identity(&table->columns[i]))
			return true;
	}
	return false;
}

/* The row with that id, its other values those of `values`. */
static inline void lake_row(struct buffer *out, const struct kit_table *table, size_t row,
			    const char *id, const struct kit_cell *values, const char *state,
			    size_t version)
{
	buffer_printf(out, "%s,2025-11-01T00:00:00.0000000Z,2025-11-02T00:00:00.0000000Z,%s,%s", id,
		      state, id);
	for (size_t i = 1; i < column_count(table); i++) {
		const struct kit_cell *cell =
			is_identity(&table->columns[i]) ? &table->cells[row][i] : &values[i];

		csv_next(out, &lake, cell->has_value ? cell->text : "");
	}
	buffer_printf(out, ",%zu\r\n", version);
}

/* Every third row was once as its neighbour is; where the id is all that counts, others are deleted. */
static inline void write_lake_table(struct files *files, const struct kit_table *table)
{
	char name[100], gone[VALUE_SIZE];
	struct buffer *out;

	snprintf(name, sizeof(name), "%s/2025", table->name);
	out = files_add(files, name, ".csv");
	for (size_t row = 0; row < table->row_count; row++) {
		const struct kit_cell *cells = table->cells[row];

		if (row % 3 == 1)
			lake_row(out, table, row, cells[0].text, table->cells[row - 1], "", row);
		lake_row(out, table, row, cells[0].text, cells, "False", 1000 + row);
		if (row % 7 != 0 || has_identity(table))
			continue;
		invent_guid(gone);
		lake_row(out, table, row, gone, cells, "", row);
		lake_row(out, table, row, gone, cells, "True", 1000 + row);
	}
}

static inline void write_lake(struct files *files)
{
	struct buffer *model = files_add(files, "model", ".json");

	buffer_puts(model, "{\"name\": \"cdm\", \"version\": \"1.0\", \"entities\": [");
	for (size_t i = 0; i < TABLES; i++) {
		describe_table(model, &kit[i]);
		write_lake_table(files, &kit[i]);
	}
	buffer_puts(model, "]}");
}

#endif

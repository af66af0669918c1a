/* SPDX-License-Identifier: MIT
 * JSON by hand, and the tables as the Dataverse Web API answers. Include after files.h and tables.h.
 */
#ifndef ROUNDTRIP_WRITE_JSON_H
#define ROUNDTRIP_WRITE_JSON_H

static inline void json_text(struct buffer *out, const char *text)
{
	buffer_puts(out, "\"");
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			buffer_printf(out, "\\%c", *text);
		else if ((unsigned char)*text < 0x20)
			buffer_printf(out, "\\u%04x", *text);
		else
			buffer_append(out, text, 1);
	}
	buffer_puts(out, "\"");
}

/* ,"name": "text", or null without a text */
static inline void json_member(struct buffer *out, const char *name, const char *text)
{
	buffer_printf(out, "%s\"%s\": ", out->data[out->length - 1] == '{' ? "" : ", ", name);
	if (text == NULL)
		buffer_puts(out, "null");
	else
		json_text(out, text);
}

static inline void json_raw(struct buffer *out, const char *name, const char *text)
{
	buffer_printf(out, "%s\"%s\": %s", out->data[out->length - 1] == '{' ? "" : ", ", name,
		      text);
}

/* ,"name": { or [, to be closed by the caller */
static inline void json_open(struct buffer *out, const char *name, char bracket)
{
	buffer_printf(out, "%s\"%s\": %c", out->data[out->length - 1] == '{' ? "" : ", ", name,
		      bracket);
}

static inline void webapi_cell(struct buffer *out, const struct kit_column *column,
			       const struct kit_cell *cell)
{
	const bool is_bare = column->kind == NUMBER || column->kind == CHOICE ||
			     column->kind == YES_NO;
	char name[2 * VALUE_SIZE];

	snprintf(name, sizeof(name), column->kind == LOOKUP ? "_%s_value" : "%s", column->name);
	if (is_bare && cell->has_value)
		json_raw(out, name, cell->text);
	else
		json_member(out, name, cell->has_value ? cell->text : NULL);
	if (cell->has_value && cell->label[0] != '\0' && strcmp(cell->text, cell->label) != 0) {
		strcat(name, "@OData.Community.Display.V1.FormattedValue");
		json_member(out, name, cell->label);
	}
}

static inline void webapi_row(struct buffer *out, const struct kit_table *table, size_t row)
{
	buffer_puts(out, "{");
	json_member(out, "@odata.etag", "W/\"1\"");
	for (size_t i = 0; i < column_count(table); i++)
		webapi_cell(out, &table->columns[i], &table->cells[row][i]);
	buffer_puts(out, "}");
}

static inline void webapi_rows(struct buffer *out, const struct kit_table *table, size_t first,
			       size_t end, const char *between)
{
	for (size_t row = first; row < end; row++) {
		buffer_puts(out, row > first ? between : "");
		webapi_row(out, table, row);
	}
}

static inline void webapi_page(struct buffer *out, const struct kit_table *table, size_t first,
			       size_t end)
{
	buffer_printf(out,
		      "{\"@odata.context\": \"https://tenant.example/api/data/v9.2/$metadata#%s\"",
		      table->set);
	if (end < table->row_count)
		buffer_printf(out, ", \"@odata.nextLink\": \"https://tenant.example/%s?page=%zu\"",
			      table->set, end);
	buffer_puts(out, ", \"value\": [");
	webapi_rows(out, table, first, end, ",\n");
	buffer_puts(out, "]}\n");
}

static inline void write_webapi(struct files *files, const struct kit_table *table)
{
	webapi_page(files_add(files, table->set, ".json"), table, 0, table->row_count);
}

static inline void write_array(struct files *files, const struct kit_table *table)
{
	struct buffer *out = files_add(files, table->set, ".json");

	buffer_puts(out, "[\n");
	webapi_rows(out, table, 0, table->row_count, ",\n");
	buffer_puts(out, "\n]");
}

static inline void write_lines(struct files *files, const struct kit_table *table)
{
	webapi_rows(files_add(files, table->set, ".ndjson"), table, 0, table->row_count, "\n");
}

/* A file for each half. */
static inline void write_pages(struct files *files, const struct kit_table *table)
{
	const size_t half = table->row_count / 2;

	webapi_page(files_add(files, table->set, "-1.json"), table, 0, half);
	webapi_page(files_add(files, table->set, "-2.json"), table, half, table->row_count);
}

#endif

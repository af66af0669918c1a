/* SPDX-License-Identifier: MIT
 * Tables in markdown as a JSON list of objects: a table "Property | Value" is one object, a row of
 * any other table is one, its members named by the table's head. Everything is text.
 */
#include <cjson/cJSON.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/text.h"
#include "expand.h"
#include "source.h"

enum { HEAD = 4096, BLOCK = 64 * 1024 };

/* A row of a table, taken apart. */
struct cells {
	struct buffer text; /* each cell with a NUL behind it */
	size_t count;
};

struct tables {
	FILE *stream;
	int64_t objects;
	struct buffer before; /* the line before: a table's head, when a ruler follows */
	struct cells head;
	bool in_table, is_properties; /* the table's rows are the members of one object */
	cJSON *object;                /* that is being told, or NULL */
};

static bool has_bar(struct str line)
{
	return line.length > 0 && memchr(line.data, '|', line.length) != NULL;
}

/* "---|:--:", with a bar and a dash at least. */
static bool is_ruler(struct str line)
{
	bool has_dash = false;

	for (size_t i = 0; i < line.length; i++) {
		if (!strchr("-|: \t\r", line.data[i]) || !line.data[i])
			return false;
		has_dash |= line.data[i] == '-';
	}
	return has_dash && has_bar(line);
}

/* --- Cells ------------------------------------------------------------------------------------ */

/* The length of a cell: up to a bar that no backslash stands before. */
static size_t cell_length(struct str line)
{
	for (size_t i = 0; i < line.length; i++) {
		if (line.data[i] == '|' && (i == 0 || line.data[i - 1] != '\\'))
			return i;
	}
	return line.length;
}

/* Undoes what the writer did to text: backslashes before its signs, and <br> for a line's end. */
static void add_cell(struct cells *cells, struct str cell)
{
	static const char *const breaks[] = { "<br>", "<br/>", "<br />" };

	cell = str_trim(cell);
	for (size_t i = 0; i < cell.length; i++) {
		struct str rest = { cell.data + i, cell.length - i };
		char c = cell.data[i] ? cell.data[i] : ' ';

		for (size_t k = 0; k < sizeof(breaks) / sizeof(breaks[0]); k++) {
			if (str_starts_fold(rest, str_of(breaks[k]))) {
				c = '\n';
				i += strlen(breaks[k]) - 1;
				break;
			}
		}
		if (c == '\\' && rest.length > 1 && rest.data[1] && strchr("_*~`|", rest.data[1]))
			c = cell.data[++i];
		buffer_append(&cells->text, &c, 1);
	}
	buffer_append(&cells->text, "", 1);
	cells->count++;
}

/* At most `most` cells: the last takes what is left, bars and all. Bars around a row do not count. */
static void split(struct cells *cells, struct str line, size_t most)
{
	line = str_trim(line);
	buffer_clear(&cells->text);
	cells->count = 0;
	if (line.length > 0 && line.data[0] == '|') {
		line = (struct str){ line.data + 1, line.length - 1 };
		line.length -= line.length > 1 && line.data[line.length - 1] == '|' &&
			       line.data[line.length - 2] != '\\';
	}
	for (;;) {
		size_t length = cells->count + 1 == most ? line.length : cell_length(line);

		add_cell(cells, (struct str){ line.data, length });
		if (length == line.length)
			return;
		line = (struct str){ line.data + length + 1, line.length - length - 1 };
	}
}

static const char *next_cell(const char *cell)
{
	return cell + strlen(cell) + 1;
}

static bool is_property_head(const struct cells *head)
{
	return head->count == 2 && strcmp(head->text.data, "Property") == 0 &&
	       strcmp(next_cell(head->text.data), "Value") == 0;
}

/* --- Tables ----------------------------------------------------------------------------------- */

static void end_object(struct tables *tables)
{
	char *json;

	if (!tables->object)
		return;
	json = cJSON_PrintUnformatted(tables->object);
	if (!json)
		BUG("out of memory");
	fprintf(tables->stream, "%s%s", tables->objects++ ? ",\n" : "", json);
	cJSON_free(json);
	cJSON_Delete(tables->object);
	tables->object = NULL;
}

static void begin_table(struct tables *tables)
{
	split(&tables->head, (struct str){ tables->before.data, tables->before.length }, 0);
	tables->in_table = true;
	tables->is_properties = is_property_head(&tables->head);
}

static void take_row(struct tables *tables, struct str line)
{
	struct cells row = { .text = BUFFER_INIT(2 * LIMIT_RECORD) };
	const char *cell, *name = tables->head.text.data;

	split(&row, line, tables->is_properties ? 2 : 0);
	cell = row.text.data;
	if (!tables->object)
		tables->object = cJSON_CreateObject();
	if (tables->is_properties) {
		cJSON_AddStringToObject(tables->object, cell, row.count > 1 ? next_cell(cell) : "");
	} else {
		for (size_t i = 0; i < row.count && i < tables->head.count; i++) {
			cJSON_AddStringToObject(tables->object, name, cell);
			name = next_cell(name);
			cell = next_cell(cell);
		}
		end_object(tables);
	}
	buffer_release(&row.text);
}

static void take_line(struct tables *tables, struct str line)
{
	bool is_blank = str_trim(line).length == 0;

	if (tables->in_table && (is_blank || line.data[0] == '#')) {
		end_object(tables);
		tables->in_table = false;
	}
	if (tables->in_table) {
		take_row(tables, line);
	} else if (is_ruler(line) &&
		   has_bar((struct str){ tables->before.data, tables->before.length })) {
		begin_table(tables);
	}
	buffer_clear(&tables->before);
	buffer_append(&tables->before, line.data, line.length);
}

/* Lines out of blocks; the last may have no end. */
static int read_lines(struct tables *tables, struct source *source, struct error *err)
{
	struct buffer line = BUFFER_INIT(LIMIT_RECORD);
	char block[BLOCK];
	int result = 0;
	long got;

	while (result == 0 && (got = source_read(source, block, sizeof(block), err)) != 0) {
		const char *at = block, *end = block + (got > 0 ? got : 0), *feed;

		result = got < 0 ? -1 : 0;
		while (result == 0 && at < end) {
			feed = memchr(at, '\n', (size_t)(end - at));
			if (buffer_append(&line, at, (size_t)((feed ? feed : end) - at)) < 0)
				result = error_set(err, "a line longer than %ld MiB",
						   LIMIT_RECORD / MIB);
			at = feed ? feed + 1 : end;
			if (feed && result == 0) {
				take_line(tables, (struct str){ line.data, line.length });
				buffer_clear(&line);
			}
		}
	}
	if (result == 0 && line.length > 0)
		take_line(tables, (struct str){ line.data, line.length });
	buffer_release(&line);
	return result;
}

/* --- The container ---------------------------------------------------------------------------- */

/* A command's answer begins with a heading; a table alone begins with a bar. */
static bool fits(const char *path, const char *head, size_t length)
{
	char start[HEAD];
	struct str text = { start, source_start(path, start, sizeof(start)) }, before = STR("");

	(void)head, (void)length;
	text = str_trim(text);
	if (!str_starts_fold(text, STR("# ")) && !str_starts_fold(text, STR("|")))
		return false;
	while (text.length > 0) {
		const char *feed = memchr(text.data, '\n', text.length);
		size_t line = feed ? (size_t)(feed - text.data) : text.length;

		if (is_ruler((struct str){ text.data, line }) && has_bar(before))
			return true;
		before = (struct str){ text.data, line };
		line += feed != NULL;
		text = (struct str){ text.data + line, text.length - line };
	}
	return false;
}

static int tell(struct tables *tables, const char *path, struct error *err)
{
	struct source *source = source_open(path, err);
	int result;

	if (!source)
		return -1;
	fputs("[", tables->stream);
	result = read_lines(tables, source, err);
	end_object(tables);
	fputs("]\n", tables->stream);
	source_close(source);
	return result;
}

static int expand(const struct input *input, const struct input_sink *sink, struct error *err)
{
	struct tables tables = {
		.before = BUFFER_INIT(LIMIT_RECORD),
		.head.text = BUFFER_INIT(2 * LIMIT_RECORD),
	};
	struct error trouble = ERROR_INIT;
	struct aside aside;
	int result;

	if (aside_open(&aside, err) < 0)
		return -1;
	tables.stream = aside.stream;
	if (tell(&tables, input->path, &trouble) == 0) {
		result = aside_give(&aside, input, "markdown", "", sink, err);
	} else {
		aside_close(&aside);
		result = sink->skip(sink->context, input->shown, trouble.text, err);
	}
	buffer_release(&tables.before);
	buffer_release(&tables.head.text);
	return result;
}

const struct container markdown_container = { "markdown", fits, expand };

/* SPDX-License-Identifier: MIT
 * Any bytes as CSV: no crash, every record as wide as the header, every number given once, and of
 * a text without quotes the same cells as cutting it at its commas gives.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "importers/reader.h"
#include "importers/source.h"

struct seen {
	size_t columns;
	int64_t number, offset, line, records;
	size_t sum;
	int64_t stop_at; /* the record at which the sink has enough */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Adds a cell to the sum of all cells. */
static size_t add_cell(size_t sum, struct str text)
{
	for (size_t i = 0; i < text.length; i++)
		sum = sum * 31 + (unsigned char)text.data[i];
	return sum * 31 + ',';
}

static struct str cut(struct str *rest, char at)
{
	const char *hit = rest->length ? memchr(rest->data, at, rest->length) : NULL;
	struct str part = { rest->data, hit ? (size_t)(hit - rest->data) : rest->length };
	size_t used = part.length + (hit ? 1 : 0);

	*rest = (struct str){ rest->data + used, rest->length - used };
	return part;
}

static size_t count_commas(struct str line)
{
	size_t count = 0;

	for (size_t i = 0; i < line.length; i++)
		count += line.data[i] == ',';
	return count;
}

/* The sum of the cells of the lines that are as wide as the first, which is left out. */
static size_t sum_of_lines(struct str text)
{
	size_t columns = 0, sum = 0;

	while (text.length > 0) {
		struct str line = cut(&text, '\n');
		size_t cells = count_commas(line) + 1;

		if (line.length > 0 && columns == 0)
			columns = cells;
		else if (line.length > 0 && columns == cells)
			for (size_t i = 0; i < cells; i++)
				sum = add_cell(sum, cut(&line, ','));
	}
	return sum;
}

static bool is_plain(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (data[i] >= 0x80 || (data[i] < 32 && data[i] != '\n') ||
		    strchr("\";|#=%]", data[i]))
			return false;
	}
	return size > 0;
}

static void check_place(struct seen *seen, int64_t number, int64_t offset, int64_t line)
{
	if (number != seen->number + 1 || offset < seen->offset || line < seen->line)
		abort();
	seen->number = number;
	seen->offset = offset;
	seen->line = line;
}

static int take_header(void *context, const struct str *names, size_t count, struct error *err)
{
	struct seen *seen = context;

	(void)err;
	seen->columns = count;
	for (size_t i = 0; i < count; i++)
		add_cell(0, names[i]);
	return 0;
}

static int take_record(void *context, const struct record *record, struct error *err)
{
	struct seen *seen = context;

	check_place(seen, record->number, record->byte_offset, record->line);
	if (record->cell_count != seen->columns || record->json)
		abort();
	for (size_t i = 0; i < record->cell_count; i++)
		seen->sum = add_cell(seen->sum, record->cells[i]);
	seen->records++;
	return seen->records == seen->stop_at ? error_set(err, "enough") : 0;
}

static int take_damage(void *context, const struct damage *damage, struct error *err)
{
	(void)err;
	if (!damage->reason || !damage->reason[0])
		abort();
	if (damage->whole)
		check_place(context, damage->number, damage->byte_offset, damage->line);
	return 0;
}

static void run(const uint8_t *data, size_t size, int64_t stop_at)
{
	struct seen seen = { .stop_at = stop_at };
	const struct record_sink sink = {
		.header = take_header,
		.record = take_record,
		.damage = take_damage,
		.context = &seen,
	};
	struct error err = ERROR_INIT;
	struct source *source = source_open_memory((const char *)data, size, &err);
	int ended_well;
	int result = read_csv(source, &sink, &ended_well, &err);

	if (result != (err.text[0] ? -1 : 0) || (stop_at && seen.records == stop_at && result == 0))
		abort();
	if (!stop_at && result == 0 && is_plain(data, size) &&
	    seen.sum != sum_of_lines((struct str){ (const char *)data, size }))
		abort();
	source_close(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	run(data, size, 0);
	run(data, size, 2);
	return 0;
}

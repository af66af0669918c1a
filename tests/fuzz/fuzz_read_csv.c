/* SPDX-License-Identifier: MIT
 * Any bytes as CSV: no crash, every record as wide as the header, every number given once.
 */
#include <stdint.h>
#include <stdlib.h>

#include "importers/reader.h"
#include "importers/source.h"

struct seen {
	size_t columns;
	int64_t number, offset, line, records;
	int64_t stop_at; /* the record at which the sink has enough */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t touch(struct str text)
{
	size_t sum = 0;

	for (size_t i = 0; i < text.length; i++)
		sum += (unsigned char)text.data[i];
	return sum;
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
		touch(names[i]);
	return 0;
}

static int take_record(void *context, const struct record *record, struct error *err)
{
	struct seen *seen = context;

	check_place(seen, record->number, record->byte_offset, record->line);
	if (record->cell_count != seen->columns || record->json)
		abort();
	for (size_t i = 0; i < record->cell_count; i++)
		touch(record->cells[i]);
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
	source_close(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	run(data, size, 0);
	run(data, size, 2);
	return 0;
}

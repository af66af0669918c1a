/* SPDX-License-Identifier: MIT
 * The strings that cells name by number. Their texts may be hundreds of megabytes: they lie in a
 * temporary file, and only where each ends is kept in memory.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "workbook.h"

enum { WINDOW_BYTES = 8192 };

struct strings_reading {
	struct shared_strings *strings;
	struct rich_text rich;
};

static int start(void *context, const char *name, const char *const *attributes, struct error *err)
{
	struct strings_reading *reading = context;

	(void)err;
	if (strcmp(name, "si") == 0)
		buffer_clear(&reading->rich.text);
	rich_text_start(&reading->rich, name, attributes);
	return 0;
}

static int text(void *context, const char *data, size_t length, struct error *err)
{
	return rich_text_add(&((struct strings_reading *)context)->rich, data, length, err);
}

static int add_string(struct shared_strings *strings, struct buffer *text, struct error *err)
{
	size_t length = text_unescape(text->data, text->length);
	int64_t before = strings->count ? strings->offsets[strings->count - 1] : 0;

	if (strings->count == LIMIT_SHARED_STRINGS)
		return error_set(err, "more than %d shared strings", LIMIT_SHARED_STRINGS);
	if (fwrite(text->data, 1, length, strings->file) != length)
		return error_set(err, "no room for the strings of the workbook");
	strings->offsets = memory_reserve(strings->offsets, strings->count, &strings->capacity,
					  sizeof(*strings->offsets));
	strings->offsets[strings->count++] = before + (int64_t)length;
	return 0;
}

static int end(void *context, const char *name, struct error *err)
{
	struct strings_reading *reading = context;

	rich_text_end(&reading->rich, name);
	return strcmp(name, "si") == 0 ? add_string(reading->strings, &reading->rich.text, err) : 0;
}

int shared_strings_read(struct shared_strings *strings, struct package *package, const char *part,
			struct error *err)
{
	struct strings_reading reading = { strings, { .text = BUFFER_INIT(LIMIT_RECORD) } };
	const struct xml_handler handler = { start, end, text, &reading };
	char path[64];
	enum part_result result;

	strings->window = (struct buffer)BUFFER_INIT(LIMIT_RECORD + WINDOW_BYTES);
	strings->file = platform_temporary(path, err);
	if (!strings->file)
		return -1;
	buffer_puts(&reading.rich.text, "");
	result = package_read(package, part, &handler, err);
	buffer_release(&reading.rich.text);
	return result == PART_DAMAGED ? -1 : 0;
}

static int move_window(struct shared_strings *strings, int64_t at, size_t wanted, struct error *err)
{
	char block[WINDOW_BYTES];
	size_t got = 1;

	buffer_clear(&strings->window);
	strings->window_at = at;
	if (fseeko(strings->file, at, SEEK_SET) != 0)
		return error_set(err, "the strings of the workbook cannot be read again");
	while (strings->window.length < wanted && got > 0) {
		got = fread(block, 1, sizeof(block), strings->file);
		buffer_append(&strings->window, block, got);
	}
	if (strings->window.length < wanted)
		return error_set(err, "the strings of the workbook cannot be read again");
	return 0;
}

int shared_strings_get(struct shared_strings *strings, size_t index, struct str *text,
		       struct error *err)
{
	int64_t start;

	if (index >= strings->count)
		return error_set(err, "there is no shared string %zu", index);
	start = index ? strings->offsets[index - 1] : 0;
	text->length = (size_t)(strings->offsets[index] - start);
	if ((start < strings->window_at ||
	     strings->offsets[index] > strings->window_at + (int64_t)strings->window.length) &&
	    move_window(strings, start, text->length, err) < 0)
		return -1;
	text->data = strings->window.data + (start - strings->window_at);
	return 0;
}

void shared_strings_release(struct shared_strings *strings)
{
	if (strings->file)
		fclose(strings->file);
	free(strings->offsets);
	buffer_release(&strings->window);
}

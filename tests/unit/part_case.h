/* SPDX-License-Identifier: MIT
 * What a container gives, as one text: "book.xlsx/Flows [xlsx]", the part, and "skipped: ...". Include
 * after cmocka.h.
 */
#ifndef UNIT_PART_CASE_H
#define UNIT_PART_CASE_H

#include <archive.h>
#include <archive_entry.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "importers/expand.h"
#include "scratch.h"

static struct buffer given = BUFFER_INIT(256 * MIB);
static struct error expand_error;

struct member {
	const char *name, *text;
};

static inline int note_part(void *context, const struct input *input, struct error *err)
{
	FILE *file = fopen(input->path, "rb");
	char block[4096];
	size_t got;

	(void)context, (void)err;
	assert_non_null(file);
	assert_int_equal(input->depth, 1);
	buffer_printf(&given, "%s [%s]\n", input->shown, input->container);
	while ((got = fread(block, 1, sizeof(block), file)) > 0)
		buffer_append(&given, block, got);
	fclose(file);
	return 0;
}

static inline int note_skipped(void *context, const char *shown, const char *reason,
			       struct error *err)
{
	(void)context, (void)err;
	buffer_printf(&given, "skipped %s: %s\n", shown, reason);
	return 0;
}

static inline int refuse_part(void *context, const struct input *input, struct error *err)
{
	(void)context, (void)input;
	return error_set(err, "enough");
}

static inline bool does_fit(const struct container *container, const char *name)
{
	FILE *file = fopen(in_folder(name), "rb");
	char head[4096];
	size_t length;

	assert_non_null(file);
	length = fread(head, 1, sizeof(head), file);
	fclose(file);
	return container->fits(in_folder(name), head, length);
}

/* What the file of that name in the test's folder gives; it must fit. */
static inline const char *expanded(const struct container *container, const char *name)
{
	const struct input input = { .path = in_folder(name), .shown = name };
	const struct input_sink sink = { note_part, note_skipped, NULL };

	assert_true(does_fit(container, name));
	buffer_clear(&given);
	buffer_puts(&given, "");
	expand_error.text[0] = '\0';
	assert_int_equal(container->expand(&input, &sink, &expand_error), 0);
	return given.data;
}

static inline void stops_when_the_sink_does(const struct container *container, const char *name)
{
	const struct input input = { .path = in_folder(name), .shown = name };
	const struct input_sink sink = { refuse_part, note_skipped, NULL };

	assert_int_equal(container->expand(&input, &sink, &expand_error), -1);
	assert_string_equal(expand_error.text, "enough");
}

static inline void write_zip(const char *name, const struct member *members)
{
	struct archive *archive = archive_write_new();

	archive_write_set_format_zip(archive);
	assert_int_equal(archive_write_open_filename(archive, in_folder(name)), ARCHIVE_OK);
	for (; members->name; members++) {
		struct archive_entry *entry = archive_entry_new();
		size_t length = strlen(members->text);

		archive_entry_set_pathname(entry, members->name);
		archive_entry_set_size(entry, (la_int64_t)length);
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_entry_set_perm(entry, 0644);
		assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
		assert_int_equal(archive_write_data(archive, members->text, length), length);
		archive_entry_free(entry);
	}
	assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
}

#endif

/* SPDX-License-Identifier: MIT
 * The files of one shape, in memory until they are written to a folder or into an archive. Include after
 * store_case.h and scratch.h.
 */
#ifndef ROUNDTRIP_FILES_H
#define ROUNDTRIP_FILES_H

#include <iconv.h>
#include <sys/stat.h>

#include "tests/unit/archive_case.h"

enum { FILES_MAX = 48 };

struct files {
	struct {
		char name[160];
		struct buffer text;
	} list[FILES_MAX];
	size_t count;
};

/* An empty file of that name, to be filled. */
static inline struct buffer *files_add(struct files *files, const char *name, const char *suffix)
{
	struct buffer *text = &files->list[files->count].text;

	assert_true(files->count < FILES_MAX);
	snprintf(files->list[files->count++].name, sizeof(files->list[0].name), "%s%s", name, suffix);
	*text = (struct buffer)BUFFER_INIT(16 * MIB);
	buffer_puts(text, "");
	return text;
}

static inline void files_release(struct files *files)
{
	while (files->count > 0)
		buffer_release(&files->list[--files->count].text);
}

/* Makes the text UTF-16, as Windows tools write it. */
static inline void make_utf16(struct buffer *text)
{
	struct buffer wide = BUFFER_INIT(16 * MIB);
	iconv_t converter = iconv_open("UTF-16LE", "UTF-8");
	char *from = text->data, *to, *start = malloc(2 * text->length + 1);
	size_t from_left = text->length, to_left = 2 * text->length;

	assert_non_null(start);
	to = start;
	assert_int_equal(iconv(converter, &from, &from_left, &to, &to_left), 0);
	iconv_close(converter);
	buffer_append(&wide, "\xFF\xFE", 2);
	buffer_append(&wide, start, (size_t)(to - start));
	free(start);
	buffer_release(text);
	*text = wide;
}

static inline void files_make_utf16(struct files *files)
{
	for (size_t i = 0; i < files->count; i++)
		make_utf16(&files->list[i].text);
}

/* Into a folder of that name in the test's own, with the folders that the names ask for. */
static inline void files_save(const struct files *files, const char *name)
{
	char path[300];

	mkdir(in_folder(name), 0755);
	for (size_t i = 0; i < files->count; i++) {
		snprintf(path, sizeof(path), "%s/%s", name, files->list[i].name);
		for (char *slash = strchr(path + strlen(name) + 1, '/'); slash;
		     slash = strchr(slash + 1, '/')) {
			*slash = '\0';
			mkdir(in_folder(path), 0755);
			*slash = '/';
		}
		write_bytes(path, files->list[i].text.data, files->list[i].text.length);
	}
}

static inline void files_pack(const struct files *files, struct kind_of_archive kind,
			      const char *name)
{
	struct archive *archive = archive_begin(name, kind);

	for (size_t i = 0; i < files->count; i++)
		add_bytes(archive, files->list[i].name, files->list[i].text.data,
			  files->list[i].text.length, 86400);
	archive_end(archive);
}

/* The file of that name as the only member of a zip. */
static inline void wrap_in_zip(const char *inner, const char *outer)
{
	enum { SIZE = 16 * MIB };
	char *bytes = malloc(SIZE);
	struct archive *archive = archive_begin(outer, as_zip);

	assert_non_null(bytes);
	add_bytes(archive, inner, bytes, read_bytes(inner, bytes, SIZE), 86400);
	archive_end(archive);
	free(bytes);
}

#endif

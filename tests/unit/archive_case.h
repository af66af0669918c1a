/* SPDX-License-Identifier: MIT
 * Archives in the test's own folder, by libarchive's writer. Include after scratch.h.
 */
#ifndef ARCHIVE_CASE_H
#define ARCHIVE_CASE_H

#include <archive.h>
#include <archive_entry.h>

struct kind_of_archive {
	int format, filter;
	const char *options; /* or NULL */
};

static const struct kind_of_archive as_zip = { ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, NULL };
static const struct kind_of_archive as_tar = { ARCHIVE_FORMAT_TAR_PAX_RESTRICTED,
					       ARCHIVE_FILTER_NONE, NULL };
static const struct kind_of_archive as_stored_zip = { ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE,
						      "zip:compression=store" };

static inline struct archive *archive_begin(const char *name, struct kind_of_archive kind)
{
	struct archive *archive = archive_write_new();

	assert_int_equal(archive_write_set_format(archive, kind.format), ARCHIVE_OK);
	assert_int_equal(archive_write_add_filter(archive, kind.filter), ARCHIVE_OK);
	assert_int_equal(archive_write_set_options(archive, kind.options), ARCHIVE_OK);
	archive_write_set_bytes_in_last_block(archive, 1);
	archive_write_set_passphrase(archive, "secret");
	assert_int_equal(archive_write_open_filename(archive, in_folder(name)), ARCHIVE_OK);
	return archive;
}

/* `at` below 0: the archive does not say when the member was changed. */
static inline void add_bytes(struct archive *archive, const char *name, const char *data,
			     size_t length, time_t at)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_copy_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)length);
	if (at >= 0)
		archive_entry_set_mtime(entry, at, 0);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	assert_int_equal(archive_write_data(archive, data, length), length);
	archive_entry_free(entry);
}

static inline void add_text(struct archive *archive, const char *name, const char *text)
{
	add_bytes(archive, name, text, strlen(text), 86400);
}

static inline void add_link(struct archive *archive, const char *name, const char *target,
			    unsigned type)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_copy_pathname(entry, name);
	archive_entry_set_filetype(entry, type);
	archive_entry_set_perm(entry, 0777);
	if (type == AE_IFLNK)
		archive_entry_copy_symlink(entry, target);
	else if (type == AE_IFREG)
		archive_entry_copy_hardlink(entry, target);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	archive_entry_free(entry);
}

static inline void archive_end(struct archive *archive)
{
	assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
}

static inline size_t read_bytes(const char *name, char *to, size_t size)
{
	FILE *file = fopen(in_folder(name), "rb");
	size_t length;

	assert_non_null(file);
	length = fread(to, 1, size, file);
	fclose(file);
	return length;
}

static inline void write_bytes(const char *name, const char *data, size_t length)
{
	FILE *file = fopen(in_folder(name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, length, file), length);
	fclose(file);
}

#endif

/* SPDX-License-Identifier: MIT
 * Parts of a package, by libarchive. Each part that is wanted is searched for from the first member
 * on: members are passed over without being inflated, and the order they lie in does not matter.
 */
#include "package.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/memory.h"
#include "base/platform.h"
#include "base/text.h"

enum { READ_BLOCK = 64 * 1024 };

int package_open(struct package *package, const char *path, struct error *err)
{
	struct file_facts facts;

	if (platform_file_facts(path, &facts, err) < 0)
		return -1;
	*package = (struct package){ .path = path };
	package->allowed = facts.bytes * LIMIT_INFLATION;
	if (package->allowed < LIMIT_INFLATION_FREE)
		package->allowed = LIMIT_INFLATION_FREE;
	return 0;
}

int package_spend(struct package *package, int64_t bytes, struct error *err)
{
	package->spent += bytes;
	if (package->spent <= package->allowed)
		return 0;
	return error_set(err, "it inflates to more than %d times its size: taken for a bomb",
			 LIMIT_INFLATION);
}

static int damaged(struct archive *archive, struct error *err)
{
	const char *reason = archive_error_string(archive);

	return error_set(err, "the zip archive is damaged%s%s", reason ? ": " : "",
			 reason ? reason : "");
}

/* Some writers part folders with a backslash. */
static bool is_named(struct archive_entry *entry, const char *part)
{
	const char *name = archive_entry_pathname_utf8(entry);
	size_t i = 0;

	if (!name)
		name = archive_entry_pathname(entry);
	for (; name && name[i] && part[i]; i++) {
		char c = name[i] == '\\' ? '/' : name[i];

		if (!str_equal_fold((struct str){ &c, 1 }, (struct str){ part + i, 1 }))
			return false;
	}
	return name && name[i] == part[i];
}

static enum part_result find_part(struct archive *archive, const char *part, struct error *err)
{
	struct archive_entry *entry;
	int status;

	for (int i = 0; i < LIMIT_PACKAGE_MEMBERS; i++) {
		status = archive_read_next_header(archive, &entry);
		if (status == ARCHIVE_EOF)
			return PART_MISSING;
		if (status < ARCHIVE_WARN)
			return damaged(archive, err);
		if (!is_named(entry, part))
			continue;
		if (archive_entry_is_encrypted(entry))
			return error_set(err, "it is encrypted");
		return PART_READ;
	}
	return error_set(err, "more than %d members", LIMIT_PACKAGE_MEMBERS);
}

static int push_part(struct package *package, struct archive *archive, struct xml *xml,
		     struct error *err)
{
	char block[READ_BLOCK];
	la_ssize_t got;

	do {
		got = archive_read_data(archive, block, sizeof(block));
		if (got < 0)
			return damaged(archive, err);
		if (package_spend(package, got, err) < 0 ||
		    xml_push(xml, block, (size_t)got, got == 0, err) < 0)
			return -1;
	} while (got > 0);
	return 0;
}

enum part_result package_read(struct package *package, const char *part,
			      const struct xml_handler *handler, struct error *err)
{
	struct archive *archive = archive_read_new();
	struct xml *xml = xml_open(handler, NULL);
	enum part_result result;

	archive_read_support_format_zip_seekable(archive);
	if (archive_read_open_filename(archive, package->path, READ_BLOCK) != ARCHIVE_OK)
		result = damaged(archive, err);
	else
		result = find_part(archive, part, err);
	if (result == PART_READ && push_part(package, archive, xml, err) < 0)
		result = PART_DAMAGED;
	if (result == PART_DAMAGED)
		error_prefix(err, "%s: ", part);
	xml_close(xml);
	archive_read_free(archive);
	return result;
}

/* --- Relationships ---------------------------------------------------------------------------- */

static size_t folder_length(const char *part)
{
	const char *slash = strrchr(part, '/');

	return slash ? (size_t)(slash - part) + 1 : 0;
}

/* "../tables/t.xml" from "xl/worksheets/" is "xl/tables/t.xml"; what begins with a slash counts
 * from the root. ".." cannot lead above it. */
static char *resolve(const char *of, const char *target)
{
	struct buffer path = BUFFER_INIT(2 * LIMIT_RECORD);
	char *result;

	buffer_append(&path, of, *target == '/' ? 0 : folder_length(of));
	while (*target) {
		size_t length = strcspn(target, "/");
		struct str step = { target, length };

		if (str_equal(step, STR("..")) && path.length > 0) {
			path.data[--path.length] = '\0';
			path.length = folder_length(path.data);
		} else if (length > 0 && !str_equal(step, STR(".")) &&
			   !str_equal(step, STR(".."))) {
			buffer_append(&path, target, length + (target[length] == '/'));
		}
		target += length + (target[length] == '/');
	}
	result = memory_copy(path.data, path.length);
	buffer_release(&path);
	return result;
}

static int take_relationship(void *context, const char *name, const char *const *attributes,
			     struct error *err)
{
	struct relationships *relationships = context;
	const char *id = xml_attribute(attributes, "Id");
	const char *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target");
	const char *mode = xml_attribute(attributes, "TargetMode");

	if (strcmp(name, "Relationship") != 0 || !id || !type || !target ||
	    (mode && strcmp(mode, "External") == 0))
		return 0;
	if (relationships->count == LIMIT_PACKAGE_MEMBERS)
		return error_set(err, "more than %d relationships", LIMIT_PACKAGE_MEMBERS);
	type += folder_length(type);
	relationships->items = memory_reserve(relationships->items, relationships->count,
					      &relationships->capacity,
					      sizeof(*relationships->items));
	relationships->items[relationships->count++] = (struct relationship){
		memory_copy(id, strlen(id)),
		memory_copy(type, strlen(type)),
		resolve(relationships->of, target),
	};
	return 0;
}

int package_relationships(struct package *package, const char *of,
			  struct relationships *relationships, struct error *err)
{
	const struct xml_handler handler = { .start = take_relationship, .context = relationships };
	struct buffer name = BUFFER_INIT(2 * LIMIT_RECORD);
	size_t folder = folder_length(of);
	enum part_result result;

	*relationships = (struct relationships){ .of = of };
	buffer_append(&name, of, folder);
	buffer_printf(&name, "_rels/%s.rels", of + folder);
	result = package_read(package, name.data, &handler, err);
	buffer_release(&name);
	return result == PART_DAMAGED ? -1 : 0;
}

void relationships_release(struct relationships *relationships)
{
	for (size_t i = 0; i < relationships->count; i++) {
		free(relationships->items[i].id);
		free(relationships->items[i].type);
		free(relationships->items[i].part);
	}
	free(relationships->items);
}

const struct relationship *relationship_by_id(const struct relationships *relationships,
					      const char *id)
{
	for (size_t i = 0; i < relationships->count; i++) {
		if (strcmp(relationships->items[i].id, id) == 0)
			return &relationships->items[i];
	}
	return NULL;
}

const struct relationship *relationship_by_type(const struct relationships *relationships,
						const char *type)
{
	for (size_t i = 0; i < relationships->count; i++) {
		if (strcmp(relationships->items[i].type, type) == 0)
			return &relationships->items[i];
	}
	return NULL;
}

/* SPDX-License-Identifier: MIT
 * The files under a folder, in the byte order of their paths. A folder of dumps may come from
 * anybody: links are not followed, so nothing outside of it is read.
 */
#include "base/platform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/memory.h"
#include "platform_posix.h"

/* A folder's path ends with '/', which puts "a.txt" before "a/b", as whole paths sort. */
struct entry {
	char *path;
	struct file_facts facts;
	const char *skipped; /* the reason, or NULL */
	int failure;         /* or the errno that is it */
};

struct listing {
	struct entry *entries;
	size_t count, capacity;
};

static void listing_release(struct listing *listing)
{
	for (size_t i = 0; i < listing->count; i++)
		free(listing->entries[i].path);
	free(listing->entries);
}

static char *join(const char *folder, const char *name)
{
	size_t folder_length = strlen(folder), length = strlen(name);
	bool separate = folder_length > 0 && folder[folder_length - 1] != '/';
	char *path = memory_alloc(folder_length + length + 2);

	memcpy(path, folder, folder_length);
	if (separate)
		path[folder_length++] = '/';
	memcpy(path + folder_length, name, length + 1);
	return path;
}

/* Facts of the entry itself, not of what a link points to. */
static struct entry look_at(const char *folder, const char *name)
{
	struct entry entry = { .path = join(folder, name) };
	struct stat status;

	if (name[0] == '.') {
		entry.skipped = "name starts with '.'";
	} else if (lstat(entry.path, &status) < 0) {
		entry.failure = errno;
	} else if (S_ISLNK(status.st_mode)) {
		entry.skipped = "is a link";
	} else if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
		entry.skipped = "neither a file nor a folder";
	} else {
		file_facts_of(&status, &entry.facts);
	}
	return entry;
}

static void listing_add(struct listing *listing, const char *folder, const char *name)
{
	struct entry entry;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return;
	entry = look_at(folder, name);
	if (entry.facts.kind == FILE_FOLDER) {
		char *path = join(entry.path, "");

		free(entry.path);
		entry.path = path;
	}
	listing->entries = memory_reserve(listing->entries, listing->count, &listing->capacity,
					  sizeof(entry));
	listing->entries[listing->count++] = entry;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

/* 0, or the errno. `flags` is O_NOFOLLOW but for the folder that the user named: between looking
 * at an entry and opening it, it may have become a link. */
static int list_folder(const char *folder, int flags, struct listing *listing)
{
	int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
	DIR *stream = file < 0 ? NULL : fdopendir(file);
	const struct dirent *found;
	int reason = errno;

	if (!stream) {
		if (file >= 0)
			close(file);
		return reason;
	}
	while ((void)(errno = 0), found = readdir(stream))
		listing_add(listing, folder, found->d_name);
	reason = errno;
	closedir(stream);
	if (listing->count)
		qsort(listing->entries, listing->count, sizeof(*listing->entries), by_path);
	return reason;
}

static void skip(const struct folder_walk *walk, const char *path, const char *reason)
{
	if (walk->skipped)
		walk->skipped(walk->context, path, reason);
}

static int visit_entries(const struct listing *listing, int depth, const struct folder_walk *walk,
			 struct error *err);

/* The trailing '/' of an entry would make open() follow a link in spite of O_NOFOLLOW. */
static int visit_folder(char *path, int depth, const struct folder_walk *walk, struct error *err)
{
	struct listing listing = { 0 };
	int reason, result = 0;

	path[strlen(path) - 1] = '\0';
	if (depth > LIMIT_FOLDER_DEPTH) {
		skip(walk, path, "nested too deep");
		return 0;
	}
	reason = list_folder(path, O_NOFOLLOW, &listing);
	if (reason)
		skip(walk, path, strerror(reason));
	result = visit_entries(&listing, depth, walk, err);
	listing_release(&listing);
	return result;
}

static int visit_entries(const struct listing *listing, int depth, const struct folder_walk *walk,
			 struct error *err)
{
	int result = 0;

	for (size_t i = 0; i < listing->count && result == 0; i++) {
		struct entry *entry = &listing->entries[i];

		if (entry->skipped || entry->failure)
			skip(walk, entry->path,
			     entry->skipped ? entry->skipped : strerror(entry->failure));
		else if (entry->facts.kind == FILE_FOLDER)
			result = visit_folder(entry->path, depth + 1, walk, err);
		else
			result = walk->visit(walk->context, entry->path, &entry->facts, err);
	}
	return result;
}

int platform_walk(const char *folder, const struct folder_walk *walk, struct error *err)
{
	struct listing listing = { 0 };
	int reason = list_folder(folder, 0, &listing);
	int result = -1;

	if (reason)
		error_set(err, "cannot read folder '%s': %s", folder, strerror(reason));
	else
		result = visit_entries(&listing, 0, walk, err);
	listing_release(&listing);
	return result;
}

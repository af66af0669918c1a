/* SPDX-License-Identifier: MIT
 * The children of a folder, told from the paths of the files below it.
 */
#include "children.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/platform.h"
#include "base/timestamp.h"

enum { ISO_LENGTH = 10, DIGITS_LENGTH = 8 };

struct listing {
	struct children *children;
	size_t folder_length; /* with the slash */
};

static bool fits(const char *text, const char *shape)
{
	for (; *shape; text++, shape++)
		if (*shape == '0' ? !isdigit((unsigned char)*text) : *text != *shape)
			return false;
	return !isdigit((unsigned char)*text);
}

/* "2026-11-01" or "20261101", anywhere in the name. */
static bool find_date(const char *name, int64_t *date)
{
	char iso[ISO_LENGTH + 1];

	for (const char *at = name; *at; at++) {
		if (at > name && isdigit((unsigned char)at[-1]))
			continue;
		if (fits(at, "0000-00-00"))
			snprintf(iso, sizeof(iso), "%.10s", at);
		else if (fits(at, "00000000"))
			snprintf(iso, sizeof(iso), "%.4s-%.2s-%.2s", at, at + 4, at + 6);
		else
			continue;
		if (timestamp_parse(str_of(iso), DATE_ORDER_UNKNOWN, date) == TIMESTAMP_OK)
			return true;
	}
	return false;
}

/* Files come sorted by path, so that those of one child follow one another. */
static int visit(void *context, const char *path, const struct file_facts *facts,
		 struct error *err)
{
	struct listing *listing = context;
	struct children *children = listing->children;
	size_t length = listing->folder_length + strcspn(path + listing->folder_length, "/");
	struct child *last = children->count ? &children->items[children->count - 1] : NULL;

	(void)facts;
	(void)err;
	if (last && strlen(last->path) == length && strncmp(last->path, path, length) == 0)
		return 0;
	children->items = memory_reserve(children->items, children->count, &children->capacity,
					 sizeof(*children->items));
	last = &children->items[children->count++];
	last->path = memory_copy(path, length);
	last->is_folder = path[length] != '\0';
	last->has_date = find_date(last->path + listing->folder_length, &last->date);
	return 0;
}

/* The import of the child tells of it. */
static void pass_over(void *context, const char *path, const char *reason)
{
	(void)context;
	(void)path;
	(void)reason;
}

/* In the order of time each import only appends. */
static int by_date(const void *left, const void *right)
{
	const struct child *a = left, *b = right;

	if (a->has_date && b->has_date && a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return strcmp(a->path, b->path);
}

int children_list(struct children *children, const char *folder, struct error *err)
{
	size_t length = strlen(folder);
	struct listing listing = { children, 0 };
	struct folder_walk walk = { visit, pass_over, &listing };

	while (length > 1 && folder[length - 1] == '/')
		length--;
	listing.folder_length = length + 1;
	if (platform_walk(folder, &walk, err) < 0)
		return -1;
	if (children->count == 0)
		return error_set(err, "'%s' holds no file", folder);
	qsort(children->items, children->count, sizeof(*children->items), by_date);
	return 0;
}

void children_release(struct children *children)
{
	for (size_t i = 0; i < children->count; i++)
		free(children->items[i].path);
	free(children->items);
	*children = (struct children){ 0 };
}
